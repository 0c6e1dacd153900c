// SPDX-License-Identifier: Apache-2.0
/* Undoing: an item annuls a registered item, or takes its place.  What was built on it is shown, and for
 * each the drafter says: annulled too, or kept.  An annulment is an item like any other: it can be annulled. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

typedef struct TargetRow {
    int64_t     id, order_id, no, person_id, input, target;
    const char *kind, *text, *series, *number;
    Date        dated;
    bool        annulled;
} TargetRow;
static const Field TARGET_FIELDS[] = {
    FIELD(TargetRow, id), FIELD(TargetRow, order_id), FIELD(TargetRow, no), FIELD(TargetRow, person_id),
    FIELD(TargetRow, input), FIELD(TargetRow, target), FIELD(TargetRow, kind), FIELD(TargetRow, text), FIELD(TargetRow, series),
    FIELD(TargetRow, number), FIELD(TargetRow, dated), FIELD(TargetRow, annulled), FIELDS_END
};

static const char *dependent_name(Arena *a, const Entry *e)
{
    return arena_printf(a, "x%lld", (long long)e->id);
}

static bool read_choices(Cx *cx, const Val *typed, const char *field, Undo *u, Err *err)
{
    Arena *a = cx->arena;
    u->dependents = ledger_dependents(cx->db, a, u->input, &u->dependent_count, err);
    if (!u->dependents)
        return false;
    u->annul = NEW_N(a, int64_t, u->dependent_count + 1);
    u->keep = NEW_N(a, int64_t, u->dependent_count + 1);
    for (size_t i = 0; i < u->dependent_count; i++) {
        const char *name = dependent_name(a, &u->dependents[i]), *known,
                   *choice = order_sent(a, val_get(typed, "dep"), name);
        if (strcmp(choice, "annul") == 0)
            u->annul[u->annul_count++] = u->dependents[i].id;
        else if (strcmp(choice, "keep") == 0)
            u->keep[u->keep_count++] = u->dependents[i].id;
        else if (!source_name(cx, u->dependents[i].natural_key, &known, err))
            return false;
        else
            err_add(err, arena_printf(a, "%s.dep.%s", field, name),
                    N_("{0} was built on this item: say whether it is annulled too or kept"), known);
    }
    return err->kind == ERR_NONE;
}

static bool target_read(Cx *cx, int64_t id, TargetRow *ret, bool *ret_found, Err *err)
{
    *ret_found = false;
    return !id || db_one(cx->db, cx->arena, &Q_ORDER_TARGET, BIND(P_INT(id), P_INSTANT(INSTANT_FOREVER)), TARGET_FIELDS, ret,
                         ret_found, err);
}

enum { MOST_CORRECTIONS = 50 };

const Field CORRECTED_FIELDS[] = {
    FIELD(Corrected, id), FIELD(Corrected, number), FIELD(Corrected, dated), FIELD(Corrected, item), FIELD(Corrected, no), FIELDS_END
};

/* Of an item that is in force no longer: the last of the corrections that took its place one after the other. */
static bool corrected_find(Cx *cx, Undo *u, Err *err)
{
    Corrected *last = NEW(cx->arena, Corrected);
    int64_t item = u->item;
    bool found = true;
    for (int i = 0; found && i < MOST_CORRECTIONS; i++) {
        Corrected at;
        if (!db_one(cx->db, cx->arena, &Q_ORDER_ITEM_CORRECTED, BIND(P_INT(item), P_INSTANT(INSTANT_FOREVER)), CORRECTED_FIELDS,
                    &at, &found, err))
            return false;
        if (found) {
            *last = at;
            item = at.item;
            u->corrected = last;
        }
    }
    return true;
}

/* Corrections of corrections lead back to the item whose kind they all have, and whose day. */
static bool root_find(Cx *cx, const TargetRow *row, Undo *u, Err *err)
{
    TargetRow at = *row;
    bool found = true;
    for (int i = 0; found && i < MOST_CORRECTIONS; i++) {
        u->as = order_kind_find(at.kind);
        u->given = at.dated;
        if (!u->as || !kind_corrects(u->as))
            return true;
        if (!target_read(cx, at.target, &at, &found, err))
            return false;
    }
    u->as = NULL;
    return true;
}

