#!/usr/bin/env bash
# Say whether the committed stylesheet and script are what look/build.sh makes today, byte for byte.
set -eu

look=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
committed=$look/../src/bield_site/static/bield

if ! command -v npm >/dev/null 2>&1; then
  echo "skipped: npm is not on this machine, the built look was not compared"
  exit 0
fi

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
if ! "$look/build.sh" "$fresh" >"$fresh/build.log" 2>&1; then
  cat "$fresh/build.log" >&2
  echo "The look could not be built, so the committed files were not compared. What went wrong is above." >&2
  exit 1
fi

differ=
for name in bield.css bield.js; do
  cmp -s "$fresh/$name" "$committed/$name" || differ="$differ $name"
done
if [ -n "$differ" ]; then
  echo "The committed look is not what look/build.sh makes:$differ in src/bield_site/static/bield. Run look/build.sh and commit what it writes." >&2
  exit 1
fi
echo "The committed look is what look/build.sh makes."
