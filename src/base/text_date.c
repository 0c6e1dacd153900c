// SPDX-License-Identifier: Apache-2.0
/* Dates as Azerbaijani acts write them. */
#include "base/text.h"

static const char *const MONTHS[][2] = {          /* name, genitive */
    { "yanvar", "yanvarın" },
    { "fevral", "fevralın" },     { "mart", "martın" },       { "aprel", "aprelin" },
    { "may", "mayın" },       { "iyun", "iyunun" },         { "iyul", "iyulun" },       { "avqust",
      "avqustun" },
    { "sentyabr", "sentyabrın" }, { "oktyabr", "oktyabrın" }, { "noyabr", "noyabrın" },
    { "dekabr", "dekabrın" },
};

typedef struct Civil { int year, month, day; } Civil;

static Civil civil(Date d)
{
    Civil c;
    date_split(d, &c.year, &c.month, &c.day);
    return c;
}

const char *az_month(int month)          { return MONTHS[month - 1][0]; }
const char *az_month_genitive(int month) { return MONTHS[month - 1][1]; }

const char *az_weekday(int weekday)
{
    static const char *const DAYS[] = { "bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə",
                                        "şənbə", "bazar" };
    return DAYS[weekday - 1];
}

char *az_year(Arena *a, int year)    { return arena_printf(a, "%s il", az_ordinal(a, year)); }
char *az_year_in(Arena *a, int year) { return arena_printf(a, "%s ildə", az_ordinal(a, year)); }

char *az_date(Arena *a, Date d)
{
    Civil c = civil(d);
    return arena_printf(a, "%d %s %s", c.day, az_month(c.month), az_year(a, c.year));
}

char *az_date_quoted(Arena *a, Date d)
{
    Civil c = civil(d);
    return arena_printf(a, "“%02d” %s %s", c.day, az_month(c.month), az_year(a, c.year));
}

char *az_date_act(Arena *a, Date d)
{
    Civil c = civil(d);
    return arena_printf(a, "%s %d %s tarixli", az_year(a, c.year), c.day, az_month(c.month));
}

/* "yanvarın 1-dən"; -dək has one form only */
static char *in_month(Arena *a, Civil c, const char *day)
{
    return arena_printf(a, "%s %s", az_month_genitive(c.month), day);
}

static char *in_year(Arena *a, Civil c, const char *day)
{
    return arena_printf(a, "%s %s", az_year(a, c.year), in_month(a, c, day));
}

static char *until(Arena *a, Civil c) { return arena_printf(a, "%d-dək", c.day); }
static char *from(Arena *a, Civil c)  { return az_number_case(a, c.day, AZ_ABLATIVE); }
static char *on(Arena *a, Civil c)    { return az_number_case(a, c.day, AZ_LOCATIVE); }

char *az_date_from(Arena *a, Date d)  { return in_year(a, civil(d), from(a, civil(d))); }
char *az_date_until(Arena *a, Date d) { return in_year(a, civil(d), until(a, civil(d))); }
char *az_date_on(Arena *a, Date d)    { return in_year(a, civil(d), on(a, civil(d))); }
char *az_date_day(Arena *a, Date d)   { return in_month(a, civil(d), az_number_possessive(a, civil(d).day)); }

char *az_date_period(Arena *a, Date first, Date last)
{
    Civil f = civil(first), l = civil(last);
    const char *end = f.year != l.year ? az_date_until(a, last)
                    : f.month != l.month ? in_month(a, l, until(a, l)) : until(a, l);
    return arena_printf(a, "%s %s", az_date_from(a, first), end);
}

char *az_date_numeric(Arena *a, Date d)
{
    Civil c = civil(d);
    return arena_printf(a, "%02d.%02d.%04d", c.day, c.month, c.year);
}

char *az_instant_numeric(Arena *a, Instant t)
{
    Date day = instant_day(t);
    int minute = (int)((t.us - instant_day_start(day).us) / 60000000);
    return arena_printf(a, "%s %02d:%02d", az_date_numeric(a, day), minute / 60, minute % 60);
}
