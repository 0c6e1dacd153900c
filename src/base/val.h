// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_VAL_H
#define BASE_VAL_H
#include "base/field.h"
#include "base/str.h"

/* A view: the one tree a page hands over, rendered as HTML or written as JSON.
 * Also what a parsed form or JSON body becomes.  Dates and instants stay typed
 * until they are written, so that each face shows them in its own way. */
typedef enum ValType { V_NULL, V_BOOL, V_INT, V_TEXT, V_DATE, V_INSTANT, V_LIST, V_MAP } ValType;
typedef struct Val Val;

Val *val_map(Arena *a);
Val *val_list(Arena *a);
Val *val_null(Arena *a);
Val *val_text(Arena *a, const char *s);                  /* copied; NULL becomes null */
Val *val_keep(Arena *a, const char *s);                  /* not copied: a literal or arena text */
Val *val_textn(Arena *a, const char *s, size_t n);
Val *val_int(Arena *a, int64_t n);
Val *val_bool(Arena *a, bool b);
Val *val_date(Arena *a, Date d);                         /* DATE_FOREVER becomes null */
Val *val_optdate(Arena *a, OptDate d);
Val *val_optint(Arena *a, OptInt n);
Val *val_instant(Arena *a, Instant t);
Val *val_record(Arena *a, const void *record, const Field *fields);

/* Adds to a map and to a list.  `key` is kept, not copied: a literal or arena text.
 * Each returns the value put, so that a nested one can be filled further. */
Val *val_put(Val *map, const char *key, Val *v);
Val *val_add(Val *list, Val *v);
void val_replace(Val *map, const char *key, Val *v);      /* puts, or takes the place of the old one */

/* Shorthands for the commonest lines of a handler. */
void val_put_text(Arena *a, Val *map, const char *key, const char *s);
void val_put_int(Arena *a, Val *map, const char *key, int64_t n);
void val_put_bool(Arena *a, Val *map, const char *key, bool b);
void val_put_date(Arena *a, Val *map, const char *key, Date d);

ValType     val_type(const Val *v);                       /* V_NULL for NULL */
const Val  *val_get(const Val *map, const char *key);     /* NULL if absent or not a map */
/* As val_get.  *hint keeps the key pointer that matched last (NULL at first): maps made by the
 * same code share their keys, and are then searched by pointer before by text. */
const Val  *val_get_hinted(const Val *map, const char *key, const char **hint);
const Val  *val_at(const Val *v, const char *dotted);     /* "items.0.person_id"; NULL if absent */
const char *val_str(const Val *v);                        /* NULL unless text */
int64_t     val_num(const Val *v);                        /* 0 unless int or bool */
Date        val_day(const Val *v);                        /* only of a V_DATE */
Instant     val_moment(const Val *v);                     /* only of a V_INSTANT */
bool        val_truthy(const Val *v);                     /* as a template section sees it */
const Val  *val_first(const Val *v);                      /* first child of a list or map, or NULL */
const Val  *val_next(const Val *child);
const char *val_key(const Val *child);                    /* its key in a map */
size_t      val_count(const Val *v);

/* Compact JSON, members in the order they were put.  Dates as "YYYY-MM-DD". */
void val_write_json(const Val *v, Str *out);
/* The same with keys sorted by byte: the form that is hashed and stored. */
void val_write_canonical(const Val *v, Str *out);
/* Reads back what val_write_canonical wrote, and nothing else: keys sorted and different, no
 * blanks, whole numbers, the writer's own escapes.  So bytes that were read write themselves
 * again unchanged.  Dates come back as text.  NULL when the bytes are not of that form. */
Val *val_read_canonical(Arena *a, const char *bytes);
#endif
