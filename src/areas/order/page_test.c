// SPDX-License-Identifier: Apache-2.0
/* The pages as they are drawn, the composer above all: nothing typed is lost, faults stand beside their field. */
#include "app/page.h"
#include "areas/order/compose_in.h"
#include "areas/order/order_world.h"
#include "doc/pdf.h"
#include <string.h>

static const char *id_text(World *w, int64_t id) { return arena_printf(w->arena, "%lld", (long long)id); }

static Val *posting(World *w, const char *seat)
{
    return world_form(w, "heading", "Şəxsi heyət üzrə", "items.0.kind", "post", "items.0.person_id",
                      id_text(w, world_person("insp2")), "items.0.seat_id", id_text(w, world_seat(w, seat)),
                      "items.0.starts", "2026-11-16", "basis.0.text", "G.Baxışlının raportu",
                      "basis.0.number", "7", "basis.0.dated", "2026-11-09", NULL);
}

static const Route *route_of(Method m, const char *path)
{
    for (const Route *r = order_area.routes; r->path; r++)
        if (r->method == m && strcmp(r->path, path) == 0)
            return r;
    fail_msg("no route %s", path);
    return NULL;
}

typedef struct Drawn { Val *view; const char *html; } Drawn;

/* Runs a route's handler for the holder of a seat and draws its page. */
static Drawn draw(World *w, const char *seat, Method m, const char *path, Req req)
{
    static const Val *none;
    Cx *cx = NEW(w->arena, Cx);
    *cx = world_as(w, seat);
    cx->actor = arena_memdup(w->arena,
                             &(Actor){ .user_id = 1,
                                       .person_id = cx->actor->person_id,
                                       .csrf = "token",
                                       .name = cx->actor->name,
                                       .standings = cx->actor->standings,
                                       .count = cx->actor->count },
                             sizeof(Actor));
    const Route *r = route_of(m, path);
    Grant g = { 0 };
    Resp resp = { .view = val_map(w->arena) };
    Pages *pages;
    none = val_map(w->arena);
    req.cx = cx;
    req.query = req.query ? req.query : none;
    if (r->object == OBJ_ORDER)
        assert_true(world_may(w, cx, r->act, req.id, &g));
    req.grant = &g;
    MUST(r->handler(&req, &resp, &w->err), &w->err);
    MUST(pages_load(w->arena, &pages, &w->err), &w->err);
    HttpReq http = { .method = m, .path = path, .query = none };
    HttpResp out = { 0 };
    PageContext pc = { cx, pages, &http, r };
    MUST(page_write(&pc, &resp, 200, &out, &w->err), &w->err);
    return (Drawn){ resp.view, out.body.s };
}

static void contains(const Drawn *d, const char *text)
{
    if (!strstr(d->html, text))
        fail_msg("the page lacks: %s", text);
}

static void lacks(const Drawn *d, const char *text)
{
    if (strstr(d->html, text))
        fail_msg("the page has: %s", text);
}

static const Val *compose_field(const Drawn *d, int item, const char *name)
{
    char at[40];
    snprintf(at, sizeof at, "compose.items.%d.fields", item);
    for (const Val *f = val_first(val_at(d->view, at)); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), name) == 0)
            return f;
    fail_msg("no field %s", name);
    return NULL;
}

/* ---- the composer --------------------------------------------------------------------------- */

static void an_empty_composer_accuses_nobody(void **state)
{
    World *w = *state;
    Drawn d = draw(w, "insp1", GET, "/orders/new", (Req){ 0 });
    contains(&d, "name=\"items.0.kind\"");
    contains(&d, "name=\"basis.0.text\"");
    contains(&d, "ƏMR EDİRƏM:");
    lacks(&d, "is-invalid");
}

static void a_link_begins_the_first_item(void **state)
{
    World *w = *state;
    Val *query = world_form(w, "kind", "rest", "person_id", id_text(w, world_person("head")), NULL);
    Drawn d = draw(w, "insp1", GET, "/orders/new", (Req){ .query = query });
    contains(&d, "name=\"items.0.ends\"");
    assert_string_equal(val_str(val_get(compose_field(&d, 0, "items.0.person_id"), "value")),
                        id_text(w, world_person("head")));
}

