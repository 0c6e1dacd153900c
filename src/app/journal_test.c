// SPDX-License-Identifier: Apache-2.0
#include "app/app_test.h"
#include "app/journal.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const Actor CLERK = { .user_id = 7, .person_id = 70, .name = "E.Vəliyeva", .csrf = "" };

/* `n` entries with something of everything in them. */
static void fill(TestApp *t, int n)
{
    Cx *cx = &t->cx;
    cx->actor = &CLERK;
    Power power = { .holder = "clerk", .act = ACT_LETTER_REGISTER, .clause = "5.12.3" };
    Val *path = val_map(t->arena);
    val_put_int(t->arena, path, "seat", 12);
    val_put_text(t->arena, path, "by", "holding");
    Grant grant = { .yes = true, .power = &power, .path = path, .relation = "executor" };
    for (int i = 1; i <= n; i++) {
        Val *data = val_map(t->arena);
        val_put_text(t->arena, data, "number", "Ə-\"17\"");
        val_put_date(t->arena, data, "day", date_make(2026, 9, 14));
        journal_add(cx, "letter.register", OBJ_LETTER, 100 + i, data, i % 2 ? &grant : NULL);
    }
    MUST(app_test_commit(t), &t->err);
}

static bool verify(TestApp *t, const char *const *witness, int64_t *ret_n, char head[65])
{
    err_clear(&t->err);
    return journal_verify(t->db, witness, NULL, ret_n, head, &t->err);
}

static const char *message(TestApp *t)
{
    char out[300];
    err_format(NULL, &t->err.faults[0], out, sizeof out);
    return arena_strdup(t->arena, out);
}

static void refused(TestApp *t, const char *const *witness, const char *expected)
{
    int64_t n;
    char head[65];
    assert_false(verify(t, witness, &n, head));
    assert_int_equal(t->err.kind, ERR_CONFLICT);
    assert_string_equal(message(t), expected);
}

static void spoil(TestApp *t, const char *sql)
{
    MUST(db_script(t->db, sql, &t->err), &t->err);
}

typedef struct Row { int64_t n; const char *entry, *hash; } Row;
static const Field ROW_FIELDS[] = { FIELD(Row, n), FIELD(Row, entry), FIELD(Row, hash), FIELDS_END };
static const Query ROWS = { "rows", "SELECT n, entry, hash FROM journal ORDER BY n", NULL };

static const Row *rows(TestApp *t, size_t expected)
{
    size_t n;
    const Row *r = db_all(t->db, t->arena, &ROWS, BIND_NONE, ROW_FIELDS, sizeof(Row), &n, &t->err);
    MUST(r != NULL, &t->err);
    assert_int_equal(n, expected);
    return r;
}

static void an_empty_journal_is_whole(void **state)
{
    TestApp *t = *state;
    int64_t n;
    char head[65];
    MUST(verify(t, NULL, &n, head), &t->err);
    assert_int_equal(n, 0);
    assert_string_equal(head, "0000000000000000000000000000000000000000000000000000000000000000");
}

static void what_is_written_verifies_over_many_transactions_and_batches(void **state)
{
    TestApp *t = *state;
    for (int i = 0; i < 3; i++)
        fill(t, 700);
    int64_t n;
    char head[65];
    MUST(verify(t, NULL, &n, head), &t->err);
    assert_int_equal(n, 2100);
    assert_string_equal(head, rows(t, 2100)[2099].hash);
}

