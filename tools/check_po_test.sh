#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs msgids.sh and check_po.sh over a small source tree of its own; prints TAP.
set -u
tools=$(cd "$(dirname "$0")" && pwd)
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
mkdir -p "$top/src/areas/x/templates" "$top/templates" "$top/locale"
number=0

# is WHAT WANTED GOT
is() {
    number=$((number + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        printf '%s\n' "expected:" "$2" "got:" "$3" | sed 's/^/# /'
    fi
}

cat > "$top/src/areas/x/x.c" <<'END'
#define ROWS(x) { x, N_("in a definition") }, \
    { x, N_("in its next line") }
/* err_set(err, ERR_INVALID, "", "in a comment");
   N_("in its second line") */
static bool f(Err *err)      // N_("in a line comment")
{
    if (a == 'x' || b == '"')
        return err_set(err, ERR_CONFLICT, "seat_id", "held by {0}", name("not a msgid", b));
    err_add(err, "ends", ok ? "ends too early" : ("ends too late"));
    err_set(err, ERR_INTERNAL, "", "a long "
            "text", "argument");
    resp->notice = "saved";
    if (notice == "compared")
        log("not a msgid, either");
    g = (Grant){ .reason = "absent", .other = "no" };
    say(T_(cx, "said \"so\", (yes)"), N_("twice"), N_("twice"), tr(cx, N_("inner")), tr_args(cx, "of {0}", "x"));
    return err_set(err, ERR_INVALID, "", "");
}
static const Input IN[] = { INPUT(L, starts, IN_DATE, REQUIRED, 10, "First day", "Counted in"),
                            INPUT_FILE("scan", OPTIONAL, "Scan") };
END
echo 'int main(void) { N_("of a test"); }' > "$top/src/areas/x/x_test.c"
cat > "$top/src/areas/x/templates/x.html" <<'END'
<p>{{_ Save & "close"}} {{name}} {{_ Of two
    lines }}</p>{{_not_this}}{{! N_("no") }}
END

echo '<title>{{_ Kadr}}</title>' > "$top/templates/page.html"

is "msgids are found in code and templates, and nowhere else" \
'Counted in
First day
Kadr
Of two lines
Save & \"close\"
Scan
a long text
absent
ends too early
ends too late
held by {0}
in a definition
in its next line
inner
of {0}
said \"so\", (yes)
saved
twice' "$("$tools/msgids.sh" "$top")"

entry() { printf 'msgid "%s"\nmsgstr "%s"\n\n' "$1" "$2"; }
header() { printf 'msgid ""\nmsgstr ""\n"Language: az\\n"\n\n'; }
all() {
    header
    "$tools/msgids.sh" "$top" | while read -r msgid; do
        entry "$msgid" "A $msgid"
    done
}
# The loop above must keep backslashes, and so does read -r.
faults() { "$tools/check_po.sh" "$top"; echo "status $?"; }

all > "$top/locale/az.po"
header > "$top/locale/en.po"
is "a whole az.po and an empty en.po pass" "status 0" "$(faults)"

all | awk '/^msgid "twice"/ { getline; getline; next } { print }' > "$top/locale/az.po"
is "a missing entry is named" "az.po: not translated: twice
status 1" "$(faults)"

all | sed 's/^msgstr "A twice"/msgstr ""/' > "$top/locale/az.po"
is "so is an empty one" "az.po: not translated: twice
status 1" "$(faults)"

all | sed 's/^msgid "twice"/#, fuzzy\n&/' > "$top/locale/az.po"
is "so is a fuzzy one" "az.po: not translated: twice
status 1" "$(faults)"

{ all; entry "gone" "A gone"; } > "$top/locale/az.po"
{ header; entry "gone too" "Gone"; } > "$top/locale/en.po"
is "entries no longer used are named in every catalogue" "az.po: no longer used: gone
en.po: no longer used: gone too
status 1" "$(faults)"

header > "$top/locale/en.po"
all | sed 's/^msgstr "A held by {0}"/msgstr "A held by {1}"/' > "$top/locale/az.po"
is "arguments must be the same" "az.po: {0} differs: held by {0}
az.po: {1} differs: held by {0}
status 1" "$(faults)"

all | sed 's/^msgid "a long text"/msgid ""\n"a long "\n"text"/; s/^msgstr "A a long text"/msgstr ""\n"A"/' \
    > "$top/locale/az.po"
is "entries may go over several lines" "status 0" "$(faults)"

all > "$top/locale/az.po"
{ header; entry "Kadr" "K"; entry "Counted in" "K"; entry "First day" "K"; } > "$top/locale/ru.po"
is "menus, titles, inputs, buttons and shared templates are the interface" 'Counted in
First day
Kadr
Press
Title of a page
a choice' "$(printf '%s\n' 'static const R ROWS[] = { { "/x", f, .title = N_("Title of a page") } };' \
    'static const Choice C[] = { { "c", N_("a choice") } };' \
    'static const Input I[] = { INPUT(L, a, IN_DATE, REQUIRED, 10, N_("First day"), .help = N_("Counted in")) };' \
    'void g(void) { say(N_("of a page only")); }' > "$top/src/areas/x/x.c"
    echo '<p>{{_ Of a text}}</p><button class="btn">{{_ Press}}</button>' > "$top/src/areas/x/templates/x.html"
    "$tools/msgids.sh" --interface "$top")"
is "what of it is not in Russian is named, and the rest of ru.po may be empty" "ru.po: not translated: Press
ru.po: not translated: Title of a page
ru.po: not translated: a choice" "$("$tools/check_po.sh" --russian "$top" | grep '^ru')"

echo "1..$number"
