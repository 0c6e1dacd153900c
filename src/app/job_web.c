// SPDX-License-Identifier: Apache-2.0
/* What runs by the clock: each job with its last run, and the runs, newest first. */
#include "app/job.h"
#include "app/journal.h"
#include "app_queries.h"
#include <string.h>

enum { SHOWN_RUNS = 60 };

typedef struct RunRow {
    int64_t     id, asked_by, done, steps;
    const char *job, *state, *result;
    Instant     due, started, ended;
} RunRow;
static const Field RUN_FIELDS[] = {
    FIELD(RunRow, id), FIELD(RunRow, asked_by), FIELD(RunRow, job), FIELD(RunRow, state), FIELD(RunRow, result),
    FIELD(RunRow, done), FIELD(RunRow, steps), FIELD(RunRow, due), FIELD(RunRow, started), FIELD(RunRow, ended), FIELDS_END
};

static const char *state_text(const Cx *cx, const char *state)
{
    static const struct { const char *state, *text; } WORDS[] = {
        { "asked", N_("waits to be run") }, { "running", N_("is running") }, { "done", N_("was run") },
        { "failed", N_("could not be run") }, { "lost", N_("was cut short when the server ended") },
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(WORDS[i].state, state) == 0)
            return tr(cx, WORDS[i].text);
    return state;
}

/* "Daily at 03:30", in words. */
static const char *when_text(Cx *cx, const char *when)
{
    if (strncmp(when, "daily ", 6) == 0)
        return tr_args(cx, N_("every day at {0}"), when + 6, NULL);
    if (strncmp(when, "every ", 6) == 0)
        return tr_args(cx, N_("every {0} minutes"), arena_strndup(cx->arena, when + 6, strcspn(when + 6, " ")), NULL);
    return tr(cx, N_("on request"));
}

static Val *run_view(Cx *cx, const RunRow *r)
{
    Arena *a = cx->arena;
    Val *v = val_map(a), *band = val_map(a);
    const Job *job = job_find(r->job);
    bool good = strcmp(r->state, "done") == 0, waits = strcmp(r->state, "asked") == 0 || strcmp(r->state, "running") == 0;
    val_put_int(a, v, "id", r->id);
    val_put(v, "job", val_keep(a, r->job));
    val_put(v, "title", val_keep(a, job && job->title ? tr(cx, job->title) : r->job));
    val_put(v, "state", val_keep(a, r->state));
    val_put(v, "by_clock", val_bool(a, r->asked_by == 0));
    val_put(v, "due", val_instant(a, r->due));
    val_put(v, "ended", r->ended.us < INSTANT_FOREVER.us ? val_instant(a, r->ended) : val_null(a));
    Val *said = val_put(v, "said", val_list(a));
    for (const Val *s = val_first(job_said(a, r->result)); s; s = val_next(s)) {
        Val *one = val_add(said, val_map(a));
        val_put_bool(a, one, "ok", val_num(val_get(s, "ok")) != 0);
        val_put(one, "text", val_keep(a, job_words(cx, s)));
        good &= val_num(val_get(s, "ok")) != 0;
    }
    const char *text = !good && strcmp(r->state, "done") == 0 ? tr(cx, N_("was run and found faults"))
                                                              : state_text(cx, r->state);
    JobState state = { .waits = waits, .done = r->done, .steps = r->steps };
    val_put_text(a, v, "progress", waits && r->steps ? job_progress_text(cx, &state) : NULL);
    val_put(v, "state_text", val_keep(a, text));
    val_put_bool(a, band, "done", good);
    val_put_bool(a, band, "near", waits);
    val_put_bool(a, band, "late", !good && !waits);
    val_put(v, "band", band);
    return v;
}

static const RunRow *newest(const RunRow *rows, size_t n, const char *job)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].job, job) == 0)
            return &rows[i];
    return NULL;
}

static bool jobs_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    size_t n, m;
    const RunRow *last = db_all(cx->db, a, &Q_APP_JOB_NEWEST, BIND_NONE, RUN_FIELDS, sizeof *last, &n, err);
    if (!last)
        return false;
    const RunRow *runs = db_all(cx->db, a, &Q_APP_JOB_RUNS, BIND(P_INT(SHOWN_RUNS)), RUN_FIELDS, sizeof *runs, &m, err);
    if (!runs)
        return false;
    bool waits = false;
    Val *jobs = val_put(resp->view, "jobs", val_list(a));
    for (const Job *j = job_next(NULL); j; j = job_next(j)) {
        Val *v = val_add(jobs, val_map(a));
        const RunRow *r = newest(last, n, j->name);
        val_put(v, "name", val_keep(a, j->name));
        val_put(v, "title", val_keep(a, j->title ? tr(cx, j->title) : j->name));
        val_put(v, "when", val_keep(a, when_text(cx, job_when(cx->app, a, j))));
        val_put(v, "last", r ? run_view(cx, r) : val_null(a));
        val_put_text(a, v, "csrf", cx->actor->csrf);
        waits |= r && (strcmp(r->state, "asked") == 0 || strcmp(r->state, "running") == 0);
    }
    Val *list = val_put(resp->view, "runs", val_list(a));
    for (size_t i = 0; i < m; i++)
        val_add(list, run_view(cx, &runs[i]));
    val_put_bool(a, resp->view, "waits", waits);
    return true;
}

static bool post_run(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    const Job *job = job_find(req->name);
    if (!job)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such job"));
    if (!job_ask(cx, job, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "job", job->name);
    journal_add(cx, "job.run", OBJ_NONE, 0, data, req->grant);
    resp->redirect = "/jobs";
    resp->notice = N_("The job was asked for");
    return true;
}

static const Route ROUTES[] = {
    { GET,  "/jobs",            ACT_JOB_READ, OBJ_NONE, jobs_page, "jobs.html", NULL, NULL, .title = N_("Jobs") },
    { POST, "/jobs/{name}/run", ACT_JOB_RUN,  OBJ_NONE, post_run,  NULL,        NULL, "/jobs" },
    { 0 }
};
static const NavItem NAV[] = { { "/jobs", N_("Jobs"), "repeat", NAV_SYSTEM, ACT_JOB_READ, 93 }, { 0 } };

static const int64_t KEPT_US = 400 * 86400000000LL;

static bool sweep_runs(Cx *cx, Err *err)
{
    return db_run(cx->db, &Q_APP_JOB_RUN_SWEEP, BIND(P_INSTANT(((Instant){ cx->now.us - KEPT_US }))), NULL, err);
}

static const Job JOBS[] = {
    { "job-runs", "daily 03:20", sweep_runs, N_("Forgets runs of jobs older than a year") }, { 0 }
};

const Area jobs_area = { .name = "jobs", .routes = ROUTES, .nav = NAV, .jobs = JOBS };
