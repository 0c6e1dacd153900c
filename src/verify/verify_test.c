// SPDX-License-Identifier: Apache-2.0
/* The separate verifier against what the application really exports and signs, and against a
 * forger's work on it. */
#include "app/app_test.h"
#include "app/journal.h"
#include "app/witness.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ENTRIES = 6 };

typedef struct Scene {
    TestApp    *t;
    const char *lines[ENTRIES + 2];     /* of the export, without line end */
    const char *file, *head;
} Scene;

static const char *in_folder(TestApp *t, const char *name)
{
    return arena_printf(t->arena, "%s/%s", t->config.files, name);
}

static void write_lines(const Scene *s)
{
    FILE *f = fopen(s->file, "w");
    assert_non_null(f);
    for (int i = 0; s->lines[i]; i++)
        fprintf(f, "%s\n", s->lines[i]);
    fclose(f);
}

static Scene scene(void **state)
{
    TestApp *t = *state;
    Scene s = { .t = t, .file = in_folder(t, "journal.txt") };
    for (int i = 0; i < ENTRIES; i++)
        journal_add(&t->cx, "letter.register", OBJ_LETTER, 100 + i, NULL, NULL);
    MUST(app_test_commit(t), &t->err);
    MUST(journal_head(t->db, t->arena, &s.head, &t->err), &t->err);
    char *text, *line;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    MUST(journal_export(t->db, f, &t->err), &t->err);
    fclose(f);
    int n = 0;
    for (char *rest = text; (line = strsep(&rest, "\n")) && *line;)
        s.lines[n++] = arena_strdup(t->arena, line);
    free(text);
    assert_int_equal(n, ENTRIES);
    write_lines(&s);
    return s;
}

/* Runs the verifier; the first line it prints must be `expected`. */
static void verifier(const Scene *s, const char *options, int code, const char *expected)
{
    char out[400] = "";
    FILE *p = popen(arena_printf(s->t->arena, "%s %s %s 2>&1", KADR_VERIFY, s->file, options), "r");
    assert_non_null(p);
    if (fgets(out, sizeof out, p))
        out[strcspn(out, "\n")] = '\0';
    int status = pclose(p);
    assert_true(WIFEXITED(status));
    assert_string_equal(out, expected);
    assert_int_equal(WEXITSTATUS(status), code);
}

static const char *whole(const Scene *s)
{
    return arena_printf(s->t->arena, "%d entries, whole; the last is %s", ENTRIES, s->head);
}

static void an_untouched_export_is_whole(void **state)
{
    Scene s = scene(state);
    verifier(&s, "", 0, whole(&s));
    verifier(&s, arena_printf(s.t->arena, "--witness %s", s.head), 0, whole(&s));
}

static void a_changed_byte_is_named(void **state)
{
    Scene s = scene(state);
    char *changed = arena_strdup(s.t->arena, s.lines[3]);
    *strstr(changed, "103") = '2';
    s.lines[3] = changed;
    write_lines(&s);
    verifier(&s, "", 5, "entry 4 is not what was written");
}

static void a_dropped_entry_is_named(void **state)
{
    Scene s = scene(state);
    memmove(&s.lines[2], &s.lines[3], (ENTRIES - 2) * sizeof *s.lines);
    write_lines(&s);
    verifier(&s, "", 5, "entry 3 is missing");
}

static void two_swapped_entries_are_named_by_the_first(void **state)
{
    Scene s = scene(state);
    const char *second = s.lines[1];
    s.lines[1] = s.lines[4];
    s.lines[4] = second;
    write_lines(&s);
    verifier(&s, "", 5, "entry 2 is missing");
}

static void a_cut_tail_is_found_by_a_witness(void **state)
{
    Scene s = scene(state);
    s.lines[ENTRIES - 1] = NULL;
    write_lines(&s);
    verifier(&s, arena_printf(s.t->arena, "--witness %s", s.head), 5,
             "entry 6 is missing; a later one was witnessed");
}

static void a_line_cut_in_the_middle_is_named(void **state)
{
    Scene s = scene(state);
    struct stat st;
    assert_int_equal(stat(s.file, &st), 0);
    assert_int_equal(truncate(s.file, st.st_size - 1), 0);
    verifier(&s, "", 5, "entry 6 is cut off");
}

static void a_line_that_is_no_entry_is_named(void **state)
{
    Scene s = scene(state);
    static const char *const BAD[] = { "", "x", "2", "2 00 {}", "two 00 {}" };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        s.lines[1] = BAD[i];
        write_lines(&s);
        verifier(&s, "", 5, "entry 2 is not written as an entry");
    }
}

static void another_chain_is_found_by_a_witness(void **state)
{
    Scene s = scene(state);
    char *other = arena_strdup(s.t->arena, s.head);
    other[2] = other[2] == '0' ? '1' : '0';
    verifier(&s, arena_printf(s.t->arena, "--witness %s", other), 5, "entry 6 is not the one that was witnessed");
}

