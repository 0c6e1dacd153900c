// SPDX-License-Identifier: Apache-2.0
/* Trips, incentives, sanctions and extraordinary ranks: both sides of each boundary, through the ledger on both engines. */
#include "areas/service/service_in.h"
#include "areas/service/service_world.h"
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &service_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, NULL };

#define CASES(w, list) world_cases(w, list, sizeof list / sizeof *list)

static void trips(void **state)
{
    static const Case LIST[] = {
        { "an absence of all its days, the last included",
          { "trip insp1 place=Bakı from=2026-07-06 until=2026-07-10", "ok", "facts insp1 absence", "trip 2026-07-06..2026-07-11" } },
        { "one day", { "trip insp1 place=Bakı from=2026-07-06 until=2026-07-06", "ok",
                       "facts insp1 absence", "trip 2026-07-06..2026-07-07" } },
        { "none", { "trip insp1 place=Bakı from=2026-07-06 until=2026-07-05", "items.0.until: the last day is before the first" } },
        { "over a leave it is refused, up to its first day it is not",
          { "away insp1 annual 2026-07-10 2026-07-24", "ok",
            "trip insp1 place=Bakı from=2026-07-06 until=2026-07-10", "items.0.from: it overlaps a record, which began on 10.07.2026",
            "trip insp1 place=Bakı from=2026-07-06 until=2026-07-09", "ok" } },
        { "who is not on the list", { "trip new1 place=Bakı from=2026-07-06 until=2026-07-07",
                                      "items.0.from: the person is not on the list of personnel that day" } },
        { "forty days; one more warns, since no act was read",
          { "trip insp1 place=Bakı from=2026-07-01 until=2026-08-09", "ok" } },
        { "… forty-one", { "trip insp1 place=Bakı from=2026-07-01 until=2026-08-10",
                           "ok, warns: a business trip lasts at most 40 days" } },
        { "below eighteen never, and that is verified: the eve and the day",
          { "appoint new2 seat_id=@cook from=2026-07-01", "ok",
            "trip new2 place=Bakı from=2026-12-01 until=2026-12-03", "items.0.from: the person is younger than 18 that day",
            "trip new2 place=Bakı from=2026-12-02 until=2026-12-03", "ok" } },
    };
    CASES(*state, LIST);
}

static void incentives(void **state)
{
    static const Case LIST[] = {
        { "from the order's day on",
          { "incentive insp1 award=thanks", "ok", "incentive insp1 award=money_award amount=300", "ok",
            "facts insp1 incentive", "thanks 2026-06-01..; money_award 300 2026-06-01.." } },
        { "a sum belongs to a money award, and to nothing else",
          { "incentive insp1 award=money_award", "items.0.amount: write how much the award is",
            "incentive insp1 award=badge amount=1", "items.0.amount: only a money award has an amount" } },
        { "who is not on the list",
          { "incentive new1 award=thanks", "items.0.award: the person is not on the list of personnel that day" } },
        { "under the labour code a reward ends the sanction, from its day",
          { "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok",
            "day 2026-07-01", "ok", "incentive driver award=thanks", "ok",
            "facts driver sanction", "reprimand 2026-06-01..2026-07-01" } },
        { "no such rule was found for others: theirs lives on",
          { "sanction civil penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok",
            "day 2026-07-01", "ok", "incentive civil award=thanks", "ok",
            "facts civil sanction", "reprimand 2026-06-01..2026-12-01" } },
    };
    CASES(*state, LIST);
}

