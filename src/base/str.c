// SPDX-License-Identifier: Apache-2.0
#include "base/str.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 256 };

Str str_make(Arena *a)
{
    return (Str){ .arena = a, .s = arena_alloc(a, FIRST_CAP), .cap = FIRST_CAP };
}

static void reserve(Str *str, size_t more)
{
    if (more >= SIZE_MAX / 4 - str->len)
        abort();
    size_t need = str->len + more + 1;
    if (need <= str->cap)
        return;
    size_t cap = str->cap * 2 > need ? str->cap * 2 : need;
    str->s = arena_extend(str->arena, str->s, str->cap, cap);
    str->cap = cap;
}

void str_addn(Str *str, const char *s, size_t n)
{
    reserve(str, n);
    memcpy(str->s + str->len, s, n);
    str->len += n;
    str->s[str->len] = '\0';
}

void str_add(Str *str, const char *s) { str_addn(str, s, strlen(s)); }
void str_addc(Str *str, char c)       { str_addn(str, &c, 1); }

void str_addf(Str *str, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        abort();
    reserve(str, (size_t)n);
    vsnprintf(str->s + str->len, (size_t)n + 1, fmt, again);
    va_end(again);
    str->len += (size_t)n;
}
