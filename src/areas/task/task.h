// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_TASK_TASK_H
#define AREAS_TASK_TASK_H
#include "app/app.h"
#include "app/list.h"

/* Resolutions and tasks: how work goes down.  A resolution belongs to an origin (a letter, an
 * order …) or stands under a task of another resolution; each executor it names gets a task.
 * The first named leads; a co-executor has a part of his own. */
extern const Area     task_area;
extern const ListSpec TASK_LIST;

/* States: "open" until a final report, "reported" until the author accepts, "done"; a returned
 * report makes it "open" again. */
typedef struct Task {
    int64_t     id, resolution_id, origin_kind, origin_id, parent_task, author_seat, person_id;
    bool        lead, control;
    const char *part, *state, *report;
    const char *obstacle, *obstacle_words;   /* why it was late (code of data/obstacles.csv), "" when it was not */
    const char *measure;             /* what was done against that, "" nothing yet */
    const char *derivation;          /* of a term that was extended, canonical JSON; "" as resolved */
    Date        due;                 /* DATE_FOREVER: no term */
    Instant     reported, closed;    /* INSTANT_FOREVER: not yet */
    int64_t     version;
} Task;
extern const Field TASK_FIELDS[];

typedef struct Executor { int64_t person_id; const char *part; } Executor;

typedef struct NewResolution {
    ObjectKind  origin_kind;
    int64_t     origin_id;
    int64_t     parent_task;         /* 0: straight on the origin */
    int64_t     author_seat;         /* whose resolution it is: the seat, whoever serves it */
    int64_t     author_person;       /* who wrote it: its holder, an acting officer, the 5.5 substitute */
    const char *signature;           /* real post and ground, as printed; never the absent head's name */
    const Val  *authority;           /* the grant's path; for a copied-in one the author's */
    const char *scan;                /* sha of the paper it was copied from, "" when written here */
    const char *body;
    Date        written;
    Date        due;                 /* DATE_FOREVER: none */
    Date        limit;               /* the origin's own term it must stay within; DATE_FOREVER: none */
    bool        control;
    bool        away_ok;             /* it is meant, although an executor is away on the day of the term */
    const Executor *executors;       /* the first leads */
    size_t      executor_count;
} NewResolution;

/* Writes a resolution and its tasks.
 *   source   5.12.4 executors get the paper by resolution; 5.8.9 giving it to several is the head's;
 *            tasks stay inside the author's unit, terms inside the parent's term
 *   errors   INVALID "body", "due" (before `written` unless the term above is over too; after the limit
 *            or the parent's term),
 *            "executors.N.person_id" (twice the same, not an officer below the author in his unit),
 *            "away_ok" (an executor is away on the day of the term; it says who acts for him)
 *            DENIED "executors.1.person_id" several executors by an author without 5.8.9
 *   effect   rows in resolution, task, task_event; reader rows "executor", "lead"/"co_executor", "author";
 *            a journal entry "task.resolve" */
bool task_resolve(Cx *cx, const NewResolution *in, int64_t *ret_resolution, Err *err);

bool task_get(Cx *cx, int64_t id, Task *ret, Err *err);
/* The open task by which a person leads the execution of an origin, nearest to him; *ret_found false: none. */
bool task_lead_of(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t person_id, Task *ret, bool *ret_found, Err *err);

/* How many open tasks a person leads with a term in [from, to), and the earliest of those terms: the
 * composer of a leave warns.  *ret_first is DATE_FOREVER when there is none. */
bool task_led_between(Cx *cx, int64_t person_id, Date from, Date to, int64_t *ret_count, Date *ret_first, Err *err);

/* The open task by which the first resolution of an origin (leadership's) is executed; false: none. */
bool task_root_of(Cx *cx, ObjectKind origin, int64_t origin_id, Task *ret, bool *ret_found, Err *err);

/* Why something was late. */
typedef struct Obstacle { const char *code, *words; } Obstacle;
/* Ending work while parts of it are open: that it is meant, and why.  Asked in the form that ends it, and only then. */
typedef struct OpenParts { bool meant; const char *why; } OpenParts;

