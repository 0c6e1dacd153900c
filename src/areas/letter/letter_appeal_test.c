// SPDX-License-Identifier: Apache-2.0
/* Appeals: repeated, collective, anonymous, forwarded, the wall before the one complained about, the summary. */
#include "app/renew.h"
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static Answer take(World *w, Val *line, const Val *form) { return world_take(w, world_list(w, line), form); }

static int64_t taken(World *w, Val *line, const Val *form)
{
    Answer a = take(w, line, form);
    IS(a, 303);
    return world_id_in(a.location);
}

static Answer shut(World *w, const char *who, int64_t letter, const char *outcome, const char *ground, const char *body,
                   const char *informed, const char *why)
{
    return world_post(w, who, at(w, letter, "/closing"),
                      world_form(w, "outcome", outcome, "ground", ground, "forwarded_to", body, "informed", informed, "why", why, NULL));
}

/* Answered on the merits and filed on the world's day. */
static int64_t answered(World *w, Val *line, const char *outcome)
{
    int64_t answer = world_signed(w, line, "deputy"), letter = world_letter(w, answer).reply_to;
    char today[DATE_TEXT];
    date_format(world_as(w, "clerk").today, today);
    IS(world_post(w, "clerk", at(w, answer, "/handover"), NULL), 303);
    IS(world_post(w, "office", at(w, answer, "/number"), world_form(w, "office_no", "15-1", "office_date", today, NULL)), 303);
    IS(world_post(w, "clerk", at(w, letter, "/case"), world_form(w, "case_index", "05-14", "sheets", "2", NULL)), 422);
    IS(world_post(w, "clerk", at(w, letter, "/case"),
                  world_form(w, "case_index", "05-14", "sheets", "2", "outcome", outcome, NULL)), 303);
    assert_string_equal(world_letter(w, letter).outcome, outcome);
    return letter;
}

static Val *line(World *w, int no, const char *kind)
{
    return world_line(w, "office_no", arena_printf(w->arena, "K-%d", no), "kind", kind, "gist",
                      arena_printf(w->arena, "Arayışın verilməsi barədə %d", no), NULL);
}

static void marks_fit_the_paper(void **state)
{
    World *w = *state;
    IS(take(w, line(w, 1, "letter"), world_form(w, "collective", "3", NULL)), 422);
    IS(take(w, line(w, 2, "application"), world_form(w, "collective", "1", NULL)), 422);
    IS(take(w, line(w, 3, "application"), world_form(w, "complained_id", world_id(w, world_person("shead")), NULL)), 422);
    IS(take(w, world_line(w, "office_no", "K-4", "party_kind", "legal", NULL), world_form(w, "anonymous", "1", NULL)), 422);
    IS(take(w, world_line(w, "office_no", "K-5", "address", "Bakı, Nümunə 1", NULL), world_form(w, "anonymous", "1", NULL)), 422);
    int64_t letter = taken(w, line(w, 6, "proposal"), world_form(w, "collective", "2", NULL));
    assert_int_equal(world_letter(w, letter).collective, 2);
    SAYS(world_get(w, "clerk", at(w, letter, "")), "Kollektiv");
}

