// SPDX-License-Identifier: Apache-2.0
/* The area: the law of the running program, `kadr calc`, `kadr list rules`. */
#include "app/command.h"
#include "areas/law/law_store.h"
#include "areas/law/law_web.h"
#include "law_queries.h"

static bool start(App *app, Arena *arena, void **ret_state, Err *err)
{
    Law *law;
    (void)app;
    if (!law_load(arena, &law, err))
        return false;
    *ret_state = law_state_make(arena, law);
    return true;
}

static bool init(Cx *cx, Err *err)
{
    Law *law;
    return law_load(cx->arena, &law, err) && law_store_fill(cx, law, err);
}

static bool renew(Cx *cx, int64_t *after, int64_t most, size_t *ret_count, Err *err)
{
    Law *law;
    (void)after, (void)most;
    return law_load(cx->arena, &law, err) && law_store_renew(cx, law, ret_count, err);
}

static const Renewal NEW_RULES = { "law.rules", RENEWAL_EACH_START, renew };

bool law_current(Cx *cx, const Law **ret, Err *err)
{
    if (!cx->law && !law_state_current(app_area_state(cx->app, &law_area), cx->db, &cx->law, err))
        return false;
    *ret = cx->law;
    return true;
}

const Law *law_of(Cx *cx)
{
    const Law *law;
    Err failed = { 0 };
    return law_current(cx, &law, &failed) ? law : law_state_last(app_area_state(cx->app, &law_area));
}

int law_workdays_left(Cx *cx, Date due)
{
    const Calendar *c = law_of(cx)->calendar;
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
    (void)app;
    bool json = command_flag(&argc, argv, "--json");
    return law_calc(argc - 1, argv + 1, json, stdout, stderr);
}

static const Command CALC[] = {
    { "calc",
      "calc deadline RULE DATE [--regime=CODE] [--json]\n"
      "calc workdays YEAR [--json]\n"
      "calc leave FIRST DAYS [--regime=CODE] [--json]\n"
      "calc ordinal N [--json]",
      "Computes a term, the working days of a year, a leave or an ordinal number by the rules in the "
      "program,\n"
      "without a database, and prints the derivation.  RULE is a code of `kadr list rules`, DATE the day of\n"
      "registration as 2026-02-02 or 02.02.2026, CODE one of RANKED, CIVIL_SERVANT, LABOUR.",
      calc, NEEDS_NOTHING },
    { 0 }
};

static Val *rule_rows(const App *app, Arena *a, Err *err)
{
    Law *law;
    (void)app;
    if (!law_load(a, &law, err))
        return NULL;
    Val *rows = val_list(a);
    for (size_t i = 0; i < law->rule_count; i++) {
        Val *v = val_add(rows, rule_view(a, &law->rules[i]));
        val_replace(v, "basis", val_text(a, basis_text(a, law, law->rules[i].basis, NULL)));
        val_put(v, "binding", val_bool(a, rule_is_binding(&law->rules[i])));
    }
    return rows;
}

static const Listing RULES[] = {
    { "rules", "terms, lengths, ages and rates with their act and confidence; only binding ones refuse",
      rule_rows },
    { 0 }
};

static const NavItem NAV[] = {
    { "/calendar",   N_("Working calendar"), "calendar",   NAV_LAW, ACT_LAW_READ, 80 },
    { "/rules",      N_("Rules of law"),     "scale",      NAV_LAW, ACT_LAW_READ, 81, .also = "/acts" },
    { "/calculator", N_("Calculator"),       "calculator", NAV_LAW, ACT_LAW_READ, 82 },
    { 0 }
};

const Area law_area = {
    .name = "law", .routes = LAW_ROUTES, .nav = NAV,
    .commands = CALC, .listings = RULES, .queries = LAW_QUERIES, .renewal = &NEW_RULES, .start = start, .init = init
};
