// SPDX-License-Identifier: Apache-2.0
/* The search on both engines: what is found, by whom, in which order; and that its two ways, the index for who
 * reads everything and the reader rows for who does not, and a walk through all texts, agree on whatever is typed. */
#include "app/app_test.h"
#include "app/journal.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* ---- an area of notes, kept in app_meta as "note:7" -------------------------------- */

static bool note_words(Cx *cx, int64_t id, FindText *ret, bool *ret_found, Err *err)
{
    const char *text;
    if (!app_meta_get(cx->db, cx->arena, arena_printf(cx->arena, "note:%lld", (long long)id), &text, err))
        return false;
    *ret_found = text != NULL;
    ret->title = arena_printf(cx->arena, "No. %lld", (long long)id);
    ret->about = ret->text = text;
    ret->day = cx->today;
    return true;
}

static const Query NOTE_IDS = {
    "note_ids", "SELECT n AS id FROM (SELECT CAST(SUBSTR(key, 6) AS bigint) AS n FROM app_meta WHERE key LIKE 'note:%') "
                "AS notes WHERE n > $1 ORDER BY n LIMIT $2", NULL
};
static const FindKind FINDS[] = { { OBJ_LETTER, ACT_LETTER_READ, "Notes", "/notes/", note_words, &NOTE_IDS }, { 0 } };
static const Area NOTE_AREA = { .name = "note", .finds = FINDS };
const Area *const AREAS[] = { &NOTE_AREA, NULL };

static const Power POWERS[] = {
    { "head", ACT_LETTER_READ, SCOPE_ALL, "1" },
    { "chief", ACT_LETTER_READ, SCOPE_RELATED, "2" },
    { "unit", ACT_LETTER_READ, SCOPE_UNIT, "3" },
    { "relation:executor", ACT_LETTER_READ, SCOPE_RELATED, "4" },
    { "relation:author", ACT_LETTER_READ, SCOPE_RELATED, "5" },
};

static void with_powers(TestApp *t)
{
    t->app.powers = POWERS;
    t->app.power_count = sizeof POWERS / sizeof *POWERS;
    for (int act = 0; act <= ACT__COUNT; act++)
        t->app.power_from[act] = act > ACT_LETTER_READ ? t->app.power_count : 0;
}

static void act_as(TestApp *t, Actor *actor, Standing *s, const char *post_kind, int64_t principal)
{
    *s = (Standing){ .principal = principal, .ground = GROUND_SEAT, .post_kind = post_kind };
    *actor = (Actor){ .user_id = 1, .person_id = 1, .standings = s, .count = 1 };
    t->cx.actor = actor;
}

static void note(TestApp *t, int64_t id, const char *text)
{
    MUST(app_meta_set(t->db, arena_printf(t->arena, "note:%lld", (long long)id), text, &t->err), &t->err);
    journal_add(&t->cx, "note.add", OBJ_LETTER, id, NULL, NULL);
}

static FindGroup find(TestApp *t, const char *typed, int64_t after, int64_t limit)
{
    FindAsk ask = { .typed = typed, .only = after ? OBJ_LETTER : OBJ_NONE, .after = after, .limit = limit };
    FindGroup *groups;
    size_t n;
    bool cut;
    MUST(find_ask(&t->cx, &ask, &groups, &n, &cut, &t->err), &t->err);
    return n ? groups[0] : (FindGroup){ 0 };
}

/* ---- the tests ----------------------------------------------------------------------- */

static void what_was_typed_without_our_letters_finds_what_was_written_with_them(void **state)
{
    TestApp *t = *state;
    static const char *const TEXTS[] = {
        "05/1-137 Əliyeva Şəhla Çingiz qızı Müraciətində", "05/1-138 Işıqlı Gündüz", "12-k Həsənov Öktay"
    };
    static const struct { const char *typed; int64_t total; } CASES[] = {
        { "eliyeva", 1 }, { "ƏLİYEVA", 1 }, { "eliyeva sehla", 1 }, { "sehla eli", 1 }, { "cingiz qizi", 1 }, { "isiqli", 1 },
        { "IŞIQLI", 1 }, { "gunduz", 1 }, { "hesenov oktay", 1 }, { "05/1", 2 }, { "05/1-137", 1 }, { "137", 1 },
        { "1-13", 2 }, { "12-k", 1 }, { "12", 1 }, { "k", 1 }, { "liyeva", 0 }, { "eliyeva hesenov", 0 }, { "", 0 },
        { "\"", 0 }, { "eliyeva\"", 1 }, { "eliyeva OR hesenov", 0 }, { "eliyeva*", 1 }, { "words:eliyeva", 0 },
        { "' OR 1=1 --", 0 }, { "eliyeva & !x", 0 }, { "eliyeva:*", 1 }, { "%", 0 }, { "eli_eva", 0 }, { "\\", 0 },
        { "NEAR(eliyeva sehla)", 0 }, { "(eliyeva)", 1 }, { "^eliyeva", 1 }, { "-eliyeva", 1 }, { "+eliyeva", 1 },
        { "muraciet", 1 }, { "muraciete", 0 }, { "muracieti", 1 }, { "müraciətində", 1 }, { "muracietinden", 0 },
        { "muracieti 138", 0 }, { "05/1-1375", 0 }, { "eliyeva muracietinde", 1 },
    };
    for (size_t i = 0; i < 3; i++)
        note(t, (int64_t)i + 1, TEXTS[i]);
    MUST(app_test_commit(t), &t->err);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        FindGroup g = find(t, CASES[i].typed, 0, 10);
        if (g.total != CASES[i].total || g.count != (size_t)CASES[i].total)
            fail_msg("[%s] finds %d, not %d", CASES[i].typed, (int)g.total, (int)CASES[i].total);
    }
}

