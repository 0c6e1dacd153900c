// SPDX-License-Identifier: Apache-2.0
/* Transactions, doom, savepoints and snapshots, the same on both engines. */
#include "db/db_test.h"
#include "db/migrate.h"
#include <string.h>

static const Query ADD   = { "add", "INSERT INTO t (n) VALUES ($1)", NULL };
static const Query COUNT = { "count", "SELECT count(*) FROM t", NULL };
static const Query HAS   = { "has", "SELECT count(*) FROM t WHERE n = $1", NULL };
static const Query NOTE  = { "note", "SELECT note AS s FROM t", NULL };

static const char TABLES[] =
    "CREATE TABLE t (id @id, n @int NOT NULL UNIQUE, note @int);"
    "CREATE TABLE child (id @id, n @int NOT NULL REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED);";

static int table(TestDb *t)
{
    Str sql = str_make(t->arena);
    return migrate_expand(t->engine, TABLES, &sql, &t->err) && db_script(t->db, sql.s, &t->err) ? 0 : -1;
}

static int make_sqlite(void **state) { return test_db_sqlite(state) || table(*state); }
static int make_pg(void **state)     { return test_db_pg(state) || table(*state); }

#define EACH(f) TEST_EACH(f, make_sqlite, make_pg, test_db_remove)

static bool add(Db *db, int64_t n, Err *err)
{
    return db_run(db, &ADD, BIND(P_INT(n)), NULL, err);
}

static int64_t count(Db *db)
{
    Err err = { 0 };
    int64_t n = -1;
    MUST(db_int(db, &COUNT, BIND_NONE, -1, &n, &err), &err);
    return n;
}

static bool has(Db *db, int64_t n)
{
    Err err = { 0 };
    int64_t found = -1;
    MUST(db_int(db, &HAS, BIND(P_INT(n)), -1, &found, &err), &err);
    return found == 1;
}

static void commit_keeps_and_rollback_drops(void **state)
{
    TestDb *t = *state;
    assert_false(db_in_transaction(t->db));
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err), &t->err);
    assert_true(db_in_transaction(t->db));
    MUST(db_commit(t->db, &t->err), &t->err);
    assert_false(db_in_transaction(t->db));
    MUST(db_begin(t->db, &t->err) && add(t->db, 2, &t->err), &t->err);
    db_rollback(t->db);
    assert_false(db_in_transaction(t->db));
    db_rollback(t->db);                                   /* harmless */
    assert_true(has(t->db, 1));
    assert_int_equal(count(t->db), 1);
}

static void a_transaction_never_committed_is_not_kept(void **state)
{
    TestDb *t = *state;
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err), &t->err);
    db_close(t->db);
    t->db = NULL;
    MUST(db_open(t->url, &t->db, &t->err), &t->err);
    assert_int_equal(count(t->db), 0);
}

static void each_later_call_fails_as_the_first_did(void **state)
{
    TestDb *t = *state;
    Err err[9] = { 0 };
    int64_t n;
    size_t rows;
    bool found;
    Instant now;
    MUST(add(t->db, 1, &t->err), &t->err);
    MUST(db_begin(t->db, &t->err) && add(t->db, 2, &t->err), &t->err);
    assert_false(add(t->db, 1, &err[0]));
    assert_false(add(t->db, 3, &err[1]));
    assert_false(db_int(t->db, &COUNT, BIND_NONE, 0, &n, &err[2]));
    assert_null(db_all(t->db, t->arena, &COUNT, BIND_NONE, (Field[]){ FIELDS_END }, 8, &rows, &err[3]));
    assert_false(db_one(t->db, t->arena, &COUNT, BIND_NONE, (Field[]){ FIELDS_END }, &n, &found, &err[4]));
    assert_false(db_savepoint(t->db, &err[5]));
    assert_false(db_script(t->db, "SELECT 1", &err[6]));
    assert_false(db_clock(t->db, &now, &err[7]));
    assert_true(db_in_transaction(t->db));
    assert_false(db_commit(t->db, &err[8]));
    for (int i = 0; i < 9; i++) {
        assert_int_equal(err[i].kind, ERR_CONFLICT);
        assert_true(strstr(err[i].detail, "add") == err[i].detail);
    }
    assert_false(db_in_transaction(t->db));
    assert_int_equal(count(t->db), 1);                    /* usable again, and 2 is gone */
}

