// SPDX-License-Identifier: Apache-2.0
/* Our case mapping and our order against those of ICU for "az".  ICU is linked to this test alone. */
#include "base/text.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

enum { LONGEST = 12 };

static void to_utf16(const char *s, UChar out[64])
{
    UErrorCode e = U_ZERO_ERROR;
    u_strFromUTF8(out, 64, NULL, s, -1, &e);
    assert_true(U_SUCCESS(e));
}

static void to_utf8(const UChar *s, char out[128])
{
    UErrorCode e = U_ZERO_ERROR;
    u_strToUTF8(out, 128, NULL, s, -1, &e);
    assert_true(U_SUCCESS(e));
}

/* Every letter of Latin, Latin-1, Latin Extended-A and the Cyrillic blocks, but those whose
 * other case is not one letter of these blocks. */
static void case_agrees_with_icu(void **state)
{
    (void)state;
    static const UChar LEFT_OUT[] = { 0xB5, 0xDF, 0x149, 0x17F };
    static const struct { UChar from, to; } RANGES[] = {
        { 0x20, 0x7E }, { 0xA0, 0x17F }, { 0x18F, 0x18F }, { 0x259, 0x259 }, { 0x400, 0x4BF },
        { 0x4C1, 0x4CE },
        { 0x4D0, 0x52F },
    };
    Arena *a = arena_new();
    for (size_t r = 0; r < sizeof RANGES / sizeof *RANGES; r++)
        for (UChar c = RANGES[r].from; c <= RANGES[r].to; c++) {
            if (u_memchr(LEFT_OUT, c, 4))
                continue;
            UChar in[2] = { c, 0 }, lower[8], upper[8];
            char text[128], want_lower[128], want_upper[128];
            UErrorCode e = U_ZERO_ERROR;
            u_strToLower(lower, 8, in, -1, "az", &e);
            u_strToUpper(upper, 8, in, -1, "az", &e);
            assert_true(U_SUCCESS(e));
            to_utf8(in, text);
            to_utf8(lower, want_lower);
            to_utf8(upper, want_upper);
            if (strcmp(text_lower(a, text), want_lower) != 0 || strcmp(text_upper(a, text), want_upper) != 0)
                fail_msg("U+%04X: %s %s, ICU %s %s", c, text_lower(a, text), text_upper(a, text), want_lower,
                         want_upper);
        }
    arena_free(a);
}

/* Without w: no letter of the alphabet, we put it after v, ICU after z. */
static const char *const LETTERS[] = {
    "a", "b", "c", "ç", "d", "e", "ə", "f", "g", "ğ", "h", "x", "ı", "i", "j", "k", "q", "l", "m", "n", "o",
    "ö", "p",
    "r", "s", "ş", "t", "u", "ü", "v", "y", "z", "A", "B", "C", "Ç", "D", "E", "Ə", "F", "G", "Ğ", "H", "X",
    "I",
    "İ", "J", "K", "Q", "L", "M", "N", "O", "Ö", "P", "R", "S", "Ş", "T", "U", "Ü", "V", "Y", "Z", "0", "1",
    "2",
    "9", " ", " ", ".", ",", "/", "(", "_", "ж", "Ш", "я",
};
enum { LETTER_COUNT = sizeof LETTERS / sizeof *LETTERS };

/* A generator of its own, so that every run compares the same texts. */
static unsigned draw(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % below;
}

/* Half of the texts are a change of one letter in the other one, so that late differences and case matter. */
static void draw_pair(uint32_t *seed, char x[64], char y[64])
{
    char *xe = x, *ye = y;
    bool near = draw(seed, 2);
    unsigned n = 1 + draw(seed, LONGEST), few = draw(seed, 2) ? 6 : LETTER_COUNT, at = draw(seed, n);
    for (unsigned i = 0; i < n; i++) {
        unsigned k = draw(seed, few);
        xe = stpcpy(xe, LETTERS[k]);
        ye = stpcpy(ye, near && i != at ? LETTERS[k] : LETTERS[draw(seed, LETTER_COUNT)]);
    }
}

static int sign(int n) { return (n > 0) - (n < 0); }

static void order_agrees_with_icu(void **state)
{
    (void)state;
    UErrorCode e = U_ZERO_ERROR;
    UCollator *icu = ucol_open("az", &e);
    assert_true(U_SUCCESS(e));
    uint32_t seed = 20261122;
    Arena *a = arena_new();
    for (int i = 0; i < 60000; i++) {
        char x[64], y[64];
        UChar ux[64], uy[64];
        draw_pair(&seed, x, y);
        to_utf16(x, ux);
        to_utf16(y, uy);
        int want = ucol_strcoll(icu, ux, -1, uy, -1);
        int got = sign(strcmp(text_sort_key(a, x), text_sort_key(a, y)));
        if (got != want)
            fail_msg("[%s] [%s]: %d, ICU %d", x, y, got, want);
        arena_reset(a);
    }
    arena_free(a);
    ucol_close(icu);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_agrees_with_icu),
        cmocka_unit_test(order_agrees_with_icu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
