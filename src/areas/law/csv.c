// SPDX-License-Identifier: Apache-2.0
#include "areas/law/csv.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool csv_fault(const CsvRow *row, Err *err, const char *msgid, const char *arg)
{
    char field[sizeof ((Fault *)0)->field];
    snprintf(field, sizeof field, "%s:%d", row->file, row->line);
    return err_add(err, field, msgid, arg);
}

/* Reads the cells of one line at *at into `cells`; advances past its end.  False on an open quote. */
static bool read_line(Arena *a, const char **at, int *line, const char **cells, int *ret_count)
{
    const char *s = *at;
    int n = 0;
    for (bool more = true; more; n++) {
        Str cell = str_make(a);
        if (*s == '"') {
            for (s++; *s && (*s != '"' || s[1] == '"'); s++) {
                *line += *s == '\n';
                s += *s == '"';
                str_addc(&cell, *s);
            }
            if (!*s)
                return false;
            s++;
        }
        size_t plain = strcspn(s, ",\r\n");
        str_addn(&cell, s, plain);
        s += plain;
        if (n < CSV_COLUMNS)
            cells[n] = cell.s;
        more = *s == ',';
        s += more;
    }
    s += *s == '\r';
    if (*s == '\n') {
        s++;
        ++*line;
    }
    *at = s;
    *ret_count = n;
    return true;
}

static size_t count_lines(const char *s)
{
    size_t n = 1;
    for (; *s; s++)
        n += *s == '\n';
    return n;
}

static int count_columns(const char *columns)
{
    int n = 1;
    for (; *columns; columns++)
        n += *columns == ',';
    return n;
}

bool csv_read(Arena *a, const LawFile *file, const char *columns, CsvRow **ret, size_t *ret_count, Err *err)
{
    const char *at = file->text;
    size_t width = strcspn(at, "\r\n"), n = 0;
    CsvRow head = { .file = file->name, .line = 1 };
    if (width != strlen(columns) || strncmp(at, columns, width) != 0)
        return csv_fault(&head, err, "the first line must be {0}", columns);
    at += width + strspn(at + width, "\r\n");
    CsvRow *rows = NEW_N(a, CsvRow, count_lines(at) + 1);
    int line = 2, expected = count_columns(columns);
    bool good = true;
    while (*at) {
        if (*at == '\n' || *at == '\r') {
            line += *at++ == '\n';
            continue;
        }
        CsvRow row = { .file = file->name, .line = line, .cell = NEW_N(a, const char *, CSV_COLUMNS) };
        int cells;
        if (!read_line(a, &at, &line, row.cell, &cells))
            return csv_fault(&row, err, "a quote is not closed", NULL);
        if (cells == expected) {
            rows[n++] = row;
        } else {
            char count[24];
            snprintf(count, sizeof count, "%d", cells);
            good = csv_fault(&row, err, "the line has {0} cells, not as many as the first line", count);
        }
    }
    *ret = rows;
    *ret_count = n;
    return good;
}

bool csv_number(const CsvRow *row, int column, int64_t least, int64_t most, int64_t *ret, Err *err)
{
    const char *s = row->cell[column];
    char *end;
    long long v = strtoll(s, &end, 10);
    if (end == s || *end || (*s != '-' && (*s < '0' || *s > '9')) || v < least || v > most)
        return csv_fault(row, err, "{0} is not a number that can stand here", s);
    *ret = v;
    return true;
}

bool csv_date(const CsvRow *row, int column, Date *ret, Err *err)
{
    if (!date_parse(row->cell[column], ret))
        return csv_fault(row, err, "{0} is not a date", row->cell[column]);
    return true;
}

bool csv_optdate(const CsvRow *row, int column, OptDate *ret, Err *err)
{
    ret->has = row->cell[column][0] != '\0';
    return !ret->has || csv_date(row, column, &ret->v, err);
}
