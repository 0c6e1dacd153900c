// SPDX-License-Identifier: Apache-2.0
/* What the day itself says to the reader: whom he substitutes, that he is away, that nobody may act. */
#include "app/i18n.h"
#include "areas/backup/backup.h"
#include "areas/desk/desk_in.h"
#include "areas/law/law.h"
#include "base/text.h"
#include "desk_queries.h"
#include <string.h>

static Val *add_note(Cx *cx, Val *list, bool warning, const char *text)
{
    Val *v = val_add(list, val_map(cx->arena)), *kind = val_map(cx->arena);
    val_put_bool(cx->arena, kind, "warning", warning);
    val_put_bool(cx->arena, kind, "info", !warning);
    val_put(v, "kind", kind);
    val_put(v, "text", val_keep(cx->arena, text));
    val_put(v, "offer", val_null(cx->arena));
    return v;
}

/* 5.5: the path of the standing says whether the post is vacant, or until when its holder is away. */
static const char *substitution_text(Cx *cx, const Standing *s)
{
    const Val *until = val_get(s->path, "until");
    if (val_num(val_get(s->path, "vacant")))
        return tr_args(cx, N_("You perform the duties of the post: {0}. Ground: regulation 5.5, the post is vacant."),
                       s->post_title, NULL);
    if (val_type(until) != V_DATE)
        return tr_args(cx, N_("You perform the duties of the post: {0}. Ground: regulation 5.5, its holder is away."),
                       s->post_title, NULL);
    const char *last = az_date_numeric(cx->arena, date_add_days(val_day(until), -1));
    return tr_args(cx, N_("Until {0} inclusive you perform the duties of the post: {1}. Ground: regulation 5.5, its "
                          "holder is away."), last, s->post_title, NULL);
}

/* Who must bring about an acting order, who drafts it, and leadership, who alone can give it. */
static bool sees_gap(const Standing *s)
{
    static const char *const KINDS[] = { "section_head", "deputy", "clerk", "service_deputy", "service_head" };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(s->post_kind, KINDS[i]) == 0)
            return true;
    return false;
}

/* Where the reader does what the note asks for. */
static void offer(Cx *cx, Val *note, const char *href, const char *label)
{
    Val *v = val_map(cx->arena);
    val_put_text(cx->arena, v, "href", href);
    val_put_text(cx->arena, v, "label", tr(cx, label));
    val_replace(note, "offer", v);
}

/* The way to the order that ends a gap, for whoever may draft it. */
static void offer_acting(Cx *cx, int64_t seat, Val *note)
{
    Arena *a = cx->arena;
    Grant g;
    if (!authority_holds(cx, ACT_ORDER_DRAFT, &g))
        return;
    offer(cx, note, arena_printf(a, "/orders/new?series=personnel&kind=acting&seat_id=%lld&from=%s", (long long)seat,
                                 az_date_numeric(a, cx->today)), N_("Draft an order on who acts"));
}

static bool note_gap(Cx *cx, const Standing *s, Val *list, Err *err)
{
    Gap gap;
    if (!desk_gap(cx, s, &gap, err))
        return false;
    if (gap.seat)
        offer_acting(cx, gap.seat, add_note(cx, list, true, gap.text));
    return true;
}

bool desk_notes(Cx *cx, Val **ret, Err *err)
{
    const Actor *actor = cx->actor;
    const Standing *watcher = NULL;
    bool away = false, serves_head = false;
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < actor->count; i++) {
        const Standing *s = &actor->standings[i];
        if (s->ground == GROUND_SUBSTITUTE)
            add_note(cx, list, false, substitution_text(cx, s));
        serves_head |= strcmp(s->post_kind, "head") == 0 && s->may_write;
        away |= s->seat_id && !s->may_write;
        if (!watcher && sees_gap(s))
            watcher = s;
    }
    if (away)
        add_note(cx, list, true, tr(cx, N_("You are away today: you see your papers and do not act on them.")));
    const char *copies, *law;
    if (!backup_note(cx, &copies, err) || !law_note(cx, &law, err))
        return false;
    if (copies)
        offer(cx, add_note(cx, list, true, copies), "/backups", N_("Backup copies"));
    if (law)
        offer(cx, add_note(cx, list, true, law), "/rules/corrections", N_("What newer programs corrected"));
    *ret = list;
    return !watcher || serves_head || note_gap(cx, watcher, list, err);
}
