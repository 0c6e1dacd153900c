// SPDX-License-Identifier: Apache-2.0
/* The rules of resolutions and tasks. */
#include "app/wall.h"
#include "areas/task/task_in.h"
#include "base/text.h"
#include "task_queries.h"
#include <string.h>

const Field TASK_FIELDS[] = {
    FIELD(Task, id), FIELD(Task, resolution_id), FIELD(Task, origin_kind), FIELD(Task, origin_id),
    FIELD(Task, parent_task), FIELD(Task, author_seat), FIELD(Task, person_id), FIELD(Task, lead),
    FIELD(Task, control), FIELD(Task, part), FIELD(Task, state), FIELD(Task, report), FIELD(Task, obstacle),
    FIELD(Task, obstacle_words), FIELD(Task, measure), FIELD(Task, derivation), FIELD(Task, due),
    FIELD(Task, reported), FIELD(Task, closed), FIELD(Task, version), FIELDS_END
};

bool task_get(Cx *cx, int64_t id, Task *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_TASK_GET, BIND(P_INT(id)), TASK_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such task"));
}

bool task_hold(Cx *cx, ObjectKind origin, int64_t origin_id, Err *err)
{
    return db_run(cx->db, &Q_TASK_ORIGIN_HOLD, BIND(P_INT(origin), P_INT(origin_id)), NULL, err);
}

bool task_take(Cx *cx, int64_t id, int64_t version, Task *ret, Err *err)
{
    return task_get(cx, id, ret, err) && task_hold(cx, (ObjectKind)ret->origin_kind, ret->origin_id, err)
        && task_get(cx, id, ret, err) && (!version || version == ret->version || task_changed(0, err));
}

bool task_lead_of(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t person_id, Task *ret, bool *ret_found,
                  Err *err)
{
    return db_one(cx->db, cx->arena, &Q_TASK_LEAD_OF, BIND(P_INT(origin), P_INT(origin_id), P_INT(person_id)),
                  TASK_FIELDS, ret, ret_found, err);
}

bool task_root_of(Cx *cx, ObjectKind origin, int64_t origin_id, Task *ret, bool *ret_found, Err *err)
{
    return db_one(cx->db, cx->arena, &Q_TASK_ROOT_OF, BIND(P_INT(origin), P_INT(origin_id)), TASK_FIELDS, ret,
                  ret_found, err);
}

bool task_event(Cx *cx, int64_t task, const char *verb, const char *text, const Val *authority, Err *err)
{
    Str path = str_make(cx->arena);
    if (authority)
        val_write_canonical(authority, &path);
    return db_run(cx->db, &Q_TASK_EVENT_ADD,
                  BIND(P_INT(task), P_INT(cx->actor->person_id), P_TEXT(verb), P_TEXT(text), P_TEXT(path.s),
                       P_INSTANT(cx->now)), NULL, err);
}

bool task_changed(int64_t rows, Err *err)
{
    return rows == 1 || err_set(err, ERR_CONFLICT, NULL, N_("somebody changed this task meanwhile; open it again"));
}

const TaskOrigin *task_origin_of(int64_t kind)
{
    for (const Area *const *area = AREAS; *area; area++)
        if ((*area)->task_origin && (int64_t)(*area)->task_origin->kind == kind)
            return (*area)->task_origin;
    return NULL;
}

bool task_origin_term(Cx *cx, const Task *t, OriginTerm *ret, Err *err)
{
    const TaskOrigin *origin = task_origin_of(t->origin_kind);
    *ret = (OriginTerm){ .rule = "", .derivation = "", .due = DATE_FOREVER, .open = true };
    return !origin || !origin->term || origin->term(cx, t->origin_id, ret, err);
}

/* Terms stay inside the parent's (5.12.4 with the resolution above); executors inside the unit. */
static bool check_term(Cx *cx, const NewResolution *in, const Task *parent, Err *err)
{
    Date limit = parent ? date_min(parent->due, in->limit) : in->limit;
    if (date_before(in->due, in->written) && !date_same(in->due, limit))
        err_add(err, "due", N_("the term is before the resolution itself"));
    if (date_before(limit, in->due) && !date_same(in->due, DATE_FOREVER))
        err_add(err, "due", N_("the term is after the one above it ({0})"), az_date_numeric(cx->arena, limit));
    if (date_before(cx->today, in->written))
        err_add(err, "written", N_("the resolution is dated in the future"));
    return err->kind == ERR_NONE;
}

static bool is_leadership(const Seat *s) { return strncmp(s->post_kind, "service_", 8) == 0; }

