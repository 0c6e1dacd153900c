// SPDX-License-Identifier: Apache-2.0
#include "doc/csv.h"
#include <string.h>

static void put_cell(Str *out, const char *text, bool guard)
{
    bool quote = strpbrk(text, "\",;\t\r\n") != NULL;
    if (quote)
        str_addc(out, '"');
    if (guard && *text && strchr("=+-@\t\r", *text))
        str_addc(out, '\'');
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            str_addc(out, '"');
        str_addc(out, *p);
    }
    if (quote)
        str_addc(out, '"');
}

void csv_write(const Table *t, char separator, Arena *a, Str *out)
{
    str_add(out, "\xef\xbb\xbf");
    for (int i = 0; i < t->count; i++) {
        if (i)
            str_addc(out, separator);
        put_cell(out, t->columns[i].heading, true);
    }
    str_add(out, "\r\n");
    for (const Val *row = val_first(t->rows); row; row = val_next(row)) {
        for (int i = 0; i < t->count; i++) {
            if (i)
                str_addc(out, separator);
            bool guard = val_type(val_at(row, t->columns[i].key)) == V_TEXT;
            put_cell(out, table_text(a, t, &t->columns[i], row), guard);
        }
        str_add(out, "\r\n");
    }
}
