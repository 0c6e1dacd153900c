// SPDX-License-Identifier: Apache-2.0
/* Finds the row of a path among all areas' tables. */
#include "app/area.h"
#include <string.h>

/* One "{id}" of digits; 18 of them always fit. */
static const char *take_number(const char *path, int64_t *ret)
{
    int64_t n = 0;
    int digits = 0;
    for (; *path >= '0' && *path <= '9' && digits < 18; path++, digits++)
        n = n * 10 + (*path - '0');
    *ret = n;
    return digits > 0 && (*path < '0' || *path > '9') ? path : NULL;
}

static const char *take_name(const char *path, Arena *a, const char **ret)
{
    static const char WORD[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    size_t n = strspn(path, WORD);
    if (n == 0 || n > 100)
        return NULL;
    *ret = a ? arena_strndup(a, path, n) : NULL;
    return path + n;
}

static bool matches(const char *pattern, const char *path, Arena *a, Req *req)
{
    while (*pattern && path) {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
        } else if (strncmp(pattern, "{id}", 4) == 0) {
            path = take_number(path, &req->id);
            pattern += 4;
        } else if (strncmp(pattern, "{id2}", 5) == 0) {
            path = take_number(path, &req->id2);
            pattern += 5;
        } else if (strncmp(pattern, "{name}", 6) == 0) {
            path = take_name(path, a, &req->name);
            pattern += 6;
        } else {
            return false;
        }
    }
    return path && !*path;
}

const Route *route_find(Method m, const char *path, Arena *a, Req *ret_req, const char **ret_allow)
{
    static const char *const ALLOW[] = { NULL, "GET, HEAD", "POST", "GET, HEAD, POST" };
    int there = 0;
    *ret_allow = NULL;
    for (const Area *const *area = AREAS; *area; area++)
        for (const Route *r = (*area)->routes; r && r->path; r++) {
            Req req = { 0 };
            if (!matches(r->path, path, a, &req))
                continue;
            if (r->method == m) {
                ret_req->id = req.id;
                ret_req->id2 = req.id2;
                ret_req->name = req.name;
                return r;
            }
            there |= r->method == GET ? 1 : 2;
        }
    *ret_allow = ALLOW[there];
    return NULL;
}

const Route *route_page(const char *path)
{
    for (const Area *const *area = AREAS; *area; area++)
        for (const Route *r = (*area)->routes; r && r->path; r++)
            if (r->method == GET && strcmp(r->path, path) == 0)
                return r;
    return NULL;
}

static const char *lacks(const Route *r)
{
    if (r->act == ACT_UNSET)
        return "an act";
    if (!r->handler)
        return "a handler";
    if (strstr(r->path, "{id}") && r->object == OBJ_NONE)
        return "an object kind";
    if (r->again && !route_page(r->again))
        return "the page it names";
    return NULL;
}

bool routes_check(Err *err)
{
    for (const Area *const *area = AREAS; *area; area++)
        for (const Route *r = (*area)->routes; r && r->path; r++)
            if (lacks(r)) {
                const char *method = r->method == GET ? "GET" : "POST";
                return err_set(err, ERR_INTERNAL, NULL, "{0} {1} lacks {2}", method, r->path, lacks(r));
            }
    return true;
}
