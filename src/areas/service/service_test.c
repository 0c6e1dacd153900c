// SPDX-License-Identifier: Apache-2.0
/* The order kinds of service, both sides of each boundary, through the ledger on both engines. */
#include "areas/service/service_world.h"
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &service_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, NULL };

#define CASES(w, list) world_cases(w, list, sizeof list / sizeof *list)

static void appointments(void **state)
{
    static const Case LIST[] = {
        { "a vacant seat, somebody new: he comes on the list as well",
          { "appoint new1 seat_id=@free from=2026-07-01 prior_months=14", "ok",
            "facts new1 holding", "@free 2026-07-01..", "facts new1 employment", "RANKED 14 2026-07-01.." } },
        { "an occupied seat is refused, from the day its holder leaves it is free",
          { "appoint new1 seat_id=@insp1 from=2026-06-30", "items.0.seat_id: the seat is taken: opening:3, since 01.01.2021",
            "release insp1 at=2026-07-01 ground=own_wish", "ok",
            "appoint new1 seat_id=@insp1 from=2026-06-30", "items.0.seat_id: the seat is taken: opening:3, since 01.01.2021",
            "appoint new1 seat_id=@insp1 from=2026-07-01", "ok",
            "facts new1 holding", "@insp1 2026-07-01.." } },
        { "release and appointment in one order, in either order of items",
          { "appoint new1 seat_id=@insp1 from=2026-07-01 | release insp1 at=2026-07-01 ground=own_wish", "ok",
            "facts insp1 holding", "@insp1 2021-01-01..2026-07-01", "facts new1 holding", "@insp1 2026-07-01.." } },
        { "somebody who holds a post is transferred, not appointed",
          { "appoint insp1 seat_id=@free from=2026-07-01", "items.0.from: it overlaps opening:3, which began on 01.01.2021" } },
        { "somebody at disposal stays on the list and gets no second entry",
          { "release insp1 at=2026-07-01 ground=own_wish", "ok", "appoint insp1 seat_id=@free from=2026-07-10", "ok",
            "facts insp1 holding", "@insp1 2021-01-01..2026-07-01; @free 2026-07-10..",
            "facts insp1 employment", "RANKED 0 2021-01-01.." } },
        { "who is about to leave the list is not appointed",
          { "release insp1 at=2026-07-01 ground=own_wish", "ok",
            "appoint insp1 seat_id=@free from=2026-07-10", "ok", "release insp1 at=2026-08-01 ground=own_wish leaves_list=1", "ok",
            "appoint insp1 seat_id=@free from=2026-07-31", "items.0.from: the person leaves the list of personnel on 01.08.2026",
            "appoint insp1 seat_id=@free from=2026-08-01", "ok",
            "facts insp1 employment", "RANKED 0 2021-01-01..2026-08-01; RANKED 0 2026-08-01.." } },
        { "a seat the staff table does not have yet, and one it never had",
          { "appoint new1 seat_id=@free from=2009-12-31", "items.0.seat_id: the seat is not in the staff table on 31.12.2009",
            "appoint new1 seat_id=9999 from=2026-07-01", "items.0.seat_id: there is no such seat in the staff table",
            "appoint new1 seat_id=@free from=2010-01-01",
            "ok, warns: the person is younger than 18 that day" } },
        { "parts of a staff unit: two halves and no more; a ranked post is whole",
          { "appoint new3 seat_id=@cook from=2026-07-01 units=500", "ok", "facts new3 holding", "@cook u500 2026-07-01..",
            "appoint new1 seat_id=@cook from=2026-07-01 units=750",
            "items.0.seat_id: the seat is taken: an order, since 01.07.2026",
            "appoint new1 seat_id=@cook from=2026-07-01 units=500", "ok",
            "appoint new2 seat_id=@free from=2026-07-01 units=500",
            "items.0.units: a post with a special rank is not divided",
            "appoint new2 seat_id=@free from=2026-07-01 units=300", "items.0.units: choose one of the values offered" } },
        { "an appointment with a past day, and one to come, in one order",
          { "appoint new1 seat_id=@free from=2026-05-04 | appoint new3 seat_id=@cook from=2026-09-01", "ok",
            "facts new1 holding", "@free 2026-05-04..", "facts new3 holding", "@cook 2026-09-01.." } },
        { "an appointment before one already planned for the seat",
          { "appoint new1 seat_id=@free from=2026-09-01", "ok",
            "appoint new3 seat_id=@free from=2026-07-01", "items.0.seat_id: the seat is taken: an order, since 01.09.2026" } },
    };
    CASES(*state, LIST);
}

