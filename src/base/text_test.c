// SPDX-License-Identifier: Apache-2.0
/* UTF-8, cleaning, case, sort keys, folding and initials. */
#include "base/err.h"
#include "base/str.h"
#include "base/text.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(x) (sizeof(x) / sizeof *(x))

typedef struct Pair { const char *why, *in, *want; } Pair;

static void check(const Pair *cases, size_t n, char *(*f)(Arena *, const char *))
{
    Arena *a = arena_new();
    for (size_t i = 0; i < n; i++) {
        const char *got = f(a, cases[i].in);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("%s: got [%s], expected [%s]", cases[i].why, got, cases[i].want);
    }
    arena_free(a);
}

static void only_whole_well_formed_utf8_is_valid(void **state)
{
    (void)state;
    static const struct { const char *why, *s; size_t n; bool valid; } CASES[] = {
        { "empty",                    "", 0, true },
        { "ascii",                    "abc", 3, true },
        { "our letters",              "əıiİğşçöü", 17, true },
        { "three bytes",              "\xE2\x80\x9D", 3, true },
        { "four bytes",               "\xF0\x9F\x98\x80", 4, true },
        { "last code point",          "\xF4\x8F\xBF\xBF", 4, true },
        { "NUL inside",               "a\0b", 3, false },
        { "lone continuation",        "\x80", 1, false },
        { "cut two",                  "\xC9", 1, false },
        { "cut three",                "\xE2\x80", 2, false },
        { "cut four",                 "\xF0\x9F\x98", 3, false },
        { "second byte missing",      "\xC9" "a", 2, false },
        { "overlong slash",           "\xC0\xAF", 2, false },
        { "overlong three",           "\xE0\x9F\xBF", 3, false },
        { "first of three",           "\xE0\xA0\x80", 3, true },
        { "overlong four",            "\xF0\x8F\xBF\xBF", 4, false },
        { "last before surrogates",   "\xED\x9F\xBF", 3, true },
        { "surrogate",                "\xED\xA0\x80", 3, false },
        { "first after surrogates",   "\xEE\x80\x80", 3, true },
        { "beyond the last",          "\xF4\x90\x80\x80", 4, false },
        { "five bytes",               "\xF8\x88\x80\x80\x80", 5, false },
        { "windows-1254",             "\xFE" "ura", 4, false },
    };
    for (size_t i = 0; i < COUNT(CASES); i++)
        if (text_utf8_valid(CASES[i].s, CASES[i].n) != CASES[i].valid)
            fail_msg("%s", CASES[i].why);
}

static void length_counts_letters(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("Əsədov"), 6);
    assert_int_equal(text_length("a\xC9" "b"), 3);      /* the bad byte counts as one */
}

