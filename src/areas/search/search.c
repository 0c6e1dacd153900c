// SPDX-License-Identifier: Apache-2.0
#include "areas/search/search.h"
#include "app/command.h"
#include "app/i18n.h"
#include "app/link.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 10, PAGE = 50 };

static const char *sent(const Req *req, const char *name)
{
    const char *s = val_str(val_get(req->query, name));
    return s ? s : "";
}

/* ?q=…&kind=letter&after=137 */
static bool read_ask(Req *req, FindAsk *ret, Err *err)
{
    const char *kind = sent(req, "kind"), *after = sent(req, "after");
    char *end;
    *ret = (FindAsk){ .typed = text_clean(req->cx->arena, sent(req, "q")), .only = object_kind_find(kind), .limit = FEW };
    if (text_length(ret->typed) > FIND_TYPED)
        err_add(err, "q", N_("too long"));
    if (*kind && !find_kind(ret->only))
        err_add(err, "kind", N_("there is no such kind"));
    if (*kind)
        ret->limit = PAGE;
    ret->after = strtoll(after, &end, 10);
    if (*end || ret->after < 0 || ret->after > INT64_MAX >> 24 || (*after && !*kind))
        err_add(err, "after", N_("not a whole number in range"));
    return err->kind == ERR_NONE;
}

static const char *link_to(Cx *cx, const FindAsk *ask, ObjectKind kind, int64_t after)
{
    Val *query = val_map(cx->arena);
    val_put_text(cx->arena, query, "q", ask->typed);
    if (kind != OBJ_NONE)
        val_put_text(cx->arena, query, "kind", object_kind_code(kind));
    if (after)
        val_put_text(cx->arena, query, "after", arena_printf(cx->arena, "%" PRId64, after));
    return arena_printf(cx->arena, "/search%s", link_query(cx->arena, query));
}

static Val *hit_view(Cx *cx, const FindKind *kind, const FindHit *hit)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    val_put_int(a, v, "id", hit->id);
    val_put_text(a, v, "path", arena_printf(a, "%s%" PRId64, kind->path, hit->id));
    val_put(v, "title", val_keep(a, *hit->title ? hit->title : tr(cx, N_("without a number yet"))));
    val_put(v, "about", val_keep(a, hit->about));
    val_put(v, "day", date_same(hit->day, DATE_FOREVER) || date_same(hit->day, DATE_ALWAYS) ? val_null(a)
                                                                                               : val_date(a, hit->day));
    return v;
}

static Val *group_view(Cx *cx, const FindAsk *ask, const FindGroup *g)
{
    Arena *a = cx->arena;
    ObjectKind kind = g->kind->kind;
    bool capped = g->total >= FIND_CAP, alone = ask->only != OBJ_NONE;
    Val *v = val_map(a);
    val_put(v, "kind", val_keep(a, object_kind_code(kind)));
    val_put(v, "label", val_keep(a, tr(cx, g->kind->label)));
    val_put_int(a, v, "total", capped ? FIND_CAP - 1 : g->total);
    val_put_bool(a, v, "capped", capped);
    Val *items = val_put(v, "items", val_list(a));
    for (size_t i = 0; i < g->count; i++)
        val_add(items, hit_view(cx, g->kind, &g->hits[i]));
    val_put_bool(a, v, "alone", alone);
    val_put(v, "all", g->more && !alone ? val_text(a, link_to(cx, ask, kind, 0)) : val_null(a));
    val_put(v, "next", g->more && alone ? val_text(a, link_to(cx, ask, kind, g->hits[g->count - 1].id)) : val_null(a));
    val_put(v, "first", ask->after ? val_text(a, link_to(cx, ask, kind, 0)) : val_null(a));
    return v;
}

/* In this order they are shown; a kind that is not named here stands behind them. */
static const ObjectKind SHOWN[] = { OBJ_LETTER, OBJ_ORDER, OBJ_PERSON, OBJ_TASK };
enum { SHOWN_COUNT = sizeof SHOWN / sizeof *SHOWN };

static size_t place_of(const FindGroup *g)
{
    size_t i = 0;
    while (i < SHOWN_COUNT && SHOWN[i] != g->kind->kind)
        i++;
    return i;
}

static Val *groups_view(Cx *cx, const FindAsk *ask, const FindGroup *groups, size_t n)
{
    Val *list = val_list(cx->arena);
    for (size_t place = 0; place <= SHOWN_COUNT; place++)
        for (size_t i = 0; i < n; i++)
            if (groups[i].total && place_of(&groups[i]) == place)
                val_add(list, group_view(cx, ask, &groups[i]));
    return list;
}

static bool search_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    FindAsk ask;
    FindGroup *groups;
    size_t n;
    bool cut;
    if (!read_ask(req, &ask, err) || !find_ask(cx, &ask, &groups, &n, &cut, err))
        return false;
    const char *one[1];
    bool more;
    bool asked = text_search_words(a, ask.typed, one, 1, &more) > 0;
    val_put_text(a, resp->view, "q", ask.typed);
    val_put_bool(a, resp->view, "asked", asked);
    val_put_bool(a, resp->view, "cut", cut);
    val_put_int(a, resp->view, "most_words", FIND_WORDS);
    val_put(resp->view, "kind", ask.only ? val_keep(a, object_kind_code(ask.only)) : val_null(a));
    val_put(resp->view, "everything", ask.only ? val_text(a, link_to(cx, &ask, OBJ_NONE, 0)) : val_null(a));
    const Val *list = val_put(resp->view, "groups", groups_view(cx, &ask, groups, n));
    val_put_bool(a, resp->view, "nothing", asked && !val_count(list));
    return true;
}

static const Route ROUTES[] = {
    { GET, "/search", ACT_OWN_ACCOUNT, OBJ_NONE, search_page, "search/search.html", NULL, NULL, .title = N_("Search") },
    { 0 }
};

/* ---- kadr search rebuild -------------------------------------------------------- */

static int rebuild(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    FindRebuilt done;
    bool json = command_flag(&argc, argv, "--json");
    if (argc != 2 || strcmp(argv[1], "rebuild") != 0)
        return command_usage("search");
    if (!find_rebuild_all(app, &done, &err))
        return command_fail(&err);
    if (json) {
        Val *v = val_map(app->arena);
        val_put_int(app->arena, v, "objects", done.objects);
        val_put_int(app->arena, v, "changed", done.changed);
        command_print(app->arena, v, true);
    } else {
        printf("looked at %" PRId64 " objects, put the words of %" PRId64 " anew\n", done.objects, done.changed);
    }
    return 0;
}

static const Command COMMANDS_OF_SEARCH[] = {
    { .name = "search", .usage = "search rebuild [--json]",
      .help = "Puts the words the search box looks through anew, object by object; the server may run meanwhile.  It is "
              "never needed in daily work: every change puts its own words, and init and serve rebuild the index of a "
              "database that has none.  0 put anew means that nothing was missing.",
      .run = rebuild, .needs = NEEDS_DATABASE },
    { 0 }
};

const Area search_area = { .name = "search", .routes = ROUTES, .commands = COMMANDS_OF_SEARCH };
