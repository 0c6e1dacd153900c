// SPDX-License-Identifier: Apache-2.0
/* The way of a request for a longer term: up the chain of command, one step at a time, to whoever set the term.  A
 * step that falls to the same person twice is taken once; one that nobody serves today, or that is the asker's own,
 * or whom the paper complains about, is skipped on its ground; nobody decides his own. */
#include "app/wall.h"
#include "areas/task/task_in.h"
#include "task_queries.h"
#include <string.h>

enum { LEADERSHIP = 4, TOP = 5 };      /* of task_post_level */

/* Whose resolution set the first term up the sheet that the day asked for would break; *ret_own: none above the
 * task's own.  Beyond the paper's own term it is leadership's, 0 where no leadership resolution stands. */
static bool decider_of(Cx *cx, const Task *t, Date wanted, Date paper, int64_t *ret_seat, bool *ret_own, Err *err)
{
    Task at = *t, above;
    Seat author;
    *ret_own = true;
    for (int depth = 0; depth < 16; depth++, *ret_own = false) {
        if (at.parent_task && !task_get(cx, at.parent_task, &above, err))
            return false;
        Date limit = at.parent_task ? date_min(above.due, paper) : paper;
        *ret_seat = at.author_seat;
        if (!date_before(limit, wanted))
            return true;
        if (!at.parent_task)
            break;
        at = above;
    }
    *ret_own = false;
    if (!staff_seat(cx, at.author_seat, &author, err))
        return false;
    *ret_seat = task_post_level(author.post_kind) >= LEADERSHIP ? at.author_seat : 0;
    return true;
}

static void add_seat(Way *w, int64_t seat)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->seat[i] == seat)
            return;
    if (w->count < sizeof w->seat / sizeof *w->seat)
        w->seat[w->count++] = seat;
}

/* Seats of the chain of command above a unit's officer, lowest first. */
typedef struct Ladder { const Seat *seat; size_t n; } Ladder;

static void add_levels(Way *w, const Ladder *l, int above, int below)
{
    for (int level = above + 1; level < below; level++)
        for (size_t i = 0; i < l->n; i++)
            if (task_post_level(l->seat[i].post_kind) == level)
                add_seat(w, l->seat[i].id);
}

static bool ladder_of(Cx *cx, const Task *t, Ladder *ret, int *ret_level, Err *err)
{
    Seat own, author;
    bool found;
    if (!staff_seat_of(cx, t->person_id, cx->today, &own, &found, err) || !staff_seat(cx, t->author_seat, &author, err))
        return false;
    *ret_level = found ? task_post_level(own.post_kind) : 0;
    ret->seat = db_all(cx->db, cx->arena, &Q_TASK_COMMAND, BIND(P_INT(found ? own.unit_id : author.unit_id), P_DATE(cx->today)),
                       SEAT_FIELDS, sizeof(Seat), &ret->n, err);
    return ret->seat != NULL;
}

bool extension_way(Cx *cx, const Task *t, Date wanted, const OriginTerm *origin, Way *ret, Err *err)
{
    int64_t decider;
    bool own;
    int level;
    Ladder ladder;
    Seat last = { .post_kind = "service_head" };
    *ret = (Way){ .legal = date_before(origin->due, wanted) };
    if (!decider_of(cx, t, wanted, origin->due, &decider, &own, err) || !ladder_of(cx, t, &ladder, &level, err)
        || (decider && !staff_seat(cx, decider, &last, err)))
        return false;
    int top = task_post_level(last.post_kind);
    if (!own)
        add_levels(ret, &ladder, level, top < LEADERSHIP ? top : LEADERSHIP);   /* of leadership only who decides */
    if (decider)
        add_seat(ret, decider);
    else
        add_levels(ret, &ladder, LEADERSHIP, TOP + 1);
    size_t ordinary = ret->count;
    add_levels(ret, &ladder, top, LEADERSHIP);
    add_levels(ret, &ladder, LEADERSHIP, TOP + 1);
    ret->reserve = ret->count - ordinary;
    return true;
}

/* ---- the steps ---------------------------------------------------------------------- */

typedef struct Step { int64_t id, seat_id; const char *state; } Step;
static const Field STEP_FIELDS[] = { FIELD(Step, id), FIELD(Step, seat_id), FIELD(Step, state), FIELDS_END };

static bool set_step(Cx *cx, Step *s, const char *state, int64_t person, const char *remark, const Grant *grant, Err *err)
{
    Str path = str_make(cx->arena);
    if (grant && grant->path)
        val_write_canonical(grant->path, &path);
    s->state = state;
    return db_run(cx->db, &Q_TASK_STEP_SET,
                  BIND(P_INT(s->id), P_TEXT(state), P_INT(person), P_TEXT(remark), P_TEXT(path.s), P_INSTANT(cx->now)), NULL,
                  err);
}

static bool is_waiting(const Step *s) { return strcmp(s->state, "waiting") == 0; }

static bool is_last(const Step *steps, size_t n, size_t i)
{
    while (++i < n)
        if (is_waiting(&steps[i]))
            return false;
    return true;
}