static void typed_text_is_cleaned(void **state)
{
    (void)state;
    static const Pair CASES[] = {
        { "nothing",                       NULL,                        "" },
        { "clean stays",                   "Əli Həsənov",               "Əli Həsənov" },
        { "blanks at the ends",            "  Əli \t\n",                "Əli" },
        { "runs of blanks",                "Əli  \t Həsənov",           "Əli Həsənov" },
        { "only blanks",                   " \t ",                      "" },
        { "lines become one",              "a\r\nb\n\nc",               "a b c" },
        { "no-break and thin spaces",      "12\u00A0345\u2009m",        "12 345 m" },
        { "control characters",            "a\x01" "b\x7F" "c",         "abc" },
        { "zero width and byte order mark", "\uFEFFa\u200B" "b\u00AD",  "ab" },
        { "bidi override",                 "a\u202Eb\u2066c",           "abc" },
        { "s with cedilla apart",          "s\u0327u\u0308s\u0327a\u0308", "şüşa\u0308" },
        { "s with comma apart",            "s\u0326S\u0326",            "şŞ" },
        { "c, g, o apart",                 "c\u0327g\u0306o\u0308C\u0327G\u0306O\u0308U\u0308", "çğöÇĞÖÜ" },
        { "capital i with dot apart",      "I\u0307smayıl",             "İsmayıl" },
        { "small i with a second dot",     "i\u0307smayıl",             "ismayıl" },
        { "a and i with circumflex",       "a\u0302 i\u0302",           "â î" },
        { "Romanian s",                    "\u0219ura \u0218ura",       "şura Şura" },
        { "turned e",                      "\u01DDli \u018Eli",         "əli Əli" },
        { "Cyrillic schwa among Latin",    "\u04D8li M\u04D9mm\u04D9dov", "Əli Məmmədov" },
        { "Cyrillic schwa alone",          "\u04D9 \u04D8",             "ə Ə" },
        { "look-alikes small",
                      "Vəl\u0456y\u0435v\u0430 \u0441ümə d\u043Evl\u0435t x\u0445 k\u0440t a\u0443n",
          "Vəliyeva cümə dovlet xx kpt ayn" },
        { "look-alikes capital",           "\u041A\u0410DR\u041B",      "\u041A\u0410DR\u041B" },
        { "look-alikes capital, all alike", "\u041A\u0410D\u0420 I\u0422 \u0412\u0415i", "KADP IT BEi" },
        { "a Cyrillic word stays",         "\u0421\u0430\u0434\u044B\u0433",
          "\u0421\u0430\u0434\u044B\u0433" },
        { "all alike but no Latin stays",  "\u0441\u043E\u0440",        "\u0441\u043E\u0440" },
        { "Cyrillic beside Latin",         "Ali \u0441\u043E\u0440",    "Ali \u0441\u043E\u0440" },
        { "Cyrillic i with breve apart",   "\u0438\u0306",              "\u0439" },
        { "bad bytes",                     "a\xFF" "b",                 "a\uFFFDb" },
        { "signs stay",                    "“A” № 12-3/26, ‘b’",        "“A” № 12-3/26, ‘b’" },
    };
    check(CASES, COUNT(CASES), text_clean);
}

static void lines_keep_their_breaks(void **state)
{
    (void)state;
    static const Pair CASES[] = {
        { "one line",               " a  b ",             "a b" },
        { "three kinds of breaks",  "a\nb\r\nc\rd",       "a\nb\nc\nd" },
        { "unicode breaks",         "a\u2028b\xC2\x85" "c", "a\nb\nc" },
        { "blanks around breaks",   "a  \n  b",           "a\nb" },
        { "one empty line stays",   "a\n\nb",             "a\n\nb" },
        { "more become one",        "a\n \n\n\nb",        "a\n\nb" },
        { "ends are trimmed",       "\n\na\n\n",          "a" },
        { "nothing",                NULL,                 "" },
    };
    check(CASES, COUNT(CASES), text_clean_lines);
}

static void lower_case_follows_the_alphabet(void **state)
{
    (void)state;
    static const Pair CASES[] = {
        { "alphabet",  "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ", "abcçdeəfgğhxıijkqlmnoöprsştuüvyz" },
        { "w",         "W", "w" },
        { "lower",     "abcçdeəfgğhxıijkqlmnoöprsştuüvyz", "abcçdeəfgğhxıijkqlmnoöprsştuüvyz" },
        { "Cyrillic",  "ЁЖЯҸҺ", "ёжяҹһ" },
        { "signs",     "12 № “A”", "12 № “a”" },
        { "name",      "ISMAYILLI İSMAYIL", "ısmayıllı ismayıl" },
    };
    check(CASES, COUNT(CASES), text_lower);
}

static void upper_case_follows_the_alphabet(void **state)
{
    (void)state;
    static const Pair CASES[] = {
        { "alphabet",  "abcçdeəfgğhxıijkqlmnoöprsştuüvyz", "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ" },
        { "upper",     "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ", "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ" },
        { "Cyrillic",  "ёжяҹһ", "ЁЖЯҸҺ" },
        { "loans",     "âîû", "ÂÎÛ" },
    };
    check(CASES, COUNT(CASES), text_upper);
}

