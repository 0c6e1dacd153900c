// SPDX-License-Identifier: Apache-2.0
#ifndef APP_JOB_H
#define APP_JOB_H
#include "app/app.h"

/* Jobs: what an area does by the clock or because somebody asked.  A run is a row of job_run; who makes it
 * his own by one UPDATE does the work, so two processes on one database do nothing twice.  schedule.c is
 * the thread that looks at the clock. */

/* A run: what it found, to be read by people, a list of maps {ok, text, args:[…]}, msgids and arguments; who asked
 * for it, 0: the clock, -1: nobody of the personnel. */
typedef struct JobRun { Val *said; int64_t id, asked_by, noted_ms, done, steps; } JobRun;
/* Inside a job: adds one.  Harmless elsewhere.  The arguments end with NULL. */
#define job_say(cx, ok, ...) job_say_((cx), (ok), (const char *const[]){ __VA_ARGS__, NULL })
void job_say_(Cx *cx, bool ok, const char *const *said);
/* Inside a LANE_SLOW job, as the `step` of a Progress with the Cx as its argument: says how far it is, at most once a
 * second, for the pages that wait.  False: the server stops, end the work. */
bool job_step(void *cx, int64_t done, int64_t all);
/* The newest run of a job. */
typedef struct JobState {
    bool        waits, failed;       /* asked for or running; ended without a result */
    int64_t     done, steps;         /* steps 0: it does not say */
    const char *result;
} JobState;
bool job_state(Cx *cx, const char *job, JobState *ret, Err *err);
/* "1.200 of 5.000", "is running", "waits to be run"; NULL when it is neither. */
const char *job_progress_text(Cx *cx, const JobState *state);
/* One of them in words. */
const char *job_words(Cx *cx, const Val *said);
/* The list as it was kept; an empty one when it cannot be read. */
const Val *job_said(Arena *a, const char *kept);

const Job *job_find(const char *name);                      /* NULL: there is none */
const Job *job_next(const Job *previous);                   /* walks all of them; start with NULL */

/* When a job runs: "daily 06:00", "every 15 min", "daily backup_at" (a key of the configuration), "on request". */
const char *job_when(const App *app, Arena *a, const Job *job);
/* The last moment at or before `now` it was to run at.  False: never by the clock. */
bool job_due(const char *when, Instant now, Instant *ret);

/* Asks for a run now, in a transaction of the caller's; the schedule takes it up at once.  Two who ask before
 * it begins get one run. */
bool job_ask(Cx *cx, const Job *job, Err *err);
/* Was it asked for and has not begun? */
bool job_waits(Cx *cx, const Job *job, bool *ret, Err *err);
/* Notes what has become due since the last look.  Each missed time counts once, however many there were.
 *   ret_any  something waits to be run */
bool job_look(const App *app, Db *db, Arena *a, bool *ret_any, Err *err);
/* Runs the oldest that waits; *ret_ran false: none does, or another process took it.  A job that fails is
 * noted and logged, not an error. */
bool job_run_next(const App *app, Db *db, Arena *a, bool *ret_ran, Err *err);
/* Runs a job now, in this thread: `kadr jobs NAME`.  Its failure is the error. */
bool job_run_now(const App *app, const Job *job, Err *err);

/* The page of the jobs and their runs. */
extern const Area jobs_area;
#endif