static void adding_and_removing_items_keeps_what_was_typed(void **state)
{
    World *w = *state;
    Val *form = posting(w, "spare");
    val_put_text(w->arena, (Val *)val_first(val_get(form, "items")), "reason", "<b>niyə</b>");
    val_put_text(w->arena, form, "do", "add");
    Drawn two = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_int_equal(val_count(val_at(two.view, "compose.items")), 2);
    assert_string_equal(val_str(val_get(compose_field(&two, 0, "items.0.starts"), "value")), "16.11.2026");
    contains(&two, "&lt;b&gt;niyə&lt;/b&gt;");
    contains(&two, "value=\"remove:1\"");
    val_replace(form, "do", val_text(w->arena, "remove:0"));
    val_add((Val *)val_get(form, "items"), world_form(w, "kind", "note", "text", "ikinci", NULL));
    Drawn one = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_int_equal(val_count(val_at(one.view, "compose.items")), 1);
    assert_string_equal(val_str(val_get(compose_field(&one, 0, "items.0.text"), "value")), "ikinci");
}

static void a_refused_draft_comes_back_whole_with_its_faults(void **state)
{
    World *w = *state;
    Val *form = world_form(w, "heading", "Başlıq", "items.0.kind", "rest", "items.0.starts", "41.12.2026",
                           "items.0.ends", "2026-12-05", "basis.0.number", "77", NULL);
    int64_t id;
    assert_false(world_save(w, "insp1", 0, 0, form, &id));
    Err refused = w->err;
    err_clear(&w->err);
    Refused again = { NULL, form, &refused };
    Drawn d = draw(w, "insp1", GET, "/orders/new", (Req){ .refused = &again });
    contains(&d, "value=\"41.12.2026\"");
    contains(&d, "value=\"77\"");
    assert_int_equal(val_count(val_get(compose_field(&d, 0, "items.0.starts"), "faults")), 1);
    assert_int_equal(val_count(val_get(compose_field(&d, 0, "items.0.ends"), "faults")), 0);
    assert_true(val_truthy(val_at(d.view, "compose.refused")));
}

static void the_preview_shows_the_act_and_what_it_changes(void **state)
{
    World *w = *state;
    Drawn d = draw(w, "insp1", POST, "/orders/preview", (Req){ .form = posting(w, "spare") });
    contains(&d, "Baxışlı Günel Sınaq oğlu");
    contains(&d, "2026-cı il noyabrın 16-dan");
    const Val *effects = val_at(d.view, "preview.effects");
    assert_int_equal(val_count(effects), 2);
    assert_string_equal(val_str(val_at(effects, "0.before")), "01.01.2021 tarixindən");
    assert_string_equal(val_str(val_at(effects, "0.after")), "01.01.2021 – 15.11.2026");
    assert_string_equal(val_str(val_at(effects, "1.before")), "");
    assert_string_equal(val_str(val_at(effects, "1.after")), "16.11.2026 tarixindən");
}

static void a_taken_seat_is_said_beside_the_seat(void **state)
{
    World *w = *state;
    Val *form = posting(w, "shead");
    val_put_text(w->arena, form, "do", "preview");
    Drawn d = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_int_equal(val_count(val_get(compose_field(&d, 0, "items.0.seat_id"), "faults")), 1);
    assert_int_equal(val_count(val_at(d.view, "preview.effects")), 0);
}

static void a_warning_asks_for_its_reason_where_it_stands(void **state)
{
    World *w = *state;
    Val *form = world_form(w, "heading", "Məzuniyyət haqqında", "items.0.kind", "rest", "items.0.person_id",
                           id_text(w, world_person("insp2")), "items.0.starts", "2026-12-01", "items.0.ends",
                           "2026-12-31", "basis.0.text", "ərizə", NULL);
    Drawn d = draw(w, "insp1", POST, "/orders/preview", (Req){ .form = form });
    contains(&d, "longer than 30 days");
    Drawn c = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_non_null(compose_field(&c, 0, "items.0.reason"));
}

static void undoing_shows_what_was_built_on_it(void **state)
{
    World *w = *state;
    int64_t first = world_registered(w, posting(w, "spare"));
    Val *second = posting(w, "spare2");
    val_replace((Val *)val_first(val_get(second, "items")), "starts", val_text(w->arena, "2026-12-01"));
    world_registered(w, second);
    Val *query = world_form(w, "kind", "correct", "target", id_text(w, world_item(w, first, 1)), "person_id",
                            id_text(w, world_person("insp2")), "series", "personnel", NULL);
    Drawn d = draw(w, "insp1", GET, "/orders/new", (Req){ .query = query });
    contains(&d, "2-k nömrəli əmrin 1 nömrəli bəndi");           /* as source_name says it: only the act refers */
    contains(&d, "value=\"annul\"");
    contains(&d, "name=\"items.0.seat_id\"");                   /* the corrected kind's own parameters */
}

