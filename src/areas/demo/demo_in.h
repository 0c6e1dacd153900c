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
    struct DemoStep *steps;
    size_t      step_count;
} Demo;

/* Sets the demo's clock to a minute of a day and makes a Cx of a person; 0: the program itself. */
bool demo_at(Demo *d, Date day, int minute, int64_t person_id, Cx *ret, Err *err);
/* The grant by which the Cx's actor does something; a missing one is an error of the demo itself. */
bool demo_grant(Cx *cx, Act act, ObjectKind kind, int64_t object, Grant *ret, Err *err);
int64_t demo_person(const Demo *d, const char *fin_or_seat);     /* 0: nobody of that FIN or post */

enum { DEMO_STEPS_MOST = 2000 };

/* A step of the year: everything that happens is one, so that papers and orders interleave by date. */
typedef struct DemoStep {
    Date        day;
    int         no;                      /* among the steps of a day, as it was added */
    bool      (*run)(Demo *d, const struct DemoStep *step, Err *err);
    const void *what;
    int         stage;
} DemoStep;
void demo_add(Demo *d, DemoStep step);
/* The first working day on or after a day. */
bool demo_workday(Demo *d, Date day, Date *ret, Err *err);
void *demo_table(Demo *d, const char *name, const Field *fields, size_t size, size_t *ret_count, Err *err);

bool demo_people(Demo *d, Err *err);      /* units, seats, people, accounts, the opening entry */
bool demo_orders(Demo *d, Err *err);      /* adds the steps of a year of orders */
bool demo_letters(Demo *d, Err *err);     /* and of the papers */

#define DEMO_OPENING "2025-09-01"
#define DEMO_TODAY   "2026-10-05"
#endif