static void a_signed_head_is_believed_and_a_forged_one_is_not(void **state)
{
    Scene s = scene(state);
    TestApp *t = s.t;
    const char *key = in_folder(t, "k.key"), *other_key = in_folder(t, "other.key"), *line, *other;
    bool made;
    MUST(witness_key_create(key, &made, &t->err) && witness_key_create(other_key, &made, &t->err), &t->err);
    MUST(witness_sign(t->arena, key, "journal", s.head, t->cx.today, &line, &t->err), &t->err);
    MUST(witness_sign(t->arena, other_key, "journal", s.head, t->cx.today, &other, &t->err), &t->err);
    const char *unsigned_words = "the witness of entry 6 is not signed with this key";
    verifier(&s, arena_printf(t->arena, "--key %s.pub --witness '%s'", key, line), 0, whole(&s));
    verifier(&s, arena_printf(t->arena, "--key %s.pub --witness '%s'", key, other), 5, unsigned_words);
    verifier(&s, arena_printf(t->arena, "--key %s.pub --witness '%s'", key, s.head), 5, unsigned_words);
    char *later = arena_strdup(t->arena, line);
    *strstr(later, "2026-09-14") = '3';
    verifier(&s, arena_printf(t->arena, "--key %s.pub --witness '%s'", key, later), 5, unsigned_words);
}

static void the_key_is_made_once_and_only_its_owner_reads_it(void **state)
{
    TestApp *t = *state;
    const char *key = in_folder(t, "k.key"), *first, *second;
    bool made;
    MUST(witness_key_create(key, &made, &t->err), &t->err);
    assert_true(made);
    struct stat st;
    assert_int_equal(stat(key, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    MUST(witness_sign(t->arena, key, "journal", "1:00", t->cx.today, &first, &t->err), &t->err);
    MUST(witness_key_create(key, &made, &t->err), &t->err);
    assert_false(made);
    MUST(witness_sign(t->arena, key, "journal", "1:00", t->cx.today, &second, &t->err), &t->err);
    assert_string_equal(first, second);
    assert_false(witness_sign(t->arena, in_folder(t, "none.key"), "journal", "1:00", t->cx.today, &second, &t->err));
    assert_int_equal(t->err.kind, ERR_NOT_FOUND);
}

static void wrong_usage_is_told_apart_from_a_broken_journal(void **state)
{
    Scene s = scene(state);
    verifier(&s, "--witness nonsense", 2, "kadr-verify: 'nonsense' is no witness");
    verifier(&s, "--witness", 2, "usage: kadr-verify FILE [--key PUBLIC-KEY-FILE] "
                                 "[--witness 'N:HASH [DATE SIGNATURE]']...");
    verifier(&s, "--key /nowhere", 2, "kadr-verify: /nowhere holds no public key");
    s.file = "/nowhere";
    verifier(&s, "", 2, "kadr-verify: /nowhere: No such file or directory");
}

#define ONCE(f) { #f, f, app_test_sqlite, app_test_remove, NULL }

static void heads_are_kept_beside_the_key_and_read_back_when_it_signed_them(void **state)
{
    TestApp *t = *state;
    const char *key = in_folder(t, "heads.key"), *line, *const *heads;
    bool made;
    MUST(witness_key_create(key, &made, &t->err), &t->err);
    MUST(witness_heads(t->arena, key, &heads, &t->err), &t->err);
    assert_null(heads[0]);
    for (int i = 1; i <= 32; i++)
        MUST(witness_sign(t->arena, key, "journal", arena_printf(t->arena, "%d:ab", i), t->cx.today, &line, &t->err)
             && witness_keep(t->arena, key, line, &t->err), &t->err);
    MUST(witness_heads(t->arena, key, &heads, &t->err), &t->err);
    assert_string_equal(heads[0], "3:ab");                    /* the newest thirty */
    assert_string_equal(heads[29], "32:ab");
    assert_null(heads[30]);
    MUST(witness_sign(t->arena, key, "backup", "33:ab", t->cx.today, &line, &t->err), &t->err);
    MUST(witness_keep(t->arena, key, line, &t->err), &t->err);
    assert_false(witness_heads(t->arena, key, &heads, &t->err));      /* signed, and for something else */
    assert_int_equal(t->err.kind, ERR_CONFLICT);
    err_clear(&t->err);
    witness_put_aside(t->arena, key);
    MUST(witness_heads(t->arena, key, &heads, &t->err), &t->err);
    assert_null(heads[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONCE(an_untouched_export_is_whole),
        ONCE(a_changed_byte_is_named),
        ONCE(a_dropped_entry_is_named),
        ONCE(two_swapped_entries_are_named_by_the_first),
        ONCE(a_cut_tail_is_found_by_a_witness),
        ONCE(a_line_cut_in_the_middle_is_named),
        ONCE(a_line_that_is_no_entry_is_named),
        ONCE(another_chain_is_found_by_a_witness),
        ONCE(a_signed_head_is_believed_and_a_forged_one_is_not),
        ONCE(the_key_is_made_once_and_only_its_owner_reads_it),
        ONCE(heads_are_kept_beside_the_key_and_read_back_when_it_signed_them),
        ONCE(wrong_usage_is_told_apart_from_a_broken_journal),
    };
    return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