int task_post_level(const char *post_kind)
{
    static const char *const LADDER[] = { "section_head", "deputy", "head", "service_deputy", "service_head" };
    for (int i = 0; i < (int)(sizeof LADDER / sizeof *LADDER); i++)
        if (strcmp(LADDER[i], post_kind) == 0)
            return i + 1;
    return 0;
}

bool task_reaches(Cx *cx, const Seat *author, int64_t person, bool *ret, Err *err)
{
    Seat seat;
    bool found;
    *ret = false;
    if (!staff_seat_of(cx, person, cx->today, &seat, &found, err))
        return false;
    *ret = found && task_post_level(seat.post_kind) < task_post_level(author->post_kind);
    return !*ret || is_leadership(author) || cx->app->hooks->authority->unit_within(cx, seat.unit_id, author->unit_id, ret, err);
}

/* Who answers for the post of an absent officer on a day; 0: nobody. */
static bool stand_in(Cx *cx, int64_t person, Date day, int64_t *ret, Err *err)
{
    Seat seat;
    SeatToday on;
    bool found;
    *ret = 0;
    if (!staff_seat_of(cx, person, day, &seat, &found, err) || (found && !staff_seat_today(cx, seat.id, day, &on, err)))
        return false;
    *ret = found && on.person_id != person ? on.person_id : 0;
    return true;
}

bool task_check_away(Cx *cx, int64_t person, Date due, Err *err)
{
    Err broken = { 0 };
    Date day = date_same(due, DATE_FOREVER) || date_before(due, cx->today) ? cx->today : due, until;
    const char *code, *name = "", *other = "";
    int64_t acting = 0;
    if (!staff_absence(cx, person, day, &code, &until, &broken)
        || (*code && (!person_short_name(cx, person, &name, &broken) || !stand_in(cx, person, day, &acting, &broken)
                      || (acting && !person_short_name(cx, acting, &other, &broken))))) {
        *err = broken;
        return false;
    }
    const char *back = date_same(until, DATE_FOREVER) ? "…" : az_date_numeric(cx->arena, until);
    if (*code && acting)
        return err_add(err, "away_ok", N_("{0} is away on the day of the term and back on {1}; {2} acts for the post: name "
                                          "that officer, or mark that it is meant"), name, back, other);
    return !*code || err_add(err, "away_ok", N_("{0} is away on the day of the term and back on {1}: name another, or mark "
                                                "that it is meant"), name, back);
}

static bool check_executors(Cx *cx, const NewResolution *in, const Seat *author, Err *err)
{
    if (in->executor_count == 0)
        return err_add(err, "executors.0.person_id", N_("name who is to execute it"));
    if (in->executor_count > 1 && strcmp(author->post_kind, "head") != 0 && !is_leadership(author))
        return err_set(err, ERR_DENIED, "executors.1.person_id",
                       N_("giving a paper to several is the head's right (5.8.9)"));
    for (size_t i = 0; i < in->executor_count; i++) {
        const char *field = arena_printf(cx->arena, "executors.%zu.person_id", i);
        Err broken = { 0 };
        bool inside;
        for (size_t k = 0; k < i; k++)
            if (in->executors[k].person_id == in->executors[i].person_id)
                err_add(err, field, N_("named twice"));
        if (!task_reaches(cx, author, in->executors[i].person_id, &inside, &broken)) {
            *err = broken;
            return false;
        }
        if (!inside)
            err_add(err, field, N_("a resolution reaches the officers below its author only"));
        else if (!in->away_ok)
            task_check_away(cx, in->executors[i].person_id, in->due, err);
    }
    return err->kind == ERR_NONE;
}

bool task_origin_noted(Cx *cx, ObjectKind origin, int64_t origin_id, Err *err)
{
    const TaskOrigin *keeper = task_origin_of(origin);
    OriginNote note;
    return !keeper || !keeper->note
        || (keeper->note(cx, origin_id, &note, err)
            && db_run(cx->db, &Q_TASK_ORIGIN_PUT,
                      BIND(P_INT(origin), P_INT(origin_id), P_TEXT(note.number), P_TEXT(note.gist), P_TEXT(note.party),
                           P_TEXT(note.rule)), NULL, err));
}

bool task_check_wall(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t person_id, const char *field, Err *err)
{
    Err broken = { 0 };
    bool closed;
    if (!wall_between(cx, origin, origin_id, person_id, &closed, &broken)) {
        *err = broken;
        return false;
    }
    if (closed)
        err_add(err, field, N_("a complaint is not given for decision to the one complained about (Law on Appeals of Citizens)"));
    return true;
}

