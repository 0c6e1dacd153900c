// SPDX-License-Identifier: Apache-2.0
/* Random streams through the database, on both engines: accepted or refused as the day-by-day walk says,
 * the same facts after each, the same answers for every earlier K at the end, and replay finds it all.
 * KADR_TEST_SEED picks other streams. */
#include "areas/ledger/script.h"
#include <string.h>

enum { STREAMS = 100, TRIES = 60 };

typedef struct Stream {
    TestDb     *t;
    uint64_t    seed;
    BruteWorld  brute;
    BruteState  state;
    Instant     k[INPUTS];              /* of each registration that was accepted */
    const char *known[INPUTS];          /* what was true then */
    size_t      accepted, refused;
} Stream;

static void wrong(const Stream *s, const char *what)
{
    fail_msg("seed %llu, after %zu registrations: %s", (unsigned long long)s->seed, s->accepted, what);
}

static Fact *all_facts(TestDb *t, Instant known, size_t *ret_count)
{
    Fact *all = NEW_N(t->arena, Fact, 1000);
    *ret_count = 0;
    for (int kind = 0; kind < BRUTE_FACT_KINDS; kind++) {
        size_t n;
        Fact *rows = ledger_facts_of_kind(t->db, t->arena, BRUTE_KINDS[0][kind].code, DATE_ALWAYS,
                                          DATE_FOREVER, known, &n, &t->err);
        MUST(rows, &t->err);
        assert_true(*ret_count + n <= 1000);
        memcpy(all + *ret_count, rows, n * sizeof *rows);
        *ret_count += n;
    }
    return all;
}

static bool register_from(Stream *s, int before, Registration *ret, Err *err)
{
    NewInput inputs[INPUTS] = { 0 };
    size_t n = 0;
    int64_t *everything = NEW_N(s->t->arena, int64_t, INPUTS);
    for (int i = 0; i < before; i++)
        everything[i] = i + 1;
    for (int i = before; i < s->brute.count; i++, n++) {
        inputs[n] = (NewInput){.kind = ENTRY_ORDER_ITEM,
                               .effects = brute_effects(s->t->arena, &s->brute.inputs[i]),
                               .source = arena_printf(s->t->arena, "order:%d", i + 1)};
        inputs[n].natural_key = inputs[n].source;
        if (i == before && s->brute.inputs[i].keep_all) {
            inputs[n].keep = everything;
            inputs[n].keep_count = (size_t)before;
        }
    }
    return ledger_register(s->t->db, s->t->arena, BRUTE_KINDS, inputs, n, ret, err);
}

static void try_one(Stream *s, Random *random)
{
    int before = s->brute.count;
    Registration done;
    Err err = { 0 };
    brute_random(random, &s->brute, (int64_t)s->accepted + 1);
    const char *refusal = brute_refusal(&s->brute, before, s->brute.count);
    bool ok = register_from(s, before, &done, &err);
    if (ok == (refusal != NULL))
        wrong(s, ok ? refusal : arena_printf(s->t->arena, "refused: %s: %s %s", err.faults[0].field,
                                             err.faults[0].msgid, err.detail));
    if (!ok) {
        if (err.kind != ERR_CONFLICT && err.kind != ERR_INVALID)
            wrong(s, err.detail);
        s->brute.count = before;
        s->refused++;
        return;
    }
    size_t n;
    brute_run(&s->brute, s->brute.count, &s->state);
    Fact *rows = all_facts(s->t, done.k, &n);
    const char *difference = brute_difference(s->t->arena, &s->brute, &s->state, rows, n, done.k);
    if (difference)
        wrong(s, difference);
    s->k[s->accepted] = done.k;
    s->known[s->accepted++] = script_facts(s->t, done.k);
}

/* Each stream is a transaction that is rolled back, so that inputs are numbered from 1 again. */
static void run_stream(Stream *s)
{
    Random random = { s->seed };
    MUST(db_begin(s->t->db, &s->t->err), &s->t->err);
    for (int i = 0; i < TRIES && s->brute.count < INPUTS - 2; i++)
        try_one(s, &random);
    for (size_t i = 0; i < s->accepted; i++) {
        if (i && s->k[i].us <= s->k[i - 1].us)
            wrong(s, "K did not grow");
        if (strcmp(script_facts(s->t, s->k[i]), s->known[i]) != 0)
            wrong(s, "an earlier answer changed");
    }
    script_replays(s->t);
    Replay rebuilt;
    MUST(ledger_replay(s->t->db, s->t->arena, REPLAY_REBUILD, BRUTE_KINDS, NULL, &rebuilt, &s->t->err), &s->t->err);
    if (!rebuilt.same)
        wrong(s, "rebuilding made other rows");
    script_replays(s->t);
    db_rollback(s->t->db);
}

static void random_streams_agree_with_the_walk(void **state)
{
    TestDb *t = *state;
    size_t accepted = 0, refused = 0;
    script_prepare(t);
    for (uint64_t i = 0; i < STREAMS; i++) {
        Stream *s = NEW(t->arena, Stream);
        s->t = t;
        s->seed = random_seed(31) + i;
        run_stream(s);
        accepted += s->accepted;
        refused += s->refused;
        arena_reset(t->arena);
    }
    /* A test of nothing but refusals, or of none, would be no test. */
    assert_true(accepted > STREAMS * 10);
    assert_true(refused > STREAMS * 10);
}

static const struct CMUnitTest TESTS[] = { TEST_EACH_DB(random_streams_agree_with_the_walk) };

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
