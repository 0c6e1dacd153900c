// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include "base/arena.h"
#include "base/date.h"
#include <stdbool.h>
#include <stdint.h>

/* Azerbaijani text.  Every function takes and returns UTF-8 and allocates in `a`; a byte that is
 * no UTF-8 counts as U+FFFD.  The C library's locale is never consulted.
 * Sources: the state alphabet of 32 letters (collation and case rules of CLDR for "az"), the
 * orthography's rules of vowel harmony, the forms of dates and numbers in published acts. */

/* ---- any text -------------------------------------------------------------- */

bool   text_utf8_valid(const char *s, size_t n);    /* no NUL, overlong form, surrogate; whole */
size_t text_length(const char *s);                  /* letters and signs, not bytes */

/* What was typed, as it is stored: one line; blanks at the ends gone, runs of blanks one space,
 * control and invisible characters gone; decomposed letters composed, the Romanian s the
 * Azerbaijani one; Cyrillic look-alikes and the turned e inside an otherwise Latin word made Latin.
 * A word in Cyrillic stays as it is.  NULL becomes "". */
char *text_clean(Arena *a, const char *typed);
/* The same for several lines: line ends become "\n", at most one empty line in a row. */
char *text_clean_lines(Arena *a, const char *typed);

/* Case by the Azerbaijani alphabet (I–ı, İ–i); also Latin, Cyrillic, and none else. */
char *text_lower(Arena *a, const char *s);
char *text_upper(Arena *a, const char *s);
char *text_capital(Arena *a, const char *s);        /* the first letter upper, the rest as it is */
char *text_ascii_upper(Arena *a, const char *s);    /* FIN, codes, logins: A–Z only */

/* Key column of an ordered list: texts stand in Azerbaijani order when their keys do.  Keys hold
 * only 0-9 and a-z, so that bytes and every collation agree; never empty.  Digits stand before
 * letters; apostrophes and hyphens count last; case decides between equals, lower first. */
char *text_sort_key(Arena *a, const char *s);

/* Column of a case-blind search: cleaned, lower case, ə e, ı i, ö o, ü u, ç c, ş s, ğ g folded
 * (x and h, q and k are different letters), accents of loan names dropped. */
char *text_fold(Arena *a, const char *s);

/* The word behind a number in a translated text: "{day|days}", in Russian "{день|дня|дней}".  *io_at stands at its '{' and
 * moves behind it; the form is the one for `n`.  False: no such place.  text_count_seen takes an argument that was written
 * before it: a whole number, or it changes nothing. */
bool text_form(const char **io_at, int64_t n, const char **ret, size_t *ret_len);
void text_count_seen(const char *arg, int64_t *io_last);
/* A text whose places all go with one number. */
const char *text_counted(Arena *a, int64_t n, const char *text);

/* Full-text search (text_find.c).  What an index keeps of a text: its folded words, each once, one blank
 * between them, in byte order; of a number like "05/1-137" the whole and its parts.  A word that is the
 * beginning of another is left out, for every search is for beginnings.  At most 4,000 words of a text. */
const char *text_index_words(Arena *a, const char *text);
/* What to look for when that was typed: a text holds all of it when each word is the beginning of one of its
 * index words.  A word holds letters, digits and U+00B7 only.  *ret_cut: more was typed than `most` words. */
size_t text_search_words(Arena *a, const char *typed, const char **ret, size_t most, bool *ret_cut);

/* A personal identification number: seven of 0-9 and A-Z without I and O. */
bool text_fin_valid(const char *s);

/* ---- names ----------------------------------------------------------------- */

/* What follows the father's name. */
typedef enum Patronymic { PATRONYMIC_NONE, PATRONYMIC_OGLU, PATRONYMIC_QIZI, PATRONYMIC_OTHER } Patronymic;

/* "Vəliyeva Elşanə Rafiq qızı"; empty or NULL parts are left out. */
char *az_full_name(Arena *a, const char *surname, const char *name, const char *father, Patronymic kind);
/* "Elşanə Rafiq qızı Vəliyeva" */
char *az_name_first(Arena *a, const char *surname, const char *name, const char *father, Patronymic kind);
/* "Ə.Əsədov", with the father's name "A.X.Hüseynov"; no blank, as in titles of acts. */
char *az_initials(Arena *a, const char *surname, const char *name, const char *father);

