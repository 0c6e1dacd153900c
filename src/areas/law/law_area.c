// SPDX-License-Identifier: Apache-2.0
#include "areas/law/law_area.h"
#include <string.h>

static bool start(App *app, Arena *arena, void **ret_state, Err *err)
{
    Law *law;
    (void)app;
    if (!law_load(arena, &law, err))
        return false;
    *ret_state = law;
    return true;
}

const Law *law_of(const App *app) { return app_area_state(app, &law_area); }

int law_workdays_left(Cx *cx, Date due)
{
    const Calendar *c = law_of(cx->app)->calendar;
    Err err = { 0 };
    int n = 0;
    if (date_same(due, cx->today))
        return 0;
    bool past = date_before(due, cx->today);
    Date first = date_add_days(past ? due : cx->today, 1), last = past ? cx->today : due;
    if (!calendar_workdays(c, first, last, &n, &err))
        n = date_days_between(first, last) + 1;            /* beyond the calendar every day counts */
    if (n == 0)
        n = 1;                                              /* only rest days between: still not today */
    return past ? -n : n;
}

static int calc(const App *app, int argc, char **argv)
{
    bool json = false;
    int n = 0;
    char *kept[16] = { 0 };
    (void)app;
    for (int i = 1; i < argc && n < 15; i++)
        if (strcmp(argv[i], "--json") == 0)
            json = true;
        else
            kept[n++] = argv[i];
    return law_calc(n, kept, json, stdout, stderr);
}

static const Command COMMANDS[] = {
    { "calc", "calc deadline RULE DATE [--regime=CODE] [--json]\ncalc workdays YEAR [--json]\n"
              "calc leave FIRST DAYS [--regime=CODE] [--json]",
      "Computes a term, a year's working days or a leave by the rules, and prints the derivation.",
      calc, NEEDS_CONFIG },
    { 0 }
};

const Area law_area = { .name = "law", .commands = COMMANDS, .listings = LAW_LISTINGS, .start = start };
