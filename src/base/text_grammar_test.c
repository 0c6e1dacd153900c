// SPDX-License-Identifier: Apache-2.0
/* Cases, numerals and dates as the orthography and published acts have them. */
#include "base/text.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(x) (sizeof(x) / sizeof *(x))

static void same(const char *why, const char *got, const char *want)
{
    if (strcmp(got, want) != 0)
        fail_msg("%s: got [%s], expected [%s]", why, got, want);
}

/* ---- cases ------------------------------------------------------------- */

typedef struct Declined { const char *nominative, *genitive, *dative, *accusative, *locative,
    *ablative; } Declined;

static void decline(const Declined *rows, size_t n, char *(*f)(Arena *, const char *, AzCase))
{
    Arena *a = arena_new();
    for (size_t i = 0; i < n; i++) {
        const Declined *d = &rows[i];
        same(d->nominative, f(a, d->nominative, AZ_NOMINATIVE), d->nominative);
        same(d->nominative, f(a, d->nominative, AZ_GENITIVE), d->genitive);
        same(d->nominative, f(a, d->nominative, AZ_DATIVE), d->dative);
        same(d->nominative, f(a, d->nominative, AZ_ACCUSATIVE), d->accusative);
        same(d->nominative, f(a, d->nominative, AZ_LOCATIVE), d->locative);
        same(d->nominative, f(a, d->nominative, AZ_ABLATIVE), d->ablative);
    }
    arena_free(a);
}

static void persons_are_declined_by_their_last_word(void **state)
{
    (void)state;
    static const Declined ROWS[] = {
        { "Nağıyev Rəşad Əzizağa oğlu", "Nağıyev Rəşad Əzizağa oğlunun", "Nağıyev Rəşad Əzizağa oğluna",
          "Nağıyev Rəşad Əzizağa oğlunu", "Nağıyev Rəşad Əzizağa oğlunda", "Nağıyev Rəşad Əzizağa oğlundan" },
        { "Vəliyeva Elşanə Rafiq qızı", "Vəliyeva Elşanə Rafiq qızının", "Vəliyeva Elşanə Rafiq qızına",
          "Vəliyeva Elşanə Rafiq qızını", "Vəliyeva Elşanə Rafiq qızında", "Vəliyeva Elşanə Rafiq qızından" },
        { "ƏLİYEV ƏLİ VƏLİ OĞLU", "ƏLİYEV ƏLİ VƏLİ OĞLUNUN", "ƏLİYEV ƏLİ VƏLİ OĞLUNA",
          "ƏLİYEV ƏLİ VƏLİ OĞLUNU",
          "ƏLİYEV ƏLİ VƏLİ OĞLUNDA", "ƏLİYEV ƏLİ VƏLİ OĞLUNDAN" },
        { "Əliyev", "Əliyevin", "Əliyevə", "Əliyevi", "Əliyevdə", "Əliyevdən" },
        { "Əliyeva", "Əliyevanın", "Əliyevaya", "Əliyevanı", "Əliyevada", "Əliyevadan" },
        { "Həsənov", "Həsənovun", "Həsənova", "Həsənovu", "Həsənovda", "Həsənovdan" },
        { "Məmmədzadə", "Məmmədzadənin", "Məmmədzadəyə", "Məmmədzadəni", "Məmmədzadədə", "Məmmədzadədən" },
        { "Elşanə Rafiq qızı Vəliyeva", "Elşanə Rafiq qızı Vəliyevanın", "Elşanə Rafiq qızı Vəliyevaya",
          "Elşanə Rafiq qızı Vəliyevanı", "Elşanə Rafiq qızı Vəliyevada", "Elşanə Rafiq qızı Vəliyevadan" },
        { "Ə.Əsədov", "Ə.Əsədovun", "Ə.Əsədova", "Ə.Əsədovu", "Ə.Əsədovda", "Ə.Əsədovdan" },
        { "Kərimli", "Kərimlinin", "Kərimliyə", "Kərimlini", "Kərimlidə", "Kərimlidən" },
        { "Qaraoğlu", "Qaraoğlunun", "Qaraoğluya", "Qaraoğlunu", "Qaraoğluda", "Qaraoğludan" },
        { "Oğuz Üzümçü", "Oğuz Üzümçünün", "Oğuz Üzümçüyə", "Oğuz Üzümçünü", "Oğuz Üzümçüdə",
          "Oğuz Üzümçüdən" },
        { "Mübariz Külüng", "Mübariz Külüngün", "Mübariz Külüngə", "Mübariz Külüngü", "Mübariz Külüngdə",
          "Mübariz Külüngdən" },
        { "Süleymanova", "Süleymanovanın", "Süleymanovaya", "Süleymanovanı", "Süleymanovada", "Süleymanovadan" },
        { "Zöhrabov", "Zöhrabovun", "Zöhrabova", "Zöhrabovu", "Zöhrabovda", "Zöhrabovdan" },
        { "Göyüş", "Göyüşün", "Göyüşə", "Göyüşü", "Göyüşdə", "Göyüşdən" },
        { "Bayramlı", "Bayramlının", "Bayramlıya", "Bayramlını", "Bayramlıda", "Bayramlıdan" },
        { "Quluzadə Ülkər Ömər qızı", "Quluzadə Ülkər Ömər qızının", "Quluzadə Ülkər Ömər qızına",
          "Quluzadə Ülkər Ömər qızını", "Quluzadə Ülkər Ömər qızında", "Quluzadə Ülkər Ömər qızından" },
        { "Ü.İsgəndərli", "Ü.İsgəndərlinin", "Ü.İsgəndərliyə", "Ü.İsgəndərlini", "Ü.İsgəndərlidə", "Ü.İsgəndərlidən" },
        { "Babək", "Babəkin", "Babəkə", "Babəki", "Babəkdə", "Babəkdən" },
        { "Sadıq", "Sadıqın", "Sadıqa", "Sadıqı", "Sadıqda", "Sadıqdan" },
        { "ƏLİYEV", "ƏLİYEVİN", "ƏLİYEVƏ", "ƏLİYEVİ", "ƏLİYEVDƏ", "ƏLİYEVDƏN" },
    };
    decline(ROWS, COUNT(ROWS), az_case_name);
}

