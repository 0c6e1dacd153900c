// SPDX-License-Identifier: Apache-2.0
/* Who works at a place of copies has its lock; what was cut short before him is cleared away first. */
#include "app/i18n.h"
#include "app/job.h"
#include "app/journal.h"
#include "app/schedule.h"
#include "areas/backup/backup_in.h"
#include "areas/backup/disk.h"
#include "backup_queries.h"
#include "base/clock.h"
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

typedef struct Work {
    const App  *app;
    Arena      *arena;
    const char *top, *name;
    int64_t     id;
    int64_t     noted_ms, done, steps;
    Instant     now;                    /* by the database's clock */
    Manifest    m;
    Proof       proof;
    const Val  *removed;                /* names of copies that are past */
    Err         why;                    /* of a copy that could not be made */
} Work;

/* ---- the place ------------------------------------------------------------------- */

static bool lock_place(Arena *a, const char *top, int *ret_fd, Err *err)
{
    if (!disk_folder(top, err))
        return false;
    *ret_fd = open(arena_printf(a, "%s/.lock", top), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*ret_fd < 0)
        return disk_fault(err, "lock", top);
    if (flock(*ret_fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    close(*ret_fd);
    return err_set(err, ERR_BUSY, NULL, N_("a copy is being made or proved there at this moment"));
}

static void clear_leftovers(Arena *a, const char *top)
{
    DIR *d = opendir(top);
    for (struct dirent *e; d && (e = readdir(d));)
        if (strncmp(e->d_name, ".new-", 5) == 0 || strncmp(e->d_name, ".proof-", 7) == 0)
            disk_remove(arena_printf(a, "%s/%s", top, e->d_name));
    if (d)
        closedir(d);
}

/* ---- what is kept ---------------------------------------------------------------- */

static bool note_begin(Cx *cx, void *arg, Err *err)
{
    Work *w = arg;
    w->now = cx->now;
    return db_run(cx->db, &Q_BACKUP_CUT_SHORT, BIND(P_TEXT(w->top)), NULL, err)
        && db_run(cx->db, &Q_BACKUP_UNPROVED, BIND(P_TEXT(w->top)), NULL, err)
        && db_int(cx->db, &Q_BACKUP_BEGIN, BIND(P_TEXT(w->top), P_INSTANT(cx->now)), 0, &w->id, err);
}

static bool note_step(Cx *cx, void *arg, Err *err)
{
    const Work *w = arg;
    return db_run(cx->db, &Q_BACKUP_STEP, BIND(P_INT(w->id), P_INT(w->done), P_INT(w->steps)), NULL, err);
}

static bool note_made(Cx *cx, void *arg, Err *err)
{
    const Work *w = arg;
    const char *seal = arena_strndup(cx->arena, w->m.seal, SHA_TEXT - 1);
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "copy", w->name);
    val_put_text(cx->arena, data, "head", w->m.journal);
    val_put_text(cx->arena, data, "seal", seal);
    journal_add(cx, "backup.make", OBJ_NONE, 0, data, NULL);
    return db_run(cx->db, &Q_BACKUP_MADE,
                  BIND(P_INT(w->id), P_TEXT(w->name), P_INT(w->m.rows), P_INT((int64_t)w->m.files), P_INT(w->m.bytes),
                       P_TEXT(w->m.journal), P_TEXT(seal)), NULL, err);
}

static const char *kept_findings(Cx *cx, Val *findings)
{
    Val *kept = val_map(cx->arena);
    Str text = str_make(cx->arena);
    val_put(kept, "said", findings);
    val_write_canonical(kept, &text);
    return text.s;
}

static bool note_proved(Cx *cx, void *arg, Err *err)
{
    const Work *w = arg;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "copy", w->name);
    val_put_bool(cx->arena, data, "ok", w->proof.good);
    journal_add(cx, "backup.prove", OBJ_NONE, 0, data, NULL);
    return db_run(cx->db, &Q_BACKUP_ENDED,
                  BIND(P_INT(w->id), P_TEXT(w->proof.good ? "good" : "bad"), P_INSTANT(cx->now),
                       P_TEXT(kept_findings(cx, w->proof.findings))), NULL, err);
}

static bool note_failed(Cx *cx, void *arg, Err *err)
{
    const Work *w = arg;
    const Fault *f = &w->why.faults[0];
    JobRun run = { val_list(cx->arena) };
    cx->job = &run;
    job_say(cx, false, f->msgid, f->args[0], f->args[1], f->args[2]);
    return db_run(cx->db, &Q_BACKUP_ENDED,
                  BIND(P_INT(w->id), P_TEXT("failed"), P_INSTANT(cx->now), P_TEXT(kept_findings(cx, run.said))), NULL, err);
}

/* ---- one copy -------------------------------------------------------------------- */

/* Says how far it is, at most once a second.  That it cannot be said stops nothing. */
static bool step(void *arg, int64_t done, int64_t all)
{
    enum { EVERY_MS = 1000 };
    Work *w = arg;
    Err unsaid = { 0 };
    w->done = done;
    w->steps = all;
    if (clock_ms() - w->noted_ms >= EVERY_MS) {
        app_work(w->app, note_step, w, &unsaid);
        w->noted_ms = clock_ms();
    }
    return !schedule_stopping(w->app);
}

