// SPDX-License-Identifier: Apache-2.0
/* The life of an order, step by step, on both engines: drafts, visas, the signature. */
#include "areas/order/order_world.h"
#include <string.h>

static const char *id_text(World *w, int64_t id) { return arena_printf(w->arena, "%lld", (long long)id); }

/* insp2 becomes the holder of a seat from 16 November 2026. */
static Val *posting(World *w, const char *seat)
{
    return world_form(w, "heading", "Şəxsi heyət üzrə", "items.0.kind", "post", "items.0.person_id",
                      id_text(w, world_person("insp2")), "items.0.seat_id", id_text(w, world_seat(w, seat)),
                      "items.0.starts", "2026-11-16", "basis.0.text", "G.Baxışlının raportu",
                      "basis.0.number", "7", "basis.0.dated", "2026-11-09", NULL);
}

static Val *leave(World *w, const char *who, const char *starts, const char *ends, const char *reason)
{
    return world_form(w, "heading", "Məzuniyyət haqqında", "items.0.kind", "rest", "items.0.person_id",
                      id_text(w, world_person(who)), "items.0.starts", starts, "items.0.ends", ends,
                      "items.0.reason", reason, "basis.0.text", "ərizə", NULL);
}

static int64_t drafted(World *w, const char *seat, const Val *form)
{
    int64_t id;
    MUST(world_save(w, seat, 0, 0, form, &id), &w->err);
    return id;
}

static int64_t submitted(World *w, const char *seat, const Val *form)
{
    int64_t id = drafted(w, seat, form);
    MUST(world_submit(w, seat, id), &w->err);
    return id;
}

