// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CX_H
#define APP_CX_H
#include "app/authority.h"
#include "base/val.h"
#include "db/db.h"

typedef enum Lang { LANG_AZ, LANG_EN, LANG_RU, LANG__COUNT } Lang;

typedef struct App App;             /* app/app.h: what is fixed for the life of the process */
typedef struct Journal Journal;     /* app/journal.h: entries waiting for the end of the transaction */
typedef struct FormKey FormKey;     /* app/form_key.h: the one-time key of a form */
typedef struct JobRun JobRun;       /* app/job.h: what a run of a job found */
struct Law;                         /* area law: the rules and the calendar, by which everything is computed */

/* What a unit of work may use.  Built once per request, command or job run and passed
 * down explicitly: there are no other globals. */
typedef struct Cx {
    Arena       *arena;
    Db          *db;
    const App   *app;
    const Actor *actor;             /* never NULL: ACTOR_SYSTEM for jobs and commands, ACTOR_NOBODY signed out */
    Journal     *journal;
    FormKey     *form_key;          /* of the form being answered; NULL elsewhere */
    JobRun      *job;               /* the run of a job; NULL elsewhere */
    const struct Law *law;          /* of this transaction; NULL until it was asked for (areas/law/law.h) */
    Instant      real_now;          /* the machine's own clock: sessions, locks and keys go by it, in a demo too */
    Instant      now;               /* the database's clock, or the demo's: all rules go by it */
    Date         today;             /* the same moment's day in Baku */
    Lang         lang;
} Cx;
#endif
