// SPDX-License-Identifier: Apache-2.0
/* How far a run is: said by the job, asked for by the pages that wait. */
#include "app/i18n.h"
#include "app/job.h"
#include "app/schedule.h"
#include "app_queries.h"
#include "base/clock.h"
#include <inttypes.h>
#include <string.h>

static bool note_step(Cx *cx, void *arg, Err *err)
{
    const JobRun *r = arg;
    return db_run(cx->db, &Q_APP_JOB_STEP, BIND(P_INT(r->id), P_INT(r->done), P_INT(r->steps)), NULL, err);
}

bool job_step(void *arg, int64_t done, int64_t all)
{
    enum { EVERY_MS = 1000 };
    const Cx *cx = arg;
    JobRun *r = cx->job;
    Err unsaid = { 0 };
    if (!r)
        return true;
    r->done = done;
    r->steps = all;
    if (!r->noted_ms)
        r->noted_ms = clock_ms();
    if (r->id && clock_ms() - r->noted_ms >= EVERY_MS) {
        app_work(cx->app, note_step, r, &unsaid);               /* that it cannot be said stops nothing */
        r->noted_ms = clock_ms();
    }
    return !schedule_stopping(cx->app);
}

typedef struct StateRow { int64_t id, done, steps; const char *state, *result; } StateRow;

bool job_state(Cx *cx, const char *job, JobState *ret, Err *err)
{
    static const Field FIELDS[] = { FIELD(StateRow, id), FIELD(StateRow, done), FIELD(StateRow, steps), FIELD(StateRow, state),
                                    FIELD(StateRow, result), FIELDS_END };
    StateRow row = { .state = "", .result = "" };
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_APP_JOB_STATE, BIND(P_TEXT(job)), FIELDS, &row, &found, err))
        return false;
    bool running = strcmp(row.state, "running") == 0;
    *ret = (JobState){ .waits = running || strcmp(row.state, "asked") == 0,
                       .failed = strcmp(row.state, "failed") == 0 || strcmp(row.state, "lost") == 0,
                       .done = running ? row.done : 0, .steps = running ? row.steps : 0, .result = row.result };
    return true;
}

const char *job_progress_text(Cx *cx, const JobState *state)
{
    if (!state->waits)
        return NULL;
    if (!state->steps)
        return tr(cx, N_("it has begun or begins in a moment"));
    return tr_args(cx, N_("{0} of {1}"), arena_printf(cx->arena, "%" PRId64, state->done),
                   arena_printf(cx->arena, "%" PRId64, state->steps), NULL);
}
