// SPDX-License-Identifier: Apache-2.0
#include "areas/task/task.h"
#include "app/export.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "base/text.h"
#include "task_queries.h"
#include <stdio.h>
#include <string.h>

/* ---- list ----------------------------------------------------------------- */

typedef struct TaskRow {
    int64_t     id, resolution_id, origin_kind, origin_id, person_id;
    bool        lead, control;
    const char *part, *state, *body, *signature, *surname, *name, *paper, *gist;
    Date        due, closed_day;
} TaskRow;
static const Field TASK_ROW_FIELDS[] = {
    FIELD(TaskRow, id), FIELD(TaskRow, resolution_id), FIELD(TaskRow, origin_kind), FIELD(TaskRow, origin_id),
    FIELD(TaskRow, person_id), FIELD(TaskRow, lead), FIELD(TaskRow, control), FIELD(TaskRow, part),
    FIELD(TaskRow, state), FIELD(TaskRow, body), FIELD(TaskRow, signature), FIELD(TaskRow, surname),
    FIELD(TaskRow, name), FIELD(TaskRow, paper), FIELD(TaskRow, gist), FIELD(TaskRow, due), FIELD(TaskRow, closed_day), FIELDS_END
};

static const Choice STATES[] = {
    { "open", N_("in execution") }, { "reported", N_("reported, waits for acceptance") }, { "done", N_("executed") },
    { 0 }
};
static const Choice TERMS[] = { { "late", N_("late") }, { "today", N_("today") }, { 0 } };

static const ListFilter TASK_FILTERS[] = {
    { "state",    &F_TASK_WHERE_STATE,   INPUT(Task, state, IN_CHOICE, OPTIONAL, 20, N_("State"), .choices = STATES) },
    { "term",     &F_TASK_WHERE_LATE,    INPUT(Task, state, IN_CHOICE, OPTIONAL, 20, N_("Term"), .choices = TERMS),
      .means = "late" },
    { "term",     &F_TASK_WHERE_TODAY,   INPUT(Task, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "today",
      .chip = N_("Term: today") },
    { "from",     &F_TASK_WHERE_FROM,    INPUT(Task, due, IN_DATE, OPTIONAL, 10, N_("Term from")) },
    { "until",    &F_TASK_WHERE_UNTIL,   INPUT(Task, due, IN_DATE, OPTIONAL, 10, N_("Term until")) },
    { "executor", &F_TASK_WHERE_PERSON,  INPUT(Task, person_id, IN_HIDDEN, OPTIONAL, 12, NULL),
      .chip = N_("Executor: {0}"), .name_of = person_name_to_reader },
    { "author",   &F_TASK_WHERE_AUTHOR,  INPUT(Task, author_seat, IN_HIDDEN, OPTIONAL, 12, NULL),
      .chip = N_("By resolution of: {0}"), .name_of = staff_seat_title },
    { "live",     &F_TASK_WHERE_LIVE,    INPUT(Task, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1",
      .chip = N_("Not executed yet") },
    { "control",  &F_TASK_WHERE_CONTROL, INPUT(Task, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1",
      .chip = N_("Under control") },
    { 0 }
};

const ListSpec TASK_LIST = {
    .kind = OBJ_TASK, .act = ACT_TASK_LIST, .all = &F_TASK_LIST_ALL, .related = &F_TASK_LIST_RELATED,
    .all_count = &F_TASK_LIST_ALL_COUNT, .related_ids = &F_TASK_LIST_RELATED_IDS,
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
    { "closed_day", N_("Executed on"), CELL_DATE, 12 },
    { 0 }
};
static const Export TASK_SHEET = { "tasks", "list.items", TASK_COLUMNS };

static const char *state_text(Cx *cx, const char *state)
{
    for (const Choice *c = STATES; c->value; c++)
        if (strcmp(c->value, state) == 0)
            return tr(cx, c->label);
    return state;
}

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
        val_put(v, "state_text", val_keep(cx->arena, state_text(cx, t->state)));
        val_put(v, "term", task_term(cx, t->due, t->closed_day));
    }
    val_put(resp->view, "list", list);
    return true;
}

/* ---- one task --------------------------------------------------------------- */

typedef struct EventRow { int64_t id; const char *verb, *body, *surname, *name; Instant at; } EventRow;
static const Field EVENT_FIELDS[] = {
    FIELD(EventRow, id), FIELD(EventRow, verb), FIELD(EventRow, body), FIELD(EventRow, surname), FIELD(EventRow, name),
    FIELD(EventRow, at), FIELDS_END
};

static const Choice VERBS[] = {
    { "given", N_("given") }, { "interim", N_("interim word") }, { "reported", N_("reported") },
    { "accepted", N_("accepted") }, { "returned", N_("returned with a remark") }, { "closed", N_("closed") }, { 0 }
};

static bool put_events(Cx *cx, int64_t task, Val *view, Err *err)
{
    size_t n;
    const EventRow *rows = db_all(cx->db, cx->arena, &Q_TASK_EVENTS, BIND(P_INT(task)), EVENT_FIELDS, sizeof(EventRow),
                                  &n, err);
    if (!rows)
        return false;
    Val *list = val_put(view, "events", val_list(cx->arena));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_map(cx->arena));
        const char *verb = rows[i].verb;
        for (const Choice *c = VERBS; c->value; c++)
            if (strcmp(c->value, rows[i].verb) == 0)
                verb = tr(cx, c->label);
        val_put_text(cx->arena, v, "verb", verb);
        val_put_text(cx->arena, v, "body", rows[i].body);
        val_put_text(cx->arena, v, "who", rows[i].surname ? az_initials(cx->arena, rows[i].surname, rows[i].name, NULL) : "");
        val_put(v, "at", val_instant(cx->arena, rows[i].at));
    }
    return true;
}

