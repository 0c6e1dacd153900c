// SPDX-License-Identifier: Apache-2.0
/* What a record does to the ledger.
 *
 *   sick_note      absence sick; of a leave begun before it the rest follows when it ends, the leave days kept
 *                  (Labour Code 110-138: sickness postpones leave); a "not returned" mark it explains is annulled
 *   not_returned   absence not_returned from the day of return, open
 *   returned       ends it
 *   diploma        education
 *   outside acts   rank; post given by a court or by another body, with the place on the list */
#include "areas/file/file_in.h"
#include "app/i18n.h"
#include "areas/service/service.h"
#include "base/text.h"
#include <string.h>

typedef struct Making {
    Cx           *cx;
    const Record *r;
    const Val    *details;
    Val          *effects;
    int64_t      *keep;
    size_t       *keep_count;
} Making;

static Val *why(const Making *m)
{
    Arena *a = m->cx->arena;
    Val *v = val_map(a);
    val_put(v, "kind", val_keep(a, record_is_outside(m->r->kind) ? "outside_act" : "record"));
    val_put_text(a, v, "of", m->r->kind);
    val_put_text(a, v, "issuer", m->r->issuer);
    val_put_text(a, v, "number", m->r->number);
    val_put_date(a, v, "issued", m->r->issued);
    return v;
}

static const char *day(const Making *m, Date d) { return az_date_numeric(m->cx->arena, d); }

static const Fact *history(const Making *m, const char *kind, size_t *ret_n, Err *err)
{
    Instant head;
    if (!ledger_head(m->cx->db, &head, err))
        return NULL;
    return ledger_history_of_person(m->cx->db, m->cx->arena, kind, m->r->person_id, head, ret_n, err);
}

static bool has_code(const Fact *f, const char *code) { return f->code && strcmp(f->code, code) == 0; }

/* ---- sickness -------------------------------------------------------------- */

/* The record says what really was: the mark "has not returned" was never true. */
static void annul(Making *m, const Fact *mark)
{
    val_add(m->effects, effect_annul(m->cx->arena, mark->input));
    if (mark->ended_by && *m->keep_count < MOST_KEPT)
        m->keep[(*m->keep_count)++] = mark->ended_by;
}

static bool regime_on(const Making *m, Date on, Regime *ret, Err *err)
{
    Seat seat;
    bool found;
    *ret = REGIME_ANY;
    if (!staff_seat_of(m->cx, m->r->person_id, on, &seat, &found, err))
        return false;
    return !found || regime_parse(seat.regime, ret) || err_set(err, ERR_INTERNAL, NULL, N_("the seat has no regime"));
}

/* The rest of a leave broken off by sickness: as many leave days as were left, from the day after it. */
static bool leave_goes_on(Making *m, const Fact *leave, Err *err)
{
    Cx *cx = m->cx;
    Arena *a = cx->arena;
    const Record *r = m->r;
    const Law *law = law_of(cx->app);
    Regime regime;
    int left;
    LeaveSpan rest;
    if (!regime_on(m, r->from_date, &regime, err)
        || !leave_days_used(law, regime, r->from_date, date_add_days(leave->valid_to, -1), &left, err)
        || (left > 0 && !leave_span(a, law, regime, r->to_date, left, &rest, err)))
        return false;
    val_add(m->effects, effect_end(a, FACT_ABSENCE, r->person_id, 0, r->from_date, why(m)));
    if (left <= 0)
        return true;
    Val *values = ledger_payload(a, leave->payload, err), *because = why(m);
    if (!values)
        return false;
    Str span = str_make(a);
    val_write_canonical(rest.derivation, &span);
    val_put_int(a, because, "continues", leave->input);
    val_put_date(a, because, "leave_from", leave->valid_from);
    val_put_date(a, because, "leave_to", leave->valid_to);
    val_put_int(a, because, "left", left);
    val_put(because, "derivation", val_keep(a, span.s));
    val_add(m->effects, effect_start(a, FACT_ABSENCE, r->person_id, 0, r->to_date, date_add_days(rest.last, 1), values,
                                     because));
    return true;
}

static bool is_leave(const Fact *f)
{
    return !has_code(f, "sick") && !has_code(f, "trip") && !has_code(f, "suspension") && !has_code(f, "not_returned");
}

static bool meet_absence(Making *m, const Fact *f, Err *err)
{
    const Record *r = m->r;
    if (!date_before(f->valid_from, r->to_date) || !date_before(r->from_date, f->valid_to))
        return true;
    bool before = date_before(f->valid_from, r->from_date);
    if (has_code(f, "not_returned")) {
        if (before)
            val_add(m->effects, effect_end(m->cx->arena, FACT_ABSENCE, r->person_id, 0, r->from_date, why(m)));
        else
            annul(m, f);
        return true;
    }
    if (has_code(f, "sick"))
        return err_set(err, ERR_CONFLICT, "from", N_("another sick note covers {0} already"),
                       day(m, date_max(f->valid_from, r->from_date)));
    if (!is_leave(f))
        return err_set(err, ERR_CONFLICT, "from", N_("he is away on another ground since {0}; end it by an order first"),
                       day(m, f->valid_from));
    return before ? leave_goes_on(m, f, err)
                  : err_set(err, ERR_CONFLICT, "from",
                            N_("a leave begins on {0}, within the sickness; move it by an order first"),
                            day(m, f->valid_from));
}

static bool sick_note(Making *m, Err *err)
{
    size_t n;
    const Fact *absences = history(m, FACT_ABSENCE, &n, err);
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
    val_add(m->effects, effect_start(a, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, m->r->to_date, values, why(m)));
    return true;
}

/* ---- the return from leave -------------------------------------------------- */

