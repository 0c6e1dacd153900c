// SPDX-License-Identifier: Apache-2.0
/* What the area is: its pages, commands and statements. */
#include "areas/user/user_in.h"
#include "user_queries.h"
#include <liboath/oath.h>

static const Route ROUTES[] = {
    { GET,  "/sign-in", ACT_PUBLIC, OBJ_NONE, sign_in_page, "user/sign_in.html", .title = N_("Sign in") },
    { POST, "/sign-in", ACT_PUBLIC, OBJ_NONE, sign_in_post, NULL, SIGN_IN_INPUTS, "/sign-in", .lane = LANE_SLOW },
    { GET,  "/sign-in/code", ACT_PUBLIC, OBJ_NONE, code_page, "user/code.html", .title = N_("One-time code") },
    { POST, "/sign-in/code", ACT_PUBLIC, OBJ_NONE, code_post, NULL, CODE_INPUTS, "/sign-in/code", .lane = LANE_SLOW },
    { POST, "/sign-out", ACT_OWN_ACCOUNT, OBJ_NONE, sign_out_post, .held_too = true },

    { GET,  "/account", ACT_OWN_ACCOUNT, OBJ_NONE, account_page, "user/account.html", .title = N_("My account") },
    { GET,  "/account/password", ACT_OWN_ACCOUNT, OBJ_NONE, password_page, "user/change.html",
      .title = N_("Change the password"), .held_too = true },
    { POST, "/account/password", ACT_OWN_ACCOUNT, OBJ_NONE, password_post, NULL, PASSWORD_INPUTS, "/account/password",
      .lane = LANE_SLOW, .held_too = true },
    { POST, "/account/sessions/end", ACT_OWN_ACCOUNT, OBJ_NONE, sessions_end_post },
    { POST, "/account/sessions/{name}/end", ACT_OWN_ACCOUNT, OBJ_NONE, session_end_post },
    { GET,  "/account/factor", ACT_OWN_ACCOUNT, OBJ_NONE, factor_page, "user/factor.html",
      .title = N_("One-time codes") },
    { POST, "/account/factor", ACT_OWN_ACCOUNT, OBJ_NONE, factor_begin_post, "user/factor_new.html", FACTOR_BEGIN_INPUTS,
      "/account/factor", .title = N_("One-time codes"), .lane = LANE_SLOW },
    { POST, "/account/factor/confirm", ACT_OWN_ACCOUNT, OBJ_NONE, factor_confirm_post, "user/recovery.html",
      FACTOR_CONFIRM_INPUTS, "/account/factor", .title = N_("Recovery codes"), .lane = LANE_SLOW },
    { POST, "/account/factor/remove", ACT_OWN_ACCOUNT, OBJ_NONE, factor_remove_post, NULL, FACTOR_REMOVE_INPUTS,
      "/account/factor", .lane = LANE_SLOW },
    { POST, "/account/tokens", ACT_OWN_ACCOUNT, OBJ_NONE, token_post, "user/token.html", TOKEN_INPUTS, "/account",
      .title = N_("Token of a program") },
    { POST, "/account/tokens/{name}/end", ACT_OWN_ACCOUNT, OBJ_NONE, token_end_post },

    { GET,  "/settings", ACT_OWN_ACCOUNT, OBJ_NONE, settings_page, "user/settings.html", .title = N_("Settings") },
    { POST, "/settings", ACT_OWN_ACCOUNT, OBJ_NONE, settings_post, NULL, SETTINGS_INPUTS, "/settings" },
    { GET,  "/settings/program", ACT_ACCOUNT_MANAGE, OBJ_NONE, program_page, "user/program.html",
      .title = N_("Configuration in force") },

    { GET,  "/users", ACT_ACCOUNT_MANAGE, OBJ_NONE, users_page, "user/list.html", .title = N_("Accounts"),
      .sheet = &USER_SHEET },
    { GET,  "/users/new", ACT_ACCOUNT_MANAGE, OBJ_NONE, user_new_page, "user/new.html", .title = N_("New account") },
    { POST, "/users", ACT_ACCOUNT_MANAGE, OBJ_NONE, user_new_post, "user/password.html", USER_INPUTS, "/users/new",
      .title = N_("New account"), .lane = LANE_SLOW },
    { GET,  "/users/{id}", ACT_ACCOUNT_MANAGE, OBJ_USER, user_page, "user/show.html", .title = N_("Account") },
    { POST, "/users/{id}/disable", ACT_ACCOUNT_MANAGE, OBJ_USER, user_close_post },
    { POST, "/users/{id}/enable", ACT_ACCOUNT_MANAGE, OBJ_USER, user_open_post },
    { POST, "/users/{id}/factor/remove", ACT_ACCOUNT_MANAGE, OBJ_USER, user_factor_post },
    { POST, "/users/{id}/password", ACT_ACCOUNT_MANAGE, OBJ_USER, user_reset_post, "user/password.html",
      .title = N_("New password"), .lane = LANE_SLOW },
    { 0 }
};

static const NavItem NAV[] = {
    { "/users", N_("Accounts"), "key", NAV_SYSTEM, ACT_ACCOUNT_MANAGE, 88, .also = "/settings/program" },
    { 0 }
};

static const Command USER_COMMANDS[] = {
    { "user", "user add LOGIN [--fin=FIN] [--administrator]\nuser password LOGIN\nuser disable LOGIN\n"
              "user enable LOGIN\nuser list [--json]",
      "Accounts, at the console.  A password is read from standard input, one line, never from the command line.  "
      "An account without a FIN is an administrator's.  Such a password opens nothing but the page where its owner "
      "changes it, and for given_hours only.  password and disable end the account's sessions and tokens.",
      user_command, NEEDS_DATABASE },
    { 0 }
};

static bool start(App *app, Arena *arena, void **ret_state, Err *err)
{
    (void)app, (void)arena, (void)ret_state;
    return oath_init() == OATH_OK || err_set(err, ERR_INTERNAL, NULL, "the library of one-time codes does not start");
}

const Area user_area = { .name = "user", .routes = ROUTES, .nav = NAV, .commands = USER_COMMANDS,
                         .queries = USER_QUERIES, .start = start };
