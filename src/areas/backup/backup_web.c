// SPDX-License-Identifier: Apache-2.0
/* The clerk's page of copies: each with its size, its age and what its proof found, in words. */
#include "app/i18n.h"
#include "app/job.h"
#include "app/journal.h"
#include "areas/backup/backup_in.h"
#include "backup_queries.h"
#include "base/text.h"
#include <string.h>

enum { SHOWN = 60 };
static const Input MAKE_INPUTS[] = { INPUTS_END };
static const int64_t DAY_US = 86400 * 1000000LL;

typedef struct CopyRow {
    int64_t     id, done, steps, row_count, file_count, size_bytes;
    const char *place, *name, *state, *journal, *findings;
    Instant     made, proved;
} CopyRow;
static const Field COPY_FIELDS[] = {
    FIELD(CopyRow, id), FIELD(CopyRow, done), FIELD(CopyRow, steps), FIELD(CopyRow, row_count), FIELD(CopyRow, file_count),
    FIELD(CopyRow, size_bytes), FIELD(CopyRow, place), FIELD(CopyRow, name), FIELD(CopyRow, state),
    FIELD(CopyRow, journal), FIELD(CopyRow, findings), FIELD(CopyRow, made), FIELD(CopyRow, proved), FIELDS_END
};

static const struct State { const char *state, *text; bool good, waits, bad; } STATES[] = {
    { "making",  N_("is being made"),                         .waits = true },
    { "asked",   N_("waits to be proved again"),              .waits = true },
    { "proving", N_("is being restored and compared"),        .waits = true },
    { "good",    N_("good: it can be restored"),              .good = true },
    { "bad",     N_("NOT GOOD: do not rely on it"),           .bad = true },
    { "failed",  N_("was not made"),                          .bad = true },
};

static const struct State *state_of(const char *code)
{
    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
        if (strcmp(STATES[i].state, code) == 0)
            return &STATES[i];
    return &STATES[5];
}

static const char *number(Cx *cx, int64_t n)
{
    return arena_printf(cx->arena, "%lld", (long long)n);
}

/* "5,6 MB" */
static const char *size_text(Cx *cx, int64_t bytes)
{
    static const char *const UNITS[] = { "B", "kB", "MB", "GB", "TB" };
    size_t unit = 0;
    int64_t tenths = bytes * 10;
    for (; tenths >= 10240 && unit + 1 < sizeof UNITS / sizeof *UNITS; unit++)
        tenths /= 1024;
    return arena_printf(cx->arena, "%lld,%lld %s", (long long)(tenths / 10), (long long)(tenths % 10), UNITS[unit]);
}

static const char *age_text(Cx *cx, Instant made)
{
    int64_t days = (cx->now.us - made.us) / DAY_US, hours = (cx->now.us - made.us) / (DAY_US / 24);
    if (days > 0)
        return tr_args(cx, N_("{0} days old"), number(cx, days), NULL);
    if (hours > 0)
        return tr_args(cx, N_("{0} hours old"), number(cx, hours), NULL);
    return tr(cx, N_("less than an hour old"));
}

static Val *copy_view(Cx *cx, const CopyRow *r)
{
    Arena *a = cx->arena;
    const struct State *s = state_of(r->state);
    Val *v = val_map(a), *band = val_map(a);
    val_put(v, "name", val_keep(a, r->name));
    val_put(v, "place", val_keep(a, r->place));
    val_put(v, "state", val_keep(a, s->state));
    val_put(v, "state_text", val_keep(a, tr(cx, s->text)));
    val_put_bool(a, band, "done", s->good);
    val_put_bool(a, band, "near", s->waits);
    val_put_bool(a, band, "late", s->bad);
    val_put(v, "band", band);
    val_put_bool(a, v, "unmade", strcmp(s->state, "failed") == 0);
    val_put_bool(a, v, "unsound", strcmp(s->state, "bad") == 0);
    val_put(v, "made", val_instant(a, r->made));
    val_put(v, "age", val_keep(a, age_text(cx, r->made)));
    val_put(v, "proved", s->good || s->bad ? val_instant(a, r->proved) : val_null(a));
    val_put_int(a, v, "rows", r->row_count);
    val_put_int(a, v, "files", r->file_count);
    val_put(v, "holds", val_keep(a, tr_args(cx, N_("{0} rows, {1} files"), number(cx, r->row_count),
                                            number(cx, r->file_count), NULL)));
    val_put(v, "size", val_keep(a, *r->name ? size_text(cx, r->size_bytes) : ""));
    val_put(v, "head", val_keep(a, r->journal));
    val_put_bool(a, v, "may_prove", s->good || (s->bad && *r->name));
    val_put(v, "progress", s->waits && r->steps && !*r->name
                         ? val_keep(a, tr_args(cx, N_("{0} of {1}"), number(cx, r->done), number(cx, r->steps), NULL)) : val_null(a));
    Val *said = val_put(v, "said", val_list(a));
    for (const Val *f = val_first(job_said(a, r->findings)); f; f = val_next(f)) {
        Val *one = val_add(said, val_map(a));
        val_put_bool(a, one, "ok", val_num(val_get(f, "ok")) != 0);
        val_put(one, "text", val_keep(a, job_words(cx, f)));
    }
    return v;
}

/* What the age of the last good copy means; NULL: nothing is wrong. */
static bool warning(Cx *cx, const char **ret, Err *err)
{
    int64_t last, days = cx->app->config->backup_days;
    *ret = NULL;
    if (!db_int(cx->db, &Q_BACKUP_LAST_GOOD, BIND_NONE, 0, &last, err))
        return false;
    if (!last)
        *ret = tr(cx, N_("There is no good backup copy yet."));
    else if (cx->now.us - last > days * DAY_US)
        *ret = tr_args(cx, N_("The last good backup copy is of {0}."),
                       az_date_numeric(cx->arena, instant_day((Instant){ last })), NULL);
    return true;
}

