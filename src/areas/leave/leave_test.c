// SPDX-License-Identifier: Apache-2.0
/* Annual leave, recall and the books, both sides of each boundary, through the ledger on both engines. */
#include "areas/leave/leave.h"
#include "areas/service/service_world.h"
#include "areas/task/task.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &task_area, &service_area, &leave_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, LEAVE_FACT_KINDS, NULL };

/* "balance WHO DATE [N]": the books as of a day, as known after the case's Nth order (0: before the first):
 * "number: entitled-used-planned=left" for each work year. */
static const char *balance(World *w, const char *step)
{
    Arena *a = w->arena;
    const char *after = world_word(a, step, 3);
    AsOf at = { .on = world_date(world_word(a, step, 2)) };
    LeaveBalance b;
    MUST(ledger_head(w->db, &at.known, &w->err), &w->err);
    if (*after)
        at.known = w->known[*after - '0'];
    MUST(leave_balance(&w->cx, world_person(w, world_word(a, step, 1)), at, &b, &w->err), &w->err);
    Str s = str_make(a);
    int64_t left = 0;
    for (size_t i = 0; i < b.year_count; i++) {
        const LeaveYear *y = &b.years[i];
        str_addf(&s, "%s%" PRId64 ": %" PRId64 "-%" PRId64 "-%" PRId64 "=%" PRId64, i ? "; " : "", y->number, y->entitled,
                 y->used, y->planned, y->left);
        left += y->left;
    }
    assert_int_equal(left, b.left);
    assert_int_equal(left, val_num(val_at(b.derivation, "out.left")));
    return s.s;
}

/* "years WHO DATE": the days of the work years. */
static const char *years(World *w, const char *step)
{
    AsOf at = { .on = world_date(world_word(w->arena, step, 2)) };
    LeaveBalance b;
    MUST(ledger_head(w->db, &at.known, &w->err), &w->err);
    MUST(leave_balance(&w->cx, world_person(w, world_word(w->arena, step, 1)), at, &b, &w->err), &w->err);
    Str s = str_make(w->arena);
    for (size_t i = 0; i < b.year_count; i++) {
        char from[DATE_TEXT], to[DATE_TEXT];
        date_format(b.years[i].from, from);
        date_format(b.years[i].to, to);
        str_addf(&s, "%s%" PRId64 ": %s..%s", i ? "; " : "", b.years[i].number, from, to);
    }
    return s.s;
}

/* "task WHO DUE": an open task he leads. */
static const char *task(World *w, const char *step)
{
    static const Query ADD = { "leave_test_task",
        "INSERT INTO task (resolution_id, origin_kind, origin_id, parent_task, author_seat, person_id, lead, part, due, "
        "control, state, report, reported, closed, closed_day, version) "
        "VALUES ($1, 1, 1, 0, 1, $2, TRUE, '', $3, FALSE, 'open', '', $4, $4, $3, 1)", NULL };
    static const Query UNDER = { "leave_test_resolution",
        "INSERT INTO resolution (origin_kind, origin_id, parent_task, author_seat, author_person, entered_by, authority, "
        "signature, scan, body, written, due, control, entered) "
        "VALUES (1, 1, 0, 1, 1, 1, '{}', '', '', '', $1, $1, FALSE, $2) RETURNING id", NULL };
    Date due = world_date(world_word(w->arena, step, 2));
    int64_t id;
    MUST(db_int(w->db, &UNDER, BIND(P_DATE(due), P_INSTANT(w->cx.now)), 0, &id, &w->err), &w->err);
    MUST(db_run(w->db, &ADD, BIND(P_INT(id), P_INT(world_person(w, world_word(w->arena, step, 1))), P_DATE(due),
                                  P_INSTANT(w->cx.now)), NULL, &w->err), &w->err);
    return "ok";
}

static const char *more(World *w, const char *step)
{
    const char *verb = world_word(w->arena, step, 0);
    return strcmp(verb, "balance") == 0 ? balance(w, step) : strcmp(verb, "years") == 0 ? years(w, step)
         : strcmp(verb, "task") == 0 ? task(w, step) : NULL;
}

static void cases(void **state, const Case *list, size_t n)
{
    World *w = *state;
    w->more = more;
    world_cases(w, list, n);
}
#define CASES(list) cases(state, list, sizeof list / sizeof *list)

/* Civil: hired 2021-03-01 after 59 months elsewhere; all labour seniority counts.  Driver: hired 2021-06-01
 * after 240 months; only time here counts.  insp1: ranked, whose rules are not verified. */
