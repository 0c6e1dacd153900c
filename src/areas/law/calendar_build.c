// SPDX-License-Identifier: Apache-2.0
/* Computes the working calendar from dated facts.  The rules (Labour Code 105-108):
 *   R2  a weekly rest day that is also a holiday moves to the first working day after the holidays;
 *       several of them take consecutive working days, in the order of their dates
 *   R3  after that, each religious holiday that falls on another holiday makes the next working
 *       day a rest day
 *   R4  the mourning day and voting days move nothing
 *   R5  the Cabinet may exchange a working and a rest day
 *   R6  the day before a holiday, a voting day or the mourning day is shorter                    */
#include "areas/law/calendar.h"

enum { RELIGIOUS_A_YEAR = 2 };     /* rows of a year: Ramazan and Qurban */

typedef struct Build {
    Date    first;                 /* a year early: 31 December may move a rest day into January */
    int     count, week;
    CalDay *day;
    bool   *religious;             /* a religious holiday, whatever else the day is */
    bool   *moved;                 /* a rest day was moved here, even if an exchange undid it */
} Build;

static CalDay *day_at(Build *b, Date d)
{
    int at = date_days_between(b->first, d);
    return at >= 0 && at < b->count ? &b->day[at] : NULL;
}

static bool is_rest_weekday(const Build *b, Date d) { return date_weekday(d) > b->week; }

static bool is_holiday(const CalDay *d) { return d->kind == DAY_HOLIDAY || d->kind == DAY_RELIGIOUS; }

static void rest(CalDay *d, DayKind kind, const char *why, const char *basis, Confidence confidence)
{
    d->kind = kind;
    d->working = false;
    d->why = why;
    d->basis = basis;
    if (d->confidence < confidence)
        d->confidence = confidence;
}

static void lay_weeks(Build *b)
{
    for (int i = 0; i < b->count; i++) {
        CalDay *d = &b->day[i];
        *d = (CalDay){ .date = date_add_days(b->first, i), .working = true, .why = "", .basis = "" };
        if (is_rest_weekday(b, d->date))
            rest(d, DAY_WEEKEND, date_weekday(d->date) == 6 ? N_("Saturday") : N_("Sunday"), "", CONF_V);
    }
}

static void lay_fixed(Build *b, const CalendarFacts *facts)
{
    for (int year = CALENDAR_FIRST - 1; year <= CALENDAR_LAST; year++)
        for (size_t i = 0; i < facts->fixed_count; i++) {
            const FixedDay *f = &facts->fixed[i];
            Date first = date_make(year, f->month, f->day);
            for (int k = 0; k < f->days; k++) {
                Date d = date_add_days(first, k);
                CalDay *day = day_at(b, d);
                if (day && !date_before(d, f->valid_from) && date_before(d, f->valid_to))
                    rest(day, f->kind, f->name, f->basis, f->confidence);
            }
        }
}

/* Religious and voting days; a fixed holiday keeps its name where they fall on one. */
static void lay_dated(Build *b, const CalendarFacts *facts)
{
    for (size_t i = 0; i < facts->dated_count; i++) {
        const DatedDay *f = &facts->dated[i];
        for (int k = -f->around; k < f->days + f->around; k++) {
            CalDay *day = day_at(b, date_add_days(f->first, k));
            if (!day)
                continue;
            if (day->confidence < f->confidence)
                day->confidence = f->confidence;
            if (k < 0 || k >= f->days)
                continue;
            if (f->kind == DAY_RELIGIOUS)
                b->religious[day - b->day] = true;
            if ((f->kind == DAY_RELIGIOUS || f->kind == DAY_VOTING) && day->kind != DAY_HOLIDAY)
                rest(day, f->kind, f->name, f->basis, f->confidence);
        }
    }
}

/* The first working day after `d` becomes the rest day that stands for `d`. */
static void move_rest(Build *b, int at, const char *why)
{
    for (int i = at + 1; i < b->count; i++)
        if (b->day[i].working) {
            CalDay *to = &b->day[i];
            Confidence sure = b->day[at].confidence > CONF_D ? b->day[at].confidence : CONF_D;
            rest(to, DAY_MOVED_REST, why, b->day[at].basis, sure);
            to->other = (OptDate){ true, b->day[at].date };
            b->moved[i] = true;
            return;
        }
}

static void move_all(Build *b)
{
    for (int i = 0; i < b->count; i++)
        if (is_holiday(&b->day[i]) && is_rest_weekday(b, b->day[i].date))
            move_rest(b, i, N_("rest day moved from {0}"));
    for (int i = 0; i < b->count; i++)
        if (b->religious[i] && b->day[i].kind == DAY_HOLIDAY)
            move_rest(b, i, N_("rest day for two holidays on {0}"));
}

