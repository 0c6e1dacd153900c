// SPDX-License-Identifier: Apache-2.0
#include "web/secret.h"
#include <stdlib.h>
#include <string.h>

enum { PASSES = 2, MEMORY_BYTES = 19 * 1024 * 1024 };

/* sodium_init() is quick and harmless when repeated; without it nothing here may run. */
static void ready(void)
{
    if (sodium_init() < 0)
        abort();
}

char *secret_token(Arena *a)
{
    ready();
    unsigned char bytes[SECRET_TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    size_t room = sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(a, room);
    sodium_bin2base64(text, room, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return text;
}

int64_t secret_mark(void)
{
    ready();
    int64_t n;
    randombytes_buf(&n, sizeof n);
    return (n & (INT64_MAX >> 1)) + 1;
}

void sha256_begin(Sha256 *h)                              { sha256_init(&h->state); }
void sha256_add(Sha256 *h, const void *bytes, size_t n)   { sha256_update(&h->state, n, bytes); }

void sha256_end(Sha256 *h, char out[SHA256_TEXT])
{
    unsigned char hash[SHA256_DIGEST_SIZE];
    sha256_digest(&h->state, sizeof hash, hash);
    sodium_bin2hex(out, SHA256_TEXT, hash, sizeof hash);
}

void sha256_hex(const void *bytes, size_t n, char out[SHA256_TEXT])
{
    Sha256 h;
    sha256_begin(&h);
    sha256_add(&h, bytes, n);
    sha256_end(&h, out);
}

bool secret_same(const char *a, const char *b)
{
    if (!a || !b)
        return false;
    size_t n = strlen(a);
    return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

char *password_hash(Arena *a, const char *password)
{
    ready();
    char *hash = arena_alloc(a, crypto_pwhash_STRBYTES);
    if (crypto_pwhash_str_alg(hash, password, strlen(password), PASSES, MEMORY_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13))
        abort();                                          /* only when there is no memory */
    return hash;
}

bool password_matches(const char *hash, const char *password)
{
    ready();
    return hash && password && crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

bool password_is_dated(const char *hash)
{
    return crypto_pwhash_str_needs_rehash(hash, PASSES, MEMORY_BYTES) != 0;
}
