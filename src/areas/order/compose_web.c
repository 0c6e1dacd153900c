// SPDX-License-Identifier: Apache-2.0
/* The composer: one form with rows, the act and its effects beside it.  Its buttons send the form and get it
 * back; nothing typed is lost, with script or without. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include "web/secret.h"
#include <stdlib.h>
#include <string.h>

typedef struct HeadForm {
    const char *heading, *old_number;
    int64_t     control_seat;
    OptDate     old_date;
    bool        historical;
} HeadForm;
static const Input HEAD_INPUTS[] = {
    INPUT(HeadForm, heading, IN_LINE, REQUIRED, 400, N_("Heading"),
          .help = N_("“… about”: as it stands in the act")),
    INPUTS_END
};
static const Input CONTROL_INPUTS[] = {
    INPUT(HeadForm, control_seat, IN_CHOICE, OPTIONAL, 20, N_("Control of execution"),
          .help = N_("nobody chosen: the signer keeps it")),
    INPUTS_END
};
static const Input HISTORICAL_INPUTS[] = {
    INPUT(HeadForm, historical, IN_HIDDEN, OPTIONAL, 1, N_("Paper order of the past")),
    INPUT(HeadForm, old_number, IN_LINE, REQUIRED, 40, N_("Number on the paper")),
    INPUT(HeadForm, old_date, IN_DATE, REQUIRED, 10, N_("Date on the paper")),
    INPUT_FILE("scan", OPTIONAL, N_("Scan of the paper")),
    INPUTS_END
};
typedef struct ItemForm { const char *kind, *who, *reason; int64_t person_id; } ItemForm;
static const Input KIND_INPUTS[] = {
    INPUT(ItemForm, kind, IN_CHOICE, REQUIRED, 40, N_("Kind of item")),
    INPUTS_END
};
static const Input PERSON_INPUTS[] = {
    INPUT(ItemForm, who, IN_LINE, OPTIONAL, 80, N_("Surname or FIN"),
          .help = N_("narrows the list of persons")),
    INPUT(ItemForm, person_id, IN_CHOICE, REQUIRED, 20, N_("Person")),
    INPUTS_END
};
static const Input REASON_INPUTS[] = {
    INPUT(ItemForm, reason, IN_LINE, OPTIONAL, 400, N_("Why the warning is passed")),
    INPUTS_END
};
typedef struct BasisForm { const char *letter, *text, *number; OptDate dated; } BasisForm;
static const Input BASIS_INPUTS[] = {
    INPUT(BasisForm, letter, IN_LINE, OPTIONAL, 40, N_("Number of a letter of ours")),
    INPUT(BasisForm, text,   IN_LINE, OPTIONAL, 400, N_("Or another paper"),
          .help = N_("raport, application, submission, protocol")),
    INPUT(BasisForm, number, IN_LINE, OPTIONAL, 60, N_("Its number")),
    INPUT(BasisForm, dated,  IN_DATE, OPTIONAL, 10, N_("Its date")),
    INPUTS_END
};

enum { MOST_PEOPLE = 200, MOST_FOUND = 40 };

/* ---- what was typed, in one shape ------------------------------------------------------- */

static Val *rows_of(Arena *a, const Val *list, size_t most, int leave_out)
{
    Val *rows = val_list(a);
    size_t n = 0;
    int no = 0;
    for (const Val *v = val_first(list); v && n < most; v = val_next(v), no++)
        if (val_type(v) == V_MAP && no != leave_out) {
            val_add(rows, order_copy(a, v));
            n++;
        }
    return rows;
}

/* The number behind "remove:", -1 when another button was pressed. */
static int removed(const char *pressed, const char *what)
{
    size_t n = strlen(what);
    return strncmp(pressed, what, n) == 0 ? (int)strtol(pressed + n, NULL, 10) : -1;
}

/* The form with its rows, after the button that was pressed. */
static Val *typed_form(Cx *cx, const Val *form)
{
    static const char *const HEAD[] = { "heading", "control_seat", "historical", "old_number", "old_date", "series",
                                        "version", NULL };
    Arena *a = cx->arena;
    const char *pressed = order_sent(a, form, "do");
    Val *typed = val_map(a);
    for (size_t i = 0; HEAD[i]; i++)
        val_put_text(a, typed, HEAD[i], order_sent(a, form, HEAD[i]));
    Val *items = rows_of(a, val_get(form, "items"), ORDER_ITEMS, removed(pressed, "remove:"));
    Val *basis = rows_of(a, val_get(form, "basis"), ORDER_BASES, removed(pressed, "drop:"));
    if (!val_first(items) || (strcmp(pressed, "add") == 0 && val_count(items) < ORDER_ITEMS))
        val_add(items, val_map(a));
    if (!val_first(basis) || (strcmp(pressed, "basis") == 0 && val_count(basis) < ORDER_BASES))
        val_add(basis, val_map(a));
    val_put(typed, "items", items);
    val_put(typed, "basis", basis);
    return typed;
}

