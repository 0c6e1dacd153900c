// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_USER_USER_IN_H
#define AREAS_USER_USER_IN_H
#include "app/area.h"
#include "areas/user/user.h"
#include "web/secret.h"

/* Private to the area: accounts (user.c), their pages (sign_in.c, account.c, token.c, admin.c), the console
 * (user_command.c).  What hashes a password says so: it runs on a worker or at the console, never in
 * the writer; what writes takes the hash. */
typedef struct Account {
    int64_t     id, person_id;           /* person 0: an administrator who is on no list */
    const char *login, *password;        /* the password's hash */
    bool        administrator, disabled;
    bool        given;                   /* the password came from somebody else */
    Instant     locked_until;
} Account;
extern const Field ACCOUNT_FIELDS[];

bool account_by_login(Cx *cx, const char *login, Account *ret, bool *ret_found, Err *err);
bool account_get(Cx *cx, int64_t id, Account *ret, Err *err);                       /* NOT_FOUND */

/* Is this the account's password?  Hashes.  A wrong one is counted by app_write and may lock the account.
 *   account  NULL: an unknown login; it costs as much time
 *   field    where the fault is put
 *   errors   INVALID `field`  the password is wrong, or too many were and the account is locked for a while */
bool account_try(Cx *cx, const Account *account, const char *password, const char *field, Err *err);

/* Faults of a new password, put at `field`. */
bool password_fit(const char *password, const char *login, const char *field, Err *err);
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
/* Sets the password and ends every session but `keep` (a token hash, or ""). */
bool account_set_password(Cx *cx, int64_t id, const char *hash, bool given, const char *keep, Err *err);
/* Closes or opens an account; closing ends its sessions and its tokens.
 *   errors  CONFLICT  it is so already, or it is the actor's own */
bool account_disable(Cx *cx, int64_t id, bool disabled, Err *err);

/* The person of a FIN; none is allowed to an administrator's account alone.  INVALID "fin". */
bool account_owner(Cx *cx, const char *fin, bool administrator, int64_t *ret_person, Err *err);
/* A program's token speaks for its owner in business, but changes no account.  DENIED. */
bool not_by_program(const Cx *cx, Err *err);
bool account_put_tokens(Req *req, Val *view, Err *err);

/* Handlers. */
bool sign_in_page(Req *req, Resp *resp, Err *err);
bool sign_in_post(Req *req, Resp *resp, Err *err);
bool sign_out_post(Req *req, Resp *resp, Err *err);
extern const Input SIGN_IN_INPUTS[];

bool account_page(Req *req, Resp *resp, Err *err);
bool password_post(Req *req, Resp *resp, Err *err);
bool session_end_post(Req *req, Resp *resp, Err *err);
bool token_post(Req *req, Resp *resp, Err *err);
bool token_end_post(Req *req, Resp *resp, Err *err);
extern const Input PASSWORD_INPUTS[], TOKEN_INPUTS[];

extern const struct Export USER_SHEET;
bool users_page(Req *req, Resp *resp, Err *err);
bool user_page(Req *req, Resp *resp, Err *err);
bool user_new_page(Req *req, Resp *resp, Err *err);
bool user_new_post(Req *req, Resp *resp, Err *err);
bool user_close_post(Req *req, Resp *resp, Err *err);
bool user_open_post(Req *req, Resp *resp, Err *err);
bool user_reset_post(Req *req, Resp *resp, Err *err);
extern const Input USER_INPUTS[];

int user_command(const App *app, int argc, char **argv);
#endif
