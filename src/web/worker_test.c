// SPDX-License-Identifier: Apache-2.0
#include "web/worker.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stddef.h>
#include <cmocka.h>

typedef struct Gate { pthread_mutex_t lock; pthread_cond_t change; bool open; int waiting; } Gate;
typedef struct Task { Gate *gate; atomic_int runs, dones; } Task;

static void gate_wait(Gate *g)
{
    pthread_mutex_lock(&g->lock);
    g->waiting++;
    pthread_cond_broadcast(&g->change);
    while (!g->open)
        pthread_cond_wait(&g->change, &g->lock);
    pthread_mutex_unlock(&g->lock);
}

static void until_waiting(Gate *g, int count)
{
    pthread_mutex_lock(&g->lock);
    while (g->waiting < count)
        pthread_cond_wait(&g->change, &g->lock);
    pthread_mutex_unlock(&g->lock);
}

static void gate_open(Gate *g)
{
    pthread_mutex_lock(&g->lock);
    g->open = true;
    pthread_cond_broadcast(&g->change);
    pthread_mutex_unlock(&g->lock);
}

static void run(void *arg)
{
    Task *t = arg;
    if (t->gate)
        gate_wait(t->gate);
    atomic_fetch_add(&t->runs, 1);
}

static void done(void *arg)
{
    Task *t = arg;
    atomic_fetch_add(&t->dones, atomic_load(&t->runs));             /* 0 if it came before the run */
}

static void every_job_runs_once_and_is_done_after_it(void **state)
{
    (void)state;
    static Task tasks[1000];
    Worker *w = worker_start(2, 1000, done);
    for (int i = 0; i < 1000; i++)
        assert_true(worker_submit(w, run, &tasks[i]));
    worker_stop(w);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(atomic_load(&tasks[i].runs), 1);
        assert_int_equal(atomic_load(&tasks[i].dones), 1);
    }
}

static void two_run_at_a_time_and_the_line_is_limited(void **state)
{
    (void)state;
    Gate gate = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, 0 };
    Task tasks[6] = { 0 };
    for (int i = 0; i < 6; i++)
        tasks[i].gate = &gate;
    Worker *w = worker_start(2, 3, NULL);
    assert_true(worker_submit(w, run, &tasks[0]));
    assert_true(worker_submit(w, run, &tasks[1]));
    until_waiting(&gate, 2);
    for (int i = 2; i < 5; i++)
        assert_true(worker_submit(w, run, &tasks[i]));
    assert_false(worker_submit(w, run, &tasks[5]));
    assert_int_equal(gate.waiting, 2);
    gate_open(&gate);
    worker_stop(w);
    for (int i = 0; i < 5; i++)
        assert_int_equal(atomic_load(&tasks[i].runs), 1);
    assert_int_equal(atomic_load(&tasks[5].runs), 0);
}

static void an_idle_worker_stops(void **state)
{
    (void)state;
    Worker *w = worker_start(2, 1, NULL);
    assert_non_null(w);
    worker_stop(w);
    worker_stop(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_runs_once_and_is_done_after_it),
        cmocka_unit_test(two_run_at_a_time_and_the_line_is_limited), cmocka_unit_test(an_idle_worker_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
