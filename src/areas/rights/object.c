// SPDX-License-Identifier: Apache-2.0
/* Who may do what to one object on a day.  Asked are those who can have a right at all: whoever stands in a relation
 * to it, and whoever serves a post that carries an act over everything of its kind. */
#include "app/i18n.h"
#include "areas/person/person.h"
#include "areas/rights/rights_in.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

const Reviewed REVIEWED[] = {
    { OBJ_LETTER, ACT_LETTER_READ, "letter", "/letters" },
    { OBJ_TASK,   ACT_TASK_READ,   "task",   "/tasks" },
    { OBJ_ORDER,  ACT_ORDER_READ,  "order",  "/orders" },
    { OBJ_PERSON, ACT_PERSON_READ, "person", "/people" },
    { 0 }
};

const Reviewed *reviewed_find(const char *code)
{
    for (const Reviewed *r = REVIEWED; r->code; r++)
        if (code && strcmp(r->code, code) == 0)
            return r;
    return NULL;
}

Instant rights_moment(const Cx *cx, Date on) { return date_before(on, cx->today) ? instant_day_end(on) : cx->now; }

bool rights_actor(Cx *cx, int64_t person_id, Date on, Actor *ret, Err *err)
{
    Standing *standings;
    size_t n;
    const char *name;
    if (!person_short_name(cx, person_id, &name, err)
        || !cx->app->hooks->authority->standings(cx, person_id, on, &standings, &n, err))
        return false;
    /* Signed in, whether he has an account or not: the question is what his posts allow. */
    *ret = (Actor){ .user_id = person_id, .person_id = person_id, .name = name, .csrf = "", .session = "",
                    .standings = standings, .count = n };
    return true;
}

typedef struct People { Arena *arena; int64_t *id; size_t n, room; } People;

static void people_add(People *p, int64_t id)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->id[i] == id)
            return;
    if (p->n == p->room) {
        int64_t *more = NEW_N(p->arena, int64_t, 2 * p->room + 16);
        if (p->n)
            memcpy(more, p->id, p->n * sizeof *more);
        p->id = more;
        p->room = 2 * p->room + 16;
    }
    p->id[p->n++] = id;
}

static bool add_seat(Cx *cx, People *people, int64_t seat, Date on, Err *err)
{
    size_t n;
    const int64_t *id = staff_may_serve(cx, seat, on, &n, err);
    for (size_t i = 0; id && i < n; i++)
        people_add(people, id[i]);
    return id != NULL;
}

static bool add_post_kind(Cx *cx, People *people, const char *kind, Date on, Err *err)
{
    size_t n;
    const Seat *seats = staff_seats_of_kind(cx, kind, on, &n, err);
    for (size_t i = 0; seats && i < n; i++)
        if (!add_seat(cx, people, seats[i].id, on, err))
            return false;
    return seats != NULL;
}

/* Has a row before this one named the same holder? */
static bool seen_holder(const App *app, size_t i, ObjectKind kind)
{
    for (size_t k = 0; k < i; k++)
        if (app->powers[k].object == kind && strcmp(app->powers[k].holder, app->powers[i].holder) == 0)
            return true;
    return false;
}

static bool candidates(Cx *cx, ObjectKind kind, const Reading *rows, size_t n, Date on, People *people, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        int64_t ref = principal_ref(rows[i].principal);
        if (!principal_is_seat(rows[i].principal))
            people_add(people, ref);
        else if (!add_seat(cx, people, ref, on, err))
            return false;
    }
    const App *app = cx->app;
    for (size_t i = 0; i < app->power_count; i++)
        if (app->powers[i].object == kind && app->powers[i].scope != SCOPE_RELATED && !seen_holder(app, i, kind)
            && !add_post_kind(cx, people, app->powers[i].holder, on, err))
            return false;
    return true;
}

static Val *grant_view(Cx *cx, Act act, const Grant *g, const Reading *rows, size_t n)
{
    Arena *a = cx->arena;
    Val *v = val_map(a), *since = val_null(a);
    const char *relation = g->relation;
    bool unit = g->power->scope == SCOPE_UNIT;
    for (size_t i = 0; i < n; i++)
        if (g->standing && rows[i].principal == g->standing->principal
            && (relation ? strcmp(relation, rows[i].relation) == 0 : g->power->scope == SCOPE_RELATED)) {
            since = val_instant(a, rows[i].since);
            relation = rows[i].relation;
            break;
        }
    val_put(v, "act", val_keep(a, act_code(act)));
    val_put(v, "text", val_keep(a, act_text(cx, act)));
    val_put(v, "clause", val_keep(a, strcmp(g->power->clause, "design") == 0 ? "" : g->power->clause));
    val_put(v, "via", val_keep(a, rights_via(cx, g->standing)));
    val_put(v, "ground", val_text(a, g->standing ? val_str(val_get(g->path, "ground")) : NULL));
    val_put(v, "relation", val_text(a, relation));
    val_put(v, "relation_text", val_text(a, unit ? tr(cx, N_("an officer of his unit executes it"))
                                                 : relation ? rights_relation_text(cx, relation) : NULL));
    val_put(v, "since", since);
    return v;
}

