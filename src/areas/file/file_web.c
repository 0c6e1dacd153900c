// SPDX-License-Identifier: Apache-2.0
/* The personal file: head, timeline, two dates side by side, records, orders. */
#include "areas/file/history.h"
#include "app/i18n.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include "base/text.h"
#include "file_queries.h"
#include <string.h>

typedef struct OrderRow { int64_t id, no; const char *number, *kind; Date signed_on; } OrderRow;
static const Field ORDER_ROW_FIELDS[] = {
    FIELD(OrderRow, id), FIELD(OrderRow, no), FIELD(OrderRow, number), FIELD(OrderRow, kind), FIELD(OrderRow, signed_on),
    FIELDS_END
};

/* The title of a kind of order item, from the areas' own tables. */
static const char *order_kind_text(Cx *cx, const char *code)
{
    for (const Area *const *area = AREAS; *area; area++)
        for (const OrderKind *k = (*area)->order_kinds; k && k->code; k++)
            if (strcmp(k->code, code) == 0)
                return tr(cx, k->title);
    return code;
}

static bool put_orders(Cx *cx, int64_t person_id, const AsOf *at, Val *view, Err *err)
{
    Arena *a = cx->arena;
    size_t n;
    const OrderRow *rows = db_all(cx->db, a, &Q_FILE_ORDERS, BIND(P_INT(person_id), P_DATE(instant_day(at->known))),
                                  ORDER_ROW_FIELDS, sizeof(OrderRow), &n, err);
    if (!rows)
        return false;
    Val *list = val_put(view, "orders", val_list(a));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_record(a, &rows[i], ORDER_ROW_FIELDS));
        val_replace(v, "kind", val_keep(a, order_kind_text(cx, rows[i].kind)));
    }
    return true;
}

typedef struct UndoneRow {
    int64_t     id, no, order_id, by_item;
    const char *kind, *text, *number, *source, *by_source, *by_number;
    Date        signed_on;
    OptDate     by_date;
} UndoneRow;
static const Field UNDONE_FIELDS[] = {
    FIELD(UndoneRow, id), FIELD(UndoneRow, no), FIELD(UndoneRow, order_id), FIELD(UndoneRow, by_item),
    FIELD(UndoneRow, kind), FIELD(UndoneRow, text), FIELD(UndoneRow, number), FIELD(UndoneRow, source),
    FIELD(UndoneRow, by_source), FIELD(UndoneRow, by_number), FIELD(UndoneRow, signed_on), FIELD(UndoneRow, by_date),
    FIELDS_END
};

/* What an order said of him until another order annulled it: what was, beside what is. */
static bool put_undone(Cx *cx, int64_t person_id, const AsOf *at, Val *view, Err *err)
{
    Arena *a = cx->arena;
    size_t n;
    const UndoneRow *rows = db_all(cx->db, a, &Q_FILE_UNDONE, BIND(P_INT(person_id), P_INSTANT(at->known)), UNDONE_FIELDS,
                                   sizeof(UndoneRow), &n, err);
    if (!rows)
        return false;
    Val *list = val_put(view, "undone", val_list(a));
    for (size_t i = 0; i < n; i++) {
        const UndoneRow *r = &rows[i];
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "no", r->no);
        val_put_text(a, v, "kind", order_kind_text(cx, r->kind));
        val_put_text(a, v, "text", r->text);
        val_put(v, "source", history_paper(cx, r->source, r->number, (OptDate){ true, r->signed_on }, r->id));
        val_put(v, "by", history_paper(cx, r->by_source, r->by_number, r->by_date, r->by_item));
    }
    return true;
}

typedef struct DaysForm { Date as_of, known_on, compare; } DaysForm;
const Input FILE_DAYS_INPUTS[] = {
    INPUT(DaysForm, as_of,    IN_DATE, OPTIONAL, 10, N_("As of")),
    INPUT(DaysForm, known_on, IN_DATE, OPTIONAL, 10, N_("As known on"), N_("Empty: as known now")),
    INPUT(DaysForm, compare,  IN_DATE, OPTIONAL, 10, N_("Compare with")),
    INPUTS_END
};

static bool ask_compare(Req *req, OptDate *ret, Err *err)
{
    const char *sent = val_str(val_get(req->query, "compare"));
    *ret = (OptDate){ 0 };
    if (!sent || !*sent)
        return true;
    return ret->has = day_read(req->cx, DAY_OF_ANY, sent, "compare", &ret->v, err);
}

