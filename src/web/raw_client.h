// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_RAW_CLIENT_H
#define WEB_RAW_CLIENT_H
#include <stdbool.h>
#include <stddef.h>

/* For tests: sends bytes as they are, so that broken HTTP can be sent too, and reads one answer. */
typedef struct Reply {
    int    status;                /* 0: the connection ended without an answer */
    bool   reset;                 /* and it ended with a reset */
    char   head[8192];            /* status line and header lines */
    char   body[65536];
    size_t body_n;
} Reply;

int    raw_connect(int port);                                        /* to 127.0.0.1; must succeed */
int    raw_open(int port);                                           /* -1: nobody listens there */
bool   raw_send(int fd, const char *bytes, size_t n);                /* false: the other side has closed */
bool   raw_text(int fd, const char *text);
void   raw_read(int fd, bool head_only, Reply *r);                   /* waits at most 20 s for each byte */
bool   raw_closed(int fd);                                           /* waits for the end of the connection */
/* Value of a header line, "" if it is not there; the next call overwrites it. */
const char *raw_head(const Reply *r, const char *name);
int    raw_head_count(const Reply *r, const char *name);
/* The whole thing: connects, sends, reads, closes. Status 0 also when nobody listens. */
void   raw_ask(int port, const char *request, Reply *r);
void   raw_post(int port, const char *path, const char *type, const char *body, size_t n, Reply *r);
#endif
