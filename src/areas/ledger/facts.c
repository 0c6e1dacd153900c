// SPDX-License-Identifier: Apache-2.0
/* Facts and inputs read back. */
#include "areas/ledger/canon.h"
#include "ledger_queries.h"
#include "areas/ledger/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const Field FACT_FIELDS[] = {
    FIELD(Fact, kind), FIELD(Fact, person), FIELD(Fact, seat), FIELD(Fact, valid_from), FIELD(Fact, valid_to),
    FIELD(Fact, known_from), FIELD(Fact, known_to), FIELD(Fact, input), FIELD(Fact, effect_no),
    FIELD(Fact, changed_by), FIELD(Fact, ended_by), FIELD(Fact, units), FIELD(Fact, num), FIELD(Fact, code),
    FIELD(Fact, payload), FIELDS_END
};

const Field ENTRY_FIELDS[] = {
    FIELD(Entry, id), FIELD(Entry, kind), FIELD(Entry, source), FIELD(Entry, natural_key),
    FIELD(Entry, registered), FIELD(Entry, annulled_since), FIELDS_END
};

const FactKind *fact_kind_find(const FactKind *const *kinds, const char *code)
{
    for (; code && *kinds; kinds++)
        for (const FactKind *k = *kinds; k->code; k++)
            if (strcmp(k->code, code) == 0)
                return k;
    return NULL;
}

bool store_fact(Db *db, const Fact *f, const FactKind *kind, Err *err)
{
    return db_run(db, &Q_LEDGER_FACT_ADD,
                  BIND(P_TEXT(f->kind), P_INT(f->person), P_INT(f->seat), P_DATE(f->valid_from),
                       P_DATE(f->valid_to), P_INSTANT(f->known_from), P_INSTANT(f->known_to), P_INT(f->input),
                       P_INT(f->effect_no), P_INT(f->changed_by), P_INT(f->ended_by), P_INT(f->units),
                       P_OPTINT(f->num), P_TEXT(f->code), P_TEXT(f->payload),
                       P_BOOL(kind->track == TRACK_SINGLE), P_INT(kind->seat_rule)),
                  NULL, err);
}

bool ledger_as_of(Db *db, OptDate on, OptDate known_on, Date today, AsOf *ret, Err *err)
{
    Instant head;
    if (!ledger_head(db, &head, err))
        return false;
    Instant known = known_on.has ? instant_day_end(known_on.v) : head;
    *ret = (AsOf){ on.has ? on.v : today, known.us < head.us ? known : head };
    return true;
}

/* ---- what is supposed ------------------------------------------------------ */

/* Whose facts are asked for: 0, NULL and no day leave it open. */
typedef struct Asked {
    const char *kind;
    int64_t     person, seat, input;
    OptDate     on;
} Asked;

void ledger_suppose(Db *db, const Registration *would) { db_note_set(db, would); }

static bool is_asked(const Asked *q, const Fact *f)
{
    return (!q->kind || strcmp(q->kind, f->kind) == 0) && (!q->person || q->person == f->person)
        && (!q->seat || q->seat == f->seat) && (!q->input || q->input == f->input)
        && (!q->on.has || (!date_before(q->on.v, f->valid_from) && date_before(q->on.v, f->valid_to)));
}

static bool is_gone(const Registration *would, const Fact *f)
{
    for (size_t i = 0; i < would->gone_count; i++) {
        const Fact *g = &would->gone[i];
        if (g->input == f->input && g->effect_no == f->effect_no && date_same(g->valid_from, f->valid_from))
            return true;
    }
    return false;
}

static int by_start(const void *pa, const void *pb)
{
    const Fact *a = pa, *b = pb;
    if (!date_same(a->valid_from, b->valid_from))
        return date_before(a->valid_from, b->valid_from) ? -1 : 1;
    if (a->input != b->input)
        return a->input < b->input ? -1 : 1;
    return (a->effect_no > b->effect_no) - (a->effect_no < b->effect_no);
}

static Fact *as_supposed(Db *db, Arena *a, Asked asked, Fact *rows, size_t *ret_count)
{
    const Registration *would = db_note(db);
    if (!rows || !would)
        return rows;
    Fact *list = NEW_N(a, Fact, *ret_count + would->fresh_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < *ret_count; i++)
        if (!is_gone(would, &rows[i]))
            list[n++] = rows[i];
    for (size_t i = 0; i < would->fresh_count; i++)
        if (is_asked(&asked, &would->fresh[i]))
            list[n++] = would->fresh[i];
    qsort(list, n, sizeof *list, by_start);
    *ret_count = n;
    return list;
}

/* ---- facts ----------------------------------------------------------------- */

Fact *ledger_facts_of_person(Db *db, Arena *a, const char *kind, int64_t person, AsOf at, size_t *ret_count,
                             Err *err)
{
    Fact *rows = kind
        ? db_all(db, a, &Q_LEDGER_FACTS_OF_PERSON_KIND,
                 BIND(P_INT(person), P_DATE(at.on), P_INSTANT(at.known), P_TEXT(kind)), FACT_FIELDS, sizeof(Fact),
                 ret_count, err)
        : db_all(db, a, &Q_LEDGER_FACTS_OF_PERSON, BIND(P_INT(person), P_DATE(at.on), P_INSTANT(at.known)),
                 FACT_FIELDS, sizeof(Fact), ret_count, err);
    return as_supposed(db, a, (Asked){ .kind = kind, .person = person, .on = { true, at.on } }, rows, ret_count);
}

