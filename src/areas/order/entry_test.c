// SPDX-License-Identifier: Apache-2.0
/* Registering, making known, undoing: what an order does to the ledger. */
#include "areas/order/order_world.h"
#include <string.h>

static const char *id_text(World *w, int64_t id) { return arena_printf(w->arena, "%lld", (long long)id); }

static Val *posting(World *w, const char *who, const char *seat, const char *starts)
{
    return world_form(w, "heading", "Şəxsi heyət üzrə", "items.0.kind", "post", "items.0.person_id",
                      id_text(w, world_person(who)), "items.0.seat_id", id_text(w, world_seat(w, seat)),
                      "items.0.starts", starts, "basis.0.text", "raport", NULL);
}

static Val *undoing(World *w, const char *kind, int64_t target, const char *name, const char *value)
{
    return world_form(w, "heading", "Ləğv edilmə haqqında", "items.0.kind", kind, "items.0.target",
                      id_text(w, target), "basis.0.text", "xidməti yoxlama", name, value, NULL);
}

#define REFUSED(w, call, error, at)                                   \
    do {                                                              \
        assert_false(call);                                           \
        assert_string_equal(err_kind_name((w)->err.kind), #error);    \
        if (!world_fault(w, at))                                      \
            fail_msg("no fault at '%s' but at '%s'", at, (w)->err.faults[0].field); \
    } while (0)

/* ---- registering ------------------------------------------------------------------------- */

static void a_seat_taken_since_the_draft_stops_the_registration_and_leaves_no_gap(void **state)
{
    World *w = *state;
    int64_t late = world_signed(w, posting(w, "insp2", "spare", "2026-11-16"));
    int64_t soon = world_registered(w, posting(w, "insp1", "spare", "2026-11-16"));
    assert_string_equal(world_order(w, soon).number, "1-k");
    REFUSED(w, world_register(w, "insp2", late), CONFLICT, "items.0.seat_id");
    assert_string_equal(world_order(w, late).state, "signed");
    assert_true(world_holds(w, "insp2", "insp2", date_make(2026, 12, 1)));
    int64_t next = world_registered(w, posting(w, "insp2", "spare2", "2026-11-16"));
    assert_string_equal(world_order(w, next).number, "2-k");
}

static void each_series_and_year_counts_by_itself(void **state)
{
    World *w = *state;
    int64_t one = world_registered(w, posting(w, "insp2", "spare", "2026-11-16"));
    int64_t rest = world_registered(w, world_form(w, "heading", "Məzuniyyət haqqında", "items.0.kind", "rest",
                                                  "items.0.person_id", id_text(w, world_person("shead")),
                                                  "items.0.starts", "2026-12-01", "items.0.ends",
                                                  "2026-12-05", "basis.0.text", "ərizə", NULL));
    world_day(w, date_make(2027, 1, 4));
    int64_t year = world_registered(w, posting(w, "insp2", "spare2", "2027-01-11"));
    assert_string_equal(world_order(w, one).number, "1-k");
    assert_string_equal(world_order(w, rest).number, "1-m");
    assert_string_equal(world_order(w, year).number, "1-k");
    assert_int_equal(world_order(w, year).year, 2027);
}

static void a_number_printed_too_early_is_refused(void **state)
{
    World *w = *state;
    int64_t one = world_signed(w, posting(w, "insp2", "spare", "2026-11-16"));
    int64_t two = world_signed(w, posting(w, "insp1", "spare2", "2026-11-16"));
    Cx cx = world_as(w, "insp1");
    OrderPaper paper;
    Grant g;
    int64_t serial;
    assert_true(world_may(w, &cx, ACT_ORDER_REGISTER, two, &g));
    MUST(order_final_paper(&cx, two, 0, &paper, &w->err), &w->err);
    assert_string_equal(paper.number, "1-k");
    MUST(world_register(w, "insp1", one), &w->err);
    MUST(db_savepoint(w->db, &w->err), &w->err);
    REFUSED(w, order_register(&cx, two, &paper, &g, &serial, &w->err), CONFLICT, "number");
    assert_int_equal(serial, 2);
    db_rollback_savepoint(w->db);
    err_clear(&w->err);
    MUST(world_register(w, "insp1", two), &w->err);
    assert_string_equal(world_order(w, two).number, "2-k");
}

static void only_a_keeper_registers_and_only_what_is_signed(void **state)
{
    static const char *const OTHERS[] = { "clerk", "deputy", "head", "vice", "chief" };
    World *w = *state;
    int64_t id = world_signed(w, posting(w, "insp2", "spare", "2026-11-16")), fresh;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        assert_false(world_register(w, OTHERS[i], id));
        assert_int_equal(w->err.kind, ERR_DENIED);
    }
    MUST(world_save(w, "insp1", 0, 0, posting(w, "insp2", "spare", "2026-11-16"), &fresh), &w->err);
    assert_false(world_register(w, "shead", fresh));
    assert_int_equal(w->err.kind, ERR_CONFLICT);
}

