// SPDX-License-Identifier: Apache-2.0
/* Cases of words, names, titles and initials: where the suffix goes and what the word gives up for it. */
#include "base/text_suffix.h"
#include "base/text_code.h"
#include <string.h>

typedef enum Rule { RULE_PROPER, RULE_COMMON, RULE_POSSESSIVE } Rule;

/* Where the suffix of a text goes, and what it depends on. */
typedef struct Place {
    size_t word, core;       /* bytes where the last word begins and where its letters or digits end */
    bool   quoted;           /* closing marks follow */
    bool   digits;           /* the word ends in a number */
    bool   initials;         /* all the letters of the word are capitals: DMX */
    bool   upper;            /* so are those of the whole text */
} Place;

static bool is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x201D || c == 0x201C
        || c == 0x2019;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Counts the letters of text[from..to) and how many are small. */
static int letters(const char *text, size_t from, size_t to, int *ret_small)
{
    int all = 0;
    *ret_small = 0;
    for (uint32_t c; from < to;) {
        size_t len = code_read(text + from, to - from, &c);
        if (len && code_is_letter(c)) {
            all++;
            *ret_small += !code_is_upper(c);
        }
        from += len ? len : 1;
    }
    return all;
}

enum { LONGEST_INITIALS = 6 };

static Place place_of(const char *text)
{
    Place p = { .core = strlen(text) };
    for (uint32_t c; p.core && is_closing(c = code_last(text, p.core)); p.quoted = true)
        p.core -= c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    for (p.word = p.core; p.word && text[p.word - 1] != ' ' && text[p.word - 1] != '-'; p.word--)
        ;
    p.digits = p.core && is_digit(text[p.core - 1]);
    int small, small_in_all, n = letters(text, p.word, p.core, &small);
    int all = letters(text, 0, p.core, &small_in_all);
    bool capitals = n > 1 && small == 0 && !memchr(text + p.word, '.', p.core - p.word);
    p.upper = capitals && small_in_all == 0 && (all > n || n > LONGEST_INITIALS);
    p.initials = capitals && !p.upper;
    return p;
}

/* How initials are spoken: as a word when they end in a vowel or, three at least, in a vowel and one consonant (BDU,
 * DİN), else letter by letter, by the name of the last one (DMX: de-em-xe; FHN: ef-he-en; AB: a-be). */
static Ending ending_of_initials(const char *word, size_t n)
{
    Ending e = ending_of(word, n);
    uint32_t before = 0, c;
    int count = 0;
    for (size_t i = 0, len; i < n && (len = code_read(word + i, n - i, &c)); i += len, count++)
        if (i + len < n)
            before = code_lower(c);
    if (e.ends_in_vowel || (count > 2 && code_is_vowel(before)))
        return e;
    if (n == 4 && memcmp(word, "ABŞ", 4) == 0)         /* usage: ABŞ-ın */
        return e;
    e.vowel = e.last == 'k' ? 'a' : 'e';                  /* ka; all others with e */
    e.ends_in_vowel = e.last != 'l' && e.last != 'm' && e.last != 'n' && e.last != 'r' && e.last != 's';
    return e;
}

/* Nouns whose k or q stays hard: loans, also all in -oq (psixoloq), and those in -iq, -əq. */
static bool is_hard(const char *word, size_t n, Ending e)
{
    static const char *const HARD[] = { "hüquq", "ittifaq", "əxlaq", "texnik", "mexanik", "akademik", "analitik", "elektrik",
                                        "fizik", "logistik", "statistik" };
    if (e.last == 'q' && e.vowel != 'a' && e.vowel != 0x131 && e.vowel != 'u')
        return true;
    for (size_t i = 0; i < sizeof HARD / sizeof *HARD; i++)
        if (strlen(HARD[i]) == n && memcmp(HARD[i], word, n) == 0)
            return true;
    return e.vowels < 2;
}

