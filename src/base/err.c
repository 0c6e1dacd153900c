// SPDX-License-Identifier: Apache-2.0
#include "base/err.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define X(name, http, exit) { #name, http, exit },
static const struct { const char *name; int http, exit; } KINDS[ERR__COUNT] = { ERR_KINDS(X) };
#undef X

/* Copies at most size-1 bytes and never ends inside a UTF-8 sequence. */
static void copy_cut(char *out, size_t size, const char *s)
{
    size_t n = strlen(s);
    if (n >= size) {
        n = size - 1;
        while (n && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(out, s, n);
    out[n] = '\0';
}

static void fault_put(Err *err, const char *field, const char *const *msg)
{
    if (err->count == ERR_FAULTS)
        return;
    Fault *f = &err->faults[err->count++];
    copy_cut(f->field, sizeof f->field, field ? field : "");
    f->msgid = msg[0];
    for (int i = 0; i < ERR_ARGS && msg[i + 1]; i++)
        copy_cut(f->args[i], sizeof f->args[i], msg[i + 1]);
}

bool err_set_(Err *err, ErrKind kind, const char *field, const char *const *msg)
{
    if (err->kind == ERR_NONE) {
        err->kind = kind;
        fault_put(err, field, msg);
    }
    return false;
}

bool err_add_(Err *err, const char *field, const char *const *msg)
{
    if (err->kind == ERR_NONE)
        err->kind = ERR_INVALID;
    if (err->kind == ERR_INVALID)
        fault_put(err, field, msg);
    return false;
}

bool err_names(const Err *err, const char *field)
{
    for (int i = 0; i < err->count; i++)
        if (strcmp(err->faults[i].field, field) == 0)
            return true;
    return false;
}

bool err_detail(Err *err, const char *fmt, ...)
{
    if (err->detail[0])
        return false;
    char text[sizeof err->detail * 2];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    copy_cut(err->detail, sizeof err->detail, text);
    return false;
}

void err_clear(Err *err)
{
    err->kind = ERR_NONE;
    err->count = 0;
    err->detail[0] = '\0';
    memset(err->faults, 0, sizeof err->faults);
}

const char *err_kind_name(ErrKind kind) { return KINDS[kind].name; }
int err_http_status(const Err *err)     { return KINDS[err->kind].http; }
int err_exit_code(const Err *err)       { return KINDS[err->kind].exit; }

void err_format(const char *translated, const Fault *f, char *out, size_t size)
{
    const char *t = translated ? translated : f->msgid;
    char text[2048];
    const char *form;
    size_t n = 0, form_len;
    int64_t count = 0;
    while (t && *t && n < sizeof text - 1) {
        if (t[0] == '{' && t[1] >= '0' && t[1] < '0' + ERR_ARGS && t[2] == '}') {
            const char *arg = f->args[t[1] - '0'];
            size_t len = strlen(arg);
            if (len > sizeof text - 1 - n)
                break;
            memcpy(text + n, arg, len);
            n += len;
            t += 3;
            text_count_seen(arg, &count);
        } else if (text_form(&t, count, &form, &form_len)) {
            if (form_len > sizeof text - 1 - n)
                break;
            memcpy(text + n, form, form_len);
            n += form_len;
        } else {
            text[n++] = *t++;
        }
    }
    text[n] = '\0';
    copy_cut(out, size, text);
}
