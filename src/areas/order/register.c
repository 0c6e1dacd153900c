// SPDX-License-Identifier: Apache-2.0
/* Registering: the moment an order changes anything.  Lock order: the ledger's head, the counter, the rows. */
#include "app/journal.h"
#include "app/wall.h"
#include "areas/order/order_in.h"
#include "order_queries.h"
#include <string.h>

bool order_relate_keepers(Cx *cx, const Order *o, Err *err)
{
    size_t n;
    const OrderSeries *series = order_series(cx, o->series);
    const Seat *seats = staff_seats_of_kind(cx, series ? series->keeper : "", cx->today, &n, err);
    for (size_t i = 0; seats && i < n; i++)
        if (!authority_relate(cx, OBJ_ORDER, o->id, principal_of_seat(seats[i].id), "keeper", err))
            return false;
    return seats != NULL;
}

/* Everything as of now: the kinds' rules, required papers, reasons, and the ledger's own judgement. */
static bool enter(Cx *cx, const Order *o, Item **ret_items, size_t *ret_n, Registration *ret, Err *err)
{
    Effects e;
    const Val *form = order_form(cx, o, err);
    if (!form || !items_read(cx, form, false, ret_items, ret_n, err))
        return false;
    papers_there(cx, o->id, *ret_items, *ret_n, err);
    return effects_make(cx, o->id, *ret_items, *ret_n, o->signed_on, &e, err)
        && effects_excused(cx, *ret_items, &e, err)
        && effects_register(cx, &e, ret, err);
}

static bool note_items(Cx *cx, const Order *o, const Item *items, size_t n, const Registration *r, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        int64_t changed;
        if (!db_run(cx->db, &Q_ORDER_ITEM_ENTERED,
                    BIND(P_INT(o->id), P_INT(items[i].no + 1), P_INT(r->first_input + (int64_t)i)), &changed,
                    err)
            || (changed != 1 && !err_set(err, ERR_INTERNAL, NULL, "an item of the order is missing"))
            || !authority_relate(cx, OBJ_ORDER, o->id, principal_of_person(items[i].person.id), "named", err))
            return false;
    }
    return true;
}

static Val *entry_data(Cx *cx, const Order *o, const char *number, const Registration *r, size_t n, bool late)
{
    Arena *a = cx->arena;
    Val *data = val_map(a);
    val_put_text(a, data, "series", o->series);
    val_put_text(a, data, "number", number);
    val_put_date(a, data, "dated", o->signed_on);
    val_put_int(a, data, "first_input", r->first_input);
    val_put_int(a, data, "inputs", (int64_t)n);
    val_put_int(a, data, "k", r->k.us);
    val_put_text(a, data, "text", o->text_sha);
    val_put_text(a, data, "signed", o->draft_pdf);
    val_put_bool(a, data, "late", late);
    return data;
}

bool order_register(Cx *cx, int64_t id, const OrderPaper *paper, const Grant *grant, int64_t *ret_serial,
                    Err *err)
{
    Order o;
    Item *items;
    size_t n;
    Registration r;
    int64_t changed;
    *ret_serial = 0;
    if (!order_get(cx, id, &o, err))
        return false;
    if (!order_is(&o, "signed"))
        return err_set(err, ERR_CONFLICT, NULL, N_("only a signed order is registered"));
    if (o.historical && o.drafter == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL,
                       N_("a paper order of the past is registered by a second officer, not by the one who entered it"));
    if (!order_changed(cx, id, paper->version == o.version, err)
        || (o.historical && !number_is_free(cx, o.series, o.number, o.signed_on, id, err)) || !enter(cx, &o, &items, &n, &r, err)
        || (!o.historical && !number_take(cx, &o, ret_serial, err)))
        return false;
    if (*ret_serial != paper->serial)
        return err_set(err, ERR_CONFLICT, "number", N_("another order took this number just now; try again"));
    bool late = !o.historical && date_before(o.signed_on, cx->today);
    if (!note_items(cx, &o, items, n, &r, err)
        || !db_run(cx->db, &Q_ORDER_SET_REGISTERED,
                   BIND(P_INT(id), P_INT(o.version), P_INT(order_year(&o)), P_INT(*ret_serial),
                        P_TEXT(paper->number), P_DATE(cx->today), P_INT(cx->actor->person_id), P_BOOL(late),
                        P_TEXT(paper->pdf), P_INSTANT(cx->now)),
                   &changed, err)
        || !order_changed(cx, id, changed, err) || !wall_end(cx, OBJ_ORDER, id, err))
        return false;
    journal_add(cx, "order.register", OBJ_ORDER, id, entry_data(cx, &o, paper->number, &r, n, late), grant);
    return true;
}

