// SPDX-License-Identifier: Apache-2.0
/* What was typed in the composer, in one shape: its rows after the button that was pressed, and what is filled in
 * for the officer: the item a correction takes the place of, an earlier order as the start. */
#include "areas/order/compose_in.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* ---- rows -------------------------------------------------------------------------------------- */

/* A list without one of its rows, or with one moved up. */
static Val *rows_of(Arena *a, const Val *list, size_t most, int leave_out, int up)
{
    const Val *row[ORDER_ITEMS];
    Val *rows = val_list(a);
    int n = 0, no = 0;
    for (const Val *v = val_first(list); v && (size_t)n < most; v = val_next(v), no++)
        if (val_type(v) == V_MAP && no != leave_out)
            row[n++] = v;
    if (up > 0 && up < n) {
        const Val *moved = row[up];
        row[up] = row[up - 1];
        row[up - 1] = moved;
    }
    for (int i = 0; i < n; i++)
        val_add(rows, order_copy(a, row[i]));
    return rows;
}

/* The number behind "remove:", -1 when another button was pressed. */
static int pressed_at(const char *pressed, const char *what)
{
    size_t n = strlen(what);
    return strncmp(pressed, what, n) == 0 ? (int)strtol(pressed + n, NULL, 10) : -1;
}

/* The row that is gone on with after the button: "items.1"; "" when none was pressed. */
static const char *focus_of(Arena *a, const char *pressed, const Val *items, const Val *basis)
{
    int up = pressed_at(pressed, "up:"), gone = pressed_at(pressed, "remove:"), dropped = pressed_at(pressed, "drop:");
    if (strcmp(pressed, "add") == 0)
        return arena_printf(a, "items.%zu", val_count(items) - 1);
    if (strcmp(pressed, "basis") == 0)
        return arena_printf(a, "basis.%zu", val_count(basis) - 1);
    if (up >= 0 || gone >= 0)
        return arena_printf(a, "items.%d", up > 0 ? up - 1 : gone > 0 ? gone - 1 : 0);
    return dropped >= 0 ? arena_printf(a, "basis.%d", dropped > 0 ? dropped - 1 : 0) : "";
}

Val *typed_form(Cx *cx, const Val *form)
{
    static const char *const HEAD[] = { "heading", "control_seat", "historical", "old_number", "old_date", "series",
                                        "version", "proposed", NULL };
    Arena *a = cx->arena;
    const char *pressed = order_sent(a, form, "do");
    Val *typed = val_map(a);
    for (size_t i = 0; HEAD[i]; i++)
        val_put_text(a, typed, HEAD[i], order_sent(a, form, HEAD[i]));
    Val *items = rows_of(a, val_get(form, "items"), ORDER_ITEMS, pressed_at(pressed, "remove:"), pressed_at(pressed, "up:"));
    Val *basis = rows_of(a, val_get(form, "basis"), ORDER_BASES, pressed_at(pressed, "drop:"), -1);
    if (!val_first(items) || (strcmp(pressed, "add") == 0 && val_count(items) < ORDER_ITEMS))
        val_add(items, val_map(a));
    if (!val_first(basis) || (strcmp(pressed, "basis") == 0 && val_count(basis) < ORDER_BASES))
        val_add(basis, val_map(a));
    val_put(typed, "items", items);
    val_put(typed, "basis", basis);
    val_put_text(a, typed, "focus", focus_of(a, pressed, items, basis));
    return typed;
}

const char *typed_series(Arena *a, const Val *typed)
{
    for (const Val *v = val_first(val_get(typed, "items")); v; v = val_next(v)) {
        const OrderKind *kind = order_kind_find(order_sent(a, v, "kind"));
        if (kind && !kind_undoes(kind))
            return kind->series;
    }
    return order_sent(a, typed, "series");
}
/* ---- filled in ----------------------------------------------------------------------------------- */

/* A day as the form shows it, whatever way it was sent in. */
static Val *as_typed(Arena *a, const Input *in, const Val *item)
{
    const char *s = order_sent(a, item, in->field.name);
    Date day;
    return val_text(a, in->kind == IN_DATE && date_parse_input(s, &day) ? az_date_numeric(a, day) : s);
}

static void fill_parameters(Arena *a, Val *item, const OrderKind *kind, const Val *from)
{
    for (const Input *in = kind->inputs; in && in->field.name; in++)
        val_replace(item, in->field.name, as_typed(a, in, from));
}

static bool any_parameter(Arena *a, const Val *item, const OrderKind *kind)
{
    for (const Input *in = kind->inputs; in && in->field.name; in++)
        if (*order_sent(a, item, in->field.name))
            return true;
    return false;
}

