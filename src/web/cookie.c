// SPDX-License-Identifier: Apache-2.0
#include "web/cookie.h"
#include "web/http.h"
#include <string.h>

enum { MOST_COOKIES = 50 };

const Cookie *cookie_parse(Arena *a, const char *header, size_t *ret_count)
{
    *ret_count = 0;
    if (!header)
        return NULL;
    size_t room = 1;
    for (const char *s = header; (s = strchr(s, ';')) && room < MOST_COOKIES; s++)
        room++;
    Cookie *list = NEW_N(a, Cookie, room);
    for (const char *s = header; *s && *ret_count < room;) {
        s += strspn(s, "; \t");
        size_t n = strcspn(s, ";"), name_n = strcspn(s, "=;");
        const char *next = s + n;
        if (name_n && name_n < n) {
            const char *v = s + name_n + 1;
            size_t v_n = n - name_n - 1;
            while (v_n && (v[v_n - 1] == ' ' || v[v_n - 1] == '\t'))
                v_n--;
            if (v_n >= 2 && v[0] == '"' && v[v_n - 1] == '"') {
                v++;
                v_n -= 2;
            }
            list[(*ret_count)++] = (Cookie){ arena_strndup(a, s, name_n), arena_strndup(a, v, v_n) };
        }
        s = next;
    }
    return list;
}

const char *http_cookie(const HttpReq *req, const char *name)
{
    for (size_t i = 0; i < req->cookie_count; i++)
        if (strcmp(req->cookies[i].name, name) == 0)
            return req->cookies[i].value;
    return NULL;
}

const char *cookie_session(Arena *a, const char *token, bool secure)
{
    return arena_printf(a, COOKIE_SESSION "=%s; Path=/; HttpOnly; SameSite=Lax%s", token,
                        secure ? "; Secure" : "");
}

const char *cookie_session_end(Arena *a, bool secure)
{
    return arena_printf(a, COOKIE_SESSION "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax%s",
                        secure ? "; Secure" : "");
}

const char *cookie_step(Arena *a, const char *token, bool secure)
{
    return arena_printf(a, COOKIE_STEP "=%s; Path=/sign-in; Max-Age=300; HttpOnly; SameSite=Lax%s", token,
                        secure ? "; Secure" : "");
}

const char *cookie_device(Arena *a, const char *token, bool secure)
{
    return arena_printf(a, COOKIE_DEVICE "=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s", token, COOKIE_DEVICE_DAYS * 86400,
                        secure ? "; Secure" : "");
}
