// SPDX-License-Identifier: Apache-2.0
/* Template text to an array of operations; sections carry where their body ends. */
#include "base/mustache_op.h"
#include <stdio.h>
#include <string.h>

enum { MOST_OPEN = 32 };

typedef struct Compiler {
    Arena      *arena;
    const char *name, *text;
    const char *counted;           /* the line breaks before it are counted in `line` */
    int         line;
    Op         *ops;
    const char **keys;
    size_t      op_count, op_cap, key_count, key_cap;
    size_t      open[MOST_OPEN];   /* sections not yet closed */
    int         depth;
    Err        *err;
} Compiler;

/* One tag as it stands in the text: `from` and `to` enclose braces and all. */
typedef struct Tag {
    const char *from, *to;
    char        sigil;             /* # ^ / > ! _ or 0 for a value */
    const char *s;                 /* what stands behind the sigil, trimmed */
    size_t      n;
} Tag;

/* Counted on from the last question, for the questions come in the order of the text. */
static int line_of(Compiler *c, const char *at)
{
    for (; c->counted < at; c->counted++)
        c->line += *c->counted == '\n';
    return c->line;
}

static bool fail(Compiler *c, const char *at, const char *what, const char *s, size_t n)
{
    char line[16];
    snprintf(line, sizeof line, "%d", line_of(c, at));
    char *full = arena_printf(c->arena, "%s: %.*s", what, (int)(n < 60 ? n : 60), s);
    return err_set(c->err, ERR_INTERNAL, "", "template {0}, line {1}: {2}", c->name, line, n ? full : what);
}

