// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_WORKER_H
#define WEB_WORKER_H
#include <stdbool.h>

/* The slow lane: a few threads for work no loop may wait for (password hashes, PDF).  What stands in
 * line is limited; who does not fit is told at once. */
typedef struct Worker Worker;

/* `threads` >= 1; `most` jobs may wait beside those running. `done` is called with the job's argument
 * after each job, on the same thread, and may be NULL: the place to answer the exchange. */
Worker *worker_start(int threads, int most, void (*done)(void *arg));
/* False: the line is full or the worker is stopping; nothing was taken. */
bool    worker_submit(Worker *w, void (*job)(void *arg), void *arg);
/* Finishes every job taken, then ends. NULL is allowed. Comes after server_stop(), which waits for
 * the answers of the jobs and does not mind those that come later. */
void    worker_stop(Worker *w);
#endif