static void admission_and_probation(void **state)
{
    static const Case LIST[] = {
        { "an unverified least age only warns: the eve of the eighteenth birthday, and the day",
          { "appoint new2 seat_id=@free from=2026-12-01", "ok, warns: the person is younger than 18 that day" } },
        { "on the birthday it is full", { "appoint new2 seat_id=@free from=2026-12-02", "ok" } },
        { "once verified it refuses",
          { "firm admission.age.least", "ok",
            "appoint new2 seat_id=@free from=2026-12-01", "items.0.from: the person is younger than 18 that day",
            "appoint new2 seat_id=@free from=2026-12-02", "ok" } },
        { "the civil service takes from sixteen, and that is verified",
          { "appoint new2 seat_id=@civil2 from=2024-12-01", "items.0.from: the person is younger than 16 that day",
            "appoint new2 seat_id=@civil2 from=2024-12-02", "ok" } },
        { "the most age is over on the next birthday",
          { "appoint new3 seat_id=@free from=2026-11-30", "ok" } },
        { "… and then warns", { "appoint new3 seat_id=@free from=2026-12-01", "ok, warns: the person is older than 35 that day" } },
        { "the labour code holds probation to three months",
          { "appoint new3 seat_id=@cook from=2026-07-01 probation=4", "items.0.probation: probation lasts at most 3 months",
            "appoint new3 seat_id=@cook from=2026-07-01 probation=3", "ok" } },
        { "who enters ranked service first may have six, and more only warns",
          { "appoint new1 seat_id=@free from=2026-07-01 probation=6", "ok" } },
        { "… seven", { "appoint new1 seat_id=@free from=2026-07-01 probation=7", "ok, warns: probation lasts at most 6 months" } },
        { "who is on the list already, three",
          { "release insp1 at=2026-07-01 ground=own_wish", "ok",
            "appoint insp1 seat_id=@free from=2026-07-01 probation=4", "ok, warns: probation lasts at most 3 months" } },
        { "no months, too many months",
          { "appoint new1 seat_id=@free from=2026-07-01 probation=25", "items.0.probation: not a number of months",
            "appoint new1 seat_id=@free from=2026-07-01 prior_months=901", "items.0.prior_months: not a number of months" } },
    };
    CASES(*state, LIST);
}

static void transfers(void **state)
{
    static const Case LIST[] = {
        { "to a vacant seat",
          { "transfer insp1 seat_id=@free from=2026-07-01", "ok",
            "facts insp1 holding", "@insp1 2021-01-01..2026-07-01; @free 2026-07-01.." } },
        { "two change seats on one day, the items in either order",
          { "transfer insp1 seat_id=@insp2 from=2026-07-01 | transfer insp2 seat_id=@insp1 from=2026-07-01", "ok",
            "facts insp1 holding", "@insp1 2021-01-01..2026-07-01; @insp2 2026-07-01..",
            "facts insp2 holding", "@insp2 2024-02-29..2026-07-01; @insp1 2026-07-01..",
            "transfer insp2 seat_id=@insp2 from=2026-07-02 | transfer insp1 seat_id=@insp1 from=2026-07-02", "ok" } },
        { "a day apart the seat is still taken",
          { "transfer insp1 seat_id=@insp2 from=2026-07-01 | transfer insp2 seat_id=@insp1 from=2026-07-02",
            "items.0.seat_id: the seat is taken: opening:4, since 29.02.2024" } },
        { "a ring of three",
          { "transfer insp1 seat_id=@insp2 from=2026-07-01 | transfer insp2 seat_id=@chief from=2026-07-01"
            " | transfer chief seat_id=@insp1 from=2026-07-01", "ok" } },
        { "to the seat he has",
          { "transfer insp1 seat_id=@insp1 from=2026-07-01", "items.0.seat_id: the person holds this post already" } },
        { "somebody without a post has nothing to leave",
          { "transfer new1 seat_id=@free from=2026-07-01", "items.0.at: there is nothing to end on 01.07.2026" } },
        { "a transfer before another already planned: the planned one leaves from there",
          { "transfer insp1 seat_id=@free from=2026-09-01", "ok", "transfer insp1 seat_id=@civil2 from=2026-07-01", "ok",
            "facts insp1 holding", "@insp1 2021-01-01..2026-07-01; @civil2 2026-07-01..2026-09-01; @free 2026-09-01.." } },
    };
    CASES(*state, LIST);
}

