// SPDX-License-Identifier: Apache-2.0
/* The blocks as a view for templates/doc.html. */
#include "doc/doc_block.h"
#include <glib.h>
#include <stdio.h>

static const char *const STYLE_CLASSES[DOC_STYLES] = {
    [DOC_PARA] = "doc-para",       [DOC_LETTERHEAD] = "doc-letterhead", [DOC_TITLE] = "doc-title",
    [DOC_HEADING] = "doc-heading", [DOC_SECTION] = "doc-section",       [DOC_FORMULA] = "doc-formula",
    [DOC_CENTRED] = "doc-centred", [DOC_PLAIN] = "doc-plain",           [DOC_ADDRESSEE] = "doc-addressee",
    [DOC_NOTE] = "doc-note" };
static const char *const LOOK_CLASSES[8] = {
    "doc-run", "doc-run doc-b", "doc-run doc-i", "doc-run doc-b doc-i",
    "doc-run doc-u", "doc-run doc-b doc-u", "doc-run doc-i doc-u", "doc-run doc-b doc-i doc-u" };
static const char *const ALIGN_CLASSES[] = { "doc-left", "doc-centre", "doc-right" };

static Val *runs_view(Arena *a, const Block *b)
{
    Val *runs = val_list(a);
    for (const Run *r = b->first; r; r = r->next) {
        Val *run = val_add(runs, val_map(a));
        val_put(run, "look", val_keep(a, LOOK_CLASSES[r->look & 7]));
        val_put(run, "text", val_keep(a, r->text));
    }
    return runs;
}

static Val *text_view(Arena *a, const Block *b)
{
    Val *v = val_map(a);
    val_put(v, "class", val_keep(a, b->kind == B_ITEM ? "doc-item" : STYLE_CLASSES[b->style]));
    val_put(v, "number", val_keep(a, b->kind == B_ITEM ? b->label : NULL));
    val_put(v, "runs", runs_view(a, b));
    return v;
}

static Val *pair_view(Arena *a, const Block *b)
{
    Val *v = val_map(a);
    val_put(v, "key", val_keep(a, b->label));
    val_put(v, "runs", runs_view(a, b));
    return v;
}

static Val *edges_view(Arena *a, const Block *b)
{
    Val *v = val_map(a);
    val_put(v, "left", val_keep(a, b->edges[0]));
    val_put(v, "middle", val_keep(a, b->edges[1]));
    val_put(v, "right", val_keep(a, b->edges[2]));
    return v;
}

static Val *picture_url(Arena *a, const void *png, size_t size)
{
    if (!png)
        return val_null(a);
    char *base64 = g_base64_encode(png, size);
    Val *v = val_keep(a, arena_printf(a, "data:image/png;base64,%s", base64));
    g_free(base64);
    return v;
}

static Val *sign_view(Arena *a, const DocSign *s)
{
    Val *v = val_map(a);
    val_put(v, "post", val_keep(a, s->post));
    val_put(v, "name", val_keep(a, s->name));
    val_put(v, "mark", val_keep(a, s->mark));
    val_put(v, "picture", picture_url(a, s->png, s->png_size));
    val_put(v, "ground", val_keep(a, s->ground));
    val_put(v, "below", val_keep(a, s->below));
    val_put(v, "seal", val_keep(a, s->seal));
    return v;
}

static Val *marks_view(Arena *a, const Block *b)
{
    Val *v = val_map(a);
    val_put(v, "class", val_keep(a, b->kind == B_VISAS ? "doc-visas" : "doc-acquaintance"));
    val_put(v, "title", val_keep(a, b->label));
    Val *lines = val_put(v, "lines", val_list(a));
    for (const MarkLine *m = b->marks; m; m = m->next) {
        Val *line = val_add(lines, val_map(a));
        val_put(line, "post", val_keep(a, m->m.post));
        val_put(line, "name", val_keep(a, m->m.name));
        val_put(line, "mark", val_keep(a, m->m.mark));
        val_put(line, "date", val_keep(a, m->m.date));
        val_put(line, "remark", val_keep(a, m->m.remark));
    }
    return v;
}