static void proper_names_quotes_and_abbreviations_take_suffixes(void **state)
{
    (void)state;
    static const Declined ROWS[] = {
        { "Bakı", "Bakının", "Bakıya", "Bakını", "Bakıda", "Bakıdan" },
        { "Gəncə", "Gəncənin", "Gəncəyə", "Gəncəni", "Gəncədə", "Gəncədən" },
        { "Sumqayıt", "Sumqayıtın", "Sumqayıta", "Sumqayıtı", "Sumqayıtda", "Sumqayıtdan" },
        { "Göygöl", "Göygölün", "Göygölə", "Göygölü", "Göygöldə", "Göygöldən" },
        { "“Əsasnamə”", "“Əsasnamə”nin", "“Əsasnamə”yə", "“Əsasnamə”ni", "“Əsasnamə”də", "“Əsasnamə”dən" },
        { "«Azərbaycan»", "«Azərbaycan»ın", "«Azərbaycan»a", "«Azərbaycan»ı", "«Azərbaycan»da",
          "«Azərbaycan»dan" },
        { "DMX", "DMX-nin", "DMX-yə", "DMX-ni", "DMX-də", "DMX-dən" },
        { "“DMX”", "“DMX”nin", "“DMX”yə", "“DMX”ni", "“DMX”də", "“DMX”dən" },
        { "yeni DMX", "yeni DMX-nin", "yeni DMX-yə", "yeni DMX-ni", "yeni DMX-də", "yeni DMX-dən" },
        { "BDU", "BDU-nun", "BDU-ya", "BDU-nu", "BDU-da", "BDU-dan" },
        { "AMEA", "AMEA-nın", "AMEA-ya", "AMEA-nı", "AMEA-da", "AMEA-dan" },
        { "DİN", "DİN-in", "DİN-ə", "DİN-i", "DİN-də", "DİN-dən" },
        { "FHN", "FHN-in", "FHN-ə", "FHN-i", "FHN-də", "FHN-dən" },
        { "BMT", "BMT-nin", "BMT-yə", "BMT-ni", "BMT-də", "BMT-dən" },
        { "AB", "AB-nin", "AB-yə", "AB-ni", "AB-də", "AB-dən" },
        { "İB", "İB-nin", "İB-yə", "İB-ni", "İB-də", "İB-dən" },
        { "MMC", "MMC-nin", "MMC-yə", "MMC-ni", "MMC-də", "MMC-dən" },
        { "ATƏT", "ATƏT-in", "ATƏT-ə", "ATƏT-i", "ATƏT-də", "ATƏT-dən" },
        { "NATO", "NATO-nun", "NATO-ya", "NATO-nu", "NATO-da", "NATO-dan" },
        { "ABŞ", "ABŞ-ın", "ABŞ-a", "ABŞ-ı", "ABŞ-da", "ABŞ-dan" },
        { "BAKI ŞƏHƏR İDARƏSİ BAKI", "BAKI ŞƏHƏR İDARƏSİ BAKININ", "BAKI ŞƏHƏR İDARƏSİ BAKIYA",
          "BAKI ŞƏHƏR İDARƏSİ BAKINI", "BAKI ŞƏHƏR İDARƏSİ BAKIDA", "BAKI ŞƏHƏR İDARƏSİ BAKIDAN" },
        { "№ 12", "№ 12-nin", "№ 12-yə", "№ 12-ni", "№ 12-də", "№ 12-dən" },
        { "3/1", "3/1-in", "3/1-ə", "3/1-i", "3/1-də", "3/1-dən" },
        { "", "", "", "", "", "" },
    };
    decline(ROWS, COUNT(ROWS), az_case);
}

