// SPDX-License-Identifier: Apache-2.0
#ifndef APP_JOURNAL_H
#define APP_JOURNAL_H
#include "app/cx.h"
#include "base/progress.h"

/* The journal: every write, sensitive read, export, print and denial is one entry of a hash
 * chain, in the transaction of the act itself.  It cannot be rewritten unnoticed since the last
 * witnessed head.
 *
 * Entry n is stored as canonical JSON bytes
 *   {v,n,at,actor:{user,person},verb,object:{kind,id},authority,data}
 * and hash(n) = SHA-256(hash(n-1) bytes || entry bytes); hash(0) is 32 zero bytes. */

Journal *journal_new(Arena *a);

/* Remembers one entry; it is written by journal_flush at the end of the transaction.
 *   verb   "letter.register": an act's code, or "denied", "signed_in" …
 *   data   what a reader of the journal needs; NULL for none.  Never passwords or file contents.
 *   grant  why it was allowed, or NULL
 * Unless it is a reading or a refusal, the search looks at the object anew.
 * Both are turned into bytes at once: changing them afterwards changes nothing. */
void journal_add(Cx *cx, const char *verb, ObjectKind kind, int64_t object, const Val *data, const Grant *grant);

/* Remembers a refusal: entry "denied" with {act, reason, unwritten}.  A second refusal of the same
 * act to the same actor within a minute only counts; the next entry says in `unwritten` how many
 * were left out.  Called in a transaction of its own, since the act's own is rolled back.
 *   refused  its reason is kept; may be NULL
 *   effect  one row of journal_denied */
bool journal_add_denied(Cx *cx, Act act, ObjectKind kind, int64_t object, const Grant *refused, Err *err);

/* Remembers that an object was read whose pages are leafed through: entry "read" with {path, unwritten}.  What the
 * same account reads of it within ten minutes only counts; its next entry says in `unwritten` how many reads had
 * none of their own.
 *   effect  one row of journal_read; goes by the machine's clock, a demo's stands still */
bool journal_add_leafed(Cx *cx, ObjectKind kind, int64_t object, const char *path, const Grant *grant, Err *err);

/* Writes what was remembered, last in the transaction, under the journal head's lock; before it, the words of
 * the objects named (app/find.h). */
bool journal_flush(Cx *cx, Err *err);

/* Reads the chain from the start, in one snapshot; false with CONFLICT naming the first bad entry:
 * a changed byte, a missing or swapped entry, a cut tail, an entry after the head.
 *   witness  "N:HASH" heads that must be on the chain, NULL-terminated; may be NULL
 *   p        told after each thousand entries; may be NULL; a stop is BUSY */
bool journal_verify(Db *db, const char *const *witness, const Progress *p, int64_t *ret_entries, char ret_head[65], Err *err);
/* One line per entry, "n hash bytes", for the separate verifier; `file` is a FILE. */
bool journal_export(Db *db, void *file, Err *err);
/* The newest entry as "N:HASH", what a witness keeps. */
bool journal_head(Db *db, Arena *a, const char **ret, Err *err);
#endif
