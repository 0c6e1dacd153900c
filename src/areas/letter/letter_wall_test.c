// SPDX-License-Identifier: Apache-2.0
/* Need to know (3.1.16, 5.10.3): the work of a section is its head's to see and no other's, and what complains about a
 * person is closed to him by every way: page, list, count, report, search, whatever post he serves. */
#include "app/find.h"
#include "app/wall.h"
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, const char *kind, int64_t id) { return arena_printf(w->arena, "/%s/%lld", kind, (long long)id); }

static int64_t total(World *w, const char *who, const char *target) { return world_number(world_json(w, who, target), "list.total"); }

/* How many of a kind the search finds for him. */
static int64_t found(World *w, const char *who, const char *typed, ObjectKind kind)
{
    Cx cx = world_as(w, who);
    FindGroup *groups;
    size_t n;
    bool cut;
    MUST(find_ask(&cx, &(FindAsk){ .typed = typed, .limit = 10 }, &groups, &n, &cut, &w->err), &w->err);
    for (size_t i = 0; i < n; i++)
        if (groups[i].kind->kind == kind) {
            assert_int_equal(groups[i].total, groups[i].count);
            return groups[i].total;
        }
    return 0;
}

static int64_t taken(World *w, const char *no, const char *complained)
{
    const Val *form = complained ? world_form(w, "complained_id", world_id(w, world_person(complained)), NULL) : NULL;
    Val *line = world_line(w, "office_no", no, "kind", complained ? "complaint" : "application", "gist",
                           arena_printf(w->arena, "Müraciət barədə %s", no), NULL);
    Answer a = world_take(w, world_list(w, line), form);
    IS(a, 303);
    return world_id_in(a.location);
}

/* Presented to a chief and given by him to an officer: the task. */
static int64_t given(World *w, int64_t letter, const char *chief, const char *officer)
{
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/present", (long long)letter),
                  world_form(w, "seat_id", world_id(w, world_seat(w, chief)), NULL)), 303);
    IS(world_post(w, chief, arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                  world_form(w, "body", "Araşdırın", "person_id", world_id(w, world_person(officer)), NULL)), 303);
    return world_count(w, "SELECT MAX(id) FROM task");
}

/* A fact that begins on a day, and one that ends then. */
static void serve(World *w, const char *who, const char *kind, const char *seat, Date from, const char *ends)
{
    Val *effects = val_list(w->arena);
    Registration done;
    if (ends)
        val_add(effects, effect_end(w->arena, ends, world_person(who), 0, from, NULL));
    if (kind)
        val_add(effects, effect_start(w->arena, kind, world_person(who), world_seat(w, seat), from, DATE_FOREVER, NULL, NULL));
    NewInput in = { .kind = ENTRY_RECORD, .source = "order", .effects = effects,
                    .natural_key = arena_printf(w->arena, "serve:%s:%s", who, seat) };
    MUST(db_begin(w->db, &w->err) && ledger_register(w->db, w->arena, FACT_KINDS, &in, 1, &done, &w->err)
         && db_commit(w->db, &w->err), &w->err);
}

/* Page, list, count, report on terms and search say the same. */
static void sees(World *w, const char *who, int64_t task, bool yes, int64_t all)
{
    IS(world_get(w, who, at(w, "tasks", task)), yes ? 200 : 403);
    Answer list = world_json(w, who, "/tasks");
    assert_int_equal(world_number(list, "list.total"), all);
    const Val *items = val_at(list.view, "list.items");
    assert_int_equal(val_count(items), all);
    bool there = false;
    for (const Val *t = val_first(items); t; t = val_next(t))
        there |= val_num(val_get(t, "id")) == task;
    assert_int_equal(there, yes);
    assert_int_equal(world_number(world_json(w, who, "/terms?until=31.12.2026"), "total"), all);
    assert_int_equal(found(w, who, "Araşdırın", OBJ_TASK), all);
}

