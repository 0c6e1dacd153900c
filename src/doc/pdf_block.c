// SPDX-License-Identifier: Apache-2.0
/* The small blocks: emblem, edges, rule, pictures. */
#include "doc/setter.h"

enum { EMBLEM_MM = 22 };

static void put_emblem(Setter *s)
{
    double side = EMBLEM_MM * MM;
    room(s, side + 3 * MM);
    if (s->drawing) {
        cairo_save(s->cr);
        cairo_set_source_rgb(s->cr, 0.6, 0.6, 0.6);
        cairo_set_line_width(s->cr, 0.5);
        cairo_rectangle(s->cr, s->left + (s->width - side) / 2, s->y, side, side);
        cairo_stroke(s->cr);
        cairo_restore(s->cr);
    }
    advance(s, side + 3 * MM);
}

static void put_edges(Setter *s, const Block *b)
{
    double third = s->width / 3, most = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < 3; i++) {
            const Look look = { .size = s->size, .align = (DocAlign)i };       /* left, centre, right */
            double height = set_text(s, b->edges[i], &look, third);
            if (pass)
                draw_lines(s, s->left + i * third, s->y, 0, line_count(s));
            most = height > most ? height : most;
        }
        room(s, most);
    }
    advance(s, most);
}

static bool put_picture(Setter *s, const Block *b)
{
    double width = b->size * MM > s->width ? s->width : b->size * MM;
    double height = b->kind == B_CODE ? width : picture_height(s, b->png, b->png_size, width);
    if (height < 0)
        return false;
    double page = s->bottom - s->top;
    height = height > page ? page : height;
    room(s, height);
    double x = s->left + (s->width - width) / 2, y = s->y;
    advance(s, height + 2 * MM);
    return b->kind == B_CODE ? draw_code(s, b->label, x, y, width)
                             : draw_picture(s, b->png, b->png_size, x, y, width, height);
}

bool put_block(Setter *s, const Block *b)
{
    switch (b->kind) {
    case B_EMBLEM:
        put_emblem(s);
        return true;
    case B_EDGES:
        put_edges(s, b);
        return true;
    case B_SPACE:
        if (!s->bare && left_over(s) > 0)
            advance(s, b->size * MM);
        return true;
    case B_RULE:
        room(s, 2 * MM);
        draw_line(s, s->left, s->y + MM, s->left + s->width, s->y + MM, 0.6);
        advance(s, 2 * MM);
        return true;
    case B_BREAK:
        if (!s->bare)
            page_break(s);
        return true;
    case B_PICTURE:
    case B_CODE:
        return put_picture(s, b);
    case B_SIGN:
        return put_sign(s, b);
    case B_VISAS:
    case B_ACQUAINTANCE:
        return put_marks(s, b);
    case B_TABLE:
        return put_table(s, b);
    default:
        return flow_block(s, b);
    }
}
