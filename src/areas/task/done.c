// SPDX-License-Identifier: Apache-2.0
/* How a task ends: reported, accepted or returned, settled without an answer, taken off control. */
#include "app/data.h"
#include "areas/task/task_in.h"
#include "base/text.h"
#include "task_queries.h"
#include <string.h>

static const char *terms_text(Cx *cx, Date from, Date to)
{
    const char *was = date_same(from, DATE_FOREVER) ? "—" : az_date_numeric(cx->arena, from);
    return arena_printf(cx->arena, "%s → %s", was, date_same(to, DATE_FOREVER) ? "—" : az_date_numeric(cx->arena, to));
}

/* ---- obstacles -------------------------------------------------------------------- */

typedef struct ObstacleRow { const char *code, *label; } ObstacleRow;
static const Field OBSTACLE_FIELDS[] = { FIELD(ObstacleRow, code), FIELD(ObstacleRow, label), FIELDS_END };
typedef struct Obstacles { const ObstacleRow *row; size_t count; } Obstacles;

bool task_obstacles_start(App *app, Arena *arena, void **ret_state, Err *err)
{
    Obstacles *list = NEW(arena, Obstacles);
    (void)app;
    *ret_state = list;
    list->row = data_read(arena, "data/obstacles.csv", OBSTACLE_FIELDS, sizeof(ObstacleRow), &list->count, err);
    return list->row != NULL;
}

const char *task_obstacle_text(Cx *cx, const char *code)
{
    const Obstacles *list = app_area_state(cx->app, &task_area);
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->row[i].code, code) == 0)
            return tr(cx, list->row[i].label);
    return code;
}

bool task_obstacle_known(Cx *cx, const char *code)
{
    const Obstacles *list = app_area_state(cx->app, &task_area);
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->row[i].code, code) == 0)
            return true;
    return false;
}

Val *task_obstacle_choices(Cx *cx)
{
    const Obstacles *list = app_area_state(cx->app, &task_area);
    Val *choices = val_list(cx->arena);
    for (size_t i = 0; i < list->count; i++)
        val_add(choices, form_choice(cx->arena, list->row[i].code, tr(cx, list->row[i].label)));
    return choices;
}

/* ---- its state -------------------------------------------------------------------------- */

static bool set_state(Cx *cx, const Task *t, const char *state, const char *report, Instant reported, bool close,
                      Err *err)
{
    int64_t changed;
    return db_run(cx->db, &Q_TASK_SET_STATE,
                  BIND(P_INT(t->id), P_INT(t->version), P_TEXT(state), P_TEXT(report), P_INSTANT(reported),
                       P_INSTANT(close ? cx->now : INSTANT_FOREVER), P_DATE(close ? instant_day(reported) : DATE_FOREVER)),
                  &changed, err)
        && task_changed(changed, err);
}

/* 5.9.4: late from the day after the term on. */
static bool check_obstacle(Cx *cx, const Task *t, const Obstacle *why, Err *err)
{
    if (!date_before(t->due, cx->today))
        return true;
    if (!why || !*why->code)
        err_add(err, "obstacle", N_("the term is over: choose what stood in the way"));
    else if (!task_obstacle_known(cx, why->code))
        err_add(err, "obstacle", N_("no such obstacle is listed"));
    if (!why || !*why->words)
        err_add(err, "obstacle_words", N_("the term is over: say what stood in the way"));
    return err->kind == ERR_NONE;
}

static bool note_obstacle(Cx *cx, const Task *t, const Obstacle *why, Err *err)
{
    if (!date_before(t->due, cx->today))
        return true;
    const char *text = arena_printf(cx->arena, "%s: %s", task_obstacle_text(cx, why->code), why->words);
    return db_run(cx->db, &Q_TASK_SET_OBSTACLE, BIND(P_INT(t->id), P_TEXT(why->code), P_TEXT(why->words)), NULL, err)
        && task_event(cx, t->id, "obstacle", text, NULL, err);
}

/* ---- parts that are open -------------------------------------------------------------- */

typedef struct OpenRow { int64_t id; const char *part, *surname, *name; } OpenRow;
static const Field OPEN_FIELDS[] = {
    FIELD(OpenRow, id), FIELD(OpenRow, part), FIELD(OpenRow, surname), FIELD(OpenRow, name), FIELDS_END
};
typedef struct OpenRows { const OpenRow *rows; size_t n; } OpenRows;

