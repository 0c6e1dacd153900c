// SPDX-License-Identifier: Apache-2.0
#include "web/lang.h"
#include "web/accept.h"
#include <string.h>
#include <strings.h>

static const char *const LANGS[] = { "az", "en", "ru" };
enum { LANG_COUNT = sizeof LANGS / sizeof *LANGS };

static const char *ours(const AcceptItem *item)
{
    if (item->name_n == 1 && item->name[0] == '*')
        return LANGS[0];
    if (item->name_n < 2 || (item->name_n > 2 && item->name[2] != '-'))
        return NULL;
    for (size_t i = 0; i < LANG_COUNT; i++)
        if (strncasecmp(item->name, LANGS[i], 2) == 0)
            return LANGS[i];
    return NULL;
}

const char *lang_choose(const char *accept_language)
{
    const char *best = LANGS[0];
    int best_q = 0;
    AcceptItem item;
    for (const char *at = accept_language ? accept_language : ""; accept_next(&at, &item);) {
        const char *lang = ours(&item);
        if (lang && item.q > best_q) {
            best = lang;
            best_q = item.q;
        }
    }
    return best;
}
