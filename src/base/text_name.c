// SPDX-License-Identifier: Apache-2.0
/* Names of persons as acts write them. */
#include "base/text_suffix.h"
#include "base/text_code.h"
#include <string.h>

static const char *tail_of(Patronymic kind)
{
    return kind == PATRONYMIC_OGLU ? "oğlu" : kind == PATRONYMIC_QIZI ? "qızı" : NULL;
}

static char *joined(Arena *a, const char *const *part, size_t n)
{
    Str out = str_make(a);
    for (size_t i = 0; i < n; i++)
        if (part[i] && *part[i]) {
            if (out.len)
                str_addc(&out, ' ');
            str_add(&out, part[i]);
        }
    return out.s;
}

char *az_full_name(Arena *a, const char *surname, const char *name, const char *father, Patronymic kind)
{
    const char *tail = father && *father ? tail_of(kind) : NULL;
    return joined(a, (const char *const[]){ surname, name, father, tail }, 4);
}

char *az_name_first(Arena *a, const char *surname, const char *name, const char *father, Patronymic kind)
{
    const char *tail = father && *father ? tail_of(kind) : NULL;
    return joined(a, (const char *const[]){ name, father, tail, surname }, 4);
}

static void put_initial(Str *out, const char *name)
{
    uint32_t c = name ? code_next(&name) : 0;
    if (!c)
        return;
    code_put(out, code_upper(c));
    str_addc(out, '.');
}

char *az_initials(Arena *a, const char *surname, const char *name, const char *father)
{
    Str out = str_make(a);
    put_initial(&out, name);
    put_initial(&out, father);
    str_add(&out, surname ? surname : "");
    return out.s;
}

/* Only the last word changes; oğlu and qızı are possessives, a surname is a proper name and in
 * capitals no abbreviation. */
char *az_case_name(Arena *a, const char *name, AzCase c)
{
    size_t n = strlen(name);
    const char *word = strrchr(name, ' ');
    word = word ? word + 1 : name;
    const char *lower = text_lower(a, word);
    bool possessive = word > name && (strcmp(lower, "oğlu") == 0 || strcmp(lower, "qızı") == 0);
    const char *letters = strrchr(word, '.') ? strrchr(word, '.') + 1 : word;
    Ending e = ending_of(letters, strlen(letters));
    Str out = str_make(a);
    str_addn(&out, name, n);
    bool upper = text_length(letters) > 1 && strcmp(text_upper(a, letters), letters) == 0;
    suffix_put(&out, n ? suffix_pattern(c, e.ends_in_vowel, possessive) : "", e, upper);
    return out.s;
}
