// SPDX-License-Identifier: Apache-2.0
/* The pages of the review. */
#include "app/i18n.h"
#include "areas/letter/letter.h"
#include "areas/order/order.h"
#include "areas/person/person.h"
#include "areas/rights/rights_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* ?on=, today when it is left out. */
static bool asked_day(Req *req, Date *ret, Err *err)
{
    const char *sent = val_str(val_get(req->query, "on"));
    *ret = req->cx->today;
    return !sent || !*sent || day_read(req->cx, DAY_OF_ANY, sent, "on", ret, err);
}

static bool asked_id(Req *req, const char *name, int64_t *ret, Err *err)
{
    const char *sent = val_str(val_get(req->query, name));
    *ret = 0;
    if (!sent || !*sent)
        return true;
    if (strlen(sent) > 18 || strspn(sent, "0123456789") != strlen(sent))
        return err_set(err, ERR_INVALID, name, N_("not a whole number"));
    *ret = strtoll(sent, NULL, 10);
    return true;
}

static const char *iso(Arena *a, Date d)
{
    char text[DATE_TEXT];
    date_format(d, text);
    return arena_strdup(a, text);
}

static void put_day(Req *req, Val *view, Date on)
{
    Arena *a = req->cx->arena;
    val_put_date(a, view, "on", on);
    val_put(view, "on_typed", val_keep(a, az_date_numeric(a, on)));
    val_put(view, "on_iso", val_keep(a, iso(a, on)));
    val_put_bool(a, view, "other_day", !date_same(on, req->cx->today));
    val_put_bool(a, view, "past", date_before(on, req->cx->today));
}

static bool put_person(Req *req, Val *view, int64_t person_id, Date on, bool business, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Person p;
    Actor who;
    Val *standings, *reach = val_list(a);
    if (!person_get(cx, person_id, &p, err) || !rights_actor(cx, person_id, on, &who, err)
        || !rights_standings(cx, &who, &standings, err) || (business && !rights_reach(cx, &who, on, &reach, err)))
        return false;
    Val *v = val_put(view, "person", val_map(a));
    val_put_int(a, v, "id", p.id);
    val_put(v, "name", val_keep(a, person_full_name(a, &p)));
    val_put(view, "standings", standings);
    val_put(view, "kinds", rights_acts(cx, &who));
    val_put(view, "reach", reach);
    val_put_bool(a, view, "business", business);
    put_day(req, view, on);
    const Reviewed *kind = business ? reviewed_find(val_str(val_get(req->query, "kind"))) : NULL;
    Val *objects = val_list(a);
    if (kind && !rights_reached(cx, &who, kind, on, &objects, err))
        return false;
    val_put(view, "shown", val_text(a, kind ? rights_kind_text(cx, kind->kind) : NULL));
    val_put(view, "shown_kind", val_text(a, kind ? kind->code : NULL));
    val_put(view, "objects", objects);
    return true;
}

static bool person_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Date on;
    int64_t person;
    Grant g;
    Val *holders = val_list(cx->arena);
    if (!asked_day(req, &on, err) || !asked_id(req, "person", &person, err))
        return false;
    val_put(resp->view, "page_path", val_keep(cx->arena, "/rights"));
    val_put_bool(cx->arena, resp->view, "own", false);
    val_put_int(cx->arena, resp->view, "person_id", person);
    if (person)
        return put_person(req, resp->view, person, on, authority_holds(cx, ACT_RIGHTS_READ, &g), err);
    if (!rights_holders(cx, on, &holders, err))
        return false;
    val_put(resp->view, "person", val_null(cx->arena));
    val_put(resp->view, "shown_kind", val_null(cx->arena));
    val_put(resp->view, "holders", holders);
    put_day(req, resp->view, on);
    return true;
}

static bool own_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Date on;
    if (!asked_day(req, &on, err))
        return false;
    if (!cx->actor->person_id || cx->actor->administrator)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("this account serves nobody with a post"));
    val_put(resp->view, "page_path", val_keep(cx->arena, "/account/rights"));
    val_put_bool(cx->arena, resp->view, "own", true);
    val_put_int(cx->arena, resp->view, "person_id", 0);
    return put_person(req, resp->view, cx->actor->person_id, on, true, err);
}

