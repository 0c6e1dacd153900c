// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_USER_USER_IN_H
#define AREAS_USER_USER_IN_H
#include "app/area.h"
#include "areas/user/user.h"
#include "web/secret.h"

/* Private to the area: accounts (user.c), what a password must be (password.c), one-time codes (factor.c), browsers
 * that are known (device.c), their pages (sign_in.c, account.c, session.c, factor_web.c, token.c, settings.c,
 * admin.c), the console (user_command.c).  What hashes a password says so: it runs on a worker or at the console,
 * never in the writer; what writes takes the hash. */
typedef struct Account {
    int64_t     id, person_id;           /* person 0: an administrator who is on no list */
    const char *login, *password;        /* the password's hash */
    const char *surname, *name;          /* of its owner; "" for one who is on no list */
    const char *lang;                    /* "" where he has chosen none */
    bool        administrator, disabled;
    bool        given;                   /* the password came from somebody else */
    bool        factor;                  /* a one-time code is the second step of signing in */
    Instant     locked_until;            /* for strangers; after device_recognise, for this browser */
    const char *device;                  /* device_recognise: hash of the known browser's cookie, "" for a stranger's */
    Instant     given_until;             /* a given password opens nothing after this */
    int64_t     per_page;                /* 0: the usual number of rows */
} Account;
extern const Field ACCOUNT_FIELDS[];

bool account_by_login(Cx *cx, const char *login, Account *ret, bool *ret_found, Err *err);
bool account_get(Cx *cx, int64_t id, Account *ret, Err *err);                       /* NOT_FOUND */

/* Is this the account's password?  Hashes.  A wrong one is counted by app_write and may lock the account.
 *   field    where the fault is put
 *   errors   INVALID `field`  the password is wrong, or too many were and the account is locked for a while */
bool account_try(Cx *cx, const Account *account, const char *password, const char *field, Err *err);
/* The same for a login that is not there: always false, in the time, with the words and with the lock of one that is. */
bool account_unknown(Cx *cx, const char *login, const char *password, const char *field, Err *err);
/* The two halves of it, for codes: INVALID `field` while the account is locked; one more failure, in a
 * transaction of the writer (an app_write job, its argument an Account). */
bool account_unlocked(Cx *cx, Instant locked_until, const char *field, Err *err);
bool account_count_failure(Cx *cx, void *account, Err *err);

/* Is the account tried from a browser it was signed in with?  Such a one has a lock of its own (decisions/0053). */
bool device_recognise(Req *req, Account *account, Err *err);
/* The cookie to set: the browser's own while anybody is known by it, else a new one; NULL: failed. */
const char *device_token(Req *req, Err *err);
/* Writes.  Signed in with it: known from now on, its wrong tries forgiven. */
bool device_keep(Cx *cx, int64_t account_id, const char *token, Err *err);
bool device_failed(Cx *cx, const Account *account, int64_t *ret_failures, Err *err);
bool device_lock(Cx *cx, const Account *account, Instant until, Err *err);

/* Faults of a new password, put at `field`.
 *   of   whose: login, surname and name, NULL where not known */
bool password_fit(Arena *a, const char *password, const Account *of, const char *field, Err *err);
/* Fills surname and name of an account's owner. */
bool account_owner_name(Cx *cx, int64_t person_id, Account *ret, Err *err);
/* One that nobody has thought of: 16 characters. */
const char *password_random(Arena *a);

/* Writes; none of these hashes. */
typedef struct NewAccount {
    int64_t     person_id;
    const char *login, *hash;
    bool        administrator, given;
    const char *demo_role;
} NewAccount;
bool account_add(Cx *cx, const NewAccount *in, int64_t *ret_id, Err *err);          /* INVALID, CONFLICT "login" */
/* Sets the password and ends every session but `keep` (a token hash, or "").  A given one ends the account's tokens
 * too, and forgets its browsers: whoever had the account before has nothing left of it. */
bool account_set_password(Cx *cx, int64_t id, const char *hash, bool given, const char *keep, Err *err);
/* Closes or opens an account; closing ends its sessions and its tokens.
 *   errors  CONFLICT  it is so already, or it is the actor's own */
bool account_disable(Cx *cx, int64_t id, bool disabled, Err *err);

/* The person of a FIN; none is allowed to an administrator's account alone.  INVALID "fin". */
bool account_owner(Cx *cx, const char *fin, bool administrator, int64_t *ret_person, Err *err);
/* A program's token speaks for its owner in business, but changes no account.  DENIED. */
bool not_by_program(const Cx *cx, Err *err);
bool account_put_tokens(Req *req, Val *view, Err *err);

