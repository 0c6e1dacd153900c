// SPDX-License-Identifier: Apache-2.0
#ifndef DB_DB_TEST_H
#define DB_DB_TEST_H
/* For tests of every area: the same test on a fresh, empty database of each engine.
 *
 *   static void a_letter_keeps_its_number(void **state)
 *   {
 *       TestDb *t = *state;                       // t->db is open, t->arena is empty
 *       MUST(db_migrate(t->db, &n, &t->err), &t->err);
 *       ...
 *   }
 *   static const struct CMUnitTest TESTS[] = { TEST_EACH_DB(a_letter_keeps_its_number) };
 *   int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
 *
 * Link with `db_testing`.  The PostgreSQL server is the one KADR_TEST_PG names
 * (tools/with_pg.sh CMD... starts one); without it the test fails.  Each test has a
 * database of its own, so tests may run side by side. */
#include "db/db.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

typedef struct TestDb {
    DbEngine engine;
    char     url[400];        /* for more connections to the same database */
    Db      *db;
    Arena   *arena;
    Err      err;
    char     place[200];      /* its folder, or its name on the server */
} TestDb;

int test_db_sqlite(void **state);
int test_db_pg(void **state);
int test_db_remove(void **state);

#define TEST_EACH_DB(f) TEST_EACH(f, test_db_sqlite, test_db_pg, test_db_remove)

/* The same with a setup of one's own per engine, which calls the ones above first. */
#define TEST_EACH(f, sqlite, pg, after)                                     \
    { #f " (sqlite)", f, sqlite, after, NULL },                             \
    { #f " (postgresql)", f, pg, after, NULL }

/* Fails with what the Err says. */
#define MUST(ok, err)                                                       \
    do {                                                                    \
        if (!(ok))                                                          \
            fail_msg("%s: %s: %s [%s]", #ok, err_kind_name((err)->kind),    \
                     (err)->count ? (err)->faults[0].msgid : "-", (err)->detail); \
    } while (0)
#endif