static void a_swap_in_one_order_just_works(void **state)
{
    World *w = *state;
    Val *swap =
        world_form(w, "heading", "Dəyişdirilmə haqqında", "items.0.kind", "post", "items.0.person_id",
                   id_text(w, world_person("insp1")), "items.0.seat_id", id_text(w, world_seat(w, "insp2")),
                   "items.0.starts", "2026-12-01", "items.1.kind", "post", "items.1.person_id",
                   id_text(w, world_person("insp2")), "items.1.seat_id", id_text(w, world_seat(w, "insp1")),
                   "items.1.starts", "2026-12-01", "basis.0.text", "təqdimat", NULL);
    world_registered(w, swap);
    assert_true(world_holds(w, "insp1", "insp2", date_make(2026, 12, 1)));
    assert_true(world_holds(w, "insp2", "insp1", date_make(2026, 12, 1)));
    assert_true(world_holds(w, "insp1", "insp1", date_make(2026, 11, 30)));
}

static void a_required_paper_must_be_there_before_registration(void **state)
{
    World *w = *state;
    const char *who = id_text(w, world_person("insp2"));
    int64_t without =
        world_signed(w, world_form(w, "heading", "Qeyd", "items.0.kind", "note", "items.0.person_id", who,
                                   "items.0.text", "qeyd", "basis.0.text", "raport", NULL));
    REFUSED(w, world_register(w, "insp2", without), INVALID, "items.0.papers.p0");
    err_clear(&w->err);
    Cx keeper = world_as(w, "insp2");
    MUST(order_papers_seen(&keeper, without, world_form(w, "papers.i0.p0", "1", NULL), &w->err), &w->err);
    MUST(world_register(w, "insp2", without), &w->err);
    int64_t with = world_signed(w, world_form(w, "heading", "Qeyd", "items.0.kind", "note", "items.0.person_id", who,
                                              "items.0.text", "qeyd", "items.0.papers.p0", "1", "basis.0.text", "raport",
                                              NULL));
    MUST(world_register(w, "insp2", with), &w->err);
}

static void a_paper_order_of_the_past_is_entered_with_its_own_number(void **state)
{
    World *w = *state;
    Val *old = posting(w, "insp2", "spare", "2024-03-01");
    val_put_text(w->arena, old, "historical", "1");
    val_put_text(w->arena, old, "old_number", "47-k");
    val_put_text(w->arena, old, "old_date", "2024-02-26");
    Cx cx = world_as(w, "insp1");
    int64_t id;
    Grant g;
    assert_true(world_may(w, &cx, ACT_ORDER_DRAFT, 0, &g));
    MUST(order_save(&cx, 0, 0, old, "", &g, &id, &w->err), &w->err);
    REFUSED(w, world_submit(w, "insp1", id), INVALID, "scan");
    MUST(order_save(&cx, id, 1, old, "ab", &g, &id, &(Err){ 0 }), &w->err);
    MUST(world_submit(w, "insp1", id), &w->err);
    REFUSED(w, world_register(w, "insp1", id), DENIED, "");   /* who enters it does not register it */
    err_clear(&w->err);
    MUST(world_register(w, "insp2", id), &w->err);
    Order o = world_order(w, id);
    assert_string_equal(o.number, "47-k");
    assert_false(o.late);
    assert_true(world_holds(w, "insp2", "spare", date_make(2024, 3, 1)));
    size_t n;
    Instant before = { 1 };
    assert_non_null(ledger_history_of_seat(w->db, w->arena, world_seat(w, "spare"), before, &n, &w->err));
    assert_int_equal(n, 0);                                   /* known only since it was entered */
    int64_t next = world_registered(w, posting(w, "insp1", "spare2", "2026-12-01"));
    assert_string_equal(world_order(w, next).number, "1-k");   /* the old number took none of ours */
}

