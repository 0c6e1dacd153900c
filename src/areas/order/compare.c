// SPDX-License-Identifier: Apache-2.0
/* Two states of what was typed, compared in words: the form's own labels, and what its values mean. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include <string.h>

typedef struct Compare {
    Cx         *cx;
    Val        *rows;
    const char *path, *place;        /* "items.2", "Item 2"; of the head "" */
} Compare;

static void add_row(const Compare *c, const char *name, const char *label, const char *before, const char *after)
{
    Arena *a = c->cx->arena;
    if (strcmp(before, after) == 0)
        return;
    Val *v = val_add(c->rows, val_map(a));
    val_put_text(a, v, "path", *c->path && *name ? arena_printf(a, "%s.%s", c->path, name) : *name ? name : c->path);
    val_put_text(a, v, "where", *c->place && *label ? arena_printf(a, "%s – %s", c->place, label) : *label ? label : c->place);
    val_put_text(a, v, "before", before);
    val_put_text(a, v, "after", after);
}

/* ---- values in words ------------------------------------------------------------------------------ */

static bool seat_words(Cx *cx, const Val *map, const char *name, const char **ret, Err *err)
{
    Seat seat;
    Err own = { 0 };
    int64_t id = order_sent_id(cx->arena, map, name);
    *ret = order_sent(cx->arena, map, name);
    if (id && staff_seat(cx, id, &seat, &own))
        *ret = seat.title_full;
    return own.kind != ERR_INTERNAL ? true : order_faults(err, &own);
}

static bool person_words(Cx *cx, const Val *item, const char **ret, Err *err)
{
    Person p;
    Err own = { 0 };
    int64_t id = order_sent_id(cx->arena, item, "person_id");
    *ret = "";
    if (id && person_get(cx, id, &p, &own))
        *ret = person_full_name(cx->arena, &p);
    return own.kind != ERR_INTERNAL ? true : order_faults(err, &own);
}

/* The label a kind offers for the value of a field that only the database knows; the value when it offers it no more. */
static bool offered_words(Cx *cx, const OrderKind *kind, const Input *in, const Val *item, const char *value, const char **ret,
                          Err *err)
{
    Arena *a = cx->arena;
    Val *wrap = val_map(a), *field = val_add(val_put(wrap, "fields", val_list(a)), val_map(a));
    Err own = { 0 };
    OrderItem view = { .person_id = order_sent_id(a, item, "person_id"), .field = "", .order_date = cx->today,
                       .record = record_read(cx, kind, item, "", &own) };
    *ret = value;
    val_put_text(a, field, "name", in->field.name);
    val_put_text(a, field, "value", value);
    own = (Err){ 0 };
    if (!kind->choices || !*value)
        return true;
    if (!kind->choices(cx, &view, wrap, &own))
        return own.kind != ERR_INTERNAL ? true : order_faults(err, &own);
    for (const Val *c = val_first(val_get(field, "choices")); c; c = val_next(c))
        if (strcmp(val_str(val_get(c, "value")), value) == 0)
            *ret = val_str(val_get(c, "label"));
    return true;
}

static bool value_words(Cx *cx, const OrderKind *kind, const Input *in, const Val *item, const char **ret, Err *err)
{
    Arena *a = cx->arena;
    const char *value = order_sent(a, item, in->field.name);
    Date day;
    *ret = value;
    if (in->kind == IN_CHECK)
        *ret = *value ? tr(cx, N_("yes")) : item ? tr(cx, N_("no")) : "";
    else if (in->kind == IN_DATE && date_parse_input(value, &day))
        *ret = az_date_numeric(a, day);
    else if (in->kind == IN_CHOICE && in->choices) {
        for (const Choice *c = in->choices; c->value; c++)
            if (strcmp(c->value, value) == 0)
                *ret = tr(cx, c->label);
    } else if (strcmp(in->field.name, "seat_id") == 0)
        return seat_words(cx, item, in->field.name, ret, err);
    else if (in->kind == IN_CHOICE)
        return offered_words(cx, kind, in, item, value, ret, err);
    return true;
}

/* ---- one item ------------------------------------------------------------------------------------- */

static bool parameters(const Compare *c, const OrderKind *kind, const Val *was, const Val *is, Err *err)
{
    Arena *a = c->cx->arena;
    const char *before = "", *after = "";
    for (const Input *in = kind ? kind->inputs : NULL; in && in->field.name; in++) {
        if (strcmp(order_sent(a, was, in->field.name), order_sent(a, is, in->field.name)) == 0)
            continue;
        if ((was && !value_words(c->cx, kind, in, was, &before, err)) || (is && !value_words(c->cx, kind, in, is, &after, err)))
            return false;
        add_row(c, in->field.name, tr(c->cx, in->label), was ? before : "", is ? after : "");
    }
    return true;
}

bool compare_parameters(Cx *cx, const OrderKind *kind, const Val *was, const Val *is, Val *rows, Err *err)
{
    return parameters(&(Compare){ cx, rows, "", "" }, kind, was, is, err);
}

static const OrderKind *kind_of(Arena *a, const Val *item) { return order_kind_find(order_sent(a, item, "kind")); }

/* "Transfer to another post: Əliyev Əli Vəli oğlu"; "" of none. */
static bool title_words(Cx *cx, const Val *item, const char **ret, Err *err)
{
    const OrderKind *kind = kind_of(cx->arena, item);
    const char *name;
    *ret = "";
    if (!item)
        return true;
    if (!person_words(cx, item, &name, err))
        return false;
    *ret = arena_printf(cx->arena, "%s%s%s", kind ? tr(cx, kind->title) : "", *name ? ": " : "", name);
    return true;
}

