// SPDX-License-Identifier: Apache-2.0
/* Control over a letter (3.1.19, 5.12.5): each ends by whoever put it, the registrar's at intake and a resolution's apart;
 * the letter is under control as long as one of them stands. */
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "letter_queries.h"

const Input LETTER_CONTROL_INPUTS[] = { INPUT(ControlForm, ground, IN_AREA, REQUIRED, 1000, N_("Ground")), INPUTS_END };

bool letter_resolutions_uncontrolled(Cx *cx, int64_t id, const char *ground, const Grant *grant, Err *err)
{
    int64_t fell;
    return db_run(cx->db, &Q_LETTER_END_CONTROL, BIND(P_INT(id)), &fell, err)
        && (!fell || letter_note(cx, id, "uncontrolled", ground, "control.remove", grant, err));
}

bool letter_uncontrol(Cx *cx, int64_t id, const char *ground, const Grant *grant, Err *err)
{
    bool stays;
    int64_t changed;
    if (!*ground)
        return err_set(err, ERR_INVALID, "ground", N_("say on what ground"));
    if (!task_hold(cx, OBJ_LETTER, id, err) || !task_controlled(cx, OBJ_LETTER, id, &stays, err)
        || !db_run(cx->db, &Q_LETTER_END_INTAKE_CONTROL, BIND(P_INT(id), P_BOOL(stays)), &changed, err))
        return false;
    if (!changed)
        return err_set(err, ERR_CONFLICT, NULL, N_("this letter was not put under control at intake"));
    return letter_note(cx, id, stays ? "intake_uncontrolled" : "uncontrolled", ground, "letter.uncontrol", grant, err);
}

bool control_post(Req *req, Resp *resp, Err *err)
{
    ControlForm in = { .ground = "" };
    if (!form_read(req, "", LETTER_CONTROL_INPUTS, &in, err)
        || !letter_uncontrol(req->cx, req->id, in.ground, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)req->id);
    resp->notice = N_("The registrar's control is off");
    return true;
}