static void an_entry_is_canonical_json_with_all_its_parts(void **state)
{
    TestApp *t = *state;
    fill(t, 2);
    const Row *r = rows(t, 2);
    for (int i = 0; i < 2; i++) {
        json_t *json = json_loads(r[i].entry, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(json);
        char *again = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
        assert_string_equal(again, r[i].entry);
        free(again);
        json_decref(json);
    }
    assert_string_equal(r[0].entry,
        "{\"actor\":{\"person\":70,\"user\":7},\"at\":\"2026-09-14T05:00:00.000000Z\","
        "\"authority\":{\"clause\":\"5.12.3\",\"holder\":\"clerk\",\"path\":{\"by\":\"holding\",\"seat\":12},"
        "\"relation\":\"executor\"},\"data\":{\"day\":\"2026-09-14\",\"number\":\"Ə-\\\"17\\\"\"},\"n\":1,"
        "\"object\":{\"id\":101,\"kind\":\"letter\"},\"v\":1,\"verb\":\"letter.register\"}");
}

static void a_transaction_undone_leaves_no_entry_and_no_gap(void **state)
{
    TestApp *t = *state;
    fill(t, 3);
    journal_add(&t->cx, "letter.register", OBJ_LETTER, 1, NULL, NULL);
    MUST(journal_flush(&t->cx, &t->err), &t->err);
    db_rollback(t->db);
    MUST(db_begin(t->db, &t->err), &t->err);
    fill(t, 3);
    int64_t n;
    char head[65];
    MUST(verify(t, NULL, &n, head), &t->err);
    assert_int_equal(n, 6);
}

static void what_is_searched_by_must_say_what_the_bytes_say(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE journal SET person = 71 WHERE n = 3", "UPDATE journal SET verb = 'letter.file' WHERE n = 3",
        "UPDATE journal SET kind = 'task' WHERE n = 3", "UPDATE journal SET object = 999 WHERE n = 3",
        "UPDATE journal SET day = '2026-09-15' WHERE n = 3",
    };
    TestApp *t = *state;
    fill(t, 5);
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        MUST(db_savepoint(t->db, &t->err), &t->err);
        spoil(t, CHANGES[i]);
        refused(t, NULL, "journal entry 3 is not what was written");
        db_rollback_savepoint(t->db);
    }
    int64_t n;
    char head[65];
    MUST(verify(t, NULL, &n, head), &t->err);
    assert_int_equal(n, 5);
}

static void changing_data_after_the_entry_changes_nothing(void **state)
{
    TestApp *t = *state;
    Val *data = val_map(t->arena);
    val_put_int(t->arena, data, "a", 1);
    journal_add(&t->cx, "x", OBJ_NONE, 0, data, NULL);
    val_put_int(t->arena, data, "b", 2);
    MUST(app_test_commit(t), &t->err);
    assert_non_null(strstr(rows(t, 1)[0].entry, "\"data\":{\"a\":1}"));
}

static void a_changed_byte_is_named(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "UPDATE journal SET entry = replace(entry, '105', '106') WHERE n = 5");
    refused(t, NULL, "journal entry 5 is not what was written");
}

static void a_changed_hash_is_named(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "UPDATE journal SET hash = (SELECT hash FROM journal WHERE n = 1) WHERE n = 9");
    refused(t, NULL, "journal entry 9 is not what was written");
}

static void a_changed_time_beside_the_bytes_is_named(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "UPDATE journal SET at = at + 1 WHERE n = 2");
    refused(t, NULL, "journal entry 2 is not what was written");
}

static void a_dropped_entry_is_named(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "DELETE FROM journal WHERE n = 4");
    refused(t, NULL, "journal entry 4 is missing");
    spoil(t, "UPDATE journal SET n = n - 1 WHERE n = 5; UPDATE journal SET n = n - 1 WHERE n = 6");
    refused(t, NULL, "journal entry 4 is not what was written");
}

static void the_first_entry_dropped_is_named(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "DELETE FROM journal WHERE n = 1");
    refused(t, NULL, "journal entry 1 is missing");
}

static void two_swapped_entries_are_named_by_the_first(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "UPDATE journal SET n = -3 WHERE n = 3; UPDATE journal SET n = 3 WHERE n = 6;"
             "UPDATE journal SET n = 6 WHERE n = -3");
    refused(t, NULL, "journal entry 3 is not what was written");
}

static void a_cut_tail_is_named(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "DELETE FROM journal WHERE n >= 8");
    refused(t, NULL, "journal entry 8 is missing");
    spoil(t, "DELETE FROM journal");
    refused(t, NULL, "journal entry 1 is missing");
}

