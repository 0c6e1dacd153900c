// SPDX-License-Identifier: Apache-2.0
/* One order: its paper, its way, what it changed, and the steps that are due. */
#include "app/wall.h"
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

/* ---- the strip: drafted, visas, signed, registered, made known ----------------------------- */

static void strip_step(Cx *cx, Val *list, const char *label, int rank, int now, bool back)
{
    Arena *a = cx->arena;
    Val *v = val_add(list, val_map(a));
    val_put_text(a, v, "label", tr(cx, label));
    val_put_bool(a, v, "done", rank < now);
    val_put_bool(a, v, "now", rank == now && !back);
    val_put_bool(a, v, "back", rank == now && back);
}

static Val *strip(Cx *cx, const Order *o, bool all_known)
{
    static const char *const STATES[] = { "draft", "visa", "to_sign", "signed", "registered" };
    Val *list = val_list(cx->arena);
    int now = 0;
    while (now < 4 && strcmp(STATES[now], o->state) != 0)
        now++;
    now += now == 4 && all_known;
    strip_step(cx, list, N_("Draft"), 0, now, o->round > 0);
    if (!o->historical)
        strip_step(cx, list, N_("Visas"), 1, now, false);
    strip_step(cx, list, N_("Signature"), 2, now, false);
    strip_step(cx, list, N_("Registration"), 3, now, false);
    strip_step(cx, list, N_("Made known"), 4, now, false);
    return list;
}

/* ---- parts of the page ------------------------------------------------------------------------ */

static const char *ground_text(Cx *cx, const char *ground)
{
    static const Choice GROUNDS[] = {
        { "vacant", N_("skipped: the post is vacant") },
        { "absent", N_("skipped: nobody may act for the post today") },
        { "twice", N_("skipped: the same person visas at another step") },
        { "drafter", N_("skipped: he drafted the order") },
        { "closed", N_("skipped: the order rests on a complaint about him") },
        { "returned", N_("not reached: the order was returned") }, { 0 }
    };
    for (const Choice *c = GROUNDS; c->value; c++)
        if (strcmp(c->value, ground) == 0)
            return tr(cx, c->label);
    return "";
}

static void put_visas(Cx *cx, const Visa *visas, size_t n, Val *view)
{
    Arena *a = cx->arena;
    static const Choice STATES[] = {
        { "waiting", N_("waits its turn") }, { "open", N_("due now") }, { "endorsed", N_("endorsed") },
        { "returned", N_("returned with a remark") }, { "skipped", N_("skipped") }, { 0 }
    };
    Val *list = val_put(view, "visas", val_list(a));
    for (size_t i = 0; i < n; i++) {
        const Visa *v = &visas[i];
        Val *row = val_add(list, val_map(a));
        const char *state = v->state;
        for (const Choice *c = STATES; c->value; c++)
            if (strcmp(c->value, v->state) == 0)
                state = tr(cx, c->label);
        bool several = visas[n - 1].round > 1, begins = i == 0 || visas[i - 1].round != v->round;
        val_put_int(a, row, "round", v->round);
        val_put_text(a, row, "round_title", several && begins
                     ? tr_args(cx, N_("Sent for visas, time {0}"), arena_printf(a, "%lld", (long long)v->round), NULL) : NULL);
        val_put_bool(a, row, "unreached", strcmp(v->ground, "returned") == 0);
        val_put_text(a, row, "post", *v->signature ? v->signature : v->title_full);
        val_put_text(a, row, "name", v->surname ? az_initials(a, v->surname, v->name, NULL) : "");
        val_put_text(a, row, "state", v->state);
        val_put_text(a, row, "state_text",
                     *v->ground      ? ground_text(cx, v->ground)
                     : v->step <= 10 ? tr(cx, N_("drafted"))
                                     : state);
        val_put_bool(a, row, "due", strcmp(v->state, "open") == 0);
        val_put_bool(a, row, "returned", strcmp(v->state, "returned") == 0);
        val_put_text(a, row, "remark", v->remark);
        val_put(row, "at", v->at.us == INSTANT_FOREVER.us ? val_null(a) : val_instant(a, v->at));
        val_put_int(a, row, "version", v->version);
    }
}

