// SPDX-License-Identifier: Apache-2.0
/* The ledger told a second time: day by day over everything. */
#include "areas/ledger/brute.h"
#include "areas/ledger/canon.h"
#include <string.h>

static const FactKind ROWS[] = {
    [HOLDING]    = { "holding", "Holding", TRACK_SINGLE, SEAT_PERMANENT, false },
    [SUBSTITUTE] = { "substitute", "Temporary holding", TRACK_SINGLE, SEAT_TEMPORARY, false },
    [ABSENCE]    = { "absence", "Absence", TRACK_SINGLE, SEAT_NONE, true },
    [SANCTION]   = { "sanction", "Sanction", TRACK_MULTI, SEAT_NONE, false },
    { 0 }
};
const FactKind *const BRUTE_KINDS[] = { ROWS, NULL };

Date brute_date(int day)
{
    return day == DAYS ? DATE_FOREVER : date_add_days(date_make(2026, 2, 14), day);
}

const char *brute_payload(Arena *a, const int values[VALUES])
{
    static const char *const NAMES[VALUES] = { "a", "b", "units" };
    Val *map = val_map(a);
    for (int i = 0; i < VALUES; i++)
        if (values[i] >= 0)
            val_put_int(a, map, NAMES[i], values[i]);
    return canon_text(a, map);
}

static Val *value_map(Arena *a, const int values[VALUES])
{
    static const char *const NAMES[VALUES] = { "a", "b", "units" };
    Val *map = val_map(a);
    for (int i = VALUES - 1; i >= 0; i--)
        if (values[i] != LEFT_OUT)
            val_put(map, NAMES[i], values[i] == TAKEN_AWAY ? val_null(a) : val_int(a, values[i]));
    return map;
}

Val *brute_effects(Arena *a, const BruteInput *in)
{
    Val *list = val_list(a);
    for (int i = 0; i < in->count; i++) {
        const BruteEffect *b = &in->effects[i];
        const char *kind = ROWS[b->kind].code;
        Val *e = NULL;
        switch (b->op) {
        case EFFECT_START:
            e = effect_start(a, kind, b->person, b->seat, brute_date(b->from), brute_date(b->to),
                             value_map(a, b->values), NULL);
            break;
        case EFFECT_END:
            e = effect_end(a, kind, b->person, b->seat, brute_date(b->from), NULL);
            break;
        case EFFECT_CHANGE:
            e = effect_change(a, kind, b->person, b->seat, brute_date(b->from), value_map(a, b->values),
                              NULL);
            break;
        case EFFECT_ANNUL:
            e = effect_annul(a, b->of.input);
            break;
        }
        if (b->of.input && b->op != EFFECT_ANNUL)
            effect_of(a, e, b->of);
        val_add(list, e);
    }
    return list;
}

/* ---- the walk ------------------------------------------------------------ */

/* Newest first: whatever is still active when its turn comes annuls what it names. */
static void walk_activity(const BruteWorld *w, int count, BruteState *s)
{
    for (int i = 0; i < count; i++)
        s->active[i] = true;
    for (int i = count - 1; i >= 0; i--)
        for (int e = 0; e < w->inputs[i].count; e++)
            if (s->active[i] && w->inputs[i].effects[e].op == EFFECT_ANNUL)
                s->active[w->inputs[i].effects[e].of.input - 1] = false;
}

static bool concerns(const BruteEffect *act, const BruteEffect *start, int input, int effect)
{
    return start->op == EFFECT_START && start->kind == act->kind && start->person == act->person
        && (!act->seat || act->seat == start->seat)
        && (!act->of.input || (act->of.input == input + 1 && act->of.no == effect + 1));
}

/* One END or CHANGE on its day, against every fact there is. */
static void walk_act(const BruteWorld *w, int count, BruteState *s, int i, int e)
{
    const BruteEffect *act = &w->inputs[i].effects[e];
    for (int j = 0; j < count; j++)
        for (int f = 0; f < w->inputs[j].count; f++) {
            BruteCell *today = &s->cells[j][f][act->from];
            if (!today->live || !concerns(act, &w->inputs[j].effects[f], j, f))
                continue;
            s->hits[i][e]++;
            if (act->op == EFFECT_END) {
                today->live = false;
                s->ended_by[j][f] = i + 1;
                continue;
            }
            today->changed_by = i + 1;
            for (int v = 0; v < VALUES; v++)
                if (act->values[v] == TAKEN_AWAY)
                    today->values[v] = LEFT_OUT;
                else if (act->values[v] != LEFT_OUT)
                    today->values[v] = act->values[v];
        }
}