static void words_change_with_the_object_and_only_when_it_is_kept(void **state)
{
    TestApp *t = *state;
    note(t, 1, "birinci məktub");
    MUST(app_test_commit(t), &t->err);
    assert_int_equal(find(t, "birinci", 0, 10).total, 1);
    note(t, 1, "ikinci məktub");
    assert_int_equal(find(t, "ikinci", 0, 10).total, 0);                 /* not before the transaction's end */
    MUST(app_test_commit(t), &t->err);
    assert_int_equal(find(t, "birinci", 0, 10).total, 0);
    assert_int_equal(find(t, "ikinci mektub", 0, 10).total, 1);
    assert_string_equal(find(t, "ikinci", 0, 10).hits[0].about, "ikinci məktub");
    MUST(db_savepoint(t->db, &t->err), &t->err);
    note(t, 1, "üçüncü məktub");
    MUST(journal_flush(&t->cx, &t->err), &t->err);
    db_rollback_savepoint(t->db);                                         /* one of a group fails, the other is kept */
    note(t, 2, "dördüncü məktub");
    MUST(journal_flush(&t->cx, &t->err), &t->err);
    note(t, 2, "beşinci məktub");
    MUST(app_test_commit(t), &t->err);
    static const struct { const char *typed; int64_t total; } CASES[] = {
        { "ucuncu", 0 }, { "ikinci", 1 }, { "dorduncu", 0 }, { "besinci", 1 } };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(find(t, CASES[i].typed, 0, 10).total, CASES[i].total);
    int64_t waiting;
    static const Query WAITING = { "waiting", "SELECT COUNT(*) FROM found_new", NULL };
    MUST(db_int(t->db, &WAITING, BIND_NONE, -1, &waiting, &t->err), &t->err);
    assert_int_equal(waiting, 0);
    db_rollback(t->db);
    MUST(db_begin(t->db, &t->err), &t->err);                             /* a whole transaction that is given up */
    note(t, 1, "altıncı məktub");
    MUST(journal_flush(&t->cx, &t->err), &t->err);
    db_rollback(t->db);
    MUST(db_begin(t->db, &t->err) && db_commit(t->db, &t->err) && db_begin(t->db, &t->err), &t->err);
    assert_int_equal(find(t, "altinci", 0, 10).total, 0);
}

static void a_reading_or_a_refusal_looks_at_nothing(void **state)
{
    TestApp *t = *state;
    MUST(app_meta_set(t->db, "note:9", "gizli", &t->err), &t->err);
    journal_add(&t->cx, "read", OBJ_LETTER, 9, NULL, NULL);
    journal_add(&t->cx, "denied", OBJ_LETTER, 9, NULL, NULL);
    journal_add(&t->cx, "note.add", OBJ_ORDER, 9, NULL, NULL);           /* a kind that is not found */
    journal_add(&t->cx, "note.add", OBJ_LETTER, 10, NULL, NULL);         /* an object that is not there */
    MUST(app_test_commit(t), &t->err);
    assert_int_equal(find(t, "gizli", 0, 10).total, 0);
}

static void a_page_is_newest_first_and_the_next_goes_on_behind_it(void **state)
{
    TestApp *t = *state;
    for (int64_t id = 1; id <= 25; id++)
        note(t, id, id % 5 ? "şəkilli sənəd" : "şəkilsiz kağız");
    MUST(app_test_commit(t), &t->err);
    int64_t seen = 0, after = 0, last = INT64_MAX;
    for (int page = 0; page < 3; page++) {
        FindGroup g = find(t, "sekilli", after, 8);
        assert_int_equal(g.total, 20);
        assert_int_equal(g.count, page < 2 ? 8 : 4);
        assert_int_equal(g.more, page < 2);
        for (size_t i = 0; i < g.count; i++) {
            assert_true(g.hits[i].id < last && g.hits[i].id % 5);
            last = g.hits[i].id;
            seen++;
        }
        after = last;
    }
    assert_int_equal(seen, 20);
}