static void possessive_compounds_take_n(void **state)
{
    (void)state;
    static const Declined ROWS[] = {
        { "İdarəsi", "İdarəsinin", "İdarəsinə", "İdarəsini", "İdarəsində", "İdarəsindən" },
        { "rəisi", "rəisinin", "rəisinə", "rəisini", "rəisində", "rəisindən" },
        { "rəis müavini", "rəis müavininin", "rəis müavininə", "rəis müavinini", "rəis müavinində",
          "rəis müavinindən" },
        { "şöbəsi", "şöbəsinin", "şöbəsinə", "şöbəsini", "şöbəsində", "şöbəsindən" },
        { "şurası", "şurasının", "şurasına", "şurasını", "şurasında", "şurasından" },
        { "inspektoru", "inspektorunun", "inspektoruna", "inspektorunu", "inspektorunda", "inspektorundan" },
        { "büdcə bölgüsü", "büdcə bölgüsünün", "büdcə bölgüsünə", "büdcə bölgüsünü", "büdcə bölgüsündə",
          "büdcə bölgüsündən" },
        { "“Xidmət haqqında qaydası”", "“Xidmət haqqında qaydası”nın", "“Xidmət haqqında qaydası”na",
          "“Xidmət haqqında qaydası”nı", "“Xidmət haqqında qaydası”nda", "“Xidmət haqqında qaydası”ndan" },
        { "KADRLAR İDARƏSİ", "KADRLAR İDARƏSİNİN", "KADRLAR İDARƏSİNƏ", "KADRLAR İDARƏSİNİ",
          "KADRLAR İDARƏSİNDƏ",
          "KADRLAR İDARƏSİNDƏN" },
    };
    decline(ROWS, COUNT(ROWS), az_case_possessive);
}

