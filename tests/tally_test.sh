#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The count at the end of ./test is right, and says so when something failed or nothing ran.
tally=$(cd "$(dirname "$0")/.." && pwd)/tools/tally.js
. "$(dirname "$0")/tap.sh"
cd "$scratch" || exit 1

meson() { # one "RESULT|STDOUT" each: what meson writes about a program it ran
    : >meson.json
    for run in "$@"; do
        printf '{"name": "x", "result": "%s", "stdout": "%s"}\n' "${run%%|*}" "${run#*|}" >>meson.json
    done
}
node_tap() { printf '# tests 9\n# pass %s\n# fail %s\n# cancelled %s\n# skipped 0\n' "$1" "$2" "${3:-0}" >node.tap; }
counts() { # LINE CODE FILES: the last line and the exit code for that many node test files
    node "$tally" meson.json node.tap "$3" >said
    [ $? -eq "$2" ] && [ "$(tail -n 1 said)" = "$1" ]
}
none() { rm -f meson.json node.tap; }

meson 'OK|1..2\nok 1 - a\nok 2 - b\n' 'OK|'
node_tap 3 0
it 'points of programs, programs without points and the whole program are added up' \
    counts '6 passed, 0 failed' 0 2
meson 'FAIL|1..2\nok 1 - a\nnot ok 2 - b\n'
it 'a failed point fails' counts '4 passed, 1 failed' 1 2
meson 'ERROR|ok 1 - a\n'
it 'a program that died after its points fails' counts '4 passed, 1 failed' 1 2
meson 'TIMEOUT|'
it 'a program that took too long fails' counts '3 passed, 1 failed' 1 2
meson 'OK|ok 1 - a\nok 2 - b # SKIP no server\n' 'SKIP|'
it 'what was skipped did not pass' counts '4 passed, 0 failed' 0 2
it 'and is counted' grep -q 'Skipped: 2' said
meson 'OK|ok 1 - a\n'
node_tap 2 1
it 'a failure of the whole program fails' counts '3 passed, 1 failed' 1 2
node_tap 2 0 1
it 'a cancelled one too' counts '3 passed, 1 failed' 1 2
rm node.tap
it 'test files without a result fail' counts '1 passed, 1 failed' 1 2
it 'no test files, no result: right' counts '1 passed, 0 failed' 0 0
none
node_tap 2 0
it 'no test of the parts is a failure' counts '2 passed, 1 failed' 1 1
meson
it 'nor is an empty log a success' counts '2 passed, 1 failed' 1 1
tap_end
