// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_CALENDAR_H
#define LAW_CALENDAR_H
#include "areas/law/engine.h"

/* What the calendar is computed from. */
typedef struct FixedDay {              /* a row of data/calendar/holidays.csv: the same days every year */
    const char *code, *name;           /* name: msgid */
    int         month, day, days;
    DayKind     kind;                  /* HOLIDAY or MOURNING */
    Date        valid_from, valid_to;
    const char *basis;
    Confidence  confidence;
} FixedDay;

typedef struct DatedDay {              /* a row of data/calendar/dated.csv: days of one year */
    Date        first;
    int         days;
    DayKind     kind;                  /* RELIGIOUS, VOTING, SWAP_REST, SWAP_WORK */
    const char *name;                  /* msgid */
    OptDate     pair;                  /* of a swap */
    int         around;                /* days either side that may still change with it */
    const char *basis;
    Confidence  confidence;
    const char *source;                /* "file:line", for faults */
} DatedDay;

typedef struct CalendarFacts {
    const FixedDay *fixed;
    size_t          fixed_count;
    const DatedDay *dated;
    size_t          dated_count;
} CalendarFacts;

struct Calendar {
    Date                first;         /* of `days`: 1 January of CALENDAR_FIRST */
    int                 day_count;
    const CalDay       *days;          /* NULL in a listed calendar */
    const CalendarYear *years;
    const CalDay       *listed;        /* sorted */
    size_t              listed_count;
};

/* Completes a Law that has its acts and facts: sorts the rules, `rule_count` of them, and computes the calendar of a
 * week of 5 or 6 working days unless it has one.
 *   errors  INVALID whose {0} is a source: rows that overlap, an extension in another unit than its
 *           rule, an exchange of a day that is as wanted already */
bool law_assemble(Arena *a, Law *law, Rule *rules, int week, Err *err);

/* Computes every year of CALENDAR_FIRST..CALENDAR_LAST for a week of 5 or 6 working days. */
bool calendar_build(Arena *a, const CalendarFacts *facts, int week, Calendar **ret, Err *err);

/* A calendar that knows only these days (sorted); every other day works.  For a stored derivation. */
Calendar *calendar_listed(Arena *a, const CalDay *days, size_t n);

/* INVALID "date", naming the day. */
bool calendar_beyond(Date d, Err *err);
#endif
