// SPDX-License-Identifier: Apache-2.0
/* Derivations on pages: the lines behind "why". */
#include "app/i18n.h"
#include "areas/law/law_web.h"
#include "base/text.h"
#include <string.h>

static const char *say(void *ctx, const char *msgid) { return tr(ctx, msgid); }
static const char *say_day(void *ctx, Arena *a, Date d) { (void)ctx; return az_date_numeric(a, d); }

Val *law_why_lines(Cx *cx, const Val *derivation)
{
    Arena *a = cx->arena;
    Speech how = { say, say_day, cx, cx->lang == LANG_AZ };
    Str out = str_make(a);
    derivation_print(derivation, law_of(cx), &how, &out);
    Val *lines = val_list(a);
    for (const char *p = out.s; *p;) {
        size_t n = strcspn(p, "\n"), lead = strspn(p, " ");
        if (n > lead)
            val_add(lines, val_textn(a, p + lead, n - lead));
        p += n + (p[n] == '\n');
    }
    return lines;
}

Val *law_why(Cx *cx, const char *derivation)
{
    const Val *kept = strlen(derivation) < 3 ? NULL : val_read_canonical(cx->arena, derivation);
    return kept ? law_why_lines(cx, kept) : val_null(cx->arena);
}

const char *law_basis_text(Cx *cx, const Law *law, const char *basis)
{
    Speech how = { say, say_day, cx, cx->lang == LANG_AZ };
    return basis_text(cx->arena, law, basis, &how);
}
