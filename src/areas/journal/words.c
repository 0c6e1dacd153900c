// SPDX-License-Identifier: Apache-2.0
/* What the codes of the journal mean in words. */
#include "app/i18n.h"
#include "areas/journal/journal_in.h"
#include <string.h>

const Choice JOURNAL_VERBS[] = {
    { "sign_in",          N_("signed in") },
    { "sign_in.refused",  N_("sign-in refused") },
    { "sign_out",         N_("signed out") },
    { "denied",           N_("was denied") },
    { "read",             N_("read") },
    { "export",           N_("saved a list as a file") },
    { "handover.send",    N_("sent a handover list") },
    { "handover.give_back", N_("gave a paper back to the Secretariat") },
    { "handover.about",   N_("said otherwise than the list whom a complaint is about") },
    { "handover.return",  N_("handed to the Secretariat") },
    { "handover.number",  N_("entered the Secretariat's number") },
    { "letter.resolve",   N_("resolved on a letter") },
    { "letter.register",  N_("registered a letter") },
    { "letter.link",      N_("linked an answer to our inquiry") },
    { "letter.sign.unit", N_("signed a paper to a unit of the Service") },
    { "letter.correct",   N_("corrected a card") },
    { "letter.readdress", N_("addressed an answer anew, after the card") },
    { "letter.told",      N_("told the applicant by letter") },
    { "letter.spoil",     N_("marked a number as spoiled") },
    { "letter.close",     N_("closed a letter without an answer") },
    { "case.hand",        N_("handed a case over for keeping") },
    { "letter.join",      N_("joined a paper to a letter") },
    { "letter.unjoin",    N_("undid a joining") },
    { "letter.present",   N_("presented a letter") },
    { "letter.copy_in",   N_("copied in a resolution") },
    { "letter.draft",     N_("drafted a paper") },
    { "letter.accept",    N_("accepted a draft") },
    { "letter.answered",  N_("closed a letter as answered") },
    { "letter.return",    N_("returned a draft") },
    { "letter.sign",        N_("signed a paper") },
    { "letter.sign.state",  N_("signed a paper to a state body") },
    { "letter.sign.person", N_("signed a paper to a person") },
    { "letter.scan",      N_("added a scan") },
    { "letter.file",      N_("filed a letter") },
    { "letter.recase",    N_("took a paper out of a wrong case") },
    { "task.resolve",     N_("wrote a resolution") },
    { "letter.interim",   N_("sent an interim answer") },
    { "letter.extend",    N_("lengthened the term of a letter") },
    { "letter.move",      N_("passed a letter to another executor") },
    { "letter.settle",    N_("closed a letter without an answer") },
    { "letter.uncontrol", N_("took a letter off the registrar's control") },
    { "control.remove",   N_("took off control") },
    { "task.extend.ask",  N_("asked for a longer term") },
    { "task.extend.endorse", N_("endorsed a longer term") },
    { "task.extend.grant", N_("granted a longer term") },
    { "task.extend.refuse", N_("refused a longer term") },
    { "task.extend.pass", N_("passed a request on from an empty post") },
    { "task.extend.inform", N_("noted that an applicant was told") },
    { "task.move",        N_("gave a task to another executor") },
    { "task.reassign",    N_("named another executor") },
    { "task.measure",     N_("noted a measure against an obstacle") },
    { "task.disagree",    N_("noted a disagreement") },
    { "task.report",      N_("reported on a task") },
    { "task.interim",     N_("gave an interim word") },
    { "task.accept",      N_("accepted a task") },
    { "task.return",      N_("returned a task") },
    { "order.draft",      N_("drafted an order") },
    { "order.submit",     N_("sent an order for visas") },
    { "order.visa",       N_("visaed an order") },
    { "order.return",     N_("returned an order") },
    { "order.sign",       N_("signed an order") },
    { "order.register",   N_("registered an order") },
    { "order.forward",    N_("sent an order on for the next visa") },
    { "order.acquaint",   N_("made an order known") },
    { "order.historical", N_("entered an order of the past") },
    { "person.add",       N_("added a person") },
    { "record.enter",     N_("entered a record") },
    { "record.confirm",   N_("confirmed a record") },
    { "record.reject",    N_("rejected a record") },
    { "law.propose",      N_("proposed a rule") },
    { "law.approve",      N_("approved a rule") },
    { "letter.term",      N_("renewed a term by the law of today") },
    { "law.return",       N_("returned a rule") },
    { "law.act",          N_("listed an act") },
    { "law.renew",        N_("took in what a newer program knows of the law") },
    { "law.renew.seen",   N_("saw what a newer program corrected in the law") },
    { "law.day.propose",  N_("proposed a day of the calendar") },
    { "law.day.approve",  N_("approved a day of the calendar") },
    { "law.day.return",   N_("returned a day of the calendar") },
    { "journal.verify",   N_("checked the journal") },
    { "journal.witness",  N_("signed the newest entry of the journal") },
    { "proof.replay",     N_("replayed the ledger") },
    { "backup.make",      N_("made a backup copy") },
    { "backup.prove",     N_("restored and compared a backup copy") },
    { "backup.ask",       N_("asked for a backup copy or its proof") },
    { "backup.restored",  N_("was restored from a backup copy") },
    { "job.run",          N_("ran a job by hand") },
    { "user.add",         N_("opened an account") },
    { "user.password",    N_("changed a password") },
    { "user.disable",     N_("closed an account") },
    { "user.enable",      N_("opened an account again") },
    { "user.settings",    N_("changed his settings") },
    { "session.end",      N_("ended a session") },
    { "session.end_others", N_("ended all other sessions") },
    { "factor.add",       N_("added one-time codes") },
    { "factor.remove",    N_("took one-time codes away") },
    { "factor.recovery",  N_("used a recovery code") },
    { "token.add",        N_("made a token for a program") },
    { "token.end",        N_("ended a token") },
    { "import.send",      N_("sent a table to be imported") },
    { "import.drop",      N_("dropped a table") },
    { "import.people",    N_("imported people") },
    { "import.staff",     N_("imported units and seats") },
    { "import.letters",   N_("imported a register of papers") },
    { "clock.set",        N_("moved the demo's clock") },
    { "database.created", N_("made the database") },
    { 0 }
};

