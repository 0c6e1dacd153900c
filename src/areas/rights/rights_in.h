// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_RIGHTS_RIGHTS_IN_H
#define AREAS_RIGHTS_RIGHTS_IN_H
#include "areas/rights/rights.h"
#include "areas/staff/staff.h"

/* Private to the area.  A day's answer counts relations as they stood at the end of that day (today: now), and
 * posts, acting orders and absences of that day as they are known now. */
typedef struct Reviewed {
    ObjectKind  kind;
    Act         read;                    /* opening its page */
    const char *code, *path;             /* "letter", "/letters" */
} Reviewed;
extern const Reviewed REVIEWED[];        /* ended by a zeroed row */
const Reviewed *reviewed_find(const char *code);

/* The end of a day, or now. */
Instant rights_moment(const Cx *cx, Date on);
/* A person as the framework would see him that day. */
bool rights_actor(Cx *cx, int64_t person_id, Date on, Actor *ret, Err *err);

/* Everybody who may do anything to an object on a day, in the order of names.
 *   ret_list   [{person_id, name, reads, absent, grants: [{act, text, clause, via, relation, since}]}]
 *   ret_walls  [{name, since}]: to whom it is closed whatever his post carries (app/wall.h) */
bool rights_of_object(Cx *cx, const Reviewed *kind, int64_t object, Date on, Val **ret_list, Val **ret_walls, Err *err);
/* What the posts of a day carry: [{kind, text, acts: [{act, kind_text, text, scope, scope_text, clause, via}]}]. */
Val *rights_acts(Cx *cx, const Actor *who);
/* The posts themselves: [{title, ground, ground_text, may_write, why}]. */
bool rights_standings(Cx *cx, const Actor *who, Val **ret_list, Err *err);
/* What of each kind he sees: [{kind, text, all, unit, count, href}]; `unit`: also what his unit executes. */
bool rights_reach(Cx *cx, const Actor *who, Date on, Val **ret_list, Err *err);
/* The objects of a kind that have reached him, then those that officers of his unit execute where his post reads these:
 * [{id, href, relation, relation_text, via, since}], 500 at most of each principal.  Never what is closed to who asks. */
bool rights_reached(Cx *cx, const Actor *who, const Reviewed *kind, Date on, Val **ret_list, Err *err);
/* Who holds a post that carries anything: [{person_id, name, title}]. */
bool rights_holders(Cx *cx, Date on, Val **ret_list, Err *err);

const char *rights_kind_text(const Cx *cx, ObjectKind kind);
const char *rights_relation_text(const Cx *cx, const char *relation);
const char *rights_via(Cx *cx, const Standing *s);
#endif
