// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_EFFECT_H
#define LEDGER_EFFECT_H
#include "areas/ledger/ledger.h"

/* An effect as the fold sees it, read from its stored bytes.
 *
 * The bytes are canonical JSON of a map with "v", the effect version, and by "op":
 *   start   kind, person, seat, from, to (null: open), values, why
 *   end     kind, person, seat, at, of, why
 *   change  kind, person, seat, at, of, values, why
 *   annul   input
 * where "of" is {input, no}, {0, 0} when no fact is named. */
enum { EFFECT_VERSION = 1 };

typedef struct Effect {
    EffectRef   self;               /* where it is stored */
    EffectOp    op;
    const char *kind;               /* NULL in ANNUL */
    int64_t     person, seat;
    Date        from, to;           /* END and CHANGE: `from` is the day */
    EffectRef   of;                 /* END, CHANGE: the fact named, or zeroes; ANNUL: of.input */
    const Val  *values;             /* START, CHANGE: a map */
    const char *payload;            /* START: the values as canonical text, nulls left out */
} Effect;

const char *effect_op_code(EffectOp op);                        /* "start" */

/* False, with INTERNAL, when the bytes are not an effect of a version this program knows. */
bool effect_read(Arena *a, EffectRef self, const char *bytes, Effect *ret, Err *err);
#endif
