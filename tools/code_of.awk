# SPDX-License-Identifier: Apache-2.0
# What of a line of C is code; check_c.awk and check_calls.awk read the sources with it.

# The line without its comments and with empty strings, whose contents go to `texts` with a quote
# before each; in_comment lasts from line to line.
function code_of(line,    out, c, two, quote, i) {
    out = ""
    texts = ""
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (in_comment) {
            if (two == "*/") { in_comment = 0; i++ }
        } else if (quote != "") {
            if (c == "\\") i++
            else if (c == quote) { out = out c; quote = "" }
            else texts = texts c
        } else if (two == "/*") { in_comment = 1; i++ }
        else if (two == "//") break
        else {
            if (c == "\"" || c == "'") { quote = c; texts = texts "\"" }
            out = out c
        }
    }
    return out
}
