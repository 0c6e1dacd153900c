// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_LAW_STORE_H
#define LAW_LAW_STORE_H
#include "app/app.h"
#include "areas/law/calendar.h"
#include "areas/law/law.h"

/* Puts a Law, and the clauses of the regulation, into an empty database. */
bool law_store_fill(Cx *cx, const Law *law, Err *err);
/* Brings the law of a database to what a newer program knows: rows it lacks, rows the program corrected or withdrew.  What
 * officers approved or proposed stands, and so does what would make no law that loads beside it; both are told once.
 *   ret_taken  changes that came into force
 *   queries    five when nothing differs
 *   effect     rows of the law's tables, their earlier ones in `law_correction`, the version of the law, a journal entry
 *              "law.renew" */
bool law_store_renew(Cx *cx, const Law *program, size_t *ret_taken, Err *err);
/* One row; a rule is approved; a day is an officer's when its source is LAW_ENTERED. */
bool law_store_act(Cx *cx, const LegalAct *x, Err *err);
bool law_store_act_over(Cx *cx, const LegalAct *x, Err *err);
bool law_store_rule(Cx *cx, const Rule *r, Err *err);
bool law_store_holiday(Db *db, const FixedDay *f, Err *err);
bool law_store_day(Db *db, const DatedDay *d, Err *err);
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