static const char *reason_of(const Compare *c, const Val *item) { return order_sent(c->cx->arena, item, "reason"); }

static bool one_item(Cx *cx, size_t no, const Val *was, const Val *is, Val *rows, Err *err)
{
    Arena *a = cx->arena;
    Compare c = { cx, rows, arena_printf(a, "items.%zu", no), tr_args(cx, N_("Item {0}"), arena_printf(a, "%zu", no), NULL) };
    const char *before, *after;
    if (!title_words(cx, was, &before, err) || !title_words(cx, is, &after, err))
        return false;
    add_row(&c, "", "", before, after);
    const OrderKind *kind = kind_of(a, is ? is : was), *old = kind_of(a, was);
    if (was && is && old != kind)
        was = NULL;                                       /* another kind: everything about it is new */
    if (is && !parameters(&c, kind, was, is, err))
        return false;
    add_row(&c, "reason", tr(cx, N_("Why the warning is passed")), reason_of(&c, was), reason_of(&c, is));
    return true;
}

/* ---- the items of two versions ---------------------------------------------------------------------- */

static size_t rows_in(const Val *list, const Val **row)
{
    size_t n = 0;
    for (const Val *v = val_first(list); v && n < ORDER_ITEMS; v = val_next(v))
        row[n++] = v;
    return n;
}

static bool same(Arena *a, const Val *x, const Val *y, bool person)
{
    return strcmp(order_sent(a, x, "kind"), order_sent(a, y, "kind")) == 0
        && (!person || strcmp(order_sent(a, x, "person_id"), order_sent(a, y, "person_id")) == 0);
}

/* Each item now and the one it was: of the same kind and person, else of the same place and kind. */
static void pair_items(Arena *a, const Val **was, size_t was_n, const Val **is, size_t is_n, const Val **pair)
{
    for (int person = 1; person >= 0; person--)
        for (size_t i = 0; i < is_n; i++)
            for (size_t k = 0; k < was_n && !pair[i]; k++)
                if (was[k] && same(a, was[k], is[i], person) && (person || k == i)) {
                    pair[i] = was[k];
                    was[k] = NULL;
                }
}

/* An item that stands elsewhere although none came or went. */
static void moved(Cx *cx, const Val *before, const Val *pair, size_t no, Val *rows)
{
    Arena *a = cx->arena;
    size_t place = 1;
    for (const Val *v = val_first(before); v && v != pair; v = val_next(v))
        place++;
    Compare c = { cx, rows, arena_printf(a, "items.%zu", no), tr_args(cx, N_("Item {0}"), arena_printf(a, "%zu", no), NULL) };
    add_row(&c, "no", tr(cx, N_("its place")), arena_printf(a, "%zu", place), arena_printf(a, "%zu", no));
}

static bool items(Cx *cx, const Val *before, const Val *after, Val *rows, Err *err)
{
    const Val *was[ORDER_ITEMS], *is[ORDER_ITEMS], *pair[ORDER_ITEMS] = { NULL };
    size_t was_n = rows_in(before, was), is_n = rows_in(after, is);
    pair_items(cx->arena, was, was_n, is, is_n, pair);
    for (size_t i = 0; i < is_n; i++) {
        if (pair[i] && was_n == is_n)
            moved(cx, before, pair[i], i + 1, rows);
        if (!one_item(cx, i + 1, pair[i], is[i], rows, err))
            return false;
    }
    for (size_t k = 0; k < was_n; k++)
        if (was[k] && !one_item(cx, k + 1, was[k], NULL, rows, err))
            return false;
    return true;
}

/* ---- the whole ------------------------------------------------------------------------------------- */

static bool bases(Cx *cx, const Val *before, const Val *after, Val *rows, Err *err)
{
    Arena *a = cx->arena;
    const Val *was = val_first(before), *is = val_first(after);
    for (size_t no = 1; was || is; no++, was = val_next(was), is = val_next(is)) {
        const char *old = "", *now = "";
        int64_t letter;
        if ((was && !order_basis_line(cx, was, &letter, &old, err)) || (is && !order_basis_line(cx, is, &letter, &now, err)))
            return false;
        Compare c = { cx, rows, arena_printf(a, "basis.%zu", no), tr(cx, N_("Basis")) };
        add_row(&c, "", "", old, now);
    }
    return true;
}

bool compare_versions(Cx *cx, const Val *was, const Val *is, Val *rows, Err *err)
{
    static const struct { const char *name, *label; } HEAD[] = {
        { "heading", N_("Heading") }, { "old_number", N_("Number on the paper") }, { "old_date", N_("Date on the paper") },
    };
    Arena *a = cx->arena;
    Compare c = { cx, rows, "", "" };
    const char *before, *after;
    for (size_t i = 0; i < sizeof HEAD / sizeof *HEAD; i++)
        add_row(&c, HEAD[i].name, tr(cx, HEAD[i].label), order_sent(a, was, HEAD[i].name), order_sent(a, is, HEAD[i].name));
    if (!items(cx, val_get(was, "items"), val_get(is, "items"), rows, err))
        return false;
    if (!seat_words(cx, was, "control_seat", &before, err) || !seat_words(cx, is, "control_seat", &after, err))
        return false;
    add_row(&c, "control_seat", tr(cx, N_("Control of execution")), before, after);
    return bases(cx, val_get(was, "basis"), val_get(is, "basis"), rows, err);
}
