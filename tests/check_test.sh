#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every check of tools/check.sh can fail: each test takes a small tree that is right, makes one thing
# wrong and expects the words of that fault, and no other fault.
check=$(cd "$(dirname "$0")/.." && pwd)/tools/check.sh
. "$(dirname "$0")/tap.sh"

spdx='// SPDX-License-Identifier: Apache-2.0'
c() { # FILE LINE...: a source file with its licence line
    mkdir -p "$(dirname "$1")"
    to=$1
    shift
    { echo "$spdx"; printf '%s\n' "$@"; } >"$to"
}
good() {
    rm -rf "$scratch/tree"
    mkdir "$scratch/tree"
    cd "$scratch/tree" || exit 1
    c src/base/str.h '#include <stddef.h>'
    c src/db/db.h '#include "base/str.h"'
    c src/db/db.c '#include "db/db.h"' 'static const char *BEGIN = "INSERT INTO lock";'
    c src/web/http.h '#include "base/str.h"'
    c src/app/cx.h '#include "db/db.h"' '#include "web/http.h"'
    c src/areas/staff/staff.h '#include "app/cx.h"'
    c src/areas/staff/staff_store.h '#include "staff.h"'
    c src/areas/staff/staff.c '#include "areas/staff/staff_store.h"' '#include "staff_queries.h"' \
        '/* not malloc(1), nor strcpy(a, b) */' 'static const char *NAME = "free(x)";'
    c src/areas/leave/leave.c '#include "areas/staff/staff.h"'
    c src/areas/areas.c '#include "areas/staff/staff.h"'
    c src/main.c '#include "app/cx.h"' '#include "areas/staff/staff.h"'
    mkdir -p templates src/areas/staff/templates migrations
    printf '{{! SPDX-License-Identifier: Apache-2.0 }}\n<p class="x">{{name}}</p>\n' >templates/page.html
    printf -- '-- SPDX-License-Identifier: Apache-2.0\n-- name: one\nSELECT id FROM seat WHERE id = $1\n' \
        >src/areas/staff/queries.sql
}
# finds WORDS COMMAND...: after COMMAND the good tree has exactly the fault WORDS.
finds() {
    words=$1
    shift
    good
    "$@"
    says "$words" "$check" "$scratch/tree" && [ "$(wc -l <"$scratch/said")" -eq 1 ]
}
right() {
    good
    quiet "$check" "$scratch/tree"
}
add() { printf '%s\n' "$2" >>"$1"; }
lines() { # FILE N: a file of N lines
    c "$1" '' && awk -v n="$2" 'BEGIN { for (i = 2; i < n; i++) print "" }' >>"$1"
}
function_of() { # FILE N: a function with N lines between its braces
    c "$1" 'void f(void)' '{'
    awk -v n="$2" 'BEGIN { for (i = 0; i < n; i++) print "    g();"; print "}" }' >>"$1"
}
may() { # COMMAND...: after it the tree is still right
    good
    "$@"
    quiet "$check" "$scratch/tree"
}
circle_of_areas() {
    c src/areas/leave/leave.h '#include "app/cx.h"'
    add src/areas/staff/staff.c '#include "areas/leave/leave.h"'
}
circle_of_headers() {
    c src/base/a.h '#include "base/b.h"'
    c src/base/b.h '#include "base/c.h"'
    c src/base/c.h '#include "base/a.h"'
}
circle_of_calls() {
    c src/areas/leave/a.c 'int a(int n)' '{' '    return n ? b(n - 1) : 0;' '}'
    c src/areas/leave/b.c 'int b(int n) { return c(n); }'
    c src/areas/leave/c.c 'const char *c(int n,' '              int m)' '{' '    return TABLE[n](m);' '}' \
        'static const Handler TABLE[] = { a };'
}
no_circle_of_calls() { # names that are no calls: in remarks and strings, members, a static of the same name
    c src/areas/leave/a.c 'int a(int n) { return b(n); }'
    c src/areas/leave/b.c '/* a(1) */' 'int b(int n)' '{' '    return x.a + y->a + z("a(2)");   // a(3)' '}'
    c src/areas/leave/c.c 'static int a(int n) { return n; }' 'int c(int n) { return a(n); }'
    add src/areas/leave/a.c 'int d(int n) { return c(n); }'
    c src/areas/staff/e.c 'int e(int n) { return a(n); }'
    add src/areas/leave/a.c 'int f(int n) { return e(n); }'
}
finds_circle() { # WORDS COMMAND: as finds, but a circle names each of its members
    good
    "$2"
    says "$1" "$check" "$scratch/tree" && ! grep -qv 'is in a circle' "$scratch/said"
}

it 'a tree that keeps the rules passes' right
it 'base may not include db' \
    finds 'src/base/str.h: must not include "db/db.h" from a layer above' \
    add src/base/str.h '#include "db/db.h"'
it 'app may not include an area' finds 'src/app/cx.h: must not include "areas/staff/staff.h"' \
    add src/app/cx.h '#include "areas/staff/staff.h"'
it 'db may not include web, which stands beside it' \
    finds 'src/db/db.c: must not include "web/http.h" from a layer beside it' \
    add src/db/db.c '#include "web/http.h"'
it 'an area may not include what is private to another' \
    finds '"areas/staff/staff_store.h" is private to its area' \
    add src/areas/leave/leave.c '#include "areas/staff/staff_store.h"'
it 'nor may the list of areas' finds 'src/areas/areas.c: "areas/staff/staff_store.h" is private' \
    add src/areas/areas.c '#include "areas/staff/staff_store.h"'
