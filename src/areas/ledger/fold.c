// SPDX-License-Identifier: Apache-2.0
/* The fold: from effects to facts. */
#include "areas/ledger/fold.h"
#include "areas/ledger/canon.h"
#include <stdlib.h>
#include <string.h>

typedef struct Change {
    const Effect  *by;
    struct Change *next;
} Change;

/* A fact while it is being built: its start, the end as it stands, its changes by day. */
typedef struct Chain {
    const Effect *start;
    Date          to;
    int64_t       ended_by;
    Change       *first, **last;
    size_t        change_count;
} Chain;

typedef struct Folding {
    Arena *arena;
    Chain *chains;
    size_t count;
    Hit   *hits;
    size_t hit_count, hit_cap;
} Folding;

static int compare(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int phase(EffectOp op) { return op == EFFECT_END ? 0 : op == EFFECT_CHANGE ? 1 : 2; }

static int by_day(const void *pa, const void *pb)
{
    const Effect *a = *(const Effect *const *)pa, *b = *(const Effect *const *)pb;
    int c = compare(a->from.days, b->from.days);
    if (!c)
        c = compare(phase(a->op), phase(b->op));
    if (!c)
        c = compare(a->self.input, b->self.input);
    return c ? c : compare(a->self.no, b->self.no);
}

static bool reaches(const Effect *e, const Chain *c)
{
    if (e->of.input && (e->of.input != c->start->self.input || e->of.no != c->start->self.no))
        return false;
    if (e->seat && e->seat != c->start->seat)
        return false;
    return date_before(c->start->from, e->from) && date_before(e->from, c->to);
}

static void note_hit(Folding *f, const Effect *e, const Chain *c)
{
    if (f->hit_count == f->hit_cap) {
        size_t cap = f->hit_cap ? f->hit_cap * 2 : 8;
        Hit *more = NEW_N(f->arena, Hit, cap);
        if (f->hit_count)
            memcpy(more, f->hits, f->hit_count * sizeof *more);
        f->hits = more;
        f->hit_cap = cap;
    }
    f->hits[f->hit_count++] = (Hit){ .by = e->self, .start = c->start->self, .op = e->op,
                                     .at = e->from, .was_to = c->to };
}

static void apply(Folding *f, const Effect *e)
{
    if (e->op == EFFECT_START) {
        Chain *c = &f->chains[f->count++];
        *c = (Chain){ .start = e, .to = e->to };
        c->last = &c->first;
        return;
    }
    for (Chain *c = f->chains; c < f->chains + f->count; c++) {
        if (!reaches(e, c))
            continue;
        note_hit(f, e, c);
        if (e->op == EFFECT_END) {
            c->to = e->from;
            c->ended_by = e->self.input;
            continue;
        }
        Change *change = NEW(f->arena, Change);
        change->by = e;
        *c->last = change;
        c->last = &change->next;
        c->change_count++;
    }
}

static void put_values(Fact *f, const Val *values, const char *payload)
{
    const Val *units = val_get(values, "units"), *num = val_get(values, "num");
    f->units = val_type(units) == V_INT ? val_num(units) : f->seat ? WHOLE_SEAT : 0;
    f->num = (OptInt){ val_type(num) == V_INT, val_num(num) };
    f->code = val_str(val_get(values, "code"));
    f->payload = payload;
}

/* Cuts a chain at the days of its changes. */
static void put_facts(Arena *a, const Chain *c, Fold *ret)
{
    if (!date_before(c->start->from, c->to))
        return;
    Fact f = { .kind = c->start->kind, .person = c->start->person, .seat = c->start->seat,
               .valid_from = c->start->from, .input = c->start->self.input, .effect_no = c->start->self.no };
    const Val *values = c->start->values;
    put_values(&f, values, c->start->payload);
    for (const Change *change = c->first; change;) {
        Date day = change->by->from;
        f.valid_to = day;
        ret->facts[ret->count++] = f;
        for (; change && date_same(change->by->from, day); change = change->next) {
            values = canon_merge(a, values, change->by->values);
            f.changed_by = change->by->self.input;
        }
        f.valid_from = day;
        put_values(&f, values, canon_text(a, values));
    }
    f.valid_to = c->to;
    f.ended_by = c->ended_by;
    ret->facts[ret->count++] = f;
}

int fact_order(const Fact *a, const Fact *b)
{
    int c = compare(a->input, b->input);
    if (!c)
        c = compare(a->effect_no, b->effect_no);
    return c ? c : compare(a->valid_from.days, b->valid_from.days);
}

static int by_fact(const void *a, const void *b) { return fact_order(a, b); }

void fold(Arena *a, const Effect *const *effects, size_t n, Fold *ret)
{
    *ret = (Fold){ 0 };
    const Effect **ordered = NEW_N(a, const Effect *, n + 1);
    if (n)
        memcpy(ordered, effects, n * sizeof *ordered);
    qsort(ordered, n, sizeof *ordered, by_day);
    Folding f = { .arena = a, .chains = NEW_N(a, Chain, n + 1) };
    for (size_t i = 0; i < n; i++)
        apply(&f, ordered[i]);
    size_t most = f.count;
    for (size_t i = 0; i < f.count; i++)
        most += f.chains[i].change_count;
    ret->facts = NEW_N(a, Fact, most + 1);
    for (size_t i = 0; i < f.count; i++)
        put_facts(a, &f.chains[i], ret);
    qsort(ret->facts, ret->count, sizeof *ret->facts, by_fact);
    ret->hits = f.hits;
    ret->hit_count = f.hit_count;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool fact_same(const Fact *a, const Fact *b)
{
    return fact_order(a, b) == 0 && a->person == b->person && a->seat == b->seat
        && date_same(a->valid_to, b->valid_to) && a->changed_by == b->changed_by
        && a->ended_by == b->ended_by && a->units == b->units && a->num.has == b->num.has
        && a->num.v == b->num.v && same_text(a->kind, b->kind) && same_text(a->code, b->code)
        && same_text(a->payload, b->payload);
}

void fact_diff(Fact *before, size_t n_before, Fact *after, size_t n_after, Instant k)
{
    size_t i = 0;
    for (size_t j = 0; j < n_after; j++) {
        while (i < n_before && fact_order(&before[i], &after[j]) < 0)
            before[i++].known_to = k;
        bool stays = i < n_before && fact_same(&before[i], &after[j]);
        after[j].known_from = stays ? before[i].known_from : k;
        after[j].known_to = INSTANT_FOREVER;
        i += stays;
    }
    while (i < n_before)
        before[i++].known_to = k;
}

int annul_order(const void *pa, const void *pb)
{
    const Annul *a = pa, *b = pb;
    int c = compare(a->target, b->target);
    return c ? c : compare(a->by, b->by);
}

bool input_active(const Annul *annuls, size_t n, int64_t input, int64_t last)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (annuls[mid].target < input)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < n && annuls[low].target == input; low++)
        if (annuls[low].by > input && annuls[low].by <= last && input_active(annuls, n, annuls[low].by, last))
            return false;
    return true;
}