const Choice JOURNAL_KINDS[] = {
    { "letter",     N_("Letter") },
    { "handover",   N_("Handover list") },
    { "task",       N_("Task") },
    { "order",      N_("Order") },
    { "person",     N_("Person") },
    { "seat",       N_("Seat") },
    { "unit",       N_("Unit") },
    { "attachment", N_("Attachment") },
    { "record",     N_("Record") },
    { "user",       N_("Account") },
    { "rule",       N_("Rule") },
    { "import",     N_("Import") },
    { "line",       N_("Line of a handover list") },
    { 0 }
};

const char *journal_word(Cx *cx, const Choice *words, const char *code)
{
    for (const Choice *c = words; c->value; c++)
        if (strcmp(c->value, code) == 0)
            return tr(cx, c->label);
    return code;
}

const char *journal_link(Cx *cx, const char *kind, int64_t id)
{
    static const struct { const char *kind, *path; Act act; } PAGES[] = {
        { "letter", "/letters", ACT_LETTER_READ }, { "task", "/tasks", ACT_TASK_READ },
        { "order", "/orders", ACT_ORDER_READ },    { "person", "/people", ACT_PERSON_READ },
        { "seat", "/seats", ACT_STAFF_READ },      { "handover", "/handovers", ACT_HANDOVER_READ },
        { "record", "/records", ACT_RECORD_CONFIRM },
    };
    for (size_t i = 0; id && i < sizeof PAGES / sizeof *PAGES; i++)
        if (strcmp(PAGES[i].kind, kind) == 0)
            return authority_scope(cx, PAGES[i].act) == SCOPE_ALL
                ? arena_printf(cx->arena, "%s/%lld", PAGES[i].path, (long long)id) : NULL;
    return NULL;
}
