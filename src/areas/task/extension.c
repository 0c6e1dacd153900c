// SPDX-License-Identifier: Apache-2.0
/* A longer term: asked before it ends, decided step by step (climb.c), granted with its derivation. */
#include "areas/task/task_in.h"
#include "base/text.h"
#include "task_queries.h"
#include <string.h>

const Field TASK_EXTENSION_FIELDS[] = {
    FIELD(TaskExtension, id), FIELD(TaskExtension, task_id), FIELD(TaskExtension, asked_by), FIELD(TaskExtension, asked),
    FIELD(TaskExtension, decided), FIELD(TaskExtension, reason), FIELD(TaskExtension, material),
    FIELD(TaskExtension, over_reason), FIELD(TaskExtension, state), FIELD(TaskExtension, remark),
    FIELD(TaskExtension, derivation), FIELD(TaskExtension, informed), FIELD(TaskExtension, old_due),
    FIELD(TaskExtension, wanted), FIELD(TaskExtension, legal), FIELD(TaskExtension, inform),
    FIELD(TaskExtension, step_seat), FIELD(TaskExtension, version), FIELDS_END
};

/* The records instruction lets a term be lengthened this often; appeals and inquiries have rows of their own. */
#define RULE_OFFICE       "records.default"
#define RULE_OFFICE_TIMES RULE_OFFICE ".extension.times"

bool extension_find(Cx *cx, int64_t task, int64_t id, TaskExtension *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_TASK_EXTENSION, BIND(P_INT(task), P_INT(id)), TASK_EXTENSION_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such request"));
}

bool extension_legal(Cx *cx, const OriginTerm *origin, Date wanted, bool reasoned, Deadline *ret, Err *err)
{
    const Law *law;
    const Val *derivation = val_read_canonical(cx->arena, origin->derivation);
    if (!law_current(cx, &law, err))
        return false;
    if (!derivation)
        return err_set(err, ERR_INTERNAL, NULL, N_("the derivation of the paper's term cannot be read"));
    return deadline_extend(cx->arena, law, derivation, cx->today, wanted, reasoned, ret, err);
}

/* A term is granted longer once; again only as its rule lets, or over an unverified one for a reason. */
static bool check_times(Cx *cx, const Task *t, const ExtensionAsk *in, Err *err)
{
    const Law *law;
    int64_t granted;
    if (!law_current(cx, &law, err) || !db_int(cx->db, &Q_TASK_EXTENDED_TIMES, BIND(P_INT(t->id)), 0, &granted, err))
        return false;
    const Rule *times = rule_find(law, RULE_OFFICE_TIMES, REGIME_ANY, cx->today);
    int64_t allowed = times ? times->value : 1;
    if (granted < allowed)
        return true;
    if (!times || rule_is_binding(times))
        return err_set(err, ERR_CONFLICT, NULL, N_("this term was extended already"));
    return *in->over_reason || err_add(err, "over_reason", N_("this term was extended already, and the rule that lets it be "
                                                              "extended once ({0}) is not verified: say why again"),
                                       times->code);
}

/* What the law asks for beyond the term of the paper itself. */
static bool check_legal(Cx *cx, const OriginTerm *origin, const ExtensionAsk *in, Err *err)
{
    const Law *law;
    Deadline term;
    if (!law_current(cx, &law, err))
        return false;
    const Rule *material = rule_with(law, origin->rule, "extension.material", REGIME_ANY, cx->today);
    if (material && rule_is_binding(material) && !*in->material)
        err_add(err, "material", N_("beyond the term of the law only when additional material is requested: name it"));
    Err faults = { 0 };
    if (!*origin->rule || extension_legal(cx, origin, in->wanted, *in->over_reason != '\0', &term, &faults))
        return err->kind == ERR_NONE;
    if (faults.kind != ERR_INVALID)
        *err = faults;
    for (int i = 0; i < faults.count && faults.kind == ERR_INVALID; i++)
        err_add(err, faults.faults[i].field, faults.faults[i].msgid, faults.faults[i].args[0]);
    return false;
}