static void an_anonymous_appeal_is_not_considered(void **state)
{
    World *w = *state;
    int64_t letter = taken(w, line(w, 1, "complaint"), world_form(w, "anonymous", "1", NULL));
    int64_t named = taken(w, world_line(w, "office_no", "K-2", "party", "Başqası", NULL), NULL);
    IS(world_post(w, "clerk", at(w, letter, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
    Answer a = world_post(w, "head", at(w, letter, "/resolutions"),
                          world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person("shead")), NULL));
    IS(a, 409);
    SAYS(a, "6.4");
    IS(shut(w, "head", named, "unconsidered", "6.4", "", "", ""), 422);     /* it has a name */
    IS(shut(w, "clerk", letter, "unconsidered", "6.4", "", "", ""), 403);
    IS(shut(w, "head", letter, "unconsidered", "", "", "", ""), 422);       /* no ground */
    IS(shut(w, "head", letter, "unconsidered", "6.4", "", "", ""), 303);
    Letter l = world_letter(w, letter);
    assert_string_equal(l.state, "answered");
    assert_string_equal(l.outcome, "unconsidered");
    IS(shut(w, "head", letter, "unconsidered", "6.4", "", "", ""), 409);
}

/* Appeals Law 8.1.4: three answers on the merits within a year; two are not enough, nor is one of over a year ago. */
static void a_repeated_appeal_is_left_after_three_answers_within_a_year(void **state)
{
    World *w = *state;
    world_day(date_make(2025, 10, 6));
    answered(w, line(w, 1, "application"), "explained");
    world_day(date_make(2026, 3, 2));
    answered(w, line(w, 2, "application"), "refused");
    world_day(date_make(2026, 5, 4));
    answered(w, line(w, 3, "application"), "explained");
    world_day(date_make(2026, 10, 7));
    int64_t two = taken(w, line(w, 4, "application"), NULL);               /* the first was answered over a year ago */
    assert_int_equal(world_letter(w, two).repeated, 2);
    Answer a = shut(w, "head", two, "unconsidered", "8.1.4", "", "2026-10-07", "");
    IS(a, 422);
    SAYS(a, "8.1.4");
    world_day(date_make(2026, 10, 6));
    int64_t three = taken(w, line(w, 5, "application"), NULL);
    assert_int_equal(world_letter(w, three).repeated, 3);
    IS(shut(w, "head", three, "unconsidered", "8.1.4", "", "", ""), 422);   /* the applicant is told */
    IS(shut(w, "head", three, "unconsidered", "8.1.4", "", "2026-10-06", ""), 303);
    int64_t other = taken(w, world_line(w, "office_no", "K-9", "gist", "Tamam ayrı məsələ", NULL), NULL);
    assert_int_equal(world_letter(w, other).repeated, 0);
}

/* A sender written wrongly at taking over: the card brings the count, and takes it away again. */
static void a_corrected_sender_is_compared_anew(void **state)
{
    World *w = *state;
    answered(w, line(w, 1, "application"), "explained");
    world_day(date_make(2026, 10, 6));
    Val *other = world_line(w, "office_no", "K-2", "gist", "Arayışın verilməsi haqqında", "party", "Səhv Yazılan", NULL);
    int64_t letter = taken(w, other, NULL);
    const char *sender = world_letter(w, 1).party;
    static const struct { const char *party, *kind; int64_t repeated; } CASES[] = {
        { NULL, "application", 1 }, { "Səhv Yazılan", "application", 0 }, { NULL, "letter", 0 }, { NULL, "application", 1 } };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Letter l = world_letter(w, letter);
        IS(world_post(w, "clerk", at(w, letter, "/correction"),
                      world_form(w, "version", world_id(w, l.version), "kind", CASES[i].kind, "party_kind", l.party_kind, "party",
                                 CASES[i].party ? CASES[i].party : sender, "gist", l.gist, "sheets", "1", "annexes", "0", "why",
                                 "Səhv yazılıb", NULL)), 303);
        assert_int_equal(world_letter(w, letter).repeated, CASES[i].repeated);
    }
}

