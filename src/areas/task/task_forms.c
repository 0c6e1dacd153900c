// SPDX-License-Identifier: Apache-2.0
/* The forms of a task's page: only those its reader may use now. */
#include "areas/task/task_in.h"
#include <string.h>

#define OPEN_INPUTS(FORM)                                                                                               \
    INPUT(FORM, open_ok,  IN_CHECK, OPTIONAL, 1, N_("It is meant, although parts are open")),                           \
    INPUT(FORM, open_why, IN_LINE,  OPTIONAL, 500, N_("Why without them"))

const Input TASK_REPORT_INPUTS[] = {
    INPUT(ReportForm, version,        IN_HIDDEN, REQUIRED, 12, NULL),
    INPUT(ReportForm, report,         IN_AREA,   REQUIRED, 4000, N_("What was done")),
    INPUT(ReportForm, obstacle,       IN_CHOICE, OPTIONAL, 40, N_("What stood in the way"), N_("The term is over (5.9.4)")),
    INPUT(ReportForm, obstacle_words, IN_AREA,   OPTIONAL, 1000, N_("In words")),
    INPUT(ReportForm, interim,        IN_CHECK,  OPTIONAL, 1, N_("An interim word: the work goes on")),
    OPEN_INPUTS(ReportForm),
    INPUTS_END
};
const Input TASK_DECIDE_INPUTS[] = {
    INPUT(DecideForm, version,  IN_HIDDEN, REQUIRED, 12, NULL),
    INPUT(DecideForm, remark,   IN_AREA,  OPTIONAL, 2000, N_("Remark")),
    INPUT(DecideForm, returned, IN_CHECK, OPTIONAL, 1, N_("Return to the executor")),
    INPUT(DecideForm, settled,  IN_CHECK, OPTIONAL, 1, N_("Solved in substance, executed without an answer"),
          N_("The remark says on what ground")),
    OPEN_INPUTS(DecideForm),
    INPUTS_END
};
const Input TASK_RESOLVE_INPUTS[] = {
    INPUT(ResolveForm, body,      IN_AREA,   REQUIRED, 2000, N_("Resolution")),
    INPUT(ResolveForm, person_id, IN_CHOICE, REQUIRED, 12, N_("Executor")),
    INPUT(ResolveForm, due,       IN_DATE,   OPTIONAL, 10, N_("Term"), .day = DAY_OF_TERM),
    INPUT(ResolveForm, control,   IN_CHECK,  OPTIONAL, 1, N_("Under control")),
    INPUT(ResolveForm, away_ok,   IN_CHECK,  OPTIONAL, 1, N_("It is meant, although he is away on the day of the term")),
    INPUTS_END
};
const Input TASK_EXTEND_INPUTS[] = {
    INPUT(ExtendForm, wanted,      IN_DATE, REQUIRED, 10, N_("New term"), .day = DAY_OF_TERM),
    INPUT(ExtendForm, reason,      IN_AREA, REQUIRED, 2000, N_("Reasons")),
    INPUT(ExtendForm, material,    IN_LINE, OPTIONAL, 500, N_("Additional material requested"),
          N_("Needed beyond the term of the law: what, from whom, when")),
    INPUT(ExtendForm, over_reason, IN_AREA, OPTIONAL, 1000, N_("Why beyond the rule")),
    INPUTS_END
};
const Input TASK_STEP_INPUTS[] = {
    INPUT(StepForm, remark,  IN_AREA,  OPTIONAL, 2000, N_("Remark")),
    INPUT(StepForm, refused, IN_CHECK, OPTIONAL, 1, N_("Refuse")),
    INPUTS_END
};
const Input TASK_INFORM_INPUTS[] = {
    INPUT(InformForm, informed, IN_LINE, REQUIRED, 500, N_("When and how the applicant was told")),
    INPUTS_END
};
const Input TASK_MOVE_INPUTS[] = {
    INPUT(MoveForm, version,   IN_HIDDEN, REQUIRED, 12, NULL),
    INPUT(MoveForm, person_id, IN_CHOICE, REQUIRED, 12, N_("To whom")),
    INPUT(MoveForm, reason,    IN_AREA,   REQUIRED, 1000, N_("Reason")),
    INPUT(MoveForm, away_ok,   IN_CHECK,  OPTIONAL, 1, N_("It is meant, although he is away on the day of the term")),
    INPUTS_END
};
const Input TASK_MEASURE_INPUTS[] = { INPUT(WordsForm, words, IN_AREA, REQUIRED, 2000, N_("Measure taken")), INPUTS_END };
const Input TASK_DISAGREE_INPUTS[] = { INPUT(WordsForm, words, IN_AREA, REQUIRED, 2000, N_("My opinion")), INPUTS_END };
const Input TASK_CONTROL_INPUTS[] = { INPUT(WordsForm, words, IN_AREA, REQUIRED, 1000, N_("Ground")), INPUTS_END };

