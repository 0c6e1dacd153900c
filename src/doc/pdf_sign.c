// SPDX-License-Identifier: Apache-2.0
/* The signature, visas and lines of acquaintance. */
#include "doc/setter.h"

/* ---- signature: post 50 % | mark 20 % | name 30 % ----------------------- */

enum { POST_SHARE = 50, NAME_SHARE = 30, SIGN_ROOM_MM = 11, SIGN_ABOVE_MM = 9 };

static double sign_post_height(Setter *s, const Block *b)
{
    const Look look = { .size = s->size, .bold = true };
    double post = set_text(s, b->sign.post, &look, s->width * POST_SHARE / 100);
    double name = set_text(s, b->sign.name, &look, s->width * NAME_SHARE / 100);
    double high = post > name ? post : name;
    return b->sign.png && high < SIGN_ROOM_MM * MM ? SIGN_ROOM_MM * MM : high;
}

static double sign_notes_height(Setter *s, const Block *b)
{
    const Look small = { .size = s->size - 4 };
    double left = b->sign.ground ? set_text(s, b->sign.ground, &small, s->width * POST_SHARE / 100) : 0;
    double right = b->sign.below ? set_text(s, b->sign.below, &small, s->width * NAME_SHARE / 100) : 0;
    return left > right ? left : right;
}

double sign_height(Setter *s, const Block *b)
{
    const Look look = { .size = s->size };
    double seal = b->sign.seal ? set_text(s, b->sign.seal, &look, s->width) + 2 * MM : 0;
    return SIGN_ABOVE_MM * MM + sign_post_height(s, b) + sign_notes_height(s, b) + seal;
}

bool put_sign(Setter *s, const Block *b)
{
    const DocSign *sign = &b->sign;
    const Look look = { .size = s->size, .bold = true }, small = { .size = s->size - 4 };
    const Look right = { .size = s->size, .bold = true, .align = DOC_RIGHT };
    const Look below = { .size = s->size - 4, .align = DOC_RIGHT };
    const Look mark = { .size = s->size - 4, .italic = true, .align = DOC_CENTRE };
    double post = s->width * POST_SHARE / 100, name = s->width * NAME_SHARE / 100;
    double middle = s->left + post, name_x = s->left + s->width - name, gap = name_x - middle - 2 * MM;
    room(s, sign_height(s, b));
    double high = sign_post_height(s, b), y = s->y + SIGN_ABOVE_MM * MM, base = y + high;
    double own = set_text(s, sign->post, &look, post);
    draw_lines(s, s->left, base - own, 0, line_count(s));
    own = set_text(s, sign->name, &right, name);
    draw_lines(s, name_x, base - own, 0, line_count(s));
    if (sign->png) {
        double most = high > SIGN_ROOM_MM * MM ? SIGN_ROOM_MM * MM : high;
        if (!draw_picture(s, sign->png, sign->png_size, middle + MM, base - most, gap, most))
            return false;
    } else if (sign->mark) {
        own = set_text(s, sign->mark, &mark, gap);
        draw_lines(s, middle + MM, base - own, 0, line_count(s));
    }
    if (sign->ground)
        draw_text(s, s->left, base, sign->ground, &small, post);
    if (sign->below)
        draw_text(s, name_x, base, sign->below, &below, name);
    double notes = sign_notes_height(s, b), seal = 0;
    if (sign->seal) {
        const Look plain = { .size = s->size };
        seal = 2 * MM + draw_text(s, s->left, base + notes + 2 * MM, sign->seal, &plain, post);
    }
    advance(s, SIGN_ABOVE_MM * MM + high + notes + seal);
    return true;
}

/* ---- marks: post 46 % | mark 17 % | name 22 % | date 15 % --------------- */

static const double SHARES[4] = { 0.46, 0.17, 0.22, 0.15 };
enum { GAP_MM = 3, LINE_MM = 8 };

typedef struct Cells { double x[4], width[4]; const char *text[4]; } Cells;

