// SPDX-License-Identifier: Apache-2.0
/* A table from a spreadsheet becomes lines: headings by code or by words, cells by the kind's inputs. */
#include "app/journal.h"
#include "areas/import/import_in.h"
#include "base/csv.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 64 };

static void add_fault(Run *run, int line, const char *column, const char *reason)
{
    Arena *a = run->cx->arena;
    Val *v = val_add(run->faults, val_map(a));
    const char *heading = "";                    /* a column that is none of ours has only its own name */
    for (const Input *in = run->kind->inputs; in->field.name; in++)
        if (strcmp(in->field.name, column) == 0)
            heading = tr(run->cx, in->label);
    val_put_int(a, v, "line", line);
    val_put_text(a, v, "column", column);
    val_put_text(a, v, "heading", heading);
    val_put_text(a, v, "reason", reason);
}

bool line_faults(Run *run, Line *line, Err *own, Err *err)
{
    if (own->kind == ERR_NONE)
        return true;
    if (own->kind == ERR_INTERNAL || own->kind == ERR_BUSY) {
        *err = *own;
        return false;
    }
    run->bad += !line->bad;
    line->bad = true;
    for (int i = 0; i < own->count; i++)
        add_fault(run, line->no, own->faults[i].field, tr_fault(run->cx, &own->faults[i]));
    return true;
}

Cx *line_begin(Run *run)
{
    arena_reset(run->line_cx.arena);
    run->line_cx.journal = journal_new(run->line_cx.arena);
    return &run->line_cx;
}

void run_progress(Run *run, size_t done)
{
    if (run->progress && done % 500 == 0)
        run->progress(done, run->count);
}

/* ---- headings ------------------------------------------------------------------- */

static bool names(Run *run, const Input *in, const char *heading)
{
    Arena *a = run->line_cx.arena;
    const char *folded = text_fold(a, heading);
    if (strcmp(folded, text_fold(a, in->field.name)) == 0)
        return true;
    for (int lang = 0; lang < LANG__COUNT; lang++)
        if (strcmp(folded, text_fold(a, i18n_text(run->cx->app->i18n, (Lang)lang, in->label))) == 0)
            return true;
    return false;
}

/* Which input each cell fills; faults of the first line make every line unreadable. */
static bool read_headings(Run *run, const CsvRow *row, const Input **ret_of)
{
    Err own = { 0 };
    Line first = { .no = row->line };
    for (int i = 0; i < row->count && i < MOST_COLUMNS; i++) {
        ret_of[i] = NULL;
        for (const Input *in = run->kind->inputs; in->field.name && row->cells[i]; in++)
            if (names(run, in, row->cells[i]))
                ret_of[i] = in;
        if (!ret_of[i])
            err_add(&own, row->cells[i] && *row->cells[i] ? row->cells[i] : "?", N_("there is no such column"));
        for (int k = 0; k < i && ret_of[i]; k++)
            if (ret_of[k] == ret_of[i])
                err_add(&own, ret_of[i]->field.name, N_("this column stands twice"));
    }
    for (const Input *in = run->kind->inputs; in->field.name; in++) {
        bool there = !in->required;
        for (int i = 0; i < row->count && i < MOST_COLUMNS; i++)
            there |= ret_of[i] == in;
        if (!there)
            err_add(&own, in->field.name, N_("this column is missing"));
    }
    Err unused = { 0 };
    line_faults(run, &first, &own, &unused);
    run->unreadable = own.kind != ERR_NONE;
    return own.kind == ERR_NONE;
}

/* ---- cells ------------------------------------------------------------------------ */

