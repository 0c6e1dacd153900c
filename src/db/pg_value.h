// SPDX-License-Identifier: Apache-2.0
#ifndef DB_PG_VALUE_H
#define DB_PG_VALUE_H
/* Private to src/db: values between C and PostgreSQL's text form. */
#include "db/db.h"
#include <libpq-fe.h>

typedef enum PgRead { PG_VALUE, PG_NO_VALUE, PG_BAD_VALUE } PgRead;

Oid         pg_type(FieldType type);                     /* of a value we send */
bool        pg_fits(Oid column, FieldType type);         /* a column that a member may read */
const char *pg_text(Arena *a, const Param *p);           /* NULL for NULL */
PgRead      pg_value(Arena *a, const PGresult *r, int row, int col, FieldType type, void *to);
#endif