static void common_nouns_soften(void **state)
{
    (void)state;
    static const Declined ROWS[] = {
        { "katiblik", "katibliyin", "katibliyə", "katibliyi", "katiblikdə", "katiblikdən" },
        { "otaq", "otağın", "otağa", "otağı", "otaqda", "otaqdan" },
        { "çörək", "çörəyin", "çörəyə", "çörəyi", "çörəkdə", "çörəkdən" },
        { "KATİBLİK ƏMƏK", "KATİBLİK ƏMƏYİN", "KATİBLİK ƏMƏYƏ", "KATİBLİK ƏMƏYİ", "KATİBLİK ƏMƏKDƏ",
          "KATİBLİK ƏMƏKDƏN" },
        { "hüquq", "hüququn", "hüquqa", "hüququ", "hüquqda", "hüquqdan" },
        { "tətbiq", "tətbiqin", "tətbiqə", "tətbiqi", "tətbiqdə", "tətbiqdən" },
        { "psixoloq", "psixoloqun", "psixoloqa", "psixoloqu", "psixoloqda", "psixoloqdan" },
        { "analitik", "analitikin", "analitikə", "analitiki", "analitikdə", "analitikdən" },
        { "elektrik", "elektrikin", "elektrikə", "elektriki", "elektrikdə", "elektrikdən" },
        { "bank", "bankın", "banka", "bankı", "bankda", "bankdan" },
        { "şöbə", "şöbənin", "şöbəyə", "şöbəni", "şöbədə", "şöbədən" },
        { "sektor", "sektorun", "sektora", "sektoru", "sektorda", "sektordan" },
    };
    decline(ROWS, COUNT(ROWS), az_case_common);
}

static void posts_and_units_are_judged_by_their_ending(void **state)
{
    (void)state;
    static const Declined ROWS[] = {
        { "Kadrlar və kadr hazırlığı idarəsi", "Kadrlar və kadr hazırlığı idarəsinin",
          "Kadrlar və kadr hazırlığı idarəsinə", "Kadrlar və kadr hazırlığı idarəsini",
          "Kadrlar və kadr hazırlığı idarəsində", "Kadrlar və kadr hazırlığı idarəsindən" },
        { "rəis", "rəisin", "rəisə", "rəisi", "rəisdə", "rəisdən" },
        { "idarə rəisi", "idarə rəisinin", "idarə rəisinə", "idarə rəisini", "idarə rəisində",
          "idarə rəisindən" },
        { "rəis müavini", "rəis müavininin", "rəis müavininə", "rəis müavinini", "rəis müavinində",
          "rəis müavinindən" },
        { "baş inspektor", "baş inspektorun", "baş inspektora", "baş inspektoru", "baş inspektorda",
          "baş inspektordan" },
        { "kiçik inspektor-kargüzar", "kiçik inspektor-kargüzarın", "kiçik inspektor-kargüzara",
          "kiçik inspektor-kargüzarı", "kiçik inspektor-kargüzarda", "kiçik inspektor-kargüzardan" },
        { "şöbə", "şöbənin", "şöbəyə", "şöbəni", "şöbədə", "şöbədən" },
        { "Katiblik", "Katibliyin", "Katibliyə", "Katibliyi", "Katiblikdə", "Katiblikdən" },
        { "işçi", "işçinin", "işçiyə", "işçini", "işçidə", "işçidən" },
        { "sürücü", "sürücünün", "sürücüyə", "sürücünü", "sürücüdə", "sürücüdən" },
        { "dövlət vəkili", "dövlət vəkilinin", "dövlət vəkilinə", "dövlət vəkilini", "dövlət vəkilində",
          "dövlət vəkilindən" },
        { "Bakı şəhəri", "Bakı şəhərinin", "Bakı şəhərinə", "Bakı şəhərini", "Bakı şəhərində",
          "Bakı şəhərindən" },
        { "Hesablama Mərkəzi", "Hesablama Mərkəzinin", "Hesablama Mərkəzinə", "Hesablama Mərkəzini",
          "Hesablama Mərkəzində", "Hesablama Mərkəzindən" },
        { "Maliyyə, təminat və təchizat idarəsi", "Maliyyə, təminat və təchizat idarəsinin",
          "Maliyyə, təminat və təchizat idarəsinə", "Maliyyə, təminat və təchizat idarəsini",
          "Maliyyə, təminat və təchizat idarəsində", "Maliyyə, təminat və təchizat idarəsindən" },
        { "Sınaq Rayon İcra Hakimiyyəti", "Sınaq Rayon İcra Hakimiyyətinin", "Sınaq Rayon İcra Hakimiyyətinə",
          "Sınaq Rayon İcra Hakimiyyətini", "Sınaq Rayon İcra Hakimiyyətində", "Sınaq Rayon İcra Hakimiyyətindən" },
        { "Ali Məhkəmə", "Ali Məhkəmənin", "Ali Məhkəməyə", "Ali Məhkəməni", "Ali Məhkəmədə", "Ali Məhkəmədən" },
        { "baş mühasib", "baş mühasibin", "baş mühasibə", "baş mühasibi", "baş mühasibdə", "baş mühasibdən" },
        { "Aparat", "Aparatın", "Aparata", "Aparatı", "Aparatda", "Aparatdan" },
        { "DMX", "DMX-nin", "DMX-yə", "DMX-ni", "DMX-də", "DMX-dən" },
    };
    decline(ROWS, COUNT(ROWS), az_case_title);
}

