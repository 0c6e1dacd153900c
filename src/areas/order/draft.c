// SPDX-License-Identifier: Apache-2.0
/* Drafts: saved whole, version by version. */
#include "app/journal.h"
#include "app/wall.h"
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

/* ---- what is typed, in its kept form ----------------------------------------------- */

static void put_sent(Arena *a, Val *to, const Val *from, const char *name)
{
    const char *s = order_sent(a, from, name);
    if (*s)
        val_put_text(a, to, name, text_clean_lines(a, s));
}

static void put_members(Arena *a, Val *to, const Val *from)
{
    for (const Val *c = val_first(from); c; c = val_next(c)) {
        if (val_type(c) == V_MAP) {
            Val *inner = val_put(to, val_key(c), val_map(a));
            put_members(a, inner, c);
        } else if (val_type(c) != V_LIST) {
            put_sent(a, to, from, val_key(c));
        }
    }
}

/* Only what an order holds: no buttons, tokens or search words. */
static Val *kept_form(Arena *a, const Val *form, const Item *items, size_t n)
{
    static const char *const HEAD[] = { "heading", "control_seat", "historical", "old_number", "old_date", NULL };
    static const char *const BASIS[] = { "letter", "letter_id", "text", "number", "dated", NULL };
    Val *kept = val_map(a), *list = val_list(a), *basis = val_list(a);
    for (size_t i = 0; HEAD[i]; i++)
        put_sent(a, kept, form, HEAD[i]);
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_map(a)), *papers = val_map(a);
        val_put_text(a, v, "kind", items[i].kind->code);
        val_put_text(a, v, "person_id", arena_printf(a, "%lld", (long long)items[i].person.id));
        put_sent(a, v, items[i].typed, "reason");
        for (const Input *in = items[i].as->inputs; in && in->field.name; in++)
            put_sent(a, v, items[i].typed, in->field.name);
        put_members(a, papers, val_get(items[i].typed, "papers"));
        val_put(v, "papers", papers);
        if (items[i].undo) {
            Val *dep = val_map(a);
            if (items[i].as != items[i].kind)
                put_sent(a, v, items[i].typed, "target");
            put_members(a, dep, val_get(items[i].typed, "dep"));
            val_put(v, "dep", dep);
        }
    }
    for (const Val *b = val_first(val_get(form, "basis")); b; b = val_next(b)) {
        Val *one = val_map(a);
        for (size_t i = 0; BASIS[i]; i++)
            put_sent(a, one, b, BASIS[i]);
        if (val_count(one))
            val_add(basis, one);
    }
    val_put(kept, "items", list);
    val_put(kept, "basis", basis);
    return kept;
}

/* ---- paper orders of the past ------------------------------------------------------------ */

bool order_past_allowed(Cx *cx, const char *series, Date dated, Err *err)
{
    typedef struct Row { OptDate first; } Row;
    static const Field FIELDS[] = { FIELD(Row, first), FIELDS_END };
    Row row;
    bool found;
    Grant may;
    if (!authority_holds(cx, ACT_ORDER_HISTORICAL, &may))
        return err_set(err, ERR_DENIED, NULL, may.reason, may.reason_args[0] ? may.reason_args[0] : "");
    if (!db_one(cx->db, cx->arena, &Q_ORDER_SERIES_FIRST, BIND(P_TEXT(series)), FIELDS, &row, &found, err))
        return false;
    return !found || !row.first.has || date_before(dated, row.first.v)
        || err_set(err, ERR_INVALID, "old_date", N_("this series is kept here since {0}; a paper of the past is older"),
                   az_date_numeric(cx->arena, row.first.v));
}

/* ---- saving --------------------------------------------------------------------------- */

typedef struct Saving {
    int64_t     id, version;
    const Val  *form;
    const char *scan;
    Item       *items;
    size_t      n;
    const char *series, *heading, *persons, *body, *fold, *basis;
    bool        historical;
    const char *old_number;
    Date        old_date;
    const char *line[ORDER_BASES];
    int64_t     letter[ORDER_BASES];
    size_t      lines;
} Saving;