static void capital_changes_the_first_letter_alone(void **state)
{
    (void)state;
    static const Pair CASES[] = {
        { "dotted",   "idarə rəisi", "İdarə rəisi" },
        { "dotless",  "ığdır",       "Iğdır" },
        { "schwa",    "əmr",         "Əmr" },
        { "upper",    "DMX",         "DMX" },
        { "sign",     "“a”",         "“a”" },
        { "empty",    "",            "" },
    };
    check(CASES, COUNT(CASES), text_capital);
}

static void codes_follow_ascii(void **state)
{
    (void)state;
    static const Pair CASES[] = { { "i has no dot here", "i7aəı", "I7Aəı" } };
    check(CASES, COUNT(CASES), text_ascii_upper);
}

/* Each list is in order; every text is compared with every later one. */
static void sort_keys_stand_in_order(void **state)
{
    (void)state;
    static const char *const ORDER[] = {
        "", " ", "_a", "1", "10", "12", "2", "9z", "a", "A", "a b", "aa", "aA", "Aa", "AA", "aB", "b", "c",
        "ç", "Ç",
        "d", "e", "ez", "ə", "Ə", "f", "g", "ğ", "h", "hz", "x", "ı", "I", "i", "İ", "j", "k", "kz", "q", "l",
        "m", "n",
        "o", "ö", "p", "r", "s", "ş", "t", "u", "ü", "v", "vz", "w", "y", "z", "zz", "жар", "шар",
    };
    static const char *const PEOPLE[] = {
        "Abbasov", "Ağayev", "Babayev", "Cəfərov", "Çələbi", "Eyvazov", "Əhmədov", "Əliyev", "Əliyeva",
        "Hacıyev",
        "Hüseynov", "Xəlilov", "Isgəndərov", "İbrahimov", "İsmayılov", "Kərimov", "Qarayev", "Quliyev",
        "Lətifov",
        "Orucov", "Ömərov", "Sadıqov", "Şirinov", "Ubaydov", "Ülviyyəli", "Vəliyev", "Wagner", "Yusifov",
        "Zeynalov",
    };
    static const char *const LAST_LEVEL[] = {          /* hyphens, apostrophes, accents count after case */
        "ab", "a-b", "Ab", "A-b", "abc",
    };
    static const char *const ACCENTS[] = { "mada", "madâ", "Mada", "Madâ", "madb" };
    static const struct { const char *const *s; size_t n; } LISTS[] = {
        { ORDER, COUNT(ORDER) }, { PEOPLE, COUNT(PEOPLE) }, { LAST_LEVEL, COUNT(LAST_LEVEL) },
        { ACCENTS, COUNT(ACCENTS) },
    };
    Arena *a = arena_new();
    for (size_t l = 0; l < COUNT(LISTS); l++)
        for (size_t i = 0; i < LISTS[l].n; i++)
            for (size_t k = i + 1; k < LISTS[l].n; k++) {
                const char *x = LISTS[l].s[i], *y = LISTS[l].s[k];
                if (strcmp(text_sort_key(a, x), text_sort_key(a, y)) >= 0)
                    fail_msg("[%s] must stand before [%s]", x, y);
            }
    arena_free(a);
}

static void sort_keys_hold_plain_characters_only(void **state)
{
    (void)state;
    Arena *a = arena_new();
    const char *key = text_sort_key(a, "Əli-Hüseyn O'Nil, № 12/3 “Жук” \xFF\U0001F600");
    assert_int_equal(strspn(key, "0123456789abcdefghijklmnopqrstuvwxyz"), strlen(key));
    assert_string_equal(text_sort_key(a, ""), "0");
    arena_free(a);
}

