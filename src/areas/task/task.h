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
    const Executor *executors;       /* the first leads */
    size_t      executor_count;
} NewResolution;

/* Writes a resolution and its tasks.
 *   source   5.12.4 executors get the paper by resolution; 5.8.9 giving it to several is the head's;
 *            tasks stay inside the author's unit, terms inside the parent's term
 *   errors   INVALID "body", "due" (before `written` unless the term above is over too; after the limit
 *            or the parent's term),
 *            "executors.N.person_id" (twice the same, not an officer of the author's unit)
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

/* Says what was done.  Final: waits for the author; otherwise an interim word that closes nothing.
 * Errors: CONFLICT when it is not open; INVALID "report". Nobody else's: the route checks. */
bool task_report(Cx *cx, int64_t id, bool final, const char *text, const Grant *grant, Err *err);
/* Accepts or returns a final report (with a remark).
 *   errors  CONFLICT not reported; DENIED his own work; INVALID "remark" missing on return */
bool task_decide(Cx *cx, int64_t id, bool accept, const char *remark, const Grant *grant, Err *err);
/* Closes what is still open of an origin's execution when its answer has left in substance (128-129
 * of the records instruction: solved and answered in substance). */
bool task_close_all(Cx *cx, ObjectKind origin, int64_t origin_id, const char *why, const Grant *grant, Err *err);

/* The resolution sheet of an origin: nested cards, oldest first, each
 *   {id, signature, written, body, due, term, control, copied_in, scan, tasks:[{id, person, lead, part, due,
 *    term:{text, band:{late,today,near,far,none,done}}, state:{open…}, report, absent, under:[cards]}]}
 * and *ret_open how many tasks are not done. */
Val *task_sheet(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t *ret_open, Err *err);

/* A term in words and shape, as of today: {date, text, band}.  `closed`: the day it was met, or DATE_FOREVER. */
Val *task_term(Cx *cx, Date due, Date closed);

/* The tasks a person has open, the nearest term first, at most `limit`:
 *   [{id, paper, gist, body, signature, part, lead, term}]; `paper` and `gist` of a letter, "" otherwise. */
Val *task_nearest(Cx *cx, int64_t person_id, int64_t limit, Err *err);

/* Officers a resolution of this seat may name: value and label for a choice, absences said beside. */
Val *task_officers(Cx *cx, int64_t author_seat, Err *err);
/* The same by the unit such a seat stands in: one query less. */
Val *task_officers_of(Cx *cx, int64_t unit_id, Err *err);
#endif