/* Letters that a spreadsheet lost: a question mark inside a word, or UTF-8 read as a western code page. */
static bool is_damaged(const Input *in, const char *cell)
{
    static const char *const READ_WRONG[] = { "\xef\xbf\xbd", "É™", "Æ\xc2\x8f", "Ä±", "Ä°", "ÅŸ", "Å\xc5\xbe", "ÄŸ", "Ã¶",
                                              "Ã¼", "Ã§", "Ã–", "Ãœ", "Ã‡" };
    for (size_t i = 0; i < sizeof READ_WRONG / sizeof *READ_WRONG; i++)
        if (strstr(cell, READ_WRONG[i]))
            return true;
    const char *mark = strchr(cell, '?');
    if (!mark || in->kind == IN_LINE)
        return mark != NULL;
    for (; mark; mark = strchr(mark + 1, '?'))
        if (mark[1] && !strchr(" ?!.,;:)\"\n", mark[1]))
            return true;
    return false;
}

/* A choice may be written by its word: "qadın" for f. */
static const char *choice_code(Run *run, const Input *in, const char *cell)
{
    Arena *a = run->line_cx.arena;
    const char *folded = text_fold(a, cell);
    for (const Choice *c = in->choices; c && c->value; c++) {
        if (strcmp(folded, text_fold(a, c->value)) == 0)
            return c->value;
        for (int lang = 0; lang < LANG__COUNT; lang++)
            if (strcmp(folded, text_fold(a, i18n_text(run->cx->app->i18n, (Lang)lang, c->label))) == 0)
                return c->value;
    }
    return cell;
}

static Val *line_map(Run *run, const CsvRow *row, const Input *const *of, int columns, Err *own)
{
    Arena *a = run->line_cx.arena;
    Val *map = val_map(a);
    for (int i = 0; i < columns && i < row->count; i++) {
        const char *cell = row->cells[i];
        if (!cell)
            err_add(own, of[i]->field.name, N_("the text is not UTF-8: save the table as “CSV UTF-8”"));
        else if (is_damaged(of[i], cell))
            err_add(own, of[i]->field.name, N_("letters were lost here: save the table as “CSV UTF-8” and look at this cell"));
        else
            val_put(map, of[i]->field.name, val_keep(a, of[i]->choices ? choice_code(run, of[i], text_clean(a, cell)) : cell));
    }
    if (row->count != columns)
        err_add(own, "", N_("the line has {0} cells, the heading {1}"), arena_printf(a, "%d", row->count),
                arena_printf(a, "%d", columns));
    return map;
}

/* The line's arena is emptied: texts of the record move to the run's. */
static void keep_texts(Run *run, char *record)
{
    for (const Input *in = run->kind->inputs; in->field.name; in++)
        if (in->field.type == F_TEXT) {
            const char **text = (const char **)(void *)(record + in->field.offset);
            *text = *text && **text ? arena_strdup(run->cx->arena, *text) : "";
        }
}

static void *empty_record(Run *run)
{
    char *record = arena_alloc(run->cx->arena, run->kind->record_size());
    for (const Input *in = run->kind->inputs; in->field.name; in++)
        if (in->field.type == F_TEXT)
            *(const char **)(void *)(record + in->field.offset) = "";
    return record;
}

static bool read_line(Run *run, const CsvRow *row, const Input *const *of, int columns, Err *err)
{
    Err own = { 0 };
    if (run->count == run->cap) {
        size_t cap = run->cap ? 2 * run->cap : 256;
        run->lines = run->cap ? arena_extend(run->cx->arena, run->lines, run->cap * sizeof *run->lines, cap * sizeof *run->lines)
                              : NEW_N(run->cx->arena, Line, cap);
        run->cap = cap;
    }
    Line *line = &run->lines[run->count++];
    *line = (Line){ .no = row->line, .record = empty_record(run) };
    Val *map = line_map(run, row, of, columns, &own);
    if (!own.kind && run->kind->prepare)
        run->kind->prepare(run, map);
    Req req = { .cx = &run->line_cx, .form = map };
    if (!own.kind)
        form_read(&req, "", run->kind->inputs, line->record, &own);
    keep_texts(run, line->record);
    return line_faults(run, line, &own, err);
}

static bool whole_fault(Run *run, int line, const char *msgid)
{
    Err own = { 0 };
    Line at = { .no = line };
    err_add(&own, "", msgid);
    run->unreadable = true;
    return line_faults(run, &at, &own, &own);
}

