// SPDX-License-Identifier: Apache-2.0
#include "app/schedule.h"
#include "app/job.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

enum { LOOK_SECONDS = 20, POKED_MS = 200, POKED_LOOKS = 10 };

struct Schedule {
    App            *app;
    Db             *db;
    pthread_t       thread;
    pthread_mutex_t lock;
    pthread_cond_t  poke;
    int             looks;          /* to be made soon: what was asked for commits in this moment */
    atomic_bool     stopping;
};

static struct timespec after_ms(int64_t ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    int64_t ns = t.tv_nsec + ms % 1000 * 1000000;
    return (struct timespec){ t.tv_sec + ms / 1000 + ns / 1000000000, ns % 1000000000 };
}

/* Until the next look.  False: the server stops. */
static bool wait_a_while(Schedule *s)
{
    pthread_mutex_lock(&s->lock);
    struct timespec until = after_ms(s->looks ? POKED_MS : LOOK_SECONDS * 1000);
    int waited = 0;
    int before = s->looks;
    while (!s->stopping && !waited && s->looks <= before)
        waited = pthread_cond_timedwait(&s->poke, &s->lock, &until);
    if (s->looks)
        s->looks--;
    bool on = !s->stopping;
    pthread_mutex_unlock(&s->lock);
    return on;
}

/* Notes what is due and runs what waits.  A failure to do so is logged; the next look tries again. */
static void look(Schedule *s)
{
    bool any = true, ran = true;
    Err err = { 0 };
    while (!s->stopping && any && ran && err.kind == ERR_NONE) {
        Arena *a = arena_new();
        if (job_look(s->app, s->db, a, &any, &err) && any)
            job_run_next(s->app, s->db, a, &ran, &err);
        arena_free(a);
    }
    if (err.kind != ERR_NONE && err.kind != ERR_BUSY)
        fprintf(stderr, "kadr: jobs: %s %s\n", err.count ? err.faults[0].msgid : "", err.detail);
}

static void *work(void *arg)
{
    Schedule *s = arg;
    do
        look(s);
    while (wait_a_while(s));
    return NULL;
}

bool schedule_start(App *app, Err *err)
{
    Schedule *s = NEW(app->arena, Schedule);
    pthread_condattr_t monotonic;
    s->app = app;
    if (!db_open(app->config->db, &s->db, err))
        return false;
    pthread_mutex_init(&s->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->poke, &monotonic);
    app->schedule = s;
    if (pthread_create(&s->thread, NULL, work, s) == 0)
        return true;
    app->schedule = NULL;
    db_close(s->db);
    return err_set(err, ERR_INTERNAL, NULL, "the thread of the jobs cannot be started");
}

void schedule_stop(App *app)
{
    Schedule *s = app->schedule;
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_cond_signal(&s->poke);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    db_close(s->db);
    app->schedule = NULL;
}

void schedule_poke(const App *app)
{
    Schedule *s = app->schedule;
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->looks = POKED_LOOKS;
    pthread_cond_signal(&s->poke);
    pthread_mutex_unlock(&s->lock);
}

bool schedule_stopping(const App *app)
{
    return app->schedule && app->schedule->stopping;
}
