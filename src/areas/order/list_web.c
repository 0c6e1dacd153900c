// SPDX-License-Identifier: Apache-2.0
/* The register of orders, as the paper book has it, and a person's own items. */
#include "areas/order/order_in.h"
#include "app/export.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

typedef struct OrderRow {
    int64_t     id;
    const char *series, *state;
    bool        historical;
    const char *number;
    Date        signed_on, registered;
    bool        late;
    const char *heading, *persons, *basis;
    int64_t     signer, visa_seat;
    Instant     changed;
    int64_t     items, acquainted;
} OrderRow;
static const Field ROW_FIELDS[] = {
    FIELD(OrderRow, id), FIELD(OrderRow, series), FIELD(OrderRow, state), FIELD(OrderRow, historical),
    FIELD(OrderRow, number), FIELD(OrderRow, signed_on), FIELD(OrderRow, registered), FIELD(OrderRow, late),
    FIELD(OrderRow, heading), FIELD(OrderRow, persons), FIELD(OrderRow, basis), FIELD(OrderRow, signer),
    FIELD(OrderRow, visa_seat), FIELD(OrderRow, changed), FIELD(OrderRow, items), FIELD(OrderRow, acquainted), FIELDS_END
};

const Choice ORDER_STATES[] = {
    { "draft", N_("draft") }, { "visa", N_("waits for visas") }, { "to_sign", N_("waits for the signature") },
    { "signed", N_("signed, to be registered") }, { "registered", N_("registered") }, { 0 }
};
static const Choice SERIES[] = {
    { "personnel", N_("Personnel (-k)") }, { "leave", N_("Leaves (-m)") }, { "trip", N_("Business trips (-e)") },
    { "general", N_("General matters") }, { 0 }
};

const char *order_state_text(const Cx *cx, const char *state)
{
    for (const Choice *c = ORDER_STATES; c->value; c++)
        if (strcmp(c->value, state) == 0)
            return tr(cx, c->label);
    return state;
}

typedef struct Asked { const char *series, *state, *q, *flag; int64_t year, person, seat; } Asked;
static const ListFilter FILTERS[] = {
    { "series",   &F_ORDER_WHERE_SERIES,
      INPUT(Asked, series, IN_CHOICE, OPTIONAL, 20, N_("Series"), .choices = SERIES) },
    { "year",     &F_ORDER_WHERE_YEAR,     INPUT(Asked, year, IN_NUMBER, OPTIONAL, 4, N_("Year")) },
    { "state",    &F_ORDER_WHERE_STATE,
      INPUT(Asked, state, IN_CHOICE, OPTIONAL, 20, N_("State"), .choices = ORDER_STATES) },
    { "q",        &F_ORDER_WHERE_Q,
      INPUT(Asked, q, IN_LINE, OPTIONAL, 80, N_("Person, heading or basis")), .contains = true },
    { "person",   &F_ORDER_WHERE_PERSON,   INPUT(Asked, person, IN_HIDDEN, OPTIONAL, 20, NULL),
      .chip = N_("About: {0}"), .name_of = person_name_to_reader },
    { "drafter",  &F_ORDER_WHERE_DRAFTER,  INPUT(Asked, person, IN_HIDDEN, OPTIONAL, 20, NULL),
      .chip = N_("Draft of: {0}"), .name_of = person_name_to_reader },
    { "to_visa",  &F_ORDER_WHERE_VISA,     INPUT(Asked, seat, IN_HIDDEN, OPTIONAL, 20, NULL),
      .chip = N_("For the visa of: {0}"), .name_of = staff_seat_title },
    { "to_sign",  &F_ORDER_WHERE_SIGN,     INPUT(Asked, flag, IN_HIDDEN, OPTIONAL, 1, NULL), .means = "1",
      .chip = N_("Waits for the signature") },
    { "to_register", &F_ORDER_WHERE_REGISTER,
      INPUT(Asked, flag, IN_HIDDEN, OPTIONAL, 1, NULL), .means = "1",
      .chip = N_("Signed, to be registered") },
    { "late",     &F_ORDER_WHERE_LATE,     INPUT(Asked, flag, IN_HIDDEN, OPTIONAL, 1, NULL), .means = "1",
      .chip = N_("Registered late") },
    { 0 }
};

const ListSpec ORDER_LIST = {
    .kind = OBJ_ORDER, .act = ACT_ORDER_LIST, .all = &F_ORDER_LIST_ALL, .related = &F_ORDER_LIST_RELATED,
    .open = &F_ORDER_LIST_OPEN, .all_count = &F_ORDER_LIST_ALL_COUNT, .related_ids = &F_ORDER_LIST_RELATED_IDS,
    .after = &F_ORDER_LIST_AFTER, .order = &F_ORDER_LIST_ORDER, .filters = FILTERS, .fields = ROW_FIELDS,
    .record_size = sizeof(OrderRow)
};

