// SPDX-License-Identifier: Apache-2.0
/* The Service of the demo: its units, seats, people and accounts, and the opening entry. */
#include "areas/demo/demo_in.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "areas/user/user.h"
#include <string.h>

typedef struct UnitRow { const char *code, *parent, *title, *kind; } UnitRow;
static const Field UNIT_ROW[] = {
    FIELD(UnitRow, code), FIELD(UnitRow, parent), FIELD(UnitRow, title), FIELD(UnitRow, kind), FIELDS_END
};
typedef struct SeatRow { const char *unit, *code, *post_kind, *title, *title_full, *regime, *rank_ceiling; } SeatRow;
static const Field SEAT_ROW[] = {
    FIELD(SeatRow, unit), FIELD(SeatRow, code), FIELD(SeatRow, post_kind), FIELD(SeatRow, title),
    FIELD(SeatRow, title_full), FIELD(SeatRow, regime), FIELD(SeatRow, rank_ceiling), FIELDS_END
};
static const Field PERSON_ROW[] = {
    FIELD(DemoPerson, fin), FIELD(DemoPerson, surname), FIELD(DemoPerson, name), FIELD(DemoPerson, patronymic),
    FIELD(DemoPerson, patronymic_kind), FIELD(DemoPerson, sex), FIELD(DemoPerson, birth_date),
    FIELD(DemoPerson, birth_place), FIELD(DemoPerson, seat), FIELD(DemoPerson, since), FIELD(DemoPerson, rank),
    FIELD(DemoPerson, rank_since), FIELD(DemoPerson, login), FIELD(DemoPerson, demo_role), FIELDS_END
};

static const Date LONG_AGO = { 13880 };                    /* 2008-01-02: the staff table of the demo */

static bool add_units(Demo *d, Err *err)
{
    Cx *cx = d->cx;
    size_t n;
    const UnitRow *rows = demo_table(d, "data/demo/units.csv", UNIT_ROW, sizeof(UnitRow), &n, err);
    for (size_t i = 0; rows && i < n; i++) {
        StaffUnit u = { .code = rows[i].code, .title = rows[i].title, .kind = rows[i].kind, .sort_no = (int64_t)i + 1 };
        if ((*rows[i].parent && !staff_unit_by_code(cx, rows[i].parent, &u.parent_id, err))
            || !staff_unit_add(cx, &u, LONG_AGO, &u.id, err))
            return false;
    }
    return rows != NULL;
}

static bool add_seats(Demo *d, Err *err)
{
    Cx *cx = d->cx;
    size_t n;
    int64_t edition, id;
    const SeatRow *rows = demo_table(d, "data/demo/seats.csv", SEAT_ROW, sizeof(SeatRow), &n, err);
    if (!rows || !staff_edition_add(cx, "№ 1-ü, nümunə ştat cədvəli", LONG_AGO, LONG_AGO, &edition, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const SeatRow *r = &rows[i];
        Seat s = { .code = r->code, .post_kind = r->post_kind, .title = r->title, .title_full = r->title_full,
                   .regime = r->regime, .rank_ceiling = r->rank_ceiling, .capacity = WHOLE_SEAT };
        if (!staff_unit_by_code(cx, r->unit, &s.unit_id, err)
            || !staff_seat_add(cx, &s, (int64_t)i + 1, edition, LONG_AGO, &id, err))
            return false;
    }
    return true;
}

static bool add_person(Cx *cx, DemoPerson *p, Err *err)
{
    Person in = { .fin = p->fin, .surname = p->surname, .name = p->name, .patronymic = p->patronymic,
                  .patronymic_kind = p->patronymic_kind, .sex = p->sex, .birth_date = p->birth_date,
                  .birth_place = p->birth_place };
    int64_t account;
    return person_add(cx, &in, &p->id, err)
        && (!*p->login || user_add(cx, p->id, p->login, "demo", false, p->demo_role, &account, err));
}

/* What was true before the first order of this ledger: one opening input for each person. */
static bool open_person(Cx *cx, const DemoPerson *p, NewInput *ret, Err *err)
{
    Arena *a = cx->arena;
    Val *effects = val_list(a);
    Seat seat;
    bool found = false;
    if (*p->seat && !staff_seat_by_code(cx, p->seat, &seat, &found, err))
        return false;
    if (found) {
        val_add(effects, effect_start(a, FACT_EMPLOYMENT, p->id, 0, p->since.v, DATE_FOREVER, NULL, NULL));
        val_add(effects, effect_start(a, FACT_HOLDING, p->id, seat.id, p->since.v, DATE_FOREVER, NULL, NULL));
    }
    if (found && *p->rank && fact_kind_find(FACT_KINDS, "rank")) {
        Val *values = val_map(a);
        val_put_text(a, values, "code", p->rank);
        val_add(effects, effect_start(a, "rank", p->id, 0, p->rank_since.v, DATE_FOREVER, values, NULL));
    }
    *ret = (NewInput){ .kind = ENTRY_OPENING, .source = "opening", .effects = effects,
                       .natural_key = arena_printf(a, "opening:%s", p->fin) };
    return true;
}

static bool open_ledger(Demo *d, Err *err)
{
    Cx cx;
    Date opening;
    if (!date_parse(DEMO_OPENING, &opening) || !demo_at(d, opening, 8 * 60, 0, &cx, err))
        return false;
    NewInput *inputs = NEW_N(cx.arena, NewInput, d->people_count);
    size_t n = 0;
    for (size_t i = 0; i < d->people_count; i++) {
        if (!open_person(&cx, &d->people[i], &inputs[n], err))
            return false;
        n += val_count(inputs[n].effects) > 0;
    }
    Registration done;
    return ledger_register(cx.db, cx.arena, FACT_KINDS, inputs, n, &done, err);
}

bool demo_people(Demo *d, Err *err)
{
    Cx *cx = d->cx;
    int64_t account;
    d->people = demo_table(d, "data/demo/people.csv", PERSON_ROW, sizeof(DemoPerson), &d->people_count, err);
    if (!d->people || !add_units(d, err) || !add_seats(d, err))
        return false;
    for (size_t i = 0; i < d->people_count; i++)
        if (!add_person(cx, &d->people[i], err))
            return false;
    return user_add(cx, 0, "admin", "demo", true, N_("System administrator"), &account, err) && open_ledger(d, err);
}
