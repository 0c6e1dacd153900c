// SPDX-License-Identifier: Apache-2.0
/* What a record does to the ledger.
 *
 *   sick_note      absence sick; what it does to a leave: sickness.c
 *   not_returned   absence not_returned from the day of return, open
 *   returned       ends it
 *   diploma        education
 *   outside acts   rank; post given by a court or by another body, with the place on the list */
#include "areas/file/making.h"
#include "app/i18n.h"
#include "base/text.h"
#include <string.h>

static const char *day(const Making *m, Date d) { return az_date_numeric(m->cx->arena, d); }

/* ---- the return from leave -------------------------------------------------- */

static bool not_returned(Making *m, Err *err)
{
    size_t n;
    const Fact *absences = making_history(m, FACT_ABSENCE, &n, err);
    bool ended = false;
    for (size_t i = 0; absences && i < n; i++)
        ended |= making_is_leave(m, &absences[i]) && date_same(absences[i].valid_to, m->r->from_date);
    if (!absences)
        return false;
    if (!ended)
        return err_set(err, ERR_INVALID, "from", N_("no leave of his ends so that he should be back on {0}"),
                       day(m, m->r->from_date));
    Arena *a = m->cx->arena;
    Val *values = val_map(a);
    val_put(values, "code", val_keep(a, "not_returned"));
    val_add(m->out->own, effect_start(a, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, values, making_why(m)));
    return true;
}

static bool returned(Making *m, Err *err)
{
    size_t n;
    const Fact *absences = making_history(m, FACT_ABSENCE, &n, err), *mark = NULL;
    for (size_t i = 0; absences && i < n; i++)
        if (making_code(&absences[i], "not_returned") && !date_before(m->r->from_date, absences[i].valid_from)
            && date_before(m->r->from_date, absences[i].valid_to))
            mark = &absences[i];
    if (!absences)
        return false;
    if (!mark)
        return err_set(err, ERR_INVALID, "from", N_("he is not marked as not returned on {0}"), day(m, m->r->from_date));
    if (date_same(mark->valid_from, m->r->from_date))
        making_annul(m, mark);
    else
        val_add(m->out->own, effect_end(m->cx->arena, FACT_ABSENCE, m->r->person_id, 0, m->r->from_date, making_why(m)));
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
    val_add(m->out->own, effect_start(a, FACT_EDUCATION, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, values, making_why(m)));
    return true;
}

/* Ends what is true of a SINGLE kind on the day, if it began before. */
static bool make_room(Making *m, const char *kind, bool *ret_live, Err *err)
{
    size_t n;
    const Fact *facts = making_history(m, kind, &n, err);
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
        val_add(m->out->own, effect_end(a, FACT_RANK, m->r->person_id, 0, m->r->from_date, making_why(m)));
    if (!rank)
        return err_set(err, ERR_INVALID, "rank", N_("there is no such rank"));
    Val *values = val_map(a);
    val_put_text(a, values, "code", code);
    val_put_int(a, values, "num", rank->no);
    val_add(m->out->own, effect_start(a, FACT_RANK, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, values, making_why(m)));
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
        val_add(m->out->own, effect_end(a, FACT_HOLDING, m->r->person_id, 0, m->r->from_date, making_why(m)));
    if (!listed) {
        Val *regime = val_map(a);
        val_put_text(a, regime, "code", seat.regime);
        val_add(m->out->own, effect_start(a, FACT_EMPLOYMENT, m->r->person_id, 0, m->r->from_date, DATE_FOREVER, regime,
                                         making_why(m)));
    }
    Val *values = val_map(a);
    val_put_int(a, values, "units", seat.capacity);
    val_add(m->out->own, effect_start(a, FACT_HOLDING, m->r->person_id, seat.id, m->r->from_date, DATE_FOREVER, values,
                                     making_why(m)));
    return true;
}

bool record_effects(Cx *cx, const Record *r, RecordEffects *ret, Err *err)
{
    static const struct { const char *kind; bool (*make)(Making *m, Err *err); } MAKERS[] = {
        { RECORD_SICK_NOTE, making_sick_note }, { RECORD_NOT_RETURNED, not_returned }, { RECORD_RETURNED, returned },
        { RECORD_DIPLOMA, diploma }, { OUTSIDE_RANK, outside_rank }, { OUTSIDE_REINSTATE, outside_post },
        { OUTSIDE_APPOINT, outside_post },
    };
    *ret = (RecordEffects){ .own = val_list(cx->arena) };
    Making m = { .cx = cx, .r = r, .out = ret };
    m.details = ledger_payload(cx->arena, r->details, err);
    for (size_t i = 0; m.details && i < sizeof MAKERS / sizeof *MAKERS; i++)
        if (strcmp(MAKERS[i].kind, r->kind) == 0)
            return MAKERS[i].make(&m, err);
    return m.details && err_set(err, ERR_INVALID, "kind", N_("choose one of the values offered"));
}
