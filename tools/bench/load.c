// SPDX-License-Identifier: Apache-2.0
/* The load generator of ./bench: keep-alive connections on one thread, each sending its next request
 * when the last answer is whole.
 *
 *   load [-c CONNECTIONS] [-s SECONDS] [-w WARM-UP SECONDS] [-k COOKIE] [-p PREFIX] PORT <requests
 *
 * Standard input holds one request a line, "GET /path" or "POST /path form-body".  Reads go round and
 * round; as soon as there is a write, every line is sent once and the run ends with the last.  "{key}"
 * in a body becomes a key nobody used before (it begins with PREFIX).  Prints one line of JSON; times
 * in microseconds.  An answer of 400 and above, or a broken connection, is a fault. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 1000, ANSWER_SIZE = 1 << 20, REQUEST_SIZE = 8192, MOST_REQUESTS = 2000000 };

typedef struct Peer {
    int     fd;
    int64_t began;                    /* 0: idle */
    char   *in;
    size_t  got, need;                /* need 0: the head is not whole yet */
    int     status;
} Peer;

typedef struct Load {
    int         connections, port;
    double      seconds, warm;
    const char *cookie, *prefix;
    char      **line;                 /* the requests */
    size_t      lines, next;
    bool        once;
    uint32_t   *took;
    size_t      done, room, faults;
    int64_t     bytes, key, first, last;
    Peer        peer[MOST_CONNECTIONS];
    int         epoll;
} Load;

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void fail(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void read_requests(Load *l)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t n;
    l->line = malloc(MOST_REQUESTS * sizeof *l->line);
    while (l->line && l->lines < MOST_REQUESTS && (n = getline(&line, &size, stdin)) > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        if (!*line)
            continue;
        l->once |= strncmp(line, "POST ", 5) == 0;
        l->line[l->lines++] = strdup(line);
    }
    free(line);
    if (!l->lines) {
        fprintf(stderr, "load: no requests\n");
        exit(2);
    }
}

static void connect_peer(Load *l, Peer *p)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)l->port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int on = 1;
    p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (p->fd < 0 || connect(p->fd, (struct sockaddr *)&at, sizeof at))
        fail("connect");
    setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = p };
    if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, p->fd, &e))
        fail("epoll");
}

/* The body with {key} filled in; false when it does not fit. */
static bool fill_key(Load *l, const char *body, char *out, size_t size)
{
    const char *mark = strstr(body, "{key}");
    int n = mark ? snprintf(out, size, "%.*s%s%012lx%s", (int)(mark - body), body, l->prefix, (long)++l->key, mark + 5)
                 : snprintf(out, size, "%s", body);
    return n >= 0 && (size_t)n < size;
}

