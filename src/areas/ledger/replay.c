// SPDX-License-Identifier: Apache-2.0
/* Replay: the projections made again from the inputs, batch by batch of persons, and compared. */
#include "areas/ledger/dump.h"
#include "ledger_queries.h"
#include "areas/ledger/store.h"
#include <string.h>

enum { BATCH_PERSONS = 500 };

typedef struct StoredEffect {
    int64_t     input, effect_no, person, target;
    const char *op, *kind, *body;
    Instant     registered;
} StoredEffect;
static const Field STORED_FIELDS[] = {
    FIELD(StoredEffect, input), FIELD(StoredEffect, effect_no), FIELD(StoredEffect, person),
    FIELD(StoredEffect, target), FIELD(StoredEffect, op), FIELD(StoredEffect, kind),
    FIELD(StoredEffect, body), FIELD(StoredEffect, registered), FIELDS_END
};

typedef struct Span { int64_t input; Instant known_from, known_to; } Span;
static const Field SPAN_FIELDS[] = { FIELD(Span, input), FIELD(Span, known_from), FIELD(Span, known_to),
                                     FIELDS_END };

typedef struct Player {
    Db    *db;
    Arena *arena;                   /* as long as the replay */
    Arena *batch;                   /* emptied after each batch */
    Flips  flips;
    const FactKind *const *kinds;
    ReplayMode mode;
    const Progress *progress;
    Dump   dump;
    int64_t facts;
} Player;

/* What is searched for must say what the bytes say. */
static bool read_stored(Player *p, Arena *a, const StoredEffect *s, Effect *ret, Err *err)
{
    if (!effect_read(a, (EffectRef){ s->input, s->effect_no }, s->body, ret, err))
        return false;
    const char *op = effect_op_code(ret->op), *kind = ret->kind ? ret->kind : "";
    if (strcmp(op, s->op) != 0 || strcmp(kind, s->kind) != 0 || ret->person != s->person
        || ret->of.input != s->target)
        dump_differ(&p->dump, s->body,
                    arena_printf(p->batch, "%lld/%lld %s %s %lld %lld", (long long)s->input,
                                 (long long)s->effect_no, s->op, s->kind, (long long)s->person,
                                 (long long)s->target));
    return true;
}

/* ---- annulments ---------------------------------------------------------- */

static Span *spans(Player *p, size_t *ret_count)
{
    Span *list = NEW_N(p->arena, Span, p->flips.count + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->flips.count; i++) {
        const Flip *flip = &p->flips.rows[i];
        if (flip->active)
            list[n - 1].known_to = flip->k;
        else
            list[n++] = (Span){ flip->input, flip->k, INSTANT_FOREVER };
    }
    *ret_count = n;
    return list;
}

static const char *span_line(Player *p, const Span *s)
{
    return arena_printf(p->batch, "inactive %lld %lld %lld", (long long)s->input, (long long)s->known_from.us,
                        (long long)s->known_to.us);
}

static int span_order(const Span *a, const Span *b)
{
    int c = (a->input > b->input) - (a->input < b->input);
    return c ? c : (a->known_from.us > b->known_from.us) - (a->known_from.us < b->known_from.us);
}

static bool write_spans(Player *p, const Span *made, size_t n, Err *err)
{
    if (!db_run(p->db, &Q_LEDGER_INACTIVE_CLEAR, BIND_NONE, NULL, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!db_run(p->db, &Q_LEDGER_INACTIVE_OPEN,
                    BIND(P_INT(made[i].input), P_INSTANT(made[i].known_from), P_INSTANT(made[i].known_to)),
                    NULL, err))
            return false;
    return true;
}

static bool play_spans(Player *p, Err *err)
{
    size_t made_count, found_count;
    Span *made = spans(p, &made_count);
    if (p->mode == REPLAY_REBUILD && !write_spans(p, made, made_count, err))
        return false;
    Span *found = db_all(p->db, p->arena, &Q_LEDGER_REPLAY_INACTIVE, BIND_NONE, SPAN_FIELDS, sizeof *found,
                         &found_count, err);
    if (!found)
        return false;
    for (size_t i = 0, j = 0; i < made_count || j < found_count;) {
        int c = i == made_count ? 1 : j == found_count ? -1 : span_order(&made[i], &found[j]);
        dump_pair(&p->dump, c <= 0 ? span_line(p, &made[i]) : NULL, c >= 0 ? span_line(p, &found[j]) : NULL);
        i += c <= 0;
        j += c >= 0;
    }
    return true;
}

static bool play_annuls(Player *p, Err *err)
{
    size_t n;
    StoredEffect *rows = db_all(p->db, p->arena, &Q_LEDGER_REPLAY_ANNULS, BIND_NONE, STORED_FIELDS,
                                sizeof *rows, &n, err);
    if (!rows)
        return false;
    AnnulAt *annuls = NEW_N(p->arena, AnnulAt, n + 1);
    for (size_t i = 0; i < n; i++) {
        Effect e;
        if (!read_stored(p, p->arena, &rows[i], &e, err))
            return false;
        annuls[i] = (AnnulAt){ rows[i].input, e.of.input, rows[i].registered };
    }
    history_flips(p->arena, annuls, n, &p->flips);
    return play_spans(p, err);
}

/* ---- facts --------------------------------------------------------------- */

/* All rows that the batch's keys must have. */
static bool make_facts(Player *p, int64_t after, int64_t upto, FactList *ret, Err *err)
{
    size_t n;
    StoredEffect *rows = db_all(p->db, p->batch, &Q_LEDGER_REPLAY_EFFECTS, BIND(P_INT(after), P_INT(upto)),
                                STORED_FIELDS, sizeof *rows, &n, err);
    if (!rows)
        return false;
    Recorded *recorded = NEW_N(p->batch, Recorded, n + 1);
    for (size_t i = 0; i < n; i++) {
        recorded[i].k = rows[i].registered;
        if (!read_stored(p, p->batch, &rows[i], &recorded[i].effect, err))
            return false;
    }
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && rows[to].person == rows[from].person
                        && strcmp(rows[to].kind, rows[from].kind) == 0;)
            to++;
        size_t made_count;
        Fact *made = history_of_key(p->batch, &recorded[from], to - from, &p->flips, &made_count);
        fact_list_add(p->batch, ret, made, made_count);
    }
    fact_list_sort(ret);
    return true;
}