static bool blank(char ch) { return ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n'; }

static void *grown(Arena *a, void *old, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return old;
    *cap = *cap ? *cap * 2 : 16;
    void *p = arena_alloc(a, *cap * size);
    if (count)
        memcpy(p, old, count * size);
    return p;
}

static Op *op_add(Compiler *c, OpKind kind, const char *at)
{
    c->ops = grown(c->arena, c->ops, c->op_count, &c->op_cap, sizeof *c->ops);
    Op *op = &c->ops[c->op_count++];
    *op = (Op){ .kind = kind, .line = line_of(c, at) };
    return op;
}

static bool starts_line(const Compiler *c, const char *at) { return at == c->text || at[-1] == '\n'; }

static void text_add(Compiler *c, const char *from, const char *to)
{
    if (from == to)
        return;
    bool line_start = starts_line(c, from);
    Op *op = op_add(c, OP_TEXT, from);
    op->s = from;
    op->n = (size_t)(to - from);
    op->line_start = line_start;
}

static bool key_char(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_'
        || ch == '-';
}

/* Reads "a.b", "." or "@a.b" into the op. */
static bool path_parse(Compiler *c, const Tag *tag, const char *s, size_t n, Op *op)
{
    op->s = arena_strndup(c->arena, s, n);
    op->path = c->key_count;
    if (n == 1 && *s == '.')
        return true;
    if (n && *s == '@') {
        op->at_root = true;
        s++;
        n--;
    }
    for (const char *end = s + n;; s++) {
        const char *from = s;
        while (s < end && key_char(*s))
            s++;
        if (s == from || (s < end && *s != '.'))
            return fail(c, tag->from, "not a name", tag->s, tag->n);
        c->keys = grown(c->arena, c->keys, c->key_count, &c->key_cap, sizeof *c->keys);
        c->keys[c->key_count++] = arena_strndup(c->arena, from, (size_t)(s - from));
        op->steps++;
        if (s == end)
            return true;
    }
}

/* The text of {{_ }}: blanks at its ends are gone already, each run inside becomes one space. */
static char *text_of(Arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        if (!blank(s[i]))
            out[len++] = s[i];
        else if (!blank(s[i - 1]))
            out[len++] = ' ';
    return out;
}

static bool tag_read(Compiler *c, const char *from, Tag *tag)
{
    const char *s = from + 2, *close = strstr(s, "}}");
    *tag = (Tag){ .from = from };
    if (!close)
        return fail(c, from, "a tag is not closed", from, strnlen(from, 30));
    tag->to = close + 2;
    while (s < close && blank(*s))
        s++;
    if (s < close && *s && strchr("{&=", *s))
        return fail(c, from, *s == '=' ? "delimiters cannot be changed" : "there is no unescaped tag", from,
                    (size_t)(tag->to - from));
    if (s < close && (strchr("#^/>!", *s) || (*s == '_' && s + 1 < close && blank(s[1]))))
        tag->sigil = *s++;
    while (s < close && blank(*s))
        s++;
    while (close > s && blank(close[-1]))
        close--;
    tag->s = s;
    tag->n = (size_t)(close - s);
    if (!tag->n && tag->sigil != '!')
        return fail(c, from, "an empty tag", from, (size_t)(tag->to - from));
    return true;
}

/* Is the tag alone on its line?  Then *ret_from and *ret_to enclose the whole line. */
static bool standalone(const Compiler *c, const Tag *tag, const char **ret_from, const char **ret_to)
{
    if (!tag->sigil || tag->sigil == '_')
        return false;
    const char *from = tag->from, *to = tag->to;
    while (from > c->text && (from[-1] == ' ' || from[-1] == '\t'))
        from--;
    while (*to == ' ' || *to == '\t')
        to++;
    if (to[0] == '\r' && to[1] == '\n')
        to++;
    if (!starts_line(c, from) || (*to && *to != '\n'))
        return false;
    *ret_from = from;
    *ret_to = to + (*to == '\n');
    return true;
}

static bool section_open(Compiler *c, const Tag *tag)
{
    if (c->depth == MOST_OPEN)
        return fail(c, tag->from, "sections nest too deep", tag->s, tag->n);
    Op *op = op_add(c, tag->sigil == '#' ? OP_SECTION : OP_INVERTED, tag->from);
    c->open[c->depth++] = c->op_count - 1;
    bool tests = tag->s[tag->n - 1] == '?';
    op->enters = tag->sigil == '#' && !tests;
    return path_parse(c, tag, tag->s, tag->n - tests, op);
}

static bool section_close(Compiler *c, const Tag *tag)
{
    if (!c->depth)
        return fail(c, tag->from, "closes a section that is not open", tag->s, tag->n);
    Op *op = &c->ops[c->open[--c->depth]];
    size_t n = tag->n - (tag->s[tag->n - 1] == '?');
    if (strlen(op->s) != n || memcmp(op->s, tag->s, n) != 0)
        return fail(c, tag->from, "closes another section than the open one", tag->s, tag->n);
    op->end = c->op_count;
    return true;
}

static bool partial_add(Compiler *c, const Tag *tag, const char *line)
{
    for (size_t i = 0; i < tag->n; i++)
        if (!key_char(tag->s[i]) && tag->s[i] != '/' && tag->s[i] != '.')
            return fail(c, tag->from, "not a partial's name", tag->s, tag->n);
    Op *op = op_add(c, OP_PARTIAL, tag->from);
    op->s = arena_strndup(c->arena, tag->s, tag->n);
    op->indent = line;
    op->n = line ? (size_t)(tag->from - line) : 0;
    return true;
}

static bool tag_add(Compiler *c, const Tag *tag, const char *line)
{
    if (!line && tag->sigil != '!' && starts_line(c, tag->from))
        op_add(c, OP_INDENT, tag->from);
    switch (tag->sigil) {
    case '!': return true;
    case '#':
    case '^': return section_open(c, tag);
    case '/': return section_close(c, tag);
    case '>': return partial_add(c, tag, line);
    case '_': op_add(c, OP_TRANSLATE, tag->from)->s = text_of(c->arena, tag->s, tag->n); return true;
    default:  return path_parse(c, tag, tag->s, tag->n, op_add(c, OP_VALUE, tag->from));
    }
}

Template *template_compile(Arena *a, const char *name, const char *text, Err *err)
{
    Compiler c = { .arena = a, .name = name, .text = text, .counted = text, .line = 1, .err = err };
    const char *from = text;
    for (const char *at; (at = strstr(from, "{{"));) {
        Tag tag;
        if (!tag_read(&c, at, &tag))
            return NULL;
        const char *line = NULL, *rest = tag.to;
        bool alone = standalone(&c, &tag, &line, &rest);
        text_add(&c, from, alone ? line : at);
        if (!tag_add(&c, &tag, line))
            return NULL;
        from = rest;
    }
    text_add(&c, from, from + strlen(from));
    if (c.depth) {
        const Op *op = &c.ops[c.open[c.depth - 1]];
        char number[16];
        snprintf(number, sizeof number, "%d", op->line);
        err_set(err, ERR_INTERNAL, "", "template {0}, line {1}: section {2} is not closed", name, number,
                op->s);
        return NULL;
    }
    Template *t = NEW(a, Template);
    *t = (Template){ arena_strdup(a, name), c.ops, c.keys, c.op_count, c.key_count };
    return t;
}
