// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_LEAVE_LEAVE_IN_H
#define AREAS_LEAVE_LEAVE_IN_H
#include "app/i18n.h"
#include "areas/leave/leave.h"
#include "areas/task/task.h"

/* Private to this area. */
extern const OrderKind LEAVE_ORDER_KINDS[];
extern const Route     LEAVE_ROUTES[];

typedef struct Annual {
    Date    from;                     /* the first day of leave */
    int64_t days;                     /* calendar days of leave */
    int64_t work_year;                /* 0: the oldest with enough days left */
} Annual;
extern const Input ANNUAL_INPUTS[];
bool annual_choices(Cx *cx, const OrderItem *item, Val *form, Err *err);
bool annual_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool annual_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct Recall {
    Date        at;                   /* the first day at work again */
    const char *cause;                /* "": the needs of the service */
    bool        consent;
} Recall;
extern const Input RECALL_INPUTS[];
bool recall_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool recall_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct OtherLeave { const char *ground; Date from; int64_t days; } OtherLeave;   /* unpaid, of study */
extern const Input UNPAID_INPUTS[], STUDY_INPUTS[];
bool unpaid_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool unpaid_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);
bool study_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool study_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct MaternityLeave { Date from; const char *course; } MaternityLeave;
extern const Input MATERNITY_INPUTS[];
bool maternity_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool maternity_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct ChildLeave { Date born, from; OptDate until; } ChildLeave;                /* until: the last day */
extern const Input CHILD_INPUTS[];
bool child_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool child_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct LeaveEnd { Date at; } LeaveEnd;                                           /* the first day at work again */
extern const Input LEAVE_END_INPUTS[];
bool leave_end_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool leave_end_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

/* A work year of the books by its number; NULL: none. */
const LeaveYear *leave_year(const LeaveBalance *b, int64_t number);
/* A whole number of a fact's payload; 0 when it is not there. */
bool payload_number(Cx *cx, const Fact *f, const char *name, int64_t *ret, Err *err);
#endif
