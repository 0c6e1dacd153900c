// SPDX-License-Identifier: Apache-2.0
/* Numbers: their suffixes follow the last word they are spoken with. */
#include "base/text_suffix.h"
#include <inttypes.h>
#include <string.h>

static const char *const UNITS[] = { "sıfır", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz",
                                     "doqquz" };
static const char *const TENS[] = { "", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən",
                                    "doxsan" };
static const char *const GROUPS[] = { "", "min", "milyon", "milyard", "trilyon", "kvadrilyon", "kvintilyon" };

static uint64_t magnitude(int64_t n) { return n < 0 ? -(uint64_t)n : (uint64_t)n; }

/* The last decimal place that is not 0 decides. */
static const char *last_word(int64_t number)
{
    uint64_t n = magnitude(number);
    int group = 0;
    if (!n)
        return UNITS[0];
    for (; n % 1000 == 0; n /= 1000)
        group++;
    return group ? GROUPS[group] : n % 10 ? UNITS[n % 10] : n % 100 ? TENS[n / 10 % 10] : "yüz";
}

static char *with_suffix(Arena *a, int64_t n, const char *pattern, Ending e)
{
    Str out = str_make(a);
    str_addf(&out, "%" PRId64 "-", n);
    suffix_put(&out, pattern, e, false);
    return out.s;
}

static Ending ending_of_number(int64_t n)
{
    const char *word = last_word(n);
    return ending_of(word, strlen(word));
}

char *az_ordinal(Arena *a, int64_t n) { return with_suffix(a, n, "c4", ending_of_number(n)); }

char *az_number_case(Arena *a, int64_t n, AzCase c)
{
    if (c == AZ_NOMINATIVE)
        return arena_printf(a, "%" PRId64, n);
    Ending e = ending_of_number(n);
    return with_suffix(a, n, suffix_pattern(c, e.ends_in_vowel, false), e);
}

char *az_number_possessive(Arena *a, int64_t n)
{
    Ending e = ending_of_number(n);
    return with_suffix(a, n, e.ends_in_vowel ? "s4" : "4", e);
}

static void put_word(Str *out, const char *word)
{
    if (out->len)
        str_addc(out, ' ');
    str_add(out, word);
}

static void put_below_thousand(Str *out, unsigned n)
{
    if (n >= 200)
        put_word(out, UNITS[n / 100]);
    if (n >= 100)
        put_word(out, "yüz");
    if (n / 10 % 10)
        put_word(out, TENS[n / 10 % 10]);
    if (n % 10)
        put_word(out, UNITS[n % 10]);
}

char *az_number_words(Arena *a, int64_t number)
{
    uint64_t n = magnitude(number), unit = 1000000000000000000u;
    Str out = str_make(a);
    if (!number)
        put_word(&out, UNITS[0]);
    if (number < 0)
        put_word(&out, "mənfi");
    for (int group = 6; group >= 0; group--, unit /= 1000) {
        unsigned part = (unsigned)(n / unit % 1000);
        if (part > 1 || (part == 1 && group != 1))        /* "min", not "bir min" */
            put_below_thousand(&out, part);
        if (part && group)
            put_word(&out, GROUPS[group]);
    }
    return out.s;
}

char *az_ordinal_words(Arena *a, int64_t n)
{
    Str out = str_make(a);
    str_add(&out, az_number_words(a, n));
    Ending e = ending_of_number(n);
    suffix_put(&out, e.ends_in_vowel ? "nc4" : "4nc4", e, false);
    return out.s;
}

char *az_number_and_words(Arena *a, int64_t n)
{
    return arena_printf(a, "%" PRId64 " (%s)", n, az_number_words(a, n));
}