/* Two longer words in common, by their beginnings; what has fewer is compared whole. */
static void papers_are_alike_by_two_words(void **state)
{
    World *w = *state;
    Cx cx = world_as(w, "clerk");
    static const struct { const char *one, *other; bool alike; } CASES[] = {
        { "Arayışın verilməsi", "arayış verilsin", false },             /* "arayis", "veri-l" and "veri-ls" part at the sixth */
        { "Arayışın verilməsi", "VERİLMƏSİ, arayışın", true },
        { "Arayışın verilməsi", "Arayışın alınması", false },
        { "Arxiv arayışı", "arxivdən arayış", true },                    /* a word of five letters begins a longer one */
        { "Məzun, məzun, məzun", "məzun barədə", false },                /* one word thrice is one */
        { "Şikayət", "şikayət", true },  { "Şikayət", "şikayət 2", false }, { "", "", true },
        { "Справка выдавалась", "справки выдавались", true }, { "Справка", "справка дана", false },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *one = letter_theme(&cx, CASES[i].one), *other = letter_theme(&cx, CASES[i].other);
        if (themes_alike(one, other) != CASES[i].alike || themes_alike(other, one) != CASES[i].alike)
            fail_msg("“%s” (%s) and “%s” (%s)", CASES[i].one, one, CASES[i].other, other);
    }
    Str longest = str_make(w->arena);
    for (int i = 0; i < 400; i++)
        str_addf(&longest, "%05dəəəəə ", i * 7919 % 100000);
    assert_true(strlen(letter_theme(&cx, longest.s)) < 1000);          /* it stands in an index */
    assert_false(themes_alike("", ""));                                   /* nothing is kept yet */
}

/* Registers of before count, and so do letters of before their themes were kept. */
static void letters_of_before_count_too(void **state)
{
    World *w = *state;
    MUST(db_begin(w->db, &w->err), &w->err);
    Cx cx = world_as(w, "clerk");
    int64_t id;
    OldLetter old = { .direction = "in", .serial = 1, .number = "05/1-1", .registered = date_make(2026, 3, 2), .kind = "application",
                      .party_kind = "natural", .party = "Köhnə Müraciətçi", .address = "", .their_no = "", .office_no = "K-1",
                      .gist = "Arayışın verilməsi barədə", .resolution = "", .executor = "", .answer_no = "", .case_index = "",
                      .their_date = DATE_ALWAYS, .office_date = date_make(2026, 3, 2), .sheets = 1,
                      .closed = date_make(2026, 3, 10), .due = DATE_FOREVER };
    MUST(letter_old_add(&cx, &old, &id, &w->err), &w->err);
    MUST(db_commit(w->db, &w->err), &w->err);
    for (int i = 0; i < 2; i++) {
        int64_t letter = taken(w, world_line(w, "office_no", arena_printf(w->arena, "K-%d", 20 + i), "party", "KÖHNƏ MÜRACİƏTÇİ", "gist",
                                             arena_printf(w->arena, "Arayışın verilməsi haqqında %d", i), NULL), NULL);
        assert_int_equal(world_letter(w, letter).repeated, 1);
        MUST(db_script(w->db, "UPDATE letter SET party_fold = '', theme = ''; DELETE FROM app_meta WHERE key = 'letter.theme'", &w->err),
             &w->err);
        MUST(renew_if_old(w->app, &w->err), &w->err);
        assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE direction = 'in' AND (party_fold = '' OR theme = '')"), 0);
    }
    MUST(db_script(w->db, "UPDATE letter SET theme = ''", &w->err), &w->err);
    MUST(renew_if_old(w->app, &w->err), &w->err);             /* it was made: nothing is read again */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE theme <> ''"), 0);
}

static void what_is_not_ours_is_forwarded_within_three_working_days(void **state)
{
    World *w = *state;
    static const struct { int day; bool in_time; } CASES[] = { { 8, true }, { 9, false } };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        world_day(date_make(2026, 10, 5));
        int64_t letter = taken(w, world_line(w, "office_no", arena_printf(w->arena, "K-%zu", i), "party",
                                             arena_printf(w->arena, "Vətəndaş %zu", i), NULL), NULL);
        world_day(date_make(2026, 10, CASES[i].day));
        char today[DATE_TEXT];
        date_format(world_as(w, "head").today, today);
        IS(shut(w, "deputy", letter, "forwarded", "", "", today, ""), 422);             /* where to? */
        IS(shut(w, "deputy", letter, "forwarded", "", "Nümunə Nazirliyi", "", ""), 422);        /* told when? */
        IS(shut(w, "deputy", letter, "forwarded", "", "Nümunə Nazirliyi", "2026-12-01", ""), 422);
        IS(shut(w, "deputy", letter, "forwarded", "", "Nümunə Nazirliyi", today, ""), 303);
        Letter l = world_letter(w, letter);
        assert_string_equal(l.rule, "appeal.forward");
        assert_true(date_same(l.due, date_make(2026, 10, 8)));
        Answer page = world_json(w, "head", at(w, letter, ""));
        assert_true(val_truthy(val_at(page.view, CASES[i].in_time ? "letter.term.band.done" : "letter.term.band.late")));
    }
}