static bool prove(Work *w, Err *err)
{
    if (!copy_prove(w->app, w->arena, w->top, w->name, &w->proof, err))
        return false;
    Cx cx = app_cx(w->app, w->arena, NULL, &ACTOR_SYSTEM, w->now);
    Err unwritten = { 0 };                          /* a copy on a medium that is read-only is proved all the same */
    proof_write(&cx, arena_printf(w->arena, "%s/%s", w->top, w->name), &w->proof, &unwritten);
    return app_work(w->app, note_proved, w, err);
}

static bool make(Work *w, Err *err)
{
    const Progress progress = { step, w };
    w->noted_ms = clock_ms();
    if (!copy_make(w->app, w->arena, w->top, w->now, &progress, &w->name, &w->m, &w->why)) {
        *err = w->why;
        Err unkept = { 0 };
        app_work(w->app, note_failed, w, &unkept);
        return false;
    }
    return app_work(w->app, note_made, w, err);
}

/* ---- those that are past --------------------------------------------------------- */

typedef struct Past { int64_t id; const char *name; } Past;
static const Field PAST_FIELDS[] = { FIELD(Past, id), FIELD(Past, name), FIELDS_END };

/* Rows first: a copy that is half removed is not in the list any more. */
static bool forget_past(Cx *cx, void *arg, Err *err)
{
    Work *w = arg;
    size_t n;
    const Past *past = db_all(cx->db, w->arena, &Q_BACKUP_PAST, BIND(P_TEXT(w->top), P_INT(w->app->config->backup_keep - 1)),
                              PAST_FIELDS, sizeof *past, &n, err);
    Val *names = val_list(w->arena);
    for (size_t i = 0; past && i < n; i++) {
        if (!db_run(cx->db, &Q_BACKUP_REMOVED, BIND(P_INT(past[i].id)), NULL, err))
            return false;
        val_add(names, val_keep(w->arena, past[i].name));
    }
    w->removed = names;
    return past != NULL;
}

static void remove_past(const Work *w)
{
    for (const Val *v = val_first(w->removed); v; v = val_next(v))
        if (*val_str(v))
            disk_remove(arena_printf(w->arena, "%s/%s", w->top, val_str(v)));
}

bool backup_run(const App *app, Arena *a, const char *top, const char **ret_name, Proof *ret, Err *err)
{
    int fd;
    Work w = { .app = app, .arena = a, .top = top };
    if (!lock_place(a, top, &fd, err))
        return false;
    clear_leftovers(a, top);
    bool ok = app_work(app, note_begin, &w, err) && make(&w, err) && prove(&w, err);
    if (ok && w.proof.good && app_work(app, forget_past, &w, err))
        remove_past(&w);
    close(fd);
    *ret_name = w.name;
    *ret = w.proof;
    return ok && err->kind == ERR_NONE;
}

static bool take_asked(Cx *cx, void *arg, Err *err)
{
    Work *w = arg;
    Past next = { 0 };
    bool found;
    if (!db_one(cx->db, w->arena, &Q_BACKUP_PROVING, BIND(P_TEXT(w->top)), PAST_FIELDS, &next, &found, err))
        return false;
    w->id = next.id;
    w->name = found ? next.name : NULL;
    w->now = cx->now;
    return true;
}

bool backup_prove_asked(const App *app, Arena *a, const char *top, int *ret_proved, int *ret_bad, Err *err)
{
    int fd;
    Work w = { .app = app, .arena = a, .top = top };
    *ret_proved = *ret_bad = 0;
    if (!lock_place(a, top, &fd, err))
        return false;
    bool ok = app_work(app, take_asked, &w, err);
    while (ok && w.name && !schedule_stopping(app)) {
        ok = prove(&w, err);
        *ret_proved += ok;
        *ret_bad += ok && !w.proof.good;
        ok = ok && app_work(app, take_asked, &w, err);
    }
    close(fd);
    return ok;
}

/* ---- jobs ------------------------------------------------------------------------ */

bool backup_job(Cx *cx, Err *err)
{
    const char *name;
    Proof proof;
    db_rollback(cx->db);                            /* the copy has a snapshot of its own */
    if (!backup_run(cx->app, cx->arena, cx->app->config->backups, &name, &proof, err))
        return false;
    if (proof.good)
        job_say(cx, true, N_("{0}: made, restored and compared; it is good."), name);
    else
        job_say(cx, false, N_("{0}: the copy is not good; the page of copies says why."), name);
    return true;
}

bool backup_prove_job(Cx *cx, Err *err)
{
    int proved, bad;
    db_rollback(cx->db);
    if (!backup_prove_asked(cx->app, cx->arena, cx->app->config->backups, &proved, &bad, err))
        return false;
    job_say(cx, bad == 0, N_("{0} copies proved again, {1} of them not good."), arena_printf(cx->arena, "%d", proved),
            arena_printf(cx->arena, "%d", bad));
    return true;
}
