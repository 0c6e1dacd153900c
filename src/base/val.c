// SPDX-License-Identifier: Apache-2.0
/* The view tree and its JSON face. */
#include "base/val.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Val {
    ValType     type;
    int64_t     n;
    const char *s;
    Val        *first, *last, *next;   /* children of a list or map, in order */
    const char *key;
};

static Val *val_new(Arena *a, ValType t)
{
    Val *v = NEW(a, Val);
    v->type = t;
    return v;
}

static Val *val_number(Arena *a, ValType t, int64_t n)
{
    Val *v = val_new(a, t);
    v->n = n;
    return v;
}

Val *val_map(Arena *a)                   { return val_new(a, V_MAP); }
Val *val_list(Arena *a)                  { return val_new(a, V_LIST); }
Val *val_null(Arena *a)                  { return val_new(a, V_NULL); }
Val *val_int(Arena *a, int64_t n)        { return val_number(a, V_INT, n); }
Val *val_bool(Arena *a, bool b)          { return val_number(a, V_BOOL, b); }
Val *val_instant(Arena *a, Instant t)    { return val_number(a, V_INSTANT, t.us); }
Val *val_optint(Arena *a, OptInt n)      { return n.has ? val_int(a, n.v) : val_null(a); }
Val *val_optdate(Arena *a, OptDate d)    { return d.has ? val_date(a, d.v) : val_null(a); }

Val *val_date(Arena *a, Date d)
{
    return date_same(d, DATE_FOREVER) ? val_null(a) : val_number(a, V_DATE, d.days);
}

Val *val_keep(Arena *a, const char *s)
{
    Val *v = val_new(a, s ? V_TEXT : V_NULL);
    v->s = s;
    return v;
}

Val *val_text(Arena *a, const char *s)             { return val_keep(a, arena_strdup(a, s)); }
Val *val_textn(Arena *a, const char *s, size_t n)  { return val_keep(a, arena_strndup(a, s, n)); }

Val *val_add(Val *list, Val *v)
{
    *(list->last ? &list->last->next : &list->first) = v;
    list->last = v;
    list->n++;
    return v;
}

Val *val_put(Val *map, const char *key, Val *v)
{
    v->key = key;
    return val_add(map, v);
}

void val_replace(Val *map, const char *key, Val *v)
{
    for (Val **at = &map->first; *at; at = &(*at)->next)
        if (strcmp((*at)->key, key) == 0) {
            v->key = key;
            v->next = (*at)->next;
            if (map->last == *at)
                map->last = v;
            *at = v;
            return;
        }
    val_put(map, key, v);
}

void val_put_text(Arena *a, Val *map, const char *key, const char *s) { val_put(map, key, val_text(a, s)); }
void val_put_int(Arena *a, Val *map, const char *key, int64_t n)      { val_put(map, key, val_int(a, n)); }
void val_put_bool(Arena *a, Val *map, const char *key, bool b)        { val_put(map, key, val_bool(a, b)); }
void val_put_date(Arena *a, Val *map, const char *key, Date d)        { val_put(map, key, val_date(a, d)); }

ValType     val_type(const Val *v)     { return v ? v->type : V_NULL; }
const char *val_str(const Val *v)      { return v && v->type == V_TEXT ? v->s : NULL; }
int64_t     val_num(const Val *v)      { return v && (v->type == V_INT || v->type == V_BOOL) ? v->n : 0; }
Date        val_day(const Val *v)      { return (Date){ (int32_t)v->n }; }
Instant     val_moment(const Val *v)   { return (Instant){ v->n }; }
const char *val_key(const Val *child)  { return child->key; }
const Val  *val_next(const Val *child) { return child->next; }
const Val  *val_first(const Val *v)    { return v && (v->type == V_LIST || v->type == V_MAP) ? v->first : NULL; }
size_t      val_count(const Val *v)    { return v && (v->type == V_LIST || v->type == V_MAP) ? (size_t)v->n : 0; }

const Val *val_get(const Val *map, const char *key)
{
    if (!map || map->type != V_MAP)
        return NULL;
    for (const Val *v = map->first; v; v = v->next)
        if (v->key == key || strcmp(v->key, key) == 0)
            return v;
    return NULL;
}

