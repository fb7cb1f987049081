#!/usr/bin/env bash
# Install Debian packages that the tests need: by apt-get where we are root, else say which.
set -eu
missing=()
for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
    echo "These tests want the Debian packages: ${missing[*]}. What needs them is skipped, by name."
elif [ "$(id -u)" -eq 0 ]; then
    echo "Installing ${missing[*]} …"
    # The tests start a Postfix of their own; the machine must not become a mail server by them.
    case " ${missing[*]} " in
        *" postfix "*) echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections ;;
    esac
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "${missing[@]}" >/dev/null
else
    echo "Please run: sudo apt-get install ${missing[*]}   (what needs them is skipped, by name)"
fi