#define REFUSED(w, call, error, at)                                   \
    do {                                                              \
        assert_false(call);                                           \
        assert_string_equal(err_kind_name((w)->err.kind), #error);    \
        if (!world_fault(w, at))                                      \
            fail_msg("no fault at '%s' but at '%s'", at, (w)->err.faults[0].field); \
    } while (0)

/* ---- the whole way --------------------------------------------------------------------- */

static void an_order_lives_from_draft_to_register(void **state)
{
    World *w = *state;
    int64_t id = drafted(w, "insp1", posting(w, "spare"));
    assert_string_equal(world_order(w, id).state, "draft");
    MUST(world_submit(w, "insp1", id), &w->err);
    assert_int_equal(world_order(w, id).visa_seat, world_seat(w, "shead"));
    MUST(world_visa(w, "shead", id, true, ""), &w->err);
    MUST(world_visa(w, "deputy", id, true, ""), &w->err);
    MUST(world_visa(w, "head", id, true, ""), &w->err);
    assert_string_equal(world_order(w, id).draft_pdf, "");
    MUST(world_visa(w, "vice", id, true, ""), &w->err);
    assert_string_equal(world_order(w, id).state, "to_sign");
    assert_int_equal(strlen(world_order(w, id).draft_pdf), 64);
    MUST(world_sign(w, "chief", id, NULL), &w->err);
    assert_false(world_holds(w, "insp2", "spare", date_make(2026, 11, 16)));
    MUST(world_register(w, "insp2", id), &w->err);
    Order o = world_order(w, id);
    assert_string_equal(o.number, "1-k");
    assert_true(date_same(o.signed_on, date_make(2026, 11, 12)));
    assert_false(o.late);
    assert_true(world_holds(w, "insp2", "spare", date_make(2026, 11, 16)));
    assert_true(world_holds(w, "insp2", "insp2", date_make(2026, 11, 15)));
}

/* ---- drafts ------------------------------------------------------------------------------ */

static void a_draft_says_all_that_is_wrong_with_it(void **state)
{
    World *w = *state;
    int64_t id;
    assert_false(world_save(
        w, "insp1", 0, 0, world_form(w, "items.0.kind", "post", "items.0.starts", "31.02.2026", NULL), &id));
    assert_int_equal(w->err.kind, ERR_INVALID);
    assert_non_null(world_fault(w, "heading"));
    assert_non_null(world_fault(w, "items.0.person_id"));
    assert_non_null(world_fault(w, "items.0.seat_id"));
    assert_non_null(world_fault(w, "items.0.starts"));
    assert_non_null(world_fault(w, "basis.0.text"));
}

static void an_order_never_mixes_series(void **state)
{
    World *w = *state;
    int64_t id;
    const char *who = id_text(w, world_person("insp2"));
    Val *mixed = world_form(w, "heading", "Qarışıq", "items.0.kind", "post", "items.0.person_id", who,
                            "items.0.seat_id", id_text(w, world_seat(w, "spare")), "items.0.starts",
                            "2026-11-16", "items.1.kind", "rest", "items.1.person_id", who, "items.1.starts",
                            "2026-12-01", "items.1.ends", "2026-12-05", "basis.0.text", "raport", NULL);
    REFUSED(w, world_save(w, "insp1", 0, 0, mixed, &id), INVALID, "items.1.kind");
    assert_null(world_fault(w, "items.0.kind"));
}

static void an_order_needs_a_basis_and_a_known_letter(void **state)
{
    World *w = *state;
    int64_t id;
    const char *who = id_text(w, world_person("insp2"));
    Val *none =
        world_form(w, "heading", "Məzuniyyət haqqında", "items.0.kind", "rest", "items.0.person_id", who,
                   "items.0.starts", "2026-12-01", "items.0.ends", "2026-12-05", "basis.0.text", " ", NULL);
    REFUSED(w, world_save(w, "insp1", 0, 0, none, &id), INVALID, "basis.0.text");
    Val *unknown = world_form(w, "heading", "Məzuniyyət haqqında", "items.0.kind", "rest",
                              "items.0.person_id", who, "items.0.starts", "2026-12-01", "items.0.ends",
                              "2026-12-05", "basis.0.text", "ərizə", "basis.1.letter", "99/9-9", NULL);
    REFUSED(w, world_save(w, "insp1", 0, 0, unknown, &id), INVALID, "basis.1.letter");
}

static void a_stale_version_says_who_changed_it(void **state)
{
    World *w = *state;
    int64_t id = drafted(w, "insp1", posting(w, "spare")), again;
    MUST(world_save(w, "shead", id, 1, posting(w, "spare2"), &again), &w->err);
    assert_int_equal(again, id);
    REFUSED(w, world_save(w, "insp1", id, 1, posting(w, "spare"), &again), CONFLICT, "version");
    assert_string_equal(w->err.faults[0].args[0], "E.Təcrübəli");
    MUST(world_save(w, "insp1", id, 2, posting(w, "spare"), &again), &w->err);
    assert_int_equal(world_order(w, id).version, 3);
}

static void only_the_drafter_and_his_chiefs_change_a_draft(void **state)
{
    World *w = *state;
    int64_t id = drafted(w, "insp1", posting(w, "spare")), again;
    assert_false(world_save(w, "insp2", id, 1, posting(w, "spare"), &again));
    assert_int_equal(w->err.kind, ERR_DENIED);
    assert_false(world_save(w, "clerk", 0, 0, posting(w, "spare"), &again));
    assert_int_equal(w->err.kind, ERR_DENIED);
}

static void what_is_on_its_way_is_not_changed(void **state)
{
    World *w = *state;
    int64_t id = submitted(w, "insp1", posting(w, "spare")), again;
    assert_false(world_save(w, "insp1", id, world_order(w, id).version, posting(w, "spare"), &again));
    assert_int_equal(w->err.kind, ERR_CONFLICT);
    assert_false(world_submit(w, "insp1", id));
    assert_int_equal(w->err.kind, ERR_CONFLICT);
}

static void a_warning_needs_a_reason_before_the_draft_leaves(void **state)
{
    World *w = *state;
    int64_t id = drafted(w, "insp1", leave(w, "insp2", "2026-12-01", "2026-12-31", ""));
    REFUSED(w, world_submit(w, "insp1", id), INVALID, "items.0.reason");
    int64_t just = drafted(w, "insp1", leave(w, "insp2", "2026-12-01", "2026-12-30", ""));
    MUST(world_submit(w, "insp1", just), &w->err);
    int64_t excused =
        drafted(w, "insp1", leave(w, "shead", "2026-12-01", "2026-12-31", "təhsil məzuniyyəti"));
    MUST(world_submit(w, "insp1", excused), &w->err);
}

static void a_conflict_of_today_stops_the_draft_from_leaving(void **state)
{
    World *w = *state;
    int64_t id = drafted(w, "insp1", posting(w, "shead"));
    REFUSED(w, world_submit(w, "insp1", id), CONFLICT, "items.0.seat_id");
    assert_string_equal(world_order(w, id).state, "draft");
}

/* ---- visas -------------------------------------------------------------------------------- */

static void a_visa_is_refused_to_every_other_officer(void **state)
{
    static const char *const OTHERS[] = { "insp1", "insp2", "deputy", "head", "vice", "chief", "clerk" };
    World *w = *state;
    int64_t id = submitted(w, "insp1", posting(w, "spare"));
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        assert_false(world_visa(w, OTHERS[i], id, true, ""));
        assert_int_equal(w->err.kind, ERR_DENIED);
    }
    MUST(world_visa(w, "shead", id, true, ""), &w->err);
    assert_false(world_visa(w, "shead", id, true, ""));
    assert_int_equal(w->err.kind, ERR_DENIED);
}

