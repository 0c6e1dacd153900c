// SPDX-License-Identifier: Apache-2.0
/* The past of a key, folded again for every K at which it could have changed. */
#include "areas/ledger/history.h"
#include <stdlib.h>
#include <string.h>

static int compare(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_input(const void *pa, const void *pb)
{
    const Flip *a = pa, *b = pb;
    int c = compare(a->input, b->input);
    return c ? c : compare(a->k.us, b->k.us);
}

static size_t first_by(const AnnulAt *annuls, size_t n, int64_t by)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (annuls[mid].by < by)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void flips_add(Arena *a, Flips *f, size_t *cap, Flip flip)
{
    if (f->count == *cap) {
        *cap = *cap ? *cap * 2 : 64;
        Flip *more = NEW_N(a, Flip, *cap);
        if (f->count)
            memcpy(more, f->rows, f->count * sizeof *more);
        f->rows = more;
    }
    f->rows[f->count++] = flip;
}

static bool listed(const int64_t *list, size_t n, int64_t input)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == input)
            return true;
    return false;
}

/* Whatever a registration's annulments can reach: their targets, the targets of those, and so on. */
static int64_t *reach(Arena *a, const AnnulAt *annuls, size_t n, size_t from, size_t to, size_t *ret_count)
{
    size_t count = 0, cap = 2 * (to - from) + 8;
    int64_t *list = NEW_N(a, int64_t, cap);
    for (size_t i = from; i < to; i++)
        if (!listed(list, count, annuls[i].target))
            list[count++] = annuls[i].target;
    for (size_t done = 0; done < count; done++)
        for (size_t i = first_by(annuls, n, list[done]); i < n && annuls[i].by == list[done]; i++) {
            if (listed(list, count, annuls[i].target))
                continue;
            if (count == cap) {
                int64_t *more = NEW_N(a, int64_t, cap * 2);
                memcpy(more, list, count * sizeof *list);
                list = more;
                cap *= 2;
            }
            list[count++] = annuls[i].target;
        }
    *ret_count = count;
    return list;
}

void history_flips(Arena *a, const AnnulAt *annuls, size_t n, Flips *ret)
{
    *ret = (Flips){ 0 };
    Annul *by_target = NEW_N(a, Annul, n + 1);
    for (size_t i = 0; i < n; i++)
        by_target[i] = (Annul){ annuls[i].by, annuls[i].target };
    qsort(by_target, n, sizeof *by_target, annul_order);
    size_t cap = 0;
    int64_t before = 0;
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && annuls[to].k.us == annuls[from].k.us;)
            to++;
        int64_t after = annuls[to - 1].by;
        size_t count;
        int64_t *list = reach(a, annuls, n, from, to, &count);
        for (size_t i = 0; i < count; i++) {
            bool active = input_active(by_target, n, list[i], after);
            if (active != input_active(by_target, n, list[i], before))
                flips_add(a, ret, &cap, (Flip){ list[i], annuls[from].k, active });
        }
        before = after;
    }
    if (ret->count)
        qsort(ret->rows, ret->count, sizeof *ret->rows, by_input);
}

static size_t first_flip(const Flips *flips, int64_t input)
{
    size_t low = 0, high = flips->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (flips->rows[mid].input < input)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool active_at(const Flips *flips, int64_t input, Instant k)
{
    bool active = true;
    for (size_t i = first_flip(flips, input); i < flips->count && flips->rows[i].input == input; i++)
        if (flips->rows[i].k.us <= k.us)
            active = flips->rows[i].active;
    return active;
}

static int by_instant(const void *a, const void *b)
{
    return compare(((const Instant *)a)->us, ((const Instant *)b)->us);
}

/* Every K at which an effect of the key came, went or came back, in order and once each. */
static Instant *moments(Arena *a, const Recorded *recorded, size_t n, const Flips *flips, size_t *ret_count)
{
    size_t count = n;
    for (size_t i = 0; i < n; i++)
        for (size_t f = first_flip(flips, recorded[i].effect.self.input);
             f < flips->count && flips->rows[f].input == recorded[i].effect.self.input; f++)
            count++;
    Instant *list = NEW_N(a, Instant, count + 1);
    count = 0;
    for (size_t i = 0; i < n; i++) {
        list[count++] = recorded[i].k;
        for (size_t f = first_flip(flips, recorded[i].effect.self.input);
             f < flips->count && flips->rows[f].input == recorded[i].effect.self.input; f++)
            list[count++] = flips->rows[f].k;
    }
    qsort(list, count, sizeof *list, by_instant);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!kept || list[kept - 1].us != list[i].us)
            list[kept++] = list[i];
    *ret_count = kept;
    return list;
}

static int by_row(const void *pa, const void *pb)
{
    const Fact *a = pa, *b = pb;
    int c = fact_order(a, b);
    return c ? c : compare(a->known_from.us, b->known_from.us);
}

typedef struct Rows {
    Fact  *rows;
    size_t count, cap;
} Rows;

static void rows_add(Arena *a, Rows *r, const Fact *f)
{
    if (r->count == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 8;
        Fact *more = NEW_N(a, Fact, r->cap);
        if (r->count)
            memcpy(more, r->rows, r->count * sizeof *more);
        r->rows = more;
    }
    r->rows[r->count++] = *f;
}

Fact *history_of_key(Arena *a, const Recorded *recorded, size_t n, const Flips *flips, size_t *ret_count)
{
    size_t moment_count;
    Instant *k = moments(a, recorded, n, flips, &moment_count);
    const Effect **active = NEW_N(a, const Effect *, n + 1);
    Rows all = { NEW_N(a, Fact, 1), 0, 1 };
    Fold now = { 0 };
    for (size_t m = 0; m < moment_count; m++) {
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            if (recorded[i].k.us <= k[m].us && active_at(flips, recorded[i].effect.self.input, k[m]))
                active[count++] = &recorded[i].effect;
        Fold then = now;
        fold(a, active, count, &now);
        fact_diff(then.facts, then.count, now.facts, now.count, k[m]);
        for (size_t i = 0; i < then.count; i++)
            if (then.facts[i].known_to.us == k[m].us)
                rows_add(a, &all, &then.facts[i]);
    }
    for (size_t i = 0; i < now.count; i++)
        rows_add(a, &all, &now.facts[i]);
    qsort(all.rows, all.count, sizeof *all.rows, by_row);
    *ret_count = all.count;
    return all.rows;
}
