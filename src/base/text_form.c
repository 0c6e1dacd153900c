// SPDX-License-Identifier: Apache-2.0
#include "base/str.h"
#include "base/text.h"
#include <string.h>

/* Two forms: one, other.  Three: 1 21 31, 2-4 22-24, 0 5-20 and the rest, as Russian counts. */
static int form_for(int64_t n, int forms)
{
    int64_t last = n % 10, tens = n % 100;
    if (forms < 3)
        return n != 1;
    return last == 1 && tens != 11 ? 0 : last >= 2 && last <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}

bool text_form(const char **io_at, int64_t n, const char **ret, size_t *ret_len)
{
    const char *start = *io_at + 1, *end = **io_at == '{' ? start + strcspn(start, "{}") : start;
    int forms = 1;
    if (**io_at != '{' || *end != '}')
        return false;
    for (const char *s = start; s < end; s++)
        forms += *s == '|';
    if (forms == 1)
        return false;
    const char *form = start;
    for (int k = form_for(n < 0 ? -n : n, forms < 3 ? 2 : 3); k > 0; k--)
        form += strcspn(form, "|}") + 1;
    *ret = form;
    *ret_len = strcspn(form, "|}");
    *io_at = end + 1;
    return true;
}

void text_count_seen(const char *arg, int64_t *io_last)
{
    int64_t n = 0;
    const char *s = arg;
    for (; (*s >= '0' && *s <= '9' && n < INT32_MAX) || (*s == ' ' && s > arg); s++)
        n = *s == ' ' ? n : n * 10 + (*s - '0');
    if (s > arg && !*s)
        *io_last = n;
}

const char *text_counted(Arena *a, int64_t n, const char *text)
{
    Str out = str_make(a);
    const char *form;
    size_t len;
    while (*text)
        if (text_form(&text, n, &form, &len))
            str_addn(&out, form, len);
        else
            str_addc(&out, *text++);
    return out.len ? out.s : "";
}