static void search_folds_seven_letters(void **state)
{
    (void)state;
    static const Pair CASES[] = {
        { "the seven",                "əıöüçşğ ƏIÖÜÇŞĞ",            "eioucsg eioucsg" },
        { "dotted capital",           "İsmayıl",                    "ismayil" },
        { "ascii spelling",           "ISMAYIL ismayil",            "ismayil ismayil" },
        { "x, h, q, k differ",        "Xəlil Həlil Quliyev Kuliyev", "xelil helil quliyev kuliyev" },
        { "Cyrillic schwa",           "\u04D8s\u04D9dov",           "esedov" },
        { "look-alikes",              "C\u0435f\u0435r\u043Ev",     "ceferov" },
        { "decomposed",               "s\u0327u\u0308kur",          "sukur" },
        { "accents of loans",         "Kâmil élit",                 "kamil elit" },
        { "a stray mark goes",        "a\u0301b",                   "ab" },
        { "blanks",                   "  a   b ",                   "a b" },
        { "numbers and signs stay",   "12-3/26 №",                  "12-3/26 №" },
        { "nothing",                  "",                           "" },
    };
    check(CASES, COUNT(CASES), text_fold);
}

/* What is ASCII and our letters alone is folded byte by byte; an invisible sign behind it takes the longer way, and both
 * give the same. */
static void search_folds_plain_texts_as_all_others(void **state)
{
    static const char *const PIECES[] = { " ", "  ", "a", "Z", "I", "i", "ı", "İ", "ə", "Ə", "ö", "Ö", "ü", "Ü", "ç", "Ç", "ş", "Ş",
                                          "ğ", "Ğ", "7", "-", "/", "'", "\"", "_", "~", "@", "(", ".", "x", "Q",
                                          "\t", "№", "“", "”", "–", "\xC4" };
    Arena *a = arena_new();
    unsigned seed = 20261005;
    (void)state;
    for (int round = 0; round < 4000; round++) {
        Str s = str_make(a);
        for (unsigned n = round % 14; n; n--) {
            seed = seed * 1103515245u + 12345u;
            str_add(&s, PIECES[(seed >> 16) % COUNT(PIECES)]);
        }
        assert_string_equal(text_fold(a, s.s), text_fold(a, arena_printf(a, "%s\u200B", s.s)));
    }
    arena_free(a);
}

static void a_fin_has_seven_of_its_letters(void **state)
{
    (void)state;
    static const struct { const char *s; bool valid; } CASES[] = {
        { "5KA1B2Z", true }, { "0000000", true }, { "ABCDEFG", true }, { "HJKLMNP", true },
        { "QRSTUVW", true },
        { "XYZ9876", true }, { "5KA1B2", false }, { "5KA1B2ZZ", false }, { "5KA1B2I", false },
        { "5KA1B2O", false },
        { "5ka1b2z", false }, { "5KA1B2 ", false }, { "5KA-B2Z", false }, { "", false }, { NULL, false },
        { "\xC6\x8F" "ABCDE", false },
    };
    for (size_t i = 0; i < COUNT(CASES); i++)
        if (text_fin_valid(CASES[i].s) != CASES[i].valid)
            fail_msg("%s", CASES[i].s ? CASES[i].s : "(NULL)");
}

static void names_are_written_as_acts_write_them(void **state)
{
    (void)state;
    Arena *a = arena_new();
    assert_string_equal(az_full_name(a, "Vəliyeva", "Elşanə", "Rafiq", PATRONYMIC_QIZI),
        "Vəliyeva Elşanə Rafiq qızı");
    assert_string_equal(az_full_name(a, "Nağıyev", "Rəşad", "Əzizağa", PATRONYMIC_OGLU),
        "Nağıyev Rəşad Əzizağa oğlu");
    assert_string_equal(az_full_name(a, "Nağıyev", "Rəşad", "Yaquboviç", PATRONYMIC_OTHER),
        "Nağıyev Rəşad Yaquboviç");
    assert_string_equal(az_full_name(a, "Nağıyev", "Rəşad", NULL, PATRONYMIC_OGLU), "Nağıyev Rəşad");
    assert_string_equal(az_full_name(a, "", "Rəşad", "", PATRONYMIC_NONE), "Rəşad");
    assert_string_equal(az_name_first(a, "Vəliyeva", "Elşanə", "Rafiq", PATRONYMIC_QIZI),
        "Elşanə Rafiq qızı Vəliyeva");
    assert_string_equal(az_initials(a, "Əsədov", "Əli", NULL), "Ə.Əsədov");
    assert_string_equal(az_initials(a, "Hüseynov", "Aqil", "Xanlar"), "A.X.Hüseynov");
    assert_string_equal(az_initials(a, "İsmayılov", "isa", ""), "İ.İsmayılov");
    assert_string_equal(az_initials(a, "İsmayılov", "", NULL), "İsmayılov");
    assert_string_equal(az_initials(a, NULL, "Isa", NULL), "I.");
    arena_free(a);
}

