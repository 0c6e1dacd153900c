// SPDX-License-Identifier: Apache-2.0
/* Answers "may he?" from powers (data), standings (area staff) and relations (reader rows). */
#include "app/authority.h"
#include "app/app.h"
#include "app_queries.h"
#include "base/text.h"
#include <assert.h>
#include <string.h>

const Actor ACTOR_NOBODY = { .name = "", .csrf = "", .session = "" };
const Actor ACTOR_SYSTEM = { .name = "", .csrf = "", .session = "", .system = true };

static const Field READING_FIELDS[] = {
    FIELD(Reading, principal), FIELD(Reading, relation), FIELD(Reading, since), FIELDS_END
};
static const Field REACHED_FIELDS[] = {
    FIELD(ReachedRow, object), FIELD(ReachedRow, relation), FIELD(ReachedRow, since), FIELDS_END
};

static bool refuse(Grant *g, const char *reason, const char *arg)
{
    g->yes = false;
    g->reason = reason;
    g->reason_args[0] = arg;
    return true;
}

static bool allow(Cx *cx, Grant *g, Act act, const Power *p, const Standing *s, const char *relation)
{
    Val *path = val_map(cx->arena);
    val_put(path, "act", val_keep(cx->arena, act_code(act)));
    if (p) {
        val_put(path, "holder", val_keep(cx->arena, p->holder));
        val_put(path, "clause", val_keep(cx->arena, p->clause));
    }
    if (relation)
        val_put(path, "relation", val_text(cx->arena, relation));
    if (s) {
        static const char *const GROUNDS[] = { "self", "seat", "acting", "substitute" };
        val_put(path, "ground", val_keep(cx->arena, GROUNDS[s->ground]));
        val_put_int(cx->arena, path, "seat", s->seat_id);
        if (s->path) {
            Str text = str_make(cx->arena);            /* a Val has one parent: the path is kept as its bytes */
            val_write_canonical(s->path, &text);
            val_put(path, "standing", val_keep(cx->arena, text.s));
        }
    }
    *g = (Grant){ .yes = true, .power = p, .standing = s, .relation = relation, .path = path };
    return true;
}

static const Power *first_power(const Cx *cx, int act) { return cx->app->powers + cx->app->power_from[act]; }

static bool is_relation(const Power *p) { return strncmp(p->holder, "relation:", 9) == 0; }

/* Who is away only reads, but for what he does about himself. */
static bool present_for(Act act, const Standing *s)
{
    return !act_writes(act) || s->may_write || (act_is_own(act) && s->ground == GROUND_SELF);
}

/* Does this standing carry the row? */
static bool carries(const Actor *actor, const Power *p, const Standing *s)
{
    if (strcmp(p->holder, "person") == 0)
        return s->ground == GROUND_SELF && actor->person_id != 0;
    return strcmp(p->holder, s->post_kind) == 0;
}

/* Who left the service keeps what is about himself: his file and the items that name him.  The papers he
 * worked on are no longer his. */
static bool outlasts_service(const char *relation, const Standing *s)
{
    return s->ground != GROUND_SELF || *s->post_kind || strcmp(relation, "self") == 0 || strcmp(relation, "named") == 0;
}

/* What needs no object: public acts, one's own account, the console, the administrator. */
static bool check_plain(Cx *cx, Act act, Grant *ret, bool *ret_done)
{
    const Actor *actor = cx->actor;
    *ret_done = true;
    if (act == ACT_PUBLIC || actor->system)
        return allow(cx, ret, act, NULL, NULL, NULL);
    if (!actor->user_id)
        return refuse(ret, N_("sign in first"), NULL);
    if (act == ACT_OWN_ACCOUNT)
        return allow(cx, ret, act, NULL, NULL, NULL);
    for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++)
        if (actor->administrator && strcmp(p->holder, "administrator") == 0)
            return allow(cx, ret, act, p, NULL, NULL);
    *ret_done = false;
    return true;
}

/* Is the object closed to him, whatever he stands for? */
static bool walled(const Actor *actor, const Reading *rows, size_t n)
{
    for (size_t i = 0; actor->person_id && i < n; i++)
        if (rows[i].principal == principal_of_person(actor->person_id) && strcmp(rows[i].relation, RELATION_WALL) == 0)
            return true;
    return false;
}

static bool related(const Reading *rows, size_t n, const Standing *s)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].principal == s->principal)
            return true;
    return false;
}

