// SPDX-License-Identifier: Apache-2.0
#include "db/writer.h"
#include "db/db_test.h"
#include "db/migrate.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

enum { WRITERS = 64, EACH_WRITES = 20, PG_THREADS = 4, QUEUE = 1024 };

static const Query ADD   = { "add", "INSERT INTO t (n) VALUES ($1)", NULL };
static const Query CHILD = { "child", "INSERT INTO child (n) VALUES ($1)", NULL };
static const Query COUNT = { "count", "SELECT count(*) FROM t", NULL };
static const Query HAS   = { "has", "SELECT count(*) FROM t WHERE n = $1", NULL };

static const char TABLES[] =
    "CREATE TABLE t (id @id, n @int NOT NULL UNIQUE);"
    "CREATE TABLE child (id @id, n @int NOT NULL REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED);";

typedef struct Case { TestDb *t; Writer *w; } Case;

static int start(void **state, int (*open)(void **))
{
    if (open(state))
        return -1;
    TestDb *t = *state;
    Str sql = str_make(t->arena);
    Case *c = NEW(t->arena, Case);
    c->t = t;
    *state = c;
    return migrate_expand(t->engine, TABLES, &sql, &t->err)
        && db_script(t->db, sql.s, &t->err) && writer_start(t->url, PG_THREADS, &c->w, &t->err) ? 0 : -1;
}

static int start_sqlite(void **state) { return start(state, test_db_sqlite); }
static int start_pg(void **state)     { return start(state, test_db_pg); }

static int stop(void **state)
{
    Case *c = *state;
    writer_stop(c->w);
    *state = c->t;
    return test_db_remove(state);
}

#define EACH(f) TEST_EACH(f, start_sqlite, start_pg, stop)

static int64_t number(Case *c, const Query *q, const Param *p, size_t n)
{
    int64_t found = -1;
    Err err = { 0 };
    MUST(db_int(c->t->db, q, p, n, -1, &found, &err), &err);
    return found;
}

static int64_t count(Case *c)         { return number(c, &COUNT, BIND_NONE); }
static bool has(Case *c, int64_t n)   { return number(c, &HAS, BIND(P_INT(n))) == 1; }

/* ---- jobs ---- */

static bool add(Db *db, void *arg, Err *err)
{
    return db_run(db, &ADD, BIND(P_INT(*(int64_t *)arg)), NULL, err);
}

static bool add_then_refuse(Db *db, void *arg, Err *err)
{
    return add(db, arg, err) && err_set(err, ERR_DENIED, NULL, "not today");
}

static bool add_then_say_nothing(Db *db, void *arg, Err *err)
{
    add(db, arg, err);
    return false;
}

static bool swallow_a_failure(Db *db, void *arg, Err *err)
{
    Err ignored = { 0 };
    return add(db, arg, err) && (add(db, arg, &ignored), true);
}

static bool recover_with_a_savepoint(Db *db, void *arg, Err *err)
{
    Err ignored = { 0 };
    if (!add(db, arg, err) || !db_savepoint(db, err))
        return false;
    if (!add(db, arg, &ignored))
        db_rollback_savepoint(db);
    int64_t next = *(int64_t *)arg + 1;
    return add(db, &next, err);
}

static bool commit_too_early(Db *db, void *arg, Err *err)
{
    return add(db, arg, err) && db_commit(db, err);
}

static bool roll_back_itself(Db *db, void *arg, Err *err)
{
    bool ok = add(db, arg, err);
    db_rollback(db);
    db_rollback_savepoint(db);
    return ok;
}

static bool forget_a_savepoint(Db *db, void *arg, Err *err)
{
    return db_savepoint(db, err) && add(db, arg, err);
}

static bool add_an_orphan(Db *db, void *arg, Err *err)
{
    return add(db, arg, err) && db_run(db, &CHILD, BIND(P_INT(-*(int64_t *)arg)), NULL, err);
}

typedef struct Gate { sem_t entered, open; } Gate;

static bool wait_at_gate(Db *db, void *arg, Err *err)
{
    (void)db, (void)err;
    Gate *g = arg;
    sem_post(&g->entered);
    sem_wait(&g->open);
    sem_post(&g->open);                                   /* open for all from now on */
    return true;
}