/* ---- cases ----------------------------------------------------------------- */

typedef enum AzCase { AZ_NOMINATIVE, AZ_GENITIVE, AZ_DATIVE, AZ_ACCUSATIVE, AZ_LOCATIVE, AZ_ABLATIVE } AzCase;

/* Each puts the last word into a case by vowel harmony.  The suffix goes behind a closing quote
 * (“Əsasnamə”nin), takes a hyphen behind digits (12-yə), initials and abbreviations (DMX-nin),
 * and is in capitals where the whole text is (İDARƏNİN). */
char *az_case(Arena *a, const char *text, AzCase c);          /* proper names and loans: Əliyevin, Bakıya */
/* Compounds ending in -ı -i -u -ü take n: idarəsi, idarəsinin; rəisi, rəisinə; oğlu, oğlundan. */
char *az_case_possessive(Arena *a, const char *text, AzCase c);
/* Common nouns, whose k and q soften: katiblik, katibliyin; otaq, otağa. */
char *az_case_common(Arena *a, const char *text, AzCase c);
/* A person, with oğlu or qızı at the end or a bare surname (also Ə.Əsədov). */
char *az_case_name(Arena *a, const char *name, AzCase c);
/* A post or unit as the staff table names it: decides between the possessive and the common rule
 * ("rəis müavini" – müavininə, "işçi" – işçiyə, "Kadrlar idarəsi" – idarəsinə). */
char *az_case_title(Arena *a, const char *title, AzCase c);
/* "baş inspektor" as somebody's: baş inspektoru; şöbə, şöbəsi.  A possessive compound stays. */
char *az_possessive(Arena *a, const char *title);

/* ---- numbers --------------------------------------------------------------- */

char *az_ordinal(Arena *a, int64_t n);                  /* "12-ci" */
char *az_ordinal_words(Arena *a, int64_t n);            /* "on ikinci" */
char *az_number_case(Arena *a, int64_t n, AzCase c);    /* "6-ya"; nominative "6" */
char *az_number_possessive(Arena *a, int64_t n);        /* "12-si": the 12th of a month */
char *az_number_words(Arena *a, int64_t n);             /* "min doqquz yüz on iki" */
char *az_number_and_words(Arena *a, int64_t n);         /* "30 (otuz)" */

/* ---- dates ----------------------------------------------------------------- */

const char *az_month(int month);                        /* 1..12: "noyabr" */
const char *az_month_genitive(int month);               /* "noyabrın" */
const char *az_weekday(int weekday);                    /* 1 Monday..7: "bazar ertəsi" */

char *az_date(Arena *a, Date d);                        /* "12 noyabr 2012-ci il": head of an act */
char *az_date_quoted(Arena *a, Date d);                 /* "“12” noyabr 2012-ci il": line of a signature */
char *az_date_act(Arena *a, Date d);                    /* "2012-ci il 12 noyabr tarixli" */
char *az_date_from(Arena *a, Date d);                   /* "2026-cı il yanvarın 1-dən" */
char *az_date_until(Arena *a, Date d);                  /* "2026-cı il yanvarın 1-dək" */
char *az_date_on(Arena *a, Date d);                     /* "2026-cı il noyabrın 12-də" */
char *az_date_day(Arena *a, Date d);                    /* "noyabrın 12-si" */
/* "2026-cı il yanvarın 5-dən 18-dək"; month and year are repeated only where they differ.  Both days
 * belong to the period. */
char *az_date_period(Arena *a, Date first, Date last);
char *az_year(Arena *a, int year);                      /* "2012-ci il" */
char *az_year_in(Arena *a, int year);                   /* "2012-ci ildə" */
char *az_date_numeric(Arena *a, Date d);                /* "12.11.2012" */
char *az_instant_numeric(Arena *a, Instant t);          /* "22.11.2026 11:13", Baku */
#endif
