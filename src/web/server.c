// SPDX-License-Identifier: Apache-2.0
/* Start and stop: one MHD daemon per thread, and one thread that minds the deadlines. */
#include "web/server_in.h"
#include "base/clock.h"
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 200, STOP_STEP_MS = 10, LAST_WORD_MS = 2000, SPARE_FDS = 256 };

/* Targets are decoded by ourselves, strictly: MHD is to leave the escapes alone. */
static size_t leave_escapes(void *cls, struct MHD_Connection *c, char *s)
{
    (void)cls, (void)c;
    return strlen(s);
}

static bool loop_start(Loop *loop, Err *err)
{
    const ServerConfig *config = &loop->server->config;
    unsigned limit = (unsigned)(config->connection_limit / config->threads);
    loop->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO, 0, NULL, NULL,
        call_handle, loop,
        MHD_OPTION_LISTEN_SOCKET, loop->fd,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES,
        MHD_OPTION_CONNECTION_LIMIT, limit ? limit : 1u,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_NOTIFY_COMPLETED, call_completed, loop,
        MHD_OPTION_NOTIFY_CONNECTION, peer_notify, loop,
        MHD_OPTION_URI_LOG_CALLBACK, peer_request_line, loop,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_END);
    if (loop->daemon)
        return true;
    err_set(err, ERR_INTERNAL, "", "the server could not be started");
    return err_detail(err, "MHD_start_daemon: %s", strerror(errno));
}

static void *mind_deadlines(void *arg)
{
    Server *s = arg;
    pthread_mutex_lock(&s->clock_lock);
    while (!s->clock_stop) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += TICK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&s->clock_wake, &s->clock_lock, &until);
        int64_t now = clock_ms();
        for (int i = 0; i < s->config.threads; i++)
            peers_cut_late(&s->loops[i], now);
    }
    pthread_mutex_unlock(&s->clock_lock);
    return NULL;
}

static char *copied(const char *s)
{
    char *copy = s ? strdup(s) : NULL;
    if (s && !copy)
        abort();
    return copy;
}

/* Each connection is a descriptor; the usual soft limit of 1,024 would stop us far below ours. */
static void raise_descriptor_limit(int connections)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)connections + SPARE_FDS;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static Server *server_new(const ServerConfig *config)
{
    Server *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->config = *config;
    if (s->config.threads < 1)
        s->config.threads = 1;
    s->config.listen = copied(config->listen);
    s->config.upload_dir = copied(config->upload_dir);
    s->rules = (BodyRules){ config->body_limit, config->upload_limit, s->config.upload_dir };
    s->loops = calloc((size_t)s->config.threads, sizeof *s->loops);
    if (!s->loops)
        abort();
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->clock_wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&s->clock_lock, NULL);
    for (int i = 0; i < s->config.threads; i++) {
        s->loops[i] = (Loop){ .server = s, .index = i, .fd = -1 };
        pthread_mutex_init(&s->loops[i].lock, NULL);
    }
    return s;
}

static void server_free(Server *s)
{
    for (int i = 0; i < s->config.threads; i++) {
        Loop *loop = &s->loops[i];
        while (loop->spare_count)
            arena_free(loop->spare[--loop->spare_count]);
        if (loop->fd >= 0)
            close(loop->fd);
        pthread_mutex_destroy(&loop->lock);
    }
    pthread_mutex_destroy(&s->clock_lock);
    pthread_cond_destroy(&s->clock_wake);
    free((char *)(uintptr_t)s->config.listen);
    free((char *)(uintptr_t)s->config.upload_dir);
    free(s->loops);
    free(s);
}

static bool loops_start(Server *s, Err *err)
{
    int count = s->config.threads, *fds = calloc((size_t)count, sizeof *fds);
    if (!fds)
        abort();
    bool ok = listen_open(s->config.listen, count, SOMAXCONN, fds, &s->port, err);
    for (int i = 0; ok && i < count; i++)
        s->loops[i].fd = fds[i];
    free(fds);
    for (int i = 0; ok && i < count; i++)
        ok = loop_start(&s->loops[i], err);
    return ok;
}

bool server_start(const ServerConfig *config, Server **ret_server, Err *err)
{
    Server *s = server_new(config);
    sigset_t all, before;
    raise_descriptor_limit(config->connection_limit);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);          /* signals are for the main thread */
    bool ok = loops_start(s, err);
    if (ok && pthread_create(&s->clock, NULL, mind_deadlines, s))
        ok = err_set(err, ERR_INTERNAL, "", "the server could not be started");
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!ok) {
        for (int i = 0; i < s->config.threads; i++)
            if (s->loops[i].daemon)
                MHD_stop_daemon(s->loops[i].daemon);
        server_free(s);
        return false;
    }
    *ret_server = s;
    return true;
}

int server_port(const Server *s) { return s->port; }

/* No new connections; those the kernel has already taken for us are still served. */
static void quiesce(Loop *loop)
{
    MHD_socket fd = MHD_quiesce_daemon(loop->daemon);
    if (fd == MHD_INVALID_SOCKET)
        return;
    struct sockaddr_storage from;
    socklen_t n = sizeof from;
    listen(fd, 0);
    for (int peer; (peer = accept4(fd, (struct sockaddr *)&from, &n, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0;
         n = sizeof from)
        MHD_add_connection(loop->daemon, peer, (struct sockaddr *)&from, n);
    close(fd);
    loop->fd = -1;
}

static bool anybody(const Server *s)
{
    for (int i = 0; i < s->config.threads; i++)
        if (peers_busy(&s->loops[i]))
            return true;
    return atomic_load(&s->suspended) > 0;
}

static void pause_step(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = STOP_STEP_MS * 1000000L }, NULL);
}

/* Quiet means twice in a row: a request may just be on its way from the socket to its parser. */
static void wait_until_quiet(const Server *s, int64_t most_ms)
{
    int64_t until = clock_ms() + most_ms;
    for (int quiet = 0; quiet < 2 && clock_ms() < until; pause_step())
        quiet = anybody(s) ? 0 : quiet + 1;
}

void server_stop(Server *s, int seconds)
{
    if (!s)
        return;
    atomic_store(&s->closing, true);
    for (int i = 0; i < s->config.threads; i++)
        quiesce(&s->loops[i]);
    wait_until_quiet(s, seconds * 1000LL);
    atomic_store(&s->abandon, true);
    for (int i = 0; i < s->config.threads; i++)
        calls_abandon(&s->loops[i]);
    wait_until_quiet(s, LAST_WORD_MS);
    while (atomic_load(&s->suspended) > 0)                /* MHD aborts if stopped with one */
        pause_step();
    for (int i = 0; i < s->config.threads; i++)
        MHD_stop_daemon(s->loops[i].daemon);
    pthread_mutex_lock(&s->clock_lock);
    s->clock_stop = true;
    pthread_cond_signal(&s->clock_wake);
    pthread_mutex_unlock(&s->clock_lock);
    pthread_join(s->clock, NULL);
    server_free(s);
}
