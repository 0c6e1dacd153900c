// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FILES_H
#define APP_FILES_H
#include "app/cx.h"
#include "web/http.h"

/* Attachments: content-addressed files under Config.files.  A file is written, synced and renamed
 * before the transaction that refers to it commits; what no row refers to is swept later. */
bool files_take(Cx *cx, const Upload *up, Err *err);                        /* -> files/ab/abcd… */
bool files_put(Cx *cx, const void *bytes, size_t size, char ret_sha[65], Err *err);
const char *files_path(Cx *cx, const char *sha);                            /* path of a stored file */
bool files_sweep(Cx *cx, bool (*referred)(Cx *cx, const char *sha, bool *ret, Err *err), int *ret_removed, Err *err);
#endif
