// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_TASK_TASK_IN_H
#define AREAS_TASK_TASK_IN_H
#include "app/export.h"
#include "app/journal.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "areas/task/task.h"

/* Private to this area. */

/* One line of a task's history. */
bool task_event(Cx *cx, int64_t task, const char *verb, const char *text, const Val *authority, Err *err);
/* CONFLICT unless one row was changed. */
bool task_changed(int64_t rows, Err *err);
/* The task as it stands once nobody else changes the work on its paper; CONFLICT when it is not `version` (0: any). */
bool task_take(Cx *cx, int64_t id, int64_t version, Task *ret, Err *err);
/* What the area that keeps an origin says of it; NULL: nobody keeps such. */
const TaskOrigin *task_origin_of(int64_t kind);
/* The origin's own term; {open: true} and no term when nobody keeps one. */
bool task_origin_term(Cx *cx, const Task *t, OriginTerm *ret, Err *err);


/* How high a post stands: inspector 0 → section head → deputy → head → leadership. */
int task_post_level(const char *post_kind);
/* Is he an officer below the author's seat?  Leadership reaches every unit, others their own; nobody himself or upward. */
bool task_reaches(Cx *cx, const Seat *author, int64_t person, bool *ret, Err *err);
/* Adds a fault on "away_ok" when the person is away on the day of the term. */
bool task_check_away(Cx *cx, int64_t person, Date due, Err *err);
/* Writes down how the origin is called today. */
bool task_origin_noted(Cx *cx, ObjectKind origin, int64_t origin_id, Err *err);
/* Work on a paper that is closed to somebody (app/wall.h: a complaint to the one it is about) is neither given to him nor
 * by him: adds a fault on `field` when it is.  False only when the database failed. */
bool task_check_wall(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t person_id, const char *field, Err *err);
/* Is he on the list of personnel today, or does he hold a post? */
bool task_person_here(Cx *cx, int64_t person, bool *ret, Err *err);

/* ---- obstacles -------------------------------------------------------------------- */
/* data/obstacles.csv, read at the start. */
bool task_obstacles_start(App *app, Arena *arena, void **ret_state, Err *err);
const char *task_obstacle_text(Cx *cx, const char *code);       /* in words; "" of "" */
bool task_obstacle_known(Cx *cx, const char *code);
Val *task_obstacle_choices(Cx *cx);

/* ---- extensions ------------------------------------------------------------------- */

/* States: asked → granted, refused, withdrawn. */
typedef struct TaskExtension {
    int64_t     id, task_id, asked_by;
    Instant     asked, decided;
    const char *reason, *material, *over_reason, *state, *remark, *derivation, *informed;
    Date        old_due, wanted;
    bool        legal, inform;
    int64_t     step_seat, version;
} TaskExtension;
extern const Field TASK_EXTENSION_FIELDS[];

/* Where a request goes: the seats of its steps in turn, the last decides; `reserve` only when that one cannot. */
typedef struct Way {
    int64_t seat[12];
    size_t  count, reserve;           /* of which the last `reserve` are that */
    bool    legal;
} Way;
bool extension_way(Cx *cx, const Task *t, Date wanted, const OriginTerm *origin, Way *ret, Err *err);

/* Goes on to the next seat that somebody serves.  `person` has just endorsed (0: nobody): what falls to him again is
 * taken once.  *ret_granted: he was the last.
 *   errors  CONFLICT nobody may decide today */
bool extension_advance(Cx *cx, TaskExtension *x, int64_t person, const Grant *grant, bool *ret_granted, Err *err);
bool extension_find(Cx *cx, int64_t task, int64_t id, TaskExtension *ret, Err *err);
/* The new terms, up to whoever decided. */
bool extension_grant(Cx *cx, TaskExtension *x, const Grant *grant, Err *err);
/* Is the term of the law lengthened within its rules?  *ret: the term as it would be. */
bool extension_legal(Cx *cx, const OriginTerm *origin, Date wanted, bool reasoned, Deadline *ret, Err *err);
bool extension_withdraw(Cx *cx, int64_t task, Err *err);        /* what is still asked of a task that ends */
/* Job: requests that wait for a seat nobody serves any more go on. */
bool extension_steps_job(Cx *cx, Err *err);

/* ---- pages ------------------------------------------------------------------------- */
bool task_page(Req *req, Resp *resp, Err *err);
bool task_terms_page(Req *req, Resp *resp, Err *err);
extern const Export TASK_TERMS_SHEET;
bool task_put_forms(Req *req, const Task *t, Val *view, Err *err);
const char *task_state_text(Cx *cx, const char *state);
extern const Choice TASK_STATES[];

typedef struct ReportForm {
    int64_t     version;
    const char *report, *obstacle, *obstacle_words, *open_why;
    bool        interim, open_ok;
} ReportForm;
typedef struct DecideForm { int64_t version; const char *remark, *open_why; bool returned, settled, open_ok; } DecideForm;
typedef struct ResolveForm { const char *body; int64_t person_id; OptDate due; bool control, away_ok; } ResolveForm;
typedef struct ExtendForm { Date wanted; const char *reason, *material, *over_reason; } ExtendForm;
typedef struct StepForm { const char *remark; bool refused; } StepForm;
typedef struct InformForm { const char *informed; } InformForm;
typedef struct MoveForm { int64_t version, person_id; const char *reason; bool away_ok; } MoveForm;
typedef struct WordsForm { const char *words; } WordsForm;
extern const Input TASK_REPORT_INPUTS[], TASK_DECIDE_INPUTS[], TASK_RESOLVE_INPUTS[], TASK_EXTEND_INPUTS[],
                   TASK_STEP_INPUTS[], TASK_INFORM_INPUTS[], TASK_MOVE_INPUTS[], TASK_MEASURE_INPUTS[],
                   TASK_DISAGREE_INPUTS[], TASK_CONTROL_INPUTS[];
/* The seat whose resolution the reader may write under a task of his: the one he serves today. */
const Standing *task_resolving_seat(const Cx *cx);
#endif
