// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_TEST_APP_H
#define WEB_TEST_APP_H
#include "web/server.h"
#include <pthread.h>

/* For tests: a small application behind a real server on a port of its own.
 *
 *   /echo      what arrived, as JSON          /hello     a text, with its Method
 *   /later     suspended until later_answer() /thread    suspended, answered at once by another thread
 *   /early     answered before the handler returns "later"
 *   /etag /file /static /cookie /forbidden-header /cached /empty   one kind of answer each
 *   /take      keeps the first upload by renaming it to "taken" */
enum { LATER_MOST = 32 };

typedef struct TestApp {
    Server         *server;
    int             port;
    char            dir[64];              /* upload_dir, removed at the end */
    pthread_mutex_t lock;
    pthread_cond_t  change;
    Exchange       *later[LATER_MOST];
    int             later_count;
    int             refusals;
    int             threaded;             /* requests of /thread that reached the handler */
} TestApp;

/* `limits` may set threads, body_limit, upload_limit, header_seconds, body_seconds; 0 = a usual value. */
void test_app_start(TestApp *t, const ServerConfig *limits);
void test_app_stop(TestApp *t, int seconds);
void test_app_end(TestApp *t);            /* after the stop: removes the folder */
void later_wait(TestApp *t, int count);   /* until that many requests are suspended */
void threaded_wait(TestApp *t, int count); /* until that many requests of /thread came */
void later_answer(TestApp *t);            /* answers them all */
int  test_app_files(const TestApp *t);    /* how many files are in upload_dir */
#endif