static Val *cell_view(Arena *a, const Grid *g, const Row *row, int i)
{
    Val *cell = val_map(a);
    val_put(cell, "class", val_keep(a, row->span ? "doc-left" : ALIGN_CLASSES[g->columns[i].align]));
    val_put(cell, "span", row->span ? val_int(a, g->count) : val_null(a));
    val_put(cell, "text", val_keep(a, row->cells[i]));
    return cell;
}

static Val *table_view(Arena *a, const Grid *g)
{
    Val *v = val_map(a);
    val_put(v, "class", val_keep(a, g->flags & DOC_NO_GRID ? "doc-table doc-table-bare" : "doc-table"));
    Val *heads = val_put(v, "columns", val_list(a));
    Val *counts = val_put(v, "counts", val_list(a));
    for (int i = 0; i < g->count; i++) {
        val_add(heads, val_keep(a, g->columns[i].heading));
        if (g->flags & DOC_COUNT_COLUMNS)
            val_add(counts, val_int(a, i + 1));
    }
    Val *rows = val_put(v, "rows", val_list(a));
    for (const Row *r = g->first; r; r = r->next) {
        Val *row = val_add(rows, val_map(a));
        val_put(row, "class", val_keep(a, r->bold ? "doc-row doc-b" : "doc-row"));
        Val *cells = val_put(row, "cells", val_list(a));
        for (int i = 0; i < (r->span ? 1 : g->count); i++)
            val_add(cells, cell_view(a, g, r, i));
    }
    return v;
}

/* What the block is called in the view; the names not used are null, so that the template may
 * ask for each of them. */
static const char *const KEYS[] = { "text", "pair", "edges", "sign", "marks", "table", "picture", "emblem",
                                    "rule", "space", "break", "code" };
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

static Val *block_view(Arena *a, const Block *b)
{
    Val *v = val_map(a);
    for (int i = 0; i < KEY_COUNT; i++)
        val_put(v, KEYS[i], val_null(a));
    switch (b->kind) {
    case B_TEXT:
    case B_ITEM: val_replace(v, "text", text_view(a, b)); break;
    case B_PAIR: val_replace(v, "pair", pair_view(a, b)); break;
    case B_EDGES: val_replace(v, "edges", edges_view(a, b)); break;
    case B_SIGN: val_replace(v, "sign", sign_view(a, &b->sign)); break;
    case B_VISAS:
    case B_ACQUAINTANCE: val_replace(v, "marks", marks_view(a, b)); break;
    case B_TABLE: val_replace(v, "table", table_view(a, &b->grid)); break;
    case B_PICTURE: val_replace(v, "picture", picture_url(a, b->png, b->png_size)); break;
    case B_CODE: val_replace(v, "code", val_keep(a, b->label)); break;
    case B_EMBLEM: val_replace(v, "emblem", val_bool(a, true)); break;
    case B_RULE: val_replace(v, "rule", val_bool(a, true)); break;
    case B_SPACE: val_replace(v, "space", val_bool(a, true)); break;
    case B_BREAK: val_replace(v, "break", val_bool(a, true)); break;
    }
    return v;
}

Val *doc_view(Arena *a, const Doc *d)
{
    Val *v = val_map(a);
    val_put(v, "lang", val_keep(a, d->lang));
    val_put(v, "title", val_keep(a, d->title));
    val_put(v, "class", val_keep(a, d->landscape ? "doc doc-landscape" : "doc"));
    Val *blocks = val_put(v, "blocks", val_list(a));
    for (const Block *b = d->first; b; b = b->next)
        val_add(blocks, block_view(a, b));
    Val *foot = val_put(v, "footer", d->foot_text || d->foot_hash ? val_map(a) : val_null(a));
    if (val_type(foot) == V_MAP) {
        val_put(foot, "text", val_keep(a, d->foot_text));
        val_put(foot, "hash", val_keep(a, d->foot_hash));
    }
    return v;
}
