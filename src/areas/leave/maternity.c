// SPDX-License-Identifier: Apache-2.0
/* Leave for pregnancy and childbirth (Labour Code 110-138): so many days before the birth, and after it by its course. */
#include "areas/leave/leave_in.h"
#include <inttypes.h>
#include <string.h>

/* code · choice · the rule of the days after the birth · what the act says */
#define COURSES(X)                                                                                          \
    X("usual", N_("usual"), "leave.maternity.after", "hamiləliyə və doğuşa görə")                            \
    X("hard",  N_("difficult birth"), "leave.maternity.hard", "hamiləliyə və çətin doğuşa görə")             \
    X("twins", N_("two children or more"), "leave.maternity.hard",                                          \
      "hamiləliyə və iki və ya daha çox uşağın doğulmasına görə")

typedef struct Course { const char *code, *after, *phrase; } Course;
#define ROW(code, label, after, phrase) { code, after, phrase },
static const Course ROWS[] = { COURSES(ROW) { 0 } };
#undef ROW
#define CHOICE(code, label, after, phrase) { code, label },
static const Choice CHOICES[] = { COURSES(CHOICE) { 0 } };
#undef CHOICE

const Input MATERNITY_INPUTS[] = {
    INPUT(MaternityLeave, from, IN_DATE, REQUIRED, 10, N_("First day of leave"), N_("as the medical institution gives it"),
          .day = DAY_OF_AWAY),
    INPUT(MaternityLeave, course, IN_CHOICE, REQUIRED, 10, N_("Birth"),
          N_("a course that shows itself later is entered by correcting the item"), CHOICES),
    INPUTS_END
};

/* The days of the leave and where they come from. */
typedef struct Days {
    const Course *course;
    Service       service;
    const Rule   *before, *after;
    Date          last, back;         /* back: the first working day after it */
    int64_t       count;
} Days;

static bool days_make(Cx *cx, const OrderItem *item, Days *ret, Err *err)
{
    const MaternityLeave *in = item->record;
    const Law *law = law_of(cx);
    Err own = { 0 };
    *ret = (Days){ 0 };
    for (const Course *c = ROWS; c->code; c++)
        if (strcmp(c->code, in->course) == 0)
            ret->course = c;
    if (!ret->course)
        return err_add(err, item_field(cx->arena, item, "course"), N_("choose one of the values offered"));
    if (!service_on(cx, item->person_id, in->from, &ret->service, err))
        return false;
    ret->before = rule_need(law, "leave.maternity.before", ret->service.regime, in->from, &own);
    ret->after = ret->before ? rule_need(law, ret->course->after, ret->service.regime, in->from, &own) : NULL;
    if (!ret->after)
        return item_faults(item, &own, err);
    ret->count = ret->before->value + ret->after->value;
    ret->last = date_add_days(in->from, (int)ret->count - 1);
    return calendar_next_workday(law->calendar, date_add_days(ret->last, 1), &ret->back, &own)
        || item_faults(item, &own, err);
}

bool maternity_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const MaternityLeave *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Days d;
    (void)warnings;
    if (!days_make(cx, item, &d, err) || !person_get(cx, item->person_id, &p, err))
        return false;
    if (!d.service.on_list)
        err_add(err, item_field(a, item, "from"), N_("the person is not on the list of personnel that day"));
    if (strcmp(p.sex, "f") != 0)
        err_add(err, item_field(a, item, "person_id"), N_("this leave is given to a woman"));
    if (err->kind != ERR_NONE)
        return false;
    const Rule *rules[] = { d.before, d.after, NULL };
    Val *values = val_map(a), *why = val_map(a);
    val_put_text(a, values, "code", "maternity");
    val_put_text(a, values, "course", d.course->code);
    val_put_int(a, values, "days", d.count);
    val_put_date(a, values, "back", d.back);
    val_put_date(a, why, "from", in->from);
    val_put_int(a, why, "before", d.before->value);
    val_put_int(a, why, "after", d.after->value);
    val_put_date(a, why, "last", d.last);
    val_add(effects, effect_start(a, FACT_ABSENCE, item->person_id, 0, in->from, date_add_days(d.last, 1), values,
                                  item_why(a, "leave.maternity", rules, why)));
    return true;
}

bool maternity_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const MaternityLeave *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Days d;
    if (!days_make(cx, item, &d, err) || !person_get(cx, item->person_id, &p, err))
        return false;
    *ret = arena_printf(a, "%s %s %s %s təqvim günü müddətinə ödənişli sosial məzuniyyətə buraxılsın; işə çıxma günü %s hesab edilsin.",
                        text_capital(a, service_post_name(a, &p, &d.service, AZ_NOMINATIVE)), d.course->phrase,
                        az_date_period(a, in->from, d.last), az_number_and_words(a, d.count), service_day(a, d.back));
    return true;
}
