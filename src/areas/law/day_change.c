// SPDX-License-Identifier: Apache-2.0
/* A day of one year changes the calendar by an act: proposed by one, approved by another, as a rule is. */
#include "app/journal.h"
#include "areas/law/law_diff.h"
#include "areas/law/law_store.h"
#include "law_queries.h"
#include <string.h>

typedef struct DayProposal {
    int64_t     id, days, proposed_by;
    const char *kind, *name, *basis, *state;
    Date        first;
    OptDate     pair;
} DayProposal;
static const Field PROPOSAL_FIELDS[] = {
    FIELD(DayProposal, id), FIELD(DayProposal, kind), FIELD(DayProposal, first), FIELD(DayProposal, days),
    FIELD(DayProposal, pair), FIELD(DayProposal, name), FIELD(DayProposal, basis), FIELD(DayProposal, state),
    FIELD(DayProposal, proposed_by), FIELDS_END
};

static Val *day_data(Arena *a, const char *kind, Date first, OptDate pair)
{
    Val *v = val_map(a);
    val_put_text(a, v, "kind", kind);
    val_put_date(a, v, "first", first);
    if (pair.has)
        val_put_date(a, v, "pair", pair.v);
    return v;
}

static void check_day(Cx *cx, const Law *law, const DayDraft *in, Err *err)
{
    bool exchange = strcmp(in->kind, "exchange") == 0;
    const char *act = arena_strndup(cx->arena, in->basis, strcspn(in->basis, ":"));
    CalDay day;
    if (!calendar_day(law->calendar, in->first, &day))
        err_add(err, "first", N_("the working calendar does not reach this day"));
    else if (exchange && !day.working)
        err_add(err, "first", N_("this day does not work as it is"));
    if (exchange && !in->pair.has)
        err_add(err, "pair", N_("write which day is worked in exchange"));
    else if (exchange && (!calendar_day(law->calendar, in->pair.v, &day) || day.working))
        err_add(err, "pair", N_("this day is no rest day"));
    if (!exchange && in->pair.has)
        err_add(err, "pair", N_("only an exchange has a second day"));
    if (!exchange && !*in->name)
        err_add(err, "name", N_("choose what day it is"));
    if (in->days < 1 || in->days > 10 || (exchange && in->days != 1))
        err_add(err, "days", N_("not a number of days"));
    if (!act_find_legal(law, act))
        err_add(err, "act", N_("no act {0} is listed"), act);
}

static bool waits_alone(Cx *cx, const DayDraft *in, Err *err)
{
    int64_t waiting;
    if (!db_int(cx->db, &Q_LAW_DAY_SAME_WAITING, BIND(P_TEXT(in->kind), P_DATE(in->first)), 0, &waiting, err))
        return false;
    return waiting == 0 || err_set(err, ERR_CONFLICT, "first", N_("this day waits for approval already"));
}

bool day_propose(Cx *cx, const DayDraft *in, const Grant *grant, int64_t *ret_id, Err *err)
{
    const Law *law;
    if (!law_store_lock(cx, err) || !law_current(cx, &law, err))
        return false;
    check_day(cx, law, in, err);
    if (err->kind || !waits_alone(cx, in, err)
        || !db_int(cx->db, &Q_LAW_DAY_PROPOSE,
                   BIND(P_TEXT(in->kind), P_DATE(in->first), P_INT(in->days), P_OPTDATE(in->pair), P_TEXT(in->name),
                        P_TEXT(in->basis), P_INT(cx->actor->person_id), P_INSTANT(cx->now)), 0, ret_id, err))
        return false;
    journal_add(cx, "law.day.propose", OBJ_RULE, *ret_id, day_data(cx->arena, in->kind, in->first, in->pair), grant);
    return true;
}

static bool to_decide(Cx *cx, int64_t id, DayProposal *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_LAW_DAY_PROPOSAL, BIND(P_INT(id)), PROPOSAL_FIELDS, ret, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such proposal"));
    if (strcmp(ret->state, "proposed") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this proposal was decided already"));
    return true;
}

static bool decide(Cx *cx, int64_t id, const char *state, const char *remark, Err *err)
{
    int64_t changed;
    if (!db_run(cx->db, &Q_LAW_DAY_DECIDE,
                BIND(P_INT(id), P_TEXT(state), P_INT(cx->actor->person_id), P_TEXT(remark)), &changed, err))
        return false;
    return changed == 1 || err_set(err, ERR_CONFLICT, NULL, N_("this proposal was decided already"));
}

static bool add_day(Cx *cx, const DayProposal *p, DayKind kind, Date first, OptDate pair, Err *err)
{
    return law_store_day(cx->db, &(DatedDay){ .first = first, .kind = kind, .days = (int)p->days, .name = p->name, .pair = pair,
                                              .basis = p->basis, .confidence = CONF_V, .source = LAW_ENTERED }, err);
}

static bool enter(Cx *cx, const DayProposal *p, Err *err)
{
    int year, month, day;
    date_split(p->first, &year, &month, &day);
    if (strcmp(p->kind, "exchange") == 0)
        return add_day(cx, p, DAY_SWAP_REST, p->first, p->pair, err)
            && add_day(cx, p, DAY_SWAP_WORK, p->pair.v, (OptDate){ true, p->first }, err);
    return db_run(cx->db, &Q_LAW_DAY_EXPECTED_DROP,
                  BIND(P_TEXT(p->name), P_DATE(date_make(year, 1, 1)), P_DATE(date_make(year + 1, 1, 1))), NULL, err)
        && add_day(cx, p, strcmp(p->kind, "voting") == 0 ? DAY_VOTING : DAY_RELIGIOUS, p->first, (OptDate){ 0 }, err);
}

bool day_approve(Cx *cx, int64_t id, const Grant *grant, Err *err)
{
    DayProposal p;
    const Law *before;
    Law *law;
    if (!law_store_lock(cx, err) || !to_decide(cx, id, &p, err) || !law_current(cx, &before, err))
        return false;
    if (p.proposed_by == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("who proposed a day does not approve it"));
    check_day(cx, before, &(DayDraft){ p.kind, p.first, p.days, p.pair, p.name, p.basis }, err);
    if (err->kind)                              /* what was approved meanwhile may have taken the day */
        return false;
    if (!decide(cx, id, "approved", "", err) || !enter(cx, &p, err)
        || !law_store_changed(cx, err) || !law_store_read(cx->db, cx->arena, NULL, &law, err))
        return false;
    journal_add(cx, "law.day.approve", OBJ_RULE, id, day_data(cx->arena, p.kind, p.first, p.pair), grant);
    return true;
}

bool day_return(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err)
{
    DayProposal p;
    if (!*remark)
        return err_add(err, "remark", N_("write why it is returned"));
    if (!to_decide(cx, id, &p, err) || !decide(cx, id, "returned", remark, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "text", remark);
    journal_add(cx, "law.day.return", OBJ_RULE, id, data, grant);
    return true;
}
