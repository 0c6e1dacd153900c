// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_PLAN_H
#define LEDGER_PLAN_H
#include "areas/ledger/fold.h"

/* A registration while it is being worked out.  Nothing here writes: ledger_rehearse stops when the
 * plan stands, ledger_register stores it.  The steps, each in its own file, in this order:
 *   normalise.c  inputs -> effects, malformed ones refused
 *   undo.c       what the annulments make inactive, or active again
 *   keys.c       every touched key folded without and with the new inputs; the difference
 *   judge.c      conflicts on the keys
 *   seats.c      conflicts on the seats; which departures made room for an arrival */

typedef struct Turn {               /* an input that becomes active or inactive */
    int64_t input;
    bool    active;
    size_t  by;                     /* index of the new input that turns it */
} Turn;

typedef struct Depend { int64_t input, base; } Depend;

typedef struct Key {
    const char  *kind;
    const FactKind *row;
    int64_t      person;
    size_t       by;                /* index of the first new input that touches it */
    Fold         before, after;
    const Effect **was, **is;       /* effects active before and after, ordered by input and number */
    size_t       was_count, is_count;
} Key;

typedef struct PlanInput {
    Effect *effects;
    const char **bodies;
    size_t  count;
} PlanInput;

typedef struct Plan {
    Db                    *db;
    Arena                 *arena;
    const FactKind *const *kinds;
    const NewInput        *inputs;
    size_t                 n;
    int64_t                first;           /* number of inputs[0] */
    Instant                k;
    PlanInput             *parts;           /* parallel to inputs */
    Turn                  *turns;           /* ordered by input */
    size_t                 turn_count;
    Key                   *keys;            /* ordered by kind, person */
    size_t                 key_count;
    Fact                  *gone, *fresh;    /* gone in fact_order; fresh by kind, person, fact_order */
    const Key            **fresh_key;       /* parallel to fresh */
    size_t                 gone_count, fresh_count;
    Depend                *depends;
    size_t                 depend_count, depend_cap;
} Plan;

bool plan_normalise(Plan *p, Err *err);
bool plan_undo(Plan *p, Err *err);
bool plan_keys(Plan *p, Err *err);
bool plan_judge(Plan *p, Err *err);
bool plan_seats(Plan *p, Err *err);

/* Is the input one of the new ones?  Then *ret_index is its index. */
bool plan_is_new(const Plan *p, int64_t input, size_t *ret_index);
/* Remembers that an input built on another; the same twice, or on itself, is let pass. */
void plan_depends(Plan *p, int64_t input, int64_t base);
/* "items.2" and "seat_id" make "items.2.seat_id". */
const char *plan_field(const Plan *p, size_t index, const char *name);
/* The reference people know an input by. */
bool plan_source(Plan *p, int64_t input, const char **ret, Err *err);
/* 22.11.2026, for messages. */
const char *plan_day(const Plan *p, Date d);
#endif
