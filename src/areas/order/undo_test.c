// SPDX-License-Identifier: Apache-2.0
/* Corrections of corrections: what the earlier one annulled, and what was moved before it. */
#include "areas/order/order_in.h"
#include "areas/order/order_world.h"
#include <string.h>

static const char *id_text(World *w, int64_t id) { return arena_printf(w->arena, "%lld", (long long)id); }

/* The order, registered.  choice: the dependent that is annulled with it, or NULL. */
static int64_t posted(World *w, const char *kind, int64_t target, const char *seat, const char *starts, const char *choice)
{
    return world_registered(w, world_form(w, "heading", "Şəxsi heyət üzrə", "items.0.kind", kind, "items.0.person_id",
                                          id_text(w, world_person("insp2")), "items.0.target", id_text(w, target),
                                          "items.0.seat_id", id_text(w, world_seat(w, seat)), "items.0.starts", starts,
                                          "basis.0.text", "raport", choice ? choice : "items.0.reason",
                                          choice ? "annul" : "", NULL));
}

/* insp2 went to spare, then to spare2, which the first correction annuls by choice: later ones leave it annulled. */
static void what_a_correction_annulled_stays_so_when_it_is_corrected(void **state)
{
    World *w = *state;
    int64_t item = world_item(w, posted(w, "post", 0, "spare", "2026-11-16", NULL), 1);
    int64_t later = posted(w, "post", 0, "spare2", "2026-12-01", NULL);
    const char *key = arena_printf(w->arena, "order:%lld/1", (long long)later);
    Entry e;
    bool found;
    MUST(ledger_entry_by_key(w->db, w->arena, key, &e, &found, &w->err) && found, &w->err);
    const char *choice = arena_printf(w->arena, "items.0.dep.x%lld", (long long)e.id);
    for (int day = 23; day <= 25; day++) {
        item = world_item(w, posted(w, "correct", item, "spare", arena_printf(w->arena, "2026-11-%d", day), choice), 1);
        choice = NULL;                                        /* nothing more was built on it */
        assert_true(world_holds(w, "insp2", "insp2", date_make(2026, 11, day - 1)));
        assert_true(world_holds(w, "insp2", "spare", date_make(2026, 11, day)));
        assert_true(world_holds(w, "insp2", "spare", date_make(2026, 12, 2)));
    }
}

static Val *undoing(World *w, const char *kind, int64_t target)
{
    return world_form(w, "heading", "Şəxsi heyət üzrə", "items.0.kind", kind, "items.0.person_id", id_text(w, world_person("insp2")),
                      "items.0.target", id_text(w, target), "items.0.seat_id", id_text(w, world_seat(w, "spare")),
                      "items.0.starts", "2026-11-20", "items.0.reason", "səhv", "basis.0.text", "raport", NULL);
}

/* A corrected item is undone no more, but the last that took its place: the refusal names it, the composer leads there. */
static void who_undoes_a_corrected_item_is_told_which_stands_in_its_place(void **state)
{
    World *w = *state;
    int64_t first = world_item(w, posted(w, "post", 0, "spare", "2026-11-16", NULL), 1), id;
    int64_t second = world_item(w, posted(w, "correct", first, "spare", "2026-11-17", NULL), 1);
    assert_false(world_save(w, "insp1", 0, 0, undoing(w, "annul", first), &id));
    assert_string_equal(w->err.faults[0].field, "items.0.target");
    assert_string_equal(w->err.faults[0].msgid, "this item was corrected by {0}: choose that one instead");
    assert_non_null(strstr(w->err.faults[0].args[0], "2-k nömrəli əmrin 1-ci bəndi"));
    int64_t third = world_item(w, posted(w, "correct", second, "spare", "2026-11-18", NULL), 1);
    assert_false(world_save(w, "insp1", 0, 0, undoing(w, "correct", first), &id));
    assert_non_null(strstr(w->err.faults[0].args[0], "3-k nömrəli əmrin 1-ci bəndi"));
    Cx cx = world_as(w, "insp1");
    Undo *u;
    const Val *item = val_first(val_get(undoing(w, "annul", first), "items"));
    Val *view = undo_view(&cx, item, "items.0", NULL, &u, &w->err);
    assert_int_equal(val_num(val_at(view, "corrected_by.item")), third);
    assert_string_equal(val_str(val_at(view, "corrected_by.number")), "3-k");
    /* The one in force is annulled; then the first is in force again, and annulled the words are the old ones. */
    world_registered(w, undoing(w, "annul", third));
    assert_false(world_save(w, "insp1", 0, 0, undoing(w, "annul", third), &id));
    assert_string_equal(w->err.faults[0].msgid, "this item is annulled already");
}

static void leave_of(World *w, const char *kind, int64_t target, int day, int64_t *ret_id)
{
    *ret_id = world_registered(w, world_form(w, "heading", "Məzuniyyət haqqında", "items.0.kind", kind, "items.0.person_id",
                                             id_text(w, world_person("shead")), "items.0.target", id_text(w, target),
                                             "items.0.starts", arena_printf(w->arena, "2026-12-%02d", day), "items.0.ends",
                                             arena_printf(w->arena, "2026-12-%02d", day + 4), "basis.0.text", "ərizə", NULL));
}

/* The fact a person's leave is, as known now: there is one. */
static Fact only_leave(World *w)
{
    size_t n;
    Instant head;
    MUST(ledger_head(w->db, &head, &w->err), &w->err);
    const Fact *facts = ledger_history_of_person(w->db, w->arena, FACT_ABSENCE, world_person("shead"), head, &n, &w->err);
    assert_non_null(facts);
    assert_int_equal(n, 1);
    return facts[0];
}

/* A sick note moves the leave in an input of its own; two corrections follow. */
static void a_leave_that_was_moved_is_corrected_twice(void **state)
{
    World *w = *state;
    int64_t id;
    leave_of(w, "rest", 0, 1, &id);
    Fact leave = only_leave(w);
    Val *gone = val_list(w->arena), *again = val_list(w->arena), *values = val_map(w->arena);
    val_put_text(w->arena, values, "code", "annual");
    val_add(gone, effect_annul(w->arena, leave.input));
    val_add(again, effect_start(w->arena, FACT_ABSENCE, leave.person, 0, date_make(2026, 12, 3), date_make(2026, 12, 8),
                                values, NULL));
    const char *rest = arena_printf(w->arena, "record:7/rest/%lld", (long long)leave.input);
    NewInput moves[] = {
        { .kind = ENTRY_RECORD, .source = "record:7", .natural_key = "record:7", .effects = gone },
        { .kind = ENTRY_RECORD, .source = "record:7", .natural_key = rest, .effects = again },
    };
    Registration r;
    MUST(ledger_register(w->db, w->arena, FACT_KINDS, moves, 2, &r, &w->err), &w->err);
    for (int day = 10; day <= 12; day++) {
        leave_of(w, "correct", world_item(w, id, 1), day, &id);
        assert_true(date_same(only_leave(w).valid_from, date_make(2026, 12, day)));
    }
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(what_a_correction_annulled_stays_so_when_it_is_corrected),
    TEST_EACH_WORLD(who_undoes_a_corrected_item_is_told_which_stands_in_its_place),
    TEST_EACH_WORLD(a_leave_that_was_moved_is_corrected_twice),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
