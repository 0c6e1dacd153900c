// SPDX-License-Identifier: Apache-2.0
/* Every fault of the tables names its file and line. */
#include "areas/law/test_law.h"

#define ACT_HEAD   "code,number,date,title_en,title_az,body,edition,confidence,note\n"
#define RULE_HEAD  "code,value,unit,regime,valid_from,valid_to,basis,confidence,note\n"
#define FIXED_HEAD "code,month,day,days,kind,name,valid_from,valid_to,basis,confidence,note\n"
#define DATED_HEAD "date,days,kind,name,pair,around,basis,confidence,note\n"
#define ACT        "x,1,2020-01-01,An act,Akt,Body,,V,\n"
#define GOOD_RULE  "a.b,1,day,ANY,,,x:1,V,\n"

typedef struct Case {
    const char *why, *name, *text;        /* the faulty file beside a good list of acts */
    const char *source, *msgid, *arg;
} Case;

static const Case CASES[] = {
    { "bad date", "data/rules/a.csv", RULE_HEAD GOOD_RULE "a.c,1,day,ANY,2026-02-30,,x:1,V,\n",
      "data/rules/a.csv:3", "{0}: column {1} cannot be read", "valid_from" },
    { "bad end", "data/rules/a.csv", RULE_HEAD "a.c,1,day,ANY,,31.12.2026,x:1,V,\n", "data/rules/a.csv:2",
      "{0}: column {1} cannot be read", "valid_to" },
    { "ends as it begins", "data/rules/a.csv", RULE_HEAD "a.c,1,day,ANY,2026-01-01,2026-01-01,x:1,V,\n",
      "data/rules/a.csv:2", "{0}: it ends before it begins", "" },
    { "unknown unit", "data/rules/a.csv", RULE_HEAD "a.c,1,fortnight,ANY,,,x:1,V,\n", "data/rules/a.csv:2",
      "{0}: {1} is not a unit", "fortnight" },
    { "unknown regime", "data/rules/a.csv", RULE_HEAD "a.c,1,day,KING,,,x:1,V,\n", "data/rules/a.csv:2",
      "{0}: {1} is not a regime", "KING" },
    { "unknown confidence", "data/rules/a.csv", RULE_HEAD "a.c,1,day,ANY,,,x:1,W,\n", "data/rules/a.csv:2",
      "{0}: {1} is not a confidence: V, D, A or U", "W" },
    { "value with a comma", "data/rules/a.csv", RULE_HEAD "a.c,\"1,5\",day,ANY,,,x:1,V,\n",
      "data/rules/a.csv:2", "{0}: column {1} cannot be read", "value" },
    { "negative value", "data/rules/a.csv", RULE_HEAD "a.c,-1,day,ANY,,,x:1,V,\n", "data/rules/a.csv:2",
      "{0}: the value of {1} cannot be right", "a.c" },
    { "no code", "data/rules/a.csv", RULE_HEAD ",1,day,ANY,,,x:1,V,\n", "data/rules/a.csv:2",
      "{0}: no code is given", "" },
    { "no basis", "data/rules/a.csv", RULE_HEAD "a.c,1,day,ANY,,,,V,\n", "data/rules/a.csv:2",
      "{0}: no basis is given", "" },
    { "unknown act", "data/rules/a.csv", RULE_HEAD "a.c,1,day,ANY,,,x:1;y:2,V,\n", "data/rules/a.csv:2",
      "{0}: no act {1} is listed", "y" },
    { "same row twice", "data/rules/a.csv", RULE_HEAD GOOD_RULE "\n" GOOD_RULE, "data/rules/a.csv:4",
      "{0}: {1} is already in force then by {2}", "a.b" },
    { "overlap by a day", "data/rules/a.csv",
      RULE_HEAD "a.b,1,day,ANY,,2026-01-02,x:1,V,\na.b,2,day,ANY,2026-01-01,,x:1,V,\n", "data/rules/a.csv:3",
      "{0}: {1} is already in force then by {2}", "a.b" },
    { "extension in another unit", "data/rules/a.csv",
      RULE_HEAD "a.b,1,workday,ANY,,,x:1,V,\na.b.extension,1,calday,ANY,,,x:1,V,\n", "data/rules/a.csv:3",
      "{0}: {1} is not counted in the unit of {2}", "a.b.extension" },
    { "short line", "data/rules/a.csv", RULE_HEAD "a.c,1,day\n", "data/rules/a.csv:2",
      "{0}: the row has more or fewer cells than there are columns", "" },
    { "long line", "data/rules/a.csv", RULE_HEAD "a.c,1,day,ANY,,,x:1,V,,,,,,\n", "data/rules/a.csv:2",
      "{0}: the row has more or fewer cells than there are columns", "" },
    { "open quote", "data/rules/a.csv", RULE_HEAD GOOD_RULE "a.c,1,day,ANY,,,x:1,V,\"never\n\n",
      "data/rules/a.csv:3", "{0}: a quote is not closed", "" },
    { "wrong heading", "data/rules/a.csv", "code,value\n" GOOD_RULE, "data/rules/a.csv:1",
      "{0}: column {1} is missing", "unit" },
    { "line numbers past a quoted line break", "data/rules/a.csv",
      RULE_HEAD "a.b,1,day,ANY,,,x:1,V,\"two\nlines\"\na.c,1,week,ANY,,,x:1,V,\n", "data/rules/a.csv:4",
      "{0}: {1} is not a unit", "week" },
    { "act twice", "data/acts/b.csv", ACT_HEAD "x,2,,Again,Yenə,Body,,V,\n", "data/acts/b.csv:2",
      "{0}: the act {1} is listed already", "x" },
    { "day of no month", "data/calendar/holidays.csv", FIXED_HEAD "h,2,30,1,holiday,H,,,x:1,V,\n",
      "data/calendar/holidays.csv:2", "{0}: no year has this day", "" },
    { "month of no year", "data/calendar/holidays.csv", FIXED_HEAD "h,13,1,1,holiday,H,,,x:1,V,\n",
      "data/calendar/holidays.csv:2", "{0}: no year has this day", "" },
    { "unknown kind", "data/calendar/holidays.csv", FIXED_HEAD "h,3,1,1,party,H,,,x:1,V,\n",
      "data/calendar/holidays.csv:2", "{0}: {1} cannot be a fixed day", "party" },
    { "voting as a fixed day", "data/calendar/holidays.csv", FIXED_HEAD "h,3,1,1,voting,H,,,x:1,V,\n",
      "data/calendar/holidays.csv:2", "{0}: {1} cannot be a fixed day", "voting" },
    { "bad dated day", "data/calendar/dated.csv", DATED_HEAD "2026-13-01,1,voting,V,,0,x:1,V,\n",
      "data/calendar/dated.csv:2", "{0}: column {1} cannot be read", "date" },
    { "holiday as a dated day", "data/calendar/dated.csv", DATED_HEAD "2026-03-01,1,holiday,V,,0,x:1,V,\n",
      "data/calendar/dated.csv:2", "{0}: {1} cannot be a dated day", "holiday" },
    { "exchange without its pair", "data/calendar/dated.csv",
      DATED_HEAD "2026-03-03,1,swap_rest,S,,0,x:1,V,\n", "data/calendar/dated.csv:2",
      "{0}: an exchange and nothing else names its other day", "" },
    { "rest for a rest day", "data/calendar/dated.csv",
      DATED_HEAD "2026-03-07,1,swap_rest,S,2026-03-04,0,x:1,V,\n", "data/calendar/dated.csv:2",
      "{0}: the day is already as the exchange wants it", "" },
    { "work for a working day", "data/calendar/dated.csv",
      DATED_HEAD "2026-03-04,1,swap_work,S,2026-03-07,0,x:1,V,\n", "data/calendar/dated.csv:2",
      "{0}: the day is already as the exchange wants it", "" },
    { "unknown table", "data/recipes/a.csv", "a\n", "data/recipes/a.csv",
      "{0}: no table of the law has this name", "" },
};

