// SPDX-License-Identifier: Apache-2.0
#include "web/accept.h"
#include <string.h>
#include <strings.h>

enum { FULL = 1000 };
static const char BLANK[] = " \t";

/* "0.8" to 800; what is not a quality counts as full. */
static int quality(const char *s, size_t n)
{
    if (!n || (s[0] != '0' && s[0] != '1') || (n > 1 && s[1] != '.'))
        return FULL;
    int q = 0, unit = 100;
    for (size_t i = 2; i < n && i < 5; i++, unit /= 10) {
        if (s[i] < '0' || s[i] > '9')
            break;
        q += (s[i] - '0') * unit;
    }
    return s[0] == '1' ? FULL : q;
}

static size_t trimmed(const char *s, size_t n)
{
    while (n && strchr(BLANK, s[n - 1]))
        n--;
    return n;
}

bool accept_next(const char **at, AcceptItem *ret)
{
    const char *s = *at + strspn(*at, ", \t");
    if (!*s)
        return false;
    size_t n = strcspn(s, ",;");
    *ret = (AcceptItem){ .name = s, .name_n = trimmed(s, n), .q = FULL };
    s += n;
    while (*s == ';') {
        s++;
        s += strspn(s, BLANK);
        n = strcspn(s, ",;");
        if (n > 2 && (s[0] == 'q' || s[0] == 'Q') && s[1] == '=')
            ret->q = quality(s + 2, trimmed(s + 2, n - 2));
        s += n;
    }
    *at = s;
    return true;
}

static bool is(const AcceptItem *item, const char *name)
{
    return strlen(name) == item->name_n && strncasecmp(item->name, name, item->name_n) == 0;
}

bool accept_prefers_json(const char *accept)
{
    int json = -1, html = -1, json_at = 0, html_at = 0, i = 0;
    AcceptItem item;
    for (const char *at = accept ? accept : ""; accept_next(&at, &item); i++) {
        if ((is(&item, "application/json") || is(&item, "application/problem+json")) && item.q > json) {
            json = item.q;
            json_at = i;
        } else if ((is(&item, "text/html") || is(&item, "application/xhtml+xml")) && item.q > html) {
            html = item.q;
            html_at = i;
        }
    }
    return json > 0 && (json > html || (json == html && json_at < html_at));
}
