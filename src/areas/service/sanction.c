// SPDX-License-Identifier: Apache-2.0
/* Sanctions (regulation 3.1.9, 6.1.10).  Which there are, by when one is given, for what not twice and how long it
 * lives are rows of data/rules/conduct.csv. */
#include "areas/service/service_in.h"
#include <string.h>

/* code · what the act says */
#define SANCTIONS(X)                                        \
    X("reprimand",        "töhmət")                         \
    X("severe_reprimand", "şiddətli töhmət")                \
    X("last_warning",     "sonuncu xəbərdarlıqla şiddətli töhmət")

#define ROW(code, name) { code, name },
static const struct { const char *code, *name; } NAMES[] = { SANCTIONS(ROW) };
#undef ROW
#define CHOICE(code, name) { code, code },                   /* every code is a msgid: words.c */
static const Choice PENALTIES[] = { SANCTIONS(CHOICE) { 0 } };
#undef CHOICE

/* Rows discipline.….stop.VALUE; absences stop the term by themselves. */
static const Choice PAUSES[] = {
    { "inquiry", N_("service inquiry") }, { "criminal", N_("criminal investigation") }, { 0 }
};

const Input SANCTION_INPUTS[] = {
    INPUT(Sanction, penalty, IN_CHOICE, REQUIRED, 30, N_("Sanction"), .choices = PENALTIES),
    INPUT(Sanction, cause, IN_LINE, REQUIRED, 300, N_("For what"),
          N_("the offence as the act says it, in Azerbaijani: “əmək intizamını pozduğuna görə”")),
    INPUT(Sanction, committed, IN_DATE, REQUIRED, 10, N_("It was committed on"), .day = DAY_OF_EVENT),
    INPUT(Sanction, discovered, IN_DATE, REQUIRED, 10, N_("The offence was discovered on"), .day = DAY_OF_EVENT),
    INPUT(Sanction, audit, IN_CHECK, OPTIONAL, 1, N_("An audit found it")),
    INPUT(Sanction, pause, IN_CHOICE, OPTIONAL, 30, N_("What stopped the term"),
          N_("leave, a trip and sickness are counted by themselves"), PAUSES),
    INPUT(Sanction, pause_from, IN_DATE, OPTIONAL, 10, N_("First day it stood"), .day = DAY_OF_EVENT),
    INPUT(Sanction, pause_until, IN_DATE, OPTIONAL, 10, N_("Last day it stood"), .day = DAY_OF_EVENT),
    INPUTS_END
};

const char *sanction_name(const char *code)
{
    for (size_t i = 0; code && i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(code, NAMES[i].code) == 0)
            return NAMES[i].name;
    return NULL;
}

const Fact *sanction_in_force(const Service *s, size_t *at)
{
    for (; *at < s->fact_count; (*at)++)
        if (strcmp(s->facts[*at].kind, FACT_SANCTION) == 0)
            return &s->facts[(*at)++];
    return NULL;
}

/* An item being judged: what was found out on the way. */
typedef struct Case {
    Cx              *cx;
    const OrderItem *item;
    const Sanction  *in;
    Service          s;
    const Rule      *used[8];         /* NULL-ended */
    size_t           used_count;
    bool             paused;          /* some term stopped on the ground of the form */
} Case;

static const Rule *rule_of(Case *c, const char *code)
{
    const Rule *r = rule_find(law_of(c->cx), code, c->s.regime, c->item->order_date);
    if (r && c->used_count + 1 < sizeof c->used / sizeof *c->used)
        c->used[c->used_count++] = r;
    return r;
}

static bool fault(Case *c, const char *name, const char *msgid, Err *err)
{
    return err_add(err, item_field(c->cx->arena, c->item, name), msgid);
}

/* ---- the terms --------------------------------------------------------------------------- */

enum { MOST_STOPS = 40 };

typedef struct Stops { ClockStop list[MOST_STOPS]; size_t count; } Stops;

/* Adds days that stop the term, as far as a row of the rule names their ground: from the term's first day up to the
 * order's. */
static bool stop_add(Case *c, const DeadlineAsk *term, const char *ground, Date from, Date to, Stops *stops)
{
    const char *row = arena_printf(c->cx->arena, "%s.stop.%s", term->rule, ground);
    Date first = date_max(from, term->from), end = date_min(to, date_add_days(c->item->order_date, 1));
    if (!rule_find(law_of(c->cx), row, c->s.regime, term->from))
        return false;
    if (stops->count < MOST_STOPS && date_before(first, end))
        stops->list[stops->count++] = (ClockStop){ ground, first, end };
    return true;
}

