// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_LAW_H
#define LAW_LAW_H
#include "app/app.h"
#include "areas/law/engine.h"

/* The law of the database.  A process reads each state of it once and keeps it, const. */
extern const Area law_area;

/* The law as the database has it in this transaction: of the snapshot a page reads, of the moment a form is carried
 * out, whoever changed it and in which process.
 *   queries  one by key, once a transaction; the whole tables only after a change */
bool law_current(Cx *cx, const Law **ret, Err *err);
/* The same where no fault can be told: when the database fails here, the transaction is doomed and ends with that
 * fault, and what is answered meanwhile is the last law that was read. */
const Law *law_of(Cx *cx);

/* A row somebody proposes: in force from a day on, until a later one takes its place. */
typedef struct RuleDraft {
    const char *code, *unit, *regime, *basis, *confidence, *note;
    int64_t     value;
    Date        valid_from;
} RuleDraft;

/* Keeps a proposed row; it changes nothing until it is approved.
 *   errors  INVALID "code", "unit", "regime", "confidence", "value", "basis" (an act that is not listed)
 *   effect  a row of `rule`, a journal entry */
bool law_propose(Cx *cx, const RuleDraft *in, const Grant *grant, int64_t *ret_id, Err *err);
/* Puts a proposed row in force; the row in force on its first day ends there.
 *   errors  NOT_FOUND; CONFLICT approved already, a row begins on that day or later;
 *           DENIED  who proposed it does not approve it
 *   effect  rows of `rule`, the version of the law, a journal entry */
bool law_approve(Cx *cx, int64_t id, const Grant *grant, Err *err);
/* Gives a proposed row back with a remark; it stays to be read.
 *   errors  INVALID "remark"; CONFLICT it is approved or returned already */
bool law_return(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err);
/* Lists an act that rules and days may name from now on. */
bool law_act_list(Cx *cx, const char *title, const char *number, OptDate date, const char *body, const Grant *grant,
                  const char **ret_code, Err *err);

/* A day of one year that differs: an exchange by the Cabinet (first is the rest day, pair the day worked for
 * it), days of Ramazan or Qurban, a voting day. */
typedef struct DayDraft {
    const char *kind;                 /* "exchange", "religious", "voting" */
    Date        first;
    int64_t     days;
    OptDate     pair;
    const char *name, *basis;
} DayDraft;
/*   errors  INVALID "kind", "first" (outside the calendar), "pair", "days", "basis" */
bool day_propose(Cx *cx, const DayDraft *in, const Grant *grant, int64_t *ret_id, Err *err);
/* Puts it into the calendar, or gives it back.  Expected days of the same feast give way to what was decided.
 *   errors  NOT_FOUND; CONFLICT decided already; DENIED his own; INVALID what the calendar refuses
 *   effect  rows of calendar_day, the version of the law, a journal entry */
bool day_approve(Cx *cx, int64_t id, const Grant *grant, Err *err);
bool day_return(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err);

/* A derivation as a list of lines in the reader's language: “niyə”. */
Val *law_why_lines(Cx *cx, const Val *derivation);

/* A stored derivation (canonical JSON) as lines in the reader's language; null when there is none. */
Val *law_why(Cx *cx, const char *derivation);

/* What the desk says of corrections that a newer program brought and the head has not seen; NULL: nothing, or not for
 * this reader.  They are on /rules/corrections. */
bool law_note(Cx *cx, const char **ret, Err *err);

/* Working days from today to a term: 0 today, 3 when three working days remain after today,
 * negative when it is past (each working day since then counts). */
int law_workdays_left(Cx *cx, Date due);

/* What to say of a term that ends on a day that does not work: the next one that does, and by which act a term rolls to it (rule
 * admin.roll).  NULL: the day works, or the calendar does not reach it. */
const char *law_off_day_text(Cx *cx, Date day);
#endif
