// SPDX-License-Identifier: Apache-2.0
#include "web/form.h"
#include "base/text.h"
#include "web/decode.h"
#include <string.h>

static void pair(Nest *nest, const char *s, size_t n, Err *err)
{
    const char *eq = memchr(s, '=', n);
    size_t name_n = eq ? (size_t)(eq - s) : n, text_n = eq ? n - name_n - 1 : 0;
    char *name, *text;
    bool named = decode_percent(nest->arena, s, name_n, true, &name, &name_n);
    if (!named || !decode_percent(nest->arena, eq ? eq + 1 : s + n, text_n, true, &text, &text_n)) {
        nest->malformed = true;
        err_add(err, named && text_utf8_valid(name, name_n) ? name : "",
                "an escape in the form cannot be read");
        return;
    }
    nest_text(nest, name, name_n, text, text_n, err);
}

bool query_read(Nest *nest, const char *s, size_t n, Err *err)
{
    for (const char *end = s + n; s < end;) {
        const char *amp = memchr(s, '&', (size_t)(end - s));
        size_t len = amp ? (size_t)(amp - s) : (size_t)(end - s);
        if (len)
            pair(nest, s, len, err);
        s += len + (amp != NULL);
    }
    return err->kind == ERR_NONE;
}
