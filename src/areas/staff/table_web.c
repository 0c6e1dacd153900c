// SPDX-License-Identifier: Apache-2.0
/* Pages of the staff table: the grid, the vacancies, one seat's history. */
#include "areas/staff/web.h"
#include "app/export.h"
#include "app/i18n.h"
#include "base/text.h"
#include "staff_queries.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_SEATS = 800 };                  /* of one page; beyond it the reader chooses a unit */
static const char *const KEEP_UNIT[] = { "unit", NULL };

/* "1", "0,5": a part of a seat as the staff table writes it. */
static const char *units_text(Arena *a, int64_t units)
{
    if (units % WHOLE_SEAT == 0)
        return arena_printf(a, "%lld", (long long)(units / WHOLE_SEAT));
    char *text = arena_printf(a, "%lld,%03lld", (long long)(units / WHOLE_SEAT), (long long)(units % WHOLE_SEAT));
    for (size_t n = strlen(text); text[n - 1] == '0'; n--)
        text[n - 1] = '\0';
    return text;
}

static const char *numeric(Cx *cx, Date d) { return az_date_numeric(cx->arena, d); }

static const char *kind_text(Cx *cx, const char *kind)
{
    if (strcmp(kind, FACT_ACTING) == 0)
        return tr(cx, N_("acting by order"));
    return strcmp(kind, FACT_TEMP_HOLDING) == 0 ? tr(cx, N_("for the time of absence")) : "";
}

static Val *person_view(Cx *cx, const TablePerson *p, int64_t capacity)
{
    Arena *a = cx->arena;
    Val *v = table_name(cx, p);
    val_put_bool(a, v, "permanent", strcmp(p->kind, FACT_HOLDING) == 0);
    val_put(v, "as", val_keep(a, kind_text(cx, p->kind)));
    val_put_text(a, v, "units", p->units && p->units != capacity ? units_text(a, p->units) : NULL);
    val_put_date(a, v, "since", p->valid_from);
    val_put(v, "rank", val_keep(a, *p->rank ? staff_rank_title(cx->app, p->rank) : ""));
    return v;
}

/* Filled, partly filled, temporarily vacant, vacant: one of them is true. */
typedef enum Filling { FILLED, PARTLY, AWAY, VACANT } Filling;

static Filling filling(const TableSeat *s)
{
    if (s->held == 0)
        return VACANT;
    if (s->today.holder_absent)
        return AWAY;
    return s->held < s->seat.capacity ? PARTLY : FILLED;
}

static const char *state_text(Cx *cx, Filling f)
{
    static const char *const TEXTS[] = { N_("filled"), N_("partly filled"), N_("temporarily vacant"), N_("is vacant") };
    return tr(cx, TEXTS[f]);
}

/* Posts whose work stands still when nobody answers for them. */
static bool is_leading(const Seat *seat)
{
    static const char *const KINDS[] = { "service_head", "service_deputy", "head", "deputy", "section_head", "other_head" };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(seat->post_kind, KINDS[i]) == 0)
            return true;
    return false;
}

/* Why the seat is empty: never filled, released on a day, or its holder's absence. */
static const char *vacancy_reason(Cx *cx, const TableSeat *s)
{
    if (filling(s) == AWAY)
        return staff_absence_text(cx, s->today.absence, s->today.absent_until);
    if (s->released.has)
        return tr_args(cx, N_("released on {0}"), numeric(cx, s->released.v), NULL);
    return tr(cx, N_("never filled"));
}

static void put_answers(Cx *cx, const TableSeat *s, Val *v)
{
    Arena *a = cx->arena;
    const SeatToday *t = &s->today;
    bool stands_in = t->person_id && t->person_id != t->holder_id;
    bool gap = t->gap && filling(s) != FILLED && is_leading(&s->seat);
    Grant draft;
    val_put_text(a, v, "gap", gap ? tr(cx, t->gap) : NULL);
    val_put_bool(a, v, "may_end_gap", gap && authority_holds(cx, ACT_ORDER_DRAFT, &draft));
    val_put_bool(a, v, "answers", gap || s->coming.has || (stands_in && t->ground == GROUND_SUBSTITUTE));
    val_put_bool(a, v, "by_rule", stands_in && t->ground == GROUND_SUBSTITUTE);
    val_put_bool(a, v, "by_order", stands_in && t->ground == GROUND_ACTING);
    val_put_int(a, v, "answers_id", t->person_id);
}

