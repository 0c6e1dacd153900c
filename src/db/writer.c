// SPDX-License-Identifier: Apache-2.0
/* The queue of writing jobs and the threads that empty it; see writer.h. */
#include "db/writer.h"
#include "db/engine.h"
#include "base/clock.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum {
    MOST_WAITING = 1024,
    MOST_IN_GROUP = 128,        /* jobs answered by one commit */
    GROUP_MS = 50,              /* after this a group takes no more */
    MOST_REPEATS = 3,
    REPEAT_PAUSE_MS = 5         /* before the first; four times as long before each later one */
};

typedef struct Job {
    struct Job *next;
    WriteJob    job;
    WriteDone   done;
    void       *arg;
} Job;

struct Writer {
    pthread_mutex_t lock;
    pthread_cond_t  work;
    Job            *first, *last;
    int             waiting;
    bool            stopping;
    int             threads;
    struct Thread { Writer *writer; Db *db; pthread_t id; } thread[];
};

/* Waits for a job; NULL when the writer stops and nothing is left. */
static Job *take(Writer *w, bool wait)
{
    pthread_mutex_lock(&w->lock);
    while (wait && !w->first && !w->stopping)
        pthread_cond_wait(&w->work, &w->lock);
    Job *j = w->first;
    if (j) {
        w->first = j->next;
        if (!w->first)
            w->last = NULL;
        w->waiting--;
    }
    pthread_mutex_unlock(&w->lock);
    return j;
}

static void answer(Job *j, const Err *err)
{
    j->done(j->arg, err);
    free(j);
}

/* Runs one job so that it can neither end the transaction nor leave a savepoint open. */
static bool run_held(Db *db, const Job *j, Err *err)
{
    int floor = db->floor, mine = db->savepoints;
    db->held = true;
    db->floor = mine;
    bool ok = j->job(db, j->arg, err);
    if (ok && err->kind == ERR_NONE && db->savepoints > mine)
        err_detail(err, "a job left a savepoint open");
    if (!ok || db->savepoints > mine)
        err_set(err, ERR_INTERNAL, NULL, "the work failed without a reason");
    while (db->savepoints > mine)
        db_rollback_savepoint(db);
    db->floor = floor;
    db->held = false;
    return err->kind == ERR_NONE;
}

/* Runs one job in a transaction of its own. */
static bool run_once(Db *db, const Job *j, Err *err)
{
    if (!db_begin(db, err))
        return false;
    if (run_held(db, j, err))
        return db_commit(db, err);
    db_rollback(db);
    return false;
}

/* ---- SQLite: one commit for all that wait ---------------------------------- */

static void run_in_group(Db *db, const Job *j, Err *err)
{
    if (db_savepoint(db, err) && (!run_held(db, j, err) || !db_release(db, err)))
        db_rollback_savepoint(db);
}

static void run_group(Writer *w, Db *db, Job *first, Job **job, Err *errs)
{
    Err begin_err = { 0 }, commit_err = { 0 };
    int n = 0;
    int64_t until = clock_ms() + GROUP_MS;
    bool begun = db_begin(db, &begin_err);
    for (Job *j = first; j;) {
        errs[n] = begin_err;
        if (begun)
            run_in_group(db, j, &errs[n]);
        job[n++] = j;
        j = n < MOST_IN_GROUP && !db->doomed && clock_ms() < until ? take(w, false) : NULL;
    }
    bool kept = begun && db_commit(db, &commit_err);
    for (int i = 0; i < n; i++) {
        if (begun && !kept && commit_err.kind == ERR_CONFLICT) {   /* a deferred rule: find out whose */
            err_clear(&errs[i]);
            run_once(db, job[i], &errs[i]);
        } else if (!kept && errs[i].kind == ERR_NONE) {
            errs[i] = commit_err;
        }
        answer(job[i], &errs[i]);
    }
}

static void *group_thread(void *arg)
{
    struct Thread *t = arg;
    Job **job = calloc(MOST_IN_GROUP, sizeof *job);
    Err *errs = calloc(MOST_IN_GROUP, sizeof *errs);
    if (!job || !errs)
        abort();
    for (Job *j; (j = take(t->writer, true));)
        run_group(t->writer, t->db, j, job, errs);
    free(job);
    free(errs);
    return NULL;
}

