// SPDX-License-Identifier: Apache-2.0
#include "app/export.h"
#include "app/i18n.h"
#include "app/link.h"
#include "base/text.h"
#include "doc/csv.h"
#include "doc/xlsx.h"
#include <string.h>

enum { MOST_COLUMNS = 40 };

static const struct { const char *word, *ending, *type; } FORMATS[] = {
    [EXPORT_CSV]  = { "csv", "csv", "text/csv; charset=utf-8" },
    [EXPORT_XLSX] = { "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    [EXPORT_PRINT] = { "print", NULL, NULL },
};

bool export_too_many(Err *err)
{
    return err_set(err, ERR_TOO_LARGE, "format",
                   N_("more than 20,000 rows do not go into one file: narrow the list with a filter"));
}

bool export_asked(const Route *route, const Val *query, ExportFormat *ret, Err *err)
{
    const char *sent = route && route->sheet ? val_str(val_get(query, "format")) : NULL;
    *ret = EXPORT_NONE;
    if (!sent || !*sent)
        return true;
    for (ExportFormat f = EXPORT_CSV; f <= EXPORT_PRINT; f++)
        if (strcmp(sent, FORMATS[f].word) == 0)
            *ret = f;
    return *ret != EXPORT_NONE || err_add(err, "format", N_("a list is given as csv, xlsx or print"));
}

/* ---- cells ------------------------------------------------------------------ */

/* A value that may stand in another map: a leaf, copied. */
static Val *leaf(Arena *a, const Val *v)
{
    switch (val_type(v)) {
    case V_BOOL:
        return val_bool(a, val_truthy(v));
    case V_INT:
        return val_int(a, val_num(v));
    case V_TEXT:
        return val_keep(a, val_str(v));
    case V_DATE:
        return val_date(a, val_day(v));
    case V_INSTANT:
        return val_instant(a, val_moment(v));
    default:
        return val_null(a);
    }
}

static Val *joined(Arena *a, const Val *list, const char *key)
{
    Str s = str_make(a);
    for (const Val *v = val_first(list); v; v = val_next(v)) {
        const char *text = val_str(val_at(v, key));
        if (text && *text)
            str_addf(&s, "%s%s", s.len ? "; " : "", text);
    }
    return val_keep(a, s.len ? s.s : "");
}

static Val *cell_of(Arena *a, const Val *group, const Val *row, const char *key)
{
    const char *star = strstr(key, ".*.");
    if (star)
        return joined(a, val_at(row, arena_strndup(a, key, (size_t)(star - key))), star + 3);
    return leaf(a, *key == '^' ? val_at(group, key + 1) : val_at(row, key));
}

/* An export on its way: its columns with the reader's headings and flat keys, since a path in the row would be
 * taken apart at its dots. */
typedef struct Flat {
    Arena        *arena;
    const Export *export;
    Column        columns[MOST_COLUMNS];
    int           count;
    Val          *rows;
} Flat;

static void add_columns(Cx *cx, Flat *f)
{
    for (const Column *c = f->export->columns; c->key && f->count < MOST_COLUMNS; c++) {
        Column *to = &f->columns[f->count];
        *to = *c;
        to->key = arena_printf(cx->arena, "c%d", f->count++);
        to->heading = text_capital(cx->arena, tr(cx, c->heading));
    }
}

static void add_rows(Flat *f, const Val *group, const Val *rows)
{
    for (const Val *row = val_first(rows); row; row = val_next(row)) {
        Val *v = val_add(f->rows, val_map(f->arena));
        for (int i = 0; i < f->count; i++)
            val_put(v, f->columns[i].key, cell_of(f->arena, group, row, f->export->columns[i].key));
    }
}

static void flatten(Cx *cx, Flat *f, const Val *view)
{
    add_columns(cx, f);
    for (const char *at = f->export->rows; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        const char *path = arena_strndup(f->arena, at, n), *star = strstr(path, ".*.");
        const Val *groups = star ? val_at(view, arena_strndup(f->arena, path, (size_t)(star - path))) : NULL;
        if (!star)
            add_rows(f, NULL, val_at(view, path));
        for (const Val *g = val_first(groups); g; g = val_next(g))
            add_rows(f, g, val_at(g, star + 3));
        at += n;
    }
}

/* ---- the file ---------------------------------------------------------------- */

/* The filters of the query: paging and the format itself are no part of them. */
static Val *filters_of(Arena *a, const Val *query)
{
    static const char *const LEFT_OUT[] = { "format", "after", "page", "per_page", "lang" };
    Val *kept = val_map(a);
    for (const Val *v = val_first(query); v; v = val_next(v)) {
        bool out = !val_str(v) || !*val_str(v);
        for (size_t i = 0; i < sizeof LEFT_OUT / sizeof *LEFT_OUT; i++)
            out |= strcmp(val_key(v), LEFT_OUT[i]) == 0;
        if (!out)
            val_put(kept, val_key(v), val_keep(a, val_str(v)));
    }
    return kept;
}

static bool write_file(Cx *cx, const Table *t, ExportFormat format, Resp *resp, Err *err)
{
    Str out = str_make(cx->arena);
    if (format == EXPORT_PRINT)
        return true;
    if (format == EXPORT_CSV)
        csv_write(t, ';', cx->arena, &out);
    else if (!xlsx_write(t, cx->now, cx->arena, &out, err))
        return false;
    resp->type = FORMATS[format].type;
    resp->bytes = out.s;
    resp->size = out.len;
    resp->download = true;
    return true;
}

bool export_write(Cx *cx, const Route *route, const Val *query, ExportFormat format, Resp *resp, Val **ret_data,
                  Err *err)
{
    Arena *a = cx->arena;
    const Export *e = route->sheet;
    Flat f = { .arena = a, .export = e, .rows = val_list(a) };
    char day[DATE_TEXT];
    Val *data = val_map(a);
    flatten(cx, &f, resp->view);
    if (val_count(f.rows) > EXPORT_MOST)
        return export_too_many(err);
    if (format == EXPORT_PRINT && val_count(f.rows) > PRINT_MOST)
        return err_set(err, ERR_TOO_LARGE, "format", N_("more than 2,000 rows are not printed at once: narrow the list with a filter"));
    Table t = { .title = tr(cx, route->title), .columns = f.columns, .count = f.count, .rows = f.rows,
                .yes = tr(cx, N_("yes")), .no = tr(cx, N_("no")) };
    if (!write_file(cx, &t, format, resp, err))
        return false;
    date_format(cx->today, day);
    if (resp->bytes)
        resp->file_name = arena_printf(a, "%s-%s.%s", e->name, day, FORMATS[format].ending);
    val_put_text(a, data, "list", route->path);
    val_put_text(a, data, "query", link_query(a, filters_of(a, query)));
    val_put_text(a, data, "format", FORMATS[format].word);
    val_put_int(a, data, "rows", (int64_t)val_count(f.rows));
    *ret_data = data;
    return true;
}

Val *export_links(Cx *cx, const Route *route, const Val *query)
{
    Arena *a = cx->arena;
    if (!route || !route->sheet)
        return val_null(a);
    Val *v = val_map(a), *kept = filters_of(a, query);
    const char *text = link_query(a, kept);
    for (ExportFormat f = EXPORT_CSV; f <= EXPORT_PRINT; f++) {
        const char *link = arena_printf(a, "%s%sformat=%s", text, *text ? "&" : "?", FORMATS[f].word);
        val_put(v, FORMATS[f].word, val_keep(a, link));
    }
    const char *asked = val_str(val_get(query, "format"));
    bool printing = asked && strcmp(asked, FORMATS[EXPORT_PRINT].word) == 0;
    val_put(v, "pages", printing ? val_keep(a, *text ? text : "?") : val_null(a));
    return v;
}
