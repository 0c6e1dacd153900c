// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_TEXT_SUFFIX_H
#define BASE_TEXT_SUFFIX_H
#include "base/str.h"
#include "base/text.h"

/* Private to the text_*.c files. */

/* What of a word its suffixes depend on. */
typedef struct Ending {
    uint32_t vowel;          /* its last vowel, lower case; e when it has none */
    uint32_t last;           /* its last letter, lower case */
    bool     ends_in_vowel;
    int      vowels;         /* how many it has */
} Ending;

bool   code_is_vowel(uint32_t c);
Ending ending_of(const char *word, size_t n);

/* Writes a suffix, "4n": 4 stands for ı i u ü by the last vowel, 2 for a ə; other bytes for themselves. */
void suffix_put(Str *out, const char *pattern, Ending e, bool upper);
/* The pattern of a case after such an ending; "" for the nominative. */
const char *suffix_pattern(AzCase c, bool ends_in_vowel, bool possessive);
#endif