/* What was typed stays in the form of its own item. */
static Val *know_form(Req *req, const Order *o, int64_t item)
{
    Arena *a = req->cx->arena;
    Req mine = *req;
    bool typed = req->refused && req->refused->inputs == ORDER_ACQUAINT_INPUTS && req->id2 == item;
    if (!typed)
        mine.refused = NULL;
    Val *f = form_view(&mine, arena_printf(a, "/orders/%lld/acquaint/%lld", (long long)o->id, (long long)item),
                       ORDER_ACQUAINT_INPUTS, NULL);
    val_replace(f, "submit", val_text(a, tr(req->cx, N_("Note it"))));
    form_ids(req->cx, f, arena_printf(a, "know%lld", (long long)item));
    val_put_bool(a, f, "open", typed);
    return f;
}

/* The words of an item; "" when it could not be read. */
static const char *text_of(const Val *words, int64_t no)
{
    for (const Val *v = val_first(val_get(words, "items")); v; v = val_next(v))
        if (val_num(val_get(v, "no")) == no)
            return val_str(val_get(v, "text"));
    return "";
}

/* The order that corrected an item no longer in force: {id, number}; null: it was annulled. */
static bool put_corrected(Cx *cx, int64_t item, Val *v, bool *ret, Err *err)
{
    Corrected row;
    if (!db_one(cx->db, cx->arena, &Q_ORDER_ITEM_CORRECTED, BIND(P_INT(item), P_INSTANT(INSTANT_FOREVER)), CORRECTED_FIELDS, &row,
                ret, err))
        return false;
    val_replace(v, "corrected_by", *ret ? val_record(cx->arena, &row, CORRECTED_FIELDS) : val_null(cx->arena));
    return true;
}

static bool put_items(Req *req, const Order *o, const Val *words, int64_t signer, Val *view, bool *ret_known, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    bool may_note = val_truthy(val_get(view, "acquaint_form"));
    size_t n;
    const ItemRow *rows = order_item_rows(cx, o->id, &n, err);
    if (!rows)
        return false;
    Val *list = val_put(view, "items", val_list(a)), *interests = val_put(view, "interests", val_list(a));
    bool registered = order_is(o, "registered");
    bool annulled = false, corrected = false;
    *ret_known = n > 0;
    for (size_t i = 0; i < n; i++) {
        const ItemRow *r = &rows[i];
        const OrderKind *kind = order_kind_find(r->kind);
        int64_t moved = 0;
        if (r->annulled && !ledger_moved_to(cx->db, r->input, &moved, err))
            return false;
        const char *text = text_of(words, r->no);
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "id", r->id);
        val_put_int(a, v, "no", r->no);
        val_put_int(a, v, "order_id", o->id);
        val_put_int(a, v, "person_id", r->person_id);
        val_put_text(a, v, "person", item_person(a, r));
        interest_note(cx, &(Makers){ o->drafter, signer }, r->no, r->person_id, az_initials(a, r->surname, r->name, NULL), interests);
        val_put_text(a, v, "kind", r->kind);
        val_put_text(a, v, "kind_title", kind ? tr(cx, kind->title) : r->kind);
        val_put_text(a, v, "text", *r->text ? r->text : text);
        bool gone = r->annulled && !moved, again = false;
        val_put_bool(a, v, "annulled", gone);
        val_put(v, "corrected_by", val_null(a));
        if (gone && !put_corrected(cx, r->id, v, &again, err))
            return false;
        val_put_bool(a, v, "moved", moved != 0);
        val_put_bool(a, v, "registered", registered);
        val_put_text(a, v, "how", r->how);
        val_put_bool(a, v, "refused", strcmp(r->how, "refused") == 0);
        val_put_text(a, v, "refusal", r->act);
        val_put(v, "read_on", val_date(a, r->read_on));
        val_put(v, "contest", val_date(a, r->contest));
        val_put_text(a, v, "contest_rule", r->contest_rule);
        val_put_bool(a, v, "to_know", registered && !*r->how);
        val_put(v, "know_form", may_note && registered && !*r->how ? know_form(req, o, r->id) : val_null(a));
        *ret_known = *ret_known && *r->how;
        annulled |= gone && !again;
        corrected |= again;
    }
    val_put_bool(a, view, "annulled", annulled);
    val_put_bool(a, view, "corrected", corrected);
    return true;
}

