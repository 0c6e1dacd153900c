// SPDX-License-Identifier: Apache-2.0
/* Acts and kinds of objects: their codes, and acts in the words of the reader's language, for refusals and the review of
 * rights.  An act without words is shown by its code; a test lets none be missing. */
#include "app/authority.h"
#include "app/area.h"
#include "app/i18n.h"
#include <string.h>

#define READ  false, false
#define WRITE true, false
#define OWN   true, true
#define ACT(name, code, kind) { code, kind },
static const struct { const char *code; bool writes, own; } ACTS[ACT__COUNT] = { { "unset", true, false },
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

static const Choice WORDS[] = {
    { "account.manage", N_("manage accounts") }, { "journal.read", N_("read the journal") },
    { "law.read", N_("read the rules") }, { "law.propose", N_("propose a rule") },
    { "law.approve", N_("approve a rule") }, { "staff.read", N_("see the staff table") },
    { "person.list", N_("list people") }, { "person.read", N_("read the personal file") },
    { "person.add", N_("add a person") }, { "record.enter", N_("enter a record") },
    { "record.confirm", N_("confirm a record") }, { "handover.send", N_("send a handover list") },
    { "handover.read", N_("read a handover list") }, { "handover.take", N_("take papers over") },
    { "handover.return", N_("hand back to the Secretariat") },
    { "handover.number", N_("enter the number of the Secretariat") }, { "letter.list", N_("list letters") },
    { "letter.read", N_("read the letter") }, { "letter.register", N_("register a letter") },
    { "letter.present", N_("present the letter") }, { "letter.resolve", N_("resolve on the letter") },
    { "letter.copy_in", N_("copy in a resolution on paper") }, { "letter.draft", N_("draft an answer") },
    { "letter.accept", N_("accept a draft answer") }, { "letter.sign.state", N_("sign to executive bodies and courts") },
    { "letter.sign.person", N_("sign to legal and natural persons") }, { "letter.file", N_("file the letter") },
    { "letter.join", N_("join the letter to another") }, { "letter.sign.unit", N_("sign to other units") },
    { "task.list", N_("list tasks") }, { "task.read", N_("read the task") }, { "task.report", N_("report on the task") },
    { "task.accept", N_("accept the task") }, { "task.resolve_under", N_("resolve under the task") },
    { "task.extend.ask", N_("ask for more time") }, { "task.extend.decide", N_("decide on more time") },
    { "task.move", N_("move the task to another") }, { "task.several", N_("give it to several executors") },
    { "control.remove", N_("take it off control") },
    { "letter.uncontrol", N_("take the letter off the registrar's control") }, { "order.list", N_("list orders") },
    { "order.read", N_("read the order") }, { "order.extract", N_("read the extract") },
    { "order.draft", N_("draft the order") }, { "order.visa", N_("visa the order") },
    { "order.sign", N_("sign the order") }, { "order.register", N_("register the order") },
    { "order.acquaint", N_("make the order known") }, { "order.historical", N_("enter an order of the past") },
    { "clock.set", N_("move the clock of the demo") }, { "rights.read", N_("review who sees what") },
    { "rights.posts", N_("review posts and powers") }, { "job.read", N_("see the jobs") },
    { "job.run", N_("run a job") }, { "backup.read", N_("see the backups") },
    { "backup.make", N_("make and prove a backup") }, { "import.open", N_("open the import") },
    { "import.people", N_("import people") }, { "import.staff", N_("import the staff table") },
    { "import.letters", N_("import letters") }, { "task.terms", N_("watch the terms") },
    { "task.reassign", N_("give the task to another instead") }, { "task.measure", N_("take a measure against an obstacle") },
    { "task.disagree", N_("note disagreement") }, { "letter.close", N_("close the letter without an answer") },
    { "appeal.summary", N_("see the summary of appeals") }, { "case.read", N_("see the inventories of cases") },
    { "public", N_("open what is for everybody") }, { "own_account", N_("keep his own account") }, { 0 }
};

const char *act_text(const Cx *cx, Act act)
{
    for (const Choice *c = WORDS; c->value; c++)
        if (strcmp(c->value, act_code(act)) == 0)
            return tr(cx, c->label);
    return act_code(act);
}