typedef struct ReportForm { const char *report; bool interim; } ReportForm;
static const Input REPORT_INPUTS[] = {
    INPUT(ReportForm, report,  IN_AREA,  REQUIRED, 4000, N_("What was done")),
    INPUT(ReportForm, interim, IN_CHECK, OPTIONAL, 1, N_("An interim word: the work goes on")),
    INPUTS_END
};
typedef struct DecideForm { const char *remark; bool returned; } DecideForm;
static const Input DECIDE_INPUTS[] = {
    INPUT(DecideForm, remark,   IN_AREA,  OPTIONAL, 2000, N_("Remark")),
    INPUT(DecideForm, returned, IN_CHECK, OPTIONAL, 1, N_("Return to the executor")),
    INPUTS_END
};
typedef struct ResolveForm { const char *body; int64_t person_id; OptDate due; bool control; } ResolveForm;
static const Input RESOLVE_INPUTS[] = {
    INPUT(ResolveForm, body,      IN_AREA,   REQUIRED, 2000, N_("Resolution")),
    INPUT(ResolveForm, person_id, IN_CHOICE, REQUIRED, 12, N_("Executor")),
    INPUT(ResolveForm, due,       IN_DATE,   OPTIONAL, 10, N_("Term")),
    INPUT(ResolveForm, control,   IN_CHECK,  OPTIONAL, 1, N_("Under control")),
    INPUTS_END
};

/* The seat whose resolution the reader may write under a task of his: the one he serves today. */
static const Standing *resolving_seat(const Cx *cx)
{
    for (size_t i = 0; i < cx->actor->count; i++) {
        const Standing *s = &cx->actor->standings[i];
        bool chief = strcmp(s->post_kind, "head") == 0 || strcmp(s->post_kind, "deputy") == 0
                  || strcmp(s->post_kind, "section_head") == 0;
        if (chief && s->may_write)
            return s;
    }
    return NULL;
}

static bool put_forms(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Grant report = { 0 }, accept = { 0 }, under = { 0 };
    bool open = strcmp(t->state, "open") == 0, reported = strcmp(t->state, "reported") == 0;
    if ((open && (!authority_check(cx, ACT_TASK_REPORT, OBJ_TASK, t->id, &report, err)
                  || !authority_check(cx, ACT_TASK_RESOLVE_UNDER, OBJ_TASK, t->id, &under, err)))
        || (reported && !authority_check(cx, ACT_TASK_ACCEPT, OBJ_TASK, t->id, &accept, err)))
        return false;
    const char *base = arena_printf(a, "/tasks/%lld", (long long)t->id);
    val_put(view, "report_form", report.yes
            ? form_view(req, arena_printf(a, "%s/report", base), REPORT_INPUTS, NULL) : val_null(a));
    bool own = t->person_id == cx->actor->person_id;
    val_put(view, "decide_form", accept.yes && !own
            ? form_view(req, arena_printf(a, "%s/decision", base), DECIDE_INPUTS, NULL) : val_null(a));
    const Standing *seat = under.yes && own ? resolving_seat(cx) : NULL;
    Val *form = NULL;
    if (seat) {
        ResolveForm defaults = { .due = { !date_same(t->due, DATE_FOREVER), t->due } };
        Val *officers = task_officers(cx, seat->seat_id, err);
        if (!officers)
            return false;
        form = form_view(req, arena_printf(a, "%s/resolutions", base), RESOLVE_INPUTS, &defaults);
        form_choices(cx, form, "person_id", officers);
        val_replace(form, "submit", val_keep(a, tr(cx, N_("Write the resolution"))));
    }
    val_put(view, "resolve_form", form ? form : val_null(a));
    return true;
}

typedef struct About { const char *body, *signature, *paper, *gist, *surname, *name; Date written; } About;
static const Field ABOUT_FIELDS[] = {
    FIELD(About, body), FIELD(About, signature), FIELD(About, paper), FIELD(About, gist), FIELD(About, surname),
    FIELD(About, name), FIELD(About, written), FIELDS_END
};

