// SPDX-License-Identifier: Apache-2.0
/* What befalls a task on a letter: another executor, lateness, control, disagreement, the end without an answer. */
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static Answer post(World *w, const char *who, int64_t task, const char *what, const Val *form)
{
    return world_post(w, who, arena_printf(w->arena, "/tasks/%lld/%s", (long long)task, what), form);
}

static Answer show(World *w, const char *who, int64_t task)
{
    return world_get(w, who, arena_printf(w->arena, "/tasks/%lld", (long long)task));
}

static const Val *to(World *w, const char *whom, const char *reason, const char *meant)
{
    return world_form(w, "person_id", world_id(w, world_person(whom)), "reason", reason, "away_ok", meant, NULL);
}

static const Val *words(World *w, const char *text) { return world_form(w, "words", text, NULL); }

static int64_t newest(World *w) { return world_count(w, "SELECT MAX(id) FROM task"); }

static int64_t total(World *w, const char *who, const char *query)
{
    return world_number(world_json(w, who, arena_printf(w->arena, "/tasks?%s", query)), "list.total");
}

static void moving_is_the_heads_and_takes_the_draft_along(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL)), task = newest(w);
    const Val *over = to(w, "insp2", "İş bölgüsü dəyişib", "");
    static const char *const NOT[] = { "insp1", "insp2", "shead", "deputy", "clerk", "vice" };
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++)
        IS(post(w, NOT[i], task, "executor", over), 403);
    IS(post(w, "head", task, "executor", to(w, "insp2", "", "")), 422);
    IS(post(w, "head", task, "executor", to(w, "insp1", "Səbəb", "")), 422);        /* he has it */
    IS(post(w, "head", task, "executor", to(w, "deputy", "Səbəb", "")), 422);       /* not of the section */
    IS(show(w, "insp2", task), 403);
    IS(post(w, "head", task, "executor", over), 303);
    Answer a = show(w, "insp2", task);
    SAYS(a, "İş bölgüsü dəyişib");
    assert_int_equal(val_type(val_at(a.view, "report_form")), V_MAP);
    assert_int_equal(total(w, "insp2", arena_printf(w->arena, "state=open&executor=%s", world_id(w, world_person("insp2")))), 1);
    Answer old = show(w, "insp1", task);                    /* he keeps reading what he did */
    IS(old, 200);
    assert_int_equal(val_type(val_at(old.view, "report_form")), V_NULL);
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Hazırdır", NULL)), 403);
    const char *text = arena_printf(w->arena, "/letters/%lld/text", (long long)answer);
    const Val *form = world_form(w, "version", world_id(w, world_letter(w, answer).version), "gist", "Arayış", "body", "Mətn", NULL);
    IS(world_post(w, "insp1", text, form), 403);
    IS(world_post(w, "insp2", text, form), 303);
    IS(world_get(w, "insp1", arena_printf(w->arena, "/letters/%lld", (long long)world_letter(w, answer).reply_to)), 200);
}

static void a_task_that_ends_while_he_is_away_warns(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    const char *path = arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter);
    const char *shead = world_id(w, world_person("shead"));
    world_away(w, "shead", date_make(2026, 10, 20), date_make(2026, 10, 27));
    IS(world_post(w, "head", path, world_form(w, "body", "Baxın", "person_id", shead, "due", "2026-10-27", NULL)), 422);
    Answer warned = world_post(w, "head", path, world_form(w, "body", "Baxın", "person_id", shead, "due", "2026-10-26", NULL));
    IS(warned, 422);
    SAYS(warned, "Təcrübəli");
    IS(world_post(w, "head", path, world_form(w, "body", "Baxın", "person_id", shead, "due", "2026-10-26", "away_ok", "1", NULL)), 303);
}

static void a_day_before_the_absence_does_not_warn(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    world_away(w, "shead", date_make(2026, 10, 20), date_make(2026, 10, 27));
    IS(world_post(w, "head", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                  world_form(w, "body", "Baxın", "person_id", world_id(w, world_person("shead")), "due", "2026-10-19", NULL)), 303);
    int64_t task = newest(w);
    IS(post(w, "head", task, "executor", to(w, "deputy", "Məzuniyyətə gedir", "")), 303);
}

