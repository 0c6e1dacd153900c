// SPDX-License-Identifier: Apache-2.0
#include "app/seal.h"
#include "app/i18n.h"
#include "app/witness.h"
#include <sodium.h>
#include <string.h>

/* "s1:" nonce and sealed bytes in hexadecimal; "p1:" the bytes themselves, where there is no key. */
enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, KEY = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
       MAC = crypto_aead_xchacha20poly1305_ietf_ABYTES, MOST = 1000, MARK = 3 };

static const char *as_text(Arena *a, const char *mark, const unsigned char *bytes, size_t size)
{
    char *text = arena_alloc(a, MARK + 2 * size + 1);
    memcpy(text, mark, MARK);
    sodium_bin2hex(text + MARK, 2 * size + 1, bytes, size);
    return text;
}

bool seal(Arena *a, const char *path, const char *what, const void *bytes, size_t size, const char **ret, Err *err)
{
    unsigned char key[KEY], *out;
    unsigned long long n;
    if (sodium_init() < 0 || size > MOST)
        return err_set(err, ERR_INTERNAL, NULL, N_("the secret cannot be kept"));
    if (!witness_subkey(path, "kadrseal", key)) {
        *ret = as_text(a, "p1:", bytes, size);
        return true;
    }
    out = arena_alloc(a, NONCE + size + MAC);
    randombytes_buf(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, &n, bytes, size, (const unsigned char *)what, strlen(what),
                                               NULL, out, key);
    sodium_memzero(key, sizeof key);
    *ret = as_text(a, "s1:", out, NONCE + (size_t)n);
    return true;
}

static bool not_ours(Err *err)
{
    return err_set(err, ERR_CONFLICT, NULL,
                   N_("the secret cannot be opened: the key beside the database is another one"));
}

bool unseal(Arena *a, const char *path, const char *what, const char *sealed, unsigned char **ret, size_t *ret_size,
            Err *err)
{
    unsigned char key[KEY], *in;
    unsigned long long n;
    size_t size, most = strlen(sealed) / 2 + 1;
    if (sodium_init() < 0 || strlen(sealed) < MARK)
        return not_ours(err);
    in = arena_alloc(a, most);
    if (sodium_hex2bin(in, most, sealed + MARK, strlen(sealed) - MARK, NULL, &size, NULL) != 0)
        return not_ours(err);
    if (seal_is_open(sealed)) {
        *ret = in;
        *ret_size = size;
        return true;
    }
    if (strncmp(sealed, "s1:", MARK) != 0 || size < NONCE + MAC || !witness_subkey(path, "kadrseal", key))
        return not_ours(err);
    *ret = arena_alloc(a, size);
    int bad = crypto_aead_xchacha20poly1305_ietf_decrypt(*ret, &n, NULL, in + NONCE, size - NONCE,
                                                         (const unsigned char *)what, strlen(what), in, key);
    sodium_memzero(key, sizeof key);
    *ret_size = (size_t)n;
    return bad ? not_ours(err) : true;
}

bool seal_is_open(const char *sealed) { return strncmp(sealed, "p1:", MARK) == 0; }
