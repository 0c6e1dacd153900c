// SPDX-License-Identifier: Apache-2.0
/* Sort keys.  A key has three levels with '0' between them:
 *   letters     one character for each of the 33 (the alphabet and w), '1'.. before them for blanks,
 *               signs and digits, 'z'.. after them for letters of other scripts
 *   case        '1' lower, '2' upper, lower ones at the end left out
 *   what is left: place and code of hyphens, apostrophes and accents, which the first level ignores */
#include "base/text.h"
#include "base/text_code.h"
#include <string.h>

static const char BASE36[] = "0123456789abcdefghijklmnopqrstuvwxyz";

/* In order; w stands after v, since it is no letter of ours. */
static const uint32_t ALPHABET[] = {
    'a', 'b', 'c', 0xE7, 'd', 'e', 0x259, 'f', 'g', 0x11F, 'h', 'x', 0x131, 'i', 'j', 'k', 'q', 'l', 'm',
    'n', 'o', 0xF6, 'p', 'r', 's', 0x15F, 't', 'u', 0xFC, 'v', 'w', 'y', 'z',
};
enum { LETTERS = sizeof ALPHABET / sizeof *ALPHABET, FIRST_LETTER = 2 };
_Static_assert(FIRST_LETTER + LETTERS < 36, "a letter is one character of a key");

static const char SIGNS[] = "_,;:!?.\"()[]{}@*/\\&#%`^+<=>|~$";

/* ' - and their typographic forms */
static bool is_ignored(uint32_t c)
{
    return c == '\'' || c == '-' || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2BB || c == 0x2010
        || c == 0x2011;
}

static void put36(Str *out, uint32_t n, int width)
{
    char text[8];
    for (int i = width - 1; i >= 0; i--, n /= 36)
        text[i] = BASE36[n % 36];
    str_addn(out, text, (size_t)width);
}

static void put_primary(Str *out, uint32_t lower)
{
    for (uint32_t i = 0; i < LETTERS; i++)
        if (ALPHABET[i] == lower) {
            str_addc(out, BASE36[FIRST_LETTER + i]);
            return;
        }
    const char *sign = lower < 0x80 ? strchr(SIGNS, (int)lower) : NULL;
    if (lower == ' ' || lower == 0xA0) {
        str_add(out, "10");
    } else if (lower >= '0' && lower <= '9') {
        str_addc(out, '1');
        str_addc(out, BASE36[10 + lower - '0']);
    } else if (sign) {
        str_add(out, "11");
        str_addc(out, BASE36[sign - SIGNS]);
    } else if (code_is_letter(lower)) {
        str_addc(out, 'z');
        put36(out, lower, 4);
    } else {
        str_add(out, "12");
        put36(out, lower, 4);
    }
}

char *text_sort_key(Arena *a, const char *s)
{
    Str key = str_make(a), cases = str_make(a), rest = str_make(a);
    size_t lowest = 0;                     /* `cases` without the lower ones at its end */
    uint32_t place = 0;
    for (uint32_t c; (c = code_next(&s)); place++) {
        uint32_t lower = code_lower(c), bare = code_bare(lower);
        if (is_ignored(c) || bare != lower) {
            put36(&rest, place < 36 * 36 ? place : 36 * 36 - 1, 2);
            put36(&rest, c, 4);
        }
        if (is_ignored(c))
            continue;
        put_primary(&key, bare);
        str_addc(&cases, lower == c ? '1' : '2');
        if (lower != c)
            lowest = cases.len;
    }
    str_addc(&key, '0');
    str_addn(&key, cases.s, lowest);
    if (rest.len) {
        str_addc(&key, '0');
        str_add(&key, rest.s);
    }
    return key.s;
}
