// SPDX-License-Identifier: Apache-2.0
#include "app/job.h"
#include "app/journal.h"
#include "app_queries.h"
#include "web/json_in.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t MINUTE_US = 60 * 1000000LL, DAY_US = 86400 * 1000000LL;

/* ---- what a run found ---------------------------------------------------------- */

void job_say_(Cx *cx, bool ok, const char *const *said)
{
    if (!cx->job)
        return;
    Val *v = val_add(cx->job->said, val_map(cx->arena));
    val_put_bool(cx->arena, v, "ok", ok);
    val_put_text(cx->arena, v, "text", said[0]);
    Val *args = val_put(v, "args", val_list(cx->arena));
    for (const char *const *arg = said + 1; *arg; arg++)
        val_add(args, val_text(cx->arena, *arg));
}

const char *job_words(Cx *cx, const Val *said)
{
    const char *arg[3] = { "", "", "" };
    size_t n = 0;
    for (const Val *v = val_first(val_get(said, "args")); v && n < 3; v = val_next(v))
        arg[n++] = val_str(v);
    return tr_args(cx, val_str(val_get(said, "text")), arg[0], arg[1], arg[2], NULL);
}

const Val *job_said(Arena *a, const char *kept)
{
    Nest nest = nest_make(a);
    Err unread = { 0 };
    const Val *list = *kept && json_read(&nest, kept, strlen(kept), &unread) ? val_get(nest_value(&nest), "said") : NULL;
    return list ? list : val_list(a);
}

/* ---- the table of jobs --------------------------------------------------------- */

const Job *job_next(const Job *previous)
{
    bool past = !previous;
    for (const Area *const *area = AREAS; *area; area++)
        for (const Job *j = (*area)->jobs; j && j->name; j++) {
            if (past)
                return j;
            past = j == previous;
        }
    return NULL;
}

const Job *job_find(const char *name)
{
    for (const Job *j = job_next(NULL); j; j = job_next(j))
        if (strcmp(j->name, name) == 0)
            return j;
    return NULL;
}

const char *job_when(const App *app, Arena *a, const Job *job)
{
    if (app->config && strcmp(job->when, "daily backup_at") == 0)
        return arena_printf(a, "daily %s", app->config->backup_at);
    return job->when;
}

bool job_due(const char *when, Instant now, Instant *ret)
{
    int hour, minute, every;
    if (sscanf(when, "every %d min", &every) == 1 && every > 0) {
        *ret = (Instant){ now.us - now.us % (every * MINUTE_US) };
        return true;
    }
    if (sscanf(when, "daily %d:%d", &hour, &minute) != 2)
        return false;
    *ret = (Instant){ instant_day_start(instant_day(now)).us + (hour * 60 + minute) * MINUTE_US };
    if (ret->us > now.us)
        ret->us -= DAY_US;
    return true;
}

/* ---- looking --------------------------------------------------------------- */

typedef struct Last { const char *job; Instant due; } Last;
static const Field LAST_FIELDS[] = { FIELD(Last, job), FIELD(Last, due), FIELDS_END };

typedef struct Look { const Last *last; size_t n; } Look;

static const Last *last_of(const Look *look, const char *name)
{
    for (size_t i = 0; i < look->n; i++)
        if (strcmp(look->last[i].job, name) == 0)
            return &look->last[i];
    return NULL;
}

/* Is a row to be added for this job, and which?  A job that was never seen is only counted from now on. */
static bool is_new(const Cx *cx, const Look *look, const Job *job, Instant *ret_due, const char **ret_state)
{
    const Last *last = last_of(look, job->name);
    *ret_state = last ? "asked" : "first";
    return job_due(job_when(cx->app, cx->arena, job), cx->now, ret_due) && (!last || last->due.us < ret_due->us);
}

static bool add_due(Cx *cx, void *arg, Err *err)
{
    const Look *look = arg;
    Instant due;
    const char *state;
    for (const Job *j = job_next(NULL); j; j = job_next(j))
        if (is_new(cx, look, j, &due, &state)
            && !db_run(cx->db, &Q_APP_JOB_ADD, BIND(P_TEXT(j->name), P_INSTANT(due), P_INT(0), P_TEXT(state)), NULL, err))
            return false;
    return true;
}

bool job_look(const App *app, Db *db, Arena *a, bool *ret_any, Err *err)
{
    Look look;
    Instant now, due;
    const char *state;
    int64_t waiting;
    if (!app_clock(app, db, &now, err))
        return false;
    look.last = db_all(db, a, &Q_APP_JOB_LAST, BIND_NONE, LAST_FIELDS, sizeof(Last), &look.n, err);
    if (!look.last)
        return false;
    Cx cx = app_cx(app, a, db, &ACTOR_SYSTEM, now);
    bool any = false;
    for (const Job *j = job_next(NULL); j && !any; j = job_next(j))
        any = is_new(&cx, &look, j, &due, &state);
    if (any && !app_work(app, add_due, &look, err))
        return false;
    if (!db_int(db, &Q_APP_JOB_WAITING, BIND_NONE, 0, &waiting, err))
        return false;
    *ret_any = waiting > 0;
    return true;
}

