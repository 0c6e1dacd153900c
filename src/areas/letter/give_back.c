// SPDX-License-Identifier: Apache-2.0
/* A line of the Secretariat's list that is not taken over: the same letter twice, another body's paper, an empty envelope. */
#include "app/journal.h"
#include "areas/letter/letter_in.h"
#include "letter_queries.h"

bool handover_give_back(Cx *cx, int64_t handover, int64_t item_id, const char *why, int64_t about, const Grant *grant, Err *err)
{
    HandoverItem item;
    int64_t changed;
    if (!db_run(cx->db, &Q_HANDOVER_HOLD, BIND(P_INT(handover)), NULL, err)
        || !handover_line(cx, handover, item_id, &item, err)
        || !appeal_marks_fit(cx, &item, &(AppealMarks){ .complained_id = about }, err)
        || (about && !appeal_wall_line(cx, item_id, about, err))
        || !db_run(cx->db, &Q_HANDOVER_ITEM_GIVEN_BACK, BIND(P_INT(item_id), P_TEXT(why), P_DATE(cx->today)), &changed, err))
        return false;
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, "item_id", N_("this paper was taken over already"));
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "item", item_id);
    val_put_text(cx->arena, data, "number", item.office_no);
    val_put_text(cx->arena, data, "why", why);
    val_put_int(cx->arena, data, "handover", handover);
    bool closed = about || item.complained_id;             /* then the entry is the line's, and closed with it */
    journal_add(cx, "handover.give_back", closed ? OBJ_LINE : OBJ_HANDOVER, closed ? item_id : handover, data, grant);
    return db_run(cx->db, &Q_HANDOVER_CLOSE, BIND(P_INT(handover), P_INSTANT(cx->now), P_INT(cx->actor->person_id)), NULL, err);
}
