// SPDX-License-Identifier: Apache-2.0
/* The same question within one reading snapshot is answered from memory: nothing it saw can change.  Who a page
 * is about is asked by its rights, its heading and its form, each for itself; the database hears it once. */
#include "db/engine.h"
#include <string.h>

enum { MEMO_SLOTS = 64, MEMO_MOST = 400, MEMO_ROWS_BYTES = 64 * 1024 };

typedef struct Known {
    struct Known *next;
    const Part   *part;
    size_t        parts;
    const Param  *param;              /* texts copied */
    size_t        params;
    const Field  *fields;
    MemoKind      kind;
    size_t        count;
    const char   *rows;
} Known;

struct Memo {
    Arena *arena;
    Known *slot[MEMO_SLOTS];
    size_t known;
};

void db_remember(Db *db, Arena *a)
{
    if (db->tx != TX_READ)
        return;
    db->memo = NEW(a, Memo);
    db->memo->arena = a;
}

static size_t slot_of(const DbBuild *b)
{
    uint64_t h = b->parts;
    for (size_t i = 0; i < b->parts; i++)
        h = (h ^ (uintptr_t)b->part[i].sql) * 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < b->params; i++)
        h = (h ^ (uint64_t)b->param[i].n) * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 58) % MEMO_SLOTS;
}

static bool same_param(const Param *x, const Param *y)
{
    if (x->type != y->type || x->null != y->null || x->n != y->n || !x->s != !y->s)
        return false;
    return !x->s || strcmp(x->s, y->s) == 0;
}

static bool same_question(const Known *k, const DbBuild *b, const Field *fields, MemoKind kind)
{
    if (k->parts != b->parts || k->params != b->params || k->fields != fields || k->kind != kind)
        return false;
    for (size_t i = 0; i < b->parts; i++)
        if (k->part[i].sql != b->part[i].sql)
            return false;
    for (size_t i = 0; i < b->params; i++)
        if (!same_param(&k->param[i], &b->param[i]))
            return false;
    return true;
}

const char *memo_find(const Db *db, const Arena *a, const DbBuild *b, const Field *fields, MemoKind kind, size_t *ret_count)
{
    if (!db->memo || (a && a != db->memo->arena))
        return NULL;
    for (const Known *k = db->memo->slot[slot_of(b)]; k; k = k->next)
        if (same_question(k, b, fields, kind)) {
            *ret_count = k->count;
            return k->rows;
        }
    return NULL;
}

static const Param *params_kept(Arena *a, const DbBuild *b)
{
    Param *p = arena_memdup(a, b->param, b->params * sizeof *p);
    for (size_t i = 0; i < b->params; i++)
        if (p[i].s)
            p[i].s = arena_strdup(a, p[i].s);
    return p;
}

void memo_keep(Db *db, const Arena *a, const DbBuild *b, const Field *fields, MemoKind kind, const char *rows, size_t count,
               size_t size)
{
    Memo *m = db->memo;
    if (!m || (a && a != m->arena) || m->known == MEMO_MOST || count * size > MEMO_ROWS_BYTES)
        return;
    Known *k = NEW(m->arena, Known);
    *k = (Known){ .part = arena_memdup(m->arena, b->part, b->parts * sizeof *b->part), .parts = b->parts,
                  .param = b->params ? params_kept(m->arena, b) : NULL, .params = b->params, .fields = fields,
                  .kind = kind, .count = count,
                  .rows = count ? arena_memdup(m->arena, rows, count * size) : "" };
    size_t slot = slot_of(b);
    k->next = m->slot[slot];
    m->slot[slot] = k;
    m->known++;
}