/* The series the items decide; before that the one the page was asked for. */
static const char *series_of(Arena *a, const Val *typed)
{
    for (const Val *v = val_first(val_get(typed, "items")); v; v = val_next(v)) {
        const OrderKind *kind = order_kind_find(order_sent(a, v, "kind"));
        if (kind && !kind_undoes(kind))
            return kind->series;
    }
    return order_sent(a, typed, "series");
}

/* ---- choices ----------------------------------------------------------------------------- */

/* Those of the series, and the one that was typed even when it is of another: its fault stands beside it. */
static Val *kind_choices(Cx *cx, const char *series, const OrderKind *typed)
{
    Val *list = val_list(cx->arena);
    for (const Area *const *area = AREAS; *area; area++)
        for (const OrderKind *k = (*area)->order_kinds; k && k->code; k++)
            if (!*series || order_kind_fits(k, series) || k == typed)
                val_add(list, form_choice(cx->arena, k->code, tr(cx, k->title)));
    return list;
}

static Val *people_choices(Cx *cx, const Person *p, size_t n)
{
    Val *list = val_list(cx->arena);
    for (size_t i = 0; p && i < n; i++)
        val_add(list, form_choice(
                          cx->arena, arena_printf(cx->arena, "%lld", (long long)p[i].id),
                          arena_printf(cx->arena, "%s (%s)", person_full_name(cx->arena, &p[i]), p[i].fin)));
    return list;
}

static bool find_people(Cx *cx, const char *who, const Person **ret, size_t *ret_n, Err *err)
{
    Arena *a = cx->arena;
    if (!*who)
        return (*ret = db_all(cx->db, a, &Q_ORDER_PEOPLE, BIND(P_INT(MOST_PEOPLE)), PERSON_FIELDS,
                              sizeof(Person), ret_n, err))
               != NULL;
    Str like = str_make(a);
    str_addc(&like, '%');
    for (const char *p = text_fold(a, who); *p; p++) {
        if (strchr("%_\\", *p))
            str_addc(&like, '\\');
        str_addc(&like, *p);
    }
    str_addc(&like, '%');
    return (*ret = db_all(cx->db, a, &Q_ORDER_PEOPLE_LIKE,
                          BIND(P_TEXT(like.s), P_TEXT(text_ascii_upper(a, who)), P_INT(MOST_FOUND)),
                          PERSON_FIELDS, sizeof(Person), ret_n, err))
           != NULL;
}

static bool control_choices(Cx *cx, Val **ret, Err *err)
{
    typedef struct Row { int64_t id; const char *title_full; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELD(Row, title_full), FIELDS_END };
    size_t n;
    const Row *rows = db_all(cx->db, cx->arena, &Q_ORDER_CONTROL_SEATS, BIND(P_DATE(cx->today)), FIELDS, sizeof(Row), &n, err);
    *ret = val_list(cx->arena);
    for (size_t i = 0; rows && i < n; i++)
        val_add(*ret, form_choice(cx->arena, arena_printf(cx->arena, "%lld", (long long)rows[i].id), rows[i].title_full));
    return rows != NULL;
}

/* ---- one item of the form ------------------------------------------------------------------ */

typedef struct Composing {
    Req          req;               /* shows what was typed */
    Refused      refused;
    const char  *series;
    const Person *people;           /* the first of the alphabet, read once */
    size_t       people_n;
    Val        **warnings;          /* of each item */
} Composing;

static Val *fields_of(Composing *c, const char *prefix, const Input *inputs)
{
    return form_fields(&c->req, prefix, inputs, NULL);
}

static void append(Val *to, Val *fields, Arena *a)
{
    for (const Val *f = val_first(fields); f; f = val_next(f))
        val_add(to, order_copy(a, f));
}

