// SPDX-License-Identifier: Apache-2.0
/* Renders compiled templates.  A template is only read, so threads share it; what a
 * rendering remembers (where each key was found last) lives in the arena of its output. */
#include "base/mustache_op.h"
#include <stdio.h>
#include <string.h>

enum { MOST_PARTIALS = 24 };

/* The key pointers that matched last time, one for each key of a template.  Rows made
 * by the same code share their keys' pointers, so the next row is matched without strcmp. */
typedef struct Hints {
    const Template *t;
    struct Hints   *next;
    const char    **keys;
} Hints;

typedef struct Render {
    const Val         *root;
    const MustacheEnv *env;
    Str               *out;
    Err               *err;
    Hints             *hints;
    int                depth;      /* of partials */
} Render;

/* What one template is rendered with: all the same through its sections. */
typedef struct Frame {
    const Template *t;
    const char    **hints;
    const char     *indent;        /* put before each line, if any */
    size_t          indent_len;
} Frame;

static const char *const ESCAPES[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};
/* 1: stop copying here; a table of bytes stays in the cache where pointers would not. */
static const char STOPS[256] = { [0] = 1, ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1 };

void html_escape(Str *out, const char *s)
{
    for (;;) {
        const char *from = s;
        while (!STOPS[(unsigned char)*s])
            s++;
        if (s > from)
            str_addn(out, from, (size_t)(s - from));
        if (!*s)
            return;
        str_add(out, ESCAPES[(unsigned char)*s++]);
    }
}

static bool fail(Render *r, const Frame *f, const Op *op, const char *what)
{
    char at[24];
    snprintf(at, sizeof at, "%d", op->line);
    err_detail(r->err, "template %s, line %d: %s: %s", f->t->name, op->line, what, op->s);
    return err_set(r->err, ERR_INTERNAL, "", "template {0}, line {1}: {2}", f->t->name, at,
                   arena_printf(r->out->arena, "%s: %s", what, op->s));
}

/* A step below null is null: an absent part of the view prints nothing. */
static bool lookup(Render *r, const Frame *f, const Op *op, const Val *scope, const Val **ret)
{
    const Val *v = op->at_root ? r->root : scope;
    size_t i = op->path, end = op->path + op->steps;
    if (op->at_root && op->steps > 1 && strcmp(f->t->keys[i], "root") == 0 && !val_get(v, "root"))
        i++;
    for (; i < end && val_type(v) != V_NULL; i++) {
        v = val_get_hinted(v, f->t->keys[i], &f->hints[i]);
        if (!v)
            return fail(r, f, op, "unknown name");
    }
    if (!v)
        return fail(r, f, op, "unknown name");
    *ret = v;
    return true;
}

static void put_int(Str *out, int64_t n)
{
    char text[24], *s = text + sizeof text;
    uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;
    do
        *--s = (char)('0' + u % 10);
    while (u /= 10);
    if (n < 0)
        *--s = '-';
    str_addn(out, s, (size_t)(text + sizeof text - s));
}

static void put_digits(char *to, int n, int width)
{
    for (int i = width - 1; i >= 0; i--, n /= 10)
        to[i] = (char)('0' + n % 10);
}

static void put_date(Str *out, Date d)
{
    char text[10] = "..........";
    int y, m, day;
    date_split(d, &y, &m, &day);
    put_digits(text, day, 2);
    put_digits(text + 3, m, 2);
    put_digits(text + 6, y, 4);
    str_addn(out, text, sizeof text);
}

static void put_instant(Str *out, Instant t)
{
    Date day = instant_day(t);
    int minute = (int)((t.us - instant_day_start(day).us) / 60000000);
    char text[6] = " 00:00";
    put_digits(text + 1, minute / 60, 2);
    put_digits(text + 4, minute % 60, 2);
    put_date(out, day);
    str_addn(out, text, sizeof text);
}

static bool put_value(Render *r, const Frame *f, const Op *op, const Val *v)
{
    switch (val_type(v)) {
    case V_NULL:    return true;
    case V_BOOL:    str_add(r->out, val_num(v) ? "true" : "false"); return true;
    case V_INT:     put_int(r->out, val_num(v)); return true;
    case V_TEXT:    html_escape(r->out, val_str(v)); return true;
    case V_DATE:    put_date(r->out, val_day(v)); return true;
    case V_INSTANT: put_instant(r->out, val_moment(v)); return true;
    case V_LIST:
    case V_MAP:     break;
    }
    return fail(r, f, op, "a list or map cannot be printed");
}