static void sanctions(void **state)
{
    static const Case LIST[] = {
        { "it lives six months under the labour code, a year in ranked service",
          { "sanction driver penalty=last_warning cause=x discovered=2026-05-25 committed=2026-05-20", "ok",
            "facts driver sanction", "last_warning 2026-06-01..2026-12-01",
            "sanction insp1 penalty=severe_reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok",
            "facts insp1 sanction", "severe_reprimand 2026-06-01..2027-06-01" } },
        { "a kind the law of the service does not know",
          { "sanction civil penalty=last_warning cause=x discovered=2026-05-25 committed=2026-05-20",
            "items.0.penalty: the law of his service knows no such sanction",
            "sanction driver penalty=severe_reprimand cause=x discovered=2026-05-25 committed=2026-05-20",
            "items.0.penalty: the law of his service knows no such sanction" } },
        { "a month from the discovery, and that is verified for civil servants: the last day and the next",
          { "day 2026-06-25", "ok",
            "sanction civil penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok" } },
        { "… too late",
          { "day 2026-06-26", "ok",
            "sanction civil penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20",
            "items.0.discovered: the term for a sanction ended on 25.06.2026" } },
        { "leave stops the term, day for day",
          { "away civil annual 2026-06-01 2026-06-11", "ok", "day 2026-07-05", "ok",
            "sanction civil penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok",
            "day 2026-07-06", "ok",
            "sanction civil penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20",
            "items.0.discovered: the term for a sanction ended on 05.07.2026" } },
        { "in ranked service no act was read: it warns",
          { "day 2026-06-26", "ok", "sanction insp1 penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20",
            "ok, warns: the term for a sanction ended on 25.06.2026" } },
        { "never six months after the offence: the last day and the next",
          { "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2025-12-01", "ok" } },
        { "… too late",
          { "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2025-11-30",
            "items.0.committed: the term for a sanction ended on 30.05.2026" } },
        { "under the labour code not while he is away; on the day he is back",
          { "away driver sick 2026-05-30 2026-06-03", "ok",
            "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20",
            "items.0.penalty: he is away until 02.06.2026: no sanction is given meanwhile",
            "day 2026-06-03", "ok",
            "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok" } },
        { "days the wrong way round",
          { "sanction driver penalty=reprimand cause=x discovered=2026-06-02 committed=2026-06-01",
            "items.0.discovered: the day is in the future",
            "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-26",
            "items.0.committed: an offence is discovered after it was committed" } },
        { "while it is in force a rank warns",
          { "sanction chief penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok", "day 2026-12-01", "ok",
            "rank_next chief rank=senior_lieutenant from=2026-12-01", "ok, warns: a sanction of 01.06.2026 is in force" } },
    };
    CASES(*state, LIST);
}

/* A discovery of 25 May, so that its month is over on 25 June. */
#define OF_MAY "discovered=2026-05-25 committed=2026-05-20"

static void what_stops_the_term(void **state)
{
    static const Case LIST[] = {
        { "a service inquiry of ten days, verified for civil servants: the last day and the next",
          { "day 2026-07-05", "ok",
            "sanction civil penalty=reprimand cause=x " OF_MAY " pause=inquiry pause_from=2026-06-01 pause_until=2026-06-10", "ok" } },
        { "… too late",
          { "day 2026-07-06", "ok",
            "sanction civil penalty=reprimand cause=x " OF_MAY " pause=inquiry pause_from=2026-06-01 pause_until=2026-06-10",
            "items.0.discovered: the term for a sanction ended on 05.07.2026" } },
        { "days that stop it twice stop it once",
          { "away civil annual 2026-06-01 2026-06-11", "ok", "day 2026-07-06", "ok",
            "sanction civil penalty=reprimand cause=x " OF_MAY " pause=inquiry pause_from=2026-06-01 pause_until=2026-06-10",
            "items.0.discovered: the term for a sanction ended on 05.07.2026" } },
        { "the labour code has no inquiry; a criminal investigation stops the six months from the offence",
          { "sanction driver penalty=reprimand cause=x " OF_MAY " pause=inquiry pause_from=2026-05-26 pause_until=2026-05-27",
            "items.0.pause: the law of his service does not stop the term for this",
            "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2025-11-22 pause=criminal "
            "pause_from=2026-01-01 pause_until=2026-01-09",
            "items.0.committed: the term for a sanction ended on 31.05.2026",
            "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2025-11-22 pause=criminal "
            "pause_from=2026-01-01 pause_until=2026-01-10", "ok" } },
        { "what stopped it has a ground and both days, in order and past",
          { "sanction civil penalty=reprimand cause=x " OF_MAY " pause_from=2026-05-26", "items.0.pause: choose what stopped the term",
            "sanction civil penalty=reprimand cause=x " OF_MAY " pause=inquiry",
            "items.0.pause_from: fill this in; items.0.pause_until: fill this in",
            "sanction civil penalty=reprimand cause=x " OF_MAY " pause=inquiry pause_from=2026-05-28 pause_until=2026-05-27",
            "items.0.pause_until: the last day is before the first",
            "sanction civil penalty=reprimand cause=x " OF_MAY " pause=inquiry pause_from=2026-05-28 pause_until=2026-06-02",
            "items.0.pause_until: the day is in the future" } },
        { "what an audit found: two years from the offence under the labour code, no such term elsewhere",
          { "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2024-06-01 audit=1", "ok",
            "sanction driver penalty=reprimand cause=y discovered=2026-05-25 committed=2024-05-31 audit=1",
            "items.0.committed: the term for a sanction ended on 31.05.2026",
            "sanction civil penalty=reprimand cause=x " OF_MAY " audit=1",
            "items.0.audit: the law of his service knows no longer term for what an audit found" } },
        { "six months from the offence is the Labour Code's: for a civil servant it warns",
          { "sanction civil penalty=reprimand cause=x discovered=2026-05-25 committed=2025-12-01", "ok",
            "sanction civil penalty=reprimand cause=y discovered=2026-05-25 committed=2025-11-30",
            "ok, warns: the term for a sanction ended on 30.05.2026" } },
        { "an absence without an end stops it too, and no further than the order",
          { "away civil annual 2026-06-01", "ok", "day 2026-09-01", "ok",
            "sanction civil penalty=reprimand cause=x " OF_MAY, "ok" } },
    };
    CASES(*state, LIST);
}

