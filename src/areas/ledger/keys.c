// SPDX-License-Identifier: Apache-2.0
/* The touched keys, folded without and with the new inputs; the difference. */
#include "areas/ledger/plan.h"
#include "ledger_queries.h"
#include <stdlib.h>
#include <string.h>

/* A reason to fold a key: a new effect on it, or an input on it that turns (effect NULL). */
typedef struct Touch {
    const char   *kind;
    int64_t       person;
    const Effect *effect;
    size_t        by;
} Touch;

typedef struct Touches {
    Touch *rows;
    size_t count, cap;
} Touches;

typedef struct KeyRow { const char *kind; int64_t person; } KeyRow;
static const Field KEY_FIELDS[] = { FIELD(KeyRow, kind), FIELD(KeyRow, person), FIELDS_END };

typedef struct EffectRow {
    int64_t     input, effect_no, annulled_since;
    const char *body;
} EffectRow;
static const Field EFFECT_FIELDS[] = { FIELD(EffectRow, input), FIELD(EffectRow, effect_no),
                                       FIELD(EffectRow, annulled_since), FIELD(EffectRow, body), FIELDS_END };

static int compare(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_key(const void *pa, const void *pb)
{
    const Touch *a = pa, *b = pb;
    int c = strcmp(a->kind, b->kind);
    if (!c)
        c = compare(a->person, b->person);
    if (!c)
        c = compare((int64_t)a->by, (int64_t)b->by);
    return c || !a->effect || !b->effect ? c : compare(a->effect->self.no, b->effect->self.no);
}

static void touch(Plan *p, Touches *t, Touch one)
{
    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 16;
        Touch *more = NEW_N(p->arena, Touch, t->cap);
        if (t->count)
            memcpy(more, t->rows, t->count * sizeof *more);
        t->rows = more;
    }
    t->rows[t->count++] = one;
}

static bool find_touches(Plan *p, Touches *t, Err *err)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t e = 0; e < p->parts[i].count; e++) {
            const Effect *effect = &p->parts[i].effects[e];
            if (effect->op != EFFECT_ANNUL)
                touch(p, t, (Touch){ effect->kind, effect->person, effect, i });
        }
    for (size_t i = 0; i < p->turn_count; i++) {
        size_t n;
        KeyRow *rows = db_all(p->db, p->arena, &Q_LEDGER_KEYS_OF_INPUT, BIND(P_INT(p->turns[i].input)),
                              KEY_FIELDS, sizeof *rows, &n, err);
        if (!rows)
            return false;
        for (size_t j = 0; j < n; j++)
            touch(p, t, (Touch){ rows[j].kind, rows[j].person, NULL, p->turns[i].by });
    }
    if (t->count)
        qsort(t->rows, t->count, sizeof *t->rows, by_key);
    return true;
}

static bool turned(const Plan *p, int64_t input, bool *ret_active)
{
    size_t low = 0, high = p->turn_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (p->turns[mid].input < input)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == p->turn_count || p->turns[low].input != input)
        return false;
    *ret_active = p->turns[low].active;
    return true;
}

/* The stored effects of a key and the new ones; folds both sides. */
static bool fold_key(Plan *p, Key *key, const Touch *touches, size_t n, Err *err)
{
    size_t stored;
    EffectRow *rows = db_all(p->db, p->arena, &Q_LEDGER_EFFECTS_OF_KEY,
                             BIND(P_INT(key->person), P_TEXT(key->kind), P_INSTANT(INSTANT_FOREVER)),
                             EFFECT_FIELDS, sizeof *rows, &stored, err);
    if (!rows)
        return false;
    Effect *effects = NEW_N(p->arena, Effect, stored + 1);
    key->was = NEW_N(p->arena, const Effect *, stored + 1);
    key->is = NEW_N(p->arena, const Effect *, stored + n + 1);
    for (size_t i = 0; i < stored; i++) {
        bool was = !rows[i].annulled_since, is = was;
        if (!effect_read(p->arena, (EffectRef){ rows[i].input, rows[i].effect_no }, rows[i].body, &effects[i],
                         err))
            return false;
        turned(p, rows[i].input, &is);
        if (was)
            key->was[key->was_count++] = &effects[i];
        if (is)
            key->is[key->is_count++] = &effects[i];
    }
    for (size_t i = 0; i < n; i++)
        if (touches[i].effect)
            key->is[key->is_count++] = touches[i].effect;
    fold(p->arena, key->was, key->was_count, &key->before);
    fold(p->arena, key->is, key->is_count, &key->after);
    fact_diff(key->before.facts, key->before.count, key->after.facts, key->after.count, p->k);
    return true;
}

static bool fold_keys(Plan *p, const Touches *t, Err *err)
{
    p->keys = NEW_N(p->arena, Key, t->count + 1);
    for (size_t from = 0, to; from < t->count; from = to) {
        const Touch *first = &t->rows[from];
        for (to = from; to < t->count && t->rows[to].person == first->person
                        && strcmp(t->rows[to].kind, first->kind) == 0;)
            to++;
        Key *key = &p->keys[p->key_count++];
        *key = (Key){ .kind = first->kind, .person = first->person, .by = first->by,
                      .row = fact_kind_find(p->kinds, first->kind) };
        if (!key->row) {
            err_detail(err, "fact kind '%s' is stored, but no area contributes it", first->kind);
            return err_set(err, ERR_INTERNAL, "", "a stored entry of the ledger cannot be read");
        }
        if (!fold_key(p, key, first, to - from, err))
            return false;
    }
    return true;
}

static int by_fact(const void *a, const void *b) { return fact_order(a, b); }

static void collect(Plan *p)
{
    size_t before = 0, after = 0;
    for (size_t i = 0; i < p->key_count; i++) {
        before += p->keys[i].before.count;
        after += p->keys[i].after.count;
    }
    p->gone = NEW_N(p->arena, Fact, before + 1);
    p->fresh = NEW_N(p->arena, Fact, after + 1);
    p->fresh_key = NEW_N(p->arena, const Key *, after + 1);
    for (size_t i = 0; i < p->key_count; i++) {
        const Key *key = &p->keys[i];
        for (size_t j = 0; j < key->before.count; j++)
            if (key->before.facts[j].known_to.us == p->k.us)
                p->gone[p->gone_count++] = key->before.facts[j];
        for (size_t j = 0; j < key->after.count; j++)
            if (key->after.facts[j].known_from.us == p->k.us) {
                p->fresh_key[p->fresh_count] = key;
                p->fresh[p->fresh_count++] = key->after.facts[j];
            }
    }
    qsort(p->gone, p->gone_count, sizeof *p->gone, by_fact);
}

bool plan_keys(Plan *p, Err *err)
{
    Touches touches = { 0 };
    if (!find_touches(p, &touches, err) || !fold_keys(p, &touches, err))
        return false;
    collect(p);
    return true;
}
