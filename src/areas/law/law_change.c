// SPDX-License-Identifier: Apache-2.0
/* A rule changes by a dated row that names its act, proposed by one and approved by another. */
#include "app/journal.h"
#include "areas/law/law_diff.h"
#include "areas/law/law_store.h"
#include "areas/law/rule_fit.h"
#include "base/text.h"
#include "law_queries.h"
#include <string.h>

/* Every act a basis names must be listed. */
static void check_basis(Arena *a, const Law *law, const char *basis, Err *err)
{
    if (!*basis)
        err_add(err, "basis", N_("name the act and the place in it"));
    for (const char *s = basis; *s; s += strcspn(s, ";"), s += *s == ';') {
        const char *code = arena_strndup(a, s, strcspn(s, ":;"));
        if (!act_find_legal(law, code))
            err_add(err, "basis", N_("no act {0} is listed"), code);
    }
}

static bool check_draft(Cx *cx, const Law *law, const RuleDraft *in, Err *err)
{
    Unit unit;
    Regime regime;
    Confidence confidence;
    if (!in->code || !rule_units(law, in->code))
        err_add(err, "code", N_("there is no such rule"));
    if (unit_parse(in->unit, &unit))
        rule_fits(cx->arena, law, &(RuleFit){ in->code ? in->code : "", unit, in->value, in->valid_from }, err);
    else
        err_add(err, "unit", N_("there is no such unit"));
    if (!regime_parse(in->regime, &regime))
        err_add(err, "regime", N_("there is no such regime"));
    if (!confidence_parse(in->confidence, &confidence))
        err_add(err, "confidence", N_("there is no such confidence"));
    check_basis(cx->arena, law, in->basis ? in->basis : "", err);
    return err->kind == ERR_NONE;
}

static Val *draft_view(Arena *a, const RuleDraft *in)
{
    Val *v = val_map(a);
    val_put_text(a, v, "code", in->code);
    val_put_int(a, v, "value", in->value);
    val_put_text(a, v, "unit", in->unit);
    val_put_text(a, v, "regime", in->regime);
    val_put_date(a, v, "valid_from", in->valid_from);
    val_put_text(a, v, "basis", in->basis);
    val_put_text(a, v, "confidence", in->confidence);
    return v;
}

/* Two rows of one rule that begin on one day cannot both be approved. */
static bool waits_alone(Cx *cx, const RuleDraft *in, Err *err)
{
    int64_t waiting;
    if (!db_int(cx->db, &Q_LAW_RULE_SAME_WAITING, BIND(P_TEXT(in->code), P_TEXT(in->regime), P_DATE(in->valid_from)), 0,
                &waiting, err))
        return false;
    return waiting == 0
        || err_set(err, ERR_CONFLICT, "valid_from", N_("a row of this rule from that day on waits for approval already"));
}

bool law_propose(Cx *cx, const RuleDraft *in, const Grant *grant, int64_t *ret_id, Err *err)
{
    const Law *law;
    if (!law_store_lock(cx, err) || !law_current(cx, &law, err) || !check_draft(cx, law, in, err)
        || !waits_alone(cx, in, err))
        return false;
    OptInt by = { cx->actor->person_id != 0, cx->actor->person_id };
    if (!db_int(cx->db, &Q_LAW_RULE_ADD,
                BIND(P_TEXT(in->code), P_INT(in->value), P_TEXT(in->unit), P_TEXT(in->regime),
                     P_DATE(in->valid_from), P_DATE(DATE_FOREVER), P_TEXT(in->basis), P_TEXT(in->confidence),
                     P_TEXT(text_clean(cx->arena, in->note)), P_TEXT(LAW_ENTERED), P_BOOL(false), P_OPTINT(by),
                     P_INSTANT(cx->now)), 0, ret_id, err))
        return false;
    journal_add(cx, "law.propose", OBJ_RULE, *ret_id, draft_view(cx->arena, in), grant);
    return true;
}

