// SPDX-License-Identifier: Apache-2.0
/* What every kind of this area and of leave says and does alike: names with rank and post, rules met. */
#include "areas/service/service_in.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *service_name(Arena *a, const Person *p, const Service *s, AzCase c)
{
    const char *name = az_case_name(a, person_full_name(a, p), c);
    return s->rank ? arena_printf(a, "%s %s", s->rank->title_az, name) : name;
}

const char *service_post_name(Arena *a, const Person *p, const Service *s, AzCase c)
{
    const char *name = service_name(a, p, s, c);
    if (!s->has_seat)
        return name;
    return arena_printf(a, "%s%s %s", s->seat.title_full, s->rank ? "," : "", name);
}

const char *service_day(Arena *a, Date d)
{
    int year, month, day;
    date_split(d, &year, &month, &day);
    return arena_printf(a, "%s %s", az_year(a, year), az_date_day(a, d));
}

/* Every code here is a msgid. */
static const char *const CODES[] = {
    N_("annual"), N_("sick"), N_("trip"), N_("suspension"), N_("not_returned"), N_("maternity"), N_("child_care"),
    N_("study"), N_("unpaid"), N_("recalled"), N_("opening"), N_("vacant"), N_("absent"), N_("RANKED"),
    N_("CIVIL_SERVANT"), N_("LABOUR"), N_("thanks"), N_("money_award"), N_("valuable_gift"), N_("honorary_diploma"),
    N_("badge"), N_("reprimand"), N_("severe_reprimand"), N_("last_warning"),
};

const char *service_code_text(const Cx *cx, const char *code)
{
    const Rank *rank = rank_find(cx->app, code);
    if (rank)
        return cx->lang == LANG_AZ ? rank->title_az : rank->title_en;
    for (size_t i = 0; code && i < sizeof CODES / sizeof *CODES; i++)
        if (strcmp(CODES[i], code) == 0)
            return tr(cx, code);
    return code ? code : "";
}

const char *item_field(Arena *a, const OrderItem *item, const char *name)
{
    return item->field && *item->field ? arena_printf(a, "%s.%s", item->field, name) : name;
}

/* The arguments of a msgid, up to three texts ended by NULL; the rest are "". */
static void take_args(va_list ap, const char *ret[ERR_ARGS + 1])
{
    for (int i = 0; i < ERR_ARGS; i++)
        ret[i] = "";
    ret[ERR_ARGS] = NULL;
    for (int i = 0; i < ERR_ARGS; i++) {
        const char *s = va_arg(ap, const char *);
        if (!s)
            break;
        ret[i] = s;
    }
}

static Val *warning(Cx *cx, const OrderItem *item, const char *name, Val *warnings, const char *msgid,
                    const char *const *arg)
{
    Arena *a = cx->arena;
    Val *w = val_add(warnings, val_map(a)), *args = val_list(a);
    val_put(w, "msgid", val_keep(a, msgid));
    for (int i = 0; i < ERR_ARGS; i++)
        val_add(args, val_text(a, arg[i]));
    val_put(w, "args", args);
    val_put_text(a, w, "field", item_field(a, item, name));
    return w;
}

void item_against(Cx *cx, const OrderItem *item, const char *name, const Rule *rule, Val *warnings, Err *err,
                  const char *msgid, ...)
{
    const char *arg[ERR_ARGS + 1];
    va_list ap;
    va_start(ap, msgid);
    take_args(ap, arg);
    va_end(ap);
    if (rule_is_binding(rule)) {
        err_add(err, item_field(cx->arena, item, name), msgid, arg[0], arg[1], arg[2]);
        return;
    }
    Val *w = warning(cx, item, name, warnings, msgid, arg);
    val_put_text(cx->arena, w, "rule", rule->code);
    val_put_text(cx->arena, w, "confidence", confidence_code(rule->confidence));
}

void item_warn(Cx *cx, const OrderItem *item, const char *name, Val *warnings, const char *msgid, ...)
{
    const char *arg[ERR_ARGS + 1];
    va_list ap;
    va_start(ap, msgid);
    take_args(ap, arg);
    va_end(ap);
    warning(cx, item, name, warnings, msgid, arg);
}

bool item_faults(const OrderItem *item, const Err *from, Err *err)
{
    if (from->kind != ERR_INVALID && from->kind != ERR_NOT_FOUND && err->kind == ERR_NONE) {
        *err = *from;
        return false;
    }
    for (int i = 0; i < from->count; i++) {
        char field[sizeof from->faults[i].field];
        const char *prefix = item->field ? item->field : "";
        snprintf(field, sizeof field, "%.20s%s%.24s", prefix, *prefix && *from->faults[i].field ? "." : "",
                 from->faults[i].field);
        err_add(err, field, from->faults[i].msgid, from->faults[i].args[0], from->faults[i].args[1],
                from->faults[i].args[2]);
    }
    return false;
}

Val *item_why(Arena *a, const char *kind, const Rule *const *rules, Val *in)
{
    Val *why = val_map(a), *rows = val_list(a);
    val_put_text(a, why, "kind", kind);
    if (in)
        val_put(why, "in", in);
    for (; rules && *rules; rules++)
        val_add(rows, rule_view(a, *rules));
    val_put(why, "rules", rows);
    return why;
}
