// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_ENGINE_H
#define LAW_ENGINE_H
#include "base/err.h"
#include "base/val.h"
#include <stdio.h>

/* Marks a literal as a msgid; the same as in app/i18n.h, which the engine does not know. */
#define N_(msgid) msgid

/* The rule engine: no database, no application above it; law.h is what other areas include.
 *
 * Law is data: terms, lengths, ages and rates are rows of an effective-dated table, holidays are
 * dated facts, and every number computed from them carries its derivation.  Everything here is a
 * pure function of its arguments; a Law is loaded once, is never changed, and may be read by any
 * number of threads.  Which act says what: docs/SOURCES.md. */

/* ---- rules --------------------------------------------------------------- */

/* How sure a fact is; a later one is less sure. */
#define CONFIDENCES(X) \
    X(V) /* verified */ X(D) /* derived */ X(A) /* of a sister act */ X(U) /* unverified */
#define X(name) CONF_##name,
typedef enum Confidence { CONFIDENCES(X) CONF__COUNT } Confidence;
#undef X

/* Which rule set governs a person's leave, discipline, attestation, age limit and probation.
 * It belongs to the assignment, not to the person: one person may serve under several in turn. */
#define REGIMES(X) X(ANY) X(RANKED) X(CIVIL_SERVANT) X(LABOUR)
#define X(name) REGIME_##name,
typedef enum Regime { REGIMES(X) REGIME__COUNT } Regime;
#undef X

#define UNITS(X) \
    X(WORKDAY, "workday") X(CALDAY, "calday") X(MONTH, "month") X(YEAR, "year") X(HOUR, "hour") \
    X(DAY, "day") X(MANAT, "manat") X(PERCENT, "percent") X(COUNT, "count")
#define X(name, code) UNIT_##name,
typedef enum Unit { UNITS(X) UNIT__COUNT } Unit;
#undef X

typedef struct Rule {
    const char *code;                 /* "appeal.general" */
    int64_t     value;                /* in `unit` */
    Unit        unit;
    Regime      regime;
    Date        valid_from, valid_to; /* half-open */
    const char *basis;                /* "appeals:10.1;…": codes of acts and the places in them */
    Confidence  confidence;
    const char *note;
    const char *source;               /* file and line, or where it was entered; for faults only */
} Rule;

typedef struct LegalAct {
    const char *code, *number;        /* number "" where it was not read */
    OptDate     date;
    const char *title_en, *title_az, *body;
    OptDate     edition;              /* the text that was read */
    Confidence  confidence;
    const char *note;
} LegalAct;

typedef struct Calendar Calendar;

typedef struct Law {
    const Rule     *rules;            /* sorted by code, regime, valid_from */
    size_t          rule_count;
    const LegalAct *acts;
    size_t          act_count;
    const struct CalendarFacts *facts;   /* what the calendar is computed from */
    const Calendar *calendar;         /* five-day week */
} Law;

/* A text to load from: an embedded file or, in tests, a literal. */
typedef struct LawFile { const char *name, *text; } LawFile;

/* Reads data/acts, data/rules and data/calendar out of the binary.
 *   errors  INVALID, whose {0} is file and line: bad date, unknown unit, regime or confidence,
 *           overlapping rows of one rule, an extension in another unit than its rule, a basis whose
 *           act is not listed, an exchange of a day that is as wanted already */
bool law_load(Arena *a, Law **ret, Err *err);
/* The same from given texts; a file's folder says what it holds.  `week` is 5 or 6 working days. */
bool law_load_files(Arena *a, const LawFile *files, size_t n, int week, Law **ret, Err *err);

/* The row of a rule in force on a day: the person's own regime first, else ANY.  NULL: none. */
const Rule *rule_find(const Law *law, const char *code, Regime regime, Date on);
/* The same, with NOT_FOUND on "rule" when there is none. */
const Rule *rule_need(const Law *law, const char *code, Regime regime, Date on, Err *err);
/* A row that goes with another: rule_with(law, "appeal.general", "start", …) looks for
 * appeal.general.start, then for appeal.start.  NULL: none. */
