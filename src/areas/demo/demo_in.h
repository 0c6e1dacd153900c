// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_DEMO_DEMO_IN_H
#define AREAS_DEMO_DEMO_IN_H
#include "app/app.h"
#include "areas/ledger/ledger.h"

/* Private to the demo. */

/* data/demo/people.csv */
typedef struct DemoPerson {
    const char *fin, *surname, *name, *patronymic, *patronymic_kind, *sex;
    Date        birth_date;
    const char *birth_place, *seat;
    OptDate     since;
    const char *rank;
    OptDate     rank_since;
    const char *login, *demo_role;
    int64_t     id;                      /* given when added; no column */
} DemoPerson;

typedef struct Demo {
    Cx         *cx;
    DemoPerson *people;
    size_t      people_count;
} Demo;

/* Sets the demo's clock to a moment of a day and makes a Cx of the person who holds a post. */
bool demo_at(Demo *d, const char *day, int hour, const char *seat_code, Cx *ret, Err *err);
/* The grant by which the Cx's actor does something; a missing one is an error of the demo itself. */
bool demo_grant(Cx *cx, Act act, ObjectKind kind, int64_t object, Grant *ret, Err *err);
const DemoPerson *demo_on(const Demo *d, const char *seat_code);

bool demo_people(Demo *d, Err *err);      /* units, seats, people, accounts, the opening entry */
bool demo_orders(Demo *d, Err *err);      /* a year of orders */
bool demo_letters(Demo *d, Err *err);     /* forty papers in every state */

#define DEMO_OPENING "2025-09-01"
#define DEMO_TODAY   "2026-10-05"
#endif
