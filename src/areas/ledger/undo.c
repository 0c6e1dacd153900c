// SPDX-License-Identifier: Apache-2.0
/* What annulling turns over: the inputs named, the inputs those had annulled, and so on. */
#include "ledger_queries.h"
#include "areas/ledger/plan.h"
#include <stdlib.h>
#include <string.h>

/* The annulments that are connected with the new ones, old and new together. */
typedef struct Web {
    Arena   *arena;
    Annul   *annuls;
    size_t   count, cap;
    int64_t *inputs;                /* every input met on the way */
    size_t   input_count, input_cap;
} Web;

typedef struct AnnulRow { int64_t input, target; } AnnulRow;
static const Field ANNUL_FIELDS[] = { FIELD(AnnulRow, input), FIELD(AnnulRow, target), FIELDS_END };

static void meet(Web *w, int64_t input)
{
    for (size_t i = 0; i < w->input_count; i++)
        if (w->inputs[i] == input)
            return;
    if (w->input_count == w->input_cap) {
        w->input_cap = w->input_cap ? w->input_cap * 2 : 16;
        int64_t *more = NEW_N(w->arena, int64_t, w->input_cap);
        if (w->input_count)
            memcpy(more, w->inputs, w->input_count * sizeof *more);
        w->inputs = more;
    }
    w->inputs[w->input_count++] = input;
}

static void join(Web *w, int64_t by, int64_t target)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->annuls[i].by == by && w->annuls[i].target == target)
            return;
    if (w->count == w->cap) {
        w->cap = w->cap ? w->cap * 2 : 16;
        Annul *more = NEW_N(w->arena, Annul, w->cap);
        if (w->count)
            memcpy(more, w->annuls, w->count * sizeof *more);
        w->annuls = more;
    }
    w->annuls[w->count++] = (Annul){ by, target };
    meet(w, by);
    meet(w, target);
}

static bool load(Plan *p, Web *w, Err *err)
{
    for (size_t done = 0; done < w->input_count; done++) {
        if (w->inputs[done] >= p->first)
            continue;
        size_t n;
        AnnulRow *rows = db_all(p->db, p->arena, &Q_LEDGER_ANNULS_AROUND, BIND(P_INT(w->inputs[done])),
                                ANNUL_FIELDS, sizeof *rows, &n, err);
        if (!rows)
            return false;
        for (size_t i = 0; i < n; i++)
            join(w, rows[i].input, rows[i].target);
    }
    return true;
}

/* A target must be registered, and named once. */
static bool check_targets(Plan *p, Web *w, Err *err)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t e = 0; e < p->parts[i].count; e++) {
            const Effect *effect = &p->parts[i].effects[e];
            if (effect->op != EFFECT_ANNUL)
                continue;
            Entry entry;
            bool found;
            if (!ledger_entry(p->db, p->arena, effect->of.input, &entry, &found, err))
                return false;
            if (!found)
                return err_set(err, ERR_CONFLICT, plan_field(p, i, "input"), "there is nothing to annul");
            size_t known = w->count;
            bool again = false;
            for (size_t j = 0; j < known; j++)
                again = again || w->annuls[j].target == entry.id;
            if (again)
                return err_set(err, ERR_CONFLICT, plan_field(p, i, "input"), "{0} is annulled already",
                               entry.source);
            join(w, effect->self.input, entry.id);
            plan_depends(p, effect->self.input, entry.id);
        }
    return true;
}

/* Would the target hold if this annulment of it were not? */
static bool holds_without(Plan *p, const Web *w, int64_t by, int64_t target)
{
    Annul *rest = NEW_N(p->arena, Annul, w->count + 1);
    size_t n = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->annuls[i].by != by || w->annuls[i].target != target)
            rest[n++] = w->annuls[i];
    return input_active(rest, n, target, INT64_MAX);
}

/* A target must be active, or become so by what else the order annuls: a correction that is corrected gives back what it
 * took the place of, and both have to go. */
static bool check_active(Plan *p, const Web *w, Err *err)
{
    size_t part;
    Entry entry;
    bool found;
    for (size_t i = 0; i < w->count; i++) {
        if (!plan_is_new(p, w->annuls[i].by, &part) || holds_without(p, w, w->annuls[i].by, w->annuls[i].target))
            continue;
        if (!ledger_entry(p->db, p->arena, w->annuls[i].target, &entry, &found, err))
            return false;
        return err_set(err, ERR_CONFLICT, plan_field(p, part, "input"), "{0} is annulled already", found ? entry.source : "");
    }
    return true;
}

/* Which new annulment an input's turn goes back to; any of them when several could be meant. */
static size_t turned_by(const Plan *p, const Web *w, int64_t input)
{
    size_t index = 0;
    for (size_t i = 0; i < w->count; i++)
        if (plan_is_new(p, w->annuls[i].by, &index) && w->annuls[i].target == input)
            return index;
    for (size_t i = 0; i < w->count; i++)
        if (plan_is_new(p, w->annuls[i].by, &index))
            return index;
    return index;
}

static int by_input(const void *pa, const void *pb)
{
    const Turn *a = pa, *b = pb;
    return (a->input > b->input) - (a->input < b->input);
}

bool plan_undo(Plan *p, Err *err)
{
    Web w = { .arena = p->arena };
    if (!check_targets(p, &w, err) || !load(p, &w, err))
        return false;
    if (w.count)
        qsort(w.annuls, w.count, sizeof *w.annuls, annul_order);
    if (!check_active(p, &w, err))
        return false;
    p->turns = NEW_N(p->arena, Turn, w.input_count + 1);
    for (size_t i = 0; i < w.input_count; i++) {
        int64_t input = w.inputs[i];
        if (input >= p->first)
            continue;
        bool active = input_active(w.annuls, w.count, input, INT64_MAX);
        if (active != input_active(w.annuls, w.count, input, p->first - 1))
            p->turns[p->turn_count++] = (Turn){ input, active, turned_by(p, &w, input) };
    }
    qsort(p->turns, p->turn_count, sizeof *p->turns, by_input);
    return true;
}
