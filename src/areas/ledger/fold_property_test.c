// SPDX-License-Identifier: Apache-2.0
/* Random histories, folded for every K and compared with the day-by-day walk.  Nothing is refused here:
 * the fold must agree on nonsense too.  KADR_TEST_SEED picks other streams. */
#include "areas/ledger/brute.h"
#include "areas/ledger/canon.h"
#include "areas/ledger/history.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { STREAMS = 1500, ROOM = INPUTS - 2 };

typedef struct World {
    Arena     *arena;
    BruteWorld brute;
    BruteState state;
    Fact      *rows;
    size_t     count;
    Effect     effects[INPUTS][EFFECTS];
} World;

static void read_effects(World *w)
{
    Err err = { 0 };
    for (int i = 0; i < w->brute.count; i++) {
        Val *list = brute_effects(w->arena, &w->brute.inputs[i]);
        int e = 0;
        for (const Val *v = val_first(list); v; v = val_next(v), e++)
            assert_true(effect_read(w->arena, (EffectRef){ i + 1, e + 1 }, canon_text(w->arena, v),
                                    &w->effects[i][e], &err));
    }
}

static void find_flips(World *w, Flips *ret)
{
    AnnulAt *annuls = NEW_N(w->arena, AnnulAt, INPUTS * EFFECTS);
    size_t n = 0;
    for (int i = 0; i < w->brute.count; i++)
        for (int e = 0; e < w->brute.inputs[i].count; e++)
            if (w->effects[i][e].op == EFFECT_ANNUL)
                annuls[n++] = (AnnulAt){ i + 1, w->effects[i][e].of.input, { w->brute.inputs[i].k } };
    history_flips(w->arena, annuls, n, ret);
}

static void replay_all(World *w)
{
    read_effects(w);
    Flips flips;
    find_flips(w, &flips);
    w->rows = NEW_N(w->arena, Fact, 40000);
    w->count = 0;
    for (int kind = 0; kind < BRUTE_FACT_KINDS; kind++)
        for (int64_t person = 1; person <= PERSONS; person++) {
            Recorded *recorded = NEW_N(w->arena, Recorded, INPUTS * EFFECTS);
            size_t n = 0, made;
            for (int i = 0; i < w->brute.count; i++)
                for (int e = 0; e < w->brute.inputs[i].count; e++)
                    if (w->effects[i][e].op != EFFECT_ANNUL && w->effects[i][e].person == person
                        && strcmp(w->effects[i][e].kind, BRUTE_KINDS[0][kind].code) == 0)
                        recorded[n++] = (Recorded){ w->effects[i][e], { w->brute.inputs[i].k } };
            Fact *rows = history_of_key(w->arena, recorded, n, &flips, &made);
            assert_true(w->count + made <= 40000);
            memcpy(w->rows + w->count, rows, made * sizeof *rows);
            w->count += made;
        }
}

static void compare_at(World *w, int known, int64_t k, uint64_t seed)
{
    brute_run(&w->brute, known, &w->state);
    const char *wrong = brute_difference(w->arena, &w->brute, &w->state, w->rows, w->count, (Instant){ k });
    if (wrong)
        fail_msg("seed %llu: %s", (unsigned long long)seed, wrong);
}

static void every_k_of_every_stream_agrees_with_the_walk(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (uint64_t s = 0; s < STREAMS; s++) {
        uint64_t seed = random_seed(20260101) + s;
        Random random = { seed };
        World *w = NEW(arena, World);
        w->arena = arena;
        int room = 6 + random_below(&random, ROOM - 6);
        for (int64_t k = 1; w->brute.count < room; k++)
            brute_random(&random, &w->brute, k);
        replay_all(w);
        for (int i = 0; i < w->brute.count; i++)
            if (i + 1 == w->brute.count || w->brute.inputs[i + 1].k != w->brute.inputs[i].k)
                compare_at(w, i + 1, w->brute.inputs[i].k, seed);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* The order in which effects are handed over changes nothing. */
static void the_fold_does_not_depend_on_the_order_of_its_input(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Random random = { random_seed(77) };
    for (int round = 0; round < 300; round++) {
        World *w = NEW(arena, World);
        w->arena = arena;
        while (w->brute.count < 20)
            brute_random(&random, &w->brute, w->brute.count + 1);
        read_effects(w);
        const Effect *list[INPUTS * EFFECTS];
        size_t n = 0;
        for (int i = 0; i < w->brute.count; i++)
            for (int e = 0; e < w->brute.inputs[i].count; e++)
                if (w->effects[i][e].op != EFFECT_ANNUL && w->effects[i][e].person == 1
                    && strcmp(w->effects[i][e].kind, "holding") == 0)
                    list[n++] = &w->effects[i][e];
        Fold one, other;
        fold(arena, list, n, &one);
        for (size_t i = n; i > 1; i--) {
            size_t j = (size_t)random_below(&random, (int)i);
            const Effect *swap = list[i - 1];
            list[i - 1] = list[j];
            list[j] = swap;
        }
        fold(arena, list, n, &other);
        assert_int_equal(one.count, other.count);
        assert_int_equal(one.hit_count, other.hit_count);
        for (size_t i = 0; i < one.count; i++)
            assert_true(fact_same(&one.facts[i], &other.facts[i]));
        arena_reset(arena);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_k_of_every_stream_agrees_with_the_walk),
        cmocka_unit_test(the_fold_does_not_depend_on_the_order_of_its_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
