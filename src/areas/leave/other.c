// SPDX-License-Identifier: Apache-2.0
/* Leaves that are no annual leave: unpaid, of study, of child care; and the return from one before its time.  They
 * touch no leave book; whether the time gives a right to annual leave says data/absences.csv. */
#include "areas/leave/leave_in.h"
#include <inttypes.h>
#include <string.h>

/* code · choice · what the act says.  The rule is leave.unpaid.CODE, leave.study.CODE. */
#define UNPAID_GROUNDS(X)                                                                              \
    X("request", N_("at the person's request"),        "öz xahişi ilə")                                 \
    X("urgent",  N_("urgent family matters"),          "təxirəsalınmaz ailə vəziyyəti ilə əlaqədar")    \
    X("agreed",  N_("by agreement of both sides"),     "tərəflərin razılığı ilə")
#define STUDY_GROUNDS(X)                                                                               \
    X("first_years", N_("examinations, first and second year of higher education"), EXAMS)              \
    X("later_years", N_("examinations, later years of higher education"), EXAMS)                        \
    X("secondary_first", N_("examinations, first and second year of secondary special education"), EXAMS) \
    X("secondary_later", N_("examinations, later years of secondary special education"), EXAMS)         \
    X("state_exam", N_("state examinations"), "dövlət imtahanları ilə əlaqədar")                        \
    X("diploma", N_("diploma project, higher education"), DIPLOMA)                                      \
    X("diploma_secondary", N_("diploma project, secondary special education"), DIPLOMA)
#define EXAMS "imtahan sessiyası ilə əlaqədar"
#define DIPLOMA "diplom işinin hazırlanması və müdafiəsi ilə əlaqədar"

typedef struct LeaveGround { const char *code, *phrase; } LeaveGround;
#define ROW(code, label, phrase) { code, phrase },
#define CHOICE(code, label, phrase) { code, label },
static const LeaveGround UNPAID_ROWS[] = { UNPAID_GROUNDS(ROW) { 0 } }, STUDY_ROWS[] = { STUDY_GROUNDS(ROW) { 0 } };
static const Choice UNPAID_CHOICES[] = { UNPAID_GROUNDS(CHOICE) { 0 } }, STUDY_CHOICES[] = { STUDY_GROUNDS(CHOICE) { 0 } };
#undef ROW
#undef CHOICE

/* What differs between the two. */
typedef struct LeaveKind {
    const char   *absence, *what;     /* "unpaid"; as the act says it, in the dative */
    const LeaveGround *grounds;
    const char   *yearly;             /* the ground whose days are counted over the work year; "" none */
} LeaveKind;
static const LeaveKind UNPAID = { "unpaid", "ödənişsiz məzuniyyətə", UNPAID_ROWS, "request" };
static const LeaveKind STUDY = { "study", "təhsil məzuniyyətinə", STUDY_ROWS, "" };