static void rights_by_work_year(void **state)
{
    static const Case LIST[] = {
        { "civil service: ten years of seniority are full on 1 April 2026, within the sixth work year",
          { "balance civil 2026-02-28", "5: 32-0-0=32", "balance civil 2026-03-01", "5: 32-0-0=32; 6: 32-0-0=32",
            "balance civil 2026-03-31", "5: 32-0-0=32; 6: 32-0-0=32", "balance civil 2026-04-01", "5: 32-0-0=32; 6: 34-0-0=34" } },
        { "labour: five years here, whatever was before",
          { "balance driver 2026-05-31", "5: 21-0-0=21", "balance driver 2026-06-01", "5: 21-0-0=21; 6: 23-0-0=23" } },
        { "ranked: the same scale", { "balance insp1 2026-06-01", "5: 30-0-0=30; 6: 32-0-0=32" } },
        { "a work year that begins on 29 February",
          { "years insp2 2026-02-27", "1: 2024-02-29..2025-02-28; 2: 2025-02-28..2026-02-28",
            "years insp2 2026-02-28", "1: 2024-02-29..2025-02-28; 2: 2025-02-28..2026-02-28; 3: 2026-02-28..2027-02-28" } },
        { "as of a day to come there is one more",
          { "balance civil 2027-03-01", "5: 32-0-0=32; 6: 34-0-0=34; 7: 34-0-0=34" } },
        { "before the list and after it there are no books",
          { "balance civil 2021-02-28", "", "balance new1 2026-06-01", "",
            "release civil at=2026-07-01 ground=own_wish leaves_list=1", "ok", "balance civil 2026-06-30", "5: 32-0-0=32; 6: 34-0-0=34",
            "balance civil 2026-07-01", "" } },
        { "child care moves the work year, sickness does not",
          { "away insp2 sick 2025-04-01 2025-05-01", "ok", "away insp2 child_care 2025-06-01 2025-09-01", "ok",
            "years insp2 2026-05-30", "1: 2024-02-29..2025-02-28; 2: 2025-02-28..2026-05-31",
            "balance insp2 2026-05-31", "1: 30-0-0=30; 2: 30-0-0=30; 3: 30-0-0=30" } },
        { "past work years keep the regime they were served under",
          { "transfer civil seat_id=@cook from=2026-07-01", "ok", "balance civil 2026-06-30", "5: 32-0-0=32; 6: 34-0-0=34",
            "balance civil 2026-07-01", "5: 32-0-0=32; 6: 23-0-0=23" } },
        { "back on the list the books begin anew",
          { "release insp1 at=2026-07-01 ground=own_wish leaves_list=1", "ok", "appoint insp1 seat_id=@insp1 from=2026-08-01", "ok",
            "balance insp1 2026-08-01", "1: 30-0-0=30" } },
    };
    CASES(LIST);
}