/* What the undone input itself annulled, by choice or not, comes back to life with it: whoever corrects once more annuls
 * that, too.  An input that carries on a moved one annulled nothing: what was under it stays annulled. */
static bool under_find(Cx *cx, Undo *u, Err *err)
{
    const Val *effects = ledger_effects(cx->db, cx->arena, u->input, err);
    if (!effects)
        return false;
    u->under = NEW_N(cx->arena, int64_t, val_count(effects) + 1);
    for (const Val *e = val_first(effects); e; e = val_next(e))
        if (strcmp(val_str(val_get(e, "op")), "annul") == 0)
            u->under[u->under_count++] = val_num(val_get(e, "input"));
    return true;
}

bool undo_read(Cx *cx, const Val *typed, const char *field, Undo **ret, Err *err)
{
    const char *at = *field ? arena_printf(cx->arena, "%s.target", field) : "target";
    int64_t moved = 0;
    TargetRow row;
    bool found;
    if (!target_read(cx, order_sent_id(cx->arena, typed, "target"), &row, &found, err))
        return false;
    if (!found)
        return err_add(err, at, N_("choose the registered item that is to be undone"));
    if (row.annulled && !ledger_moved_to(cx->db, row.input, &moved, err))
        return false;
    Undo *u = NEW(cx->arena, Undo);
    *u = (Undo){ .item = row.id,
                 .order = row.order_id,
                 .no = row.no,
                 .was = row.text,
                 .input = moved ? moved : row.input,
                 .person = row.person_id,
                 .series = row.series,
                 .number = row.number,
                 .dated = row.dated,
                 .annulled = row.annulled && !moved,
                 .text = item_reference(cx->arena, row.dated, row.number, row.no) };
    if (!root_find(cx, &row, u, err))
        return false;
    const OrderKind *undoing = order_kind_find(order_sent(cx->arena, typed, "kind"));
    if (undoing && kind_corrects(undoing) && !under_find(cx, u, err))
        return false;
    *ret = u;
    if (u->annulled && !corrected_find(cx, u, err))
        return false;
    if (u->corrected)
        return err_add(err, at, N_("this item was corrected by {0}: choose that one instead"),
                       item_reference(cx->arena, u->corrected->dated, u->corrected->number, u->corrected->no));
    if (u->annulled)
        return err_add(err, at, N_("this item is annulled already"));
    return read_choices(cx, typed, field, u, err);
}

bool undo_typed(Cx *cx, const Undo *u, const Val **ret, Err *err)
{
    Order o;
    const Val *form = order_get(cx, u->order, &o, err) ? order_form(cx, &o, err) : NULL;
    *ret = form ? val_at(form, arena_printf(cx->arena, "items.%lld", (long long)u->no - 1)) : NULL;
    return form != NULL;
}

void undo_effects(Arena *a, const Undo *u, Val *effects)
{
    val_add(effects, effect_annul(a, u->input));
    for (size_t i = 0; i < u->under_count; i++)
        val_add(effects, effect_annul(a, u->under[i]));
    for (size_t i = 0; i < u->annul_count; i++)
        val_add(effects, effect_annul(a, u->annul[i]));
}

/* What the items undo and, of the person of item `at`, what the items before it do: inputs of one rehearsal. */
static size_t supposed(Cx *cx, const Item *items, size_t n, const NewInput *made, size_t at, NewInput *in)
{
    Arena *a = cx->arena;
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (i < at && made[i].effects && items[i].person.id == items[at].person.id) {
            in[count++] = made[i];
            continue;
        }
        if (!items[i].undo)
            continue;
        const Undo *u = items[i].undo;
        Val *effects = val_list(a);
        undo_effects(a, u, effects);
        const char *key = arena_printf(a, "undone:%d", items[i].no);
        in[count++] = (NewInput){ .kind = ENTRY_ORDER_ITEM, .source = key, .natural_key = key, .effects = effects,
                                  .keep = u->keep, .keep_count = u->keep_count };
    }
    return count;
}