static void a_section_head_sees_the_work_of_his_own_section_alone(void **state)
{
    World *w = *state;
    int64_t first = given(w, taken(w, "K-1", NULL), "head", "insp1"), second = given(w, taken(w, "K-2", NULL), "head", "insp3");
    sees(w, "shead", first, true, 1);
    sees(w, "shead", second, false, 1);
    sees(w, "shead2", first, false, 1);
    sees(w, "shead2", second, true, 1);
    assert_int_equal(total(w, "insp1", "/tasks"), 1);       /* an officer: what reached him */
    IS(world_get(w, "insp1", "/terms"), 403);
    IS(world_get(w, "insp2", at(w, "tasks", first)), 403);
    assert_int_equal(total(w, "head", "/tasks"), 2);
    assert_int_equal(total(w, "clerk", "/tasks"), 2);
    IS(world_post(w, "shead", arena_printf(w->arena, "/tasks/%lld/decision", (long long)first), world_form(w, "version", "1", NULL)), 403);
    /* What he gave himself he sees wherever it goes. */
    int64_t own = given(w, taken(w, "K-3", NULL), "shead", "insp2");
    sees(w, "shead", own, true, 2);
    sees(w, "shead2", own, false, 1);
}

static void whose_section_it_is_follows_from_the_posts_of_the_day(void **state)
{
    World *w = *state;
    int64_t task = given(w, taken(w, "K-1", NULL), "head", "insp1");
    sees(w, "shead", task, true, 1);
    serve(w, "insp1", FACT_ACTING, "insp3", date_make(2026, 10, 7), FACT_HOLDING);       /* transferred, acting there */
    world_day(date_make(2026, 10, 6));
    sees(w, "shead", task, true, 1);
    sees(w, "shead2", task, false, 0);
    world_day(date_make(2026, 10, 7));
    sees(w, "shead", task, false, 0);
    sees(w, "shead2", task, true, 1);
    serve(w, "insp2", FACT_ACTING, "shead2", date_make(2026, 10, 8), NULL);              /* acts for the section head */
    world_day(date_make(2026, 10, 8));
    sees(w, "insp2", task, true, 1);
    world_away(w, "shead2", date_make(2026, 10, 8), date_make(2026, 10, 9));
    sees(w, "shead2", task, true, 1);                        /* away he sees, and does not act */
}

static void a_complaint_is_closed_to_the_one_it_is_about(void **state)
{
    World *w = *state;
    int64_t other = given(w, taken(w, "K-1", NULL), "head", "insp1");
    int64_t letter = taken(w, "K-2", "shead"), task = given(w, letter, "head", "insp1");
    sees(w, "shead", task, false, 1);                        /* although his own officer executes it */
    sees(w, "shead", other, true, 1);
    IS(world_get(w, "shead", at(w, "letters", letter)), 403);
    assert_int_equal(found(w, "shead", "K-2", OBJ_LETTER), 0);
    assert_int_equal(found(w, "head", "K-2", OBJ_LETTER), 1);
    sees(w, "head", task, true, 2);
    Answer draft = world_post(w, "insp1", arena_printf(w->arena, "/letters/%lld/answers", (long long)letter),
                              world_form(w, "gist", "Cavab", "body", "Mətn", NULL));
    IS(draft, 303);
    IS(world_get(w, "shead", draft.location), 403);
    IS(world_get(w, "head", draft.location), 200);
    /* A paper written for it goes past him to the next chief. */
    Answer memo = world_post(w, "insp1", "/letters",
                             world_form(w, "kind", "memo", "party_kind", "unit", "party", "Katiblik", "gist", "Arayış", "body", "Mətn",
                                        "about_id", world_id(w, letter), NULL));
    IS(memo, 303);
    IS(world_get(w, "shead", memo.location), 403);
    IS(world_get(w, "deputy", memo.location), 200);
    assert_int_equal(world_count(w, arena_printf(w->arena, "SELECT principal FROM reader WHERE kind = 1 AND relation = 'author' "
                                                           "AND object = %lld", (long long)world_id_in(memo.location))),
                     principal_of_seat(world_seat(w, "deputy")));
}

/* Whoever sees everything does not see this; a post served for another opens nothing. */
static void the_wall_stands_before_posts_that_see_all(void **state)
{
    World *w = *state;
    int64_t other = taken(w, "K-1", NULL), letter = taken(w, "K-2", "deputy");
    int64_t task = given(w, letter, "head", "insp1");
    IS(world_get(w, "deputy", at(w, "letters", letter)), 403);
    IS(world_get(w, "deputy", at(w, "letters", other)), 200);
    sees(w, "deputy", task, false, 0);
    assert_int_equal(total(w, "deputy", "/letters"), 1);
    assert_int_equal(total(w, "head", "/letters"), 2);
    assert_int_equal(total(w, "deputy", "/letters?kind=complaint"), 0);
    assert_int_equal(found(w, "deputy", "K-2", OBJ_LETTER), 0);
    assert_int_equal(world_number(world_json(w, "deputy", "/appeals"), "kinds.0.cells.0.n"),
                     total(w, "deputy", "/letters?appeals=1&kind=application"));
    int64_t list = world_letter(w, letter).handover_id;
    IS(world_get(w, "deputy", at(w, "handovers", list)), 404);              /* nothing else is on it */
    assert_int_equal(val_count(val_at(world_json(w, "head", at(w, "handovers", list)).view, "lines")), 1);
    world_away(w, "head", date_make(2026, 10, 5), date_make(2026, 10, 9));
    IS(world_get(w, "deputy", at(w, "letters", letter)), 403);             /* by 5.5 he serves the head's post today */
    sees(w, "deputy", task, false, 0);
}