static const Column ORDER_COLUMNS[] = {
    { "number", N_("Number of the order"), CELL_TEXT, 12 },
    { "signed_on", N_("Date"), CELL_DATE, 12 },
    { "series_title", N_("Series"), CELL_TEXT, 18 },
    { "heading", N_("Heading"), CELL_TEXT, 50 },
    { "persons", N_("Person(s)"), CELL_TEXT, 36 },
    { "basis", N_("Basis"), CELL_TEXT, 36 },
    { "items", N_("Items"), CELL_INT, 8 },
    { "acquainted", N_("Made known"), CELL_INT, 12 },
    { "state_text", N_("State"), CELL_TEXT, 20 },
    { "registered", N_("Registered"), CELL_DATE, 12 },
    { "late", N_("registered later than signed"), CELL_BOOL, 14 },
    { "historical", N_("paper of the past"), CELL_BOOL, 14 },
    { 0 }
};
const Export ORDER_SHEET = { "orders", "list.items", ORDER_COLUMNS };

static const Column MINE_COLUMNS[] = {
    { "number", N_("Number of the order"), CELL_TEXT, 12 },
    { "signed_on", N_("Date"), CELL_DATE, 12 },
    { "heading", N_("Heading"), CELL_TEXT, 50 },
    { "no", N_("Item"), CELL_INT, 8 },
    { "text", N_("Text of the item"), CELL_TEXT, 80 },
    { "read_on", N_("Made known"), CELL_DATE, 12 },
    { 0 }
};
const Export ORDER_MINE_SHEET = { "my-orders", "items", MINE_COLUMNS };

bool order_list_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    void *rows;
    size_t n;
    Val *list;
    Grant may;
    if (!list_read(req, &ORDER_LIST, &rows, &n, &list, err))
        return false;
    Val *items = val_put(list, "items", val_list(a));
    for (const OrderRow *o = rows; o < (const OrderRow *)rows + n; o++) {
        Val *v = val_add(items, val_record(a, o, ROW_FIELDS));
        val_put_text(a, v, "state_text", order_state_text(cx, o->state));
        val_put_text(a, v, "series_title", series_title(cx, order_series(cx, o->series)));
        val_put_bool(a, v, "is_registered", strcmp(o->state, "registered") == 0);
        val_put_bool(a, v, "all_acquainted", o->items > 0 && o->acquainted == o->items);
    }
    val_put(resp->view, "list", list);
    val_put_bool(a, resp->view, "may_draft", authority_holds(cx, ACT_ORDER_DRAFT, &may));
    val_put_bool(a, resp->view, "may_enter", authority_holds(cx, ACT_ORDER_HISTORICAL, &may));
    return true;
}

typedef struct MineRow {
    int64_t     id, order_id, no;
    const char *text, *number, *heading, *how;
    Date        signed_on, read_on;
} MineRow;
static const Field MINE_FIELDS[] = {
    FIELD(MineRow, id), FIELD(MineRow, order_id), FIELD(MineRow, no), FIELD(MineRow, text), FIELD(MineRow, number),
    FIELD(MineRow, heading), FIELD(MineRow, how), FIELD(MineRow, signed_on), FIELD(MineRow, read_on), FIELDS_END
};

bool order_mine_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    size_t n;
    const MineRow *rows =
        db_all(cx->db, cx->arena, &Q_ORDER_MINE, BIND(P_INT(cx->actor->person_id), P_DATE(DATE_FOREVER)),
               MINE_FIELDS, sizeof(MineRow), &n, err);
    if (!rows)
        return false;
    Val *list = val_put(resp->view, "items", val_list(cx->arena));
    for (size_t i = 0; i < n; i++)
        val_add(list, val_record(cx->arena, &rows[i], MINE_FIELDS));
    return true;
}

/* ---- what the search box finds ------------------------------------------------ */

typedef struct WordsRow { const char *number, *heading, *persons, *basis, *fold, *text; Date signed_on; } WordsRow;
static const Field WORDS_FIELDS[] = {
    FIELD(WordsRow, number), FIELD(WordsRow, heading), FIELD(WordsRow, persons), FIELD(WordsRow, basis),
    FIELD(WordsRow, fold), FIELD(WordsRow, text), FIELD(WordsRow, signed_on), FIELDS_END
};

static bool order_find_words(Cx *cx, int64_t id, FindText *ret, bool *ret_found, Err *err)
{
    WordsRow o;
    Arena *a = cx->arena;
    if (!db_one(cx->db, a, &Q_ORDER_WORDS, BIND(P_INT(id)), WORDS_FIELDS, &o, ret_found, err) || !*ret_found)
        return err->kind == ERR_NONE;
    ret->title = o.number;
    ret->about = *o.persons ? arena_printf(a, "%s · %s", o.heading, o.persons) : o.heading;
    ret->day = o.signed_on;
    ret->text = arena_printf(a, "%s %s %s %s %s", o.number, o.heading, o.basis, o.fold, o.text);
    return true;
}

const FindKind ORDER_FINDS[] = {
    { OBJ_ORDER, ACT_ORDER_READ, N_("Orders"), "/orders/", order_find_words, &Q_ORDER_IDS },
    { 0 }
};