static bool stops_of(Case *c, const DeadlineAsk *term, Stops *stops, Err *err)
{
    Cx *cx = c->cx;
    const Sanction *in = c->in;
    size_t n;
    const Fact *away = ledger_history_of_person(cx->db, cx->arena, FACT_ABSENCE, c->item->person_id, c->s.at.known, &n, err);
    for (size_t i = 0; away && i < n; i++) {
        const AbsenceKind *kind = absence_kind(cx->app, away[i].code);
        if (kind && *kind->ground)
            stop_add(c, term, kind->ground, away[i].valid_from, away[i].valid_to, stops);
    }
    if (*in->pause)
        c->paused |= stop_add(c, term, in->pause, in->pause_from.v, date_add_days(in->pause_until.v, 1), stops);
    return away != NULL;
}

/* source  rules discipline.impose (from the discovery), discipline.after_act and discipline.after_audit (from the
 *         offence) */
static bool check_term(Case *c, const char *code, const char *field, Date from, Val *warnings, Err *err)
{
    Stops stops = { .count = 0 };
    Deadline due;
    const Rule *rule = rule_of(c, code);
    DeadlineAsk ask = { .rule = code, .regime = c->s.regime, .from = from, .stops = stops.list };
    Err own = { 0 };
    if (!rule)
        return true;
    if (!stops_of(c, &ask, &stops, err))
        return false;
    ask.stop_count = stops.count;
    if (!deadline_compute(c->cx->arena, law_of(c->cx), &ask, &due, &own))
        return item_faults(c->item, &own, err);
    if (date_before(due.due, c->item->order_date))
        item_against(c->cx, c->item, field, rule, warnings, err, N_("the term for a sanction ended on {0}"),
                     az_date_numeric(c->cx->arena, due.due), NULL);
    return true;
}

static bool check_terms(Case *c, Val *warnings, Err *err)
{
    const Sanction *in = c->in;
    if (in->audit && !rule_find(law_of(c->cx), "discipline.after_audit", c->s.regime, c->item->order_date))
        return fault(c, "audit", N_("the law of his service knows no longer term for what an audit found"), err);
    if (!check_term(c, "discipline.impose", "discovered", in->discovered, warnings, err)
        || !check_term(c, in->audit ? "discipline.after_audit" : "discipline.after_act", "committed", in->committed, warnings,
                       err))
        return false;
    return !*in->pause || c->paused
        || fault(c, "pause", N_("the law of his service does not stop the term for this"), err);
}

/* ---- one sanction for one offence ------------------------------------------------------------ */

/* What an earlier sanction was given for; a day only as far as its paper named it. */
static bool same_offence(Case *c, const Fact *f, bool *ret_day, bool *ret_dated, bool *ret_words, Err *err)
{
    Arena *a = c->cx->arena;
    const Val *values = ledger_payload(a, f->payload, err);
    const char *day = val_str(val_get(values, "committed")), *cause = val_str(val_get(values, "cause"));
    char own[DATE_TEXT];
    date_format(c->in->committed, own);
    *ret_dated = day != NULL;
    *ret_day = day && strcmp(day, own) == 0;
    *ret_words = cause && strcmp(text_fold(a, cause), text_fold(a, c->in->cause)) == 0;
    return values != NULL;
}

/* The same day and the same words are the same offence; either alone may be, and takes a reason.
 *   source  rule discipline.one_offence (Labour Code 186-190) */
static bool check_offence(Case *c, Val *warnings, Err *err)
{
    Cx *cx = c->cx;
    size_t n;
    const Rule *rule = rule_of(c, "discipline.one_offence");
    const Fact *given = ledger_history_of_person(cx->db, cx->arena, FACT_SANCTION, c->item->person_id, c->s.at.known, &n, err);
    for (size_t i = 0; rule && rule->value && given && i < n; i++) {
        bool day, dated, words;
        if (!same_offence(c, &given[i], &day, &dated, &words, err))
            return false;
        const char *when = az_date_numeric(cx->arena, given[i].valid_from);
        if (day && words)
            item_against(cx, c->item, "committed", rule, warnings, err,
                         N_("for this offence a sanction was given on {0} already"), when, NULL);
        else if (day || (words && !dated))
            item_warn(cx, c->item, "committed", warnings,
                      N_("a sanction of {0} may be for the same offence: say why this is another"), when, NULL);
    }
    return given != NULL;
}