/* Faults of the item that stand at none of its fields: the ledger's ".from", ".at" and its own. */
static Val *loose_faults(Cx *cx, const Err *problems, const char *prefix, const Val *fields)
{
    Val *list = val_list(cx->arena);
    size_t n = strlen(prefix);
    for (int i = 0; problems && i < problems->count; i++) {
        const char *at = problems->faults[i].field;
        bool mine = strncmp(at, prefix, n) == 0 && (at[n] == '\0' || at[n] == '.'), placed = false;
        for (const Val *f = val_first(fields); mine && f; f = val_next(f))
            placed |= strcmp(val_str(val_get(f, "name")), at) == 0;
        if (mine && !placed && !strstr(at, ".papers.") && !strstr(at, ".dep."))
            val_add(list, val_text(cx->arena, tr_fault(cx, &problems->faults[i])));
    }
    return list;
}

static Val *paper_views(Composing *c, const OrderKind *kind, const char *prefix, const Val *typed)
{
    Cx *cx = c->req.cx;
    Val *list = val_list(cx->arena);
    for (size_t p = 0; kind && kind->required_papers && kind->required_papers[p]; p++) {
        const char *name = arena_printf(cx->arena, "p%zu", p);
        const char *path = arena_printf(cx->arena, "%s.papers.%s", prefix, name);
        Val *v = val_add(list, val_map(cx->arena)), *faults = val_list(cx->arena);
        val_put_text(cx->arena, v, "name", path);
        val_put_text(cx->arena, v, "label", tr(cx, kind->required_papers[p]));
        val_put_bool(cx->arena, v, "checked", *order_sent(cx->arena, val_get(typed, "papers"), name) != '\0');
        for (int i = 0; c->refused.err && i < c->refused.err->count; i++)
            if (strcmp(c->refused.err->faults[i].field, path) == 0)
                val_add(faults, val_text(cx->arena, tr_fault(cx, &c->refused.err->faults[i])));
        val_put(v, "faults", faults);
    }
    return list;
}

static bool put_person(Composing *c, const Val *typed, const char *prefix, Val *wrap, Err *err)
{
    Cx *cx = c->req.cx;
    const char *who = order_sent(cx->arena, typed, "who");
    const Person *people = c->people, *found;
    size_t n = c->people_n;
    if (*who && (!find_people(cx, who, &found, &n, err)))
        return false;
    if (*who)
        people = found;
    Val *choices = people_choices(cx, people, n);
    int64_t chosen = order_sent_id(cx->arena, typed, "person_id");
    bool there = chosen == 0;
    for (size_t i = 0; i < n; i++)
        there |= people[i].id == chosen;
    Person p;
    Err own = { 0 };
    if (!there && person_get(cx, chosen, &p, &own))
        append(choices, people_choices(cx, &p, 1), cx->arena);
    form_choices(cx, wrap, arena_printf(cx->arena, "%s.person_id", prefix), choices);
    return true;
}

static bool put_undo(Composing *c, const Val *typed, const char *prefix, const OrderKind **kind, Undo **ret_undo,
                     Val *wrap, Val *v, Err *err)
{
    Cx *cx = c->req.cx;
    *ret_undo = NULL;
    Val *undo = undo_view(cx, typed, prefix, c->refused.err, ret_undo, err);
    Val *targets = undo ? undo_targets(cx, order_sent_id(cx->arena, typed, "person_id"),
                                       order_sent_id(cx->arena, typed, "target"), c->series, err)
                        : NULL;
    if (!targets)
        return false;
    form_choices(cx, wrap, arena_printf(cx->arena, "%s.target", prefix), targets);
    val_put(v, "undo", undo);
    *kind = kind_corrects(*kind) && *ret_undo ? order_kind_find((*ret_undo)->kind) : *kind;
    return true;
}

