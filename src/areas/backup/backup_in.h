// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_BACKUP_BACKUP_IN_H
#define AREAS_BACKUP_BACKUP_IN_H
#include "areas/backup/backup.h"
#include "areas/backup/prove.h"

extern const Command BACKUP_COMMANDS[];

/* Makes a copy in `top` and proves it; both are kept in backup_run and the journal, and the result stands
 * beside the copy.  Copies older than the last good ones of Config.backup_keep are removed.
 *   errors  BUSY  another process is at work there, or this one is stopping */
bool backup_run(const App *app, Arena *a, const char *top, const char **ret_name, Proof *ret, Err *err);
/* Proves again every copy of `top` for which that was asked. */
bool backup_prove_asked(const App *app, Arena *a, const char *top, int *ret_proved, int *ret_bad, Err *err);

/* The jobs of both. */
bool backup_job(Cx *cx, Err *err);
bool backup_prove_job(Cx *cx, Err *err);
#endif