static Cells cells_of(const Setter *s, const DocMark *m)
{
    Cells c = { .text = { m->post ? m->post : m->name, m->mark, m->post ? m->name : NULL, m->date } };
    double x = s->left;
    for (int i = 0; i < 4; i++) {
        c.x[i] = x;
        c.width[i] = s->width * SHARES[i] - GAP_MM * MM;
        x += s->width * SHARES[i];
    }
    if (!m->post) {                    /* the name alone takes the place of post and name */
        c.width[0] = s->width * 0.48 - GAP_MM * MM;
        c.x[1] = s->left + s->width * 0.48;
        c.width[1] = s->width * 0.28 - GAP_MM * MM;
        c.x[3] = s->left + s->width * 0.76;
        c.width[3] = s->width * 0.24;
    }
    return c;
}

static Look mark_look(const Setter *s, int column)
{
    return (Look){ .size = s->size - 2, .italic = column == 1, .align = column == 1 ? DOC_CENTRE : DOC_LEFT };
}

static double marks_row_height(Setter *s, const Cells *c)
{
    double most = LINE_MM * MM;
    for (int i = 0; i < 4; i++) {
        Look look = mark_look(s, i);
        double high = c->text[i] ? set_text(s, c->text[i], &look, c->width[i]) + 3 : 0;
        most = high > most ? high : most;
    }
    return most;
}

static double remark_height(Setter *s, const DocMark *m)
{
    const Look small = { .size = s->size - 4, .italic = true };
    return m->remark ? set_text(s, m->remark, &small, s->width) + 2 : 0;
}

/* Whoever signs by hand is told what goes on which line. */
static double caption_height(const Setter *s, const DocMark *m)
{
    return m->post || (m->mark && m->date) ? 0 : s->size - 3;
}

static void put_captions(Setter *s, const DocMark *m, const Cells *c, double base)
{
    const Look look = { .size = s->size - 5, .align = DOC_CENTRE };
    if (!m->mark)
        draw_text(s, c->x[1], base + 1, "(imza)", &look, c->width[1]);
    if (!m->date)
        draw_text(s, c->x[3], base + 1, "(tarix)", &look, c->width[3]);
}

static void put_mark(Setter *s, const DocMark *m)
{
    const Look small = { .size = s->size - 4, .italic = true };
    Cells c = cells_of(s, m);
    double high = marks_row_height(s, &c), remark = remark_height(s, m) + caption_height(s, m);
    room(s, high + remark);
    double base = s->y + high;
    for (int i = 0; i < 4; i++) {
        if (!m->post && i == 2)
            continue;
        if (c.text[i]) {
            Look look = mark_look(s, i);
            double own = set_text(s, c.text[i], &look, c.width[i]);
            draw_lines(s, c.x[i], base - own - 1, 0, line_count(s));
        }
        if (i == 1 || (i == 3 && !c.text[3]))
            draw_line(s, c.x[i], base, c.x[i] + c.width[i], base, 0.5);
    }
    if (caption_height(s, m) > 0)
        put_captions(s, m, &c, base);
    if (m->remark)
        draw_text(s, s->left, base + caption_height(s, m) + 1, m->remark, &small, s->width);
    advance(s, high + remark);
}

static double marks_title_height(Setter *s, const Block *b)
{
    const Look title = { .size = s->size - 2, .bold = true };
    return b->label ? set_text(s, b->label, &title, s->width) : 0;
}

double marks_least(Setter *s, const Block *b)
{
    double first = 0;
    if (b->marks) {
        Cells c = cells_of(s, &b->marks->m);
        first = marks_row_height(s, &c) + remark_height(s, &b->marks->m) + caption_height(s, &b->marks->m);
    }
    return 7 * MM + marks_title_height(s, b) + first;
}

bool put_marks(Setter *s, const Block *b)
{
    const Look title = { .size = s->size - 2, .bold = true };
    room(s, marks_least(s, b));
    if (!s->bare)
        advance(s, 7 * MM);
    if (b->label)
        advance(s, draw_text(s, s->left, s->y, b->label, &title, s->width));
    for (const MarkLine *line = b->marks; line; line = line->next)
        put_mark(s, &line->m);
    return true;
}
