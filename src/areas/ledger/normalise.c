// SPDX-License-Identifier: Apache-2.0
/* New inputs become effects: as canonical bytes, read back from them, so that what is folded today is
 * exactly what replay will read. */
#include "areas/ledger/canon.h"
#include "areas/ledger/plan.h"
#include <stdlib.h>
#include <string.h>

static bool bad(const Plan *p, size_t index, const char *name, const char *msgid, Err *err)
{
    return err_add(err, plan_field(p, index, name), msgid);
}

static bool units_fit(const Val *values)
{
    const Val *units = val_get(values, "units");
    if (!units || val_type(units) == V_NULL)
        return true;
    return val_type(units) == V_INT && val_num(units) > 0 && val_num(units) <= WHOLE_SEAT;
}

static bool promoted_fit(const Val *values)
{
    const Val *num = val_get(values, "num"), *code = val_get(values, "code");
    return (!num || val_type(num) == V_INT || val_type(num) == V_NULL)
        && (!code || val_type(code) == V_TEXT || val_type(code) == V_NULL);
}

static bool check_seat(const Plan *p, size_t index, const FactKind *kind, const Effect *e, Err *err)
{
    if (kind->seat_rule == SEAT_NONE && e->seat)
        return bad(p, index, "seat_id", "no seat belongs here", err);
    if (kind->seat_rule == SEAT_TEMPORARY && e->op == EFFECT_START && !e->seat)
        return bad(p, index, "seat_id", "a seat is needed", err);
    return true;
}

static bool check_effect(const Plan *p, size_t index, const Effect *e, Err *err)
{
    if (e->op == EFFECT_ANNUL)
        return true;
    const FactKind *kind = fact_kind_find(p->kinds, e->kind);
    if (!kind)
        return err_add(err, plan_field(p, index, "kind"), "there is no fact kind {0}", e->kind);
    bool ok = check_seat(p, index, kind, e, err);
    if (e->person <= 0)
        ok = bad(p, index, "person_id", "a person is needed", err);
    if (e->op == EFFECT_START && !date_before(e->from, e->to))
        ok = bad(p, index, "to", "it must end after it begins", err);
    if (!date_before(e->from, DATE_FOREVER))
        ok = bad(p, index, e->op == EFFECT_START ? "from" : "at", "a date is needed", err);
    if (e->values && kind->seat_rule != SEAT_NONE && !units_fit(e->values))
        ok = bad(p, index, "units", "a part of a seat is between 1 and 1000 thousandths", err);
    if (e->values && !promoted_fit(e->values))
        ok = bad(p, index, "num", "num is a whole number and code a text", err);
    return ok;
}

static bool normalise_one(Plan *p, size_t index, Err *err)
{
    const NewInput *in = &p->inputs[index];
    PlanInput *part = &p->parts[index];
    part->count = val_count(in->effects);
    if (!part->count)
        return bad(p, index, "", "it does nothing", err);
    part->effects = NEW_N(p->arena, Effect, part->count);
    part->bodies = NEW_N(p->arena, const char *, part->count);
    bool ok = true;
    size_t i = 0;
    for (const Val *v = val_first(in->effects); v; v = val_next(v), i++) {
        part->bodies[i] = canon_text(p->arena, v);
        if (!effect_read(p->arena, (EffectRef){ p->first + (int64_t)index, (int64_t)i + 1 }, part->bodies[i],
                         &part->effects[i], err))
            return false;
        ok = check_effect(p, index, &part->effects[i], err) && ok;
    }
    return ok;
}

static int by_text(const void *a, const void *b)
{
    return strcmp((*(const NewInput *const *)a)->natural_key, (*(const NewInput *const *)b)->natural_key);
}

/* Each natural key enters the ledger once. */
static bool check_keys(Plan *p, Err *err)
{
    const NewInput **sorted = NEW_N(p->arena, const NewInput *, p->n);
    for (size_t i = 0; i < p->n; i++) {
        Entry entry;
        bool found;
        sorted[i] = &p->inputs[i];
        if (!ledger_entry_by_key(p->db, p->arena, p->inputs[i].natural_key, &entry, &found, err))
            return false;
        if (found)
            return err_set(err, ERR_CONFLICT, p->inputs[i].field, "{0} is registered already", entry.source);
    }
    qsort(sorted, p->n, sizeof *sorted, by_text);
    for (size_t i = 1; i < p->n; i++)
        if (by_text(&sorted[i - 1], &sorted[i]) == 0)
            return err_set(err, ERR_CONFLICT, sorted[i]->field, "{0} is registered already",
                           sorted[i]->source);
    return true;
}

bool plan_normalise(Plan *p, Err *err)
{
    bool ok = true;
    p->parts = NEW_N(p->arena, PlanInput, p->n);
    for (size_t i = 0; i < p->n; i++)
        ok = normalise_one(p, i, err) && ok;
    return ok && check_keys(p, err);
}
