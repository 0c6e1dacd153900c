// SPDX-License-Identifier: Apache-2.0
/* Kinds, states and outcomes of papers: their words, and what each kind is. */
#include "areas/letter/letter_in.h"
#include <string.h>

const Choice LETTER_KINDS[] = {
    { "answer", N_("answer") }, { "interim", N_("interim answer") }, { "application", N_("application") }, { "complaint", N_("complaint") },
    { "proposal", N_("proposal") }, { "inquiry", N_("inquiry") }, { "letter", N_("letter") },
    { "memo", N_("memo") }, { 0 }
};
const Choice PARTY_KINDS[] = {
    { "natural", N_("natural person") }, { "legal", N_("legal person") },
    { "executive", N_("executive body") }, { "court", N_("court") }, { "unit", N_("unit of the Service") },
    { "other", N_("another addressee") }, { 0 }
};
const Choice LETTER_STATES[] = {
    { "registered", N_("registered") }, { "presented", N_("presented") }, { "execution", N_("in execution") },
    { "joined", N_("joined to another") },
    { "spoiled", N_("spoiled number") }, { "answered", N_("answered") }, { "filed", N_("filed") }, { "draft", N_("draft") },
    { "to_sign", N_("waits for signature") }, { "signed", N_("signed") }, { "handed", N_("with the Secretariat") },
    { "sent", N_("sent") }, { 0 }
};
const Choice LETTER_OUTCOMES[] = {
    { "satisfied", N_("satisfied") }, { "explained", N_("explained") }, { "refused", N_("claim refused") },
    { "forwarded", N_("forwarded to the competent body") }, { "unconsidered", N_("left unconsidered") },
    { "noted", N_("no answer is due") }, { 0 }
};

const char *choice_text(Cx *cx, const Choice *choices, const char *value)
{
    for (const Choice *c = choices; c->value; c++)
        if (strcmp(c->value, value) == 0)
            return tr(cx, c->label);
    return value;
}

bool letter_is_answer(const char *kind) { return strcmp(kind, "answer") == 0 || strcmp(kind, "interim") == 0; }

bool letter_is_appeal(const char *kind)
{
    return strcmp(kind, "application") == 0 || strcmp(kind, "complaint") == 0 || strcmp(kind, "proposal") == 0;
}

bool letter_awaits(const char *direction, const char *kind, const char *state)
{
    return strcmp(direction, "out") == 0 && strcmp(kind, "inquiry") == 0
        && (strcmp(state, "sent") == 0 || strcmp(state, "filed") == 0);
}
