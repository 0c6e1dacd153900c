// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_HISTORY_H
#define LEDGER_HISTORY_H
#include "areas/ledger/fold.h"

/* The whole past of a key with both clocks, computed from the inputs alone: what replay compares
 * the stored rows with.  No database here. */

typedef struct AnnulAt {
    int64_t by, target;
    Instant k;                      /* when `by` was registered */
} AnnulAt;

/* From K on the input is active, or is not.  Before its first flip it is active. */
typedef struct Flip {
    int64_t input;
    Instant k;
    bool    active;
} Flip;

typedef struct Flips {
    Flip  *rows;                    /* ordered by input, then k */
    size_t count;
} Flips;

/* All changes of activity that the annulments cause; `annuls` is ordered by `by`, so by k. */
void history_flips(Arena *a, const AnnulAt *annuls, size_t n, Flips *ret);

typedef struct Recorded {
    Effect  effect;
    Instant k;                      /* when its input was registered */
} Recorded;

/* Every row that `fact` must hold for one key.  `recorded` are all START, END and CHANGE effects of
 * the key ordered by input and number.  Rows come ordered by fact_order, then known_from. */
Fact *history_of_key(Arena *a, const Recorded *recorded, size_t n, const Flips *flips, size_t *ret_count);
#endif
