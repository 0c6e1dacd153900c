// SPDX-License-Identifier: Apache-2.0
/* Incentives, sanctions and their early lifting (regulation 3.1.9, 6.1.10).  Terms, kinds and the life of a sanction
 * are rows of data/rules/conduct.csv. */
#include "areas/service/service_in.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- incentives ------------------------------------------------------------------------ */

static const Choice INCENTIVES[] = {
    { "thanks", N_("thanks") }, { "money_award", N_("money_award") }, { "valuable_gift", N_("valuable_gift") },
    { "honorary_diploma", N_("honorary_diploma") }, { "badge", N_("badge") }, { 0 }
};
const Input INCENTIVE_INPUTS[] = {
    INPUT(Incentive, award, IN_CHOICE, REQUIRED, 30, N_("Incentive"), .choices = INCENTIVES),
    INPUT(Incentive, cause, IN_LINE, OPTIONAL, 300, N_("For what"),
          N_("as the act says it, in Azerbaijani: “xidməti vəzifələrini nümunəvi yerinə yetirdiyinə görə”")),
    INPUT(Incentive, amount, IN_NUMBER, OPTIONAL, 6, N_("Amount of a money award, manat")),
    INPUTS_END
};

static bool is(const char *code, const char *kind) { return strcmp(code, kind) == 0; }

/* Everything in force on a day of the kind sanction. */
static const Fact *in_force(const Service *s, size_t *at)
{
    for (; *at < s->fact_count; (*at)++)
        if (is(s->facts[*at].kind, FACT_SANCTION))
            return &s->facts[(*at)++];
    return NULL;
}

/* A reward ends what sanction there is, from its day.
 *   source  rule discipline.reward_lifts (Labour Code 186-190) */
static void lift_by_reward(Cx *cx, const OrderItem *item, const Service *s, Val *effects)
{
    Arena *a = cx->arena;
    const Rule *rules[] = { rule_find(law_of(cx->app), "discipline.reward_lifts", s->regime, item->order_date), NULL };
    const Fact *f;
    for (size_t at = 0; rules[0] && rules[0]->value && (f = in_force(s, &at));) {
        if (!date_before(f->valid_from, item->order_date))
            continue;
        Val *end = effect_end(a, FACT_SANCTION, item->person_id, 0, item->order_date,
                              item_why(a, "service.incentive", rules, NULL));
        effect_of(a, end, (EffectRef){ f->input, f->effect_no });
        val_add(effects, end);
    }
}

bool incentive_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Incentive *in = item->record;
    Arena *a = cx->arena;
    Service s;
    (void)warnings;
    if (!service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    if (!s.on_list)
        err_add(err, item_field(a, item, "award"), N_("the person is not on the list of personnel that day"));
    if (is(in->award, "money_award") && in->amount < 1)
        err_add(err, item_field(a, item, "amount"), N_("write how much the award is"));
    if (!is(in->award, "money_award") && in->amount)
        err_add(err, item_field(a, item, "amount"), N_("only a money award has an amount"));
    if (err->kind != ERR_NONE)
        return false;
    Val *values = val_map(a);
    val_put_text(a, values, "code", in->award);
    val_put_text(a, values, "cause", in->cause);
    if (in->amount)
        val_put_int(a, values, "num", in->amount);
    val_add(effects, effect_start(a, FACT_INCENTIVE, item->person_id, 0, item->order_date, DATE_FOREVER, values,
                                  item_why(a, "service.incentive", NULL, NULL)));
    lift_by_reward(cx, item, &s, effects);
    return true;
}

bool incentive_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Incentive *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    const char *what = is(in->award, "thanks")           ? "təşəkkür elan edilsin"
                     : is(in->award, "valuable_gift")    ? "qiymətli hədiyyə ilə mükafatlandırılsın"
                     : is(in->award, "honorary_diploma") ? "fəxri fərmanla təltif edilsin"
                     : is(in->award, "badge")            ? "döş nişanı ilə təltif edilsin"
                     : arena_printf(a, "%s manat məbləğində pul mükafatı ilə mükafatlandırılsın",
                                    az_number_and_words(a, in->amount));
    *ret = arena_printf(a, "%s %s %s.",
                        text_capital(a, service_post_name(a, &p, &s, is(in->award, "thanks") ? AZ_DATIVE : AZ_NOMINATIVE)),
                        *in->cause ? in->cause : "xidməti vəzifələrini nümunəvi yerinə yetirdiyinə görə", what);
    return true;
}

/* ---- sanctions --------------------------------------------------------------------------- */