static void a_returned_order_goes_round_again_with_its_remark(void **state)
{
    World *w = *state;
    int64_t id = submitted(w, "insp1", posting(w, "spare")), again;
    MUST(world_visa(w, "shead", id, true, ""), &w->err);
    REFUSED(w, world_visa(w, "deputy", id, false, ""), INVALID, "remark");
    MUST(world_visa(w, "deputy", id, false, "tarix dəqiqləşdirilsin"), &w->err);
    Order o = world_order(w, id);
    assert_string_equal(o.state, "draft");
    assert_int_equal(o.visa_seat, 0);
    MUST(world_save(w, "insp1", id, o.version, posting(w, "spare2"), &again), &w->err);
    MUST(world_submit(w, "insp1", id), &w->err);
    o = world_order(w, id);
    assert_int_equal(o.round, 2);
    assert_int_equal(o.visa_seat, world_seat(w, "shead"));
}

static void one_person_gives_one_visa_and_none_on_his_own_draft(void **state)
{
    World *w = *state;
    int64_t id = submitted(w, "shead", posting(w, "spare"));
    assert_int_equal(world_order(w, id).visa_seat, world_seat(w, "deputy"));
    int64_t by_head = submitted(w, "head", posting(w, "spare"));
    assert_int_equal(world_order(w, by_head).visa_seat, world_seat(w, "deputy"));
    MUST(world_visa(w, "deputy", by_head, true, ""), &w->err);
    assert_int_equal(world_order(w, by_head).visa_seat, world_seat(w, "vice"));
}

static void an_absent_step_is_skipped_but_the_heads_goes_to_his_substitute(void **state)
{
    World *w = *state;
    world_away(w, "shead", date_make(2026, 11, 10), date_make(2026, 11, 20));
    world_away(w, "head", date_make(2026, 11, 10), date_make(2026, 11, 20));
    int64_t id = submitted(w, "insp1", posting(w, "spare"));
    Order o = world_order(w, id);
    assert_int_equal(o.visa_seat, world_seat(w, "head"));      /* the deputy's own step falls to him there */
    MUST(world_visa(w, "deputy", id, true, ""), &w->err);
    assert_int_equal(world_order(w, id).visa_seat, world_seat(w, "vice"));
    assert_false(world_visa(w, "head", id, true, ""));
    assert_int_equal(w->err.kind, ERR_DENIED);
}

static void a_head_away_with_a_deputy_who_drafted_leaves_no_step_of_the_directorate(void **state)
{
    World *w = *state;
    world_away(w, "head", date_make(2026, 11, 10), date_make(2026, 11, 20));
    int64_t id = submitted(w, "deputy", posting(w, "spare"));
    assert_int_equal(world_order(w, id).visa_seat, world_seat(w, "vice"));
}

static void a_step_whose_officer_went_away_is_passed_over_only_then(void **state)
{
    World *w = *state;
    int64_t id = submitted(w, "insp1", posting(w, "spare"));
    assert_false(world_forward(w, "insp1", id));
    assert_int_equal(w->err.kind, ERR_CONFLICT);
    world_away(w, "shead", date_make(2026, 11, 12), date_make(2026, 11, 20));
    assert_false(world_visa(w, "shead", id, true, ""));
    assert_false(world_forward(w, "clerk", id));
    assert_int_equal(w->err.kind, ERR_DENIED);
    MUST(world_forward(w, "insp1", id), &w->err);
    assert_int_equal(world_order(w, id).visa_seat, world_seat(w, "deputy"));
}

/* ---- the signature -------------------------------------------------------------------------- */

static int64_t to_sign(World *w, const Val *form)
{
    static const char *const STEPS[] = { "shead", "deputy", "head", "vice" };
    int64_t id = submitted(w, "insp1", form);
    for (size_t i = 0; i < 4; i++)
        MUST(world_visa(w, STEPS[i], id, true, ""), &w->err);
    return id;
}

