// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_BACKUP_DISK_H
#define AREAS_BACKUP_DISK_H
#include "areas/backup/manifest.h"
#include <stdio.h>

/* Files and folders of a copy: each byte that is written is hashed and synced, each that is read is hashed.
 * Everything is its owner's alone (0600, 0700). */

typedef struct OutFile OutFile;
bool disk_open(Arena *a, const char *path, OutFile **ret, Err *err);
bool disk_write(OutFile *f, const char *bytes, size_t n, Err *err);
/* Syncs and closes.  ret_sha may be NULL. */
bool disk_finish(OutFile *f, int64_t *ret_bytes, char ret_sha[SHA_TEXT], Err *err);
void disk_give_up(OutFile *f);

/* The hash and size of a file; *ret_found false when it is not there. */
bool disk_hash(const char *path, bool *ret_found, int64_t *ret_bytes, char ret_sha[SHA_TEXT], Err *err);
/* Copies a file and hashes what went over. */
bool disk_copy(Arena *a, const char *from, const char *to, bool *ret_found, int64_t *ret_bytes, char ret_sha[SHA_TEXT],
               Err *err);

/* INTERNAL from errno, in words that say what to mend: no room, not allowed, not there, no folder. */
bool disk_fault(Err *err, const char *what, const char *path);
bool disk_folder(const char *path, Err *err);               /* made, unless it is there */
bool disk_sync_folder(const char *path, Err *err);
/* The folder of stored files and those in it. */
bool disk_sync_store(Arena *a, const char *path, Err *err);
/* Removes a folder with all in it; one that is not there is no error. */
void disk_remove(const char *path);
#endif
