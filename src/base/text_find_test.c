// SPDX-License-Identifier: Apache-2.0
/* The words of an index, the words of a search, and that the two find each other. */
#include "base/text.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(x) (sizeof(x) / sizeof *(x))
enum { MOST = 16 };

/* What both engines do: every word typed begins some word kept. */
static bool finds(Arena *a, const char *kept, const char *typed)
{
    const char *word[MOST], *spaced = arena_printf(a, " %s", kept);
    bool cut;
    size_t n = text_search_words(a, typed, word, MOST, &cut);
    for (size_t i = 0; i < n; i++)
        if (!strstr(spaced, arena_printf(a, " %s", word[i])))
            return false;
    return n > 0;
}

static void a_text_is_kept_as_its_folded_words(void **state)
{
    (void)state;
    static const struct { const char *why, *text, *want; } CASES[] = {
        { "empty",               "", "" },
        { "nothing to find",     " – “” … ", "" },
        { "our letters",         "Əliyev Ələkbər İsmayıl oğlu", "elekber eliyev ismayil oglu" },
        { "dotless and dotted",  "Işıq İşıq ıi", "ii isiq" },
        { "all seven",           "Öküz üçün çöl şəhər dağ", "col dag okuz seher ucun" },
        { "a number",            "05/1-137", "05·1·137 137 1·137" },
        { "number and suffix",   "12-k 2026-cı il", "12·k 2026·ci ci il k" },
        { "initials",            "Ə.X.Hüseynov", "e·x·huseynov huseynov x·huseynov" },
        { "hyphenated",          "Əliyeva-Həsənova", "eliyeva·hesenova hesenova" },
        { "quotes",              "“Əsasnamə”nin", "esasname·nin nin" },
        { "once each",           "ev ev EV", "ev" },
        { "beginnings left out", "vəzifə vəzifəsi vəzifəsinə", "vezifesine" },
        { "another alphabet",    "Приказ № 7", "7 приказ" },
        { "signs at the ends",   "(№ 05/1) —", "05·1 1" },
        { "lines",               "bir\niki\r\nüç", "bir iki uc" },
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const char *got = text_index_words(a, CASES[i].text);
        if (strcmp(got, CASES[i].want) != 0)
            fail_msg("%s: got [%s], expected [%s]", CASES[i].why, got, CASES[i].want);
    }
    arena_free(a);
}

static void what_is_typed_without_our_letters_finds(void **state)
{
    (void)state;
    static const struct { const char *text, *typed; bool found; } CASES[] = {
        { "Əliyev Ələkbər", "eliyev", true },           { "Əliyev Ələkbər", "ELIYEV", true },
        { "Əliyev Ələkbər", "elek eli", true },         { "Əliyev Ələkbər", "əliy", true },
        { "Əliyev Ələkbər", "liyev", false },           { "Əliyev Ələkbər", "eliyev vəli", false },
        { "Eliyev", "Əliyev", true },                   { "Ismayil", "İsmayıl", true },
        { "İsmayıl", "ismayil", true },                 { "İsmayıl", "ISMAYIL", true },
        { "Işıqlı", "isiqli", true },                   { "Işıqlı", "IŞIQLI", true },
        { "Həsən", "hesen", true },                     { "Xəsən", "hesen", false },
        { "qızıl", "qizil", true },                     { "kızıl", "qizil", false },
        { "müraciət", "muraci", true },                 { "çoxuşaqlı", "coxusaqli", true },
        { "dağ ətəyi", "dag etey", true },              { "şəhadətnamə", "sehadetname", true },
        { "05/1-137", "05/1-137", true },               { "05/1-137", "137", true },
        { "05/1-137", "1-137", true },                  { "05/1-137", "05/1-13", true },
        { "05/1-137", "05 137", true },                 { "05/1-137", "05-1/137", true },
        { "05/1-137", "5/1-137", false },               { "05/11-37", "05/1-137", false },
        { "05/1-1377", "05/1-137", true },              { "05/1-137", "№ 05/1-137,", true },
        { "12-k", "12-k", true },                       { "12-k", "12", true },
        { "12-k", "2-k", false },                       { "Ə.X.Hüseynov", "huseynov", true },
        { "a.b.c.d.e.f.g.h", "a.b.c.d.e.f.g.h", true }, { "a.b.c.d.e.f.g.h", "b.c.d.e.f.g.h", true },
        { "a.b.c.d.e.f.g.h", "a.b.c.d.e.f.x", false },  { "a", "", false },
        { "a", "–", false },
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < COUNT(CASES); i++)
        if (finds(a, text_index_words(a, CASES[i].text), CASES[i].typed) != CASES[i].found)
            fail_msg("[%s] in [%s] is%s found", CASES[i].typed, CASES[i].text, CASES[i].found ? " not" : "");
    arena_free(a);
}

static void long_words_and_long_texts_stay_small(void **state)
{
    (void)state;
    Arena *a = arena_new();
    char word[2001] = "", dotted[20001] = "", *text = arena_alloc(a, 100001);
    memset(word, 'x', 2000);
    assert_true(strlen(text_index_words(a, word)) == 32);
    assert_true(finds(a, text_index_words(a, word), word));
    for (size_t i = 0; i < 20000; i++)
        dotted[i] = i % 2 ? '.' : (char)('a' + i / 2 % 26);
    assert_true(strlen(text_index_words(a, dotted)) < 20000 * 4);
    for (size_t i = 0; i < 100000; i++)
        text[i] = i % 7 == 6 ? ' ' : (char)('a' + (i * i / 7 + i) % 26);
    assert_true(strlen(text_index_words(a, text)) < 4000 * 7);
    const char *found[4];
    bool cut;
    assert_int_equal(text_search_words(a, "bir iki uc dord", found, 4, &cut), 4);
    assert_false(cut);
    assert_int_equal(text_search_words(a, "bir iki uc dord bes", found, 4, &cut), 4);
    assert_true(cut);
    arena_free(a);
}

/* A word of a search goes into statements of two engines: nothing but letters, digits and the glue is in it. */
static void no_sign_of_what_was_typed_survives(void **state)
{
    (void)state;
    uint64_t seed = 20261126;
    for (int round = 0; round < 3000; round++) {
        Arena *a = arena_new();
        char typed[65] = "";
        const char *word[MOST];
        bool cut;
        for (size_t i = 0; i < 64; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            typed[i] = (char)(1 + (seed >> 33) % 255);
        }
        size_t n = text_search_words(a, typed, word, MOST, &cut);
        for (size_t i = 0; i < n; i++) {
            assert_true(*word[i] && text_utf8_valid(word[i], strlen(word[i])));
            for (const char *p = word[i]; *p; p++)
                if ((unsigned char)*p < 0x80 && !(*p >= '0' && *p <= '9') && !(*p >= 'a' && *p <= 'z'))
                    fail_msg("[%s] holds a sign", word[i]);
        }
        if (n > 0 && !cut)
            assert_true(finds(a, text_index_words(a, typed), typed));
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_kept_as_its_folded_words),
        cmocka_unit_test(what_is_typed_without_our_letters_finds),
        cmocka_unit_test(long_words_and_long_texts_stay_small),
        cmocka_unit_test(no_sign_of_what_was_typed_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