static Val *seat_view(Cx *cx, const TableSeat *s)
{
    Arena *a = cx->arena;
    Filling f = filling(s);
    Val *v = val_record(a, &s->seat, SEAT_FIELDS), *people = val_list(a);
    val_put(v, "units", val_keep(a, units_text(a, s->seat.capacity)));
    val_put_bool(a, v, "filled", f == FILLED);
    val_put_bool(a, v, "partly", f == PARTLY);
    val_put_bool(a, v, "away", f == AWAY);
    val_put_bool(a, v, "vacant", f == VACANT);
    val_put(v, "state", val_keep(a, state_text(cx, f)));
    val_put(v, "reason", f == FILLED ? val_null(a) : val_keep(a, vacancy_reason(cx, s)));
    val_put(v, "vacant_since", f == VACANT ? val_date(a, s->released.has ? s->released.v : s->valid_from) : val_null(a));
    val_put(v, "free_units", val_keep(a, units_text(a, s->seat.capacity - s->held)));
    val_put(v, "coming", val_optdate(a, s->coming));
    for (size_t i = 0; i < s->people_n; i++)
        val_add(people, person_view(cx, &s->people[i], s->seat.capacity));
    val_put(v, "people", people);
    put_answers(cx, s, v);
    return v;
}

/* Whoever substitutes by 5.5 is on another seat of the unit: his name is taken from there. */
static void put_substitute(Cx *cx, const StaffTable *t, const TableSeat *s, Val *v)
{
    const TablePerson *who = NULL;
    for (size_t i = 0; i < t->seat_n && s->today.ground == GROUND_SUBSTITUTE && s->today.person_id && !who; i++)
        if (t->seats[i].seat.unit_id == s->seat.unit_id)
            who = table_person(&t->seats[i], s->today.person_id);
    val_put(v, "substitute", who ? table_name(cx, who) : val_null(cx->arena));
}

typedef struct Counts { int64_t seats, vacant, away; } Counts;

static void count_seat(const TableSeat *s, Counts *c)
{
    c->seats += s->seat.capacity;
    c->vacant += s->seat.capacity - s->held;
    c->away += filling(s) == AWAY ? s->held : 0;
}

static void put_counts(Arena *a, Val *v, const Counts *c)
{
    val_put(v, "seats", val_keep(a, units_text(a, c->seats)));
    val_put(v, "filled", val_keep(a, units_text(a, c->seats - c->vacant)));
    val_put(v, "vacant", val_keep(a, units_text(a, c->vacant)));
    val_put(v, "away", val_keep(a, units_text(a, c->away)));
}

static Val *unit_view(Cx *cx, const StaffTable *t, const TableUnit *u, Counts *all)
{
    Arena *a = cx->arena;
    Counts own = { 0 };
    Val *v = val_map(a), *seats = val_list(a);
    val_put_int(a, v, "id", u->id);
    val_put_int(a, v, "parent_id", u->parent_id);
    val_put(v, "code", val_keep(a, u->code));
    val_put(v, "title", val_keep(a, u->title));
    for (size_t i = 0; i < t->seat_n; i++)
        if (t->seats[i].seat.unit_id == u->id) {
            count_seat(&t->seats[i], &own);
            put_substitute(cx, t, &t->seats[i], val_add(seats, seat_view(cx, &t->seats[i])));
        }
    val_put(v, "seats", seats);
    put_counts(a, val_put(v, "counts", val_map(a)), &own);
    all->seats += own.seats;
    all->vacant += own.vacant;
    all->away += own.away;
    return v;
}

Val *staff_unit_choices(Cx *cx, const TableUnit *units, size_t n, int64_t chosen)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "id", units[i].id);
        val_put(v, "title", val_keep(a, units[i].title));
        val_put_int(a, v, "seats", units[i].seats);
        val_put_bool(a, v, "selected", units[i].id == chosen);
    }
    return list;
}