bool backup_note(Cx *cx, const char **ret, Err *err)
{
    Grant g;
    *ret = NULL;
    return !authority_holds(cx, ACT_BACKUP_MAKE, &g) || warning(cx, ret, err);
}

/* What was asked for and has no row of its own yet, or never came to have one. */
static bool put_asked(Cx *cx, const char *job, bool shown, Val *view, bool *waits, Err *err)
{
    JobState state;
    if (!job_state(cx, job, &state, err))
        return false;
    const Val *said = state.failed && !shown ? val_first(job_said(cx->arena, state.result)) : NULL;
    if (state.waits && !*waits)
        val_replace(view, "asked", val_keep(cx->arena, job_progress_text(cx, &state)));
    if (said)
        val_replace(view, "failed", val_keep(cx->arena, job_words(cx, said)));
    *waits |= state.waits;
    return true;
}

static bool copies_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Config *c = cx->app->config;
    const char *warns;
    Grant g;
    size_t n;
    const CopyRow *rows = db_all(cx->db, a, &Q_BACKUP_LIST, BIND(P_INT(SHOWN)), COPY_FIELDS, sizeof *rows, &n, err);
    if (!rows || !warning(cx, &warns, err))
        return false;
    bool waits, may = authority_holds(cx, ACT_BACKUP_MAKE, &g);
    if (!job_waits(cx, job_find("backup"), &waits, err))           /* asked for, and no row of its own yet */
        return false;
    Val *list = val_put(resp->view, "copies", val_list(a));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, copy_view(cx, &rows[i]));
        val_put_bool(a, v, "may", may);
        val_put_text(a, v, "csrf", cx->actor->csrf);
        waits |= state_of(rows[i].state)->waits;
    }
    bool shown = n && strcmp(rows[0].state, "failed") == 0;
    val_put(resp->view, "asked", val_null(a));
    val_put(resp->view, "failed", val_null(a));
    if (!put_asked(cx, "backup", shown, resp->view, &waits, err) || !put_asked(cx, "backup-prove", false, resp->view, &waits, err))
        return false;
    val_put(resp->view, "warning", val_text(a, warns));
    val_put_bool(a, resp->view, "waits", waits);
    val_put(resp->view, "plan", val_keep(a, tr_args(cx, N_("Each day at {0}, into the folder {1}; the last {2} good ones are kept."),
                                                    c->backup_at, c->backups, number(cx, c->backup_keep), NULL)));
    Val *make = val_put(resp->view, "make", may ? form_view(req, "/backups", MAKE_INPUTS, NULL) : val_null(a));
    if (may) {
        val_put_bool(a, make, "waits", waits);
        val_put_bool(a, make, "journal", authority_holds(cx, ACT_JOURNAL_READ, &g));
    }
    return true;
}

/* Both are done by jobs, so that the answer need not wait and a stopping server can end them. */
static bool ask(Req *req, Resp *resp, const char *job, const char *name, const char *notice, Err *err)
{
    Cx *cx = req->cx;
    if (!job_ask(cx, job_find(job), err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "job", job);
    val_put_text(cx->arena, data, "copy", name);
    journal_add(cx, "backup.ask", OBJ_NONE, 0, data, req->grant);
    resp->redirect = "/backups";
    resp->notice = notice;
    return true;
}

static bool post_make(Req *req, Resp *resp, Err *err)
{
    return ask(req, resp, "backup", "", N_("A copy is being made; the page shows how far it is"), err);
}

static bool post_prove(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    int64_t id, changed;
    const char *place = cx->app->config->backups;
    if (!db_int(cx->db, &Q_BACKUP_NAMED, BIND(P_TEXT(place), P_TEXT(req->name)), 0, &id, err))
        return false;
    if (!id)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such copy"));
    if (!db_run(cx->db, &Q_BACKUP_ASK, BIND(P_TEXT(place), P_TEXT(req->name)), &changed, err))
        return false;
    if (!changed)
        return err_set(err, ERR_CONFLICT, NULL, N_("this copy is being worked on already"));
    return ask(req, resp, "backup-prove", req->name, N_("The copy will be restored and compared again"), err);
}

static const Route ROUTES[] = {
    { GET,  "/backups",              ACT_BACKUP_READ, OBJ_NONE, copies_page, "backup/list.html", NULL, NULL,
      .clause = "5.12.2", .title = N_("Backup copies") },
    { POST, "/backups",              ACT_BACKUP_MAKE, OBJ_NONE, post_make,   NULL, MAKE_INPUTS, "/backups", .clause = "5.12.2" },
    { POST, "/backups/{name}/prove", ACT_BACKUP_MAKE, OBJ_NONE, post_prove,  NULL, NULL, "/backups", .clause = "5.12.2" },
    { 0 }
};
static const NavItem NAV[] = { { "/backups", N_("Backup copies"), "database", NAV_SYSTEM, ACT_BACKUP_READ, 91 }, { 0 } };

static const Job JOBS[] = {
    { "backup", "daily backup_at", backup_job, N_("Makes a backup copy, restores and compares it"), LANE_SLOW },
    { "backup-prove", "on request", backup_prove_job, N_("Restores and compares copies again"), LANE_SLOW },
    { 0 }
};

const Area backup_area = { .name = "backup", .routes = ROUTES, .nav = NAV, .commands = BACKUP_COMMANDS, .jobs = JOBS,
                           .queries = BACKUP_QUERIES };
