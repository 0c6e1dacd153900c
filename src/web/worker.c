// SPDX-License-Identifier: Apache-2.0
#include "web/worker.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

typedef struct Job { void (*run)(void *arg); void *arg; } Job;

struct Worker {
    pthread_mutex_t lock;
    pthread_cond_t  change;
    pthread_t      *threads;
    int             thread_count;
    Job            *ring;
    int             room, first, count;
    bool            stopping;
    void          (*done)(void *arg);
};

static bool take(Worker *w, Job *ret)
{
    pthread_mutex_lock(&w->lock);
    while (!w->count && !w->stopping)
        pthread_cond_wait(&w->change, &w->lock);
    bool got = w->count > 0;
    if (got) {
        *ret = w->ring[w->first];
        w->first = (w->first + 1) % w->room;
        w->count--;
    }
    pthread_mutex_unlock(&w->lock);
    return got;
}

static void *work(void *arg)
{
    Worker *w = arg;
    Job job;
    while (take(w, &job)) {
        job.run(job.arg);
        if (w->done)
            w->done(job.arg);
    }
    return NULL;
}

Worker *worker_start(int threads, int most, void (*done)(void *arg))
{
    Worker *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->room = most < 1 ? 1 : most;
    w->done = done;
    w->threads = calloc((size_t)threads, sizeof *w->threads);
    w->ring = calloc((size_t)w->room, sizeof *w->ring);
    if (!w->threads || !w->ring)
        abort();
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->change, NULL);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);          /* signals are for the main thread */
    for (; w->thread_count < threads; w->thread_count++)
        if (pthread_create(&w->threads[w->thread_count], NULL, work, w))
            abort();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return w;
}

bool worker_submit(Worker *w, void (*job)(void *arg), void *arg)
{
    pthread_mutex_lock(&w->lock);
    bool fits = !w->stopping && w->count < w->room;
    if (fits) {
        w->ring[(w->first + w->count++) % w->room] = (Job){ job, arg };
        pthread_cond_signal(&w->change);
    }
    pthread_mutex_unlock(&w->lock);
    return fits;
}

void worker_stop(Worker *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->change);
    pthread_mutex_unlock(&w->lock);
    for (int i = 0; i < w->thread_count; i++)
        pthread_join(w->threads[i], NULL);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->change);
    free(w->threads);
    free(w->ring);
    free(w);
}
