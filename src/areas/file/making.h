// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_FILE_MAKING_H
#define AREAS_FILE_MAKING_H
#include "areas/file/file_in.h"
#include "areas/service/service.h"

/* Private to making.c, effects.c and sickness.c: a record being turned into effects of the ledger. */
typedef struct Making {
    Cx            *cx;
    const Record  *r;
    const Val     *details;
    RecordEffects *out;
} Making;

/* The ground kept with each effect: the record and its paper. */
Val        *making_why(const Making *m);
/* All ever true of the person of one kind, as known now; NULL on failure. */
const Fact *making_history(const Making *m, const char *kind, size_t *ret_n, Err *err);
bool        making_code(const Fact *f, const char *code);
bool        making_is_leave(const Making *m, const Fact *f);
/* The mark never held; what ended it is kept. */
void        making_annul(Making *m, const Fact *mark);

/* Absence sick.  An annual leave it meets is broken off, or moved when it had not begun; its days follow the sickness.
 * A trip gives way and goes on to its last day; other absences run on, and the sickness stands beside them.
 *   source  rules leave.postpone.sick, leave.postpone.follows (Labour Code 110-138), leave.sick.CODE (practice)
 *   errors  CONFLICT "from": another sick note, no rule for the absence, one that cannot be moved */
bool        making_sick_note(Making *m, Err *err);
#endif
