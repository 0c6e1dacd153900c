// SPDX-License-Identifier: Apache-2.0
/* What only PostgreSQL can do to us: drop connections, answer COMMIT with ROLLBACK, ask for a
 * transaction to be run again. */
#include "db/db_test.h"
#include "db/engine.h"
#include "db/migrate.h"
#include "db/writer.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

static const Query PID   = { "pid", "SELECT pg_backend_pid()", NULL };
static const Query KILL  = { "kill", "SELECT pg_terminate_backend(CAST($1 AS integer), 5000)", NULL };
static const Query ADD   = { "add", "INSERT INTO t (n) VALUES ($1)", NULL };
static const Query COUNT = { "count", "SELECT count(*) FROM t", NULL };
static const Query PREPARED = { "prepared", "SELECT count(*) FROM pg_prepared_statements", NULL };

static int start(void **state)
{
    if (test_db_pg(state))
        return -1;
    TestDb *t = *state;
    return db_script(t->db, "CREATE TABLE t (n bigint PRIMARY KEY)", &t->err) ? 0 : -1;
}

static int64_t number(Db *db, const Query *q)
{
    Err err = { 0 };
    int64_t n;
    MUST(db_int(db, q, BIND_NONE, -1, &n, &err), &err);
    return n;
}

static bool add(Db *db, int64_t n, Err *err) { return db_run(db, &ADD, BIND(P_INT(n)), NULL, err); }

/* Ends the connection of t->db from another one, and waits until it is gone. */
static void drop(TestDb *t, int64_t pid)
{
    Db *other = NULL;
    int64_t gone;
    MUST(db_open(t->url, &other, &t->err), &t->err);
    MUST(db_int(other, &KILL, BIND(P_INT(pid)), 0, &gone, &t->err), &t->err);
    assert_int_equal(gone, 1);
    db_close(other);
}

static void a_connection_dropped_outside_a_transaction_is_made_anew(void **state)
{
    TestDb *t = *state;
    MUST(add(t->db, 1, &t->err), &t->err);
    int64_t pid = number(t->db, &PID);
    assert_int_equal(number(t->db, &COUNT), 1);
    drop(t, pid);
    MUST(add(t->db, 2, &t->err), &t->err);                /* prepared before, forgotten since */
    assert_int_equal(number(t->db, &COUNT), 2);
    pid = number(t->db, &PID);
    drop(t, pid);
    MUST(db_begin(t->db, &t->err) && add(t->db, 3, &t->err) && db_commit(t->db, &t->err), &t->err);
    drop(t, number(t->db, &PID));
    MUST(db_begin_read(t->db, &t->err), &t->err);
    assert_int_equal(number(t->db, &COUNT), 3);
    MUST(db_commit(t->db, &t->err), &t->err);
    drop(t, number(t->db, &PID));
    Instant now;
    MUST(db_clock(t->db, &now, &t->err) && db_script(t->db, "SELECT 1", &t->err), &t->err);
}

static void a_connection_dropped_inside_a_transaction_is_busy_and_then_well(void **state)
{
    TestDb *t = *state;
    Err again = { 0 }, commit = { 0 };
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err) && db_savepoint(t->db, &t->err), &t->err);
    drop(t, number(t->db, &PID));
    assert_false(add(t->db, 2, &t->err));
    assert_int_equal(t->err.kind, ERR_BUSY);
    db_rollback_savepoint(t->db);                         /* cannot help: the whole is lost */
    assert_false(add(t->db, 3, &again));
    assert_int_equal(again.kind, ERR_BUSY);
    assert_false(db_commit(t->db, &commit));
    assert_int_equal(commit.kind, ERR_BUSY);
    Err err = { 0 };
    MUST(db_begin(t->db, &err) && add(t->db, 4, &err) && db_commit(t->db, &err), &err);
    assert_int_equal(number(t->db, &COUNT), 1);
}

static void a_connection_dropped_before_the_commit_is_not_a_commit(void **state)
{
    TestDb *t = *state;
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err), &t->err);
    drop(t, number(t->db, &PID));
    assert_false(db_commit(t->db, &t->err));
    assert_int_equal(t->err.kind, ERR_BUSY);
    assert_int_equal(number(t->db, &COUNT), 0);
}