static void titles_can_belong_to_a_unit(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        { "rəis", "rəisi" }, { "baş inspektor", "baş inspektoru" }, { "şöbə", "şöbəsi" },
        { "katib", "katibi" },
        { "katiblik", "katibliyi" }, { "rəis müavini", "rəis müavini" }, { "idarəsi", "idarəsi" },
        { "işçi", "işçisi" }, { "müdir", "müdiri" }, { "hüquqşünas", "hüquqşünası" }, { "büro", "bürosu" },
        { "BAŞ İNSPEKTOR", "BAŞ İNSPEKTORU" }, { "DMX", "DMX-si" }, { "“Bilik”", "“Bilik”i" },
        { "5", "5" }, { "", "" },
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < COUNT(CASES); i++)
        same(CASES[i][0], az_possessive(a, CASES[i][0]), CASES[i][1]);
    arena_free(a);
}

/* ---- numbers --------------------------------------------------------------- */

static void numerals_take_the_suffixes_of_the_table(void **state)
{
    (void)state;
    static const struct { int64_t n; const char *ordinal, *dative, *locative, *ablative,
        *possessive; } ROWS[] = {
        { 0, "cı", "a", "da", "dan", "ı" },          { 1, "ci", "ə", "də", "dən", "i" },
        { 2, "ci", "yə", "də", "dən", "si" },        { 3, "cü", "ə", "də", "dən", "ü" },
        { 4, "cü", "ə", "də", "dən", "ü" },          { 5, "ci", "ə", "də", "dən", "i" },
        { 6, "cı", "ya", "da", "dan", "sı" },        { 7, "ci", "yə", "də", "dən", "si" },
        { 8, "ci", "ə", "də", "dən", "i" },          { 9, "cu", "a", "da", "dan", "u" },
        { 10, "cu", "a", "da", "dan", "u" },         { 20, "ci", "yə", "də", "dən", "si" },
        { 30, "cu", "a", "da", "dan", "u" },         { 40, "cı", "a", "da", "dan", "ı" },
        { 50, "ci", "yə", "də", "dən", "si" },       { 60, "cı", "a", "da", "dan", "ı" },
        { 70, "ci", "ə", "də", "dən", "i" },         { 80, "ci", "ə", "də", "dən", "i" },
        { 90, "cı", "a", "da", "dan", "ı" },         { 100, "cü", "ə", "də", "dən", "ü" },
        { 1000, "ci", "ə", "də", "dən", "i" },       { 1000000, "cu", "a", "da", "dan", "u" },
        { 1000000000, "cı", "a", "da", "dan", "ı" },
        /* compounds: the last place that is not 0 decides */
        { 11, "ci", "ə", "də", "dən", "i" },         { 12, "ci", "yə", "də", "dən", "si" },
        { 19, "cu", "a", "da", "dan", "u" },         { 26, "cı", "ya", "da", "dan", "sı" },
        { 31, "ci", "ə", "də", "dən", "i" },         { 101, "ci", "ə", "də", "dən", "i" },
        { 110, "cu", "a", "da", "dan", "u" },        { 900, "cü", "ə", "də", "dən", "ü" },
        { 1906, "cı", "ya", "da", "dan", "sı" },     { 2003, "cü", "ə", "də", "dən", "ü" },
        { 2009, "cu", "a", "da", "dan", "u" },       { 2010, "cu", "a", "da", "dan", "u" },
        { 2013, "cü", "ə", "də", "dən", "ü" },       { 2014, "cü", "ə", "də", "dən", "ü" },
        { 2016, "cı", "ya", "da", "dan", "sı" },     { 2007, "ci", "yə", "də", "dən", "si" },
        { 2012, "ci", "yə", "də", "dən", "si" },     { 2017, "ci", "yə", "də", "dən", "si" },
        { 2026, "cı", "ya", "da", "dan", "sı" },     { 10000, "ci", "ə", "də", "dən", "i" },
        { 100100, "cü", "ə", "də", "dən", "ü" },     { 3000000, "cu", "a", "da", "dan", "u" },
        { -6, "cı", "ya", "da", "dan", "sı" },       { INT64_MAX, "ci", "yə", "də", "dən", "si" },
        { INT64_MIN, "ci", "ə", "də", "dən", "i" },  { 1000000000000, "cu", "a", "da", "dan", "u" },
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        char n[24];
        snprintf(n, sizeof n, "%lld", (long long)ROWS[i].n);
        same(n, az_number_case(a, ROWS[i].n, AZ_NOMINATIVE), n);
        same(n, az_ordinal(a, ROWS[i].n), arena_printf(a, "%s-%s", n, ROWS[i].ordinal));
        same(n, az_number_case(a, ROWS[i].n, AZ_DATIVE), arena_printf(a, "%s-%s", n, ROWS[i].dative));
        same(n, az_number_case(a, ROWS[i].n, AZ_LOCATIVE), arena_printf(a, "%s-%s", n, ROWS[i].locative));
        same(n, az_number_case(a, ROWS[i].n, AZ_ABLATIVE), arena_printf(a, "%s-%s", n, ROWS[i].ablative));
        same(n, az_number_possessive(a, ROWS[i].n), arena_printf(a, "%s-%s", n, ROWS[i].possessive));
    }
    same("genitive", az_number_case(a, 6, AZ_GENITIVE), "6-nın");
    same("genitive", az_number_case(a, 5, AZ_GENITIVE), "5-in");
    same("accusative", az_number_case(a, 7, AZ_ACCUSATIVE), "7-ni");
    same("accusative", az_number_case(a, 10, AZ_ACCUSATIVE), "10-u");
    arena_free(a);
}