/* Says what was done.  Final: waits for the author; otherwise an interim word that closes nothing.  `version` is what he
 * read who says it; 0: any.
 *   source  5.9.4: what is reported after the day of its term names the obstacle
 *   errors  CONFLICT when it is not open, or was changed; INVALID "report", "obstacle", "obstacle_words";
 *           "open_ok", "open_why": tasks under it are not done
 *   effect  an extension still asked for is withdrawn.  Nobody else's: the route checks. */
typedef struct TaskReport {
    int64_t     version;
    bool        final;
    const char *text;
    Obstacle    late;
    OpenParts   open;
} TaskReport;
bool task_report(Cx *cx, int64_t id, const TaskReport *in, const Grant *grant, Err *err);
/* The deputy notes what was done against an obstacle (5.9.4).
 *   errors  CONFLICT there is none, or it is noted already; INVALID "measure" */
bool task_measure(Cx *cx, int64_t id, const char *measure, const Grant *grant, Err *err);
/* A co-executor disagrees with the execution; the note stays with it.  CONFLICT closed; INVALID "note". */
bool task_disagree(Cx *cx, int64_t id, const char *note, const Grant *grant, Err *err);
/* Accepts or returns a final report (with a remark).
 *   errors  CONFLICT not reported, or changed since `version` was read (0: any); DENIED his own work;
 *           INVALID "remark" missing on return; "open_ok", "open_why": tasks under it are not done
 *   effect  accepted: what was open under it is closed with it */
typedef struct TaskDecision {
    int64_t     version;
    bool        accept;
    const char *remark;
    OpenParts   open;
} TaskDecision;
bool task_decide(Cx *cx, int64_t id, const TaskDecision *in, const Grant *grant, Err *err);
/* Accepts the report on an origin's first task as its execution without an answer: solved in substance (128-129
 * of the records instruction), the remark being the ground.  The origin leaves execution, judged on the day of the report.
 *   errors  as above, and CONFLICT it is not the first task, or the origin has no such way; INVALID "remark" no ground;
 *           "open_ok", "open_why": parts of others are open, which close with it */
bool task_settle(Cx *cx, int64_t id, const TaskDecision *in, const Grant *grant, Err *err);
/* Before a paper is answered or settled by whoever leads `task`: parts of others that are open, and would close with it, are
 * named and asked about.  *ret_note: which, and why without them; "" none.
 *   errors  INVALID "open_ok", "open_why" */
bool task_check_parts(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t task, const OpenParts *in, const char **ret_note,
                      Err *err);
/* Held until the transaction ends, so that the work on a paper is not changed by two at once; before any row of the paper
 * itself or of its tasks. */
bool task_hold(Cx *cx, ObjectKind origin, int64_t origin_id, Err *err);
/* Is any resolution on it under control still? */
bool task_controlled(Cx *cx, ObjectKind origin, int64_t origin_id, bool *ret, Err *err);
/* Takes a resolution off control.
 *   source  whoever put it there: the author's seat, by whoever serves it today
 *   errors  CONFLICT not under control; DENIED another's; INVALID "ground"
 *   effect  all tasks of the resolution; the origin, when nothing of it is under control any more */
bool task_drop_control(Cx *cx, int64_t id, const char *ground, const Grant *grant, Err *err);

/* From one executor to another (5.8.9), or to whom the author names once the executor has left the service.  Terms
 * stay, a begun answer goes with it, who executed it keeps reading.
 *   errors  CONFLICT not open, or changed since `version` was read (0: any); with `returned`: the executor is still here
 *           INVALID "person_id" (the same, another unit's, has a part of it already), "reason", "away_ok" */
typedef struct Moving { int64_t person_id; const char *reason; bool away_ok, returned; int64_t version; } Moving;
bool task_move(Cx *cx, int64_t id, const Moving *in, const Grant *grant, Err *err);

/* ---- a longer term --------------------------------------------------------------- */

typedef struct ExtensionAsk {
    Date        wanted;
    const char *reason;
    const char *material;            /* what was requested in addition, "" nothing */
    const char *over_reason;         /* why beyond a rule that is not verified, "" none */
} ExtensionAsk;

/* The lead executor asks for a longer term, before it ends.  Inside the term above the resolution's author decides;
 * beyond it the request climbs the chain of command to whoever set that term, to leadership in the end; beyond the
 * term of the law only as its rule row lets it.  docs/decisions/0020.
 *   errors  CONFLICT not open, no term, the term is over, asked already, nobody may decide today
 *           INVALID "wanted", "reason", "material" (10.2 of the law on appeals), "over_reason"
 *   effect  task_extension with its steps, a reader row "decider", the journal */