static void a_commit_answered_with_rollback_is_a_failure(void **state)
{
    TestDb *t = *state;
    Err ignored = { 0 };
    MUST(add(t->db, 1, &t->err) && db_begin(t->db, &t->err) && add(t->db, 2, &t->err), &t->err);
    assert_false(add(t->db, 1, &ignored));
    t->db->doomed = false;                                /* as if we had not noticed */
    assert_false(db_commit(t->db, &t->err));
    assert_int_equal(t->err.kind, ERR_INTERNAL);
    assert_int_equal(number(t->db, &COUNT), 1);
}

static void each_state_has_its_kind(void **state)
{
    TestDb *t = *state;
    static const struct { const char *state; ErrKind kind; } CASES[] = {
        { "23505", ERR_CONFLICT }, { "23P01", ERR_CONFLICT }, { "40001", ERR_BUSY }, { "40P01", ERR_BUSY },
        { "55P03", ERR_BUSY },     { "57014", ERR_BUSY },     { "08006", ERR_BUSY },
        { "42601", ERR_INTERNAL }, { "22012", ERR_INTERNAL }, { "53100", ERR_INTERNAL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Err err = { 0 };
        char sql[120];
        snprintf(sql, sizeof sql, "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '%s'; END $$",
                 CASES[i].state);
        assert_false(db_script(t->db, sql, &err));
        if (err.kind != CASES[i].kind)
            fail_msg("%s: %s", CASES[i].state, err_kind_name(err.kind));
    }
}

static void without_prepared_statements_all_is_the_same(void **state)
{
    TestDb *t = *state;
    char url[sizeof t->url + 40];
    snprintf(url, sizeof url, "%s&pg.prepare=off&application_name=x", t->url);
    Db *by_url = NULL, *by_env = NULL;
    MUST(db_open(url, &by_url, &t->err), &t->err);
    setenv("KADR_PG_PREPARE", "off", 1);
    MUST(db_open(t->url, &by_env, &t->err), &t->err);
    unsetenv("KADR_PG_PREPARE");
    Db *both[] = { by_url, by_env };
    for (int i = 0; i < 2; i++) {
        MUST(add(both[i], 10 + i, &t->err) && add(both[i], 20 + i, &t->err), &t->err);
        assert_int_equal(number(both[i], &PREPARED), 0);
        assert_int_equal(number(both[i], &COUNT), 2 * (i + 1));
    }
    assert_int_equal(number(t->db, &COUNT), 4);
    assert_int_equal(number(t->db, &PREPARED), 2);
    db_close(by_url);
    db_close(by_env);
}

static void statements_the_server_forgot_are_prepared_again(void **state)
{
    TestDb *t = *state;
    MUST(add(t->db, 1, &t->err), &t->err);
    MUST(db_script(t->db, "DEALLOCATE ALL", &t->err), &t->err);
    MUST(add(t->db, 2, &t->err), &t->err);
    static const Query KIND = { "kind", "SELECT n FROM t ORDER BY n", NULL };
    assert_int_equal(number(t->db, &KIND), 1);
    MUST(db_script(t->db, "ALTER TABLE t ALTER n TYPE integer", &t->err), &t->err);
    assert_int_equal(number(t->db, &KIND), 1);
}

static void dates_are_read_whatever_the_server_prefers(void **state)
{
    TestDb *t = *state;
    char sql[300];
    snprintf(sql, sizeof sql, "ALTER DATABASE %s SET datestyle TO 'German'", t->place);
    MUST(db_script(t->db, sql, &t->err), &t->err);
    Db *other = NULL;
    MUST(db_open(t->url, &other, &t->err), &t->err);
    static const Query DAY = { "day", "SELECT $1 AS d", NULL };
    static const Field FIELDS[] = { { "d", F_DATE, 0 }, FIELDS_END };
    Date d = { 0 };
    bool found;
    Date march = date_make(2026, 3, 1);
    MUST(db_one(other, t->arena, &DAY, BIND(P_DATE(march)), FIELDS, &d, &found, &t->err), &t->err);
    assert_true(date_same(d, march));
    db_close(other);
}

typedef struct Tries { int tries, fail_first; } Tries;

static bool fail_first(Db *db, void *arg, Err *err)
{
    Tries *t = arg;
    return add(db, 1, err)
        && (t->tries++ >= t->fail_first
            || db_script(db, "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$", err));
}

static bool be_busy(Db *db, void *arg, Err *err)
{
    ((Tries *)arg)->tries++;
    return add(db, 2, err) && err_set(err, ERR_BUSY, NULL, "not now");
}

static void a_job_out_of_step_is_run_again_three_times(void **state)
{
    TestDb *t = *state;
    Writer *w = NULL;
    MUST(writer_start(t->url, 1, &w, &t->err), &t->err);
    Tries never = { .fail_first = 99 }, third = { .fail_first = 3 }, busy = { 0 };
    Err err = { 0 }, own = { 0 };
    assert_false(writer_call(w, fail_first, &never, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    assert_int_equal(never.tries, 4);
    MUST(writer_call(w, fail_first, &third, &t->err), &t->err);
    assert_int_equal(third.tries, 4);
    assert_false(writer_call(w, be_busy, &busy, &own));   /* its own word, not the database's */
    assert_int_equal(busy.tries, 1);
    assert_int_equal(number(t->db, &COUNT), 1);
    writer_stop(w);
}

static const Query TOUCH = { "touch", "UPDATE t SET n = n WHERE n = $1", NULL };

typedef struct Crossing {
    int64_t   first, second;
    int       runs;
    sem_t    *mine, *other;
    Writer   *w;
    Err       err;
    pthread_t thread;
} Crossing;

static bool cross(Db *db, void *arg, Err *err)
{
    Crossing *c = arg;
    if (!db_run(db, &TOUCH, BIND(P_INT(c->first)), NULL, err))
        return false;
    if (c->runs++ == 0) {
        sem_post(c->mine);
        sem_wait(c->other);
    }
    return db_run(db, &TOUCH, BIND(P_INT(c->second)), NULL, err);
}

static void *crossing(void *arg)
{
    Crossing *c = arg;
    writer_call(c->w, cross, c, &c->err);
    return NULL;
}

static void jobs_that_block_each_other_both_succeed(void **state)
{
    TestDb *t = *state;
    Writer *w = NULL;
    sem_t a, b;
    sem_init(&a, 0, 0);
    sem_init(&b, 0, 0);
    MUST(add(t->db, 1, &t->err) && add(t->db, 2, &t->err) && writer_start(t->url, 2, &w, &t->err), &t->err);
    Crossing c[] = { { .first = 1, .second = 2, .mine = &a, .other = &b, .w = w },
                     { .first = 2, .second = 1, .mine = &b, .other = &a, .w = w } };
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&c[i].thread, NULL, crossing, &c[i]), 0);
    for (int i = 0; i < 2; i++) {
        pthread_join(c[i].thread, NULL);
        MUST(c[i].err.kind == ERR_NONE, &c[i].err);
    }
    assert_true(c[0].runs + c[1].runs >= 3);   /* more, when the one run again comes before the other is awake */
    writer_stop(w);
}

static void a_server_that_is_not_there_is_busy(void **state)
{
    (void)state;
    Db *db = NULL;
    Err err = { 0 };
    assert_false(db_open("postgresql:///x?host=/nowhere", &db, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    assert_null(db);
}

#define PG(f) cmocka_unit_test_setup_teardown(f, start, test_db_remove)

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        PG(a_connection_dropped_outside_a_transaction_is_made_anew),
        PG(a_connection_dropped_inside_a_transaction_is_busy_and_then_well),
        PG(a_connection_dropped_before_the_commit_is_not_a_commit),
        PG(a_commit_answered_with_rollback_is_a_failure),
        PG(each_state_has_its_kind),
        PG(without_prepared_statements_all_is_the_same),
        PG(statements_the_server_forgot_are_prepared_again),
        PG(dates_are_read_whatever_the_server_prefers),
        PG(a_job_out_of_step_is_run_again_three_times),
        PG(jobs_that_block_each_other_both_succeed),
        cmocka_unit_test(a_server_that_is_not_there_is_busy),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
