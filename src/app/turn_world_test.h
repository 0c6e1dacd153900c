// SPDX-License-Identifier: Apache-2.0
#ifndef APP_TURN_WORLD_TEST_H
#define APP_TURN_WORLD_TEST_H
/* A program of one area, notes, for tests of how a request is answered: requests are made by hand and
 * every step of turn.h is taken as serve.c takes it, without threads between. */
#include "app/app_test.h"
#include "app/turn.h"

typedef struct World {
    TestApp *t;
    App     *app;
    Pages   *pages;
    Db      *reader;
    Writer  *writer;
    Instant  now;              /* what the demo's clock says; the test moves it */
} World;

int world_sqlite(void **state);
int world_pg(void **state);
int world_remove(void **state);
#define TEST_EACH_WORLD(f) TEST_EACH(f, world_sqlite, world_pg, world_remove)

/* A request, GET unless it has a form.  Names and values of a form in turn, NULL-ended. */
typedef struct Ask {
    const char        *path, *lang, *cookie, *origin, *authorization, *accept_language;
    const char *const *form;
    bool               json;           /* asks for JSON, sends JSON */
    Method             method;
} Ask;
/* "good" is the session of an employee whose forms bear this token. */
#define SESSION "good"
#define CSRF    "token-of-good"
#define PROGRAM "Bearer program"

Turn *world_turn(World *w, Ask ask);
/* The whole way of a request; what came out is in the turn's exchange. */
const HttpResp *world_answer(World *w, Ask ask);
int64_t world_notes(World *w);                                 /* how many there are */
int64_t world_entries(World *w, const char *words);            /* journal entries that hold these words */
#define FORM(...) (const char *const[]){ __VA_ARGS__, NULL }
#define HAS(resp, words)                                                                     \
    do {                                                                                     \
        if (!strstr((resp)->body.s, (words)))                                                \
            fail_msg("no '%s' in: %s", (words), (resp)->body.s);                             \
    } while (0)
#endif
