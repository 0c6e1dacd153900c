// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H
#include "base/arena.h"
#include <stdbool.h>

typedef struct Cookie { const char *name, *value; } Cookie;

/* Splits a Cookie header; entries without a name are left out, quotes around a value taken off.
 * At most 50 are read. The array is in `a`; NULL header: none. */
const Cookie *cookie_parse(Arena *a, const char *header, size_t *ret_count);

/* Set-Cookie value of the session cookie: HttpOnly; SameSite=Lax; Path=/. `token` is base64url.
 * `secure` when the site is reached by https. Without Max-Age it ends with the browser. */
#define COOKIE_SESSION "kadr_session"
const char *cookie_session(Arena *a, const char *token, bool secure);
/* The cookie between the password and the code: five minutes, seen by the sign-in pages alone. */
#define COOKIE_STEP "kadr_step"
const char *cookie_step(Arena *a, const char *token, bool secure);
/* By this an account knows a browser it was signed in with; worth nothing to anybody else. */
#define COOKIE_DEVICE "kadr_device"
enum { COOKIE_DEVICE_DAYS = 180 };
const char *cookie_device(Arena *a, const char *token, bool secure);
const char *cookie_session_end(Arena *a, bool secure);      /* takes it away again */
#endif
