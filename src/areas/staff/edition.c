// SPDX-License-Identifier: Apache-2.0
/* Editions of the staff table: units and seats come into being by an act. */
#include "areas/staff/staff.h"
#include "staff_queries.h"

bool staff_edition_add(Cx *cx, const char *act, Date act_date, Date in_force, int64_t *ret_id, Err *err)
{
    return db_int(cx->db, &Q_STAFF_EDITION_ADD, BIND(P_TEXT(act), P_DATE(act_date), P_DATE(in_force)), 0, ret_id, err);
}

bool staff_unit_add(Cx *cx, const StaffUnit *u, Date from, int64_t *ret_id, Err *err)
{
    return db_int(cx->db, &Q_STAFF_UNIT_ADD,
                  BIND(P_INT(u->parent_id), P_TEXT(u->code), P_TEXT(u->title), P_TEXT(u->kind), P_INT(u->sort_no),
                       P_DATE(from), P_DATE(DATE_FOREVER)), 0, ret_id, err);
}

bool staff_seat_add(Cx *cx, const Seat *s, int64_t sort_no, int64_t edition, Date from, int64_t *ret_id, Err *err)
{
    return db_int(cx->db, &Q_STAFF_SEAT_ADD,
                  BIND(P_INT(s->unit_id), P_TEXT(s->code), P_TEXT(s->post_kind), P_TEXT(s->title),
                       P_TEXT(s->title_full), P_TEXT(s->regime), P_TEXT(s->rank_ceiling), P_INT(s->capacity),
                       P_INT(sort_no), P_DATE(from), P_DATE(DATE_FOREVER), P_INT(edition)), 0, ret_id, err);
}

bool staff_unit_by_code(Cx *cx, const char *code, int64_t *ret_id, Err *err)
{
    return db_int(cx->db, &Q_STAFF_UNIT_BY_CODE, BIND(P_TEXT(code)), 0, ret_id, err);
}

bool staff_seat_by_code(Cx *cx, const char *code, Seat *ret, bool *ret_found, Err *err)
{
    return db_one(cx->db, cx->arena, &Q_STAFF_SEAT_BY_CODE, BIND(P_TEXT(code)), SEAT_FIELDS, ret, ret_found, err);
}
