#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# install.sh LIST...: installs the Debian packages named in the lists that are not there yet, as root
# or through sudo.  Quick and silent when nothing is missing.
set -eu

there() { # PACKAGE
    case $1 in
    nodejs) command -v node >/dev/null 2>&1 && return ;;
    npm) command -v npm >/dev/null 2>&1 && return ;;
    esac
    printf '%s\n' "$installed" | grep -qx "$1"
}

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not a Debian system; what Kadr needs is listed in: $*" >&2
    exit 1
fi
wanted=$(sed 's/#.*//' "$@")
# shellcheck disable=SC2086  # one word per package
installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p')
missing=
for package in $wanted; do
    there "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing:$missing"
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "These packages are missing, and there is neither root nor sudo to install them. As root:" >&2
        echo "    apt-get update && apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
    as_root=sudo
fi
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing
