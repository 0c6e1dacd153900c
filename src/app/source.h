// SPDX-License-Identifier: Apache-2.0
#ifndef APP_SOURCE_H
#define APP_SOURCE_H
#include "app/cx.h"

/* What an entry of the ledger rests on is kept for programs as "order:12/3" or "record:7".  People are told its name;
 * the area that keeps the paper says it. */

/* A paper that made an entry about a person: its number and date, and its page where the reader may open it, else NULL. */
typedef struct SourcePaper { int64_t input; const char *number, *href; Date dated; } SourcePaper;

typedef struct SourceKind {
    const char *prefix;           /* "order": before the colon */
    /* `rest` is behind the colon.  Leaves *ret alone when there is no such paper. */
    bool (*name)(Cx *cx, const char *rest, const char **ret, Err *err);
    /* All papers of the area that made entries about a person, in one statement; NULL: it hands none over so. */
    bool (*of_person)(Cx *cx, int64_t person_id, const SourcePaper **ret, size_t *ret_n, Err *err);
} SourceKind;

/* In the reader's language: "item 3 of order 12-k of 05.03.2026".  The opening entry has no
 * paper and is called so.  What no area of the program names stays as it is.
 *   queries  one at most */
bool source_name(Cx *cx, const char *source, const char **ret, Err *err);
/* The papers behind a person's entries that an area hands over all at once: orders.  A page that lists entries finds each by its
 * input, instead of asking for its name by itself. */
bool source_papers(Cx *cx, int64_t person_id, const SourcePaper **ret, size_t *ret_n, Err *err);
/* The paper of one entry among them; NULL: it rests on another paper, or on the opening entry. */
const SourcePaper *source_paper(const SourcePaper *papers, size_t n, int64_t input);
/* Names the papers among the arguments of a refusal; returns false, for `return … || source_faults(cx, err)`. */
bool source_faults(Cx *cx, Err *err);
#endif
