#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# packages.sh DIR: fetches the npm packages of package-lock.json into DIR/node_modules.  No script of
# theirs runs.  Does nothing when they are there already.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
dir=$1
mkdir -p "$dir"
if [ -f "$dir/complete" ] && cmp -s "$top/package-lock.json" "$dir/complete"; then
    exit 0
fi
if ! command -v npm >/dev/null 2>&1; then
    echo "The look of the pages and the browser tests come from npm packages, and npm is not here." >&2
    echo "Install nodejs and npm, or type ./run, which does; or fetch the packages elsewhere and say" >&2
    echo "where they are: meson configure BUILD -Dpackages=DIR (the folder that holds node_modules)." >&2
    exit 1
fi
cp "$top/package.json" "$top/package-lock.json" "$dir/"
rm -f "$dir/complete"
if ! (cd "$dir" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error); then
    echo "npm could not fetch the packages; it needs the network once." >&2
    exit 1
fi
cp "$top/package-lock.json" "$dir/complete"