static void leave_and_its_books(void **state)
{
    static const Case LIST[] = {
        { "planned until its first day, used from then on; as known before the order, nothing",
          { "annual_leave civil from=2026-07-06 days=30 work_year=5", "ok",
            "facts civil absence", "annual 2026-07-06..2026-08-05", "facts civil leave_use", "annual 30 2026-07-06..2026-08-05",
            "balance civil 2026-07-05", "5: 32-0-30=2; 6: 34-0-0=34", "balance civil 2026-07-06", "5: 32-30-0=2; 6: 34-0-0=34",
            "balance civil 2026-07-06 0", "5: 32-0-0=32; 6: 34-0-0=34", "balance civil 2026-07-06 1", "5: 32-30-0=2; 6: 34-0-0=34" } },
        { "the right of a work year to its last day; one more is refused where the rules are verified",
          { "annual_leave civil from=2026-07-06 days=33 work_year=5", "items.0.days: 32 days are left of this work year",
            "annual_leave civil from=2026-07-06 days=32 work_year=5", "ok",
            "annual_leave civil from=2026-09-07 days=1 work_year=5",
            "items.0.days: 0 days are left of this work year" } },
        { "… and warns where they are not",
          { "annual_leave insp1 from=2026-07-06 days=30 work_year=5", "ok",
            "annual_leave insp1 from=2026-09-07 days=33 work_year=6", "ok, warns: 32 days are left of this work year" } },
        { "left empty, the work year is the oldest that has the days",
          { "annual_leave civil from=2026-07-06 days=33", "ok", "balance civil 2026-07-06", "5: 32-0-0=32; 6: 34-33-0=1",
            "annual_leave civil from=2026-09-07 days=32", "ok", "balance civil 2026-07-06", "5: 32-0-32=0; 6: 34-33-0=1",
            "annual_leave civil from=2026-12-07 days=2", "items.0.days: 1 days are left of this work year" } },
        { "a work year that has not begun, one that was settled",
          { "annual_leave civil from=2027-02-26 days=14 work_year=7", "items.0.work_year: there is no such work year by that day",
            "annual_leave civil from=2026-07-06 days=14 work_year=4", "items.0.work_year: there is no such work year by that day",
            "annual_leave civil from=2027-03-01 days=14 work_year=7", "ok" } },
        { "the form offers the work years with days left",
          { "choices work_year annual_leave civil from=2026-07-06", "01.03.2025 – 28.02.2026, qalıq 32 gün | "
            "01.03.2026 – 28.02.2027, qalıq 34 gün",
            "annual_leave civil from=2026-07-06 days=32", "ok",
            "choices work_year annual_leave civil from=2026-09-07", "01.03.2026 – 28.02.2027, qalıq 34 gün",
            "choices work_year annual_leave new1", "" } },
        { "no days, too many days",
          { "annual_leave civil from=2026-07-06 days=0", "items.0.days: a leave lasts 1 to 1500 days" } },
        { "leaves do not overlap, and may touch",
          { "annual_leave civil from=2026-07-06 days=14 work_year=5", "ok",
            "annual_leave civil from=2026-07-19 days=18 work_year=5", "items.0.from: it overlaps an order, which began on 06.07.2026",
            "annual_leave civil from=2026-07-20 days=18 work_year=5", "ok",
            "annual_leave civil from=2026-06-23 days=14 work_year=6", "items.0.from: it overlaps an order, which began on 06.07.2026" } },
        { "… nor a sickness on record", { "away civil sick 2026-07-10 2026-07-20", "ok",
            "annual_leave civil from=2026-07-06 days=14", "items.0.from: it overlaps a record, which began on 10.07.2026" } },
        { "two work years one behind the other in one order",
          { "annual_leave civil from=2026-07-06 days=32 work_year=5 | annual_leave civil from=2026-08-07 days=14 work_year=6", "ok",
            "facts civil absence", "annual 2026-07-06..2026-08-07; annual 2026-08-07..2026-08-21" } },
        { "annulled, the days are back",
          { "annual_leave civil from=2026-07-06 days=30 work_year=5", "ok", "annul 1", "ok",
            "balance civil 2026-07-06", "5: 32-0-0=32; 6: 34-0-0=34", "facts civil absence", "" } },
        { "a leave that was entered late beside one to come",
          { "loose leave.order_lead", "ok",
            "annual_leave civil from=2026-04-06 days=14 work_year=5 | annual_leave civil from=2026-09-07 days=14 work_year=6",
            "ok, warns: the order has to be given by 01.04.2026", "balance civil 2026-06-01", "5: 32-14-0=18; 6: 34-0-14=20" } },
        { "nobody's leave outlasts his place on the list",
          { "release civil at=2026-07-20 ground=own_wish leaves_list=1", "ok",
            "annual_leave civil from=2026-07-06 days=15 work_year=5", "items.0.days: the person leaves the list of personnel on 20.07.2026",
            "annual_leave civil from=2026-07-06 days=14 work_year=5", "ok" } },
        { "who is not on the list", { "annual_leave new1 from=2026-07-06 days=14",
                                      "items.0.from: the person is not on the list of personnel that day" } },
    };
    CASES(LIST);
}

