// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_BACKUP_BACKUP_H
#define AREAS_BACKUP_BACKUP_H
#include "app/app.h"

/* Backup copies (5.12.2): made while others work, restored and compared by the program itself, put back on
 * either engine by this program or a newer one.  It stands above every area whose rows and files it copies
 * and knows none of their tables: what is there it asks the database's own catalogue. */
extern const Area backup_area;

/* What must be said on the desk of him who makes copies: there is no good one, or it is too old; NULL: nothing. */
bool backup_note(Cx *cx, const char **ret, Err *err);
#endif