/* Does an officer of the standing's unit execute it? */
static bool executed_in_unit(Cx *cx, const Standing *s, const Reading *rows, size_t n, bool *ret, Err *err)
{
    size_t people_n = 0;
    const int64_t *people = NULL;
    *ret = false;
    for (size_t i = 0; s->unit_id && i < n && !*ret; i++) {
        if (principal_is_seat(rows[i].principal) || strcmp(rows[i].relation, RELATION_EXECUTES) != 0)
            continue;
        if (!people && !(people = cx->app->hooks->authority->unit_people(cx, s->unit_id, s->day, &people_n, err)))
            return false;
        for (size_t k = 0; k < people_n && !*ret; k++)
            *ret = people[k] == principal_ref(rows[i].principal);
    }
    return true;
}

static bool in_scope(Cx *cx, const Power *p, const Standing *s, const Reading *rows, size_t n, bool *ret, Err *err)
{
    if (p->scope == SCOPE_UNIT)
        return executed_in_unit(cx, s, rows, n, ret, err);
    *ret = p->scope == SCOPE_ALL || related(rows, n, s);
    return true;
}

/* Rows that speak of relations: "relation:executor" and the like. */
static bool by_relation(Cx *cx, Act act, const Reading *rows, size_t n, Grant *ret, bool *ret_absent)
{
    const Actor *actor = cx->actor;
    for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++)
        for (size_t i = 0; is_relation(p) && i < n; i++)
            for (size_t k = 0; strcmp(p->holder + 9, rows[i].relation) == 0 && k < actor->count; k++) {
                const Standing *s = &actor->standings[k];
                if (s->principal != rows[i].principal || !outlasts_service(rows[i].relation, s))
                    continue;
                if (present_for(act, s))
                    return allow(cx, ret, act, p, s, p->holder + 9);
                *ret_absent = true;
            }
    return false;
}

static const char *not_here(Act act)
{
    return act_writes(act) ? N_("here this act ({0}) is not yours, or its time has passed") : N_("here this act ({0}) is not yours");
}

static bool check_rows(Cx *cx, Act act, const Reading *rows, size_t n, Grant *ret, Err *err)
{
    bool absent = false;
    const Actor *actor = cx->actor;
    if (walled(actor, rows, n))                            /* in the same words: not even that there is a wall */
        return refuse(ret, not_here(act), act_text(cx, act));
    for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++)
        for (size_t k = 0; !is_relation(p) && k < actor->count; k++) {
            const Standing *s = &actor->standings[k];
            bool inside;
            if (!carries(actor, p, s))
                continue;
            if (!in_scope(cx, p, s, rows, n, &inside, err))
                return false;
            if (inside && present_for(act, s))
                return allow(cx, ret, act, p, s, NULL);
            absent |= inside;
        }
    if (by_relation(cx, act, rows, n, ret, &absent))
        return true;
    return refuse(ret, absent ? N_("an absent holder of the post sees but does not act")
                              : not_here(act), act_text(cx, act));
}

bool authority_check(Cx *cx, Act act, ObjectKind kind, int64_t object, Grant *ret, Err *err)
{
    *ret = (Grant){ 0 };
    bool done;
    if (!check_plain(cx, act, ret, &done) || done)
        return true;
    if (kind == OBJ_NONE) {
        authority_holds(cx, act, ret);
        return true;
    }
    size_t n = 0;
    const Reading *rows = db_all(cx->db, cx->arena, &Q_APP_READER_OF, BIND(P_INT(kind), P_INT(object)),
                                 READING_FIELDS, sizeof(Reading), &n, err);
    return rows && check_rows(cx, act, rows, n, ret, err);
}

bool authority_readings(Cx *cx, ObjectKind kind, int64_t object, Instant at, const Reading **ret, size_t *ret_n, Err *err)
{
    *ret = db_all(cx->db, cx->arena, &Q_APP_READER_AT, BIND(P_INT(kind), P_INT(object), P_INSTANT(at)), READING_FIELDS,
                  sizeof(Reading), ret_n, err);
    return *ret != NULL;
}

const ReachedRow *authority_reached(Cx *cx, ObjectKind kind, int64_t principal, int64_t person, Instant at, int64_t most,
                                    size_t *ret_n, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_APP_READER_REACHED,
                  BIND(P_INT(kind), P_INT(principal), P_INSTANT(at), P_INT(most), P_INT(person), P_INT(cx->actor->person_id)),
                  REACHED_FIELDS, sizeof(ReachedRow), ret_n, err);
}

