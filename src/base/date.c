// SPDX-License-Identifier: Apache-2.0
/* Civil dates.  Days-from-civil counts years from 1 March so that the leap day falls last. */
#include "base/date.h"
#include <string.h>

static const int64_t DAY_US = 86400LL * 1000000, BAKU_US = 4LL * 3600 * 1000000;

Date date_make(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return (Date){ era * 146097 + doe - 719468 };
}

void date_split(Date d, int *ret_year, int *ret_month, int *ret_day)
{
    int z = d.days + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *ret_day = doy - (153 * mp + 2) / 5 + 1;
    *ret_month = mp < 10 ? mp + 3 : mp - 9;
    *ret_year = yoe + era * 400 + (*ret_month <= 2);
}

bool date_valid(int year, int month, int day)
{
    static const int LAST[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= LAST[month - 1] + (month == 2 && leap);
}

/* Reads exactly `n` digits. */
static bool digits(const char *s, int n, int *ret)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        v = v * 10 + (s[i] - '0');
    }
    *ret = v;
    return true;
}

bool date_parse(const char *iso, Date *ret)
{
    int y, m, d;
    if (!iso || strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-' || !digits(iso, 4, &y)
        || !digits(iso + 5, 2, &m) || !digits(iso + 8, 2, &d) || !date_valid(y, m, d))
        return false;
    *ret = date_make(y, m, d);
    return true;
}

bool date_parse_input(const char *typed, Date *ret)
{
    if (!typed)
        return false;
    if (date_parse(typed, ret))
        return true;
    int part[3] = { 0 }, len[3] = { 0 }, k = 0;
    for (const char *s = typed; *s; s++) {
        if (*s == '.' || *s == '/') {
            if (++k > 2)
                return false;
        } else if (*s >= '0' && *s <= '9' && len[k] < 4) {
            part[k] = part[k] * 10 + (*s - '0');
            len[k]++;
        } else {
            return false;
        }
    }
    if (k != 2 || !len[0] || !len[1] || len[2] != 4 || !date_valid(part[2], part[1], part[0]))
        return false;
    *ret = date_make(part[2], part[1], part[0]);
    return true;
}

/* The last `n` digits of a number, and the sign behind them; where the next one goes.  (Every date that is shown
 * or bound is written by this: snprintf took ten times as long.) */
static char *put(char *to, unsigned number, int n, char sign)
{
    for (int i = n - 1; i >= 0; i--, number /= 10)
        to[i] = (char)('0' + number % 10);
    to[n] = sign;
    return to + n + 1;
}

void date_format(Date d, char out[DATE_TEXT])
{
    int y, m, day;
    date_split(d, &y, &m, &day);
    put(put(put(out, (unsigned)y, 4, '-'), (unsigned)m, 2, '-'), (unsigned)day, 2, '\0');
}

int date_weekday(Date d)
{
    int w = (d.days + 3) % 7;                    /* 1970-01-01 was a Thursday */
    return (w < 0 ? w + 7 : w) + 1;
}

Date date_add_days(Date d, int days) { return (Date){ d.days + days }; }

Date date_add_months(Date d, int months)
{
    int y, m, day;
    date_split(d, &y, &m, &day);
    int64_t total = (int64_t)y * 12 + (m - 1) + months;
    if (total < 12)
        return DATE_ALWAYS;
    if (total >= 10000 * 12)
        return DATE_FOREVER;
    y = (int)(total / 12);
    m = (int)(total % 12) + 1;
    while (!date_valid(y, m, day))
        day--;
    return date_make(y, m, day);
}

Date date_last(Date to) { return date_same(to, DATE_FOREVER) ? to : date_add_days(to, -1); }

Date date_add_years(Date d, int years) { return date_add_months(d, 12 * years); }

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

Date instant_day(Instant t)           { return (Date){ (int32_t)floor_div(t.us + BAKU_US, DAY_US) }; }
Instant instant_day_start(Date d)     { return (Instant){ d.days * DAY_US - BAKU_US }; }
Instant instant_day_end(Date d)       { return (Instant){ (d.days + 1) * DAY_US - BAKU_US - 1 }; }

void instant_format(Instant t, char out[INSTANT_TEXT])
{
    int64_t day = floor_div(t.us, DAY_US), rest = t.us - day * DAY_US;
    unsigned s = (unsigned)(rest / 1000000), us = (unsigned)(rest % 1000000);
    date_format((Date){ (int32_t)day }, out);
    char *to = out + DATE_TEXT - 1;
    *to++ = 'T';
    to = put(put(put(to, s / 3600, 2, ':'), s / 60 % 60, 2, ':'), s % 60, 2, '.');
    *put(to, us, 6, 'Z') = '\0';
}

bool instant_parse(const char *iso, Instant *ret)
{
    char date[DATE_TEXT];
    Date d;
    int h, m, s;
    if (!iso || strlen(iso) < 20 || strlen(iso) >= INSTANT_TEXT)
        return false;
    memcpy(date, iso, 10);
    date[10] = '\0';
    if (!date_parse(date, &d) || iso[10] != 'T' || !digits(iso + 11, 2, &h) || iso[13] != ':'
        || !digits(iso + 14, 2, &m) || iso[16] != ':' || !digits(iso + 17, 2, &s) || h > 23 || m > 59 || s > 59)
        return false;
    const char *p = iso + 19;
    int64_t us = 0;
    if (*p == '.') {
        int64_t unit = 100000;
        for (p++; *p >= '0' && *p <= '9'; p++, unit /= 10)
            us += (*p - '0') * unit;
    }
    if (p[0] != 'Z' || p[1])
        return false;
    ret->us = d.days * DAY_US + (h * 3600LL + m * 60 + s) * 1000000 + us;
    return true;
}