/* One-time codes, RFC 6238: SHA-1, 30 seconds, six digits, as every authenticator can.  A code of the half minute
 * before or after is taken too; each half minute is good once. */
enum { FACTOR_SECONDS = 30, FACTOR_DIGITS = 6, RECOVERY_CODES = 10 };
typedef struct Factor {
    int64_t     account_id;
    const char *secret;                  /* sealed */
    bool        confirmed;
    int64_t     last_step;
    Instant     since;
} Factor;
typedef struct NewFactor { const char *sealed, *text, *address; } NewFactor;      /* base32; otpauth://… */

bool factor_of(Cx *cx, int64_t account_id, Factor *ret, bool *ret_found, Err *err);
bool factor_make(Cx *cx, const Account *of, NewFactor *ret, Err *err);
/* The half minute since 1970 whose code this is, that of `at` or its neighbour; 0: none of them. */
int64_t factor_step(const unsigned char *secret, size_t size, const char *code, Instant at);
/* The same of a stored secret and a code as typed, spaces and dashes in it.  CONFLICT when it cannot be opened. */
bool factor_step_of(Cx *cx, const Factor *f, const char *code, int64_t *ret_step, Err *err);
/* Is it a code of the account, or one of its recovery codes?  Takes it by app_write, so that nobody uses it again.
 * A wrong one counts as a wrong password does.
 *   errors  INVALID `field`; CONFLICT when the secret cannot be opened */
bool factor_try(Cx *cx, const Account *account, const char *code, const char *field, Err *err);
/* Writes. */
bool factor_begin(Cx *cx, int64_t account_id, const char *sealed, Err *err);       /* CONFLICT: there is one */
/* *ret_codes: RECOVERY_CODES texts, told once. */
bool factor_confirm(Cx *cx, int64_t account_id, int64_t step, const char *const **ret_codes, Err *err);
bool factor_remove(Cx *cx, int64_t account_id, Err *err);                          /* CONFLICT: there is none */

/* Opens a session for whoever has shown all he must. */
bool session_open(Req *req, Resp *resp, const Account *account, const char *rehash, const char *next, Err *err);
bool account_put_sessions(Cx *cx, Val *view, Err *err);

/* Handlers. */
bool sign_in_page(Req *req, Resp *resp, Err *err);
bool sign_in_post(Req *req, Resp *resp, Err *err);
bool sign_out_post(Req *req, Resp *resp, Err *err);
bool code_page(Req *req, Resp *resp, Err *err);
bool code_post(Req *req, Resp *resp, Err *err);
extern const Input SIGN_IN_INPUTS[], CODE_INPUTS[];

bool account_page(Req *req, Resp *resp, Err *err);
bool password_page(Req *req, Resp *resp, Err *err);
bool password_post(Req *req, Resp *resp, Err *err);
bool session_end_post(Req *req, Resp *resp, Err *err);
bool sessions_end_post(Req *req, Resp *resp, Err *err);
bool token_post(Req *req, Resp *resp, Err *err);
bool token_end_post(Req *req, Resp *resp, Err *err);
extern const Input PASSWORD_INPUTS[], TOKEN_INPUTS[];

bool settings_page(Req *req, Resp *resp, Err *err);
bool settings_post(Req *req, Resp *resp, Err *err);
bool program_page(Req *req, Resp *resp, Err *err);
extern const Input SETTINGS_INPUTS[];

bool factor_page(Req *req, Resp *resp, Err *err);
bool factor_begin_post(Req *req, Resp *resp, Err *err);
bool factor_confirm_post(Req *req, Resp *resp, Err *err);
bool factor_remove_post(Req *req, Resp *resp, Err *err);
extern const Input FACTOR_BEGIN_INPUTS[], FACTOR_CONFIRM_INPUTS[], FACTOR_REMOVE_INPUTS[];

extern const struct Export USER_SHEET;
bool users_page(Req *req, Resp *resp, Err *err);
bool user_page(Req *req, Resp *resp, Err *err);
bool user_new_page(Req *req, Resp *resp, Err *err);
bool user_new_post(Req *req, Resp *resp, Err *err);
bool user_close_post(Req *req, Resp *resp, Err *err);
bool user_open_post(Req *req, Resp *resp, Err *err);
bool user_reset_post(Req *req, Resp *resp, Err *err);
bool user_factor_post(Req *req, Resp *resp, Err *err);
extern const Input USER_INPUTS[];

int user_command(const App *app, int argc, char **argv);
#endif
