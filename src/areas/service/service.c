// SPDX-License-Identifier: Apache-2.0
/* Ranks, and what a person's service is on a day. */
#include "app/data.h"
#include "areas/service/service_in.h"
#include <string.h>

const FactKind SERVICE_FACT_KINDS[] = {
    { FACT_RANK, N_("Special rank"), TRACK_SINGLE, SEAT_NONE, false },
    { FACT_INCENTIVE, N_("Incentive"), TRACK_MULTI, SEAT_NONE, false },
    { FACT_SANCTION, N_("Sanction"), TRACK_MULTI, SEAT_NONE, false },
    { 0 }
};

/* ---- ranks ----------------------------------------------------------------- */

typedef struct Tables {
    const Rank        *rank;
    size_t             ranks;
    const AbsenceKind *absence;
    size_t             absences;
} Tables;
static const Field RANK_FIELDS[] = {
    FIELD(Rank, code), FIELD(Rank, no), FIELD(Rank, group), FIELD(Rank, title_az), FIELD(Rank, title_en),
    FIELD(Rank, confidence), FIELDS_END
};
static const Field ABSENCE_FIELDS[] = {
    FIELD(AbsenceKind, code), FIELD(AbsenceKind, during_az), FIELD(AbsenceKind, name_az), FIELD(AbsenceKind, ground),
    FIELD(AbsenceKind, ended_by), FIELD(AbsenceKind, counts), FIELDS_END
};

static bool start(App *app, Arena *arena, void **ret_state, Err *err)
{
    Tables *t = NEW(arena, Tables);
    (void)app;
    t->rank = data_read(arena, "data/ranks.csv", RANK_FIELDS, sizeof(Rank), &t->ranks, err);
    t->absence = !t->rank ? NULL
               : data_read(arena, "data/absences.csv", ABSENCE_FIELDS, sizeof(AbsenceKind), &t->absences, err);
    *ret_state = t;
    return t->absence != NULL;
}

static const Tables *tables(const App *app) { return app_area_state(app, &service_area); }

const Rank *rank_list(const App *app, size_t *ret_count)
{
    *ret_count = tables(app)->ranks;
    return tables(app)->rank;
}

const Rank *rank_find(const App *app, const char *code)
{
    size_t n;
    const Rank *r = rank_list(app, &n);
    for (size_t i = 0; code && i < n; i++)
        if (strcmp(r[i].code, code) == 0)
            return &r[i];
    return NULL;
}

const Rank *rank_at(const App *app, int64_t no)
{
    size_t n;
    const Rank *r = rank_list(app, &n);
    for (size_t i = 0; i < n; i++)
        if (r[i].no == no)
            return &r[i];
    return NULL;
}

const AbsenceKind *absence_kind(const App *app, const char *code)
{
    const Tables *t = tables(app);
    for (size_t i = 0; code && i < t->absences; i++)
        if (strcmp(t->absence[i].code, code) == 0)
            return &t->absence[i];
    return NULL;
}

const Fact *absence_ended_by(Cx *cx, const Service *s, const char *order_kind, const AbsenceKind **ret_kind)
{
    for (size_t i = 0; i < s->fact_count; i++) {
        const Fact *f = &s->facts[i];
        *ret_kind = strcmp(f->kind, FACT_ABSENCE) == 0 ? absence_kind(cx->app, f->code) : NULL;
        if (*ret_kind && strcmp((*ret_kind)->ended_by, order_kind) == 0 && date_before(f->valid_from, s->at.on))
            return f;
    }
    return NULL;
}

/* ---- a person's service ---------------------------------------------------- */

Regime seat_regime(const Seat *seat)
{
    Regime r;
    return regime_parse(seat->regime, &r) ? r : REGIME_LABOUR;
}

/* Whoever has no post today stays under the rules of the last one. */
static bool last_regime(Cx *cx, Service *s, Err *err)
{
    size_t n;
    const Fact *held = ledger_history_of_person(cx->db, cx->arena, FACT_HOLDING, s->person_id, s->at.known, &n, err);
    const Fact *last = NULL;
    Seat seat;
    if (!held)
        return false;
    for (size_t i = 0; i < n; i++)
        if (held[i].seat && !date_before(s->at.on, held[i].valid_from))
            last = &held[i];
    if (!last)
        return true;
    if (!staff_seat(cx, last->seat, &seat, err))
        return false;
    s->regime = seat_regime(&seat);
    return true;
}

static bool note_fact(Cx *cx, Service *s, const Fact *f, Err *err)
{
    if (strcmp(f->kind, FACT_EMPLOYMENT) == 0) {
        s->on_list = true;
        s->hired = f->valid_from;
        s->list_until = f->valid_to;
        s->prior_months = f->num.has ? f->num.v : 0;
        if (f->code && !s->has_seat)
            regime_parse(f->code, &s->regime);
    } else if (strcmp(f->kind, FACT_RANK) == 0) {
        s->rank = rank_find(cx->app, f->code);
        s->rank_since = f->valid_from;
    } else if (strcmp(f->kind, FACT_HOLDING) == 0 && f->seat) {
        if (!staff_seat(cx, f->seat, &s->seat, err))
            return false;
        s->has_seat = true;
        s->in_post_since = f->valid_from;
        s->regime = seat_regime(&s->seat);
    }
    return true;
}

bool service_of(Cx *cx, int64_t person_id, AsOf at, Service *ret, Err *err)
{
    Service s = { .person_id = person_id, .at = at, .regime = REGIME_LABOUR };
    s.facts = ledger_facts_of_person(cx->db, cx->arena, NULL, person_id, at, &s.fact_count, err);
    if (!s.facts)
        return false;
    for (size_t i = 0; i < s.fact_count; i++)
        if (!note_fact(cx, &s, &s.facts[i], err))
            return false;
    if (!s.has_seat && !last_regime(cx, &s, err))
        return false;
    *ret = s;
    return true;
}

bool service_on(Cx *cx, int64_t person_id, Date day, Service *ret, Err *err)
{
    AsOf at = { .on = day };
    return ledger_head(cx->db, &at.known, err) && service_of(cx, person_id, at, ret, err);
}

const Area service_area = { .name = "service", .order_kinds = SERVICE_ORDER_KINDS, .start = start };
