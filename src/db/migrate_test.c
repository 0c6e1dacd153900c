// SPDX-License-Identifier: Apache-2.0
#include "db/migrate.h"
#include "db/db_test.h"
#include <pthread.h>
#include <string.h>

static const Migration FIRST = { "migrations/0001_first.sql",
    "-- a comment with @nothing in it\n"
    "CREATE TABLE a (id @id, n @int NOT NULL, b @bool NOT NULL DEFAULT TRUE, d @date, t @time, s @text);\n"
    "INSERT INTO a (n, s) VALUES (1, 'me@example.org; @text');\n" };
static const Migration SECOND = { "migrations/0002_second.sql",
    "-- @sqlite\nCREATE TABLE only_here (n @int);\n-- @end\n"
    "-- @pg\nCREATE TABLE only_here (n @int, jsonb jsonb);\n-- @end\n"
    "INSERT INTO only_here (n) VALUES (2);\n" };
static const Migration THIRD = { "migrations/0003_third.sql", "CREATE TABLE c (id @id);" };

static const Query TABLES = { "tables", "SELECT count(*) FROM schema_migration", NULL };
static const Query MAIL = { "mail",
    "SELECT count(*) FROM a WHERE s = 'me@example.org; @text' AND b = TRUE", NULL };

static int run(TestDb *t, const Migration *list, size_t n)
{
    int applied = -1;
    err_clear(&t->err);
    return db_migrate_list(t->db, list, n, &applied, &t->err) ? applied : -1;
}

static int64_t number(TestDb *t, const Query *q)
{
    int64_t n;
    MUST(db_int(t->db, q, BIND_NONE, -1, &n, &t->err), &t->err);
    return n;
}

static void each_migration_runs_once(void **state)
{
    TestDb *t = *state;
    const Migration list[] = { FIRST, SECOND, THIRD };
    assert_int_equal(run(t, list, 0), 0);
    assert_int_equal(run(t, list, 2), 2);
    assert_int_equal(run(t, list, 2), 0);
    assert_int_equal(run(t, list, 3), 1);
    assert_int_equal(run(t, list, 3), 0);
    assert_int_equal(number(t, &TABLES), 3);
    assert_int_equal(number(t, &MAIL), 1);
}

static void conflict(TestDb *t, const Migration *list, size_t n, const char *names)
{
    assert_int_equal(run(t, list, n), -1);
    assert_int_equal(t->err.kind, ERR_CONFLICT);
    assert_string_equal(t->err.faults[0].args[0], names);
    assert_false(db_in_transaction(t->db));
}

static void history_may_not_change(void **state)
{
    TestDb *t = *state;
    const Migration all[] = { FIRST, SECOND, THIRD };
    assert_int_equal(run(t, all, 3), 3);
    const Migration changed[] = { FIRST, { SECOND.name, "CREATE TABLE only_here (n @int);" }, THIRD };
    conflict(t, changed, 3, SECOND.name);
    const Migration gone[] = { FIRST, THIRD };
    conflict(t, gone, 2, SECOND.name);
    const Migration late[] = { FIRST, { "migrations/0001_later.sql", "SELECT 1;" }, SECOND, THIRD };
    conflict(t, late, 4, "migrations/0001_later.sql");
    conflict(t, all, 2, THIRD.name);                      /* the database is newer */
    conflict(t, all, 0, FIRST.name);
    assert_int_equal(run(t, all, 3), 0);
}

static void a_migration_that_fails_leaves_nothing_behind(void **state)
{
    TestDb *t = *state;
    const Migration list[] = { FIRST, { "migrations/0002_x.sql",
                                        "CREATE TABLE z (n @int); INSERT INTO z VALUES ('x', 1);" } };
    assert_int_equal(run(t, list, 2), -1);
    assert_int_equal(t->err.kind, ERR_INTERNAL);
    assert_string_equal(t->err.faults[0].args[0], "migrations/0002_x.sql");
    assert_int_equal(number(t, &TABLES), 1);
    const Migration better[] = { FIRST, { "migrations/0002_x.sql", "CREATE TABLE z (n @int);" } };
    assert_int_equal(run(t, better, 2), 1);
}

static void a_type_word_nobody_knows_is_refused(void **state)
{
    TestDb *t = *state;
    const Migration words[] = { { "migrations/0001.sql", "CREATE TABLE z (n @integer);" } };
    assert_int_equal(run(t, words, 1), -1);
    assert_non_null(strstr(t->err.detail, "@integer"));
    const Migration open[] = { { "migrations/0001.sql", "-- @pg\nSELECT 1;\n" } };
    assert_int_equal(run(t, open, 1), -1);
    assert_non_null(strstr(t->err.detail, "@end"));
}

static void type_words_become_types(void **state)
{
    (void)state;
    Arena *a = arena_new();
    static const struct { const char *in, *sqlite, *pg; } CASES[] = {
        { "a @int,b @bool)", "a INTEGER,b INTEGER)\n", "a bigint,b boolean)\n" },
        { "@date @time", "TEXT INTEGER\n", "date bigint\n" },
        { "x @text;", "x TEXT;\n", "x text COLLATE \"C\";\n" },
        { "'@int' \"@int\" @@ @> -- @int", "'@int' \"@int\" @@ @> \n", "'@int' \"@int\" @@ @> \n" },
        { "'two\n@int' @int", "'two\n@int' INTEGER\n", "'two\n@int' bigint\n" },
        { "-- @sqlite\none\n-- @end\n-- @pg\ntwo\n-- @end\nboth", "one\nboth\n", "two\nboth\n" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Err err = { 0 };
        Str sqlite = str_make(a), pg = str_make(a);
        MUST(migrate_expand(DB_SQLITE, CASES[i].in, &sqlite, &err), &err);
        MUST(migrate_expand(DB_PG, CASES[i].in, &pg, &err), &err);
        assert_string_equal(sqlite.s, CASES[i].sqlite);
        assert_string_equal(pg.s, CASES[i].pg);
    }
    arena_free(a);
}

typedef struct Racer { const char *url; int applied; Err err; pthread_t thread; } Racer;

static void *race(void *arg)
{
    Racer *r = arg;
    const Migration list[] = { FIRST, SECOND, THIRD };
    Db *db = NULL;
    if (db_open(r->url, &db, &r->err) && !db_migrate_list(db, list, 3, &r->applied, &r->err))
        r->applied = -1;
    db_close(db);
    return NULL;
}

static void programs_that_start_at_once_wait_for_each_other(void **state)
{
    TestDb *t = *state;
    enum { N = 4 };
    Racer racer[N] = { 0 };
    for (int i = 0; i < N; i++) {
        racer[i].url = t->url;
        assert_int_equal(pthread_create(&racer[i].thread, NULL, race, &racer[i]), 0);
    }
    int applied = 0;
    for (int i = 0; i < N; i++) {
        pthread_join(racer[i].thread, NULL);
        MUST(racer[i].err.kind == ERR_NONE, &racer[i].err);
        applied += racer[i].applied;
    }
    assert_int_equal(applied, 3);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_DB(each_migration_runs_once),
        TEST_EACH_DB(history_may_not_change),
        TEST_EACH_DB(a_migration_that_fails_leaves_nothing_behind),
        TEST_EACH_DB(a_type_word_nobody_knows_is_refused),
        TEST_EACH_DB(programs_that_start_at_once_wait_for_each_other),
        cmocka_unit_test(type_words_become_types),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