static void an_entry_past_the_head_is_named(void **state)
{
    TestApp *t = *state;
    fill(t, 9);
    spoil(t, "UPDATE journal_head SET n = 8, hash = (SELECT hash FROM journal WHERE n = 8)");
    refused(t, NULL, "journal entry 9 was written past the head");
    spoil(t, "UPDATE journal_head SET n = 9");
    refused(t, NULL, "the head of the journal is not entry 9");
}

/* Whoever rewrites the chain from an entry on, head and all, is caught by what was witnessed before. */
static void a_witness_finds_a_chain_that_was_rewritten_whole(void **state)
{
    TestApp *t = *state;
    fill(t, 5);
    const char *fifth;
    MUST(journal_head(t->db, t->arena, &fifth, &t->err), &t->err);
    fill(t, 2);
    const char *const witness[] = { fifth, NULL };
    int64_t n;
    char head[65];
    MUST(verify(t, witness, &n, head), &t->err);
    assert_int_equal(n, 7);

    spoil(t, "DELETE FROM journal; UPDATE journal_head SET n = 0,"
             "hash = '0000000000000000000000000000000000000000000000000000000000000000'");
    t->cx.now.us++;
    journal_add(&t->cx, "other", OBJ_NONE, 0, NULL, NULL);
    fill(t, 6);
    MUST(verify(t, NULL, &n, head), &t->err);                     /* it is a chain … */
    assert_int_equal(n, 7);
    refused(t, witness, "journal entry 5 is not the one that was witnessed");

    spoil(t, "DELETE FROM journal; UPDATE journal_head SET n = 0,"
             "hash = '0000000000000000000000000000000000000000000000000000000000000000'");
    fill(t, 4);
    refused(t, witness, "journal entry 5 is missing");            /* … but a shorter one */
}

static void a_witness_that_cannot_be_read_is_refused(void **state)
{
    TestApp *t = *state;
    static const char *const BAD[] = { "", "5", "5:", "x:00", "5:00", "-5:00",
        "5:000000000000000000000000000000000000000000000000000000000000000g" };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        const char *const witness[] = { BAD[i], NULL };
        int64_t n;
        char head[65];
        assert_false(verify(t, witness, &n, head));
        assert_int_equal(t->err.kind, ERR_INVALID);
    }
}

static int64_t reads(TestApp *t)
{
    static const Query COUNT = { "count", "SELECT count(*) FROM journal WHERE verb = 'read'", NULL };
    int64_t n;
    MUST(db_int(t->db, &COUNT, BIND_NONE, 0, &n, &t->err), &t->err);
    return n;
}

static void leaf(TestApp *t, const Actor *actor, int64_t object, int64_t at_us)
{
    t->cx.actor = actor;
    t->cx.real_now.us = at_us;
    MUST(journal_add_leafed(&t->cx, OBJ_LETTER, object, "/letters/5/scans/1/pages/1", NULL, &t->err), &t->err);
    MUST(journal_flush(&t->cx, &t->err), &t->err);
}

static void who_leafs_through_a_paper_reads_it_once_in_ten_minutes(void **state)
{
    TestApp *t = *state;
    static const Actor OTHER = { .user_id = 8, .name = "", .csrf = "" };
    const int64_t start = 1700000000000000, ten = 600 * 1000000LL;
    leaf(t, &CLERK, 5, start);
    leaf(t, &CLERK, 5, start + 1000000);
    leaf(t, &CLERK, 5, start + ten - 1);
    assert_int_equal(reads(t), 1);
    leaf(t, &OTHER, 5, start + 1);
    leaf(t, &CLERK, 6, start + 1);
    assert_int_equal(reads(t), 3);
    leaf(t, &CLERK, 5, start + ten);
    assert_int_equal(reads(t), 4);
    assert_non_null(strstr(rows(t, 4)[3].entry, "\"unwritten\":2}"));
}