/* Sends the next request; false when none is left or the time is over. */
static bool send_next(Load *l, Peer *p)
{
    if (l->once && l->next >= l->lines)
        return false;
    char *line = l->line[l->next++ % l->lines], head[REQUEST_SIZE], body[REQUEST_SIZE / 2] = "";
    bool post = strncmp(line, "POST ", 5) == 0;
    char *path = line + (post ? 5 : 4);
    size_t path_len = strcspn(path, " ");
    if (post && path[path_len] && !fill_key(l, path + path_len + 1, body, sizeof body))
        return false;
    int n = snprintf(head, sizeof head, "%s %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/html\r\n",
                     post ? "POST" : "GET", (int)path_len, path, l->port);
    if (l->cookie)
        n += snprintf(head + n, sizeof head - (size_t)n, "Cookie: %s\r\n", l->cookie);
    if (post)
        n += snprintf(head + n, sizeof head - (size_t)n,
                      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n", strlen(body));
    n += snprintf(head + n, sizeof head - (size_t)n, "\r\n%s", body);
    p->got = p->need = 0;
    p->began = now_us();
    if (send(p->fd, head, (size_t)n, MSG_NOSIGNAL) != n)
        fail("send");
    return true;
}

static void note(Load *l, Peer *p)
{
    int64_t now = now_us();
    if (p->status >= 400)
        l->faults++;
    if (now >= l->first) {
        if (l->done == l->room) {
            l->room = l->room ? l->room * 2 : 1 << 16;
            l->took = realloc(l->took, l->room * sizeof *l->took);
            if (!l->took)
                fail("memory");
        }
        l->took[l->done++] = (uint32_t)(now - p->began);
        l->bytes += (int64_t)p->need;
        l->last = now;
    }
    p->began = 0;
}

/* Reads what has come; true when an answer is whole. */
static bool receive(Peer *p, bool *ret_broken)
{
    ssize_t n = recv(p->fd, p->in + p->got, ANSWER_SIZE - 1 - p->got, MSG_DONTWAIT);
    *ret_broken = n == 0 || (n < 0 && errno != EAGAIN);
    if (n <= 0)
        return false;
    p->got += (size_t)n;
    p->in[p->got] = '\0';
    char *end = p->need ? NULL : strstr(p->in, "\r\n\r\n");
    if (end) {
        *end = '\0';
        char *length = strcasestr(p->in, "\r\nContent-Length:");
        p->status = (int)strtol(p->in + strlen("HTTP/1.1 "), NULL, 10);
        p->need = (size_t)(end + 4 - p->in) + (length ? strtoul(length + 17, NULL, 10) : 0);
        if (p->need >= ANSWER_SIZE)
            fail("an answer is too long");
    }
    return p->need && p->got >= p->need;
}

static void answered(Load *l, Peer *p, int64_t until)
{
    bool broken;
    if (receive(p, &broken)) {
        note(l, p);
        if (now_us() < until)
            send_next(l, p);
    } else if (broken) {
        l->faults += p->began != 0;
        p->began = 0;
        close(p->fd);
        if (now_us() < until) {
            connect_peer(l, p);
            send_next(l, p);
        }
    }
}

static bool busy(const Load *l)
{
    for (int i = 0; i < l->connections; i++)
        if (l->peer[i].began)
            return true;
    return false;
}

static void run(Load *l)
{
    enum { EVENTS = 256, GRACE_US = 5000000 };
    int64_t began = now_us(), until = began + (int64_t)((l->warm + l->seconds) * 1e6);
    l->first = l->last = began + (int64_t)(l->warm * 1e6);
    for (int i = 0; i < l->connections; i++) {
        l->peer[i].in = malloc(ANSWER_SIZE);
        if (!l->peer[i].in)
            fail("memory");
        connect_peer(l, &l->peer[i]);
        send_next(l, &l->peer[i]);
    }
    struct epoll_event events[EVENTS];
    while (busy(l) && now_us() < until + GRACE_US)
        for (int n = epoll_wait(l->epoll, events, EVENTS, 100), i = 0; i < n; i++)
            answered(l, events[i].data.ptr, until);
    l->faults += busy(l);
}

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void report(Load *l)
{
    qsort(l->took, l->done, sizeof *l->took, by_size);
    double seconds = l->last > l->first ? (double)(l->last - l->first) / 1e6 : 1;
#define AT(share) (l->done ? l->took[(size_t)((double)(l->done - 1) * (share))] : 0)
    printf("{\"requests\":%zu,\"faults\":%zu,\"seconds\":%.3f,\"rate\":%.1f,\"bytes\":%ld,"
           "\"p50\":%u,\"p95\":%u,\"p99\":%u,\"most\":%u}\n",
           l->done, l->faults, seconds, (double)l->done / seconds, l->done ? (long)(l->bytes / (int64_t)l->done) : 0,
           AT(0.50), AT(0.95), AT(0.99), AT(1.0));
#undef AT
}

int main(int argc, char **argv)
{
    static Load l = { .connections = 8, .seconds = 5, .prefix = "" };
    for (int c; (c = getopt(argc, argv, "c:s:w:k:p:")) != -1;)
        switch (c) {
        case 'c': l.connections = (int)strtol(optarg, NULL, 10); break;
        case 's': l.seconds = strtod(optarg, NULL); break;
        case 'w': l.warm = strtod(optarg, NULL); break;
        case 'k': l.cookie = optarg; break;
        case 'p': l.prefix = optarg; break;
        default:  return 2;
        }
    l.port = optind < argc ? (int)strtol(argv[optind], NULL, 10) : 0;
    if (l.port <= 0 || l.connections < 1 || l.connections > MOST_CONNECTIONS) {
        fprintf(stderr, "usage: load [-c N] [-s SECONDS] [-w SECONDS] [-k COOKIE] [-p PREFIX] PORT <requests\n");
        return 2;
    }
    l.epoll = epoll_create1(EPOLL_CLOEXEC);
    read_requests(&l);
    run(&l);
    report(&l);
    return 0;
}
