// SPDX-License-Identifier: Apache-2.0
/* What every scene of the demo stands on: its clock, its people, their grants, its tables. */
#include "app/data.h"
#include "areas/demo/demo_in.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include <stdlib.h>
#include <string.h>

int64_t demo_person(const Demo *d, const char *fin_or_seat)
{
    for (size_t i = 0; i < d->people_count; i++)
        if (strcmp(d->people[i].seat, fin_or_seat) == 0 || strcmp(d->people[i].fin, fin_or_seat) == 0)
            return d->people[i].id;
    return 0;
}

bool demo_at(Demo *d, Date day, int minute, int64_t person_id, Cx *ret, Err *err)
{
    Instant now = { instant_day_start(day).us + minute * 60000000LL }, clock;
    if (!ledger_time(d->cx->db, &clock, err))
        return false;
    if (clock.us < now.us && !ledger_set_demo_clock(d->cx->db, now, err))
        return false;
    *ret = app_cx(d->cx->app, d->cx->arena, d->cx->db, &ACTOR_SYSTEM, now);
    if (!person_id)
        return true;
    Actor *actor = NEW(d->cx->arena, Actor);
    Standing *standings;
    *actor = (Actor){ .user_id = person_id, .person_id = person_id, .csrf = "" };
    if (!STAFF_AUTHORITY.standings(ret, person_id, day, &standings, &actor->count, err)
        || !person_short_name(ret, person_id, &actor->name, err))
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
    err_detail(err, "demo: %s may not %s %lld", cx->actor->name, act_code(act), (long long)object);
    return err_set(err, ERR_INTERNAL, NULL, N_("the demo data ask for what nobody may do"));
}

void demo_add(Demo *d, DemoStep step)
{
    if (d->step_count == DEMO_STEPS_MOST)
        abort();
    step.no = (int)d->step_count;
    d->steps[d->step_count++] = step;
}

bool demo_workday(Demo *d, Date day, Date *ret, Err *err)
{
    return calendar_next_workday(law_of(d->cx)->calendar, day, ret, err);
}

void *demo_table(Demo *d, const char *name, const Field *fields, size_t size, size_t *ret_count, Err *err)
{
    return data_read(d->cx->arena, name, fields, size, ret_count, err);
}

bool demo_seat(Cx *cx, const char *code, int64_t *ret, Err *err)
{
    Seat seat;
    bool found;
    if (!staff_seat_by_code(cx, code, &seat, &found, err))
        return false;
    *ret = found ? seat.id : 0;
    return found || err_set(err, ERR_INTERNAL, NULL, N_("the demo data name an empty post"));
}

bool demo_as(Demo *d, Date day, int minute, const char *code, Cx *ret, Err *err)
{
    SeatToday today;
    int64_t seat;
    return demo_at(d, day, minute, 0, ret, err) && demo_seat(ret, code, &seat, err)
        && staff_seat_today(ret, seat, day, &today, err) && demo_at(d, day, minute, today.person_id, ret, err);
}

bool demo_lead_task(Cx *cx, int64_t letter, int64_t person, Task *ret, Err *err)
{
    bool found;
    if (!task_lead_of(cx, OBJ_LETTER, letter, person, ret, &found, err))
        return false;
    return found || err_set(err, ERR_INTERNAL, NULL, N_("the demo data ask for what nobody may do"));
}
