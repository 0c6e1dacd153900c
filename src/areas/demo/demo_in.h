// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_DEMO_DEMO_IN_H
#define AREAS_DEMO_DEMO_IN_H
#include "app/app.h"
#include "areas/ledger/ledger.h"
#include "areas/task/task.h"

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
    int64_t     inquiry;                 /* of ours, sent first: a paper of letters.csv answers it */
} Demo;

/* Sets the demo's clock to a minute of a day and makes a Cx of a person; 0: the program itself. */
bool demo_at(Demo *d, Date day, int minute, int64_t person_id, Cx *ret, Err *err);
/* The grant by which the Cx's actor does something; a missing one is an error of the demo itself. */
bool demo_grant(Cx *cx, Act act, ObjectKind kind, int64_t object, Grant *ret, Err *err);
int64_t demo_person(const Demo *d, const char *fin_or_seat);     /* 0: nobody of that FIN or post */

bool demo_seat(Cx *cx, const char *code, int64_t *ret, Err *err);
/* Whoever answers for a post that day: its holder, or who stands in for him. */
bool demo_as(Demo *d, Date day, int minute, const char *code, Cx *ret, Err *err);
/* The task by which somebody leads the execution of a letter. */
bool demo_lead_task(Cx *cx, int64_t letter, int64_t person, Task *ret, Err *err);

/* What befalls the task of a letter on its way: a longer term asked or granted, another executor … */
typedef struct DemoWay { int64_t letter; const char *chief, *inspector; Date day; int part; int64_t *extension; } DemoWay;
/* In how many steps, and after which stage of the letter (0 taken …). */
int  demo_twist_parts(const char *twist, int *ret_after);
bool demo_twist(Demo *d, const char *twist, const DemoWay *way, Err *err);

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
bool demo_outgoing(Demo *d, Err *err);    /* and of those that begin with us */

#define DEMO_OPENING "2025-09-01"
#define DEMO_TODAY   "2026-10-05"
#endif
