// SPDX-License-Identifier: Apache-2.0
/* The leave books: work years, what each gives a right to, what was used of it and what is planned. */
#include "areas/leave/leave_in.h"
#include <string.h>

enum { MOST_YEARS = 80 };

typedef struct Books {
    Cx           *cx;
    AsOf          at;
    const Fact   *facts;              /* of every day, as known */
    size_t        count;
    Service       service;
    Period       *away;               /* time that gives no right to leave */
    size_t        away_count;
    LeaveUse     *uses;
    size_t        use_count;
} Books;

bool payload_number(Cx *cx, const Fact *f, const char *name, int64_t *ret, Err *err)
{
    const Val *payload = ledger_payload(cx->arena, f->payload, err);
    *ret = val_num(val_get(payload, name));
    return payload != NULL;
}

const LeaveYear *leave_year(const LeaveBalance *b, int64_t number)
{
    for (size_t i = 0; i < b->year_count; i++)
        if (b->years[i].number == number)
            return &b->years[i];
    return NULL;
}

const char *az_work_year(Arena *a, Date from, Date to)
{
    int first, last, month, day;
    date_split(from, &first, &month, &day);
    date_split(date_add_days(to, -1), &last, &month, &day);
    return first == last ? arena_printf(a, "%s iş ili", az_ordinal(a, first))
                         : arena_printf(a, "%d–%s iş ili", first, az_ordinal(a, last));
}

static bool note_use(Books *b, const Fact *f, Err *err)
{
    LeaveUse *u = &b->uses[b->use_count++];
    *u = (LeaveUse){ .code = f->code ? f->code : "", .from = f->valid_from, .to = f->valid_to,
                     .days = f->num.has ? f->num.v : 0, .input = f->input,
                     .planned = date_before(b->at.on, f->valid_from) };
    return payload_number(b->cx, f, "work_year", &u->work_year, err);
}

/* Sorts a person's facts into what the books need. */
static bool read_facts(Books *b, Err *err)
{
    b->facts = ledger_history_of_person(b->cx->db, b->cx->arena, NULL, b->service.person_id, b->at.known, &b->count, err);
    if (!b->facts)
        return false;
    b->away = NEW_N(b->cx->arena, Period, b->count + 1);
    b->uses = NEW_N(b->cx->arena, LeaveUse, b->count + 1);
    for (size_t i = 0; i < b->count; i++) {
        const Fact *f = &b->facts[i];
        bool during = !date_before(f->valid_from, b->service.hired) && date_before(f->valid_from, b->service.list_until);
        if (!during)
            continue;
        if (strcmp(f->kind, FACT_LEAVE_USE) == 0 && !note_use(b, f, err))
            return false;
        const AbsenceKind *kind = strcmp(f->kind, FACT_ABSENCE) == 0 ? absence_kind(b->cx->app, f->code) : NULL;
        if (kind && !kind->counts)
            b->away[b->away_count++] = (Period){ f->valid_from, f->valid_to };
    }
    return true;
}

/* The regime on a day: of the post held then or last before. */
static bool regime_on(Books *b, Date day, Regime *ret, Err *err)
{
    const Fact *held = NULL;
    *ret = b->service.regime;
    for (size_t i = 0; i < b->count; i++)
        if (strcmp(b->facts[i].kind, FACT_HOLDING) == 0 && b->facts[i].seat && !date_before(day, b->facts[i].valid_from))
            held = &b->facts[i];
    if (!held || (b->service.has_seat && held->seat == b->service.seat.id))
        return true;
    const Val *payload = ledger_payload(b->cx->arena, held->payload, err);
    const char *code = val_str(val_get(payload, "regime"));
    Seat seat;
    if (!payload)
        return false;
    if (code && regime_parse(code, ret))
        return true;
    if (!staff_seat(b->cx, held->seat, &seat, err))
        return false;
    *ret = seat_regime(&seat);
    return true;
}

static int full_months(Date first, Date until)
{
    int n = 0;
    while (!date_before(until, date_add_months(first, n + 1)))
        n++;
    return n;
}

/* The right of one work year, as the law stands on the day asked about, within that year. */
static bool year_right(Books *b, LeaveYear *y, Err *err)
{
    Date day = date_max(y->from, date_min(b->at.on, date_add_days(y->to, -1)));
    LeaveRight right;
    if (!regime_on(b, day, &y->regime, err))
        return false;
    LeaveFacts facts = { .regime = y->regime };
    facts.employer_years = full_months(b->service.hired, day) / 12;
    facts.seniority_years = (int)((b->service.prior_months + full_months(b->service.hired, day)) / 12);
    if (!leave_right(b->cx->arena, law_of(b->cx), &facts, day, &right, err))
        return false;
    y->entitled = right.total;
    y->binding = right.binding;
    y->confidence = right.confidence;
    y->right = right.derivation;
    return true;
}

static void year_uses(Books *b, LeaveYear *y)
{
    LeaveUse *own = NEW_N(b->cx->arena, LeaveUse, b->use_count + 1);
    for (size_t i = 0; i < b->use_count; i++) {
        const LeaveUse *u = &b->uses[i];
        if (u->work_year != y->number)
            continue;
        own[y->use_count++] = *u;
        *(u->planned ? &y->planned : &y->used) += u->days;
    }
    y->uses = own;
    y->left = y->entitled - y->used - y->planned;
}

