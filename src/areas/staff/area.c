// SPDX-License-Identifier: Apache-2.0
/* The area's tables: its routes and its entries of the menu. */
#include "areas/staff/web.h"
#include "app/i18n.h"
#include "staff_queries.h"

static const Route ROUTES[] = {
    /* method path               act             object    handler               template */
    { GET, "/staff",        ACT_STAFF_READ, OBJ_NONE, staff_table_page,     "staff/table.html", STAFF_CLOCK_INPUTS,
      .clause = "5.1",   .title = N_("Staff table"), .sheet = &STAFF_TABLE_SHEET },
    { GET, "/vacancies",    ACT_STAFF_READ, OBJ_NONE, staff_vacancies_page, "staff/vacancies.html", STAFF_CLOCK_INPUTS,
      .clause = "6.1.3", .title = N_("Vacancies"), .sheet = &STAFF_VACANCY_SHEET },
    { GET, "/nominal-roll", ACT_STAFF_READ, OBJ_NONE, staff_roll_page,      "staff/roll.html", STAFF_CLOCK_INPUTS,
      .clause = "6.1.12", .title = N_("Nominal roll"), .sheet = &STAFF_ROLL_SHEET },
    { GET, "/seats/{id}",   ACT_STAFF_READ, OBJ_SEAT, staff_seat_page,      "staff/seat.html", STAFF_CLOCK_INPUTS,
      .clause = "5.1",   .title = N_("Seat"), .of = "seat.title" },
    { 0 }
};

static const NavItem NAV[] = {
    { "/staff",        N_("Staff table"),  "sitemap", NAV_PERSONNEL, ACT_STAFF_READ, 60, .also = "/seats" },
    { "/vacancies",    N_("Vacancies"),    "chair",   NAV_PERSONNEL, ACT_STAFF_READ, 61 },
    { "/nominal-roll", N_("Nominal roll"), "users",   NAV_PERSONNEL, ACT_STAFF_READ, 62 },
    { 0 }
};

const Area staff_area = { .name = "staff", .routes = ROUTES, .nav = NAV, .queries = STAFF_QUERIES, .start = staff_ranks_start };
