// SPDX-License-Identifier: Apache-2.0
/* Canonical JSON, read strictly. */
#include "base/val.h"
#include <string.h>

enum { DEEPEST = 24 };

typedef struct Reader {
    Arena      *arena;
    const char *at;
    int         depth;
} Reader;

static Val *read_value(Reader *r);

static bool take(Reader *r, const char *literal)
{
    size_t n = strlen(literal);
    if (strncmp(r->at, literal, n) != 0)
        return false;
    r->at += n;
    return true;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The writer escapes the quote, the backslash and, as \u00xx, control characters. */
static bool read_escape(Reader *r, char *out)
{
    char c = *r->at++;
    if (c == '"' || c == '\\') {
        *out = c;
        return true;
    }
    if (c != 'u' || r->at[0] != '0' || r->at[1] != '0')
        return false;
    int high = hex(r->at[2]);
    int low = high == 0 || high == 1 ? hex(r->at[3]) : -1;
    if (low < 0 || high * 16 + low == 0)
        return false;
    *out = (char)(high * 16 + low);
    r->at += 4;
    return true;
}

static const char *read_string(Reader *r)
{
    if (!take(r, "\""))
        return NULL;
    size_t most = 0;
    for (const char *s = r->at; *s && *s != '"'; s++, most++)
        if (*s == '\\' && !*++s)
            return NULL;
    char *text = arena_alloc(r->arena, most + 1);
    for (size_t n = 0;; n++) {
        char c = *r->at++;
        if (c == '"')
            return text;
        if ((unsigned char)c < 0x20 || (c == '\\' && !read_escape(r, &c)))
            return NULL;
        text[n] = c;
    }
}

static Val *read_number(Reader *r)
{
    bool minus = take(r, "-");
    const char *first = r->at;
    uint64_t n = 0, limit = (uint64_t)INT64_MAX + minus;
    for (; *r->at >= '0' && *r->at <= '9'; r->at++) {
        unsigned digit = (unsigned)(*r->at - '0');
        if (n > (limit - digit) / 10)
            return NULL;
        n = n * 10 + digit;
    }
    if (r->at == first || (*first == '0' && (minus || r->at - first > 1)))
        return NULL;
    return val_int(r->arena, minus ? (int64_t)(0 - n) : (int64_t)n);
}

static Val *read_list(Reader *r)
{
    Val *list = val_list(r->arena);
    if (take(r, "]"))
        return list;
    do {
        Val *v = read_value(r);
        if (!v)
            return NULL;
        val_add(list, v);
    } while (take(r, ","));
    return take(r, "]") ? list : NULL;
}

static Val *read_map(Reader *r)
{
    Val *map = val_map(r->arena);
    if (take(r, "}"))
        return map;
    const char *before = NULL;
    do {
        const char *key = read_string(r);
        if (!key || !take(r, ":") || (before && strcmp(before, key) >= 0))
            return NULL;
        Val *v = read_value(r);
        if (!v)
            return NULL;
        val_put(map, key, v);
        before = key;
    } while (take(r, ","));
    return take(r, "}") ? map : NULL;
}

static Val *read_value(Reader *r)
{
    if (*r->at == '"') {
        const char *s = read_string(r);
        return s ? val_keep(r->arena, s) : NULL;
    }
    if (take(r, "null"))
        return val_null(r->arena);
    if (take(r, "true"))
        return val_bool(r->arena, true);
    if (take(r, "false"))
        return val_bool(r->arena, false);
    bool map = take(r, "{");
    if (!map && !take(r, "["))
        return read_number(r);
    if (++r->depth > DEEPEST)
        return NULL;
    Val *v = map ? read_map(r) : read_list(r);
    r->depth--;
    return v;
}

Val *val_read_canonical(Arena *a, const char *bytes)
{
    Reader r = { .arena = a, .at = bytes };
    Val *v = read_value(&r);
    return v && *r.at == '\0' ? v : NULL;
}
