// SPDX-License-Identifier: Apache-2.0
/* What an order does: the items' effects by the rules of a day, and the same in words. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <stdlib.h>
#include <string.h>

/* A warning of a kind is a msgid, or a map {msgid, args: [...]}, or {text} already in words. */
static const char *warning_text(Cx *cx, const Val *w)
{
    if (val_type(w) == V_TEXT)
        return tr(cx, val_str(w));
    const char *text = val_str(val_get(w, "text")), *msgid = val_str(val_get(w, "msgid"));
    if (text || !msgid)
        return text ? text : "";
    const char *args[3] = { "", "", "" };
    size_t i = 0;
    for (const Val *arg = val_first(val_get(w, "args")); arg && i < 3; arg = val_next(arg), i++)
        args[i] = val_str(arg) ? val_str(arg) : "";
    return tr_args(cx, msgid, args[0], args[1], args[2], NULL);
}

static bool make_one(Cx *cx, int64_t order, const Item *item, Date order_date, NewInput *in, Val **ret_warnings,
                     Err *err)
{
    Arena *a = cx->arena;
    Val *effects = val_list(a), *raw = val_list(a);
    OrderItem view = item_view(item, order_date);
    *ret_warnings = val_list(a);
    if (item->undo)
        undo_effects(a, item->undo, effects);
    if (item->as->effects && !item->as->effects(cx, &view, effects, raw, err))
        return err->kind != ERR_NONE ? false
             : err_set(err, ERR_INVALID, item->field, N_("this item cannot be carried out"));
    for (const Val *w = val_first(raw); w; w = val_next(w))
        val_add(*ret_warnings, val_text(a, warning_text(cx, w)));
    const char *key = arena_printf(a, "order:%lld/%d", (long long)order, item->no + 1);
    *in = (NewInput){ .kind = ENTRY_ORDER_ITEM, .source = key, .natural_key = key, .field = item->field,
                      .effects = effects };
    if (item->undo) {
        in->keep = item->undo->keep;
        in->keep_count = item->undo->keep_count;
    }
    return err->kind == ERR_NONE;
}

/* Does an item before the i-th name the same person? */
static bool named_before(const Item *items, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (items[k].person.id == items[i].person.id)
            return true;
    return false;
}

bool effects_make(Cx *cx, int64_t order, const Item *items, size_t n, Date order_date, Effects *ret, Err *err)
{
    *ret = (Effects){ .inputs = NEW_N(cx->arena, NewInput, n + 1), .warnings = NEW_N(cx->arena, Val *, n + 1),
                      .count = n };
    bool passing = true;
    for (size_t i = 0, supposed = 0; passing && i < n; i++) {
        Err own = { 0 };
        size_t at = named_before(items, i) ? i : 0;
        if ((!i || at != supposed) && !items_suppose(cx, items, n, ret->inputs, at, err))
            break;
        supposed = at;
        if (!make_one(cx, order, &items[i], order_date, &ret->inputs[i], &ret->warnings[i], &own))
            order_faults(err, &own);
        passing = own.kind != ERR_INTERNAL && own.kind != ERR_BUSY;
    }
    undo_suppose_end(cx);
    return passing && err->kind == ERR_NONE;
}

bool effects_excused(Cx *cx, const Item *items, const Effects *e, Err *err)
{
    for (size_t i = 0; i < e->count; i++)
        if (val_count(e->warnings[i]) && !*items[i].reason)
            err_add(err, arena_printf(cx->arena, "%s.reason", items[i].field),
                    N_("there is a warning: write why it is passed"));
    return err->kind == ERR_NONE;
}

/* ---- judged by the ledger -------------------------------------------------------- */

bool effects_rehearse(Cx *cx, const Effects *e, Registration *ret, Err *err)
{
    return ledger_rehearse(cx->db, cx->arena, FACT_KINDS, e->inputs, e->count, ret, err) || source_faults(cx, err);
}

bool effects_register(Cx *cx, const Effects *e, Registration *ret, Err *err)
{
    return ledger_register(cx->db, cx->arena, FACT_KINDS, e->inputs, e->count, ret, err) || source_faults(cx, err);
}

/* ---- in words ------------------------------------------------------------------ */

enum { MOST_NAMES = 4 * ORDER_ITEMS };

typedef struct NameList {
    struct { int64_t id; const char *text; } row[MOST_NAMES];
    size_t count;
} NameList;
struct EffectNames { NameList persons, seats; };

EffectNames *effect_names_new(Arena *a) { return NEW(a, EffectNames); }

static const char *name_known(const NameList *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->row[i].id == id)
            return list->row[i].text;
    return NULL;
}

static const char *name_keep(NameList *list, int64_t id, const char *text)
{
    if (list->count < MOST_NAMES && !name_known(list, id)) {
        list->row[list->count].id = id;
        list->row[list->count++].text = text;
    }
    return text;
}

void effect_names_person(EffectNames *names, int64_t id, const char *text) { name_keep(&names->persons, id, text); }
void effect_names_seat(EffectNames *names, int64_t id, const char *text)   { name_keep(&names->seats, id, text); }

static bool person_name(Cx *cx, EffectNames *names, int64_t id, const char **ret, Err *err)
{
    Person p;
    *ret = name_known(&names->persons, id);
    if (*ret)
        return true;
    if (!person_get(cx, id, &p, err))
        return false;
    *ret = name_keep(&names->persons, id, person_full_name(cx->arena, &p));
    return true;
}

