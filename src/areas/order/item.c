// SPDX-License-Identifier: Apache-2.0
/* The items of a draft: from what was typed to records the kinds understand. */
#include "areas/order/order_in.h"
#include <string.h>

void *record_read(Cx *cx, const OrderKind *kind, const Val *form, const char *field, Err *err)
{
    Req req = { .cx = cx, .form = form, .query = form };
    char *record = arena_alloc(cx->arena, kind->record_size ? kind->record_size : 1);
    for (const Input *in = kind->inputs; in && in->field.name; in++)
        if (in->field.type == F_TEXT && in->kind != IN_FILE)
            *(const char **)(record + in->field.offset) = "";
    if (kind->inputs)
        form_read(&req, field, kind->inputs, record, err);
    return record;
}

static bool read_kind(Cx *cx, Item *item, const char **series, Err *err)
{
    const char *code = order_sent(cx->arena, item->typed, "kind");
    const char *field = arena_printf(cx->arena, "%s.kind", item->field);
    item->kind = order_kind_find(code);
    if (!item->kind)
        return *code ? err_add(err, field, N_("there is no such kind of order item"))
                     : err_add(err, field, N_("choose what the item does"));
    if (kind_undoes(item->kind))
        return true;
    if (!**series)
        *series = item->kind->series;
    if (strcmp(*series, item->kind->series) == 0)
        return true;
    const OrderSeries *s = order_series(cx, *series);
    return err_add(err, field, N_("an order belongs to one series; this one is {0}"),
                   s ? series_title(cx, s) : *series);
}

static bool read_person(Cx *cx, Item *item, Err *err)
{
    const char *field = arena_printf(cx->arena, "%s.person_id", item->field);
    int64_t id = item->undo ? item->undo->person : order_sent_id(cx->arena, item->typed, "person_id");
    Err own = { 0 };
    if (!id)
        return err_add(err, field, N_("choose the person"));
    if (person_get(cx, id, &item->person, &own))
        return true;
    return own.kind == ERR_NOT_FOUND ? err_add(err, field, N_("there is no such person"))
                                     : order_faults(err, &own);
}

static bool read_item(Cx *cx, const Val *form, Item *item, const char **series, Err *err)
{
    Err undo = { 0 };
    if (!read_kind(cx, item, series, err))
        return false;
    item->as = item->kind;
    if (kind_undoes(item->kind)) {
        if (!undo_read(cx, item->typed, item->field, (Undo **)&item->undo, &undo))
            return order_faults(err, &undo);
        item->as = kind_corrects(item->kind) ? item->undo->as : item->kind;
        if (**series && strcmp(*series, item->undo->series) != 0)
            return err_add(err, arena_printf(cx->arena, "%s.target", item->field),
                           N_("an item is undone by an order of its own series"));
        *series = item->undo->series;
        if (!item->as)
            return err_add(err, item->field, N_("there is no such kind of order item"));
        if (kind_corrects(item->kind) && kind_undoes(item->as))
            return err_add(err, arena_printf(cx->arena, "%s.target", item->field),
                           N_("an annulment is not corrected: it is annulled itself"));
    }
    item->reason = order_sent(cx->arena, item->typed, "reason");
    item->record = record_read(cx, item->as, form, item->field, err);
    return read_person(cx, item, err) && err->kind == ERR_NONE;
}

bool items_read(Cx *cx, const Val *form, bool lenient, Item **ret, size_t *ret_count, Err *err)
{
    const Val *list = val_get(form, "items");
    size_t sent_count = val_count(list), n = 0;
    const char *series = "";
    if (sent_count > ORDER_ITEMS)
        return err_add(err, "items", N_("an order holds at most 40 items"));
    Item *items = NEW_N(cx->arena, Item, sent_count + 1);
    int no = 0;
    for (const Val *v = val_first(list); v; v = val_next(v), no++) {
        Item item = { .no = no, .typed = v, .field = arena_printf(cx->arena, "items.%d", no), .reason = "" };
        Err own = { 0 };
        if (read_item(cx, form, &item, &series, &own))
            items[n++] = item;
        else if (own.kind != ERR_INVALID && own.kind != ERR_CONFLICT)
            return order_faults(err, &own);
        else
            order_faults(err, &own);
    }
    *ret = items;
    *ret_count = n;
    return lenient || err->kind == ERR_NONE;
}

OrderItem item_view(const Item *item, Date order_date)
{
    return (OrderItem){ .person_id = item->person.id, .record = item->record, .field = item->field,
                        .order_date = item->undo && item->as != item->kind ? item->undo->given : order_date };
}
