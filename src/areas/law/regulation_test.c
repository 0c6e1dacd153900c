// SPDX-License-Identifier: Apache-2.0
#include "areas/law/test_law.h"
#include <stdio.h>
#include <stdlib.h>

static const Clause *find(const Clause *list, size_t n, const char *clause)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].clause, clause) == 0)
            return &list[i];
    return NULL;
}

/* How many clauses the regulation has under each number. */
static void every_clause_of_the_regulation_is_listed(void **state)
{
    (void)state;
    static const struct { const char *above; int count; } PARTS[] = {
        { "1", 4 }, { "2", 1 }, { "2.1", 3 }, { "3", 1 }, { "3.1", 20 }, { "4", 1 }, { "4.1", 6 }, { "5", 12 },
        { "5.8", 18 }, { "5.9", 13 }, { "5.10", 11 }, { "5.11", 6 }, { "5.12", 11 }, { "6", 1 }, { "6.1", 15 },
    };
    Arena *a = arena_new();
    Clause *list;
    size_t n, expected = 0;
    Err err = { 0 };
    assert_true(clauses_load(a, &list, &n, &err));
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        expected += (size_t)PARTS[i].count;
        for (int k = 1; k <= PARTS[i].count; k++)
            if (!find(list, n, arena_printf(a, "%s.%d", PARTS[i].above, k)))
                fail_msg("%s.%d is missing", PARTS[i].above, k);
    }
    assert_int_equal(n, expected);
    arena_free(a);
}

static void headings_and_capabilities_are_as_designed(void **state)
{
    (void)state;
    static const char *const HEADINGS[] = { "2.1", "3.1", "4.1", "5.8", "5.9", "5.10", "5.11", "5.12", "6.1" };
    Arena *a = arena_new();
    Clause *list;
    size_t n, headings = 0;
    bool used[LAST_CAPABILITY + 1] = { false };
    Err err = { 0 };
    assert_true(clauses_load(a, &list, &n, &err));
    for (size_t i = 0; i < n; i++) {
        headings += strcmp(list[i].state, "heading") == 0;
        assert_true(strlen(list[i].title) > 5 && strlen(list[i].title) < 70);
        for (int k = 0; k < list[i].capability_count; k++)
            used[list[i].capabilities[k]] = true;
    }
    assert_int_equal(headings, sizeof HEADINGS / sizeof *HEADINGS);
    for (size_t i = 0; i < sizeof HEADINGS / sizeof *HEADINGS; i++)
        assert_string_equal(find(list, n, HEADINGS[i])->state, "heading");
    for (int k = 1; k <= LAST_CAPABILITY; k++)
        if (!used[k])
            fail_msg("no clause belongs to capability %d", k);
    assert_int_equal(find(list, n, "5.5")->capabilities[0], 37);
    assert_int_equal(find(list, n, "3.1.9")->capability_count, 5);
    arena_free(a);
}

static void a_faulty_line_is_named(void **state)
{
    (void)state;
    static const struct { const char *line, *msgid; } CASES[] = {
        { "1.1,1,Place,done,\n", "{0} is not a state of a clause" },
        { "1.1,38,Place,none,\n", "{0} is not a list of capabilities" },
        { "1.1,0,Place,none,\n", "{0} is not a list of capabilities" },
        { "1.1,1 x,Place,none,\n", "{0} is not a list of capabilities" },
        { "1.1,1 2 3 4 5 6 7,Place,none,\n", "{0} is not a list of capabilities" },
        { "1.1,,Place,none,\n", "a heading, and nothing else, has no capability" },
        { "1.1,1,Place,heading,\n", "a heading, and nothing else, has no capability" },
        { "1.1,1,Place,whole,\n", "a clause done in part or whole, and no other, names its test" },
        { "1.1,1,Place,none,clause_1_1\n", "a clause done in part or whole, and no other, names its test" },
        { "1.2,1,Place,none,\n", "the clause {0} is listed already" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Arena *a = arena_new();
        Clause *list;
        size_t n;
        Err err = { 0 };
        const char *text = arena_printf(a, "clause,capability,title_en,state,test\n1.2,37 1,Acts,part,clause_1_2\n%s",
                                        CASES[i].line);
        assert_false(clauses_read(a, &(LawFile){ "clauses.csv", text }, &list, &n, &err));
        assert_string_equal(err.faults[0].field, "clauses.csv:3");
        assert_string_equal(err.faults[0].msgid, CASES[i].msgid);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_clause_of_the_regulation_is_listed),
        cmocka_unit_test(headings_and_capabilities_are_as_designed),
        cmocka_unit_test(a_faulty_line_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
