// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_USER_USER_WORLD_TEST_H
#define AREAS_USER_USER_WORLD_TEST_H
/* A program of accounts alone, with a clock the test moves: "ayla" is an employee's, "admin" the system
 * administrator's, "old" a closed one; each has PASSWORD. */
#include "app/app_test.h"
#include "areas/user/user_in.h"

#define PASSWORD "a right long one"
enum { SECOND = 1000000 };

typedef struct World {
    TestApp *t;
    App     *app;
    Db      *db;
    Writer  *writer;
    Instant  real_now;
    Actor    actor;             /* who asks; nobody at first */
    const char *step, *device;  /* the cookie between password and code; what the browser calls itself */
    const char *known;          /* the cookie of a known browser; none at first */
    char    *key;               /* where the witness key may lie; there is none at first */
    int64_t  ayla, admin, old;
    Resp     resp;              /* of the last call */
    Err      err;
} World;

int world_sqlite(void **state);
int world_pg(void **state);
int world_remove(void **state);
#define TEST_EACH_WORLD(f) TEST_EACH(f, world_sqlite, world_pg, world_remove)

#define FORM(...) (const char *const[]){ __VA_ARGS__, NULL }
/* Takes a route as the framework does: slow forms here, others in the writer.  False: w->err says why. */
bool world_post(World *w, const char *path, const char *const *form);
bool world_get(World *w, const char *path);
/* The value of the cookie the last call set. */
const char *world_cookie(World *w);
/* Signs in with a browser that has no session; the session's token, or NULL. */
const char *world_sign_in(World *w, const char *login, const char *password);
/* Becomes whoever the token belongs to; false: nobody. */
bool world_become(World *w, const char *token, bool bearer);
void world_later(World *w, int64_t microseconds);
int64_t world_int(World *w, const char *sql);
/* Fails unless the last call ended with this kind at this field. */
void must_fail(World *w, bool done, ErrKind kind, const char *field);
#endif
