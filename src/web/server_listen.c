// SPDX-License-Identifier: Apache-2.0
/* The listening sockets: one per loop on the same address, the kernel deals out the connections. */
#include "web/server_in.h"
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* "127.0.0.1:8080", "[::1]:8080" into host and port. */
static bool split(const char *text, char host[64], char port[8])
{
    const char *colon = strrchr(text, ':');
    if (!colon || !colon[1] || strlen(colon + 1) > 5 || strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return false;
    const char *from = text, *to = colon;
    if (*from == '[') {
        if (to[-1] != ']')
            return false;
        from++;
        to--;
    }
    size_t n = (size_t)(to - from);
    if (to <= from || n >= 64)
        return false;
    memcpy(host, from, n);
    host[n] = '\0';
    memcpy(port, colon + 1, strlen(colon));
    return true;
}

static bool fail(const char *listen_on, const char *what, Err *err)
{
    int cause = errno;
    err_set(err, cause == EADDRINUSE ? ERR_CONFLICT : ERR_INTERNAL, "listen",
            cause == EADDRINUSE ? "another program listens at {0}" : "cannot listen at {0}", listen_on);
    return err_detail(err, "%s: %s", what, strerror(cause));
}

static int open_one(const struct sockaddr *at, socklen_t n, bool shared)
{
    int on = 1, fd = socket(at->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
        (shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on)) || bind(fd, at, n)) {
        int cause = errno;
        close(fd);
        errno = cause;
        return -1;
    }
    return fd;
}

static bool open_all(const char *name, struct sockaddr_storage *at, socklen_t n, int count, int backlog,
                     int *fds, Err *err)
{
    /* A shared port would be shared with a second server too: first ask for it alone. */
    int probe = open_one((struct sockaddr *)at, n, false);
    if (probe < 0)
        return fail(name, "bind", err);
    close(probe);
    for (int i = 0; i < count; i++) {
        socklen_t len = sizeof *at;
        fds[i] = open_one((struct sockaddr *)at, n, true);
        if (fds[i] < 0 || listen(fds[i], backlog) || getsockname(fds[i], (struct sockaddr *)at, &len)) {
            fail(name, "listen", err);
            while (i >= 0)
                if (fds[i--] >= 0)
                    close(fds[i + 1]);
            return false;
        }
    }
    return true;
}

bool listen_open(const char *listen_on, int count, int backlog, int *ret_fds, int *ret_port, Err *err)
{
    char host[64], port[8];
    if (!split(listen_on, host, port))
        return err_set(err, ERR_INVALID, "listen", "the address must look like {0}", "127.0.0.1:8080");
    struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                              .ai_socktype = SOCK_STREAM };
    struct addrinfo *info;
    if (getaddrinfo(host, port, &hints, &info))
        return err_set(err, ERR_INVALID, "listen", "the address must look like {0}", "127.0.0.1:8080");
    struct sockaddr_storage at = { 0 };
    socklen_t n = info->ai_addrlen;
    memcpy(&at, info->ai_addr, n);
    freeaddrinfo(info);
    if (!open_all(listen_on, &at, n, count, backlog, ret_fds, err))
        return false;
    *ret_port = ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&at)->sin6_port
                                               : ((struct sockaddr_in *)&at)->sin_port);
    return true;
}
