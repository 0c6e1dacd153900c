// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_LAW_DIFF_H
#define LAW_LAW_DIFF_H
#include "areas/law/calendar.h"

/* Where the law of a database and the law of a program differ.  Pure: two laws in, a list of changes out. */
typedef enum LawPart { PART_ACT, PART_RULE, PART_HOLIDAY, PART_DAY, PART__COUNT } LawPart;

typedef struct LawRow {
    const char *key, *code;           /* rows of one key change together; the code is what people look for */
    const char *text;                 /* the row as canonical JSON */
    const void *is;                   /* LegalAct, Rule, FixedDay, DatedDay */
    bool        entered;              /* an officer's */
} LawRow;

/* One act; one rule in one regime; one holiday; a feast of a year, or an exchange of two days. */
typedef struct LawChange {
    LawPart       part;
    const char   *code;
    const LawRow *was, *now;          /* only rows that the other side has not */
    size_t        was_count, now_count;
    bool          theirs;             /* officers decided otherwise: their rows stay */
} LawChange;

/* A rule that officers have proposed and nobody has decided. */
typedef struct WaitingRule { const char *code, *regime; } WaitingRule;

/* *ret: in the order of acts, rules, holidays, days, and of their keys.  An act the program has no longer is kept.  What officers
 * decided is told only where the program brings something their rows do not say: rows they ended, and expected days they
 * decided, are no news. */
void law_diff(Arena *a, const Law *stored, const Law *program, const WaitingRule *waiting, size_t n, LawChange **ret, size_t *ret_count);

/* A list of rows as canonical JSON: what is kept of a change. */
const char *law_rows_text(Arena *a, const LawRow *rows, size_t n);

/* "entered": the source of a rule or day that officers approved. */
extern const char LAW_ENTERED[];
#endif
