// SPDX-License-Identifier: Apache-2.0
/* Which passwords are let in.  Length is what counts; beside it only what is tried first is refused: the owner's
 * own names, rows of the keyboard, few different characters, and those that everybody thinks of
 * (data/passwords.csv).  No demand for digits or signs, and no change by the calendar. */
#include "app/data.h"
#include "areas/user/user_in.h"
#include "base/text.h"
#include <string.h>

enum { PASSWORD_RANDOM = 16, PASSWORD_DIFFERENT = 5, NAME_LEAST = 3 };

typedef struct Common { const char *password; } Common;
static const Field COMMON_FIELDS[] = { FIELD(Common, password), FIELDS_END };

static bool is_common(Arena *a, const char *folded, bool *ret, Err *err)
{
    size_t n = 0;
    const Common *rows = data_read(a, "data/passwords.csv", COMMON_FIELDS, sizeof(Common), &n, err);
    *ret = false;
    for (size_t i = 0; rows && i < n; i++)
        *ret |= strcmp(rows[i].password, folded) == 0;
    return rows != NULL;
}

/* Is a name part of it?  Names of one or two letters are part of half of all words. */
static bool holds(Arena *a, const char *folded, const char *name)
{
    const char *part = name ? text_fold(a, name) : "";
    return text_length(part) >= NAME_LEAST && strstr(folded, part);
}

static int different(const char *s)
{
    bool seen[256] = { false };
    int n = 0;
    for (; *s; s++) {
        n += !seen[(unsigned char)*s];
        seen[(unsigned char)*s] = true;
    }
    return n;
}

/* "34567890", "lkjhgfdsa": all of it along one row of the keyboard or the alphabet, either way. */
static bool is_row(const char *folded)
{
    static const char *const ROWS[] = {
        "12345678901234567890", "09876543210987654321", "qwertyuiop", "poiuytrewq", "asdfghjkl", "lkjhgfdsa",
        "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        if (strstr(ROWS[i], folded))
            return true;
    return false;
}

bool password_fit(Arena *a, const char *password, const Account *of, const char *field, Err *err)
{
    bool common;
    const char *folded = text_fold(a, password), *login = text_fold(a, of->login);
    if (text_length(password) < USER_PASSWORD_MIN)
        return err_add(err, field, N_("a password has at least 10 characters"));
    if (strcmp(folded, login) == 0)
        return err_add(err, field, N_("a password is not the login"));
    if (holds(a, folded, of->login))
        return err_add(err, field, N_("a password does not hold the login"));
    if (holds(a, folded, of->surname) || holds(a, folded, of->name))
        return err_add(err, field, N_("a password does not hold its owner's name"));
    if (different(password) < PASSWORD_DIFFERENT)
        return err_add(err, field, N_("a password has at least 5 different characters"));
    if (!is_common(a, folded, &common, err))
        return false;
    if (common || is_row(folded))
        return err_add(err, field, N_("this password is among the first that are tried; take one of your own"));
    return true;
}

const char *password_random(Arena *a) { return arena_strndup(a, secret_token(a), PASSWORD_RANDOM); }
