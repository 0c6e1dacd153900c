// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_SERVICE_SERVICE_H
#define AREAS_SERVICE_SERVICE_H
#include "app/app.h"
#include "areas/law/law.h"
#include "areas/ledger/ledger.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "base/text.h"

/* Service in a post: special ranks, and the order kinds that appoint, transfer, release, entrust
 * duties and give ranks (regulation 3.1.9).  What is true of a person on a day is read from the
 * ledger here in one place. */
extern const Area     service_area;
extern const FactKind SERVICE_FACT_KINDS[];

#define FACT_INCENTIVE "incentive"    /* code: thanks, money_award …; num: manat of an award; from the order's day on */
/* code: reprimand …; valid_to: when it is spent by law, or was lifted.  Payload "cause" and "committed": the offence. */
#define FACT_SANCTION "sanction"
#define FACT_RANK "rank"              /* code: the rank; num: its place in the ladder; valid_from: time in rank runs */

/* Payload of the employment fact: "code" the regime of entry, "num" full months of labour seniority
 * before it, "probation_until" the day probation ends. */

/* ---- ranks ----------------------------------------------------------------- */

typedef struct Rank {
    const char *code;                 /* "lieutenant" */
    int64_t     no;                   /* place in the ladder, from 1 */
    const char *group;                /* "junior", "middle", "senior", "higher" */
    const char *title_az;             /* "miqrasiya xidməti leytenantı" */
    const char *title_en;
    const char *confidence;           /* V, D, A, U */
} Rank;

const Rank *rank_list(const App *app, size_t *ret_count);             /* from the lowest up */
const Rank *rank_find(const App *app, const char *code);              /* NULL: none; so for "" */
const Rank *rank_at(const App *app, int64_t no);                      /* NULL: none */

/* ---- a person's service ---------------------------------------------------- */

typedef struct Service {
    int64_t     person_id;
    AsOf        at;
    bool        on_list;              /* on the list of personnel */
    Date        hired, list_until;    /* first day on it; first day no longer */
    int64_t     prior_months;         /* labour seniority before it */
    bool        has_seat;
    Seat        seat;                 /* held permanently */
    Date        in_post_since;
    const Rank *rank;                 /* NULL: none */
    Date        rank_since;
    Regime      regime;               /* of the seat; without one of the last seat, then of the entry */
    const Fact *facts;                /* all that is true that day */
    size_t      fact_count;
} Service;

/*   queries  the person's facts and the seat; one more for somebody without a seat */
bool service_of(Cx *cx, int64_t person_id, AsOf at, Service *ret, Err *err);
/* As known now. */
bool service_on(Cx *cx, int64_t person_id, Date day, Service *ret, Err *err);
/* The regime that governs a post. */
Regime seat_regime(const Seat *seat);

/* ---- absences -------------------------------------------------------------- */

/* A code of the fact kind absence. */
typedef struct AbsenceKind {
    const char *code;                 /* "annual", "sick", "trip", "suspension", "not_returned" … */
    const char *during_az;            /* "ezamiyyətdə olduğu": before "dövrdə" */
    const char *name_az;              /* "ezamiyyəti": as an act ends it; "" when none does */
    const char *ground;               /* "leave", "trip", "sickness": what stops a term by it; "" none */
    const char *ended_by;             /* the order kind that ends it before its time; "" none */
    bool        counts;               /* the time gives a right to annual leave */
} AbsenceKind;

const AbsenceKind *absence_kind(const App *app, const char *code);    /* NULL: unknown */
/* The absence true on the day of `s` that such an order kind may end, begun before it; NULL: none. */
const Fact *absence_ended_by(Cx *cx, const Service *s, const char *order_kind, const AbsenceKind **ret_kind);
/* A fact's code in the reader's words: absences, ranks, grounds; any other as it is. */
const char *service_code_text(const Cx *cx, const char *code);

/* ---- words of an act ------------------------------------------------------- */

/* "miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızı", the name in a case. */
const char *service_name(Arena *a, const Person *p, const Service *s, AzCase c);
/* The same with the post before it: "… şöbəsinin baş inspektoru, miqrasiya xidməti leytenantı … qızı". */
const char *service_post_name(Arena *a, const Person *p, const Service *s, AzCase c);
/* "2026-cı il avqustun 4-ü" */
const char *service_day(Arena *a, Date d);

/* ---- rules met while an item is checked ------------------------------------ */

/* "items.0.seat_id" */
const char *item_field(Arena *a, const OrderItem *item, const char *name);
/* A rule speaks against the item: a binding one adds the fault at items.N.`name`, any other a
 * warning {msgid, args, field, rule, confidence}, which needs a reason.  Up to three texts, NULL-ended. */
void item_against(Cx *cx, const OrderItem *item, const char *name, const Rule *rule, Val *warnings, Err *err,
                  const char *msgid, ...);
/* What no rule forbids, but somebody has to know and pass with a reason. */
void item_warn(Cx *cx, const OrderItem *item, const char *name, Val *warnings, const char *msgid, ...);
/* Adds the faults of the law's engine, whose fields have no prefix, to `err` under the item. */
bool item_faults(const OrderItem *item, const Err *from, Err *err);
/* Derivation of an effect: kind, rule rows used (NULL-ended), what was judged. */
Val *item_why(Arena *a, const char *kind, const Rule *const *rules, Val *in);
#endif
