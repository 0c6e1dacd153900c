// SPDX-License-Identifier: Apache-2.0
#ifndef APP_AUTHORITY_H
#define APP_AUTHORITY_H
#include "base/err.h"
#include "base/val.h"
#include <stdint.h>

/* May P do X to O on day D?  Answered from the posts P holds, acts for or substitutes on
 * that day, and from his relation to O; never from a typed-in substitute.  The answer
 * carries the path that led to it, and the path is stored with the act.
 *
 * This header is the interface; the posts come from the area `staff`, which main.c plugs in. */
typedef struct Cx Cx;
typedef struct App App;

#define READ  0
#define WRITE 1
#define OWN   2
#define ACT(name, code, kind, words) ACT_##name,
typedef enum Act {
    ACT_UNSET,                       /* what a forgotten table cell becomes: nobody holds it */
#include "app/acts.def"
    ACT__COUNT
} Act;
#undef ACT
#undef READ
#undef WRITE
#undef OWN

#define OBJECT_KINDS(X)                                                                  \
    X(NONE, "none") X(LETTER, "letter") X(HANDOVER, "handover") X(TASK, "task")          \
    X(ORDER, "order") X(PERSON, "person") X(SEAT, "seat") X(UNIT, "unit")                \
    X(ATTACHMENT, "attachment") X(RECORD, "record") X(USER, "user") X(RULE, "rule")    \
    X(IMPORT, "import") X(LINE, "line")
#define X(name, code) OBJ_##name,
typedef enum ObjectKind { OBJECT_KINDS(X) OBJ__COUNT } ObjectKind;
#undef X

const char *act_code(Act act);
const char *act_text(const Cx *cx, Act act);                /* in words of the reader's language */
Act         act_find(const char *code);                    /* ACT_UNSET if unknown */
bool        act_writes(Act act);                           /* WRITE or OWN */
bool        act_is_own(Act act);                           /* OWN: about himself, which he does while away too */
const char *object_kind_code(ObjectKind kind);
ObjectKind  object_kind_find(const char *code);            /* OBJ_NONE if unknown */

/* Whoever a right can be given to: a person for himself, or a seat whoever holds it.
 * One number space, so that one column can name either. */
static inline int64_t principal_of_person(int64_t person_id) { return person_id * 2; }
static inline int64_t principal_of_seat(int64_t seat_id)     { return seat_id * 2 + 1; }
static inline bool    principal_is_seat(int64_t principal)   { return principal & 1; }
static inline int64_t principal_ref(int64_t principal)       { return principal >> 1; }

typedef enum Ground {
    GROUND_SELF,          /* the person himself */
    GROUND_SEAT,          /* holds the post */
    GROUND_ACTING,        /* an order names him to act for the post */
    GROUND_SUBSTITUTE     /* regulation 5.5: the head is absent or his post vacant */
} Ground;

#define POST_EMPLOYEE "employee"

/* One principal P is today, and how he came to it. */
typedef struct Standing {
    int64_t     principal;
    Ground      ground;
    int64_t     seat_id, unit_id;       /* 0 with GROUND_SELF */
    const char *post_kind;              /* "head", "clerk" … (data/post_kinds.csv); with GROUND_SELF POST_EMPLOYEE,
                                           or "" for who is not on the list of personnel that day */
    const char *post_title;             /* the post as it stands in the staff table, for signature blocks */
    bool        may_write;              /* false: he is absent and only sees; what is OWN he still does himself */
    const Val  *path;                   /* codes and arguments: holding, acting order, absence, clause */
    Date        day;                    /* of which day this is said */
} Standing;

typedef struct Actor {
    int64_t         user_id, person_id;      /* 0: nobody, or the system */
    const char     *name;                    /* as shown: "Ə.Əsədov" */
    const char     *csrf;                    /* token of the session, "" without one */
    const char     *session;                 /* which session: the hash of its token, "" without one */
    const Standing *standings;
    size_t          count;
    bool            system;                  /* a job or a command at the console */
    bool            bearer;                  /* a program with a token of its own */
    bool            administrator;           /* system administrator: accounts, no business rights */
    bool            reads_only;              /* a program's token that was made for reading */
    const char     *held;                    /* the page he must deal with before any other opens; NULL: none */
    const char     *unseen;                  /* hash of his session or token when its use is to be noted; NULL: not now */
    const char     *lang;                    /* the language he has chosen, "az"; NULL or "": none */
    int64_t         per_page;                /* rows of a list he has chosen; 0: none */
    bool            unwalled;                /* nothing at all is closed to him (app/wall.h): lists need not look */
} Actor;
extern const Actor ACTOR_NOBODY, ACTOR_SYSTEM;

/* One row of data/powers.csv.  SCOPE_UNIT is the work of the unit: what an officer of it executes, one who serves a
 * post in the unit or below it that day, in his own post or acting for another's. */
typedef enum Scope { SCOPE_ALL, SCOPE_UNIT, SCOPE_RELATED } Scope;
typedef struct Power {
    const char *holder;      /* a post kind, "employee" (whoever is on the list of personnel), "person" (also who
                                left it), "relation:executor", "administrator" */
    Act         act;
    Scope       scope;
    const char *clause;      /* of the regulation, or "design" where none speaks */
    ObjectKind  object;      /* what it is done to; OBJ_NONE: pages and lists */
} Power;

