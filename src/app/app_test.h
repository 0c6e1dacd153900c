// SPDX-License-Identifier: Apache-2.0
#ifndef APP_APP_TEST_H
#define APP_APP_TEST_H
/* For tests of the application's parts: an App without areas, on a fresh database of each engine.
 *
 *   static void a_sentence(void **state)
 *   {
 *       TestApp *t = *state;                    // migrated, t->cx stands in an open transaction
 *       journal_add(&t->cx, ...);
 *       MUST(app_test_commit(t), &t->err);      // journal, commit, and a new transaction
 *   }
 *   { TEST_EACH_APP(a_sentence) }
 */
#include "app/app.h"
#include "db/db_test.h"

typedef struct TestApp {
    TestDb *database;
    Db     *db;
    Arena  *arena;
    Err     err;
    Config  config;
    App     app;
    Cx      cx;
} TestApp;

int app_test_sqlite(void **state);
int app_test_pg(void **state);
int app_test_remove(void **state);
bool app_test_commit(TestApp *t);

#define TEST_EACH_APP(f)                                                       \
    { #f " (sqlite)", f, app_test_sqlite, app_test_remove, NULL },             \
    { #f " (postgresql)", f, app_test_pg, app_test_remove, NULL }
#endif