static bool read_basis(Cx *cx, Saving *s, Err *err)
{
    int no = 0;
    for (const Val *v = val_first(val_get(s->form, "basis")); v && s->lines < ORDER_BASES;
         v = val_next(v), no++) {
        const char *named = order_sent(cx->arena, v, "letter"), *dated = order_sent(cx->arena, v, "dated");
        Date day;
        if (!order_basis_line(cx, v, &s->letter[s->lines], &s->line[s->lines], err))
            return false;
        if (*named && !s->letter[s->lines])
            err_add(err, arena_printf(cx->arena, "basis.%d.letter", no),
                    N_("no paper was chosen: look for it by its number or words, and choose it from what is found"));
        if (*dated)
            day_read(cx, DAY_OF_PAPER, dated, arena_printf(cx->arena, "basis.%d.dated", no), &day, err);
        s->lines += *s->line[s->lines] != '\0';
    }
    if (s->lines == 0)
        err_add(err, "basis.0.text",
                N_("an order needs a basis: a letter of ours, or a paper with its number and date"));
    return order_basis_text(cx, s->form, &s->basis, err);
}

static void read_historical(Cx *cx, Saving *s, Err *err)
{
    Arena *a = cx->arena;
    s->historical = *order_sent(a, s->form, "historical") != '\0';
    s->old_number = text_clean(a, order_sent(a, s->form, "old_number"));
    s->old_date = DATE_FOREVER;
    if (!s->historical)
        return;
    if (!*s->old_number)
        err_add(err, "old_number", N_("write the number the paper bears"));
    const char *dated = order_sent(a, s->form, "old_date");
    if (!*dated)
        err_add(err, "old_date", N_("write the date the paper bears"));
    else if (day_read(cx, DAY_OF_PAPER, dated, "old_date", &s->old_date, err) && !date_before(s->old_date, cx->today))
        err_add(err, "old_date", N_("an order of the past bears a date before today"));
}

/* The paper's number by the series' own pattern, and whether it is new. */
static bool check_number(Cx *cx, Saving *s, Err *err)
{
    const OrderSeries *series = order_series(cx, s->series);
    const char *number = number_of_paper(cx, series, s->old_number);
    if (!number)
        return err_add(err, "old_number", N_("a number of this series is written like {0}"),
                       arena_printf(cx->arena, "41%s", series->suffix));
    s->old_number = number;
    return number_hold(cx, s->series, s->old_date, err)
        && number_is_free(cx, s->series, number, s->old_date, s->id, err);
}

static void summarise(Cx *cx, Saving *s)
{
    Arena *a = cx->arena;
    Str persons = str_make(a), words = str_make(a);
    str_addf(&words, "%s %s %s", s->heading, s->basis, s->old_number);
    for (size_t i = 0; i < s->n; i++) {
        const char *name = person_initials(a, &s->items[i].person);
        str_addf(&words, " %s", person_full_name(a, &s->items[i].person));
        if (!strstr(persons.s, name))
            str_addf(&persons, "%s%s", persons.len ? ", " : "", name);
    }
    s->persons = persons.s;
    s->fold = text_fold(a, words.s);
    Str body = str_make(a);
    val_write_canonical(kept_form(a, s->form, s->items, s->n), &body);
    s->body = body.s;
}

static bool read_draft(Cx *cx, Saving *s, Err *err)
{
    s->heading = text_clean(cx->arena, order_sent(cx->arena, s->form, "heading"));
    if (!*s->heading)
        err_add(err, "heading", N_("write what the order is about"));
    if (strlen(s->heading) > 400)
        err_add(err, "heading", N_("too long"));
    read_historical(cx, s, err);
    if (!val_count(val_get(s->form, "items")))
        err_add(err, "items.0.kind", N_("choose what the item does"));
    items_read(cx, s->form, false, &s->items, &s->n, err);
    if ((err->kind && err->kind != ERR_INVALID && err->kind != ERR_CONFLICT) || !read_basis(cx, s, err)
        || err->kind)
        return false;
    s->series = s->items[0].undo ? s->items[0].undo->series : s->items[0].kind->series;
    if (!order_series(cx, s->series))
        return err_set(err, ERR_INVALID, "items.0.kind", N_("there is no such series of orders"));
    if (s->historical && (!order_past_allowed(cx, s->series, s->old_date, err) || !check_number(cx, s, err)))
        return false;
    summarise(cx, s);
    return true;
}

