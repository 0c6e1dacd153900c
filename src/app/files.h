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
 * These four functions are all that knows where the bytes lie. */

/* Moves an upload into the store; taking it twice is harmless. */
bool files_take(Cx *cx, const Upload *up, Err *err);
bool files_put(Cx *cx, const void *bytes, size_t size, char ret_sha[65], Err *err);
/* Path of a stored file; NULL when `sha` is not 64 small hex digits. */
const char *files_path(Cx *cx, const char *sha);
/* Removes stored files that `referred` denies, and what lies in tmp: only those untouched for a day,
 * since the transaction that refers to a newer one may still be open.  `referred` NULL: tmp only. */
bool files_sweep(Cx *cx, bool (*referred)(Cx *cx, const char *sha, bool *ret, Err *err), int *ret_removed, Err *err);
#endif