/* ---- PostgreSQL: a transaction for each ------------------------------------ */

static void *single_thread(void *arg)
{
    struct Thread *t = arg;
    for (Job *j; (j = take(t->writer, true));) {
        Err err = { 0 };
        for (int repeat = 0; !run_once(t->db, j, &err) && repeat < MOST_REPEATS
                             && err.kind == ERR_BUSY && t->db->engine->repeatable(t->db); repeat++) {
            err_clear(&err);
            nanosleep(&(struct timespec){ .tv_nsec = (REPEAT_PAUSE_MS * 1000000L) << 2 * repeat }, NULL);
        }
        answer(j, &err);
    }
    return NULL;
}

/* ---- the public face ------------------------------------------------------- */

static void writer_free(Writer *w)
{
    for (int i = 0; i < w->threads; i++)
        db_close(w->thread[i].db);
    pthread_cond_destroy(&w->work);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

bool writer_start(const char *url, int pg_threads, Writer **ret_writer, Err *err)
{
    int most = pg_threads > 1 ? pg_threads : 1;
    Writer *w = calloc(1, sizeof *w + (size_t)most * sizeof *w->thread);
    if (!w)
        abort();
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    do {
        if (!db_open(url, &w->thread[w->threads].db, err)) {
            writer_free(w);
            return false;
        }
        w->thread[w->threads++].writer = w;
    } while (w->threads < most && db_engine(w->thread[0].db) == DB_PG);
    /* Signals are for the main thread. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (int i = 0; i < w->threads; i++)
        if (pthread_create(&w->thread[i].id, NULL,
                           db_engine(w->thread[i].db) == DB_PG ? single_thread : group_thread, &w->thread[i]))
            abort();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    *ret_writer = w;
    return true;
}

bool writer_submit(Writer *w, WriteJob job, WriteDone done, void *arg, Err *err)
{
    Job *j = calloc(1, sizeof *j);
    if (!j)
        abort();
    *j = (Job){ .job = job, .done = done, .arg = arg };
    pthread_mutex_lock(&w->lock);
    bool room = w->waiting < MOST_WAITING && !w->stopping;
    if (room) {
        *(w->last ? &w->last->next : &w->first) = j;
        w->last = j;
        w->waiting++;
        pthread_cond_signal(&w->work);
    }
    pthread_mutex_unlock(&w->lock);
    if (room)
        return true;
    free(j);
    return err_set(err, ERR_BUSY, NULL, "too much is being saved at once, try again");
}

typedef struct Call {
    pthread_mutex_t lock;
    pthread_cond_t  answered;
    bool            done;
    WriteJob        job;
    void           *arg;
    Err            *err;
} Call;

static bool call_job(Db *db, void *arg, Err *err)
{
    Call *c = arg;
    return c->job(db, c->arg, err);
}

static void call_done(void *arg, const Err *err)
{
    Call *c = arg;
    pthread_mutex_lock(&c->lock);
    if (c->err->kind == ERR_NONE)
        *c->err = *err;
    c->done = true;
    pthread_cond_signal(&c->answered);
    pthread_mutex_unlock(&c->lock);
}

bool writer_call(Writer *w, WriteJob job, void *arg, Err *err)
{
    Call c = { .job = job, .arg = arg, .err = err };
    pthread_mutex_init(&c.lock, NULL);
    pthread_cond_init(&c.answered, NULL);
    bool ok = writer_submit(w, call_job, call_done, &c, err);
    if (ok) {
        pthread_mutex_lock(&c.lock);
        while (!c.done)
            pthread_cond_wait(&c.answered, &c.lock);
        pthread_mutex_unlock(&c.lock);
        ok = err->kind == ERR_NONE;
    }
    pthread_cond_destroy(&c.answered);
    pthread_mutex_destroy(&c.lock);
    return ok;
}

void writer_stop(Writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->work);
    pthread_mutex_unlock(&w->lock);
    for (int i = 0; i < w->threads; i++)
        pthread_join(w->thread[i].id, NULL);
    writer_free(w);
}