static void one_sanction_for_one_offence(void **state)
{
    static const Case LIST[] = {
        { "under the labour code a second is refused, and that is verified",
          { "sanction driver penalty=reprimand cause=işə~gecikdiyinə~görə " OF_MAY, "ok", "day 2026-06-03", "ok",
            "sanction driver penalty=last_warning cause=İŞƏ~gecikdiyine~gore " OF_MAY,
            "items.0.committed: for this offence a sanction was given on 01.06.2026 already" } },
        { "another day is another offence, whatever it is called",
          { "sanction driver penalty=reprimand cause=x " OF_MAY, "ok",
            "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-21", "ok",
            "sanction driver penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-19", "ok" } },
        { "other words of the same day may be the same offence: it takes a reason",
          { "sanction driver penalty=reprimand cause=x " OF_MAY, "ok",
            "sanction driver penalty=reprimand cause=y " OF_MAY,
            "ok, warns: a sanction of 01.06.2026 may be for the same offence: say why this is another" } },
        { "where no own act was read it warns",
          { "sanction civil penalty=reprimand cause=x " OF_MAY, "ok",
            "sanction civil penalty=reprimand cause=x " OF_MAY,
            "ok, warns: for this offence a sanction was given on 01.06.2026 already",
            "sanction insp1 penalty=reprimand cause=x " OF_MAY, "ok",
            "sanction insp1 penalty=severe_reprimand cause=x " OF_MAY,
            "ok, warns: for this offence a sanction was given on 01.06.2026 already" } },
        { "one that is spent or lifted was given all the same; one annulled never was",
          { "sanction driver penalty=reprimand cause=x " OF_MAY, "ok", "day 2026-06-02", "ok",
            "incentive driver award=thanks", "ok", "facts driver sanction", "reprimand 2026-06-01..2026-06-02",
            "sanction driver penalty=reprimand cause=x " OF_MAY,
            "items.0.committed: for this offence a sanction was given on 01.06.2026 already",
            "annul 2", "ok", "annul 1", "ok", "sanction driver penalty=reprimand cause=x " OF_MAY, "ok" } },
        { "somebody else's is no hindrance",
          { "sanction driver penalty=reprimand cause=x " OF_MAY, "ok", "sanction insp1 penalty=reprimand cause=x " OF_MAY, "ok" } },
    };
    CASES(*state, LIST);
}

static void back_from_a_trip(void **state)
{
    static const Case LIST[] = {
        { "from the second day to the last",
          { "trip insp1 place=Bakı from=2026-07-06 until=2026-07-10", "ok",
            "trip_end insp1 at=2026-07-06", "items.0.at: the person is not in the middle of a business trip on 06.07.2026",
            "trip_end insp1 at=2026-07-11", "items.0.at: the person is not in the middle of a business trip on 11.07.2026",
            "trip_end insp1 at=2026-07-10", "ok", "facts insp1 absence", "trip 2026-07-06..2026-07-10" } },
        { "… on the second day",
          { "trip insp1 place=Bakı from=2026-07-06 until=2026-07-10", "ok",
            "trip_end insp1 at=2026-07-07", "ok", "facts insp1 absence", "trip 2026-07-06..2026-07-07" } },
        { "a leave is no trip",
          { "away insp1 annual 2026-07-06 2026-07-11", "ok",
            "trip_end insp1 at=2026-07-08", "items.0.at: the person is not in the middle of a business trip on 08.07.2026" } },
        { "an annulled return lets the trip be as it was",
          { "trip insp1 place=Bakı from=2026-07-06 until=2026-07-10", "ok", "trip_end insp1 at=2026-07-08", "ok",
            "annul 2", "ok", "facts insp1 absence", "trip 2026-07-06..2026-07-11" } },
    };
    CASES(*state, LIST);
}

