// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_DUMP_H
#define LEDGER_DUMP_H
#include "areas/ledger/history.h"
#include <nettle/sha2.h>

/* The canonical dump of the projections, one line a row, ordered by natural key: kind, person, input,
 * effect, day, K.  Two dumps are written side by side, the one made anew and the one found stored. */
typedef struct Dump {
    Arena *arena;                               /* keeps the first difference */
    struct sha256_ctx made, found;
    bool   differs;
    char  *first_made, *first_found;
} Dump;

typedef struct FactList {
    Fact  *rows;
    size_t count, cap;
} FactList;

void fact_list_add(Arena *a, FactList *list, const Fact *rows, size_t n);
void fact_list_sort(FactList *list);

void dump_open(Dump *d, Arena *a);
/* One row of each dump with the same natural key; NULL: it has none. */
void dump_pair(Dump *d, const char *made, const char *found);
/* Notes a difference outside the dumps; only the first is kept. */
void dump_differ(Dump *d, const char *made, const char *found);
void dump_facts(Dump *d, Arena *scratch, const FactList *made, const FactList *found);
void dump_close(Dump *d, Replay *ret);
#endif
