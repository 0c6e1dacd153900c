// SPDX-License-Identifier: Apache-2.0
#ifndef APP_WITNESS_H
#define APP_WITNESS_H
#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

/* Witnessing: a hash (the journal's newest entry, the manifest of a backup copy) signed with Ed25519 and a
 * key that lies outside the database, so that whoever can change the database cannot also make an older
 * head look signed. */

/* Makes the secret key file at `path` (mode 0600) and its public half at PATH.pub, in hexadecimal,
 * unless there is one already. */
bool witness_key_create(const char *path, bool *ret_created, Err *err);

/* A key of 32 bytes derived from the secret one for another use; `use` is eight letters.  False: there is no
 * key file that can be read. */
bool witness_subkey(const char *path, const char *use, unsigned char ret_key[32]);

/* *ret = "N:HASH 2026-09-14 SIGNATURE": what is printed, kept and given to `kadr-verify`.
 * Signed are the bytes "kadr SUBJECT N:HASH 2026-09-14".
 *   subject "journal" or "backup"
 *   what    "N:HASH" (journal_head), or the hash of a manifest; without blanks
 *   errors  NOT_FOUND no key file; INVALID it holds no key */
bool witness_sign(Arena *a, const char *path, const char *subject, const char *what, Date day, const char **ret, Err *err);

/* Keeps a signed line in PATH.heads, one a line, synced: outside the database, beside the key. */
bool witness_keep(Arena *a, const char *path, const char *line, Err *err);
/* The newest heads kept there as "N:HASH", oldest first, NULL at the end: what journal_verify takes.  No file:
 * none.  CONFLICT: a line that the key did not sign. */
bool witness_heads(Arena *a, const char *path, const char *const **ret, Err *err);
/* A new database has a new journal: the heads of the one before are put aside, in PATH.heads.before. */
void witness_put_aside(Arena *a, const char *path);

/* Was `line` made so, with the key whose public half is PATH.pub?
 *   errors  NOT_FOUND no public key there; INVALID the line is no such line; CONFLICT another key or another text */
bool witness_check(Arena *a, const char *path, const char *subject, const char *line, Err *err);
#endif