static bool read_lines(Run *run, const char *text, Err *err)
{
    const Input *of[MOST_COLUMNS] = { NULL };
    CsvRows *rows = csv_rows(run->cx->arena, text);
    CsvRow row = { .line = 1 };
    Err broken = { 0 };
    if (!csv_next(rows, line_begin(run)->arena, &row, &broken))
        return whole_fault(run, 1, N_("the table has no heading"));
    int columns = row.count;
    if (!read_headings(run, &row, of))
        return true;
    while (csv_next(rows, line_begin(run)->arena, &row, &broken)) {
        if (run->count == IMPORT_LINES)
            return whole_fault(run, row.line, N_("a table has at most 50,000 lines: divide it"));
        if (!read_line(run, &row, of, columns, err))
            return false;
    }
    if (broken.kind)
        return whole_fault(run, row.line + 1, N_("from here on it cannot be read: a quote is open or stands inside a cell"));
    return run->count || whole_fault(run, 1, N_("the table has no lines"));
}

/* ---- a run ------------------------------------------------------------------------- */

bool import_begin(Cx *cx, const ImportKind *kind, const char *text, size_t size, Run *run, Err *err)
{
    void (*progress)(size_t, size_t) = run->progress;
    *run = (Run){ .cx = cx, .line_cx = *cx, .kind = kind, .faults = val_list(cx->arena), .progress = progress };
    run->line_cx.arena = arena_new();
    if (strlen(text) != size)
        return whole_fault(run, 1, N_("this is no CSV: save the table as “CSV UTF-8”"));
    return read_lines(run, text, err) && (run->count == 0 || kind->check(run, err));
}

void import_end(Run *run)
{
    arena_free(run->line_cx.arena);
    run->line_cx.arena = NULL;
}

static int by_line(const void *a, const void *b)
{
    int64_t x = val_num(val_get(*(const Val *const *)a, "line")), y = val_num(val_get(*(const Val *const *)b, "line"));
    return x < y ? -1 : x > y;
}

/* The faults by line; those of one line as they were found. */
static const Val **faults_by_line(Run *run, size_t *ret_n)
{
    const Val **list = NEW_N(run->cx->arena, const Val *, val_count(run->faults) + 1);
    *ret_n = 0;
    for (const Val *f = val_first(run->faults); f; f = val_next(f))
        list[(*ret_n)++] = f;
    for (size_t i = 1; i < *ret_n; i++)
        if (by_line(&list[i - 1], &list[i]) > 0) {
            qsort(list, *ret_n, sizeof *list, by_line);
            break;
        }
    return list;
}

Val *import_report(Run *run, size_t most)
{
    Arena *a = run->cx->arena;
    Val *v = val_map(a), *faults = val_list(a);
    size_t n;
    const Val **list = faults_by_line(run, &n);
    val_put_text(a, v, "kind", run->kind->code);
    val_put_int(a, v, "lines", (int64_t)run->count);
    val_put_int(a, v, "good", (int64_t)(run->count - (run->bad < run->count ? run->bad : run->count)));
    val_put_int(a, v, "bad", (int64_t)run->bad);
    for (size_t i = 0; i < n && (!most || i < most); i++) {
        Val *to = val_add(faults, val_map(a));
        val_put_int(a, to, "line", val_num(val_get(list[i], "line")));
        for (const Val *m = val_next(val_first(list[i])); m; m = val_next(m))
            val_put(to, val_key(m), val_keep(a, val_str(m)));
    }
    val_put(v, "faults", faults);
    val_put_int(a, v, "faults_more", most && n > most ? (int64_t)(n - most) : 0);
    return v;
}

Line **lines_sorted(Run *run, size_t *ret_count, int (*compare)(const void *, const void *))
{
    Line **list = NEW_N(run->cx->arena, Line *, run->count + 1);
    *ret_count = 0;
    for (size_t i = 0; i < run->count; i++)
        if (!run->lines[i].bad)
            list[(*ret_count)++] = &run->lines[i];
    qsort(list, *ret_count, sizeof *list, compare);
    return list;
}