/* The request waits for a seat: it may read and decide. */
static bool wait_for(Cx *cx, TaskExtension *x, int64_t seat, Err *err)
{
    Task t;
    x->step_seat = seat;
    return task_get(cx, x->task_id, &t, err)
        && db_run(cx->db, &Q_TASK_EXTENSION_WAIT, BIND(P_INT(x->id), P_INT(seat)), NULL, err)
        && authority_relate(cx, OBJ_TASK, x->task_id, principal_of_seat(seat), "decider", err)
        && authority_relate(cx, (ObjectKind)t.origin_kind, t.origin_id, principal_of_seat(seat), "reader", err);
}

static bool leave(Cx *cx, const TaskExtension *x, Err *err)
{
    int64_t seat = principal_of_seat(x->step_seat);
    return !x->step_seat || (authority_unrelate(cx, OBJ_TASK, x->task_id, seat, "decider", err)
                             && authority_relate(cx, OBJ_TASK, x->task_id, seat, "reader", err));
}

/* Whoever stands in reserve is asked once everybody before him was skipped. */
static bool call_reserve(Cx *cx, Step *steps, size_t n, bool *ret, Err *err)
{
    *ret = false;
    for (size_t i = 0; i < n && !*ret; i++)
        if (strcmp(steps[i].state, "reserve") == 0) {
            *ret = true;
            return set_step(cx, &steps[i], "waiting", 0, "", NULL, err);
        }
    return true;
}

/* One step as it falls today.  *ret_here: the request stays at it, or is granted by it. */
static bool take_step(Cx *cx, TaskExtension *x, Step *steps, size_t n, size_t i, int64_t person, const Grant *grant,
                      bool *ret_here, bool *ret_granted, Err *err)
{
    SeatToday today;
    bool complained;
    if (!staff_seat_today(cx, steps[i].seat_id, cx->today, &today, err)
        || !wall_between(cx, OBJ_TASK, x->task_id, today.person_id, &complained, err))
        return false;
    bool last = is_last(steps, n, i);
    *ret_here = false;
    if (!today.person_id)
        return set_step(cx, &steps[i], "skipped", today.holder_id, today.vacant ? "vacant" : today.absence, NULL, err);
    if (today.person_id == x->asked_by)
        return set_step(cx, &steps[i], "skipped", today.person_id, "own", NULL, err);
    if (complained)
        return set_step(cx, &steps[i], "skipped", today.person_id, "complained", NULL, err);
    *ret_here = true;
    if (today.person_id != person)
        return wait_for(cx, x, steps[i].seat_id, err);
    *ret_here = *ret_granted = last;
    return set_step(cx, &steps[i], last ? "granted" : "endorsed", person, "", grant, err);
}

bool extension_advance(Cx *cx, TaskExtension *x, int64_t person, const Grant *grant, bool *ret_granted, Err *err)
{
    size_t n;
    bool here = false, more;
    *ret_granted = false;
    Step *steps = db_all(cx->db, cx->arena, &Q_TASK_STEPS_OF, BIND(P_INT(x->id)), STEP_FIELDS, sizeof(Step), &n, err);
    if (!steps || !leave(cx, x, err))
        return false;
    do {
        for (size_t i = 0; i < n; i++)
            if (is_waiting(&steps[i])) {
                if (!take_step(cx, x, steps, n, i, person, grant, &here, ret_granted, err))
                    return false;
                if (here)
                    return true;
            }
        if (!call_reserve(cx, steps, n, &more, err))
            return false;
    } while (more);
    return err_set(err, ERR_CONFLICT, NULL, N_("nobody may decide this today; an acting order is needed"));
}

bool extension_steps_job(Cx *cx, Err *err)
{
    size_t n;
    const TaskExtension *asked = db_all(cx->db, cx->arena, &Q_TASK_EXTENSIONS_ASKED, BIND_NONE, TASK_EXTENSION_FIELDS,
                                        sizeof(TaskExtension), &n, err);
    for (size_t i = 0; asked && i < n; i++) {
        TaskExtension x;
        SeatToday today;
        Task t;
        Err none = { 0 };
        bool granted, found;
        if (!task_take(cx, asked[i].task_id, 0, &t, err)   /* it may have been decided while others were passed on */
            || !db_one(cx->db, cx->arena, &Q_TASK_EXTENSION_ASKED_OF, BIND(P_INT(t.id)), TASK_EXTENSION_FIELDS, &x, &found, err)
            || (found && !staff_seat_today(cx, x.step_seat, cx->today, &today, err)))
            return false;
        if (!found || today.person_id)
            continue;
        if (!extension_advance(cx, &x, 0, NULL, &granted, &none)) {
            if (none.kind != ERR_CONFLICT) {
                *err = none;
                return false;
            }
            continue;                                      /* nobody at all: it waits where it is */
        }
        journal_add(cx, "task.extend.pass", OBJ_TASK, x.task_id, NULL, NULL);
    }
    return asked != NULL;
}