static void every_fault_names_its_file_and_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Case *c = &CASES[i];
        const LawFile files[] = { { c->name, c->text }, { "data/acts/acts.csv", ACT_HEAD ACT } };
        Arena *a = arena_new();
        Law *law;
        Err err = { 0 };
        bool good = law_load_files(a, files, 2, 5, &law, &err);
        /* the list of acts is read after the faulty one: then the good line is the second */
        const char *source = strcmp(c->why, "act twice") == 0 ? "data/acts/acts.csv:2" : c->source;
        const Fault *f = &err.faults[0];
        if (good || err.kind != ERR_INVALID || strcmp(f->args[0], source) != 0
            || strcmp(f->msgid, c->msgid) != 0 || strcmp(f->args[1], c->arg) != 0)
            fail_msg("%s: %s (%s) (%s)", c->why, err.count ? f->msgid : "no fault", f->args[0], f->args[1]);
        arena_free(a);
    }
}

static void what_touches_does_not_overlap(void **state)
{
    (void)state;
    const LawFile files[] = {
        { "data/acts/acts.csv", ACT_HEAD ACT },
        { "data/rules/a.csv",
          RULE_HEAD "a.b,2,day,ANY,2026-01-02,,x:1,V,\r\na.b,1,day,ANY,,2026-01-02,x:1,V,\r\n"
                    "a.b,3,day,LABOUR,,,x:1,V,\"a \"\"quoted\"\" word\"\n\na.c,1,day,ANY,,,x,V,last" },
    };
    Arena *a = arena_new();
    Law *law;
    Err err = { 0 };
    assert_true(law_load_files(a, files, 2, 5, &law, &err));
    assert_int_equal(law->rule_count, 4);
    assert_int_equal(rule_find(law, "a.b", REGIME_ANY, day("2026-01-01"))->value, 1);
    assert_int_equal(rule_find(law, "a.b", REGIME_ANY, day("2026-01-02"))->value, 2);
    assert_string_equal(rule_find(law, "a.b", REGIME_LABOUR, day("2026-01-02"))->note, "a \"quoted\" word");
    assert_string_equal(rule_find(law, "a.c", REGIME_ANY, day("2026-01-02"))->note, "last");
    arena_free(a);
}

