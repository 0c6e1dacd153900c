// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_SERVICE_SERVICE_IN_H
#define AREAS_SERVICE_SERVICE_IN_H
#include "app/i18n.h"
#include "areas/service/service.h"

/* Private to this area: the functions of each kind, gathered into rows by kinds.c. */
extern const OrderKind SERVICE_ORDER_KINDS[];

typedef struct Appoint {
    int64_t seat_id;
    Date    from;
    int64_t units;                    /* thousandths of the seat; 0: the whole */
    int64_t probation;                /* months; 0: none */
    int64_t prior_months;             /* labour seniority before, of somebody not yet on the list */
} Appoint;
extern const Input APPOINT_INPUTS[];
bool appoint_choices(Cx *cx, const OrderItem *item, Val *form, Err *err);
bool appoint_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool appoint_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct Transfer { int64_t seat_id; Date from; } Transfer;
extern const Input TRANSFER_INPUTS[];
bool transfer_choices(Cx *cx, const OrderItem *item, Val *form, Err *err);
bool transfer_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool transfer_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct Release {
    Date        at;                   /* the first day without the post */
    const char *ground;
    bool        leaves_list;
} Release;
extern const Input RELEASE_INPUTS[];
bool release_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool release_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct Acting { int64_t seat_id; Date from; OptDate until; } Acting;     /* until: the last day */
extern const Input ACTING_INPUTS[];
bool acting_choices(Cx *cx, const OrderItem *item, Val *form, Err *err);
bool acting_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool acting_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

/* from: the day of the order.  cause: of an extraordinary rank only. */
typedef struct RankGiven { const char *rank, *cause; OptDate from; } RankGiven;
extern const Input RANK_INPUTS[], RANK_EXTRA_INPUTS[];
bool rank_extra_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool rank_extra_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);
bool rank_first_choices(Cx *cx, const OrderItem *item, Val *form, Err *err);
bool rank_next_choices(Cx *cx, const OrderItem *item, Val *form, Err *err);
bool rank_first_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool rank_next_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool rank_first_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);
bool rank_next_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct Trip { const char *place, *purpose; Date from, until; } Trip;      /* until: the last day */
extern const Input TRIP_INPUTS[];
bool trip_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool trip_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct TripEnd { Date at; const char *cause; } TripEnd;                   /* at: the first day at work again */
extern const Input TRIP_END_INPUTS[];
bool trip_end_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool trip_end_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct Incentive { const char *award, *cause; int64_t amount; } Incentive;  /* amount: manat, 0 none */
extern const Input INCENTIVE_INPUTS[];
bool incentive_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool incentive_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

typedef struct Sanction {
    const char *penalty, *cause;      /* cause: the offence in the act's words */
    const char *pause;                /* "inquiry", "criminal": what stopped the term; "" nothing */
    Date        discovered, committed;
    OptDate     pause_from, pause_until;                                          /* until: the last day */
    bool        audit;                /* an audit found it: another term from the offence */
} Sanction;
extern const Input SANCTION_INPUTS[];
const char *sanction_name(const char *code);                                      /* as an act says it; NULL: unknown */
/* Everything in force on the day of `s`, one by one; `at` begins at 0.  NULL: no more. */
const Fact *sanction_in_force(const Service *s, size_t *at);
bool sanction_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool sanction_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);
bool sanction_contest(Cx *cx, int64_t person, Date known, Date *ret_last, const char **ret_rule, Err *err);

typedef struct Lift { int64_t sanction; } Lift;                                   /* the entry that gave it */
extern const Input LIFT_INPUTS[];
bool lift_choices(Cx *cx, const OrderItem *item, Val *form, Err *err);
bool lift_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
bool lift_text(Cx *cx, const OrderItem *item, const char **ret, Err *err);

/* Seats as choices, "title (code)", added to `list`; `note` (may be NULL) goes behind. */
void seats_offer(Cx *cx, const Seat *seats, size_t n, const char *note, Val *list);
/* The day a form speaks of, or the order's while it is still empty. */
Date item_day(const OrderItem *item, Date typed);
/* INVALID when the seat is not in the staff table that day, or the number names none. */
bool seat_check(Cx *cx, const OrderItem *item, int64_t seat_id, Date day, Seat *ret, Err *err);
#endif
