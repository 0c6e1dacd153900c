// SPDX-License-Identifier: Apache-2.0
/* What a person may do on a day: his posts and whence they come, the acts they carry, what has reached him. */
#include "app/i18n.h"
#include "areas/person/person.h"
#include "areas/rights/rights_in.h"
#include <string.h>

/* Why 5.5 gives him the post: who is away and until when, or that it is vacant. */
static bool substitution_why(Cx *cx, const Val *path, const char **ret, Err *err)
{
    const char *name, *absence = val_str(val_get(path, "absence"));
    int64_t absent = val_num(val_get(path, "absent_person"));
    if (!absent) {
        *ret = tr(cx, N_("the post is vacant (5.5)"));
        return true;
    }
    if (!person_short_name(cx, absent, &name, err))
        return false;
    const Val *until = val_get(path, "until");
    const char *words = staff_absence_text(cx, absence ? absence : "", val_type(until) == V_DATE ? val_day(until)
                                                                                                 : DATE_FOREVER);
    *ret = tr_args(cx, N_("{0} is away: {1} (5.5)"), name, words ? words : "", NULL);
    return true;
}

bool rights_standings(Cx *cx, const Actor *who, Val **ret_list, Err *err)
{
    static const char *const GROUNDS[] = { N_("himself"), N_("holds the post"), N_("acts by order"),
                                           N_("substitutes by 5.5") };
    static const char *const CODES[] = { "self", "seat", "acting", "substitute" };
    Arena *a = cx->arena;
    *ret_list = val_list(a);
    for (size_t i = 0; i < who->count; i++) {
        const Standing *s = &who->standings[i];
        const char *why = NULL, *away = s->path ? val_str(val_get(s->path, "absent")) : NULL;
        if (s->ground == GROUND_SUBSTITUTE && !substitution_why(cx, s->path, &why, err))
            return false;
        if (away)
            why = staff_absence_text(cx, away, DATE_FOREVER);
        Val *v = val_add(*ret_list, val_map(a));
        val_put(v, "title", val_keep(a, s->ground == GROUND_SELF ? who->name : s->post_title));
        val_put(v, "ground", val_keep(a, CODES[s->ground]));
        val_put(v, "ground_text", val_keep(a, tr(cx, GROUNDS[s->ground])));
        val_put(v, "employee", val_bool(a, s->ground == GROUND_SELF && *s->post_kind));
        val_put_bool(a, v, "may_write", s->may_write);
        val_put(v, "why", val_text(a, why));
    }
    return true;
}

static bool carried_by(const Power *p, const Standing *s)
{
    return strcmp(p->holder, "person") == 0 ? s->ground == GROUND_SELF : strcmp(p->holder, s->post_kind) == 0;
}

static void put_act(Cx *cx, Val *acts, const Power *p, const Standing *s)
{
    static const char *const SCOPES[] = { N_("everything"), N_("his own unit"), N_("what has reached him") };
    static const char *const CODES[] = { "all", "unit", "related" };
    Arena *a = cx->arena;
    Val *v = val_add(acts, val_map(a));
    val_put(v, "act", val_keep(a, act_code(p->act)));
    val_put(v, "kind_text", val_keep(a, rights_kind_text(cx, p->object)));
    val_put(v, "text", val_keep(a, act_text(cx, p->act)));
    val_put(v, "scope", val_keep(a, CODES[p->scope]));
    val_put(v, "scope_text", val_keep(a, p->object == OBJ_NONE && p->scope == SCOPE_ALL ? "" : tr(cx, SCOPES[p->scope])));
    val_put(v, "clause", val_keep(a, strcmp(p->clause, "design") == 0 ? "" : p->clause));
    val_put(v, "via", val_keep(a, rights_via(cx, s)));
    val_put_bool(a, v, "rests", act_writes(p->act) && !s->may_write);
}

