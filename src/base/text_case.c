// SPDX-License-Identifier: Apache-2.0
/* Upper and lower case by the Azerbaijani alphabet, and what kind of letter a code point is. */
#include "base/text.h"
#include "base/text_code.h"

/* Blocks where upper and lower case alternate; `upper` is the parity of the upper ones. */
static const struct { uint32_t from, to, upper; } PAIRS[] = {
    { 0x100, 0x12F, 0 }, { 0x132, 0x137, 0 }, { 0x139, 0x148, 1 }, { 0x14A, 0x177, 0 }, { 0x179, 0x17E, 1 },
    { 0x460, 0x481, 0 }, { 0x48A, 0x4BF, 0 }, { 0x4C1, 0x4CE, 1 }, { 0x4D0, 0x52F, 0 },
};

static bool in_pairs(uint32_t c, uint32_t *ret_upper)
{
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if (c >= PAIRS[i].from && c <= PAIRS[i].to) {
            *ret_upper = PAIRS[i].upper;
            return true;
        }
    return false;
}

uint32_t code_lower(uint32_t c)
{
    uint32_t upper;
    if (c < 0x80)
        return c == 'I' ? 0x131 : c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c == 0x18F)
        return 0x259;
    if (c == 0x130)
        return 'i';
    if (c == 0x178)
        return 0xFF;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    return in_pairs(c, &upper) && (c & 1) == upper ? c + 1 : c;
}

uint32_t code_upper(uint32_t c)
{
    uint32_t upper;
    if (c < 0x80)
        return c == 'i' ? 0x130 : c >= 'a' && c <= 'z' ? c - 32 : c;
    if (c == 0x259)
        return 0x18F;
    if (c == 0x131)
        return 'I';
    if (c == 0xFF)
        return 0x178;
    if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x430 && c <= 0x44F))
        return c - 32;
    if (c >= 0x450 && c <= 0x45F)
        return c - 80;
    return c != 0x130 && in_pairs(c, &upper) && (c & 1) != upper ? c - 1 : c;
}

bool code_is_upper(uint32_t c)    { return code_lower(c) != c; }
bool code_is_cyrillic(uint32_t c) { return c >= 0x400 && c <= 0x52F && !(c >= 0x482 && c <= 0x489); }

bool code_is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
        || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || c == 0x259 || code_is_cyrillic(c);
}

uint32_t code_bare(uint32_t c)
{
    static const struct { uint32_t from, to, bare; } BARE[] = {
        { 0xE0, 0xE5, 'a' },   { 0xE8, 0xEB, 'e' },   { 0xEC, 0xEF, 'i' },   { 0xF1, 0xF1, 'n' },
        { 0xF2, 0xF5, 'o' },   { 0xF9, 0xFB, 'u' },   { 0xFD, 0xFD, 'y' },   { 0xFF, 0xFF, 'y' },
        { 0x103, 0x103, 'a' }, { 0x105, 0x105, 'a' }, { 0x107, 0x107, 'c' }, { 0x10D, 0x10D, 'c' },
        { 0x119, 0x119, 'e' }, { 0x11B, 0x11B, 'e' }, { 0x144, 0x144, 'n' }, { 0x159, 0x159, 'r' },
        { 0x15B, 0x15B, 's' }, { 0x161, 0x161, 's' }, { 0x163, 0x163, 't' }, { 0x17A, 0x17A, 'z' },
        { 0x17C, 0x17C, 'z' }, { 0x17E, 0x17E, 'z' },
    };
    if (c < 0x80)                                             /* most letters of any text */
        return c;
    uint32_t lower = code_lower(c);
    for (size_t i = 0; i < sizeof BARE / sizeof *BARE; i++)
        if (lower >= BARE[i].from && lower <= BARE[i].to)
            return lower == c ? BARE[i].bare : code_upper(BARE[i].bare);
    return c;
}

static char *mapped(Arena *a, const char *s, uint32_t (*map)(uint32_t))
{
    Str out = str_make(a);
    for (uint32_t c; (c = code_next(&s));)
        code_put(&out, map(c));
    return out.s;
}

static uint32_t ascii_upper(uint32_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }

char *text_lower(Arena *a, const char *s)       { return mapped(a, s, code_lower); }
char *text_upper(Arena *a, const char *s)       { return mapped(a, s, code_upper); }
char *text_ascii_upper(Arena *a, const char *s) { return mapped(a, s, ascii_upper); }

char *text_capital(Arena *a, const char *s)
{
    Str out = str_make(a);
    if (*s)
        code_put(&out, code_upper(code_next(&s)));
    str_add(&out, s);
    return out.s;
}
