// SPDX-License-Identifier: Apache-2.0
/* The connections of a loop and their deadlines.  MHD's own timeout counts only silence, so a client
 * that sends a line now and then would hold its connection for ever. */
#include "web/server_in.h"
#include "base/clock.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static void opened(Loop *loop, struct MHD_Connection *c, void **context)
{
    Peer *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->loop = loop;
    p->fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    p->since_ms = clock_ms();
    p->first = true;
    pthread_mutex_lock(&loop->lock);
    p->next = loop->peers;
    if (p->next)
        p->next->prev = p;
    loop->peers = p;
    pthread_mutex_unlock(&loop->lock);
    *context = p;
}

/* Comes before MHD closes the socket, so a cut under the lock never meets a stranger's socket. */
static void closed(Loop *loop, void **context)
{
    Peer *p = *context;
    pthread_mutex_lock(&loop->lock);
    if (p->next)
        p->next->prev = p->prev;
    *(p->prev ? &p->prev->next : &loop->peers) = p->next;
    pthread_mutex_unlock(&loop->lock);
    free(p->target);
    free(p);
    *context = NULL;
}

void peer_notify(void *cls, struct MHD_Connection *c, void **context,
                 enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        opened(cls, c, context);
    else
        closed(cls, context);
}

Peer *peer_of(struct MHD_Connection *c)
{
    return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

void peer_enter(Peer *p, PeerState state)
{
    pthread_mutex_lock(&p->loop->lock);
    if (state != PEER_HEAD || !p->first)         /* the first head counts from the connection */
        p->since_ms = clock_ms();
    if (state == PEER_IDLE)
        p->first = false;
    p->state = state;
    pthread_mutex_unlock(&p->loop->lock);
}

void *peer_request_line(void *cls, const char *uri, struct MHD_Connection *c)
{
    (void)cls;
    Peer *p = peer_of(c);
    free(p->target);
    p->target = strdup(uri);
    if (!p->target)
        abort();
    peer_enter(p, PEER_HEAD);
    /* MHD 0.9.75 would take the query apart into its own small memory and, when that is full, leave the
     * connection hanging without an answer.  We read the query ourselves: it gets none to see. */
    char *query = strchr((char *)(uintptr_t)uri, '?');
    if (query)
        memset(query, '\0', strlen(query));
    return NULL;
}

void peer_last_word(Peer *p, const char *status)
{
    char text[128];
    int n = snprintf(text, sizeof text, "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                     status);
    ssize_t sent = send(p->fd, text, (size_t)n, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)sent;                                  /* a client that takes nothing is closed all the same */
}

static void cut(Peer *p)
{
    if (p->state == PEER_HEAD || p->state == PEER_BODY)
        peer_last_word(p, "408 Request Timeout");
    shutdown(p->fd, SHUT_RDWR);
}

static int seconds_for(const Peer *p)
{
    const ServerConfig *config = &p->loop->server->config;
    switch (p->state) {
    case PEER_NEW:
    case PEER_HEAD:   return config->header_seconds;
    case PEER_BODY:   return config->body_seconds;
    case PEER_IDLE:   return IDLE_SECONDS + config->header_seconds;
    case PEER_ANSWER: break;
    }
    return 0;
}

void peers_cut_late(Loop *loop, int64_t now_ms)
{
    pthread_mutex_lock(&loop->lock);
    for (Peer *p = loop->peers; p; p = p->next) {
        int seconds = seconds_for(p);
        if (seconds && now_ms - p->since_ms >= seconds * 1000LL)
            cut(p);
    }
    pthread_mutex_unlock(&loop->lock);
}

bool peers_busy(Loop *loop)
{
    bool busy = false;
    pthread_mutex_lock(&loop->lock);
    for (Peer *p = loop->peers; p && !busy; p = p->next) {
        int waiting = 0;
        busy = p->state == PEER_HEAD || p->state == PEER_BODY || p->state == PEER_ANSWER ||
               (ioctl(p->fd, FIONREAD, &waiting) == 0 && waiting > 0);
    }
    pthread_mutex_unlock(&loop->lock);
    return busy;
}