static bool put_item(Composing *c, const Val *typed, int no, Val *list, Err *err)
{
    Cx *cx = c->req.cx;
    Arena *a = cx->arena;
    const char *prefix = arena_printf(a, "items.%d", no);
    const OrderKind *kind = order_kind_find(order_sent(a, typed, "kind"));
    Undo *undo = NULL;
    Val *v = val_add(list, val_map(a)), *wrap = val_map(a),
        *fields = val_put(wrap, "fields", fields_of(c, prefix, KIND_INPUTS));
    form_choices(cx, wrap, arena_printf(a, "%s.kind", prefix), kind_choices(cx, c->series, kind));
    append(fields, fields_of(c, prefix, PERSON_INPUTS), a);
    if (kind && kind->inputs)
        append(fields, fields_of(c, prefix, kind->inputs), a);
    val_put_int(a, v, "no", no);
    val_put_int(a, v, "number", no + 1);
    if (!put_person(c, typed, prefix, wrap, err))
        return false;
    if (kind && kind_undoes(kind)) {
        const OrderKind *undone = kind;
        if (!put_undo(c, typed, prefix, &undone, &undo, wrap, v, err))
            return false;
        if (undone != kind && undone && undone->inputs)
            append(fields, fields_of(c, prefix, undone->inputs), a);
        kind = undone;
    } else {
        val_put(v, "undo", val_null(a));
    }
    OrderItem item = { .person_id = order_sent_id(a, typed, "person_id"),
                       .field = prefix,
                       .order_date = cx->today };
    if (kind)
        item.record = record_read(cx, kind, c->refused.typed, prefix, &(Err){ 0 });
    if (!undo_choices(cx, kind, &item, undo, wrap, err))
        return false;
    bool warned = c->warnings && c->warnings[no] && val_first(c->warnings[no]);
    val_put(v, "warnings", warned ? order_copy(a, c->warnings[no]) : val_list(a));
    if (warned || *order_sent(a, typed, "reason"))
        append(fields, fields_of(c, prefix, REASON_INPUTS), a);
    val_put(v, "papers", paper_views(c, kind, prefix, typed));
    val_put(v, "faults", loose_faults(cx, c->refused.err, prefix, fields));
    val_put(v, "fields", order_copy(a, fields));
    val_put_bool(a, v, "many", val_count(val_get(c->refused.typed, "items")) > 1);
    return true;
}

/* ---- the page -------------------------------------------------------------------------------- */

static Val *problem_list(Cx *cx, const Err *problems)
{
    Val *list = val_list(cx->arena);
    for (int i = 0; i < problems->count; i++) {
        Val *v = val_add(list, val_map(cx->arena));
        val_put_text(cx->arena, v, "field", problems->faults[i].field);
        val_put_text(cx->arena, v, "id", arena_printf(cx->arena, "f-%s", problems->faults[i].field));
        val_put_text(cx->arena, v, "text", tr_fault(cx, &problems->faults[i]));
    }
    return list;
}

static bool put_form(Composing *c, Val *v, Err *err)
{
    Cx *cx = c->req.cx;
    Arena *a = cx->arena;
    const Val *typed = c->refused.typed;
    Val *wrap = val_map(a), *head, *control, *items = val_list(a), *basis = val_list(a);
    val_put(wrap, "fields", fields_of(c, "", CONTROL_INPUTS));
    if (!control_choices(cx, &control, err) || !find_people(cx, "", &c->people, &c->people_n, err))
        return false;
    form_choices(cx, wrap, "control_seat", control);
    head = fields_of(c, "", HEAD_INPUTS);
    append(head, (Val *)val_get(wrap, "fields"), a);
    val_put(v, "head", head);
    bool historical = *order_sent(a, typed, "historical") != '\0';
    val_put(v, "historical", historical ? fields_of(c, "", HISTORICAL_INPUTS) : val_list(a));
    val_put_bool(a, v, "multipart", historical);
    int no = 0;
    for (const Val *one = val_first(val_get(typed, "items")); one; one = val_next(one), no++)
        if (!put_item(c, one, no, items, err))
            return false;
    no = 0;
    for (const Val *one = val_first(val_get(typed, "basis")); one; one = val_next(one), no++) {
        Val *row = val_add(basis, val_map(a));
        val_put_int(a, row, "no", no);
        val_put_text(a, row, "letter_id", order_sent(a, one, "letter_id"));
        val_put(row, "fields", fields_of(c, arena_printf(a, "basis.%d", no), BASIS_INPUTS));
        val_put_bool(a, row, "many", val_count(val_get(typed, "basis")) > 1);
    }
    val_put(v, "items", items);
    val_put(v, "basis", basis);
    return true;
}

