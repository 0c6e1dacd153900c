// SPDX-License-Identifier: Apache-2.0
/* Canonical JSON, read strictly. */
#include "areas/ledger/canon.h"
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

Val *canon_read(Arena *a, const char *bytes)
{
    Reader r = { .arena = a, .at = bytes };
    Val *v = read_value(&r);
    return v && *r.at == '\0' ? v : NULL;
}

static Val *copy(Arena *a, const Val *v)
{
    switch (val_type(v)) {
    case V_BOOL:    return val_bool(a, val_num(v) != 0);
    case V_INT:     return val_int(a, val_num(v));
    case V_TEXT:    return val_keep(a, val_str(v));
    case V_DATE:    return val_date(a, val_day(v));
    case V_INSTANT: return val_instant(a, val_moment(v));
    case V_NULL:    return val_null(a);
    case V_LIST:
    case V_MAP:     break;
    }
    bool map = val_type(v) == V_MAP;
    Val *out = map ? val_map(a) : val_list(a);
    for (const Val *c = val_first(v); c; c = val_next(c))
        if (map)
            val_put(out, val_key(c), copy(a, c));
        else
            val_add(out, copy(a, c));
    return out;
}

Val *canon_merge(Arena *a, const Val *base, const Val *change)
{
    Val *out = val_map(a);
    for (const Val *c = val_first(base); c; c = val_next(c))
        if (!val_get(change, val_key(c)))
            val_put(out, val_key(c), copy(a, c));
    for (const Val *c = val_first(change); c; c = val_next(c))
        if (val_type(c) != V_NULL)
            val_put(out, val_key(c), copy(a, c));
    return out;
}

const char *canon_text(Arena *a, const Val *v)
{
    Str s = str_make(a);
    val_write_canonical(v, &s);
    return s.s;
}
