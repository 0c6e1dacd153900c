// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_LEAVE_LEAVE_H
#define AREAS_LEAVE_LEAVE_H
#include "areas/service/service.h"

/* Annual leave: the books by work year, the order kinds `annual_leave` and `recall`, and the page of
 * a person's balance.  Entitlements are the law's, uses are facts of the ledger.
 * Source: Labour Code 110-138; Law on state service 30.3; regulation 3.1.9. */
extern const Area     leave_area;
extern const FactKind LEAVE_FACT_KINDS[];

/* One entry of the leave books.  num: calendar days of leave, holidays inside not counted; less than
 * nothing when a recall gives days back.  code: "annual", "recalled", or "opening" for days used before
 * the ledger began.  Payload "work_year": which one, 1 is the first after hiring.  The entry counts as
 * used from valid_from on, before that as planned. */
#define FACT_LEAVE_USE "leave_use"

/* Payload of an employment fact: "books_from", the first work year the books are kept for; earlier
 * ones are settled and not shown.  Left out it is the first of all, but after an opening entry the work
 * year in which that was registered. */

typedef struct LeaveUse {
    const char *code;
    Date        from, to;             /* half-open */
    int64_t     days, work_year, input;
    bool        planned;
} LeaveUse;

typedef struct LeaveYear {
    int64_t         number;
    Date            from, to;         /* half-open */
    int64_t         entitled, used, planned, left;      /* calendar days; left = entitled - used - planned */
    bool            binding;          /* every rule row behind `entitled` is */
    Confidence      confidence;
    Regime          regime;
    const Val      *right;            /* derivation of `entitled` */
    const LeaveUse *uses;
    size_t          use_count;
} LeaveYear;

typedef struct LeaveBalance {
    Service          service;         /* of that day */
    const LeaveYear *years;           /* oldest first; none for somebody not on the list of personnel */
    size_t           year_count;
    int64_t          entitled, used, planned, left;
    const Val       *derivation;      /* kind "leave.balance" */
} LeaveBalance;

/* The leave books of a person as of a day, as known at a moment.  The work years are those begun by that
 * day, and later ones something is planned for.  Each right is as the law stands on that day, within
 * the work year.  Time that gives no right to leave (data/absences.csv) moves the work years.
 *   queries  four, and the seats of posts whose payload names no regime
 *   source   Labour Code 110-138 (138.3: books by work years) */
bool leave_balance(Cx *cx, int64_t person_id, AsOf at, LeaveBalance *ret, Err *err);

/* "2025–2026-cı iş ili" */
const char *az_work_year(Arena *a, Date from, Date to);
#endif
