// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_STAFF_WEB_H
#define AREAS_STAFF_WEB_H
#include "areas/staff/table.h"

/* Handlers of the area's routes. */
extern const struct Export STAFF_TABLE_SHEET, STAFF_VACANCY_SHEET, STAFF_ROLL_SHEET;
bool staff_table_page(Req *req, Resp *resp, Err *err);
bool staff_vacancies_page(Req *req, Resp *resp, Err *err);
bool staff_seat_page(Req *req, Resp *resp, Err *err);
bool staff_roll_page(Req *req, Resp *resp, Err *err);

/* data/ranks.csv, what staff_rank_title reads. */
bool staff_ranks_start(App *app, Arena *arena, void **ret_state, Err *err);

/* ?unit=: 0 when it is left out.  INVALID "unit". */
bool staff_asked_unit(Req *req, int64_t *ret, Err *err);
Val *staff_unit_choices(Cx *cx, const TableUnit *units, size_t n, int64_t chosen);
#endif