static void a_count_stops_at_its_cap(void **state)
{
    TestApp *t = *state;
    for (int64_t id = 1; id <= FIND_CAP + 30; id++)
        note(t, id, "bir");
    MUST(app_test_commit(t), &t->err);
    assert_int_equal(find(t, "bir", 0, 3).total, FIND_CAP);
    Actor actor;
    Standing s;
    with_powers(t);
    for (int64_t id = 1; id <= FIND_CAP + 30; id++)
        MUST(authority_relate(&t->cx, OBJ_LETTER, id, 15, "executor", &t->err)
             && authority_relate(&t->cx, OBJ_LETTER, id, 15, "author", &t->err), &t->err);
    act_as(t, &actor, &s, "inspector", 15);
    FindGroup g = find(t, "bir", 0, 3);
    assert_int_equal(g.total, FIND_CAP);
    assert_int_equal(g.count, 3);
    assert_true(g.more && g.hits[0].id == FIND_CAP + 30 && g.hits[2].id == FIND_CAP + 28);
}

static void a_reader_finds_and_counts_what_he_may_open_and_nothing_else(void **state)
{
    TestApp *t = *state;
    Actor actor;
    Standing s;
    enum { ME = 21, OTHER = 23 };
    static const struct { int64_t id, principal; const char *relation; } ROWS[] = {
        { 1, ME, "executor" }, { 1, ME, "author" }, { 2, ME, "named" }, { 3, OTHER, "executor" }, { 5, ME, "author" },
    };
    for (int64_t id = 1; id <= 5; id++)
        note(t, id, "eyni söz");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        MUST(authority_relate(&t->cx, OBJ_LETTER, ROWS[i].id, ROWS[i].principal, ROWS[i].relation, &t->err), &t->err);
    MUST(authority_relate(&t->cx, OBJ_LETTER, 4, ME, "executor", &t->err)
         && authority_unrelate(&t->cx, OBJ_LETTER, 4, ME, "executor", &t->err) && app_test_commit(t), &t->err);
    with_powers(t);
    static const struct { const char *post; int64_t principal, total; int64_t ids[5]; } CASES[] = {
        { "head", ME, 5, { 5, 4, 3, 2, 1 } },     { "inspector", ME, 2, { 5, 1 } },    { "inspector", OTHER, 1, { 3 } },
        { "chief", ME, 3, { 5, 2, 1 } },          { "unit", ME, 2, { 5, 1 } },         { "inspector", 99, 0, { 0 } },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        act_as(t, &actor, &s, CASES[i].post, CASES[i].principal);
        FindGroup g = find(t, "soz eyni", 0, 10);
        if (g.total != CASES[i].total || g.count != (size_t)g.total)
            fail_msg("%s %d: %d found, %d shown", CASES[i].post, (int)CASES[i].principal, (int)g.total, (int)g.count);
        for (size_t k = 0; k < g.count; k++)
            assert_int_equal(g.hits[k].id, CASES[i].ids[k]);
        Grant grant;                                              /* and the page of each says the same */
        for (int64_t id = 1; id <= 5 && strcmp(CASES[i].post, "unit") != 0; id++) {
            bool shown = false;
            for (size_t k = 0; k < g.count; k++)
                shown |= g.hits[k].id == id;
            MUST(authority_check(&t->cx, ACT_LETTER_READ, OBJ_LETTER, id, &grant, &t->err), &t->err);
            assert_int_equal(grant.yes, shown);
        }
    }
    t->cx.actor = &ACTOR_NOBODY;
    assert_int_equal(find(t, "soz", 0, 10).total, 0);
}

/* ---- the same answer by every way ------------------------------------------------------ */

static uint64_t drawn = 20261126;
static size_t draw(size_t n)
{
    drawn = drawn * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(drawn >> 33) % n;
}

static const char *const PIECES[] = {
    "Əli", "əli", "eli", "Həsən", "hesen", "05/1-", "1", "13", "137", "k", "Müraciət", "uzunsözlər",
    "-", "/", ".", " ", " ", " ", "\"", "'", "*",
    "%", "_", "\\", "(", ")", ":", "&", "|", "!", "AND", "OR", "NOT", "NEAR", "ı", "İ", "Приказ", "\xFF", "\xC9", "·", "@",
    ";", "--", "{", "^", "№", "“", "”", "\n", "$1", "?", "x", "yz",
};

static const char *random_text(Arena *a, size_t pieces)
{
    Str s = str_make(a);
    for (size_t i = 0; i < pieces; i++)
        str_add(&s, PIECES[draw(sizeof PIECES / sizeof *PIECES)]);
    return s.s;
}

