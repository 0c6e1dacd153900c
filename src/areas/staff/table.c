// SPDX-License-Identifier: Apache-2.0
/* The staff table of a day: seats, who is on them, why one is empty, who answers for it. */
#include "areas/staff/table.h"
#include "base/text.h"
#include "staff_queries.h"
#include <string.h>


static const Field TABLE_UNIT_FIELDS[] = {
    FIELD(TableUnit, id), FIELD(TableUnit, parent_id), FIELD(TableUnit, sort_no), FIELD(TableUnit, seats),
    FIELD(TableUnit, code), FIELD(TableUnit, title), FIELD(TableUnit, kind), FIELDS_END
};
static const Field TABLE_PERSON_FIELDS[] = {
    FIELD(TablePerson, kind), FIELD(TablePerson, surname), FIELD(TablePerson, name), FIELD(TablePerson, rank),
    FIELD(TablePerson, absence), FIELD(TablePerson, seat), FIELD(TablePerson, person), FIELD(TablePerson, input),
    FIELD(TablePerson, units), FIELD(TablePerson, absence_input), FIELD(TablePerson, valid_from),
    FIELD(TablePerson, valid_to), FIELD(TablePerson, until), FIELDS_END
};

typedef struct SeatRow { Seat seat; Date valid_from; } SeatRow;
#define SEAT_FIELD(m, t) { #m, t, offsetof(SeatRow, seat.m) }
static const Field SEAT_ROW_FIELDS[] = {
    SEAT_FIELD(id, F_INT), SEAT_FIELD(unit_id, F_INT), SEAT_FIELD(code, F_TEXT), SEAT_FIELD(post_kind, F_TEXT),
    SEAT_FIELD(title, F_TEXT), SEAT_FIELD(title_full, F_TEXT), SEAT_FIELD(regime, F_TEXT),
    SEAT_FIELD(rank_ceiling, F_TEXT), SEAT_FIELD(capacity, F_INT), FIELD(SeatRow, valid_from), FIELDS_END
};

typedef struct AroundRow { int64_t seat; OptDate released, coming; } AroundRow;
static const Field AROUND_FIELDS[] = {
    FIELD(AroundRow, seat), FIELD(AroundRow, released), FIELD(AroundRow, coming), FIELDS_END
};

static void *read_part(Cx *cx, const Query *head, AsOf at, bool known, int64_t unit, const Fragment *end,
                       const Field *fields, size_t size, size_t *ret_n, Err *err)
{
    DbBuild *b = known ? db_build(cx->arena, head, BIND(P_DATE(at.on), P_INSTANT(at.known)))
                       : db_build(cx->arena, head, BIND(P_DATE(at.on)));
    if (unit)
        db_build_add(b, &F_STAFF_IN_UNIT, BIND(P_INT(unit)));
    db_build_add(b, end, BIND_NONE);
    return db_all_built(cx->db, cx->arena, b, fields, size, ret_n, err);
}

const TablePerson *table_person(const TableSeat *s, int64_t person_id)
{
    for (size_t i = 0; i < s->people_n; i++)
        if (s->people[i].person == person_id)
            return &s->people[i];
    return NULL;
}

Val *table_name(Cx *cx, const TablePerson *p)
{
    return staff_name_view(cx, p->person, az_initials(cx->arena, p->surname, p->name, NULL), p->absence, p->until);
}

static size_t brief(const TableSeat *s, SeatPerson *ret)
{
    for (size_t i = 0; i < s->people_n; i++) {
        const TablePerson *p = &s->people[i];
        ret[i] = (SeatPerson){ p->kind, p->absence, p->person, p->input, p->absence_input, p->until };
    }
    return s->people_n;
}