bool items_suppose(Cx *cx, const Item *items, size_t n, const NewInput *made, size_t at, Err *err)
{
    Arena *a = cx->arena;
    NewInput *in = NEW_N(a, NewInput, n + 1);
    Registration *would = NEW(a, Registration);
    size_t count = supposed(cx, items, n, made, at, in);
    Err own = { 0 };
    ledger_suppose(cx->db, NULL);
    if (!count)
        return true;
    if (ledger_rehearse(cx->db, a, FACT_KINDS, in, count, would, &own)) {
        ledger_suppose(cx->db, would);
        return true;
    }
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY)
        return order_faults(err, &own);
    return !at || items_suppose(cx, items, n, NULL, 0, err);      /* what is wrong there is said of that item itself */
}

bool undo_suppose(Cx *cx, const Item *items, size_t n, Err *err) { return items_suppose(cx, items, n, NULL, 0, err); }

void undo_suppose_end(Cx *cx) { ledger_suppose(cx->db, NULL); }

/* A text inside quotes has its own in the other form. */
static const char *quoted_inside(Arena *a, const char *s)
{
    Str out = str_make(a);
    for (; *s; s++) {
        bool opens = strncmp(s, "“", sizeof "“" - 1) == 0, closes = strncmp(s, "”", sizeof "”" - 1) == 0;
        str_add(&out, opens ? "«" : closes ? "»" : "");
        if (opens || closes)
            s += sizeof "“" - 2;
        else
            str_addc(&out, *s);
    }
    return out.s;
}

/* What was built on it and is annulled with it: ", … əmrin 1-ci bəndi" each. */
static bool also_annulled(Cx *cx, const Undo *u, Str *s, Err *err)
{
    const char *reference;
    for (size_t i = 0; i < u->dependent_count; i++)
        for (size_t k = 0; k < u->annul_count; k++) {
            if (u->annul[k] != u->dependents[i].id)
                continue;
            if (!entry_reference(cx, &u->dependents[i], &reference, err))
                return false;
            str_addf(s, "%s%s", s->len ? ", " : "", reference);
        }
    return true;
}

const char *undo_text(Cx *cx, const Undo *u, const char *instead, Err *err)
{
    Arena *a = cx->arena;
    Str s = str_make(a), also = str_make(a);
    if (!*instead)
        str_add(&also, u->text);
    if (!also_annulled(cx, u, &also, err))
        return NULL;
    if (*instead)
        str_addf(&s, "%s aşağıdakı redaksiyada verilsin: “%s”", u->text, quoted_inside(a, instead));
    if (*instead && also.len)
        str_add(&s, " Bununla əlaqədar ");
    if (also.len)
        str_addf(&s, "%s ləğv edilsin.", also.s);
    return text_capital(a, s.s);
}

/* ---- for the composer -------------------------------------------------------------------- */

static Val *dependent_view(Cx *cx, const Entry *e, const char *field, const Val *typed, const Err *refused,
                           Err *err)
{
    Arena *a = cx->arena;
    const char *name = dependent_name(a, e), *known, *choice = order_sent(a, val_get(typed, "dep"), name);
    if (!source_name(cx, e->natural_key, &known, err))
        return NULL;
    Val *v = val_map(a), *faults = val_list(a);
    const char *path = arena_printf(a, "%s.dep.%s", field, name);
    val_put_text(a, v, "name", path);
    val_put_text(a, v, "text", known);
    val_put_bool(a, v, "annul", strcmp(choice, "annul") == 0);
    val_put_bool(a, v, "keep", strcmp(choice, "keep") == 0);
    for (int i = 0; refused && i < refused->count; i++)
        if (strcmp(refused->faults[i].field, path) == 0)
            val_add(faults, val_text(a, tr_fault(cx, &refused->faults[i])));
    val_put(v, "faults", faults);
    return v;
}