static bool open_below(Cx *cx, int64_t task, OpenRows *ret, Err *err)
{
    ret->rows = db_all(cx->db, cx->arena, &Q_TASK_OPEN_BELOW, BIND(P_INT(task)), OPEN_FIELDS, sizeof(OpenRow), &ret->n, err);
    return ret->rows != NULL;
}

/* Named, and asked about once; *ret_note says which and why. */
static bool ask_open(Cx *cx, const OpenRows *open, const OpenParts *in, const char **ret_note, Err *err)
{
    Str names = str_make(cx->arena);
    *ret_note = "";
    for (size_t i = 0; i < open->n; i++) {
        const OpenRow *r = &open->rows[i];
        str_addf(&names, "%s%s%s%s%s", i ? ", " : "", az_initials(cx->arena, r->surname, r->name, NULL), *r->part ? " (" : "",
                 r->part, *r->part ? ")" : "");
    }
    if (!open->n)
        return true;
    if (!in->meant)
        return err_add(err, "open_ok", N_("still open: {0}; mark that it is meant, and say why"), names.s);
    if (!in->why || !*in->why)
        return err_add(err, "open_why", N_("say why it ends without them"));
    *ret_note = arena_printf(cx->arena, "%s: %s", names.s, in->why);
    return true;
}

bool task_check_parts(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t task, const OpenParts *in, const char **ret_note,
                      Err *err)
{
    OpenRows open;
    open.rows = db_all(cx->db, cx->arena, &Q_TASK_OPEN_BESIDE, BIND(P_INT(origin), P_INT(origin_id), P_INT(task)), OPEN_FIELDS,
                       sizeof(OpenRow), &open.n, err);
    return open.rows && ask_open(cx, &open, in, ret_note, err);
}

static bool close_below(Cx *cx, const OpenRows *open, const char *why, const Grant *grant, Err *err)
{
    for (size_t i = 0; i < open->n; i++)
        if (!task_event(cx, open->rows[i].id, "closed", why, grant ? grant->path : NULL, err)
            || !extension_withdraw(cx, open->rows[i].id, err)
            || !db_run(cx->db, &Q_TASK_CLOSE_ONE, BIND(P_INT(open->rows[i].id), P_INSTANT(cx->now), P_DATE(cx->today)), NULL, err))
            return false;
    return true;
}

static bool note_open(Cx *cx, int64_t task, const char *note, const Grant *grant, Err *err)
{
    return !*note || task_event(cx, task, "open_parts", note, grant ? grant->path : NULL, err);
}

/* ---- report and acceptance ---------------------------------------------------------- */

static bool check_report(Cx *cx, const Task *t, const TaskReport *in, OpenRows *ret_open, const char **ret_note, Err *err)
{
    Err broken = { 0 };
    *ret_note = "";
    if (!*in->text)
        err_add(err, "report", N_("say what was done"));
    if (!in->final)
        return err->kind == ERR_NONE;
    check_obstacle(cx, t, &in->late, err);
    if (!open_below(cx, t->id, ret_open, &broken)) {
        *err = broken;
        return false;
    }
    ask_open(cx, ret_open, &in->open, ret_note, err);
    return err->kind == ERR_NONE;
}

