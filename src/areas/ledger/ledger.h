// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H
#include "base/val.h"
#include "base/progress.h"
#include "db/db.h"

/* The ledger: immutable inputs, and the facts that follow from them.  It knows no other area
 * and no law: who may do what, and why, is settled before an input comes here.
 *
 * An input (an item of a registered order, an outside act, a confirmed record, the opening
 * entry) carries normalised effects.  Facts are a pure fold over the effects of the active
 * inputs; the table `fact` is that fold, kept with two clocks:
 *   valid_from, valid_to   when it is true           half-open civil days
 *   known_from, known_to   when we knew it           half-open Instants, numbers K of the ledger
 * An input is active as long as no active later input annuls it.
 *
 * Inputs are numbered 1, 2, 3 … without a gap in the order they were registered, so an input's
 * number means the same in every copy of the ledger. */

/* What the running program shows of it (`kadr replay`); the kernel itself knows no application. */
typedef struct Area Area;
extern const Area ledger_area;

/* ---- fact kinds: contributed by other areas as rows ---------------------- */

typedef enum FactTrack {
    TRACK_SINGLE,           /* a person has at most one at any instant: holding, absence, rank */
    TRACK_MULTI             /* any number beside each other: sanctions, diplomas */
} FactTrack;

typedef enum SeatRule {
    SEAT_NONE,              /* names no seat */
    SEAT_PERMANENT,         /* names a seat, or none (at disposal); all permanent holders of a seat
                               together have at most 1000 thousandths of it */
    SEAT_TEMPORARY          /* names a seat, which has at most one such holder at any instant */
} SeatRule;

typedef struct FactKind {
    const char *code;       /* "holding" */
    const char *title;      /* msgid */
    FactTrack   track;
    SeatRule    seat_rule;
    bool        absence;    /* while it lasts the person is away from his posts; the ledger only keeps this */
} FactKind;

/* `kinds` everywhere: arrays of rows, each ended by a zeroed row, the list by NULL. */
/* Every area's rows: an array of arrays, NULL at the end; src/areas/areas.c. */
extern const FactKind *const FACT_KINDS[];
const FactKind *fact_kind_find(const FactKind *const *kinds, const char *code);     /* NULL: unknown */

enum { WHOLE_SEAT = 1000 };

/* ---- effects: what an input does ----------------------------------------- */

typedef enum EffectOp { EFFECT_START, EFFECT_END, EFFECT_CHANGE, EFFECT_ANNUL } EffectOp;

/* A fact is named by the effect that started it. */
typedef struct EffectRef { int64_t input, no; } EffectRef;          /* no counts from 1 */

/* Each makes one effect for NewInput.effects.  `values` is a map (NULL: empty) that becomes the
 * fact's payload; its members "units" (thousandths of a seat, 1000 when left out), "num" (whole
 * number) and "code" (text) are also columns of `fact`.  `why` holds the derivation and the rule
 * rows used; the ledger keeps it with the effect and does not look inside.
 *
 * Within one day all ends apply first, then changes, then starts, over everything registered. */
Val *effect_start(Arena *a, const char *kind, int64_t person, int64_t seat, Date from, Date to,
                  Val *values, Val *why);                   /* to: first day no longer, or DATE_FOREVER */
/* Ends what is live before `at` (from < at < to); with a seat, only what names that seat. */
Val *effect_end(Arena *a, const char *kind, int64_t person, int64_t seat, Date at, Val *why);
/* From `at` on the members of `values` replace those of the same name; null takes one away. */
Val *effect_change(Arena *a, const char *kind, int64_t person, int64_t seat, Date at, Val *values, Val *why);
/* The input was never held.  With effects of its own beside it, an input corrects the other. */
Val *effect_annul(Arena *a, int64_t input);
/* Makes an END or CHANGE reach one named fact only: of several facts of a MULTI kind. */
void effect_of(Arena *a, Val *effect, EffectRef fact);

/* ---- registering --------------------------------------------------------- */