static void the_register_is_not_opened_on_oneself(void **state)
{
    World *w = *state;
    Val *line = world_line(w, "kind", "complaint", NULL);
    int64_t list = world_list(w, line);
    IS(world_take(w, list, world_form(w, "complained_id", world_id(w, world_person("clerk")), NULL)), 422);
    IS(world_take(w, list, world_form(w, "complained_id", world_id(w, world_person("insp2")), NULL)), 303);
}

/* Leadership's task of a complaint about the head is his deputy's (5.9.8). */
static void a_complaint_about_the_head_goes_to_his_deputy(void **state)
{
    World *w = *state;
    Val *line = world_line(w, "kind", "complaint", "lead_seat", world_id(w, world_seat(w, "chief")), "lead_text", "Araşdırın",
                           "lead_date", "2026-10-05", "lead_due", "2026-10-12", NULL);
    IS(world_take(w, world_list(w, line), world_form(w, "complained_id", world_id(w, world_person("head")), NULL)), 303);
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    sees(w, "head", task, false, 0);
    sees(w, "deputy", task, true, 1);
    assert_int_equal(total(w, "head", "/letters"), 0);
}

static void what_joins_a_complaint_is_closed_with_it(void **state)
{
    World *w = *state;
    int64_t main = taken(w, "K-1", "deputy"), letter = taken(w, "K-2", NULL);
    IS(world_get(w, "deputy", at(w, "letters", letter)), 200);
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/join", (long long)letter),
                  world_form(w, "main_id", world_id(w, main), NULL)), 303);
    IS(world_get(w, "deputy", at(w, "letters", letter)), 403);
    IS(world_get(w, "head", at(w, "letters", letter)), 200);
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/unjoin", (long long)letter), world_form(w, "why", "Səhv", NULL)), 303);
    IS(world_get(w, "deputy", at(w, "letters", letter)), 200);
    IS(world_get(w, "deputy", at(w, "letters", main)), 403);
}

/* ---- the line it came on ----------------------------------------------------------------- */

/* A list of an application and a complaint, with whom the Secretariat says it is about. */
static int64_t list_about(World *w, const char *complained)
{
    return world_list(w, world_form(w, "items.0.office_no", "K-8", "items.0.office_date", "2026-10-05", "items.0.kind", "application",
                                    "items.0.party_kind", "natural", "items.0.party", "Vətəndaşov", "items.0.gist", "Adi müraciət",
                                    "items.0.sheets", "1", "items.1.office_no", "K-9", "items.1.office_date", "2026-10-05",
                                    "items.1.kind", "complaint", "items.1.party_kind", "natural", "items.1.party", "Şikayətçi",
                                    "items.1.gist", "Gizli iş", "items.1.sheets", "1", complained ? "items.1.complained_id" : NULL,
                                    complained ? world_id(w, world_person(complained)) : NULL, NULL));
}

/* What he finds of a list: its row among the lists, its page, its file. */
static void list_shows(World *w, const char *who, int64_t list, int64_t papers, int64_t waiting, bool secret)
{
    Answer all = world_json(w, who, "/handovers"), page = world_json(w, who, at(w, "handovers", list));
    assert_int_equal(world_number(all, "list.items.0.papers"), papers);
    assert_int_equal(world_number(all, "list.items.0.items"), papers);
    assert_int_equal(world_number(all, "list.items.0.waiting"), waiting);
    assert_int_equal(val_count(val_at(page.view, "lines")), papers);
    assert_int_equal(strstr(page.text, "Gizli iş") != NULL, secret);
}

static Answer take_line(World *w, const char *who, int64_t list, int64_t line, const Val *form)
{
    return world_post(w, who, arena_printf(w->arena, "/handovers/%lld/items/%lld/take", (long long)list, (long long)line), form);
}

