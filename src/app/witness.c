// SPDX-License-Identifier: Apache-2.0
#include "app/witness.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SECRET = crypto_sign_SECRETKEYBYTES, PUBLIC = crypto_sign_PUBLICKEYBYTES, SIGNATURE = crypto_sign_BYTES, LONGEST_LINE = 400 };

static bool write_hex(const char *path, int mode, const unsigned char *bytes, size_t size, Err *err)
{
    char hex[2 * SECRET + 1];
    sodium_bin2hex(hex, sizeof hex, bytes, size);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
    bool ok = f && fprintf(f, "%s\n", hex) > 0 && fflush(f) == 0 && fsync(fd) == 0;
    if (!ok)
        err_detail(err, "%s: %s", path, strerror(errno));
    if (f)
        fclose(f);
    sodium_memzero(hex, sizeof hex);
    return ok || err_set(err, ERR_INTERNAL, NULL, "the witness key cannot be written");
}

bool witness_key_create(const char *path, bool *ret_created, Err *err)
{
    *ret_created = false;
    if (access(path, F_OK) == 0)
        return true;
    unsigned char public_key[PUBLIC], secret[SECRET];
    char pub[4096];
    if (sodium_init() < 0 || snprintf(pub, sizeof pub, "%s.pub", path) >= (int)sizeof pub)
        return err_set(err, ERR_INTERNAL, NULL, "the witness key cannot be written");
    crypto_sign_keypair(public_key, secret);
    unlink(pub);
    *ret_created = write_hex(pub, 0644, public_key, sizeof public_key, err)
                && write_hex(path, 0600, secret, sizeof secret, err);
    sodium_memzero(secret, sizeof secret);
    return *ret_created;
}

static bool read_secret(const char *path, unsigned char secret[SECRET], Err *err)
{
    char hex[2 * SECRET + 2] = "";
    FILE *f = fopen(path, "r");
    if (!f) {
        err_detail(err, "%s: %s", path, strerror(errno));
        return err_set(err, ERR_NOT_FOUND, NULL, "the witness key {0} cannot be read", path);
    }
    size_t n = fread(hex, 1, sizeof hex - 1, f), got;
    fclose(f);
    bool ok = n >= 2 * SECRET
           && sodium_hex2bin(secret, SECRET, hex, 2 * SECRET, NULL, &got, NULL) == 0 && got == SECRET;
    sodium_memzero(hex, sizeof hex);
    return ok || err_set(err, ERR_INVALID, NULL, "the witness key {0} holds no key", path);
}

bool witness_sign(Arena *a, const char *path, const char *subject, const char *what, Date day, const char **ret, Err *err)
{
    unsigned char secret[SECRET], signature[SIGNATURE];
    char date[DATE_TEXT], hex[2 * SIGNATURE + 1];
    if (!read_secret(path, secret, err))
        return false;
    date_format(day, date);
    const char *said = arena_printf(a, "kadr %s %s %s", subject, what, date);
    crypto_sign_detached(signature, NULL, (const unsigned char *)said, strlen(said), secret);
    sodium_memzero(secret, sizeof secret);
    sodium_bin2hex(hex, sizeof hex, signature, sizeof signature);
    *ret = arena_printf(a, "%s %s %s", what, date, hex);
    return true;
}

bool witness_subkey(const char *path, const char *use, unsigned char ret_key[32])
{
    unsigned char secret[SECRET];
    Err unread = { 0 };
    if (access(path, R_OK) != 0 || !read_secret(path, secret, &unread))
        return false;
    /* The first half of the secret key is the random seed it was made of. */
    crypto_kdf_derive_from_key(ret_key, 32, 1, use, secret);
    sodium_memzero(secret, sizeof secret);
    return true;
}

static bool read_public(Arena *a, const char *path, unsigned char key[PUBLIC], Err *err)
{
    char hex[2 * PUBLIC + 2] = "";
    const char *pub = arena_printf(a, "%s.pub", path);
    FILE *f = fopen(pub, "r");
    if (!f)
        return err_set(err, ERR_NOT_FOUND, NULL, "the witness key {0} cannot be read", pub);
    size_t n = fread(hex, 1, sizeof hex - 1, f), got;
    fclose(f);
    return (n >= 2 * PUBLIC && sodium_hex2bin(key, PUBLIC, hex, 2 * PUBLIC, NULL, &got, NULL) == 0 && got == PUBLIC)
        || err_set(err, ERR_INVALID, NULL, "the witness key {0} holds no key", pub);
}

bool witness_check(Arena *a, const char *path, const char *subject, const char *line, Err *err)
{
    unsigned char key[PUBLIC], signature[SIGNATURE];
    size_t got;
    if (!read_public(a, path, key, err))
        return false;
    const char *last = strrchr(line, ' ');
    if (!last || strlen(last + 1) != 2 * SIGNATURE
        || sodium_hex2bin(signature, SIGNATURE, last + 1, 2 * SIGNATURE, NULL, &got, NULL) != 0 || got != SIGNATURE)
        return err_set(err, ERR_INVALID, NULL, "this is no signature of a witness");
    const char *said = arena_printf(a, "kadr %s %.*s", subject, (int)(last - line), line);
    return crypto_sign_verify_detached(signature, (const unsigned char *)said, strlen(said), key) == 0
        || err_set(err, ERR_CONFLICT, NULL, "the signature is of another key, or of another text");
}

bool witness_keep(Arena *a, const char *path, const char *line, Err *err)
{
    const char *kept = arena_printf(a, "%s.heads", path);
    int fd = open(kept, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *text = arena_printf(a, "%s\n", line);
    ssize_t n = (ssize_t)strlen(text);
    bool ok = fd >= 0 && write(fd, text, (size_t)n) == n && fsync(fd) == 0;
    if (!ok)
        err_detail(err, "%s: %s", kept, strerror(errno));
    if (fd >= 0)
        close(fd);
    return ok || err_set(err, ERR_INTERNAL, NULL, "the head of the journal cannot be kept in {0}", kept);
}

bool witness_heads(Arena *a, const char *path, const char *const **ret, Err *err)
{
    enum { NEWEST = 30 };
    char line[LONGEST_LINE];
    const char **heads = NEW_N(a, const char *, NEWEST + 1);
    size_t n = 0;
    bool ok = true;
    FILE *f = fopen(arena_printf(a, "%s.heads", path), "r");
    *ret = heads;
    while (ok && f && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        ok = witness_check(a, path, "journal", line, err);
        if (n == NEWEST)
            memmove(heads, heads + 1, --n * sizeof *heads);
        heads[n++] = arena_strndup(a, line, strcspn(line, " "));
    }
    if (f)
        fclose(f);
    return ok;
}

void witness_put_aside(Arena *a, const char *path)
{
    rename(arena_printf(a, "%s.heads", path), arena_printf(a, "%s.heads.before", path));
}
