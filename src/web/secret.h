// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_SECRET_H
#define WEB_SECRET_H
#include "base/arena.h"
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>

/* Random tokens and passwords by libsodium; SHA-256 by nettle, which uses the processor's own instructions
 * (decisions/0027).  Every function may be called from any thread, without preparation. */

enum { SECRET_TOKEN_BYTES = 32, SHA256_TEXT = 65 };

/* 32 random bytes as 43 characters of base64url: session tokens, CSRF tokens, one-time keys. */
char *secret_token(Arena *a);

/* A random number from 1 on, such as names one state of something. */
int64_t secret_mark(void);

/* SHA-256 as 64 small hex digits and a NUL. */
typedef struct Sha256 { struct sha256_ctx state; } Sha256;
void sha256_hex(const void *bytes, size_t n, char out[SHA256_TEXT]);
void sha256_begin(Sha256 *h);
void sha256_add(Sha256 *h, const void *bytes, size_t n);
void sha256_end(Sha256 *h, char out[SHA256_TEXT]);

/* Whether two texts are the same, in a time that tells nothing of where they differ. NULL is like nothing. */
bool secret_same(const char *a, const char *b);

/* Argon2id with 19 MiB and two passes, about 16 ms and 19 MiB for each call: only on the slow lane.
 * The hash is text that carries its own salt and cost. */
char *password_hash(Arena *a, const char *password);
bool  password_matches(const char *hash, const char *password);      /* false for a NULL or broken hash */
bool  password_is_dated(const char *hash);                           /* other cost than today's: hash anew */
#endif