static void a_line_is_closed_from_the_day_the_list_names_him(void **state)
{
    World *w = *state;
    int64_t open = list_about(w, NULL);
    list_shows(w, "deputy", open, 2, 2, true);               /* nobody has said yet */
    int64_t list = list_about(w, "deputy");
    list_shows(w, "deputy", list, 1, 1, false);
    list_shows(w, "head", list, 2, 2, true);
    list_shows(w, "clerk", list, 2, 2, true);
    SAYS(world_get(w, "head", at(w, "handovers", list)), "Şikayət olunan");
    /* The clerk need not say it again, and the letter is closed with its line. */
    int64_t first = world_count(w, "SELECT MIN(id) FROM handover_item WHERE handover_id = 2");
    Answer taken = take_line(w, "clerk", list, first + 1, world_form(w, "not_same", "1", NULL));
    IS(taken, 303);
    IS(world_get(w, "deputy", taken.location), 403);
    list_shows(w, "deputy", list, 1, 1, false);
    list_shows(w, "head", list, 2, 1, true);
    /* A spoiled number leaves the line closed. */
    IS(world_post(w, "clerk", arena_printf(w->arena, "%s/spoil", taken.location),
                  world_form(w, "spoiled", "Səhv nömrə", NULL)), 303);
    list_shows(w, "deputy", list, 1, 1, false);
    list_shows(w, "head", list, 2, 2, true);
}

/* A paper of before, taken over twice and about another each time: its line is closed to both, and stands on the list once. */
static void a_line_closed_to_two_stands_on_the_list_once(void **state)
{
    World *w = *state;
    int64_t list = list_about(w, "deputy"), line = world_count(w, "SELECT MAX(id) FROM handover_item");
    MUST(db_script(w->db, arena_printf(w->arena, "INSERT INTO wall (kind, object, person_id, since, ended)"
                                                 " VALUES (13, %lld, %lld, 0, 253402300799000000)", (long long)line,
                                       (long long)world_person("clerk")), &w->err), &w->err);
    list_shows(w, "head", list, 2, 2, true);
    list_shows(w, "deputy", list, 1, 1, false);
    list_shows(w, "clerk", list, 1, 1, false);
    IS(take_line(w, "clerk", list, line, NULL), 404);
    serve(w, "deputy", FACT_ACTING, "clerk", date_make(2026, 10, 5), NULL);
    IS(take_line(w, "deputy", list, line, NULL), 404);
}

/* Nothing else on it: the list itself is not there for him. */
static void a_list_of_nothing_else_is_not_there(void **state)
{
    World *w = *state;
    int64_t list = world_list(w, world_line(w, "kind", "complaint", "complained_id", world_id(w, world_person("deputy")), NULL));
    assert_int_equal(total(w, "deputy", "/handovers"), 0);
    assert_int_equal(total(w, "head", "/handovers"), 1);
    IS(world_get(w, "deputy", at(w, "handovers", list)), 404);
    IS(world_get(w, "deputy", at(w, "handovers", 999)), 404);
}

static void a_complaint_about_the_clerk_waits_for_who_acts_for_him(void **state)
{
    World *w = *state;
    int64_t list = list_about(w, "clerk"), first = world_count(w, "SELECT MIN(id) FROM handover_item");
    list_shows(w, "clerk", list, 1, 1, false);
    Answer closed = take_line(w, "clerk", list, first + 1, NULL), none = take_line(w, "clerk", list, 999, NULL);
    IS(closed, 404);
    IS(none, 404);
    IS(world_post(w, "clerk", arena_printf(w->arena, "/handovers/%lld/items/%lld/back", (long long)list, (long long)first + 1),
                  world_form(w, "why", "Aidiyyəti deyil", NULL)), 404);
    IS(take_line(w, "clerk", list, first, NULL), 303);
    serve(w, "insp2", FACT_ACTING, "clerk", date_make(2026, 10, 5), NULL);
    IS(take_line(w, "insp2", list, first + 1, NULL), 303);
}

