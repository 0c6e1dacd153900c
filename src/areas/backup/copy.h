// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_BACKUP_COPY_H
#define AREAS_BACKUP_COPY_H
#include "areas/backup/manifest.h"
#include "base/progress.h"

/* Making a copy, looking whether it is whole, putting it back.  None of it knows who asked, keeps a
 * record or speaks; run.c does. */

/* Copies the database of `app` as it is at one moment, and the files it names, into a new folder under
 * `top`, while others go on writing.  It is written under another name, synced and renamed: there is a
 * whole copy or none.
 *   p         told after each table and file; a stop ends the work with BUSY
 *   now       by the database's clock; the copy is named after it
 *   ret_name  "kadr-20260914-093000", below `top`
 *   effect    files; nothing in the database */
bool copy_make(const App *app, Arena *a, const char *top, Instant now, const Progress *p, const char **ret_name,
               Manifest *ret, Err *err);

/* Reads every byte of a copy again.  INVALID, each thing that is wrong named in a fault of its own.
 *   key_path       witness key; its public half judges the signature
 *   ret_signature  whether it was judged and found right; a copy that is not signed, or whose signer's key is not
 *                  here, is whole all the same */
typedef enum Signature { SIGNATURE_NONE, SIGNATURE_UNKNOWN, SIGNATURE_GOOD } Signature;
bool copy_check(Arena *a, const char *folder, const char *key_path, Manifest *ret, Signature *ret_signature, Err *err);

/* Puts a copy that was checked into an empty database, compares every table with the manifest, and brings
 * the schema up to date.  CONFLICT: the target is not empty, the copy is newer than this program, a table
 * did not come out as it went in.  An SQLite file made for it is taken away when it fails.
 *   ret_upgrades  migrations that ran after it */
bool copy_restore(Arena *a, const char *folder, const Manifest *m, const char *url, int *ret_upgrades, Err *err);
/* Puts the files of a copy into a folder of stored files that is empty or not there. */
bool copy_restore_files(Arena *a, const char *folder, const Manifest *m, const char *files, Err *err);

#endif
