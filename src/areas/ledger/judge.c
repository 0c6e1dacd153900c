// SPDX-License-Identifier: Apache-2.0
/* Conflicts on a key, judged after the day: misses, orphans, overlaps. */
#include "areas/ledger/plan.h"

static size_t hits_of(const Fold *f, EffectRef by)
{
    size_t n = 0;
    for (size_t i = 0; i < f->hit_count; i++)
        n += f->hits[i].by.input == by.input && f->hits[i].by.no == by.no;
    return n;
}

/* A new END or CHANGE must reach something, and of a MULTI kind exactly one thing. */
static bool judge_new(Plan *p, const Key *key, const Effect *e, size_t index, Err *err)
{
    size_t hits = hits_of(&key->after, e->self);
    const char *field = plan_field(p, index, "at"), *day = plan_day(p, e->from);
    if (!hits && e->op == EFFECT_END)
        return err_set(err, ERR_CONFLICT, field, "there is nothing to end on {0}", day);
    if (!hits)
        return err_set(err, ERR_CONFLICT, field, "there is nothing to change on {0}", day);
    if (hits > 1 && key->row->track == TRACK_MULTI)
        return err_set(err, ERR_CONFLICT, field, "there are several on {0}: one must be named", day);
    return true;
}

static bool kept(const Plan *p, int64_t input)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->inputs[i].keep_count; j++)
            if (p->inputs[i].keep[j] == input)
                return true;
    return false;
}

/* An earlier END or CHANGE that reached something must not silently reach nothing from now on. */
static bool judge_old(Plan *p, const Key *key, const Effect *e, Err *err)
{
    const char *source;
    if (!hits_of(&key->before, e->self) || hits_of(&key->after, e->self) || kept(p, e->self.input))
        return true;
    if (!plan_source(p, e->self.input, &source, err))
        return false;
    return err_set(err, ERR_CONFLICT, plan_field(p, key->by, "input"),
                   "{0} would lose what it ends or changes: annul it too, or keep it", source);
}

static bool judge_effects(Plan *p, const Key *key, Err *err)
{
    for (size_t i = 0; i < key->is_count; i++) {
        const Effect *e = key->is[i];
        size_t index;
        if (e->op == EFFECT_START)
            continue;
        if (plan_is_new(p, e->self.input, &index) ? !judge_new(p, key, e, index, err)
                                                  : !judge_old(p, key, e, err))
            return false;
    }
    return true;
}

static bool overlap(const Fact *a, const Fact *b)
{
    return date_before(a->valid_from, b->valid_to) && date_before(b->valid_from, a->valid_to);
}

static bool judge_overlaps(Plan *p, const Key *key, Err *err)
{
    const Fact *facts = key->after.facts;
    for (size_t i = 0; i < key->after.count; i++)
        for (size_t j = 0; j < i; j++) {
            if (!overlap(&facts[i], &facts[j]))
                continue;
            /* Ordered by input: of two, i is the later one. */
            size_t index = key->by;
            const char *source;
            plan_is_new(p, facts[i].input, &index);
            if (!plan_source(p, facts[j].input, &source, err))
                return false;
            return err_set(err, ERR_CONFLICT, plan_field(p, index, "from"),
                           "it overlaps {0}, which began on {1}", source, plan_day(p, facts[j].valid_from));
        }
    return true;
}

static bool had_hit(const Fold *f, const Hit *hit)
{
    for (size_t i = 0; i < f->hit_count; i++)
        if (f->hits[i].by.input == hit->by.input && f->hits[i].start.input == hit->start.input)
            return true;
    return false;
}

/* A new START stands where an earlier end made room for it: of those, the last. */
static void find_room(Plan *p, const Key *key, const Effect *start)
{
    const Hit *room = NULL;
    for (size_t i = 0; i < key->after.hit_count; i++) {
        const Hit *hit = &key->after.hits[i];
        if (hit->op == EFFECT_END && !date_before(start->from, hit->at) &&
            date_before(start->from, hit->was_to))
            room = hit;
    }
    if (room)
        plan_depends(p, start->self.input, room->by.input);
}

static void find_bases(Plan *p, const Key *key)
{
    size_t index;
    for (size_t i = 0; i < key->after.hit_count; i++)
        if (!had_hit(&key->before, &key->after.hits[i]))
            plan_depends(p, key->after.hits[i].by.input, key->after.hits[i].start.input);
    for (size_t i = 0; i < key->is_count; i++)
        if (key->row->track == TRACK_SINGLE && key->is[i]->op == EFFECT_START
            && plan_is_new(p, key->is[i]->self.input, &index))
            find_room(p, key, key->is[i]);
}

bool plan_judge(Plan *p, Err *err)
{
    for (size_t i = 0; i < p->key_count; i++)
        if (!judge_effects(p, &p->keys[i], err)
            || (p->keys[i].row->track == TRACK_SINGLE && !judge_overlaps(p, &p->keys[i], err)))
            return false;
    for (size_t i = 0; i < p->key_count; i++)
        find_bases(p, &p->keys[i]);
    return true;
}
