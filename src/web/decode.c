// SPDX-License-Identifier: Apache-2.0
/* Bytes of the wire, strictly: what is broken is refused, never repaired. */
#include "web/decode.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool decode_percent(Arena *a, const char *s, size_t n, bool plus, char **ret, size_t *ret_n)
{
    char *out = arena_alloc(a, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '%') {
            int hi = i + 2 < n ? hex(s[i + 1]) : -1, lo = i + 2 < n ? hex(s[i + 2]) : -1;
            if (hi < 0 || lo < 0)
                return false;
            out[len++] = (char)(hi << 4 | lo);
            i += 2;
        } else {
            out[len++] = plus && s[i] == '+' ? ' ' : s[i];
        }
    }
    *ret = out;
    *ret_n = len;
    return true;
}

size_t decode_cut(const char *s, size_t n, size_t limit)
{
    if (n <= limit)
        return n;
    while (limit && ((unsigned char)s[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}
