// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include <stdbool.h>
#include <stdint.h>

/* A calendar day: days since 1970-01-01, proleptic Gregorian, no time zone.
 * A struct so that the compiler refuses to mix it with plain numbers. */
typedef struct Date { int32_t days; } Date;

/* A moment: microseconds since 1970-01-01T00:00:00Z. */
typedef struct Instant { int64_t us; } Instant;

/* Nullable columns; a plain member never reads NULL. */
typedef struct OptDate { bool has; Date v; } OptDate;
typedef struct OptInt  { bool has; int64_t v; } OptInt;

/* Bounds of half-open intervals are never NULL: these mean "always" and "open". */
#define DATE_ALWAYS  ((Date){ -719162 })     /* 0001-01-01 */
#define DATE_FOREVER ((Date){ 2932896 })     /* 9999-12-31 */
#define INSTANT_FOREVER ((Instant){ 253402300799000000LL })   /* 9999-12-31T23:59:59Z */

enum { DATE_TEXT = 11, INSTANT_TEXT = 28 };

Date date_make(int year, int month, int day);              /* the day must exist */
bool date_valid(int year, int month, int day);             /* years 1..9999 */
void date_split(Date d, int *ret_year, int *ret_month, int *ret_day);
bool date_parse(const char *iso, Date *ret);               /* "YYYY-MM-DD" only */
bool date_parse_input(const char *typed, Date *ret);       /* also "D.M.YYYY", as people type it */
void date_format(Date d, char out[DATE_TEXT]);             /* "YYYY-MM-DD" */
int  date_weekday(Date d);                                 /* 1 Monday .. 7 Sunday */
Date date_add_days(Date d, int days);
/* The last day of a half-open span that ends at `to`, as people say it; DATE_FOREVER stays. */
Date date_last(Date to);
Date date_add_months(Date d, int months);                  /* 31 Jan + 1 = last day of February; stays */
                                                           /* within DATE_ALWAYS..DATE_FOREVER */
Date date_add_years(Date d, int years);                    /* 29 Feb -> 28 Feb */
static inline int  date_days_between(Date a, Date b) { return b.days - a.days; }
static inline bool date_before(Date a, Date b)       { return a.days < b.days; }
static inline bool date_same(Date a, Date b)         { return a.days == b.days; }
static inline Date date_min(Date a, Date b)          { return a.days < b.days ? a : b; }
static inline Date date_max(Date a, Date b)          { return a.days > b.days ? a : b; }

/* Baku is UTC+4 all year; the law's days begin and end there. */
Date    instant_day(Instant t);                            /* the day in Baku */
Instant instant_day_start(Date d);
Instant instant_day_end(Date d);                           /* its last microsecond */
void    instant_format(Instant t, char out[INSTANT_TEXT]); /* "2026-11-22T07:13:00.000000Z" */
bool    instant_parse(const char *iso, Instant *ret);      /* that form, fraction optional */
#endif
