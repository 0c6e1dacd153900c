// SPDX-License-Identifier: Apache-2.0
#include "app/i18n.h"
#include "app/app.h"
#include "base/blob.h"
#include "base/catalogue.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

static const char *const CODES[LANG__COUNT] = { "az", "en", "ru" };

struct I18n { const Catalogue *of[LANG__COUNT]; };       /* NULL: none was made for the language */

bool i18n_load(Arena *a, I18n **ret, Err *err)
{
    I18n *i = NEW(a, I18n);
    for (int lang = 0; lang < LANG__COUNT; lang++) {
        const Blob *mo = blob_find(arena_printf(a, "locale/%s.mo", CODES[lang]));
        if (mo && !(i->of[lang] = catalogue_open(a, mo->bytes, mo->size, err)))
            return false;
    }
    *ret = i;
    return true;
}

bool i18n_has(const I18n *i, Lang lang) { return i->of[lang] != NULL; }

const char *i18n_text(const I18n *i, Lang lang, const char *msgid)
{
    const char *found = i->of[lang] ? catalogue_find(i->of[lang], msgid) : msgid;
    return found == msgid && lang == LANG_RU && i->of[LANG_EN] ? catalogue_find(i->of[LANG_EN], msgid) : found;
}

const char *tr(const Cx *cx, const char *msgid)
{
    return i18n_text(cx->app->i18n, cx->lang, msgid);
}

const char *tr_args(const Cx *cx, const char *msgid, ...)
{
    enum { MOST = 10 };
    const char *args[MOST];
    size_t n = 0;
    va_list ap;
    va_start(ap, msgid);
    for (const char *arg; n < MOST && (arg = va_arg(ap, const char *));)
        args[n++] = arg;
    va_end(ap);

    Str out = str_make(cx->arena);
    const char *form;
    size_t len;
    int64_t count = 0;
    for (const char *t = tr(cx, msgid); *t;) {
        size_t which = t[0] == '{' && t[1] >= '0' && t[1] <= '9' && t[2] == '}' ? (size_t)(t[1] - '0') : MOST;
        if (which < n) {
            str_add(&out, args[which]);
            text_count_seen(args[which], &count);
            t += 3;
        } else if (text_form(&t, count, &form, &len)) {
            str_addn(&out, form, len);
        } else {
            str_addc(&out, *t++);
        }
    }
    return out.s;
}

const char *tr_fault(const Cx *cx, const Fault *f)
{
    enum { LONGEST = 2048 };
    char out[LONGEST];
    Fault read = *f;
    Date d;
    for (int i = 0; i < ERR_ARGS; i++)          /* what knows no reader says days as they are stored */
        if (date_parse(read.args[i], &d))
            snprintf(read.args[i], sizeof read.args[i], "%s", az_date_numeric(cx->arena, d));
    err_format(tr(cx, f->msgid), &read, out, sizeof out);
    return arena_strdup(cx->arena, out);
}

const char *lang_code(Lang lang) { return CODES[lang]; }

bool lang_parse(const char *code, Lang *ret)
{
    for (int lang = 0; lang < LANG__COUNT; lang++)
        if (code && strcmp(CODES[lang], code) == 0) {
            *ret = (Lang)lang;
            return true;
        }
    return false;
}
