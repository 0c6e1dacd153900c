// SPDX-License-Identifier: Apache-2.0
/* The page of one task: what it is, its requests for a longer term, its history. */
#include "areas/task/task_in.h"
#include "base/text.h"
#include "task_queries.h"
#include <string.h>

typedef struct EventRow { int64_t id; const char *verb, *body, *surname, *name; Instant at; } EventRow;
static const Field EVENT_FIELDS[] = {
    FIELD(EventRow, id), FIELD(EventRow, verb), FIELD(EventRow, body), FIELD(EventRow, surname), FIELD(EventRow, name),
    FIELD(EventRow, at), FIELDS_END
};

static const Choice VERBS[] = {
    { "given", N_("given") }, { "interim", N_("interim word") }, { "reported", N_("reported") },
    { "accepted", N_("accepted") }, { "returned", N_("returned with a remark") }, { "closed", N_("closed") },
    { "extension_asked", N_("a longer term asked") }, { "extension_endorsed", N_("the request endorsed") },
    { "extension_refused", N_("a longer term refused") }, { "extended", N_("term extended") },
    { "term_followed", N_("the term went with the paper's own") },
    { "informed", N_("the applicant was told") }, { "moved", N_("given to another executor") },
    { "reassigned", N_("another executor named after he left") }, { "obstacle", N_("executed late") },
    { "measure", N_("measure taken") }, { "disagreed", N_("disagrees") }, { "control_dropped", N_("taken off control") },
    { "open_parts", N_("ended while parts were open") }, { 0 }
};

static const char *word_of(Cx *cx, const Choice *choices, const char *value)
{
    for (const Choice *c = choices; c->value; c++)
        if (strcmp(c->value, value) == 0)
            return tr(cx, c->label);
    return value;
}

/* Why a task was closed for its executor, where the paper and no person said it. */
static const Choice CLOSED_BECAUSE[] = {
    { "answered", N_("the paper was answered") }, { "joined", N_("the paper was joined to another") },
    { "spoiled", N_("the number of the paper was spoiled") }, { 0 }
};

static bool put_events(Cx *cx, int64_t task, Val *view, Err *err)
{
    size_t n;
    const EventRow *rows = db_all(cx->db, cx->arena, &Q_TASK_EVENTS, BIND(P_INT(task)), EVENT_FIELDS, sizeof(EventRow),
                                  &n, err);
    if (!rows)
        return false;
    Val *list = val_put(view, "events", val_list(cx->arena));
    bool asked = false;
    for (size_t i = 0; i < n; i++) {
        asked |= strcmp(rows[i].verb, "extension_asked") == 0;
        Val *v = val_add(list, val_map(cx->arena));
        val_put_text(cx->arena, v, "verb", word_of(cx, VERBS, rows[i].verb));
        bool closed = strcmp(rows[i].verb, "closed") == 0;
        val_put_text(cx->arena, v, "body", closed && rows[i].body ? word_of(cx, CLOSED_BECAUSE, rows[i].body) : rows[i].body);
        val_put_text(cx->arena, v, "who", rows[i].surname ? az_initials(cx->arena, rows[i].surname, rows[i].name, NULL) : "");
        val_put(v, "at", val_instant(cx->arena, rows[i].at));
    }
    val_put_bool(cx->arena, view, "ever_asked", asked);
    return true;
}

/* ---- requests for a longer term ------------------------------------------------------- */

/* A request and one of its steps. */
typedef struct AskedRow {
    int64_t     id, step_seat, asked_by, seat_id;
    const char *reason, *material, *over_reason, *state, *remark, *derivation, *informed, *surname, *name;
    const char *step_state, *step_remark, *title_full, *step_surname, *step_name;
    Date        old_due, wanted;
    bool        legal, inform;
    Instant     asked, step_at;
} AskedRow;
static const Field ASKED_FIELDS[] = {
    FIELD(AskedRow, id), FIELD(AskedRow, step_seat), FIELD(AskedRow, asked_by), FIELD(AskedRow, reason),
    FIELD(AskedRow, material), FIELD(AskedRow, over_reason), FIELD(AskedRow, state), FIELD(AskedRow, remark),
    FIELD(AskedRow, derivation), FIELD(AskedRow, informed), FIELD(AskedRow, old_due), FIELD(AskedRow, wanted),
    FIELD(AskedRow, legal), FIELD(AskedRow, inform), FIELD(AskedRow, asked), FIELD(AskedRow, surname),
    FIELD(AskedRow, name), FIELD(AskedRow, seat_id), FIELD(AskedRow, step_state), FIELD(AskedRow, step_remark),
    FIELD(AskedRow, title_full), FIELD(AskedRow, step_surname), FIELD(AskedRow, step_name), FIELD(AskedRow, step_at),
    FIELDS_END
};
/* What the view shows of the request itself. */
enum { OF_REQUEST = 15 };

