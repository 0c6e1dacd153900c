// SPDX-License-Identifier: Apache-2.0
/* Acts, kinds, relations and grounds in words.  What has no row here is shown by its code; a test lets none be missing. */
#include "app/i18n.h"
#include "areas/rights/rights_in.h"
#include <string.h>

static const Choice ACTS[] = {
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
    { "control.remove", N_("take it off control") }, { "order.list", N_("list orders") },
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

static const Choice KINDS[] = {
    { "none", N_("Pages and lists") }, { "letter", N_("Letter") }, { "handover", N_("Handover list") },
    { "task", N_("Task") }, { "order", N_("Order") }, { "person", N_("Person") }, { "record", N_("Record") },
    { "rule", N_("Rule") }, { "user", N_("Account") }, { "import", N_("Import") }, { "seat", N_("Seat") }, { "unit", N_("Unit") },
    { "attachment", N_("Scan") }, { 0 }
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

const char *rights_act_text(const Cx *cx, Act act)                 { return word(cx, ACTS, act_code(act)); }
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