static void numbers_are_spoken(void **state)
{
    (void)state;
    static const struct { int64_t n; const char *words, *ordinal; } ROWS[] = {
        { 0, "sıfır", "sıfırıncı" },              { 1, "bir", "birinci" },
        { 2, "iki", "ikinci" },                   { 3, "üç", "üçüncü" },
        { 4, "dörd", "dördüncü" },                { 6, "altı", "altıncı" },
        { 9, "doqquz", "doqquzuncu" },            { 10, "on", "onuncu" },
        { 12, "on iki", "on ikinci" },            { 20, "iyirmi", "iyirminci" },
        { 30, "otuz", "otuzuncu" },               { 40, "qırx", "qırxıncı" },
        { 56, "əlli altı", "əlli altıncı" },      { 99, "doxsan doqquz", "doxsan doqquzuncu" },
        { 100, "yüz", "yüzüncü" },                { 101, "yüz bir", "yüz birinci" },
        { 200, "iki yüz", "iki yüzüncü" },        { 365, "üç yüz altmış beş", "üç yüz altmış beşinci" },
        { 1000, "min", "mininci" },               { 1001, "min bir", "min birinci" },
        { 1912, "min doqquz yüz on iki", "min doqquz yüz on ikinci" },
        { 2026, "iki min iyirmi altı", "iki min iyirmi altıncı" },
        { 100000, "yüz min", "yüz mininci" },     { 101000, "yüz bir min", "yüz bir mininci" },
        { 1000000, "bir milyon", "bir milyonuncu" },
        { 1001000, "bir milyon min", "bir milyon mininci" },
        { 2000000000, "iki milyard", "iki milyardıncı" },
        { -7, "mənfi yeddi", "mənfi yeddinci" },
        { INT64_MIN,
          "mənfi doqquz kvintilyon iki yüz iyirmi üç kvadrilyon üç yüz yetmiş iki trilyon otuz altı "
                     "milyard səkkiz yüz əlli dörd milyon yeddi yüz yetmiş beş min səkkiz yüz səkkiz",
          "mənfi doqquz kvintilyon iki yüz iyirmi üç kvadrilyon üç yüz yetmiş iki trilyon otuz altı "
          "milyard səkkiz yüz əlli dörd milyon yeddi yüz yetmiş beş min səkkiz yüz səkkizinci" },
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        same("words", az_number_words(a, ROWS[i].n), ROWS[i].words);
        same("ordinal", az_ordinal_words(a, ROWS[i].n), ROWS[i].ordinal);
    }
    same("both", az_number_and_words(a, 30), "30 (otuz)");
    same("both", az_number_and_words(a, 121), "121 (yüz iyirmi bir)");
    arena_free(a);
}