/* 7.10: the applicant is told; the letter that does it is drafted with the closing, and its leaving is the day he is told. */
static void forwarding_drafts_the_letter_to_the_applicant(void **state)
{
    World *w = *state;
    int64_t letter = taken(w, line(w, 1, "application"), NULL);
    int64_t other = taken(w, world_line(w, "office_no", "K-2", "kind", "letter", NULL), NULL);
    int64_t nameless = taken(w, line(w, 3, "complaint"), world_form(w, "anonymous", "1", NULL));
    Val *form = world_form(w, "outcome", "forwarded", "forwarded_to", "Nümunə Nazirliyi", "notice", "1", NULL);
    IS(world_post(w, "deputy", at(w, other, "/closing"), world_form(w, "outcome", "noted", "why", "Məlumat", "notice", "1", NULL)), 422);
    IS(world_post(w, "deputy", at(w, nameless, "/closing"), form), 422);                /* nobody to write to */
    IS(world_post(w, "deputy", at(w, letter, "/closing"), world_form(w, "outcome", "forwarded", "forwarded_to", "Nazirlik", "notice",
                                                                     "1", "informed", "2026-10-05", NULL)), 422);
    Answer a = world_post(w, "deputy", at(w, letter, "/closing"), form);
    IS(a, 303);
    int64_t notice = world_id_in(a.location);
    Letter n = world_letter(w, notice), l = world_letter(w, letter);
    assert_string_equal(n.kind, "letter");
    assert_string_equal(n.state, "draft");
    assert_string_equal(n.party, l.party);
    assert_int_equal(n.about_id, letter);
    assert_non_null(strstr(n.body, "Nümunə Nazirliyi"));
    assert_non_null(strstr(n.body, l.number));
    assert_true(date_same(l.informed, DATE_ALWAYS));
    SAYS(world_get(w, "clerk", at(w, letter, "")), "hələ məlumat verilməyib");
    IS(world_post(w, "head", at(w, notice, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL)), 303);
    IS(world_post(w, "deputy", at(w, notice, "/signature"), NULL), 303);
    IS(world_post(w, "clerk", at(w, notice, "/handover"), NULL), 303);
    world_day(date_make(2026, 10, 7));
    IS(world_post(w, "office", at(w, notice, "/number"), world_form(w, "office_no", "15-3", "office_date", "2026-10-06", NULL)), 303);
    assert_true(date_same(world_letter(w, letter).informed, date_make(2026, 10, 6)));
    Answer page = world_get(w, "clerk", at(w, letter, ""));
    SAYS(page, "06.10.2026");
    assert_null(strstr(page.text, "hələ məlumat verilməyib"));
}

static void what_is_no_appeal_may_need_no_answer_and_an_appeal_always_does(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, "kind", "letter", "party_kind", "legal", NULL), "head");
    int64_t given = world_in_execution(w, world_line(w, "office_no", "K-5", "kind", "letter", "party", "Beşinci", NULL));
    int64_t appeal = taken(w, world_line(w, "office_no", "K-2", "party", "Başqası", NULL), NULL);
    IS(shut(w, "head", letter, "noted", "", "", "", ""), 422);
    IS(shut(w, "head", letter, "forwarded", "", "Nazirlik", "2026-10-05", ""), 422);
    IS(shut(w, "head", appeal, "noted", "", "", "", "Məlumat üçün"), 422);
    IS(shut(w, "insp1", letter, "noted", "", "", "", "Məlumat üçün"), 403);
    IS(shut(w, "head", given, "noted", "", "", "", "Məlumat üçün"), 422);      /* it is settled on its task */
    IS(shut(w, "head", letter, "noted", "", "", "", "Məlumat üçündür"), 303);
    assert_string_equal(world_letter(w, letter).state, "answered");
    int64_t drafted = world_letter(w, world_drafted(w, world_line(w, "office_no", "K-3", "party", "Üçüncü", NULL))).reply_to;
    IS(shut(w, "head", drafted, "unconsidered", "8.1", "", "2026-10-05", "Məhkəmə qərarı var"), 409);   /* an answer is under way */
}