static void only_the_frozen_paper_is_signed_and_only_by_the_head_of_the_service(void **state)
{
    World *w = *state;
    int64_t id = to_sign(w, posting(w, "spare"));
    assert_false(world_sign(w, "vice", id, NULL));
    assert_int_equal(w->err.kind, ERR_DENIED);
    REFUSED(w, world_sign(w, "chief", id, "0000"), CONFLICT, "hash");
    REFUSED(w, world_sign(w, "chief", id, ""), CONFLICT, "hash");
    MUST(world_sign(w, "chief", id, NULL), &w->err);
    assert_false(world_sign(w, "chief", id, NULL));
    assert_int_equal(w->err.kind, ERR_CONFLICT);
}

static void the_words_stay_as_they_were_frozen(void **state)
{
    World *w = *state;
    int64_t id = to_sign(w, posting(w, "spare"));
    Order frozen = world_order(w, id);
    MUST(world_sign(w, "chief", id, NULL), &w->err);
    world_day(w, date_make(2026, 11, 13));
    MUST(world_register(w, "insp2", id), &w->err);
    Order o = world_order(w, id);
    assert_string_equal(o.text, frozen.text);
    assert_string_equal(o.text_sha, frozen.text_sha);
    assert_string_equal(o.draft_pdf, frozen.draft_pdf);
    assert_string_not_equal(o.pdf, o.draft_pdf); /* the registered paper bears number and date */
    assert_true(o.late);
    assert_true(date_same(o.signed_on, date_make(2026, 11, 12)));
}

static void the_same_words_freeze_to_the_same_hash(void **state)
{
    World *w = *state;
    int64_t one = to_sign(w, leave(w, "insp2", "2026-12-01", "2026-12-05", ""));
    int64_t two = to_sign(w, leave(w, "insp2", "2026-12-01", "2026-12-05", ""));
    int64_t other = to_sign(w, leave(w, "insp2", "2026-12-01", "2026-12-06", ""));
    assert_string_equal(world_order(w, one).text_sha, world_order(w, two).text_sha);
    assert_string_not_equal(world_order(w, one).text_sha, world_order(w, other).text_sha);
}

static void the_signer_may_send_it_back(void **state)
{
    World *w = *state;
    int64_t id = to_sign(w, posting(w, "spare"));
    Cx cx = world_as(w, "chief");
    Grant g;
    assert_true(world_may(w, &cx, ACT_ORDER_SIGN, id, &g));
    assert_false(order_refuse(&cx, id, "", &g, &w->err));
    assert_non_null(world_fault(w, "remark"));
    err_clear(&w->err);
    MUST(order_refuse(&cx, id, "əsas göstərilsin", &g, &w->err), &w->err);
    Order o = world_order(w, id);
    assert_string_equal(o.state, "draft");
    assert_string_equal(o.draft_pdf, "");
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(an_order_lives_from_draft_to_register),
    TEST_EACH_WORLD(a_draft_says_all_that_is_wrong_with_it),
    TEST_EACH_WORLD(an_order_never_mixes_series),
    TEST_EACH_WORLD(an_order_needs_a_basis_and_a_known_letter),
    TEST_EACH_WORLD(a_stale_version_says_who_changed_it),
    TEST_EACH_WORLD(only_the_drafter_and_his_chiefs_change_a_draft),
    TEST_EACH_WORLD(what_is_on_its_way_is_not_changed),
    TEST_EACH_WORLD(a_warning_needs_a_reason_before_the_draft_leaves),
    TEST_EACH_WORLD(a_conflict_of_today_stops_the_draft_from_leaving),
    TEST_EACH_WORLD(a_visa_is_refused_to_every_other_officer),
    TEST_EACH_WORLD(a_returned_order_goes_round_again_with_its_remark),
    TEST_EACH_WORLD(one_person_gives_one_visa_and_none_on_his_own_draft),
    TEST_EACH_WORLD(an_absent_step_is_skipped_but_the_heads_goes_to_his_substitute),
    TEST_EACH_WORLD(a_head_away_with_a_deputy_who_drafted_leaves_no_step_of_the_directorate),
    TEST_EACH_WORLD(a_step_whose_officer_went_away_is_passed_over_only_then),
    TEST_EACH_WORLD(only_the_frozen_paper_is_signed_and_only_by_the_head_of_the_service),
    TEST_EACH_WORLD(the_words_stay_as_they_were_frozen),
    TEST_EACH_WORLD(the_same_words_freeze_to_the_same_hash),
    TEST_EACH_WORLD(the_signer_may_send_it_back),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