const Val *val_get_hinted(const Val *map, const char *key, const char **hint)
{
    if (*hint && map && map->type == V_MAP)
        for (const Val *v = map->first; v; v = v->next)
            if (v->key == *hint)
                return v;
    const Val *found = val_get(map, key);
    if (found)
        *hint = found->key;
    return found;
}

const Val *val_at(const Val *v, const char *dotted)
{
    while (v && *dotted) {
        size_t n = strcspn(dotted, ".");
        const Val *child = val_first(v);
        if (v->type == V_LIST) {
            char *end;
            unsigned long index = strtoul(dotted, &end, 10);
            if (end != dotted + n || n == 0)
                return NULL;
            while (child && index--)
                child = child->next;
        } else {
            while (child && (strncmp(child->key, dotted, n) != 0 || child->key[n]))
                child = child->next;
        }
        v = child;
        dotted += n + (dotted[n] == '.');
    }
    return v;
}

bool val_truthy(const Val *v)
{
    switch (val_type(v)) {
    case V_NULL:    return false;
    case V_BOOL:
    case V_INT:     return v->n != 0;
    case V_TEXT:    return *v->s != '\0';
    case V_LIST:    return v->first != NULL;
    case V_DATE:
    case V_INSTANT:
    case V_MAP:     return true;
    }
    return false;
}

static Val *record_member(Arena *a, const void *p, FieldType type)
{
    switch (type) {
    case F_INT:     return val_int(a, *(const int64_t *)p);
    case F_BOOL:    return val_bool(a, *(const bool *)p);
    case F_TEXT:    return val_keep(a, *(const char *const *)p);
    case F_DATE:    return val_date(a, *(const Date *)p);
    case F_INSTANT: return val_instant(a, *(const Instant *)p);
    case F_OPTINT:  return val_optint(a, *(const OptInt *)p);
    case F_OPTDATE: return val_optdate(a, *(const OptDate *)p);
    }
    return val_null(a);
}

Val *val_record(Arena *a, const void *record, const Field *fields)
{
    Val *map = val_map(a);
    for (const Field *f = fields; f->name; f++)
        val_put(map, f->name, record_member(a, (const char *)record + f->offset, f->type));
    return map;
}

static void json_string(const char *s, Str *out)
{
    str_addc(out, '"');
    while (*s) {
        size_t run = 0;
        while ((unsigned char)s[run] >= 0x20 && s[run] != '"' && s[run] != '\\')
            run++;
        str_addn(out, s, run);
        s += run;
        if (*s == '"' || *s == '\\')
            str_addf(out, "\\%c", *s++);
        else if (*s)
            str_addf(out, "\\u%04x", (unsigned char)*s++);
    }
    str_addc(out, '"');
}

static int by_key(const void *a, const void *b)
{
    return strcmp((*(const Val *const *)a)->key, (*(const Val *const *)b)->key);
}

static void write_json(const Val *v, bool sorted, Str *out)
{
    char text[INSTANT_TEXT];
    switch (v->type) {
    case V_NULL:    str_add(out, "null"); return;
    case V_BOOL:    str_add(out, v->n ? "true" : "false"); return;
    case V_INT:     str_addf(out, "%" PRId64, v->n); return;
    case V_TEXT:    json_string(v->s, out); return;
    case V_DATE:    date_format(val_day(v), text); json_string(text, out); return;
    case V_INSTANT: instant_format(val_moment(v), text); json_string(text, out); return;
    case V_LIST:
    case V_MAP:     break;
    }
    const Val **child = NEW_N(out->arena, const Val *, (size_t)v->n + 1);
    size_t n = 0;
    for (const Val *c = v->first; c; c = c->next)
        child[n++] = c;
    if (sorted && v->type == V_MAP)
        qsort(child, n, sizeof *child, by_key);
    str_addc(out, v->type == V_MAP ? '{' : '[');
    for (size_t i = 0; i < n; i++) {
        if (i)
            str_addc(out, ',');
        if (v->type == V_MAP) {
            json_string(child[i]->key, out);
            str_addc(out, ':');
        }
        write_json(child[i], sorted, out);
    }
    str_addc(out, v->type == V_MAP ? '}' : ']');
}

void val_write_json(const Val *v, Str *out)      { write_json(v, false, out); }
void val_write_canonical(const Val *v, Str *out) { write_json(v, true, out); }