static const Choice ASK_STATES[] = {
    { "asked", N_("waits for a decision") }, { "granted", N_("granted") }, { "refused", N_("refused") },
    { "withdrawn", N_("fell away: the work was reported") }, { 0 }
};
static const Choice STEP_STATES[] = {
    { "waiting", N_("still to come") }, { "endorsed", N_("endorsed") }, { "granted", N_("granted") },
    { "refused", N_("refused") }, { "skipped", N_("skipped") }, { 0 }
};
static const Choice SKIPS[] = {
    { "vacant", N_("the post is vacant") }, { "own", N_("his own request") },
    { "complained", N_("the complaint is about him") }, { 0 }
};

static Val *step_view(Cx *cx, const AskedRow *s)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    bool skipped = strcmp(s->step_state, "skipped") == 0;
    bool now = strcmp(s->step_state, "waiting") == 0 && s->seat_id == s->step_seat;
    const char *remark = s->step_remark;
    if (skipped && word_of(cx, SKIPS, remark) != remark)
        remark = word_of(cx, SKIPS, remark);
    else if (skipped)
        remark = staff_absence_text(cx, remark, DATE_FOREVER);
    val_put_text(a, v, "post", s->title_full);
    val_put_text(a, v, "who", *s->step_surname ? az_initials(a, s->step_surname, s->step_name, NULL) : "");
    val_put_text(a, v, "state", s->step_state);
    val_put_text(a, v, "state_text", now ? tr(cx, N_("waits here")) : word_of(cx, STEP_STATES, s->step_state));
    val_put_bool(a, v, "now", now);
    val_put_bool(a, v, "taken", strcmp(s->step_state, "endorsed") == 0 || strcmp(s->step_state, "granted") == 0);
    val_put_text(a, v, "remark", remark ? remark : "");
    val_put(v, "at", val_instant(a, s->step_at));
    return v;
}

static Val *asked_view(Cx *cx, const AskedRow *x, size_t steps_n)
{
    Arena *a = cx->arena;
    Field shown[OF_REQUEST + 1];
    memcpy(shown, ASKED_FIELDS, OF_REQUEST * sizeof *shown);
    shown[OF_REQUEST] = (Field)FIELDS_END;
    Val *v = val_record(a, x, shown), *steps = val_list(a);
    bool open = strcmp(x->state, "asked") == 0;
    size_t left = 0;
    for (size_t i = 0; i < steps_n; i++) {
        bool waits = strcmp(x[i].step_state, "waiting") == 0;
        left += waits;
        if (strcmp(x[i].step_state, "reserve") != 0 && (open || !waits))
            val_add(steps, step_view(cx, &x[i]));
    }
    val_replace(v, "derivation", law_why(cx, x->derivation));
    val_put_bool(a, v, "open", open);
    val_put_bool(a, v, "refused", strcmp(x->state, "refused") == 0);
    val_put_bool(a, v, "last_step", left == 1);
    val_put_bool(a, v, "to_inform", x->inform && !*x->informed);
    val_put_text(a, v, "state_text", word_of(cx, ASK_STATES, x->state));
    val_put_text(a, v, "who", az_initials(a, x->surname, x->name, NULL));
    val_put(v, "steps", steps);
    return v;
}

/* Read only for a task whose history names a request. */
static bool put_extensions(Cx *cx, const Task *t, Val *view, Err *err)
{
    size_t n = 0;
    bool asked = false;
    const AskedRow *rows = NULL;
    Val *list = val_put(view, "extensions", val_list(cx->arena));
    if (val_truthy(val_get(view, "ever_asked"))
        && !(rows = db_all(cx->db, cx->arena, &Q_TASK_EXTENSIONS_OF, BIND(P_INT(t->id)), ASKED_FIELDS, sizeof(AskedRow), &n,
                           err)))
        return false;
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && rows[next].id == rows[i].id; next++)
            ;
        asked |= strcmp(rows[i].state, "asked") == 0;
        val_add(list, asked_view(cx, &rows[i], next - i));
    }
    val_put_bool(cx->arena, view, "asked", asked);
    return true;
}

/* ---- the page ------------------------------------------------------------------------- */

typedef struct About {
    const char *body, *signature, *paper, *gist, *rule, *surname, *name;
    Date        written, first_due;
    int64_t     author_unit;
    const char *author_kind;
} About;
static const Field ABOUT_FIELDS[] = {
    FIELD(About, body), FIELD(About, signature), FIELD(About, paper), FIELD(About, gist), FIELD(About, rule), FIELD(About, surname),
    FIELD(About, name), FIELD(About, written), FIELD(About, first_due), FIELD(About, author_unit),
    FIELD(About, author_kind), FIELDS_END
};

static bool put_about(Cx *cx, int64_t task, Val *view, Err *err)
{
    About about = { .body = "", .signature = "", .paper = "", .gist = "", .rule = "", .surname = "", .name = "" };
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_TASK_ABOUT, BIND(P_INT(task)), ABOUT_FIELDS, &about, &found, err))
        return false;
    val_put(view, "about", val_record(cx->arena, &about, ABOUT_FIELDS));
    return true;
}