static bool letter_title(Cx *cx, int64_t id, const char **ret, Err *err)
{
    Letter l;
    if (!letter_get(cx, id, &l, err))
        return false;
    *ret = *l.number ? arena_printf(cx->arena, "%s · %s", l.number, l.gist) : l.gist;
    return true;
}

static bool task_title(Cx *cx, int64_t id, const char **ret, Err *err)
{
    Task t;
    if (!task_get(cx, id, &t, err))
        return false;
    *ret = *t.part ? t.part : arena_printf(cx->arena, "№ %lld", (long long)t.id);
    return true;
}

static bool order_title(Cx *cx, int64_t id, const char **ret, Err *err)
{
    Order o;
    if (!order_get(cx, id, &o, err))
        return false;
    *ret = *o.number ? arena_printf(cx->arena, "%s · %s", o.number, o.heading) : o.heading;
    return true;
}

static bool person_title(Cx *cx, int64_t id, const char **ret, Err *err)
{
    Person p;
    if (!person_get(cx, id, &p, err))
        return false;
    *ret = person_full_name(cx->arena, &p);
    return true;
}

/* NOT_FOUND for what is not there, so that nobody is said to see it. */
static bool title_of(Cx *cx, ObjectKind kind, int64_t id, const char **ret, Err *err)
{
    return kind == OBJ_LETTER ? letter_title(cx, id, ret, err) : kind == OBJ_TASK ? task_title(cx, id, ret, err)
         : kind == OBJ_ORDER ? order_title(cx, id, ret, err) : person_title(cx, id, ret, err);
}

/* Who may not open it does not learn who does: what is closed to the reviewer himself is closed here too. */
static bool may_open(Cx *cx, const Reviewed *kind, int64_t id, Err *err)
{
    Grant g;
    return authority_check(cx, kind->read, kind->kind, id, &g, err)
        && (g.yes || err_set(err, ERR_DENIED, NULL, g.reason, g.reason_args[0] ? g.reason_args[0] : ""));
}

static bool object_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Date on;
    int64_t id;
    const char *title;
    Val *people, *walls;
    const Reviewed *kind = reviewed_find(val_str(val_get(req->query, "kind")));
    if (!kind)
        return err_set(err, ERR_INVALID, "kind", N_("letter, task, order or person"));
    if (!asked_day(req, &on, err) || !asked_id(req, "id", &id, err) || !may_open(cx, kind, id, err)
        || !title_of(cx, kind->kind, id, &title, err) || !rights_of_object(cx, kind, id, on, &people, &walls, err))
        return false;
    val_put(resp->view, "kind", val_keep(a, kind->code));
    val_put(resp->view, "kind_text", val_keep(a, rights_kind_text(cx, kind->kind)));
    val_put_int(a, resp->view, "id", id);
    val_put(resp->view, "title", val_keep(a, title));
    val_put(resp->view, "href", val_keep(a, arena_printf(a, "%s/%lld", kind->path, (long long)id)));
    val_put_bool(a, resp->view, "is_person", kind->kind == OBJ_PERSON);
    val_put(resp->view, "people", people);
    val_put(resp->view, "walls", walls);
    put_day(req, resp->view, on);
    return true;
}

static const Route ROUTES[] = {
    { GET, "/rights",         ACT_RIGHTS_POSTS, OBJ_NONE, person_page, "rights/person.html", .clause = "3.1.16",
      .title = N_("Rights") },
    { GET, "/rights/object",  ACT_RIGHTS_READ,  OBJ_NONE, object_page, "rights/object.html", .clause = "3.1.16",
      .title = N_("Who sees it"), .of = "title" },
    { GET, "/account/rights", ACT_OWN_ACCOUNT,  OBJ_NONE, own_page,    "rights/person.html", .clause = "3.1.16",
      .title = N_("My rights") },
    { 0 }
};
static const NavItem NAV[] = { { "/rights", N_("Rights"), "shield", NAV_SYSTEM, ACT_RIGHTS_POSTS, 89 }, { 0 } };

const Area rights_area = { .name = "rights", .routes = ROUTES, .nav = NAV };
