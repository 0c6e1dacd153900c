// SPDX-License-Identifier: Apache-2.0
#include "base/csv.h"
#include "base/str.h"
#include "base/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 64 };

typedef struct Reader {
    Arena      *arena;
    const char *name, *at;
    const char *stops;                    /* the separator, and what ends a cell with it */
    bool        sent;                     /* by people: no comments, and what is not UTF-8 is told of its cell */
    int         line;                     /* of the row being read */
    int         next_line;
    const char *cells[MOST_COLUMNS];
    int         count;
} Reader;

static bool fault(const Reader *r, const char *msgid, const char *what, Err *err)
{
    char where[96];
    snprintf(where, sizeof where, "%s:%d", r->name, r->line);
    return err_set(err, ERR_INVALID, NULL, msgid, where, what);
}

static bool quoted_cell(Reader *r, Str *cell, Err *err)
{
    for (r->at++; *r->at; r->at++) {
        if (*r->at == '"' && *++r->at != '"')
            return true;
        r->next_line += *r->at == '\n';
        str_addc(cell, *r->at);
    }
    return fault(r, "{0}: a quote is not closed", NULL, err);
}

static bool read_cell(Reader *r, Err *err)
{
    Str cell = str_make(r->arena);
    if (*r->at == '"') {
        if (!quoted_cell(r, &cell, err))
            return false;
    } else {
        size_t n = strcspn(r->at, r->stops);
        str_addn(&cell, r->at, n);
        r->at += n;
    }
    if (*r->at && (*r->at == '"' || !strchr(r->stops, *r->at)))
        return fault(r, "{0}: a quote stands inside a cell", NULL, err);
    bool valid = text_utf8_valid(cell.s, cell.len);
    if (!valid && !r->sent)
        return fault(r, "{0}: the text is not UTF-8", NULL, err);
    if (r->count == MOST_COLUMNS)
        return fault(r, "{0}: too many columns", NULL, err);
    r->cells[r->count++] = valid ? cell.s : NULL;
    return true;
}

static void skip_idle_lines(Reader *r)
{
    while ((*r->at == '#' && !r->sent) || *r->at == '\n' || (*r->at == '\r' && r->at[1] == '\n')) {
        r->at += strcspn(r->at, "\n");
        r->at += *r->at == '\n';
        r->next_line++;
    }
}

/* False at the end of the text and on failure. */
static bool read_row(Reader *r, Err *err)
{
    skip_idle_lines(r);
    r->line = r->next_line;
    r->count = 0;
    if (!*r->at)
        return false;
    for (;;) {
        if (!read_cell(r, err))
            return false;
        if (*r->at != *r->stops)
            break;
        r->at++;
    }
    r->at += *r->at == '\r' && r->at[1] == '\n';
    if (*r->at && *r->at != '\n')
        return fault(r, "{0}: a line ends with a lone carriage return", NULL, err);
    r->at += *r->at == '\n';
    r->next_line++;
    return true;
}

static bool number(const char *s, int64_t *ret)
{
    char *end;
    errno = 0;
    *ret = strtoll(s, &end, 10);
    return *s && !*end && !errno && (*s == '-' || (*s >= '0' && *s <= '9'));
}

static bool convert(const char *s, FieldType type, void *p)
{
    switch (type) {
    case F_TEXT:    *(const char **)p = s; return true;
    case F_INT:     return number(s, p);
    case F_DATE:    return date_parse(s, p);
    case F_INSTANT: return instant_parse(s, p);
    case F_BOOL:    *(bool *)p = s[0] == '1'; return (s[0] == '0' || s[0] == '1') && !s[1];
    case F_OPTINT:  *(OptInt *)p = (OptInt){ .has = *s }; return !*s || number(s, &((OptInt *)p)->v);
    case F_OPTDATE: *(OptDate *)p = (OptDate){ .has = *s }; return !*s || date_parse(s, &((OptDate *)p)->v);
    }
    return false;
}

enum { LINE_NUMBER = -1 };

/* Which cell fills which field. */
static bool map_columns(const Reader *r, const Field *fields, int *cell_of, Err *err)
{
    for (int i = 0; fields[i].name; i++) {
        int c = r->count - 1;
        while (c >= 0 && strcmp(r->cells[c], fields[i].name) != 0)
            c--;
        if (c < 0 && strcmp(fields[i].name, "line") != 0)
            return fault(r, "{0}: column {1} is missing", fields[i].name, err);
        cell_of[i] = c;
    }
    return true;
}

static bool fill(const Reader *r, const Field *fields, const int *cell_of, char *record, Err *err)
{
    for (int i = 0; fields[i].name; i++)
        if (cell_of[i] == LINE_NUMBER)
            *(int64_t *)(void *)(record + fields[i].offset) = r->line;
        else if (!convert(r->cells[cell_of[i]], fields[i].type, record + fields[i].offset))
            return fault(r, "{0}: column {1} cannot be read", fields[i].name, err);
    return true;
}

void *csv_read(Arena *a, const char *name, const char *text, const Field *fields, size_t record_size,
               size_t *ret_count, Err *err)
{
    Reader r = { .arena = a, .name = name, .at = text, .next_line = 1, .stops = ",\r\n\"" };
    int cell_of[MOST_COLUMNS];
    if (!read_row(&r, err)) {
        fault(&r, "{0}: the file is empty", NULL, err);
        return NULL;
    }
    if (!map_columns(&r, fields, cell_of, err))
        return NULL;
    int columns = r.count;
    size_t n = 0, cap = 64;
    char *records = arena_alloc(a, cap * record_size);
    while (read_row(&r, err)) {
        if (r.count != columns) {
            fault(&r, "{0}: the row has more or fewer cells than there are columns", NULL, err);
            return NULL;
        }
        if (n == cap) {
            char *wider = arena_alloc(a, 2 * cap * record_size);
            memcpy(wider, records, cap * record_size);
            records = wider;
            cap *= 2;
        }
        if (!fill(&r, fields, cell_of, records + n++ * record_size, err))
            return NULL;
    }
    if (err->kind != ERR_NONE)
        return NULL;
    *ret_count = n;
    return records;
}

/* ---- tables that people send -------------------------------------------------- */

struct CsvRows { Reader reader; };

static const char *stops_of(const char *text)
{
    static const char *const STOPS[] = { ",\r\n\"", ";\r\n\"", "\t\r\n\"" };
    size_t count[3] = { 0 }, best = 0;
    for (const char *p = text; *p && *p != '\n'; p++)
        for (size_t i = 0; i < 3; i++)
            count[i] += *p == *STOPS[i];
    for (size_t i = 1; i < 3; i++)
        if (count[i] > count[best])
            best = i;
    return STOPS[best];
}

CsvRows *csv_rows(Arena *a, const char *text)
{
    CsvRows *rows = NEW(a, CsvRows);
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    rows->reader = (Reader){ .name = "", .at = text, .next_line = 1, .stops = stops_of(text), .sent = true };
    return rows;
}

static bool is_empty(const Reader *r)
{
    for (int i = 0; i < r->count; i++)
        if (!r->cells[i] || r->cells[i][strspn(r->cells[i], " ")])
            return false;
    return true;
}

bool csv_next(CsvRows *rows, Arena *a, CsvRow *ret, Err *err)
{
    Reader *r = &rows->reader;
    r->arena = a;
    do {
        if (!read_row(r, err))
            return false;
    } while (is_empty(r));
    *ret = (CsvRow){ r->line, r->count, r->cells };
    return true;
}