static const Choice SANCTIONS[] = {
    { "reprimand", N_("reprimand") }, { "severe_reprimand", N_("severe_reprimand") },
    { "last_warning", N_("last_warning") }, { 0 }
};
static const struct { const char *code, *name; } SANCTION_NAMES[] = {
    { "reprimand", "töhmət" }, { "severe_reprimand", "şiddətli töhmət" },
    { "last_warning", "sonuncu xəbərdarlıqla şiddətli töhmət" },
};
const Input SANCTION_INPUTS[] = {
    INPUT(Sanction, penalty, IN_CHOICE, REQUIRED, 30, N_("Sanction"), .choices = SANCTIONS),
    INPUT(Sanction, cause, IN_LINE, REQUIRED, 300, N_("For what"),
          N_("as the act says it, in Azerbaijani: “əmək intizamını pozduğuna görə”")),
    INPUT(Sanction, discovered, IN_DATE, REQUIRED, 10, N_("The offence was discovered on")),
    INPUT(Sanction, committed, IN_DATE, REQUIRED, 10, N_("It was committed on")),
    INPUTS_END
};

static const char *sanction_name(const char *code)
{
    for (size_t i = 0; i < sizeof SANCTION_NAMES / sizeof *SANCTION_NAMES; i++)
        if (is(code, SANCTION_NAMES[i].code))
            return SANCTION_NAMES[i].name;
    return "intizam tənbehi";
}

enum { MOST_STOPS = 40 };

/* The days that stop the term: absences of the person on the grounds the rule names. */
static bool stops_of(Cx *cx, const OrderItem *item, const Service *s, const char *rule, ClockStop *stops, size_t *n, Err *err)
{
    static const struct { const char *code, *ground; } GROUNDS[] = {
        { "annual", "leave" }, { "unpaid", "leave" }, { "study", "leave" }, { "maternity", "leave" },
        { "child_care", "leave" }, { "trip", "trip" }, { "sick", "sickness" },
    };
    const Sanction *in = item->record;
    size_t count;
    const Fact *away = ledger_history_of_person(cx->db, cx->arena, FACT_ABSENCE, item->person_id, s->at.known, &count, err);
    *n = 0;
    for (size_t i = 0; away && i < count && *n < MOST_STOPS; i++)
        for (size_t k = 0; away[i].code && k < sizeof GROUNDS / sizeof *GROUNDS; k++) {
            const char *row = arena_printf(cx->arena, "%s.stop.%s", rule, GROUNDS[k].ground);
            if (!is(GROUNDS[k].code, away[i].code) || !date_before(in->discovered, away[i].valid_to)
                || !rule_find(law_of(cx->app), row, s->regime, item->order_date))
                continue;
            stops[(*n)++] = (ClockStop){ GROUNDS[k].ground, date_max(away[i].valid_from, in->discovered), away[i].valid_to };
        }
    return away != NULL;
}

/* source  rules discipline.impose (from the discovery) and discipline.after_act (from the offence) */
static bool check_term(Cx *cx, const OrderItem *item, const Service *s, const char *code, const char *field, Date from,
                       const Rule **used, Val *warnings, Err *err)
{
    ClockStop stops[MOST_STOPS];
    Deadline due;
    const Rule *rule = rule_find(law_of(cx->app), code, s->regime, item->order_date);
    DeadlineAsk ask = { .rule = code, .regime = s->regime, .from = from, .stops = stops };
    Err own = { 0 };
    if (!rule)
        return true;
    *used = rule;
    if (!stops_of(cx, item, s, code, stops, &ask.stop_count, err))
        return false;
    if (!deadline_compute(cx->arena, law_of(cx->app), &ask, &due, &own))
        return item_faults(item, &own, err);
    if (date_before(due.due, item->order_date))
        item_against(cx, item, field, rule, warnings, err, N_("the term for a sanction ended on {0}"),
                     az_date_numeric(cx->arena, due.due), NULL);
    return true;
}

/* source  rule discipline.not_while_away (Labour Code 186-190): not while on leave, on a trip or sick */
static void check_present(Cx *cx, const OrderItem *item, const Service *s, Val *warnings, Err *err)
{
    const Rule *rule = rule_find(law_of(cx->app), "discipline.not_while_away", s->regime, item->order_date);
    for (size_t i = 0; rule && rule->value && i < s->fact_count; i++)
        if (is(s->facts[i].kind, FACT_ABSENCE))
            item_against(cx, item, "penalty", rule, warnings, err, N_("he is away until {0}: no sanction is given meanwhile"),
                         az_date_numeric(cx->arena, date_add_days(s->facts[i].valid_to, -1)), NULL);
}

/* The first day no longer; DATE_FOREVER when the law names no life. */
static Date lives_until(const Rule *life, Date from)
{
    if (!life)
        return DATE_FOREVER;
    return life->unit == UNIT_YEAR ? date_add_years(from, (int)life->value) : date_add_months(from, (int)life->value);
}