bool task_report(Cx *cx, int64_t id, const TaskReport *in, const Grant *grant, Err *err)
{
    Task t;
    OpenRows open;
    const char *note;
    if (!task_take(cx, id, in->version, &t, err))
        return false;
    if (strcmp(t.state, "open") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this task is no longer open"));
    if (!check_report(cx, &t, in, &open, &note, err))
        return false;
    journal_add(cx, in->final ? "task.report" : "task.interim", OBJ_TASK, id, NULL, grant);
    if (!in->final)                                        /* an interim word closes nothing */
        return task_event(cx, id, "interim", in->text, grant->path, err);
    return set_state(cx, &t, "reported", in->text, cx->now, false, err)
        && task_event(cx, id, "reported", in->text, grant->path, err) && note_open(cx, id, note, grant, err)
        && note_obstacle(cx, &t, &in->late, err) && extension_withdraw(cx, id, err);
}

static bool to_decide(Cx *cx, int64_t id, int64_t version, Task *ret, Err *err)
{
    if (!task_take(cx, id, version, ret, err))
        return false;
    if (strcmp(ret->state, "reported") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("there is no report to decide on"));
    return ret->person_id != cx->actor->person_id || err_set(err, ERR_DENIED, NULL, N_("nobody accepts his own work"));
}

/* `parts`: what else of the paper ends with it, asked about already. */
static bool accept(Cx *cx, const Task *t, const TaskDecision *in, const char *parts, const Grant *grant, Err *err)
{
    OpenRows open;
    const char *below;
    if (!open_below(cx, t->id, &open, err) || !ask_open(cx, &open, &in->open, &below, err))
        return false;
    journal_add(cx, "task.accept", OBJ_TASK, t->id, NULL, grant);
    return set_state(cx, t, "done", t->report, t->reported, true, err)
        && task_event(cx, t->id, "accepted", in->remark, grant ? grant->path : NULL, err)
        && note_open(cx, t->id, *parts ? parts : below, grant, err) && close_below(cx, &open, in->open.why, grant, err);
}

static bool give_back(Cx *cx, const Task *t, const char *remark, const Grant *grant, Err *err)
{
    if (!*remark)
        return err_set(err, ERR_INVALID, "remark", N_("say what must be mended"));
    journal_add(cx, "task.return", OBJ_TASK, t->id, NULL, grant);
    return set_state(cx, t, "open", t->report, INSTANT_FOREVER, false, err)
        && task_event(cx, t->id, "returned", remark, grant ? grant->path : NULL, err);
}

bool task_decide(Cx *cx, int64_t id, const TaskDecision *in, const Grant *grant, Err *err)
{
    Task t;
    return to_decide(cx, id, in->version, &t, err)
        && (in->accept ? accept(cx, &t, in, "", grant, err) : give_back(cx, &t, in->remark, grant, err));
}

bool task_settle(Cx *cx, int64_t id, const TaskDecision *in, const Grant *grant, Err *err)
{
    Task t;
    const char *parts;
    if (!to_decide(cx, id, in->version, &t, err))
        return false;
    const TaskOrigin *origin = task_origin_of(t.origin_kind);
    if (t.parent_task || !t.lead || !origin || !origin->settled)
        return err_set(err, ERR_CONFLICT, NULL, N_("only the first task of a paper closes it without an answer"));
    if (!*in->remark)
        return err_set(err, ERR_INVALID, "remark", N_("say on what ground no answer is needed"));
    return task_check_parts(cx, (ObjectKind)t.origin_kind, t.origin_id, t.id, &in->open, &parts, err)
        && accept(cx, &t, in, parts, grant, err)
        && origin->settled(cx, t.origin_id, instant_day(t.reported), in->remark, grant, err)
        && task_close_all(cx, (ObjectKind)t.origin_kind, t.origin_id, in->remark, grant, err);
}

bool task_touch(Cx *cx, ObjectKind origin, int64_t origin_id, Err *err)
{
    typedef struct Row { int64_t id; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELDS_END };
    size_t n;
    const Row *rows = db_all(cx->db, cx->arena, &Q_TASK_ALL_OF_ORIGIN, BIND(P_INT(origin), P_INT(origin_id)), FIELDS,
                             sizeof(Row), &n, err);
    if (!rows || (n && !task_origin_noted(cx, origin, origin_id, err)))
        return false;
    for (size_t i = 0; i < n; i++)
        find_touch(cx, OBJ_TASK, rows[i].id);
    return true;
}

bool task_follow_term(Cx *cx, ObjectKind origin, int64_t origin_id, Date was, Date now, const Grant *grant, Err *err)
{
    typedef struct Row { int64_t id; Date due; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELD(Row, due), FIELDS_END };
    size_t n;
    Row *rows = db_all(cx->db, cx->arena, &Q_TASK_TO_FOLLOW, BIND(P_INT(origin), P_INT(origin_id), P_DATE(was), P_DATE(now)),
                       FIELDS, sizeof(Row), &n, err);
    for (size_t i = 0; rows && i < n; i++)
        if (!db_run(cx->db, &Q_TASK_FOLLOW_TERM, BIND(P_INT(rows[i].id), P_DATE(now)), NULL, err)
            || !task_event(cx, rows[i].id, "term_followed", terms_text(cx, rows[i].due, now), grant ? grant->path : NULL, err))
            return false;
    return rows != NULL;
}

TaskTerm *task_open_terms(Cx *cx, ObjectKind origin, size_t *ret_count, Err *err)
{
    enum { MOST_TERMS = 20000 };
    static const Field FIELDS[] = { FIELD(TaskTerm, origin_id), FIELD(TaskTerm, due), FIELDS_END };
    return db_all(cx->db, cx->arena, &Q_TASK_OPEN_TERMS, BIND(P_INT(origin), P_INT(MOST_TERMS)), FIELDS, sizeof(TaskTerm), ret_count,
                  err);
}

bool task_close_all(Cx *cx, ObjectKind origin, int64_t origin_id, const char *why, const Grant *grant, Err *err)
{
    typedef struct Row { int64_t id; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELDS_END };
    size_t n;
    if (!task_hold(cx, origin, origin_id, err))
        return false;
    const Row *open = db_all(cx->db, cx->arena, &Q_TASK_OPEN_OF_ORIGIN, BIND(P_INT(origin), P_INT(origin_id)), FIELDS,
                             sizeof(Row), &n, err);
    if (!open)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!task_event(cx, open[i].id, "closed", why, grant ? grant->path : NULL, err)
            || !extension_withdraw(cx, open[i].id, err))
            return false;
    return db_run(cx->db, &Q_TASK_CLOSE_ORIGIN,
                  BIND(P_INT(origin), P_INT(origin_id), P_INSTANT(cx->now), P_DATE(cx->today)), NULL, err);
}

