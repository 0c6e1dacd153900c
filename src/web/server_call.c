// SPDX-License-Identifier: Apache-2.0
/* The life of one request: MHD calls in several times, the application is called once. */
#include "web/server_in.h"
#include <stdlib.h>

static Arena *arena_take(Loop *loop)
{
    return loop->spare_count ? loop->spare[--loop->spare_count] : arena_new();
}

/* On the loop's own thread `loop` keeps the arena for the next request. */
static void let_go(Call *call, Loop *loop)
{
    if (atomic_fetch_sub(&call->holders, 1) > 1)
        return;
    Arena *a = call->x.arena;
    body_drop_files(call->body);
    if (loop && loop->spare_count < SPARE_ARENAS) {
        arena_reset(a);
        loop->spare[loop->spare_count++] = a;
    } else {
        arena_free(a);
    }
}

static Call *call_new(Loop *loop, struct MHD_Connection *c, const char *method)
{
    Arena *a = arena_take(loop);
    Call *call = NEW(a, Call);
    call->x.arena = a;
    call->x.thread = loop->index;
    call->x.resp.body = str_make(a);
    call->loop = loop;
    call->connection = c;
    call->peer = peer_of(c);
    atomic_init(&call->state, CALL_RUNNING);
    atomic_init(&call->holders, 1);
    peer_enter(call->peer, PEER_BODY);
    request_read(call, method);
    pthread_mutex_lock(&loop->lock);
    call->next = loop->calls;
    if (call->next)
        call->next->prev = call;
    loop->calls = call;
    pthread_mutex_unlock(&loop->lock);
    return call;
}

void call_completed(void *cls, struct MHD_Connection *c, void **ret_call,
                    enum MHD_RequestTerminationCode code)
{
    (void)code;
    Loop *loop = cls;
    Call *call = *ret_call;
    peer_enter(peer_of(c), PEER_IDLE);
    if (!call)
        return;
    *ret_call = NULL;
    pthread_mutex_lock(&loop->lock);
    if (call->next)
        call->next->prev = call->prev;
    *(call->prev ? &call->prev->next : &loop->calls) = call->next;
    pthread_mutex_unlock(&loop->lock);
    if (call->suspended)
        atomic_fetch_sub(&loop->server->suspended, 1);
    let_go(call, loop);
}

static bool turn(Call *call, int from, int to)
{
    return atomic_compare_exchange_strong(&call->state, &from, to);
}

void exchange_answer(Exchange *x)
{
    Call *call = (Call *)x;
    struct MHD_Connection *c = call->connection;
    if (!turn(call, CALL_RUNNING, CALL_ANSWERED) && turn(call, CALL_SUSPENDED, CALL_ANSWERED))
        MHD_resume_connection(c);
    let_go(call, NULL);
}

/* A suspended connection is MHD's no more: nobody but the one who turned its state resumes it, so the
 * list of those is safe without the lock. */
void calls_abandon(Loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    size_t count = 0, n = 0;
    for (Call *call = loop->calls; call; call = call->next)
        count++;
    struct MHD_Connection **list = calloc(count + 1, sizeof *list);
    if (!list)
        abort();
    for (Call *call = loop->calls; call; call = call->next)
        if (turn(call, CALL_SUSPENDED, CALL_ABANDONED))
            list[n++] = call->connection;
    pthread_mutex_unlock(&loop->lock);
    for (size_t i = 0; i < n; i++)
        MHD_resume_connection(list[i]);
    free(list);
}

static enum MHD_Result answer(Call *call)
{
    if (atomic_load(&call->state) == CALL_ABANDONED)
        return respond_plain(call, 503);
    return respond(call);
}

/* The application did not answer at once.  It may answer while this runs. */
static enum MHD_Result wait_for_answer(Call *call)
{
    Server *s = call->loop->server;
    if (atomic_load(&call->state) == CALL_ANSWERED)
        return answer(call);
    call->suspended = true;
    atomic_fetch_add(&s->suspended, 1);
    MHD_suspend_connection(call->connection);
    if (!turn(call, CALL_RUNNING, CALL_SUSPENDED))
        MHD_resume_connection(call->connection);
    else if (atomic_load(&s->abandon) && turn(call, CALL_SUSPENDED, CALL_ABANDONED))
        MHD_resume_connection(call->connection);
    return MHD_YES;
}

static enum MHD_Result run(Call *call)
{
    const ServerConfig *config = &call->loop->server->config;
    peer_enter(call->peer, PEER_ANSWER);
    request_body_done(call);
    if (call->status)
        return respond_refused(call);
    atomic_store(&call->holders, 2);
    if (!config->handle(config->app, &call->x))
        return wait_for_answer(call);
    atomic_store(&call->holders, 1);
    return respond(call);
}

/* The head is there.  Answers at once only what must not wait for the body. */
static enum MHD_Result begin(Call *call)
{
    int64_t limit = body_limit(call->body);
    if (call->too_long) {
        peer_last_word(call->peer, "431 Request Header Fields Too Large");
        return MHD_NO;
    }
    if (call->announced > 2 * limit || (call->expects && call->announced > limit)) {
        request_body_done(call);
        call->status = 413;
        err_clear(&call->err);
        err_set(&call->err, ERR_TOO_LARGE, "", "what was sent is too large");
        peer_enter(call->peer, PEER_ANSWER);
        return respond_refused(call);
    }
    return MHD_YES;
}

enum MHD_Result call_handle(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                            const char *version, const char *data, size_t *size, void **ret_call)
{
    (void)url, (void)version;
    Call *call = *ret_call;
    if (!call) {
        *ret_call = call = call_new(cls, c, method);
        return begin(call);
    }
    if (*size) {
        bool fits = body_feed(call->body, data, *size);
        *size = 0;
        return fits ? MHD_YES : MHD_NO;
    }
    if (call->suspended) {
        call->suspended = false;
        atomic_fetch_sub(&call->loop->server->suspended, 1);
        return answer(call);
    }
    return run(call);
}
