#!/usr/bin/env bash
# Install tools of developers from npm, at the versions named, beside the environment: in
# .venv/node-tools, and nowhere else. Nothing of them is part of Bield.
#   bash tools/node_tools.sh vnu-jar@26.9.27 lighthouse@13.0.1
set -eu
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.venv/node-tools
missing=()
for package in "$@"; do
    name=${package%@*}
    grep -qs "\"version\": *\"${package##*@}\"" "$folder/node_modules/$name/package.json" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v npm >/dev/null; then
    echo "npm is not on this machine, so ${missing[*]} cannot be installed. What needs them is skipped, by name."
    exit 0
fi
mkdir -p "$folder"
[ -f "$folder/package.json" ] || echo '{"private": true}' >"$folder/package.json"
echo "Installing ${missing[*]} in .venv/node-tools …"
npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "${missing[@]}" >/dev/null ||
    echo "npm could not install ${missing[*]}. What needs them is skipped, by name."
