// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FIND_H
#define APP_FIND_H
#include "app/cx.h"

/* One search over everything that has words: papers, orders, people, tasks.
 *
 * Table `found` holds the folded words of each object and what a result shows of it; FTS5 or a GIN index stands
 * on it.  It is written in the transaction of the change itself: journal_add remembers the object, journal_flush
 * asks its area for the words once more and puts them.  Nothing is ever taken out.
 *
 * A result is shown, and counted, only to whom authority_check would open its page: by the powers of the act in
 * the kind's row over everything, or by his reader rows. */

/* What an object says of itself.  `text` is everything it is to be found by, title and about included. */
typedef struct FindText {
    const char *title;           /* "05/1-137"; "" when it has no name or number yet */
    const char *about;           /* the line under it */
    const char *text;
    Date        day;             /* DATE_FOREVER: none */
} FindText;

/* A kind of object that can be found; each area hands over its own (Area.finds). */
typedef struct FindKind {
    ObjectKind   kind;
    Act          read;           /* the act of its page */
    const char  *label;          /* msgid, in the plural */
    const char  *path;           /* "/letters/": the id follows */
    bool       (*text)(Cx *cx, int64_t id, FindText *ret, bool *ret_found, Err *err);
    const Query *ids;            /* "SELECT id … WHERE id > $1 ORDER BY id LIMIT $2", for the rebuilding */
} FindKind;

enum { FIND_WORDS = 12, FIND_TYPED = 200 };

const FindKind *find_kind(ObjectKind kind);                      /* NULL: objects of this kind are not found */
const FindKind *find_kind_next(const FindKind *previous);        /* walks all; NULL starts and ends */

/* The words of an object may have changed in this transaction; journal_add says so of every object it names.
 * A kind that is not found is passed over. */
void find_touch(Cx *cx, ObjectKind kind, int64_t object);
/* Puts the words of what was touched; journal_flush does it before it takes the journal's head.
 *   effect  table found */
bool find_flush(Cx *cx, Err *err);

/* Puts the words of every object, each batch in a transaction of its own; safe beside a running server.
 * `changed` are the objects whose row was not what it had to be. */
typedef struct FindRebuilt { int64_t objects, changed; } FindRebuilt;
bool find_rebuild_all(const App *app, FindRebuilt *ret, Err *err);
/* The same when the database's index is not of this program's making (or there is none): `kadr init` and `kadr serve`. */
bool find_rebuild_if_old(const App *app, Err *err);

typedef struct FindHit { int64_t id; const char *title, *about; Date day; } FindHit;
typedef struct FindGroup {
    const FindKind *kind;
    int64_t         total;       /* capped at FIND_CAP */
    bool            more;        /* there are older ones behind the last hit */
    FindHit        *hits;        /* newest first */
    size_t          count;
} FindGroup;
enum { FIND_CAP = 1001 };

typedef struct FindAsk {
    const char *typed;
    ObjectKind  only;            /* OBJ_NONE: every kind */
    int64_t     after;           /* with `only`: what is older than this id; 0: from the newest */
    int64_t     limit;           /* hits of a kind */
} FindAsk;

/* Everything the reader may open that holds a word beginning with each of the words typed.
 *   ret      one group for each kind that may have hits for him, in the order of the areas
 *   ret_cut  more than FIND_WORDS words were typed: the rest was not asked for
 *   queries  two
 *   errors   only the database's */
bool find_ask(Cx *cx, const FindAsk *ask, FindGroup **ret, size_t *ret_count, bool *ret_cut, Err *err);

/* What was typed, as the engine's index is asked for it: for a list's own filter (ListFilter.words).  Of no words at all it
 * asks for what nothing has. */
const char *find_expression(Cx *cx, const char *typed);
#endif
