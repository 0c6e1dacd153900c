// SPDX-License-Identifier: Apache-2.0
/* The names of ranks, read once at the start. */
#include "app/data.h"
#include "areas/staff/web.h"
#include <string.h>

typedef struct RankName { const char *code, *title_az; } RankName;
typedef struct Ranks { const RankName *list; size_t count; } Ranks;
static const Field RANK_FIELDS[] = { FIELD(RankName, code), FIELD(RankName, title_az), FIELDS_END };

bool staff_ranks_start(App *app, Arena *arena, void **ret_state, Err *err)
{
    Ranks *ranks = NEW(arena, Ranks);
    (void)app;
    *ret_state = ranks;
    ranks->list = data_read(arena, "data/ranks.csv", RANK_FIELDS, sizeof(RankName), &ranks->count, err);
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
