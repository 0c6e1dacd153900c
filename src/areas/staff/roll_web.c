// SPDX-License-Identifier: Apache-2.0
/* The nominal roll with the strength of the day. */
#include "areas/staff/web.h"
#include "app/export.h"
#include "app/i18n.h"
#include "areas/person/person.h"
#include "base/text.h"
#include "staff_queries.h"
#include <stdlib.h>
#include <string.h>

enum { PER_PAGE = 200, MOST_PAGE = 10000 };
static const char *const KEEP_UNIT[] = { "unit", NULL };

typedef struct RollRow {
    int64_t     person_id, seat_id;
    const char *surname, *name, *patronymic, *patronymic_kind, *post, *unit, *rank, *absence;
    Date        since, post_since, until;
} RollRow;
static const Field ROLL_FIELDS[] = {
    FIELD(RollRow, person_id), FIELD(RollRow, seat_id), FIELD(RollRow, surname), FIELD(RollRow, name),
    FIELD(RollRow, patronymic), FIELD(RollRow, patronymic_kind), FIELD(RollRow, post), FIELD(RollRow, unit),
    FIELD(RollRow, rank), FIELD(RollRow, absence), FIELD(RollRow, since), FIELD(RollRow, post_since),
    FIELD(RollRow, until), FIELDS_END
};

typedef struct StrengthRow { const char *absence; int64_t people; } StrengthRow;
static const Field STRENGTH_FIELDS[] = { FIELD(StrengthRow, absence), FIELD(StrengthRow, people), FIELDS_END };

static const Column ROLL_COLUMNS[] = {
    { "number", N_("No."), CELL_INT, 6 },
    { "name", N_("Surname, name, father's name"), CELL_TEXT, 36 },
    { "post", N_("Post"), CELL_TEXT, 40 },
    { "unit", N_("Unit"), CELL_TEXT, 40 },
    { "rank", N_("Rank"), CELL_TEXT, 30 },
    { "post_since", N_("In the post since"), CELL_DATE, 14 },
    { "since", N_("On the list since"), CELL_DATE, 14 },
    { "absence", N_("Absence"), CELL_TEXT, 30 },
    { 0 }
};
const Export STAFF_ROLL_SHEET = { "nominal-roll", "people", ROLL_COLUMNS };

static bool asked_page(Req *req, int64_t *ret, Err *err)
{
    const char *sent = val_str(val_get(req->query, "page"));
    char *end;
    *ret = sent && *sent ? strtoll(sent, &end, 10) : 1;
    return !sent || !*sent || (!*end && *ret > 0 && *ret <= MOST_PAGE)
        || err_add(err, "page", N_("not a whole number in range"));
}

/* On list, present, leave, trip, sick, suspended, others: what the daily report counts. */
static bool put_strength(Cx *cx, AsOf at, int64_t unit, Val *view, int64_t *ret_total, Err *err)
{
    DbBuild *b = db_build(cx->arena, &Q_STAFF_STRENGTH_HEAD, BIND(P_DATE(at.on), P_INSTANT(at.known)));
    if (unit)
        db_build_add(b, &F_STAFF_IN_UNIT, BIND(P_INT(unit)));
    db_build_add(b, &F_STAFF_STRENGTH_END, BIND_NONE);
    size_t n;
    const StrengthRow *rows = db_all_built(cx->db, cx->arena, b, STRENGTH_FIELDS, sizeof(StrengthRow), &n, err);
    if (!rows)
        return false;
    int64_t all = 0, present = 0, trip = 0, sick = 0, suspended = 0, other = 0, leave = 0;
    for (size_t i = 0; i < n; i++) {
        const char *code = rows[i].absence;
        int64_t *into = !*code ? &present : strcmp(code, "trip") == 0 ? &trip : strcmp(code, "sick") == 0 ? &sick
                      : strcmp(code, "suspension") == 0 ? &suspended
                      : strcmp(code, "not_returned") == 0 || strcmp(code, "away") == 0 ? &other : &leave;
        *into += rows[i].people;
        all += rows[i].people;
    }
    Val *v = val_put(view, "strength", val_map(cx->arena));
    val_put_int(cx->arena, v, "on_list", all);
    val_put_int(cx->arena, v, "present", present);
    val_put_int(cx->arena, v, "leave", leave);
    val_put_int(cx->arena, v, "trip", trip);
    val_put_int(cx->arena, v, "sick", sick);
    val_put_int(cx->arena, v, "suspended", suspended);
    val_put_int(cx->arena, v, "other", other);
    *ret_total = all;
    return true;
}

static Val *row_view(Cx *cx, const RollRow *r, int64_t number)
{
    Arena *a = cx->arena;
    Person p = { .surname = r->surname, .name = r->name, .patronymic = r->patronymic,
                 .patronymic_kind = r->patronymic_kind };
    Val *v = staff_name_view(cx, r->person_id, person_full_name(a, &p), r->absence, r->until);
    val_put_int(a, v, "number", number);
    val_put_int(a, v, "seat_id", r->seat_id);
    val_put(v, "post", val_keep(a, r->seat_id ? r->post : tr(cx, N_("at disposal"))));
    val_put(v, "unit", val_keep(a, r->unit));
    val_put(v, "rank", val_keep(a, *r->rank ? staff_rank_title(cx->app, r->rank) : ""));
    val_put_date(a, v, "post_since", r->post_since);
    val_put_date(a, v, "since", r->since);
    return v;
}

bool staff_roll_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    AsOf at;
    int64_t unit, page, total;
    size_t n, unit_n;
    if (!staff_asked_unit(req, &unit, err) || !asked_page(req, &page, err) || !staff_clock(req, &at, err))
        return false;
    val_put(resp->view, "clock", staff_clock_view(req, &at, KEEP_UNIT));
    const TableUnit *units = table_units(cx, at.on, &unit_n, err);
    if (!units || !put_strength(cx, at, unit, resp->view, &total, err))
        return false;
    DbBuild *b = db_build(a, &Q_STAFF_ROLL, BIND(P_DATE(at.on), P_INSTANT(at.known)));
    if (unit)
        db_build_add(b, &F_STAFF_IN_UNIT, BIND(P_INT(unit)));
    int64_t most = req->whole ? EXPORT_MOST + 1 : PER_PAGE, before = req->whole ? 0 : (page - 1) * PER_PAGE;
    db_build_add(b, &F_STAFF_ROLL_END, BIND(P_INT(most), P_INT(before)));
    const RollRow *rows = db_all_built(cx->db, a, b, ROLL_FIELDS, sizeof(RollRow), &n, err);
    if (!rows)
        return false;
    Val *list = val_put(resp->view, "people", val_list(a));
    for (size_t i = 0; i < n; i++)
        val_add(list, row_view(cx, &rows[i], before + (int64_t)i + 1));
    val_put(resp->view, "unit_choices", staff_unit_choices(cx, units, unit_n, unit));
    val_put_int(a, resp->view, "page_number", page);
    val_put(resp->view, "previous", page > 1 ? val_int(a, page - 1) : val_null(a));
    val_put(resp->view, "next", !req->whole && page * PER_PAGE < total ? val_int(a, page + 1) : val_null(a));
    val_put_bool(a, resp->view, "paged", !req->whole && total > PER_PAGE);
    val_put_int(a, resp->view, "unit", unit);
    return true;
}