static bool put_about(Cx *cx, int64_t task, Val *view, Err *err)
{
    About about = { .body = "", .signature = "", .paper = "", .gist = "", .surname = "", .name = "" };
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_TASK_ABOUT, BIND(P_INT(task)), ABOUT_FIELDS, &about, &found, err))
        return false;
    val_put(view, "about", val_record(cx->arena, &about, ABOUT_FIELDS));
    return true;
}

static bool show_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Task t;
    int64_t open;
    if (!task_get(cx, req->id, &t, err))
        return false;
    Val *sheet = task_sheet(cx, (ObjectKind)t.origin_kind, t.origin_id, &open, err);
    if (!sheet)
        return false;
    Val *v = val_put(resp->view, "task", val_record(cx->arena, &t, TASK_FIELDS));
    val_put(v, "state_text", val_keep(cx->arena, state_text(cx, t.state)));
    val_put(v, "term", task_term(cx, t.due, t.closed.us == INSTANT_FOREVER.us ? DATE_FOREVER : instant_day(t.closed)));
    val_put_bool(cx->arena, v, "of_letter", t.origin_kind == OBJ_LETTER);
    val_put(resp->view, "sheet", sheet);
    return put_about(cx, t.id, resp->view, err) && put_events(cx, t.id, resp->view, err)
        && put_forms(req, &t, resp->view, err);
}

static void back(Req *req, Resp *resp, const char *notice)
{
    resp->redirect = arena_printf(req->cx->arena, "/tasks/%lld", (long long)req->id);
    resp->notice = notice;
}

static bool post_report(Req *req, Resp *resp, Err *err)
{
    ReportForm in = { .report = "" };
    if (!form_read(req, "", REPORT_INPUTS, &in, err)
        || !task_report(req->cx, req->id, !in.interim, in.report, req->grant, err))
        return false;
    back(req, resp, in.interim ? N_("The interim word is noted; the task stays open") : N_("The report went to the author"));
    return true;
}

static bool post_decision(Req *req, Resp *resp, Err *err)
{
    DecideForm in = { .remark = "" };
    if (!form_read(req, "", DECIDE_INPUTS, &in, err)
        || !task_decide(req->cx, req->id, !in.returned, in.remark, req->grant, err))
        return false;
    back(req, resp, in.returned ? N_("The task went back to the executor") : N_("The work is accepted"));
    return true;
}

static bool post_resolution(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Task t;
    ResolveForm in = { .body = "" };
    const Standing *seat = resolving_seat(cx);
    if (!form_read(req, "", RESOLVE_INPUTS, &in, err) || !task_get(cx, req->id, &t, err))
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
        .due = in.due.has ? in.due.v : t.due, .limit = t.due, .control = in.control,
        .executors = &executor, .executor_count = 1 };
    if (!task_resolve(cx, &r, &resp->created_id, err)) {
        for (int i = 0; i < err->count; i++)               /* this form names its one executor plainly */
            if (strcmp(err->faults[i].field, "executors.0.person_id") == 0)
                snprintf(err->faults[i].field, sizeof err->faults[i].field, "person_id");
        return false;
    }
    back(req, resp, N_("The resolution is written"));
    return true;
}

static const Route ROUTES[] = {
    /* method path                       act                     object    handler          template          inputs          again */
    { GET,  "/tasks",                  ACT_TASK_LIST,          OBJ_NONE, list_page,       "task/list.html", NULL,           NULL,
      .clause = "5.12.5", .title = N_("Tasks"), .sheet = &TASK_SHEET },
    { GET,  "/tasks/{id}",             ACT_TASK_READ,          OBJ_TASK, show_page,       "task/show.html", NULL,           NULL,
      .clause = "5.12.4", .title = N_("Task") },
    { POST, "/tasks/{id}/report",      ACT_TASK_REPORT,        OBJ_TASK, post_report,     NULL,             REPORT_INPUTS,  "/tasks/{id}",
      .clause = "5.11.3" },
    { POST, "/tasks/{id}/decision",    ACT_TASK_ACCEPT,        OBJ_TASK, post_decision,   NULL,             DECIDE_INPUTS,  "/tasks/{id}",
      .clause = "5.10.3" },
    { POST, "/tasks/{id}/resolutions", ACT_TASK_RESOLVE_UNDER, OBJ_TASK, post_resolution, NULL,             RESOLVE_INPUTS, "/tasks/{id}",
      .clause = "5.12.4" },
    { 0 }
};

static const NavItem NAV[] = { { "/tasks", N_("Tasks"), "checkbox", ACT_TASK_LIST, 30 }, { 0 } };

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

const Area task_area = { .name = "task", .routes = ROUTES, .nav = NAV, .finds = FINDS, .queries = TASK_QUERIES };