static bool put_changes(Cx *cx, const Order *o, Val *view, Err *err)
{
    Val *rows = order_is(o, "registered") ? effects_done(cx, o->id, err) : val_list(cx->arena);
    return rows && val_put(view, "effects", rows);
}

typedef struct BasisRow { int64_t letter_id; const char *text; } BasisRow;
static const Field BASIS_FIELDS[] = { FIELD(BasisRow, letter_id), FIELD(BasisRow, text), FIELDS_END };

static bool put_basis(Cx *cx, const Order *o, Val *view, Err *err)
{
    size_t n;
    const BasisRow *rows = db_all(cx->db, cx->arena, &Q_ORDER_BASES, BIND(P_INT(o->id)), BASIS_FIELDS,
                                  sizeof(BasisRow), &n, err);
    Val *list = rows ? val_put(view, "basis", val_list(cx->arena)) : NULL;
    for (size_t i = 0; list && i < n; i++)
        val_add(list, val_record(cx->arena, &rows[i], BASIS_FIELDS));
    return list != NULL;
}

/* A visa that nobody can give today: whoever drafts may pass the step over. */
static bool put_forward(Req *req, const Order *o, const ActFrame *frame, Val *view, Err *err)
{
    static const Input NOTHING[] = { INPUTS_END };
    SeatToday now = { 0 };
    bool closed = false;
    Grant g = { 0 };
    Val *form = NULL;
    const Visa *due = NULL;
    for (size_t i = 0; i < frame->given_count; i++)
        if (strcmp(frame->given[i].state, "open") == 0)
            due = &frame->given[i];
    if (due && !authority_check(req->cx, ACT_ORDER_DRAFT, OBJ_ORDER, o->id, &g, err))
        return false;
    if (g.yes) {
        Seat seat = { .id = due->seat_id, .unit_id = due->unit_id, .post_kind = due->post_kind };
        if (!staff_seat_now(req->cx, &seat, req->cx->today, &now, err)
            || (o->walled && now.person_id && !wall_between(req->cx, OBJ_ORDER, o->id, now.person_id, &closed, err)))
            return false;
    }
    if (g.yes && (!now.person_id || closed)) {
        form = form_view(req, arena_printf(req->cx->arena, "/orders/%lld/forward", (long long)o->id), NOTHING,
                         NULL);
        val_replace(form, "submit", val_text(req->cx->arena, tr(req->cx, N_("Pass the step over"))));
    }
    val_put(view, "forward_form", form ? form : val_null(req->cx->arena));
    return true;
}

/* Everything but the box "return": that is a button of its own. */
static Val *without_box(Arena *a, const Val *fields)
{
    Val *list = val_list(a);
    for (const Val *f = val_first(fields); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), "returned") != 0)
            val_add(list, order_copy(a, f));
    return list;
}