/* ---- dates --------------------------------------------------------------- */

static void months_and_weekdays_have_their_names(void **state)
{
    (void)state;
    static const char *const MONTHS[12][2] = {
        { "yanvar", "yanvarın" }, { "fevral", "fevralın" }, { "mart", "martın" }, { "aprel", "aprelin" },
        { "may", "mayın" }, { "iyun", "iyunun" }, { "iyul", "iyulun" }, { "avqust", "avqustun" },
        { "sentyabr", "sentyabrın" }, { "oktyabr", "oktyabrın" }, { "noyabr", "noyabrın" },
        { "dekabr", "dekabrın" },
    };
    Arena *a = arena_new();
    for (int m = 1; m <= 12; m++) {
        assert_string_equal(az_month(m), MONTHS[m - 1][0]);
        assert_string_equal(az_month_genitive(m), MONTHS[m - 1][1]);
        assert_string_equal(az_case(a, MONTHS[m - 1][0], AZ_GENITIVE), MONTHS[m - 1][1]);
    }
    assert_string_equal(az_weekday(1), "bazar ertəsi");
    assert_string_equal(az_weekday(2), "çərşənbə axşamı");
    assert_string_equal(az_weekday(5), "cümə");
    assert_string_equal(az_weekday(7), "bazar");
    assert_string_equal(az_weekday(date_weekday(date_make(2026, 11, 22))), "bazar");
    arena_free(a);
}