const Standing *task_resolving_seat(const Cx *cx)
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

/* One form being put on the page, its ids its own. */
static Val *add_form(Req *req, const Task *t, Val *view, const char *name, const char *path, const char *submit,
                     const Input *inputs, const void *defaults)
{
    Cx *cx = req->cx;
    Val *f = form_view(req, arena_printf(cx->arena, "/tasks/%lld/%s", (long long)t->id, path), inputs, defaults);
    val_replace(f, "submit", val_keep(cx->arena, tr(cx, submit)));
    form_ids(cx, f, name);
    val_replace(view, name, f);
    return f;
}

static void hide(Cx *cx, Val *form, const char *name)
{
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), name) == 0 && !val_count(val_get(f, "faults")))
            val_replace((Val *)val_get(f, "type"), "hidden", val_bool(cx->arena, true));
}

/* "F.Yoxlamalı, G.Baxışlı" */
static const char *names_of(Cx *cx, const Val *list)
{
    Str s = str_make(cx->arena);
    for (const Val *v = val_first(list); v; v = val_next(v))
        str_addf(&s, "%s%s", s.len ? ", " : "", val_str(val_get(v, "person")));
    return s.len ? s.s : "";
}

static bool may(Cx *cx, Act act, const Task *t, bool *ret, Err *err)
{
    Grant g = { 0 };
    if (!authority_check(cx, act, OBJ_TASK, t->id, &g, err))
        return false;
    *ret = g.yes;
    return true;
}

static bool report_form(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    bool yes;
    if (t->person_id != cx->actor->person_id)
        return true;
    if (!may(cx, ACT_TASK_REPORT, t, &yes, err))
        return false;
    if (!yes)
        return true;
    ReportForm now = { .version = t->version, .report = "", .obstacle = "", .obstacle_words = "", .open_why = "" };
    Val *f = add_form(req, t, view, "report_form", "report", N_("Send the report"), TASK_REPORT_INPUTS, &now);
    task_open_fields(cx, f, names_of(cx, val_get(view, "below")));
    form_choices(cx, f, "obstacle", task_obstacle_choices(cx));
    if (!date_before(t->due, cx->today)) {
        hide(cx, f, "obstacle");
        hide(cx, f, "obstacle_words");
    }
    return true;
}

static bool extend_form(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    bool yes, asked = val_truthy(val_get(view, "asked"));
    if (asked || !t->lead || t->person_id != cx->actor->person_id || date_same(t->due, DATE_FOREVER)
        || date_before(t->due, cx->today))
        return true;
    if (!may(cx, ACT_TASK_EXTEND_ASK, t, &yes, err))
        return false;
    if (!yes)
        return true;
    Val *f = add_form(req, t, view, "extend_form", "extensions", N_("Ask"), TASK_EXTEND_INPUTS, NULL);
    if (!rule_with(law_of(cx), val_str(val_at(view, "about.rule")), "extension.material", REGIME_ANY, cx->today))
        hide(cx, f, "material");
    hide(cx, f, "over_reason");
    return true;
}

static bool resolve_form(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    const Standing *seat = t->person_id == cx->actor->person_id ? task_resolving_seat(cx) : NULL;
    bool yes;
    if (!seat)
        return true;
    if (!may(cx, ACT_TASK_RESOLVE_UNDER, t, &yes, err))
        return false;
    if (!yes)
        return true;
    ResolveForm defaults = { .body = "", .due = { !date_same(t->due, DATE_FOREVER), t->due } };
    Val *officers = task_officers_below(cx, seat->unit_id, seat->post_kind, err);
    if (!officers)
        return false;
    Val *f = add_form(req, t, view, "resolve_form", "resolutions", N_("Write the resolution"), TASK_RESOLVE_INPUTS, &defaults);
    form_choices(cx, f, "person_id", officers);
    task_away_field(cx, f);
    return true;
}

