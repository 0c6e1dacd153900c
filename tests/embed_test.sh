#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# embed_test.sh EMBED CC SRC: the embed tool, from queries.sql to a running program.
embed=$(realpath "$1") cc=$2 src=$3
. "$(dirname "$0")/tap.sh"
cd "$scratch" || exit 1

queries() {
    printf '%s\n' "$@" >queries.sql
    "$embed" queries x_queries.h x_queries.c queries.sql
}
blobs() { "$embed" blobs blobs.c "$@"; }
compiles() { "$cc" -std=gnu17 -Wall -Wextra -Werror -I"$src" -I. "$@"; }

# Prints what a compiled statement or blob holds: run EXPRESSION FILE.c
run() {
    printf '#include <stdio.h>\n%s\nint main(void) { puts(%s); return 0; }\n' "$1" "$2" >main.c
    compiles -o main main.c "$3" $4 && ./main
}
prints() { # WORDS HEADER EXPRESSION FILE [MORE]
    run "$2" "$3" "$4" "${5:-}" >said 2>&1
    [ "$(cat said)" = "$1" ] || { cat said; return 1; }
}

two_faces() {
    queries '-- name: next_no @pg' 'SELECT 1' '-- name: next_no @sqlite' 'SELECT 2' &&
    run '#include "x_queries.h"' 'Q_NEXT_NO.sql' x_queries.c '' | grep -qx 'SELECT 2' &&
    run '#include "x_queries.h"' 'Q_NEXT_NO.sql_pg' x_queries.c '' | grep -qx 'SELECT 1'
}
one_face() {
    queries '-- name: one' '-- a remark' 'SELECT "a\b"' &&
    run '#include "x_queries.h"' 'Q_ONE.sql' x_queries.c '' | grep -qxF 'SELECT "a\b"' &&
    ! run '#include "x_queries.h"' 'Q_ONE.sql' x_queries.c '' | grep -q remark &&
    prints null '#include "x_queries.h"' 'Q_ONE.sql_pg ? "text" : "null"' x_queries.c
}
two_files() {
    printf '%s\n' '-- name: two' 'SELECT 2' >more.sql
    printf '%s\n' '-- name: one' 'SELECT 1' >queries.sql
    "$embed" queries x_queries.h x_queries.c queries.sql more.sql &&
    run '#include "x_queries.h"' 'Q_ONE.sql' x_queries.c '' | grep -qx 'SELECT 1' &&
    run '#include "x_queries.h"' 'Q_TWO.sql' x_queries.c '' | grep -qx 'SELECT 2'
}
fragment() {
    queries '-- fragment: by_year' 'AND year = $1' '-- name: one' 'SELECT 1' &&
    run '#include "x_queries.h"' 'F_BY_YEAR.sql' x_queries.c '' | grep -qxF 'AND year = $1' &&
    ! grep -q '&.*BY_YEAR' x_queries.c
}
list() {
    queries '-- name: one' 'SELECT 1' '-- name: two' 'SELECT 2' &&
    prints two '#include "x_queries.h"' 'X_QUERIES[2] ? "more" : X_QUERIES[1]->name' x_queries.c
}
it 'a statement with a text for each engine keeps both' two_faces
it 'a statement for both engines keeps quotes and backslashes, not remarks' one_face
it 'a fragment is not a query' fragment
it 'statements of several files are one list' two_files
fragment_faces() {
    queries '-- fragment: one @sqlite' 'AND 1' '-- fragment: one @pg' 'AND TRUE' '-- name: two' 'SELECT 1' &&
    prints 'AND TRUE' '#include "x_queries.h"' 'F_ONE.sql_pg' x_queries.c
}
it 'a fragment may have a text for each engine' fragment_faces
it 'all queries stand in one list' list
it 'a statement for one engine only is refused' \
    says "only for one engine: 'lone'" queries '-- name: lone @pg' 'SELECT 1'
it 'a statement without text is refused' says "no text" queries '-- name: empty' '-- name: two' 'SELECT 1'
it 'a name given twice is refused' says "twice the same statement 'one'" \
    queries '-- name: one' 'SELECT 1' '-- name: one' 'SELECT 2'
it 'a query and a fragment of one name are refused' says "twice the same name 'one'" \
    queries '-- name: one' 'SELECT 1' '-- fragment: one' 'AND 1'
it 'an unknown engine is refused' says "neither @pg nor @sqlite after 'one'" \
    queries '-- name: one @mysql' 'SELECT 1'
it 'a fragment for one engine alone is refused' says 'only for one engine' \
    queries '-- fragment: one @pg' 'AND 1'
it 'text for one engine beside text for both is refused' says 'one for both engines' \
    queries '-- name: one' 'SELECT 1' '-- name: one @sqlite' 'SELECT 2'
it 'text before the first name is refused' says "text before the first" queries 'SELECT 1'
it 'a file that is not there is named' says "cannot read 'no.sql'" \
    "$embed" queries x.h x.c no.sql

mkdir -p top/deep areas/letter/templates areas/task other
printf 'shared' >top/page.html
printf 'below' >top/deep/b.html
printf 'list' >areas/letter/templates/list.html
printf 'file between folders' >areas/areas.c
printf 'other' >other/more.html
: >top/empty.html
printf 'hidden' >top/.hidden

# prints_blob NAME TEXT: the text behind a name, found the way the program finds it.
prints_blob() {
    prints "$2" '#include "base/blob.h"' "blob_find(\"$1\") ? blob_find(\"$1\")->bytes : \"none\"" \
        blobs.c "$src/base/blob.c"
}
touched() { # COMMAND: whether it rewrote blobs.c
    touch -d 2001-01-01 blobs.c
    "$@" || return 1
    [ "$(date -r blobs.c +%Y)" != 2001 ]
}
untouched() { ! touched "$@"; }
all='templates=top templates/%=areas/%/templates templates=other templates=nowhere'

it 'folders, patterns, shared names and missing folders go together' quiet blobs $all
it 'a file of a folder is found by name' prints_blob templates/page.html shared
it 'a file deeper down is found by its path' prints_blob templates/deep/b.html below
it 'a second folder of the same name is found beside the first' prints_blob templates/more.html other
it 'a % stands for the area' prints_blob templates/letter/list.html list
it 'an empty file is an empty text' prints_blob templates/empty.html ''
it 'a hidden file stays out' prints_blob templates/.hidden none
it 'an unchanged tree rewrites nothing' untouched blobs $all
printf 'changed' >top/page.html
it 'a changed content rewrites' touched blobs $all
it 'and is what the program then reads' prints_blob templates/page.html changed
printf 'new' >areas/letter/templates/new.html
it 'a new file rewrites' touched blobs $all
rm areas/letter/templates/new.html
it 'a lost file rewrites' touched blobs $all
it 'no folder at all gives an empty table' quiet blobs templates=nowhere
it 'and the empty table compiles' prints_blob templates/page.html none
printf 'again' >other/page.html
it 'two files of one name are refused' says "two files have the name 'templates/page.html'" blobs $all
it 'a % on one side only is refused' says "a % is missing in 'templates'" blobs templates=areas/%/templates
it 'a folder without a name is refused' says "expected NAME=DIR" blobs top
tap_end
