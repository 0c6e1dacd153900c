// SPDX-License-Identifier: Apache-2.0
/* The area's tables, and what it reads once at the start: the names of ranks. */
#include "areas/staff/web.h"
#include "app/i18n.h"
#include "base/blob.h"
#include "base/csv.h"
#include "staff_queries.h"
#include <string.h>

typedef struct RankName { const char *code, *title_az; } RankName;
typedef struct Ranks { const RankName *list; size_t count; } Ranks;
static const Field RANK_FIELDS[] = { FIELD(RankName, code), FIELD(RankName, title_az), FIELDS_END };

static bool start(App *app, Arena *arena, void **ret_state, Err *err)
{
    const Blob *blob = blob_find("data/ranks.csv");
    Ranks *ranks = NEW(arena, Ranks);
    (void)app;
    *ret_state = ranks;
    if (!blob)
        return err_set(err, ERR_INTERNAL, NULL, "the list of ranks is not in the program");
    ranks->list = csv_read(arena, blob->name, blob->bytes, RANK_FIELDS, sizeof(RankName), &ranks->count, err);
    return ranks->list != NULL;
}

const char *staff_rank_title(const App *app, const char *code)
{
    const Ranks *ranks = app_area_state(app, &staff_area);
    for (size_t i = 0; i < ranks->count; i++)
        if (strcmp(ranks->list[i].code, code) == 0)
            return ranks->list[i].title_az;
    return code;
}

static const Route ROUTES[] = {
    /* method path               act             object    handler               template */
    { GET, "/staff",        ACT_STAFF_READ, OBJ_NONE, staff_table_page,     "staff/table.html",
      .clause = "5.1",   .title = N_("Staff table"), .sheet = &STAFF_TABLE_SHEET },
    { GET, "/vacancies",    ACT_STAFF_READ, OBJ_NONE, staff_vacancies_page, "staff/vacancies.html",
      .clause = "6.1.3", .title = N_("Vacancies"), .sheet = &STAFF_VACANCY_SHEET },
    { GET, "/nominal-roll", ACT_STAFF_READ, OBJ_NONE, staff_roll_page,      "staff/roll.html",
      .clause = "6.1.12", .title = N_("Nominal roll"), .sheet = &STAFF_ROLL_SHEET },
    { GET, "/seats/{id}",   ACT_STAFF_READ, OBJ_SEAT, staff_seat_page,      "staff/seat.html",
      .clause = "5.1",   .title = N_("Seat") },
    { 0 }
};

static const NavItem NAV[] = {
    { "/staff",        N_("Staff table"),  "sitemap", ACT_STAFF_READ, 60 },
    { "/vacancies",    N_("Vacancies"),    "chair",   ACT_STAFF_READ, 61 },
    { "/nominal-roll", N_("Nominal roll"), "users",   ACT_STAFF_READ, 62 },
    { 0 }
};

const Area staff_area = { .name = "staff", .routes = ROUTES, .nav = NAV, .queries = STAFF_QUERIES, .start = start };
