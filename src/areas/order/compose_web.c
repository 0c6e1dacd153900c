// SPDX-License-Identifier: Apache-2.0
/* The composer: one form with rows, the act and its effects beside it.  Its buttons send the form and get it
 * back; nothing typed is lost, with script or without. */
#include "areas/order/compose_in.h"
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
    INPUT(HeadForm, old_date, IN_DATE, REQUIRED, 10, N_("Date on the paper"), .day = DAY_OF_PAPER),
    INPUT_FILE("scan", OPTIONAL, N_("Scan of the paper")),
    INPUTS_END
};

/* ---- choices ----------------------------------------------------------------------------- */

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

/* ---- the page -------------------------------------------------------------------------------- */

/* Says of each fault which field of which item or basis it is of. */
static void name_faults(Cx *cx, Val *v)
{
    form_name_faults(cx, v, val_get(v, "head"), "");
    form_name_faults(cx, v, val_get(v, "historical"), "");
    for (const Val *item = val_first(val_get(v, "items")); item; item = val_next(item))
        form_name_faults(cx, v, val_get(item, "fields"), arena_printf(cx->arena, "%s %lld", tr(cx, N_("Item")),
                                                                     (long long)val_num(val_get(item, "number"))));
    for (const Val *row = val_first(val_get(v, "basis")); row; row = val_next(row))
        form_name_faults(cx, v, val_get(row, "fields"), tr(cx, N_("Basis")));
}

static bool put_form(Composing *c, Val *v, Err *err)
{
    Cx *cx = c->req.cx;
    Arena *a = cx->arena;
    const Val *typed = c->refused.typed;
    Val *wrap = val_map(a), *control, *head = val_put(v, "head", compose_fields(c, "", HEAD_INPUTS));
    val_put(wrap, "fields", compose_fields(c, "", CONTROL_INPUTS));
    if (!control_choices(cx, &control, err))
        return false;
    form_choices(cx, wrap, "control_seat", control);
    for (const Val *f = val_first(val_get(wrap, "fields")); f; f = val_next(f))
        val_add(head, order_copy(a, f));
    bool historical = *order_sent(a, typed, "historical") != '\0';
    val_put(v, "historical", historical ? compose_fields(c, "", HISTORICAL_INPUTS) : val_list(a));
    val_put_bool(a, v, "multipart", historical);
    return compose_rows(c, v, err);
}

/* `all`: also the faults of what is not typed yet. */
static bool compose_page(Req *req, Val *typed, int64_t id, bool all, Val *view, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Preview preview = { 0 };
    if (!typed_fill(cx, typed, err) || !preview_make(cx, id, typed, view, &preview, err))
        return false;
    const Err *refused = req->refused ? req->refused->err : NULL;
    Err problems = preview.effects;
    if (refused)
        problems = *refused;
    else if (all)
        order_faults(&problems, &preview.reading);
    Composing c = { .req = *req, .series = typed_series(a, typed), .warnings = preview.warnings };
    c.refused = (Refused){ NULL, typed, &problems };
    c.req.refused = &c.refused;
    Val *v = val_put(view, "compose", val_map(a));
    const OrderSeries *series = order_series(cx, c.series);
    val_put_text(a, v, "action", id ? arena_printf(a, "/orders/%lld", (long long)id) : "/orders");
    val_put_int(a, v, "id", id);
    val_put_text(a, v, "version", order_sent(a, typed, "version"));
    val_put_text(a, v, "series", c.series);
    val_put_text(a, v, "proposed", order_sent(a, typed, "proposed"));
    val_put_text(a, v, "series_title", series_title(cx, series));
    val_put_text(a, v, "csrf", cx->actor->csrf);
    val_put(v, "key", val_keep(a, secret_token(a)));
    val_put_bool(a, v, "refused", refused != NULL);
    val_put(v, "faults", form_faults(cx, &problems, NULL));
    val_put(v, "refusal", val_keep(a, tr(cx, N_("Not done"))));
    val_put_bool(a, view, "fragment_only", true);
    if (!put_form(&c, v, err))
        return false;
    name_faults(cx, v);
    if (refused && req->refused->said)
        *req->refused->said = true;
    return true;
}

bool order_new_page(Req *req, Resp *resp, Err *err)
{
    Arena *a = req->cx->arena;
    if (req->refused)
        return compose_page(req, typed_form(req->cx, req->refused->typed), 0, true, resp->view, err);
    Val *typed = typed_form(req->cx, req->query);
    int64_t like = order_sent_id(a, req->query, "like");
    if (like && !typed_like(req->cx, like, &typed, err))
        return false;
    Val *item = (Val *)val_first(val_get(typed, "items"));
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
        if (err_names(req->refused->err, "version"))                /* seen now: the next save is meant */
            val_replace(typed, "version", val_text(cx->arena, arena_printf(cx->arena, "%lld", (long long)o.version)));
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

/* What was typed into an item and cannot be read; what is not typed yet is no fault while one writes. */
static void put_misread(Cx *cx, const Val *typed, const Err *reading, Val *problems)
{
    for (int i = 0; i < reading->count; i++) {
        const char *field = reading->faults[i].field;
        if (strncmp(field, "items.", 6) == 0 && val_truthy(val_at(typed, field)))
            val_put(val_add(problems, val_map(cx->arena)), "text", val_keep(cx->arena, arena_printf(cx->arena, "%s %d: %s",
                    tr(cx, N_("Item")), (int)strtol(field + 6, NULL, 10) + 1, tr_fault(cx, &reading->faults[i]))));
    }
}

bool order_preview_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Preview preview = { 0 };
    resp->view = val_map(cx->arena);
    val_put_bool(cx->arena, resp->view, "fragment_only", true);
    const Val *typed = typed_form(cx, req->form);
    if (!preview_make(cx, order_sent_id(cx->arena, req->form, "id"), typed, resp->view, &preview, err))
        return false;
    put_misread(cx, typed, &preview.reading, (Val *)val_at(resp->view, "preview.problems"));
    return true;
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
