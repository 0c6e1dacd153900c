# SPDX-License-Identifier: Apache-2.0
# Sourced by the shell tests: a scratch folder that goes away, and the words of TAP.
set -u
export LC_ALL=C
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tap_count=0
tap_failed=0

# it SENTENCE COMMAND...: the test passes when the command succeeds.
it() {
    sentence=$1
    shift
    tap_count=$((tap_count + 1))
    if "$@"; then
        echo "ok $tap_count - $sentence"
    else
        echo "not ok $tap_count - $sentence"
        tap_failed=$((tap_failed + 1))
        echo "not ok: $sentence" >&2        # meson shows this, and keeps the rest in its log
        [ ! -s "$scratch/said" ] || cat "$scratch/said" >&2
    fi
}

# says WORDS COMMAND...: the command fails and its output holds WORDS.
says() {
    words=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        return 1
    fi
    grep -qF -e "$words" "$scratch/said"
}

# quiet COMMAND...: succeeds; what it says is kept for the report of a failure.
quiet() { "$@" >"$scratch/said" 2>&1; }

tap_end() {
    echo "1..$tap_count"
    [ "$tap_failed" -eq 0 ]
}