static void a_value_that_cannot_be_read_dooms_too(void **state)
{
    TestDb *t = *state;
    Err err = { 0 };
    int64_t s;
    bool found;
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err), &t->err);
    static const Field FIELDS[] = { { "s", F_INT, 0 }, FIELDS_END };
    assert_false(db_one(t->db, t->arena, &NOTE, BIND_NONE, FIELDS, &s, &found, &err));
    assert_false(db_commit(t->db, &t->err));
    assert_int_equal(t->err.kind, ERR_INTERNAL);
    assert_int_equal(count(t->db), 0);
}

static void a_failure_outside_a_transaction_dooms_nothing(void **state)
{
    TestDb *t = *state;
    Err err = { 0 };
    MUST(add(t->db, 1, &t->err), &t->err);
    assert_false(add(t->db, 1, &err));
    MUST(add(t->db, 2, &t->err), &t->err);
    assert_int_equal(count(t->db), 2);
}

static void a_commit_that_fails_keeps_nothing(void **state)
{
    TestDb *t = *state;
    static const Query ORPHAN = { "orphan", "INSERT INTO child (n) VALUES ($1)", NULL };
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err)
         && db_run(t->db, &ORPHAN, BIND(P_INT(99)), NULL, &t->err), &t->err);
    assert_false(db_commit(t->db, &t->err));
    assert_int_equal(t->err.kind, ERR_CONFLICT);
    assert_false(db_in_transaction(t->db));
    assert_int_equal(count(t->db), 0);
    Err err = { 0 };
    MUST(db_begin(t->db, &err) && add(t->db, 5, &err) && db_commit(t->db, &err), &err);
    assert_int_equal(count(t->db), 1);
}

static void rolling_back_to_a_savepoint_lifts_a_later_doom(void **state)
{
    TestDb *t = *state;
    Err err = { 0 };
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err) && db_savepoint(t->db, &t->err)
         && add(t->db, 2, &t->err), &t->err);
    assert_false(add(t->db, 1, &err));
    assert_false(db_release(t->db, &err));
    db_rollback_savepoint(t->db);
    MUST(add(t->db, 3, &t->err) && db_commit(t->db, &t->err), &t->err);
    assert_true(has(t->db, 1) && !has(t->db, 2) && has(t->db, 3));
}

static void savepoints_nest(void **state)
{
    TestDb *t = *state;
    Err err = { 0 };
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err), &t->err);
    MUST(db_savepoint(t->db, &t->err) && add(t->db, 2, &t->err), &t->err);
    MUST(db_savepoint(t->db, &t->err) && add(t->db, 3, &t->err), &t->err);
    assert_false(add(t->db, 2, &err));
    db_rollback_savepoint(t->db);                         /* 3 is gone, the doom is lifted */
    MUST(db_savepoint(t->db, &t->err) && add(t->db, 4, &t->err) && db_release(t->db, &t->err), &t->err);
    MUST(add(t->db, 5, &t->err) && db_release(t->db, &t->err), &t->err);
    MUST(db_savepoint(t->db, &t->err) && add(t->db, 6, &t->err), &t->err);
    db_rollback_savepoint(t->db);
    MUST(db_commit(t->db, &t->err), &t->err);
    assert_true(has(t->db, 1) && has(t->db, 2) && has(t->db, 4) && has(t->db, 5));
    assert_int_equal(count(t->db), 4);
}

static void rolling_back_the_outer_savepoint_undoes_what_the_inner_released(void **state)
{
    TestDb *t = *state;
    MUST(db_begin(t->db, &t->err) && db_savepoint(t->db, &t->err) && db_savepoint(t->db, &t->err)
         && add(t->db, 1, &t->err) && db_release(t->db, &t->err), &t->err);
    db_rollback_savepoint(t->db);
    db_rollback_savepoint(t->db);                         /* none is left: nothing happens */
    MUST(add(t->db, 2, &t->err) && db_commit(t->db, &t->err), &t->err);
    assert_true(!has(t->db, 1) && has(t->db, 2));
}