static void dates_have_the_forms_of_acts(void **state)
{
    (void)state;
    static const struct { const char *why; char *(*f)(Arena *, Date); int y, m,
        d; const char *want; } CASES[] = {
        { "head",       az_date,         2012, 11, 12, "12 noyabr 2012-ci il" },
        { "head, 1 digit", az_date,      2026, 1, 6,   "6 yanvar 2026-cı il" },
        { "signature",  az_date_quoted,  2012, 11, 12, "“12” noyabr 2012-ci il" },
        { "signature, 1 digit", az_date_quoted, 2013, 3, 1, "“01” mart 2013-cü il" },
        { "reference",  az_date_act,     2012, 11, 12, "2012-ci il 12 noyabr tarixli" },
        { "from",       az_date_from,    2026, 1, 1,   "2026-cı il yanvarın 1-dən" },
        { "from 2022",  az_date_from,    2022, 1, 1,   "2022-ci il yanvarın 1-dən" },
        { "from 9th",   az_date_from,    2026, 6, 9,   "2026-cı il iyunun 9-dan" },
        { "until",      az_date_until,   2026, 4, 1,   "2026-cı il aprelin 1-dək" },
        { "until 30th", az_date_until,   2026, 9, 30,  "2026-cı il sentyabrın 30-dək" },
        { "on",         az_date_on,      2026, 11, 12, "2026-cı il noyabrın 12-də" },
        { "on the 6th", az_date_on,      2026, 8, 6,   "2026-cı il avqustun 6-da" },
        { "8 March",    az_date_day,     2026, 3, 8,   "martın 8-i" },
        { "9 May",      az_date_day,     2026, 5, 9,   "mayın 9-u" },
        { "28 May",     az_date_day,     2026, 5, 28,  "mayın 28-i" },
        { "15 June",    az_date_day,     2026, 6, 15,  "iyunun 15-i" },
        { "26 June",    az_date_day,     2026, 6, 26,  "iyunun 26-sı" },
        { "12 November", az_date_day,    2026, 11, 12, "noyabrın 12-si" },
        { "17 November", az_date_day,    2026, 11, 17, "noyabrın 17-si" },
        { "31 December", az_date_day,    2026, 12, 31, "dekabrın 31-i" },
        { "numeric",    az_date_numeric, 2012, 11, 12, "12.11.2012" },
        { "numeric, zeros", az_date_numeric, 2026, 1, 2, "02.01.2026" },
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < COUNT(CASES); i++)
        same(CASES[i].why, CASES[i].f(a, date_make(CASES[i].y, CASES[i].m, CASES[i].d)), CASES[i].want);
    same("year", az_year(a, 2010), "2010-cu il");
    same("in the year", az_year_in(a, 2012), "2012-ci ildə");
    same("instant", az_instant_numeric(a, (Instant){ instant_day_start(date_make(2026, 11, 22)).us
                                                     + (11 * 60 + 13) * 60000000LL }), "22.11.2026 11:13");
    arena_free(a);
}

static void periods_repeat_only_what_differs(void **state)
{
    (void)state;
    Arena *a = arena_new();
    same("one month", az_date_period(a, date_make(2026, 1, 5), date_make(2026, 1, 18)),
         "2026-cı il yanvarın 5-dən 18-dək");
    same("two months", az_date_period(a, date_make(2026, 1, 26), date_make(2026, 2, 8)),
         "2026-cı il yanvarın 26-dan fevralın 8-dək");
    same("two years", az_date_period(a, date_make(2026, 12, 20), date_make(2027, 1, 9)),
         "2026-cı il dekabrın 20-dən 2027-ci il yanvarın 9-dək");
    same("same month of another year", az_date_period(a, date_make(2026, 1, 5), date_make(2027, 1, 4)),
         "2026-cı il yanvarın 5-dən 2027-ci il yanvarın 4-dək");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_are_declined_by_their_last_word),
        cmocka_unit_test(proper_names_quotes_and_abbreviations_take_suffixes),
        cmocka_unit_test(possessive_compounds_take_n),
        cmocka_unit_test(common_nouns_soften),
        cmocka_unit_test(posts_and_units_are_judged_by_their_ending),
        cmocka_unit_test(titles_can_belong_to_a_unit),
        cmocka_unit_test(numerals_take_the_suffixes_of_the_table),
        cmocka_unit_test(numbers_are_spoken),
        cmocka_unit_test(months_and_weekdays_have_their_names),
        cmocka_unit_test(dates_have_the_forms_of_acts),
        cmocka_unit_test(periods_repeat_only_what_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
