// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_LAW_STORE_H
#define LAW_LAW_STORE_H
#include "app/app.h"
#include "areas/law/law.h"

/* Puts a Law, and the clauses of the regulation, into an empty database. */
bool law_store_fill(Cx *cx, const Law *law, Err *err);
/* Reads the approved rows, acts and days back into a Law. */
bool law_store_read(Db *db, Arena *a, Law **ret, Err *err);
bool law_store_version(Db *db, Instant *ret, Err *err);

/* The law in the memory of a process: shared by its threads, replaced when the database's has
 * changed; an old one stays valid as long as the process. */
typedef struct LawState LawState;
/* `arena` is the process's: after the start only this state takes from it, under its lock. */
LawState  *law_state_make(Arena *arena, const Law *first);
const Law *law_state_now(LawState *s);
bool       law_state_current(LawState *s, Db *db, const Law **ret, Err *err);
#endif
