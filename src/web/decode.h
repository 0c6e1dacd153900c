// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_DECODE_H
#define WEB_DECODE_H
#include "base/arena.h"
#include <stdbool.h>

/* Turns %XX into bytes, and '+' into a space when `plus` (forms and query strings, never paths).
 * The result is in `a`, NUL-terminated beyond `*ret_n`.  False: an escape is broken. */
bool decode_percent(Arena *a, const char *s, size_t n, bool plus, char **ret, size_t *ret_n);

/* The largest length <= `limit` at which `s` (valid UTF-8) can be cut without breaking a character. */
size_t decode_cut(const char *s, size_t n, size_t limit);
#endif
