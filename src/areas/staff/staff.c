// SPDX-License-Identifier: Apache-2.0
/* Seats and units read back. */
#include "areas/staff/table.h"
#include "staff_queries.h"

const FactKind STAFF_FACT_KINDS[] = {
    { FACT_HOLDING,      N_("Post held"),               TRACK_SINGLE, SEAT_PERMANENT, false },
    { FACT_TEMP_HOLDING, N_("Post held for the time"),  TRACK_SINGLE, SEAT_TEMPORARY, false },
    { FACT_ACTING,       N_("Acting for a post"),       TRACK_MULTI,  SEAT_TEMPORARY, false },
    { FACT_ABSENCE,      N_("Absence"),                 TRACK_SINGLE, SEAT_NONE,      true },
    { FACT_EMPLOYMENT,   N_("On the personnel list"),   TRACK_SINGLE, SEAT_NONE,      false },
    { 0 }
};

const Field UNIT_FIELDS[] = {
    FIELD(StaffUnit, id), FIELD(StaffUnit, parent_id), FIELD(StaffUnit, code), FIELD(StaffUnit, title), FIELD(StaffUnit, kind),
    FIELD(StaffUnit, sort_no), FIELDS_END
};
const Field SEAT_FIELDS[] = {
    FIELD(Seat, id), FIELD(Seat, unit_id), FIELD(Seat, code), FIELD(Seat, post_kind), FIELD(Seat, title),
    FIELD(Seat, title_full), FIELD(Seat, regime), FIELD(Seat, rank_ceiling), FIELD(Seat, capacity), FIELDS_END
};

bool staff_seat(Cx *cx, int64_t id, Seat *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_STAFF_SEAT, BIND(P_INT(id)), SEAT_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, "seat_id", N_("there is no such seat in the staff table"));
}

bool staff_seat_title(Cx *cx, int64_t seat_id, const char **ret, Err *err)
{
    Seat seat = { 0 };
    if (!staff_seat(cx, seat_id, &seat, err))
        return false;
    *ret = seat.title_full;
    return true;
}

bool staff_principal_title(Cx *cx, int64_t principal, const char **ret, Err *err)
{
    return staff_seat_title(cx, principal_ref(principal), ret, err);
}

bool staff_unit(Cx *cx, int64_t id, StaffUnit *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_STAFF_UNIT, BIND(P_INT(id)), UNIT_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, "unit_id", N_("there is no such unit"));
}

bool staff_seat_of(Cx *cx, int64_t person_id, Date day, Seat *ret, bool *ret_found, Err *err)
{
    return db_one(cx->db, cx->arena, &Q_STAFF_SEAT_OF, BIND(P_INT(person_id), P_DATE(day), P_INSTANT(INSTANT_FOREVER)),
                  SEAT_FIELDS, ret, ret_found, err);
}

Seat *staff_vacant(Cx *cx, Date day, size_t *ret_count, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_STAFF_VACANT, BIND(P_DATE(day), P_INSTANT(INSTANT_FOREVER)), SEAT_FIELDS,
                  sizeof(Seat), ret_count, err);
}

bool staff_seat_in_force(Cx *cx, int64_t id, Date day, bool *ret, Err *err)
{
    int64_t n;
    if (!db_int(cx->db, &Q_STAFF_SEAT_IN_FORCE, BIND(P_INT(id), P_DATE(day)), 0, &n, err))
        return false;
    *ret = n > 0;
    return true;
}

Seat *staff_seats_of_unit(Cx *cx, int64_t unit_id, Date day, size_t *ret_count, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_STAFF_SEATS_OF_UNIT, BIND(P_INT(unit_id), P_DATE(day)), SEAT_FIELDS,
                  sizeof(Seat), ret_count, err);
}

Seat *staff_unattended(Cx *cx, Date day, size_t *ret_count, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_STAFF_UNATTENDED, BIND(P_DATE(day), P_INSTANT(INSTANT_FOREVER)), SEAT_FIELDS,
                  sizeof(Seat), ret_count, err);
}

Seat *staff_seats_of_kind(Cx *cx, const char *post_kind, Date day, size_t *ret_count, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_STAFF_SEATS_OF_KIND, BIND(P_TEXT(post_kind), P_DATE(day)), SEAT_FIELDS,
                  sizeof(Seat), ret_count, err);
}

typedef struct AbsenceRow { const char *code; Date valid_to; } AbsenceRow;
static const Field ABSENCE_FIELDS[] = { FIELD(AbsenceRow, code), FIELD(AbsenceRow, valid_to), FIELDS_END };

bool staff_absence(Cx *cx, int64_t person_id, Date day, const char **ret_code, Date *ret_until, Err *err)
{
    AbsenceRow row = { .code = "", .valid_to = day };
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_STAFF_ABSENCE, BIND(P_INT(person_id), P_DATE(day), P_INSTANT(INSTANT_FOREVER)),
                ABSENCE_FIELDS, &row, &found, err))
        return false;
    *ret_code = row.code;
    *ret_until = row.valid_to;
    return true;
}
