# SPDX-License-Identifier: Apache-2.0
# Which file uses a function of a file beside it, for check.sh: prints "FILE USED", two files of one folder.
#
# A function begins in the first column and its body's brace stands there, too, or all of it on one line (K&R).  A use
# is its name as a word, called or put in a table; what stands in comments and strings, a member of a structure, and
# a static of the same name in the file itself are none.

function folder(f) { sub(/\/[^\/]*$/, "", f); return f }

FNR == 1 { in_comment = 0; head = "" }

{
    code = code_of($0)
    if (code ~ /^[A-Za-z_]/)
        head = code ~ /\(/ && code !~ /;[ ]*$/ ? code : ""
    if (head != "" && (code ~ /^\{/ || code ~ /^[A-Za-z_][^={]*\{.*\}[ ]*$/)) {
        name = head
        sub(/\(.*/, "", name)
        sub(/.*[^A-Za-z0-9_]/, "", name)
        if (head ~ /^static/) own[FILENAME, name] = 1
        else if (!(name in home)) home[name] = FILENAME
        else if (home[name] != FILENAME) home[name] = "several"
        head = ""
    }
    gsub(/(\.|->)[A-Za-z_][A-Za-z0-9_]*/, " ", code)
    gsub(/[^A-Za-z0-9_]+/, " ", code)
    words[FILENAME] = words[FILENAME] " " code
}

END {
    for (f in words) {
        n = split(words[f], word, " ")
        for (i = 1; i <= n; i++)
            if (word[i] in home && !((f, word[i]) in own)) {
                used = home[word[i]]
                if (used != f && folder(used) == folder(f) && !((f, used) in seen)) {
                    seen[f, used] = 1
                    print f, used
                }
            }
    }
}