/* One person's line; NULL in *ret when he may do nothing to it. */
static bool person_line(Cx *cx, int64_t person, const Reviewed *kind, const Reading *rows, size_t n, Date on,
                        Val **ret, Err *err)
{
    Arena *a = cx->arena;
    Actor who;
    bool reads = false, absent = false;
    Val *grants = val_list(a);
    *ret = NULL;
    if (!rights_actor(cx, person, on, &who, err))
        return false;
    for (int act = ACT_UNSET + 1; act < ACT__COUNT; act++) {
        Grant g;
        if (!authority_concerns(cx->app, (Act)act, kind->kind))
            continue;
        if (!authority_check_for(cx, &who, (Act)act, rows, n, &g, err))
            return false;
        if (g.yes)
            val_add(grants, grant_view(cx, (Act)act, &g, rows, n));
        reads |= g.yes && (Act)act == kind->read;
    }
    if (!val_count(grants))
        return true;
    for (size_t i = 0; i < who.count; i++)
        absent |= !who.standings[i].may_write;
    *ret = val_map(a);
    val_put_int(a, *ret, "person_id", person);
    val_put(*ret, "name", val_keep(a, who.name));
    val_put_bool(a, *ret, "reads", reads);
    val_put_bool(a, *ret, "absent", absent);
    val_put(*ret, "grants", grants);
    return true;
}

typedef struct Line { const char *key; Val *view; } Line;

static int by_key(const void *x, const void *y) { return strcmp(((const Line *)x)->key, ((const Line *)y)->key); }

/* To whom it is closed, whatever their posts carry. */
static bool put_walls(Cx *cx, const Reading *rows, size_t n, Val *list, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        const char *name;
        if (strcmp(rows[i].relation, RELATION_WALL) != 0)
            continue;
        if (!person_short_name(cx, principal_ref(rows[i].principal), &name, err))
            return false;
        Val *v = val_add(list, val_map(cx->arena));
        val_put(v, "name", val_keep(cx->arena, name));
        val_put(v, "since", val_instant(cx->arena, rows[i].since));
    }
    return true;
}

bool rights_of_object(Cx *cx, const Reviewed *kind, int64_t object, Date on, Val **ret_list, Val **ret_walls,
                      Err *err)
{
    const Reading *rows;
    size_t n, count = 0;
    People people = { .arena = cx->arena };
    if (!authority_readings(cx, kind->kind, object, rights_moment(cx, on), &rows, &n, err)
        || !candidates(cx, kind->kind, rows, n, on, &people, err))
        return false;
    Line *lines = NEW_N(cx->arena, Line, people.n + 1);
    for (size_t i = 0; i < people.n; i++) {
        Val *view;
        if (!person_line(cx, people.id[i], kind, rows, n, on, &view, err))
            return false;
        if (view)
            lines[count++] = (Line){ text_sort_key(cx->arena, val_str(val_get(view, "name"))), view };
    }
    qsort(lines, count, sizeof *lines, by_key);
    *ret_list = val_list(cx->arena);
    *ret_walls = val_list(cx->arena);
    for (size_t i = 0; i < count; i++)
        val_add(*ret_list, lines[i].view);
    return put_walls(cx, rows, n, *ret_walls, err);
}

bool rights_holders(Cx *cx, Date on, Val **ret_list, Err *err)
{
    People people = { .arena = cx->arena };
    const App *app = cx->app;
    for (size_t i = 0; i < app->power_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = strcmp(app->powers[k].holder, app->powers[i].holder) == 0;
        if (!seen && !add_post_kind(cx, &people, app->powers[i].holder, on, err))
            return false;
    }
    *ret_list = val_list(cx->arena);
    for (size_t i = 0; i < people.n; i++) {
        Actor who;
        if (!rights_actor(cx, people.id[i], on, &who, err))
            return false;
        Val *v = val_add(*ret_list, val_map(cx->arena));
        val_put_int(cx->arena, v, "person_id", people.id[i]);
        val_put(v, "name", val_keep(cx->arena, who.name));
        Val *posts = val_put(v, "posts", val_list(cx->arena));
        for (size_t k = 0; k < who.count; k++)
            if (who.standings[k].ground != GROUND_SELF)
                val_add(posts, val_keep(cx->arena, rights_via(cx, &who.standings[k])));
    }
    return true;
}