static Val *paper_of(World *w, const char *seat, const char *date)
{
    Val *old = posting(w, "insp2", seat, "2026-12-01");
    val_put_text(w->arena, old, "historical", "1");
    val_put_text(w->arena, old, "old_number", "48-k");
    val_put_text(w->arena, old, "old_date", date);
    return old;
}

static void a_paper_of_the_past_is_no_way_around_visas_and_signature(void **state)
{
    World *w = *state;
    int64_t id;
    REFUSED(w, world_save(w, "head", 0, 0, paper_of(w, "spare", "2024-02-26"), &id), DENIED, "");
    err_clear(&w->err);
    Date first = world_order(w, world_registered(w, posting(w, "insp1", "spare2", "2026-12-01"))).signed_on;
    char day[DATE_TEXT];
    world_day(w, date_add_days(first, 2));
    date_format(first, day);
    REFUSED(w, world_save(w, "insp1", 0, 0, paper_of(w, "spare", day), &id), INVALID, "old_date");
    err_clear(&w->err);
    date_format(date_add_days(first, -1), day);
    MUST(world_save(w, "insp1", 0, 0, paper_of(w, "spare", day), &id), &w->err);
}

static void a_paper_of_the_past_bears_a_number_of_its_series(void **state)
{
    World *w = *state;
    static const struct { const char *typed, *kept; } CASES[] = {
        { "48-k", "48-k" }, { " 48-K ", "48-k" }, { "48/2-k", "48/2-k" }, { "999999-k", "999999-k" },
        { "48", NULL }, { "48-m", NULL }, { "0-k", NULL }, { "048-k", NULL }, { "1000000-k", NULL }, { "48/-k", NULL },
        { "48/0-k", NULL }, { "48-kk", NULL }, { "-k", NULL }, { "<b>", NULL }, { "<b>48-k", NULL }, { "48 k", NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Val *old = paper_of(w, "spare", arena_printf(w->arena, "20%02zu-02-26", i + 1));
        int64_t id = 0;
        val_replace(old, "old_number", val_text(w->arena, CASES[i].typed));
        bool saved = world_save(w, "insp1", 0, 0, old, &id);
        if (saved != (CASES[i].kept != NULL))
            fail_msg("[%s] was %s", CASES[i].typed, saved ? "taken" : "refused");
        if (saved)
            assert_string_equal(world_order(w, id).number, CASES[i].kept);
        else
            assert_non_null(world_fault(w, "old_number"));
        err_clear(&w->err);
    }
}

static void a_number_of_the_past_is_entered_once_a_year(void **state)
{
    World *w = *state;
    int64_t id, again;
    MUST(world_save(w, "insp1", 0, 0, paper_of(w, "spare", "2024-02-26"), &id), &w->err);
    MUST(world_save(w, "insp1", id, 1, paper_of(w, "spare", "2024-02-27"), &again), &w->err);       /* itself */
    REFUSED(w, world_save(w, "insp1", 0, 0, paper_of(w, "spare2", "2024-12-31"), &again), INVALID, "old_number");
    err_clear(&w->err);
    MUST(world_save(w, "insp1", 0, 0, paper_of(w, "spare2", "2025-01-01"), &again), &w->err);
}

/* ---- made known --------------------------------------------------------------------------- */

static void everybody_reads_his_own_item_and_nobody_anothers(void **state)
{
    World *w = *state;
    Val *two =
        world_form(w, "heading", "Şəxsi heyət üzrə", "items.0.kind", "post", "items.0.person_id",
                   id_text(w, world_person("clerk")), "items.0.seat_id", id_text(w, world_seat(w, "spare")),
                   "items.0.starts", "2026-12-01", "items.1.kind", "post", "items.1.person_id",
                   id_text(w, world_person("insp2")), "items.1.seat_id", id_text(w, world_seat(w, "spare2")),
                   "items.1.starts", "2026-12-01", "basis.0.text", "təqdimat", NULL);
    int64_t id = world_registered(w, two);
    Cx clerk = world_as(w, "clerk");
    Grant g;
    assert_false(world_may(w, &clerk, ACT_ORDER_READ, id, &g));
    err_clear(&w->err);
    assert_true(world_may(w, &clerk, ACT_ORDER_EXTRACT, id, &g));
    assert_false(world_acquaint(w, &clerk, id, world_item(w, id, 2)));
    assert_int_equal(w->err.kind, ERR_DENIED);
    MUST(world_acquaint(w, &clerk, id, world_item(w, id, 1)), &w->err);
    assert_false(world_acquaint(w, &clerk, id, world_item(w, id, 1)));
    assert_int_equal(w->err.kind, ERR_CONFLICT);
    Cx vice = world_as(w, "vice");
    assert_false(world_acquaint(w, &vice, id, world_item(w, id, 2)));
    assert_int_equal(w->err.kind, ERR_DENIED);
}

static void who_left_the_service_keeps_only_what_is_about_himself(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "insp1", "spare", "2026-12-01"));
    Grant g;
    Cx serving = world_as(w, "insp1");
    assert_true(world_may(w, &serving, ACT_TASK_LIST, 0, &g));
    assert_true(world_may(w, &serving, ACT_ORDER_READ, id, &g));
    world_day(w, date_make(1980, 1, 1));                       /* a day he is on no list */
    Cx gone = world_as(w, "insp1");
    assert_false(world_may(w, &gone, ACT_TASK_LIST, 0, &g));
    assert_false(world_may(w, &gone, ACT_ORDER_READ, id, &g));  /* though he drafted it */
    assert_false(world_may(w, &gone, ACT_ORDER_DRAFT, id, &g));
    err_clear(&w->err);
    assert_true(world_may(w, &gone, ACT_ORDER_LIST, 0, &g));
    assert_true(world_may(w, &gone, ACT_ORDER_EXTRACT, id, &g));
    assert_string_equal(g.relation, "named");
    assert_true(world_may(w, &gone, ACT_ORDER_ACQUAINT, id, &g));
}