static bool holds_all(Arena *a, const char *text, const char *typed)
{
    const char *word[FIND_WORDS], *kept = arena_printf(a, " %s", text_index_words(a, text));
    bool cut;
    size_t n = text_search_words(a, typed, word, FIND_WORDS, &cut);
    for (size_t i = 0; i < n; i++)
        if (!strstr(kept, arena_printf(a, " %s", word[i])))
            return false;
    return n > 0;
}

static void whatever_is_typed_index_and_reader_rows_and_a_walk_through_all_agree(void **state)
{
    TestApp *t = *state;
    enum { NOTES = 60, ASKED = 400 };
    const char *text[NOTES];
    Actor actor;
    Standing s;
    int64_t all = 0;
    with_powers(t);
    for (int64_t id = 0; id < NOTES; id++) {
        text[id] = text_clean_lines(t->arena, random_text(t->arena, 2 + draw(12)));
        note(t, id + 1, text[id]);
        MUST(authority_relate(&t->cx, OBJ_LETTER, id + 1, 31, "executor", &t->err), &t->err);
    }
    MUST(app_test_commit(t), &t->err);
    for (int round = 0; round < ASKED; round++) {
        const char *typed = random_text(t->arena, 1 + draw(5));
        act_as(t, &actor, &s, "head", 1);
        FindGroup by_index = find(t, typed, 0, NOTES);
        act_as(t, &actor, &s, "inspector", 31);
        FindGroup by_reader = find(t, typed, 0, NOTES);
        size_t n = 0;
        for (int64_t id = NOTES; id >= 1; id--) {
            if (!holds_all(t->arena, text[id - 1], typed))
                continue;
            if (n >= by_index.count || by_index.hits[n].id != id || n >= by_reader.count || by_reader.hits[n].id != id)
                fail_msg("[%s] in [%s]: %zu by index, %zu by reader", typed, text[id - 1], by_index.count, by_reader.count);
            n++;
        }
        if (by_index.count != n || by_reader.count != n || by_index.total != (int64_t)n || by_reader.total != (int64_t)n)
            fail_msg("[%s]: %zu, by index %zu, by reader %zu", typed, n, by_index.count, by_reader.count);
        all += (int64_t)n;
    }
    assert_true(all > ASKED);                                            /* the draw is no empty one */
}

static void rebuilding_mends_what_is_missing_and_then_finds_nothing_to_mend(void **state)
{
    TestApp *t = *state;
    FindRebuilt done;
    t->cx.actor = &ACTOR_SYSTEM;
    for (int64_t id = 1; id <= 7; id++)
        MUST(app_meta_set(t->db, arena_printf(t->arena, "note:%d", (int)id), "köhnə baza", &t->err), &t->err);
    MUST(db_commit(t->db, &t->err) && find_rebuild_all(&t->app, &done, &t->err), &t->err);
    assert_int_equal(done.objects, 7);
    assert_int_equal(done.changed, 7);
    MUST(find_rebuild_all(&t->app, &done, &t->err), &t->err);
    assert_int_equal(done.objects, 7);
    assert_int_equal(done.changed, 0);
    assert_int_equal(find(t, "kohne", 0, 10).total, 7);
    MUST(db_begin(t->db, &t->err)
         && app_meta_set(t->db, "note:3", "təzə söz", &t->err) && db_commit(t->db, &t->err)
         && find_rebuild_if_old(&t->app, &t->err), &t->err);
    assert_int_equal(find(t, "teze", 0, 10).total, 0);                   /* it was of this program's making */
    MUST(find_rebuild_all(&t->app, &done, &t->err), &t->err);
    assert_int_equal(done.changed, 1);
    assert_int_equal(find(t, "teze", 0, 10).total, 1);
    MUST(app_meta_set(t->db, "find", "0", &t->err) && app_meta_set(t->db, "note:4", "dördüncü", &t->err)
         && find_rebuild_if_old(&t->app, &t->err), &t->err);
    assert_int_equal(find(t, "dordun", 0, 10).total, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_EACH_APP(what_was_typed_without_our_letters_finds_what_was_written_with_them),
        TEST_EACH_APP(words_change_with_the_object_and_only_when_it_is_kept),
        TEST_EACH_APP(a_reading_or_a_refusal_looks_at_nothing),
        TEST_EACH_APP(a_page_is_newest_first_and_the_next_goes_on_behind_it),
        TEST_EACH_APP(a_count_stops_at_its_cap),
        TEST_EACH_APP(a_reader_finds_and_counts_what_he_may_open_and_nothing_else),
        TEST_EACH_APP(whatever_is_typed_index_and_reader_rows_and_a_walk_through_all_agree),
        TEST_EACH_APP(rebuilding_mends_what_is_missing_and_then_finds_nothing_to_mend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
