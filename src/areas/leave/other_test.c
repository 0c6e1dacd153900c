// SPDX-License-Identifier: Apache-2.0
/* Unpaid, study and child-care leave and the return from one, both sides of each boundary, on both engines. */
#include "areas/leave/leave.h"
#include "areas/service/service_world.h"
#include "areas/task/task.h"
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &task_area, &service_area, &leave_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, LEAVE_FACT_KINDS, NULL };

#define CASES(w, list) world_cases(w, list, sizeof list / sizeof *list)

static void unpaid_leave(void **state)
{
    static const Case LIST[] = {
        { "fourteen days a work year at request, and that is verified for civil servants",
          { "unpaid_leave civil ground=request from=2026-07-01 days=15",
            "items.0.days: such a leave is at most 14 days; 0 were given already",
            "unpaid_leave civil ground=request from=2026-07-01 days=14", "ok",
            "facts civil absence", "unpaid 2026-07-01..2026-07-15", "facts civil leave_use", "",
            "unpaid_leave civil ground=request from=2026-09-01 days=1",
            "items.0.days: such a leave is at most 14 days; 14 were given already" } },
        { "the work year begins anew on the day of hiring",
          { "unpaid_leave civil ground=request from=2026-02-01 days=14", "ok",
            "unpaid_leave civil ground=request from=2026-02-28 days=1",
            "items.0.days: such a leave is at most 14 days; 14 were given already",
            "unpaid_leave civil ground=request from=2026-03-01 days=14", "ok" } },
        { "urgent family matters: seven days each time, beside the others",
          { "unpaid_leave civil ground=request from=2026-07-01 days=14", "ok",
            "unpaid_leave civil ground=urgent from=2026-08-01 days=8",
            "items.0.days: such a leave is at most 7 days; 0 were given already",
            "unpaid_leave civil ground=urgent from=2026-08-01 days=7", "ok" } },
        { "by agreement up to six months: the last day and the next",
          { "unpaid_leave driver ground=agreed from=2026-07-01 days=185", "items.0.days: such a leave lasts at most 6 months",
            "unpaid_leave driver ground=agreed from=2026-07-01 days=184", "ok",
            "facts driver absence", "unpaid 2026-07-01..2027-01-01" } },
        { "for ranked staff no act was read: it warns",
          { "unpaid_leave insp1 ground=request from=2026-07-01 days=15",
            "ok, warns: such a leave is at most 14 days; 0 were given already" } },
        { "no day at all, nobody on the list, over another absence",
          { "unpaid_leave civil ground=request from=2026-07-01 days=0", "items.0.days: a leave lasts at least one day",
            "unpaid_leave new1 ground=request from=2026-07-01 days=3",
            "items.0.from: the person is not on the list of personnel that day",
            "away civil trip 2026-07-03 2026-07-05", "ok",
            "unpaid_leave civil ground=request from=2026-07-01 days=3",
            "items.0.from: it overlaps a record, which began on 03.07.2026",
            "unpaid_leave civil ground=request from=2026-07-01 days=2", "ok" } },
    };
    CASES(*state, LIST);
}

static void study_leave(void **state)
{
    static const Case LIST[] = {
        { "thirty days in the first years, forty later",
          { "study_leave driver ground=first_years from=2026-07-01 days=31",
            "items.0.days: such a leave is at most 30 days; 0 were given already",
            "study_leave driver ground=first_years from=2026-07-01 days=30", "ok",
            "facts driver absence", "study 2026-07-01..2026-07-31",
            "study_leave driver ground=later_years from=2026-09-01 days=41",
            "items.0.days: such a leave is at most 40 days; 0 were given already",
            "study_leave driver ground=later_years from=2026-09-01 days=40", "ok" } },
        { "four months for a diploma: the last day and the next",
          { "study_leave driver ground=diploma from=2026-07-01 days=124", "items.0.days: such a leave lasts at most 4 months",
            "study_leave driver ground=diploma from=2026-07-01 days=123", "ok" } },
    };
    CASES(*state, LIST);
}

static void child_leave(void **state)
{
    static const Case LIST[] = {
        { "to the eve of the third birthday, when nothing is typed",
          { "child_leave chief born=2026-03-10 from=2026-07-15", "ok", "facts chief absence", "child_care 2026-07-15..2029-03-10" } },
        { "not a day longer, and that is verified",
          { "child_leave chief born=2026-03-10 from=2026-07-15 until=2029-03-10",
            "items.0.until: it lasts until the child is 3 years old",
            "child_leave chief born=2026-03-10 from=2026-07-15 until=2029-03-09", "ok" } },
        { "shorter as typed", { "child_leave chief born=2026-03-10 from=2026-07-15 until=2026-12-31", "ok",
                                "facts chief absence", "child_care 2026-07-15..2027-01-01" } },
        { "days the wrong way round",
          { "child_leave chief born=2026-05-30 from=2026-05-29", "items.0.from: the leave begins before the child was born",
            "child_leave chief born=2026-03-10 from=2026-07-15 until=2026-07-14", "items.0.until: the leave ends before it starts",
            "child_leave chief born=2020-03-10 from=2026-07-15", "items.0.until: the leave ends before it starts" } },
    };
    CASES(*state, LIST);
}

