// SPDX-License-Identifier: Apache-2.0
/* Running text: styles, points, pairs, and how they break over pages. */
#include "doc/setter.h"
#include <string.h>

typedef struct Style {
    double   larger;                   /* points added to the body size */
    DocAlign align;
    bool     bold, justify, keep_next;
    double   indent, spacing;          /* mm of the first line; points between letters */
    double   before, after;            /* in lines of body text */
    bool     right_half;
} Style;

static const Style STYLES[DOC_STYLES] = {
    /*                 larger align       bold   justify keep   indent spacing before after half */
    [DOC_PARA]       = { 0,  DOC_LEFT,   false, true,  false, 12.5,  0,      0,     0.15, false },
    [DOC_LETTERHEAD] = { 0,  DOC_CENTRE, true,  false, true,  0,     0,      0,     0,    false },
    [DOC_TITLE]      = { 4,  DOC_CENTRE, true,  false, true,  0,     3,      0.8,   0.6,  false },
    [DOC_HEADING]    = { 0,  DOC_CENTRE, true,  false, true,  0,     0,      0.9,   0.9,  false },
    [DOC_SECTION]    = { 0,  DOC_LEFT,   true,  false, true,  0,     0,      0.7,   0.3,  false },
    [DOC_FORMULA]    = { 0,  DOC_CENTRE, true,  false, true,  0,     2,      0.7,   0.7,  false },
    [DOC_CENTRED]    = { 0,  DOC_CENTRE, false, false, false, 0,     0,      0,     0,    false },
    [DOC_PLAIN]      = { 0,  DOC_LEFT,   false, false, false, 0,     0,      0,     0,    false },
    [DOC_ADDRESSEE]  = { 0,  DOC_LEFT,   false, false, false, 0,     0,      0,     0.3,  true  },
    [DOC_NOTE]       = { -4, DOC_LEFT,   false, false, false, 0,     0,      0.1,   0,    false },
};

static const Style *style_of(const Block *b) { return &STYLES[b->kind == B_TEXT ? b->style : DOC_PARA]; }

static Look look_of(const Setter *s, const Style *st)
{
    double size = s->size + st->larger;
    return (Look){ .size = size < 7 ? 7 : size, .align = st->align, .bold = st->bold, .justify = st->justify,
                   .indent = st->indent * MM, .spacing = st->spacing };
}

static double line_height(const Setter *s) { return s->size * 1.15; }

/* The number of a point stands where its first line begins. */
static double set_block(Setter *s, const Block *b)
{
    const Style *st = style_of(b);
    Look look = look_of(s, st);
    const char *lead = b->kind == B_ITEM ? arena_printf(s->arena, "%s ", b->label) : NULL;
    return set_runs(s, lead, b->first, &look, st->right_half ? s->width / 2 - 5 * MM : s->width);
}

/* How many of the lines from `first` on go into `height`. */
static int lines_in(Setter *s, int first, double height)
{
    PangoLayoutIter *iter = pango_layout_get_iter(s->layout);
    int i = 0, fit = 0, top = 0, start = 0, bottom;
    do {
        if (i < first)
            continue;
        pango_layout_iter_get_line_yrange(iter, &top, &bottom);
        if (i == first)
            start = top;
        if ((double)(bottom - start) / PANGO_SCALE > height + 0.01)
            break;
        fit++;
    } while (i++, pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    return fit;
}

/* Lines that go on this page: no single first or last line of a text alone on a page, and
 * never the last two without `after`, the block that may not stand by itself. */
static int lines_here(Setter *s, int first, double after)
{
    int left = line_count(s) - first, fit = lines_in(s, first, left_over(s));
    if (fit >= left && after > 0 && lines_in(s, first, left_over(s) - after) < left)
        fit = left > 3 ? left - 2 : 0;
    if (fit < left && left - fit == 1)
        fit--;
    if (first == 0 && fit == 1 && left > 1)
        fit = 0;
    if (fit < 1 && s->bare)
        fit = lines_in(s, first, left_over(s)) > 0 ? lines_in(s, first, left_over(s)) : 1;
    return fit < 0 ? 0 : fit;
}

static void place_lines(Setter *s, double x, double after)
{
    int count = line_count(s);
    for (int at = 0; at < count;) {
        int fit = lines_here(s, at, after);
        if (fit > 0)
            advance(s, draw_lines(s, x, s->y, at, at + fit));
        at += fit;
        if (at < count)
            page_break(s);
    }
}

/* What the next block needs if it may not be parted from this one. */
static double glued_after(Setter *s, const Block *b)
{
    double blank = 0;
    const Block *next = b->next;
    for (; next && next->kind == B_SPACE; next = next->next)
        blank += next->size * MM;
    return next && next->kind == B_SIGN ? blank + sign_height(s, next) : 0;
}

/* ---- pairs -------------------------------------------------------------- */

/* Neighbouring pairs share the width of the longest key, up to 45 % of the line. */
static double key_width(Setter *s, const Block *b)
{
    const Look bold = { .size = s->size, .bold = true };
    double most = 0;
    for (const Block *p = b->group; p && p->kind == B_PAIR; p = p->next) {
        double w = text_width(s, p->label, &bold);
        most = w > most ? w : most;
    }
    most += 3 * MM;
    return most > s->width * 0.45 ? s->width * 0.45 : most;
}

static void put_pair(Setter *s, const Block *b)
{
    const Look key = { .size = s->size, .bold = true }, text = { .size = s->size };
    double width = key_width(s, b);
    double key_high = set_text(s, b->label, &key, width);
    set_runs(s, NULL, b->first, &text, s->width - width);
    if (lines_in(s, 0, left_over(s)) < 1)
        room(s, key_high);
    double y = s->y;
    int page = s->page;
    draw_text(s, s->left, y, b->label, &key, width);
    double after = glued_after(s, b);
    set_runs(s, NULL, b->first, &text, s->width - width);
    place_lines(s, s->left + width, after);
    if (s->page == page && s->y < y + key_high)
        advance(s, y + key_high - s->y);
    advance(s, 0.1 * line_height(s));
}

/* ---- entry -------------------------------------------------------------- */

double flow_least(Setter *s, const Block *b)
{
    const Style *st = style_of(b);
    if (b->kind == B_PAIR)
        return line_height(s);
    double whole = set_block(s, b), before = st->before * line_height(s);
    if (st->keep_next)
        return before + whole + st->after * line_height(s);
    double lines = 2 * line_height(s);
    return before + (whole < lines ? whole : lines);
}

bool flow_block(Setter *s, const Block *b)
{
    if (b->kind == B_PAIR) {
        put_pair(s, b);
        return true;
    }
    const Style *st = style_of(b);
    if (!s->bare)
        advance(s, st->before * line_height(s));
    double after = glued_after(s, b);
    set_block(s, b);
    place_lines(s, st->right_half ? s->left + s->width / 2 + 5 * MM : s->left, after);
    if (left_over(s) > 0)
        advance(s, st->after * line_height(s));
    return true;
}
