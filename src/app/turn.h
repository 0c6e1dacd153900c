// SPDX-License-Identifier: Apache-2.0
#ifndef APP_TURN_H
#define APP_TURN_H
#include "app/export.h"
#include "app/form_key.h"
#include "app/page.h"
#include "web/server.h"

/* One request's way through the application: who is asking, may he, the handler, the journal,
 * the answer.  serve.c decides on which thread each step runs. */
typedef struct Turn {
    const App   *app;
    const Pages *pages;
    Exchange    *x;
    const Route *route;          /* NULL: no such page */
    const Route *shown;          /* the page that was drawn: the route's, or the one a refused POST names */
    const Route *denied;         /* whose right was refused; NULL: the handler's own word */
    const char  *allow;          /* the methods there are, when this one is not */
    int          refused;        /* status with which the server refused by itself; 0 */
    void        *serve;          /* serve.c's own */
    Req          req;
    Resp         resp;
    Cx           cx;
    Actor        actor;
    Grant        grant, refusal;
    Err          err;
    FormKey      key;
    ExportFormat format;         /* the page is asked for as a file */
    Val         *exported;       /* what the journal keeps of that file */
    size_t       opened;         /* statements run before the handler: clock, actor, right */
    bool         bearer;         /* a program that showed its own token, so no foreign page can be behind it */
    bool         repeated;       /* this form was sent before: its first result is the answer */
} Turn;

Turn *turn_new(const App *app, const Pages *pages, Exchange *x);

/* Answers a GET (or a refused POST's page, when t->err is set) from one snapshot of `db`.
 * True: answer it now.  False: reading it must be journaled first, with turn_witness. */
bool turn_read(Turn *t, Db *db);
/* Is it a page asked for as a file?  Making one takes long. */
bool turn_exports(const Turn *t);
/* The write of a POST: a WriteJob; runs from the start each time it is called. */
bool turn_write(Db *db, void *turn, Err *err);
/* Fills the answer after a write that is durable. */
void turn_done(Turn *t);
/* WriteJob: the journal entries of a sensitive read and of a denial. */
bool turn_witness(Db *db, void *turn, Err *err);
/* May this POST be done at all: who sent it, from where, his rights.  Asked before anything that came with
 * it is kept.  False: t->err is set. */
bool turn_admit(Turn *t, Db *db);
/* Runs a LANE_SLOW POST on a worker: reading snapshot, rights, handler. False: t->err is set. */
bool turn_slow_post(Turn *t, Db *db);
/* The plainest error page, for when the database cannot be asked. */
void turn_fail(Turn *t, ErrKind kind, const char *msgid);
#endif
