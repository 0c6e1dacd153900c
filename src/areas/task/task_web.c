// SPDX-License-Identifier: Apache-2.0
/* The list of tasks, what the pages send, the routes of the area. */
#include "areas/task/task_in.h"
#include "app/export.h"
#include "base/text.h"
#include "task_queries.h"
#include <stdio.h>
#include <string.h>

/* ---- list ----------------------------------------------------------------- */

typedef struct TaskRow {
    int64_t     id, resolution_id, origin_kind, origin_id, person_id, asks;
    bool        lead, control;
    const char *part, *state, *obstacle, *body, *signature, *surname, *name, *paper, *gist;
    Date        due, closed_day;
} TaskRow;
static const Field TASK_ROW_FIELDS[] = {
    FIELD(TaskRow, id), FIELD(TaskRow, resolution_id), FIELD(TaskRow, origin_kind), FIELD(TaskRow, origin_id),
    FIELD(TaskRow, person_id), FIELD(TaskRow, lead), FIELD(TaskRow, control), FIELD(TaskRow, part),
    FIELD(TaskRow, state), FIELD(TaskRow, obstacle), FIELD(TaskRow, asks), FIELD(TaskRow, body),
    FIELD(TaskRow, signature), FIELD(TaskRow, surname),
    FIELD(TaskRow, name), FIELD(TaskRow, paper), FIELD(TaskRow, gist), FIELD(TaskRow, due), FIELD(TaskRow, closed_day),
    FIELDS_END
};

static const Choice ONGOING[] = {
    { "asked", N_("a longer term is asked") }, { "extended", N_("term extended") },
    { "late_with", N_("executed late, with an obstacle") }, { "gone", N_("its executor has left") }, { 0 }
};
static const Choice TERMS[] = { { "late", N_("late") }, { "today", N_("today") }, { 0 } };