/* `all`: also the faults of what is not typed yet. */
static bool compose_page(Req *req, const Val *typed, int64_t id, bool all, Val *view, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Preview preview = { 0 };
    if (!preview_make(cx, id, typed, view, &preview, err))
        return false;
    const Err *refused = req->refused ? req->refused->err : NULL;
    Err problems = preview.effects;
    if (refused)
        problems = *refused;
    else if (all)
        order_faults(&problems, &preview.reading);
    Composing c = { .req = *req, .series = series_of(a, typed), .warnings = preview.warnings };
    c.refused = (Refused){ NULL, typed, &problems };
    c.req.refused = &c.refused;
    Val *v = val_put(view, "compose", val_map(a));
    const OrderSeries *series = order_series(cx, c.series);
    val_put_text(a, v, "action", id ? arena_printf(a, "/orders/%lld", (long long)id) : "/orders");
    val_put_int(a, v, "id", id);
    val_put_text(a, v, "version", order_sent(a, typed, "version"));
    val_put_text(a, v, "series", c.series);
    val_put_text(a, v, "series_title", series_title(cx, series));
    val_put_text(a, v, "csrf", cx->actor->csrf);
    val_put(v, "key", val_keep(a, secret_token(a)));
    val_put_bool(a, v, "refused", refused != NULL);
    val_put(v, "faults", problem_list(cx, &problems));
    val_put_bool(a, view, "fragment_only", true);
    return put_form(&c, v, err);
}

bool order_new_page(Req *req, Resp *resp, Err *err)
{
    Arena *a = req->cx->arena;
    if (req->refused)
        return compose_page(req, typed_form(req->cx, req->refused->typed), 0, true, resp->view, err);
    Val *typed = typed_form(req->cx, req->query), *item = (Val *)val_first(val_get(typed, "items"));
    const char *letter = order_sent(a, req->query, "letter");
    const char *const ASKED[] = { "kind", "person_id", "target", "seat_id", "from", NULL };
    for (size_t i = 0; ASKED[i]; i++)                   /* a link may begin the first item */
        if (*order_sent(a, req->query, ASKED[i]))
            val_replace(item, ASKED[i], val_text(a, order_sent(a, req->query, ASKED[i])));
    if (*letter)
        val_replace((Val *)val_first(val_get(typed, "basis")), "letter_id", val_text(a, letter));
    return compose_page(req, typed, 0, false, resp->view, err);
}

bool order_edit_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Order o;
    if (!order_get(cx, req->id, &o, err))
        return false;
    Val *typed;
    if (req->refused) {
        typed = typed_form(cx, req->refused->typed);
        for (int i = 0; i < req->refused->err->count; i++)          /* seen now: the next save is meant */
            if (strcmp(req->refused->err->faults[i].field, "version") == 0)
                val_replace(typed, "version",
                            val_text(cx->arena, arena_printf(cx->arena, "%lld", (long long)o.version)));
    } else {
        const Val *form = order_form(cx, &o, err);
        if (!form)
            return false;
        if (!order_is(&o, "draft"))
            return err_set(err, ERR_CONFLICT, NULL,
                           N_("the order is on its way; only a returned draft is changed"));
        typed = typed_form(cx, form);
        val_replace(typed, "series", val_text(cx->arena, o.series));
        val_replace(typed, "version",
                    val_text(cx->arena, arena_printf(cx->arena, "%lld", (long long)o.version)));
    }
    return compose_page(req, typed, o.id, true, resp->view, err);
}

bool order_compose_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    resp->view = val_map(cx->arena);
    return compose_page(req, typed_form(cx, req->form), order_sent_id(cx->arena, req->form, "id"),
                        strcmp(order_sent(cx->arena, req->form, "do"), "preview") == 0, resp->view, err);
}

bool order_preview_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Preview preview = { 0 };
    resp->view = val_map(cx->arena);
    val_put_bool(cx->arena, resp->view, "fragment_only", true);
    return preview_make(cx, order_sent_id(cx->arena, req->form, "id"), typed_form(cx, req->form), resp->view,
                        &preview, err);
}

/* ---- saving ------------------------------------------------------------------------------------ */

static bool save(Req *req, Resp *resp, int64_t id, Err *err)
{
    Cx *cx = req->cx;
    const char *scan = "";
    int64_t saved;
    for (size_t i = 0; i < req->upload_count; i++)
        if (strcmp(req->uploads[i].field, "scan") == 0 && req->uploads[i].size > 0)
            scan = req->uploads[i].sha256;
    if (!order_save(cx, id, order_sent_id(cx->arena, req->form, "version"), typed_form(cx, req->form), scan,
                    req->grant, &saved, err))
        return false;
    resp->created_id = id ? 0 : saved;
    resp->redirect = arena_printf(cx->arena, "/orders/%lld", (long long)saved);
    resp->notice = N_("The draft is saved");
    return true;
}

bool order_create_post(Req *req, Resp *resp, Err *err) { return save(req, resp, 0, err); }
bool order_save_post(Req *req, Resp *resp, Err *err)   { return save(req, resp, req->id, err); }