static void maternity_leave(void **state)
{
    static const Case LIST[] = {
        { "seventy days before the birth and fifty-six after it; no leave book is touched",
          { "maternity_leave chief from=2026-07-01 course=usual", "ok", "facts chief absence", "maternity 2026-07-01..2026-11-04",
            "facts chief leave_use", "" } },
        { "seventy after a difficult birth, or of two",
          { "maternity_leave chief from=2026-07-01 course=hard", "ok", "facts chief absence", "maternity 2026-07-01..2026-11-18" } },
        { "… of two", { "maternity_leave insp2 from=2026-07-01 course=twins", "ok",
                        "facts insp2 absence", "maternity 2026-07-01..2026-11-18" } },
        { "a man, somebody not on the list, an unknown course",
          { "maternity_leave insp1 from=2026-07-01 course=usual", "items.0.person_id: this leave is given to a woman",
            "maternity_leave new1 from=2026-07-01 course=usual",
            "items.0.from: the person is not on the list of personnel that day",
            "maternity_leave chief from=2026-07-01 course=long", "items.0.course: choose one of the values offered",
            "maternity_leave chief from=2026-07-01", "items.0.course: fill this in" } },
        { "an annual leave within it is recalled first; up to its first day it may last",
          { "away chief annual 2026-07-10 2026-07-24", "ok",
            "maternity_leave chief from=2026-07-01 course=usual", "items.0.from: it overlaps a record, which began on 10.07.2026",
            "maternity_leave chief from=2026-07-24 course=usual", "ok" } },
        { "child care follows it; nobody is called back from it",
          { "maternity_leave chief from=2026-07-01 course=usual", "ok",
            "leave_end chief at=2026-09-01", "items.0.at: the person is not in the middle of such a leave on 01.09.2026",
            "day 2026-11-03", "ok", "child_leave chief born=2026-09-08 from=2026-11-04", "ok",
            "child_leave chief born=2026-11-04 from=2026-11-05", "items.0.born: the day is in the future" } },
    };
    CASES(*state, LIST);
}

static void a_return_before_its_time(void **state)
{
    static const Case LIST[] = {
        { "from the second day on",
          { "child_leave chief born=2026-03-10 from=2026-07-15", "ok",
            "leave_end chief at=2026-07-15", "items.0.at: the person is not in the middle of such a leave on 15.07.2026",
            "leave_end chief at=2026-07-16", "ok", "facts chief absence", "child_care 2026-07-15..2026-07-16" } },
        { "an annual leave is recalled, not ended",
          { "away chief annual 2026-07-01 2026-07-15", "ok",
            "leave_end chief at=2026-07-05", "items.0.at: the person is not in the middle of such a leave on 05.07.2026" } },
    };
    CASES(*state, LIST);
}

static void texts(void **state)
{
    static const Case LIST[] = {
        { "unpaid and of study",
          { "text unpaid_leave civil ground=urgent from=2026-07-01 days=4",
            "Kadrlar idarəsinin baş məsləhətçisi Kərimli Nigar Əkbər qızı təxirəsalınmaz ailə vəziyyəti ilə əlaqədar 2026-cı il "
            "iyulun 1-dən 4-dək 4 (dörd) təqvim günü müddətinə ödənişsiz məzuniyyətə buraxılsın; işə çıxma günü 2026-cı il iyulun "
            "6-sı hesab edilsin.",
            "text study_leave driver ground=state_exam from=2026-06-03 days=1",
            "Xidmətin sürücüsü Rzayev Kamran Yusif oğlu dövlət imtahanları ilə əlaqədar 2026-cı il iyunun 3-də 1 (bir) təqvim günü "
            "müddətinə təhsil məzuniyyətinə buraxılsın; işə çıxma günü 2026-cı il iyunun 4-ü hesab edilsin." } },
        { "for childbirth",
          { "text maternity_leave chief from=2026-07-01 course=usual",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru, miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızı hamiləliyə və "
            "doğuşa görə 2026-cı il iyulun 1-dən noyabrın 3-dək 126 (yüz iyirmi altı) təqvim günü müddətinə ödənişli sosial "
            "məzuniyyətə buraxılsın; işə çıxma günü 2026-cı il noyabrın 4-ü hesab edilsin.",
            "text maternity_leave insp2 from=2026-07-01 course=twins",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru Süleymanova Gülər Ömər qızı hamiləliyə və iki və ya daha çox uşağın "
            "doğulmasına görə 2026-cı il iyulun 1-dən noyabrın 17-dək 140 (yüz qırx) təqvim günü müddətinə ödənişli sosial "
            "məzuniyyətə buraxılsın; işə çıxma günü 2026-cı il noyabrın 18-i hesab edilsin." } },
        { "of child care, and back from it",
          { "text child_leave chief born=2026-03-10 from=2026-07-15",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru, miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızı 2026-cı il "
            "martın 10-da anadan olmuş uşağına üç yaşınadək qulluq etmək üçün 2026-cı il iyulun 15-dən 2029-cu il martın 9-dək "
            "qismən ödənişli sosial məzuniyyətə buraxılsın.",
            "child_leave chief born=2026-03-10 from=2026-07-15", "ok",
            "text leave_end chief at=2027-01-11",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru, miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızı sosial "
            "məzuniyyəti vaxtından əvvəl dayandırılmaqla 2027-ci il yanvarın 11-dən işə başlasın." } },
    };
    CASES(*state, LIST);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(unpaid_leave), TEST_EACH_WORLD(study_leave), TEST_EACH_WORLD(child_leave),
    TEST_EACH_WORLD(maternity_leave),
    TEST_EACH_WORLD(a_return_before_its_time), TEST_EACH_WORLD(texts),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
