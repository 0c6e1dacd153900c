// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FILES_H
#define APP_FILES_H
#include "app/cx.h"
#include "web/http.h"

/* Attachments: content-addressed files under Config.files.  A file is written, synced and renamed
 * before the transaction that refers to it commits; what no row refers to is swept later.
 *
 *   files/ab/abcd…   a stored file, named by the SHA-256 of its bytes
 *   files/tmp/…      being written or uploaded
 *
 * These functions are all that knows where the bytes lie. */

/* Moves an upload into the store; taking it twice is harmless. */
bool files_take(Cx *cx, const Upload *up, Err *err);
bool files_put(Cx *cx, const void *bytes, size_t size, char ret_sha[65], Err *err);
/* Path of a stored file; NULL when `sha` is not 64 small hex digits. */
const char *files_path(Cx *cx, const char *sha);
/* Every stored file that the rows of some area name (Area.files): sorted, each once. */
bool files_named(Db *db, Arena *a, const char *const **ret, size_t *ret_count, Err *err);
/* Removes stored files that are not among the `named` (sorted), and what lies in tmp: only those untouched
 * for a day, since the transaction that refers to a newer one may still be open.  One that is wanted again in
 * that very moment is kept.  `named` NULL: tmp only. */
bool files_sweep(Cx *cx, const char *const *named, size_t n, int *ret_removed, Err *err);
/* The job of both. */
bool files_sweep_job(Cx *cx, Err *err);
#endif
