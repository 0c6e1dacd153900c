// SPDX-License-Identifier: Apache-2.0
/* The builder of a paper: it copies and keeps order, and judges nothing. */
#include "doc/doc_block.h"
#include <glib.h>
#include <string.h>

static const char *keep(Doc *d, const char *text)
{
    if (!text)
        return "";
    if (g_utf8_validate(text, -1, NULL))
        return arena_strdup(d->arena, text);
    char *valid = g_utf8_make_valid(text, -1);
    const char *copy = arena_strdup(d->arena, valid);
    g_free(valid);
    return copy;
}

static const char *keep_or_null(Doc *d, const char *text) { return text && *text ? keep(d, text) : NULL; }

Doc *doc_new(Arena *a, const char *lang)
{
    Doc *d = NEW(a, Doc);
    d->arena = a;
    d->lang = keep(d, lang);
    d->title = d->author = "";
    d->text_size = 14;
    return d;
}

void doc_meta(Doc *d, const char *title, const char *author, Instant made)
{
    d->title = keep(d, title);
    d->author = keep(d, author);
    d->made = made;
}

void doc_landscape(Doc *d) { d->landscape = true; }

void doc_text_size(Doc *d, double points) { d->text_size = points < 8 ? 8 : points > 16 ? 16 : points; }

void doc_footer(Doc *d, const char *text, const char *hash, const char *qr)
{
    d->foot_text = keep_or_null(d, text);
    d->foot_hash = keep_or_null(d, hash);
    d->foot_qr = keep_or_null(d, qr);
}

static Block *block(Doc *d, BlockKind kind)
{
    Block *b = NEW(d->arena, Block);
    b->kind = kind;
    *(d->last ? &d->last->next : &d->first) = b;
    return d->last = b;
}

static void add_run(Doc *d, Block *b, unsigned look, const char *text)
{
    if (!text || !*text)
        return;
    Run *r = NEW(d->arena, Run);
    *r = (Run){ .text = keep(d, text), .look = look };
    *(b->last ? &b->last->next : &b->first) = r;
    b->last = r;
}

void doc_text(Doc *d, DocStyle style, const char *text)
{
    Block *b = block(d, B_TEXT);
    b->style = style;
    add_run(d, b, 0, text);
}

void doc_item(Doc *d, int level, const char *text)
{
    level = level < 1 ? 1 : level > 4 ? 4 : level;
    d->numbers[level - 1]++;
    for (int i = level; i < 4; i++)
        d->numbers[i] = 0;
    Str number = str_make(d->arena);
    for (int i = 0; i < level; i++)
        str_addf(&number, "%d.", d->numbers[i]);
    doc_item_as(d, level, number.s, text);
}

void doc_item_as(Doc *d, int level, const char *number, const char *text)
{
    Block *b = block(d, B_ITEM);
    b->level = level;
    b->label = keep(d, number);
    add_run(d, b, 0, text);
}

void doc_items_restart(Doc *d) { memset(d->numbers, 0, sizeof d->numbers); }

void doc_pair(Doc *d, const char *key, const char *text)
{
    const Block *before = d->last;
    Block *b = block(d, B_PAIR);
    b->group = before && before->kind == B_PAIR ? before->group : b;
    b->label = keep(d, key);
    add_run(d, b, 0, text);
}

void doc_more(Doc *d, unsigned look, const char *text)
{
    Block *b = d->last;
    if (b && (b->kind == B_TEXT || b->kind == B_ITEM || b->kind == B_PAIR))
        add_run(d, b, look, text);
}

void doc_emblem(Doc *d)     { block(d, B_EMBLEM); }
void doc_rule(Doc *d)       { block(d, B_RULE); }
void doc_page_break(Doc *d) { block(d, B_BREAK); }

void doc_edges(Doc *d, const char *left, const char *middle, const char *right)
{
    Block *b = block(d, B_EDGES);
    b->edges[0] = keep(d, left);
    b->edges[1] = keep(d, middle);
    b->edges[2] = keep(d, right);
}

void doc_space(Doc *d, double mm) { block(d, B_SPACE)->size = mm; }

void doc_picture(Doc *d, const void *png, size_t size, double width_mm)
{
    Block *b = block(d, B_PICTURE);
    b->png = arena_memdup(d->arena, png, size);
    b->png_size = size;
    b->size = width_mm;
}

void doc_code(Doc *d, const char *text, double width_mm)
{
    Block *b = block(d, B_CODE);
    b->label = keep(d, text);
    b->size = width_mm;
}

void doc_sign(Doc *d, const DocSign *sign)
{
    DocSign *s = &block(d, B_SIGN)->sign;
    s->post = keep(d, sign->post);
    s->name = keep(d, sign->name);
    s->mark = keep_or_null(d, sign->mark);
    s->ground = keep_or_null(d, sign->ground);
    s->below = keep_or_null(d, sign->below);
    s->seal = keep_or_null(d, sign->seal);
    if (sign->png && sign->png_size) {
        s->png = arena_memdup(d->arena, sign->png, sign->png_size);
        s->png_size = sign->png_size;
    }
}

void doc_visas(Doc *d, const char *title)        { block(d, B_VISAS)->label = keep_or_null(d, title); }
void doc_acquaintance(Doc *d, const char *title) { block(d, B_ACQUAINTANCE)->label = keep_or_null(d, title); }

void doc_mark(Doc *d, const DocMark *mark)
{
    Block *b = d->last;
    if (!b || (b->kind != B_VISAS && b->kind != B_ACQUAINTANCE))
        return;
    MarkLine *line = NEW(d->arena, MarkLine);
    line->m = (DocMark){ .post = keep_or_null(d, mark->post), .name = keep(d, mark->name),
                         .mark = keep_or_null(d, mark->mark), .date = keep_or_null(d, mark->date),
                         .remark = keep_or_null(d, mark->remark) };
    *(b->last_mark ? &b->last_mark->next : &b->marks) = line;
    b->last_mark = line;
}

void doc_table(Doc *d, const DocColumn *columns, int count, unsigned flags)
{
    Grid *g = &block(d, B_TABLE)->grid;
    g->count = count < 1 ? 1 : count > DOC_MOST_COLUMNS ? DOC_MOST_COLUMNS : count;
    g->columns = NEW_N(d->arena, DocColumn, (size_t)g->count);
    for (int i = 0; i < g->count && i < count; i++) {
        g->columns[i] = columns[i];
        g->columns[i].heading = keep(d, columns[i].heading);
    }
    g->flags = flags;
}

static Row *row(Doc *d, size_t cells)
{
    Block *b = d->last;
    if (!b || b->kind != B_TABLE)
        return NULL;
    Row *r = NEW(d->arena, Row);
    r->cells = NEW_N(d->arena, const char *, cells);
    *(b->grid.last ? &b->grid.last->next : &b->grid.first) = r;
    b->grid.last = r;
    b->grid.rows++;
    return r;
}

static Row *full_row(Doc *d, const char *const *cells)
{
    size_t count = d->last && d->last->kind == B_TABLE ? (size_t)d->last->grid.count : 0;
    Row *r = row(d, count);
    for (size_t i = 0; r && i < count; i++)
        r->cells[i] = keep(d, cells[i]);
    return r;
}

void doc_row(Doc *d, const char *const *cells) { full_row(d, cells); }

void doc_row_bold(Doc *d, const char *const *cells)
{
    Row *r = full_row(d, cells);
    if (r)
        r->bold = true;
}

void doc_row_span(Doc *d, const char *text)
{
    Row *r = row(d, 1);
    if (r) {
        r->cells[0] = keep(d, text);
        r->bold = r->span = true;
    }
}
