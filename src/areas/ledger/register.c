// SPDX-License-Identifier: Apache-2.0
/* Registering: lock the head, plan, store.  Rehearsing: the same without the lock and the storing. */
#include "ledger_queries.h"
#include "areas/ledger/plan.h"
#include "areas/ledger/store.h"

static const char *const ENTRY_KINDS[] = {
    [ENTRY_ORDER_ITEM] = "order_item", [ENTRY_OUTSIDE_ACT] = "outside_act",
    [ENTRY_RECORD] = "record", [ENTRY_OPENING] = "opening",
};

const char *entry_kind_code(EntryKind kind) { return ENTRY_KINDS[kind]; }

typedef struct HeadRow { int64_t inputs; Instant k; } HeadRow;
static const Field HEAD_FIELDS[] = { FIELD(HeadRow, inputs), FIELD(HeadRow, k), FIELDS_END };

static bool read_head(Db *db, Arena *a, const Query *q, HeadRow *ret, Err *err)
{
    bool found;
    if (!db_one(db, a, q, BIND_NONE, HEAD_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_INTERNAL, "", "the ledger has no head");
}

static bool store_input(const Plan *p, size_t i, Err *err)
{
    const NewInput *in = &p->inputs[i];
    const PlanInput *part = &p->parts[i];
    int64_t id = p->first + (int64_t)i;
    if (!db_run(p->db, &Q_LEDGER_INPUT_ADD,
                BIND(P_INT(id), P_TEXT(entry_kind_code(in->kind)), P_TEXT(in->source),
                     P_TEXT(in->natural_key), P_INSTANT(p->k)),
                NULL, err))
        return false;
    for (size_t e = 0; e < part->count; e++) {
        const Effect *effect = &part->effects[e];
        if (!db_run(p->db, &Q_LEDGER_EFFECT_ADD,
                    BIND(P_INT(id), P_INT(effect->self.no), P_TEXT(effect_op_code(effect->op)),
                         P_TEXT(effect->kind ? effect->kind : ""), P_INT(effect->person),
                         P_INT(effect->of.input), P_TEXT(part->bodies[e])),
                    NULL, err))
            return false;
    }
    return true;
}

/* A row that should have been there and was not: the projection is not the fold any more. */
static bool gone_astray(Err *err)
{
    err_detail(err, "a current row of the ledger's tables is missing: run replay --check");
    return err_set(err, ERR_INTERNAL, "", "the ledger's tables do not fit its entries");
}

static bool store_turns(const Plan *p, Err *err)
{
    for (size_t i = 0; i < p->turn_count; i++) {
        int64_t changes;
        Param input = P_INT(p->turns[i].input), k = P_INSTANT(p->k), forever = P_INSTANT(INSTANT_FOREVER);
        const Query *q = p->turns[i].active ? &Q_LEDGER_INACTIVE_CLOSE : &Q_LEDGER_INACTIVE_OPEN;
        if (!db_run(p->db, q, BIND(input, k, forever), &changes, err))
            return false;
        if (changes != 1)
            return gone_astray(err);
    }
    return true;
}

static bool store_facts(const Plan *p, Err *err)
{
    for (size_t i = 0; i < p->gone_count; i++) {
        const Fact *f = &p->gone[i];
        int64_t changes;
        if (!db_run(p->db, &Q_LEDGER_FACT_CLOSE,
                    BIND(P_INT(f->input), P_INT(f->effect_no), P_DATE(f->valid_from), P_INSTANT(p->k),
                         P_INSTANT(INSTANT_FOREVER)), &changes, err))
            return false;
        if (changes != 1)
            return gone_astray(err);
    }
    for (size_t i = 0; i < p->fresh_count; i++)
        if (!store_fact(p->db, &p->fresh[i], p->fresh_key[i]->row, err))
            return false;
    return true;
}

static bool store(const Plan *p, Err *err)
{
    for (size_t i = 0; i < p->n; i++)
        if (!store_input(p, i, err))
            return false;
    for (size_t i = 0; i < p->depend_count; i++)
        if (!db_run(p->db, &Q_LEDGER_DEPENDS_ADD,
                    BIND(P_INT(p->depends[i].input), P_INT(p->depends[i].base), P_INSTANT(p->k)), NULL, err))
            return false;
    if (!store_turns(p, err) || !store_facts(p, err))
        return false;
    return db_run(p->db, &Q_LEDGER_HEAD_MOVE, BIND(P_INSTANT(p->k), P_INT(p->first + (int64_t)p->n - 1)),
                  NULL, err);
}

static void report(const Plan *p, Instant k, Registration *ret)
{
    *ret = (Registration){ .k = k, .first_input = p->first, .gone = p->gone, .gone_count = p->gone_count,
                           .fresh = p->fresh, .fresh_count = p->fresh_count };
}

/* Everything up to and with the judgement; `inputs_before` and `k` come from the head. */
static bool plan(Plan *p, int64_t inputs_before, Instant k, Err *err)
{
    p->first = inputs_before + 1;
    p->k = k;
    return plan_normalise(p, err) && plan_undo(p, err) && plan_keys(p, err) && plan_judge(p, err)
        && plan_seats(p, err);
}

bool ledger_register(Db *db, Arena *a, const FactKind *const *kinds, const NewInput *inputs, size_t n,
                     Registration *ret, Err *err)
{
    Plan p = { .db = db, .arena = a, .kinds = kinds, .inputs = inputs, .n = n };
    HeadRow head;
    Instant now;
    if (!db_in_transaction(db))
        return err_set(err, ERR_INTERNAL, "", "the ledger is written in a transaction only");
    if (!n)
        return err_set(err, ERR_INVALID, "", "it does nothing");
    /* The clock is read after the lock is held, so K grows in the order of the commits. */
    if (!read_head(db, a, &Q_LEDGER_HEAD_LOCK, &head, err) || !ledger_time(db, &now, err))
        return false;
    Instant k = { now.us > head.k.us ? now.us : head.k.us + 1 };
    if (!plan(&p, head.inputs, k, err) || !store(&p, err))
        return false;
    report(&p, k, ret);
    return true;
}

bool ledger_rehearse(Db *db, Arena *a, const FactKind *const *kinds, const NewInput *inputs, size_t n,
                     Registration *ret, Err *err)
{
    Plan p = { .db = db, .arena = a, .kinds = kinds, .inputs = inputs, .n = n };
    HeadRow head;
    if (!n)
        return err_set(err, ERR_INVALID, "", "it does nothing");
    if (!read_head(db, a, &Q_LEDGER_HEAD_READ, &head, err)
        || !plan(&p, head.inputs, (Instant){ head.k.us + 1 }, err))
        return false;
    report(&p, (Instant){ 0 }, ret);
    return true;
}
