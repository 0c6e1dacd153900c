// SPDX-License-Identifier: Apache-2.0
/* Tables: headings on every page, rows whole unless longer than a page. */
#include "doc/setter.h"
#include <stdlib.h>

enum { PAD_X = 3, PAD_Y = 2 };

typedef struct Frame {
    Setter     *s;
    const Grid *grid;
    double     *widths;                /* of each column, points */
    double      head, size;            /* height of the headings; letters */
    double     *heights;               /* of each row, from the counting */
} Frame;

static Look cell_look(const Frame *f, const Row *row, int column)
{
    return (Look){ .size = f->size, .bold = row->bold,
                   .align = row->span ? DOC_LEFT : f->grid->columns[column].align };
}

static Look head_look(const Frame *f)
{
    return (Look){ .size = f->size, .bold = true, .align = DOC_CENTRE };
}

static double count_height(const Frame *f)
{
    return f->grid->flags & DOC_COUNT_COLUMNS ? f->size * 1.2 + PAD_Y : 0;
}

static Frame frame_of(Setter *s, const Block *b)
{
    Frame f = { .s = s, .grid = &b->grid, .size = s->size - 3 < 7 ? 7 : s->size - 3 };
    int n = b->grid.count;
    double sum = 0;
    f.widths = NEW_N(s->arena, double, (size_t)n);
    for (int i = 0; i < n; i++)
        sum += b->grid.columns[i].width > 0 ? b->grid.columns[i].width : 1;
    for (int i = 0; i < n; i++)
        f.widths[i] = s->width * (b->grid.columns[i].width > 0 ? b->grid.columns[i].width : 1) / sum;
    Look look = head_look(&f);
    double most = 0;
    for (int i = 0; i < n; i++) {
        double high = set_text(s, b->grid.columns[i].heading, &look, f.widths[i] - 2 * PAD_X);
        most = high > most ? high : most;
    }
    f.head = most + 2 * PAD_Y + count_height(&f);
    return f;
}

static int row_cells(const Frame *f, const Row *row) { return row->span ? 1 : f->grid->count; }

static double cell_width(const Frame *f, const Row *row, int column)
{
    return (row->span ? f->s->width : f->widths[column]) - 2 * PAD_X;
}

static double row_height(const Frame *f, const Row *row)
{
    double most = f->size * 1.15;
    for (int i = 0; i < row_cells(f, row); i++) {
        if (!*row->cells[i])
            continue;
        Look look = cell_look(f, row, i);
        double high = set_text(f->s, row->cells[i], &look, cell_width(f, row, i));
        most = high > most ? high : most;
    }
    return most + 2 * PAD_Y;
}

/* Lines round the cells of one row; `columns` 1 for a spanning cell. */
static void draw_frame(const Frame *f, double y, double height, bool span)
{
    Setter *s = f->s;
    double x = s->left, end = s->left + s->width;
    draw_line(s, x, y + height, end, y + height, 0.5);
    if (f->grid->flags & DOC_NO_GRID)
        return;
    draw_line(s, x, y, end, y, 0.5);
    draw_line(s, x, y, x, y + height, 0.5);
    for (int i = 0; !span && i < f->grid->count - 1; i++) {
        x += f->widths[i];
        draw_line(s, x, y, x, y + height, 0.5);
    }
    draw_line(s, end, y, end, y + height, 0.5);
}

static void put_head(const Frame *f)
{
    Setter *s = f->s;
    Look look = head_look(f), small = { .size = f->size - 1, .align = DOC_CENTRE };
    double x = s->left, count = count_height(f), high = f->head - count;
    for (int i = 0; s->drawing && i < f->grid->count; i++) {
        double w = f->widths[i] - 2 * PAD_X;
        double own = set_text(s, f->grid->columns[i].heading, &look, w);
        draw_lines(s, x + PAD_X, s->y + (high - own) / 2, 0, line_count(s));
        if (count > 0)
            draw_text(s, x + PAD_X, s->y + high + 1, arena_printf(s->arena, "%d", i + 1), &small, w);
        x += f->widths[i];
    }
    draw_frame(f, s->y, high, false);
    if (count > 0)
        draw_frame(f, s->y + high, count, false);
    advance(s, f->head);
}

