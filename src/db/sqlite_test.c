// SPDX-License-Identifier: Apache-2.0
/* What only SQLite can do to us: locks on the whole file, and a file that is ours to keep safe. */
#include "db/db_test.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const Query ADD = { "add", "INSERT INTO t (n) VALUES ($1)", NULL };
static const Query MAX = { "max", "SELECT max(n) FROM t", NULL };

static int start(void **state)
{
    if (test_db_sqlite(state))
        return -1;
    TestDb *t = *state;
    return db_script(t->db, "CREATE TABLE t (n INTEGER PRIMARY KEY)", &t->err) ? 0 : -1;
}

static int64_t number(Db *db, const Query *q)
{
    Err err = { 0 };
    int64_t n;
    MUST(db_int(db, q, BIND_NONE, -1, &n, &err), &err);
    return n;
}

static bool add(Db *db, int64_t n, Err *err) { return db_run(db, &ADD, BIND(P_INT(n)), NULL, err); }

static void a_connection_keeps_what_it_acknowledged_and_its_keys(void **state)
{
    TestDb *t = *state;
    static const Query SYNC = { "synchronous", "PRAGMA synchronous", NULL };
    static const Query KEYS = { "foreign_keys", "PRAGMA foreign_keys", NULL };
    assert_int_equal(number(t->db, &SYNC), 2);            /* FULL */
    assert_int_equal(number(t->db, &KEYS), 1);
}

static void a_new_file_is_for_its_owner_alone(void **state)
{
    TestDb *t = *state;
    static const char *const FILES[] = { "test.db", "test.db-wal", "test.db-shm" };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char path[300];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", t->place, FILES[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
}

static void a_lock_that_stays_is_busy(void **state)
{
    TestDb *t = *state;
    Db *other = NULL;
    Err busy = { 0 };
    MUST(db_open(t->url, &other, &t->err) && db_begin(other, &t->err) && add(other, 1, &t->err), &t->err);
    assert_false(db_begin(t->db, &busy));
    assert_int_equal(busy.kind, ERR_BUSY);
    assert_false(db_in_transaction(t->db));
    MUST(db_commit(other, &t->err) && db_begin(t->db, &t->err) && add(t->db, 2, &t->err)
         && db_commit(t->db, &t->err), &t->err);
    assert_int_equal(number(other, &MAX), 2);
    db_close(other);
}

typedef struct Second { const char *url; sem_t started; Err err; } Second;

static void *write_too(void *arg)
{
    Second *s = arg;
    Db *db = NULL;
    bool ok = db_open(s->url, &db, &s->err);
    sem_post(&s->started);
    if (ok && db_begin(db, &s->err) && add(db, 2, &s->err))
        db_commit(db, &s->err);
    db_close(db);
    return NULL;
}

static void a_lock_that_goes_is_waited_for(void **state)
{
    TestDb *t = *state;
    Second second = { .url = t->url };
    pthread_t thread;
    sem_init(&second.started, 0, 0);
    MUST(db_begin(t->db, &t->err) && add(t->db, 1, &t->err), &t->err);
    assert_int_equal(pthread_create(&thread, NULL, write_too, &second), 0);
    sem_wait(&second.started);
    usleep(50000);                                        /* most likely it waits by now */
    MUST(db_commit(t->db, &t->err), &t->err);
    pthread_join(thread, NULL);
    MUST(second.err.kind == ERR_NONE, &second.err);
    assert_int_equal(number(t->db, &MAX), 2);
}

/* Commits 1, 2, 3 … and says each number aloud after its commit, until it is killed. */
static _Noreturn void commit_for_ever(const char *url, int out)
{
    Db *db = NULL;
    Err err = { 0 };
    bool ok = db_open(url, &db, &err);
    for (int64_t n = 1; ok; n++)
        ok = db_begin(db, &err) && add(db, n, &err) && db_commit(db, &err)
          && write(out, &n, sizeof n) == (ssize_t)sizeof n;
    _exit(1);
}

static void a_killed_program_loses_nothing_it_acknowledged(void **state)
{
    TestDb *t = *state;
    int64_t base = 0;
    for (int round = 1; round <= 5; round++) {
        int pipes[2];
        assert_int_equal(pipe(pipes), 0);
        MUST(db_script(t->db, "DELETE FROM t", &t->err), &t->err);
        pid_t child = fork();
        if (child == 0)
            commit_for_ever(t->url, pipes[1]);
        close(pipes[1]);
        int64_t said = 0;
        while (said < round * 7)
            assert_int_equal(read(pipes[0], &said, sizeof said), sizeof said);
        kill(child, SIGKILL);
        while (read(pipes[0], &base, sizeof base) == (ssize_t)sizeof base)
            said = base;                                  /* said before it died */
        close(pipes[0]);
        waitpid(child, NULL, 0);
        assert_in_range(number(t->db, &MAX), said, said + 1);
    }
}

#define LITE(f) cmocka_unit_test_setup_teardown(f, start, test_db_remove)

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        LITE(a_connection_keeps_what_it_acknowledged_and_its_keys),
        LITE(a_new_file_is_for_its_owner_alone),
        LITE(a_lock_that_stays_is_busy),
        LITE(a_lock_that_goes_is_waited_for),
        LITE(a_killed_program_loses_nothing_it_acknowledged),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
