// SPDX-License-Identifier: Apache-2.0
/* Acts and kinds of objects: their codes, and acts in the words of the reader's language, for refusals and the review of
 * rights. */
#include "app/authority.h"
#include "app/area.h"
#include "app/i18n.h"
#include <string.h>

#define READ  false, false
#define WRITE true, false
#define OWN   true, true
#define ACT(name, code, kind, words) { code, kind, words },
static const struct { const char *code; bool writes, own; const char *words; } ACTS[ACT__COUNT] = {
    { "unset", true, false, "unset" },
#include "app/acts.def"
};
#undef ACT
#undef READ
#undef WRITE
#undef OWN

#define X(name, code) code,
static const char *const OBJECT_CODES[OBJ__COUNT] = { OBJECT_KINDS(X) };
#undef X

const char *act_code(Act act)                  { return ACTS[act].code; }
bool        act_writes(Act act)                { return ACTS[act].writes; }
bool        act_is_own(Act act)                { return ACTS[act].own; }
const char *object_kind_code(ObjectKind kind)  { return OBJECT_CODES[kind]; }

Act act_find(const char *code)
{
    for (int i = 1; i < ACT__COUNT; i++)
        if (strcmp(ACTS[i].code, code) == 0)
            return (Act)i;
    return ACT_UNSET;
}

ObjectKind object_kind_find(const char *code)
{
    for (int i = 1; i < OBJ__COUNT; i++)
        if (strcmp(OBJECT_CODES[i], code) == 0)
            return (ObjectKind)i;
    return OBJ_NONE;
}

const char *act_text(const Cx *cx, Act act) { return tr(cx, ACTS[act].words); }
