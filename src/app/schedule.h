// SPDX-License-Identifier: Apache-2.0
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H
#include "app/app.h"

/* The thread of `serve` that runs jobs, one at a time, by the database's clock (a demo's moves).  It looks
 * every twenty seconds, and at once when it is poked. */
typedef struct Schedule Schedule;

bool schedule_start(App *app, Err *err);         /* sets app->schedule */
void schedule_stop(App *app);                    /* waits for the job under way, which is asked to stop */
/* Something was asked for in a transaction that will commit now. */
void schedule_poke(const App *app);
/* A long job asks between its steps: shall it give up?  False outside `serve`. */
bool schedule_stopping(const App *app);
#endif