static void several_faults_come_at_once(void **state)
{
    (void)state;
    const LawFile files[] = {
        { "data/acts/acts.csv", ACT_HEAD ACT },
        { "data/rules/a.csv", RULE_HEAD "a.b,1,day,ANY,,,z:1,V,\na.c,1,eon,ANY,,,x:1,V,\n" },
        { "data/rules/b.csv", RULE_HEAD "b.b,1,day,ALL,,,x:1,V,\n" },
    };
    Arena *a = arena_new();
    Law *law;
    Err err = { 0 };
    assert_false(law_load_files(a, files, 3, 5, &law, &err));
    assert_int_equal(err.count, 3);
    assert_string_equal(err.faults[1].args[0], "data/rules/a.csv:3");
    assert_string_equal(err.faults[2].args[0], "data/rules/b.csv:2");
    arena_free(a);
}

static void the_tables_in_the_program_load(void **state)
{
    const TestLaw *t = *state;
    assert_true(t->law->rule_count > 300);
    for (size_t i = 1; i < t->law->rule_count; i++)
        assert_true(strcmp(t->law->rules[i - 1].code, t->law->rules[i].code) <= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_names_its_file_and_line),
        cmocka_unit_test(what_touches_does_not_overlap),
        cmocka_unit_test(several_faults_come_at_once),
        cmocka_unit_test(the_tables_in_the_program_load),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