static bool write_head(Cx *cx, Saving *s, Err *err)
{
    int64_t seat = 0, changed = 1, me = cx->actor->person_id;
    for (size_t i = 0; i < cx->actor->count && !seat; i++)
        if (cx->actor->standings[i].ground == GROUND_SEAT)
            seat = cx->actor->standings[i].seat_id;
    if (!s->id)
        return db_int(cx->db, &Q_ORDER_ADD,
                      BIND(P_TEXT(s->series), P_BOOL(s->historical), P_TEXT(s->old_number),
                           P_TEXT(s->heading), P_TEXT(s->body), P_TEXT(s->persons), P_TEXT(s->basis),
                           P_TEXT(s->fold), P_INT(me), P_INT(seat), P_DATE(s->old_date), P_TEXT(s->scan),
                           P_DATE(DATE_FOREVER), P_INSTANT(cx->now)),
                      0, &s->id, err)
               && authority_relate(cx, OBJ_ORDER, s->id, principal_of_person(me), "drafter", err);
    return db_run(cx->db, &Q_ORDER_CHANGE,
                  BIND(P_INT(s->id), P_INT(s->version), P_TEXT(s->series), P_BOOL(s->historical),
                       P_TEXT(s->old_number), P_TEXT(s->heading), P_TEXT(s->body), P_TEXT(s->persons),
                       P_TEXT(s->basis), P_TEXT(s->fold), P_DATE(s->old_date), P_TEXT(s->scan),
                       P_INSTANT(cx->now), P_INT(me)),
                  &changed, err)
           && order_changed(cx, s->id, changed, err)
           && db_run(cx->db, &Q_ORDER_ITEMS_CLEAR, BIND(P_INT(s->id)), NULL, err)
           && db_run(cx->db, &Q_ORDER_BASIS_CLEAR, BIND(P_INT(s->id)), NULL, err);
}

/* A draft that rests on a complaint says whose it is, so it is closed to whom the complaint is about until it is
 * registered: from then on it is an act, which each person it names has to read. */
static bool write_walls(Cx *cx, const Saving *s, Err *err)
{
    if (!wall_end(cx, OBJ_ORDER, s->id, err))
        return false;
    for (size_t i = 0; i < s->lines; i++)
        if (s->letter[i] && !wall_along(cx, OBJ_ORDER, s->id, OBJ_LETTER, s->letter[i], err))
            return false;
    return true;
}

static bool write_rows(Cx *cx, const Saving *s, Err *err)
{
    for (size_t i = 0; i < s->n; i++)
        if (!db_run(cx->db, &Q_ORDER_ITEM_ADD,
                    BIND(P_INT(s->id), P_INT(s->items[i].no + 1), P_TEXT(s->items[i].kind->code),
                         P_INT(s->items[i].person.id), P_INT(s->items[i].undo ? s->items[i].undo->item : 0)),
                    NULL, err))
            return false;
    for (size_t i = 0; i < s->lines; i++)
        if (!db_run(cx->db, &Q_ORDER_BASIS_ADD,
                    BIND(P_INT(s->id), P_INT((int64_t)i), P_INT(s->letter[i]), P_TEXT(s->line[i])), NULL,
                    err))
            return false;
    return write_walls(cx, s, err) && db_run(cx->db, &Q_ORDER_VERSION_ADD,
                  BIND(P_INT(s->id), P_INT(s->version + 1), P_INSTANT(cx->now), P_INT(cx->actor->person_id),
                       P_TEXT(s->body)), NULL, err);
}

bool order_save(Cx *cx, int64_t id, int64_t version, const Val *form, const char *scan, const Grant *grant,
                int64_t *ret_id, Err *err)
{
    Saving s = { .id = id, .version = id ? version : 0, .form = form, .scan = scan ? scan : "" };
    Order old;
    if (id) {
        if (!order_get(cx, id, &old, err))
            return false;
        if (!order_is(&old, "draft"))
            return err_set(err, ERR_CONFLICT, NULL,
                           N_("the order is on its way; only a returned draft is changed"));
        if (!scan || !*scan)
            s.scan = old.scan;
    }
    if (!read_draft(cx, &s, err) || !write_head(cx, &s, err) || !write_rows(cx, &s, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "version", s.version + 1);
    val_put_int(cx->arena, data, "items", (int64_t)s.n);
    journal_add(cx, "order.draft", OBJ_ORDER, s.id, data, grant);
    *ret_id = s.id;
    return true;
}