static const ListFilter TASK_FILTERS[] = {
    { "state",    &F_TASK_WHERE_STATE,   INPUT(Task, state, IN_CHOICE, OPTIONAL, 20, N_("State"), .choices = TASK_STATES) },
    { "term",     &F_TASK_WHERE_LATE,    INPUT(Task, state, IN_CHOICE, OPTIONAL, 20, N_("Term"), .choices = TERMS),
      .means = "late" },
    { "term",     &F_TASK_WHERE_TODAY,   INPUT(Task, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "today",
      .chip = N_("Term: today") },
    { "mark",     &F_TASK_WHERE_ASKED,   INPUT(Task, state, IN_CHOICE, OPTIONAL, 20, N_("On the way"), .choices = ONGOING),
      .means = "asked" },
    { "mark",     &F_TASK_WHERE_EXTENDED, INPUT(Task, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "extended",
      .chip = N_("Term extended") },
    { "mark",     &F_TASK_WHERE_OBSTACLE, INPUT(Task, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "late_with",
      .chip = N_("Executed late, with an obstacle") },
    { "mark",     &F_TASK_WHERE_GONE,    INPUT(Task, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "gone",
      .chip = N_("Its executor has left") },
    { "from",     &F_TASK_WHERE_FROM,    INPUT(Task, due, IN_DATE, OPTIONAL, 10, N_("Term from")) },
    { "until",    &F_TASK_WHERE_UNTIL,   INPUT(Task, due, IN_DATE, OPTIONAL, 10, N_("Term until")) },
    { "executor", &F_TASK_WHERE_PERSON,  INPUT(Task, person_id, IN_HIDDEN, OPTIONAL, 12, NULL),
      .chip = N_("Executor: {0}"), .name_of = person_name_to_reader },
    { "author",   &F_TASK_WHERE_AUTHOR,  INPUT(Task, author_seat, IN_HIDDEN, OPTIONAL, 12, NULL),
      .chip = N_("By resolution of: {0}"), .name_of = staff_seat_title },
    { "extend",   &F_TASK_WHERE_EXTEND,  INPUT(Task, author_seat, IN_HIDDEN, OPTIONAL, 12, NULL),
      .chip = N_("A longer term to decide by: {0}"), .name_of = staff_seat_title },
    { "unmeasured", &F_TASK_WHERE_UNMEASURED, INPUT(Task, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1",
      .chip = N_("Obstacles without a measure") },
    { "leadership", &F_TASK_WHERE_LEADERSHIP, INPUT(Task, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1",
      .chip = N_("Assigned by leadership") },
    { "live",     &F_TASK_WHERE_LIVE,    INPUT(Task, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1",
      .chip = N_("Not executed yet") },
    { "control",  &F_TASK_WHERE_CONTROL, INPUT(Task, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1",
      .chip = N_("Under control") },
    { 0 }
};

const ListSpec TASK_LIST = {
    .kind = OBJ_TASK, .act = ACT_TASK_LIST, .all = &F_TASK_LIST_ALL, .related = &F_TASK_LIST_RELATED,
    .all_count = &F_TASK_LIST_ALL_COUNT, .related_ids = &F_TASK_LIST_RELATED_IDS,
    .once = &F_TASK_LIST_ONCE, .executed = &F_TASK_LIST_EXECUTED, .open = &F_TASK_LIST_OPEN,
    .after = &F_TASK_LIST_AFTER, .order = &F_TASK_LIST_ORDER, .filters = TASK_FILTERS,
    .fields = TASK_ROW_FIELDS, .record_size = sizeof(TaskRow)
};

static const Column TASK_COLUMNS[] = {
    { "id", N_("No."), CELL_INT, 8 },
    { "paper", N_("Paper"), CELL_TEXT, 14 },
    { "gist", N_("Gist"), CELL_TEXT, 50 },
    { "body", N_("Resolution"), CELL_TEXT, 50 },
    { "signature", N_("Author of the resolution"), CELL_TEXT, 30 },
    { "person", N_("Executor"), CELL_TEXT, 22 },
    { "lead", N_("lead executor"), CELL_BOOL, 12 },
    { "part", N_("His part"), CELL_TEXT, 30 },
    { "state_text", N_("State"), CELL_TEXT, 22 },
    { "due", N_("Term"), CELL_DATE, 12 },
    { "term.text", N_("How the term stands"), CELL_TEXT, 24 },
    { "obstacle_text", N_("Late because"), CELL_TEXT, 30 },
    { "closed_day", N_("Executed on"), CELL_DATE, 12 },
    { 0 }
};
static const Export TASK_SHEET = { "tasks", "list.items", TASK_COLUMNS };

static bool list_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    void *rows;
    size_t n;
    Val *list;
    if (!list_read(req, &TASK_LIST, &rows, &n, &list, err))
        return false;
    Val *items = val_put(list, "items", val_list(cx->arena));
    for (const TaskRow *t = rows; t < (const TaskRow *)rows + n; t++) {
        Val *v = val_add(items, val_record(cx->arena, t, TASK_ROW_FIELDS));
        val_put(v, "person", val_keep(cx->arena, az_initials(cx->arena, t->surname, t->name, NULL)));
        val_put(v, "state_text", val_keep(cx->arena, task_state_text(cx, t->state)));
        val_put(v, "term", task_term(cx, t->due, t->closed_day));
        val_put(v, "obstacle_text", val_keep(cx->arena, *t->obstacle ? task_obstacle_text(cx, t->obstacle) : ""));
    }
    val_put(resp->view, "list", list);
    return true;
}

/* ---- what is sent --------------------------------------------------------------- */

static void back(Req *req, Resp *resp, const char *notice)
{
    resp->redirect = arena_printf(req->cx->arena, "/tasks/%lld", (long long)req->id);
    resp->notice = notice;
}

/* Where his next task waits. */
static void then_mine(const Req *req, Resp *resp)
{
    resp->next = arena_printf(req->cx->arena, "/tasks?state=open&executor=%lld", (long long)req->cx->actor->person_id);
    resp->next_label = N_("To execute");
}

static bool post_report(Req *req, Resp *resp, Err *err)
{
    ReportForm in = { .report = "", .obstacle = "", .obstacle_words = "", .open_why = "" };
    if (!form_read(req, "", TASK_REPORT_INPUTS, &in, err))
        return false;
    TaskReport report = { in.version, !in.interim, in.report, { in.obstacle, in.obstacle_words }, { in.open_ok, in.open_why } };
    if (!task_report(req->cx, req->id, &report, req->grant, err))
        return false;
    then_mine(req, resp);
    back(req, resp, in.interim ? N_("The interim word is noted; the task stays open") : N_("The report went to the author"));
    return true;
}

/* The author's seat decides, whoever serves it: another chief of the same paper does not. */
static bool as_author(Req *req, Act act, Grant *ret, Err *err)
{
    Task t;
    if (!task_get(req->cx, req->id, &t, err) || !authority_check_as(req->cx, act, OBJ_TASK, t.id, t.author_seat, ret, err))
        return false;
    return ret->yes || err_set(err, ERR_DENIED, NULL, N_("this is for whoever gave the task"));
}

static bool post_decision(Req *req, Resp *resp, Err *err)
{
    DecideForm in = { .remark = "", .open_why = "" };
    Grant as;
    if (!form_read(req, "", TASK_DECIDE_INPUTS, &in, err) || !as_author(req, ACT_TASK_ACCEPT, &as, err))
        return false;
    if (in.settled && in.returned)
        return err_add(err, "settled", N_("either returned or executed"));
    TaskDecision decision = { in.version, !in.returned, in.remark, { in.open_ok, in.open_why } };
    if (!(in.settled ? task_settle : task_decide)(req->cx, req->id, &decision, &as, err))
        return false;
    back(req, resp, in.settled ? N_("The paper is executed without an answer")
                    : in.returned ? N_("The task went back to the executor") : N_("The work is accepted"));
    return true;
}

/* This form names its one executor plainly. */
static bool plain_fields(Err *err)
{
    for (int i = 0; i < err->count; i++)
        if (strcmp(err->faults[i].field, "executors.0.person_id") == 0)
            snprintf(err->faults[i].field, sizeof err->faults[i].field, "person_id");
    return false;
}

static bool post_resolution(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Task t;
    ResolveForm in = { .body = "" };
    const Standing *seat = task_resolving_seat(cx);
    if (!form_read(req, "", TASK_RESOLVE_INPUTS, &in, err) || !task_get(cx, req->id, &t, err))
        return false;
    if (!seat || t.person_id != cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("only the executor resolves under his task"));
    Grant as = *req->grant;
    as.standing = seat;
    Executor executor = { in.person_id, "" };
    NewResolution r = {
        .origin_kind = (ObjectKind)t.origin_kind, .origin_id = t.origin_id, .parent_task = t.id,
        .author_seat = seat->seat_id, .author_person = cx->actor->person_id, .signature = grant_signature(cx, &as),
        .authority = req->grant->path, .scan = "", .body = in.body, .written = cx->today,
        .due = in.due.has ? in.due.v : t.due, .limit = t.due, .control = in.control, .away_ok = in.away_ok,
        .executors = &executor, .executor_count = 1 };
    if (!task_resolve(cx, &r, &resp->created_id, err))
        return plain_fields(err);
    then_mine(req, resp);
    back(req, resp, task_written_text(cx, r.due));
    return true;
}

static bool post_extension(Req *req, Resp *resp, Err *err)
{
    ExtendForm in = { .reason = "", .material = "", .over_reason = "" };
    if (!form_read(req, "", TASK_EXTEND_INPUTS, &in, err))
        return false;
    ExtensionAsk ask = { in.wanted, in.reason, in.material, in.over_reason };
    if (!task_extension_ask(req->cx, req->id, &ask, req->grant, &resp->created_id, err))
        return false;
    back(req, resp, N_("A longer term is asked"));
    return true;
}

static bool post_step(Req *req, Resp *resp, Err *err)
{
    StepForm in = { .remark = "" };
    if (!form_read(req, "", TASK_STEP_INPUTS, &in, err)
        || !task_extension_decide(req->cx, req->id, req->id2, in.refused, in.remark, err))
        return false;
    back(req, resp, in.refused ? N_("The longer term is refused") : N_("Your decision on the request is noted"));
    return true;
}

static bool post_informed(Req *req, Resp *resp, Err *err)
{
    InformForm in = { .informed = "" };
    if (!form_read(req, "", TASK_INFORM_INPUTS, &in, err)
        || !task_extension_informed(req->cx, req->id, req->id2, in.informed, req->grant, err))
        return false;
    back(req, resp, N_("It is noted that the applicant was told"));
    return true;
}

static bool move(Req *req, Resp *resp, bool returned, Err *err)
{
    MoveForm in = { .reason = "" };
    if (!form_read(req, "", TASK_MOVE_INPUTS, &in, err))
        return false;
    Moving moving = { in.person_id, in.reason, in.away_ok, returned, in.version };
    if (!task_move(req->cx, req->id, &moving, req->grant, err))
        return false;
    back(req, resp, N_("The task has another executor"));
    return true;
}

static bool post_executor(Req *req, Resp *resp, Err *err)     { return move(req, resp, false, err); }
static bool post_reassignment(Req *req, Resp *resp, Err *err) { return move(req, resp, true, err); }

typedef bool (*Noting)(Cx *cx, int64_t id, const char *words, const Grant *grant, Err *err);

static bool note(Req *req, Resp *resp, const Input *inputs, Noting f, const char *notice, Err *err)
{
    WordsForm in = { .words = "" };
    if (!form_read(req, "", inputs, &in, err) || !f(req->cx, req->id, in.words, req->grant, err))
        return false;
    back(req, resp, notice);
    return true;
}

static bool post_measure(Req *req, Resp *resp, Err *err)
{
    return note(req, resp, TASK_MEASURE_INPUTS, task_measure, N_("The measure is noted"), err);
}

static bool post_disagreement(Req *req, Resp *resp, Err *err)
{
    return note(req, resp, TASK_DISAGREE_INPUTS, task_disagree, N_("Your opinion is noted"), err);
}

static bool post_control(Req *req, Resp *resp, Err *err)
{
    return note(req, resp, TASK_CONTROL_INPUTS, task_drop_control, N_("The resolution is off control"), err);
}

#define HERE "/tasks/{id}"
static const Route ROUTES[] = {
    /* method path · act object handler · template inputs again */
    { GET, "/tasks", ACT_TASK_LIST, OBJ_NONE,
      list_page, "task/list.html", NULL, NULL,
      .clause = "5.12.5", .title = N_("Tasks"), .sheet = &TASK_SHEET },
    { GET, "/terms", ACT_TASK_TERMS, OBJ_NONE,
      task_terms_page, "task/terms.html", NULL, NULL,
      .clause = "5.12.5", .title = N_("Expected terms"), .sheet = &TASK_TERMS_SHEET },
    { GET, HERE, ACT_TASK_READ, OBJ_TASK,
      task_page, "task/show.html", NULL, NULL,
      .clause = "5.12.4", .title = N_("Task"), .of = "about.paper about.gist about.body" },
    { POST, HERE "/report", ACT_TASK_REPORT, OBJ_TASK,
      post_report, NULL, TASK_REPORT_INPUTS, HERE,
      .clause = "5.11.3" },
    { POST, HERE "/decision", ACT_TASK_ACCEPT, OBJ_TASK,
      post_decision, NULL, TASK_DECIDE_INPUTS, HERE,
      .clause = "5.10.3" },
    { POST, HERE "/resolutions", ACT_TASK_RESOLVE_UNDER, OBJ_TASK,
      post_resolution, NULL, TASK_RESOLVE_INPUTS, HERE,
      .clause = "5.12.4" },
    { POST, HERE "/extensions", ACT_TASK_EXTEND_ASK, OBJ_TASK,
      post_extension, NULL, TASK_EXTEND_INPUTS, HERE,
      .clause = "5.11.3" },
    { POST, HERE "/extensions/{id2}/decision", ACT_TASK_EXTEND_DECIDE, OBJ_TASK,
      post_step, NULL, TASK_STEP_INPUTS, HERE,
      .clause = "5.8.12" },
    { POST, HERE "/extensions/{id2}/informed", ACT_TASK_REPORT, OBJ_TASK,
      post_informed, NULL, TASK_INFORM_INPUTS, HERE,
      .clause = "3.1.19" },
    { POST, HERE "/executor", ACT_TASK_MOVE, OBJ_TASK,
      post_executor, NULL, TASK_MOVE_INPUTS, HERE,
      .clause = "5.8.9" },
    { POST, HERE "/reassignment", ACT_TASK_REASSIGN, OBJ_TASK,
      post_reassignment, NULL, TASK_MOVE_INPUTS, HERE,
      .clause = "5.12.4" },
    { POST, HERE "/measure", ACT_TASK_MEASURE, OBJ_TASK,
      post_measure, NULL, TASK_MEASURE_INPUTS, HERE,
      .clause = "5.9.4" },
    { POST, HERE "/disagreement", ACT_TASK_DISAGREE, OBJ_TASK,
      post_disagreement, NULL, TASK_DISAGREE_INPUTS, HERE,
      .clause = "5.11.3" },
    { POST, HERE "/control", ACT_CONTROL_REMOVE, OBJ_TASK,
      post_control, NULL, TASK_CONTROL_INPUTS, HERE,
      .clause = "3.1.19" },
    { 0 }
};

static const NavItem NAV[] = {
    { "/tasks", N_("Tasks"), "checkbox", NAV_PAPERS, ACT_TASK_LIST, 30 },
    { "/terms", N_("Expected terms"), "calendar-due", NAV_PAPERS, ACT_TASK_TERMS, 31 },
    { 0 }
};
static const Job JOBS[] = {
    { "task-steps", "daily 07:30", extension_steps_job, N_("Passes requests for more time on where nobody holds the deciding seat") },
    { 0 }
};

/* ---- what the search box finds ------------------------------------------------ */

typedef struct WordsRow { const char *body, *signature, *part, *paper, *gist, *surname, *name; Date written; } WordsRow;
static const Field WORDS_FIELDS[] = {
    FIELD(WordsRow, body), FIELD(WordsRow, signature), FIELD(WordsRow, part), FIELD(WordsRow, paper),
    FIELD(WordsRow, gist), FIELD(WordsRow, surname), FIELD(WordsRow, name), FIELD(WordsRow, written), FIELDS_END
};

static bool task_words(Cx *cx, int64_t id, FindText *ret, bool *ret_found, Err *err)
{
    WordsRow t;
    Arena *a = cx->arena;
    if (!db_one(cx->db, a, &Q_TASK_WORDS, BIND(P_INT(id)), WORDS_FIELDS, &t, ret_found, err) || !*ret_found)
        return err->kind == ERR_NONE;
    const char *executor = az_initials(a, t.surname, t.name, NULL);
    ret->title = t.body;
    ret->about = *t.paper ? arena_printf(a, "%s · %s %s", executor, t.paper, t.gist) : executor;
    ret->day = t.written;
    ret->text = arena_printf(a, "%s %s %s %s %s %s %s", t.body, t.part, t.signature, t.paper, t.gist, t.surname, t.name);
    return true;
}

static const FindKind FINDS[] = {
    { OBJ_TASK, ACT_TASK_READ, N_("Tasks"), "/tasks/", task_words, &Q_TASK_IDS },
    { 0 }
};

const Area task_area = {
    .name = "task", .routes = ROUTES, .nav = NAV, .finds = FINDS, .jobs = JOBS, .queries = TASK_QUERIES, .files = &Q_TASK_FILES,
    .start = task_obstacles_start
};
