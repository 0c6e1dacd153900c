// SPDX-License-Identifier: Apache-2.0
/* Vowel harmony: the last vowel chooses ı i u ü and a ə, the last letter the form. */
#include "base/text_suffix.h"
#include "base/text_code.h"

bool code_is_vowel(uint32_t c)
{
    static const uint32_t VOWELS[] = { 'a', 'e', 'i', 'o', 'u', 0x131, 0x259, 0xF6, 0xFC, 0xE2, 0xEE, 0xFB };
    for (size_t i = 0; i < sizeof VOWELS / sizeof *VOWELS; i++)
        if (VOWELS[i] == c)
            return true;
    return false;
}

Ending ending_of(const char *word, size_t n)
{
    Ending e = { .vowel = 'e' };
    for (uint32_t c; n;) {
        size_t len = code_read(word, n, &c);
        if (len && code_is_letter(c)) {
            e.last = code_lower(c);
            e.ends_in_vowel = code_is_vowel(e.last);
            if (e.ends_in_vowel) {
                e.vowel = e.last;
                e.vowels++;
            }
        }
        word += len ? len : 1;
        n -= len ? len : 1;
    }
    return e;
}

/* Back or front, round or not: the classes of vowels. */
static bool is_back(uint32_t v)
{
    return v == 'a' || v == 0x131 || v == 'o' || v == 'u' || v == 0xE2 || v == 0xFB;
}

static bool is_round(uint32_t v)
{
    return v == 'o' || v == 'u' || v == 0xF6 || v == 0xFC || v == 0xFB;
}

void suffix_put(Str *out, const char *pattern, Ending e, bool upper)
{
    static const uint32_t HIGH[2][2] = { { 'i', 0xFC }, { 0x131, 'u' } };     /* [back][round] */
    for (; *pattern; pattern++) {
        uint32_t c = *pattern == '4' ? HIGH[is_back(e.vowel)][is_round(e.vowel)]
                   : *pattern == '2' ? (is_back(e.vowel) ? 'a' : 0x259)
                                     : (uint32_t)(unsigned char)*pattern;
        code_put(out, upper ? code_upper(c) : c);
    }
}

const char *suffix_pattern(AzCase c, bool ends_in_vowel, bool possessive)
{
    static const char *const PATTERNS[][3] = {       /* after a consonant, a vowel, a possessive vowel */
        [AZ_NOMINATIVE] = { "", "", "" },
        [AZ_GENITIVE]   = { "4n", "n4n", "n4n" },
        [AZ_DATIVE]     = { "2", "y2", "n2" },
        [AZ_ACCUSATIVE] = { "4", "n4", "n4" },
        [AZ_LOCATIVE]   = { "d2", "d2", "nd2" },
        [AZ_ABLATIVE]   = { "d2n", "d2n", "nd2n" },
    };
    return PATTERNS[c][!ends_in_vowel ? 0 : possessive ? 2 : 1];
}