Fact *ledger_facts_of_seat(Db *db, Arena *a, int64_t seat, AsOf at, size_t *ret_count, Err *err)
{
    Fact *rows = db_all(db, a, &Q_LEDGER_FACTS_OF_SEAT, BIND(P_INT(seat), P_DATE(at.on), P_INSTANT(at.known)),
                        FACT_FIELDS, sizeof(Fact), ret_count, err);
    return as_supposed(db, a, (Asked){ .seat = seat, .on = { true, at.on } }, rows, ret_count);
}

Fact *ledger_history_of_person(Db *db, Arena *a, const char *kind, int64_t person, Instant known,
                               size_t *ret_count, Err *err)
{
    Fact *rows = kind
        ? db_all(db, a, &Q_LEDGER_HISTORY_OF_PERSON_KIND, BIND(P_INT(person), P_INSTANT(known), P_TEXT(kind)),
                 FACT_FIELDS, sizeof(Fact), ret_count, err)
        : db_all(db, a, &Q_LEDGER_HISTORY_OF_PERSON, BIND(P_INT(person), P_INSTANT(known)), FACT_FIELDS,
                 sizeof(Fact), ret_count, err);
    return as_supposed(db, a, (Asked){ .kind = kind, .person = person }, rows, ret_count);
}

Fact *ledger_history_of_seat(Db *db, Arena *a, int64_t seat, Instant known, size_t *ret_count, Err *err)
{
    Fact *rows = db_all(db, a, &Q_LEDGER_HISTORY_OF_SEAT, BIND(P_INT(seat), P_INSTANT(known)), FACT_FIELDS,
                        sizeof(Fact), ret_count, err);
    return as_supposed(db, a, (Asked){ .seat = seat }, rows, ret_count);
}

Fact *ledger_facts_of_kind(Db *db, Arena *a, const char *kind, Date from, Date to, Instant known,
                           size_t *ret_count, Err *err)
{
    return db_all(db, a, &Q_LEDGER_FACTS_OF_KIND,
                  BIND(P_TEXT(kind), P_DATE(from), P_DATE(to), P_INSTANT(known)), FACT_FIELDS, sizeof(Fact),
                  ret_count, err);
}

Fact *ledger_facts_of_input(Db *db, Arena *a, int64_t input, Instant known, size_t *ret_count, Err *err)
{
    Fact *rows = db_all(db, a, &Q_LEDGER_FACTS_OF_INPUT, BIND(P_INT(input), P_INSTANT(known)), FACT_FIELDS,
                        sizeof(Fact), ret_count, err);
    return as_supposed(db, a, (Asked){ .input = input }, rows, ret_count);
}

Val *ledger_payload(Arena *a, const char *payload, Err *err)
{
    Val *v = val_read_canonical(a, payload);
    if (v && val_type(v) == V_MAP)
        return v;
    err_detail(err, "payload: %.300s", payload);
    err_set(err, ERR_INTERNAL, "", "a stored entry of the ledger cannot be read");
    return NULL;
}

/* ---- inputs -------------------------------------------------------------- */

bool ledger_entry(Db *db, Arena *a, int64_t input, Entry *ret, bool *ret_found, Err *err)
{
    return db_one(db, a, &Q_LEDGER_ENTRY, BIND(P_INT(input), P_INSTANT(INSTANT_FOREVER)), ENTRY_FIELDS, ret,
                  ret_found, err);
}

bool ledger_entry_by_key(Db *db, Arena *a, const char *natural_key, Entry *ret, bool *ret_found, Err *err)
{
    return db_one(db, a, &Q_LEDGER_ENTRY_BY_KEY, BIND(P_TEXT(natural_key), P_INSTANT(INSTANT_FOREVER)),
                  ENTRY_FIELDS, ret, ret_found, err);
}

bool ledger_moved_to(Db *db, int64_t input, int64_t *ret, Err *err)
{
    enum { MOST_MOVES = 100 };
    *ret = 0;
    for (int i = 0; i < MOST_MOVES; i++) {
        int64_t active, next;
        char last[32];
        snprintf(last, sizeof last, "/rest/%lld", (long long)input);
        if (!db_int(db, &Q_LEDGER_MOVED, BIND(P_INT(input), P_TEXT(last), P_INSTANT(INSTANT_FOREVER)), 0, &next, err)
            || !db_int(db, &Q_LEDGER_IS_ACTIVE, BIND(P_INT(next), P_INSTANT(INSTANT_FOREVER)), 0, &active, err))
            return false;
        if (!next || active) {
            *ret = next;
            return true;
        }
        input = next;
    }
    return true;
}

typedef struct BodyRow { const char *body; } BodyRow;
static const Field BODY_FIELDS[] = { FIELD(BodyRow, body), FIELDS_END };

Val *ledger_effects(Db *db, Arena *a, int64_t input, Err *err)
{
    size_t n;
    BodyRow *rows =
        db_all(db, a, &Q_LEDGER_EFFECTS_OF_INPUT, BIND(P_INT(input)), BODY_FIELDS, sizeof *rows, &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        Val *effect = ledger_payload(a, rows[i].body, err);
        if (!effect)
            return NULL;
        val_add(list, effect);
    }
    return list;
}

Entry *ledger_dependents(Db *db, Arena *a, int64_t input, size_t *ret_count, Err *err)
{
    return db_all(db, a, &Q_LEDGER_DEPENDENTS, BIND(P_INT(input), P_INSTANT(INSTANT_FOREVER)), ENTRY_FIELDS,
                  sizeof(Entry), ret_count, err);
}