const Rule *rule_with(const Law *law, const char *code, const char *part, Regime regime, Date on);
/* Only a verified or derived rule refuses; one from a sister act or unverified warns and takes a
 * reason.  The row is one that rule_find gave for the person's own regime. */
bool rule_is_binding(const Rule *r);
const char *rule_name(const char *code);          /* msgid of what it is called; the code when it has no words */
Val *rule_view(Arena *a, const Rule *r);

const LegalAct *act_find_legal(const Law *law, const char *code);     /* NULL: none */

const char *confidence_code(Confidence c);        /* "V" */
const char *confidence_text(Confidence c);        /* msgid */
const char *regime_code(Regime r);                /* "CIVIL_SERVANT" */
const char *unit_code(Unit u);                    /* "workday" */
const char *unit_text(Unit u);                    /* msgid, for text_counted: "{working day|working days}"; "" for a mere number */
bool confidence_parse(const char *code, Confidence *ret);
bool regime_parse(const char *code, Regime *ret);
bool unit_parse(const char *code, Unit *ret);

/* ---- working calendar ---------------------------------------------------- */

#define DAY_KINDS(X)                                                                           \
    X(WORK, "work") X(WEEKEND, "weekend") X(HOLIDAY, "holiday") X(RELIGIOUS, "religious")       \
    X(MOURNING, "mourning") X(VOTING, "voting") X(MOVED_REST, "moved_rest")                     \
    X(SWAP_REST, "swap_rest") X(SWAP_WORK, "swap_work")
#define X(name, code) DAY_##name,
typedef enum DayKind { DAY_KINDS(X) DAY__COUNT } DayKind;
#undef X
const char *day_kind_code(DayKind k);
bool        day_kind_parse(const char *code, DayKind *ret);

typedef struct CalDay {
    Date        date;
    DayKind     kind;
    bool        working;
    bool        shorter;        /* working, and the next day is a holiday, voting or mourning day */
    Confidence  confidence;
    const char *why;            /* msgid of why it does not work, may hold {0}; "" on a working day */
    OptDate     other;          /* the {0}: the rest day a moved one stands for, or the swap's pair */
    const char *basis;
} CalDay;

typedef struct CalendarYear {
    int          year, day_count;
    const CalDay *days;
    int          total, month[12];             /* working days */
    const Date  *moved;                        /* rest days made by the moving rules, in order */
    size_t       moved_count;
    bool         religious_known;              /* the Cabinet's dates, or expected ones, are entered */
    Confidence   confidence;                   /* of the least sure day */
} CalendarYear;

enum { CALENDAR_FIRST = 2010, CALENDAR_LAST = 2050 };

/* NULL outside CALENDAR_FIRST..CALENDAR_LAST. */
const CalendarYear *calendar_year(const Calendar *c, int year);
/* False outside the years of the calendar. */
bool calendar_day(const Calendar *c, Date d, CalDay *ret);
/* Working days of first..last, both counted.
 *   errors  INVALID "date": the calendar does not reach it */
bool calendar_workdays(const Calendar *c, Date first, Date last, int *ret, Err *err);
/* The first working day on or after `d`. */
bool calendar_next_workday(const Calendar *c, Date d, Date *ret, Err *err);
/* Working hours of first..last: the day's length (work.day) less work.eve on shorter days. */
bool calendar_hours(const Law *law, Date first, Date last, int *ret, Err *err);

/* ---- terms --------------------------------------------------------------- */

/* A day that did not count, and why. */
typedef struct Skipped {
    Date        date;
    const char *why;            /* msgid; {0} is `other`, or `ground` for a stopped clock */
    OptDate     other;
    const char *ground;         /* code of the ground that stopped the clock, or NULL */
    DayKind     kind;
    Confidence  confidence;
} Skipped;

typedef struct Extension { Date granted; int64_t length; } Extension;       /* in the rule's unit */
typedef struct ClockStop { const char *ground; Date from, to; } ClockStop;  /* half-open */

