#!/usr/bin/env bash
# Build Bield's stylesheet and script: look/build.sh [FOLDER]
# FOLDER is where they go: the site's static folder unless named.
set -eu

look=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$look/../src/bield_site/static/bield}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

cd "$look"
# npm writes node_modules/.package-lock.json last, so it stands only after a whole install.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci
fi
node build.mjs "$folder"