static void extraordinary_ranks(void **state)
{
    static const Case LIST[] = {
        { "before its time, from half of it on; the rule was not read in an act",
          { "rank_extra chief rank=senior_lieutenant cause=x from=2025-11-27",
            "ok, warns: an extraordinary rank is not given before 28.11.2025" } },
        { "… on the day of its half",
          { "rank_extra chief rank=senior_lieutenant cause=x from=2025-11-28", "ok",
            "facts chief rank", "lieutenant 2024-11-28..2025-11-28; senior_lieutenant 8 2025-11-28.." } },
        { "with the time full and below the ceiling it is the next rank: the eve and the day",
          { "rank_extra chief rank=senior_lieutenant cause=x from=2026-11-27", "ok" } },
        { "… the day",
          { "rank_extra chief rank=senior_lieutenant cause=x from=2026-11-28",
            "ok, warns: the time in the present rank is full and the post allows it: this is the next rank, in its turn" } },
        { "one step above the ceiling of the post, no more; and once in the whole service",
          { "rank_next insp1 rank=captain from=2026-06-15", "ok",
            "rank_extra insp1 rank=major cause=x from=2029-06-15", "ok",
            "rank_extra insp1 rank=lieutenant_colonel cause=x from=2033-06-15",
            "ok, warns: the ceiling of the post is: miqrasiya xidməti kapitanı; an extraordinary rank was given on 15.06.2029 already" } },
        { "not out of sequence, not under a sanction",
          { "rank_extra chief rank=captain cause=x from=2026-06-01",
            "ok, warns: the next rank in the ladder is: miqrasiya xidməti baş leytenantı" } },
        { "… a sanction",
          { "sanction chief penalty=reprimand cause=x " OF_MAY, "ok",
            "rank_extra chief rank=senior_lieutenant cause=x from=2026-06-02", "ok, warns: a sanction of 01.06.2026 is in force" } },
        { "of somebody who has one, and higher; for something",
          { "rank_extra insp2 rank=lieutenant cause=x", "items.0.person_id: the person has no rank yet: give the first",
            "rank_extra chief rank=lieutenant cause=x",
            "items.0.rank: the person has this rank or a higher one: miqrasiya xidməti leytenantı",
            "rank_extra chief rank=senior_lieutenant", "items.0.cause: fill this in",
            "rank_extra civil rank=lieutenant cause=x", "items.0.rank: the person's post carries no special rank" } },
    };
    CASES(*state, LIST);
}

/* The openings are entries 1 to 7, so the first order is the eighth. */
static void sanctions_lifted(void **state)
{
    static const Case LIST[] = {
        { "before its time: a rule nobody read in an act warns",
          { "sanction insp1 penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok", "day 2026-11-30", "ok",
            "choices sanction sanction_lift insp1", "töhmət, 01.06.2026",
            "sanction_lift insp1 sanction=8", "ok, warns: it is not lifted before 01.12.2026",
            "facts insp1 sanction", "reprimand 2026-06-01..2026-11-30", "choices sanction sanction_lift insp1", "" } },
        { "in its time",
          { "sanction insp1 penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok", "day 2026-12-01", "ok",
            "sanction_lift insp1 sanction=8", "ok", "facts insp1 sanction", "reprimand 2026-06-01..2026-12-01" } },
        { "of two only the one",
          { "sanction insp1 penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok",
            "sanction insp1 penalty=severe_reprimand cause=y discovered=2026-05-26 committed=2026-05-21", "ok", "day 2027-01-10", "ok",
            "sanction_lift insp1 sanction=9", "ok",
            "facts insp1 sanction", "reprimand 2026-06-01..2027-06-01; severe_reprimand 2026-06-01..2027-01-10" } },
        { "one that is none", { "sanction_lift insp1 sanction=4", "items.0.sanction: choose a sanction that is in force" } },
    };
    CASES(*state, LIST);
}

/* contest WHO DAY: the last day to contest a sanction made known that day, and the rule; "none". */
static const char *contest_step(World *w, const char *step)
{
    Date last = DATE_FOREVER;
    const char *rule = NULL;
    if (strncmp(step, "contest ", 8) != 0)
        return NULL;
    MUST(sanction_contest(&w->cx, world_person(w, world_word(w->arena, step, 1)), world_date(world_word(w->arena, step, 2)), &last,
                          &rule, &w->err), &w->err);
    char day[DATE_TEXT];
    date_format(last, day);
    return rule ? arena_printf(w->arena, "%s %s", day, rule) : "none";
}

