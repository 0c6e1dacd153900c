// SPDX-License-Identifier: Apache-2.0
/* Lists, taking over, numbers, duplicates, terms: each refusal and both sides of each boundary. */
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

/* Is the fault shown with a way to its field? */
static bool blames(Answer a, const char *field)
{
    char link[80];
    snprintf(link, sizeof link, "href=\"#f-%s\"", field);
    return strstr(a.text, link) != NULL;
}

/* One wrong value at a time is refused at its field, the right one beside it passes. */
static void a_list_is_checked_field_by_field(void **state)
{
    World *w = *state;
    static const struct { const char *field, *wrong, *right; } CASES[] = {
        { "office_date", "2026-10-06", "2026-10-05" }, { "office_date", "31.02.2026", "28.02.2026" },
        { "office_date", "1999-01-01", "2026-01-05" },
        { "their_date", "2026-10-06", "2026-10-05" }, { "sheets", "0", "1" }, { "sheets", "5001", "5000" },
        { "sheets", "iki", "2" }, { "annexes", "1001", "1000" }, { "annexes", "-1", "0" },
        { "kind", "answer", "letter" }, { "party_kind", "martian", "court" }, { "party", "  ", "Kimsə" },
        { "office_no", "", "1" }, { "gist", "", "Məzmun" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *field = arena_printf(w->arena, "items.0.%s", CASES[i].field);
        Answer a = world_post(w, "office", "/handovers", world_line(w, CASES[i].field, CASES[i].wrong, NULL));
        IS(a, 422);
        if (!blames(a, field))
            fail_msg("%s=%s is not blamed", field, CASES[i].wrong);
        IS(world_post(w, "office", "/handovers", world_line(w, CASES[i].field, CASES[i].right, NULL)), 303);
    }
}

static void leaderships_resolution_is_checked(void **state)
{
    World *w = *state;
    const char *vice = world_id(w, world_seat(w, "vice")), *deputy = world_id(w, world_seat(w, "deputy"));
    static const struct { const char *text, *date, *due, *at; } CASES[] = {
        { "", "2026-10-05", "", "lead_text" },            { "Baxılsın", "", "", "lead_date" },
        { "Baxılsın", "2026-10-06", "", "lead_date" },    { "Baxılsın", "2026-10-05", "2026-10-04", "lead_due" },
        { "Baxılsın", "2026-10-05", "2026-10-05", NULL }, { "Baxılsın", "2026-10-05", "", NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Answer a = world_post(w, "office", "/handovers",
                              world_line(w, "lead_seat", vice, "lead_text", CASES[i].text, "lead_date", CASES[i].date,
                                         "lead_due", CASES[i].due, NULL));
        IS(a, CASES[i].at ? 422 : 303);
        assert_true(!CASES[i].at || blames(a, arena_printf(w->arena, "items.0.%s", CASES[i].at)));
    }
    Answer a = world_post(w, "office", "/handovers",
                          world_line(w, "lead_seat", deputy, "lead_text", "Baxılsın", "lead_date", "2026-10-05", NULL));
    IS(a, 422);
    assert_true(blames(a, "items.0.lead_seat"));
}

static void all_faults_of_a_list_are_shown_at_once_and_nothing_typed_is_lost(void **state)
{
    World *w = *state;
    Answer a = world_post(w, "office", "/handovers",
                          world_line(w, "party", "", "office_date", "2026-10-06", "sheets", "0", "gist", "Bu mətn qalır", NULL));
    IS(a, 422);
    assert_true(blames(a, "items.0.party") && blames(a, "items.0.office_date") && blames(a, "items.0.sheets"));
    SAYS(a, "Bu mətn qalır");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM handover"), 0);
}

static void a_row_is_added_without_script(void **state)
{
    World *w = *state;
    Val *form = world_line(w, "office_no", "K-77", NULL);
    val_put_text(w->arena, form, "do", "add");
    Answer a = world_post(w, "office", "/handovers", form);
    IS(a, 200);
    assert_int_equal(val_count(val_at(a.view, "form.rows")), 2);
    SAYS(a, "value=\"K-77\"");
    SAYS(a, "name=\"items.1.office_no\"");
    assert_string_equal(val_str(val_at(a.view, "form.rows.1.fields.1.value")), val_str(val_at(a.view, "form.rows.0.fields.1.value")));
    assert_null(strstr(a.text, "alert-danger"));
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM handover"), 0);
    form = world_line(w, NULL);
    val_add((Val *)val_get(form, "items"), world_form(w, "office_no", "", "office_date", "2026-10-05", "party", "", NULL));
    Answer sent = world_post(w, "office", "/handovers", form);        /* an empty row at the end is no paper */
    IS(sent, 303);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM handover_item"), 1);
}

static void the_clerk_may_record_for_the_secretariat_and_nobody_else_may(void **state)
{
    World *w = *state;
    static const char *const OTHERS[] = { "head", "deputy", "shead", "insp1", "stranger", "chief" };
    IS(world_post(w, "clerk", "/handovers", world_line(w, NULL)), 303);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        IS(world_post(w, OTHERS[i], "/handovers", world_line(w, NULL)), 403);
        IS(world_post_json(w, OTHERS[i], "/handovers", world_line(w, NULL)), 403);
        IS(world_take(w, 1, NULL), i == 0 ? 303 : 409);
        IS(world_post(w, OTHERS[i], "/handovers/1/items/1/take", NULL), 403);
    }
    IS(world_post(w, "office", "/handovers/1/items/1/take", NULL), 403);
    IS(world_get(w, "stranger", "/handovers/1"), 403);
    IS(world_get(w, "insp1", "/handovers"), 403);
    IS(world_get(w, "deputy", "/handovers/1"), 200);
}

/* ---- taking over ------------------------------------------------------------- */

static void a_line_is_taken_once_and_from_its_own_list(void **state)
{
    World *w = *state;
    int64_t one = world_list(w, world_line(w, NULL)), two = world_list(w, world_line(w, "office_no", "K-12", "party", "Başqası", NULL));
    Answer a = world_post(w, "clerk", arena_printf(w->arena, "/handovers/%lld/items/2/take", (long long)one), NULL);
    IS(a, 404);
    IS(world_take(w, one, NULL), 303);
    IS(world_take(w, one, NULL), 409);
    IS(world_take(w, two, NULL), 303);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter"), 2);
    assert_int_equal(world_count(w, "SELECT last FROM register_counter"), 2);
}

static void a_missing_annex_and_the_scan_are_kept(void **state)
{
    World *w = *state;
    int64_t list = world_list(w, world_line(w, "annexes", "2", NULL));
    Upload scan = world_scan(w, "ərizə.pdf");
    Answer a = world_upload(w, "clerk", arena_printf(w->arena, "/handovers/%lld/items/1/take", (long long)list),
                            world_form(w, "missing", "2-ci əlavə yoxdur", NULL), &scan);
    IS(a, 303);
    Letter l = world_letter(w, world_id_in(a.location));
    assert_string_equal(l.missing, "2-ci əlavə yoxdur");
    assert_false(l.control);
    Answer page = world_get(w, "clerk", a.location);
    assert_int_equal(world_number(page, "pane.pages"), 2);
    assert_int_equal(val_type(val_at(page.view, "pane.previous")), V_NULL);
    assert_string_equal(world_text(page, "pane.next"), "?scan=1&page=2");
    page = world_get(w, "clerk", arena_printf(w->arena, "%s?scan=1&page=2", a.location));
    assert_string_equal(world_text(page, "pane.previous"), "?scan=1&page=1");
    assert_int_equal(val_type(val_at(page.view, "pane.next")), V_NULL);
    page = world_get(w, "clerk", arena_printf(w->arena, "%s?scan=99&page=99", a.location));
    assert_int_equal(world_number(page, "pane.page"), 2);       /* never beyond what is there */
}

static void a_scan_is_read_exactly_by_who_reads_its_letter(void **state)
{
    World *w = *state;
    int64_t list = world_list(w, world_line(w, NULL));
    Upload scan = world_scan(w, "a.pdf");
    IS(world_upload(w, "clerk", arena_printf(w->arena, "/handovers/%lld/items/1/take", (long long)list), NULL, &scan), 303);
    int64_t other = world_taken(w, world_line(w, "office_no", "K-12", "party", "Başqası", NULL));
    Answer a = world_get(w, "clerk", "/letters/1/scans/1/pages/2?width=300");
    IS(a, 200);
    assert_string_equal(a.type, "image/png");
    assert_memory_equal(a.text, "\x89PNG", 4);
    IS(world_get(w, "clerk", "/letters/1/scans/1/pages/1?width=99999"), 200);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'read' AND kind = 'letter' AND object = 1"), 1);
    IS(world_get(w, "head", "/letters/1/scans/1/pages/1"), 200);        /* another reader, another entry */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'read' AND kind = 'letter' AND object = 1"), 2);
    IS(world_get(w, "clerk", "/letters/1/scans/1/pages/3"), 404);
    IS(world_get(w, "clerk", "/letters/1/scans/1/pages/0"), 404);
    IS(world_get(w, "clerk", "/letters/1/scans/1/pages/x.png"), 404);
    IS(world_get(w, "clerk", arena_printf(w->arena, "/letters/%lld/scans/1/pages/1", (long long)other)), 404);
    IS(world_get(w, "insp1", "/letters/1/scans/1/pages/1"), 403);
    IS(world_get(w, "stranger", "/letters/1/scans/1/pages/1"), 403);
    Upload more = world_scan(w, "əlavə.pdf");
    IS(world_upload(w, "insp1", "/letters/1/scans", NULL, &more), 403);
    IS(world_upload(w, "clerk", "/letters/1/scans", NULL, &more), 303);
    IS(world_post(w, "clerk", "/letters/1/scans", NULL), 422);
    assert_int_equal(val_count(val_at(world_get(w, "clerk", "/letters/1").view, "pane.tabs")), 2);
}

/* ---- the same paper twice ---------------------------------------------------- */

static void a_duplicate_is_noticed_before_it_is_saved(void **state)
{
    World *w = *state;
    static const struct { const char *office_no, *party, *their_no, *their_date, *gist; bool same; } CASES[] = {
        { "K-21", "DÖVLƏT AGENTLİYİ", "7/1", "2026-10-01", "Başqa", true },      /* case does not hide it */
        { "K-22", "Dövlət Agentliyi", "7/1", "2026-10-02", "Başqa", false },     /* another date */
        { "K-23", "Dövlət Agentliyi", "7/2", "2026-10-01", "Başqa", false },     /* another number */
        { "K-24", "Dövlət Nazirliyi", "7/1", "2026-10-01", "Başqa", false },     /* another sender */
        { "K-20", "Tamam başqası", "", "", "Başqa", true },                      /* the Secretariat's own number */
        { "K-25", "Dövlət Agentliyi", "", "", "Sorğu barədə", false },           /* no number: the gist serves */
        { "K-26", "Dövlət Agentliyi", "", "", "Sorğu barədə", true },
    };
    int64_t first = world_taken(w, world_line(w, "office_no", "K-20", "party", "Dövlət Agentliyi", "their_no", "7/1",
                                              "their_date", "2026-10-01", "gist", "Sorğu barədə", NULL));
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t before = world_count(w, "SELECT last FROM register_counter");
        int64_t list = world_list(w, world_line(w, "office_no", CASES[i].office_no, "party", CASES[i].party, "their_no",
                                                CASES[i].their_no, "their_date", CASES[i].their_date, "gist",
                                                CASES[i].gist, NULL));
        Answer a = world_take(w, list, world_form(w, "missing", "yazılmışdı", NULL));
        IS(a, CASES[i].same ? 409 : 303);
        assert_int_equal(world_count(w, "SELECT last FROM register_counter"), before + !CASES[i].same);
        if (!CASES[i].same)
            continue;
        SAYS(a, "yazılmışdı");
        if (i == 0)
            SAYS(a, arena_printf(w->arena, "<a href=\"/letters/%lld\">05/1-1</a>", (long long)first));
        IS(world_take(w, list, world_form(w, "not_same", "1", NULL)), 303);
    }
}