/* ---- the item ---------------------------------------------------------------------------------- */

/* source  rule discipline.not_while_away (Labour Code 186-190): not while on leave, on a trip or sick */
static void check_present(Case *c, Val *warnings, Err *err)
{
    const Rule *rule = rule_find(law_of(c->cx), "discipline.not_while_away", c->s.regime, c->item->order_date);
    for (size_t i = 0; rule && rule->value && i < c->s.fact_count; i++)
        if (strcmp(c->s.facts[i].kind, FACT_ABSENCE) == 0)
            item_against(c->cx, c->item, "penalty", rule, warnings, err,
                         N_("he is away until {0}: no sanction is given meanwhile"),
                         az_date_numeric(c->cx->arena, date_last(c->s.facts[i].valid_to)), NULL);
}

static bool check_form(Case *c, Err *err)
{
    const Sanction *in = c->in;
    Date today = c->item->order_date;
    bool paused = *in->pause;
    if (!c->s.on_list)
        return fault(c, "penalty", N_("the person is not on the list of personnel that day"), err);
    if (date_before(today, in->discovered))
        fault(c, "discovered", N_("the day is in the future"), err);
    if (date_before(in->discovered, in->committed))
        fault(c, "committed", N_("an offence is discovered after it was committed"), err);
    if (!paused && (in->pause_from.has || in->pause_until.has))
        fault(c, "pause", N_("choose what stopped the term"), err);
    if (paused && !in->pause_from.has)
        fault(c, "pause_from", N_("fill this in"), err);
    if (paused && !in->pause_until.has)
        fault(c, "pause_until", N_("fill this in"), err);
    if (in->pause_from.has && in->pause_until.has && date_before(in->pause_until.v, in->pause_from.v))
        fault(c, "pause_until", N_("the last day is before the first"), err);
    if (in->pause_until.has && date_before(today, in->pause_until.v))
        fault(c, "pause_until", N_("the day is in the future"), err);
    if (!sanction_name(in->penalty))
        return fault(c, "penalty", N_("choose one of the values offered"), err);
    if (!rule_of(c, arena_printf(c->cx->arena, "discipline.kind.%s", in->penalty)))
        fault(c, "penalty", N_("the law of his service knows no such sanction"), err);
    return err->kind == ERR_NONE;
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
    Case c = { .cx = cx, .item = item, .in = in };
    if (!service_on(cx, item->person_id, item->order_date, &c.s, err) || !check_form(&c, err)
        || !check_terms(&c, warnings, err) || !check_offence(&c, warnings, err))
        return false;
    check_present(&c, warnings, err);
    Date until = lives_until(rule_of(&c, "discipline.life"), item->order_date);
    Val *values = val_map(a);
    val_put_text(a, values, "code", in->penalty);
    val_put_text(a, values, "cause", in->cause);
    val_put_date(a, values, "committed", in->committed);
    val_put_date(a, values, "discovered", in->discovered);
    val_add(effects, effect_start(a, FACT_SANCTION, item->person_id, 0, item->order_date, until, values,
                                  item_why(a, "service.sanction", c.used, NULL)));
    return err->kind == ERR_NONE;
}

bool sanction_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Sanction *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    const char *name = sanction_name(in->penalty);
    if (!name)
        return err_add(err, item_field(a, item, "penalty"), N_("choose one of the values offered"));
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    *ret = arena_printf(a, "%s %s %s elan edilsin.", text_capital(a, service_post_name(a, &p, &s, AZ_DATIVE)), in->cause, name);
    return true;
}

/* ---- made known ------------------------------------------------------------------------------- */

/* source  rule discipline.complaint, from the day it was made known (or its refusal noted) */
bool sanction_contest(Cx *cx, int64_t person, Date known, Date *ret_last, const char **ret_rule, Err *err)
{
    Service s;
    Deadline due;
    if (!service_on(cx, person, known, &s, err))
        return false;
    DeadlineAsk ask = { .rule = "discipline.complaint", .regime = s.regime, .from = known };
    const Rule *rule = rule_find(law_of(cx), ask.rule, s.regime, known);
    if (!rule)
        return true;
    if (!deadline_compute(cx->arena, law_of(cx), &ask, &due, err))
        return false;
    *ret_last = due.due;
    *ret_rule = ask.rule;
    return true;
}
