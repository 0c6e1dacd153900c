// SPDX-License-Identifier: Apache-2.0
/* A sick note and the absences it meets.
 *
 *   annual leave, within it          it ends, sickness, the days that were left
 *   … on its first day or before     it never began: it is annulled and follows the sickness whole
 *   a trip                           the same, but it keeps its last day
 *   any other                        it runs on; the sickness is kept beside it (rules leave.sick.CODE)
 *
 * What follows is an input of its own ("record:7/rest/41" carries on 41), so that the next sick note, or an order, can
 * undo it without touching this one's sickness. */
#include "areas/file/making.h"
#include "app/i18n.h"
#include "base/text.h"
#include <string.h>

static const char *day(const Making *m, Date d) { return az_date_numeric(m->cx->arena, d); }

static bool regime_on(const Making *m, Date on, Regime *ret, Err *err)
{
    Seat seat;
    bool found;
    *ret = REGIME_ANY;
    if (!staff_seat_of(m->cx, m->r->person_id, on, &seat, &found, err))
        return false;
    return !found || regime_parse(seat.regime, ret) || err_set(err, ERR_INTERNAL, NULL, N_("the seat has no regime"));
}

/* The days that follow the sickness, and by which rows of law. */
typedef struct Rest {
    int         days;                 /* none left: nothing follows */
    Date        to;                   /* the first day no longer, when days > 0 */
    LeaveSpan   span;                 /* of an annual leave, when days > 0 */
    const Rule *moves, *follows;
} Rest;

/* Of an annual leave the days that were left, counted anew. */
static bool rest_of_leave(const Making *m, const Fact *leave, Regime regime, Rest *ret, Err *err)
{
    const Law *law = law_of(m->cx);
    Date first = date_max(leave->valid_from, m->r->from_date);
    ret->moves = rule_find(law, "leave.postpone.sick", regime, m->r->from_date);
    ret->follows = rule_find(law, "leave.postpone.follows", regime, m->r->from_date);
    if (!ret->moves || !ret->moves->value)
        return err_set(err, ERR_CONFLICT, "from", N_("he is on leave from {0}, and no rule lets sickness move it"),
                       day(m, leave->valid_from));
    if (!leave_days_used(law, regime, first, date_add_days(leave->valid_to, -1), &ret->days, err))
        return false;
    if (ret->days > 0 && !leave_span(m->cx->arena, law, regime, m->r->to_date, ret->days, &ret->span, err))
        return false;
    ret->to = date_add_days(ret->span.last, 1);
    return true;
}

static bool rest_make(const Making *m, const Fact *f, const Rule *gives_way, Rest *ret, Err *err)
{
    Regime regime;
    *ret = (Rest){ .moves = gives_way };
    if (!gives_way)
        return regime_on(m, m->r->from_date, &regime, err) && rest_of_leave(m, f, regime, ret, err);
    ret->days = f->valid_to.days - m->r->to_date.days;       /* its last day stays as it was ordered */
    ret->to = f->valid_to;
    return true;
}

static Val *why_rest(const Making *m, const Fact *leave, const Rest *rest)
{
    Arena *a = m->cx->arena;
    Val *why = making_why(m), *rules = val_list(a);
    val_put_int(a, why, "continues", leave->input);
    val_put_date(a, why, "leave_from", leave->valid_from);
    val_put_date(a, why, "leave_to", leave->valid_to);
    val_put_int(a, why, "left", rest->days);
    if (rest->span.derivation) {
        Str span = str_make(a);
        val_write_canonical(rest->span.derivation, &span);
        val_put(why, "derivation", val_keep(a, span.s));
    }
    val_add(rules, rule_view(a, rest->moves));
    if (rest->follows)
        val_add(rules, rule_view(a, rest->follows));
    val_put(why, "rules", rules);
    return why;
}

/* The same fact again, for the days after the sickness, in the input that carries on `of`. */
static bool put_again(Making *m, Moved *into, const Fact *f, const Fact *leave, const Rest *rest, Err *err)
{
    Arena *a = m->cx->arena;
    Val *values = ledger_payload(a, f->payload, err);
    if (!values)
        return false;
    if (val_get(values, "days"))
        val_replace(values, "days", val_int(a, rest->days));
    if (val_get(values, "back") && rest->span.derivation)
        val_replace(values, "back", val_date(a, rest->span.back));
    val_add(into->effects, effect_start(a, f->kind, f->person, f->seat, m->r->to_date, rest->to, values,
                                        why_rest(m, leave, rest)));
    return true;
}

/* A new input for what carries on the one behind an absence; NULL with a fault when there are too many. */
static Moved *moved_new(Making *m, const Fact *f, Err *err)
{
    if (m->out->moved_count == MOST_MOVED) {
        err_set(err, ERR_CONFLICT, "to", N_("it meets too many absences; enter it in parts"));
        return NULL;
    }
    Moved *ret = &m->out->moved[m->out->moved_count++];
    *ret = (Moved){ .of = f->input, .effects = val_list(m->cx->arena) };
    return ret;
}

static bool goes_on(Making *m, const Fact *f, const Rule *gives_way, Err *err)
{
    Rest rest;
    if (!rest_make(m, f, gives_way, &rest, err))
        return false;
    val_add(m->out->own, effect_end(m->cx->arena, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, making_why(m)));
    if (rest.days <= 0)
        return true;
    Moved *into = moved_new(m, f, err);
    return into && put_again(m, into, f, f, &rest, err);
}

