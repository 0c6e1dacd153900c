// SPDX-License-Identifier: Apache-2.0
#include "app/link.h"
#include <string.h>

void link_add(Str *s, const char *name, const char *value)
{
    str_addf(s, "%s%s=", s->len ? "&" : "?", name);
    for (const char *p = value; *p; p++)
        if ((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || strchr("-_.", *p))
            str_addc(s, *p);
        else
            str_addf(s, "%%%02X", (unsigned char)*p);
}

const char *link_query(Arena *a, const Val *query)
{
    Str s = str_make(a);
    for (const Val *v = val_first(query); v; v = val_next(v))
        if (val_str(v) && *val_str(v))
            link_add(&s, val_key(v), val_str(v));
    return s.len ? s.s : "";
}