/* The exchanges are made for the five-day week. */
static bool swap_all(Build *b, const CalendarFacts *facts, Err *err)
{
    bool good = true;
    for (size_t i = 0; b->week == 5 && i < facts->dated_count; i++) {
        const DatedDay *f = &facts->dated[i];
        CalDay *day = day_at(b, f->first);
        if (!day || (f->kind != DAY_SWAP_REST && f->kind != DAY_SWAP_WORK))
            continue;
        if (day->working != (f->kind == DAY_SWAP_REST)) {
            good = err_add(err, NULL, "{0}: the day is already as the exchange wants it", f->source);
            continue;
        }
        rest(day, f->kind, f->kind == DAY_SWAP_REST ? N_("rest day in exchange for {0}") : "", f->basis,
             f->confidence);
        day->working = f->kind == DAY_SWAP_WORK;
        day->other = f->pair;
    }
    return good;
}

/* R6, and the doubt of years whose religious days nobody has entered. */
static void finish_days(Build *b, const int *religious_rows)
{
    for (int i = 0; i < b->count; i++) {
        CalDay *d = &b->day[i];
        int year, month, day;
        date_split(d->date, &year, &month, &day);
        if (religious_rows[year - CALENDAR_FIRST + 1] < RELIGIOUS_A_YEAR)
            d->confidence = CONF_U;
        if (!d->working || i + 1 == b->count)
            continue;
        DayKind next = b->day[i + 1].kind;
        d->shorter =
            next == DAY_HOLIDAY || next == DAY_RELIGIOUS || next == DAY_MOURNING || next == DAY_VOTING;
    }
}

/* What a year adds up to; `at` is the place of its 1 January. */
static void sum_year(Arena *a, const Build *b, int at, CalendarYear *y)
{
    int moved = 0;
    for (int i = at; i < at + y->day_count; i++)
        moved += b->moved[i];
    Date *dates = NEW_N(a, Date, (size_t)moved + 1);
    y->days = &b->day[at];
    y->moved = dates;
    for (int i = at; i < at + y->day_count; i++) {
        const CalDay *d = &b->day[i];
        int year, month, day;
        date_split(d->date, &year, &month, &day);
        y->total += d->working;
        y->month[month - 1] += d->working;
        if (d->confidence > y->confidence)
            y->confidence = d->confidence;
        if (b->moved[i])
            dates[y->moved_count++] = d->date;
    }
}

bool calendar_build(Arena *a, const CalendarFacts *facts, int week, Calendar **ret, Err *err)
{
    enum { YEARS = CALENDAR_LAST - CALENDAR_FIRST + 1 };
    Build b = { .first = date_make(CALENDAR_FIRST - 1, 1, 1), .week = week };
    b.count = date_days_between(b.first, date_make(CALENDAR_LAST + 1, 1, 1));
    b.day = NEW_N(a, CalDay, (size_t)b.count);
    b.religious = NEW_N(a, bool, (size_t)b.count);
    b.moved = NEW_N(a, bool, (size_t)b.count);
    int religious_rows[YEARS + 1] = { 0 };
    for (size_t i = 0; i < facts->dated_count; i++) {
        int year, month, day;
        date_split(facts->dated[i].first, &year, &month, &day);
        if (facts->dated[i].kind == DAY_RELIGIOUS && year >= CALENDAR_FIRST - 1 && year <= CALENDAR_LAST)
            religious_rows[year - CALENDAR_FIRST + 1]++;
    }
    lay_weeks(&b);
    lay_fixed(&b, facts);
    lay_dated(&b, facts);
    move_all(&b);
    if (!swap_all(&b, facts, err))
        return false;
    finish_days(&b, religious_rows);

    Calendar *c = NEW(a, Calendar);
    CalendarYear *years = NEW_N(a, CalendarYear, YEARS);
    c->first = date_make(CALENDAR_FIRST, 1, 1);
    int at = date_days_between(b.first, c->first);
    c->days = b.day + at;
    c->day_count = b.count - at;
    c->years = years;
    for (int i = 0; i < YEARS; i++) {
        CalendarYear *y = &years[i];
        y->year = CALENDAR_FIRST + i;
        y->day_count = date_days_between(date_make(y->year, 1, 1), date_make(y->year + 1, 1, 1));
        y->religious_known = religious_rows[i + 1] >= RELIGIOUS_A_YEAR;
        sum_year(a, &b, at, y);
        at += y->day_count;
    }
    *ret = c;
    return true;
}