typedef struct DeadlineAsk {
    const char      *rule;
    Regime           regime;
    Date             from;                /* the day of registration (or of what starts the term) */
    const Extension *extensions;
    size_t           extension_count;
    const ClockStop *stops;
    size_t           stop_count;
    bool             reasoned;            /* a reason was given for going beyond rows that are not binding */
} DeadlineAsk;

typedef struct Deadline {
    const Rule *rule;
    Date        from, due;                /* due: the last day of the term */
    Instant     due_at;                   /* its end; with hours, the moment itself */
    Unit        unit;
    int64_t     days;                     /* length of the term in `unit`, extensions included */
    const Skipped *skipped;
    size_t      skipped_count;
    const char *basis;
    Confidence  confidence;               /* of the least sure row or day that was used */
    const Val  *derivation;
} Deadline;

/* When a term ends.
 *   workday   only working days count; calday, month, year run through; hour from 00:00 of day 1
 *   start     row CODE.start: day 1 is so many working or calendar days after `from`
 *   roll      row CODE.roll: a last day that does not work gives way to the next working day
 *   pause     row CODE.pause (hours): days that do not work do not run
 *   extension rows CODE.extension, CODE.extension.times, CODE.ceiling; granted before the term ended.
 *             A row that is not binding lets `reasoned` go beyond it, and the derivation says so
 *   stop      row CODE.stop.GROUND lets the clock stand over ClockStop's days
 *   errors    NOT_FOUND "rule"; INVALID "rule" (its unit is not a term), "extensions.N.length",
 *             "extensions.N.granted", "extensions.N.reason" (a row that is not binding is gone beyond
 *             without a reason), "stops.N.ground", "stops.N.to", "from" (beyond the calendar)
 *   source    Law on appeals 10; Law on access to information 23-24; Law on administrative
 *             proceedings 48 */
bool deadline_compute(Arena *a, const Law *law, const DeadlineAsk *ask, Deadline *ret, Err *err);
/* A term with one more extension, granted on a day: the shortest that reaches `until`.
 *   stored    the derivation of the term as it stands; its extensions and stops are kept
 *   reasoned  rows that are not binding do not refuse: a reason for going beyond them was given
 *   errors    as above, with "wanted" for the length and the day; INVALID "over_reason": the row gone
 *             beyond is not binding, a reason is needed */
bool deadline_extend(Arena *a, const Law *law, const Val *stored, Date granted, Date until, bool reasoned,
                     Deadline *ret, Err *err);

/* ---- leave --------------------------------------------------------------- */

typedef struct LeaveSpan {
    Date        first, last, back;        /* back: the first working day after it */
    int         days;                     /* leave days, without those it was extended by */
    const Skipped *extended;              /* holidays inside: not leave days */
    size_t      extended_count;
    const Skipped *waited;                /* days between `last` and `back` */
    size_t      waited_count;
    Confidence  confidence;
    const Val  *derivation;
} LeaveSpan;

/* The last day of a leave of so many calendar days, and the day of return.  Holidays inside are
 * not counted, since January 2026 neither are the mourning day and voting days; a day that is two
 * holidays at once is one day.  Weekly and moved rest days are leave days.
 *   errors  INVALID "days" (not 1..1500), "first" (beyond the calendar)
 *   source  Labour Code 110-138; rules leave.extend.* */
bool leave_span(Arena *a, const Law *law, Regime regime, Date first, int64_t days, LeaveSpan *ret, Err *err);
/* Leave days used from first to last, both counted: the other way round, for a recall. */
bool leave_days_used(const Law *law, Regime regime, Date first, Date last, int *ret, Err *err);

typedef struct Child { Date born; bool disabled; } Child;

/* What the right to leave depends on.  Special groups are "" or the last word of a rule
 * leave.group.*: "disabled", "merit", "teacher56", "under18" … */
typedef struct LeaveFacts {
    Regime       regime;
    bool         responsible;             /* manager or specialist: leave.basic.responsible */
    int          seniority_years;         /* full years of all labour seniority */
    int          employer_years;          /* full years with this employer */
    int          conditions_days;         /* extra for conditions of work, 0: none */
    bool         children_right;          /* mother, single father or adopter */
    const Child *children;
    size_t       child_count;
    bool         liberated;               /* specialist in the liberated territories */
    const char  *group;
} LeaveFacts;

