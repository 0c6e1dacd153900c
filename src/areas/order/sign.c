// SPDX-License-Identifier: Apache-2.0
/* The signature of the head of the Service, over the hash of the frozen PDF. */
#include "app/journal.h"
#include "areas/order/order_in.h"
#include "order_queries.h"
#include <string.h>

static bool to_be_signed(Cx *cx, int64_t id, Order *ret, Err *err)
{
    if (!order_get(cx, id, ret, err))
        return false;
    if (!order_is(ret, "to_sign"))
        return err_set(err, ERR_CONFLICT, NULL, N_("this order does not wait for a signature"));
    if (ret->drafter == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("nobody signs what he drafted"));
    return true;
}

static const char *signature_json(Cx *cx, const char *post, const char *ground)
{
    Val *v = val_map(cx->arena);
    Str s = str_make(cx->arena);
    val_put_text(cx->arena, v, "post", post);
    val_put_text(cx->arena, v, "name", cx->actor->name);
    if (ground)
        val_put_text(cx->arena, v, "ground", ground);
    val_write_canonical(v, &s);
    return s.s;
}

bool order_sign(Cx *cx, int64_t id, const char *hash, const char *scan, const Grant *grant, Err *err)
{
    Order o;
    int64_t changed;
    const char *post, *ground;
    if (!to_be_signed(cx, id, &o, err) || !order_acting_post(cx, grant, &post, &ground, err))
        return false;
    if (strcmp(o.draft_pdf, hash) != 0)
        return err_set(err, ERR_CONFLICT, "hash",
                       N_("the paper is not the one that was shown; read it again"));
    Str path = str_make(cx->arena);
    if (grant && grant->path)
        val_write_canonical(grant->path, &path);
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "pdf", o.draft_pdf);
    val_put_text(cx->arena, data, "text", o.text_sha);
    journal_add(cx, "order.sign", OBJ_ORDER, id, data, grant);
    return db_run(cx->db, &Q_ORDER_SET_SIGNED,
                  BIND(P_INT(id), P_TEXT(hash), P_DATE(cx->today), P_INT(cx->actor->person_id),
                       P_TEXT(signature_json(cx, post, ground)), P_TEXT(path.s), P_TEXT(scan ? scan : ""),
                       P_INSTANT(cx->now)), &changed, err)
        && order_changed(cx, id, changed, err) && order_relate_keepers(cx, &o, err);
}

bool order_refuse(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err)
{
    Order o;
    int64_t changed;
    const char *post, *ground;
    if (!to_be_signed(cx, id, &o, err) || !order_acting_post(cx, grant, &post, &ground, err))
        return false;
    if (!*remark)
        return err_set(err, ERR_INVALID, "remark", N_("say what must be mended"));
    journal_add(cx, "order.return", OBJ_ORDER, id, NULL, grant);
    return db_run(cx->db, &Q_ORDER_VISA_REFUSED,
                  BIND(P_INT(id), P_INT(o.round), P_TEXT("service_head"),
                       P_INT(grant && grant->standing ? grant->standing->seat_id : 0),
                       P_INT(cx->actor->person_id), P_TEXT(post), P_TEXT(remark), P_INSTANT(cx->now),
                       P_INT(o.version)),
                  NULL, err)
           && db_run(cx->db, &Q_ORDER_RETURN,
                     BIND(P_INT(id), P_TEXT("to_sign"), P_INSTANT(cx->now), P_INT(cx->actor->person_id)),
                     &changed, err)
           && order_changed(cx, id, changed, err);
}
