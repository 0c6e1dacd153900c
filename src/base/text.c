// SPDX-License-Identifier: Apache-2.0
/* The cleaning of what people type, and the folding for search. */
#include "base/text.h"
#include "base/text_code.h"
#include <string.h>

bool text_fin_valid(const char *s)
{
    return s && strlen(s) == 7 && strspn(s, "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") == 7;
}

/* ---- cleaning ---------------------------------------------------------- */

/* A letter and the combining mark after it as one letter. */
static const struct { uint32_t letter, mark, made; } COMPOSED[] = {
    { 'c', 0x327, 0xE7 },   { 'C', 0x327, 0xC7 },   { 's', 0x327, 0x15F },  { 'S', 0x327, 0x15E },
    { 's', 0x326, 0x15F },  { 'S', 0x326, 0x15E },  { 'g', 0x306, 0x11F },  { 'G', 0x306, 0x11E },
    { 'o', 0x308, 0xF6 },   { 'O', 0x308, 0xD6 },   { 'u', 0x308, 0xFC },   { 'U', 0x308, 0xDC },
    { 'I', 0x307, 0x130 },  { 'i', 0x307, 'i' },    { 'a', 0x302, 0xE2 },   { 'A', 0x302, 0xC2 },
    { 'i', 0x302, 0xEE },   { 'I', 0x302, 0xCE },   { 'u', 0x302, 0xFB },   { 'U', 0x302, 0xDB },
    { 0x438, 0x306, 0x439 }, { 0x418, 0x306, 0x419 }, { 0x435, 0x308, 0x451 }, { 0x415, 0x308, 0x401 },
};

/* Cyrillic letters that look like a Latin one. */
static const struct { uint32_t cyrillic, latin; } ALIKE[] = {
    { 0x430, 'a' },  { 0x435, 'e' },  { 0x43E, 'o' },  { 0x440, 'p' },  { 0x441, 'c' },  { 0x445, 'x' },
    { 0x443, 'y' },  { 0x456, 'i' },  { 0x458, 'j' },  { 0x455, 's' },  { 0x4BB, 'h' },  { 0x4D9, 0x259 },
    { 0x410, 'A' },  { 0x412, 'B' },  { 0x415, 'E' },  { 0x41A, 'K' },  { 0x41C, 'M' },  { 0x41D, 'H' },
    { 0x41E, 'O' },  { 0x420, 'P' },  { 0x421, 'C' },  { 0x422, 'T' },  { 0x425, 'X' },  { 0x423, 'Y' },
    { 0x406, 'I' },  { 0x408, 'J' },  { 0x405, 'S' },  { 0x4BA, 'H' },  { 0x4D8, 0x18F },
};

static uint32_t alike(uint32_t c)
{
    for (size_t i = 0; i < sizeof ALIKE / sizeof *ALIKE; i++)
        if (ALIKE[i].cyrillic == c)
            return ALIKE[i].latin;
    return 0;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0xA0
        || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F
        || c == 0x205F || c == 0x3000;
}

static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

/* The Romanian s and the turned e, typed for ours. */
static uint32_t ours(uint32_t c)
{
    return c == 0x219 ? 0x15F : c == 0x218 ? 0x15E : c == 0x1DD ? 0x259 : c == 0x18E ? 0x18F : c;
}

/* Composes in place; returns how many are left. */
static size_t compose(uint32_t *c, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        if (to)
            for (size_t k = 0; k < sizeof COMPOSED / sizeof *COMPOSED; k++)
                if (c[to - 1] == COMPOSED[k].letter && c[i] == COMPOSED[k].mark) {
                    c[to - 1] = COMPOSED[k].made;
                    goto composed;
                }
        c[to++] = ours(c[i]);
    composed:;
    }
    return to;
}

/* Makes the look-alikes of one word Latin, unless a letter of it is Cyrillic beyond doubt or none
 * is Latin.  A schwa alone is ours. */
static void latinise(uint32_t *word, size_t n)
{
    bool latin = n == 1 && (*word == 0x4D9 || *word == 0x4D8);
    for (size_t i = 0; i < n; i++) {
        if (code_is_cyrillic(word[i]) && !alike(word[i]))
            return;
        latin = latin || !code_is_cyrillic(word[i]);
    }
    for (size_t i = 0; latin && i < n; i++)
        if (code_is_cyrillic(word[i]))
            word[i] = alike(word[i]);
}