const Input UNPAID_INPUTS[] = {
    INPUT(OtherLeave, ground, IN_CHOICE, REQUIRED, 30, N_("Ground"), .choices = UNPAID_CHOICES),
    INPUT(OtherLeave, from, IN_DATE, REQUIRED, 10, N_("First day of leave"), .day = DAY_OF_AWAY),
    INPUT(OtherLeave, days, IN_NUMBER, REQUIRED, 3, N_("Calendar days")),
    INPUTS_END
};
const Input STUDY_INPUTS[] = {
    INPUT(OtherLeave, ground, IN_CHOICE, REQUIRED, 30, N_("Ground"), .choices = STUDY_CHOICES),
    INPUT(OtherLeave, from, IN_DATE, REQUIRED, 10, N_("First day of leave"), .day = DAY_OF_AWAY),
    INPUT(OtherLeave, days, IN_NUMBER, REQUIRED, 3, N_("Calendar days")),
    INPUTS_END
};
const Input CHILD_INPUTS[] = {
    INPUT(ChildLeave, born, IN_DATE, REQUIRED, 10, N_("Day of birth of the child"), .day = DAY_OF_BIRTH),
    INPUT(ChildLeave, from, IN_DATE, REQUIRED, 10, N_("First day of leave"), .day = DAY_OF_AWAY),
    INPUT(ChildLeave, until, IN_DATE, OPTIONAL, 10, N_("Last day"), N_("left empty: the eve of the birthday the law names"),
          .day = DAY_OF_AWAY),
    INPUTS_END
};
const Input LEAVE_END_INPUTS[] = {
    INPUT(LeaveEnd, at, IN_DATE, REQUIRED, 10, N_("First day at work"), .day = DAY_OF_AWAY),
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

/* The row of the form's ground; a fault when there is none. */
static const LeaveGround *ground_of(Cx *cx, const OrderItem *item, const LeaveKind *kind, Err *err)
{
    const OtherLeave *in = item->record;
    for (const LeaveGround *g = kind->grounds; g->code; g++)
        if (strcmp(g->code, in->ground) == 0)
            return g;
    err_add(err, item_field(cx->arena, item, "ground"), N_("choose one of the values offered"));
    return NULL;
}

/* Days of unpaid leave on the same ground already given in the work year of `from`. */
static bool given_before(Cx *cx, const OrderItem *item, const Service *s, const LeaveGround *g, int64_t *ret, Err *err)
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

static bool other_effects(Cx *cx, const OrderItem *item, const LeaveKind *kind, Val *effects, Val *warnings, Err *err)
{
    const OtherLeave *in = item->record;
    Arena *a = cx->arena;
    Service s;
    int64_t before = 0;
    const LeaveGround *g = ground_of(cx, item, kind, err);
    if (!g || !on_list(cx, item, in->from, &s, err))
        return false;
    if (in->days < 1)
        return err_add(err, item_field(a, item, "days"), N_("a leave lasts at least one day"));
    if (strcmp(g->code, kind->yearly) == 0 && !given_before(cx, item, &s, g, &before, err))
        return false;
    const char *code = arena_printf(a, "leave.%s.%s", kind->absence, g->code);
    const Rule *rules[] = { rule_find(law_of(cx), code, s.regime, in->from), NULL };
    check_length(cx, item, rules[0], before, warnings, err);
    val_add(effects, effect_start(a, FACT_ABSENCE, item->person_id, 0, in->from, date_add_days(in->from, (int)in->days),
                                  away(cx, kind->absence, g->code, in->days), item_why(a, "leave.other", rules, NULL)));
    return err->kind == ERR_NONE;
}

/* The day of return: the first working day after the last of the leave. */
static bool other_text(Cx *cx, const OrderItem *item, const LeaveKind *kind, const char **ret, Err *err)
{
    const OtherLeave *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    Date back;
    Err own = { 0 };
    const LeaveGround *g = ground_of(cx, item, kind, err);
    if (!g)
        return false;
    if (in->days < 1)
        return err_add(err, item_field(a, item, "days"), N_("a leave lasts at least one day"));
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, in->from, &s, err))
        return false;
    if (!calendar_next_workday(law_of(cx)->calendar, date_add_days(in->from, (int)in->days), &back, &own))
        return item_faults(item, &own, err);
    Date last = date_add_days(in->from, (int)in->days - 1);
    *ret = arena_printf(a, "%s %s %s %s təqvim günü müddətinə %s buraxılsın; işə çıxma günü %s hesab edilsin.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_NOMINATIVE)), g->phrase,
                        in->days == 1 ? az_date_on(a, in->from) : az_date_period(a, in->from, last),
                        az_number_and_words(a, in->days), kind->what, service_day(a, back));
    return true;
}

bool unpaid_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    return other_effects(cx, item, &UNPAID, effects, warnings, err);
}
bool unpaid_text(Cx *cx, const OrderItem *item, const char **ret, Err *err) { return other_text(cx, item, &UNPAID, ret, err); }
bool study_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    return other_effects(cx, item, &STUDY, effects, warnings, err);
}
bool study_text(Cx *cx, const OrderItem *item, const char **ret, Err *err) { return other_text(cx, item, &STUDY, ret, err); }

/* ---- of child care --------------------------------------------------------------------------- */

/* The first day no longer: as typed, else the birthday the law names; *ret_rule says by which row. */
static Date child_until(Cx *cx, const OrderItem *item, const Service *s, const Rule **ret_rule)
{
    const ChildLeave *in = item->record;
    *ret_rule = rule_find(law_of(cx), "leave.child_care", s->regime, in->from);
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
    if (date_before(item->order_date, in->born))
        err_add(err, item_field(a, item, "born"), N_("the day is in the future"));
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

/* The leave that is live on the day, began before it and is ended by such an order; its name in the act. */
static const char *ended_leave(Cx *cx, const OrderItem *item, Service *s, Err *err)
{
    const LeaveEnd *in = item->record;
    const AbsenceKind *kind;
    if (!service_on(cx, item->person_id, in->at, s, err))
        return NULL;
    if (absence_ended_by(cx, s, "leave_end", &kind))
        return kind->name_az;
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