static void a_doom_before_the_savepoint_stays(void **state)
{
    TestDb *t = *state;
    Err err = { 0 };
    MUST(add(t->db, 1, &t->err) && db_begin(t->db, &t->err), &t->err);
    assert_false(add(t->db, 1, &err));
    assert_false(db_savepoint(t->db, &t->err));
    db_rollback_savepoint(t->db);
    Err late = { 0 };
    assert_false(db_commit(t->db, &late));
    assert_int_equal(late.kind, ERR_CONFLICT);
}

static void a_reader_sees_one_moment(void **state)
{
    TestDb *t = *state;
    Db *other = NULL;
    MUST(db_open(t->url, &other, &t->err) && add(other, 1, &t->err), &t->err);
    MUST(db_begin_read(t->db, &t->err), &t->err);
    assert_int_equal(count(t->db), 1);
    MUST(add(other, 2, &t->err), &t->err);
    MUST(db_begin(other, &t->err) && add(other, 3, &t->err) && db_commit(other, &t->err), &t->err);
    assert_int_equal(count(other), 3);
    assert_int_equal(count(t->db), 1);
    MUST(db_commit(t->db, &t->err), &t->err);
    assert_int_equal(count(t->db), 3);
    db_close(other);
}

static void a_reader_does_not_see_what_is_not_committed(void **state)
{
    TestDb *t = *state;
    Db *other = NULL;
    MUST(db_open(t->url, &other, &t->err), &t->err);
    MUST(db_begin(other, &t->err) && add(other, 1, &t->err), &t->err);
    assert_int_equal(count(t->db), 0);
    MUST(db_commit(other, &t->err), &t->err);
    assert_int_equal(count(t->db), 1);
    db_close(other);
}

static void a_reading_transaction_writes_nothing(void **state)
{
    TestDb *t = *state;
    MUST(db_begin_read(t->db, &t->err), &t->err);
    assert_false(add(t->db, 1, &t->err));
    assert_int_equal(t->err.kind, ERR_INTERNAL);
    db_rollback(t->db);
    assert_int_equal(count(t->db), 0);
}

static void transactions_do_not_nest(void **state)
{
    TestDb *t = *state;
    Err first = { 0 }, second = { 0 };
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err), &t->err);
    assert_false(db_begin(t->db, &first));
    assert_int_equal(first.kind, ERR_INTERNAL);
    assert_false(db_commit(t->db, &second));
    assert_int_equal(count(t->db), 0);
    Err alone = { 0 }, point = { 0 }, release = { 0 };
    assert_false(db_commit(t->db, &alone));
    assert_false(db_savepoint(t->db, &point));
    assert_false(db_release(t->db, &release));
    assert_int_equal(alone.kind, ERR_INTERNAL);
    assert_int_equal(point.kind, ERR_INTERNAL);
    assert_int_equal(release.kind, ERR_INTERNAL);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        EACH(commit_keeps_and_rollback_drops),
        EACH(a_transaction_never_committed_is_not_kept),
        EACH(each_later_call_fails_as_the_first_did),
        EACH(a_value_that_cannot_be_read_dooms_too),
        EACH(a_failure_outside_a_transaction_dooms_nothing),
        EACH(a_commit_that_fails_keeps_nothing),
        EACH(rolling_back_to_a_savepoint_lifts_a_later_doom),
        EACH(savepoints_nest),
        EACH(rolling_back_the_outer_savepoint_undoes_what_the_inner_released),
        EACH(a_doom_before_the_savepoint_stays),
        EACH(a_reader_sees_one_moment),
        EACH(a_reader_does_not_see_what_is_not_committed),
        EACH(a_reading_transaction_writes_nothing),
        EACH(transactions_do_not_nest),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