static Val *correcting(World *w, int64_t target)
{
    return world_form(w, "kind", "correct", "target", id_text(w, target), NULL);
}

static const char *typed_in(const Drawn *d, const char *name)
{
    return val_str(val_get(compose_field(d, 0, name), "value"));
}

static void a_correction_opens_with_what_the_item_says(void **state)
{
    World *w = *state;
    int64_t first = world_registered(w, posting(w, "spare")), item = world_item(w, first, 1);
    Drawn d = draw(w, "insp1", GET, "/orders/new", (Req){ .query = correcting(w, item) });
    assert_string_equal(typed_in(&d, "items.0.seat_id"), id_text(w, world_seat(w, "spare")));
    assert_string_equal(typed_in(&d, "items.0.starts"), "16.11.2026");
    assert_string_equal(typed_in(&d, "items.0.person_id"), id_text(w, world_person("insp2")));
    assert_string_equal(val_str(val_at(d.view, "compose.series_title")), "şəxsi heyət üzrə");
    assert_int_equal(val_count(val_at(d.view, "preview.corrections.0.rows")), 0);

    Val *form = world_form(w, "heading", "", "items.0.kind", "correct", "items.0.target", id_text(w, item), "items.0.of",
                           id_text(w, item), "items.0.seat_id", id_text(w, world_seat(w, "spare")), "items.0.starts",
                           "2026-11-23", NULL);
    Drawn typed = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_string_equal(typed_in(&typed, "items.0.starts"), "23.11.2026");     /* what was typed since stays */
    assert_int_equal(val_count(val_at(typed.view, "preview.corrections.0.rows")), 1);
    assert_string_equal(val_str(val_at(typed.view, "preview.corrections.0.rows.0.before")), "16.11.2026");
    assert_string_equal(val_str(val_at(typed.view, "preview.corrections.0.rows.0.after")), "23.11.2026");
    contains(&typed, "1-k nömrəli əmrin 1-ci bəndi aşağıdakı redaksiyada verilsin: “");

    val_replace((Val *)val_first(val_get(form, "items")), "starts", val_text(w->arena, ""));
    Drawn emptied = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_string_equal(typed_in(&emptied, "items.0.starts"), "");             /* filled once, not again */
}

static void another_item_chosen_fills_the_correction_anew(void **state)
{
    World *w = *state;
    int64_t first = world_registered(w, posting(w, "spare"));
    Val *later = posting(w, "spare2");
    val_replace((Val *)val_first(val_get(later, "items")), "starts", val_text(w->arena, "2026-12-01"));
    int64_t second = world_registered(w, later);
    Val *form = world_form(w, "heading", "", "items.0.kind", "correct", "items.0.target",
                           id_text(w, world_item(w, second, 1)), "items.0.of", id_text(w, world_item(w, first, 1)),
                           "items.0.seat_id", id_text(w, world_seat(w, "spare")), "items.0.starts", "2026-11-16", NULL);
    Drawn d = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_string_equal(typed_in(&d, "items.0.seat_id"), id_text(w, world_seat(w, "spare2")));
    assert_string_equal(typed_in(&d, "items.0.starts"), "01.12.2026");
}

static void items_move_up_and_the_last_pressed_is_gone_on_with(void **state)
{
    World *w = *state;
    Val *form = posting(w, "spare");
    val_add((Val *)val_get(form, "items"), world_form(w, "kind", "note", "text", "ikinci", NULL));
    val_put_text(w->arena, form, "do", "up:1");
    Drawn d = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });
    assert_string_equal(typed_in(&d, "items.0.text"), "ikinci");
    assert_true(val_truthy(val_at(d.view, "compose.items.0.focus")));
    assert_false(val_truthy(val_at(d.view, "compose.items.1.focus")));
    lacks(&d, "value=\"up:0\"");
    val_replace(form, "do", val_text(w->arena, "up:0"));
    d = draw(w, "insp1", POST, "/orders/compose", (Req){ .form = form });      /* the first stays the first */
    assert_string_equal(typed_in(&d, "items.0.seat_id"), id_text(w, world_seat(w, "spare")));
}