bool staff_asked_unit(Req *req, int64_t *ret, Err *err)
{
    const char *sent = val_str(val_get(req->query, "unit"));
    *ret = 0;
    if (!sent || !*sent)
        return true;
    char *end;
    *ret = strtoll(sent, &end, 10);
    return (!*end && *ret > 0) || err_add(err, "unit", N_("not a whole number"));
}

static bool read_table(Req *req, Resp *resp, StaffTable *ret, int64_t *ret_unit, Err *err)
{
    AsOf at;
    if (!staff_asked_unit(req, ret_unit, err) || !staff_clock(req, &at, err))
        return false;
    val_put(resp->view, "clock", staff_clock_view(req, &at, KEEP_UNIT));
    if (!table_read(req->cx, at, *ret_unit, req->whole ? EXPORT_MOST : MOST_SEATS, ret, err))
        return false;
    if (ret->units_only && req->whole)
        return export_too_many(err);
    val_put(resp->view, "unit_choices", staff_unit_choices(req->cx, ret->units, ret->unit_n, *ret_unit));
    val_put_bool(req->cx->arena, resp->view, "units_only", ret->units_only);
    return true;
}

static const Column TABLE_COLUMNS[] = {
    { "^title", N_("Unit"), CELL_TEXT, 40 },
    { "code", N_("Code"), CELL_TEXT, 16 },
    { "title", N_("Post"), CELL_TEXT, 30 },
    { "units", N_("Units"), CELL_TEXT, 8 },
    { "state", N_("State"), CELL_TEXT, 20 },
    { "free_units", N_("Free units"), CELL_TEXT, 10 },
    { "reason", N_("Reason"), CELL_TEXT, 30 },
    { "people.*.name", N_("Who"), CELL_TEXT, 40 },
    { "people.*.rank", N_("Rank"), CELL_TEXT, 30 },
    { "substitute.name", N_("Substitute (5.5)"), CELL_TEXT, 30 },
    { 0 }
};
const Export STAFF_TABLE_SHEET = { "staff-table", "units.*.seats", TABLE_COLUMNS };

static const Column VACANCY_COLUMNS[] = {
    { "unit", N_("Unit"), CELL_TEXT, 40 },
    { "code", N_("Code"), CELL_TEXT, 16 },
    { "title", N_("Post"), CELL_TEXT, 30 },
    { "state", N_("State"), CELL_TEXT, 20 },
    { "free_units", N_("Free units"), CELL_TEXT, 10 },
    { "vacant_since", N_("Vacant since"), CELL_DATE, 14 },
    { "reason", N_("Reason"), CELL_TEXT, 30 },
    { "people.*.name", N_("Who"), CELL_TEXT, 40 },
    { "substitute.name", N_("Substitute (5.5)"), CELL_TEXT, 30 },
    { 0 }
};
const Export STAFF_VACANCY_SHEET = { "vacancies", "vacant away", VACANCY_COLUMNS };

bool staff_table_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    StaffTable t;
    Counts all = { 0 };
    int64_t unit;
    if (!read_table(req, resp, &t, &unit, err))
        return false;
    Val *units = val_put(resp->view, "units", val_list(cx->arena));
    size_t from = 0;
    for (size_t i = 0; i < t.unit_n; i++) {
        for (from = 0; from < t.seat_n && t.seats[from].seat.unit_id != t.units[i].id; from++)
            ;
        if (from < t.seat_n)
            val_add(units, unit_view(cx, &t, &t.units[i], &all));
    }
    put_counts(cx->arena, val_put(resp->view, "counts", val_map(cx->arena)), &all);
    return true;
}

static const char *unit_title(const StaffTable *t, int64_t id)
{
    for (size_t i = 0; i < t->unit_n; i++)
        if (t->units[i].id == id)
            return t->units[i].title;
    return "";
}

