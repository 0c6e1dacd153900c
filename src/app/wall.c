// SPDX-License-Identifier: Apache-2.0
#include "app/wall.h"
#include "app_queries.h"

bool wall_put(Cx *cx, ObjectKind kind, int64_t object, int64_t person_id, Err *err)
{
    return db_run(cx->db, &Q_APP_WALL_ADD, BIND(P_INT(kind), P_INT(object), P_INT(person_id), P_INSTANT(cx->now)), NULL, err);
}

bool wall_along(Cx *cx, ObjectKind kind, int64_t object, ObjectKind from_kind, int64_t from, Err *err)
{
    return db_run(cx->db, &Q_APP_WALL_ALONG,
                  BIND(P_INT(kind), P_INT(object), P_INT(from_kind), P_INT(from), P_INSTANT(cx->now)), NULL, err);
}

bool wall_end(Cx *cx, ObjectKind kind, int64_t object, Err *err)
{
    return db_run(cx->db, &Q_APP_WALL_END, BIND(P_INT(kind), P_INT(object), P_INSTANT(cx->now)), NULL, err);
}

bool wall_between(Cx *cx, ObjectKind kind, int64_t object, int64_t person_id, bool *ret, Err *err)
{
    int64_t n;
    if (!db_int(cx->db, &Q_APP_WALLED, BIND(P_INT(kind), P_INT(object), P_INT(person_id)), 0, &n, err))
        return false;
    *ret = n > 0;
    return true;
}
