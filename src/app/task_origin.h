// SPDX-License-Identifier: Apache-2.0
#ifndef APP_TASK_ORIGIN_H
#define APP_TASK_ORIGIN_H
#include "app/cx.h"

/* What tasks hang on (a letter, an order …), as the area `task` needs to know it: contributed by the area that
 * keeps such papers, which stands above `task`.  A member left NULL says the paper has no such thing.  To whom the paper
 * is closed is no matter of this header: its walls (app/wall.h) go along to its tasks. */

typedef struct OriginTerm {
    const char *rule;                 /* of the law, "" none */
    const char *derivation;           /* canonical JSON of the term as it stands */
    Date        due;                  /* DATE_FOREVER: the paper has no term of its own */
    bool        open;                 /* still in execution */
} OriginTerm;

/* How the paper is called where its tasks are listed, and the rule of its term; "" what it has not. */
typedef struct OriginNote { const char *number, *gist, *party, *rule; } OriginNote;

typedef struct TaskOrigin {
    ObjectKind  kind;
    const char *path;                 /* of its page, "/letters/": the id follows */
    const char *answer_at;            /* where on it whoever leads answers it, "#answers-title" */
    /* Asked when a resolution is written on it, and again when its area says by task_touch that it changed. */
    bool (*note)(Cx *cx, int64_t id, OriginNote *ret, Err *err);
    /* The paper's own term. */
    bool (*term)(Cx *cx, int64_t id, OriginTerm *ret, Err *err);
    /* Its term was lengthened as its rule allows; `why` is the new derivation, canonical. */
    bool (*extended)(Cx *cx, int64_t id, Date due, const char *why, const char *words, const Grant *grant, Err *err);
    /* The execution led by one person goes to another, and what he had begun with it. */
    bool (*moved)(Cx *cx, int64_t id, int64_t from_person, int64_t to_person, Err *err);
    /* No resolution on it is under control any more. */
    bool (*uncontrolled)(Cx *cx, int64_t id, const char *ground, const Grant *grant, Err *err);
    /* Solved in substance without an answer on a day: it leaves execution.
     *   errors  CONFLICT it is not in execution, or an answer is under way */
    bool (*settled)(Cx *cx, int64_t id, Date day, const char *ground, const Grant *grant, Err *err);
} TaskOrigin;
#endif