static void a_complaint_is_never_given_to_the_one_complained_about(void **state)
{
    World *w = *state;
    int64_t letter = taken(w, line(w, 1, "complaint"), world_form(w, "complained_id", world_id(w, world_person("shead")), NULL));
    Answer a = world_post(w, "clerk", at(w, letter, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, "shead")), NULL));
    IS(a, 422);
    SAYS(a, "şikayət");
    IS(world_post(w, "clerk", at(w, letter, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
    a = world_post(w, "head", at(w, letter, "/resolutions"),
                   world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person("shead")), NULL));
    IS(a, 422);
    SAYS(a, "şikayət");
    IS(world_post(w, "head", at(w, letter, "/resolutions"),
                  world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person("deputy")), "co_person_id",
                             world_id(w, world_person("shead")), NULL)), 422);
    IS(world_post(w, "head", at(w, letter, "/resolutions"),
                  world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person("deputy")), NULL)), 303);
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    const char *under = arena_printf(w->arena, "/tasks/%lld/resolutions", (long long)task);
    IS(world_post(w, "deputy", under, world_form(w, "body", "Araşdırın", "person_id", world_id(w, world_person("shead")), NULL)), 422);
    IS(world_post(w, "deputy", under, world_form(w, "body", "Araşdırın", "person_id", world_id(w, world_person("insp2")), NULL)), 303);
}

