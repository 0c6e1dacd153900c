// SPDX-License-Identifier: Apache-2.0
/* `kadr serve`: which thread does what.
 *
 *   GET           on the HTTP thread, from its own reading connection
 *   POST          in the writer; answered after its commit
 *   LANE_SLOW     on a worker (passwords, PDF), also a list asked for as a file and every POST that brings files
 *   refused POST  its page is drawn again on a worker
 *   jobs          on a thread of their own (schedule.c)
 * A read that must be journaled first, and a denial, go through the writer before the answer. */
#include "app/files.h"
#include "app/schedule.h"
#include "app/turn.h"
#include "doc/scan.h"
#include "web/asset.h"
#include "web/worker.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_THREADS = 16, WORKERS = 2, MOST_WAITING = 200, PG_WRITERS = 4 };

typedef struct Serve {
    App            *app;
    Pages          *pages;
    Db             *reader[MOST_THREADS];
    Db             *spare[WORKERS];              /* the workers' connections, taken in turn */
    int             spare_count;
    pthread_mutex_t lock;
    Worker         *worker;
} Serve;

static Db *spare_take(Serve *s)
{
    pthread_mutex_lock(&s->lock);
    Db *db = s->spare_count ? s->spare[--s->spare_count] : NULL;
    pthread_mutex_unlock(&s->lock);
    return db;
}

static void spare_put(Serve *s, Db *db)
{
    pthread_mutex_lock(&s->lock);
    s->spare[s->spare_count++] = db;
    pthread_mutex_unlock(&s->lock);
}

static void witnessed(void *arg, const Err *err)
{
    Turn *t = arg;
    if (err->kind != ERR_NONE && t->shown)
        turn_fail(t, ERR_BUSY, N_("the reading could not be journaled; try again"));
    exchange_answer(t->x);
}

/* The last use of a session is noted in a small transaction of its own, for which nobody waits. */
typedef struct Used { const App *app; Arena *arena; char *hash; Instant real_now; bool bearer; } Used;

static bool note_use(Db *db, void *arg, Err *err)
{
    const Used *u = arg;
    Cx cx = app_cx(u->app, u->arena, db, &ACTOR_SYSTEM, u->real_now);
    return u->app->hooks->token_used(&cx, u->hash, u->bearer, err);
}

static void use_noted(void *arg, const Err *err)
{
    Used *u = arg;
    (void)err;                                   /* the next request tries again */
    arena_free(u->arena);
}

static void note_use_later(const Turn *t)
{
    if (!t->cx.actor->unseen)
        return;
    Err err = { 0 };
    Arena *a = arena_new();
    Used *u = NEW(a, Used);
    *u = (Used){ t->app, a, arena_strdup(a, t->cx.actor->unseen), t->cx.real_now, t->bearer };
    if (!writer_submit(t->app->writer, note_use, use_noted, u, &err))
        arena_free(a);
}

/* Answers a finished read, through the writer when it must be journaled. True: answer at once. */
static bool finish_read(Turn *t, bool now)
{
    if (now)
        return true;
    Err err = { 0 };
    if (writer_submit(t->app->writer, turn_witness, witnessed, t, &err))
        return false;
    if (t->shown)
        turn_fail(t, ERR_BUSY, N_("the reading could not be journaled; try again"));
    return true;
}

static void read_on_worker(void *arg)
{
    Turn *t = arg;
    Serve *s = t->serve;
    Db *db = spare_take(s);
    bool now = turn_read(t, db);
    spare_put(s, db);
    note_use_later(t);
    if (finish_read(t, now))
        exchange_answer(t->x);
}

static void send_to_worker(Turn *t, void (*job)(void *))
{
    Serve *s = t->serve;
    if (!worker_submit(s->worker, job, t)) {
        turn_fail(t, ERR_BUSY, N_("too much is going on at once; try again"));
        exchange_answer(t->x);
    }
}

static void written(void *arg, const Err *err)
{
    Turn *t = arg;
    if (err->kind == ERR_NONE) {
        turn_done(t);
        note_use_later(t);
        exchange_answer(t->x);
        return;
    }
    t->err = *err;
    send_to_worker(t, read_on_worker);
}

static void submit_write(Turn *t)
{
    Err err = { 0 };
    if (!writer_submit(t->app->writer, turn_write, written, t, &err)) {
        turn_fail(t, ERR_BUSY, N_("too much is going on at once; try again"));
        exchange_answer(t->x);
    }
}

/* Looks into each upload and puts it into the store, before the writer hears of it. */
static bool keep_uploads(Turn *t)
{
    for (size_t i = 0; i < t->x->req.upload_count; i++) {
        Upload *up = (Upload *)&t->x->req.uploads[i];       /* the exchange is ours until it is answered */
        ScanInfo info;
        if (up->size == 0)
            continue;
        if (!scan_inspect((ScanFile){ .path = up->path }, NULL, &info, &t->err)) {
            snprintf(t->err.faults[0].field, sizeof t->err.faults[0].field, "%s", up->field);
            return false;
        }
        up->pages = info.pages;
        if (!files_take(&t->cx, up, &t->err))
            return false;
    }
    return true;
}

