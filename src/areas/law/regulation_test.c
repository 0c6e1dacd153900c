// SPDX-License-Identifier: Apache-2.0
/* data/clauses/regulation.csv lists the regulation whole, and each clause belongs somewhere. */
#include "areas/law/test_law.h"
#include "base/blob.h"
#include "base/csv.h"
#include <stdlib.h>

typedef struct Clause { int64_t line; const char *clause, *capability, *title_en, *state, *test; } Clause;
static const Field CLAUSE_FIELDS[] = {
    FIELD(Clause, line), FIELD(Clause, clause), FIELD(Clause, capability), FIELD(Clause, title_en),
    FIELD(Clause, state), FIELD(Clause, test), FIELDS_END
};
enum { LAST_CAPABILITY = 37 };

typedef struct Regulation { Arena *arena; const Clause *clause; size_t count; } Regulation;

static int open_regulation(void **state)
{
    static Regulation r;
    const Blob *b = blob_find("data/clauses/regulation.csv");
    Err err = { 0 };
    r.arena = arena_new();
    r.clause = b ? csv_read(r.arena, b->name, b->bytes, CLAUSE_FIELDS, sizeof(Clause), &r.count, &err) : NULL;
    *state = &r;
    return r.clause ? 0 : -1;
}

static int close_regulation(void **state)
{
    arena_free(((Regulation *)*state)->arena);
    return 0;
}

static const Clause *find(const Regulation *r, const char *clause)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->clause[i].clause, clause) == 0)
            return &r->clause[i];
    return NULL;
}

/* How many clauses the regulation has under each number. */
static void every_clause_of_the_regulation_is_listed_once(void **state)
{
    const Regulation *r = *state;
    static const struct { const char *above; int count;
    } PARTS[] = {
        {"1", 4},    {"2", 1},    {"2.1", 3},   {"3", 1},    {"3.1", 20},  {"4", 1}, {"4.1", 6},  {"5", 12},
        {"5.8", 18}, {"5.9", 13}, {"5.10", 11}, {"5.11", 6}, {"5.12", 11}, {"6", 1}, {"6.1", 15},
    };
    size_t expected = 0;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        expected += (size_t)PARTS[i].count;
        for (int k = 1; k <= PARTS[i].count; k++)
            if (!find(r, arena_printf(r->arena, "%s.%d", PARTS[i].above, k)))
                fail_msg("%s.%d is missing", PARTS[i].above, k);
    }
    assert_int_equal(r->count, expected);
}

static void only_headings_belong_to_no_capability(void **state)
{
    const Regulation *r = *state;
    static const char HEADINGS[] = " 2.1 3.1 4.1 5.8 5.9 5.10 5.11 5.12 6.1 ";
    bool used[LAST_CAPABILITY + 1] = { false };
    for (size_t i = 0; i < r->count; i++) {
        const Clause *c = &r->clause[i];
        bool heading = strstr(HEADINGS, arena_printf(r->arena, " %s ", c->clause)) != NULL;
        if (heading != (strcmp(c->state, "heading") == 0) || heading != (*c->capability == '\0'))
            fail_msg("%s is %s with capability %s", c->clause, c->state, c->capability);
        char *s = (char *)c->capability;
        for (long n; *s; used[n] = true) {
            n = strtol(s, &s, 10);
            if (n < 1 || n > LAST_CAPABILITY)
                fail_msg("%s: %s", c->clause, c->capability);
            s += *s == ' ';
        }
    }
    for (int k = 1; k <= LAST_CAPABILITY; k++)
        if (!used[k])
            fail_msg("no clause belongs to capability %d", k);
    assert_string_equal(find(r, "5.5")->capability, "37");
    assert_string_equal(find(r, "3.1.9")->capability, "5 6 7 8 9");
}

static void a_clause_done_in_part_or_whole_and_no_other_names_its_test(void **state)
{
    const Regulation *r = *state;
    for (size_t i = 0; i < r->count; i++) {
        const Clause *c = &r->clause[i];
        bool done = strcmp(c->state, "part") == 0 || strcmp(c->state, "whole") == 0;
        bool known = done || strcmp(c->state, "none") == 0 || strcmp(c->state, "heading") == 0;
        if (!known || done != (*c->test != '\0') || strlen(c->title_en) < 5)
            fail_msg("%s: state %s, test %s", c->clause, c->state, c->test);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_clause_of_the_regulation_is_listed_once),
        cmocka_unit_test(only_headings_belong_to_no_capability),
        cmocka_unit_test(a_clause_done_in_part_or_whole_and_no_other_names_its_test),
    };
    return cmocka_run_group_tests(tests, open_regulation, close_regulation);
}