/* The answer.  `path` is stored with the act; `reason` says why not, as msgid and arguments. */
typedef struct Grant {
    bool            yes;
    const Power    *power;       /* the row that gave it */
    const Standing *standing;    /* the standing it was given through */
    const char     *relation;    /* "executor" …, or NULL */
    const Val      *path;
    const char     *reason;      /* msgid, when !yes */
    const char     *reason_args[2];
} Grant;

/* May the actor do `act` to this object (OBJ_NONE: to anything at all)?
 *   queries  at most two, both by index
 *   errors   only database errors; a plain no is grant.yes == false */
bool authority_check(Cx *cx, Act act, ObjectKind kind, int64_t object, Grant *ret, Err *err);
/* The same by one seat alone: what he may do as its holder, acting for it, or its substitute. */
bool authority_check_as(Cx *cx, Act act, ObjectKind kind, int64_t object, int64_t seat, Grant *ret, Err *err);
/* The same with no object and no query: does any standing carry the act? */
bool authority_holds(const Cx *cx, Act act, Grant *ret);
/* The best scope in which the actor holds an act: SCOPE_ALL lists need no reader rows. -1: none. */
int  authority_scope(const Cx *cx, Act act);

/* What a reader reaches by an act: everything, or what reader rows of these principals and relations lead to.
 * The same answer as authority_check for each object, as a statement can ask it; what is closed to the reader
 * (app/wall.h) the statement leaves out itself. */
enum { REACH_RELATIONS = 8 };
typedef struct Reached {
    int64_t     principal;
    bool        any;                             /* whatever the relation */
    const char *relation[REACH_RELATIONS];       /* unused ones are "" */
    size_t      count;
} Reached;
typedef struct Reach { bool all; Reached *by; size_t count; } Reach;
bool authority_reach(Cx *cx, Act act, Reach *ret, Err *err);

/* Whose work the actor reaches by a power over his unit, himself left out; nobody when he holds none.  It is what they
 * execute: their reader rows of the relation RELATION_EXECUTES. */
#define RELATION_EXECUTES "executor"
bool authority_unit_people(Cx *cx, Act act, const int64_t **ret, size_t *ret_n, Err *err);

/* Rows reader(kind, object, principal, relation): who stands in which relation to what.
 * Written by the areas when a paper reaches somebody; removed never, ended by authority_unrelate. */
bool authority_relate(Cx *cx, ObjectKind kind, int64_t object, int64_t principal, const char *relation, Err *err);
bool authority_unrelate(Cx *cx, ObjectKind kind, int64_t object, int64_t principal, const char *relation, Err *err);
/* `object` goes with `main` of its kind from now on: who stands in a relation to main, today or later, stands in
 * relation "joined" to object.  Unfollow ends that, and nothing else. */
bool authority_follow(Cx *cx, ObjectKind kind, int64_t object, int64_t main, Err *err);
bool authority_unfollow(Cx *cx, ObjectKind kind, int64_t object, Err *err);

/* ---- the same about another, on another day: the rights review ---------------------------------- */

/* A row of `reader` as it stood at a moment.  A relation that ended and was opened again keeps its first `since`. */
typedef struct Reading { int64_t principal; const char *relation; Instant since; } Reading;
typedef struct ReachedRow { int64_t object; const char *relation; Instant since; } ReachedRow;
/* Who stood in a relation to an object at a moment, and to whom it was closed then (relation RELATION_WALL). */
#define RELATION_WALL "wall"
bool authority_readings(Cx *cx, ObjectKind kind, int64_t object, Instant at, const Reading **ret, size_t *ret_n, Err *err);
/* What of a kind stood in a relation to a principal at a moment, newest first, but for what is closed to `person`, who
 * stands behind the principal, or to the actor, who asks.  NULL: failure. */
const ReachedRow *authority_reached(Cx *cx, ObjectKind kind, int64_t principal, int64_t person, Instant at, int64_t most,
                                    size_t *ret_n, Err *err);
/* authority_check for `who` with his standings of whatever day, by rows read before. */
bool authority_check_for(Cx *cx, const Actor *who, Act act, const Reading *rows, size_t n, Grant *ret, Err *err);
/* Does any power speak of this act on this kind? */
bool authority_concerns(const App *app, Act act, ObjectKind kind);

/* Signs for an act, in Azerbaijani as papers are: the signer's own post, never the absent head's; why he
 * acts for another's post (NULL when it is his own); and both in one line, "post, name (ground)". */
const char *grant_post(const Cx *cx, const Grant *grant);
const char *grant_ground(Cx *cx, const Grant *grant);
const char *grant_signature(Cx *cx, const Grant *grant);

/* What the area `staff` supplies. */
typedef struct AuthoritySource {
    /* Everything a person is on a day: himself, seats held, acting, substituting (5.5). */
    bool (*standings)(Cx *cx, int64_t person_id, Date day, Standing **ret, size_t *ret_count, Err *err);
    /* Who serves a post of a unit, or of one below it, on a day, in his own right or acting; NULL: failure. */
    const int64_t *(*unit_people)(Cx *cx, int64_t unit, Date day, size_t *ret_n, Err *err);
    /* Is `unit` this unit or below it? */
    bool (*unit_within)(Cx *cx, int64_t unit, int64_t top, bool *ret, Err *err);
} AuthoritySource;
#endif
