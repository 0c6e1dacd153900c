// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FIND_IN_H
#define APP_FIND_IN_H
#include "app/find.h"

/* Private to find.c, find_rebuild.c and find_ask.c: found.id is the kind and the object's id in one number. */
enum { FIND_SHIFT = 40 };
static inline int64_t    find_first(ObjectKind kind)  { return (int64_t)kind << FIND_SHIFT; }
static inline ObjectKind find_kind_of(int64_t id)     { return (ObjectKind)(id >> FIND_SHIFT); }
static inline int64_t    find_object_of(int64_t id)   { return id & (((int64_t)1 << FIND_SHIFT) - 1); }

/* Asks the area for the words of one object and puts them; *ret_changed: 1 when the row was not so already. */
bool find_put(Cx *cx, const FindKind *kind, int64_t object, int64_t *ret_changed, Err *err);
#endif