static void an_earlier_order_begins_a_new_one_without_its_persons_and_days(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "spare"));
    Drawn d = draw(w, "insp1", GET, "/orders/new", (Req){ .query = world_form(w, "like", id_text(w, id), NULL) });
    assert_string_equal(val_str(val_at(d.view, "compose.head.0.value")), "Şəxsi heyət üzrə");
    assert_string_equal(typed_in(&d, "items.0.kind"), "post");
    assert_string_equal(typed_in(&d, "items.0.person_id"), "");
    assert_string_equal(typed_in(&d, "items.0.starts"), "");
}

/* ---- the order's page -------------------------------------------------------------------------- */

static void the_page_of_an_order_follows_its_state(void **state)
{
    World *w = *state;
    int64_t id;
    MUST(world_save(w, "insp1", 0, 0, posting(w, "spare"), &id), &w->err);
    Drawn d = draw(w, "insp1", GET, "/orders/{id}", (Req){ .id = id });
    contains(&d, "/submit\"");
    assert_int_equal(val_count(val_at(d.view, "outcome.effects")), 2);
    MUST(world_submit(w, "insp1", id), &w->err);
    d = draw(w, "insp1", GET, "/orders/{id}", (Req){ .id = id });
    lacks(&d, "/visa\"");
    d = draw(w, "shead", GET, "/orders/{id}", (Req){ .id = id });
    contains(&d, "/visa\"");
    MUST(world_visa(w, "shead", id, false, "əsas dəqiqləşdirilsin"), &w->err);
    d = draw(w, "insp1", GET, "/orders/{id}", (Req){ .id = id });
    contains(&d, "əsas dəqiqləşdirilsin");
    contains(&d, "strip-back");
}

static void the_history_says_what_changed_and_why(void **state)
{
    World *w = *state;
    int64_t id, again;
    MUST(world_save(w, "insp1", 0, 0, posting(w, "spare"), &id), &w->err);
    MUST(world_submit(w, "insp1", id) && world_visa(w, "shead", id, false, "başqa ştat vahidi"), &w->err);
    world_day(w, date_make(2026, 11, 13));
    MUST(world_save(w, "insp1", id, world_order(w, id).version, posting(w, "spare2"), &again), &w->err);
    Drawn d = draw(w, "insp1", GET, "/orders/{id}/versions", (Req){ .id = id });
    assert_int_equal(val_count(val_get(d.view, "versions")), 2);
    assert_string_equal(val_str(val_at(d.view, "versions.0.remarks.0.text")), "başqa ştat vahidi");
    assert_int_equal(val_count(val_at(d.view, "versions.1.changes")), 1);
    const Val *change = val_at(d.view, "versions.1.changes.0");
    assert_string_equal(val_str(val_get(change, "path")), "items.1.seat_id");
    assert_non_null(strstr(val_str(val_get(change, "where")), "Bənd 1 – "));
    Seat seat;
    Cx cx = world_as(w, "insp1");
    MUST(staff_seat(&cx, world_seat(w, "spare"), &seat, &w->err), &w->err);
    assert_string_equal(val_str(val_get(change, "before")), seat.title_full);
}

static void an_item_that_was_moved_is_said_to_stand_elsewhere(void **state)
{
    World *w = *state;
    int64_t id, again;
    Val *form = posting(w, "spare"), *note = world_form(w, "kind", "note", "text", "qeyd", NULL);
    val_put_text(w->arena, note, "person_id", id_text(w, world_person("insp2")));
    val_add((Val *)val_get(form, "items"), note);
    MUST(world_save(w, "insp1", 0, 0, form, &id), &w->err);
    val_put_text(w->arena, form, "do", "up:1");
    Cx cx = world_as(w, "insp1");
    MUST(world_save(w, "insp1", id, 1, typed_form(&cx, form), &again), &w->err);
    Drawn d = draw(w, "insp1", GET, "/orders/{id}/versions", (Req){ .id = id });
    const Val *changes = val_at(d.view, "versions.1.changes");
    assert_int_equal(val_count(changes), 2);
    assert_string_equal(val_str(val_at(changes, "0.path")), "items.1.no");
    assert_string_equal(val_str(val_at(changes, "0.before")), "2");
    assert_string_equal(val_str(val_at(changes, "1.before")), "1");
}