static void releases(void **state)
{
    static const Case LIST[] = {
        { "from the post only",
          { "release insp1 at=2026-07-01 ground=own_wish", "ok", "facts insp1 holding", "@insp1 2021-01-01..2026-07-01",
            "facts insp1 employment", "RANKED 0 2021-01-01.." } },
        { "from the list as well; the rank stays",
          { "release insp1 at=2026-07-01 ground=own_wish leaves_list=1", "ok", "facts insp1 employment", "RANKED 0 2021-01-01..2026-07-01",
            "facts insp1 rank", "senior_lieutenant 2023-06-15.." } },
        { "somebody without a post", { "release new1 at=2026-07-01 ground=own_wish",
                                       "items.0.at: there is nothing to end on 01.07.2026" } },
        { "on his first day there is nothing yet, on the next there is",
          { "release insp2 at=2024-02-29 ground=own_wish", "items.0.at: there is nothing to end on 29.02.2024",
            "release insp2 at=2024-03-01 ground=own_wish", "ok" } },
        { "who goes to another post does not leave the list",
          { "release insp1 at=2026-07-01 ground=other_post leaves_list=1",
            "items.0.leaves_list: who is appointed to another post stays on the list" } },
        { "duties and absences end with the list",
          { "away insp1 sick 2026-06-20 2026-08-01", "ok", "acting insp2 seat_id=@free from=2026-06-10", "ok",
            "release insp1 at=2026-07-01 ground=own_wish leaves_list=1 | release insp2 at=2026-07-01 ground=own_wish leaves_list=1", "ok",
            "facts insp1 absence", "sick 2026-06-20..2026-07-01", "facts insp2 acting", "@free vacant 2026-06-10..2026-07-01" } },
        { "an absence still to come is annulled first",
          { "away insp1 annual 2026-07-01 2026-08-01", "ok",
            "release insp1 at=2026-07-01 ground=own_wish leaves_list=1",
            "items.0.at: an absence from 01.07.2026 is registered: annul it first" } },
        { "the employer does not dismiss during a leave; after it, or by own wish, yes",
          { "away insp1 annual 2026-06-20 2026-07-20", "ok",
            "release insp1 at=2026-07-19 ground=staff_cut leaves_list=1",
            "items.0.at: the employer does not dismiss during a leave; it lasts to 19.07.2026",
            "release insp1 at=2026-07-20 ground=staff_cut leaves_list=1", "ok" } },
        { "… by own wish",
          { "away insp1 annual 2026-06-20 2026-07-20", "ok", "release insp1 at=2026-07-19 ground=own_wish leaves_list=1", "ok" } },
        { "… were the rule not verified, it would warn",
          { "loose release.on_leave", "ok", "away insp1 annual 2026-06-20 2026-07-20", "ok",
            "release insp1 at=2026-07-19 ground=staff_cut leaves_list=1",
            "ok, warns: the employer does not dismiss during a leave; it lasts to 19.07.2026" } },
    };
    CASES(*state, LIST);
}