/* ---- beside the way ----------------------------------------------------------------- */

bool task_measure(Cx *cx, int64_t id, const char *measure, const Grant *grant, Err *err)
{
    Task t;
    int64_t changed;
    if (!task_get(cx, id, &t, err))
        return false;
    if (!*t.obstacle || *t.measure)
        return err_set(err, ERR_CONFLICT, NULL, N_("there is no obstacle that waits for a measure"));
    if (!*measure)
        return err_set(err, ERR_INVALID, "words", N_("say what was done against it"));
    journal_add(cx, "task.measure", OBJ_TASK, id, NULL, grant);
    return db_run(cx->db, &Q_TASK_SET_MEASURE, BIND(P_INT(id), P_TEXT(measure)), &changed, err)
        && task_changed(changed, err) && task_event(cx, id, "measure", measure, grant ? grant->path : NULL, err);
}

bool task_disagree(Cx *cx, int64_t id, const char *note, const Grant *grant, Err *err)
{
    Task t;
    if (!task_get(cx, id, &t, err))
        return false;
    if (strcmp(t.state, "done") == 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this task is closed"));
    if (!*note)
        return err_set(err, ERR_INVALID, "words", N_("say with what you disagree"));
    journal_add(cx, "task.disagree", OBJ_TASK, id, NULL, grant);
    return task_event(cx, id, "disagreed", note, grant ? grant->path : NULL, err);
}

bool task_controlled(Cx *cx, ObjectKind origin, int64_t origin_id, bool *ret, Err *err)
{
    int64_t n;
    if (!db_int(cx->db, &Q_TASK_CONTROLLED, BIND(P_INT(origin), P_INT(origin_id)), 0, &n, err))
        return false;
    *ret = n > 0;
    return true;
}

bool task_drop_control(Cx *cx, int64_t id, const char *ground, const Grant *grant, Err *err)
{
    typedef struct Row { int64_t id; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELDS_END };
    Task t;
    Grant as;
    size_t n;
    bool left;
    (void)grant;                                           /* the seat's own grant says more */
    if (!task_get(cx, id, &t, err) || !authority_check_as(cx, ACT_CONTROL_REMOVE, OBJ_TASK, id, t.author_seat, &as, err))
        return false;
    if (!as.yes)
        return err_set(err, ERR_DENIED, NULL, N_("only whoever put it under control takes it off"));
    if (!t.control)
        return err_set(err, ERR_CONFLICT, NULL, N_("this task is not under control"));
    if (!*ground)
        return err_set(err, ERR_INVALID, "words", N_("say on what ground"));
    journal_add(cx, "control.remove", OBJ_TASK, id, NULL, &as);
    const Row *rows = db_all(cx->db, cx->arena, &Q_TASK_OF_RESOLUTION, BIND(P_INT(t.resolution_id)), FIELDS, sizeof(Row), &n,
                             err);
    for (size_t i = 0; rows && i < n; i++)
        if (!task_event(cx, rows[i].id, "control_dropped", ground, as.path, err))
            return false;
    const TaskOrigin *origin = task_origin_of(t.origin_kind);
    return rows && db_run(cx->db, &Q_TASK_DROP_CONTROL, BIND(P_INT(t.resolution_id)), NULL, err)
        && task_controlled(cx, (ObjectKind)t.origin_kind, t.origin_id, &left, err)
        && (left || !origin || !origin->uncontrolled || origin->uncontrolled(cx, t.origin_id, ground, &as, err));
}
