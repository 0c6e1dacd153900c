#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh [TOP]: what the house rules let a machine check.  Prints one line per fault, "file:line: what",
# and fails when there was any.  docs/STYLE.md explains each.
#
#   layers     base <- db, web, doc <- app <- areas <- main; an area only through its public header
#              (and a test through another's *_world.h, the small Service its tests share)
#   circles    none between headers, none between areas, none of calls between the files of a folder
#   sql        only in queries.sql and migrations, in the words both engines share
#   calls      none of the banned ones; no heap in app and areas
#   size       500 lines a file, 60 a function, 140 columns
#   pages      nothing a strict Content-Security-Policy would stop
#   clauses    the test that a clause of the regulation names stands where it says
#   rest       licence line, machine paths, promises of later work
set -u
export LC_ALL=C
tools=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$tools/..}" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=$work/faults
: >"$faults"
: >"$work/headers"
: >"$work/includes"

find . \( -name .git -o -name node_modules -o -name 'build' -o -name 'build-*' -o -name .cache \) -prune -o \
    -type f -print | sed 's|^\./||' | sort >"$work/all"
files() { grep -E "$1" "$work/all"; }
files '^(src|tools|bench)/.*\.[ch]$' >"$work/c"

# file<TAB>included, for what is included in quotes; a name without a folder is a neighbour (the
# generated *_queries.h are no part of the tree).
[ ! -s "$work/c" ] || xargs awk -F '"' '
    /^[ \t]*#[ \t]*include[ \t]*"/ && $2 !~ /_queries\.h$/ {
        file = FILENAME
        sub(/^src\//, "", file)
        folder = file
        if (!sub(/\/[^\/]*$/, "", folder)) folder = "."
        print file "\t" ($2 ~ /\// ? $2 : folder "/" $2)
    }' <"$work/c" >"$work/includes"

awk -F '\t' -v headers="$work/headers" '
    function layer(f) {
        if (f ~ /^base\//) return 0
        if (f ~ /^(db|web|doc)\//) return 1
        if (f ~ /^app\//) return 2
        if (f ~ /^areas\//) return 3
        return 4
    }
    function folder(f) { sub(/\/[^\/]*$/, "", f); return f }
    function area(f, p) { split(f, p, "/"); return f ~ /^areas\/[^\/]*\// ? p[2] : "" }
    $1 ~ /^(tools|bench)\// { next }
    layer($2) > layer($1) { print "src/" $1 ": must not include \"" $2 "\" from a layer above"; next }
    layer($1) == 1 && layer($2) == 1 && folder($1) != folder($2) {
        print "src/" $1 ": must not include \"" $2 "\" from a layer beside it"; next
    }
    # The list of areas may need a header that only registers one, beside a face that knows no app.
    $1 == "areas/areas.c" && $2 == "areas/" area($2) "/" area($2) "_area.h" { next }
    $1 ~ /_test\.c$/ && $2 ~ /_world\.h$/ { next }
    area($2) != "" && area($1) != area($2) && $2 != "areas/" area($2) "/" area($2) ".h" {
        print "src/" $1 ": \"" $2 "\" is private to its area; include its public header"; next
    }
    $1 == $2 { print "src/" $1 ": includes itself"; next }
    $1 ~ /\.h$/ { print "src/" $1, "src/" $2 > headers }' "$work/includes" >>"$faults"

# circle WHAT EDGES: a line for every node of every circle tsort meets.
circle() {
    if ! tsort "$2" >"$work/order" 2>"$work/loop"; then
        sed -n "s/^tsort: \([^ ]*\)\$/\1: is in a circle of $1/p" "$work/loop" >>"$faults"
    fi
}
circle headers "$work/headers"
awk -F '\t' '$1 ~ /^areas\/[^\/]*\// && $1 !~ /_test\.c$/ && $2 ~ /^areas\/[^\/]*\// {
        split($1, a, "/"); split($2, b, "/")
        if (a[2] != b[2]) print a[2], b[2]
    }' "$work/includes" | sort -u >"$work/areas"
circle areas "$work/areas"

# The C text line by line; comments and string contents are blanked before words are judged.
if [ -s "$work/c" ]; then
    xargs awk -f "$tools/code_of.awk" -f "$tools/check_c.awk" <"$work/c" >>"$faults"
    grep -E '^src/.*\.c$' "$work/c" | grep -v '_test\.c$' |
        xargs -r awk -f "$tools/code_of.awk" -f "$tools/check_calls.awk" >"$work/calls"
    circle calls "$work/calls"
fi

sql() { # PATTERN WHAT
    files '(/queries(_[a-z]+)?\.sql|^migrations/.*\.sql)$' | tr '\n' '\0' |
        xargs -0 -r grep -nHiE -e "$1" | grep -vE '^[^:]*:[0-9]*: *--' | sed "s/^\([^:]*:[0-9]*\):.*/\1: $2/" >>"$faults"
}
sql 'SELECT +([a-z_]+\.)?\*([^(]*$| *,)' 'SELECT * in place of named columns'
sql '[^:]::[a-z]' '"::" is not known to SQLite'
sql 'CAST *\([^)]* AS +(date|time|timestamp|timestamptz|bool|boolean)' 'a CAST to date, time or boolean lies on SQLite'
sql '\$[0-9]+ +IS +NULL +OR' 'an optional filter inside the statement; use a fragment'
sql 'CURRENT_(DATE|TIME)|[^a-z_]now *\(' 'the clock belongs to the program'

pages() { # PATTERN WHAT
    files '^(templates|src/areas/[^/]*/templates)/' | tr '\n' '\0' |
        xargs -0 -r grep -nHiE -e "$1" | sed "s/^\([^:]*:[0-9]*\):.*/\1: $2/" >>"$faults"
}
pages '[ "]on(click|change|submit|load|input|key[a-z]+|focus|blur)=' 'script in an attribute is stopped by the policy'
pages '[ "]style=' 'style in an attribute is stopped by the policy'
pages '<script[^>]*>[^<]|<script>|<style' 'script or style inside the page is stopped by the policy'
pages 'href="javascript:' 'script in a link is stopped by the policy'

# "5.5,37,title,whole,FILE:NAME": NAME is a function of the test, or the sentence that names it.
[ ! -f data/clauses/regulation.csv ] || grep -nE ',(part|whole),' data/clauses/regulation.csv |
    sed -E 's/^([0-9]+):([0-9.]+),.*,(part|whole),"?([^:"]*):?([^"]*)"?$/\1\t\2\t\4\t\5/' |
    while IFS="$(printf '\t')" read -r line clause file name; do
        [ -f "$file" ] && grep -qF -e "$name" "$file" ||
            echo "data/clauses/regulation.csv:$line: the test of $clause is not there: $file $name"
    done >>"$faults"

source='\.(c|h|sql|sh|js|css|html|py|awk|service)$|(^|/)meson\.build$|^(run|test|bench|\.ci/run)$|^packaging/.*\.txt$'
files "$source" | tr '\n' '\0' | xargs -0 -r awk '
    function judge() { if (last != "" && !seen) print last ":1: the licence line is missing" }
    FNR == 1 { judge(); last = FILENAME; seen = 0 }
    FNR <= 2 && /SPDX-License-Identifier: Apache-2\.0/ { seen = 1 }
    END { judge() }' >>"$faults"
files '\.(c|h|js|css|html|sh|awk|sql|py)$|^(run|test|bench)$' | tr '\n' '\0' | xargs -0 -r wc -l |
    awk '$2 != "total" && $1 > 500 { print $2 ": " $1 " lines; 500 at most, split it by subject" }' >>"$faults"

# Each pattern is written so that it does not find itself.
files "$source|\.(md|po|csv|conf|sample|json)\$" | tr '\n' '\0' |
    xargs -0 -r grep -nHE -e '(^|[^[:alnum:]_.])/(wor[k]|far[m]|roo[t]|hom[e])/[[:alnum:]]' |
    sed 's/^\([^:]*:[0-9]*\):.*/\1: a path of one machine/' >>"$faults"
files '^(src|tools|tests|templates|migrations|static)/' | grep -vE '\.(md|txt|woff2|png|pdf)$' | tr '\n' '\0' |
    xargs -0 -r grep -nHIE -e '(^|[^[:alnum:]])(TOD[O]|FIXM[E]|XX[X]|HAC[K])([^[:alnum:]]|$)' |
    sed 's/^\([^:]*:[0-9]*\):.*/\1: a promise of later work/' >>"$faults"

sort -u "$faults" | sort -s -t: -k1,1 -k2,2n >&2
! [ -s "$faults" ]
