// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "areas/law/test_law.h"
#include <stdlib.h>

typedef struct Ran { int code; char *out, *errs; size_t out_size, errs_size; } Ran;

static Ran calc(bool json, char **argv)
{
    Ran r = { 0 };
    int argc = 0;
    while (argv[argc])
        argc++;
    FILE *out = open_memstream(&r.out, &r.out_size), *errs = open_memstream(&r.errs, &r.errs_size);
    r.code = law_calc(argc, argv, json, out, errs);
    fclose(out);
    fclose(errs);
    return r;
}

static void ran_free(Ran *r)
{
    free(r->out);
    free(r->errs);
}

#define ARGS(...) ((char *[]){ __VA_ARGS__, NULL })

static void says(bool json, char **argv, const char *expected)
{
    Ran r = calc(json, argv);
    assert_string_equal(r.errs, "");
    assert_string_equal(r.out, expected);
    assert_int_equal(r.code, 0);
    ran_free(&r);
}

static void a_deadline_in_json_has_the_promised_members(void **state)
{
    (void)state;
    says(true, ARGS("deadline", "appeal.forward", "2026-01-16"),
         "{\"rule\":\"appeal.forward\",\"from\":\"2026-01-16\",\"due\":\"2026-01-22\",\"unit\":\"workday\","
         "\"days\":3,"
         "\"skipped\":[{\"date\":\"2026-01-17\",\"why\":\"Saturday\"},{\"date\":\"2026-01-18\",\"why\":"
         "\"Sunday\"},"
         "{\"date\":\"2026-01-20\",\"why\":\"20 January mourning day\"}],"
         "\"basis\":\"Law on appeals of citizens (1308-IVQ) 7.10\"}\n");
    says(true, ARGS("deadline", "discipline.impose", "2026-02-02", "--regime=LABOUR"),
         "{\"rule\":\"discipline.impose\",\"from\":\"2026-02-02\",\"due\":\"2026-03-02\",\"unit\":\"month\","
         "\"days\":1,"
         "\"skipped\":[],\"basis\":\"Labour Code (618-IQ) 186-190\"}\n");
}

static void a_moved_rest_day_names_the_day_it_stands_for(void **state)
{
    (void)state;
    says(true, ARGS("deadline", "admin.completeness", "2026-03-05"),
         "{\"rule\":\"admin.completeness\",\"from\":\"2026-03-05\",\"due\":\"2026-03-10\",\"unit\":"
         "\"calday\",\"days\":3,"
         "\"skipped\":[{\"date\":\"2026-03-08\",\"why\":\"Women's Day\"},"
         "{\"date\":\"2026-03-09\",\"why\":\"rest day moved from 2026-03-08\"}],"
         "\"basis\":\"Law on administrative proceedings\"}\n");
}

static void working_days_of_a_year_in_json(void **state)
{
    (void)state;
    says(true, ARGS("workdays", "2025"),
         "{\"year\":2025,\"total\":239,\"months\":[18,20,13,22,20,17,23,21,22,23,18,22],"
         "\"moved\":[\"2025-03-10\",\"2025-03-25\",\"2025-03-26\",\"2025-04-01\",\"2025-06-09\",\"2025-06-"
         "16\","
         "\"2025-11-10\",\"2025-11-11\"]}\n");
    Ran r = calc(false, ARGS("workdays", "2027"));
    assert_int_equal(r.code, 0);
    assert_non_null(strstr(r.out, "  2027-03-09  Ramazan (unverified)\n"));
    assert_non_null(strstr(r.out, "  2027-06-28  rest day moved from 2027-06-26\n"));
    ran_free(&r);
    r = calc(false, ARGS("workdays", "2025"));
    assert_non_null(strstr(r.out, "  2025-03-10  working day in exchange for 2025-03-27\n"));
    ran_free(&r);
}