static bool seat_name(Cx *cx, EffectNames *names, int64_t id, const char **ret, Err *err)
{
    Seat s;
    *ret = id ? name_known(&names->seats, id) : "";
    if (*ret)
        return true;
    if (!staff_seat(cx, id, &s, err))
        return false;
    *ret = name_keep(&names->seats, id, s.title_full);
    return true;
}

static const char *period_text(Cx *cx, const Fact *f)
{
    Arena *a = cx->arena;
    if (!f)
        return "";
    const char *from = az_date_numeric(a, f->valid_from);
    return date_same(f->valid_to, DATE_FOREVER)
         ? tr_args(cx, N_("from {0}"), from, NULL)
         : tr_args(cx, N_("{0} to {1}"), from, az_date_numeric(a, date_add_days(f->valid_to, -1)), NULL);
}

static bool same_start(const Fact *a, const Fact *b)
{
    return a->input == b->input && a->effect_no == b->effect_no && date_same(a->valid_from, b->valid_from);
}

static bool add_row(Cx *cx, EffectNames *names, const Fact *gone, const Fact *fresh, Val *list, Err *err)
{
    Arena *a = cx->arena;
    const Fact *f = fresh ? fresh : gone;
    const FactKind *kind = fact_kind_find(FACT_KINDS, f->kind);
    const char *person, *place;
    if (!person_name(cx, names, f->person, &person, err) || !seat_name(cx, names, f->seat, &place, err))
        return false;
    Val *v = val_add(list, val_map(a));
    val_put_int(a, v, "person_id", f->person);
    val_put_text(a, v, "person", person);
    val_put_text(a, v, "what", kind ? tr(cx, kind->title) : f->kind);
    val_put_text(a, v, "place", place);
    val_put_text(a, v, "value", f->code && *f->code ? tr(cx, staff_rank_title(cx->app, f->code)) : "");
    val_put_text(a, v, "before", period_text(cx, gone));
    val_put_text(a, v, "after", period_text(cx, fresh));
    val_put_bool(a, v, "is_new", !gone);
    val_put_bool(a, v, "is_gone", !fresh);
    return true;
}

Val *effects_words(Cx *cx, EffectNames *names, const Fact *gone, size_t gone_n, const Fact *fresh, size_t fresh_n, Err *err)
{
    Val *list = val_list(cx->arena);
    bool *used = NEW_N(cx->arena, bool, fresh_n + 1);
    for (size_t i = 0; i < gone_n; i++) {
        const Fact *after = NULL;
        for (size_t k = 0; k < fresh_n && !after; k++)
            if (!used[k] && same_start(&gone[i], &fresh[k])) {
                used[k] = true;
                after = &fresh[k];
            }
        if (!add_row(cx, names, &gone[i], after, list, err))
            return NULL;
    }
    for (size_t k = 0; k < fresh_n; k++)
        if (!used[k] && !add_row(cx, names, NULL, &fresh[k], list, err))
            return NULL;
    return list;
}

/* ---- of a registered order ------------------------------------------------------- */

/* The fact comes first: its fields are FACT_FIELDS'. */
typedef struct ChangeRow {
    Fact        fact;
    Instant     at;                      /* of the registration */
    const char *surname, *name, *patronymic, *patronymic_kind, *place;
} ChangeRow;
static const Field CHANGE_FIELDS[] = {
    FIELD(Fact, kind), FIELD(Fact, person), FIELD(Fact, seat), FIELD(Fact, valid_from), FIELD(Fact, valid_to),
    FIELD(Fact, known_from), FIELD(Fact, known_to), FIELD(Fact, input), FIELD(Fact, effect_no), FIELD(Fact, changed_by),
    FIELD(Fact, ended_by), FIELD(Fact, units), FIELD(Fact, num), FIELD(Fact, code), FIELD(Fact, payload),
    FIELD(ChangeRow, at), FIELD(ChangeRow, surname), FIELD(ChangeRow, name), FIELD(ChangeRow, patronymic),
    FIELD(ChangeRow, patronymic_kind), FIELD(ChangeRow, place), FIELDS_END
};

Val *effects_done(Cx *cx, int64_t order, Err *err)
{
    Arena *a = cx->arena;
    size_t n, gone_n = 0, fresh_n = 0;
    const ChangeRow *rows = db_all(cx->db, a, &Q_ORDER_CHANGES, BIND(P_INT(order)), CHANGE_FIELDS, sizeof(ChangeRow), &n,
                                   err);
    if (!rows)
        return NULL;
    EffectNames *names = effect_names_new(a);
    Fact *gone = NEW_N(a, Fact, n + 1), *fresh = NEW_N(a, Fact, n + 1);
    for (size_t i = 0; i < n; i++) {
        const ChangeRow *r = &rows[i];
        Person p = { .surname = r->surname, .name = r->name, .patronymic = r->patronymic,
                     .patronymic_kind = r->patronymic_kind };
        effect_names_person(names, r->fact.person, person_full_name(a, &p));
        if (r->fact.seat)
            effect_names_seat(names, r->fact.seat, r->place);
        if (r->fact.known_from.us == r->at.us)
            fresh[fresh_n++] = r->fact;
        else
            gone[gone_n++] = r->fact;
    }
    return effects_words(cx, names, gone, gone_n, fresh, fresh_n, err);
}
