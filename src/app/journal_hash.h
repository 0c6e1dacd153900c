// SPDX-License-Identifier: Apache-2.0
#ifndef APP_JOURNAL_HASH_H
#define APP_JOURNAL_HASH_H
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>

/* One step of the journal's chain, by nettle, which uses the processor's own SHA instructions.
 * src/verify/main.c takes the same step by another library and without this header, so that a fault here
 * cannot hide itself. */
enum { JOURNAL_HASH = SHA256_DIGEST_SIZE, JOURNAL_HASH_TEXT = 2 * JOURNAL_HASH + 1 };

static inline void journal_hash_next(unsigned char hash[JOURNAL_HASH], const char *entry)
{
    struct sha256_ctx s;
    sha256_init(&s);
    sha256_update(&s, JOURNAL_HASH, hash);
    sha256_update(&s, strlen(entry), (const uint8_t *)entry);
    sha256_digest(&s, JOURNAL_HASH, hash);
}

static inline void journal_hash_format(const unsigned char hash[JOURNAL_HASH], char out[JOURNAL_HASH_TEXT])
{
    sodium_bin2hex(out, JOURNAL_HASH_TEXT, hash, JOURNAL_HASH);
}

static inline bool journal_hash_parse(const char *hex, unsigned char out[JOURNAL_HASH])
{
    size_t got;
    return hex && strlen(hex) == 2 * JOURNAL_HASH
        && sodium_hex2bin(out, JOURNAL_HASH, hex, strlen(hex), NULL, &got, NULL) == 0 && got == JOURNAL_HASH;
}
#endif