static void holidays_inside(void **state)
{
    static const Case LIST[] = {
        { "Novruz and Ramazan: five days of holiday, the two that coincide counted once; moved rest days count",
          { "day 2026-02-02", "ok", "annual_leave civil from=2026-03-16 days=10 work_year=5", "ok",
            "facts civil absence", "annual 2026-03-16..2026-03-31", "facts civil leave_use", "annual 10 2026-03-16..2026-03-31",
            "annual_leave civil from=2026-03-30 days=22 work_year=5", "items.0.from: it overlaps an order, which began on 16.03.2026",
            "annual_leave civil from=2026-03-31 days=22 work_year=5", "ok" } },
        { "it ends on the eve of the holiday", { "day 2026-02-02", "ok", "annual_leave civil from=2026-03-16 days=4 work_year=5", "ok",
                                                 "facts civil absence", "annual 2026-03-16..2026-03-20" } },
        { "one day more goes over all of it", { "day 2026-02-02", "ok", "annual_leave civil from=2026-03-16 days=5 work_year=5", "ok",
                                                "facts civil absence", "annual 2026-03-16..2026-03-26" } },
        { "recalled inside the holidays: they were never leave days",
          { "day 2026-02-02", "ok", "annual_leave civil from=2026-03-16 days=10 work_year=5", "ok",
            "recall civil at=2026-03-20 consent=1", "ok",
            "facts civil leave_use", "annual 10 2026-03-16..2026-03-31; recalled -6 2026-03-20..2026-03-31",
            "facts civil absence", "annual 2026-03-16..2026-03-20" } },
        { "… on the first day behind them the same", { "day 2026-02-02", "ok",
            "annual_leave civil from=2026-03-16 days=10 work_year=5", "ok", "recall civil at=2026-03-25 consent=1", "ok",
            "facts civil leave_use", "annual 10 2026-03-16..2026-03-31; recalled -6 2026-03-25..2026-03-31" } },
        { "… a day later one less", { "day 2026-02-02", "ok",
            "annual_leave civil from=2026-03-16 days=10 work_year=5", "ok", "recall civil at=2026-03-26 consent=1", "ok",
            "balance civil 2026-03-25", "5: 32-10--5=27; 6: 32-0-0=32", "balance civil 2026-03-26", "5: 32-5-0=27; 6: 32-0-0=32" } },
    };
    CASES(LIST);
}

static void terms_of_a_leave(void **state)
{
    static const Case LIST[] = {
        { "the order comes five days before",
          { "annual_leave civil from=2026-06-05 days=14", "items.0.from: the order has to be given by 31.05.2026",
            "annual_leave civil from=2026-06-06 days=14", "ok" } },
        { "the first leave comes after six months",
          { "appoint new3 seat_id=@cook from=2026-06-01", "ok",
            "annual_leave new3 from=2026-11-30 days=21", "items.0.from: the first leave is not before 01.12.2026",
            "annual_leave new3 from=2026-12-01 days=21", "ok" } },
        { "one part of a divided leave is two weeks: what is left may be it, as long as it can",
          { "annual_leave civil from=2026-06-15 days=13 work_year=5", "ok",
            "annual_leave civil from=2026-07-06 days=6 work_year=5", "items.0.days: one part of a divided leave is at least 14 days",
            "annual_leave civil from=2026-07-06 days=5 work_year=5", "ok",
            "annual_leave civil from=2026-08-03 days=13 work_year=5", "items.0.days: one part of a divided leave is at least 14 days",
            "annual_leave civil from=2026-08-03 days=14 work_year=5", "ok" } },
        { "a part broken off by a recall is as long as it was",
          { "annual_leave civil from=2026-06-15 days=20 work_year=5", "ok", "recall civil at=2026-06-20 consent=1", "ok",
            "annual_leave civil from=2026-07-06 days=13 work_year=5", "ok",
            "annual_leave civil from=2026-09-07 days=10 work_year=5", "items.0.days: one part of a divided leave is at least 14 days" } },
        { "a task he leads that falls due on the last day before he is back warns",
          { "task civil 2026-07-05", "ok", "task civil 2026-07-20", "ok", "annual_leave civil from=2026-07-06 days=14", "ok" } },
        { "… on the first day and the last",
          { "task civil 2026-07-06", "ok", "task civil 2026-07-19", "ok", "annual_leave civil from=2026-07-06 days=14",
            "ok, warns: leads 2 tasks that fall due during the leave, the first on 06.07.2026" } },
    };
    CASES(LIST);
}

