// SPDX-License-Identifier: Apache-2.0
#include "web/body.h"
#include "web/form.h"
#include "web/json_in.h"
#include "web/multipart.h"
#include "web/upload.h"
#include <string.h>
#include <strings.h>

typedef enum Kind { IGNORED, FORM, JSON, MULTIPART, UNKNOWN } Kind;

struct Body {
    Arena     *arena;
    Kind       kind;
    BodyRules  rules;
    int64_t    seen;
    bool       over;              /* some limit is passed: what comes now is only counted */
    Str        text;              /* FORM, JSON */
    Nest       nest;
    Err        err;               /* the first trouble while reading */
    Multipart *parts;
    Uploads   *uploads;
    const Val *form;
};

static bool is_type(const char *content_type, const char *type)
{
    size_t n = strlen(type);
    return strncasecmp(content_type, type, n) == 0 && strchr("; \t", content_type[n]);
}

static Kind kind_of(const char *content_type)
{
    if (!content_type)
        return UNKNOWN;
    if (is_type(content_type, "application/x-www-form-urlencoded"))
        return FORM;
    if (is_type(content_type, "application/json"))
        return JSON;
    return is_type(content_type, "multipart/form-data") ? MULTIPART : UNKNOWN;
}

Body *body_new(Arena *a, const char *content_type, bool wanted, const BodyRules *rules)
{
    Body *b = NEW(a, Body);
    b->arena = a;
    b->rules = *rules;
    b->kind = wanted ? kind_of(content_type) : IGNORED;
    b->nest = nest_make(a);
    b->text = str_make(a);
    if (b->kind == MULTIPART) {
        b->uploads = uploads_new(a, &b->nest, rules, &b->err);
        b->parts = multipart_new(a, content_type, uploads_sink(b->uploads));
    }
    return b;
}

int64_t body_limit(const Body *b)
{
    return b->kind == MULTIPART ? b->rules.upload_limit : b->rules.body_limit;
}

bool body_feed(Body *b, const char *bytes, size_t n)
{
    int64_t limit = body_limit(b), before = b->seen;
    b->seen += (int64_t)n;
    if (b->seen > 2 * limit)
        return false;
    if (b->seen > limit && !b->over) {
        b->over = true;
        if (b->uploads)
            uploads_give_up(b->uploads);
    }
    if (b->kind == MULTIPART && b->parts)
        multipart_feed(b->parts, bytes, n);
    else if (b->kind == FORM || b->kind == JSON)
        str_addn(&b->text, bytes, before >= limit ? 0 : b->over ? (size_t)(limit - before) : n);
    return true;
}

/* A form cut off at the limit: its last pair may be a stump. */
static void read_form(Body *b)
{
    size_t n = b->text.len;
    while (b->over && n && b->text.s[n - 1] != '&')
        n--;
    query_read(&b->nest, b->text.s, n, &b->err);
}

static void broken_parts(Body *b)
{
    b->nest.malformed = true;
    err_add(&b->err, "", "the form cannot be read");
}

static void read_by_kind(Body *b)
{
    switch (b->kind) {
    case FORM:
        read_form(b);
        break;
    case JSON:
        if (!b->over)
            json_read(&b->nest, b->text.s, b->text.len, &b->err);
        break;
    case MULTIPART:
        if (!b->parts || !multipart_finish(b->parts))
            broken_parts(b);
        break;
    case UNKNOWN:
    case IGNORED:
        break;
    }
}

int body_finish(Body *b, Err *err)
{
    bool over = b->over || (b->uploads && uploads_over(b->uploads));
    read_by_kind(b);
    b->form = nest_value(&b->nest);
    if (over || (b->uploads && uploads_over(b->uploads))) {
        err_set(err, ERR_TOO_LARGE, b->uploads ? uploads_too_large(b->uploads) : "", "what was sent is too large");
        return err_http_status(err);
    }
    if (b->kind == UNKNOWN && b->seen) {
        err_set(err, ERR_INVALID, "", "this kind of content is not understood");
        return 415;
    }
    if (b->err.kind == ERR_NONE)
        return 0;
    *err = b->err;
    return b->nest.malformed && err->kind == ERR_INVALID ? 400 : err_http_status(err);
}

const Val *body_form(const Body *b)    { return b->form; }
bool       body_is_json(const Body *b) { return b->kind == JSON; }

const Upload *body_uploads(const Body *b, size_t *ret_count)
{
    *ret_count = 0;
    return b->uploads ? uploads_list(b->uploads, ret_count) : NULL;
}

void body_drop_files(Body *b)
{
    if (b->uploads)
        uploads_drop(b->uploads);
}