static bool check_walls(Cx *cx, const NewResolution *in, Err *err)
{
    for (size_t i = 0; i < in->executor_count; i++)
        if (!task_check_wall(cx, in->origin_kind, in->origin_id, in->executors[i].person_id,
                             arena_printf(cx->arena, "executors.%zu.person_id", i), err))
            return false;
    return task_check_wall(cx, in->origin_kind, in->origin_id, in->author_person, "body", err) && err->kind == ERR_NONE;
}

static bool add_task(Cx *cx, const NewResolution *in, int64_t resolution, size_t i, Err *err)
{
    int64_t task, person = in->executors[i].person_id, self = principal_of_person(person);
    bool lead = i == 0;
    if (!db_int(cx->db, &Q_TASK_ADD,
                BIND(P_INT(resolution), P_INT(in->origin_kind), P_INT(in->origin_id), P_INT(in->parent_task),
                     P_INT(in->author_seat), P_INT(person), P_BOOL(lead), P_TEXT(in->executors[i].part),
                     P_DATE(in->due), P_BOOL(in->control), P_INSTANT(INSTANT_FOREVER), P_DATE(DATE_FOREVER)),
                0, &task, err))
        return false;
    find_touch(cx, OBJ_TASK, task);
    return task_event(cx, task, "given", in->body, in->authority, err)
        && authority_relate(cx, OBJ_TASK, task, self, lead ? "lead" : "co_executor", err)
        && authority_relate(cx, OBJ_TASK, task, self, "executor", err)
        && authority_relate(cx, OBJ_TASK, task, principal_of_seat(in->author_seat), "author", err)
        && authority_relate(cx, in->origin_kind, in->origin_id, self, "executor", err)
        && wall_along(cx, OBJ_TASK, task, in->origin_kind, in->origin_id, err);
}

bool task_resolve(Cx *cx, const NewResolution *in, int64_t *ret_resolution, Err *err)
{
    Seat author;
    Task parent;
    if (!staff_seat(cx, in->author_seat, &author, err)
        || (in->parent_task && !task_get(cx, in->parent_task, &parent, err)))
        return false;
    if (!*in->body)
        err_add(err, "body", N_("write the resolution"));
    if (in->parent_task && strcmp(parent.state, "open") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this task is no longer open"));
    check_term(cx, in, in->parent_task ? &parent : NULL, err);
    if (!check_executors(cx, in, &author, err) || !check_walls(cx, in, err))
        return false;
    Str path = str_make(cx->arena);
    if (in->authority)
        val_write_canonical(in->authority, &path);
    if (!db_int(cx->db, &Q_TASK_RESOLUTION_ADD,
                BIND(P_INT(in->origin_kind), P_INT(in->origin_id), P_INT(in->parent_task), P_INT(in->author_seat),
                     P_INT(in->author_person), P_INT(cx->actor->person_id), P_TEXT(path.s), P_TEXT(in->signature),
                     P_TEXT(in->scan), P_TEXT(in->body), P_DATE(in->written), P_DATE(in->due), P_BOOL(in->control),
                     P_INSTANT(cx->now)), 0, ret_resolution, err)
        || !task_origin_noted(cx, in->origin_kind, in->origin_id, err)
        || !authority_relate(cx, in->origin_kind, in->origin_id, principal_of_seat(in->author_seat), "author", err))
        return false;
    for (size_t i = 0; i < in->executor_count; i++)
        if (!add_task(cx, in, *ret_resolution, i, err))
            return false;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "resolution", *ret_resolution);
    val_put_int(cx->arena, data, "author_seat", in->author_seat);
    val_put_int(cx->arena, data, "executors", (int64_t)in->executor_count);
    journal_add(cx, "task.resolve", in->origin_kind, in->origin_id, data, NULL);
    return true;
}

typedef struct TermRow { Date due; } TermRow;
static const Field TERM_FIELDS[] = { FIELD(TermRow, due), FIELDS_END };

bool task_led_between(Cx *cx, int64_t person_id, Date from, Date to, int64_t *ret_count, Date *ret_first, Err *err)
{
    size_t n;
    const TermRow *rows = db_all(cx->db, cx->arena, &Q_TASK_LED_BETWEEN, BIND(P_INT(person_id), P_DATE(from), P_DATE(to)),
                                 TERM_FIELDS, sizeof(TermRow), &n, err);
    if (!rows)
        return false;
    *ret_count = (int64_t)n;
    *ret_first = n ? rows[0].due : DATE_FOREVER;
    return true;
}