static void a_refusal_is_noted_by_an_officer_with_its_act(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "clerk", "spare", "2026-12-01")), item = world_item(w, id, 1);
    Cx insp = world_as(w, "insp1");
    Grant g;
    Acquainting in = { .refused = true, .act = "", .at = insp.today };
    assert_true(world_may(w, &insp, ACT_ORDER_ACQUAINT, id, &g));
    REFUSED(w, order_acquaint(&insp, id, item, &in, &g, &w->err), INVALID, "act");
    err_clear(&w->err);
    in = (Acquainting){ .refused = true, .act = "akt № 3", .at = date_make(2026, 11, 11) };
    REFUSED(w, order_acquaint(&insp, id, item, &in, &g, &w->err), INVALID, "at");
    err_clear(&w->err);
    in.at = date_make(2026, 11, 12);
    MUST(order_acquaint(&insp, id, item, &in, &g, &w->err), &w->err);
}

/* ---- undoing -------------------------------------------------------------------------------- */

static void an_annulment_takes_back_and_is_itself_annulled(void **state)
{
    World *w = *state;
    Date day = date_make(2026, 12, 1);
    int64_t id = world_registered(w, posting(w, "insp2", "spare", "2026-11-16"));
    int64_t annul = world_registered(w, undoing(w, "annul", world_item(w, id, 1), "items.0.reason", ""));
    assert_true(world_holds(w, "insp2", "insp2", day));
    int64_t draft;
    REFUSED(
        w,
        world_save(w, "insp1", 0, 0, undoing(w, "annul", world_item(w, id, 1), "items.0.reason", ""), &draft),
        INVALID, "items.0.target");
    world_registered(w, undoing(w, "annul", world_item(w, annul, 1), "items.0.reason", ""));
    assert_true(world_holds(w, "insp2", "spare", day));
}