bool staff_vacancies_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    StaffTable t;
    int64_t unit;
    if (!read_table(req, resp, &t, &unit, err))
        return false;
    Val *vacant = val_put(resp->view, "vacant", val_list(cx->arena));
    Val *away = val_put(resp->view, "away", val_list(cx->arena));
    for (size_t i = 0; i < t.seat_n; i++) {
        const TableSeat *s = &t.seats[i];
        Filling f = filling(s);
        if (f == FILLED)
            continue;
        Val *v = val_add(f == AWAY ? away : vacant, seat_view(cx, s));
        val_put(v, "unit", val_text(cx->arena, unit_title(&t, s->seat.unit_id)));
        put_substitute(cx, &t, s, v);
    }
    Grant draft;
    val_put_bool(cx->arena, resp->view, "may_draft", authority_holds(cx, ACT_ORDER_DRAFT, &draft));
    val_put_int(cx->arena, resp->view, "vacant_count", (int64_t)val_count(vacant));
    val_put_int(cx->arena, resp->view, "away_count", (int64_t)val_count(away));
    return true;
}

/* ---- one seat ------------------------------------------------------------ */

typedef struct Holding {
    const char *kind, *surname, *name, *source, *ended_source;
    int64_t     person, units;
    Date        valid_from, valid_to;
} Holding;
static const Field HOLDING_FIELDS[] = {
    FIELD(Holding, kind), FIELD(Holding, surname), FIELD(Holding, name), FIELD(Holding, source),
    FIELD(Holding, ended_source), FIELD(Holding, person), FIELD(Holding, units),
    FIELD(Holding, valid_from), FIELD(Holding, valid_to), FIELDS_END
};

static Val *holding_view(Cx *cx, const Holding *h, const Seat *seat, Date on)
{
    Arena *a = cx->arena;
    Val *v = staff_name_view(cx, h->person, az_initials(a, h->surname, h->name, NULL), "", on);
    bool acting = strcmp(h->kind, FACT_ACTING) == 0, temporary = strcmp(h->kind, FACT_TEMP_HOLDING) == 0;
    val_put(v, "as", val_keep(a, acting || temporary ? kind_text(cx, h->kind) : tr(cx, N_("holder"))));
    val_put_date(a, v, "from", h->valid_from);
    val_put_date(a, v, "to", h->valid_to);
    val_put_date(a, v, "last", date_last(h->valid_to));
    val_put_bool(a, v, "now", !date_before(on, h->valid_from) && date_before(on, h->valid_to));
    val_put_bool(a, v, "later", date_before(on, h->valid_from));
    val_put_text(a, v, "units", h->units && h->units != seat->capacity ? units_text(a, h->units) : NULL);
    val_put(v, "source", staff_source_view(cx, h->source));
    val_put(v, "ended", staff_source_view(cx, h->ended_source));
    return v;
}

bool staff_seat_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    AsOf at;
    Seat seat;
    StaffUnit unit;
    size_t n;
    if (!staff_seat(cx, req->id, &seat, err) || !staff_unit(cx, seat.unit_id, &unit, err)
        || !staff_clock(req, &at, err))
        return false;
    val_put(resp->view, "clock", staff_clock_view(req, &at, NULL));
    const Holding *rows = db_all(cx->db, cx->arena, &Q_STAFF_SEAT_HISTORY, BIND(P_INT(seat.id), P_INSTANT(at.known)),
                                 HOLDING_FIELDS, sizeof(Holding), &n, err);
    if (!rows)
        return false;
    Val *v = val_put(resp->view, "seat", val_record(cx->arena, &seat, SEAT_FIELDS));
    val_put(v, "unit", val_keep(cx->arena, unit.title));
    val_put(v, "units", val_keep(cx->arena, units_text(cx->arena, seat.capacity)));
    val_put(v, "ceiling", val_keep(cx->arena, *seat.rank_ceiling ? staff_rank_title(cx->app, seat.rank_ceiling) : ""));
    Val *list = val_put(resp->view, "history", val_list(cx->arena));
    bool held = false;
    for (size_t i = 0; i < n; i++) {
        val_add(list, holding_view(cx, &rows[i], &seat, at.on));
        held |= strcmp(rows[i].kind, FACT_HOLDING) == 0 && !date_before(at.on, rows[i].valid_from)
             && date_before(at.on, rows[i].valid_to);
    }
    val_put_bool(cx->arena, resp->view, "vacant", !held);
    return true;
}
