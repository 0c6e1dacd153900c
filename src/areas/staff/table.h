// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_STAFF_TABLE_H
#define AREAS_STAFF_TABLE_H
#include "areas/staff/staff.h"

/* Somebody on a seat on a day, and whether he is away. */
typedef struct SeatPerson {
    const char *kind, *absence;         /* absence "" when present */
    int64_t     person, input, absence_input;
    Date        until;                  /* of the absence: first day back */
} SeatPerson;

/* Who answers for a seat, from who is on it and on the deputy's seats of its unit.  Regulation 5.5. */
void seat_settle(const Seat *seat, const SeatPerson *people, size_t n, const SeatPerson *deputies, size_t deputy_n,
                 SeatToday *ret);

/* One person on a seat as the staff table shows him. */
typedef struct TablePerson {
    const char *kind, *surname, *name, *rank, *absence;
    int64_t     seat, person, input, units, absence_input;
    Date        valid_from, valid_to, until;
} TablePerson;

typedef struct TableSeat {
    Seat     seat;
    Date     valid_from;
    const TablePerson *people;          /* those on this seat, in the table's own array */
    size_t   people_n;
    int64_t  held;                      /* thousandths held permanently */
    OptDate  released, coming;          /* the last holder's first day away; the next one's first day */
    SeatToday today;
} TableSeat;

typedef struct TableUnit {
    int64_t     id, parent_id, sort_no, seats;
    const char *code, *title, *kind;
} TableUnit;

typedef struct StaffTable {
    const TableUnit *units;
    size_t      unit_n;
    TableSeat  *seats;                  /* by unit and order */
    size_t      seat_n;
    bool        units_only;             /* too many seats for one page: a unit must be chosen */
} StaffTable;

/* Every unit of the staff table on a day, in its order. */
const TableUnit *table_units(Cx *cx, Date on, size_t *ret_n, Err *err);
/* The staff table on a day, as known at K; `unit` 0: all of it, unless that is more
 * than `most` seats (then units_only).  Four queries. */
bool table_read(Cx *cx, AsOf at, int64_t unit, int64_t most, StaffTable *ret, Err *err);
/* The person's name as the table shows it, with his absence. */
Val *table_name(Cx *cx, const TablePerson *p);
const TablePerson *table_person(const TableSeat *s, int64_t person_id);
#endif
