// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_FILENAME_H
#define WEB_FILENAME_H
#include "base/arena.h"

enum { FILENAME_BYTES = 150 };

/* The sender's file name made harmless for showing and for offering as a download: path parts (of
 * both kinds), control and direction-changing characters and leading dots are taken out, at most
 * 150 bytes, the ending kept; "file" when nothing is left. `name` is valid UTF-8. */
const char *filename_clean(Arena *a, const char *name);

/* Content-Disposition for a file: `kind` "attachment" or "inline"; the name in ASCII and in UTF-8. */
const char *filename_disposition(Arena *a, const char *kind, const char *name);
#endif