static void the_register_lists_by_every_filter(void **state)
{
    World *w = *state;
    int64_t id, draft;
    Val *later = posting(w, "spare2");
    val_replace((Val *)val_first(val_get(later, "items")), "starts", val_text(w->arena, "2026-12-01"));
    MUST(world_save(w, "insp1", 0, 0, later, &draft), &w->err);
    id = world_registered(w, posting(w, "spare"));
    static const struct { const char *name, *value; size_t count; } ASK[] = {
        { "series", "personnel", 2 }, { "series", "leave", 0 }, { "state", "draft", 1 }, { "year", "2026", 1 },
        { "year", "2025", 0 }, { "q", "BAXIŞLI", 2 }, { "q", "raportu", 2 }, { "q", "heç kim", 0 }, { "to_sign", "1", 0 },
        { "late", "1", 0 },
    };
    for (size_t i = 0; i < sizeof ASK / sizeof *ASK; i++) {
        Drawn d =
            draw(w, "head", GET, "/orders", (Req){ .query = world_form(w, ASK[i].name, ASK[i].value, NULL) });
        if (val_count(val_at(d.view, "list.items")) != ASK[i].count)
            fail_msg("%s=%s: %zu rows", ASK[i].name, ASK[i].value, val_count(val_at(d.view, "list.items")));
    }
    MUST(world_submit(w, "insp1", draft), &w->err);
    Val *seat = world_form(w, "to_visa", id_text(w, world_seat(w, "shead")), NULL);
    Cx shead = world_as(w, "shead");
    int64_t count;
    MUST(list_count(&shead, &ORDER_LIST, seat, &count, &w->err), &w->err);
    assert_int_equal(count, 1);
    Drawn d = draw(w, "clerk", GET, "/orders", (Req){ 0 });       /* named in none, drafter of none */
    assert_int_equal(val_count(val_at(d.view, "list.items")), 0);
    assert_true(id > 0);
}

static void an_extract_shows_one_item_to_the_one_it_names(void **state)
{
    World *w = *state;
    Val *form = posting(w, "spare");
    val_replace((Val *)val_first(val_get(form, "items")), "person_id",
                val_text(w->arena, id_text(w, world_person("clerk"))));
    val_add((Val *)val_get(form, "items"),
            world_form(w, "kind", "post", "person_id", id_text(w, world_person("insp2")), "seat_id",
                       id_text(w, world_seat(w, "spare2")), "starts", "2026-12-01", NULL));
    int64_t id = world_registered(w, form);
    Drawn d =
        draw(w, "clerk", GET, "/orders/{id}/extract/{id2}", (Req){ .id = id, .id2 = world_item(w, id, 1) });
    contains(&d, "ƏMRDƏN ÇIXARIŞ");
    contains(&d, "Yazıçılı Həsən");
    lacks(&d, "Baxışlı");
    Cx clerk = world_as(w, "clerk");
    Grant g;
    Resp resp = { .view = val_map(w->arena) };
    assert_true(world_may(w, &clerk, ACT_ORDER_EXTRACT, id, &g));
    Req other = {
        .cx = &clerk, .id = id, .id2 = world_item(w, id, 2), .grant = &g, .query = val_map(w->arena)
    };
    assert_false(order_extract_page(&other, &resp, &w->err));
    assert_int_equal(w->err.kind, ERR_DENIED);
    err_clear(&w->err);
    Drawn mine = draw(w, "clerk", GET, "/orders/mine", (Req){ 0 });
    assert_int_equal(val_count(val_get(mine.view, "items")), 1);
}

/* ---- the act, word for word ------------------------------------------------------------------------ */

static void text_of(const Val *v, Str *out)
{
    if (val_type(v) == V_TEXT && strncmp(val_str(v), "doc-", 4) != 0)
        str_addf(out, "%s\n", val_str(v));
    for (const Val *c = val_type(v) == V_LIST || val_type(v) == V_MAP ? val_first(v) : NULL; c;
         c = val_next(c))
        if (!val_key(c) || (strcmp(val_key(c), "class") != 0 && strcmp(val_key(c), "look") != 0))
            text_of(c, out);
}

