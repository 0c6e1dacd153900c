// SPDX-License-Identifier: Apache-2.0
/* Conflicts on a seat, judged over all who hold it after the registration. */
#include "ledger_queries.h"
#include "areas/ledger/plan.h"
#include <stdlib.h>
#include <string.h>

/* One fresh fact that holds a seat. */
typedef struct Holder {
    const Fact *fact;
    const Key  *key;
} Holder;

static int compare(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_seat(const void *pa, const void *pb)
{
    const Fact *a = ((const Holder *)pa)->fact, *b = ((const Holder *)pb)->fact;
    int c = compare(a->seat, b->seat);
    return c ? c : fact_order(a, b);
}

static int by_fact(const void *a, const void *b) { return fact_order(a, b); }

/* Who holds the seat after the registration: current rows that stay, and fresh ones. */
static Fact *holders(Plan *p, int64_t seat, const Holder *fresh, size_t n, size_t *ret_count, Err *err)
{
    size_t stored, count = 0;
    Fact *rows = db_all(p->db, p->arena, &Q_LEDGER_HISTORY_OF_SEAT,
                        BIND(P_INT(seat), P_INSTANT((Instant){INSTANT_FOREVER.us - 1})), FACT_FIELDS,
                        sizeof *rows, &stored, err);
    if (!rows)
        return NULL;
    Fact *all = NEW_N(p->arena, Fact, stored + n + 1);
    for (size_t i = 0; i < stored; i++)
        if (!bsearch(&rows[i], p->gone, p->gone_count, sizeof *p->gone, by_fact))
            all[count++] = rows[i];
    for (size_t i = 0; i < n; i++)
        all[count++] = *fresh[i].fact;
    *ret_count = count;
    return all;
}

static bool live_on(const Fact *f, Date d)
{
    return !date_before(d, f->valid_from) && date_before(d, f->valid_to);
}

/* Is there a day of `mine` on which the seat holds too much?  Holders change only where one begins. */
static const Fact *rival(const Plan *p, const Fact *mine, SeatRule rule, const Fact *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Date day = date_max(mine->valid_from, all[i].valid_from);
        int64_t units = 0, persons = 0;
        const Fact *other = NULL;
        for (size_t j = 0; j < n; j++) {
            const FactKind *kind = fact_kind_find(p->kinds, all[j].kind);
            if (!kind || kind->seat_rule != rule || !live_on(&all[j], day) || !live_on(mine, day))
                continue;
            units += all[j].units;
            persons++;
            if (fact_order(&all[j], mine) != 0)
                other = &all[j];
        }
        if (other && (rule == SEAT_PERMANENT ? units > WHOLE_SEAT : persons > 1))
            return other;
    }
    return NULL;
}

static bool judge_holder(Plan *p, const Holder *h, const Fact *all, size_t n, Err *err)
{
    const Fact *other = rival(p, h->fact, h->key->row->seat_rule, all, n);
    if (!other)
        return true;
    size_t index = h->key->by;
    const Fact *named = other;
    const char *source;
    /* The fault belongs to whichever of the two is new. */
    if (!plan_is_new(p, h->fact->input, &index) && plan_is_new(p, other->input, &index))
        named = h->fact;
    if (!plan_source(p, named->input, &source, err))
        return false;
    return err_set(err, ERR_CONFLICT, plan_field(p, index, "seat_id"), "the seat is taken: {0}, since {1}",
                   source, plan_day(p, named->valid_from));
}

static int by_end(const void *pa, const void *pb)
{
    const Fact *a = pa, *b = pb;
    int c = compare(b->valid_to.days, a->valid_to.days);
    return c ? c : fact_order(a, b);
}

/* A newcomer stands where the last holders' departures made room: back until the seat was full. */
static void find_room(Plan *p, const Holder *h, const Fact *all, size_t n)
{
    size_t index;
    if (!plan_is_new(p, h->fact->input, &index))
        return;
    int64_t units = 0;
    for (size_t i = 0; i < n && units < WHOLE_SEAT; i++) {
        const FactKind *kind = fact_kind_find(p->kinds, all[i].kind);
        if (!kind || kind->seat_rule != h->key->row->seat_rule || !all[i].ended_by
            || date_before(h->fact->valid_from, all[i].valid_to))
            continue;
        plan_depends(p, h->fact->input, all[i].ended_by);
        units += all[i].units;
    }
}

static bool judge_seat(Plan *p, const Holder *fresh, size_t n, Err *err)
{
    size_t count;
    Fact *all = holders(p, fresh->fact->seat, fresh, n, &count, err);
    if (!all)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!judge_holder(p, &fresh[i], all, count, err))
            return false;
    qsort(all, count, sizeof *all, by_end);
    for (size_t i = 0; i < n; i++)
        find_room(p, &fresh[i], all, count);
    return true;
}

bool plan_seats(Plan *p, Err *err)
{
    Holder *list = NEW_N(p->arena, Holder, p->fresh_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->fresh_count; i++)
        if (p->fresh[i].seat && p->fresh_key[i]->row->seat_rule != SEAT_NONE)
            list[n++] = (Holder){ &p->fresh[i], p->fresh_key[i] };
    qsort(list, n, sizeof *list, by_seat);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && list[to].fact->seat == list[from].fact->seat;)
            to++;
        if (!judge_seat(p, &list[from], to - from, err))
            return false;
    }
    return true;
}