static void late_work_names_its_obstacle(void **state)
{
    World *w = *state;
    world_in_execution(w, world_line(w, NULL));             /* due 26 October */
    int64_t in_time = newest(w);
    world_in_execution(w, world_line(w, "office_no", "K-12", "gist", "Başqa məsələ", NULL));
    int64_t late = newest(w);
    world_day(date_make(2026, 10, 26));
    IS(post(w, "insp1", in_time, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
    world_day(date_make(2026, 10, 27));
    IS(post(w, "insp1", late, "report", world_form(w, "report", "Hazırdır", NULL)), 422);
    IS(post(w, "insp1", late, "report",
            world_form(w, "report", "Hazırdır", "obstacle", "unheard", "obstacle_words", "Gecikdi", NULL)), 422);
    IS(post(w, "insp1", late, "report", world_form(w, "report", "Gözləyirəm", "interim", "1", NULL)), 303);   /* closes nothing */
    IS(post(w, "insp1", late, "report",
            world_form(w, "report", "Hazırdır", "obstacle", "other_body", "obstacle_words", "Arxiv gecikdi", NULL)), 303);
    assert_int_equal(total(w, "deputy", "mark=late_with"), 1);
    assert_int_equal(total(w, "deputy", "unmeasured=1"), 1);
    IS(post(w, "deputy", in_time, "measure", words(w, "Yoxlanıldı")), 409);
    IS(post(w, "head", late, "measure", words(w, "Yoxlanıldı")), 403);
    IS(post(w, "deputy", late, "measure", words(w, "")), 422);
    IS(post(w, "deputy", late, "measure", words(w, "Arxivə məktub yazıldı")), 303);
    IS(post(w, "deputy", late, "measure", words(w, "Yenə")), 409);
    assert_int_equal(total(w, "deputy", "unmeasured=1"), 0);
    SAYS(show(w, "insp1", late), "Arxivə məktub yazıldı");
}

static int64_t controlled(World *w)
{
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    IS(world_post(w, "head", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                  world_form(w, "body", "Baxın", "person_id", world_id(w, world_person("shead")), "co_person_id",
                             world_id(w, world_person("insp2")), "co_part", "Hüquqi arayış", "control", "1", NULL)), 303);
    return letter;
}

static void only_who_put_it_under_control_takes_it_off(void **state)
{
    World *w = *state;
    int64_t letter = controlled(w), lead = newest(w) - 1;
    assert_true(world_letter(w, letter).control);
    static const char *const NOT[] = { "shead", "insp2", "deputy", "clerk", "vice" };
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++)
        IS(post(w, NOT[i], lead, "control", words(w, "Həll olunub")), 403);
    IS(post(w, "head", lead, "control", words(w, "")), 422);
    world_away(w, "head", date_make(2026, 10, 6), date_make(2026, 10, 9));
    world_day(date_make(2026, 10, 6));
    IS(post(w, "head", lead, "control", words(w, "Həll olunub")), 403);
    IS(post(w, "deputy", lead, "control", words(w, "Həll olunub")), 303);           /* serves the head's post by 5.5 */
    IS(post(w, "deputy", lead, "control", words(w, "Həll olunub")), 409);
    assert_false(world_letter(w, letter).control);
    SAYS(world_get(w, "shead", arena_printf(w->arena, "/letters/%lld", (long long)letter)), "Həll olunub");
}

static void whoever_closes_sees_open_parts_and_who_disagrees(void **state)
{
    World *w = *state;
    int64_t letter = controlled(w), co = newest(w), lead = co - 1;
    (void)letter;
    IS(post(w, "shead", lead, "disagreement", words(w, "Razı deyiləm")), 403);      /* he leads */
    IS(post(w, "insp2", co, "disagreement", words(w, "")), 422);
    IS(post(w, "insp2", co, "disagreement", words(w, "Norma başqadır")), 303);
    Answer a = show(w, "shead", lead);
    assert_string_equal(world_text(a, "parts.0.dissent"), "Norma başqadır");
    assert_true(val_truthy(val_at(a.view, "parts.0.open")));
    IS(post(w, "shead", lead, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
    SAYS(show(w, "head", lead), "Norma başqadır");
    IS(post(w, "deputy", lead, "decision", world_form(w, "remark", "", NULL)), 403);
    IS(post(w, "head", lead, "decision", world_form(w, "remark", "", NULL)), 303);
}

/* An answer that is sent ends the others' parts: the chief who accepts it is asked first. */
static void an_answer_over_open_parts_is_meant(void **state)
{
    World *w = *state;
    int64_t letter = controlled(w);
    Answer a = world_post(w, "shead", arena_printf(w->arena, "/letters/%lld/answers", (long long)letter),
                          world_form(w, "gist", "Cavab", "body", "Mətn", NULL));
    IS(a, 303);
    const char *path = arena_printf(w->arena, "%s/acceptance", a.location), *signer = world_id(w, world_seat(w, "head"));
    Answer asked = world_post(w, "head", path, world_form(w, "seat_id", signer, NULL));
    IS(asked, 422);
    SAYS(asked, "G.Baxışlı (Hüquqi arayış)");
    IS(world_post(w, "head", path, world_form(w, "seat_id", signer, "open_ok", "1", NULL)), 422);
    IS(world_post(w, "head", path, world_form(w, "seat_id", signer, "open_ok", "1", "open_why", "Arayış alınıb", NULL)), 303);
    SAYS(world_get(w, "head", a.location), "Arayış alınıb");
}

/* The registrar's control and a resolution's end apart, each by who put it. */
static void control_put_at_intake_ends_by_the_registrar(void **state)
{
    World *w = *state;
    for (int first = 0; first < 2; first++) {
        Answer a = world_take(w, world_list(w, world_line(w, "office_no", arena_printf(w->arena, "K-%d", 20 + first), "gist",
                                                          arena_printf(w->arena, "Nəzarət %d", first), NULL)),
                              world_form(w, "control", "1", NULL));
        IS(a, 303);
        int64_t letter = world_id_in(a.location);
        const char *off = arena_printf(w->arena, "/letters/%lld/control", (long long)letter);
        const Val *ground = world_form(w, "ground", "Müddətə nəzarət lazım deyil", NULL);
        IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/present", (long long)letter),
                      world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
        IS(world_post(w, "head", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                      world_form(w, "body", "Baxın", "person_id", world_id(w, world_person("shead")), "control", "1", NULL)), 303);
        IS(world_post(w, "head", off, ground), 403);
        IS(world_post(w, "clerk", off, NULL), 422);
        if (first)
            IS(world_post(w, "clerk", off, ground), 303);
        else
            IS(post(w, "head", newest(w), "control", words(w, "Həll olunub")), 303);
        assert_true(world_letter(w, letter).control);       /* the other stands */
        if (first)
            IS(post(w, "head", newest(w), "control", words(w, "Həll olunub")), 303);
        else
            IS(world_post(w, "clerk", off, ground), 303);
        assert_false(world_letter(w, letter).control);
        IS(world_post(w, "clerk", off, ground), 409);
    }
}

static void solved_in_substance_it_leaves_execution_without_an_answer(void **state)
{
    World *w = *state;
    int64_t letter = controlled(w), lead = newest(w) - 1;
    const Val *silent = world_form(w, "settled", "1", "remark", "Yerində izah edilib", NULL);
    const Val *settle = world_form(w, "settled", "1", "remark", "Yerində izah edilib", "open_ok", "1", "open_why", "Arayış lazım olmadı",
                                   NULL);
    IS(post(w, "head", lead, "decision", settle), 409);     /* no report yet */
    world_day(date_make(2026, 10, 26));
    IS(post(w, "shead", lead, "report", world_form(w, "report", "Həll olunub", NULL)), 303);
    world_day(date_make(2026, 10, 28));
    IS(post(w, "head", lead, "decision", world_form(w, "settled", "1", "remark", "", NULL)), 422);
    IS(post(w, "head", lead, "decision", world_form(w, "settled", "1", "returned", "1", "remark", "Nə?", NULL)), 422);
    Answer asked = post(w, "head", lead, "decision", silent);
    IS(asked, 422);
    SAYS(asked, "G.Baxışlı (Hüquqi arayış)");               /* whose part closes with it */
    IS(post(w, "head", lead, "decision", world_form(w, "settled", "1", "remark", "Yerində izah edilib", "open_ok", "1", NULL)), 422);
    IS(post(w, "head", lead, "decision", settle), 303);
    SAYS(show(w, "head", lead), "Arayış lazım olmadı");
    Letter l = world_letter(w, letter);
    assert_string_equal(l.state, "answered");
    assert_true(date_same(l.closed, date_make(2026, 10, 26)));      /* judged on the day of the report: in time */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM task WHERE state <> 'done'"), 0);
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/case", (long long)letter),
                  world_form(w, "case_index", "05-14", "sheets", "3", "outcome", "explained", NULL)), 303);
}

static void with_an_answer_under_way_it_is_not_settled(void **state)
{
    World *w = *state;
    world_drafted(w, world_line(w, NULL));
    int64_t top = newest(w) - 1;
    IS(post(w, "shead", top, "report",
            world_form(w, "report", "Həll olunub", "open_ok", "1", "open_why", "Lazım deyil", NULL)), 303);
    IS(post(w, "head", top, "decision",
            world_form(w, "settled", "1", "remark", "Əsas", "open_ok", "1", "open_why", "Lazım deyil", NULL)), 409);
    IS(post(w, "insp1", newest(w), "report", world_form(w, "report", "Hazırdır", NULL)), 303);
    IS(post(w, "shead", newest(w), "decision", world_form(w, "settled", "1", "remark", "Əsas", NULL)), 409);   /* not the first */
}

static void an_interim_answer_does_not_close(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL));
    Answer a = world_post(w, "insp1", arena_printf(w->arena, "/letters/%lld/answers", (long long)letter),
                          world_form(w, "gist", "Aralıq cavab", "body", "Sorğu göndərilib.", "interim", "1", NULL));
    IS(a, 303);
    const char *id = a.location;
    IS(world_post(w, "shead", arena_printf(w->arena, "%s/acceptance", id),
                  world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
    IS(world_post(w, "head", arena_printf(w->arena, "%s/signature", id), NULL), 303);
    IS(world_post(w, "clerk", arena_printf(w->arena, "%s/handover", id), NULL), 303);
    IS(world_post(w, "office", arena_printf(w->arena, "%s/number", id),
                  world_form(w, "office_no", "K-1", "office_date", "2026-10-05", NULL)), 303);
    assert_string_equal(world_letter(w, letter).state, "execution");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM task WHERE state = 'open'"), 2);
    SAYS(world_get(w, "head", arena_printf(w->arena, "/letters/%lld", (long long)letter)), "K-1");
    IS(world_post(w, "insp1", arena_printf(w->arena, "/letters/%lld/answers", (long long)letter),
                  world_form(w, "gist", "Cavab", "body", "Arayış əlavə olunur.", NULL)), 303);
}

/* He is released: the fact of his post ends. */
static void leaves(World *w, const char *code, Date day)
{
    NewInput in = { .kind = ENTRY_OPENING, .source = "release", .natural_key = "release" };
    Registration done;
    Val *effects = val_list(w->arena);
    val_add(effects, effect_end(w->arena, FACT_HOLDING, world_person(code), world_seat(w, code), day, NULL));
    in.effects = effects;
    MUST(db_begin(w->db, &w->err) && ledger_register(w->db, w->arena, FACT_KINDS, &in, 1, &done, &w->err)
             && db_commit(w->db, &w->err), &w->err);
}

static void what_a_leaver_had_comes_back_to_its_author(void **state)
{
    World *w = *state;
    world_in_execution(w, world_line(w, NULL));
    int64_t task = newest(w);
    const Val *over = to(w, "insp2", "İşdən azad edilib", "");
    IS(post(w, "shead", task, "reassignment", over), 409);  /* he is here: moving it is the head's */
    assert_int_equal(total(w, "shead", "mark=gone"), 0);
    leaves(w, "insp1", date_make(2026, 10, 6));
    world_day(date_make(2026, 10, 6));
    assert_int_equal(total(w, "shead", arena_printf(w->arena, "mark=gone&author=%s", world_id(w, world_seat(w, "shead")))), 1);
    assert_true(val_truthy(val_at(show(w, "shead", task).view, "gone")));
    IS(post(w, "deputy", task, "reassignment", over), 403);
    IS(post(w, "shead", task, "reassignment", over), 303);
    assert_int_equal(total(w, "shead", "mark=gone"), 0);
    IS(post(w, "insp2", task, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
}

static void who_is_away_does_not_act_by_himself_either(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL)), task = newest(w);
    const Val *draft = world_form(w, "gist", "Arayış barədə", "body", "Mətn", NULL);
    const char *answers = arena_printf(w->arena, "/letters/%lld/answers", (long long)letter);
    world_away(w, "insp1", date_make(2026, 10, 6), date_make(2026, 10, 7));
    world_day(date_make(2026, 10, 6));
    Answer a = show(w, "insp1", task);
    IS(a, 200);
    assert_int_equal(val_type(val_at(a.view, "report_form")), V_NULL);
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Hazırdır", NULL)), 403);
    IS(world_post(w, "insp1", answers, draft), 403);
    world_day(date_make(2026, 10, 7));                      /* back */
    IS(world_post(w, "insp1", answers, draft), 303);
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(moving_is_the_heads_and_takes_the_draft_along),
        TEST_EACH_WORLD(a_task_that_ends_while_he_is_away_warns),
        TEST_EACH_WORLD(a_day_before_the_absence_does_not_warn),
        TEST_EACH_WORLD(late_work_names_its_obstacle),
        TEST_EACH_WORLD(only_who_put_it_under_control_takes_it_off),
        TEST_EACH_WORLD(control_put_at_intake_ends_by_the_registrar),
        TEST_EACH_WORLD(whoever_closes_sees_open_parts_and_who_disagrees),
        TEST_EACH_WORLD(an_answer_over_open_parts_is_meant),
        TEST_EACH_WORLD(solved_in_substance_it_leaves_execution_without_an_answer),
        TEST_EACH_WORLD(with_an_answer_under_way_it_is_not_settled),
        TEST_EACH_WORLD(an_interim_answer_does_not_close),
        TEST_EACH_WORLD(what_a_leaver_had_comes_back_to_its_author),
        TEST_EACH_WORLD(who_is_away_does_not_act_by_himself_either),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