typedef enum EntryKind { ENTRY_ORDER_ITEM, ENTRY_OUTSIDE_ACT, ENTRY_RECORD, ENTRY_OPENING } EntryKind;
const char *entry_kind_code(EntryKind kind);                        /* "order_item" */

typedef struct NewInput {
    EntryKind      kind;
    const char    *source;          /* reference shown to people and kept: "order:12/3" */
    const char    *natural_key;     /* unique in the ledger */
    const char    *field;           /* prefix of faults: "items.2"; "" or NULL: none */
    const Val     *effects;         /* list, in the order made */
    const int64_t *keep;            /* inputs whose ends and changes may lose their object: kept re-based */
    size_t         keep_count;
} NewInput;

/* One row of `fact`. */
typedef struct Fact {
    const char *kind;
    int64_t     person, seat;               /* seat 0: none */
    Date        valid_from, valid_to;
    Instant     known_from, known_to;
    int64_t     input, effect_no;           /* the effect that started it */
    int64_t     changed_by, ended_by;       /* inputs of its last change and of its early end; 0: none */
    int64_t     units;                      /* thousandths of a seat; 0 when the kind names none */
    OptInt      num;
    const char *code;                       /* NULL: none */
    const char *payload;                    /* canonical JSON of all values */
} Fact;
extern const Field FACT_FIELDS[];

/* What a registration did, or a rehearsal would do.  known_from of gone rows and, in a rehearsal, both
 * known_* of all rows are not filled in. */
typedef struct Registration {
    Instant     k;                          /* rehearsal: 0 */
    int64_t     first_input;                /* inputs[i] has number first_input + i */
    const Fact *gone, *fresh;               /* rows no longer held true; rows newly held true */
    size_t      gone_count, fresh_count;
} Registration;

/* Registers the inputs together, as one moment K: all inputs of one order in one call.
 * Conflicts are judged after the day and over all inputs together, so hand-overs and swaps
 * need no particular order.
 *
 *   needs    an open write transaction (db_begin); the caller commits.  Takes the lock of
 *            ledger_head, so it comes before every other lock of the transaction
 *   errors   INVALID   a malformed effect: unknown kind, no days, seat where none belongs
 *            CONFLICT  .seat_id  the seat is taken            .from   it overlaps another
 *                      .at       nothing there to end or change; or several, none named
 *                      .input    the input to annul is unknown or annulled already
 *                      .input    an earlier end or change would lose its object: annul it too,
 *                                or name it in `keep`
 *                      ""        this natural key is registered already
 *            field is inputs[i].field and the name above
 *   effect   rows in ledger_input, ledger_effect, ledger_depends, ledger_inactive, fact; head moves to K */
bool ledger_register(Db *db, Arena *a, const FactKind *const *kinds, const NewInput *inputs, size_t n,
                     Registration *ret, Err *err);
/* The same code without storing; a read snapshot is enough. */
bool ledger_rehearse(Db *db, Arena *a, const FactKind *const *kinds, const NewInput *inputs, size_t n,
                     Registration *ret, Err *err);

/* ---- inputs read back ---------------------------------------------------- */

typedef struct Entry {
    int64_t     id;
    const char *kind, *source, *natural_key;
    Instant     registered;
    int64_t     annulled_since;             /* K in microseconds; 0: active */
} Entry;
extern const Field ENTRY_FIELDS[];

bool   ledger_entry(Db *db, Arena *a, int64_t input, Entry *ret, bool *ret_found, Err *err);
bool   ledger_entry_by_key(Db *db, Arena *a, const char *natural_key, Entry *ret, bool *ret_found, Err *err);
/* The effects as they were stored, a list of maps with their "why". */
Val   *ledger_effects(Db *db, Arena *a, int64_t input, Err *err);
/* What stands in the place of an annulled input.  Who moves in time what input N began annuls N under a natural key KEY
 * and puts it again as KEY/rest/N, an input of its own, so that the next one can move that again.  0: nothing does. */
