// SPDX-License-Identifier: Apache-2.0
/* Annual leave: the last day and the day of return by law, the balance by the books. */
#include "areas/leave/leave_in.h"
#include <inttypes.h>
#include <string.h>

const Input ANNUAL_INPUTS[] = {
    INPUT(Annual, from, IN_DATE, REQUIRED, 10, N_("First day of leave"), .day = DAY_OF_AWAY),
    INPUT(Annual, days, IN_NUMBER, REQUIRED, 3, N_("Calendar days")),
    INPUT(Annual, work_year, IN_CHOICE, OPTIONAL, 3, N_("Work year"), N_("left empty: the oldest with enough days left")),
    INPUTS_END
};

static bool books_on(Cx *cx, const OrderItem *item, Date day, LeaveBalance *ret, Err *err)
{
    AsOf at = { .on = day };
    return ledger_head(cx->db, &at.known, err) && leave_balance(cx, item->person_id, at, ret, err);
}

bool annual_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    const Annual *in = item->record;
    Arena *a = cx->arena;
    LeaveBalance b;
    if (!books_on(cx, item, in->from.days ? in->from : item->order_date, &b, err))
        return false;
    Val *list = val_list(a);
    for (size_t i = 0; i < b.year_count; i++) {
        const LeaveYear *y = &b.years[i];
        if (y->left > 0 || y->number == in->work_year)
            val_add(list, form_choice(a, arena_printf(a, "%" PRId64, y->number),
                                      tr_args(cx, N_("{0} – {1}, {2} days left"), az_date_numeric(a, y->from),
                                              az_date_numeric(a, date_add_days(y->to, -1)),
                                              arena_printf(a, "%" PRId64, y->left), NULL)));
    }
    form_choices(cx, form, item_field(a, item, "work_year"), list);
    return true;
}

/* The row that is least sure behind a right to leave: whether it binds decides. */
static const Rule *right_rule(const Law *law, const LeaveYear *y, Date on)
{
    static const char *const CODES[] = { "leave.basic", "leave.length.counter", "leave.length.1.from" };
    const Rule *basic = rule_find(law, CODES[0], y->regime, on);
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES && !y->binding; i++) {
        const Rule *r = rule_find(law, CODES[i], y->regime, on);
        if (r && !rule_is_binding(r))
            return r;
    }
    return basic;
}

/* source  Labour Code 110-138: not more than the work year gives */
static void check_balance(Cx *cx, const OrderItem *item, const LeaveYear *y, Val *warnings, Err *err)
{
    const Annual *in = item->record;
    const Rule *r = right_rule(law_of(cx), y, in->from);
    if (r && in->days > y->left)
        item_against(cx, item, "days", r, warnings, err, N_("{0} days are left of this work year"),
                     arena_printf(cx->arena, "%" PRId64, y->left), NULL);
}

/* source  rule leave.first_after: the first leave, after so many months of service */
static bool check_first(Cx *cx, const OrderItem *item, const LeaveBalance *b, const LeaveYear *y, Val *warnings, Err *err)
{
    const Annual *in = item->record;
    const Rule *rule;
    Date first;
    if (!leave_first_day(law_of(cx), y->regime, b->service.hired, &first, &rule, err))
        return false;
    if (date_before(in->from, first))
        item_against(cx, item, "from", rule, warnings, err, N_("the first leave is not before {0}"),
                     az_date_numeric(cx->arena, first), NULL);
    return true;
}

/* One part of a divided leave has to be two calendar weeks.  What is still left may be that part.
 *   source  rule leave.part_least */
static bool check_parts(Cx *cx, const OrderItem *item, const LeaveYear *y, Val *warnings, Err *err)
{
    const Annual *in = item->record;
    int *parts = NEW_N(cx->arena, int, y->use_count + 2);
    size_t n = 0;
    const Rule *rule;
    bool fit;
    for (size_t i = 0; i < y->use_count; i++) {
        bool gives_back = n && y->uses[i].days < 0;
        if (gives_back)
            parts[n - 1] += (int)y->uses[i].days;
        else
            parts[n++] = (int)y->uses[i].days;
    }
    parts[n++] = (int)in->days;
    if (y->left > in->days)
        parts[n++] = (int)(y->left - in->days);
    if (!leave_parts_fit(law_of(cx), y->regime, parts, n, in->from, &fit, &rule, err))
        return false;
    if (!fit)
        item_against(cx, item, "days", rule, warnings, err, N_("one part of a divided leave is at least {0} days"),
                     arena_printf(cx->arena, "%" PRId64, rule->value), NULL);
    return true;
}

/* source  rule leave.order_lead (Labour Code 138) */
static bool check_lead(Cx *cx, const OrderItem *item, const LeaveYear *y, Val *warnings, Err *err)
{
    const Annual *in = item->record;
    const Rule *rule;
    Date latest;
    if (!leave_order_day(law_of(cx), y->regime, in->from, &latest, &rule, err))
        return false;
    if (date_before(latest, item->order_date))
        item_against(cx, item, "from", rule, warnings, err, N_("the order has to be given by {0}"),
                     az_date_numeric(cx->arena, latest), NULL);
    return true;
}

