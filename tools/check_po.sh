#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fails, naming each, when the catalogues and the sources do not agree:
#   a msgid of the sources has no translation in az.po (none, empty or fuzzy);
#   an entry of a .po is no msgid of the sources any more (ru.po: only with --russian), or stands there twice;
#   a translation has other {0} {1} {2} than its msgid.
#
#   tools/check_po.sh [TOP]              TOP/locale/*.po against TOP/src and TOP/templates; . when left out
#   tools/check_po.sh --russian [TOP]    besides, what a reader goes by (msgids.sh --interface) is in ru.po
set -eu
export LC_ALL=C
russian=
[ "${1:-}" != --russian ] || { russian=yes; shift; }
top=${1:-.}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/msgids.sh" "$top" > "$work/used"
: > "$work/faults"
for po in "$top"/locale/*.po; do
    awk -v used="$work/used" -v russian="$russian" -v file="$(basename "$po")" '
        BEGIN { while ((getline line < used) > 0) is_used[line] = 1 }
        function literal(line) {
            sub(/^[^"]*"/, "", line)
            sub(/"[ \t\r]*$/, "", line)
            return line
        }
        function marks(text, i) { return gsub("[{]" i "[}]", "", text) > 0 }
        function finish(  i) {
            if (msgid != "") {
                if (!(msgid in is_used) && (file != "ru.po" || russian))
                    print file ": no longer used: " msgid
                if (msgid in seen)
                    print file ": translated twice: " msgid
                seen[msgid] = 1
                for (i = 0; i < 3 && text != ""; i++)
                    if (marks(msgid, i) != marks(text, i))
                        print file ": {" i "} differs: " msgid
                if (text != "" && !fuzzy)
                    translated[msgid] = 1
            }
            msgid = text = part = ""
            fuzzy = 0
        }
        /^#, .*fuzzy/    { finish(); next_fuzzy = 1; next }
        /^#/             { next }
        /^msgid /        { finish(); fuzzy = next_fuzzy; next_fuzzy = 0; part = "id"; msgid = literal($0); next }
        /^msgstr /       { part = "text"; text = literal($0); next }
        /^"/             { if (part == "id") msgid = msgid literal($0); else text = text literal($0) }
        END {
            finish()
            if (file == "az.po")
                for (m in is_used)
                    if (!(m in translated))
                        print file ": not translated: " m
        }' "$po" >> "$work/faults"
done
if [ "$russian" ]; then
    "$here/msgids.sh" --interface "$top" > "$work/interface"
    awk '/^msgid "/ { sub(/^msgid "/, ""); sub(/"$/, ""); id = $0 } /^msgstr "./ { print id }' "$top/locale/ru.po" | sort > "$work/russian"
    comm -23 "$work/interface" "$work/russian" | sed 's/^/ru.po: not translated: /' >> "$work/faults"
fi
sort "$work/faults"
[ ! -s "$work/faults" ]