typedef struct LeaveRight {
    int         basic, length, conditions, joined, children, liberated;   /* calendar days */
    int         total;
    Confidence  confidence;
    bool        binding;                  /* every row used is binding */
    const Val  *derivation;
} LeaveRight;

/* Calendar days of annual leave for a work year, as the law stands on a day.
 *   errors  NOT_FOUND "rule"; INVALID "conditions_days" (fewer than the law's least), "group"
 *   source  Labour Code 115-117, 136.2; Law on state service 30.3; rules leave.* */
bool leave_right(Arena *a, const Law *law, const LeaveFacts *facts, Date on, LeaveRight *ret, Err *err);

typedef struct Period { Date from, to; } Period;      /* half-open */

/* The work year a day belongs to: it begins on the day of hiring and its anniversaries, each later
 * by the days before it that do not give a right to leave.
 *   away    such periods (partly paid child care, correctional labour), in order, apart
 *   errors  INVALID "on": before `hired`
 *   source  Labour Code 110-138 (work year; what counts) */
bool work_year(Date hired, const Period *away, size_t n, Date on, Period *ret, int *ret_number, Err *err);
/* The earliest day of the first leave (leave.first_after). */
bool leave_first_day(const Law *law, Regime regime, Date hired, Date *ret, const Rule **ret_rule, Err *err);
/* The latest day of the order for a leave that begins on `first` (leave.order_lead). */
bool leave_order_day(const Law *law, Regime regime, Date first, Date *ret, const Rule **ret_rule, Err *err);
/* Is one part of a divided leave long enough (leave.part_least)? */
bool leave_parts_fit(const Law *law, Regime regime, const int *parts, size_t n, Date on, bool *ret,
                     const Rule **ret_rule, Err *err);

/* Full years from first to last, both days counted; 29 February is complete on 28 February. */
int full_years(Date first, Date last);

/* ---- derivations --------------------------------------------------------- */

/* A derivation is a map of codes and arguments, never prose:
 *   kind     "deadline", "leave.span", "leave.right"
 *   in       what was asked          rules  rows used, as they stood
 *   days     {date, kind, why, args, confidence} of the days left out
 *   steps    [{msgid, args}]         out    the value
 *   basis    of the main row         confidence  "V" "D" "A" "U"
 * Stored with the act it explains, it recomputes to the same value from itself alone. */

/* Reruns the rule engine on the rows and days stored in a derivation, and compares.
 *   stored  as it was made, or read back from its JSON
 *   errors  INVALID "derivation": it is not one; CONFLICT "derivation": another value comes out */
bool derivation_check(Arena *a, const Val *stored, Err *err);
/* The same question put to the law of today; *ret_same tells whether the value is still the same. */
bool derivation_renew(Arena *a, const Law *law, const Val *stored, const Val **ret_now, bool *ret_same,
                      Err *err);

/* How to speak to a reader.  NULL, or a NULL member: English and ISO dates. */
typedef struct Speech {
    const char *(*text)(void *ctx, const char *msgid);
    const char *(*day)(void *ctx, Arena *a, Date d);
    void        *ctx;
    bool         azerbaijani;          /* titles of acts */
} Speech;

/* Lines for people: steps, days left out, rules with their basis and confidence. */
void derivation_print(const Val *derivation, const Law *law, const Speech *how, Str *out);
/* "Law on appeals of citizens (1308-IVQ) 10.1" */
const char *basis_text(Arena *a, const Law *law, const char *basis, const Speech *how);
/* {0} {1}.. of a msgid filled from a list of texts, dates and numbers. */
const char *step_text(Arena *a, const char *msgid, const Val *args, const Speech *how);

/* ---- command ------------------------------------------------------------- */

/* kadr calc …: deadline RULE DATE · workdays YEAR · leave FIRST DAYS · ordinal N
 *   argv    what follows "calc"; may name --regime=CODE
 *   returns an exit code of the error table; faults go to `errs`, one a line, naming the argument */
int law_calc(int argc, char **argv, bool json, FILE *out, FILE *errs);
#endif
