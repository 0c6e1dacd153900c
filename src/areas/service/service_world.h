// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_SERVICE_SERVICE_WORLD_H
#define AREAS_SERVICE_SERVICE_WORLD_H
/* Tests only: a small Service with posts of every regime, under the real law; orders and answers as
 * short texts.  The test defines AREAS and FACT_KINDS, and so which order kinds there are.
 *
 *   KIND WHO name=value …   an order; several items parted by " | ".  WHO: the code of the seat held at
 *                           the beginning, or new1..new3; @code: a seat's number; "~" in a value: a blank
 *        "ok", "ok, warns: …; …", or every fault as "field: message", parted by "; "
 *   text KIND WHO …         the item's text
 *   choices FIELD KIND WHO …  what the form offers, parted by " | "
 *   facts WHO KIND          what is true as known now: "seat code num from..to", parted by "; "
 *   day DATE                the day of the orders that follow
 *   away WHO CODE FROM TO   a record of an absence: FROM..TO half-open
 *   annul N                 annuls the first input of the case's Nth order
 *   firm CODE, loose CODE   every row of a rule counts as verified, or as not */
#include "app/form.h"
#include "areas/service/service.h"
#include "db/db_test.h"

typedef struct World World;

typedef struct Case {
    const char *why;
    const char *steps[20];            /* step, answer, step, answer … */
} Case;

enum { WORLD_ORDERS = 20 };
struct World {
    TestDb *database;
    Db     *db;
    Arena  *arena;
    Err     err;
    Config  config;
    App    *app;
    Cx      cx;
    Date    day;
    int     orders;                   /* registered in this case */
    int64_t input[WORLD_ORDERS];      /* the first of each, from 1 */
    Instant known[WORLD_ORDERS];      /* the K of each; [0]: before the first */
    /* Steps of the test itself; NULL when it is none of them. */
    const char *(*more)(World *w, const char *step);
};

int world_sqlite(void **state);
int world_pg(void **state);
int world_remove(void **state);
#define TEST_EACH_WORLD(f) TEST_EACH(f, world_sqlite, world_pg, world_remove)

/* Runs each case from the same beginning; fails naming the case and the step. */
void        world_cases(World *w, const Case *cases, size_t n);
const char *world_step(World *w, const char *step);
int64_t     world_person(const World *w, const char *who);
Date        world_date(const char *iso);
/* The n-th word of a text, from 0; "" when there are fewer. */
const char *world_word(Arena *a, const char *text, int n);
#endif
