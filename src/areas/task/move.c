// SPDX-License-Identifier: Apache-2.0
/* From one executor to another: the head's right (5.8.9), and the author's once the executor has left the service. */
#include "areas/task/task_in.h"
#include "task_queries.h"
#include <string.h>

bool task_person_here(Cx *cx, int64_t person, bool *ret, Err *err)
{
    int64_t n;
    if (!db_int(cx->db, &Q_TASK_PERSON_HERE, BIND(P_INT(person), P_DATE(cx->today), P_INSTANT(INSTANT_FOREVER)), 0, &n, err))
        return false;
    *ret = n > 0;
    return true;
}

static bool check(Cx *cx, const Task *t, const Moving *in, Err *err)
{
    Seat author;
    bool inside, here;
    int64_t parts;
    if (strcmp(t->state, "open") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this task is no longer open"));
    if (!staff_seat(cx, t->author_seat, &author, err) || !task_reaches(cx, &author, in->person_id, &inside, err)
        || !task_person_here(cx, t->person_id, &here, err)
        || !db_int(cx->db, &Q_TASK_PARTS_OF, BIND(P_INT(t->resolution_id), P_INT(in->person_id)), 0, &parts, err))
        return false;
    if (in->returned && here)
        return err_set(err, ERR_CONFLICT, NULL, N_("the executor is still in service: moving it is the head's right (5.8.9)"));
    if (in->person_id == t->person_id)
        err_add(err, "person_id", N_("he has it already"));
    else if (!inside)
        err_add(err, "person_id", N_("a resolution reaches the officers below its author only"));
    else if (parts)
        err_add(err, "person_id", N_("he has a part of it already"));
    else if (!in->away_ok)
        task_check_away(cx, in->person_id, t->due, err);
    if (!task_check_wall(cx, (ObjectKind)t->origin_kind, t->origin_id, in->person_id, "person_id", err))
        return false;
    if (!*in->reason)
        err_add(err, "reason", N_("say why"));
    return err->kind == ERR_NONE;
}

/* Who executed it keeps reading; on the paper too, unless he executes another part of it. */
static bool pass_readers(Cx *cx, const Task *t, int64_t to, Err *err)
{
    const char *role = t->lead ? "lead" : "co_executor";
    int64_t old = principal_of_person(t->person_id), new = principal_of_person(to), others;
    ObjectKind origin = (ObjectKind)t->origin_kind;
    if (!db_int(cx->db, &Q_TASK_OTHERS_OF, BIND(P_INT(origin), P_INT(t->origin_id), P_INT(t->person_id), P_INT(t->id)), 0,
                &others, err))
        return false;
    return authority_unrelate(cx, OBJ_TASK, t->id, old, role, err)
        && authority_unrelate(cx, OBJ_TASK, t->id, old, "executor", err)
        && authority_relate(cx, OBJ_TASK, t->id, old, "reader", err)
        && authority_relate(cx, OBJ_TASK, t->id, new, role, err)
        && authority_relate(cx, OBJ_TASK, t->id, new, "executor", err)
        && (others || authority_unrelate(cx, origin, t->origin_id, old, "executor", err))
        && authority_relate(cx, origin, t->origin_id, old, "reader", err)
        && authority_relate(cx, origin, t->origin_id, new, "executor", err);
}

bool task_move(Cx *cx, int64_t id, const Moving *in, const Grant *grant, Err *err)
{
    Task t;
    const char *from, *to;
    int64_t changed;
    if (!task_take(cx, id, in->version, &t, err) || !check(cx, &t, in, err)
        || !person_short_name(cx, t.person_id, &from, err) || !person_short_name(cx, in->person_id, &to, err))
        return false;
    const TaskOrigin *origin = task_origin_of(t.origin_kind);
    const char *text = arena_printf(cx->arena, "%s → %s: %s", from, to, in->reason);
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "from", t.person_id);
    val_put_int(cx->arena, data, "to", in->person_id);
    val_put_text(cx->arena, data, "reason", in->reason);
    find_touch(cx, OBJ_TASK, id);
    journal_add(cx, in->returned ? "task.reassign" : "task.move", OBJ_TASK, id, data, grant);
    return db_run(cx->db, &Q_TASK_SET_PERSON, BIND(P_INT(id), P_INT(t.version), P_INT(in->person_id)), &changed, err)
        && task_changed(changed, err)
        && task_event(cx, id, in->returned ? "reassigned" : "moved", text, grant ? grant->path : NULL, err)
        && pass_readers(cx, &t, in->person_id, err)
        && (!t.lead || !origin || !origin->moved || origin->moved(cx, t.origin_id, t.person_id, in->person_id, err));
}
