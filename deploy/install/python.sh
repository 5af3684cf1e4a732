#!/bin/sh
# Make .venv with the Python given; install python3-venv where it is missing.
set -eu
python="${1:-python3}"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
	echo "Python 3.11 or newer is needed; give it as: make PYTHON=python3.11" >&2
	exit 1
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
	sh "$(dirname "$0")/system.sh" --needed python3-venv
"$python" -m venv .venv
