// SPDX-License-Identifier: Apache-2.0
/* A sick note and the leave it meets.
 *
 *   within the leave          the leave ends, sickness, the days that were left
 *   on its first day, before  the leave never began: it is annulled and follows the sickness whole
 *
 * What follows is an input of its own ("record:7/rest"), so that the next sick note can move it again without
 * touching this one's sickness. */
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

/* The leave days that follow the sickness, and by which rows of law. */
typedef struct Rest {
    int         days;
    LeaveSpan   span;                 /* when days > 0 */
    const Rule *moves, *follows;
} Rest;

static bool rest_make(const Making *m, const Fact *leave, Rest *ret, Err *err)
{
    const Law *law = law_of(m->cx);
    Regime regime;
    Date first = date_max(leave->valid_from, m->r->from_date);
    *ret = (Rest){ 0 };
    if (!regime_on(m, m->r->from_date, &regime, err))
        return false;
    ret->moves = rule_find(law, "leave.postpone.sick", regime, m->r->from_date);
    ret->follows = rule_find(law, "leave.postpone.follows", regime, m->r->from_date);
    if (!ret->moves || !ret->moves->value)
        return err_set(err, ERR_CONFLICT, "from", N_("he is on leave from {0}, and no rule lets sickness move it"),
                       day(m, leave->valid_from));
    return leave_days_used(law, regime, first, date_add_days(leave->valid_to, -1), &ret->days, err)
        && (ret->days <= 0 || leave_span(m->cx->arena, law, regime, m->r->to_date, ret->days, &ret->span, err));
}

static Val *why_rest(const Making *m, const Fact *leave, const Rest *rest)
{
    Arena *a = m->cx->arena;
    Val *why = making_why(m), *rules = val_list(a);
    Str span = str_make(a);
    val_write_canonical(rest->span.derivation, &span);
    val_put_int(a, why, "continues", leave->input);
    val_put_date(a, why, "leave_from", leave->valid_from);
    val_put_date(a, why, "leave_to", leave->valid_to);
    val_put_int(a, why, "left", rest->days);
    val_put(why, "derivation", val_keep(a, span.s));
    val_add(rules, rule_view(a, rest->moves));
    if (rest->follows)
        val_add(rules, rule_view(a, rest->follows));
    val_put(why, "rules", rules);
    return why;
}

/* The same fact again, for the days after the sickness. */
static bool put_again(Making *m, const Fact *f, const Fact *leave, const Rest *rest, Err *err)
{
    Arena *a = m->cx->arena;
    Val *values = ledger_payload(a, f->payload, err);
    if (!values)
        return false;
    if (val_get(values, "days"))
        val_replace(values, "days", val_int(a, rest->days));
    if (val_get(values, "back"))
        val_replace(values, "back", val_date(a, rest->span.back));
    val_add(m->out->rest, effect_start(a, f->kind, f->person, f->seat, m->r->to_date, date_add_days(rest->span.last, 1),
                                       values, why_rest(m, leave, rest)));
    return true;
}

static bool leave_goes_on(Making *m, const Fact *leave, Err *err)
{
    Rest rest;
    if (!rest_make(m, leave, &rest, err))
        return false;
    val_add(m->out->own, effect_end(m->cx->arena, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, making_why(m)));
    return rest.days <= 0 || put_again(m, leave, leave, &rest, err);
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

/* A leave that had not begun: its days in the absence and in the leave books move together. */
static bool leave_is_moved(Making *m, const Fact *leave, Err *err)
{
    Cx *cx = m->cx;
    Rest rest;
    Instant head;
    size_t n;
    if (!ledger_head(cx->db, &head, err))
        return false;
    const Fact *facts = ledger_facts_of_input(cx->db, cx->arena, leave->input, head, &n, err);
    if (!facts || !rest_make(m, leave, &rest, err))
        return false;
    if (!movable(leave, facts, n))
        return err_set(err, ERR_CONFLICT, "from",
                       N_("the leave that begins on {0} was changed by another paper; move it by an order first"),
                       day(m, leave->valid_from));
    val_add(m->out->own, effect_annul(cx->arena, leave->input));
    for (size_t i = 0; i < n && rest.days > 0; i++)
        if (!put_again(m, &facts[i], leave, &rest, err))
            return false;
    return true;
}

static bool meet_absence(Making *m, const Fact *f, Err *err)
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
    if (!making_code(f, "annual"))                          /* 110-138 speaks of annual leave only */
        return err_set(err, ERR_CONFLICT, "from", N_("he is away on another ground since {0}; end it by an order first"),
                       day(m, f->valid_from));
    return before ? leave_goes_on(m, f, err) : leave_is_moved(m, f, err);
}

bool making_sick_note(Making *m, Err *err)
{
    size_t n;
    const Fact *absences = making_history(m, FACT_ABSENCE, &n, err);
    if (!absences)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!meet_absence(m, &absences[i], err))
            return false;
    Arena *a = m->cx->arena;
    Val *values = val_map(a);
    val_put(values, "code", val_keep(a, "sick"));
    val_put_text(a, values, "issuer", m->r->issuer);
    val_put_text(a, values, "number", m->r->number);
    val_add(m->out->own, effect_start(a, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, m->r->to_date, values,
                                      making_why(m)));
    return true;
}