bool authority_check_for(Cx *cx, const Actor *who, Act act, const Reading *rows, size_t n, Grant *ret, Err *err)
{
    bool done;
    Cx as = *cx;
    as.actor = who;
    *ret = (Grant){ 0 };
    return !check_plain(&as, act, ret, &done) || done || check_rows(&as, act, rows, n, ret, err);
}

bool authority_concerns(const App *app, Act act, ObjectKind kind)
{
    for (size_t i = app->power_from[act]; i < app->power_from[act + 1]; i++)
        if (app->powers[i].object == kind)
            return true;
    return false;
}

bool authority_holds(const Cx *cx, Act act, Grant *ret)
{
    *ret = (Grant){ 0 };
    Cx copy = *cx;
    bool done, absent = false;
    if (!check_plain(&copy, act, ret, &done) || done)
        return ret->yes;
    const Actor *actor = cx->actor;
    for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++)
        for (size_t k = 0; !is_relation(p) && k < actor->count; k++) {
            const Standing *s = &actor->standings[k];
            if (!carries(actor, p, s))
                continue;
            if (present_for(act, s))
                return allow(&copy, ret, act, p, s, NULL);
            absent = true;
        }
    refuse(ret, absent ? N_("an absent holder of the post sees but does not act")
                       : N_("your post does not carry this act ({0})"), act_text(cx, act));
    return false;
}

int authority_scope(const Cx *cx, Act act)
{
    const Actor *actor = cx->actor;
    int best = actor->system ? SCOPE_ALL : -1;
    for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++) {
        if (actor->administrator && strcmp(p->holder, "administrator") == 0)
            return SCOPE_ALL;
        for (size_t k = 0; !is_relation(p) && k < actor->count; k++)
            if (carries(actor, p, &actor->standings[k]) && (best < 0 || (int)p->scope < best))
                best = (int)p->scope;
    }
    return best;
}

static void reach_relation(Reached *r, const char *relation)
{
    assert(r->count < REACH_RELATIONS);
    r->relation[r->count++] = relation;
}

/* Each once, and not the actor himself. */
static void add_people(const Actor *actor, const int64_t *people, size_t n, int64_t *list, size_t *list_n)
{
    for (size_t i = 0; i < n; i++) {
        bool there = people[i] == actor->person_id;
        for (size_t k = 0; k < *list_n && !there; k++)
            there = list[k] == people[i];
        if (!there)
            list[(*list_n)++] = people[i];
    }
}

bool authority_unit_people(Cx *cx, Act act, const int64_t **ret, size_t *ret_n, Err *err)
{
    const Actor *actor = cx->actor;
    *ret = NULL;
    *ret_n = 0;
    for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++)
        for (size_t k = 0; p->scope == SCOPE_UNIT && k < actor->count; k++) {
            const Standing *s = &actor->standings[k];
            size_t n;
            if (!carries(actor, p, s) || !s->unit_id)
                continue;
            const int64_t *people = cx->app->hooks->authority->unit_people(cx, s->unit_id, s->day, &n, err);
            if (!people)
                return false;
            int64_t *all = NEW_N(cx->arena, int64_t, *ret_n + n + 1);
            if (*ret_n)
                memcpy(all, *ret, *ret_n * sizeof *all);
            add_people(actor, people, n, all, ret_n);
            *ret = all;
        }
    return true;
}

/* Every relation slot is bound to a text. */
static void end_relations(Reached *r)
{
    for (size_t i = r->count; i < REACH_RELATIONS; i++)
        r->relation[i] = "";
}

bool authority_reach(Cx *cx, Act act, Reach *ret, Err *err)
{
    const Actor *actor = cx->actor;
    const int64_t *people;
    size_t people_n;
    if (!authority_unit_people(cx, act, &people, &people_n, err))
        return false;
    *ret = (Reach){ .all = actor->system, .by = NEW_N(cx->arena, Reached, actor->count + people_n + 1) };
    for (size_t k = 0; k < actor->count; k++) {
        const Standing *s = &actor->standings[k];
        Reached r = { .principal = s->principal };
        for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++) {
            if (is_relation(p) && outlasts_service(p->holder + 9, s))
                reach_relation(&r, p->holder + 9);
            else if (!is_relation(p) && carries(actor, p, s) && p->scope != SCOPE_UNIT)
                *(p->scope == SCOPE_ALL ? &ret->all : &r.any) = true;
        }
        end_relations(&r);
        if (r.any || r.count)
            ret->by[ret->count++] = r;
    }
    for (size_t k = 0; k < people_n; k++) {
        Reached r = { .principal = principal_of_person(people[k]) };
        reach_relation(&r, RELATION_EXECUTES);
        end_relations(&r);
        ret->by[ret->count++] = r;
    }
    for (const Power *p = first_power(cx, act); p < first_power(cx, act + 1); p++)
        ret->all |= actor->administrator && strcmp(p->holder, "administrator") == 0;
    return true;
}