/* Can the whole input behind the leave be taken back and put again?  Only when it is nothing but this leave, and
 * no later paper broke it off. */
static bool movable(const Fact *leave, const Fact *facts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!date_same(facts[i].valid_from, leave->valid_from) || facts[i].ended_by || facts[i].changed_by
            || facts[i].person != leave->person || facts[i].seat)
            return false;
    return n > 0;
}

/* The input behind the leave never was.  What it annulled itself – the leave it corrected – must not come back to life. */
static bool put_away(Making *m, const Fact *leave, Err *err)
{
    Arena *a = m->cx->arena;
    const Val *effects = ledger_effects(m->cx->db, a, leave->input, err);
    val_add(m->out->own, effect_annul(a, leave->input));
    for (const Val *e = effects ? val_first(effects) : NULL; e; e = val_next(e))
        if (strcmp(val_str(val_get(e, "op")), "annul") == 0)
            val_add(m->out->own, effect_annul(a, val_num(val_get(e, "input"))));
    return effects != NULL;
}

/* One that had not begun: an annual leave's days in the absence and in the leave books move together. */
static bool is_moved(Making *m, const Fact *f, const Rule *gives_way, Err *err)
{
    Cx *cx = m->cx;
    Rest rest;
    Instant head;
    size_t n;
    if (!ledger_head(cx->db, &head, err))
        return false;
    const Fact *facts = ledger_facts_of_input(cx->db, cx->arena, f->input, head, &n, err);
    if (!facts || !rest_make(m, f, gives_way, &rest, err))
        return false;
    if (!movable(f, facts, n))
        return err_set(err, ERR_CONFLICT, "from",
                       N_("the absence that begins on {0} was changed by another paper; move it by an order first"),
                       day(m, f->valid_from));
    if (!put_away(m, f, err))
        return false;
    Moved *into = rest.days > 0 ? moved_new(m, f, err) : NULL;
    if (rest.days > 0 && !into)
        return false;
    for (size_t i = 0; into && i < n; i++)
        if (!put_again(m, into, &facts[i], f, &rest, err))
            return false;
    return true;
}

/* Days of a note, and those of them that are an absence of their own: an absence that runs on keeps its days. */
typedef struct Sick {
    Date        from, to;
    const Rule *beside;               /* by which row; NULL: all of them are */
} Sick;

static void put_sick(Making *m, const char *kind, Date from, Date to, const Rule *rule)
{
    Arena *a = m->cx->arena;
    Val *values = val_map(a), *why = making_why(m), *rules = val_list(a);
    if (rule)
        val_put(why, "rules", rules);
    if (rule)
        val_add(rules, rule_view(a, rule));
    val_put(values, "code", val_keep(a, "sick"));
    val_put_text(a, values, "issuer", m->r->issuer);
    val_put_text(a, values, "number", m->r->number);
    val_add(m->out->own, effect_start(a, kind, m->r->person_id, 0, from, to, values, why));
}

/* The days up to the absence are sick days; they go on when it ends. */
static bool runs_on(Making *m, const Fact *f, const Rule *rule, Sick *sick)
{
    if (date_before(sick->from, f->valid_from))
        put_sick(m, FACT_ABSENCE, sick->from, f->valid_from, NULL);
    sick->from = date_max(sick->from, f->valid_to);
    sick->beside = rule;
    return true;
}

static bool meet_absence(Making *m, const Fact *f, Sick *sick, Err *err)
{
    const Record *r = m->r;
    if (!date_before(f->valid_from, r->to_date) || !date_before(r->from_date, f->valid_to))
        return true;
    bool before = date_before(f->valid_from, r->from_date);
    if (making_code(f, "not_returned")) {
        if (before)
            val_add(m->out->own, effect_end(m->cx->arena, FACT_ABSENCE, r->person_id, 0, r->from_date, making_why(m)));
        else
            making_annul(m, f);
        return true;
    }
    if (making_code(f, "sick"))
        return err_set(err, ERR_CONFLICT, "from", N_("another sick note covers {0} already"),
                       day(m, date_max(f->valid_from, r->from_date)));
    const Rule *rule = NULL;                                 /* 110-138 speaks of annual leave only */
    Regime regime;
    if (!making_code(f, "annual")) {
        const char *code = arena_printf(m->cx->arena, "leave.sick.%s", f->code ? f->code : "");
        if (!regime_on(m, r->from_date, &regime, err))
            return false;
        rule = rule_find(law_of(m->cx), code, regime, r->from_date);
        if (!rule)
            return err_set(err, ERR_CONFLICT, "from",
                           N_("he is away on another ground since {0}, and no rule says what a sickness does to it"),
                           day(m, f->valid_from));
        if (!rule->value)
            return runs_on(m, f, rule, sick);
    }
    return before ? goes_on(m, f, rule, err) : is_moved(m, f, rule, err);
}

bool making_sick_note(Making *m, Err *err)
{
    size_t n;
    const Fact *absences = making_history(m, FACT_ABSENCE, &n, err);
    Sick sick = { .from = m->r->from_date, .to = m->r->to_date };
    if (!absences)
        return false;
    for (size_t i = 0; i < n; i++)                           /* by their first day */
        if (!meet_absence(m, &absences[i], &sick, err))
            return false;
    if (date_before(sick.from, sick.to))
        put_sick(m, FACT_ABSENCE, sick.from, sick.to, NULL);
    if (sick.beside)
        put_sick(m, FACT_SICK_WITHIN, m->r->from_date, m->r->to_date, sick.beside);
    return true;
}