/* ---- running ------------------------------------------------------------------- */

typedef struct Run { Arena *arena; int64_t id, asked_by; const char *job; bool mine, ok; const char *result; } Run;
static const Field RUN_FIELDS[] = { FIELD(Run, id), FIELD(Run, job), FIELD(Run, asked_by), FIELDS_END };

/* The oldest that waits becomes ours; a run of the same job that never ended has died with its process. */
static bool claim(Cx *cx, void *arg, Err *err)
{
    Run *r = arg;
    bool found;
    if (!db_one(cx->db, r->arena, &Q_APP_JOB_CLAIM, BIND(P_INSTANT(cx->now)), RUN_FIELDS, r, &found, err))
        return false;
    r->mine = found;
    return !found || db_run(cx->db, &Q_APP_JOB_LOST, BIND(P_TEXT(r->job), P_INT(r->id), P_INSTANT(cx->now)), NULL, err);
}

static bool note_end(Cx *cx, void *arg, Err *err)
{
    const Run *r = arg;
    return db_run(cx->db, &Q_APP_JOB_END,
                  BIND(P_INT(r->id), P_TEXT(r->ok ? "done" : "failed"), P_INSTANT(cx->now), P_TEXT(r->result)), NULL, err);
}

typedef struct Task { const Job *job; Arena *arena; JobRun run; } Task;

static bool in_transaction(Cx *cx, void *arg, Err *err)
{
    Task *t = arg;
    t->run.said = val_list(t->arena);               /* from the start each time the writer repeats it */
    cx->arena = t->arena;
    cx->job = &t->run;
    return t->job->run(cx, err);
}

static bool in_snapshot(const App *app, Task *t, Err *err)
{
    Db *db;
    Instant now;
    if (!db_open(app->config->db, &db, err))
        return false;
    bool ok = db_begin_read(db, err) && app_clock(app, db, &now, err);
    if (ok) {
        Cx cx = app_cx(app, t->arena, db, &ACTOR_SYSTEM, now);
        cx.job = &t->run;
        ok = t->job->run(&cx, err);
    }
    db_rollback(db);
    db_close(db);
    return ok;
}

/* Runs it; r->result is what is kept of it, its error included. */
static bool perform(const App *app, const Job *job, Arena *a, Run *r, Err *err)
{
    Task t = { job, a, { .said = val_list(a), .id = r->id, .asked_by = r->asked_by } };
    bool ok = job->lane == LANE_SLOW ? in_snapshot(app, &t, err) : app_work(app, in_transaction, &t, err);
    Cx cx = { .arena = a, .job = &t.run };
    for (int i = 0; !ok && i < err->count; i++)
        job_say(&cx, false, err->faults[i].msgid, err->faults[i].args[0], err->faults[i].args[1], err->faults[i].args[2]);
    Val *kept = val_map(a);
    Str text = str_make(a);
    val_put(kept, "said", t.run.said);
    val_write_canonical(kept, &text);
    r->result = text.s;
    return ok;
}

bool job_run_next(const App *app, Db *db, Arena *a, bool *ret_ran, Err *err)
{
    Run r = { .arena = a };
    Err failed = { 0 };
    *ret_ran = false;
    (void)db;
    if (!app_work(app, claim, &r, err))
        return false;
    if (!r.mine)
        return true;
    const Job *job = job_find(r.job);
    *ret_ran = true;
    r.result = "";
    r.ok = job && perform(app, job, a, &r, &failed);
    if (!r.ok)
        fprintf(stderr, "kadr: job %s: %s %s\n", r.job, failed.count ? failed.faults[0].msgid : "is not known", failed.detail);
    return app_work(app, note_end, &r, err);
}

static bool add_running(Cx *cx, void *arg, Err *err)
{
    Run *r = arg;
    return db_int(cx->db, &Q_APP_JOB_BEGIN, BIND(P_TEXT(r->job), P_INSTANT(cx->now)), 0, &r->id, err)
        && db_run(cx->db, &Q_APP_JOB_LOST, BIND(P_TEXT(r->job), P_INT(r->id), P_INSTANT(cx->now)), NULL, err);
}

bool job_run_now(const App *app, const Job *job, Err *err)
{
    Err unnoted = { 0 };
    Run r = { .job = job->name, .asked_by = -1 };
    if (!app_work(app, add_running, &r, err))
        return false;
    r.ok = perform(app, job, app->arena, &r, err);
    return app_work(app, note_end, &r, &unnoted) && r.ok;
}