static void the_act_reads_as_an_official_order(void **state)
{
    World *w = *state;
    Val *form = posting(w, "spare");
    val_put_text(w->arena, form, "control_seat", id_text(w, world_seat(w, "head")));
    Order o = world_order(w, world_registered(w, form));
    Cx cx = world_as(w, "insp1");
    Val *words;
    ActFrame frame;
    MUST(order_words(&cx, &o, &words, NULL, &w->err) && order_frame(&cx, &o, &frame, &w->err), &w->err);
    Str text = str_make(w->arena);
    text_of(val_get(doc_view(w->arena, act_doc(w->arena, words, &frame)), "blocks"), &text);
    assert_string_equal(text.s,
        "AZƏRBAYCAN RESPUBLİKASI\nDÖVLƏT MİQRASİYA XİDMƏTİ\n"
        "ƏMR\n"
        "№ 1-k\nBakı şəhəri\n12 noyabr 2026-cı il\n"
        "Şəxsi heyət üzrə\n"
        "“Dövlət qulluğu haqqında” Azərbaycan Respublikasının Qanununu rəhbər tutaraq,\n"
        "ƏMR EDİRƏM:\n"
        "1.\nBaxışlı Günel Sınaq oğlu\n"
        " 2026-cı il noyabrın 16-dan Xidmətə qəbul şöbəsinin baş inspektoru vəzifəsinə təyin edilsin.\n"
        "2.\nƏmrin icrasına nəzarət Kadrlar idarəsinin rəisi C.Nümunəliyə həvalə edilsin.\n"
        "Əsas:\nG.Baxışlının raportu (2026-cı il 9 noyabr tarixli, № 7).\n"
        "Xidmətin rəisi\nA.Sınaqlı\nelektron imza\n12.11.2026\n"
        "Razılaşdırılıb:\n"
        "Xidmətə qəbul şöbəsinin inspektoru\nF.Yoxlamalı\nhazırlayan\n12.11.2026\n"
        "Xidmətə qəbul şöbəsinin rəisi\nE.Təcrübəli\nrazıyam\n12.11.2026\n"
        "Kadrlar idarəsi rəisinin müavini\nD.Misallı\nrazıyam\n12.11.2026\n"
        "Kadrlar idarəsinin rəisi\nC.Nümunəli\nrazıyam\n12.11.2026\n"
        "Xidmət rəisinin müavini\nB.Örnəkli\nrazıyam\n12.11.2026\n");
}

static void a_long_order_prints(void **state)
{
    World *w = *state;
    Cx cx = world_as(w, "insp1");
    Val *words = val_map(w->arena), *items = val_list(w->arena);
    for (int i = 1; i <= ORDER_ITEMS; i++) {
        Val *v = val_add(items, val_map(w->arena));
        val_put_int(w->arena, v, "no", i);
        val_put_text(w->arena, v, "name", "Baxışlı Günel Sınaq oğlu");
        val_put_text(w->arena, v, "text", "Baxışlı Günel Sınaq oğluna əmək məzuniyyəti verilsin.");
    }
    val_put_text(w->arena, words, "heading", "Məzuniyyət haqqında");
    val_put(words, "items", items);
    ActFrame f = {
        .number = "12-m", .dated = cx.today, .signer_post = "Rəis", .signer_name = "A.Sınaqlı", .hash = "ab"
    };
    Str out = str_make(w->arena);
    MUST(pdf_write(act_doc(w->arena, words, &f), w->arena, &out, &w->err), &w->err);
    assert_memory_equal(out.s, "%PDF-", 5);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(an_empty_composer_accuses_nobody),
    TEST_EACH_WORLD(a_link_begins_the_first_item),
    TEST_EACH_WORLD(adding_and_removing_items_keeps_what_was_typed),
    TEST_EACH_WORLD(a_refused_draft_comes_back_whole_with_its_faults),
    TEST_EACH_WORLD(the_preview_shows_the_act_and_what_it_changes),
    TEST_EACH_WORLD(a_taken_seat_is_said_beside_the_seat),
    TEST_EACH_WORLD(a_warning_asks_for_its_reason_where_it_stands),
    TEST_EACH_WORLD(undoing_shows_what_was_built_on_it),
    TEST_EACH_WORLD(a_correction_opens_with_what_the_item_says),
    TEST_EACH_WORLD(another_item_chosen_fills_the_correction_anew),
    TEST_EACH_WORLD(items_move_up_and_the_last_pressed_is_gone_on_with),
    TEST_EACH_WORLD(an_earlier_order_begins_a_new_one_without_its_persons_and_days),
    TEST_EACH_WORLD(the_page_of_an_order_follows_its_state),
    TEST_EACH_WORLD(the_history_says_what_changed_and_why),
    TEST_EACH_WORLD(an_item_that_was_moved_is_said_to_stand_elsewhere),
    TEST_EACH_WORLD(the_register_lists_by_every_filter),
    TEST_EACH_WORLD(an_extract_shows_one_item_to_the_one_it_names),
    TEST_EACH_WORLD(the_act_reads_as_an_official_order),
    TEST_EACH_WORLD(a_long_order_prints),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
