// SPDX-License-Identifier: Apache-2.0
/* The number of a paper of the past, entered by two officers at the same moment. */
#include "areas/order/order_in.h"
#include "areas/order/order_world.h"
#include <pthread.h>
#include <string.h>
#include <time.h>

/* A paper of the past entered on another connection. */
typedef struct Entering {
    Cx          cx;
    const Val  *form;
    int64_t     id;
    bool        saved;
    Err         err;
} Entering;

static bool save_job(Cx *cx, void *arg, Err *err)
{
    Entering *e = arg;
    Grant g;
    return authority_check(cx, ACT_ORDER_DRAFT, OBJ_NONE, 0, &g, err)
        && order_save(cx, 0, 0, e->form, "", &g, &e->id, err);
}

static void *entering(void *arg)
{
    Entering *e = arg;
    e->cx.arena = arena_new();
    e->saved = app_write(&e->cx, save_job, e, &e->err);
    arena_free(e->cx.arena);
    return NULL;
}

static const Val *paper(World *w, const char *number, const char *date)
{
    return world_form(w, "heading", "Keçmiş əmr", "historical", "1", "old_number", number, "old_date", date, "items.0.kind", "post",
                      "items.0.person_id", arena_printf(w->arena, "%lld", (long long)world_person("insp2")), "items.0.seat_id",
                      arena_printf(w->arena, "%lld", (long long)world_seat(w, "spare")), "items.0.starts", date, "basis.0.text",
                      "raport", NULL);
}

/* The second officer saves while the first's transaction is open; then that one commits. */
static void at_once(World *w, const Val *first, const Val *second, Entering *ret)
{
    int64_t id;
    pthread_t thread;
    *ret = (Entering){ .cx = world_as(w, "insp2"), .form = second };
    MUST(db_commit(w->db, &w->err) && db_begin(w->db, &w->err), &w->err);
    MUST(world_save(w, "insp1", 0, 0, first, &id), &w->err);
    assert_int_equal(pthread_create(&thread, NULL, entering, ret), 0);
    nanosleep(&(struct timespec){ .tv_nsec = 400000000 }, NULL);        /* enough to overtake, were the number not held */
    MUST(db_commit(w->db, &w->err), &w->err);
    pthread_join(thread, NULL);
    MUST(db_begin(w->db, &w->err), &w->err);
}

static void of_two_papers_of_one_number_the_second_is_refused(void **state)
{
    World *w = *state;
    Entering other;
    at_once(w, paper(w, "48-k", "2024-02-26"), paper(w, "48-k", "2024-03-01"), &other);
    assert_false(other.saved);
    assert_int_equal(other.err.kind, ERR_INVALID);
    assert_string_equal(other.err.faults[0].field, "old_number");
    assert_string_equal(other.err.faults[0].args[0], "48-k");
    /* So the first can be registered: two drafts of one number would stand in each other's way. */
    MUST(db_int(w->db, &(Query){ "t", "SELECT COUNT(*) FROM orders WHERE number = '48-k'" }, BIND_NONE, 0, &other.id, &w->err), &w->err);
    assert_int_equal(other.id, 1);
}

static void other_numbers_and_other_years_wait_and_are_saved(void **state)
{
    World *w = *state;
    Entering other;
    at_once(w, paper(w, "48-k", "2024-02-26"), paper(w, "49-k", "2024-03-01"), &other);
    MUST(other.saved, &other.err);
    at_once(w, paper(w, "50-k", "2024-02-26"), paper(w, "50-k", "2023-03-01"), &other);
    MUST(other.saved, &other.err);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(of_two_papers_of_one_number_the_second_is_refused),
    TEST_EACH_WORLD(other_numbers_and_other_years_wait_and_are_saved),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
