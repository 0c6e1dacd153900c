# SPDX-License-Identifier: Apache-2.0
# Judges C sources line by line for check.sh: banned calls, SQL in strings, heap where an arena
# belongs, long functions (K&R: the body's braces stand in the first column), long lines.

function fault(line, what) { print FILENAME ":" line ": " what }

function called(code, names) { return match(code, "(^|[^A-Za-z0-9_])(" names ")[ ]*\\(") }

BEGIN {
    BANNED = "strcpy|strcat|sprintf|vsprintf|strtok|gets|gmtime|localtime|ctime|asctime|atoi|atol|atof|alloca"
    HEAP = "malloc|calloc|realloc|free|strdup|strndup|asprintf|vasprintf"
    SQL = "\"[ ]*(SELECT |INSERT INTO |UPDATE [a-z_]+ SET|DELETE FROM |CREATE (TABLE|INDEX)|ALTER TABLE |DROP )"
}

FNR == 1 { in_comment = 0; opened = 0 }

{
    plain = $0
    gsub(/[\200-\277]/, "", plain)      # the second and later bytes of a character
    if (length(plain) > 140)
        fault(FNR, length(plain) " columns; aim at 110, 140 at most")

    code = code_of($0)
    if (called(code, BANNED))
        fault(FNR, "a banned call; see docs/STYLE.md")
    if (FILENAME ~ /^src\/(app|areas)\// && FILENAME !~ /_test\.c$/ && called(code, HEAP))
        fault(FNR, "heap in app or areas; use the arena")
    if (FILENAME ~ /^src\// && FILENAME !~ /^src\/db\// && FILENAME !~ /_test\.c$/ && texts ~ SQL)
        fault(FNR, "SQL belongs in queries.sql")

    if ($0 ~ /^\{/)
        opened = FNR
    else if ($0 ~ /^\}/ && opened) {
        if (FNR - opened - 1 > 60)
            fault(opened, "a function of " (FNR - opened - 1) " lines; 60 at most")
        opened = 0
    }
}