/* katiblik – katibliy-, otaq – otağ-: writes the text up to its core with the softened letter. */
static bool put_softened(Str *out, const char *text, const Place *p, Ending e, const char *pattern)
{
    uint32_t next = (unsigned char)pattern[0];
    if ((next != '4' && next != '2') || (e.last != 'k' && e.last != 'q')
        || is_hard(text + p->word, p->core - p->word, e))
        return false;
    uint32_t soft = e.last == 'k' ? 'y' : 0x11F;
    str_addn(out, text, p->core - 1);
    code_put(out, code_is_upper(code_last(text, p->core)) ? code_upper(soft) : soft);
    return true;
}

/* The number at the end of the core; what is too long to be one is judged by its last digits. */
static int64_t number_at(const char *text, size_t core)
{
    size_t from = core;
    while (from && core - from < 18 && is_digit(text[from - 1]))
        from--;
    int64_t n = 0;
    for (; from < core; from++)
        n = n * 10 + (text[from] - '0');
    return n;
}

static char *inflect(Arena *a, const char *text, AzCase c, Rule rule)
{
    Place p = place_of(text);
    if (c == AZ_NOMINATIVE || !p.core)
        return arena_strdup(a, text);
    Str out = str_make(a);
    if (p.digits) {
        str_add(&out, text);
        const char *number = az_number_case(a, number_at(text, p.core), c);
        str_add(&out, strrchr(number, '-') + p.quoted);
        return out.s;
    }
    const char *word = text + p.word;
    size_t n = p.core - p.word;
    Ending e = p.initials ? ending_of_initials(word, n) : ending_of(word, n);
    const char *pattern = suffix_pattern(c, e.ends_in_vowel, rule == RULE_POSSESSIVE);
    if (rule == RULE_PROPER || p.initials || p.quoted || !put_softened(&out, text, &p, e, pattern))
        str_add(&out, text);
    if (p.initials && !p.quoted)
        str_addc(&out, '-');
    suffix_put(&out, pattern, e, p.upper);
    return out.s;
}

char *az_case(Arena *a, const char *text, AzCase c)        { return inflect(a, text, c, RULE_PROPER); }
char *az_case_common(Arena *a, const char *text, AzCase c) { return inflect(a, text, c, RULE_COMMON); }

char *az_case_possessive(Arena *a, const char *text, AzCase c)
{
    return inflect(a, text, c, RULE_POSSESSIVE);
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), m = strlen(tail);
    return n >= m && memcmp(s + n - m, tail, m) == 0;
}

/* Does the last word end in a possessive suffix?  It does when it ends in a narrow vowel, unless that
 * belongs to the word: the agent nouns in -çı and -ıcı, a few roots. */
static bool is_possessive(Arena *a, const char *title)
{
    static const char *const AGENTS[] = { "çı", "çi", "çu", "çü", "ıcı", "ici", "ucu", "ücü" };
    static const char *const ROOTS[] = { "vali", "qazi", "hərbi", "daxili", "mülki", "ali", "ordu", "ərazi",
                                        "vergi" };
    Place p = place_of(title);
    const char *word = text_lower(a, arena_strndup(a, title + p.word, p.core - p.word));
    Ending e = ending_of(word, strlen(word));
    if (p.initials || (e.last != 0x131 && e.last != 'i' && e.last != 'u' && e.last != 0xFC))
        return false;
    for (size_t i = 0; i < sizeof AGENTS / sizeof *AGENTS; i++)
        if (ends_with(word, AGENTS[i]))
            return false;
    for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++)
        if (strcmp(word, ROOTS[i]) == 0)
            return false;
    return true;
}

char *az_case_title(Arena *a, const char *title, AzCase c)
{
    return inflect(a, title, c, is_possessive(a, title) ? RULE_POSSESSIVE : RULE_COMMON);
}

char *az_possessive(Arena *a, const char *title)
{
    Place p = place_of(title);
    if (!p.core || p.digits || is_possessive(a, title))
        return arena_strdup(a, title);
    Str out = str_make(a);
    Ending e = p.initials ? ending_of_initials(title + p.word, p.core - p.word)
                          : ending_of(title + p.word, p.core - p.word);
    const char *pattern = e.ends_in_vowel ? "s4" : "4";
    if (p.initials || p.quoted || !put_softened(&out, title, &p, e, pattern))
        str_add(&out, title);
    if (p.initials && !p.quoted)
        str_addc(&out, '-');
    suffix_put(&out, pattern, e, p.upper);
    return out.s;
}
