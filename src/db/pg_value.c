// SPDX-License-Identifier: Apache-2.0
#include "db/pg_value.h"
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of PostgreSQL's built-in types; they are part of its protocol. */
enum {
    OID_BOOL = 16, OID_NAME = 19, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25,
    OID_BPCHAR = 1042, OID_VARCHAR = 1043, OID_DATE = 1082, OID_NUMERIC = 1700
};

Oid pg_type(FieldType type)
{
    switch (type) {
    case F_BOOL:    return OID_BOOL;
    case F_TEXT:    return OID_TEXT;
    case F_DATE:
    case F_OPTDATE: return OID_DATE;
    case F_INT:
    case F_INSTANT:
    case F_OPTINT:  return OID_INT8;
    }
    return OID_TEXT;
}

/* A sum of bigints is numeric: read as a number if it is whole. */
bool pg_fits(Oid column, FieldType type)
{
    Oid mine = pg_type(type);
    switch (column) {
    case OID_INT8:
    case OID_INT4:
    case OID_INT2:
    case OID_NUMERIC: return mine == OID_INT8;
    case OID_TEXT:
    case OID_VARCHAR:
    case OID_BPCHAR:
    case OID_NAME:    return mine == OID_TEXT;
    default:          return mine == column;
    }
}

const char *pg_text(Arena *a, const Param *p)
{
    if (p->null)
        return NULL;
    switch (pg_type(p->type)) {
    case OID_BOOL: return p->n ? "t" : "f";
    case OID_TEXT: return p->s;
    case OID_DATE: {
        char *iso = arena_alloc(a, DATE_TEXT);
        date_format((Date){ (int32_t)p->n }, iso);
        return iso;
    }
    default:       return arena_printf(a, "%" PRId64, p->n);
    }
}

static bool whole_number(const char *s, int64_t *ret)
{
    if ((s[0] == 't' || s[0] == 'f') && !s[1]) {     /* only db_int meets a truth value here */
        *ret = s[0] == 't';
        return true;
    }
    char *end;
    errno = 0;
    *ret = strtoll(s, &end, 10);
    return errno == 0 && end != s && !*end;
}

static PgRead null_value(FieldType type, void *to)
{
    switch (type) {
    case F_TEXT:    *(const char **)to = NULL; return PG_VALUE;
    case F_OPTINT:  *(OptInt *)to = (OptInt){ 0 }; return PG_VALUE;
    case F_OPTDATE: *(OptDate *)to = (OptDate){ 0 }; return PG_VALUE;
    default:        return PG_NO_VALUE;
    }
}

PgRead pg_value(Arena *a, const PGresult *r, int row, int col, FieldType type, void *to)
{
    if (PQgetisnull(r, row, col))
        return null_value(type, to);
    const char *s = PQgetvalue(r, row, col);
    int64_t n = 0;
    Date day = { 0 };
    bool ok = true;
    switch (type) {
    case F_INT:     ok = whole_number(s, to); break;
    case F_INSTANT: ok = whole_number(s, &n); *(Instant *)to = (Instant){ n }; break;
    case F_OPTINT:  ok = whole_number(s, &n); *(OptInt *)to = (OptInt){ true, n }; break;
    case F_BOOL:    *(bool *)to = *s == 't'; break;
    case F_TEXT:    *(const char **)to = arena_memdup(a, s, (size_t)PQgetlength(r, row, col) + 1); break;
    case F_DATE:    ok = date_parse(s, to); break;
    case F_OPTDATE: ok = date_parse(s, &day); *(OptDate *)to = (OptDate){ true, day }; break;
    }
    return ok ? PG_VALUE : PG_BAD_VALUE;
}
