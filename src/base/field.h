// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_FIELD_H
#define BASE_FIELD_H
#include "base/date.h"
#include <stddef.h>

/* Describes one member of a plain struct.  The same table maps a SQL row to the
 * struct, the struct to a view (HTML and JSON) and the struct to a spreadsheet
 * row.  It must never grow callbacks: a value that needs code is computed in C.
 * NULL may be read only into F_TEXT (NULL pointer), F_OPTINT and F_OPTDATE. */
typedef enum FieldType { F_INT, F_BOOL, F_TEXT, F_DATE, F_INSTANT, F_OPTINT, F_OPTDATE } FieldType;

typedef struct Field {
    const char *name;     /* struct member = SQL column = JSON key = {{tag}} */
    FieldType   type;
    size_t      offset;
} Field;

/* FIELD(Leave, days) works out the type from the member itself. */
#define FIELD(T, m)                                                         \
    { #m, _Generic(((T *)0)->m, int64_t: F_INT, bool: F_BOOL,               \
                   const char *: F_TEXT, Date: F_DATE, Instant: F_INSTANT, \
                   OptInt: F_OPTINT, OptDate: F_OPTDATE), offsetof(T, m) }
#define FIELDS_END { NULL, F_INT, 0 }
#endif
