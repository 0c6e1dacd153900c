// SPDX-License-Identifier: Apache-2.0
/* The system administrator's pages: accounts, and nothing of what their owners do. */
#include "areas/user/user_in.h"
#include "app/export.h"
#include "app/list.h"
#include "areas/person/person.h"
#include "base/text.h"
#include "user_queries.h"
#include <string.h>

typedef struct UserRow {
    int64_t     id;
    const char *login, *surname, *name;
    bool        administrator, disabled;
    Instant     locked_until;
} UserRow;
static const Field USER_ROW_FIELDS[] = {
    FIELD(UserRow, id), FIELD(UserRow, login), FIELD(UserRow, surname), FIELD(UserRow, name),
    FIELD(UserRow, administrator), FIELD(UserRow, disabled), FIELD(UserRow, locked_until), FIELDS_END
};

typedef struct UserFilter { const char *login, *person, *state; } UserFilter;
static const Choice STATES[] = { { "open", N_("open account") }, { "closed", N_("closed account") }, { 0 } };
static const ListFilter USER_FILTERS[] = {
    { "login",  &F_USER_WHERE_LOGIN,    INPUT(UserFilter, login, IN_LINE, OPTIONAL, 60, N_("Login")), .contains = true },
    { "person", &F_USER_WHERE_PERSON,   INPUT(UserFilter, person, IN_LINE, OPTIONAL, 100, N_("Name")), .contains = true },
    { "state",  &F_USER_WHERE_OPEN,     INPUT(UserFilter, state, IN_CHOICE, OPTIONAL, 10, N_("Account"),
                                              .choices = STATES), .means = "open" },
    { "state",  &F_USER_WHERE_DISABLED, INPUT(UserFilter, state, IN_HIDDEN, OPTIONAL, 10, NULL,
                                              .choices = STATES), .means = "closed" },
    { 0 }
};
static const ListSpec USER_LIST = {
    .kind = OBJ_USER, .act = ACT_ACCOUNT_MANAGE, .all = &F_USER_LIST_ALL, .related = &F_USER_LIST_ALL,
    .after = &F_USER_LIST_AFTER, .order = &F_USER_LIST_ORDER, .filters = USER_FILTERS, .fields = USER_ROW_FIELDS,
    .record_size = sizeof(UserRow)
};

static const Column USER_COLUMNS[] = {
    { "login", N_("Login"), CELL_TEXT, 20 },
    { "person", N_("Owner"), CELL_TEXT, 24 },
    { "administrator", N_("administrator"), CELL_BOOL, 14 },
    { "disabled", N_("closed account"), CELL_BOOL, 14 },
    { "locked", N_("locked for a while"), CELL_BOOL, 14 },
    { 0 }
};
const Export USER_SHEET = { "accounts", "list.items", USER_COLUMNS };

bool users_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    void *rows;
    size_t n;
    Val *list;
    if (!list_read(req, &USER_LIST, &rows, &n, &list, err))
        return false;
    Val *items = val_put(list, "items", val_list(cx->arena));
    for (const UserRow *u = rows; u < (const UserRow *)rows + n; u++) {
        Val *v = val_add(items, val_record(cx->arena, u, USER_ROW_FIELDS));
        val_put(v, "person", val_keep(cx->arena, *u->surname ? az_initials(cx->arena, u->surname, u->name, NULL) : ""));
        val_put_bool(cx->arena, v, "locked", u->locked_until.us > cx->real_now.us);
    }
    val_put(resp->view, "list", list);
    return true;
}

bool user_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Account account;
    const char *person = "";
    if (!account_get(cx, req->id, &account, err)
        || (account.person_id && !person_short_name(cx, account.person_id, &person, err)))
        return false;
    Val *v = val_put(resp->view, "user", val_map(a));
    val_put_int(a, v, "id", account.id);
    val_put_text(a, v, "login", account.login);
    val_put_text(a, v, "person", person);
    val_put_bool(a, v, "administrator", account.administrator);
    val_put_bool(a, v, "disabled", account.disabled);
    val_put_bool(a, v, "given", account.given);
    val_put_bool(a, v, "factor", account.factor);
    val_put(v, "given_until", account.given ? val_instant(a, account.given_until) : val_null(a));
    val_put_bool(a, v, "locked", account.locked_until.us > cx->real_now.us);
    val_put_bool(a, v, "own", account.id == cx->actor->user_id);
    val_put_text(a, resp->view, "csrf", cx->actor->csrf);
    val_put_text(a, resp->view, "key", secret_token(a));
    return true;
}

