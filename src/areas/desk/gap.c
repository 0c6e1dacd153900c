// SPDX-License-Identifier: Apache-2.0
/* The head of the directorate is away and so is the deputy: nobody may act, from when to when, and why. */
#include "app/i18n.h"
#include "areas/desk/desk_in.h"
#include "areas/staff/staff.h"
#include "base/text.h"
#include "desk_queries.h"
#include <string.h>

/* The head's seat, and whether somebody present serves it. */
typedef struct Chief { int64_t id, unit_id; const char *post_kind, *title_full; bool served; } Chief;
static const Field CHIEF_FIELDS[] = {
    FIELD(Chief, id), FIELD(Chief, unit_id), FIELD(Chief, post_kind), FIELD(Chief, title_full), FIELD(Chief, served), FIELDS_END
};

/* Of the watcher's directorate; leadership stands above it and asks for the one there is. */
static bool chief_of(Cx *cx, const Standing *s, Chief *ret, bool *ret_found, Err *err)
{
    Param today = P_DATE(cx->today), forever = P_INSTANT(INSTANT_FOREVER);
    bool above = strncmp(s->post_kind, "service_", 8) == 0;
    return above ? db_one(cx->db, cx->arena, &Q_DESK_CHIEF, BIND(today, forever), CHIEF_FIELDS, ret, ret_found, err)
                 : db_one(cx->db, cx->arena, &Q_DESK_CHIEF_OF, BIND(P_INT(s->unit_id), today, forever), CHIEF_FIELDS, ret, ret_found,
                          err);
}

/* One of the two posts: who holds it, and the days he is away; no name: it is vacant. */
typedef struct GapPost { int64_t id; const char *title, *surname, *forename, *absence; Date since, until; } GapPost;
static const Field GAP_FIELDS[] = {
    FIELD(GapPost, id), FIELD(GapPost, title), FIELD(GapPost, surname), FIELD(GapPost, forename), FIELD(GapPost, absence),
    FIELD(GapPost, since), FIELD(GapPost, until), FIELDS_END
};

static const char *post_text(Cx *cx, const GapPost *p)
{
    if (!*p->surname)
        return arena_printf(cx->arena, "%s: %s", p->title, tr(cx, N_("vacant")));
    return arena_printf(cx->arena, "%s %s: %s", p->title, az_initials(cx->arena, p->surname, p->forename, NULL),
                        staff_absence_text(cx, p->absence, p->until));
}

/* From the day the last of them went until the day the first is back. */
static const char *days_text(Cx *cx, const GapPost *posts, size_t n)
{
    Date from = DATE_ALWAYS, back = DATE_FOREVER;
    Str why = str_make(cx->arena);
    for (size_t i = 0; i < n; i++) {
        str_addf(&why, "%s%s", i ? "; " : "", post_text(cx, &posts[i]));
        if (*posts[i].absence && date_before(from, posts[i].since))
            from = posts[i].since;
        back = date_min(back, posts[i].until);
    }
    if (date_same(from, DATE_ALWAYS))
        return why.s;                                      /* both posts are vacant: of no days */
    const char *first = az_date_numeric(cx->arena, from);
    if (date_same(back, DATE_FOREVER))
        return tr_args(cx, N_("From {0}, until when is not known. {1}"), first, why.s, NULL);
    return tr_args(cx, N_("From {0} until {1} inclusive. {2}"), first, az_date_numeric(cx->arena, date_add_days(back, -1)), why.s, NULL);
}

bool desk_gap(Cx *cx, const Standing *s, Gap *ret, Err *err)
{
    Chief chief;
    SeatToday today;
    bool found;
    size_t n;
    *ret = (Gap){ 0 };
    if (!chief_of(cx, s, &chief, &found, err))
        return false;
    if (!found || chief.served)
        return true;
    Seat seat = { .id = chief.id, .unit_id = chief.unit_id, .post_kind = chief.post_kind };
    if (!staff_seat_now(cx, &seat, cx->today, &today, err))
        return false;
    if (!today.gap)
        return true;
    const GapPost *posts = db_all(cx->db, cx->arena, &Q_DESK_GAP_POSTS,
                                  BIND(P_INT(chief.unit_id), P_DATE(cx->today), P_INSTANT(INSTANT_FOREVER)), GAP_FIELDS,
                                  sizeof(GapPost), &n, err);
    if (!posts)
        return false;
    *ret = (Gap){ chief.id, arena_printf(cx->arena, "%s: %s (5.5). %s", chief.title_full, tr(cx, today.gap), days_text(cx, posts, n)) };
    return true;
}
