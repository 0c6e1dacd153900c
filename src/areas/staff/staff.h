// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_STAFF_STAFF_H
#define AREAS_STAFF_STAFF_H
#include "app/app.h"
#include "app/area.h"
#include "areas/ledger/ledger.h"

/* Units, seats, who holds them, and what authority follows from that on a day.
 * Who holds a seat, acts for it or is away is a fact of the ledger; vacancy and substitution
 * (regulation 5.5) are derived here and never stored. */
extern const Area     staff_area;                  /* start() reads the names of ranks */
extern const FactKind STAFF_FACT_KINDS[];

/* Codes of this area's fact kinds. */
#define FACT_HOLDING      "holding"       /* the permanent holder of a seat */
#define FACT_TEMP_HOLDING "temp_holding"  /* in the place of an absent permanent holder */
#define FACT_ACTING       "acting"        /* an order entrusts the duties of a seat */
#define FACT_ABSENCE      "absence"       /* values.code: annual, sick, trip, suspension, not_returned … */
#define FACT_EMPLOYMENT   "employment"    /* on the list of personnel */

typedef struct StaffUnit {
    int64_t     id, parent_id;      /* 0: the Service itself */
    const char *code, *title, *kind;
    int64_t     sort_no;
} StaffUnit;

typedef struct Seat {
    int64_t     id, unit_id;
    const char *code, *post_kind;
    const char *title;              /* "baş inspektor" */
    const char *title_full;         /* "… idarəsinin … şöbəsinin baş inspektoru", nominative */
    const char *regime;             /* RANKED, CIVIL_SERVANT, LABOUR */
    const char *rank_ceiling;       /* rank code, "" none */
    int64_t     capacity;           /* thousandths */
} Seat;
extern const Field UNIT_FIELDS[], SEAT_FIELDS[];

bool  staff_seat(Cx *cx, int64_t id, Seat *ret, Err *err);               /* NOT_FOUND "seat_id" */
/* What the post is called in full, for the words of a filter; and the same of a principal that is a post. */
bool  staff_seat_title(Cx *cx, int64_t seat_id, const char **ret, Err *err);
bool  staff_principal_title(Cx *cx, int64_t principal, const char **ret, Err *err);
bool  staff_unit(Cx *cx, int64_t id, StaffUnit *ret, Err *err);
/* The seat a person holds permanently on a day; *ret_found false: none. */
bool  staff_seat_of(Cx *cx, int64_t person_id, Date day, Seat *ret, bool *ret_found, Err *err);
/* Seats of the staff table with nobody on them permanently from `day` on, by unit and order. */
Seat *staff_vacant(Cx *cx, Date day, size_t *ret_count, Err *err);
/* Is the seat in the staff table on a day? */
bool  staff_seat_in_force(Cx *cx, int64_t id, Date day, bool *ret, Err *err);
/* A unit's seats in force on a day. */
Seat *staff_seats_of_unit(Cx *cx, int64_t unit_id, Date day, size_t *ret_count, Err *err);
/* Seats nobody present holds permanently on a day: vacant, or the holder is away. */
Seat *staff_unattended(Cx *cx, Date day, size_t *ret_count, Err *err);
/* The seats of a post kind in force on a day. */
Seat *staff_seats_of_kind(Cx *cx, const char *post_kind, Date day, size_t *ret_count, Err *err);

/* Who answers for a seat on a day: its present holder, an acting officer by order, the 5.5
 * substitute, or nobody (then `gap` says why).
 *   source  regulation 5.5; the acting order excludes it for its time */
typedef struct SeatToday {
    int64_t     person_id;          /* 0: nobody may act */
    Ground      ground;
    bool        vacant, holder_absent;
    int64_t     holder_id;          /* permanent holder, 0 if vacant */
    const char *absence;            /* code, when holder_absent */
    Date        absent_until;       /* first day back */
    const char *gap;                /* msgid, when person_id is 0 */
} SeatToday;
bool staff_seat_today(Cx *cx, int64_t seat_id, Date day, SeatToday *ret, Err *err);
/* The same for a seat that was read already: its id, unit and post kind. */
bool staff_seat_now(Cx *cx, const Seat *seat, Date day, SeatToday *ret, Err *err);
/* The first seat of a post kind that no rule substitutes (leadership), who answers for it, and his name: of the
 * absent holder when nobody does, "" when the post is vacant.  One statement; *ret_found false: no such seat. */
typedef struct PostToday { Seat seat; SeatToday today; const char *surname, *name; } PostToday;
bool staff_post_today(Cx *cx, const char *post_kind, Date day, PostToday *ret, bool *ret_found, Err *err);

/* Everybody who may serve a seat on a day: who holds it, for good or for the time, who acts for it by order, and
 * for a head's seat the deputies of his unit (5.5), present or not.  NULL: failure. */
const int64_t *staff_may_serve(Cx *cx, int64_t seat_id, Date day, size_t *ret_n, Err *err);

/* Is the person away on a day?  *ret_code "" when present. */
bool staff_absence(Cx *cx, int64_t person_id, Date day, const char **ret_code, Date *ret_until, Err *err);

/* The two clocks of a page: ?as_of= is the day it is about, ?known_on= what was known at the end of that
 * day; both may be left out.
 *   errors  INVALID "as_of", "known_on" */
bool staff_clock(Req *req, AsOf *ret, Err *err);
/* The two as the route rows of such pages name them: what a bad day is asked for with once more (app/ask_again.h). */
typedef struct ClockForm { Date as_of, known_on; } ClockForm;
extern const Input STAFF_CLOCK_INPUTS[];
/* For the partial staff/clock, put into the view as "clock":
 *   {as_of, known_on, as_of_iso, known_on_iso, past, future, past_knowledge, other_day, query, keep:[{name, value}]}
 * `keep` names the other parameters that the form sends again, NULL at the end; may be NULL. */
Val *staff_clock_view(Req *req, const AsOf *at, const char *const *keep);
/* The same two dates as a query string for links: "" or "?as_of=2026-03-01&known_on=…". */
const char *staff_clock_query(Req *req);

/* "məzuniyyətdə, son gün 11.08.2026": why somebody is away and his last day away; `until` is the first day back,
 * DATE_FOREVER unknown.  NULL when `code` is "". */
const char *staff_absence_text(Cx *cx, const char *code, Date until);
/* What a name needs for the partial staff/name: {person_id, name, href, absence}; href NULL where the
 * reader may not open the file. */
Val *staff_name_view(Cx *cx, int64_t person_id, const char *name, const char *absence, Date until);
/* Where a fact comes from: {text, href} of a ledger source such as "order:12/3" (its item) or
 * "record:5". */
Val *staff_source_view(Cx *cx, const char *source);
/* A rank in words; the code itself when the list of ranks (data/ranks.csv) does not name it. */
const char *staff_rank_title(const App *app, const char *code);

/* Editions: an act brings units and seats into being (5.1: the Service's head approves them). */
bool staff_edition_add(Cx *cx, const char *act, Date act_date, Date in_force, int64_t *ret_id, Err *err);
bool staff_unit_add(Cx *cx, const StaffUnit *u, Date from, int64_t *ret_id, Err *err);
bool staff_seat_add(Cx *cx, const Seat *s, int64_t sort_no, int64_t edition, Date from, int64_t *ret_id, Err *err);
bool staff_unit_by_code(Cx *cx, const char *code, int64_t *ret_id, Err *err);               /* 0: none */
bool staff_seat_by_code(Cx *cx, const char *code, Seat *ret, bool *ret_found, Err *err);

/* AppHooks.authority */
extern const AuthoritySource STAFF_AUTHORITY;
#endif