Val *rights_acts(Cx *cx, const Actor *who)
{
    Arena *a = cx->arena;
    const App *app = cx->app;
    Val *kinds = val_list(a);
    for (int kind = 0; kind < OBJ__COUNT; kind++) {
        Val *acts = val_list(a);
        for (size_t i = 0; i < app->power_count; i++)
            for (size_t k = 0; app->powers[i].object == (ObjectKind)kind && k < who->count; k++)
                if (carried_by(&app->powers[i], &who->standings[k]))
                    put_act(cx, acts, &app->powers[i], &who->standings[k]);
        if (!val_count(acts))
            continue;
        Val *v = val_add(kinds, val_map(a));
        val_put(v, "kind", val_keep(a, object_kind_code((ObjectKind)kind)));
        val_put(v, "text", val_keep(a, rights_kind_text(cx, (ObjectKind)kind)));
        val_put(v, "acts", acts);
    }
    return kinds;
}

static int reads_scope(const Cx *cx, const Actor *who, const Reviewed *r)
{
    Cx as = *cx;
    as.actor = who;
    return authority_scope(&as, r->read);
}

bool rights_reach(Cx *cx, const Actor *who, Date on, Val **ret_list, Err *err)
{
    Arena *a = cx->arena;
    *ret_list = val_list(a);
    for (const Reviewed *r = REVIEWED; r->code; r++) {
        Val *objects;
        if (!rights_reached(cx, who, r, on, &objects, err))
            return false;
        int scope = reads_scope(cx, who, r);
        bool all = scope == SCOPE_ALL;
        Val *v = val_add(*ret_list, val_map(a));
        val_put(v, "kind", val_keep(a, r->code));
        val_put(v, "text", val_keep(a, rights_kind_text(cx, r->kind)));
        val_put_bool(a, v, "all", all);
        val_put_bool(a, v, "unit", scope == SCOPE_UNIT);
        val_put_int(a, v, "count", (int64_t)val_count(objects));
        val_put(v, "href", val_text(a, all ? r->path : NULL));
    }
    return true;
}

/* Rows of one principal among those of a kind: his own, or those of an officer of his unit (`of` says whose).  What the
 * read act does not follow from is left out. */
static bool add_reached(Cx *cx, const Actor *who, int64_t principal, const char *of, const Reviewed *r, Instant at, Val *list,
                        Err *err)
{
    enum { MOST = 500 };
    Arena *a = cx->arena;
    size_t n;
    const ReachedRow *rows = authority_reached(cx, r->kind, principal, who->person_id, at, MOST, &n, err);
    for (size_t i = 0; rows && i < n; i++) {
        Reading one = { principal, rows[i].relation, rows[i].since };
        Grant g;
        if (!authority_check_for(cx, who, r->read, &one, 1, &g, err))
            return false;
        if (!g.yes)
            continue;
        const char *relation = rights_relation_text(cx, rows[i].relation);
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "id", rows[i].object);
        val_put(v, "href", val_keep(a, arena_printf(a, "%s/%lld", r->path, (long long)rows[i].object)));
        val_put(v, "relation", val_keep(a, rows[i].relation));
        val_put(v, "relation_text", val_keep(a, of ? tr_args(cx, N_("executed in his unit by {0}"), of, NULL) : relation));
        val_put(v, "via", val_keep(a, rights_via(cx, g.standing)));
        val_put(v, "since", val_instant(a, rows[i].since));
    }
    return rows != NULL;
}

/* What the officers of his unit execute, where his post reads that. */
static bool add_unit(Cx *cx, const Actor *who, const Reviewed *r, Instant at, Val *list, Err *err)
{
    const int64_t *people;
    size_t n;
    Cx as = *cx;
    as.actor = who;
    if (!authority_unit_people(&as, r->read, &people, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *name;
        if (!person_short_name(cx, people[i], &name, err)
            || !add_reached(cx, who, principal_of_person(people[i]), name, r, at, list, err))
            return false;
    }
    return true;
}

bool rights_reached(Cx *cx, const Actor *who, const Reviewed *r, Date on, Val **ret_list, Err *err)
{
    Instant at = rights_moment(cx, on);
    *ret_list = val_list(cx->arena);
    for (size_t i = 0; i < who->count; i++)
        if (!add_reached(cx, who, who->standings[i].principal, NULL, r, at, *ret_list, err))
            return false;
    return add_unit(cx, who, r, at, *ret_list, err);
}
