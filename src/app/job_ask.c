// SPDX-License-Identifier: Apache-2.0
/* Asking for a run: a row that waits, and the thread of the schedule is told. */
#include "app/job.h"
#include "app/schedule.h"
#include "app_queries.h"

bool job_waits(Cx *cx, const Job *job, bool *ret, Err *err)
{
    int64_t waiting;
    if (!db_int(cx->db, &Q_APP_JOB_ASKED, BIND(P_TEXT(job->name)), 0, &waiting, err))
        return false;
    *ret = waiting > 0;
    return true;
}

bool job_ask(Cx *cx, const Job *job, Err *err)
{
    int64_t by = cx->actor->person_id ? cx->actor->person_id : -1;
    bool waiting;
    if (!job_waits(cx, job, &waiting, err))
        return false;
    if (!waiting
        && !db_run(cx->db, &Q_APP_JOB_ADD, BIND(P_TEXT(job->name), P_INSTANT(cx->now), P_INT(by), P_TEXT("asked")), NULL, err))
        return false;
    schedule_poke(cx->app);
    return true;
}
