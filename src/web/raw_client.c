// SPDX-License-Identifier: Apache-2.0
#include "web/raw_client.h"
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int raw_open(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = 20 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&at, sizeof at)) {
        close(fd);
        return -1;
    }
    return fd;
}

int raw_connect(int port)
{
    int fd = raw_open(port);
    if (fd < 0)
        abort();
    return fd;
}

bool raw_send(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t done = send(fd, bytes, n, MSG_NOSIGNAL);
        if (done <= 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

bool raw_text(int fd, const char *text) { return raw_send(fd, text, strlen(text)); }

static bool read_head(int fd, Reply *r)
{
    size_t n = 0;
    while (n < 4 || memcmp(r->head + n - 4, "\r\n\r\n", 4) != 0) {
        ssize_t got = n + 1 < sizeof r->head ? recv(fd, r->head + n, 1, 0) : 0;
        if (got != 1) {
            r->reset = got < 0 && errno == ECONNRESET;
            return false;
        }
        r->head[++n] = '\0';
    }
    return true;
}

void raw_read(int fd, bool head_only, Reply *r)
{
    memset(r, 0, sizeof *r);
    if (!read_head(fd, r) || sscanf(r->head, "HTTP/1.1 %d", &r->status) != 1) {
        r->status = 0;
        return;
    }
    if (r->status == 100) {
        raw_read(fd, head_only, r);
        return;
    }
    size_t left = strtoul(raw_head(r, "Content-Length"), NULL, 10);
    if (head_only || r->status == 304 || r->status == 204)
        return;
    while (left && r->body_n < sizeof r->body - 1) {
        size_t room = sizeof r->body - 1 - r->body_n;
        ssize_t got = recv(fd, r->body + r->body_n, left < room ? left : room, 0);
        if (got <= 0)
            return;
        r->body_n += (size_t)got;
        left -= (size_t)got;
    }
}

bool raw_closed(int fd)
{
    char bytes[4096];
    ssize_t got;
    while ((got = recv(fd, bytes, sizeof bytes, 0)) > 0)
        ;
    return got == 0;
}

static const char *find(const char *at, const char *name)
{
    size_t n = strlen(name);
    while ((at = strstr(at, "\r\n"))) {
        at += 2;
        if (strncasecmp(at, name, n) == 0 && at[n] == ':')
            return at + n + 1 + strspn(at + n + 1, " ");
    }
    return NULL;
}

const char *raw_head(const Reply *r, const char *name)
{
    static _Thread_local char value[1024];
    const char *at = find(r->head, name);
    snprintf(value, sizeof value, "%.*s", at ? (int)strcspn(at, "\r") : 0, at ? at : "");
    return value;
}

int raw_head_count(const Reply *r, const char *name)
{
    int count = 0;
    for (const char *at = r->head; (at = find(at, name)); count++)
        ;
    return count;
}

void raw_ask(int port, const char *request, Reply *r)
{
    int fd = raw_open(port);
    memset(r, 0, sizeof *r);
    if (fd < 0)
        return;
    raw_text(fd, request);
    raw_read(fd, strncmp(request, "HEAD", 4) == 0, r);
    close(fd);
}

void raw_post(int port, const char *path, const char *type, const char *body, size_t n, Reply *r)
{
    int fd = raw_connect(port);
    char head[1024];
    snprintf(head, sizeof head,
             "POST %s HTTP/1.1\r\nHost: t\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
             path, type, n);
    raw_text(fd, head);
    raw_send(fd, body, n);
    raw_read(fd, false, r);
    close(fd);
}
