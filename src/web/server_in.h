// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_SERVER_IN_H
#define WEB_SERVER_IN_H
#include "web/body.h"
#include "web/server.h"
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

/* Private to the server_*.c files, which alone know libmicrohttpd.
 *
 * Loop  one daemon with its thread and its listening socket
 * Peer  one connection: what it is doing and since when, so that deadlines can cut it
 * Call  one request: the Exchange the application sees, and what the server needs beside it */

enum {
    POOL_BYTES = 8 * 1024,        /* MHD's memory for one connection: request head and answer head */
    HEAD_BYTES = 6 * 1024,        /* a request head may take: the rest is for the answer's */
    LINE_BYTES = 64,              /* what MHD needs beside the text of a header line or cookie */
    IDLE_SECONDS = 60,            /* keep-alive, and a receiver that takes nothing */
    SPARE_ARENAS = 16
};

typedef enum PeerState {
    PEER_NEW,                     /* connected, has asked for nothing yet */
    PEER_HEAD,                    /* the request line is there, the head is not */
    PEER_BODY,
    PEER_ANSWER,                  /* the request is with the application, or the answer on its way */
    PEER_IDLE                     /* answered, kept alive */
} PeerState;

typedef struct Loop Loop;
typedef struct Peer {
    struct Peer *prev, *next;
    Loop        *loop;
    int          fd;
    PeerState    state;
    int64_t      since_ms;        /* start of the state; a first head counts from the connection */
    bool         first;           /* no request of this connection has been answered yet */
    char        *target;          /* request target as sent, until the Call takes it */
} Peer;

/* Who answers.  Two sides may meet here at once: the loop that suspends and the thread that answers.
 * The loop suspends first and then turns RUNNING to SUSPENDED; whoever finds SUSPENDED resumes. */
typedef enum CallState {
    CALL_RUNNING,                 /* with the application, connection not suspended */
    CALL_SUSPENDED,
    CALL_ANSWERED,
    CALL_ABANDONED                /* the server stops: the peer gets 503, an answer is too late */
} CallState;

typedef struct Call {
    Exchange    x;                /* first: exchange_answer() gets its address */
    struct Call *prev, *next;
    Loop        *loop;
    Peer        *peer;
    struct MHD_Connection *connection;
    atomic_int   state;           /* CallState */
    atomic_int   holders;         /* the connection, and the application while it owes an answer */
    bool         suspended;       /* by this loop and not yet back; its thread only */
    Body        *body;
    int64_t      announced;       /* Content-Length, 0 if none */
    bool         expects;         /* waits for "100 Continue" before it sends the body */
    bool         too_long;        /* the request head */
    int          status;          /* of the server's own refusal, with `err`; 0 none */
    Err          err;
} Call;

struct Loop {
    Server            *server;
    int                index, fd;
    struct MHD_Daemon *daemon;
    pthread_mutex_t    lock;      /* of the lists and of the peers' states */
    Peer              *peers;
    Call              *calls;
    Arena             *spare[SPARE_ARENAS];      /* this loop's thread only */
    int                spare_count;
};

struct Server {
    ServerConfig    config;       /* its texts are ours */
    BodyRules       rules;
    Loop           *loops;
    int             port;
    atomic_int      suspended;    /* connections MHD must not be stopped with */
    atomic_bool     closing;      /* answers say "Connection: close" */
    atomic_bool     abandon;      /* nothing may be suspended any more */
    pthread_t       clock;        /* cuts what is over its deadline */
    pthread_mutex_t clock_lock;
    pthread_cond_t  clock_wake;
    bool            clock_stop;
};

/* server_listen.c: `count` listening sockets on one address, non-blocking. */
bool listen_open(const char *listen_on, int count, int backlog, int *ret_fds, int *ret_port, Err *err);

/* server_peer.c */
void    peer_notify(void *cls, struct MHD_Connection *c, void **socket_context,
                    enum MHD_ConnectionNotificationCode code);
void   *peer_request_line(void *cls, const char *uri, struct MHD_Connection *c);
Peer   *peer_of(struct MHD_Connection *c);
void    peer_enter(Peer *p, PeerState state);
/* Writes a bare answer past MHD: only while nothing of an answer is on the wire, before closing. */
void    peer_last_word(Peer *p, const char *status);
void    peers_cut_late(Loop *loop, int64_t now_ms);
bool    peers_busy(Loop *loop);                  /* somebody waits for an answer, or is sending a request */

/* server_call.c */
enum MHD_Result call_handle(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                            const char *version, const char *data, size_t *size, void **ret_call);
void call_completed(void *cls, struct MHD_Connection *c, void **call, enum MHD_RequestTerminationCode code);
void calls_abandon(Loop *loop);

/* server_request.c: fills x->req; what is wrong goes into call->err and call->status. */
void request_read(Call *call, const char *method);
void request_body_done(Call *call);

/* server_respond.c: x->resp goes out. */
enum MHD_Result respond(Call *call);
enum MHD_Result respond_refused(Call *call);     /* lets the application word call->err first */
enum MHD_Result respond_plain(Call *call, unsigned status);
#endif