static void a_second_copy_joins_the_letter_it_repeats_and_no_other_one_unseen(void **state)
{
    World *w = *state;
    int64_t first = world_taken(w, world_line(w, NULL));
    int64_t other = world_taken(w, world_line(w, "office_no", "K-30", "party", "Başqası", "gist", "Başqa məsələ", NULL));
    int64_t list = world_list(w, world_line(w, "office_no", "K-31", NULL));
    IS(world_take(w, list, world_form(w, "main_id", world_id(w, other), NULL)), 409);
    Answer a = world_take(w, list, world_form(w, "main_id", world_id(w, first), NULL));
    IS(a, 303);
    assert_int_equal(world_letter(w, world_id_in(a.location)).main_id, first);
}

static Answer give_back(World *w, const char *who, int64_t list, int64_t item, const char *why)
{
    return world_post(w, who, arena_printf(w->arena, "/handovers/%lld/items/%lld/back", (long long)list, (long long)item),
                      world_form(w, "why", why, NULL));
}

static void a_line_that_is_not_ours_goes_back_and_the_last_one_closes_the_list(void **state)
{
    World *w = *state;
    int64_t list = world_list(w, world_line(w, NULL)), two = world_list(w, world_line(w, "office_no", "K-41", "party", "Başqası", NULL));
    static const char *const OTHERS[] = { "office", "head", "insp1", "stranger" };
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        IS(give_back(w, OTHERS[i], list, 1, "Aidiyyəti deyil"), 403);
    IS(give_back(w, "clerk", list, 1, ""), 422);
    IS(give_back(w, "clerk", list, 2, "Aidiyyəti deyil"), 404);             /* the other list's */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM handover WHERE state = 'taken'"), 0);
    IS(give_back(w, "clerk", list, 1, "Aidiyyəti deyil"), 303);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM handover WHERE state = 'taken'"), 1);
    IS(give_back(w, "clerk", list, 1, "Yenə"), 409);
    IS(world_take(w, list, NULL), 409);                                     /* and has no number of ours */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter"), 0);
    SAYS(world_get(w, "office", arena_printf(w->arena, "/handovers/%lld", (long long)list)), "Aidiyyəti deyil");
    IS(world_take(w, two, NULL), 303);
    IS(give_back(w, "clerk", two, 2, "Gec"), 409);
}

