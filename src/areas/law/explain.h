// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_EXPLAIN_H
#define LAW_EXPLAIN_H
#include "areas/law/engine.h"

/* A derivation while it is being made. */
typedef struct Explain {
    Arena     *arena;
    Val       *root, *in, *rules, *days, *steps, *out;
    Confidence confidence;             /* of the least sure thing so far */
} Explain;

Explain explain_make(Arena *a, const char *kind);
/* Notes a row that was used, once. */
void explain_rule(Explain *e, const Rule *r);
void explain_doubt(Explain *e, Confidence c);
/* Notes days that did not count. */
void explain_days(Explain *e, const Skipped *days, size_t n);
/* Notes a step: a msgid and up to three arguments, NULL-ended. */
void explain_step(Explain *e, const char *msgid, ...);
/* The finished derivation; `basis` of the main row. */
const Val *explain_end(Explain *e, const char *basis);

/* Days left out, growing. */
typedef struct SkipList { Skipped *day; size_t count, cap; } SkipList;
void skip_add(Arena *a, SkipList *list, const CalDay *day, const char *ground);

/* Each runs its kind again from the `in` of a derivation. */
bool deadline_again(Arena *a, const Law *law, const Val *in, const Val **ret, Err *err);
bool leave_span_again(Arena *a, const Law *law, const Val *in, const Val **ret, Err *err);
bool leave_right_again(Arena *a, const Law *law, const Val *in, const Val **ret, Err *err);

/* A member of a derivation that may have come back from JSON as text.
 * False, with INVALID "derivation", when it is not there or not such a thing. */
bool stored_date(const Val *map, const char *key, Date *ret, Err *err);
bool stored_text(const Val *map, const char *key, const char **ret, Err *err);
bool stored_regime(const Val *map, Regime *ret, Err *err);
bool stored_fault(Err *err, const char *key);
#endif