static void post_on_worker(void *arg)
{
    Turn *t = arg;
    Serve *s = t->serve;
    if (t->route->lane == LANE_SLOW) {
        Db *db = spare_take(s);
        bool ok = turn_slow_post(t, db);
        spare_put(s, db);
        if (!ok) {
            read_on_worker(t);
            return;
        }
        turn_done(t);
        note_use_later(t);
        exchange_answer(t->x);
        return;
    }
    Db *db = spare_take(s);
    bool admitted = turn_admit(t, db);
    spare_put(s, db);
    if (admitted && keep_uploads(t))
        submit_write(t);
    else
        read_on_worker(t);
}

static bool handle(void *arg, Exchange *x)
{
    Serve *s = arg;
    if (asset_answer(&x->req, &x->resp))
        return true;
    Turn *t = turn_new(s->app, s->pages, x);
    t->serve = s;
    bool post = x->req.method == POST && t->route;
    if (!post && !(t->route && (t->route->lane == LANE_SLOW || turn_exports(t)))) {
        bool now = turn_read(t, s->reader[x->thread]);
        note_use_later(t);
        return finish_read(t, now);
    }
    if (!post)
        send_to_worker(t, read_on_worker);
    else if (t->route->lane == LANE_SLOW || x->req.upload_count)
        send_to_worker(t, post_on_worker);
    else
        submit_write(t);
    return false;
}

/* What the server refused by itself: the form is shown again with what was read of it, unless showing it
 * would have to be journaled, which cannot be waited for here. */
static void refuse(void *arg, Exchange *x, const Err *err)
{
    Serve *s = arg;
    Turn *t = turn_new(s->app, s->pages, x);
    t->serve = s;
    t->err = *err;
    if (!turn_read(t, s->reader[x->thread]) && t->shown)
        turn_fail(t, err->kind, err->faults[0].msgid);
}

static bool lock_database(const App *app, int *ret_fd, Err *err)
{
    *ret_fd = -1;
    if (strncmp(app->config->db, "sqlite:", 7) != 0)
        return true;
    char *path = arena_printf(app->arena, "%s.lock", app->config->db + 7);
    *ret_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*ret_fd < 0 || flock(*ret_fd, LOCK_EX | LOCK_NB)) {
        err_detail(err, "%s: %s", path, strerror(errno));
        return err_set(err, ERR_CONFLICT, NULL, N_("another kadr serves this database already"));
    }
    return true;
}

static bool open_connections(Serve *s, int threads, Err *err)
{
    for (int i = 0; i < threads; i++)
        if (!db_open(s->app->config->db, &s->reader[i], err))
            return false;
    for (int i = 0; i < WORKERS; i++, s->spare_count++)
        if (!db_open(s->app->config->db, &s->spare[i], err))
            return false;
    return writer_start(s->app->config->db, PG_WRITERS, &s->app->writer, err);
}

static void wait_for_signal(void)
{
    sigset_t set;
    int sig;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigwait(&set, &sig);
}

static void block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static bool serve(Serve *s, int threads, Err *err)
{
    const Config *c = s->app->config;
    char *upload_dir = arena_printf(s->app->arena, "%s/tmp", c->files);
    mkdir(c->files, 0700);
    mkdir(upload_dir, 0700);
    ServerConfig server = {
        .listen = c->listen, .threads = threads, .body_limit = 1 << 20,
        .upload_limit = c->upload_mb << 20, .header_seconds = 10, .body_seconds = 300,
        .connection_limit = 4000, .upload_dir = upload_dir, .tls = c->secure_cookies, .handle = handle, .refuse = refuse, .app = s
    };
    Server *running;
    if (!schedule_start(s->app, err) || !server_start(&server, &running, err))
        return false;
    fprintf(stderr, "kadr: http://%.*s:%d\n", (int)strcspn(c->listen, ":"), c->listen, server_port(running));
    wait_for_signal();
    server_stop(running, 10);
    return true;
}

int app_serve(App *app, Err *err)
{
    Serve s = { .app = app, .lock = PTHREAD_MUTEX_INITIALIZER };
    int threads = (int)app->config->threads, fd;
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    block_signals();
    bool ok = lock_database(app, &fd, err) && pages_load(app->arena, &s.pages, err)
           && open_connections(&s, threads, err);
    if (ok)
        pages_localise(app->arena, s.pages, app->i18n);
    s.worker = ok ? worker_start(WORKERS, MOST_WAITING, NULL) : NULL;
    ok = ok && serve(&s, threads, err);
    worker_stop(s.worker);
    schedule_stop(app);
    writer_stop(app->writer);
    for (int i = 0; i < threads; i++)
        db_close(s.reader[i]);
    for (int i = 0; i < s.spare_count; i++)
        db_close(s.spare[i]);
    if (fd >= 0)
        close(fd);
    return ok ? 0 : err_exit_code(err);
}