/* His step of the way is skipped: he neither endorses nor comes to read it. */
static void a_longer_term_of_a_complaint_passes_the_one_it_is_about(void **state)
{
    World *w = *state;
    static const char *const KINDS[] = { "complaint", "application" };
    for (int i = 0; i < 2; i++) {
        const char *about = i ? "" : world_id(w, world_person("shead"));
        int64_t letter = taken(w, line(w, 30 + i, KINDS[i]), world_form(w, "complained_id", about, NULL));
        IS(world_post(w, "clerk", at(w, letter, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
        IS(world_post(w, "head", at(w, letter, "/resolutions"),
                      world_form(w, "body", "Araşdırın", "person_id", world_id(w, world_person("insp1")), NULL)), 303);
        int64_t task = world_count(w, "SELECT MAX(id) FROM task");
        IS(world_post(w, "insp1", arena_printf(w->arena, "/tasks/%lld/extensions", (long long)task),
                      world_form(w, "wanted", "2026-11-20", "reason", "Sənədlər gözlənilir", "material", "Arayış", "over_reason",
                                 "Qayda təsdiqlənməyib", NULL)), 303);
        int64_t waits = world_count(w, "SELECT step_seat FROM task_extension ORDER BY id DESC LIMIT 1");
        assert_int_equal(waits, world_seat(w, i ? "shead" : "deputy"));
        IS(world_get(w, "shead", at(w, letter, "")), i ? 200 : 403);
    }
}

static void the_answer_to_a_complaint_is_not_signed_by_the_one_it_is_about(void **state)
{
    World *w = *state;
    int64_t letter = taken(w, line(w, 1, "complaint"), world_form(w, "complained_id", world_id(w, world_person("deputy")), NULL));
    IS(world_post(w, "clerk", at(w, letter, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
    IS(shut(w, "deputy", letter, "unconsidered", "8.1", "", "2026-10-05", "Əsassız"), 403);
    IS(world_get(w, "deputy", at(w, letter, "")), 403);
    IS(world_post(w, "head", at(w, letter, "/resolutions"),
                  world_form(w, "body", "Araşdırın", "person_id", world_id(w, world_person("insp1")), NULL)), 303);
    Answer a = world_post(w, "insp1", at(w, letter, "/answers"), world_form(w, "gist", "Cavab", "body", "Mətn", NULL));
    IS(a, 303);
    int64_t answer = world_id_in(a.location);
    IS(world_get(w, "deputy", at(w, answer, "")), 403);
    IS(world_post(w, "head", at(w, answer, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL)), 422);
    IS(world_post(w, "head", at(w, answer, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
}

/* Every figure of the summary is the length of the list it opens. */
static void each_figure_opens_exactly_its_list(void **state)
{
    World *w = *state;
    answered(w, line(w, 1, "application"), "satisfied");
    int64_t late = taken(w, line(w, 2, "complaint"), NULL);
    taken(w, line(w, 3, "proposal"), world_form(w, "collective", "5", NULL));
    taken(w, line(w, 4, "letter"), NULL);                   /* no appeal */
    int64_t spoiled = taken(w, line(w, 5, "application"), NULL);
    IS(world_post(w, "clerk", at(w, spoiled, "/spoil"), world_form(w, "spoiled", "Səhv", NULL)), 303);
    world_day(date_make(2026, 11, 20));
    IS(shut(w, "head", late, "forwarded", "", "Nazirlik", "2026-11-20", ""), 303);
    static const char *const NO[] = { "insp1", "shead", "office", "stranger" };
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
        IS(world_get(w, NO[i], "/appeals"), 403);
    IS(world_get(w, "clerk", "/appeals"), 200);
    Answer a = world_json(w, "head", "/appeals");
    assert_int_equal(world_number(a, "kinds.3.cells.0.n"), 3);
    assert_int_equal(world_number(a, "kinds.0.cells.3.n"), 1);          /* an application, satisfied */
    assert_int_equal(world_number(a, "kinds.1.cells.9.n"), 1);          /* a complaint, forwarded late */
    int figures = 0;
    static const char *const PARTS[] = { "kinds", "executors" };
    for (size_t p = 0; p < sizeof PARTS / sizeof *PARTS; p++)
        for (const Val *row = val_first(val_get(a.view, PARTS[p])); row; row = val_next(row))
            for (const Val *c = val_first(val_get(row, "cells")); c; c = val_next(c), figures++) {
                const char *path = val_str(val_get(c, "path"));
                int64_t listed = strchr(path, '%') ? val_num(val_get(c, "n")) : world_number(world_json(w, "head", path), "list.total");
                if (listed != val_num(val_get(c, "n")))
                    fail_msg("%s: %lld, not %lld", path, (long long)listed, (long long)val_num(val_get(c, "n")));
            }
    assert_true(figures >= 52);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(marks_fit_the_paper),
        TEST_EACH_WORLD(an_anonymous_appeal_is_not_considered),
        TEST_EACH_WORLD(a_repeated_appeal_is_left_after_three_answers_within_a_year),
        TEST_EACH_WORLD(a_corrected_sender_is_compared_anew),
        TEST_EACH_WORLD(papers_are_alike_by_two_words),
        TEST_EACH_WORLD(letters_of_before_count_too),
        TEST_EACH_WORLD(what_is_not_ours_is_forwarded_within_three_working_days),
        TEST_EACH_WORLD(forwarding_drafts_the_letter_to_the_applicant),
        TEST_EACH_WORLD(what_is_no_appeal_may_need_no_answer_and_an_appeal_always_does),
        TEST_EACH_WORLD(a_complaint_is_never_given_to_the_one_complained_about),
        TEST_EACH_WORLD(a_longer_term_of_a_complaint_passes_the_one_it_is_about),
        TEST_EACH_WORLD(the_answer_to_a_complaint_is_not_signed_by_the_one_it_is_about),
        TEST_EACH_WORLD(each_figure_opens_exactly_its_list),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