static bool write_facts(Player *p, const FactList *made, Err *err)
{
    for (size_t i = 0; i < made->count; i++) {
        const FactKind *kind = fact_kind_find(p->kinds, made->rows[i].kind);
        if (!kind) {
            err_detail(err, "fact kind '%s' is stored, but no area contributes it", made->rows[i].kind);
            return err_set(err, ERR_INTERNAL, "", "a stored entry of the ledger cannot be read");
        }
        if (!store_fact(p->db, &made->rows[i], kind, err))
            return false;
    }
    return true;
}

static bool play_batch(Player *p, int64_t after, int64_t upto, Err *err)
{
    FactList made = { 0 }, found = { 0 };
    if (!make_facts(p, after, upto, &made, err))
        return false;
    if (p->mode == REPLAY_REBUILD && !write_facts(p, &made, err))
        return false;
    found.rows = db_all(p->db, p->batch, &Q_LEDGER_REPLAY_FACTS, BIND(P_INT(after), P_INT(upto)), FACT_FIELDS,
                        sizeof *found.rows, &found.count, err);
    if (!found.rows)
        return false;
    fact_list_sort(&found);
    dump_facts(&p->dump, p->batch, &made, &found);
    p->facts += (int64_t)made.count;
    return true;
}

static bool play_persons(Player *p, Err *err)
{
    int64_t all = 0, done = 0;
    if (p->progress && !db_int(p->db, &Q_LEDGER_REPLAY_PERSONS, BIND_NONE, 0, &all, err))
        return false;
    for (int64_t after = INT64_MIN, upto = 0; upto < INT64_MAX; after = upto, done += BATCH_PERSONS) {
        if (!progress_tell(p->progress, done < all ? done : all, all))
            return err_set(err, ERR_BUSY, "", "the work was stopped");
        if (!db_int(p->db, &Q_LEDGER_REPLAY_NEXT_PERSON, BIND(P_INT(after), P_INT(BATCH_PERSONS)), INT64_MAX,
                    &upto, err)
            || !play_batch(p, after, upto, err))
            return false;
        arena_reset(p->batch);
    }
    return true;
}

/* ---- the whole ----------------------------------------------------------- */

typedef struct Totals { int64_t inputs, last; Instant k; } Totals;
static const Field TOTAL_FIELDS[] = { FIELD(Totals, inputs), FIELD(Totals, last), FIELD(Totals, k),
                                      FIELDS_END };
static const Field HEAD_FIELDS[] = { FIELD(Totals, inputs), FIELD(Totals, k), FIELDS_END };

/* The head must be where the inputs end, and no number may be missing. */
static bool play_head(Player *p, Replay *ret, Err *err)
{
    Totals made = { 0 }, head = { 0 };
    bool found;
    if (!db_one(p->db, p->arena, &Q_LEDGER_REPLAY_INPUTS, BIND_NONE, TOTAL_FIELDS, &made, &found, err)
        || !db_one(p->db, p->arena, &Q_LEDGER_HEAD_READ, BIND_NONE, HEAD_FIELDS, &head, &found, err))
        return false;
    ret->inputs = made.inputs;
    dump_pair(&p->dump,
              arena_printf(p->arena, "head %lld %lld %lld", (long long)made.inputs, (long long)made.inputs,
                           (long long)made.k.us),
              arena_printf(p->arena, "head %lld %lld %lld", (long long)head.inputs, (long long)made.last,
                           (long long)head.k.us));
    return true;
}

bool ledger_replay(Db *db, Arena *a, ReplayMode mode, const FactKind *const *kinds, const Progress *p, Replay *ret, Err *err)
{
    Player player = { .db = db, .arena = a, .batch = arena_new(), .kinds = kinds, .mode = mode, .progress = p };
    Replay done = { 0 };
    dump_open(&player.dump, a);
    bool ok = (mode == REPLAY_CHECK || db_run(db, &Q_LEDGER_FACT_CLEAR, BIND_NONE, NULL, err))
           && play_head(&player, &done, err) && play_annuls(&player, err) && play_persons(&player, err);
    arena_free(player.batch);
    if (!ok)
        return false;
    done.facts = player.facts;
    dump_close(&player.dump, &done);
    *ret = done;
    return true;
}