/* The card of a task on its sheet; NULL: it is not there. */
static const Val *card_of(const Val *cards, int64_t task)
{
    for (const Val *card = val_first(cards); card; card = val_next(card))
        for (const Val *t = val_first(val_get(card, "tasks")); t; t = val_next(t)) {
            const Val *below = val_num(val_get(t, "id")) == task ? t : card_of(val_get(t, "under"), task);
            if (below)
                return below;
        }
    return NULL;
}

/* The card of the resolution a task belongs to. */
static const Val *resolution_of(const Val *cards, int64_t resolution)
{
    for (const Val *card = val_first(cards); card; card = val_next(card)) {
        if (val_num(val_get(card, "id")) == resolution)
            return card;
        for (const Val *t = val_first(val_get(card, "tasks")); t; t = val_next(t)) {
            const Val *below = resolution_of(val_get(t, "under"), resolution);
            if (below)
                return below;
        }
    }
    return NULL;
}

/* What whoever closes the work must know of the others: parts still open, and who disagrees. */
static void put_parts(Cx *cx, const Task *t, const Val *sheet, Val *view)
{
    Arena *a = cx->arena;
    Val *list = val_put(view, "parts", val_list(a));
    const Val *card = t->lead ? resolution_of(sheet, t->resolution_id) : NULL;
    for (const Val *p = val_first(val_get(card, "tasks")); p; p = val_next(p)) {
        bool open = val_truthy(val_at(p, "state.open"));
        const char *dissent = val_str(val_get(p, "dissent"));
        if (val_num(val_get(p, "id")) == t->id || (!open && !*dissent))
            continue;
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "id", val_num(val_get(p, "id")));
        val_put_text(a, v, "person", val_str(val_get(p, "person")));
        val_put_text(a, v, "part", val_str(val_get(p, "part")));
        val_put_bool(a, v, "open", open);
        val_put_text(a, v, "dissent", dissent);
    }
}

/* What is not done of the tasks under one. */
static void add_below(Cx *cx, const Val *card, Val *list)
{
    Arena *a = cx->arena;
    for (const Val *r = val_first(val_get(card, "under")); r; r = val_next(r))
        for (const Val *t = val_first(val_get(r, "tasks")); t; t = val_next(t)) {
            if (!val_truthy(val_at(t, "state.done"))) {
                Val *v = val_add(list, val_map(a));
                val_put_int(a, v, "id", val_num(val_get(t, "id")));
                val_put_text(a, v, "person", val_str(val_get(t, "person")));
                val_put_text(a, v, "part", val_str(val_get(t, "part")));
            }
            add_below(cx, t, list);
        }
}

static void put_task(Cx *cx, const Task *t, Val *view)
{
    Arena *a = cx->arena;
    Val *v = val_put(view, "task", val_record(a, t, TASK_FIELDS));
    Instant met = t->reported.us != INSTANT_FOREVER.us ? t->reported : t->closed;
    bool done = strcmp(t->state, "done") == 0;
    val_replace(v, "derivation", law_why(cx, t->derivation));
    val_replace(v, "obstacle", val_keep(a, *t->obstacle ? task_obstacle_text(cx, t->obstacle) : ""));
    val_put(v, "state_text", val_keep(a, task_state_text(cx, t->state)));
    val_put(v, "term", task_term(cx, t->due, done ? instant_day(met) : DATE_FOREVER));
    const TaskOrigin *origin = task_origin_of(t->origin_kind);
    val_put(v, "origin_href", origin && origin->path
                                  ? val_keep(a, arena_printf(a, "%s%lld", origin->path, (long long)t->origin_id)) : val_null(a));
    val_put_bool(a, v, "extended", *t->derivation != '\0');
}

bool task_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Task t;
    int64_t open;
    if (!task_get(cx, req->id, &t, err))
        return false;
    Val *sheet = task_sheet(cx, (ObjectKind)t.origin_kind, t.origin_id, &open, err);
    if (!sheet)
        return false;
    const Val *card = card_of(sheet, t.id);
    put_task(cx, &t, resp->view);
    put_parts(cx, &t, sheet, resp->view);
    add_below(cx, card, val_put(resp->view, "below", val_list(cx->arena)));
    const TaskOrigin *origin = task_origin_of(t.origin_kind);
    /* Who has nobody to give it to writes himself. */
    bool writes = t.lead && strcmp(t.state, "open") == 0 && t.person_id == cx->actor->person_id && !task_resolving_seat(cx);
    val_put(resp->view, "answer_at", val_text(cx->arena, writes && origin ? origin->answer_at : NULL));
    val_put_bool(cx->arena, resp->view, "gone", val_truthy(val_get(card, "gone")));
    val_put_bool(cx->arena, resp->view, "absent", val_truthy(val_get(card, "absent")));
    val_put(resp->view, "sheet", sheet);
    return put_about(cx, t.id, resp->view, err) && put_events(cx, t.id, resp->view, err)
        && put_extensions(cx, &t, resp->view, err) && task_put_forms(req, &t, resp->view, err);
}
