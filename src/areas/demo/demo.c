// SPDX-License-Identifier: Apache-2.0
/* The year, lived day by day through the functions the pages call. */
#include "areas/demo/demo.h"
#include "areas/demo/demo_in.h"
#include <stdlib.h>

static int by_day(const void *a, const void *b)
{
    const DemoStep *x = a, *y = b;
    return x->day.days != y->day.days ? x->day.days - y->day.days : x->no - y->no;
}

/* Runs the year day by day; what lies beyond the demo's today has not happened yet. */
static bool live(Demo *d, Date today, Err *err)
{
    qsort(d->steps, d->step_count, sizeof *d->steps, by_day);
    for (size_t i = 0; i < d->step_count; i++)
        if (!date_before(today, d->steps[i].day) && !d->steps[i].run(d, &d->steps[i], err)) {
            char day[DATE_TEXT];
            date_format(d->steps[i].day, day);
            err_detail(err, "demo: step %d of %s", d->steps[i].no, day);
            return false;
        }
    return true;
}

static bool init(Cx *cx, Err *err)
{
    if (!cx->app->demo)
        return true;
    Demo d = { .cx = cx, .steps = NEW_N(cx->arena, DemoStep, DEMO_STEPS_MOST) };
    Cx last;
    Date today, opening;
    if (!date_parse(DEMO_TODAY, &today) || !date_parse(DEMO_OPENING, &opening))
        return false;
    cx->now = instant_day_start(opening);        /* whoever was there when it began has his rights since then */
    return ledger_set_demo_clock(cx->db, instant_day_start(opening), err) && demo_people(&d, err)
        && demo_orders(&d, err) && demo_letters(&d, err) && demo_outgoing(&d, err)
        && live(&d, today, err) && demo_at(&d, today, 9 * 60, 0, &last, err);
}

const Area demo_area = { .name = "demo", .init = init };