/* The lines of the head on the day, beside those of the day to compare with. */
static void put_head(Cx *cx, const HistoryRow *rows, size_t n, Date on, OptDate other, Val *view)
{
    Arena *a = cx->arena;
    HeadLine now[HEAD_LINES], then[HEAD_LINES];
    history_head(cx, rows, n, on, now);
    history_head(cx, rows, n, other.has ? other.v : on, then);
    Val *list = val_put(view, "lines", val_list(a));
    for (size_t i = 0; i < HEAD_LINES; i++) {
        bool changed = strcmp(now[i].value, then[i].value) != 0;
        if (!*now[i].value && !changed)
            continue;
        Val *v = val_add(list, val_map(a));
        val_put(v, "label", val_keep(a, tr(cx, now[i].label)));
        val_put(v, "value", val_keep(a, *now[i].value ? now[i].value : "—"));
        val_put_bool(a, v, "changed", changed);
        val_put(v, "before", val_keep(a, *then[i].value ? then[i].value : "—"));
    }
    char text[DATE_TEXT] = "";
    if (other.has)
        date_format(other.v, text);
    val_put(view, "compare", val_optdate(a, other));
    val_put_text(a, view, "compare_iso", text);
}

typedef enum Part { PART_SERVICE, PART_ABSENCE, PART_PAPERS, PART_OTHER } Part;

static Part part_of(const HistoryRow *r)
{
    static const char *const SERVICE[] = { FACT_HOLDING, FACT_TEMP_HOLDING, FACT_ACTING, FACT_EMPLOYMENT, FACT_RANK };
    for (size_t i = 0; i < sizeof SERVICE / sizeof *SERVICE; i++)
        if (strcmp(r->kind, SERVICE[i]) == 0)
            return PART_SERVICE;
    if (strcmp(r->kind, FACT_ABSENCE) == 0)
        return PART_ABSENCE;
    return strcmp(r->kind, FACT_EDUCATION) == 0 ? PART_PAPERS : PART_OTHER;
}

static void put_timeline(Cx *cx, const HistoryRow *rows, size_t n, Date on, Val *view)
{
    static const char *const NAMES[] = { "service", "absences", "papers", "others" };
    Val *lists[PART_OTHER + 1];
    for (int i = 0; i <= PART_OTHER; i++)
        lists[i] = val_put(view, NAMES[i], val_list(cx->arena));
    for (size_t i = 0; i < n; i++)
        val_add(lists[part_of(&rows[i])], history_view(cx, &rows[i], on));
}

static Val *person_view(Cx *cx, const Person *p, const HistoryRow *away, int years)
{
    Arena *a = cx->arena;
    Val *v = val_record(a, p, PERSON_FIELDS);
    val_put(v, "full_name", val_keep(a, person_full_name(a, p)));
    val_put_bool(a, v, "female", strcmp(p->sex, "f") == 0);
    val_put_int(a, v, "age", years);
    val_put_text(a, v, "age_text", tr_args(cx, N_("{0} years old"), arena_printf(a, "%d", years), NULL));
    val_put_text(a, v, "absence", away ? staff_absence_text(cx, away->code ? away->code : "away", away->valid_to) : NULL);
    return v;
}

static int age_on(Date born, Date on)
{
    int y, m, d, by, bm, bd;
    date_split(on, &y, &m, &d);
    date_split(born, &by, &bm, &bd);
    return y - by - (m < bm || (m == bm && d < bd));
}

bool file_page(Req *req, Resp *resp, Err *err)
{
    static const char *const KEEP[] = { "compare", NULL };
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Person p;
    AsOf at;
    OptDate other;
    size_t n;
    Grant enter;
    if (!person_get(cx, req->id, &p, err) || !ask_compare(req, &other, err) || !staff_clock(req, &at, err))
        return false;
    const HistoryRow *rows = history_read(cx, p.id, at.known, &n, err);
    Val *records = rows ? records_of_person(cx, p.id, at.known, err) : NULL;
    if (!records || !put_orders(cx, p.id, &at, resp->view, err) || !put_undone(cx, p.id, &at, resp->view, err))
        return false;
    val_put(resp->view, "clock", staff_clock_view(req, &at, KEEP));
    val_put(resp->view, "person", person_view(cx, &p, history_on(rows, n, FACT_ABSENCE, at.on), age_on(p.birth_date, at.on)));
    put_head(cx, rows, n, at.on, other, resp->view);
    put_timeline(cx, rows, n, at.on, resp->view);
    val_put(resp->view, "records", records);
    val_put_bool(a, resp->view, "reads_orders", authority_scope(cx, ACT_ORDER_READ) == SCOPE_ALL);
    val_put_bool(a, resp->view, "own", p.id == cx->actor->person_id);
    val_put_bool(a, resp->view, "may_enter", authority_holds(cx, ACT_RECORD_ENTER, &enter));
    return true;
}