static void duties_of_a_post(void **state)
{
    static const Case LIST[] = {
        { "a vacant post, until it is filled",
          { "acting insp1 seat_id=@free from=2026-07-01", "ok", "facts insp1 acting", "@free vacant 2026-07-01..",
            "acting insp2 seat_id=@free from=2026-08-01", "items.0.seat_id: the seat is taken: an order, since 01.07.2026" } },
        { "… filled already from a day to come",
          { "appoint new1 seat_id=@free from=2026-07-15", "ok", "acting insp1 seat_id=@free from=2026-07-01", "ok",
            "facts insp1 acting", "@free vacant 2026-07-01..2026-07-15" } },
        { "a post whose holder is present is refused",
          { "acting insp1 seat_id=@chief from=2026-07-01",
            "items.0.seat_id: the post is held, and its holder is present on 01.07.2026" } },
        { "an absent holder's, from the first day away to the last",
          { "away chief trip 2026-07-01 2026-07-11", "ok",
            "acting insp1 seat_id=@chief from=2026-06-30 until=2026-07-10",
            "items.0.seat_id: the post is held, and its holder is present on 30.06.2026",
            "acting insp1 seat_id=@chief from=2026-07-01 until=2026-07-11",
            "items.0.until: the post is held, and its holder is present on 11.07.2026",
            "acting insp1 seat_id=@chief from=2026-07-01 until=2026-07-10", "ok",
            "facts insp1 acting", "@chief absent 2026-07-01..2026-07-11" } },
        { "left open it lasts as long as absences follow each other",
          { "away chief trip 2026-07-01 2026-07-11", "ok", "away chief sick 2026-07-11 2026-07-20", "ok",
            "acting insp1 seat_id=@chief from=2026-07-05", "ok", "facts insp1 acting", "@chief absent 2026-07-05..2026-07-20" } },
        { "the last day before the first",
          { "acting insp1 seat_id=@free from=2026-07-01 until=2026-06-30", "items.0.until: the last day is before the first" } },
        { "of one day", { "acting insp1 seat_id=@free from=2026-07-01 until=2026-07-01", "ok" } },
        { "he is away himself, the day after he is back",
          { "away insp1 sick 2026-07-05 2026-07-10", "ok",
            "acting insp1 seat_id=@free from=2026-07-09 until=2026-07-20", "items.0.from: the person is away himself from 05.07.2026",
            "acting insp1 seat_id=@free from=2026-07-01 until=2026-07-04", "ok",
            "acting insp1 seat_id=@free from=2026-07-10 until=2026-07-20", "ok" } },
        { "his own post, and somebody who is not on the list",
          { "away insp1 sick 2026-07-05 2026-07-10", "ok",
            "acting insp1 seat_id=@insp1 from=2026-07-05", "items.0.seat_id: the person holds this post already",
            "acting new1 seat_id=@free from=2026-07-05", "items.0.from: the person is not on the list of personnel that day" } },
        { "duties of two posts at once",
          { "away chief trip 2026-07-01 2026-07-11", "ok",
            "acting insp1 seat_id=@chief from=2026-07-01 | acting insp1 seat_id=@free from=2026-07-01", "ok",
            "facts insp1 acting", "@chief absent 2026-07-01..2026-07-11; @free vacant 2026-07-01.." } },
    };
    CASES(*state, LIST);
}

static void ranks(void **state)
{
    static const Case LIST[] = {
        { "the first rank, from the day of the order",
          { "rank_first insp2 rank=junior_lieutenant", "ok", "facts insp2 rank", "junior_lieutenant 6 2026-06-01.." } },
        { "the first is given once",
          { "rank_first chief rank=senior_lieutenant", "items.0.rank: the person has a rank already: miqrasiya xidməti leytenantı" } },
        { "the next needs one before",
          { "rank_next insp2 rank=lieutenant", "items.0.person_id: the person has no rank yet: give the first" } },
        { "the time in the rank: the eve warns, the day does not",
          { "rank_next chief rank=senior_lieutenant from=2026-11-27", "ok, warns: the time in the present rank is full on 28.11.2026" } },
        { "… the day",
          { "rank_next chief rank=senior_lieutenant from=2026-11-28", "ok", "facts chief rank",
            "lieutenant 2024-11-28..2026-11-28; senior_lieutenant 8 2026-11-28.." } },
        { "a verified time refuses on the eve",
          { "firm rank.time.lieutenant", "ok",
            "rank_next chief rank=senior_lieutenant from=2026-11-27", "items.0.from: the time in the present rank is full on 28.11.2026",
            "rank_next chief rank=senior_lieutenant from=2026-11-28", "ok" } },
        { "a step left out warns, and refuses once the rule is verified",
          { "firm rank.sequence", "ok",
            "rank_next chief rank=captain from=2027-01-01",
            "items.0.rank: the next rank in the ladder is: miqrasiya xidməti baş leytenantı",
            "loose rank.sequence", "ok",
            "rank_next chief rank=captain from=2027-01-01",
            "ok, warns: the next rank in the ladder is: miqrasiya xidməti baş leytenantı" } },
        { "never the same and never down",
          { "rank_next chief rank=lieutenant from=2027-01-01",
            "items.0.rank: the person has this rank or a higher one: miqrasiya xidməti leytenantı",
            "rank_next chief rank=junior_lieutenant from=2027-01-01",
            "items.0.rank: the person has this rank or a higher one: miqrasiya xidməti leytenantı" } },
        { "the ceiling of the post kind: reached is well, over it warns",
          { "rank_next insp1 rank=captain from=2026-06-15", "ok" } },
        { "… over it",
          { "rank_next insp1 rank=major from=2026-06-15",
            "ok, warns: the next rank in the ladder is: miqrasiya xidməti kapitanı; "
            "the ceiling of the post is: miqrasiya xidməti kapitanı" } },
        { "verified ceiling and verified bar refuse; either alone only warns",
          { "loose rank.sequence", "ok", "firm rank.ceiling.inspector", "ok",
            "rank_next insp1 rank=major from=2026-06-15",
            "ok, warns: the next rank in the ladder is: miqrasiya xidməti kapitanı; "
            "the ceiling of the post is: miqrasiya xidməti kapitanı",
            "annul 1", "ok", "firm rank.block.ceiling", "ok",
            "rank_next insp1 rank=major from=2026-06-15", "items.0.rank: the ceiling of the post is: miqrasiya xidməti kapitanı",
            "loose rank.ceiling.inspector", "ok",
            "rank_next insp1 rank=captain from=2026-06-15", "ok" } },
    };
    CASES(*state, LIST);
}

