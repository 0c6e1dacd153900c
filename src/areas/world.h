// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_WORLD_H
#define AREAS_WORLD_H
/* Tests only: a small Service on a fresh database of each engine, with the settable clock.
 *
 *   dmx ── lead   chief (service_head), vice (service_deputy)
 *      ├── dir    head, deputy, clerk
 *      │    └── sect   shead (section_head), insp1, insp2, spare (never filled)
 *      └── other  ohead (head of another directorate), odeputy
 *
 * Everybody holds his seat from 2020-01-01 on; the clock stands at 2026-09-01 09:00 in Baku.  The program that
 * links with it defines AREAS and FACT_KINDS.
 *
 *   static void a_sentence(void **state) { World *w = *state; … }
 *   { TEST_EACH_WORLD(a_sentence) }
 */
#include "app/app.h"
#include "areas/staff/staff.h"
#include "db/db_test.h"

typedef struct World {
    TestDb *database;
    Db     *db;
    Arena  *arena;
    Err     err;
    Config  config;
    App    *app;
    Cx      cx;                  /* in an open write transaction */
    Actor   actor;
    Grant   grant;               /* a plain yes */
    int     entries;
} World;

int world_sqlite(void **state);
int world_pg(void **state);
int world_remove(void **state);
#define TEST_EACH_WORLD(f) TEST_EACH(f, world_sqlite, world_pg, world_remove)

Date    world_day(const char *iso);
/* Moves the clock to 09:00 of a later day. */
void    world_move(World *w, const char *iso);
int64_t world_seat(World *w, const char *code);
/* Who was put on a seat at the beginning. */
int64_t world_person(World *w, const char *seat_code);
int64_t world_add_person(World *w, const char *surname, const char *fin);
/* Acts from now on as that seat's holder, with the standings he has today. */
void    world_act_as(World *w, const char *seat_code);
void    world_act_as_person(World *w, int64_t person_id);

/* Registers a list of effects as one order item; returns its input. */
int64_t world_register(World *w, Val *effects);
/* The commonest of them; `to` NULL: open, `code` NULL: none, `seat` NULL: none. */
int64_t world_start(World *w, const char *kind, int64_t person, const char *seat, const char *from, const char *to,
                    const char *code);
int64_t world_end(World *w, const char *kind, int64_t person, const char *at);

/* Calls a handler as a GET of `path?query`, with id; the view, or NULL with w->err set. */
Val    *world_get(World *w, Handler handler, int64_t id, const char *query);
/* The same as a POST of a form "a=b&c=d"; *ret may be NULL. */
bool    world_post(World *w, Handler handler, int64_t id, const char *form, Resp *ret);
/* "lines.0.value" of a view as text; "" when it is not there or null. */
const char *world_text(World *w, const Val *view, const char *dotted);
#endif