bool authority_relate(Cx *cx, ObjectKind kind, int64_t object, int64_t principal, const char *relation, Err *err)
{
    return db_run(cx->db, &Q_APP_READER_ADD,
                  BIND(P_INT(kind), P_INT(object), P_INT(principal), P_TEXT(relation), P_INSTANT(cx->now)),
                  NULL, err)
        && db_run(cx->db, &Q_APP_READER_ADD_FOLLOWERS,
                  BIND(P_INT(kind), P_INT(object), P_INT(principal), P_INSTANT(cx->now)), NULL, err);
}

bool authority_unrelate(Cx *cx, ObjectKind kind, int64_t object, int64_t principal, const char *relation, Err *err)
{
    return db_run(cx->db, &Q_APP_READER_END,
                  BIND(P_INT(kind), P_INT(object), P_INT(principal), P_TEXT(relation), P_INSTANT(cx->now)),
                  NULL, err)
        && db_run(cx->db, &Q_APP_READER_END_FOLLOWERS,
                  BIND(P_INT(kind), P_INT(object), P_INT(principal), P_INSTANT(cx->now)), NULL, err);
}

bool authority_follow(Cx *cx, ObjectKind kind, int64_t object, int64_t main, Err *err)
{
    return db_run(cx->db, &Q_APP_FOLLOW_ADD, BIND(P_INT(kind), P_INT(object), P_INT(main)), NULL, err)
        && db_run(cx->db, &Q_APP_FOLLOW_COPY, BIND(P_INT(kind), P_INT(object), P_INT(main), P_INSTANT(cx->now)), NULL, err);
}

bool authority_unfollow(Cx *cx, ObjectKind kind, int64_t object, Err *err)
{
    return db_run(cx->db, &Q_APP_FOLLOW_DROP, BIND(P_INT(kind), P_INT(object)), NULL, err)
        && db_run(cx->db, &Q_APP_FOLLOW_END, BIND(P_INT(kind), P_INT(object), P_INSTANT(cx->now)), NULL, err);
}

const char *grant_post(const Cx *cx, const Grant *grant)
{
    const Standing *s = grant->standing;
    if (s && s->ground == GROUND_SEAT)
        return s->post_title;
    for (size_t i = 0; i < cx->actor->count; i++)
        if (cx->actor->standings[i].ground == GROUND_SEAT)
            return cx->actor->standings[i].post_title;
    return s && s->post_title ? s->post_title : "";
}

const char *grant_ground(Cx *cx, const Grant *grant)
{
    const Standing *s = grant->standing;
    if (!s || (s->ground != GROUND_ACTING && s->ground != GROUND_SUBSTITUTE))
        return NULL;
    const char *whose = az_case_title(cx->arena, s->post_title, AZ_GENITIVE);
    return s->ground == GROUND_ACTING
        ? arena_printf(cx->arena, "%s vəzifəsinin icrası əmrlə həvalə edilib", whose)
        : arena_printf(cx->arena, "Əsasnamənin 5.5-ci bəndinə əsasən %s səlahiyyətlərini həyata keçirir", whose);
}

const char *grant_signature(Cx *cx, const Grant *grant)
{
    const char *post = grant_post(cx, grant), *ground = grant_ground(cx, grant);
    const char *signer = *post ? arena_printf(cx->arena, "%s, %s", post, cx->actor->name) : cx->actor->name;
    return ground ? arena_printf(cx->arena, "%s (%s)", signer, ground) : signer;
}

bool authority_check_as(Cx *cx, Act act, ObjectKind kind, int64_t object, int64_t seat, Grant *ret, Err *err)
{
    const Actor *actor = cx->actor;
    Standing *mine = NEW_N(cx->arena, Standing, actor->count + 1);
    size_t n = 0;
    for (size_t i = 0; i < actor->count; i++)
        if (actor->standings[i].ground != GROUND_SELF && actor->standings[i].seat_id == seat)
            mine[n++] = actor->standings[i];
    Actor narrow = *actor;
    narrow.standings = mine;
    narrow.count = n;
    Cx as = *cx;
    as.actor = &narrow;
    return authority_check(&as, act, kind, object, ret, err);
}