bool sanction_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Sanction *in = item->record;
    Arena *a = cx->arena;
    const Law *law = law_of(cx->app);
    Service s;
    const Rule *impose = NULL, *after = NULL;
    if (!service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    if (!s.on_list)
        return err_add(err, item_field(a, item, "penalty"), N_("the person is not on the list of personnel that day"));
    if (date_before(item->order_date, in->discovered))
        err_add(err, item_field(a, item, "discovered"), N_("the day is in the future"));
    if (date_before(in->discovered, in->committed))
        err_add(err, item_field(a, item, "committed"), N_("an offence is discovered after it was committed"));
    const Rule *kind = rule_find(law, arena_printf(a, "discipline.kind.%s", in->penalty), s.regime, item->order_date);
    if (!kind)
        err_add(err, item_field(a, item, "penalty"), N_("the law of his service knows no such sanction"));
    if (err->kind != ERR_NONE)
        return false;
    if (!check_term(cx, item, &s, "discipline.impose", "discovered", in->discovered, &impose, warnings, err)
        || !check_term(cx, item, &s, "discipline.after_act", "committed", in->committed, &after, warnings, err))
        return false;
    check_present(cx, item, &s, warnings, err);
    const Rule *life = rule_find(law, "discipline.life", s.regime, item->order_date), *rules[5] = { kind };
    size_t n = 1;
    for (size_t i = 0; i < 3; i++) {
        const Rule *r = i == 0 ? impose : i == 1 ? after : life;
        if (r)
            rules[n++] = r;
    }
    Val *values = val_map(a);
    val_put_text(a, values, "code", in->penalty);
    val_put_text(a, values, "cause", in->cause);
    val_add(effects, effect_start(a, FACT_SANCTION, item->person_id, 0, item->order_date, lives_until(life, item->order_date),
                                  values, item_why(a, "service.sanction", rules, NULL)));
    return err->kind == ERR_NONE;
}

bool sanction_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Sanction *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    *ret = arena_printf(a, "%s %s %s elan edilsin.", text_capital(a, service_post_name(a, &p, &s, AZ_DATIVE)), in->cause,
                        sanction_name(in->penalty));
    return true;
}

/* ---- lifted before their time --------------------------------------------------------------- */

const Input LIFT_INPUTS[] = {
    INPUT(Lift, sanction, IN_CHOICE, REQUIRED, 18, N_("Sanction in force")),
    INPUTS_END
};

bool lift_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    Arena *a = cx->arena;
    Service s;
    const Fact *f;
    if (!service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    Val *list = val_list(a);
    for (size_t at = 0; (f = in_force(&s, &at));)
        val_add(list, form_choice(a, arena_printf(a, "%" PRId64, f->input),
                                  arena_printf(a, "%s, %s", service_code_text(cx, f->code), az_date_numeric(a, f->valid_from))));
    form_choices(cx, form, item_field(a, item, "sanction"), list);
    return true;
}

/* The sanction of the form, and the service of the day; a fault when it is none in force. */
static const Fact *lifted(Cx *cx, const OrderItem *item, Service *s, Err *err)
{
    const Lift *in = item->record;
    const Fact *f;
    if (!service_on(cx, item->person_id, item->order_date, s, err))
        return NULL;
    for (size_t at = 0; (f = in_force(s, &at));)
        if (f->input == in->sanction)
            return f;
    err_add(err, item_field(cx->arena, item, "sanction"), N_("choose a sanction that is in force"));
    return NULL;
}

/* source  rule discipline.early_lift: not before so many months */
bool lift_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    Arena *a = cx->arena;
    Service s;
    const Fact *f = lifted(cx, item, &s, err);
    if (!f)
        return false;
    const Rule *rules[] = { rule_find(law_of(cx->app), "discipline.early_lift", s.regime, item->order_date), NULL };
    if (rules[0]) {
        Date first = date_add_months(f->valid_from, (int)rules[0]->value);
        if (date_before(item->order_date, first))
            item_against(cx, item, "sanction", rules[0], warnings, err, N_("it is not lifted before {0}"),
                         az_date_numeric(a, first), NULL);
    }
    Val *end = effect_end(a, FACT_SANCTION, item->person_id, 0, item->order_date, item_why(a, "service.lift", rules, NULL));
    effect_of(a, end, (EffectRef){ f->input, f->effect_no });
    val_add(effects, end);
    return err->kind == ERR_NONE;
}

bool lift_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    Arena *a = cx->arena;
    Person p;
    Service s;
    const Fact *f = lifted(cx, item, &s, err);
    if (!f || !person_get(cx, item->person_id, &p, err))
        return false;
    *ret = arena_printf(a, "%s %s elan edilmiş %s vaxtından əvvəl götürülsün.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_DATIVE)), az_date_on(a, f->valid_from),
                        sanction_name(f->code ? f->code : ""));
    return true;
}
