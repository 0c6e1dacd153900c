// SPDX-License-Identifier: Apache-2.0
/* A compiled template for one language: translated once, its neighbouring texts put together, its
 * partials found. */
#include "base/mustache_op.h"
#include <string.h>

typedef struct Localiser {
    Arena             *arena;
    const Template    *t;
    const MustacheEnv *env;
    bool              *starts;     /* the body of a section ends before this op: nothing is put together across */
    size_t            *moved;      /* where an op of the old template stands in the new one */
    Op                *ops;
    size_t             count;
} Localiser;

static const char *text_of(const Localiser *l, const Op *op, size_t *ret_n)
{
    if (op->kind == OP_TEXT) {
        *ret_n = op->n;
        return op->s;
    }
    Str escaped = str_make(l->arena);
    html_escape(&escaped, l->env->translate(l->env->ctx, op->s));
    *ret_n = escaped.len;
    return escaped.s;
}

static void add_text(Localiser *l, const Op *op, bool joins)
{
    size_t n;
    const char *s = text_of(l, op, &n);
    Op *last = joins ? &l->ops[l->count - 1] : NULL;
    if (!last) {
        l->ops[l->count++] = (Op){ .kind = OP_TEXT, .line = op->line, .s = s, .n = n,
                                   .line_start = op->kind == OP_TEXT && op->line_start };
        return;
    }
    char *both = arena_alloc(l->arena, last->n + n + 1);
    memcpy(both, last->s, last->n);
    memcpy(both + last->n, s, n);
    last->s = both;
    last->n += n;
}

Template *template_localise(Arena *a, const Template *t, const MustacheEnv *env)
{
    Localiser l = { .arena = a, .t = t, .env = env, .starts = NEW_N(a, bool, t->op_count + 1),
                    .moved = NEW_N(a, size_t, t->op_count + 1), .ops = NEW_N(a, Op, t->op_count + 1) };
    for (size_t i = 0; i < t->op_count; i++)
        if (t->ops[i].kind == OP_SECTION || t->ops[i].kind == OP_INVERTED)
            l.starts[t->ops[i].end] = true;
    for (size_t i = 0; i < t->op_count; i++) {
        const Op *op = &t->ops[i];
        bool joins = l.count && !l.starts[i] && l.ops[l.count - 1].kind == OP_TEXT;
        l.moved[i] = l.count;
        if (op->kind == OP_TEXT || op->kind == OP_TRANSLATE) {
            add_text(&l, op, joins);
            continue;
        }
        l.ops[l.count++] = *op;
    }
    l.moved[t->op_count] = l.count;
    for (size_t i = 0; i < l.count; i++)
        if (l.ops[i].kind == OP_SECTION || l.ops[i].kind == OP_INVERTED)
            l.ops[i].end = l.moved[l.ops[i].end];
    Template *out = NEW(a, Template);
    *out = *t;
    out->ops = l.ops;
    out->op_count = l.count;
    return out;
}

void template_link(Template *t, const MustacheEnv *env)
{
    for (size_t i = 0; i < t->op_count; i++)
        if (t->ops[i].kind == OP_PARTIAL)
            t->ops[i].partial = env->partial(env->ctx, t->ops[i].s);
}
