// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "doc/xlsx.h"
#include <glib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { MOST_ROWS = 1048575, SHEET_NAME = 31, EPOCH = 25569, FIRST_SURE_DAY = 61 };   /* 1900-03-01 */

typedef struct Book {
    const Table   *table;
    Arena         *arena;
    lxw_workbook  *book;
    lxw_worksheet *sheet;
    lxw_format    *head, *text, *whole, *day, *moment;
} Book;

/* At most 31 letters and none of []:*?/\ ' in a sheet's name. */
static const char *sheet_name(Arena *a, const char *title)
{
    char *valid = g_utf8_make_valid(title ? title : "", -1);
    Str name = str_make(a);
    int letters = 0;
    for (const char *p = valid; *p && letters < SHEET_NAME; p = g_utf8_next_char(p), letters++)
        if (strchr("[]:*?/\\'", *p))
            str_addc(&name, ' ');
        else
            str_addn(&name, p, (size_t)(g_utf8_next_char(p) - p));
    g_free(valid);
    return *g_strstrip(name.s) ? name.s : "Kadr";
}

static void add_formats(Book *b)
{
    lxw_format **all[] = { &b->head, &b->text, &b->whole, &b->day, &b->moment };
    for (int i = 0; i < 5; i++) {
        *all[i] = workbook_add_format(b->book);
        format_set_align(*all[i], LXW_ALIGN_VERTICAL_TOP);
    }
    format_set_bold(b->head);
    format_set_text_wrap(b->head);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    format_set_text_wrap(b->text);
    format_set_num_format(b->whole, "0");
    format_set_num_format(b->day, "dd\\.mm\\.yyyy");
    format_set_num_format(b->moment, "dd\\.mm\\.yyyy\\ hh:mm");
}

static lxw_error put_text(Book *b, lxw_row_t row, lxw_col_t col, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    lxw_error e = *valid ? worksheet_write_string(b->sheet, row, col, valid, b->text) : LXW_NO_ERROR;
    g_free(valid);
    return e;
}

static lxw_error put_cell(Book *b, lxw_row_t row, lxw_col_t col, const Column *c, const Val *in)
{
    const Val *v = val_at(in, c->key);
    if (val_type(v) == V_INT && c->type != CELL_BOOL)
        return worksheet_write_number(b->sheet, row, col, (double)val_num(v), b->whole);
    if (val_type(v) == V_DATE && val_day(v).days + EPOCH >= FIRST_SURE_DAY)
        return worksheet_write_number(b->sheet, row, col, val_day(v).days + EPOCH, b->day);
    if (val_type(v) == V_INSTANT) {
        Date day = instant_day(val_moment(v));
        double part = (double)(val_moment(v).us - instant_day_start(day).us) / 86400e6;
        return worksheet_write_number(b->sheet, row, col, day.days + EPOCH + part, b->moment);
    }
    return put_text(b, row, col, table_text(b->arena, b->table, c, in));
}

static lxw_error put_all(Book *b)
{
    const Table *t = b->table;
    for (int i = 0; i < t->count; i++) {
        double width = t->columns[i].width > 0 ? t->columns[i].width : 16;
        worksheet_set_column(b->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL);
        worksheet_write_string(b->sheet, 0, (lxw_col_t)i, t->columns[i].heading, b->head);
    }
    lxw_row_t at = 1;
    lxw_error e = LXW_NO_ERROR;
    for (const Val *row = val_first(t->rows); row && !e; row = val_next(row), at++)
        for (int i = 0; i < t->count && !e; i++)
            e = put_cell(b, at, (lxw_col_t)i, &t->columns[i], row);
    worksheet_freeze_panes(b->sheet, 1, 0);
    worksheet_autofilter(b->sheet, 0, 0, at > 1 ? at - 1 : 1, (lxw_col_t)(t->count - 1));
    worksheet_set_landscape(b->sheet);
    worksheet_set_paper(b->sheet, 9);                     /* A4 */
    worksheet_repeat_rows(b->sheet, 0, 0);
    worksheet_fit_to_pages(b->sheet, 1, 0);
    return e;
}

static bool read_back(int fd, Str *out)
{
    char buf[65536];
    ssize_t n;
    while ((n = pread(fd, buf, sizeof buf, (off_t)out->len)) > 0)
        str_addn(out, buf, (size_t)n);
    return n == 0 && out->len > 0;
}

/* The library writes only to a path: here to a file that lives in memory. */
static bool write_book(const Table *t, Instant made, Arena *a, int fd, Err *err)
{
    const char *path = arena_printf(a, "/proc/self/fd/%d", fd);
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    Book b = { .table = t, .arena = a, .book = workbook_new_opt(path, &options) };
    if (!b.book)
        return err_set(err, ERR_INTERNAL, "", "the spreadsheet could not be written");
    lxw_doc_properties about = { .title = (char *)(t->title ? t->title : ""),
                                 .created = (time_t)(made.us / 1000000) };
    workbook_set_properties(b.book, &about);
    add_formats(&b);
    b.sheet = workbook_add_worksheet(b.book, sheet_name(a, t->title));
    lxw_error e = b.sheet ? put_all(&b) : LXW_ERROR_MEMORY_MALLOC_FAILED;
    lxw_error closed = workbook_close(b.book);
    if (e == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        return err_set(err, ERR_TOO_LARGE, "", "a text is too long for a cell of a spreadsheet");
    if (!e && !closed)
        return true;
    err_detail(err, "xlsxwriter: %s", lxw_strerror(e ? e : closed));
    return err_set(err, ERR_INTERNAL, "", "the spreadsheet could not be written");
}

bool xlsx_write(const Table *t, Instant made, Arena *a, Str *out, Err *err)
{
    if (val_count(t->rows) > MOST_ROWS)
        return err_set(err, ERR_TOO_LARGE, "", "the table has too many rows for a spreadsheet");
    int fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (fd < 0)
        return err_set(err, ERR_INTERNAL, "", "the spreadsheet could not be written");
    Str file = str_make(a);
    bool done = write_book(t, made, a, fd, err);
    if (done && !read_back(fd, &file))
        done = err_set(err, ERR_INTERNAL, "", "the spreadsheet could not be written");
    close(fd);
    if (done)
        str_addn(out, file.s, file.len);
    return done;
}