/* Reads, drops what cannot be seen, composes, makes words Latin.  The result has no NUL inside. */
static uint32_t *cleaned_codes(Arena *a, const char *s, size_t *ret_count)
{
    uint32_t *code = NEW_N(a, uint32_t, strlen(s) + 1);
    size_t n = 0;
    for (uint32_t c; (c = code_next(&s));)
        if (is_blank(c) || !is_invisible(c))
            code[n++] = c;
    n = compose(code, n);
    for (size_t i = 0, from; i < n; i++) {
        for (from = i; i < n && code_is_letter(code[i]); i++)
            ;
        if (i > from)
            latinise(code + from, i - from);
    }
    *ret_count = n;
    return code;
}

static bool is_break(const uint32_t *code, size_t i, size_t n)
{
    return code[i] == '\n' || code[i] == 0x2028 || code[i] == 0x2029 || code[i] == 0x85
        || (code[i] == '\r' && (i + 1 == n || code[i + 1] != '\n'));
}

static char *clean(Arena *a, const char *typed, bool lines)
{
    size_t n, breaks = 0;
    const uint32_t *code = cleaned_codes(a, typed ? typed : "", &n);
    Str out = str_make(a);
    bool blank = false;
    for (size_t i = 0; i < n; i++) {
        if (lines && is_break(code, i, n)) {
            breaks++;
        } else if (is_blank(code[i])) {
            blank = true;
            continue;
        } else {
            if (out.len && breaks)
                str_add(&out, breaks > 1 ? "\n\n" : "\n");
            else if (out.len && blank)
                str_addc(&out, ' ');
            code_put(&out, code[i]);
            breaks = 0;
        }
        blank = false;
    }
    return out.s;
}

char *text_clean(Arena *a, const char *typed)       { return clean(a, typed, false); }
char *text_clean_lines(Arena *a, const char *typed) { return clean(a, typed, true); }

/* ---- folding ------------------------------------------------------------- */

static uint32_t fold_letter(uint32_t c)
{
    switch (c) {
    case 0x259: return 'e';
    case 0x131: return 'i';
    case 0xF6:  return 'o';
    case 0xFC:  return 'u';
    case 0xE7:  return 'c';
    case 0x15F: return 's';
    case 0x11F: return 'g';
    default:    return code_bare(c);
    }
}

/* Our letters of two bytes, folded; 0: another one. */
static char fold_ours(unsigned char lead, unsigned char next)
{
    switch (lead << 8 | next) {
    case 0xC999: case 0xC68F: return 'e';
    case 0xC4B0: case 0xC4B1: return 'i';
    case 0xC396: case 0xC3B6: return 'o';
    case 0xC39C: case 0xC3BC: return 'u';
    case 0xC387: case 0xC3A7: return 'c';
    case 0xC59E: case 0xC59F: return 's';
    case 0xC49E: case 0xC49F: return 'g';
    default: return 0;
    }
}

/* A dash or a quotation mark (U+2013 to U+201E), a number sign: three bytes that stay. */
static bool is_sign(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return u[0] == 0xE2 && ((u[1] == 0x80 && u[2] >= 0x93 && u[2] <= 0x9E) || (u[1] == 0x84 && u[2] == 0x96));
}

/* Nearly every text is ASCII, our own letters and such signs, and nothing in it is to be composed: folded at once, byte by
 * byte.  NULL: there is something else in it. */
static char *fold_plain(Arena *a, const char *s)
{
    char *out = NEW_N(a, char, strlen(s) + 1), *to = out;
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == ' ') {
            if (to > out && to[-1] != ' ')
                *to++ = ' ';
        } else if (c > ' ' && c < 0x7F) {
            *to++ = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
        } else if ((*to = fold_ours(c, (unsigned char)s[1])) != 0) {
            to++;
            s++;
        } else if (is_sign(s)) {
            for (int i = 0; i < 3; i++)
                *to++ = s[i];
            s += 2;
        } else {
            return NULL;
        }
    }
    to -= to > out && to[-1] == ' ';
    *to = '\0';
    return out;
}

char *text_fold(Arena *a, const char *s)
{
    char *plain = s ? fold_plain(a, s) : NULL;
    if (plain)
        return plain;
    Str out = str_make(a);
    const char *clean_text = text_clean(a, s);
    for (uint32_t c; (c = code_next(&clean_text));)
        if (c < 0x300 || c > 0x36F)                /* combining marks that found no letter */
            code_put(&out, fold_letter(code_lower(c)));
    return out.s;
}