static bool switch_account(Req *req, Resp *resp, bool disabled, Err *err)
{
    Account account;
    if (!not_by_program(req->cx, err) || !account_get(req->cx, req->id, &account, err)
        || !account_disable(req->cx, req->id, disabled, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/users/%lld", (long long)req->id);
    resp->notice = disabled ? N_("The account is closed; its sessions and tokens were ended")
                            : N_("The account is open again");
    return true;
}

bool user_close_post(Req *req, Resp *resp, Err *err) { return switch_account(req, resp, true, err); }
bool user_open_post(Req *req, Resp *resp, Err *err)  { return switch_account(req, resp, false, err); }

/* The page that tells a password once. */
static void tell_password(Req *req, Resp *resp, int64_t id, const char *login, const char *password, bool reset)
{
    Arena *a = req->cx->arena;
    resp->view = val_map(a);
    val_put_bool(a, resp->view, "reset", reset);
    val_put_text(a, resp->view, "login", login);
    val_put_text(a, resp->view, "password", password);
    val_put_int(a, resp->view, "user", id);
    resp->once = true;
    resp->redirect = arena_printf(a, "/users/%lld", (long long)id);
}

typedef struct Reset { int64_t id; const char *hash; } Reset;

static bool write_reset(Cx *cx, void *arg, Err *err)
{
    const Reset *r = arg;
    return account_set_password(cx, r->id, r->hash, true, "", err);
}

bool user_reset_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Account account;
    if (!not_by_program(cx, err) || !account_get(cx, req->id, &account, err))
        return false;
    if (account.id == cx->actor->user_id)
        return err_set(err, ERR_CONFLICT, NULL, N_("change your own password on your account's page"));
    const char *password = password_random(cx->arena);
    Reset r = { account.id, password_hash(cx->arena, password) };
    if (!app_write(cx, write_reset, &r, err))
        return false;
    tell_password(req, resp, account.id, account.login, password, true);
    return true;
}

/* Takes the second step from somebody who lost his device; his password stays what it is. */
bool user_factor_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Account account;
    if (!not_by_program(cx, err) || !account_get(cx, req->id, &account, err))
        return false;
    if (account.id == cx->actor->user_id)
        return err_set(err, ERR_CONFLICT, NULL, N_("remove your own second step on your account's page"));
    if (!factor_remove(cx, req->id, err))
        return false;
    resp->redirect = arena_printf(cx->arena, "/users/%lld", (long long)req->id);
    resp->notice = N_("One-time codes are no longer asked for");
    return true;
}

typedef struct UserForm { const char *login, *fin; bool administrator; } UserForm;
const Input USER_INPUTS[] = {
    INPUT(UserForm, login,         IN_LINE,  REQUIRED, 60, N_("Login"),
          N_("2 to 60 small Latin letters, digits, '.', '-' or '_'")),
    INPUT(UserForm, fin,           IN_LINE,  OPTIONAL, 7,  N_("FIN of its owner")),
    INPUT(UserForm, administrator, IN_CHECK, OPTIONAL, 1,  N_("System administrator: accounts, no business rights")),
    INPUTS_END
};

bool user_new_page(Req *req, Resp *resp, Err *err)
{
    (void)err;
    Val *form = form_view(req, "/users", USER_INPUTS, NULL);
    val_replace(form, "submit", val_keep(req->cx->arena, tr(req->cx, N_("Make the account"))));
    val_put(resp->view, "form", form);
    return true;
}

bool account_owner(Cx *cx, const char *fin, bool administrator, int64_t *ret_person, Err *err)
{
    Person p;
    bool found;
    *ret_person = 0;
    if (!*fin)
        return administrator || err_set(err, ERR_INVALID, "fin", N_("name its owner by the FIN"));
    if (!person_by_fin(cx, fin, &p, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_INVALID, "fin", N_("nobody has this FIN"));
    *ret_person = p.id;
    return true;
}

typedef struct Making { NewAccount account; int64_t id; } Making;

static bool write_account(Cx *cx, void *arg, Err *err)
{
    Making *m = arg;
    return account_add(cx, &m->account, &m->id, err);
}

bool user_new_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    UserForm in = { .login = "", .fin = "" };
    Making m = { .account = { .given = true } };
    if (!not_by_program(cx, err) || !form_read(req, "", USER_INPUTS, &in, err)
        || !account_owner(cx, in.fin, in.administrator, &m.account.person_id, err))
        return false;
    const char *password = password_random(cx->arena);
    m.account.login = in.login;
    m.account.administrator = in.administrator;
    m.account.hash = password_hash(cx->arena, password);
    if (!app_write(cx, write_account, &m, err))
        return false;
    resp->created_id = m.id;
    tell_password(req, resp, m.id, in.login, password, false);
    return true;
}
