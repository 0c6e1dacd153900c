// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_BACKUP_PROVE_H
#define AREAS_BACKUP_PROVE_H
#include "areas/backup/copy.h"

/* The proof of a copy: it is restored into a scratch database and looked at from all sides.
 *
 * A finding is what a job may say (app/job.h): {ok, text, args:[…]}, so that it can be kept and said in any
 * language.  A proof that fails is a result, not an error. */
typedef struct Proof {
    bool     good;
    Val     *findings;          /* list, in the order looked */
    Manifest m;                 /* as far as it could be read */
} Proof;

/* Writes nothing but a scratch folder under `top`, which it removes. */
bool copy_prove(const App *app, Arena *a, const char *top, const char *name, Proof *ret, Err *err);
/* Leaves the result beside the copy, in Azerbaijani. */
bool proof_write(Cx *cx, const char *folder, const Proof *p, Err *err);
#endif
