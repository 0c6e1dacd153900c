// SPDX-License-Identifier: Apache-2.0
/* Fresh databases for tests; see db_test.h. */
#include "db/db_test.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int opened(TestDb *t, void **state)
{
    t->arena = arena_new();
    if (!db_open(t->url, &t->db, &t->err)) {
        fprintf(stderr, "cannot open %s: %s\n", t->url, t->err.detail);
        return -1;
    }
    *state = t;
    return 0;
}

int test_db_sqlite(void **state)
{
    TestDb *t = calloc(1, sizeof *t);
    t->engine = DB_SQLITE;
    snprintf(t->place, sizeof t->place, "/tmp/kadr-test.XXXXXX");
    if (!mkdtemp(t->place))
        return -1;
    snprintf(t->url, sizeof t->url, "sqlite:%s/test.db", t->place);
    return opened(t, state);
}

/* Runs one statement on the server's own database. */
static bool on_server(const char *sql)
{
    const char *url = getenv("KADR_TEST_PG");
    Err err = { 0 };
    Db *admin = NULL;
    bool ok = url && db_open(url, &admin, &err) && db_script(admin, sql, &err);
    if (!ok)
        fprintf(stderr, "%s: %s\n", sql,
                url ? err.detail : "KADR_TEST_PG is not set (tools/with_pg.sh CMD... sets it)");
    db_close(admin);
    return ok;
}

/* "postgresql://user@host/DATABASE?options" with another database. */
static void with_database(const char *url, const char *name, char *out, size_t size)
{
    const char *host = strstr(url, "://");
    const char *slash = host ? strchr(host + 3, '/') : NULL;
    int before = (int)(slash ? (size_t)(slash - url) : strcspn(url, "?"));
    snprintf(out, size, "%.*s/%s%s", before, url, name, url + before + strcspn(url + before, "?"));
}

int test_db_pg(void **state)
{
    TestDb *t = calloc(1, sizeof *t);
    t->engine = DB_PG;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(t->place, sizeof t->place, "t_%d_%lld%09ld", (int)getpid(), (long long)now.tv_sec, now.tv_nsec);
    char sql[300];
    snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE template0", t->place);
    if (!on_server(sql))
        return -1;
    with_database(getenv("KADR_TEST_PG"), t->place, t->url, sizeof t->url);
    return opened(t, state);
}

int test_db_remove(void **state)
{
    TestDb *t = *state;
    db_close(t->db);
    arena_free(t->arena);
    bool ok = true;
    if (t->engine == DB_PG) {
        char sql[300];
        snprintf(sql, sizeof sql, "DROP DATABASE %s WITH (FORCE)", t->place);
        ok = on_server(sql);
    } else {
        static const char *const FILES[] = { "test.db", "test.db-wal", "test.db-shm" };
        for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
            char path[300];
            snprintf(path, sizeof path, "%s/%s", t->place, FILES[i]);
            unlink(path);
        }
        ok = rmdir(t->place) == 0;
    }
    free(t);
    return ok ? 0 : -1;
}