/* The head moves any open task; its author one whose executor has left. */
static bool move_form(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    bool move, again = false, gone = val_truthy(val_get(view, "gone"));
    if (!may(cx, ACT_TASK_MOVE, t, &move, err) || (!move && gone && !may(cx, ACT_TASK_REASSIGN, t, &again, err)))
        return false;
    if (!move && !again)
        return true;
    Val *officers = task_officers_below(cx, val_num(val_at(view, "about.author_unit")),
                                        val_str(val_at(view, "about.author_kind")), err);
    if (!officers)
        return false;
    MoveForm now = { .version = t->version, .reason = "" };
    Val *f = add_form(req, t, view, "move_form", move ? "executor" : "reassignment", N_("Give it over"), TASK_MOVE_INPUTS, &now);
    form_choices(cx, f, "person_id", officers);
    task_away_field(cx, f);
    return true;
}

static bool open_forms(Req *req, const Task *t, Val *view, Err *err)
{
    return report_form(req, t, view, err) && extend_form(req, t, view, err) && resolve_form(req, t, view, err)
        && move_form(req, t, view, err);
}

static bool decide_form(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    Grant g;
    if (t->person_id == cx->actor->person_id)
        return true;
    if (!authority_check_as(cx, ACT_TASK_ACCEPT, OBJ_TASK, t->id, t->author_seat, &g, err))
        return false;
    if (!g.yes)
        return true;
    const TaskOrigin *origin = task_origin_of(t->origin_kind);
    DecideForm now = { .version = t->version, .remark = "", .open_why = "" };
    Val *f = add_form(req, t, view, "decide_form", "decision", N_("Decide"), TASK_DECIDE_INPUTS, &now);
    if (t->parent_task || !t->lead || !origin || !origin->settled)
        hide(cx, f, "settled");
    task_open_fields(cx, f, names_of(cx, val_get(view, "below")));
    return true;
}

/* What goes on beside the way: a co-executor's opinion, control, the measure against an obstacle. */
static bool side_forms(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    bool done = strcmp(t->state, "done") == 0, yes = false;
    Grant g;
    if (!done && !t->lead && t->person_id == cx->actor->person_id && !may(cx, ACT_TASK_DISAGREE, t, &yes, err))
        return false;
    if (yes)
        add_form(req, t, view, "disagree_form", "disagreement", N_("Note it"), TASK_DISAGREE_INPUTS, NULL);
    if (!done && t->control) {
        if (!authority_check_as(cx, ACT_CONTROL_REMOVE, OBJ_TASK, t->id, t->author_seat, &g, err))
            return false;
        if (g.yes)
            add_form(req, t, view, "control_form", "control", N_("Take off control"), TASK_CONTROL_INPUTS, NULL);
    }
    if (*t->obstacle && !*t->measure) {
        if (!may(cx, ACT_TASK_MEASURE, t, &yes, err))
            return false;
        if (yes)
            add_form(req, t, view, "measure_form", "measure", N_("Note it"), TASK_MEASURE_INPUTS, NULL);
    }
    return true;
}

/* The request that waits for the reader, and the news its applicant waits for. */
static bool extension_forms(Req *req, const Task *t, Val *view, Err *err)
{
    Cx *cx = req->cx;
    for (const Val *x = val_first(val_get(view, "extensions")); x; x = val_next(x)) {
        const char *path = arena_printf(cx->arena, "extensions/%lld", (long long)val_num(val_get(x, "id")));
        Grant g = { 0 };
        if (val_truthy(val_get(x, "open")) && val_num(val_get(x, "asked_by")) != cx->actor->person_id
            && !authority_check_as(cx, ACT_TASK_EXTEND_DECIDE, OBJ_TASK, t->id, val_num(val_get(x, "step_seat")), &g, err))
            return false;
        if (g.yes)
            add_form(req, t, view, "step_form", arena_printf(cx->arena, "%s/decision", path),
                     val_truthy(val_get(x, "last_step")) ? N_("Grant") : N_("Endorse"), TASK_STEP_INPUTS, NULL);
        if (val_truthy(val_get(x, "to_inform")) && t->person_id == cx->actor->person_id)
            add_form(req, t, view, "inform_form", arena_printf(cx->arena, "%s/informed", path), N_("Note it"), TASK_INFORM_INPUTS,
                     NULL);
    }
    return true;
}

bool task_put_forms(Req *req, const Task *t, Val *view, Err *err)
{
    static const char *const NAMES[] = { "report_form", "extend_form", "resolve_form", "move_form", "decide_form",
                                         "disagree_form", "control_form", "measure_form", "step_form", "inform_form" };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        val_put(view, NAMES[i], val_null(req->cx->arena));
    return (strcmp(t->state, "open") != 0 || open_forms(req, t, view, err))
        && (strcmp(t->state, "reported") != 0 || decide_form(req, t, view, err))
        && side_forms(req, t, view, err) && extension_forms(req, t, view, err);
}