static void the_clerk_takes_back_a_name_that_the_list_gave_wrongly(void **state)
{
    World *w = *state;
    int64_t list = list_about(w, "deputy"), line = world_count(w, "SELECT MAX(id) FROM handover_item");
    SAYS(world_json(w, "clerk", at(w, "handovers", list)), "\"value\":\"-1\"");
    IS(take_line(w, "clerk", list, line, world_form(w, "complained_id", "-1", NULL)), 303);
    list_shows(w, "deputy", list, 2, 1, true);
    assert_int_equal(total(w, "deputy", "/letters"), 1);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM wall WHERE ended = 253402300799000000"), 0);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'handover.about'"), 1);
}

static void the_clerk_names_another_than_the_list_did(void **state)
{
    World *w = *state;
    int64_t list = list_about(w, "deputy"), line = world_count(w, "SELECT MAX(id) FROM handover_item");
    IS(take_line(w, "clerk", list, line, world_form(w, "complained_id", world_id(w, world_person("head")), NULL)), 303);
    list_shows(w, "deputy", list, 2, 1, true);
    list_shows(w, "head", list, 1, 1, false);
    assert_int_equal(total(w, "head", "/letters"), 0);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'handover.about'"), 1);
}

static void what_goes_back_stays_closed_to_whom_the_clerk_names(void **state)
{
    World *w = *state;
    int64_t list = list_about(w, NULL), first = world_count(w, "SELECT MIN(id) FROM handover_item");
    const Val *about = world_form(w, "why", "Aidiyyəti deyil", "complained_id", world_id(w, world_person("head")), NULL);
    const char *back = arena_printf(w->arena, "/handovers/%lld/items/%lld/back", (long long)list, (long long)first);
    IS(world_post(w, "clerk", back, about), 422);            /* the first is no complaint */
    back = arena_printf(w->arena, "/handovers/%lld/items/%lld/back", (long long)list, (long long)first + 1);
    IS(world_post(w, "clerk", back, about), 303);
    list_shows(w, "head", list, 1, 1, false);
    list_shows(w, "deputy", list, 2, 1, true);
    SAYS(world_json(w, "deputy", at(w, "handovers", list)), "Aidiyyəti deyil");
}

static void only_a_complaint_is_about_an_officer_of_ours(void **state)
{
    World *w = *state;
    Val *line = world_line(w, "complained_id", world_id(w, world_person("head")), NULL);
    Answer a = world_post(w, "office", "/handovers", line);
    IS(a, 422);
    SAYS(a, "items.0.complained_id");
    IS(world_post(w, "office", "/handovers",
                  world_line(w, "kind", "complaint", "complained_id", world_id(w, world_person("stranger")), NULL)), 422);
    IS(world_post(w, "office", "/handovers",
                  world_line(w, "kind", "complaint", "complained_id", world_id(w, world_person("insp1")), NULL)), 303);
}

/* ---- what a form or a page beside it could tell ------------------------------------------ */

static void close_to(World *w, int64_t letter, const char *who)
{
    Cx cx = world_as(w, "head");
    MUST(db_begin(w->db, &w->err) && wall_put(&cx, OBJ_LETTER, letter, world_person(who), &w->err) && db_commit(w->db, &w->err), &w->err);
}

static void lift(World *w, int64_t letter)
{
    Cx cx = world_as(w, "head");
    MUST(db_begin(w->db, &w->err) && wall_end(&cx, OBJ_LETTER, letter, &w->err) && db_commit(w->db, &w->err), &w->err);
}

static void the_terms_leave_it_out(void **state)
{
    World *w = *state;
    int64_t letter = taken(w, "K-1", NULL);
    taken(w, "K-2", NULL);
    assert_int_equal(world_number(world_json(w, "clerk", "/letters/terms"), "compared"), 2);
    close_to(w, letter, "clerk");
    assert_int_equal(world_number(world_json(w, "clerk", "/letters/terms"), "compared"), 1);
}

/* By number and by id, from the page of joining and while it is taken over. */
static void nothing_is_joined_to_what_is_closed(void **state)
{
    World *w = *state;
    int64_t main = taken(w, "K-1", NULL), letter = taken(w, "K-2", NULL);
    close_to(w, main, "clerk");
    const char *join = arena_printf(w->arena, "/letters/%lld/join", (long long)letter);
    Answer numbered = world_post(w, "clerk", join, world_form(w, "main_no", "05/1-1", NULL));
    IS(numbered, 409);
    SAYS(numbered, "icraatda 05/1-1 nömrəli məktub yoxdur");
    Answer closed = world_post_json(w, "clerk", join, world_form(w, "main_id", world_id(w, main), NULL));
    Answer none = world_post_json(w, "clerk", join, world_form(w, "main_id", "999", NULL));
    IS(closed, 404);
    IS(none, 404);
    assert_string_equal(closed.text, none.text);
    int64_t list = world_list(w, world_line(w, "office_no", "K-3", "gist", "Üçüncü", "party", "Üçüncü", NULL));
    IS(world_take(w, list, world_form(w, "main_id", world_id(w, main), NULL)), 404);
    IS(world_take(w, list, world_form(w, "main_no", "05/1-1", NULL)), 409);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter"), 2);
    lift(w, main);
    IS(world_post(w, "clerk", join, world_form(w, "main_no", "05/1-1", NULL)), 303);
}

