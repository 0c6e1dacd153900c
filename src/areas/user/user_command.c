// SPDX-License-Identifier: Apache-2.0
/* `kadr user`: accounts at the console.  Passwords are read and hashed before the transaction opens. */
#include "areas/user/user_in.h"
#include "app/command.h"
#include "app/journal.h"
#include "user_queries.h"
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LONGEST_PASSWORD = 200 };

typedef struct Wish {
    const char *login, *fin, *password, *hash;
    bool        administrator, disabled;
    Arena      *arena;
    Val        *rows;
} Wish;

static void echo(bool on)
{
    struct termios t;
    if (tcgetattr(STDIN_FILENO, &t))
        return;
    t.c_lflag = on ? t.c_lflag | ECHO : t.c_lflag & ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSANOW, &t);
}

/* One line of standard input; a person at a terminal is asked, and nothing is shown. */
static bool read_password(Arena *a, Wish *w, Err *err)
{
    char line[LONGEST_PASSWORD * 2];
    bool asked = isatty(STDIN_FILENO);
    if (asked) {
        fprintf(stderr, "password of %s: ", w->login);
        echo(false);
    }
    bool read = fgets(line, sizeof line, stdin) != NULL;
    if (asked) {
        echo(true);
        fputc('\n', stderr);
    }
    if (!read)
        line[0] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    Account of = { .login = w->login };
    w->password = arena_strdup(a, line);
    sodium_memzero(line, sizeof line);
    if (strlen(w->password) > LONGEST_PASSWORD)
        return err_set(err, ERR_INVALID, "password", N_("too long"));
    if (!password_fit(a, w->password, &of, "password", err))
        return false;
    w->hash = password_hash(a, w->password);
    return true;
}

static bool wished(Cx *cx, const Wish *w, Account *ret, Err *err)
{
    bool found;
    if (!account_by_login(cx, w->login, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, "login", N_("there is no such account"));
}

static bool do_add(Cx *cx, void *arg, Err *err)
{
    const Wish *w = arg;
    NewAccount in = { .login = w->login, .hash = w->hash, .administrator = w->administrator, .given = true };
    Account owner = { .login = w->login };
    int64_t id;
    return account_owner(cx, w->fin, w->administrator, &in.person_id, err)
        && account_owner_name(cx, in.person_id, &owner, err)
        && password_fit(cx->arena, w->password, &owner, "password", err) && account_add(cx, &in, &id, err);
}

static bool do_password(Cx *cx, void *arg, Err *err)
{
    const Wish *w = arg;
    Account a;
    return wished(cx, w, &a, err) && password_fit(cx->arena, w->password, &a, "password", err)
        && account_set_password(cx, a.id, w->hash, true, "", err);
}

static bool do_disable(Cx *cx, void *arg, Err *err)
{
    const Wish *w = arg;
    Account a;
    return wished(cx, w, &a, err) && account_disable(cx, a.id, w->disabled, err);
}

typedef struct ListRow { int64_t id; const char *login, *surname, *name; bool administrator, disabled; } ListRow;
static const Field LIST_FIELDS[] = {
    FIELD(ListRow, id), FIELD(ListRow, login), FIELD(ListRow, surname), FIELD(ListRow, name),
    FIELD(ListRow, administrator), FIELD(ListRow, disabled), FIELDS_END
};

static bool do_list(Cx *cx, void *arg, Err *err)
{
    Wish *w = arg;
    size_t n;
    const ListRow *rows = db_all(cx->db, w->arena, &Q_USER_ALL, BIND_NONE, LIST_FIELDS, sizeof(ListRow), &n, err);
    if (!rows)
        return false;
    w->rows = val_list(w->arena);
    for (size_t i = 0; i < n; i++)
        val_add(w->rows, val_record(w->arena, &rows[i], LIST_FIELDS));
    return true;
}

static const char *take_fin(int *argc, char **argv)
{
    for (int i = 1; i < *argc; i++)
        if (strncmp(argv[i], "--fin=", 6) == 0) {
            const char *fin = argv[i] + 6;
            command_flag(argc, argv, argv[i]);
            return fin;
        }
    return "";
}

int user_command(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    Wish w = { .arena = app->arena };
    bool json = command_flag(&argc, argv, "--json");
    w.administrator = command_flag(&argc, argv, "--administrator");
    w.fin = take_fin(&argc, argv);
    const char *what = argc > 1 ? argv[1] : "";
    w.login = argc == 3 ? argv[2] : NULL;
    if (strcmp(what, "list") == 0 && argc == 2) {
        if (!app_read(app, do_list, &w, &err))
            return command_fail(&err);
        command_print(app->arena, w.rows, json);
        return 0;
    }
    bool add = strcmp(what, "add") == 0, password = strcmp(what, "password") == 0;
    w.disabled = strcmp(what, "disable") == 0;
    if (!w.login || !(add || password || w.disabled || strcmp(what, "enable") == 0))
        return command_usage("user");
    if ((add || password) && !read_password(app->arena, &w, &err))
        return command_fail(&err);
    if (!app_work(app, add ? do_add : password ? do_password : do_disable, &w, &err))
        return command_fail(&err);
    return 0;
}
