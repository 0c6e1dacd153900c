// SPDX-License-Identifier: Apache-2.0
/* Derivations on pages: the lines behind "why". */
#include "app/i18n.h"
#include "areas/law/law.h"
#include "base/text.h"
#include "web/json_in.h"
#include <string.h>

static const char *say(void *ctx, const char *msgid) { return tr(ctx, msgid); }
static const char *say_day(void *ctx, Arena *a, Date d) { (void)ctx; return az_date_numeric(a, d); }

Val *law_why(Cx *cx, const char *derivation)
{
    Arena *a = cx->arena;
    Err err = { 0 };
    Nest nest = nest_make(a);
    if (strlen(derivation) < 3 || !json_read(&nest, derivation, strlen(derivation), &err))
        return val_null(a);
    Speech how = { say, say_day, cx, cx->lang == LANG_AZ };
    Str out = str_make(a);
    derivation_print(nest_value(&nest), law_of(cx->app), &how, &out);
    Val *lines = val_list(a);
    for (const char *p = out.s; *p;) {
        size_t n = strcspn(p, "\n");
        if (n)
            val_add(lines, val_textn(a, p, n));
        p += n + (p[n] == '\n');
    }
    return lines;
}
