// SPDX-License-Identifier: Apache-2.0
#ifndef APP_JOURNAL_IN_H
#define APP_JOURNAL_IN_H
#include "app/journal.h"

/* Private to journal.c and find.c: what a transaction has to write at its end. */

/* Which objects' words may have changed: kinds and ids as find.c keeps them. */
typedef struct Touched { int64_t *id; size_t count, room; } Touched;

/* The bytes of an entry up to its number and after it: the number comes last, under the lock. */
typedef struct JournalEntry {
    const char   *before, *after;
    Instant       at;
    int64_t       person, object;
    const char   *verb, *kind;              /* what it is searched by */
    struct JournalEntry *next;
} JournalEntry;

struct Journal {
    Arena        *arena;
    JournalEntry *first, **end;
    int64_t       count;
    Touched       touched;
};
#endif
