// SPDX-License-Identifier: Apache-2.0
#ifndef APP_DAY_H
#define APP_DAY_H
#include "app/cx.h"

/* What a day may be that somebody types: the one place that says it.  A slip of the year (0026, 1026, 2206) is caught
 * where it is typed; what more a day has to be, before or after which other, says the rule that reads it.
 *
 *   kind · first year · years after today, to the day */
#define DAY_KINDS_TYPED(X)                                                         \
    X(ANY,     1900, 100)  /* a day that is asked about; what nothing else fits */  \
    X(BIRTH,   1900, 1)    /* of a person */                                        \
    X(PAPER,   1930, 1)    /* the date a paper bears */                             \
    X(EVENT,   1930, 1)    /* of what happened: an offence, a sickness, a receipt */\
    X(SERVICE, 1930, 10)   /* from which on a post, a rank, a duty is held */       \
    X(AWAY,    1930, 6)    /* of a leave, a trip, a return */                       \
    X(TERM,    1990, 20)   /* by which something is to be done */                   \
    X(LAW,     1918, 30)   /* from which on a rule or a day of the calendar holds */
#define X(name, first, ahead) DAY_OF_##name,
typedef enum DayOf { DAY_KINDS_TYPED(X) DAY_OF__COUNT } DayOf;
#undef X

/* The first and the last day that a field of the kind takes. */
Date day_first(DayOf of);
Date day_last(const Cx *cx, DayOf of);
/* Reads what was typed: 22.11.2026 or 2026-11-22.  INVALID on `field` when it is no day, or none that can be meant. */
bool day_read(Cx *cx, DayOf of, const char *typed, const char *field, Date *ret, Err *err);
#endif