static void recalls(void **state)
{
    static const Case LIST[] = {
        { "the rest goes back to the books and may be taken again",
          { "annual_leave civil from=2026-07-06 days=30 work_year=5", "ok", "recall civil at=2026-07-20 consent=1", "ok",
            "facts civil absence", "annual 2026-07-06..2026-07-20", "balance civil 2026-07-19", "5: 32-30--16=18; 6: 34-0-0=34",
            "balance civil 2026-07-20", "5: 32-14-0=18; 6: 34-0-0=34", "balance civil 2026-07-20 1", "5: 32-30-0=2; 6: 34-0-0=34",
            "annual_leave civil from=2026-07-27 days=18 work_year=5", "ok" } },
        { "on its last day, one day goes back",
          { "annual_leave civil from=2026-07-06 days=30 work_year=5", "ok", "recall civil at=2026-08-05 consent=1",
            "items.0.at: the person is not in the middle of an annual leave on 05.08.2026",
            "recall civil at=2026-08-04 consent=1", "ok", "balance civil 2026-08-04", "5: 32-29-0=3; 6: 34-0-0=34" } },
        { "on its first day it is annulled, not broken off",
          { "annual_leave civil from=2026-07-06 days=30 work_year=5", "ok",
            "recall civil at=2026-07-06 consent=1", "items.0.at: the person is not in the middle of an annual leave on 06.07.2026",
            "recall civil at=2026-07-07 consent=1", "ok" } },
        { "never without consent, and from annual leave only",
          { "annual_leave civil from=2026-07-06 days=30 work_year=5", "ok",
            "recall civil at=2026-07-20", "items.0.consent: a recall needs the person's consent",
            "away insp1 sick 2026-07-01 2026-07-30", "ok",
            "recall insp1 at=2026-07-20 consent=1", "items.0.at: the person is not in the middle of an annual leave on 20.07.2026" } },
        { "the leave cannot be annulled under its recall; the recall can, and the leave lasts again",
          { "annual_leave civil from=2026-07-06 days=30 work_year=5", "ok", "recall civil at=2026-07-20 consent=1", "ok",
            "annul 1", "record.input: an order would lose what it ends or changes: annul it too, or keep it",
            "annul 2", "ok", "facts civil absence", "annual 2026-07-06..2026-08-05",
            "balance civil 2026-08-01", "5: 32-30-0=2; 6: 34-0-0=34" } },
    };
    CASES(LIST);
}

static void texts(void **state)
{
    static const Case LIST[] = {
        { "leaves",
          { "text annual_leave chief from=2026-07-06 days=30 work_year=5",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru, miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızı 2024–2025-ci iş "
            "ili üçün 30 (otuz) təqvim günü müddətinə əmək məzuniyyətinə 2026-cı il iyulun 6-dan buraxılsın; məzuniyyətin son günü "
            "2026-cı il avqustun 4-ü, işə çıxma günü 2026-cı il avqustun 5-i hesab edilsin.",
            "text annual_leave civil from=2026-03-16 days=10 work_year=5",
            "Kadrlar idarəsinin baş məsləhətçisi Kərimli Nigar Əkbər qızı 2025–2026-cı iş ili üçün 10 (on) təqvim günü müddətinə əmək "
            "məzuniyyətinə 2026-cı il martın 16-dan buraxılsın; məzuniyyətin son günü 2026-cı il martın 30-u, işə çıxma günü 2026-cı "
            "il martın 31-i hesab edilsin.",
            "text annual_leave insp1 from=2026-06-15 days=21 work_year=6",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru, miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğlu 2026-cı iş ili "
            "üçün 21 (iyirmi bir) təqvim günü müddətinə əmək məzuniyyətinə 2026-cı il iyunun 15-dən buraxılsın; məzuniyyətin son günü "
            "2026-cı il iyulun 7-si, işə çıxma günü 2026-cı il iyulun 8-i hesab edilsin.",
            "text annual_leave driver from=2026-12-24 days=14",
            "Xidmətin sürücüsü Rzayev Kamran Yusif oğlu 2025–2026-cı iş ili üçün 14 (on dörd) təqvim günü müddətinə əmək "
            "məzuniyyətinə 2026-cı il dekabrın 24-dən buraxılsın; məzuniyyətin son günü 2027-ci il yanvarın 9-u, işə çıxma günü "
            "2027-ci il yanvarın 11-i hesab edilsin." } },
        { "recalls",
          { "annual_leave shead from=2026-07-06 days=30 work_year=11", "ok",
            "text recall shead at=2026-07-20 consent=1",
            "Kadrlar idarəsinin Uçot şöbəsinin rəisi, miqrasiya xidməti mayoru Quliyev Toğrul Ülvi oğlu xidməti zərurətlə əlaqədar öz "
            "razılığı ilə 2026-cı il iyulun 20-dən əmək məzuniyyətindən geri çağırılsın; məzuniyyətin istifadə edilməmiş 16 (on altı) "
            "təqvim günü 2025–2026-cı iş ili üzrə saxlanılsın.",
            "text recall shead at=2026-07-20 consent=1 cause=təcili~yoxlama~ilə~əlaqədar",
            "Kadrlar idarəsinin Uçot şöbəsinin rəisi, miqrasiya xidməti mayoru Quliyev Toğrul Ülvi oğlu təcili yoxlama ilə əlaqədar öz "
            "razılığı ilə 2026-cı il iyulun 20-dən əmək məzuniyyətindən geri çağırılsın; məzuniyyətin istifadə edilməmiş 16 (on altı) "
            "təqvim günü 2025–2026-cı iş ili üzrə saxlanılsın." } },
    };
    CASES(LIST);
}

