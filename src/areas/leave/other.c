// SPDX-License-Identifier: Apache-2.0
/* Leaves that are no annual leave: unpaid, of study, of child care; and the return from one before its time.  They
 * touch no leave book; whether the time gives a right to annual leave says data/absences.csv. */
#include "areas/leave/leave_in.h"
#include <inttypes.h>
#include <string.h>

typedef struct Cause { const char *code, *rule, *phrase; } Cause;

static const Choice UNPAID_GROUNDS[] = {
    { "request", N_("at the person's request") }, { "urgent", N_("urgent family matters") },
    { "agreed", N_("by agreement of both sides") }, { 0 }
};
static const Cause UNPAID[] = {
    { "request", "leave.unpaid.request", "öz xahişi ilə" },
    { "urgent", "leave.unpaid.urgent", "təxirəsalınmaz ailə vəziyyəti ilə əlaqədar" },
    { "agreed", "leave.unpaid.agreed", "tərəflərin razılığı ilə" },
};
static const Choice STUDY_GROUNDS[] = {
    { "first_years", N_("examinations, first and second year of higher education") },
    { "later_years", N_("examinations, later years of higher education") },
    { "secondary_first", N_("examinations, first and second year of secondary special education") },
    { "secondary_later", N_("examinations, later years of secondary special education") },
    { "state_exam", N_("state examinations") }, { "diploma", N_("diploma project, higher education") },
    { "diploma_secondary", N_("diploma project, secondary special education") }, { 0 }
};
static const Cause STUDY[] = {
    { "first_years", "leave.study.first_years", "imtahan sessiyası ilə əlaqədar" },
    { "later_years", "leave.study.later_years", "imtahan sessiyası ilə əlaqədar" },
    { "secondary_first", "leave.study.secondary_first", "imtahan sessiyası ilə əlaqədar" },
    { "secondary_later", "leave.study.secondary_later", "imtahan sessiyası ilə əlaqədar" },
    { "state_exam", "leave.study.state_exam", "dövlət imtahanları ilə əlaqədar" },
    { "diploma", "leave.study.diploma", "diplom işinin hazırlanması və müdafiəsi ilə əlaqədar" },
    { "diploma_secondary", "leave.study.diploma_secondary", "diplom işinin hazırlanması və müdafiəsi ilə əlaqədar" },
};

const Input UNPAID_INPUTS[] = {
    INPUT(OtherLeave, ground, IN_CHOICE, REQUIRED, 30, N_("Ground"), .choices = UNPAID_GROUNDS),
    INPUT(OtherLeave, from, IN_DATE, REQUIRED, 10, N_("First day of leave")),
    INPUT(OtherLeave, days, IN_NUMBER, REQUIRED, 3, N_("Calendar days")),
    INPUTS_END
};
const Input STUDY_INPUTS[] = {
    INPUT(OtherLeave, ground, IN_CHOICE, REQUIRED, 30, N_("Ground"), .choices = STUDY_GROUNDS),
    INPUT(OtherLeave, from, IN_DATE, REQUIRED, 10, N_("First day of leave")),
    INPUT(OtherLeave, days, IN_NUMBER, REQUIRED, 3, N_("Calendar days")),
    INPUTS_END
};
const Input CHILD_INPUTS[] = {
    INPUT(ChildLeave, born, IN_DATE, REQUIRED, 10, N_("Day of birth of the child")),
    INPUT(ChildLeave, from, IN_DATE, REQUIRED, 10, N_("First day of leave")),
    INPUT(ChildLeave, until, IN_DATE, OPTIONAL, 10, N_("Last day"), N_("left empty: the eve of the birthday the law names")),
    INPUTS_END
};
const Input LEAVE_END_INPUTS[] = {
    INPUT(LeaveEnd, at, IN_DATE, REQUIRED, 10, N_("First day at work")),
    INPUTS_END
};

static bool on_list(Cx *cx, const OrderItem *item, Date day, Service *ret, Err *err)
{
    return service_on(cx, item->person_id, day, ret, err)
        && (ret->on_list || err_add(err, item_field(cx->arena, item, "from"),
                                    N_("the person is not on the list of personnel that day")));
}

static Val *away(Cx *cx, const char *code, const char *ground, int64_t days)
{
    Val *v = val_map(cx->arena);
    val_put_text(cx->arena, v, "code", code);
    if (ground)
        val_put_text(cx->arena, v, "ground", ground);
    if (days)
        val_put_int(cx->arena, v, "days", days);
    return v;
}

/* ---- unpaid and of study ------------------------------------------------------------------- */