static void a_closed_twin_is_not_told(void **state)
{
    World *w = *state;
    int64_t letter = taken(w, "K-1", NULL), list = world_list(w, world_line(w, "office_no", "K-1", "party", "Başqası", NULL));
    Answer open = world_take(w, list, NULL);
    IS(open, 409);
    SAYS(open, "05/1-1");
    close_to(w, letter, "clerk");
    Answer a = world_take(w, list, NULL);
    IS(a, 409);
    SAYS(a, "bu sənədi başqa işçi qəbul etməlidir");
    assert_null(strstr(a.text, "05/1-1"));
    IS(world_take(w, list, world_form(w, "main_id", world_id(w, letter), NULL)), 409);
}

/* A page tells nothing of a closed paper beside it: no row, no link, no line of its history. */
static void the_page_beside_it_is_silent(void **state)
{
    World *w = *state;
    int64_t main = taken(w, "K-1", NULL), letter = taken(w, "K-2", "deputy"), other = taken(w, "K-3", NULL);
    const int64_t joins[] = { letter, other };
    for (size_t i = 0; i < 2; i++)
        IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/join", (long long)joins[i]),
                      world_form(w, "main_id", world_id(w, main), NULL)), 303);
    Answer his = world_json(w, "deputy", at(w, "letters", main)), all = world_json(w, "head", at(w, "letters", main));
    assert_int_equal(val_count(val_at(all.view, "joined")), 2);
    assert_int_equal(val_count(val_at(his.view, "joined")), 1);
    assert_string_equal(world_text(his, "joined.0.number"), "05/1-3");
    SAYS(all, "05/1-2");
    assert_null(strstr(his.text, "05/1-2"));
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/unjoin", (long long)letter),
                  world_form(w, "why", "Səhvdir", NULL)), 303);
    SAYS(world_json(w, "head", at(w, "letters", main)), "05/1-2: Səhvdir");
    his = world_json(w, "deputy", at(w, "letters", main));
    assert_null(strstr(his.text, "05/1-2"));
    assert_null(strstr(his.text, "Səhvdir"));
    SAYS(his, "05/1-3");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        TEST_EACH_WORLD(a_section_head_sees_the_work_of_his_own_section_alone),
        TEST_EACH_WORLD(whose_section_it_is_follows_from_the_posts_of_the_day),
        TEST_EACH_WORLD(a_complaint_is_closed_to_the_one_it_is_about),
        TEST_EACH_WORLD(the_wall_stands_before_posts_that_see_all),
        TEST_EACH_WORLD(the_register_is_not_opened_on_oneself),
        TEST_EACH_WORLD(a_complaint_about_the_head_goes_to_his_deputy),
        TEST_EACH_WORLD(what_joins_a_complaint_is_closed_with_it),
        TEST_EACH_WORLD(a_line_is_closed_from_the_day_the_list_names_him),
        TEST_EACH_WORLD(a_line_closed_to_two_stands_on_the_list_once),
        TEST_EACH_WORLD(a_list_of_nothing_else_is_not_there),
        TEST_EACH_WORLD(a_complaint_about_the_clerk_waits_for_who_acts_for_him),
        TEST_EACH_WORLD(the_clerk_takes_back_a_name_that_the_list_gave_wrongly),
        TEST_EACH_WORLD(the_clerk_names_another_than_the_list_did),
        TEST_EACH_WORLD(what_goes_back_stays_closed_to_whom_the_clerk_names),
        TEST_EACH_WORLD(only_a_complaint_is_about_an_officer_of_ours),
        TEST_EACH_WORLD(the_terms_leave_it_out),
        TEST_EACH_WORLD(nothing_is_joined_to_what_is_closed),
        TEST_EACH_WORLD(a_closed_twin_is_not_told),
        TEST_EACH_WORLD(the_page_beside_it_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
