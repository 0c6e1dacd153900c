// SPDX-License-Identifier: Apache-2.0
/* Words of a full-text index and of a search in it.
 *
 * A part is a run of letters and digits; parts without a blank between them are glued ("05/1-137", "A.X.Hüseynov",
 * "Əliyev-Həsənova").  The index keeps, for every part, the part with what is glued behind it, so that a word
 * is a beginning of some kept token exactly when the text holds it:
 *
 *     05/1-137  ->  05·1·137  1·137  137        "05", "1-137", "05/1-13" and "137" find it
 *
 * Whatever stood between two parts is one GLUE, a sign no text of ours holds: both engines take it for a letter. */
#include "base/text.h"
#include "base/text_code.h"
#include <stdlib.h>
#include <string.h>

#define GLUE "\xC2\xB7"             /* U+00B7 */
enum { PART_LETTERS = 32, GLUED_PARTS = 6, INDEX_WORDS = 4000 };

typedef struct Part { const char *s; size_t n; bool glued; } Part;     /* glued: no blank before it */

static bool is_word(uint32_t c) { return (c >= '0' && c <= '9') || code_is_letter(c); }

/* The parts of a folded text, each cut to PART_LETTERS. */
static Part *parts_of(Arena *a, const char *folded, size_t *ret_count)
{
    Part *part = NEW_N(a, Part, strlen(folded) / 2 + 2);
    size_t n = 0, letters = 0;
    bool glued = false, inside = false;
    for (const char *at = folded, *next = folded;; at = next) {
        uint32_t c = code_next(&next);
        if (!c)
            break;
        if (!is_word(c)) {
            glued = inside ? c != ' ' : glued && c != ' ';
            inside = false;
        } else if (!inside) {
            part[n++] = (Part){ at, (size_t)(next - at), glued };
            inside = true;
            letters = 1;
        } else if (++letters <= PART_LETTERS) {
            part[n - 1].n += (size_t)(next - at);
        }
    }
    *ret_count = n;
    return part;
}

/* Part i with the parts glued behind it, at most GLUED_PARTS; *ret_next is the first that is not in it. */
static const char *token(Arena *a, const Part *part, size_t n, size_t i, size_t *ret_next)
{
    Str s = str_make(a);
    str_addn(&s, part[i].s, part[i].n);
    size_t k = i + 1;
    for (; k < n && part[k].glued && k - i < GLUED_PARTS; k++) {
        str_add(&s, GLUE);
        str_addn(&s, part[k].s, part[k].n);
    }
    *ret_next = k;
    return s.s;
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

const char *text_index_words(Arena *a, const char *text)
{
    size_t n, next;
    const Part *part = parts_of(a, text_fold(a, text), &n);
    if (n > INDEX_WORDS)
        n = INDEX_WORDS;
    const char **word = NEW_N(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        word[i] = token(a, part, n, i, &next);
    qsort(word, n, sizeof *word, by_bytes);
    Str s = str_make(a);
    for (size_t i = 0; i < n; i++)                          /* the beginning of the next is found with it */
        if (i + 1 == n || strncmp(word[i], word[i + 1], strlen(word[i])) != 0)
            str_addf(&s, "%s%s", s.len ? " " : "", word[i]);
    return s.s;
}

size_t text_search_words(Arena *a, const char *typed, const char **ret, size_t most, bool *ret_cut)
{
    size_t n, count = 0, i = 0;
    const Part *part = parts_of(a, text_fold(a, typed), &n);
    while (i < n && count < most)
        ret[count++] = token(a, part, n, i, &i);
    *ret_cut = i < n;
    return count;
}