/* Who answers for each seat of one unit: its deputies are what 5.5 needs. */
static void settle_unit(Arena *a, TableSeat *seats, size_t n)
{
    size_t most = 1, deputy_n = 0;
    for (size_t i = 0; i < n; i++)
        most += seats[i].people_n;
    SeatPerson *deputies = NEW_N(a, SeatPerson, most), *people = NEW_N(a, SeatPerson, most);
    for (size_t i = 0; i < n; i++)
        if (strcmp(seats[i].seat.post_kind, "deputy") == 0)
            deputy_n += brief(&seats[i], deputies + deputy_n);
    for (size_t i = 0; i < n; i++)
        seat_settle(&seats[i].seat, people, brief(&seats[i], people), deputies, deputy_n, &seats[i].today);
}

static void join_people(StaffTable *t, const TablePerson *people, size_t n)
{
    for (size_t i = 0; i < t->seat_n; i++) {
        TableSeat *s = &t->seats[i];
        size_t low = 0, high = n;                      /* people are ordered by seat */
        while (low < high) {
            size_t mid = low + (high - low) / 2;
            if (people[mid].seat < s->seat.id)
                low = mid + 1;
            else
                high = mid;
        }
        s->people = people + low;
        for (; low < n && people[low].seat == s->seat.id; low++) {
            s->people_n++;
            if (strcmp(people[low].kind, FACT_HOLDING) == 0)
                s->held += people[low].units;
        }
    }
}

static void join_around(StaffTable *t, const AroundRow *around, size_t n)
{
    for (size_t i = 0; i < t->seat_n; i++) {
        size_t low = 0, high = n;
        while (low < high) {
            size_t mid = low + (high - low) / 2;
            if (around[mid].seat < t->seats[i].seat.id)
                low = mid + 1;
            else
                high = mid;
        }
        if (low < n && around[low].seat == t->seats[i].seat.id) {
            t->seats[i].released = around[low].released;
            t->seats[i].coming = around[low].coming;
        }
    }
}

const TableUnit *table_units(Cx *cx, Date on, size_t *ret_n, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_STAFF_UNITS, BIND(P_DATE(on)), TABLE_UNIT_FIELDS, sizeof(TableUnit), ret_n, err);
}

bool table_read(Cx *cx, AsOf at, int64_t unit, int64_t most, StaffTable *ret, Err *err)
{
    size_t seat_n, people_n, around_n;
    *ret = (StaffTable){ 0 };
    ret->units = table_units(cx, at.on, &ret->unit_n, err);
    if (!ret->units)
        return false;
    int64_t all = 0;
    for (size_t i = 0; i < ret->unit_n; i++)
        all += ret->units[i].seats;
    ret->units_only = !unit && all > most;
    if (ret->units_only)
        return true;
    const SeatRow *seats = read_part(cx, &Q_STAFF_TABLE_SEATS, at, false, unit, &F_STAFF_TABLE_SEATS_END,
                                     SEAT_ROW_FIELDS, sizeof(SeatRow), &seat_n, err);
    const TablePerson *people = !seats ? NULL
        : read_part(cx, &Q_STAFF_TABLE_PEOPLE, at, true, unit, &F_STAFF_TABLE_PEOPLE_END, TABLE_PERSON_FIELDS,
                    sizeof(TablePerson), &people_n, err);
    const AroundRow *around = !people ? NULL
        : read_part(cx, &Q_STAFF_TABLE_AROUND, at, true, unit, &F_STAFF_TABLE_AROUND_END, AROUND_FIELDS,
                    sizeof(AroundRow), &around_n, err);
    if (!around)
        return false;
    ret->seats = NEW_N(cx->arena, TableSeat, seat_n + 1);
    ret->seat_n = seat_n;
    for (size_t i = 0; i < seat_n; i++)
        ret->seats[i] = (TableSeat){ .seat = seats[i].seat, .valid_from = seats[i].valid_from };
    join_people(ret, people, people_n);
    join_around(ret, around, around_n);
    for (size_t i = 0, to; i < seat_n; i = to) {
        for (to = i; to < seat_n && ret->seats[to].seat.unit_id == ret->seats[i].seat.unit_id; to++)
            ;
        settle_unit(cx->arena, ret->seats + i, to - i);
    }
    return true;
}
