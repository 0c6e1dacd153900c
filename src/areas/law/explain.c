// SPDX-License-Identifier: Apache-2.0
/* Building a derivation, and reading its members back. */
#include "areas/law/explain.h"
#include <stdarg.h>
#include <string.h>

Explain explain_make(Arena *a, const char *kind)
{
    Explain e = { .arena = a, .root = val_map(a) };
    val_put(e.root, "kind", val_keep(a, kind));
    e.in = val_put(e.root, "in", val_map(a));
    e.rules = val_put(e.root, "rules", val_list(a));
    e.days = val_put(e.root, "days", val_list(a));
    e.steps = val_put(e.root, "steps", val_list(a));
    e.out = val_put(e.root, "out", val_map(a));
    return e;
}

void explain_doubt(Explain *e, Confidence c)
{
    if (c > e->confidence)
        e->confidence = c;
}

void explain_rule(Explain *e, const Rule *r)
{
    const char *regime = regime_code(r->regime);
    for (const Val *v = val_first(e->rules); v; v = val_next(v))
        if (strcmp(val_str(val_get(v, "code")), r->code) == 0
            && strcmp(val_str(val_get(v, "regime")), regime) == 0
            && date_same(val_day(val_get(v, "valid_from")), r->valid_from))
            return;
    val_add(e->rules, rule_view(e->arena, r));
    explain_doubt(e, r->confidence);
}

void explain_days(Explain *e, const Skipped *days, size_t n)
{
    Arena *a = e->arena;
    for (size_t i = 0; i < n; i++) {
        const Skipped *s = &days[i];
        Val *v = val_add(e->days, val_map(a));
        val_put_date(a, v, "date", s->date);
        val_put(v, "kind", val_keep(a, day_kind_code(s->kind)));
        val_put(v, "why", val_keep(a, s->why));
        Val *args = val_put(v, "args", val_list(a));
        if (s->ground)
            val_add(args, val_text(a, s->ground));
        else if (s->other.has)
            val_add(args, val_date(a, s->other.v));
        val_put(v, "confidence", val_keep(a, confidence_code(s->confidence)));
    }
}

void explain_step(Explain *e, const char *msgid, ...)
{
    Val *step = val_add(e->steps, val_map(e->arena));
    val_put(step, "msgid", val_keep(e->arena, msgid));
    Val *args = val_put(step, "args", val_list(e->arena));
    va_list ap;
    va_start(ap, msgid);
    for (Val *v; (v = va_arg(ap, Val *)) != NULL;)
        val_add(args, v);
    va_end(ap);
}

const Val *explain_end(Explain *e, const char *basis)
{
    val_put_text(e->arena, e->root, "basis", basis);
    val_put(e->root, "confidence", val_keep(e->arena, confidence_code(e->confidence)));
    return e->root;
}

void skip_add(Arena *a, SkipList *list, const CalDay *day, const char *ground)
{
    if (list->count == list->cap) {
        list->cap = list->cap ? 2 * list->cap : 16;
        Skipped *more = NEW_N(a, Skipped, list->cap);
        if (list->count)
            memcpy(more, list->day, list->count * sizeof *more);
        list->day = more;
    }
    list->day[list->count++] = (Skipped){
        .date = day->date, .why = ground ? N_("the clock stood: {0}") : day->why, .other = day->other,
        .ground = ground, .kind = day->kind, .confidence = day->confidence };
}

bool stored_fault(Err *err, const char *key)
{
    return err_set(err, ERR_INVALID, "derivation", "the derivation has no good {0}", key);
}

bool stored_date(const Val *map, const char *key, Date *ret, Err *err)
{
    const Val *v = val_get(map, key);
    if (val_type(v) == V_DATE) {
        *ret = val_day(v);
        return true;
    }
    return date_parse(val_str(v), ret) || stored_fault(err, key);
}

bool stored_text(const Val *map, const char *key, const char **ret, Err *err)
{
    const char *s = val_str(val_get(map, key));
    if (!s)
        return stored_fault(err, key);
    *ret = s;
    return true;
}

bool stored_regime(const Val *map, Regime *ret, Err *err)
{
    return regime_parse(val_str(val_get(map, "regime")), ret) || stored_fault(err, "regime");
}