/* Whether the parameters on the form belong to the item chosen now: `of` is the item they were filled from. */
static bool is_filled(Arena *a, const Val *item, const OrderKind *kind)
{
    const char *of = order_sent(a, item, "of");
    return *of ? strcmp(of, order_sent(a, item, "target")) == 0 : any_parameter(a, item, kind);
}

static bool fill_correction(Cx *cx, Val *typed, Val *item, Err *err)
{
    Arena *a = cx->arena;
    Undo *u = NULL;
    Err own = { 0 };
    const Val *from;
    undo_read(cx, item, "", &u, &own);
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY)
        return order_faults(err, &own);
    if (!u || !u->as || kind_undoes(u->as))
        return true;
    if (!is_filled(a, item, u->as)) {
        if (!undo_typed(cx, u, &from, err))
            return false;
        fill_parameters(a, item, u->as, from);
    }
    val_replace(item, "person_id", val_text(a, arena_printf(a, "%lld", (long long)u->person)));
    val_replace(item, "of", val_text(a, order_sent(a, item, "target")));
    if (!*typed_series(a, typed))
        val_replace(typed, "series", val_text(a, u->series));
    return true;
}

/* What the items are about: of one kind by its own row, of several by the series'. */
static const char *heading_of(Cx *cx, const Val *typed)
{
    const OrderKind *only = NULL;
    bool several = false;
    for (const Val *v = val_first(val_get(typed, "items")); v; v = val_next(v)) {
        const OrderKind *kind = order_kind_find(order_sent(cx->arena, v, "kind"));
        several |= kind && only && kind != only;
        only = kind ? kind : only;
    }
    const OrderSeries *series = several ? order_series(cx, typed_series(cx->arena, typed)) : NULL;
    return series ? series->heading : only && !several && only->heading ? only->heading : "";
}

/* A heading nobody has written, or nobody has changed since it was proposed, follows the items. */
static void propose_heading(Cx *cx, Val *typed)
{
    const char *typed_now = order_sent(cx->arena, typed, "heading"), *before = order_sent(cx->arena, typed, "proposed");
    if (*typed_now && strcmp(typed_now, before) != 0)
        return;
    val_replace(typed, "proposed", val_text(cx->arena, heading_of(cx, typed)));
    val_replace(typed, "heading", val_text(cx->arena, heading_of(cx, typed)));
}

bool typed_fill(Cx *cx, Val *typed, Err *err)
{
    Arena *a = cx->arena;
    for (const Val *v = val_first(val_get(typed, "items")); v; v = val_next(v)) {
        const OrderKind *kind = order_kind_find(order_sent(a, v, "kind"));
        if (kind && kind_corrects(kind) && order_sent_id(a, v, "target") && !fill_correction(cx, typed, (Val *)v, err))
            return false;
    }
    propose_heading(cx, typed);
    for (const Val *v = val_first(val_get(typed, "basis")); v; v = val_next(v)) {
        const char *chosen = order_sent(a, v, "letter_id");
        if (*chosen && strcmp(chosen, order_sent(a, v, "of")) != 0)         /* just chosen: its search is done */
            val_replace((Val *)v, "letter", val_text(a, ""));
    }
    return true;
}

bool typed_like(Cx *cx, int64_t order, Val **ret, Err *err)
{
    Arena *a = cx->arena;
    Order o;
    Grant may = { 0 };
    if (!authority_check(cx, ACT_ORDER_READ, OBJ_ORDER, order, &may, err))
        return false;
    if (!may.yes)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such order"));
    if (!order_get(cx, order, &o, err))
        return false;
    const Val *form = order_form(cx, &o, err);
    if (!form)
        return false;
    Val *like = val_map(a), *items = val_list(a);
    val_put_text(a, like, "heading", o.heading);
    val_put_text(a, like, "control_seat", order_sent(a, form, "control_seat"));
    for (const Val *v = val_first(val_get(form, "items")); v; v = val_next(v)) {
        const OrderKind *kind = order_kind_find(order_sent(a, v, "kind"));
        if (!kind || kind_undoes(kind))                   /* what undid an item does it once */
            continue;
        Val *item = val_add(items, val_map(a));
        val_put_text(a, item, "kind", kind->code);
        for (const Input *in = kind->inputs; in && in->field.name; in++)
            if (in->kind != IN_DATE && (in->kind != IN_CHOICE || in->choices))   /* a day, a seat of then is not meant again */
                val_put_text(a, item, in->field.name, order_sent(a, v, in->field.name));
    }
    val_put(like, "items", items);
    *ret = typed_form(cx, like);
    val_replace(*ret, "series", val_text(a, o.series));
    return true;
}
