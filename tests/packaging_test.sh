#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What is shipped beside the binary speaks of the same things as the program.
top=$(cd "$(dirname "$0")/.." && pwd)
. "$(dirname "$0")/tap.sh"

keys() { # the keys the program knows
    sed -n 's/^ *KEY(\([a-z_]*\), KEY_.*/\1/p' "$top/src/app/config.c" | sort
}
shown() { # the keys of the sample, each commented out
    sed -n 's/^#\([a-z_]*\) = .*/\1/p' "$top/packaging/kadr.conf.sample" | sort
}
same_keys() {
    keys >"$scratch/keys" && shown >"$scratch/shown" && [ -s "$scratch/keys" ] &&
        diff "$scratch/keys" "$scratch/shown" >"$scratch/said"
}
# Every library meson.build asks for comes from a package of the lists.
listed() {
    sed 's/[ #].*//' "$top"/packaging/packages-*.txt | sort >"$scratch/listed"
    find "$top" -name meson.build -not -path '*/build*/*' -exec grep -ohE "dependency\('[^']+'" {} + |
        sed "s/.*'\(.*\)'/\1/" | grep -vx threads | sort -u | while read -r library; do
        file=$(pkg-config --path "$library") && package=$(dpkg -S "$file") || continue    # not built here
        grep -qx "${package%%:*}" "$scratch/listed" || echo "$library comes from ${package%%:*}"
    done >"$scratch/said"
    ! [ -s "$scratch/said" ]
}
reasons() { ! grep -vE '^#|^[a-z0-9.+-]+ +# .+' "$1" >"$scratch/said"; }
no_host() { ! grep -nE '"resolved"|https?://' "$top/package-lock.json" >"$scratch/said"; }
exact() { ! sed -n '/ependencies"/,/}/p' "$top/package.json" | grep -E '": "[^0-9]' >"$scratch/said"; }

it 'the sample shows every key of the configuration, and no other' same_keys
it 'each package for running has its reason' reasons "$top/packaging/packages-run.txt"
it 'each package for testing has its reason' reasons "$top/packaging/packages-test.txt"
it 'each library that is linked has its package in the lists' listed
it 'the lock file names no host' no_host
it 'npm packages are named by exact versions' exact
if command -v systemd-analyze >/dev/null 2>&1; then
    sed 's|^ExecStart=.*|ExecStart=/bin/true|' "$top/packaging/kadr.service" >"$scratch/kadr.service"
    it 'systemd finds no fault in the service file' quiet systemd-analyze verify --man=no "$scratch/kadr.service"
fi
tap_end