static void ranks_and_posts(void **state)
{
    static const Case LIST[] = {
        { "a ceiling the staff table names takes the place of the kind's",
          { "rank_first insp2 rank=captain from=2026-07-01",
            "ok, warns: the ceiling of the post is: miqrasiya xidməti baş leytenantı",
            "annul 1", "ok", "firm rank.block.ceiling", "ok",
            "rank_first insp2 rank=captain from=2026-07-01", "items.0.rank: the ceiling of the post is: miqrasiya xidməti baş leytenantı",
            "rank_first insp2 rank=senior_lieutenant from=2026-07-01", "ok" } },
        { "what the President gives",
          { "rank_next head rank=counsellor_3 from=2026-07-01",
            "ok, warns: the ceiling of the post is: miqrasiya xidməti polkovniki; this rank is given by the President" } },
        { "a post without special ranks",
          { "rank_first civil rank=lieutenant", "items.0.rank: the person's post carries no special rank",
            "rank_first driver rank=lieutenant", "items.0.rank: the person's post carries no special rank",
            "rank_first insp2 rank=general", "items.0.rank: there is no such rank" } },
        { "a rank and an appointment in one order",
          { "appoint new1 seat_id=@free from=2026-07-01", "ok", "rank_first new1 rank=lieutenant from=2026-07-01", "ok",
            "facts new1 rank", "lieutenant 7 2026-07-01.." } },
    };
    CASES(*state, LIST);
}

