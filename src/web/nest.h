// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_NEST_H
#define WEB_NEST_H
#include "base/err.h"
#include "base/val.h"

/* Gathers named values into one nested map; forms, query strings and JSON bodies all end here, so
 * that they obey the same limits and mean the same.
 *
 *   items.0.person_id   {items: [{person_id: ...}]}; a part of digits only is a place in a list
 *   tags[]              may come many times: {tags: [..., ...]}
 *
 * Places need not be gapless (a row taken out on the page leaves a gap): the list keeps their
 * order and closes the gaps.  Faults are added to `err` as INVALID under the name that was sent:
 * a name twice, a name of two shapes, a place above 999, too deep, too many. */
enum { NEST_DEPTH = 8, NEST_INDEX = 999, NEST_NAMES = 1000, NEST_NODES = 10000, NEST_NAME_BYTES = 200 };

typedef struct NestNode NestNode;
typedef struct Nest {
    Arena    *arena;
    NestNode *root;
    int       nodes;
    bool      malformed;      /* the sender broke the syntax itself: 400 rather than 422 */
} Nest;

Nest nest_make(Arena *a);
/* Puts a value under a dotted name.  An empty list or map may be put and then filled. */
bool nest_put(Nest *n, const char *name, Val *v, Err *err);
/* The same for one pair of a form: checks name and text, understands "[]". `text` is kept. */
bool nest_text(Nest *n, const char *name, size_t name_n, const char *text, size_t text_n, Err *err);
const Val *nest_value(const Nest *n);                     /* a map, possibly empty */
#endif