static void a_sanction_may_be_contested_from_the_day_it_was_made_known(void **state)
{
    static const Case LIST[] = {
        { "seven working days of a civil servant, a day off not counted",
          { "contest civil 2026-06-01", "2026-06-10 discipline.complaint",
            "contest civil 2026-06-08", "2026-06-18 discipline.complaint" } },
        { "no act was read that names a term for the others", { "contest insp1 2026-06-01", "none", "contest driver 2026-06-01", "none" } },
    };
    World *w = *state;
    w->more = contest_step;
    CASES(w, LIST);
}

static void texts(void **state)
{
    static const Case LIST[] = {
        { "trips",
          { "text trip insp1 place=Gəncə~şəhəri from=2026-11-02 until=2026-11-06",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru, miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğlu xidməti işlə "
            "əlaqədar 2026-cı il noyabrın 2-dən 6-dək 5 (beş) gün müddətinə Gəncə şəhərinə ezam edilsin.",
            "text trip driver place=Bakı purpose=təlimdə~iştirak~etmək~üçün from=2026-11-02 until=2026-11-02",
            "Xidmətin sürücüsü Rzayev Kamran Yusif oğlu təlimdə iştirak etmək üçün 2026-cı il noyabrın 2-də 1 (bir) gün müddətinə "
            "Bakıya ezam edilsin." } },
        { "back from one",
          { "trip insp1 place=Gəncə~şəhəri from=2026-11-02 until=2026-11-06", "ok",
            "text trip_end insp1 at=2026-11-04",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru, miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğlu xidməti "
            "zərurətlə əlaqədar Gəncə şəhərinə ezamiyyətdən vaxtından əvvəl geri çağırılsın və 2026-cı il noyabrın 4-dən işə "
            "başlasın." } },
        { "an extraordinary rank",
          { "text rank_extra chief rank=senior_lieutenant cause=qulluqda~fərqləndiyinə~görə from=2026-06-01",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru, miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızına qulluqda "
            "fərqləndiyinə görə 2026-cı il iyunun 1-dən “miqrasiya xidməti baş leytenantı” növbədənkənar xüsusi rütbəsi verilsin." } },
        { "incentives",
          { "text incentive chief award=thanks",
            "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru, miqrasiya xidməti leytenantı Vəliyeva Elşanə Rafiq qızına xidməti "
            "vəzifələrini nümunəvi yerinə yetirdiyinə görə təşəkkür elan edilsin.",
            "text incentive driver award=money_award amount=500 cause=peşə~bayramı~münasibətilə",
            "Xidmətin sürücüsü Rzayev Kamran Yusif oğlu peşə bayramı münasibətilə 500 (beş yüz) manat məbləğində pul mükafatı ilə "
            "mükafatlandırılsın." } },
        { "sanctions",
          { "text sanction insp1 penalty=severe_reprimand cause=əmək~intizamını~pozduğuna~görə discovered=2026-05-25 committed=2026-05-20",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru, miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğluna əmək "
            "intizamını pozduğuna görə şiddətli töhmət elan edilsin.",
            "sanction insp1 penalty=reprimand cause=x discovered=2026-05-25 committed=2026-05-20", "ok", "day 2026-12-01", "ok",
            "text sanction_lift insp1 sanction=8",
            "Kadrlar idarəsinin Uçot şöbəsinin inspektoru, miqrasiya xidməti baş leytenantı Məmmədov Oqtay Həsən oğluna 2026-cı il "
            "iyunun 1-də elan edilmiş töhmət vaxtından əvvəl götürülsün." } },
    };
    CASES(*state, LIST);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(trips),     TEST_EACH_WORLD(incentives), TEST_EACH_WORLD(sanctions),
    TEST_EACH_WORLD(what_stops_the_term), TEST_EACH_WORLD(one_sanction_for_one_offence),
    TEST_EACH_WORLD(back_from_a_trip), TEST_EACH_WORLD(extraordinary_ranks), TEST_EACH_WORLD(sanctions_lifted), TEST_EACH_WORLD(texts),
    TEST_EACH_WORLD(a_sanction_may_be_contested_from_the_day_it_was_made_known),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
