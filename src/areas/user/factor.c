// SPDX-License-Identifier: Apache-2.0
/* One-time codes as the second step of signing in: the secret, its codes, the codes for whoever lost his device. */
#include "areas/user/user_in.h"
#include "app/journal.h"
#include "app/seal.h"
#include "user_queries.h"
#include <liboath/oath.h>
#include <string.h>

enum { SECRET_BYTES = 20, RECOVERY_BYTES = 10, RECOVERY_SIGNS = 16, RECOVERY_GROUP = 4, LONGEST_CODE = 60 };

static const Field FACTOR_FIELDS[] = {
    FIELD(Factor, account_id), FIELD(Factor, secret), FIELD(Factor, confirmed), FIELD(Factor, last_step),
    FIELD(Factor, since), FIELDS_END
};

bool factor_of(Cx *cx, int64_t account_id, Factor *ret, bool *ret_found, Err *err)
{
    return db_one(cx->db, cx->arena, &Q_USER_FACTOR, BIND(P_INT(account_id)), FACTOR_FIELDS, ret, ret_found, err);
}

/* Base32 of a multiple of five bytes, so that no padding is needed. */
static const char *base32(Arena *a, const unsigned char *bytes, size_t n)
{
    static const char SIGNS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    Str s = str_make(a);
    for (size_t i = 0; i + 5 <= n; i += 5) {
        uint64_t v = 0;
        for (int k = 0; k < 5; k++)
            v = v << 8 | bytes[i + k];
        for (int shift = 35; shift >= 0; shift -= 5)
            str_addc(&s, SIGNS[v >> shift & 31]);
    }
    return s.s;
}

static const char *belongs(Arena *a, int64_t account_id)
{
    return arena_printf(a, "factor of account %lld", (long long)account_id);
}

bool factor_make(Cx *cx, const Account *of, NewFactor *ret, Err *err)
{
    unsigned char secret[SECRET_BYTES];
    randombytes_buf(secret, sizeof secret);
    ret->text = base32(cx->arena, secret, sizeof secret);
    bool ok = seal(cx->arena, cx->app->config->witness_key, belongs(cx->arena, of->id), secret, sizeof secret,
                   &ret->sealed, err);
    sodium_memzero(secret, sizeof secret);
    ret->address = arena_printf(cx->arena, "otpauth://totp/Kadr:%s?secret=%s&issuer=Kadr", of->login, ret->text);
    return ok;
}

int64_t factor_step(const unsigned char *secret, size_t size, const char *code, Instant at)
{
    int64_t found = 0, now = at.us / 1000000 / FACTOR_SECONDS;
    if (strlen(code) != FACTOR_DIGITS)
        return 0;
    for (int64_t step = now - 1; step <= now + 1; step++) {
        char right[FACTOR_DIGITS + 1];
        if (oath_totp_generate((const char *)secret, size, (time_t)(step * FACTOR_SECONDS), FACTOR_SECONDS, 0,
                               FACTOR_DIGITS, right) == OATH_OK && secret_same(right, code))
            found = step;
    }
    return found;
}

/* As typed, without the spaces and dashes people put between. */
static const char *bare(Arena *a, const char *typed)
{
    Str s = str_make(a);
    for (; *typed && s.len < LONGEST_CODE; typed++)
        if (*typed >= 'a' && *typed <= 'z')
            str_addc(&s, (char)(*typed - 'a' + 'A'));
        else if (*typed != ' ' && *typed != '-')
            str_addc(&s, *typed);
    return s.s;
}

bool factor_step_of(Cx *cx, const Factor *f, const char *code, int64_t *ret_step, Err *err)
{
    unsigned char *secret;
    size_t size;
    if (!unseal(cx->arena, cx->app->config->witness_key, belongs(cx->arena, f->account_id), f->secret, &secret, &size,
                err))
        return false;
    *ret_step = factor_step(secret, size, bare(cx->arena, code), cx->real_now);
    sodium_memzero(secret, size);
    return true;
}

/* A recovery code is 80 random bits: a plain hash is enough, and the account is part of it. */
static void recovery_hash(Arena *a, int64_t account_id, const char *code, char ret[SHA256_TEXT])
{
    const char *text = arena_printf(a, "kadr recovery %lld %s", (long long)account_id, code);
    sha256_hex(text, strlen(text), ret);
}

typedef struct Taking {
    Account account;
    int64_t step;                        /* 0: a recovery code, by its hash */
    char    hash[SHA256_TEXT];
    bool    taken;
} Taking;