static void put_row(const Frame *f, const Row *row, double height)
{
    Setter *s = f->s;
    double x = s->left;
    for (int i = 0; s->drawing && i < row_cells(f, row); i++) {
        Look look = cell_look(f, row, i);
        if (*row->cells[i])
            draw_text(s, x + PAD_X, s->y + PAD_Y, row->cells[i], &look, cell_width(f, row, i));
        x += f->widths[i];
    }
    draw_frame(f, s->y, height, row->span);
    advance(s, height);
}

static void new_page(const Frame *f)
{
    page_break(f->s);
    put_head(f);
}

/* A row longer than a page: each cell is broken to lines once and then drawn in pieces. */
typedef struct Pieces {
    PangoLayout *layout[DOC_MOST_COLUMNS];
    int          from[DOC_MOST_COLUMNS], count[DOC_MOST_COLUMNS];
    double       line[DOC_MOST_COLUMNS];
} Pieces;

/* Draws what fits into the rest of the page, at least a line; returns whether anything is left. */
static bool put_piece(const Frame *f, const Row *row, Pieces *p)
{
    Setter *s = f->s;
    PangoLayout *usual = s->layout;
    double x = s->left, most = 0, space = left_over(s) - 2 * PAD_Y;
    bool more = false;
    for (int i = 0; i < row_cells(f, row); i++) {
        int fit = (int)(space / p->line[i]), left = p->count[i] - p->from[i];
        fit = fit > left ? left : fit < 1 && left > 0 ? 1 : fit;
        if (fit > 0) {
            s->layout = p->layout[i];
            double high = draw_lines(s, x + PAD_X, s->y + PAD_Y, p->from[i], p->from[i] + fit);
            most = high > most ? high : most;
            p->from[i] += fit;
        }
        more = more || p->from[i] < p->count[i];
        x += f->widths[i];
    }
    s->layout = usual;
    draw_frame(f, s->y, most + 2 * PAD_Y, row->span);
    advance(s, most + 2 * PAD_Y);
    return more;
}

static void put_long_row(const Frame *f, const Row *row)
{
    Setter *s = f->s;
    Pieces p = { 0 };
    for (int i = 0; i < row_cells(f, row); i++) {
        Look look = cell_look(f, row, i);
        double high = set_text(s, row->cells[i], &look, cell_width(f, row, i));
        p.count[i] = line_count(s);
        p.line[i] = high / p.count[i];
        p.layout[i] = pango_layout_copy(s->layout);
    }
    if (left_over(s) < 4 * f->size)
        new_page(f);
    while (put_piece(f, row, &p))
        new_page(f);
    for (int i = 0; i < row_cells(f, row); i++)
        g_object_unref(p.layout[i]);
}

double table_least(Setter *s, const Block *b)
{
    Frame f = frame_of(s, b);
    double page = s->bottom - s->top;
    double first = b->grid.first ? row_height(&f, b->grid.first) : 0;
    return f.head + (f.head + first > page ? 0 : first);
}

bool put_table(Setter *s, const Block *b)
{
    Frame f = frame_of(s, b);
    if (f.head > (s->bottom - s->top) / 2)
        return err_set(s->err, ERR_INVALID, "table", "the headings of the table do not fit the page");
    if (!s->heights[s->table])
        s->heights[s->table] = NEW_N(s->arena, double, b->grid.rows + 1);
    f.heights = s->heights[s->table++];
    put_head(&f);
    size_t at = 0;
    for (const Row *row = b->grid.first; row; row = row->next, at++) {
        if (f.heights[at] <= 0)
            f.heights[at] = row_height(&f, row);
        double height = f.heights[at], page = s->bottom - s->top - f.head;
        /* A group's heading stays with its first row. */
        double need = height + (row->span && row->next ? row_height(&f, row->next) : 0);
        need = need > page ? height : need;
        if (height > page) {
            put_long_row(&f, row);
            continue;
        }
        if (need > left_over(s) + 0.01)
            new_page(&f);
        put_row(&f, row, height);
    }
    advance(s, 3 * MM);
    return true;
}
