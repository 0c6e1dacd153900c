// SPDX-License-Identifier: Apache-2.0
#include "app/source.h"
#include "app/app.h"
#include <stdio.h>
#include <string.h>

static const SourceKind *kind_of(const char *source)
{
    size_t n = strcspn(source, ":");
    for (const Area *const *area = AREAS; source[n] && *area; area++)
        for (const SourceKind *k = (*area)->sources; k && k->prefix; k++)
            if (strlen(k->prefix) == n && strncmp(k->prefix, source, n) == 0)
                return k;
    return NULL;
}

/* What was true before the first order of the ledger rests on no paper of ours. */
static bool is_opening(const char *source)
{
    return strcmp(source, "opening") == 0 || strncmp(source, "opening:", strlen("opening:")) == 0;
}

bool source_name(Cx *cx, const char *source, const char **ret, Err *err)
{
    const SourceKind *kind = kind_of(source);
    *ret = is_opening(source) ? tr(cx, N_("the opening entry")) : source;
    return !kind || kind->name(cx, source + strlen(kind->prefix) + 1, ret, err);
}

bool source_papers(Cx *cx, int64_t person_id, const SourcePaper **ret, size_t *ret_n, Err *err)
{
    SourcePaper *all = NEW(cx->arena, SourcePaper);
    *ret_n = 0;
    for (const Area *const *area = AREAS; *area; area++)
        for (const SourceKind *k = (*area)->sources; k && k->prefix; k++) {
            const SourcePaper *own;
            size_t n;
            if (!k->of_person)
                continue;
            if (!k->of_person(cx, person_id, &own, &n, err))
                return false;
            SourcePaper *more = NEW_N(cx->arena, SourcePaper, *ret_n + n + 1);
            memcpy(more, all, *ret_n * sizeof *all);
            memcpy(more + *ret_n, own, n * sizeof *own);
            all = more;
            *ret_n += n;
        }
    *ret = all;
    return true;
}

const SourcePaper *source_paper(const SourcePaper *papers, size_t n, int64_t input)
{
    for (size_t i = 0; i < n; i++)
        if (papers[i].input == input)
            return &papers[i];
    return NULL;
}

/* As much of the name as fits, cut at a letter. */
static void put(char *arg, size_t size, const char *name)
{
    size_t n = strlen(name);
    if (n >= size)
        for (n = size - 1; n > 0 && ((unsigned char)name[n] & 0xC0) == 0x80;)
            n--;
    snprintf(arg, size, "%.*s", (int)n, name);
}

bool source_faults(Cx *cx, Err *err)
{
    Err own = { 0 };
    for (int i = 0; i < err->count && own.kind == ERR_NONE; i++)
        for (int k = 0; k < ERR_ARGS; k++) {
            char *arg = err->faults[i].args[k];
            const char *name;
            if ((kind_of(arg) || is_opening(arg)) && source_name(cx, arena_strdup(cx->arena, arg), &name, &own))
                put(arg, sizeof err->faults[i].args[k], name);
        }
    if (own.kind != ERR_NONE)
        *err = own;
    return false;
}
