// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_FOLD_H
#define LEDGER_FOLD_H
#include "areas/ledger/effect.h"

/* One END or CHANGE that reached a fact. */
typedef struct Hit {
    EffectRef by, start;            /* the effect, and the start of the fact it reached */
    EffectOp  op;
    Date      at, was_to;           /* its day, and where the fact would have ended otherwise */
} Hit;

typedef struct Fold {
    Fact  *facts;                   /* ordered by input, effect_no, valid_from; known_* are zero */
    size_t count;
    Hit   *hits;                    /* in the order they happened */
    size_t hit_count;
} Fold;

/* The state of one key, a fact kind and a person, from all START, END and CHANGE effects of its
 * active inputs, in any order.  Pure: it reads no rules, refuses nothing, and equal effects
 * always give equal bytes.
 *
 * Days are taken in order.  On each day first every END, then every CHANGE reaches the facts that
 * were live before the day and would be live on it (from < day < to), then the STARTs begin.
 * Within a day and an op, effects apply in the order of their inputs and numbers.  A CHANGE
 * splits its fact there.  Overlapping facts stay as they are: refusing them is the registrar's. */
void fold(Arena *a, const Effect *const *effects, size_t n, Fold *ret);

/* Orders facts by input, effect_no and valid_from. */
int fact_order(const Fact *a, const Fact *b);
/* The same row, but for when it was known? */
bool fact_same(const Fact *a, const Fact *b);

/* What a registration at K changes: `before` (rows held true until now) against `after` (a fold), both
 * in fact_order.  A row of `before` that is gone gets known_to = k; a row of `after` gets
 * known_from = k when it is new, its old known_from when it stays, and known_to open. */
void fact_diff(Fact *before, size_t n_before, Fact *after, size_t n_after, Instant k);

/* One ANNUL effect of a registered input. */
typedef struct Annul { int64_t by, target; } Annul;

/* Is the input active, when the inputs up to `last` are known?  It is, unless an active later
 * input annuls it.  `annuls` is ordered by target, then by. */
bool input_active(const Annul *annuls, size_t n, int64_t input, int64_t last);
int  annul_order(const void *a, const void *b);         /* for qsort */
#endif