/* insp2 went to spare, then to spare2: the second move built on the first. */
static int64_t two_moves(World *w, int64_t *ret_second_input)
{
    int64_t first = world_registered(w, posting(w, "insp2", "spare", "2026-11-16"));
    int64_t second = world_registered(w, posting(w, "insp2", "spare2", "2026-12-01"));
    Entry e;
    bool found;
    MUST(ledger_entry_by_key(w->db, w->arena, arena_printf(w->arena, "order:%lld/1", (long long)second), &e,
                             &found, &w->err)
             && found,
         &w->err);
    *ret_second_input = e.id;
    return world_item(w, first, 1);
}

static void what_was_built_on_it_must_be_decided_one_by_one(void **state)
{
    World *w = *state;
    int64_t input, item = two_moves(w, &input), id;
    const char *field = arena_printf(w->arena, "items.0.dep.x%lld", (long long)input);
    REFUSED(w, world_save(w, "insp1", 0, 0, undoing(w, "annul", item, "items.0.reason", ""), &id), INVALID,
            field);
    world_registered(w, undoing(w, "annul", item, field, "annul"));
    assert_true(world_holds(w, "insp2", "insp2", date_make(2026, 12, 2)));
    assert_false(world_holds(w, "insp2", "spare2", date_make(2026, 12, 2)));
}

static void a_kept_dependent_is_based_on_what_was_before(void **state)
{
    World *w = *state;
    int64_t input, item = two_moves(w, &input);
    world_registered(
        w, undoing(w, "annul", item, arena_printf(w->arena, "items.0.dep.x%lld", (long long)input), "keep"));
    assert_true(world_holds(w, "insp2", "insp2", date_make(2026, 11, 30)));
    assert_true(world_holds(w, "insp2", "spare2", date_make(2026, 12, 1)));
}

static void the_act_names_everything_it_annuls(void **state)
{
    World *w = *state;
    int64_t input, item = two_moves(w, &input);
    const char *field = arena_printf(w->arena, "items.0.dep.x%lld", (long long)input);
    int64_t id = world_signed(w, undoing(w, "annul", item, field, "annul"));
    assert_non_null(strstr(world_order(w, id).text, "1-k nömrəli əmrin 1-ci bəndi, "));
    assert_non_null(strstr(world_order(w, id).text, "2-k nömrəli əmrin 1-ci bəndi ləğv edilsin."));
}

static void a_correction_takes_the_place_of_what_it_corrects(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "insp2", "spare", "2026-11-16"));
    Val *form = undoing(w, "correct", world_item(w, id, 1), "items.0.starts", "2026-11-23");
    Val *item = (Val *)val_first(val_get(form, "items"));
    val_put_text(w->arena, item, "seat_id", id_text(w, world_seat(w, "spare2")));
    int64_t correction = world_registered(w, form);
    assert_true(world_holds(w, "insp2", "insp2", date_make(2026, 11, 20)));
    assert_true(world_holds(w, "insp2", "spare2", date_make(2026, 11, 23)));
    Order o = world_order(w, correction);
    assert_string_equal(o.series, "personnel");
    assert_non_null(strstr(o.text, "aşağıdakı redaksiyada"));
}

static void a_correction_without_the_kinds_parameters_is_refused(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "insp2", "spare", "2026-11-16")), draft;
    REFUSED(w,
            world_save(w, "insp1", 0, 0,
                       undoing(w, "correct", world_item(w, id, 1), "items.0.starts", "2026-11-23"), &draft),
            INVALID, "items.0.seat_id");
}

static void a_correction_is_corrected_again_by_its_own_kind(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "insp2", "spare", "2026-11-16"));
    const char *spare2 = id_text(w, world_seat(w, "spare2"));
    Val *form = undoing(w, "correct", world_item(w, id, 1), "items.0.starts", "2026-11-23");
    val_put_text(w->arena, (Val *)val_first(val_get(form, "items")), "seat_id", spare2);
    int64_t first = world_registered(w, form);
    form = undoing(w, "correct", world_item(w, first, 1), "items.0.starts", "2026-11-30");
    val_put_text(w->arena, (Val *)val_first(val_get(form, "items")), "seat_id", spare2);
    world_registered(w, form);
    assert_true(world_holds(w, "insp2", "insp2", date_make(2026, 11, 29)));
    assert_true(world_holds(w, "insp2", "spare2", date_make(2026, 11, 30)));
}

