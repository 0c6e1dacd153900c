// SPDX-License-Identifier: Apache-2.0
/* What a draft would be: the act as it will be printed, and what it would change in whose file. */
#include "areas/order/order_in.h"
#include <string.h>

static bool passing(const Err *err) { return err->kind != ERR_INTERNAL && err->kind != ERR_BUSY; }

static bool put_act(Cx *cx, const Val *typed, const Item *items, size_t n, Val *view, int64_t *ret_signer, Err *faults, Err *err)
{
    const char *control, *basis;
    ActFrame f = { .dated = DATE_FOREVER, .draft = true, .made = cx->now };
    if (!order_control_text(cx, typed, &control, err) || !order_basis_text(cx, typed, &basis, err)
        || !act_signer(cx, &f, err))
        return false;
    Val *words = act_words(cx, order_sent(cx->arena, typed, "heading"), items, n, control, basis, faults, err);
    if (!words)
        return false;
    if (*order_sent(cx->arena, typed, "historical")) {
        const char *number = order_sent(cx->arena, typed, "old_number");
        f.number = *number ? number : NULL;
        date_parse_input(order_sent(cx->arena, typed, "old_date"), &f.dated);
        f.signer = 0;
    }
    *ret_signer = f.signer;
    val_put(view, "act", doc_view(cx->arena, act_doc(cx->arena, words, &f)));
    return true;
}

static bool put_effects(Cx *cx, const Item *items, const Effects *e, Val *v, Err *problems, Err *err)
{
    EffectNames *names = effect_names_new(cx->arena);
    Registration would;
    Err own = { 0 };
    Val *rows = val_list(cx->arena);
    if (e->count && problems->kind == ERR_NONE) {
        if (!effects_rehearse(cx, e, &would, &own)) {
            if (!passing(&own))
                return order_faults(err, &own);
            order_faults(problems, &own);
        } else {
            for (size_t i = 0; i < e->count; i++)
                effect_names_person(names, items[i].person.id, person_full_name(cx->arena, &items[i].person));
            rows = effects_words(cx, names, would.gone, would.gone_count, would.fresh, would.fresh_count, err);
            if (!rows)
                return false;
        }
    }
    val_put(v, "effects", rows);
    return true;
}

static void put_warnings(Cx *cx, const Item *items, const Effects *e, Val *v, Preview *ret)
{
    Arena *a = cx->arena;
    Val *list = val_put(v, "warnings", val_list(a));
    for (size_t i = 0; i < e->count; i++) {
        ret->warnings[items[i].no] = e->warnings[i];
        for (const Val *w = val_first(e->warnings[i]); w; w = val_next(w)) {
            Val *one = val_add(list, val_map(a));
            val_put_int(a, one, "number", items[i].no + 1);
            val_put_text(a, one, "text", val_str(w));
            val_put_text(a, one, "reason", items[i].reason);
        }
    }
}

/* What each correction changes in the item whose place it takes: {number, text, was, rows}. */
static bool put_corrections(Cx *cx, const Item *items, size_t n, Val *v, Err *err)
{
    Arena *a = cx->arena;
    Val *list = val_put(v, "corrections", val_list(a));
    for (size_t i = 0; i < n; i++) {
        const Val *was;
        if (!items[i].undo || !kind_corrects(items[i].kind))
            continue;
        Val *one = val_add(list, val_map(a));
        val_put_int(a, one, "number", items[i].no + 1);
        val_put_text(a, one, "text", items[i].undo->text);
        val_put_text(a, one, "was", items[i].undo->was);
        if (!undo_typed(cx, items[i].undo, &was, err)
            || !compare_parameters(cx, items[i].as, was, items[i].typed, val_put(one, "rows", val_list(a)), err))
            return false;
    }
    return true;
}

static bool put_outcome(Cx *cx, int64_t id, const Item *items, size_t n, Date day, Val *v, Preview *ret,
                        Err *err)
{
    Arena *a = cx->arena;
    Effects e = { 0 };
    effects_make(cx, id, items, n, day, &e, &ret->effects);
    if (!passing(&ret->effects))
        return order_faults(err, &ret->effects);
    if (!put_effects(cx, items, &e, v, &ret->effects, err) || !put_corrections(cx, items, n, v, err))
        return false;
    put_warnings(cx, items, &e, v, ret);
    Val *problems = val_put(v, "problems", val_list(a));
    for (int i = 0; i < ret->effects.count; i++)
        val_put_text(a, val_add(problems, val_map(a)), "text", tr_fault(cx, &ret->effects.faults[i]));
    return true;
}

/* Of a draft that is not saved yet who writes it is its drafter. */
static bool put_interests(Cx *cx, int64_t id, int64_t signer, const Item *items, size_t n, Val *v, Err *err)
{
    Makers by = { cx->actor->person_id, signer };
    Order o;
    if (id && !order_get(cx, id, &o, err))
        return false;
    if (id)
        by.drafter = o.drafter;
    Val *list = val_put(v, "interests", val_list(cx->arena));
    for (size_t i = 0; i < n; i++)
        interest_note(cx, &by, items[i].no + 1, items[i].person.id, items[i].person.id ? person_initials(cx->arena, &items[i].person) : "",
                      list);
    return true;
}

bool preview_make(Cx *cx, int64_t id, const Val *typed, Val *view, Preview *ret, Err *err)
{
    Item *items;
    size_t n = 0;
    Err unworded = { 0 };                   /* said in the item's place; what its effects say stands at the fields */
    Val *v = val_put(view, "preview", val_map(cx->arena));
    Date day = cx->today;
    if (*order_sent(cx->arena, typed, "historical"))
        date_parse_input(order_sent(cx->arena, typed, "old_date"), &day);
    ret->warnings = NEW_N(cx->arena, Val *, ORDER_ITEMS + 1);
    items_read(cx, typed, true, &items, &n, &ret->reading);
    if (!passing(&ret->reading))
        return order_faults(err, &ret->reading);
    int64_t signer;
    return put_act(cx, typed, items, n, v, &signer, &unworded, err) && put_interests(cx, id, signer, items, n, v, err)
        && put_outcome(cx, id, items, n, day, v, ret, err);
}

bool preview_order(Cx *cx, const Order *o, Val *view, Err *err)
{
    Item *items;
    size_t n = 0;
    Preview own = { .warnings = NEW_N(cx->arena, Val *, ORDER_ITEMS + 1) };
    const Val *form = order_is(o, "registered") ? NULL : order_form(cx, o, err);
    if (!form) {
        val_put(view, "outcome", val_null(cx->arena));
        return err->kind == ERR_NONE;
    }
    items_read(cx, form, true, &items, &n, &own.reading);
    if (!passing(&own.reading))
        return order_faults(err, &own.reading);
    Val *v = val_put(view, "outcome", val_map(cx->arena));
    val_put(v, "interests", val_list(cx->arena));          /* beside the visas, where they stay */
    order_faults(&own.effects, &own.reading);
    return put_outcome(cx, o->id, items, n, date_same(o->signed_on, DATE_FOREVER) ? cx->today : o->signed_on,
                       v, &own, err);
}