static void a_word_goes_with_the_number_before_it(void **state)
{
    static const struct { int n; const char *english, *russian; } COUNTS[] = {
        { 0, "days", "дней" },  { 1, "day", "день" },   { 2, "days", "дня" },   { 4, "days", "дня" },    { 5, "days", "дней" },
        { 10, "days", "дней" }, { 11, "days", "дней" }, { 12, "days", "дней" }, { 14, "days", "дней" },  { 20, "days", "дней" },
        { 21, "days", "день" }, { 22, "days", "дня" },  { 25, "days", "дней" }, { 111, "days", "дней" }, { 101, "days", "день" },
    };
    Arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) {
        assert_string_equal(text_counted(a, COUNTS[i].n, "{day|days}"), COUNTS[i].english);
        assert_string_equal(text_counted(a, COUNTS[i].n, "{день|дня|дней}"), COUNTS[i].russian);
    }
    assert_string_equal(text_counted(a, 1, "gün"), "gün");
    assert_string_equal(text_counted(a, 1, "{a} {|} {x|"), "{a}  {x|");
    assert_string_equal(text_counted(a, 5, "{a|} {|b} {a||c}"), " b c");
    arena_free(a);
}

static void an_argument_counts_when_it_is_a_whole_number(void **state)
{
    static const struct { const char *arg; int n; } ARGS[] = {
        { "3", 3 }, { "1 000", 1000 }, { "", 7 }, { "3 gün", 7 }, { "02.11.2026", 7 }, { " 3", 7 }, { "-3", 7 }, { "99999999999", 7 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof ARGS / sizeof *ARGS; i++) {
        int64_t n = 7;
        text_count_seen(ARGS[i].arg, &n);
        assert_int_equal(n, ARGS[i].n);
    }
}

static void a_fault_says_its_counts(void **state)
{
    Err err = { 0 };
    char out[100];
    (void)state;
    err_add(&err, "x", "{0} papers; {1} were chosen", "1", "2");
    err_format("{0} {paper|papers}; {1} {was|were} chosen", &err.faults[0], out, sizeof out);
    assert_string_equal(out, "1 paper; 2 were chosen");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_whole_well_formed_utf8_is_valid),
        cmocka_unit_test(length_counts_letters),
        cmocka_unit_test(typed_text_is_cleaned),
        cmocka_unit_test(lines_keep_their_breaks),
        cmocka_unit_test(lower_case_follows_the_alphabet),
        cmocka_unit_test(upper_case_follows_the_alphabet),
        cmocka_unit_test(capital_changes_the_first_letter_alone),
        cmocka_unit_test(codes_follow_ascii),
        cmocka_unit_test(sort_keys_stand_in_order),
        cmocka_unit_test(sort_keys_hold_plain_characters_only),
        cmocka_unit_test(search_folds_seven_letters), cmocka_unit_test(search_folds_plain_texts_as_all_others),
        cmocka_unit_test(a_fin_has_seven_of_its_letters),
        cmocka_unit_test(names_are_written_as_acts_write_them),
        cmocka_unit_test(a_word_goes_with_the_number_before_it), cmocka_unit_test(a_fault_says_its_counts),
        cmocka_unit_test(an_argument_counts_when_it_is_a_whole_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