static bool not_returned(Making *m, Err *err)
{
    size_t n;
    const Fact *absences = history(m, FACT_ABSENCE, &n, err);
    bool ended = false;
    for (size_t i = 0; absences && i < n; i++)
        ended |= is_leave(&absences[i]) && date_same(absences[i].valid_to, m->r->from_date);
    if (!absences)
        return false;
    if (!ended)
        return err_set(err, ERR_INVALID, "from", N_("no leave of his ends so that he should be back on {0}"),
                       day(m, m->r->from_date));
    Arena *a = m->cx->arena;
    Val *values = val_map(a);
    val_put(values, "code", val_keep(a, "not_returned"));
    val_add(m->effects, effect_start(a, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, values, why(m)));
    return true;
}

static bool returned(Making *m, Err *err)
{
    size_t n;
    const Fact *absences = history(m, FACT_ABSENCE, &n, err), *mark = NULL;
    for (size_t i = 0; absences && i < n; i++)
        if (has_code(&absences[i], "not_returned") && !date_before(m->r->from_date, absences[i].valid_from)
            && date_before(m->r->from_date, absences[i].valid_to))
            mark = &absences[i];
    if (!absences)
        return false;
    if (!mark)
        return err_set(err, ERR_INVALID, "from", N_("he is not marked as not returned on {0}"), day(m, m->r->from_date));
    if (date_same(mark->valid_from, m->r->from_date))
        annul(m, mark);
    else
        val_add(m->effects, effect_end(m->cx->arena, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, why(m)));
    return true;
}

/* ---- the others -------------------------------------------------------------- */

static bool diploma(Making *m, Err *err)
{
    Arena *a = m->cx->arena;
    Val *values = val_map(a);
    (void)err;
    val_put_text(a, values, "code", val_str(val_get(m->details, "level")));
    val_put_text(a, values, "institution", m->r->issuer);
    val_put_text(a, values, "number", m->r->number);
    if (val_get(m->details, "form"))
        val_put_text(a, values, "form", val_str(val_get(m->details, "form")));
    if (val_get(m->details, "speciality"))
        val_put_text(a, values, "speciality", val_str(val_get(m->details, "speciality")));
    val_add(m->effects, effect_start(a, FACT_EDUCATION, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, values, why(m)));
    return true;
}

/* Ends what is true of a SINGLE kind on the day, if it began before. */
static bool make_room(Making *m, const char *kind, bool *ret_live, Err *err)
{
    size_t n;
    const Fact *facts = history(m, kind, &n, err);
    *ret_live = false;
    for (size_t i = 0; facts && i < n; i++)
        *ret_live |= date_before(facts[i].valid_from, m->r->from_date) && date_before(m->r->from_date, facts[i].valid_to);
    return facts != NULL;
}

static bool outside_rank(Making *m, Err *err)
{
    Arena *a = m->cx->arena;
    bool live;
    const char *code = val_str(val_get(m->details, "rank"));
    const Rank *rank = rank_find(m->cx->app, code);
    if (!make_room(m, FACT_RANK, &live, err))
        return false;
    if (live)
        val_add(m->effects, effect_end(a, FACT_RANK, m->r->person_id, 0, m->r->from_date, why(m)));
    if (!rank)
        return err_set(err, ERR_INVALID, "rank", N_("there is no such rank"));
    Val *values = val_map(a);
    val_put_text(a, values, "code", code);
    val_put_int(a, values, "num", rank->no);
    val_add(m->effects, effect_start(a, FACT_RANK, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, values, why(m)));
    return true;
}

static bool outside_post(Making *m, Err *err)
{
    Arena *a = m->cx->arena;
    Seat seat;
    bool held, listed;
    if (!staff_seat(m->cx, val_num(val_get(m->details, "seat_id")), &seat, err)
        || !make_room(m, FACT_HOLDING, &held, err) || !make_room(m, FACT_EMPLOYMENT, &listed, err))
        return false;
    if (held)
        val_add(m->effects, effect_end(a, FACT_HOLDING, m->r->person_id, 0, m->r->from_date, why(m)));
    if (!listed) {
        Val *regime = val_map(a);
        val_put_text(a, regime, "code", seat.regime);
        val_add(m->effects, effect_start(a, FACT_EMPLOYMENT, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, regime,
                                         why(m)));
    }
    Val *values = val_map(a);
    val_put_int(a, values, "units", seat.capacity);
    val_add(m->effects, effect_start(a, FACT_HOLDING, m->r->person_id, seat.id, m->r->from_date, DATE_FOREVER, values,
                                     why(m)));
    return true;
}

bool record_effects(Cx *cx, const Record *r, Val *effects, int64_t *keep, size_t *keep_count, Err *err)
{
    static const struct { const char *kind; bool (*make)(Making *m, Err *err); } MAKERS[] = {
        { RECORD_SICK_NOTE, sick_note }, { RECORD_NOT_RETURNED, not_returned }, { RECORD_RETURNED, returned },
        { RECORD_DIPLOMA, diploma }, { OUTSIDE_RANK, outside_rank }, { OUTSIDE_REINSTATE, outside_post },
        { OUTSIDE_APPOINT, outside_post },
    };
    Making m = { .cx = cx, .r = r, .effects = effects, .keep = keep, .keep_count = keep_count };
    m.details = ledger_payload(cx->arena, r->details, err);
    for (size_t i = 0; m.details && i < sizeof MAKERS / sizeof *MAKERS; i++)
        if (strcmp(MAKERS[i].kind, r->kind) == 0)
            return MAKERS[i].make(&m, err);
    return m.details && err_set(err, ERR_INVALID, "kind", N_("choose one of the values offered"));
}
