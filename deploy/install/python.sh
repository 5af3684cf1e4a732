#!/bin/sh
# Make .venv with the Python given; install python3-venv where it is missing.
# None given: Debian's own, which is built with more care than most, else the path's.
set -eu
fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
python="${1:-}"
if [ -z "$python" ]; then
	python=python3
	if fits /usr/bin/python3; then python=/usr/bin/python3; fi
fi
if ! fits "$python"; then
	echo "Python 3.11 or newer is needed; give it as: make PYTHON=python3.11" >&2
	exit 1
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
	sh "$(dirname "$0")/system.sh" --needed python3-venv
"$python" -m venv .venv
