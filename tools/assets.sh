#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# assets.sh PACKAGES STATIC OUT: puts the few files we take from npm packages into OUT, and beside
# every css and js of theirs and of STATIC (ours) its gzipped form NAME.gz.  Unchanged files are
# left alone.  PACKAGES is the folder that holds node_modules.
set -eu
modules=$1/node_modules
static=$2
out=$3
mkdir -p "$out"

take() { # FILE NAME
    if [ ! -f "$modules/$1" ]; then
        echo "$modules/$1 is missing: fetch the packages with tools/packages.sh $(dirname "$modules")" >&2
        exit 1
    fi
    cmp -s "$modules/$1" "$out/$2" || cp "$modules/$1" "$out/$2"
}

press() { # FILE
    to=$out/$(basename "$1").gz
    if [ ! -f "$to" ] || ! gzip -dc "$to" | cmp -s - "$1"; then
        gzip -9nc "$1" >"$to"
    fi
}

licence() { # PACKAGE TEXT-OR-FILE
    version=$(sed -n 's/^ *"version": *"\([^"]*\)".*/\1/p' "$modules/$1/package.json" | head -n 1)
    printf '%s %s\n\n' "$1" "$version"
    if [ -f "$modules/$1/LICENSE" ]; then cat "$modules/$1/LICENSE"; else cat "$static/$2"; fi
    printf '\n----------------------------------------------------------------------\n\n'
}

take @tabler/core/dist/css/tabler.min.css tabler.min.css
take htmx.org/dist/htmx.min.js htmx.min.js
for subset in latin latin-ext cyrillic; do
    take "@fontsource-variable/inter/files/inter-$subset-wght-normal.woff2" "inter-$subset.woff2"
done

{
    echo 'Parts of these pages were made by others:'
    echo
    licence @tabler/core tabler-licence.txt
    licence htmx.org -
    licence @fontsource-variable/inter -
} >"$out/licences.txt.new"
if cmp -s "$out/licences.txt.new" "$out/licences.txt"; then
    rm "$out/licences.txt.new"
else
    mv "$out/licences.txt.new" "$out/licences.txt"
fi

for file in "$out"/*.css "$out"/*.js "$static"/*.css "$static"/*.js; do
    [ ! -f "$file" ] || press "$file"
done
