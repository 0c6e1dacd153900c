// SPDX-License-Identifier: Apache-2.0
#ifndef APP_APP_H
#define APP_APP_H
#include "app/area.h"
#include "app/config.h"
#include "app/i18n.h"
#include "db/writer.h"

/* What is fixed for the life of the process.  Built by main.c, const afterwards. */
typedef struct AppHooks {
    const AuthoritySource *authority;                                         /* area staff */
    /* Area user: the actor of a session token or bearer token; *ret_found false: none. */
    bool (*actor_of_token)(Cx *cx, const char *token, bool bearer, Actor *ret, bool *ret_found, Err *err);
    /* Area user: notes that the session or token of this hash (Actor.unseen) was used now. */
    bool (*token_used)(Cx *cx, const char *hash, bool bearer, Err *err);
    /* Area ledger: the database's own clock or the demo's. */
    bool (*clock)(Db *db, Instant *ret, Err *err);
    /* Area ledger: moves the demo's clock forward; refuses on any other database. */
    bool (*set_demo_clock)(Db *db, Instant now, Err *err);
} AppHooks;

struct App {
    Arena         *arena;
    const Config  *config;
    const I18n    *i18n;
    const Power   *powers;          /* by act */
    size_t         power_count;
    size_t         power_from[ACT__COUNT + 1];      /* the rows of act a: [a] up to [a + 1] */
    const AppHooks *hooks;
    Writer        *writer;          /* NULL outside `serve` */
    struct Schedule *schedule;      /* NULL outside `serve` */
    void         **area_state;      /* parallel to AREAS: what start() returned */
    bool           demo;            /* the database is a demo */
};

/* Loads what needs no database: catalogues, powers, the areas' own. */
bool  app_start(const Config *config, const AppHooks *hooks, Arena *arena, App **ret_app, Err *err);
void *app_area_state(const App *app, const Area *area);
/* Looks at the database and learns whether it is a demo.  CONFLICT: it is not set up yet. */
bool  app_attach(App *app, Err *err);
/* `kadr init`: brings the schema up to date; the first time also calls every area's init in one
 * transaction.  CONFLICT: --demo for a database that was set up without it. */
bool  app_init(const App *app, bool demo, bool *ret_filled, Err *err);
/* The moment all rules count from: the database's own clock, or the demo's. */
bool  app_clock(const App *app, Db *db, Instant *ret, Err *err);

/* Facts about the database (table app_meta); *ret NULL when there is none. */
bool  app_meta_get(Db *db, Arena *a, const char *key, const char **ret, Err *err);
bool  app_meta_set(Db *db, const char *key, const char *value, Err *err);

/* Reads a table of powers (columns holder, act, object, scope, clause); INVALID names the bad line. */
bool  app_powers_load(Arena *a, const char *name, const char *csv, const Power **ret, size_t *ret_count, Err *err);

/* A unit of work at the console or in a job: opens what is needed, runs `work` in one transaction
 * as ACTOR_SYSTEM with its journal, commits. */
bool app_work(const App *app, bool (*work)(Cx *cx, void *arg, Err *err), void *arg, Err *err);
/* The same for reading. */
bool app_read(const App *app, bool (*work)(Cx *cx, void *arg, Err *err), void *arg, Err *err);
/* Runs one write as a given actor inside an open transaction's Cx: used by the demo and by tests. */
Cx    app_cx(const App *app, Arena *arena, Db *db, const Actor *actor, Instant now);

int  app_serve(App *app, Err *err);          /* returns after SIGTERM or SIGINT */
#endif
