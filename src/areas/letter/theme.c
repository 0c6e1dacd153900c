// SPDX-License-Identifier: Apache-2.0
/* What a paper is about, kept beside it so that papers are compared without folding a text anew: the beginnings of its
 * longer words in the order of the alphabet, a blank before each; of a text that has fewer than two, the folded text
 * itself behind a "=".  Bounded, for it stands in an index. */
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <stdlib.h>
#include <string.h>

enum { LONG = 5, STEM = 6, THEME_WORDS = 2, MOST_WORDS = 100, MOST_BYTES = 900 };

typedef struct Stem { const char *s; size_t n; } Stem;

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool begins_letter(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static int by_letters(const void *a, const void *b)
{
    const Stem *x = a, *y = b;
    int order = memcmp(x->s, y->s, x->n < y->n ? x->n : y->n);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

/* The beginnings of the longer words of a folded text, as they stand; letters are counted, not bytes. */
static size_t stems_of(const char *folded, Stem *stem)
{
    size_t n = 0;
    for (const char *p = folded; *p && n < MOST_WORDS;) {
        size_t letters = 0;
        Stem s = { p, 0 };
        for (; in_word(*p); p++) {
            letters += begins_letter(*p);
            s.n += letters <= STEM;
        }
        if (letters >= LONG)
            stem[n++] = s;
        else if (!letters)
            p++;
    }
    return n;
}

const char *letter_theme(Cx *cx, const char *gist)
{
    Stem stem[MOST_WORDS];
    const char *folded = text_fold(cx->arena, gist);
    size_t n = stems_of(folded, stem), kept = 0;
    Str s = str_make(cx->arena);
    qsort(stem, n, sizeof *stem, by_letters);
    for (size_t i = 0; i < n; i++)
        if ((i == 0 || by_letters(&stem[i], &stem[i - 1]) != 0) && s.len + stem[i].n < MOST_BYTES) {
            str_addc(&s, ' ');
            str_addn(&s, stem[i].s, stem[i].n);
            kept++;
        }
    if (kept >= THEME_WORDS)
        return s.s;
    size_t most = strlen(folded);
    for (most = most < MOST_BYTES ? most : MOST_BYTES; !begins_letter(folded[most]);)
        most--;
    return arena_printf(cx->arena, "=%.*s", (int)most, folded);
}

/* The next beginning of a theme; n 0: there is no further. */
static Stem next_stem(const char **at)
{
    if (**at != ' ')
        return (Stem){ "", 0 };
    Stem s = { *at + 1, strcspn(*at + 1, " ") };
    *at += 1 + s.n;
    return s;
}

bool themes_alike(const char *one, const char *other)
{
    int shared = 0;
    if (strcmp(one, other) == 0)
        return *one != '\0';
    Stem a = next_stem(&one), b = next_stem(&other);
    while (a.n && b.n) {
        int order = memcmp(a.s, b.s, a.n < b.n ? a.n : b.n);
        if (order == 0 && ++shared == THEME_WORDS)
            return true;
        if (order <= 0)
            a = next_stem(&one);
        if (order >= 0)
            b = next_stem(&other);
    }
    return false;
}

/* ---- letters of before ------------------------------------------------------- */

typedef struct OldRow { int64_t id; const char *party, *gist; } OldRow;
static const Field OLD_FIELDS[] = { FIELD(OldRow, id), FIELD(OldRow, party), FIELD(OldRow, gist), FIELDS_END };

static bool fold_some(Cx *cx, int64_t *after, int64_t most, size_t *ret_count, Err *err)
{
    const OldRow *rows = db_all(cx->db, cx->arena, &Q_LETTERS_TO_FOLD, BIND(P_INT(*after), P_INT(most)), OLD_FIELDS,
                                sizeof(OldRow), ret_count, err);
    for (size_t i = 0; rows && i < *ret_count; i++) {
        if (!db_run(cx->db, &Q_LETTER_SET_FOLDS, BIND(P_INT(rows[i].id), P_TEXT(text_fold(cx->arena, rows[i].party)),
                                                      P_TEXT(letter_theme(cx, rows[i].gist))), NULL, err))
            return false;
        *after = rows[i].id;
    }
    return rows != NULL;
}

/* Another way to make a theme takes the next number. */
const Renewal LETTER_RENEWAL = { "letter.theme", "1", fold_some };