bool   ledger_moved_to(Db *db, int64_t input, int64_t *ret, Err *err);
/* Every active later input that built on this one, directly or through others, oldest first:
 * what must be annulled too, kept re-based or replaced when this one is annulled. */
Entry *ledger_dependents(Db *db, Arena *a, int64_t input, size_t *ret_count, Err *err);

/* ---- facts read, with two clocks ----------------------------------------- */

typedef struct AsOf {
    Date    on;             /* the day it must be true on */
    Instant known;          /* what was known at this K */
} AsOf;

/* "Now" is the head in the reader's own snapshot, never the wall clock. */
bool ledger_head(Db *db, Instant *ret, Err *err);
/* `on` left out means today; `known_on` means the end of that day in Baku, clamped to the head. */
bool ledger_as_of(Db *db, OptDate on, OptDate known_on, Date today, AsOf *ret, Err *err);

/* NULL means failure.  `kind` NULL: all kinds.  Ordered by valid_from, input, effect. */
Fact *ledger_facts_of_person(Db *db, Arena *a, const char *kind, int64_t person, AsOf at, size_t *ret_count,
                             Err *err);
Fact *ledger_facts_of_seat(Db *db, Arena *a, int64_t seat, AsOf at, size_t *ret_count, Err *err);
/* All that is true on any day, past and future, as known at K. */
Fact *ledger_history_of_person(Db *db, Arena *a, const char *kind, int64_t person, Instant known,
                               size_t *ret_count, Err *err);
Fact *ledger_history_of_seat(Db *db, Arena *a, int64_t seat, Instant known, size_t *ret_count, Err *err);
/* Everybody's facts of one kind that are true on some day of [from, to). */
Fact *ledger_facts_of_kind(Db *db, Arena *a, const char *kind, Date from, Date to, Instant known,
                           size_t *ret_count, Err *err);
/* What one input started, as known at K. */
Fact *ledger_facts_of_input(Db *db, Arena *a, int64_t input, Instant known, size_t *ret_count, Err *err);
/* As though: until it is taken back with NULL, the readers of a person, of a seat and of an input answer through this
 * handle as if `would`, of a rehearsal, had been registered; asked as known at the head, and nothing else meanwhile.
 * Registering and rehearsing do not hear of it. */
void  ledger_suppose(Db *db, const Registration *would);
/* A payload as a view; NULL with INTERNAL if the bytes are not canonical. */
Val  *ledger_payload(Arena *a, const char *payload, Err *err);

/* ---- clock --------------------------------------------------------------- */

/* The database's own clock, or the demo's. */
bool ledger_time(Db *db, Instant *ret, Err *err);
/* Sets the demo clock; it runs on from there.  CONFLICT when the ledger is neither empty nor a
 * demo's already, or when the clock would go back. */
bool ledger_set_demo_clock(Db *db, Instant now, Err *err);
bool ledger_is_demo(Db *db, bool *ret, Err *err);

/* ---- replay -------------------------------------------------------------- */

typedef enum ReplayMode { REPLAY_CHECK, REPLAY_REBUILD } ReplayMode;

typedef struct Replay {
    int64_t inputs, facts;                  /* how many were replayed, how many rows they make */
    bool    same;
    char    replayed[65], stored[65];       /* SHA-256 of the canonical dumps, hex */
    char   *expected, *found;               /* the first row that differs, as dumped; NULL: missing */
} Replay;

/* Folds all inputs again, key by key and for every K, and compares with the tables `fact` and
 * `ledger_inactive`, byte for byte.  CHECK needs one read snapshot (db_begin_read); a difference
 * is not an error but !same.  REBUILD needs a write transaction and writes the tables anew.
 *   p  told after each batch of persons; may be NULL; a stop is BUSY */
bool ledger_replay(Db *db, Arena *a, ReplayMode mode, const FactKind *const *kinds, const Progress *p, Replay *ret, Err *err);
#endif
