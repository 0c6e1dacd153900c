// SPDX-License-Identifier: Apache-2.0
#ifndef APP_WALL_H
#define APP_WALL_H
#include "app/cx.h"

/* What is closed to a person, whatever his posts and relations carry: a complaint to the one it is about (Law on
 * Appeals of Citizens), with the tasks, answers and inquiries that came of it.
 *
 * A wall names a person, not a post, so it goes with him through every post he holds or acts for.  It holds over all
 * acts alike: authority_check refuses as if his post did not carry the act, lists, counts and the search leave the object
 * out.  Whoever writes an object that came of another calls wall_along. */
bool wall_put(Cx *cx, ObjectKind kind, int64_t object, int64_t person_id, Err *err);
/* To whom `from` is closed, `object` is closed too. */
bool wall_along(Cx *cx, ObjectKind kind, int64_t object, ObjectKind from_kind, int64_t from, Err *err);
bool wall_end(Cx *cx, ObjectKind kind, int64_t object, Err *err);
bool wall_between(Cx *cx, ObjectKind kind, int64_t object, int64_t person_id, bool *ret, Err *err);
#endif
