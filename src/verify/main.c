// SPDX-License-Identifier: Apache-2.0
/* kadr-verify: checks what `kadr journal export` wrote, without Kadr and without its database.
 *
 * The format is all it knows: one entry a line, "N HASH BYTES", where HASH is the SHA-256, in
 * hexadecimal, of the 32 bytes of the hash before (32 zero bytes before the first) and BYTES up to
 * the end of the line.  A witness is "N:HASH", or "N:HASH DATE SIGNATURE" when it is signed
 * (Ed25519) over "kadr journal N:HASH DATE".
 *
 * Shares no code with the program it checks. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { OK = 0, USAGE = 2, BROKEN = 5, HASH = 32, MOST_WITNESSES = 1000 };

typedef struct Witness { long long n; const char *hash; int seen; } Witness;

typedef struct Check {
    Witness       witness[MOST_WITNESSES];
    int           count;
    long long     n;
    unsigned char hash[HASH];
    char          text[2 * HASH + 1];
} Check;

static int usage(void)
{
    fputs("usage: kadr-verify FILE [--key PUBLIC-KEY-FILE] [--witness 'N:HASH [DATE SIGNATURE]']...\n"
          "FILE is what `kadr journal export` wrote, or - for the standard input.\n"
          "With --key every witness must be signed.  Exit: 0 whole, 5 broken, 2 cannot tell.\n", stderr);
    return USAGE;
}

/* Splits "N:HASH[ DATE SIGNATURE]"; text is cut at its blanks. */
static int read_witness(char *text, Witness *w, char **date, char **signature)
{
    char *end;
    errno = 0;
    w->n = strtoll(text, &end, 10);
    if (errno || end == text || *end != ':' || w->n < 1)
        return 0;
    w->hash = end + 1;
    *date = *signature = NULL;
    char *blank = strchr(w->hash, ' ');
    if (blank) {
        *blank = '\0';
        *date = blank + 1;
        if ((*signature = strchr(*date, ' ')))
            *(*signature)++ = '\0';
    }
    return strlen(w->hash) == 2 * HASH && strspn(w->hash, "0123456789abcdefABCDEF") == 2 * HASH;
}

static int read_key(const char *path, unsigned char key[crypto_sign_PUBLICKEYBYTES])
{
    char hex[2 * crypto_sign_PUBLICKEYBYTES + 1] = "";
    FILE *f = fopen(path, "r");
    if (!f)
        return 0;
    size_t n = fread(hex, 1, sizeof hex - 1, f), got;
    fclose(f);
    return n == sizeof hex - 1
        && sodium_hex2bin(key, crypto_sign_PUBLICKEYBYTES, hex, n, NULL, &got, NULL) == 0
        && got == crypto_sign_PUBLICKEYBYTES;
}

static int signature_holds(const char *head, const char *date, const char *signature, const unsigned char *key)
{
    unsigned char sig[crypto_sign_BYTES];
    char said[200];
    size_t got;
    if (!date || !signature || sodium_hex2bin(sig, sizeof sig, signature, strlen(signature), NULL, &got, NULL)
        || got != sizeof sig)
        return 0;
    int n = snprintf(said, sizeof said, "kadr journal %s %s", head, date);
    return n > 0 && n < (int)sizeof said
        && crypto_sign_verify_detached(sig, (const unsigned char *)said, (size_t)n, key) == 0;
}

static int add_witness(Check *c, char *text, const unsigned char *key)
{
    char *date, *signature;
    if (c->count == MOST_WITNESSES || !read_witness(text, &c->witness[c->count], &date, &signature)) {
        fprintf(stderr, "kadr-verify: '%s' is no witness\n", text);
        return USAGE;
    }
    if (key && !signature_holds(text, date, signature, key)) {
        printf("the witness of entry %lld is not signed with this key\n", c->witness[c->count].n);
        return BROKEN;
    }
    c->count++;
    return OK;
}

static int bad(const Check *c, const char *why)
{
    printf("entry %lld %s\n", c->n, why);
    return BROKEN;
}

/* `line` has no line end. */
static int check_line(Check *c, const char *line)
{
    char *end;
    c->n++;
    long long n = strtoll(line, &end, 10);
    if (end == line || *end != ' ' || strlen(end + 1) < 2 * HASH + 1 || end[1 + 2 * HASH] != ' ')
        return bad(c, "is not written as an entry");
    if (n != c->n)
        return bad(c, "is missing");
    const char *bytes = end + 1 + 2 * HASH + 1;
    crypto_hash_sha256_state s;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, c->hash, HASH);
    crypto_hash_sha256_update(&s, (const unsigned char *)bytes, strlen(bytes));
    crypto_hash_sha256_final(&s, c->hash);
    sodium_bin2hex(c->text, sizeof c->text, c->hash, HASH);
    if (strncmp(c->text, end + 1, 2 * HASH) != 0)
        return bad(c, "is not what was written");
    for (int i = 0; i < c->count; i++)
        if (c->witness[i].n == c->n) {
            c->witness[i].seen = 1;
            if (strcasecmp(c->witness[i].hash, c->text) != 0)
                return bad(c, "is not the one that was witnessed");
        }
    return OK;
}

static int check_file(Check *c, FILE *f)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t got;
    int code = OK;
    while (code == OK && (got = getline(&line, &size, f)) > 0) {
        if (line[got - 1] != '\n') {
            c->n++;
            code = bad(c, "is cut off");
        } else {
            line[got - 1] = '\0';
            code = strlen(line) == (size_t)got - 1 ? check_line(c, line) : (c->n++, bad(c, "holds a zero byte"));
        }
    }
    free(line);
    for (int i = 0; i < c->count && code == OK; i++)
        if (!c->witness[i].seen) {
            c->n++;
            code = bad(c, "is missing; a later one was witnessed");
        }
    return code;
}

int main(int argc, char **argv)
{
    static Check c;
    unsigned char key[crypto_sign_PUBLICKEYBYTES];
    const char *path = NULL, *key_path = NULL;
    if (sodium_init() < 0)
        return USAGE;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--key") == 0 && i + 1 < argc)
            key_path = argv[++i];
        else if (strcmp(argv[i], "--witness") == 0 && i + 1 < argc)
            i++;
        else if (!path && (argv[i][0] != '-' || !argv[i][1]))
            path = argv[i];
        else
            return usage();
    if (!path)
        return usage();
    if (key_path && !read_key(key_path, key)) {
        fprintf(stderr, "kadr-verify: %s holds no public key\n", key_path);
        return USAGE;
    }
    for (int i = 1, code; i + 1 < argc; i++)
        if (strcmp(argv[i], "--witness") == 0 && (code = add_witness(&c, argv[++i], key_path ? key : NULL)) != OK)
            return code;
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!f) {
        fprintf(stderr, "kadr-verify: %s: %s\n", path, strerror(errno));
        return USAGE;
    }
    int code = check_file(&c, f);
    if (code == OK)
        printf("%lld entries, whole; the last is %lld:%s\n", c.n, c.n, c.n ? c.text : "0");
    return code;
}
