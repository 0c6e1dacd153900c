// SPDX-License-Identifier: Apache-2.0
/* The life of an order, step by step, on both engines. */
#include "areas/order/order_world.h"
#include <string.h>

static const char *id_text(World *w, int64_t id) { return arena_printf(w->arena, "%lld", (long long)id); }

/* insp2 becomes the holder of a seat from 16 November 2026. */
static Val *posting(World *w, const char *seat)
{
    return world_form(w, "heading", "Şəxsi heyət üzrə", "items.0.kind", "post", "items.0.person_id",
                      id_text(w, world_person("insp2")), "items.0.seat_id", id_text(w, world_seat(w, seat)),
                      "items.0.starts", "2026-11-16", "basis.0.text", "G.Baxışlının raportu", "basis.0.number", "7",
                      "basis.0.dated", "2026-11-09", NULL);
}

static void an_order_lives_from_draft_to_register(void **state)
{
    World *w = *state;
    int64_t id;
    MUST(world_save(w, "insp1", 0, 0, posting(w, "spare"), &id), &w->err);
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

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(an_order_lives_from_draft_to_register),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