/* The last work year to show: the one of the day, or a later one with something planned. */
static bool last_year(Books *b, int64_t *ret, Err *err)
{
    Period period;
    int number;
    if (!work_year(b->service.hired, b->away, b->away_count, b->at.on, &period, &number, err))
        return false;
    *ret = number;
    for (size_t i = 0; i < b->use_count; i++)
        if (b->uses[i].work_year > *ret)
            *ret = b->uses[i].work_year;
    return true;
}

static bool make_years(Books *b, int64_t first, LeaveBalance *ret, Err *err)
{
    int64_t last;
    if (!last_year(b, &last, err))
        return false;
    if (last - first >= MOST_YEARS)
        first = last - MOST_YEARS + 1;
    LeaveYear *years = NEW_N(b->cx->arena, LeaveYear, MOST_YEARS);
    Date day = b->service.hired;
    for (int64_t n = 1; n <= last; n++) {
        Period period;
        int number;
        if (!work_year(b->service.hired, b->away, b->away_count, day, &period, &number, err))
            return false;
        day = period.to;
        if (n < first)
            continue;
        LeaveYear *y = &years[ret->year_count++];
        *y = (LeaveYear){ .number = n, .from = period.from, .to = period.to };
        if (!year_right(b, y, err))
            return false;
        year_uses(b, y);
        ret->entitled += y->entitled;
        ret->used += y->used;
        ret->planned += y->planned;
        ret->left += y->left;
    }
    ret->years = years;
    return true;
}

/* ---- derivation ---------------------------------------------------------------- */

static Val *year_view(Arena *a, const LeaveYear *y)
{
    Val *v = val_map(a), *uses = val_list(a);
    val_put_int(a, v, "number", y->number);
    val_put_date(a, v, "from", y->from);
    val_put_date(a, v, "to", y->to);
    val_put_int(a, v, "entitled", y->entitled);
    val_put_int(a, v, "used", y->used);
    val_put_int(a, v, "planned", y->planned);
    val_put_int(a, v, "left", y->left);
    for (size_t i = 0; i < y->use_count; i++) {
        Val *u = val_add(uses, val_map(a));
        val_put_int(a, u, "input", y->uses[i].input);
        val_put_text(a, u, "code", y->uses[i].code);
        val_put_date(a, u, "from", y->uses[i].from);
        val_put_int(a, u, "days", y->uses[i].days);
        val_put_bool(a, u, "planned", y->uses[i].planned);
    }
    val_put(v, "uses", uses);
    val_put(v, "right", (Val *)y->right);
    return v;
}

static Val *derive(const Books *b, const LeaveBalance *balance)
{
    Arena *a = b->cx->arena;
    Val *root = val_map(a), *in = val_map(a), *years = val_list(a), *out = val_map(a);
    val_put_text(a, root, "kind", "leave.balance");
    val_put_int(a, in, "person", b->service.person_id);
    val_put_date(a, in, "on", b->at.on);
    val_put(in, "known", val_instant(a, b->at.known));
    val_put_date(a, in, "hired", b->service.hired);
    val_put_int(a, in, "prior_months", b->service.prior_months);
    val_put(root, "in", in);
    for (size_t i = 0; i < balance->year_count; i++)
        val_add(years, year_view(a, &balance->years[i]));
    val_put(root, "years", years);
    val_put_int(a, out, "entitled", balance->entitled);
    val_put_int(a, out, "used", balance->used);
    val_put_int(a, out, "planned", balance->planned);
    val_put_int(a, out, "left", balance->left);
    val_put(root, "out", out);
    return root;
}

/* The first work year of the books. */
static bool first_year(Books *b, int64_t *ret, Err *err)
{
    const Fact *list = NULL;
    Entry entry;
    bool found;
    for (size_t i = 0; i < b->service.fact_count; i++)
        if (strcmp(b->service.facts[i].kind, FACT_EMPLOYMENT) == 0)
            list = &b->service.facts[i];
    if (!payload_number(b->cx, list, "books_from", ret, err)
        || !ledger_entry(b->cx->db, b->cx->arena, list->input, &entry, &found, err))
        return false;
    bool said = *ret > 0;
    if (!said)
        *ret = 1;
    Date opened = found ? instant_day(entry.registered) : b->service.hired;
    if (said || !found || strcmp(entry.kind, entry_kind_code(ENTRY_OPENING)) != 0
        || date_before(opened, b->service.hired))
        return true;
    Period period;
    int number;
    if (!work_year(b->service.hired, b->away, b->away_count, opened, &period, &number, err))
        return false;
    *ret = number;
    return true;
}

bool leave_balance(Cx *cx, int64_t person_id, AsOf at, LeaveBalance *ret, Err *err)
{
    Books b = { .cx = cx, .at = at };
    *ret = (LeaveBalance){ 0 };
    if (!service_of(cx, person_id, at, &b.service, err))
        return false;
    ret->service = b.service;
    if (b.service.on_list) {
        int64_t first;
        if (!read_facts(&b, err) || !first_year(&b, &first, err) || !make_years(&b, first, ret, err))
            return false;
    }
    ret->derivation = derive(&b, ret);
    return true;
}