static void an_annulment_is_not_corrected(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "insp2", "spare", "2026-11-16")), draft;
    int64_t annulment = world_registered(w, undoing(w, "annul", world_item(w, id, 1), "items.0.reason", ""));
    REFUSED(w, world_save(w, "insp1", 0, 0, undoing(w, "correct", world_item(w, annulment, 1), "items.0.reason", ""), &draft),
            INVALID, "items.0.target");
}

static void an_item_is_undone_by_an_order_of_its_own_series(void **state)
{
    World *w = *state;
    int64_t id = world_registered(w, posting(w, "insp2", "spare", "2026-11-16")), draft;
    Val *form = world_form(w, "heading", "Qarışıq", "items.0.kind", "rest", "items.0.person_id",
                           id_text(w, world_person("shead")), "items.0.starts", "2026-12-01", "items.0.ends",
                           "2026-12-05", "items.1.kind", "annul", "items.1.target",
                           id_text(w, world_item(w, id, 1)), "basis.0.text", "ərizə", NULL);
    REFUSED(w, world_save(w, "insp1", 0, 0, form, &draft), INVALID, "items.1.target");
}

static void the_ledger_replays_to_the_same_after_all_of_it(void **state)
{
    World *w = *state;
    int64_t input, item = two_moves(w, &input);
    world_registered(
        w, undoing(w, "annul", item, arena_printf(w->arena, "items.0.dep.x%lld", (long long)input), "annul"));
    Replay r;
    MUST(ledger_replay(w->db, w->arena, REPLAY_CHECK, FACT_KINDS, NULL, &r, &w->err), &w->err);
    assert_true(r.same);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(a_seat_taken_since_the_draft_stops_the_registration_and_leaves_no_gap),
    TEST_EACH_WORLD(each_series_and_year_counts_by_itself),
    TEST_EACH_WORLD(a_number_printed_too_early_is_refused),
    TEST_EACH_WORLD(only_a_keeper_registers_and_only_what_is_signed),
    TEST_EACH_WORLD(a_swap_in_one_order_just_works),
    TEST_EACH_WORLD(a_required_paper_must_be_there_before_registration),
    TEST_EACH_WORLD(a_paper_order_of_the_past_is_entered_with_its_own_number),
    TEST_EACH_WORLD(a_paper_of_the_past_is_no_way_around_visas_and_signature),
    TEST_EACH_WORLD(a_paper_of_the_past_bears_a_number_of_its_series),
    TEST_EACH_WORLD(a_number_of_the_past_is_entered_once_a_year),
    TEST_EACH_WORLD(everybody_reads_his_own_item_and_nobody_anothers),
    TEST_EACH_WORLD(who_left_the_service_keeps_only_what_is_about_himself),
    TEST_EACH_WORLD(a_refusal_is_noted_by_an_officer_with_its_act),
    TEST_EACH_WORLD(an_annulment_takes_back_and_is_itself_annulled),
    TEST_EACH_WORLD(what_was_built_on_it_must_be_decided_one_by_one),
    TEST_EACH_WORLD(a_kept_dependent_is_based_on_what_was_before),
    TEST_EACH_WORLD(the_act_names_everything_it_annuls),
    TEST_EACH_WORLD(a_correction_takes_the_place_of_what_it_corrects),
    TEST_EACH_WORLD(a_correction_without_the_kinds_parameters_is_refused),
    TEST_EACH_WORLD(a_correction_is_corrected_again_by_its_own_kind),
    TEST_EACH_WORLD(an_annulment_is_not_corrected),
    TEST_EACH_WORLD(an_item_is_undone_by_an_order_of_its_own_series),
    TEST_EACH_WORLD(the_ledger_replays_to_the_same_after_all_of_it),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
