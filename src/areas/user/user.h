// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_USER_USER_H
#define AREAS_USER_USER_H
#include "app/app.h"

/* Accounts, sessions, tokens and signing in.  An account belongs to a person and carries no right of
 * its own: rights come from the posts the person holds.  Only the system administrator's account has
 * a power by itself, and none over business: whatever posts his person holds, he signs in for those with
 * another account.
 *
 * All times here are the machine's own (cx->real_now), in a demo too: moving its clock ends no session. */
extern const Area user_area;

enum { USER_PASSWORD_MIN = 10, USER_FREE_FAILURES = 5 };

/* Makes an account.  Hashes the password: for `kadr init` and tests, never in the server's writer.
 *   login      2 to 60 small Latin letters, digits, '.', '-', '_'; unique
 *   password   in clear; at least USER_PASSWORD_MIN characters (a demo's may be shorter)
 *   demo_role  shown on the sign-in page of a demo; NULL otherwise
 *   errors     INVALID "login", "password"; CONFLICT "login" when it is taken */
bool user_add(Cx *cx, int64_t person_id, const char *login, const char *password, bool administrator,
              const char *demo_role, int64_t *ret_id, Err *err);

/* How long an account is locked after its n-th wrong password in a row, in seconds: none for the
 * first five, then one minute, doubling up to a quarter of an hour. */
int64_t user_lock_seconds(int64_t failures);

/* AppHooks.token_used: a session that is used lasts on, until its days are over.  One UPDATE. */
bool user_token_used(Cx *cx, const char *hash, bool bearer, Err *err);
/* AppHooks.actor_of_token. */
bool user_actor_of_token(Cx *cx, const char *token, bool bearer, Actor *ret, bool *ret_found, Err *err);
#endif