/* The form of the step that is due, when the reader may take it. */
static bool put_step(Req *req, const Order *o, const ActFrame *frame, Val *view, Err *err)
{
    static const struct {
        const char  *state, *key, *path;
        Act          act;
        const Input *inputs;
        const char  *submit;
    } STEPS[] = {
        { "draft", "submit_form", "submit", ACT_ORDER_DRAFT, ORDER_SUBMIT_INPUTS, N_("Send for visas") },
        { "visa", "visa_form", "visa", ACT_ORDER_VISA, ORDER_VISA_INPUTS, N_("Endorse") },
        { "to_sign", "sign_form", "sign", ACT_ORDER_SIGN, ORDER_SIGN_INPUTS, N_("Sign") },
        { "signed", "register_form", "register", ACT_ORDER_REGISTER, NULL, N_("Register") },
        { "registered", "acquaint_form", "", ACT_ORDER_ACQUAINT, NULL, NULL },
    };
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    static const Input NOTHING[] = { INPUTS_END };
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        Grant g = { 0 };
        bool now = order_is(o, STEPS[i].state);
        if (now && !authority_check(cx, STEPS[i].act, OBJ_ORDER, o->id, &g, err))
            return false;
        StepForm defaults = { .version = o->version, .hash = o->draft_pdf, .remark = "" };
        Val *form = g.yes && STEPS[i].submit
                  ? form_view(req, arena_printf(a, "/orders/%lld/%s", (long long)o->id, STEPS[i].path),
                              STEPS[i].inputs ? STEPS[i].inputs : NOTHING, &defaults) : NULL;
        if (form && i == 3 && !papers_fields(req, o, (Val *)val_get(form, "fields"), err))
            return false;
        if (form) {
            const char *submit = o->historical && i == 0 ? N_("Hand to the keeper") : STEPS[i].submit;
            val_replace(form, "refused", val_bool(a, false));       /* said once, at the top of the page */
            val_replace(form, "submit", val_text(a, tr(cx, submit)));
            val_replace(form, "fields", without_box(a, val_get(form, "fields")));
        }
        val_put(view, STEPS[i].key, form ? form : val_bool(a, g.yes));
        if (now)
            val_put_bool(a, view, "may_step", g.yes);
    }
    return put_forward(req, o, frame, view, err);
}

bool order_show_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Order o;
    Val *words;
    ActFrame frame;
    Err unfinished = { 0 };                 /* the outcome says it */
    bool known;
    Grant may;
    if (!order_get(cx, req->id, &o, err) || !order_words(cx, &o, &words, order_is(&o, "draft") ? &unfinished : NULL, err)
        || !order_frame(cx, &o, &frame, err))
        return false;
    Val *v = val_put(resp->view, "order", val_record(a, &o, ORDER_FIELDS));
    const OrderSeries *series = order_series(cx, o.series);
    val_put_text(a, v, "state_text", order_state_text(cx, o.state));
    val_put_text(a, v, "series_title", series_title(cx, series));
    val_put_int(a, v, "retention_years", series ? series->retention_years : 0);
    val_put_text(a, v, "retention_text", tr_args(cx, N_("{0} years"),
                 arena_printf(a, "%lld", series ? (long long)series->retention_years : 0), NULL));
    val_put_bool(a, v, "retention_unsure", series && strcmp(series->confidence, "V") != 0);
    val_put_bool(a, v, "is_draft", order_is(&o, "draft"));
    val_put_bool(a, v, "has_pdf", !o.historical);
    val_put_bool(a, v, "frozen", *o.draft_pdf != '\0');
    val_put_bool(a, v, "is_registered", order_is(&o, "registered"));
    bool drafts = authority_holds(cx, ACT_ORDER_DRAFT, &may);
    val_put_bool(a, v, "may_begin", drafts);
    val_put_bool(a, v, "may_undo", order_is(&o, "registered") && drafts);
    val_put(resp->view, "act", doc_view(a, act_doc(a, words, &frame)));
    put_visas(cx, frame.given, frame.given_count, resp->view);
    if (!put_step(req, &o, &frame, resp->view, err) || !put_items(req, &o, words, frame.signer, resp->view, &known, err)
        || !put_basis(cx, &o, resp->view, err)
        || !put_changes(cx, &o, resp->view, err)
        || !preview_order(cx, &o, resp->view, err))
        return false;
    Val *faults = val_put(resp->view, "faults", val_list(a));
    for (int i = 0; req->refused && i < req->refused->err->count; i++)
        val_add(faults, val_text(a, tr_fault(cx, &req->refused->err->faults[i])));
    if (req->refused && req->refused->said)
        *req->refused->said = true;
    val_put(resp->view, "strip", strip(cx, &o, known));
    return true;
}