/* ---- answers ---- */

typedef struct Answer { int64_t n; atomic_int calls; ErrKind kind; } Answer;

static bool add_answer(Db *db, void *arg, Err *err) { return add(db, &((Answer *)arg)->n, err); }

static void note(void *arg, const Err *err)
{
    Answer *a = arg;
    a->kind = err->kind;
    atomic_fetch_add(&a->calls, 1);
}

static void note_nothing(void *arg, const Err *err)
{
    (void)arg, (void)err;
}

/* Fills every thread of the writer, so that what follows has to wait. */
static void close_gate(Case *c, Gate *g)
{
    int threads = c->t->engine == DB_PG ? PG_THREADS : 1;
    sem_init(&g->entered, 0, 0);
    sem_init(&g->open, 0, 0);
    for (int i = 0; i < threads; i++) {
        MUST(writer_submit(c->w, wait_at_gate, note_nothing, g, &c->t->err), &c->t->err);
        sem_wait(&g->entered);
    }
}

/* ---- tests ---- */

typedef struct Load { Writer *w; int64_t first; int refused; pthread_t thread; } Load;

static void *load(void *arg)
{
    Load *l = arg;
    for (int64_t i = 0; i < EACH_WRITES; i++) {
        Err err = { 0 };
        int64_t n = l->first + i;
        l->refused += !writer_call(l->w, add, &n, &err);
    }
    return NULL;
}