static int64_t denials(TestApp *t)
{
    static const Query COUNT = {
        "count", "SELECT count(*) FROM journal WHERE entry LIKE '%\"verb\":\"denied\"%'", NULL
    };
    int64_t n;
    MUST(db_int(t->db, &COUNT, BIND_NONE, 0, &n, &t->err), &t->err);
    return n;
}

static void deny(TestApp *t, const Actor *actor, Act act, int64_t object)
{
    static const Grant refused = { .reason = "no" };
    t->cx.actor = actor;
    MUST(journal_add_denied(&t->cx, act, OBJ_ORDER, object, &refused, &t->err), &t->err);
    MUST(journal_flush(&t->cx, &t->err), &t->err);
}

static void denials_of_one_actor_and_act_are_one_entry_a_minute(void **state)
{
    TestApp *t = *state;
    static const Actor OTHER = { .user_id = 8, .name = "", .csrf = "" };
    Instant start = t->cx.now;
    for (int i = 0; i < 5; i++) {
        t->cx.now.us = start.us + i * 1000000LL;
        deny(t, &CLERK, ACT_ORDER_SIGN, 50 + i);
    }
    assert_int_equal(denials(t), 1);
    deny(t, &CLERK, ACT_ORDER_VISA, 50);
    deny(t, &OTHER, ACT_ORDER_SIGN, 50);
    assert_int_equal(denials(t), 3);
    t->cx.now.us = start.us + 59999999LL;
    deny(t, &CLERK, ACT_ORDER_SIGN, 50);
    assert_int_equal(denials(t), 3);
    t->cx.now.us = start.us + 60000000LL;
    deny(t, &CLERK, ACT_ORDER_SIGN, 51);
    assert_int_equal(denials(t), 4);
    assert_non_null(strstr(rows(t, 4)[3].entry, "\"data\":{\"act\":\"order.sign\",\"reason\":\"no\",\"unwritten\":5}"));
    t->cx.now.us = start.us + 120000000LL;
    deny(t, &CLERK, ACT_ORDER_SIGN, 51);
    assert_non_null(strstr(rows(t, 5)[4].entry, "\"unwritten\":0}"));
}

static void the_export_is_one_line_an_entry(void **state)
{
    TestApp *t = *state;
    fill(t, 2);
    char *text;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    MUST(journal_export(t->db, f, &t->err), &t->err);
    fclose(f);
    const Row *r = rows(t, 2);
    assert_string_equal(text, arena_printf(t->arena, "1 %s %s\n2 %s %s\n", r[0].hash, r[0].entry, r[1].hash,
                                           r[1].entry));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_EACH_APP(an_empty_journal_is_whole),
        TEST_EACH_APP(what_is_written_verifies_over_many_transactions_and_batches),
        TEST_EACH_APP(an_entry_is_canonical_json_with_all_its_parts),
        TEST_EACH_APP(a_transaction_undone_leaves_no_entry_and_no_gap),
        TEST_EACH_APP(what_is_searched_by_must_say_what_the_bytes_say),
        TEST_EACH_APP(changing_data_after_the_entry_changes_nothing),
        TEST_EACH_APP(a_changed_byte_is_named),
        TEST_EACH_APP(a_changed_hash_is_named),
        TEST_EACH_APP(a_changed_time_beside_the_bytes_is_named),
        TEST_EACH_APP(a_dropped_entry_is_named),
        TEST_EACH_APP(the_first_entry_dropped_is_named),
        TEST_EACH_APP(two_swapped_entries_are_named_by_the_first),
        TEST_EACH_APP(a_cut_tail_is_named),
        TEST_EACH_APP(an_entry_past_the_head_is_named),
        TEST_EACH_APP(a_witness_finds_a_chain_that_was_rewritten_whole),
        TEST_EACH_APP(a_witness_that_cannot_be_read_is_refused),
        TEST_EACH_APP(denials_of_one_actor_and_act_are_one_entry_a_minute),
        TEST_EACH_APP(who_leafs_through_a_paper_reads_it_once_in_ten_minutes),
        TEST_EACH_APP(the_export_is_one_line_an_entry),
    };
    return cmocka_run_group_tests_name("app/journal", tests, NULL, NULL);
}
