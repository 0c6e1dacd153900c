// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_ORDER_ORDER_WORLD_H
#define AREAS_ORDER_ORDER_WORLD_H
/* Tests only: a small Service with one directorate, and three tiny kinds of items:
 *
 *   post   personnel   seat_id, starts           a holding, in place of the one before
 *   rest   leave       starts, ends              an absence; longer than 30 days it warns
 *   note   personnel   text                      a fact beside others; needs a paper ticked
 *
 * Everybody is named after his seat: world_person("head"). */
#include "areas/order/order.h"
#include "areas/ledger/ledger.h"
#include "areas/staff/staff.h"
#include "db/db_test.h"

typedef struct World {
    TestDb *database;
    Db     *db;
    Arena  *arena;
    Err     err;
    Config  config;
    App    *app;
    Instant now;
    Actor   actor;
} World;

int world_sqlite(void **state);
int world_pg(void **state);
int world_remove(void **state);
#define TEST_EACH_WORLD(f) TEST_EACH(f, world_sqlite, world_pg, world_remove)

int64_t world_person(const char *seat_code);
int64_t world_seat(World *w, const char *seat_code);
void    world_day(World *w, Date day);                       /* "today" from now on */
/* What the holder of a seat works with today. */
Cx      world_as(World *w, const char *seat_code);
/* A person who has no seat. */
Cx      world_as_person(World *w, int64_t person);
bool    world_may(World *w, Cx *cx, Act act, int64_t order, Grant *ret);
void    world_away(World *w, const char *seat_code, Date from, Date to);

/* {"heading": …, "items": [{…}], "basis": [{…}]} from pairs of dotted names and texts, NULL at the end. */
Val    *world_form(World *w, const char *name, ...);
/* Each runs as one request would: its right, its paper, its write in a savepoint; a failure leaves nothing. */
bool    world_save(World *w, const char *seat, int64_t id, int64_t version, const Val *form, int64_t *ret_id);
bool    world_submit(World *w, const char *seat, int64_t id);
bool    world_visa(World *w, const char *seat, int64_t id, bool endorse, const char *remark);
bool    world_forward(World *w, const char *seat, int64_t id);
bool    world_sign(World *w, const char *seat, int64_t id, const char *hash);
bool    world_register(World *w, const char *seat, int64_t id);
bool    world_acquaint(World *w, Cx *cx, int64_t id, int64_t item);
/* From draft to the state before registration, by everybody whose turn it is. */
int64_t world_signed(World *w, const Val *form);
int64_t world_registered(World *w, const Val *form);

Order   world_order(World *w, int64_t id);
int64_t world_item(World *w, int64_t order, int no);
/* Does the person hold the seat on the day, as known now? */
bool    world_holds(World *w, const char *person_seat, const char *seat, Date day);
const char *world_fault(const World *w, const char *field);  /* its msgid, or NULL */
#endif
