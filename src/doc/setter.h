// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_SETTER_H
#define DOC_SETTER_H
#include "doc/doc_block.h"
#include "base/err.h"
#include <pango/pangocairo.h>

/* The typesetter: a place on a page and what is needed to go on from there.  Lengths are
 * points (1/72 inch).  A paper is set twice with the same code: once only counting pages,
 * then drawing, so "1/3" can be printed on the first one. */

#define MM (72.0 / 25.4)

typedef struct Setter {
    const Doc    *doc;
    Arena        *arena;
    cairo_t      *cr;
    PangoContext *context;
    PangoLayout  *layout;              /* every text of the page goes through it in turn */
    PangoLayout  *foot;                /* and the foot through its own: a page may end inside a text */
    double        page_width, page_height;
    double        left, width;         /* the text area */
    double        top, bottom, y;
    double        size;                /* of body text */
    int           page, pages;         /* pages: 0 while counting */
    bool          drawing;
    bool          bare;                /* nothing on this page yet */
    double      **heights;             /* row heights per table, kept from the counting */
    int           table;               /* which table is being set */
    Err          *err;
} Setter;

/* ---- pages (setter.c) */
bool   setter_open(Setter *s, const Doc *d, Arena *a, cairo_surface_t *surface, Err *err);
void   setter_close(Setter *s);
void   setter_start(Setter *s, bool drawing);
void   page_break(Setter *s);
void   page_end(Setter *s);
void   room(Setter *s, double height);         /* a new page unless `height` is left on this one */
static inline double left_over(const Setter *s) { return s->bottom - s->y; }
void   advance(Setter *s, double height);

/* ---- text (setter.c) */
typedef struct Look {
    double     size;                   /* points */
    DocAlign   align;
    bool       bold, italic, justify;
    double     indent;                 /* of the first line */
    double     spacing;                /* between letters */
} Look;

/* Puts `text` into s->layout, broken to `width` points; returns its height. */
double set_text(Setter *s, const char *text, const Look *look, double width);
double set_runs(Setter *s, const char *lead, const Run *runs, const Look *look, double width);
int    line_count(Setter *s);
double text_width(Setter *s, const char *text, const Look *look);      /* on one line */
/* Draws lines [from, to) of s->layout with their top left corner at x, y; returns their height. */
double draw_lines(Setter *s, double x, double y, int from, int to);
double draw_text(Setter *s, double x, double y, const char *text, const Look *look, double width);
void   draw_line(Setter *s, double x1, double y1, double x2, double y2, double thickness);

/* ---- pictures (pdf_picture.c) */
double picture_height(Setter *s, const void *png, size_t size, double width);  /* < 0: failed, err set */
bool   draw_picture(Setter *s, const void *png, size_t size, double x, double y, double width, double most);
bool   draw_code(Setter *s, const char *text, double x, double y, double width);

/* ---- blocks */
double flow_least(Setter *s, const Block *b);  /* height that must be left to begin `b` */
bool   flow_block(Setter *s, const Block *b);  /* pdf_flow.c: running text */
bool   put_block(Setter *s, const Block *b);   /* pdf_block.c: everything else */
double sign_height(Setter *s, const Block *b);
double marks_least(Setter *s, const Block *b);
bool   put_sign(Setter *s, const Block *b);    /* pdf_sign.c */
bool   put_marks(Setter *s, const Block *b);
bool   put_table(Setter *s, const Block *b);   /* pdf_table.c */
double table_least(Setter *s, const Block *b);
#endif
