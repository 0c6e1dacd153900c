// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_FILE_RECORD_WORLD_H
#define AREAS_FILE_RECORD_WORLD_H
/* Tests only: papers of insp1, entered by insp2 and confirmed by shead, and what the ledger then says. */
#include "areas/file/file_in.h"
#include "areas/world.h"

NewRecord   paper(World *w, const char *kind, const char *from, const char *last);
int64_t     entered(World *w, NewRecord in);
void        confirm(World *w, int64_t id);
void        refused(World *w, NewRecord in, ErrKind kind, const char *field, const char *msgid);
/* "annual 09-10..09-14, sick 09-14..09-17": a person's facts of a kind. */
const char *facts(World *w, int64_t person, const char *kind);
const char *absences(World *w);
#endif
