// SPDX-License-Identifier: Apache-2.0
/* The ledger's rows against the day-by-day walk, cell by cell. */
#include "areas/ledger/brute.h"
#include <string.h>

/* The row of a fact on a day; *ret_twice when there is more than one. */
static const Fact *row_on(const Fact *rows, size_t n, int input, int effect, Date day, Instant k,
                          bool *ret_twice)
{
    const Fact *found = NULL;
    for (size_t i = 0; i < n; i++) {
        const Fact *f = &rows[i];
        if (f->input != input + 1 || f->effect_no != effect + 1 || f->known_from.us > k.us ||
            f->known_to.us <= k.us || date_before(day, f->valid_from) || !date_before(day, f->valid_to))
            continue;
        *ret_twice = found != NULL;
        found = f;
    }
    return found;
}

static const char *cell_difference(Arena *a, const BruteWorld *w, const BruteState *s, int i, int e, int day,
                                   const Fact *f)
{
    const BruteEffect *start = &w->inputs[i].effects[e];
    const BruteCell *cell = &s->cells[i][e][day];
    if (!cell->live || !f)
        return cell->live == (f != NULL) ? NULL : "live in one of the two only";
    if (f->person != start->person || f->seat != start->seat || f->changed_by != cell->changed_by
        || strcmp(f->kind, BRUTE_KINDS[0][start->kind].code) != 0)
        return "another kind, person, seat or change";
    if (strcmp(f->payload, brute_payload(a, cell->values)) != 0)
        return "other values";
    int64_t units = cell->values[VALUE_UNITS];
    if (f->units != (units >= 0 ? units : start->seat ? WHOLE_SEAT : 0))
        return "other units";
    bool last = day + 1 == DAYS || !s->cells[i][e][day + 1].live;
    if (last ? f->ended_by != s->ended_by[i][e] : f->ended_by && f->ended_by != s->ended_by[i][e])
        return "ended by another";
    return NULL;
}

const char *brute_difference(Arena *a, const BruteWorld *w, const BruteState *s, const Fact *rows, size_t n,
                             Instant k)
{
    for (int i = 0; i < w->count; i++)
        for (int e = 0; e < w->inputs[i].count; e++)
            for (int day = 0; day < DAYS; day++) {
                bool twice = false;
                const Fact *f = row_on(rows, n, i, e, brute_date(day), k, &twice);
                const char *wrong = twice ? "two rows of one fact" : cell_difference(a, w, s, i, e, day, f);
                if (wrong)
                    return arena_printf(a, "input %d effect %d day %d at K %lld: %s", i + 1, e + 1, day,
                                        (long long)k.us, wrong);
            }
    return NULL;
}