static void books_after_an_opening_begin_with_its_work_year(void **state)
{
    World *w = *state;
    Registration done;
    Val *effects = val_list(w->arena);
    w->more = more;
    val_add(effects, effect_start(w->arena, FACT_EMPLOYMENT, world_person(w, "new3"), 0, world_date("2015-06-01"), DATE_FOREVER,
                                  NULL, NULL));
    NewInput in = { .kind = ENTRY_OPENING, .source = "opening", .natural_key = "opening:new3", .effects = effects };
    MUST(ledger_register(w->db, w->arena, FACT_KINDS, &in, 1, &done, &w->err), &w->err);
    /* registered on 2026-06-01, the first day of the twelfth work year */
    assert_string_equal(world_step(w, "years new3 2026-06-01"), "12: 2026-06-01..2027-06-01");
    assert_string_equal(world_step(w, "years new3 2026-05-31"), "");
}

static void the_derivation_of_a_right_recomputes(void **state)
{
    World *w = *state;
    AsOf at = { .on = world_date("2026-06-01") };
    LeaveBalance b;
    MUST(ledger_head(w->db, &at.known, &w->err), &w->err);
    MUST(leave_balance(&w->cx, world_person(w, "civil"), at, &b, &w->err), &w->err);
    assert_int_equal(b.year_count, 2);
    for (size_t i = 0; i < b.year_count; i++)
        MUST(derivation_check(w->arena, b.years[i].right, &w->err), &w->err);
    assert_true(b.years[0].binding);
    MUST(leave_balance(&w->cx, world_person(w, "insp1"), at, &b, &w->err), &w->err);
    assert_false(b.years[0].binding);
}

static Val *page(World *w, const char *who, const char *as_of, const char *known_on)
{
    const Route *route = leave_area.routes;
    Val *query = val_map(w->arena);
    val_put_text(w->arena, query, "as_of", as_of);
    val_put_text(w->arena, query, "known_on", known_on);
    Req req = { .cx = &w->cx, .id = world_person(w, who), .query = query };
    Resp resp = { .view = val_map(w->arena) };
    assert_int_equal(route->act, ACT_PERSON_READ);
    assert_int_equal(route->object, OBJ_PERSON);
    assert_true(route->sensitive);
    err_clear(&w->err);
    return route->handler(&req, &resp, &w->err) ? resp.view : NULL;
}

static void the_page_shows_the_books_with_two_clocks(void **state)
{
    World *w = *state;
    assert_string_equal(world_step(w, "annual_leave civil from=2026-07-06 days=30 work_year=5"), "ok");
    Val *v = page(w, "civil", "2026-07-05", "");
    MUST(v, &w->err);
    assert_int_equal(val_num(val_at(v, "planned")), 30);
    assert_int_equal(val_num(val_at(v, "used")), 0);
    assert_int_equal(val_num(val_at(v, "left")), 36);
    assert_int_equal(val_num(val_at(v, "years.1.number")), 5);
    assert_true(val_count(val_at(v, "years.1.why")) > 2);
    assert_true(val_truthy(val_at(v, "years.1.uses.0.planned")));
    v = page(w, "civil", "2026-07-06", "");
    MUST(v, &w->err);
    assert_int_equal(val_num(val_at(v, "used")), 30);
    v = page(w, "civil", "2026-07-06", "2026-05-31");
    MUST(v, &w->err);
    assert_int_equal(val_count(val_at(v, "years")), 0);
    assert_false(val_truthy(val_at(v, "on_list")));
    assert_null(page(w, "civil", "31.02.2026", ""));
    assert_int_equal(w->err.kind, ERR_INVALID);
    assert_string_equal(w->err.faults[0].field, "as_of");
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(rights_by_work_year),
    TEST_EACH_WORLD(leave_and_its_books),
    TEST_EACH_WORLD(holidays_inside),
    TEST_EACH_WORLD(terms_of_a_leave),
    TEST_EACH_WORLD(recalls),
    TEST_EACH_WORLD(texts),
    TEST_EACH_WORLD(books_after_an_opening_begin_with_its_work_year),
    TEST_EACH_WORLD(the_derivation_of_a_right_recomputes),
    TEST_EACH_WORLD(the_page_shows_the_books_with_two_clocks),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