static const Cause *ground_of(const Cause *list, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].code, code) == 0)
            return &list[i];
    return &list[0];
}

/* Days of unpaid leave on the same ground already given in the work year of `from`. */
static bool given_before(Cx *cx, const OrderItem *item, const Service *s, const Cause *g, int64_t *ret, Err *err)
{
    const OtherLeave *in = item->record;
    size_t n;
    Period year;
    int number;
    *ret = 0;
    const Fact *facts = ledger_history_of_person(cx->db, cx->arena, FACT_ABSENCE, item->person_id, s->at.known, &n, err);
    if (!facts || !work_year(s->hired, NULL, 0, in->from, &year, &number, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const Val *values = ledger_payload(cx->arena, facts[i].payload, err);
        if (!values)
            return false;
        const char *ground = val_str(val_get(values, "ground"));
        if (ground && strcmp(ground, g->code) == 0 && !date_before(facts[i].valid_from, year.from)
            && date_before(facts[i].valid_from, year.to))
            *ret += facts[i].valid_to.days - facts[i].valid_from.days;
    }
    return true;
}

/* source  rules leave.unpaid.*, leave.study.* (Labour Code 110-138): so many days, or months, at most */
static void check_length(Cx *cx, const OrderItem *item, const Rule *rule, int64_t before, Val *warnings, Err *err)
{
    const OtherLeave *in = item->record;
    const char *value;
    if (!rule)
        return;
    value = arena_printf(cx->arena, "%" PRId64, rule->value);
    if (rule->unit == UNIT_MONTH) {
        Date most = date_add_months(in->from, (int)rule->value);
        if (date_before(most, date_add_days(in->from, (int)in->days)))
            item_against(cx, item, "days", rule, warnings, err, N_("such a leave lasts at most {0} months"), value, NULL);
    } else if (in->days + before > rule->value) {
        item_against(cx, item, "days", rule, warnings, err, N_("such a leave is at most {0} days; {1} were given already"), value,
                     arena_printf(cx->arena, "%" PRId64, before), NULL);
    }
}

static bool other_effects(Cx *cx, const OrderItem *item, const char *code, const Cause *g, bool yearly, Val *effects,
                          Val *warnings, Err *err)
{
    const OtherLeave *in = item->record;
    Arena *a = cx->arena;
    Service s;
    int64_t before = 0;
    if (!on_list(cx, item, in->from, &s, err))
        return false;
    if (in->days < 1)
        return err_add(err, item_field(a, item, "days"), N_("a leave lasts at least one day"));
    if (yearly && !given_before(cx, item, &s, g, &before, err))
        return false;
    const Rule *rules[] = { rule_find(law_of(cx->app), g->rule, s.regime, in->from), NULL };
    check_length(cx, item, rules[0], before, warnings, err);
    val_add(effects, effect_start(a, FACT_ABSENCE, item->person_id, 0, in->from, date_add_days(in->from, (int)in->days),
                                  away(cx, code, g->code, in->days), item_why(a, "leave.other", rules, NULL)));
    return err->kind == ERR_NONE;
}

/* The day of return: the first working day after the last of the leave. */
static bool other_text(Cx *cx, const OrderItem *item, const Cause *g, const char *what, const char **ret, Err *err)
{
    const OtherLeave *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    Date back;
    Err own = { 0 };
    if (in->days < 1)
        return err_add(err, item_field(a, item, "days"), N_("a leave lasts at least one day"));
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, in->from, &s, err))
        return false;
    if (!calendar_next_workday(law_of(cx->app)->calendar, date_add_days(in->from, (int)in->days), &back, &own))
        return item_faults(item, &own, err);
    Date last = date_add_days(in->from, (int)in->days - 1);
    *ret = arena_printf(a, "%s %s %s %s təqvim günü müddətinə %s buraxılsın; işə çıxma günü %s.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_NOMINATIVE)), g->phrase,
                        in->days == 1 ? az_date_on(a, in->from) : az_date_period(a, in->from, last),
                        az_number_and_words(a, in->days), what, service_day(a, back));
    return true;
}

static const Cause *unpaid_ground(const OrderItem *item)
{
    return ground_of(UNPAID, sizeof UNPAID / sizeof *UNPAID, ((const OtherLeave *)item->record)->ground);
}
static const Cause *study_ground(const OrderItem *item)
{
    return ground_of(STUDY, sizeof STUDY / sizeof *STUDY, ((const OtherLeave *)item->record)->ground);
}