static void a_leave_in_json_and_in_words(void **state)
{
    (void)state;
    says(
        true, ARGS("leave", "2026-03-16", "14"),
        "{\"first\":\"2026-03-16\",\"days\":14,\"last\":\"2026-04-03\",\"back\":\"2026-04-06\",\"extended\":["
        "{\"date\":\"2026-03-20\",\"why\":\"Novruz\"},{\"date\":\"2026-03-21\",\"why\":\"Novruz\"},"
        "{\"date\":\"2026-03-22\",\"why\":\"Novruz\"},{\"date\":\"2026-03-23\",\"why\":\"Novruz\"},"
        "{\"date\":\"2026-03-24\",\"why\":\"Novruz\"}],\"skipped\":[{\"date\":\"2026-04-04\",\"why\":"
        "\"Saturday\"},"
        "{\"date\":\"2026-04-05\",\"why\":\"Sunday\"}],\"basis\":\"Labour Code (618-IQ) 110-138\"}\n");
    says(false, ARGS("leave", "02.02.2026", "5"),
         "5 days of leave from 2026-02-02\nthe last day is 2026-02-06\nback at work on 2026-02-09\n"
         "  2026-02-07  Saturday\n  2026-02-08  Sunday\n");
}

static void an_ordinal_takes_its_suffix_and_its_words(void **state)
{
    (void)state;
    says(true, ARGS("ordinal", "12"), "{\"n\":12,\"ordinal\":\"12-ci\",\"words\":\"on ikinci\"}\n");
    says(false, ARGS("ordinal", "2016"), "2016-cı\niki min on altıncı\n");
}

static void a_bad_argument_is_named_and_gives_its_exit_code(void **state)
{
    (void)state;
    static const struct {
        char *argv[5];
        int code;
        const char *says;
    } CASES[] = {
        { { "deadline", "appeal.generl", "2026-02-02" },
          4,
          "kadr calc deadline: RULE: no rule appeal.generl is" },
        { { "deadline", "trip.rate.baku", "2026-02-02" }, 2, "RULE: trip.rate.baku is not a term" },
        { { "deadline", "appeal.general", "2026-02-30" }, 2, "DATE: 2026-02-30 is not a date" },
        { { "deadline", "appeal.general", "2050-12-20" },
          2,
          "DATE: the working calendar does not reach 2051-01-01" },
        { { "deadline", "appeal.general" }, 2, "an argument is missing: deadline RULE DATE" },
        { { "deadline", "appeal.general", "2026-02-02", "x" }, 2, "too many arguments: deadline RULE DATE" },
        { { "leave", "2026-02-02", "0" }, 2, "DAYS: a leave lasts 1 to 1500 days" },
        { { "leave", "2026-02-02", "ten" }, 2, "DAYS: ten is not a whole number" },
        { { "leave", "soon", "10" }, 2, "FIRST: soon is not a date" },
        { { "workdays", "1999" }, 2, "YEAR: the working calendar does not reach 1999" },
        { { "workdays", "99999" }, 2, "YEAR: the working calendar does not reach 99999" },
        { { "workdays", "-1" }, 2, "YEAR: -1 is not a whole number" },
        { { "workdays", "2025", "--regime=KING" }, 2, "--regime: no such regime: KING" },
        { { "ordinal", "x" }, 2, "N: x is not a whole number" },
        { { "luck", "2025" }, 2, "cannot compute: luck" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Ran r = calc(true, (char **)CASES[i].argv);
        if (r.code != CASES[i].code || !strstr(r.errs, CASES[i].says) || *r.out)
            fail_msg("%s: code %d, %s", CASES[i].says, r.code, r.errs);
        ran_free(&r);
    }
    Ran r = calc(false, (char *[]){ NULL });
    assert_int_equal(r.code, 2);
    assert_non_null(strstr(r.errs, "kadr calc leave FIRST DAYS"));
    ran_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deadline_in_json_has_the_promised_members),
        cmocka_unit_test(a_moved_rest_day_names_the_day_it_stands_for),
        cmocka_unit_test(working_days_of_a_year_in_json),
        cmocka_unit_test(a_leave_in_json_and_in_words),
        cmocka_unit_test(an_ordinal_takes_its_suffix_and_its_words),
        cmocka_unit_test(a_bad_argument_is_named_and_gives_its_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