/* ---- acquaintance ------------------------------------------------------------------------ */

typedef struct TargetItem {
    int64_t     id, order_id, no, person_id, target, input;
    const char *kind, *text;
} TargetItem;
static const Field TARGET_ITEM_FIELDS[] = {
    FIELD(TargetItem, id), FIELD(TargetItem, order_id), FIELD(TargetItem, no), FIELD(TargetItem, person_id),
    FIELD(TargetItem, target),
    FIELD(TargetItem, input), FIELD(TargetItem, kind), FIELD(TargetItem, text), FIELDS_END
};

/* The term to contest starts on the day the item was made known, or its refusal noted; a correction's with its own. */
static bool note_known(Cx *cx, const TargetItem *row, Date at, const Acquainting *in, Err *err)
{
    const OrderKind *kind = order_kind_find(row->kind);
    Date last = DATE_FOREVER;
    const char *rule = NULL;
    if (kind && kind_corrects(kind)) {
        Undo *u = NULL;
        Val *typed = val_map(cx->arena);
        Err own = { 0 };
        val_put_text(cx->arena, typed, "target", arena_printf(cx->arena, "%lld", (long long)row->target));
        undo_read(cx, typed, "", &u, &own);
        kind = u ? u->as : NULL;
    }
    if (kind && kind->contest && !kind->contest(cx, row->person_id, at, &last, &rule, err))
        return false;
    return db_run(cx->db, &Q_ORDER_ACQUAINT_ADD,
                  BIND(P_INT(row->id), P_INT(row->order_id), P_INT(row->person_id), P_DATE(at),
                       P_TEXT(in->refused ? "refused" : "signed"), P_TEXT(in->refused ? in->act : ""),
                       P_INT(cx->actor->person_id), P_DATE(last), P_TEXT(rule ? rule : "")), NULL, err);
}

bool order_acquaint(Cx *cx, int64_t id, int64_t item, const Acquainting *in, const Grant *grant, Err *err)
{
    TargetItem row;
    Order o;
    bool found;
    if (!order_get(cx, id, &o, err)
        || !db_one(cx->db, cx->arena, &Q_ORDER_ITEM_GET, BIND(P_INT(item)), TARGET_ITEM_FIELDS, &row, &found,
                   err))
        return false;
    if (!found || row.order_id != id)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such item in this order"));
    bool own = row.person_id == cx->actor->person_id;
    if (!own && grant && grant->relation && strcmp(grant->relation, "named") == 0)
        return err_set(err, ERR_DENIED, NULL, N_("this item is about another person"));
    if (!order_is(&o, "registered"))
        return err_set(err, ERR_CONFLICT, NULL, N_("only a registered order is made known"));
    if (in->refused && (own || !*in->act))
        err_add(err, "act",
                own ? N_("a refusal is noted by an officer")
                    : N_("write the act of the refusal: who, when, before whom"));
    if (date_before(in->at, o.registered) || date_before(cx->today, in->at))
        err_add(err, "at", N_("the day is not between registration and today"));
    if (err->kind)
        return false;
    int64_t count;
    if (!db_int(cx->db, &Q_ORDER_ACQUAINTED, BIND(P_INT(item)), 0, &count, err))
        return false;
    if (count)
        return err_set(err, ERR_CONFLICT, NULL, N_("it is noted already that this item was made known"));
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "item", row.no);
    val_put_bool(cx->arena, data, "refused", in->refused);
    journal_add(cx, "order.acquaint", OBJ_ORDER, id, data, grant);
    return note_known(cx, &row, own ? cx->today : in->at, in, err);
}
