// SPDX-License-Identifier: Apache-2.0
/* UTF-8, one code point at a time. */
#include "base/text.h"
#include "base/text_code.h"
#include <string.h>

size_t code_read(const char *text, size_t n, uint32_t *ret)
{
    const unsigned char *s = (const unsigned char *)text;
    if (!n || !s[0])
        return 0;
    if (s[0] < 0x80) {
        *ret = s[0];
        return 1;
    }
    static const uint32_t LEAST[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t len = s[0] >= 0xF0 && s[0] < 0xF8 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    if (s[0] < 0xC0 || s[0] >= 0xF8 || len > n)
        return 0;
    uint32_t c = s[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3F);
    }
    if (c < LEAST[len] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return 0;
    *ret = c;
    return len;
}

uint32_t code_next(const char **s)
{
    uint32_t c = CODE_BAD;
    if (!**s)
        return 0;
    size_t n = code_read(*s, strnlen(*s, 4), &c);
    *s += n ? n : 1;
    return c;
}

uint32_t code_last(const char *s, size_t n)
{
    size_t at = n;
    while (at && n - at < 4 && ((unsigned char)s[--at] & 0xC0) == 0x80)
        ;
    uint32_t c;
    return !n ? 0 : code_read(s + at, n - at, &c) == n - at ? c : CODE_BAD;
}

void code_put(Str *out, uint32_t c)
{
    char b[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        b[i] = (char)(0x80 | (c & 0x3F));
    static const unsigned char LEAD[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    b[0] = (char)(LEAD[n] | c);
    str_addn(out, b, n);
}

bool text_utf8_valid(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t len = code_read(s + i, n - i, &c);
        if (!len)
            return false;
        i += len;
    }
    return true;
}

size_t text_length(const char *s)
{
    size_t n = 0;
    while (code_next(&s))
        n++;
    return n;
}