/* ---- terms -------------------------------------------------------------------- */

static void the_term_follows_the_kind_and_the_secretariats_date(void **state)
{
    World *w = *state;
    static const struct { const char *kind, *from; int year, month, day; const char *rule; } CASES[] = {
        { "application", "2026-10-05", 2026, 10, 26, "appeal.general" },
        { "complaint",   "2026-10-02", 2026, 10, 23, "appeal.general" },   /* a Friday: day 1 is Monday */
        { "proposal",    "2026-10-05", 2026, 10, 26, "appeal.general" },
        { "inquiry",     "2026-10-05", 2026, 10, 14, "info.general" },
        { "letter",      "2026-10-05", 2026, 11, 4,  "records.default" },  /* calendar days */
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t id = world_taken(w, world_line(w, "kind", CASES[i].kind, "office_date", CASES[i].from, "office_no",
                                               arena_printf(w->arena, "K-%zu", i), "party",
                                               arena_printf(w->arena, "Göndərən %zu", i), NULL));
        Letter l = world_letter(w, id);
        assert_string_equal(l.rule, CASES[i].rule);
        char due[DATE_TEXT], expected[DATE_TEXT];
        date_format(l.due, due);
        date_format(date_make(CASES[i].year, CASES[i].month, CASES[i].day), expected);
        assert_string_equal(due, expected);
        Answer page = world_get(w, "clerk", arena_printf(w->arena, "/letters/%lld", (long long)id));
        assert_true(val_count(val_at(page.view, "letter.why")) >= 3);
    }
}

