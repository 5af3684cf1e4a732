#!/bin/sh
# Install system packages with apt-get, as root or with sudo, when missing.
# With --needed a package that cannot be installed is an error; without it
# the script says so and goes on, and the tests that need it will say so too.
set -u
needed=no
if [ "${1:-}" = --needed ]; then
	needed=yes
	shift
fi

has() {
	case "$1" in
	postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
	chromium) command -v chromium >/dev/null 2>&1 ;;
	*) dpkg -s "$1" >/dev/null 2>&1 ;;
	esac
}

missing=
for package in "$@"; do
	has "$package" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

root=
[ "$(id -u)" = 0 ] || root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ -z "$root" ] || $root true 2>/dev/null; }; then
	echo "Installing:$missing"
	$root apt-get update -qq
	# shellcheck disable=SC2086 -- one word for each package is meant
	$root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

failed=
for package in $missing; do
	has "$package" || failed="$failed $package"
done
[ -z "$failed" ] && exit 0
echo "COULD NOT INSTALL:$failed" >&2
echo "(apt-get as root or with sudo is needed, and a package source that has them)" >&2
[ "$needed" = no ]