typedef struct Proposed {
    const char *code, *regime;
    Date        valid_from, valid_to;
    bool        approved;
    int64_t     returned_by;
    OptInt      proposed_by;
} Proposed;
static const Field PROPOSED[] = {
    FIELD(Proposed, code), FIELD(Proposed, regime), FIELD(Proposed, valid_from), FIELD(Proposed, valid_to),
    FIELD(Proposed, approved), FIELD(Proposed, returned_by), FIELD(Proposed, proposed_by), FIELDS_END
};

static bool may_approve(Cx *cx, const Proposed *p, Err *err)
{
    int64_t later;
    if (p->approved)
        return err_set(err, ERR_CONFLICT, NULL, N_("this rule is in force already"));
    if (p->returned_by)
        return err_set(err, ERR_CONFLICT, NULL, N_("this proposal was returned"));
    if (p->proposed_by.has && p->proposed_by.v == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("who proposed a rule does not approve it"));
    if (!db_int(cx->db, &Q_LAW_RULE_LATER,
                BIND(P_TEXT(p->code), P_TEXT(p->regime), P_DATE(p->valid_from), P_DATE(p->valid_to)), 0, &later,
                err))
        return false;
    return later == 0
        || err_set(err, ERR_CONFLICT, "valid_from", N_("a row of this rule begins on that day or later"));
}

/* The new whole must be a law that loads: no overlaps, extensions in the unit of their term. */
static bool still_loads(Cx *cx, Err *err)
{
    Law *law;
    return law_store_read(cx->db, cx->arena, NULL, &law, err);
}

bool law_approve(Cx *cx, int64_t id, const Grant *grant, Err *err)
{
    Proposed p;
    bool found;
    if (!law_store_lock(cx, err)
        || !db_one(cx->db, cx->arena, &Q_LAW_RULE_GET, BIND(P_INT(id)), PROPOSED, &p, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such rule"));
    if (!may_approve(cx, &p, err)
        || !db_run(cx->db, &Q_LAW_RULE_END,
                   BIND(P_TEXT(p.code), P_TEXT(p.regime), P_DATE(p.valid_from), P_INSTANT(cx->now)), NULL, err)
        || !db_run(cx->db, &Q_LAW_RULE_APPROVE,
                   BIND(P_INT(id), P_INT(cx->actor->person_id), P_INSTANT(cx->now)), NULL, err)
        || !law_store_changed(cx, err) || !still_loads(cx, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "code", p.code);
    val_put_date(cx->arena, data, "valid_from", p.valid_from);
    journal_add(cx, "law.approve", OBJ_RULE, id, data, grant);
    return true;
}

bool law_return(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err)
{
    int64_t changed;
    if (!*remark)
        return err_add(err, "remark", N_("write why it is returned"));
    if (!db_run(cx->db, &Q_LAW_RULE_RETURN,
                BIND(P_INT(id), P_INT(cx->actor->person_id), P_TEXT(remark), P_INSTANT(cx->now)), &changed, err))
        return false;
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, NULL, N_("there is nothing to return: it was decided already"));
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "text", remark);
    journal_add(cx, "law.return", OBJ_RULE, id, data, grant);
    return true;
}

bool law_act_list(Cx *cx, const char *title, const char *number, OptDate date, const char *body, const Grant *grant,
                  const char **ret_code, Err *err)
{
    const Law *law;
    if (!law_store_lock(cx, err) || !law_current(cx, &law, err))
        return false;
    *ret_code = arena_printf(cx->arena, "act-%zu", law->act_count + 1);
    if (!db_run(cx->db, &Q_LAW_ACT_ADD,
                BIND(P_TEXT(*ret_code), P_TEXT(number), P_OPTDATE(date), P_TEXT(title), P_TEXT(title), P_TEXT(body),
                     P_OPTDATE((OptDate){ 0 }), P_TEXT("V"), P_TEXT("")), NULL, err)
        || !law_store_changed(cx, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "text", title);
    val_put_text(cx->arena, data, "number", number);
    journal_add(cx, "law.act", OBJ_NONE, 0, data, grant);
    return true;
}