static void put_indented(Str *out, const Frame *f, const Op *op)
{
    const char *s = op->s, *end = s + op->n;
    if (op->line_start)
        str_addn(out, f->indent, f->indent_len);
    for (const char *nl; (nl = memchr(s, '\n', (size_t)(end - s))) && nl + 1 < end; s = nl + 1) {
        str_addn(out, s, (size_t)(nl + 1 - s));
        str_addn(out, f->indent, f->indent_len);
    }
    str_addn(out, s, (size_t)(end - s));
}

static const char **hints_of(Render *r, const Template *t)
{
    for (const Hints *h = r->hints; h; h = h->next)
        if (h->t == t)
            return h->keys;
    Hints *h = NEW(r->out->arena, Hints);
    *h = (Hints){ t, r->hints, NEW_N(r->out->arena, const char *, t->key_count + 1) };
    r->hints = h;
    return h->keys;
}

static bool run(Render *r, const Frame *f, size_t from, size_t to, const Val *scope);

static bool partial(Render *r, const Frame *f, const Op *op, const Val *scope)
{
    const Template *t = op->partial ? op->partial : r->env->partial ? r->env->partial(r->env->ctx, op->s) : NULL;
    if (!t)
        return fail(r, f, op, "unknown partial");
    if (r->depth == MOST_PARTIALS)
        return fail(r, f, op, "partials nest too deep");
    Frame inner = { .t = t, .hints = hints_of(r, t), .indent = f->indent, .indent_len = f->indent_len };
    if (op->n) {
        Str indent = str_make(r->out->arena);
        str_addn(&indent, f->indent, f->indent_len);
        str_addn(&indent, op->indent, op->n);
        inner.indent = indent.s;
        inner.indent_len = indent.len;
    } else if (!op->indent) {
        inner.indent = "";
        inner.indent_len = 0;
    }
    r->depth++;
    bool ok = run(r, &inner, 0, t->op_count, scope);
    r->depth--;
    return ok;
}

static bool section(Render *r, const Frame *f, size_t at, const Val *scope)
{
    const Op *op = &f->t->ops[at];
    const Val *v;
    if (!lookup(r, f, op, scope, &v))
        return false;
    if (val_truthy(v) != (op->kind == OP_SECTION))
        return true;
    if (!op->enters || (val_type(v) != V_LIST && val_type(v) != V_MAP))
        return run(r, f, at + 1, op->end, scope);
    if (val_type(v) == V_MAP)
        return run(r, f, at + 1, op->end, v);
    for (const Val *item = val_first(v); item; item = val_next(item))
        if (!run(r, f, at + 1, op->end, item))
            return false;
    return true;
}

static bool run(Render *r, const Frame *f, size_t from, size_t to, const Val *scope)
{
    for (size_t i = from; i < to; i++) {
        const Op *op = &f->t->ops[i];
        const Val *v;
        switch (op->kind) {
        case OP_TEXT:
            if (f->indent_len)
                put_indented(r->out, f, op);
            else
                str_addn(r->out, op->s, op->n);
            break;
        case OP_VALUE:
            if (!lookup(r, f, op, scope, &v) || !put_value(r, f, op, v))
                return false;
            break;
        case OP_SECTION:
        case OP_INVERTED:
            if (!section(r, f, i, scope))
                return false;
            i = op->end - 1;
            break;
        case OP_PARTIAL:
            if (!partial(r, f, op, scope))
                return false;
            break;
        case OP_TRANSLATE:
            html_escape(r->out, r->env->translate ? r->env->translate(r->env->ctx, op->s) : op->s);
            break;
        case OP_INDENT:
            str_addn(r->out, f->indent, f->indent_len);
            break;
        }
    }
    return true;
}

bool template_render(const Template *t, const Val *view, const MustacheEnv *env, Str *out, Err *err)
{
    Render r = { .root = view, .env = env, .out = out, .err = err };
    Frame f = { .t = t, .hints = hints_of(&r, t), .indent = "" };
    return run(&r, &f, 0, t->op_count, view);
}

void template_each_text(const Template *t, void (*see)(void *ctx, const char *msgid), void *ctx)
{
    for (size_t i = 0; i < t->op_count; i++)
        if (t->ops[i].kind == OP_TRANSLATE)
            see(ctx, t->ops[i].s);
}