static bool may_ask(Cx *cx, const Task *t, Err *err)
{
    int64_t asked;
    if (strcmp(t->state, "open") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this task is no longer open"));
    if (date_same(t->due, DATE_FOREVER))
        return err_set(err, ERR_CONFLICT, NULL, N_("this task has no term to extend"));
    if (date_before(t->due, cx->today))
        return err_set(err, ERR_CONFLICT, NULL, N_("the term ended on {0}; an extension is asked before that"),
                       az_date_numeric(cx->arena, t->due));
    if (!db_run(cx->db, &Q_TASK_HOLD, BIND(P_INT(t->id)), NULL, err)
        || !db_int(cx->db, &Q_TASK_EXTENSION_OPEN, BIND(P_INT(t->id)), 0, &asked, err))
        return false;
    return !asked || err_set(err, ERR_CONFLICT, NULL, N_("an extension is asked already"));
}

static const char *change_text(Cx *cx, Date from, Date to, const char *words)
{
    const char *change = arena_printf(cx->arena, "%s → %s", az_date_numeric(cx->arena, from), az_date_numeric(cx->arena, to));
    return *words ? arena_printf(cx->arena, "%s: %s", change, words) : change;
}

static bool add_steps(Cx *cx, int64_t id, const Way *way, Err *err)
{
    for (size_t i = 0; i < way->count; i++)
        if (!db_run(cx->db, &Q_TASK_STEP_ADD,
                    BIND(P_INT(id), P_INT(way->seat[i]), P_TEXT(i < way->count - way->reserve ? "waiting" : "reserve"),
                         P_INSTANT(INSTANT_FOREVER)), NULL, err))
            return false;
    return true;
}

static bool check_ask(Cx *cx, const Task *t, const OriginTerm *origin, const ExtensionAsk *in, Way *ret_way, Err *err)
{
    if (!may_ask(cx, t, err))
        return false;
    if (!*in->reason)
        err_add(err, "reason", N_("say why"));
    if (!date_before(t->due, in->wanted))
        return err_add(err, "wanted", N_("the new term must be after the old one"));
    if (!extension_way(cx, t, in->wanted, origin, ret_way, err))
        return false;
    Err faults = *err;
    bool good = ret_way->legal ? check_legal(cx, origin, in, &faults) : check_times(cx, t, in, &faults);
    *err = faults;
    return good && err->kind == ERR_NONE;
}

bool task_extension_ask(Cx *cx, int64_t task, const ExtensionAsk *in, const Grant *grant, int64_t *ret_id, Err *err)
{
    Task t;
    OriginTerm origin;
    Way way;
    TaskExtension x;
    bool granted;
    if (!task_get(cx, task, &t, err) || !task_origin_term(cx, &t, &origin, err)
        || !check_ask(cx, &t, &origin, in, &way, err)
        || !db_int(cx->db, &Q_TASK_EXTENSION_ADD,
                   BIND(P_INT(task), P_INT(cx->actor->person_id), P_INSTANT(cx->now), P_TEXT(in->reason), P_TEXT(in->material),
                        P_TEXT(in->over_reason), P_DATE(t.due), P_DATE(in->wanted), P_BOOL(way.legal), P_BOOL(false),
                        P_INSTANT(INSTANT_FOREVER)), 0, ret_id, err)
        || !add_steps(cx, *ret_id, &way, err) || !extension_find(cx, task, *ret_id, &x, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "extension", *ret_id);
    val_put_date(cx->arena, data, "wanted", in->wanted);
    val_put_text(cx->arena, data, "reason", in->reason);
    journal_add(cx, "task.extend.ask", OBJ_TASK, task, data, grant);
    return task_event(cx, task, "extension_asked", change_text(cx, t.due, in->wanted, in->reason), grant ? grant->path : NULL, err)
        && extension_advance(cx, &x, 0, NULL, &granted, err);
}

/* ---- granting ----------------------------------------------------------------------- */

static void add_step_text(Arena *a, Val *steps, const char *msgid, Val *first, Val *second)
{
    Val *v = val_add(steps, val_map(a));
    val_put(v, "msgid", val_keep(a, msgid));
    Val *args = val_put(v, "args", val_list(a));
    val_add(args, first);
    if (second)
        val_add(args, second);
}

/* Why a task of a resolution has its new term: who lengthened it, when, and by which rule. */
static const char *reckon(Cx *cx, const Law *law, const Task *t, const TaskExtension *x, const Grant *grant)
{
    Arena *a = cx->arena;
    const Rule *times = rule_find(law, RULE_OFFICE_TIMES, REGIME_ANY, cx->today);
    Val *v = val_map(a), *in = val_put(v, "in", val_map(a)), *rules = val_put(v, "rules", val_list(a));
    val_put(v, "kind", val_keep(a, "task.term"));
    val_put_int(a, in, "extension", x->id);
    val_put_date(a, in, "from", t->due);
    val_put_date(a, in, "wanted", x->wanted);
    if (times)
        val_add(rules, rule_view(a, times));
    val_put(v, "days", val_list(a));
    Val *steps = val_put(v, "steps", val_list(a));
    add_step_text(a, steps, N_("the term of the resolution was {0}"), val_date(a, t->due), NULL);
    add_step_text(a, steps, N_("extended on {0} by {1}"), val_date(a, cx->today), val_text(a, grant_signature(cx, grant)));
    if (*x->over_reason)
        add_step_text(a, steps, N_("beyond a rule that is not verified ({0}), for a reason"), val_keep(a, RULE_OFFICE_TIMES), NULL);
    add_step_text(a, steps, N_("the last day is {0}"), val_date(a, x->wanted), NULL);
    val_put_date(a, val_put(v, "out", val_map(a)), "due", x->wanted);
    val_put(v, "basis", val_keep(a, times ? times->basis : ""));
    val_put(v, "confidence", val_keep(a, confidence_code(times ? times->confidence : CONF_U)));
    Str s = str_make(a);
    val_write_canonical(v, &s);
    return s.s;
}

/* The task and those above it whose terms end before the new one. */
static bool lengthen(Cx *cx, const Law *law, const TaskExtension *x, const char *why, const Grant *grant, Err *err)
{
    int64_t changed;
    Task t;
    for (int64_t id = x->task_id; id; id = t.parent_task) {
        if (!task_get(cx, id, &t, err))
            return false;
        if (strcmp(t.state, "done") == 0 || !date_before(t.due, x->wanted))
            continue;
        if (!db_run(cx->db, &Q_TASK_SET_DUE,
                    BIND(P_INT(id), P_INT(t.version), P_DATE(x->wanted), P_TEXT(why ? why : reckon(cx, law, &t, x, grant))),
                    &changed, err)
            || !task_changed(changed, err)
            || !task_event(cx, id, "extended", change_text(cx, t.due, x->wanted, ""), grant->path, err))
            return false;
    }
    return true;
}

bool extension_grant(Cx *cx, TaskExtension *x, const Grant *grant, Err *err)
{
    Task t;
    OriginTerm origin;
    Deadline term = { .derivation = NULL };
    const Law *law;
    Str why = str_make(cx->arena);
    if (!task_get(cx, x->task_id, &t, err) || !task_origin_term(cx, &t, &origin, err) || !law_current(cx, &law, err))
        return false;
    const TaskOrigin *keeper = task_origin_of(t.origin_kind);
    bool legal = x->legal && *origin.rule && date_before(origin.due, x->wanted);
    if (legal) {
        if (!extension_legal(cx, &origin, x->wanted, *x->over_reason != '\0', &term, err))
            return false;
        val_write_canonical(term.derivation, &why);
        const Rule *tell = rule_with(law, origin.rule, "extension.inform", REGIME_ANY, cx->today);
        x->inform = tell != NULL;
    }
    return lengthen(cx, law, x, legal ? why.s : NULL, grant, err)
        && (!legal || !keeper->extended
            || keeper->extended(cx, t.origin_id, term.due, why.s, change_text(cx, origin.due, term.due, x->reason), grant, err))
        && db_run(cx->db, &Q_TASK_EXTENSION_DECIDED,
                  BIND(P_INT(x->id), P_TEXT("granted"), P_TEXT(""), P_TEXT(why.s), P_BOOL(x->inform), P_INSTANT(cx->now)), NULL,
                  err);
}

/* ---- deciding ----------------------------------------------------------------------- */

static bool may_decide(Cx *cx, int64_t task, const TaskExtension *x, Grant *ret, Err *err)
{
    const char *title;
    if (strcmp(x->state, "asked") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this request is decided already"));
    if (x->asked_by == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("nobody decides his own request"));
    if (!authority_check_as(cx, ACT_TASK_EXTEND_DECIDE, OBJ_TASK, task, x->step_seat, ret, err))
        return false;
    if (ret->yes)
        return true;
    return staff_seat_title(cx, x->step_seat, &title, err)
        && err_set(err, ERR_DENIED, NULL, N_("this request waits for another: {0}"), title);
}

static bool mark_step(Cx *cx, const TaskExtension *x, const char *state, const char *remark, const Grant *grant, Err *err)
{
    Str path = str_make(cx->arena);
    val_write_canonical(grant->path, &path);
    int64_t changed;
    if (!db_run(cx->db, &Q_TASK_STEP_MARK,
                BIND(P_INT(x->id), P_INT(x->step_seat), P_TEXT(state), P_INT(cx->actor->person_id), P_TEXT(remark),
                     P_TEXT(path.s), P_INSTANT(cx->now)), &changed, err))
        return false;
    return changed == 1 || err_set(err, ERR_CONFLICT, NULL, N_("this request is decided already"));
}

static bool refuse(Cx *cx, TaskExtension *x, const char *remark, const Grant *grant, Err *err)
{
    if (!*remark)
        return err_set(err, ERR_INVALID, "remark", N_("say why it is refused"));
    journal_add(cx, "task.extend.refuse", OBJ_TASK, x->task_id, NULL, grant);
    return mark_step(cx, x, "refused", remark, grant, err)
        && db_run(cx->db, &Q_TASK_EXTENSION_DECIDED,
                  BIND(P_INT(x->id), P_TEXT("refused"), P_TEXT(remark), P_TEXT(""), P_BOOL(false), P_INSTANT(cx->now)), NULL, err)
        && authority_unrelate(cx, OBJ_TASK, x->task_id, principal_of_seat(x->step_seat), "decider", err)
        && authority_relate(cx, OBJ_TASK, x->task_id, principal_of_seat(x->step_seat), "reader", err)
        && task_event(cx, x->task_id, "extension_refused", remark, grant->path, err);
}

bool task_extension_decide(Cx *cx, int64_t task, int64_t extension, bool refused, const char *remark, Err *err)
{
    TaskExtension x;
    Grant as;
    Task t;
    int64_t more;
    bool granted;
    /* Held first: who reports meanwhile withdraws the request, and the step must not pass it on to another. */
    if (!task_take(cx, task, 0, &t, err) || !extension_find(cx, task, extension, &x, err) || !may_decide(cx, task, &x, &as, err))
        return false;
    if (refused)
        return refuse(cx, &x, remark, &as, err);
    if (!db_int(cx->db, &Q_TASK_STEPS_AFTER, BIND(P_INT(x.id), P_INT(x.step_seat)), 0, &more, err))
        return false;
    granted = more == 0;
    int64_t seat = principal_of_seat(x.step_seat);
    if (!mark_step(cx, &x, granted ? "granted" : "endorsed", remark, &as, err)
        || (!granted && !extension_advance(cx, &x, cx->actor->person_id, &as, &granted, err)))
        return false;
    journal_add(cx, granted ? "task.extend.grant" : "task.extend.endorse", OBJ_TASK, task, NULL, &as);
    if (!granted)
        return task_event(cx, task, "extension_endorsed", remark, as.path, err);
    return authority_unrelate(cx, OBJ_TASK, task, seat, "decider", err)
        && authority_relate(cx, OBJ_TASK, task, seat, "reader", err) && extension_grant(cx, &x, &as, err);
}

bool task_extension_informed(Cx *cx, int64_t task, int64_t extension, const char *how, const Grant *grant, Err *err)
{
    TaskExtension x;
    Task t;
    if (!extension_find(cx, task, extension, &x, err) || !task_get(cx, task, &t, err))
        return false;
    if (!x.inform || *x.informed || !t.lead)
        return err_set(err, ERR_CONFLICT, NULL, N_("there is nothing to tell the applicant"));
    if (!*how)
        return err_set(err, ERR_INVALID, "informed", N_("say when and how the applicant was told"));
    journal_add(cx, "task.extend.inform", OBJ_TASK, task, NULL, grant);
    return db_run(cx->db, &Q_TASK_EXTENSION_INFORMED, BIND(P_INT(extension), P_TEXT(how)), NULL, err)
        && task_event(cx, task, "informed", how, grant ? grant->path : NULL, err);
}

bool extension_withdraw(Cx *cx, int64_t task, Err *err)
{
    TaskExtension x;
    Task t;
    bool found;
    if (!task_take(cx, task, 0, &t, err)
        || !db_one(cx->db, cx->arena, &Q_TASK_EXTENSION_ASKED_OF, BIND(P_INT(task)), TASK_EXTENSION_FIELDS, &x, &found, err))
        return false;
    return !found
        || (db_run(cx->db, &Q_TASK_EXTENSION_DECIDED,
                   BIND(P_INT(x.id), P_TEXT("withdrawn"), P_TEXT(""), P_TEXT(""), P_BOOL(false), P_INSTANT(cx->now)), NULL, err)
            && authority_unrelate(cx, OBJ_TASK, task, principal_of_seat(x.step_seat), "decider", err)
            && authority_relate(cx, OBJ_TASK, task, principal_of_seat(x.step_seat), "reader", err));
}