/* Papers he leads whose term falls into the leave: no rule forbids it, but somebody has to know. */
static bool check_tasks(Cx *cx, const OrderItem *item, const LeaveSpan *span, Val *warnings, Err *err)
{
    int64_t n;
    Date first;
    if (!task_led_between(cx, item->person_id, span->first, span->back, &n, &first, err))
        return false;
    if (!n)
        return true;
    item_warn(cx, item, "from", warnings, N_("leads {0} tasks that fall due during the leave, the first on {1}"),
              arena_printf(cx->arena, "%" PRId64, n), az_date_numeric(cx->arena, first), NULL);
    return true;
}

/* A fault of the engine at "first" is one of the form's "from". */
static bool span_of(Cx *cx, const OrderItem *item, Regime regime, LeaveSpan *ret, Err *err)
{
    const Annual *in = item->record;
    Err own = { 0 };
    if (leave_span(cx->arena, law_of(cx), regime, in->from, in->days, ret, &own))
        return true;
    for (int i = 0; i < own.count; i++)
        if (strcmp(own.faults[i].field, "first") == 0)
            memcpy(own.faults[i].field, "from", sizeof "from");
    return item_faults(item, &own, err);
}

typedef struct Plan {
    LeaveBalance     books;
    const LeaveYear *year;
    LeaveSpan        span;
} Plan;

/* The work year of the form; left empty, the oldest that still has the days, else the oldest with any. */
static const LeaveYear *year_of(const LeaveBalance *b, const Annual *in)
{
    const LeaveYear *some = NULL;
    if (in->work_year)
        return leave_year(b, in->work_year);
    for (size_t i = 0; i < b->year_count; i++) {
        if (b->years[i].left >= in->days)
            return &b->years[i];
        if (!some && b->years[i].left > 0)
            some = &b->years[i];
    }
    return some || !b->year_count ? some : &b->years[b->year_count - 1];
}

/* The work year chosen and the days it makes; faults when there is none. */
static bool plan_make(Cx *cx, const OrderItem *item, Plan *ret, Err *err)
{
    const Annual *in = item->record;
    Arena *a = cx->arena;
    if (!books_on(cx, item, in->from, &ret->books, err))
        return false;
    if (!ret->books.service.on_list)
        return err_add(err, item_field(a, item, "from"), N_("the person is not on the list of personnel that day"));
    ret->year = year_of(&ret->books, in);
    if (!ret->year)
        return err_add(err, item_field(a, item, "work_year"), N_("there is no such work year by that day"));
    return span_of(cx, item, ret->year->regime, &ret->span, err);
}

bool annual_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Annual *in = item->record;
    Arena *a = cx->arena;
    Plan p;
    if (!plan_make(cx, item, &p, err))
        return false;
    Date to = date_add_days(p.span.last, 1);
    check_balance(cx, item, p.year, warnings, err);
    if (!check_first(cx, item, &p.books, p.year, warnings, err) || !check_parts(cx, item, p.year, warnings, err)
        || !check_lead(cx, item, p.year, warnings, err) || !check_tasks(cx, item, &p.span, warnings, err))
        return false;
    if (date_before(p.books.service.list_until, to))
        err_add(err, item_field(a, item, "days"), N_("the person leaves the list of personnel on {0}"),
                az_date_numeric(a, p.books.service.list_until));
    Val *away = val_map(a), *use = val_map(a);
    val_put_text(a, away, "code", "annual");
    val_put_int(a, away, "days", in->days);
    val_put_int(a, away, "work_year", p.year->number);
    val_put_date(a, away, "back", p.span.back);
    val_put_text(a, use, "code", "annual");
    val_put_int(a, use, "num", in->days);
    val_put_int(a, use, "work_year", p.year->number);
    val_add(effects, effect_start(a, FACT_ABSENCE, item->person_id, 0, in->from, to, away, (Val *)p.span.derivation));
    val_add(effects, effect_start(a, FACT_LEAVE_USE, item->person_id, 0, in->from, to, use,
                                  (Val *)p.books.derivation));
    return err->kind == ERR_NONE;
}

bool annual_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Annual *in = item->record;
    Arena *a = cx->arena;
    Person person;
    Plan p;
    if (!person_get(cx, item->person_id, &person, err) || !plan_make(cx, item, &p, err))
        return false;
    *ret = arena_printf(a, "%s %s üçün %s təqvim günü müddətinə əmək məzuniyyətinə %s buraxılsın; məzuniyyətin son günü %s, "
                        "işə çıxma günü %s hesab edilsin.",
                        text_capital(a, service_post_name(a, &person, &p.books.service, AZ_NOMINATIVE)),
                        az_work_year(a, p.year->from, p.year->to), az_number_and_words(a, in->days),
                        az_date_from(a, in->from), service_day(a, p.span.last), service_day(a, p.span.back));
    return true;
}
