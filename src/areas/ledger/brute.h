// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_BRUTE_H
#define LEDGER_BRUTE_H
#include "areas/ledger/ledger.h"

/* Tests only: the ledger's rules told a second time, as simply as can be.  A small world of few
 * days, persons and seats is walked day by day over every input; nothing is sorted, cut into
 * intervals or looked up.  The property tests compare the real ledger with it. */

enum { DAYS = 32, INPUTS = 40, EFFECTS = 4, PERSONS = 4, SEATS = 3, BRUTE_FACT_KINDS = 4 };
enum { LEFT_OUT = -1, TAKEN_AWAY = -2 };
enum { VALUE_A, VALUE_B, VALUE_UNITS, VALUES };

/* holding (permanent seats), substitute (temporary seats), absence, sanction (many at once) */
extern const FactKind *const BRUTE_KINDS[];
enum { HOLDING, SUBSTITUTE, ABSENCE, SANCTION };

typedef struct BruteEffect {
    EffectOp  op;
    int       kind;                 /* index into the rows of BRUTE_KINDS[0] */
    int64_t   person, seat;
    int       from, to;             /* days of the world; to == DAYS: open */
    EffectRef of;
    int       values[VALUES];       /* a number, LEFT_OUT or TAKEN_AWAY */
} BruteEffect;

typedef struct BruteInput {
    int64_t     k;                  /* inputs registered together have the same */
    int         count;
    BruteEffect effects[EFFECTS];
    bool        keep_all;           /* whatever loses its object is kept re-based */
} BruteInput;

typedef struct BruteWorld {
    int        count;               /* inputs[0..count), number = index + 1 */
    BruteInput inputs[INPUTS];
} BruteWorld;

typedef struct BruteCell {
    bool    live;
    int64_t changed_by;
    int     values[VALUES];
} BruteCell;

typedef struct BruteState {
    bool      active[INPUTS];
    BruteCell cells[INPUTS][EFFECTS][DAYS];     /* of the fact that this effect starts */
    int64_t   ended_by[INPUTS][EFFECTS];
    int       hits[INPUTS][EFFECTS];            /* how many facts an END or CHANGE reached */
} BruteState;

/* The state when the first `count` inputs are known. */
void brute_run(const BruteWorld *w, int count, BruteState *ret);
/* Must the ledger refuse the inputs [before, count) on top of the ones before?  NULL: no. */
const char *brute_refusal(const BruteWorld *w, int before, int count);
/* Two holders of one whole seat, two substitutes, a person in two places: on any day of the state. */
const char *brute_clash(const BruteWorld *w, int count, const BruteState *s);

/* Where the rows, as known at K, say something else than the state; NULL: nowhere. */
const char *brute_difference(Arena *a, const BruteWorld *w, const BruteState *s, const Fact *rows, size_t n,
                             Instant k);

Date        brute_date(int day);
const char *brute_payload(Arena *a, const int values[VALUES]);
Val        *brute_effects(Arena *a, const BruteInput *in);

/* Pseudo-random numbers that are the same everywhere. */
typedef struct Random { uint64_t state; } Random;
uint64_t random_seed(uint64_t otherwise);           /* KADR_TEST_SEED, or this one */
uint64_t random_next(Random *r);
int      random_below(Random *r, int limit);

/* Puts one more registration at the end of the world: an appointment, a transfer, a swap, a leave, a
 * recall, a change, an annulment, a correction, a sanction, or nonsense. */
void brute_random(Random *r, BruteWorld *w, int64_t k);
#endif