static void sixty_four_writers_are_all_served(void **state)
{
    Case *c = *state;
    Load l[WRITERS] = { 0 };
    for (int i = 0; i < WRITERS; i++) {
        l[i].w = c->w;
        l[i].first = i * 1000;
        assert_int_equal(pthread_create(&l[i].thread, NULL, load, &l[i]), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(l[i].thread, NULL);
        assert_int_equal(l[i].refused, 0);
    }
    assert_int_equal(count(c), WRITERS * EACH_WRITES);
}

static void a_job_that_fails_undoes_only_itself(void **state)
{
    Case *c = *state;
    static const struct { WriteJob job; ErrKind kind; } CASES[] = {
        { add, ERR_NONE },
        { add_then_refuse, ERR_DENIED },
        { add_then_say_nothing, ERR_INTERNAL },
        { swallow_a_failure, ERR_CONFLICT },
        { recover_with_a_savepoint, ERR_NONE },
        { commit_too_early, ERR_INTERNAL },
        { roll_back_itself, ERR_INTERNAL },
        { forget_a_savepoint, ERR_INTERNAL },
        { add_an_orphan, ERR_CONFLICT },
        { add, ERR_NONE },
    };
    enum { N = sizeof CASES / sizeof *CASES };
    Gate gate;
    Answer answer[N] = { 0 };
    close_gate(c, &gate);
    for (int i = 0; i < N; i++) {
        answer[i].n = 10 * (i + 1);
        MUST(writer_submit(c->w, CASES[i].job, note, &answer[i], &c->t->err), &c->t->err);
    }
    sem_post(&gate.open);
    writer_stop(c->w);
    c->w = NULL;
    for (int i = 0; i < N; i++) {
        assert_int_equal(answer[i].calls, 1);
        if (answer[i].kind != CASES[i].kind)
            fail_msg("job %d: %s, expected %s", i, err_kind_name(answer[i].kind),
                     err_kind_name(CASES[i].kind));
        assert_int_equal(has(c, answer[i].n), CASES[i].kind == ERR_NONE);
    }
    assert_true(has(c, 51));
    assert_int_equal(count(c), 4);
}

static void a_call_gives_back_the_jobs_error(void **state)
{
    Case *c = *state;
    int64_t n = 1;
    Err denied = { 0 }, again = { 0 };
    MUST(writer_call(c->w, add, &n, &c->t->err), &c->t->err);
    assert_false(writer_call(c->w, add, &n, &again));
    assert_int_equal(again.kind, ERR_CONFLICT);
    n = 2;
    assert_false(writer_call(c->w, add_then_refuse, &n, &denied));
    assert_int_equal(denied.kind, ERR_DENIED);
    assert_string_equal(denied.faults[0].msgid, "not today");
    assert_int_equal(count(c), 1);
}

static void the_queue_ends_somewhere(void **state)
{
    Case *c = *state;
    Gate gate;
    Err err = { 0 };
    static Answer answer[QUEUE + 1];
    memset(answer, 0, sizeof answer);
    close_gate(c, &gate);
    for (int i = 0; i < QUEUE; i++) {
        answer[i].n = i;
        MUST(writer_submit(c->w, add_answer, note, &answer[i], &c->t->err), &c->t->err);
    }
    assert_false(writer_submit(c->w, add_answer, note, &answer[QUEUE], &err));
    assert_int_equal(err.kind, ERR_BUSY);
    sem_post(&gate.open);
    writer_stop(c->w);                                    /* finishes all that was accepted */
    c->w = NULL;
    assert_int_equal(count(c), QUEUE);
    for (int i = 0; i < QUEUE; i++)
        assert_true(answer[i].calls == 1 && answer[i].kind == ERR_NONE);
    assert_int_equal(answer[QUEUE].calls, 0);
}

typedef struct Order { TestDb *t; Db *reader; int64_t n; atomic_int seen; } Order;

static bool add_order(Db *db, void *arg, Err *err) { return add(db, &((Order *)arg)->n, err); }

/* What another connection sees at the moment of the answer. */
static void look(void *arg, const Err *err)
{
    Order *o = arg;
    Err mine = { 0 };
    int64_t n = -1;
    if (err->kind == ERR_NONE && db_int(o->reader, &HAS, BIND(P_INT(o->n)), -1, &n, &mine))
        o->seen = (int)n;
}

static void the_answer_comes_after_the_commit(void **state)
{
    Case *c = *state;
    enum { N = 20 };
    Order order[N];
    Gate gate;
    close_gate(c, &gate);
    for (int i = 0; i < N; i++) {
        order[i] = (Order){ .t = c->t, .n = i };
        MUST(db_open(c->t->url, &order[i].reader, &c->t->err), &c->t->err);
        MUST(writer_submit(c->w, add_order, look, &order[i], &c->t->err), &c->t->err);
    }
    sem_post(&gate.open);
    writer_stop(c->w);
    c->w = NULL;
    for (int i = 0; i < N; i++) {
        assert_int_equal(order[i].seen, 1);
        db_close(order[i].reader);
    }
}

/* Ends the whole transaction behind everybody's back, as a full disk does. */
static bool kill_the_transaction(Db *db, void *arg, Err *err)
{
    (void)arg;
    return db_script(db, "ROLLBACK", err);
}

static void a_group_that_cannot_commit_answers_everyone_with_the_error(void **state)
{
    Case *c = *state;
    enum { N = 3 };
    static const WriteJob JOBS[N] = { add, add, kill_the_transaction };
    Gate gate;
    Answer answer[N] = { 0 };
    close_gate(c, &gate);
    for (int i = 0; i < N; i++) {
        answer[i].n = i;
        MUST(writer_submit(c->w, JOBS[i], note, &answer[i], &c->t->err), &c->t->err);
    }
    sem_post(&gate.open);
    int64_t n = 100;
    MUST(writer_call(c->w, add, &n, &c->t->err), &c->t->err);
    writer_stop(c->w);
    c->w = NULL;
    for (int i = 0; i < N; i++)
        assert_true(answer[i].calls == 1 && answer[i].kind == ERR_INTERNAL);
    assert_true(has(c, 100));
    assert_int_equal(count(c), 1);
}

static void a_writer_needs_a_database(void **state)
{
    (void)state;
    Writer *w = NULL;
    Err err = { 0 };
    assert_false(writer_start("sqlite:/nowhere/at/all.db", 1, &w, &err));
    assert_int_equal(err.kind, ERR_INTERNAL);
    assert_null(w);
    writer_stop(w);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        EACH(sixty_four_writers_are_all_served),
        EACH(a_job_that_fails_undoes_only_itself),
        EACH(a_call_gives_back_the_jobs_error),
        EACH(the_queue_ends_somewhere),
        EACH(the_answer_comes_after_the_commit),
        { "a_group_that_cannot_commit_answers_everyone_with_the_error",
          a_group_that_cannot_commit_answers_everyone_with_the_error, start_sqlite, stop, NULL },
        cmocka_unit_test(a_writer_needs_a_database),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
