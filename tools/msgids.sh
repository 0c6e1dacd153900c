#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints every msgid of the sources, one a line, sorted, written as between the quotes of a .po file.
#
#   tools/msgids.sh [TOP]                TOP/src and TOP/templates are searched; . when left out
#   tools/msgids.sh --interface [TOP]    only those of menus, titles, forms, choices, buttons and heads of tables
#
# In data/calendar: the names of days; in data/demo/people.csv: the roles; in data/obstacles.csv: the labels.  In templates: {{_ Text}}.  In C (tests left out): the literals of
# the arguments listed in WANTED below,
# and those assigned to a member `notice` or `reason`.  Any other text is marked by N_("...").
set -eu
export LC_ALL=C
interface=
[ "${1:-}" != --interface ] || { interface=yes; shift; }
top=${1:-.}

templates() {
    find "$top/src" "$top/templates" -name '*.html' | sort | while read -r file; do
        awk '
            { text = text $0 "\n" }
            END {
                while (match(text, /\{\{_[ \t\n]/)) {
                    text = substr(text, RSTART + 3)
                    end = index(text, "}}")
                    if (!end)
                        break
                    msgid = substr(text, 1, end - 1)
                    text = substr(text, end + 2)
                    gsub(/[ \t\r\n]+/, " ", msgid)
                    gsub(/^ | $/, "", msgid)
                    gsub(/[\\"]/, "\\\\&", msgid)
                    print msgid
                }
            }' "$file"
    done
}

sources() {
    find "$top/src" \( -name '*.[ch]' -o -name '*.def' \) ! -name '*_test.c' | sort | while read -r file; do
        awk -v WANTED='fault:3 extension_fault:5 explain_step:2 err_set:4 err_add:3 N_:1 T_:2 tr:2 tr_args:2 i18n_text:3 INPUT:6 INPUT:7 INPUT_FILE:3' '
            # name[d], arg[d], assigned[d]: the call that bracket d belongs to, its argument now being
            # read, and whether it stands to the right of "notice =".
            BEGIN {
                n = split(WANTED, rows, " ")
                for (i = 1; i <= n; i++)
                    wanted[rows[i]] = 1
            }
            function put() {
                if (msgid != "")
                    print msgid
                msgid = ""
            }
            function is_wanted(  d) {
                if (assigned[depth])
                    return 1
                for (d = depth; d > 0 && kind[d] == "(" && name[d] == ""; d--)
                    if (assigned[d - 1])
                        return 1
                return d > 0 && (name[d] ":" arg[d]) in wanted
            }
            function token(t,  c) {
                c = substr(t, 1, 1)
                if (c == "\"") {
                    if (is_wanted())
                        msgid = msgid substr(t, 2, length(t) - 2)
                    before = ""
                    return
                }
                put()
                if (c == "(" || c == "{" || c == "[") {
                    kind[++depth] = c
                    name[depth] = c == "(" ? before : ""
                    arg[depth] = 1
                    assigned[depth] = 0
                } else if (c == ")" || c == "}" || c == "]") {
                    if (depth > 0)
                        depth--
                } else if (c == ",") {
                    arg[depth]++
                    assigned[depth] = 0
                } else if (c == ";") {
                    assigned[depth] = 0
                } else if (t == "=" && (before == "notice" || before == "reason")) {
                    assigned[depth] = 1
                }
                before = c ~ /[A-Za-z_]/ ? t : ""
            }
            {
                line = $0
                while (line != "") {
                    if (comment) {
                        end = index(line, "*/")
                        if (!end)
                            break
                        line = substr(line, end + 2)
                        comment = 0
                    } else if (match(line, /^[ \t\r]+/)) {
                        line = substr(line, RLENGTH + 1)
                    } else if (substr(line, 1, 2) == "//") {
                        break
                    } else if (substr(line, 1, 2) == "/*") {
                        line = substr(line, 3)
                        comment = 1
                    } else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^\047([^\047\\]|\\.)*\047/) \
                               || match(line, /^[A-Za-z_][A-Za-z0-9_]*/) || match(line, /^[=!<>]=/) \
                               || match(line, /^./)) {
                        # RLENGTH counts bytes under LC_ALL=C
                        token(substr(line, 1, RLENGTH))
                        line = substr(line, RLENGTH + 1)
                    }
                }
            }' "$file"
    done
}

# The column `name` of the calendar: plain cells, so that a comma ends one.
holidays() {
    cat "$top"/data/calendar/*.csv 2>/dev/null | awk -F, '
        /^code,|^date,/ { for (i = 1; i <= NF; i++) if ($i == "name") column = i; next }
        $column != "" { print $column }'
}

# The column `demo_role` of the demo's people.
demo_roles() {
    cat "$top"/data/demo/people.csv 2>/dev/null | awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "demo_role") column = i; next }
        $column != "" { print $column }'
}

# The column `label` of the obstacles, the last one.
obstacles() {
    cat "$top"/data/obstacles.csv 2>/dev/null | awk '/^#|^code,/ { next } { sub(/^[^,]*,/, ""); print }'
}

# What a reader goes by: the text of TOP/templates; of the areas' templates what stands right after <h1>, <h2>, <th>, <button>,
# <label>, <legend>, <dt> or <a class="btn...">; in C the rows that begin { "value", N_("Label"), titles, and the inputs of forms.
interface() {
    find "$top/src" "$top/templates" -name '*.html' | sort | while read -r file; do
        awk -v all="$([ "${file#"$top"/templates/}" = "$file" ] || echo 1)" '
            { text = text $0 " " }
            END {
                while (match(text, /\{\{_[ \t]+[^}]*\}\}/)) {
                    before = substr(text, 1, RSTART - 1)
                    msgid = substr(text, RSTART + 3, RLENGTH - 5)
                    text = substr(text, RSTART + RLENGTH)
                    gsub(/\{\{[^}]*\}\}/, "", before)
                    if (!all && before !~ /<(h1|h2|th|button|label|legend|dt|a class="btn)[^<>]*>[ \t]*$/)
                        continue
                    gsub(/[ \t]+/, " ", msgid)
                    gsub(/^ | $/, "", msgid)
                    gsub(/[\\"]/, "\\\\&", msgid)
                    print msgid
                }
            }' "$file"
    done
    find "$top/src" \( -name '*.[ch]' -o -name '*.def' \) ! -name '*_test.c' | sort | while read -r file; do
        awk '
            function literals(text) {
                while (match(text, /N_\("([^"\\]|\\.)*"/)) {
                    print substr(text, RSTART + 4, RLENGTH - 5)
                    text = substr(text, RSTART + RLENGTH)
                }
            }
            { gsub(/\/\/.*/, ""); text = text $0 " " }
            END {
                gsub(/"[ \t]+"/, "", text)
                rest = text
                while (match(rest, /([{] *"[^"]*", *|\.title = )N_\("([^"\\]|\\.)*"/)) {
                    row = substr(rest, RSTART, RLENGTH)
                    rest = substr(rest, RSTART + RLENGTH)
                    literals(row)
                }
                rest = text
                while (match(rest, /[^A-Z_]INPUT(_FILE)?\(/)) {
                    rest = substr(rest, RSTART + RLENGTH)
                    end = match(rest, /[;}]|[^A-Z_]INPUT(_FILE)?\(/)
                    literals(end ? substr(rest, 1, end - 1) : rest)
                }
            }' "$file"
    done
}

if [ "$interface" ]; then
    interface | sort -u
    exit
fi
{ templates; sources; holidays; demo_roles; obstacles; } | sort -u