static void what_the_forms_offer(void **state)
{
    static const Case LIST[] = {
        { "vacant seats of the day that was typed",
          { "choices seat_id appoint new1",
            "Xidmətin aşpazı (cook) | Kadrlar idarəsinin məsləhətçisi (civil2) | "
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru (free)",
            "release insp1 at=2026-07-01 ground=own_wish", "ok",
            "choices seat_id appoint new1 from=2026-06-30",
            "Xidmətin aşpazı (cook) | Kadrlar idarəsinin məsləhətçisi (civil2) | "
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru (free)",
            "choices seat_id appoint new1 from=2026-07-01",
            "Xidmətin aşpazı (cook) | Kadrlar idarəsinin məsləhətçisi (civil2) | "
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru (insp1) | Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru (free)" } },
        { "a transfer also to a seat of the own unit that somebody may leave",
          { "choices seat_id transfer head",
            "Xidmətin aşpazı (cook) | Kadrlar idarəsinin məsləhətçisi (civil2) | "
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru (free) | Kadrlar idarəsinin baş məsləhətçisi (civil) – tutulub" } },
        { "duties: vacant posts, and those whose holder is away",
          { "away head trip 2026-07-01 2026-07-11", "ok",
            "choices seat_id acting shead from=2026-07-11",
            "Xidmətin aşpazı (cook) | Kadrlar idarəsinin məsləhətçisi (civil2) | "
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru (free)",
            "choices seat_id acting shead from=2026-07-10",
            "Xidmətin aşpazı (cook) | Kadrlar idarəsinin rəisi (head) | Kadrlar idarəsinin məsləhətçisi (civil2) | "
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru (free)" } },
        { "the next rank: only those above",
          { "choices rank rank_next head", "III dərəcəli dövlət miqrasiya xidməti müşaviri | "
            "II dərəcəli dövlət miqrasiya xidməti müşaviri | I dərəcəli dövlət miqrasiya xidməti müşaviri" } },
    };
    CASES(*state, LIST);
}

/* As it stands in the act: both sexes, both kinds of vowels, posts that end in -u, -ü, -i, -ı. */
static void texts(void **state)
{
    static const Case LIST[] = {
        { "appointments",
          { "text appoint chief seat_id=@free from=2026-12-01",
            "Miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızı Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru vəzifəsinə "
            "2026-cı il dekabrın 1-dən təyin edilsin.",
            "text appoint new1 seat_id=@free from=2026-07-06 probation=3",
            "İbrahimova Lalə Zöhrab qızı Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru vəzifəsinə 2026-cı il iyulun 6-dan 3 (üç) "
            "ay sınaq müddəti ilə təyin edilsin.",
            "text appoint new3 seat_id=@cook from=2027-02-10 units=500",
            "Petrov İvan Yakovleviç Xidmətin aşpazı vəzifəsinə 0,5 ştat vahidi üzrə 2027-ci il fevralın 10-dan təyin edilsin.",
            "text appoint new2 seat_id=@head from=2030-10-23",
            "Nəsibov Elçin Musa oğlu Kadrlar idarəsinin rəisi vəzifəsinə 2030-cu il oktyabrın 23-dən təyin edilsin." } },
        { "transfers",
          { "text transfer shead seat_id=@head from=2026-08-09",
            "Miqrasiya xidməti mayoru Quliyev Toğrul Ülvi oğlu tutduğu Kadrlar idarəsinin Uçot şöbəsinin rəisi vəzifəsindən azad "
            "edilərək Kadrlar idarəsinin rəisi vəzifəsinə 2026-cı il avqustun 9-dan keçirilsin.",
            "text transfer insp2 seat_id=@free from=2026-03-20",
            "Süleymanova Gülər Ömər qızı tutduğu Kadrlar idarəsinin Uçot şöbəsinin inspektoru vəzifəsindən azad edilərək Kadrlar "
            "idarəsinin Uçot şöbəsinin baş inspektoru vəzifəsinə 2026-cı il martın 20-dən keçirilsin." } },
        { "releases",
          { "text release insp1 at=2026-07-15 ground=own_wish",
            "Miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğlu Kadrlar idarəsinin Uçot şöbəsinin inspektoru vəzifəsindən "
            "öz arzusu ilə 2026-cı il iyulun 15-dən azad edilsin.",
            "text release head at=2026-11-04 ground=age_limit leaves_list=1",
            "Miqrasiya xidməti polkovniki Əliyev Vüqar Kamil oğlu Kadrlar idarəsinin rəisi vəzifəsindən qulluqda olmanın yaş həddinə "
            "çatması ilə əlaqədar 2026-cı il noyabrın 4-dən azad edilsin və Dövlət Miqrasiya Xidmətinin işçi heyətinin siyahısından "
            "çıxarılsın.",
            "text release driver at=2026-09-30 ground=staff_cut",
            "Rzayev Kamran Yusif oğlu Xidmətin sürücüsü vəzifəsindən ştatların ixtisar edilməsi ilə əlaqədar 2026-cı il sentyabrın "
            "30-dan azad edilsin." } },
        { "duties entrusted",
          { "text acting insp1 seat_id=@free from=2026-07-01",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru vəzifəsi vakant olduğu üçün həmin vəzifənin icrası 2026-cı il iyulun "
            "1-dən vəzifə tutulanadək miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğluna həvalə edilsin.",
            "text acting insp2 seat_id=@free from=2026-07-01 until=2026-07-31",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru vəzifəsi vakant olduğu üçün həmin vəzifənin icrası 2026-cı il iyulun "
            "1-dən 31-dək Süleymanova Gülər Ömər qızına həvalə edilsin.",
            "away head annual 2026-07-06 2026-08-05", "ok",
            "text acting shead seat_id=@head from=2026-07-06",
            "Kadrlar idarəsinin rəisi Əliyev Vüqar Kamil oğlunun məzuniyyətdə olduğu dövrdə həmin vəzifənin icrası 2026-cı il iyulun "
            "6-dan avqustun 4-dək miqrasiya xidməti mayoru Quliyev Toğrul Ülvi oğluna həvalə edilsin.",
            "away chief trip 2026-12-28 2027-01-09", "ok",
            "text acting insp1 seat_id=@chief from=2026-12-28 until=2027-01-08",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru Vəliyeva Elşanə Rafiq qızının ezamiyyətdə olduğu dövrdə həmin vəzifənin "
            "icrası 2026-cı il dekabrın 28-dən 2027-ci il yanvarın 8-dək miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğluna "
            "həvalə edilsin." } },
        { "ranks",
          { "text rank_first insp2 rank=junior_lieutenant",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru Süleymanova Gülər Ömər qızına 2026-cı il iyunun 1-dən “miqrasiya "
            "xidməti kiçik leytenantı” ilkin xüsusi rütbəsi verilsin.",
            "text rank_next insp1 rank=captain from=2026-06-16",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru, miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğluna 2026-cı il "
            "iyunun 16-dan “miqrasiya xidməti kapitanı” növbəti xüsusi rütbəsi verilsin." } },
    };
    CASES(*state, LIST);
}

static void the_ladder_says_what_the_rules_say(void **state)
{
    World *w = *state;
    size_t n;
    const Rank *ladder = rank_list(w->app, &n);
    assert_int_equal(n, 15);
    for (size_t i = 0; i < n; i++) {
        const Rule *r = rule_find(law_of(&w->cx), arena_printf(w->arena, "rank.order.%s", ladder[i].code), REGIME_RANKED, w->day);
        assert_int_equal(ladder[i].no, i + 1);
        assert_non_null(r);
        assert_int_equal(r->value, ladder[i].no);
        assert_string_equal(confidence_code(r->confidence), ladder[i].confidence);
    }
    assert_null(rank_find(w->app, ""));
    assert_null(rank_find(w->app, NULL));
    assert_null(rank_at(w->app, 16));
}

static void service_is_told_as_of_a_day_and_as_known_then(void **state)
{
    World *w = *state;
    Service s;
    assert_string_equal(world_step(w, "transfer insp1 seat_id=@civil2 from=2026-07-01"), "ok");
    MUST(service_on(&w->cx, world_person(w, "insp1"), world_date("2026-06-30"), &s, &w->err), &w->err);
    assert_string_equal(s.seat.code, "insp1");
    assert_int_equal(s.regime, REGIME_RANKED);
    assert_string_equal(s.rank->code, "senior_lieutenant");
    MUST(service_on(&w->cx, world_person(w, "insp1"), world_date("2026-07-01"), &s, &w->err), &w->err);
    assert_string_equal(s.seat.code, "civil2");
    assert_int_equal(s.regime, REGIME_CIVIL_SERVANT);
    AsOf before = { world_date("2026-07-01"), w->known[0] };
    MUST(service_of(&w->cx, world_person(w, "insp1"), before, &s, &w->err), &w->err);
    assert_string_equal(s.seat.code, "insp1");
    /* at disposal the last post's regime stays; before the first there is none */
    assert_string_equal(world_step(w, "release insp1 at=2026-08-01 ground=own_wish"), "ok");
    MUST(service_on(&w->cx, world_person(w, "insp1"), world_date("2026-09-01"), &s, &w->err), &w->err);
    assert_false(s.has_seat);
    assert_true(s.on_list);
    assert_int_equal(s.regime, REGIME_CIVIL_SERVANT);
    MUST(service_on(&w->cx, world_person(w, "new1"), world_date("2026-09-01"), &s, &w->err), &w->err);
    assert_false(s.on_list);
    assert_int_equal(s.regime, REGIME_LABOUR);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(appointments),
    TEST_EACH_WORLD(admission_and_probation),
    TEST_EACH_WORLD(transfers),
    TEST_EACH_WORLD(releases),
    TEST_EACH_WORLD(duties_of_a_post),
    TEST_EACH_WORLD(ranks),
    TEST_EACH_WORLD(ranks_and_posts),
    TEST_EACH_WORLD(what_the_forms_offer),
    TEST_EACH_WORLD(texts),
    TEST_EACH_WORLD(the_ladder_says_what_the_rules_say),
    TEST_EACH_WORLD(service_is_told_as_of_a_day_and_as_known_then),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
