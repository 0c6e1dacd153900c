// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_STR_H
#define BASE_STR_H
#include "base/arena.h"

/* A growing text in an arena.  `s` is always NUL-terminated once str_make() ran;
 * bytes may hold NUL (a PDF, a picture), then `len` is the truth. */
typedef struct Str {
    Arena *arena;
    char  *s;
    size_t len, cap;
} Str;

Str  str_make(Arena *a);
void str_add(Str *str, const char *s);
void str_addn(Str *str, const char *s, size_t n);
void str_addc(Str *str, char c);
void str_addf(Str *str, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#endif