static void late_today_and_not_yet_are_told_apart(void **state)
{
    World *w = *state;
    world_taken(w, world_line(w, NULL));                       /* due 26 October */
    static const struct { int day; int64_t late, today; const char *text; } CASES[] = {
        { 25, 0, 0, "1 iş günü qalıb" }, { 26, 0, 1, "bu gün" }, { 27, 1, 0, "1 iş günü gecikib" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        world_day(date_make(2026, 10, CASES[i].day));
        assert_int_equal(world_number(world_json(w, "clerk", "/letters?term=late"), "list.total"), CASES[i].late);
        assert_int_equal(world_number(world_json(w, "clerk", "/letters?term=today"), "list.total"), CASES[i].today);
        assert_string_equal(world_text(world_json(w, "clerk", "/letters/1"), "letter.term.text"), CASES[i].text);
    }
}

static void leaderships_term_stays_inside_the_legal_one(void **state)
{
    World *w = *state;
    static const struct { const char *due; int month, day; } CASES[] = {
        { "2026-10-25", 10, 25 }, { "2026-10-26", 10, 26 }, { "2026-11-30", 10, 26 }, { "", 10, 26 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t id = world_taken(w, world_line(w, "office_no", arena_printf(w->arena, "K-%zu", i), "party",
                                               arena_printf(w->arena, "Göndərən %zu", i), "lead_seat",
                                               world_id(w, world_seat(w, "chief")), "lead_text", "Baxılsın", "lead_date",
                                               "2026-10-05", "lead_due", CASES[i].due, NULL));
        Answer a = world_json(w, "chief", arena_printf(w->arena, "/letters/%lld", (long long)id));
        IS(a, 200);                                         /* who resolved reads it */
        assert_true(date_same(val_day(val_at(a.view, "sheet.0.tasks.0.term.date")),
                              date_make(2026, CASES[i].month, CASES[i].day)));
    }
}

static void the_register_is_filtered_by_what_the_address_says(void **state)
{
    World *w = *state;
    world_taken(w, world_line(w, "party", "Şahin Əliyev", NULL));
    world_day(date_make(2026, 10, 6));
    world_presented(w, world_line(w, "party", "Nazirlik", "party_kind", "executive", "kind", "letter", "office_no", "K-2", NULL), "deputy");
    const struct { const char *query; int64_t rows; } CASES[] = {
        { "", 2 }, { "?party=sahin", 1 }, { "?party=05/1-2", 1 }, { "?party=K-2", 1 }, { "?party=100%", 0 },
        { "?kind=letter", 1 }, { "?state=presented", 1 }, { "?direction=out", 0 }, { "?direction=in", 2 },
        { "?from=2026-10-06", 1 }, { "?until=2026-10-05", 1 }, { "?from=2026-10-05&until=2026-10-06", 2 },
        { arena_printf(w->arena, "?seat=%s&state=presented", world_id(w, world_seat(w, "deputy"))), 1 },
        { arena_printf(w->arena, "?seat=%s", world_id(w, world_seat(w, "head"))), 0 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Answer a = world_json(w, "clerk", arena_printf(w->arena, "/letters%s", CASES[i].query));
        if (world_number(a, "list.total") != CASES[i].rows)
            fail_msg("%s: %lld", CASES[i].query, (long long)world_number(a, "list.total"));
    }
    IS(world_json(w, "clerk", "/letters?from=tomorrow"), 422);
    assert_int_equal(world_number(world_json(w, "shead", "/letters"), "list.total"), 0);   /* nothing reached him */
    assert_int_equal(world_number(world_json(w, "stranger", "/letters"), "list.total"), 0);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(a_list_is_checked_field_by_field),
        TEST_EACH_WORLD(leaderships_resolution_is_checked),
        TEST_EACH_WORLD(all_faults_of_a_list_are_shown_at_once_and_nothing_typed_is_lost),
        TEST_EACH_WORLD(a_row_is_added_without_script),
        TEST_EACH_WORLD(the_clerk_may_record_for_the_secretariat_and_nobody_else_may),
        TEST_EACH_WORLD(a_line_is_taken_once_and_from_its_own_list),
        TEST_EACH_WORLD(a_missing_annex_and_the_scan_are_kept),
        TEST_EACH_WORLD(a_scan_is_read_exactly_by_who_reads_its_letter),
        TEST_EACH_WORLD(a_duplicate_is_noticed_before_it_is_saved),
        TEST_EACH_WORLD(a_second_copy_joins_the_letter_it_repeats_and_no_other_one_unseen),
        TEST_EACH_WORLD(a_line_that_is_not_ours_goes_back_and_the_last_one_closes_the_list),
        TEST_EACH_WORLD(the_term_follows_the_kind_and_the_secretariats_date),
        TEST_EACH_WORLD(late_today_and_not_yet_are_told_apart),
        TEST_EACH_WORLD(leaderships_term_stays_inside_the_legal_one),
        TEST_EACH_WORLD(the_register_is_filtered_by_what_the_address_says),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