static bool take_code(Cx *cx, void *arg, Err *err)
{
    Taking *t = arg;
    int64_t id = t->account.id, changes = 0;
    bool ok = t->step ? db_run(cx->db, &Q_USER_FACTOR_STEP, BIND(P_INT(id), P_INT(t->step)), &changes, err)
                      : db_run(cx->db, &Q_USER_RECOVERY_TAKE, BIND(P_INT(id), P_TEXT(t->hash)), &changes, err);
    t->taken = ok && changes == 1;
    if (t->taken && !t->step)
        journal_add(cx, "factor.recovery", OBJ_USER, id, NULL, NULL);
    return ok && (t->taken || account_count_failure(cx, &t->account, err));
}

bool factor_try(Cx *cx, const Account *account, const char *code, const char *field, Err *err)
{
    Factor f;
    bool found;
    Taking t = { .account = *account };
    if (!account_unlocked(cx, account->locked_until, field, err) || !factor_of(cx, account->id, &f, &found, err))
        return false;
    code = bare(cx->arena, code);
    if (strlen(code) == RECOVERY_SIGNS)
        recovery_hash(cx->arena, account->id, code, t.hash);
    else if (found && f.confirmed && !factor_step_of(cx, &f, code, &t.step, err))
        return false;
    if (!app_write(cx, take_code, &t, err))
        return false;
    return t.taken || err_set(err, ERR_INVALID, field, N_("the code is wrong, or it was used already"));
}

bool factor_begin(Cx *cx, int64_t account_id, const char *sealed, Err *err)
{
    int64_t changes;
    if (!db_run(cx->db, &Q_USER_FACTOR_BEGIN, BIND(P_INT(account_id), P_TEXT(sealed), P_INSTANT(cx->real_now)), &changes,
                err))
        return false;
    return changes == 1 || err_set(err, ERR_CONFLICT, NULL, N_("one-time codes are asked for already"));
}

static bool add_recovery(Cx *cx, int64_t account_id, const char **ret, Err *err)
{
    unsigned char bytes[RECOVERY_BYTES];
    char hash[SHA256_TEXT];
    randombytes_buf(bytes, sizeof bytes);
    const char *code = base32(cx->arena, bytes, sizeof bytes);
    recovery_hash(cx->arena, account_id, code, hash);
    *ret = arena_printf(cx->arena, "%.*s-%.*s-%.*s-%.*s", RECOVERY_GROUP, code, RECOVERY_GROUP, code + 4,
                        RECOVERY_GROUP, code + 8, RECOVERY_GROUP, code + 12);
    return db_run(cx->db, &Q_USER_RECOVERY_ADD, BIND(P_INT(account_id), P_TEXT(hash)), NULL, err);
}

bool factor_confirm(Cx *cx, int64_t account_id, int64_t step, const char *const **ret_codes, Err *err)
{
    int64_t changes;
    const char **codes = NEW_N(cx->arena, const char *, RECOVERY_CODES + 1);
    if (!db_run(cx->db, &Q_USER_FACTOR_CONFIRM, BIND(P_INT(account_id), P_INT(step), P_INSTANT(cx->real_now)), &changes, err)
        || !db_run(cx->db, &Q_USER_RECOVERY_END, BIND(P_INT(account_id)), NULL, err))
        return false;
    if (!changes)
        return err_set(err, ERR_CONFLICT, NULL, N_("one-time codes are asked for already"));
    for (int i = 0; i < RECOVERY_CODES; i++)
        if (!add_recovery(cx, account_id, &codes[i], err))
            return false;
    *ret_codes = codes;
    journal_add(cx, "factor.add", OBJ_USER, account_id, NULL, NULL);
    return db_run(cx->db, &Q_USER_SESSIONS_END,
                  BIND(P_INT(account_id), P_INSTANT(cx->real_now), P_TEXT(cx->actor->session)), NULL, err);
}

bool factor_remove(Cx *cx, int64_t account_id, Err *err)
{
    int64_t changes;
    if (!db_run(cx->db, &Q_USER_FACTOR_END, BIND(P_INT(account_id)), &changes, err)
        || !db_run(cx->db, &Q_USER_RECOVERY_END, BIND(P_INT(account_id)), NULL, err)
        || !db_run(cx->db, &Q_USER_STEPS_END, BIND(P_INT(account_id)), NULL, err))
        return false;
    if (!changes)
        return err_set(err, ERR_CONFLICT, NULL, N_("this account is not asked for one-time codes"));
    journal_add(cx, "factor.remove", OBJ_USER, account_id, NULL, NULL);
    return true;
}
