// SPDX-License-Identifier: Apache-2.0
/* The names of ranks, read once at the start. */
#include "areas/staff/web.h"
#include "base/blob.h"
#include "base/csv.h"
#include <string.h>

typedef struct RankName { const char *code, *title_az; } RankName;
typedef struct Ranks { const RankName *list; size_t count; } Ranks;
static const Field RANK_FIELDS[] = { FIELD(RankName, code), FIELD(RankName, title_az), FIELDS_END };

bool staff_ranks_start(App *app, Arena *arena, void **ret_state, Err *err)
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