bool task_extension_ask(Cx *cx, int64_t task, const ExtensionAsk *in, const Grant *grant, int64_t *ret_id, Err *err);
/* One step of the way, by whoever serves the seat it waits for: endorses (the last one grants) or refuses.
 *   errors  NOT_FOUND; CONFLICT decided; DENIED it waits for another, his own; INVALID "remark" of a refusal,
 *           "wanted" what the rule does not let
 *   effect  granted: new terms with their derivation up to whoever decided, the paper's own if it was its */
bool task_extension_decide(Cx *cx, int64_t task, int64_t extension, bool refuse, const char *remark, Err *err);
/* The lead executor notes how the applicant was told.  CONFLICT nothing to tell; INVALID "informed". */
bool task_extension_informed(Cx *cx, int64_t task, int64_t extension, const char *how, const Grant *grant, Err *err);

/* How an origin is called has changed, its number, gist or sender: its tasks are listed and found by that. */
bool task_touch(Cx *cx, ObjectKind origin, int64_t origin_id, Err *err);
/* The origin's own term is another one now: its open tasks that ended with it (`was`; DATE_ALWAYS: none is
 * meant), or would end after it, end with it; the term of a task stays inside the term above it. */
bool task_follow_term(Cx *cx, ObjectKind origin, int64_t origin_id, Date was, Date now, const Grant *grant, Err *err);

/* The terms of open tasks on origins of a kind, the nearest first, at most 20,000: what a moved term of an origin touches. */
typedef struct TaskTerm { int64_t origin_id; Date due; } TaskTerm;
TaskTerm *task_open_terms(Cx *cx, ObjectKind origin, size_t *ret_count, Err *err);

/* Closes what is still open of an origin's execution when its answer has left in substance (128-129
 * of the records instruction: solved and answered in substance). */
bool task_close_all(Cx *cx, ObjectKind origin, int64_t origin_id, const char *why, const Grant *grant, Err *err);

/* ---- views ------------------------------------------------------------------------- */

/* The resolution sheet of an origin: nested cards, oldest first, each
 *   {id, signature, written, body, due, term, control, copied_in, scan, tasks:[{id, person, lead, part, due,
 *    term:{text, band:{late,today,near,far,none,done}}, state:{open…}, report, interim, dissent, obstacle, asked (the
 *    day to which an extension is asked, null), extended, absent, gone, under:[cards]}]}
 * and *ret_open how many tasks are not done. */
Val *task_sheet(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t *ret_open, Err *err);

/* A term in words and shape, as of today: {date, text, band, off}; `off`, that the day does not work, is null when it does.
 * `closed`: the day it was met, or DATE_FOREVER. */
Val *task_term(Cx *cx, Date due, Date closed);
/* What its author is told of a resolution that was written, a msgid (Resp.notice): that the term is no working day, where it is
 * none; which the next one is stands beside the term. */
const char *task_written_text(Cx *cx, Date due);

/* The tasks a person has open, the nearest term first, at most `limit`:
 *   [{id, paper, gist, body, signature, part, lead, term}]; `paper` and `gist` of a letter, "" otherwise. */
Val *task_nearest(Cx *cx, int64_t person_id, int64_t limit, Err *err);

/* What a reminder of today says to a person: his tasks that are late, due today or within three working days, the
 * nearest first; as above and {left: working days}. */
Val *task_reminders(Cx *cx, int64_t person_id, Err *err);

/* Hides the field "away_ok" of a form until it is needed. */
void task_away_field(Cx *cx, Val *form);
/* Hides the fields of OpenParts, "open_ok" and "open_why", until they are needed; `names`: whose parts are open, "" nobody's. */
void task_open_fields(Cx *cx, Val *form, const char *names);

/* Officers of a unit: value and label for a choice, absences said beside. */
Val *task_officers_of(Cx *cx, int64_t unit_id, Err *err);
/* Those of them that a resolution of a seat of this post kind may name: who stands below it. */
Val *task_officers_below(Cx *cx, int64_t unit_id, const char *post_kind, Err *err);
#endif
