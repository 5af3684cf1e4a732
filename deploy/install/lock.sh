#!/bin/sh
# Make the lock files anew: with hashes, without any registry's address.
# Releases younger than seven days wait.
set -eu
week_ago="$(date -u -d '7 days ago' +%Y-%m-%dT00:00:00Z)"

compile() {
	uv pip compile --quiet "$@" \
		--python-version 3.11 --exclude-newer "$week_ago" \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade
}

compile pyproject.toml --output-file requirements.lock
compile pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
compile bench/peer/requirements.in --output-file bench/peer/requirements.lock
cd web
npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