bool unpaid_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Cause *g = unpaid_ground(item);
    return other_effects(cx, item, "unpaid", g, strcmp(g->code, "request") == 0, effects, warnings, err);
}
bool unpaid_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    return other_text(cx, item, unpaid_ground(item), "ödənişsiz məzuniyyətə", ret, err);
}
bool study_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    return other_effects(cx, item, "study", study_ground(item), false, effects, warnings, err);
}
bool study_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    return other_text(cx, item, study_ground(item), "təhsil məzuniyyətinə", ret, err);
}

/* ---- of child care --------------------------------------------------------------------------- */

/* The first day no longer: as typed, else the birthday the law names; *ret_rule says by which row. */
static Date child_until(Cx *cx, const OrderItem *item, const Service *s, const Rule **ret_rule)
{
    const ChildLeave *in = item->record;
    *ret_rule = rule_find(law_of(cx->app), "leave.child_care", s->regime, in->from);
    if (in->until.has)
        return date_add_days(in->until.v, 1);
    return *ret_rule ? date_add_years(in->born, (int)(*ret_rule)->value) : DATE_FOREVER;
}

bool child_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const ChildLeave *in = item->record;
    Arena *a = cx->arena;
    Service s;
    const Rule *rule;
    if (!on_list(cx, item, in->from, &s, err))
        return false;
    Date to = child_until(cx, item, &s, &rule);
    const Rule *rules[] = { rule, NULL };
    if (date_before(in->from, in->born))
        err_add(err, item_field(a, item, "from"), N_("the leave begins before the child was born"));
    if (!date_before(in->from, to))
        err_add(err, item_field(a, item, "until"), N_("the leave ends before it starts"));
    if (rule && date_before(date_add_years(in->born, (int)rule->value), to))
        item_against(cx, item, "until", rule, warnings, err, N_("it lasts until the child is {0} years old"),
                     arena_printf(a, "%" PRId64, rule->value), NULL);
    if (err->kind != ERR_NONE)
        return false;
    val_add(effects, effect_start(a, FACT_ABSENCE, item->person_id, 0, in->from, to, away(cx, "child_care", NULL, 0),
                                  item_why(a, "leave.child_care", rules, NULL)));
    return true;
}

bool child_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const ChildLeave *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    const Rule *rule;
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, in->from, &s, err))
        return false;
    Date to = child_until(cx, item, &s, &rule);
    *ret = arena_printf(a, "%s %s anadan olmuş uşağına %s yaşınadək qulluq etmək üçün %s qismən ödənişli sosial məzuniyyətə "
                        "buraxılsın.", text_capital(a, service_post_name(a, &p, &s, AZ_NOMINATIVE)), az_date_on(a, in->born),
                        rule ? az_number_words(a, rule->value) : "üç", az_date_period(a, in->from, date_add_days(to, -1)));
    return true;
}

/* ---- the return before its time ---------------------------------------------------------------- */

static const struct { const char *code, *name; } ENDED[] = {
    { "unpaid", "ödənişsiz məzuniyyəti" }, { "study", "təhsil məzuniyyəti" }, { "child_care", "sosial məzuniyyəti" },
};

/* The leave of this file that is live on the day and began before it; its name in the act. */
static const char *ended_leave(Cx *cx, const OrderItem *item, Service *s, Err *err)
{
    const LeaveEnd *in = item->record;
    if (!service_on(cx, item->person_id, in->at, s, err))
        return NULL;
    for (size_t i = 0; i < s->fact_count; i++)
        for (size_t k = 0; k < sizeof ENDED / sizeof *ENDED; k++)
            if (strcmp(s->facts[i].kind, FACT_ABSENCE) == 0 && s->facts[i].code && strcmp(s->facts[i].code, ENDED[k].code) == 0
                && date_before(s->facts[i].valid_from, in->at))
                return ENDED[k].name;
    err_add(err, item_field(cx->arena, item, "at"), N_("the person is not in the middle of such a leave on {0}"),
            az_date_numeric(cx->arena, in->at));
    return NULL;
}

bool leave_end_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const LeaveEnd *in = item->record;
    Service s;
    (void)warnings;
    if (!ended_leave(cx, item, &s, err))
        return false;
    val_add(effects, effect_end(cx->arena, FACT_ABSENCE, item->person_id, 0, in->at,
                                item_why(cx->arena, "leave.end", NULL, NULL)));
    return true;
}

bool leave_end_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const LeaveEnd *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    const char *what = ended_leave(cx, item, &s, err);
    if (!what || !person_get(cx, item->person_id, &p, err))
        return false;
    *ret = arena_printf(a, "%s %s vaxtından əvvəl dayandırılmaqla %s işə başlasın.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_NOMINATIVE)), what, az_date_from(a, in->at));
    return true;
}
