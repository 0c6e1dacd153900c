// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_SERVER_H
#define WEB_SERVER_H
#include "web/http.h"

/* The HTTP server: the only module that knows libmicrohttpd.  It knows no area, no
 * database and no session.  One daemon per thread, each on its own SO_REUSEPORT socket. */
typedef struct Server Server;

/* One request being answered.  Everything in it lives in `arena` until the answer is sent. */
typedef struct Exchange {
    Arena    *arena;
    HttpReq   req;
    HttpResp  resp;
    int       thread;                     /* 0..threads-1: index for per-thread resources */
    void     *app_state;                  /* the application's, for its own use */
    void     *server_state;               /* private to the server */
} Exchange;

/* Called when the whole request is there.  True: resp is filled.  False: the connection is
 * suspended until exchange_answer() is called, from any thread. */
typedef bool (*ExchangeFn)(void *app, Exchange *x);
/* Must be called exactly once after a handler returned false, or before it does; `x` is not yours
 * afterwards.  It may come even after server_stop(): then the answer reaches nobody. */
void exchange_answer(Exchange *x);

typedef struct ServerConfig {
    const char *listen;                   /* "127.0.0.1:8080" or "[::1]:8080"; port 0 picks one */
    int         threads;                  /* daemons, each with its own thread */
    int64_t     body_limit;               /* bytes of a form or JSON body, and of a multipart one's texts */
    int64_t     upload_limit;             /* bytes of one whole multipart body */
    int         header_seconds;           /* the request head must be there within this time */
    int         body_seconds;             /* and its body within this */
    int         connection_limit;
    bool        tls;                      /* browsers reach us by https: they are told to stay there */
    const char *upload_dir;               /* temporary files */
    ExchangeFn  handle;
    /* Fills resp for a request the server itself refuses (400, 413, 415, 422) or could not answer (500);
     * may be NULL.  resp.status is set already; if that of the error's kind is put there, the exact one
     * is sent all the same.  req.form holds what could be read.
     * Runs on the loop's thread and cannot suspend. */
    void      (*refuse)(void *app, Exchange *x, const Err *err);
    void       *app;
} ServerConfig;

/* Errors: CONFLICT another program listens there, INVALID the address, INTERNAL.  Raises the process's
 * soft limit of open files if connection_limit needs it. */
bool server_start(const ServerConfig *config, Server **ret_server, Err *err);
int  server_port(const Server *s);
/* Stops taking connections, waits for the answers under way (at most `seconds`), gives 503 to those
 * still suspended, stops.  Every request that reached us gets an answer. NULL is allowed. */
void server_stop(Server *s, int seconds);
#endif
