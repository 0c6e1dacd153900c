// SPDX-License-Identifier: Apache-2.0
/* What every page about people and posts shows alike: its two clocks, names with absences, sources. */
#include "areas/staff/staff.h"
#include "app/i18n.h"
#include "base/text.h"
#include <string.h>

const Input STAFF_CLOCK_INPUTS[] = {
    INPUT(ClockForm, as_of,    IN_DATE, OPTIONAL, 10, N_("As of")),
    INPUT(ClockForm, known_on, IN_DATE, OPTIONAL, 10, N_("As known on"), N_("Empty: as known now")),
    INPUTS_END
};

static bool ask_date(Req *req, const char *name, OptDate *ret, Err *err)
{
    const char *sent = val_str(val_get(req->query, name));
    *ret = (OptDate){ 0 };
    if (!sent || !*sent)
        return true;
    return ret->has = day_read(req->cx, DAY_OF_ANY, sent, name, &ret->v, err);
}

static const char *iso(Arena *a, Date d)
{
    char text[DATE_TEXT];
    date_format(d, text);
    return arena_strdup(a, text);
}

static Val *kept(Req *req, const char *const *names)
{
    Arena *a = req->cx->arena;
    Val *list = val_list(a);
    for (; names && *names; names++) {
        const char *value = val_str(val_get(req->query, *names));
        if (!value || !*value)
            continue;
        Val *v = val_add(list, val_map(a));
        val_put_text(a, v, "name", *names);
        val_put_text(a, v, "value", value);
    }
    return list;
}

bool staff_clock(Req *req, AsOf *ret, Err *err)
{
    OptDate on, known;
    bool ok = ask_date(req, "as_of", &on, err);
    return ask_date(req, "known_on", &known, err) && ok
        && ledger_as_of(req->cx->db, on, known, req->cx->today, ret, err);
}

Val *staff_clock_view(Req *req, const AsOf *at, const char *const *keep)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Err unused = { 0 };
    OptDate known;
    ask_date(req, "known_on", &known, &unused);
    bool past = date_before(at->on, cx->today), future = date_before(cx->today, at->on);
    bool then = known.has && date_before(known.v, cx->today);
    Val *v = val_map(a);
    val_put_date(a, v, "as_of", at->on);
    val_put(v, "known_on", val_optdate(a, known));
    val_put(v, "as_of_iso", val_keep(a, iso(a, at->on)));
    val_put(v, "known_on_iso", val_keep(a, known.has ? iso(a, known.v) : ""));
    val_put_bool(a, v, "past", past);
    val_put_bool(a, v, "future", future);
    val_put_bool(a, v, "past_knowledge", then);
    val_put_bool(a, v, "other_day", past || future || then);
    val_put(v, "keep", kept(req, keep));
    val_put(v, "query", val_keep(a, staff_clock_query(req)));
    return v;
}

const char *staff_clock_query(Req *req)
{
    static const char *const NAMES[] = { "as_of", "known_on" };
    Str s = str_make(req->cx->arena);
    Date day;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *sent = val_str(val_get(req->query, NAMES[i]));
        if (sent && date_parse_input(sent, &day))
            str_addf(&s, "%s%s=%s", s.len ? "&" : "?", NAMES[i], iso(req->cx->arena, day));
    }
    return s.s;
}

/* ---- absences ------------------------------------------------------------ */

static const char *absence_msgid(const char *code)
{
    static const struct { const char *code, *msgid; } WORDS[] = {
        { "sick", N_("sick") },
        { "trip", N_("on a business trip") },
        { "suspension", N_("suspended from the post") },
        { "not_returned", N_("has not returned from leave") },
        { "away", N_("away") },
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(WORDS[i].code, code) == 0)
            return WORDS[i].msgid;
    return N_("on leave");
}

const char *staff_absence_text(Cx *cx, const char *code, Date until)
{
    if (!code || !*code)
        return NULL;
    const char *why = tr(cx, absence_msgid(code));
    if (date_same(until, DATE_FOREVER))
        return why;
    return tr_args(cx, N_("{0}, last day {1}"), why, az_date_numeric(cx->arena, date_add_days(until, -1)), NULL);
}

/* ---- names and sources --------------------------------------------------- */

static bool may_open(Cx *cx, int64_t person_id)
{
    return person_id == cx->actor->person_id || authority_scope(cx, ACT_PERSON_READ) == SCOPE_ALL;
}

Val *staff_name_view(Cx *cx, int64_t person_id, const char *name, const char *absence, Date until)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    val_put_int(a, v, "person_id", person_id);
    val_put(v, "name", val_keep(a, name));
    val_put(v, "href", may_open(cx, person_id)
            ? val_keep(a, arena_printf(a, "/people/%lld", (long long)person_id)) : val_null(a));
    val_put_text(a, v, "absence", staff_absence_text(cx, absence, until));
    return v;
}

Val *staff_source_view(Cx *cx, const char *source)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    const char *colon = source ? strchr(source, ':') : NULL, *rest = colon ? colon + 1 : "";
    const char *number = arena_strndup(a, rest, strspn(rest, "0123456789")), *href = NULL, *text = N_("Opening entry");
    if (source && strncmp(source, "order:", 6) == 0) {
        text = N_("Order");
        const char *item = rest + strlen(number);
        href = *item == '/' ? arena_printf(a, "/orders/%s#item-%s", number, item + 1) : arena_printf(a, "/orders/%s", number);
    } else if (source && strncmp(source, "record:", 7) == 0) {
        text = N_("Record");
        href = arena_printf(a, "/records/%s", number);
    } else if (source && strncmp(source, "outside:", 8) == 0) {
        text = N_("Act of another body");
        href = arena_printf(a, "/records/%s", number);
    }
    val_put(v, "text", val_keep(a, !source || !*source ? "" : tr(cx, text)));
    val_put_text(a, v, "href", *number ? href : NULL);
    val_put_text(a, v, "source", source);
    return v;
}