Val *undo_view(Cx *cx, const Val *typed, const char *field, const Err *refused, Undo **ret_undo, Err *err)
{
    Arena *a = cx->arena;
    Val *v = val_map(a), *list = val_list(a);
    Undo *u = NULL;
    Err own = { 0 };
    undo_read(cx, typed, field, &u, &own);
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY) {
        order_faults(err, &own);
        return NULL;
    }
    for (size_t i = 0; u && i < u->dependent_count; i++) {
        Val *one = dependent_view(cx, &u->dependents[i], field, typed, refused, err);
        if (!one)
            return NULL;
        val_add(list, one);
    }
    *ret_undo = u;
    val_put_text(a, v, "text", u ? u->text : "");
    val_put_text(a, v, "was", u ? u->was : "");
    val_put(v, "corrected_by", u && u->corrected ? val_record(a, u->corrected, CORRECTED_FIELDS) : val_null(a));
    val_put(v, "dependents", list);
    return v;
}

Val *undo_targets(Cx *cx, const OrderKind *undoing, int64_t person, int64_t target, const char *series, Err *err)
{
    typedef struct Row { int64_t id, no, input; const char *text, *number; Date dated; bool annulled; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELD(Row, no), FIELD(Row, input), FIELD(Row, text), FIELD(Row, number),
                                    FIELD(Row, dated), FIELD(Row, annulled), FIELDS_END };
    Arena *a = cx->arena;
    size_t n;
    const Row *rows = db_all(cx->db, a, &Q_ORDER_TARGETS,
                             BIND(P_INT(person), P_INT(target), P_TEXT(*series ? series : "%"), P_INSTANT(INSTANT_FOREVER),
                                  P_TEXT(kind_corrects(undoing) ? ORDER_UNDO_KINDS[0].code : "")),
                             FIELDS, sizeof(Row), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        int64_t moved = 0;
        if (rows[i].annulled && !ledger_moved_to(cx->db, rows[i].input, &moved, err))
            return NULL;
        if (!rows[i].annulled || moved)
            val_add(list, form_choice(a, arena_printf(a, "%lld", (long long)rows[i].id),
                                      arena_printf(a, "№ %s, %s, %lld: %s", rows[i].number,
                                                   az_date_numeric(a, rows[i].dated), (long long)rows[i].no,
                                                   order_cut(a, rows[i].text, 90))));
    }
    return list;
}

/* The seat a corrected item gave is offered again: it is vacant no longer, and rarely what has to be corrected. */
static bool offer_seat_again(Cx *cx, const Undo *u, const char *prefix, Val *wrap, Err *err)
{
    Arena *a = cx->arena;
    const char *name = arena_printf(a, "%s.seat_id", prefix);
    const Val *field = val_first(val_get(wrap, "fields"));
    Instant head;
    size_t n;
    while (field && strcmp(val_str(val_get(field, "name")), name) != 0)
        field = val_next(field);
    if (!field || !ledger_head(cx->db, &head, err))
        return err->kind == ERR_NONE;
    const Fact *facts = ledger_facts_of_input(cx->db, a, u->input, head, &n, err);
    Val *list = order_copy(a, val_get(field, "choices"));
    for (size_t i = 0; facts && i < n; i++) {
        Seat seat;
        const char *id = arena_printf(a, "%lld", (long long)facts[i].seat);
        bool there = !facts[i].seat;
        for (const Val *c = val_first(list); c && !there; c = val_next(c))
            there = strcmp(val_str(val_get(c, "value")), id) == 0;
        if (there)
            continue;
        if (!staff_seat(cx, facts[i].seat, &seat, err))
            return false;
        val_add(list, form_choice(a, id, arena_printf(a, "%s (%s)", seat.title_full, seat.code)));
    }
    form_choices(cx, wrap, name, list);
    return facts != NULL;
}

bool undo_choices(Cx *cx, const OrderKind *kind, const OrderItem *item, const Undo *u, Val *wrap, Err *err)
{
    Item undoing = { .undo = u };
    if (!kind || !kind->choices)
        return true;
    bool ok = undo_suppose(cx, &undoing, 1, err) && kind->choices(cx, item, wrap, err);
    undo_suppose_end(cx);
    return ok && (!u || offer_seat_again(cx, u, item->field, wrap, err));
}
