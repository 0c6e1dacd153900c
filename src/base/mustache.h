// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_MUSTACHE_H
#define BASE_MUSTACHE_H
#include "base/err.h"
#include "base/val.h"

/* Mustache, less what invites mistakes and plus what a page in three languages needs.
 *
 *   {{name}} {{a.b}} {{.}}   a value, always HTML-escaped; there is no unescaped form
 *   {{#k}}..{{/k}} {{^k}}..{{/k}}  section, inverted section; {{! comment }}; {{>partial}}
 *   {{@a.b}}                 the same name looked up from the root of the view; {{@root.a.b}} too,
 *                            unless the view has a `root` of its own
 *   {{_ Text}}               the catalogue's translation of Text
 *
 * Only a map or a list item opens a new scope, and a name is looked up in the innermost
 * scope alone: a row cannot show its neighbour's or the page's value by a typo.  Sections
 * over text, numbers and booleans test only.  `k?` in a section ({{#k?}}) tests a map or
 * list without entering it.  A name that is not in the view is ERR_INTERNAL, so a typo
 * fails the page's test instead of printing nothing; null prints nothing,
 * and so does a name below null.
 * Dates print as 22.11.2026, instants as 22.11.2026 11:13 (Baku).
 * Lines that hold only a section or comment tag disappear, as the specification says;
 * a partial alone on its line is indented as its tag is. */
typedef struct Template Template;

typedef struct MustacheEnv {
    const Template *(*partial)(const void *ctx, const char *name);      /* NULL: unknown */
    const char     *(*translate)(const void *ctx, const char *msgid);   /* never NULL */
    const void     *ctx;
} MustacheEnv;

/* Compiles once; the result lives in `a` and may be used by many threads at once.
 * `text` must outlive it.  Errors: ERR_INTERNAL with what is unclosed and where. */
Template *template_compile(Arena *a, const char *name, const char *text, Err *err);
bool      template_render(const Template *t, const Val *view, const MustacheEnv *env, Str *out, Err *err);

/* The same template in one language: env->translate is asked once, and each {{_ }} becomes plain text. */
Template *template_localise(Arena *a, const Template *t, const MustacheEnv *env);
/* Asks env->partial once for every partial; one it does not know is asked for again while rendering.
 * Before the template is shared; its partials must live as long. */
void      template_link(Template *t, const MustacheEnv *env);

/* Walks the msgids of a template's {{_ }} tags; the callback gets each one. */
void template_each_text(const Template *t, void (*see)(void *ctx, const char *msgid), void *ctx);

void html_escape(Str *out, const char *s);
#endif
