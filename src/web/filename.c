// SPDX-License-Identifier: Apache-2.0
#include "web/filename.h"
#include "base/str.h"
#include "web/decode.h"
#include <ctype.h>
#include <string.h>

enum { ENDING_BYTES = 12 };

/* Control characters: C0, DEL, C1, and the ones that turn the reading direction or hide text. */
static size_t unwanted(const unsigned char *s)
{
    if (s[0] < 0x20 || s[0] == 0x7F)
        return 1;
    if (s[0] == 0xC2 && s[1] < 0xA0)
        return 2;
    if (s[0] == 0xE2 && s[1] == 0x80 && ((s[2] >= 0x8B && s[2] <= 0x8F) || (s[2] >= 0xA8 && s[2] <= 0xAE)))
        return 3;
    if (s[0] == 0xE2 && s[1] == 0x81 && s[2] >= 0xA0 && s[2] <= 0xAF)
        return 3;
    return s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF ? 3 : 0;
}

const char *filename_clean(Arena *a, const char *name)
{
    for (const char *s = name; *s; s++)
        if (*s == '/' || *s == '\\')
            name = s + 1;
    char *out = arena_alloc(a, strlen(name) + 1);
    size_t n = 0;
    while (*name) {
        size_t skip = unwanted((const unsigned char *)name);
        if (skip)
            name += skip;
        else if (n == 0 && (*name == '.' || *name == ' '))
            name++;
        else
            out[n++] = *name++;
    }
    while (n && (out[n - 1] == ' ' || out[n - 1] == '.'))
        n--;
    out[n] = '\0';
    if (!n)
        return "file";
    if (n <= FILENAME_BYTES)
        return out;
    const char *ending = strrchr(out, '.');
    size_t ending_n = ending ? strlen(ending) : 0;
    if (ending_n > ENDING_BYTES)
        ending_n = 0;
    size_t keep = decode_cut(out, n, FILENAME_BYTES - ending_n);
    return arena_printf(a, "%.*s%s", (int)keep, out, ending_n ? ending : "");
}

const char *filename_disposition(Arena *a, const char *kind, const char *name)
{
    Str s = str_make(a);
    str_addf(&s, "%s; filename=\"", kind);
    for (const unsigned char *c = (const unsigned char *)name; *c; c++)
        if (*c < 0x80)
            str_addc(&s, *c < ' ' || *c == 0x7F || strchr("\"\\%", *c) ? '_' : (char)*c);
        else if (*c >= 0xC0)
            str_addc(&s, '_');
    str_add(&s, "\"; filename*=UTF-8''");
    for (const unsigned char *c = (const unsigned char *)name; *c; c++)
        if (*c < 0x80 && (isalnum(*c) || strchr("-._~", *c)))
            str_addc(&s, (char)*c);
        else
            str_addf(&s, "%%%02X", *c);
    return s.s;
}
