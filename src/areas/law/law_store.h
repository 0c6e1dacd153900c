// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_LAW_STORE_H
#define LAW_LAW_STORE_H
#include "app/app.h"
#include "areas/law/law.h"

/* Puts a Law, and the clauses of the regulation, into an empty database. */
bool law_store_fill(Cx *cx, const Law *law, Err *err);
/* Adds each rule of `law` whose code and regime have no row at all, and the acts it names that are not listed: what a newer
 * program knows and a database of before does not.  No row that stands is touched; a rule the stored ones would contradict
 * (an extension in another unit), or that would
 * come before a row for all regimes that officers approved, is left out.
 *   queries  one when nothing is missing
 *   effect   rows of `rule` and `legal_act`, the version of the law, a journal entry "law.renew" */
bool law_store_renew(Cx *cx, const Law *law, size_t *ret_added, Err *err);
/* One act; one approved rule of the program. */
bool law_store_act(Cx *cx, const LegalAct *x, Err *err);
bool law_store_rule(Cx *cx, const Rule *r, Err *err);
/* Reads the approved rows, acts and days back into a Law. */
/*   like  NULL, or a Law whose calendar is taken when its days are the same; it must outlive *ret */
bool law_store_read(Db *db, Arena *a, const Law *like, Law **ret, Err *err);
/* The number no other state of the law has. */
bool law_store_mark(Db *db, int64_t *ret, Err *err);
/* One at a time compares, lists and approves: held until the transaction ends. */
bool law_store_lock(Cx *cx, Err *err);
/* The law is another from here on: a new mark. */
bool law_store_changed(Cx *cx, Err *err);

/* The law in the memory of a process: shared by its threads, each state read once; what a snapshot still
 * sees is found again, and stays valid as long as the process. */
typedef struct LawState LawState;
/* `arena` is the process's: after the start only this state takes from it, under its lock. */
LawState  *law_state_make(Arena *arena, const Law *first);
const Law *law_state_last(LawState *s);
bool       law_state_current(LawState *s, Db *db, const Law **ret, Err *err);
#endif