static void walk_acts(const BruteWorld *w, int count, BruteState *s, EffectOp op, int day)
{
    for (int i = 0; i < count; i++)
        for (int e = 0; s->active[i] && e < w->inputs[i].count; e++)
            if (w->inputs[i].effects[e].op == op && w->inputs[i].effects[e].from == day)
                walk_act(w, count, s, i, e);
}

static void begin_cell(const BruteEffect *start, BruteCell *cell)
{
    *cell = (BruteCell){ .live = true };
    for (int v = 0; v < VALUES; v++)
        cell->values[v] = start->values[v] == TAKEN_AWAY ? LEFT_OUT : start->values[v];
}

void brute_run(const BruteWorld *w, int count, BruteState *s)
{
    memset(s, 0, sizeof *s);
    walk_activity(w, count, s);
    for (int day = 0; day < DAYS; day++) {
        for (int i = 0; day && i < count; i++)
            for (int e = 0; e < w->inputs[i].count; e++)
                if (s->cells[i][e][day - 1].live && w->inputs[i].effects[e].to != day)
                    s->cells[i][e][day] = s->cells[i][e][day - 1];
        walk_acts(w, count, s, EFFECT_END, day);
        walk_acts(w, count, s, EFFECT_CHANGE, day);
        for (int i = 0; i < count; i++)
            for (int e = 0; s->active[i] && e < w->inputs[i].count; e++) {
                const BruteEffect *start = &w->inputs[i].effects[e];
                if (start->op == EFFECT_START && start->from == day && start->to > day)
                    begin_cell(start, &s->cells[i][e][day]);
            }
    }
}

/* ---- what must be refused ------------------------------------------------ */

static int units_of(const BruteCell *c)
{
    return c->values[VALUE_UNITS] >= 0 ? c->values[VALUE_UNITS] : WHOLE_SEAT;
}

const char *brute_clash(const BruteWorld *w, int count, const BruteState *s)
{
    for (int day = 0; day < DAYS; day++) {
        int persons[BRUTE_FACT_KINDS][PERSONS + 1] = { 0 };
        int permanent[SEATS + 1] = { 0 }, temporary[SEATS + 1] = { 0 };
        for (int i = 0; i < count; i++)
            for (int e = 0; e < w->inputs[i].count; e++) {
                const BruteEffect *start = &w->inputs[i].effects[e];
                const BruteCell *c = &s->cells[i][e][day];
                if (!c->live)
                    continue;
                if (start->kind != SANCTION && ++persons[start->kind][start->person] > 1)
                    return "a person twice";
                if (start->kind == HOLDING && start->seat
                    && (permanent[start->seat] += units_of(c)) > WHOLE_SEAT)
                    return "a seat more than full";
                if (start->kind == SUBSTITUTE && ++temporary[start->seat] > 1)
                    return "a seat with two substitutes";
            }
    }
    return NULL;
}

static bool well_formed(const BruteEffect *e)
{
    if (e->op == EFFECT_ANNUL)
        return true;
    if (e->op == EFFECT_START && (e->from >= e->to || (e->kind == SUBSTITUTE && !e->seat)))
        return false;
    return !e->seat || e->kind == HOLDING || e->kind == SUBSTITUTE;
}

static const char *annul_refusal(const BruteWorld *w, int before, int count, const BruteState *was)
{
    bool named[INPUTS] = { false };
    for (int i = before; i < count; i++)
        for (int e = 0; e < w->inputs[i].count; e++) {
            if (w->inputs[i].effects[e].op != EFFECT_ANNUL)
                continue;
            int64_t target = w->inputs[i].effects[e].of.input;
            if (target < 1 || target > before || !was->active[target - 1] || named[target - 1])
                return "nothing to annul";
            named[target - 1] = true;
        }
    return NULL;
}

const char *brute_refusal(const BruteWorld *w, int before, int count)
{
    static _Thread_local BruteState was, is;
    for (int i = before; i < count; i++)
        for (int e = 0; e < w->inputs[i].count; e++)
            if (!well_formed(&w->inputs[i].effects[e]))
                return "malformed";
    brute_run(w, before, &was);
    const char *refusal = annul_refusal(w, before, count, &was);
    if (refusal)
        return refusal;
    brute_run(w, count, &is);
    for (int i = 0; i < count; i++)
        for (int e = 0; e < w->inputs[i].count; e++) {
            const BruteEffect *act = &w->inputs[i].effects[e];
            if (act->op != EFFECT_END && act->op != EFFECT_CHANGE)
                continue;
            if (i >= before && (!is.hits[i][e] || (act->kind == SANCTION && is.hits[i][e] > 1)))
                return "nothing to end or change, or too much";
            bool lost = i < before && was.active[i] && is.active[i] && was.hits[i][e] && !is.hits[i][e];
            if (lost && !w->inputs[before].keep_all)
                return "an earlier act loses its object";
        }
    return brute_clash(w, count, &is);
}
