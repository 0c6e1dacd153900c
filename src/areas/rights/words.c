// SPDX-License-Identifier: Apache-2.0
/* Kinds, relations and grounds in words (acts: app/act.c).  What has no row here is shown by its code; a test lets
 * none be missing. */
#include "app/i18n.h"
#include "areas/rights/rights_in.h"
#include <string.h>

static const Choice KINDS[] = {
    { "none", N_("Pages and lists") }, { "letter", N_("Letter") }, { "handover", N_("Handover list") },
    { "task", N_("Task") }, { "order", N_("Order") }, { "person", N_("Person") }, { "record", N_("Record") },
    { "rule", N_("Rule") }, { "user", N_("Account") }, { "import", N_("Import") }, { "seat", N_("Seat") }, { "unit", N_("Unit") },
    { "attachment", N_("Scan") }, { "line", N_("Line of a handover list") }, { 0 }
};

static const Choice RELATIONS[] = {
    { "self", N_("the person himself") }, { "lead", N_("lead executor") }, { "co_executor", N_("co-executor") },
    { "author", N_("author of the resolution") }, { "reader", N_("it was sent to him to read") },
    { "presented", N_("it was presented to him") }, { "executor", N_("executor") }, { "drafter", N_("drafter") },
    { "visa", N_("his visa is due") }, { "signer", N_("he signs it") }, { "keeper", N_("keeper of the series") },
    { "decider", N_("he decides on more time") }, { "named", N_("named in it") }, { "joined", N_("it is joined to what he sees") }, { 0 }
};

static const char *word(const Cx *cx, const Choice *words, const char *code)
{
    for (const Choice *c = words; c->value; c++)
        if (strcmp(c->value, code) == 0)
            return tr(cx, c->label);
    return code;
}

const char *rights_kind_text(const Cx *cx, ObjectKind kind)        { return word(cx, KINDS, object_kind_code(kind)); }
const char *rights_relation_text(const Cx *cx, const char *relation) { return word(cx, RELATIONS, relation); }

const char *rights_via(Cx *cx, const Standing *s)
{
    switch (s ? s->ground : GROUND_SELF) {
    case GROUND_SEAT:       return s->post_title;
    case GROUND_ACTING:     return tr_args(cx, N_("acting by order for: {0}"), s->post_title, NULL);
    case GROUND_SUBSTITUTE: return tr_args(cx, N_("substituting by 5.5 for: {0}"), s->post_title, NULL);
    default:                return tr(cx, N_("for himself"));
    }
}
