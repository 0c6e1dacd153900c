// SPDX-License-Identifier: Apache-2.0
#include "areas/demo/demo.h"
#include "app/journal.h"
#include "areas/demo/demo_in.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include <string.h>

const DemoPerson *demo_on(const Demo *d, const char *seat_code)
{
    for (size_t i = 0; i < d->people_count; i++)
        if (strcmp(d->people[i].seat, seat_code) == 0)
            return &d->people[i];
    return NULL;
}

bool demo_at(Demo *d, const char *day, int hour, const char *seat_code, Cx *ret, Err *err)
{
    Date date;
    if (!date_parse(day, &date))
        return err_set(err, ERR_INTERNAL, NULL, N_("the demo data name a wrong day"));
    Instant now = { instant_day_start(date).us + hour * 3600000000LL }, clock;
    if (!ledger_time(d->cx->db, &clock, err))
        return false;
    if (clock.us < now.us && !ledger_set_demo_clock(d->cx->db, now, err))
        return false;
    *ret = app_cx(d->cx->app, d->cx->arena, d->cx->db, &ACTOR_SYSTEM, now);
    const DemoPerson *p = seat_code ? demo_on(d, seat_code) : NULL;
    if (!seat_code)
        return true;
    if (!p)
        return err_set(err, ERR_INTERNAL, NULL, N_("the demo data name an empty post"));
    Actor *actor = NEW(d->cx->arena, Actor);
    Standing *standings;
    *actor = (Actor){ .user_id = p->id, .person_id = p->id, .csrf = "" };
    if (!STAFF_AUTHORITY.standings(ret, p->id, date, &standings, &actor->count, err)
        || !person_short_name(ret, p->id, &actor->name, err))
        return false;
    actor->standings = standings;
    ret->actor = actor;
    return true;
}

bool demo_grant(Cx *cx, Act act, ObjectKind kind, int64_t object, Grant *ret, Err *err)
{
    if (!authority_check(cx, act, kind, object, ret, err))
        return false;
    if (ret->yes)
        return true;
    err_detail(err, "demo: %s may not %s", cx->actor->name, act_code(act));
    return err_set(err, ERR_INTERNAL, NULL, N_("the demo data ask for what nobody may do"));
}

static bool init(Cx *cx, Err *err)
{
    if (!cx->app->demo)
        return true;
    Demo d = { .cx = cx };
    Cx last;
    return demo_people(&d, err)
        && demo_at(&d, DEMO_TODAY, 9, NULL, &last, err);
}

const Area demo_area = { .name = "demo", .init = init };
