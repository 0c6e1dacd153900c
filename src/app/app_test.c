// SPDX-License-Identifier: Apache-2.0
#include "app/app_test.h"
#include "app/journal.h"
#include "db/migrate.h"
#include <stdlib.h>
#include <unistd.h>

/* A test with areas of its own has a list of its own. */
__attribute__((weak)) const Area *const AREAS[] = { NULL };

static const AppHooks HOOKS = { 0 };

static bool begin(TestApp *t)
{
    if (!db_begin(t->db, &t->err))
        return false;
    t->cx = app_cx(&t->app, t->arena, t->db, &ACTOR_SYSTEM,
                   (Instant){ instant_day_start(date_make(2026, 9, 14)).us + 9 * 3600 * 1000000LL });
    return true;
}

bool app_test_commit(TestApp *t)
{
    return journal_flush(&t->cx, &t->err) && db_commit(t->db, &t->err) && begin(t);
}

static int start(void **state, TestDb *database)
{
    Arena *a = database->arena;
    TestApp *t = NEW(a, TestApp);
    t->database = database;
    t->db = database->db;
    t->arena = a;
    int applied;
    char folder[] = "/tmp/kadr-app-XXXXXX";
    t->config = (Config){ .db = database->url, .files = arena_strdup(a, mkdtemp(folder)), .clock = "" };
    I18n *i18n;
    MUST(i18n_load(a, &i18n, &t->err), &t->err);
    t->app = (App){ .arena = a, .config = &t->config, .hooks = &HOOKS, .i18n = i18n };
    *state = t;
    MUST(db_migrate(t->db, &applied, &t->err) && begin(t), &t->err);
    return 0;
}

int app_test_sqlite(void **state)
{
    return test_db_sqlite(state) || start(state, *state);
}

int app_test_pg(void **state)
{
    return test_db_pg(state) || start(state, *state);
}

int app_test_remove(void **state)
{
    TestApp *t = *state;
    void *database = t->database;
    db_rollback(t->db);
    if (fork() == 0)                                            /* the only way to remove a tree in one line */
        execlp("rm", "rm", "-rf", t->config.files, NULL);
    return test_db_remove(&database);
}
