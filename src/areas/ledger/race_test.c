// SPDX-License-Identifier: Apache-2.0
/* Two processes register for the same seats at once while a third reads: of two, one wins each seat,
 * and what was answered once for a K stays the answer. */
#define _GNU_SOURCE
#include "areas/ledger/script.h"
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLACES = 60, WRITERS = 2, SAMPLES = 400 };

/* Tries every seat with persons of its own; exits with 0 unless something but a conflict came back. */
static void writer(const char *url, int number)
{
    TestDb t = { .arena = arena_new() };
    Random random = { (uint64_t)number };
    bool ok = db_open(url, &t.db, &t.err);
    for (int i = 0; ok && i < PLACES; i++) {
        Registration r;
        Err err = { 0 };
        const char *name = arena_printf(t.arena, "%d-%d", number, i);
        const char *order = arena_printf(t.arena, "+h%d@%d 5-", 1 + i + number * PLACES, 1 + i);
        ok = db_begin(t.db, &err);
        if (ok && script_order(&t, name, order, false, &r, &err)) {
            usleep((useconds_t)random_below(&random, 1500)); /* the earlier K may be slower to commit */
            ok = db_commit(t.db, &err);
        } else {
            ok = ok && err.kind == ERR_CONFLICT && strcmp(err.faults[0].field, "items.0.seat_id") == 0;
            db_rollback(t.db);
        }
        if (!ok)
            fprintf(stderr, "# writer %d: %s %s\n", number, err.count ? err.faults[0].msgid : "", err.detail);
    }
    _exit(ok ? 0 : 1);
}

typedef struct Sample { Instant k; const char *facts; } Sample;

/* Reads in snapshots until both writers are done. */
static size_t watch(TestDb *t, Sample *samples)
{
    size_t n = 0;
    for (int running = WRITERS; running;) {
        Instant k;
        MUST(db_begin_read(t->db, &t->err) && ledger_head(t->db, &k, &t->err), &t->err);
        if (n < SAMPLES && (!n || samples[n - 1].k.us != k.us))
            samples[n++] = (Sample){ k, script_facts(t, k) };
        db_rollback(t->db);
        int status;
        while (running && waitpid(-1, &status, WNOHANG) > 0) {
            assert_true(WIFEXITED(status));
            assert_int_equal(WEXITSTATUS(status), 0);
            running--;
        }
    }
    return n;
}

static void of_two_writers_one_wins_each_seat_and_answers_stay(void **state)
{
    TestDb *t = *state;
    Sample samples[SAMPLES];
    script_prepare(t);
    for (int i = 0; i < WRITERS; i++)
        if (fork() == 0)
            writer(t->url, i);
    size_t n = watch(t, samples);
    Instant head;
    MUST(ledger_head(t->db, &head, &t->err), &t->err);
    for (size_t i = 0; i < n; i++) {
        assert_true(samples[i].k.us <= head.us && (!i || samples[i].k.us > samples[i - 1].k.us));
        assert_string_equal(script_facts(t, samples[i].k), samples[i].facts);
    }
    size_t facts;
    Fact *rows =
        ledger_facts_of_kind(t->db, t->arena, "holding", DATE_ALWAYS, DATE_FOREVER, head, &facts, &t->err);
    assert_non_null(rows);
    assert_int_equal(facts, PLACES);
    bool taken[PLACES + 1] = { false };
    for (size_t i = 0; i < facts; i++) {
        assert_false(taken[rows[i].seat]);
        taken[rows[i].seat] = true;
    }
    script_replays(t);
}

static const struct CMUnitTest TESTS[] = { TEST_EACH_DB(of_two_writers_one_wins_each_seat_and_answers_stay) };

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