it 'it may include the header that registers an area' \
    may add src/areas/areas.c '#include "areas/staff/staff_area.h"'
it 'another area may not' finds '"areas/staff/staff_area.h" is private' \
    add src/areas/leave/leave.c '#include "areas/staff/staff_area.h"'
it 'two areas may not include each other' \
    finds_circle 'leave: is in a circle of areas' circle_of_areas
it 'headers may not include each other in a circle' \
    finds_circle 'base/a.h: is in a circle of headers' circle_of_headers
it 'files of a folder may not call each other in a circle' \
    finds_circle 'src/areas/leave/c.c: is in a circle of calls' circle_of_calls
it 'a name in a remark, a string or a structure is no call, nor is a static of the same name' may no_circle_of_calls
it 'a header may not include itself' finds 'base/str.h: includes itself' \
    add src/base/str.h '#include "str.h"'

it 'SQL in C is found' finds 'src/areas/leave/leave.c:3: SQL belongs in queries.sql' \
    add src/areas/leave/leave.c 'const char *Q = "SELECT id FROM seat";'
it 'SQL in a remark is not' may add src/areas/leave/leave.c '/* "SELECT id FROM seat" is such a text */ int x;'
it 'SQL in a test is left alone' may c src/areas/leave/leave_test.c 'const char *Q = "DELETE FROM seat";'
for case in 'SELECT * FROM seat|SELECT *' 'SELECT s.* FROM seat s|SELECT *' "SELECT id::text|::" \
    'SELECT CAST($1 AS date)|a CAST to date' 'AND ($2 IS NULL OR unit = $2)|an optional filter' \
    'WHERE day < CURRENT_DATE|the clock belongs' 'WHERE at < now()|the clock belongs'; do
    it "queries.sql may not say ${case%|*}" finds "queries.sql:4: " add src/areas/staff/queries.sql "${case%|*}"
    it "and is told: ${case#*|}" finds "${case#*|}" add src/areas/staff/queries.sql "${case%|*}"
done
it 'the columns of a list named below may be taken whole' \
    may add src/areas/staff/queries.sql 'SELECT * FROM (SELECT id FROM seat) AS listed'
it 'a remark in queries.sql may' may add src/areas/staff/queries.sql '-- SELECT * would be wrong'

for call in strcpy strcat sprintf strtok gmtime localtime atoi; do
    it "$call is banned" finds 'src/db/db.c:4: a banned call' add src/db/db.c "    $call(a, b);"
done
it 'snprintf and gmtime_r are not' may add src/db/db.c '    snprintf(a, 1, b); gmtime_r(a, b);'
for call in malloc calloc realloc free strdup; do
    it "$call is not for areas" finds 'heap in app or areas' add src/areas/leave/leave.c "    $call(a);"
done
it 'nor for app' finds 'src/app/cx.h:4: heap' add src/app/cx.h 'static inline void f(void *p) { free(p); }'
it 'db may use the heap' may add src/db/db.c '    free(malloc(1));'
it 'a call after a comment on the same line is seen' finds 'a banned call' \
    add src/db/db.c '/* a */ strcpy(b, c); /* d'

it 'a file of 500 lines may be' may lines src/db/long.c 500
it 'a file of 501 lines may not' finds 'src/db/long.c: 501 lines' lines src/db/long.c 501
it 'a function of 60 lines may be' may function_of src/db/f.c 60
it 'a function of 61 lines may not' finds 'src/db/f.c:3: a function of 61 lines' function_of src/db/f.c 61
wide=$(printf '%0138d' 0)
it 'a line of 140 columns may be, also where letters take two bytes' may add src/db/db.c "//${wide%0}ə"
it 'a line of 141 columns may not' finds 'src/db/db.c:4: 141 columns' add src/db/db.c "//${wide}ə"

for line in '<a onclick="f()">' '<p style="color: red">' '<script>f()</script>' '<style>p {}</style>' \
    '<a href="javascript:f()">'; do
    it "a page may not hold $line" finds 'templates/page.html:3: ' add templates/page.html "$line"
done
it 'a page may load a script of ours' may add templates/page.html '<script src="/static/a.js" defer></script>'

clauses() { # TEST: one clause with its test
    mkdir -p data/clauses tests/api
    printf "test('papers, and people', () => {});\n" >tests/api/day.js
    sed -i '1i // SPDX-License-Identifier: Apache-2.0' tests/api/day.js
    printf 'clause,capability,title_en,state,test\n5.5,37,"The head, absent",whole,%s\n' "$1" >data/clauses/regulation.csv
}
it 'a clause may name its test' may clauses '"tests/api/day.js:papers, and people"'
it 'or the whole file' may clauses tests/api/day.js
it 'a test that is not in the file is found' \
    finds 'regulation.csv:2: the test of 5.5 is not there' clauses tests/api/day.js:night
it 'a file that is not there is found' \
    finds 'regulation.csv:2: the test of 5.5 is not there' clauses tests/api/night.js

bare() { printf 'int x;\n' >src/db/bare.c; }
it 'a source without the licence line is found' finds 'src/db/bare.c:1: the licence line is missing' bare
it 'a path of one machine is found' finds 'src/db/db.c:4: a path of one machine' \
    add src/db/db.c "const char *where = \"/ho""me/somebody/x\";"
it 'a promise of later work is found' finds 'src/db/db.c:4: a promise of later work' \
    add src/db/db.c "// TO""DO: later"
tap_end
