// SPDX-License-Identifier: Apache-2.0
/* Copies: made while others write, proved, put back on either engine; every damage named. */
#include "app/files.h"
#include "app/job.h"
#include "app/journal.h"
#include "app/renew.h"
#include "app/witness.h"
#include "areas/backup/copy.h"
#include "areas/backup/disk.h"
#include "areas/backup/prove.h"
#include "areas/file/file.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include "areas/world.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &service_area, &file_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, FILE_FACT_KINDS, NULL };

static const char SCAN[] = "%PDF-1.4 a sick note";
/* What lies on the disk is the same whichever engine it came from. */
#define ON_SQLITE(f) { #f, f, world_sqlite, world_remove, NULL }
static const Progress QUIET = { 0 };

static const char *below(World *w, const char *name)
{
    return arena_printf(w->arena, "%s/%s", w->config.files, name);
}

/* A sick note with its scan, confirmed, and a journal; then committed. */
static void live_a_day(World *w)
{
    char sha[65];
    int64_t id;
    bool made;
    w->config.witness_key = below(w, "kadr.key");
    w->config.backups = below(w, "copies");
    MUST(files_put(&w->cx, SCAN, sizeof SCAN - 1, sha, &w->err), &w->err);
    NewRecord in = { .person_id = world_person(w, "insp1"), .kind = "sick_note", .issuer = "1 saylı poliklinika",
                     .number = "17\t\\", .issued = world_day("2026-09-01"), .from = world_day("2026-09-01"),
                     .to = world_day("2026-09-04"), .level = "", .form = "", .speciality = "", .rank = "", .note = "",
                     .scan = sha, .scan_name = "note.pdf" };
    world_act_as(w, "insp2");
    MUST(record_enter(&w->cx, &in, &w->grant, &id, &w->err), &w->err);
    world_act_as(w, "shead");
    MUST(record_confirm(&w->cx, id, 1, &w->grant, &w->err), &w->err);
    journal_add(&w->cx, "record.confirm", OBJ_RECORD, id, NULL, &w->grant);
    MUST(journal_flush(&w->cx, &w->err) && app_meta_set(w->db, "created", "2026-09-01T05:00:00Z", &w->err)
         && app_meta_set(w->db, "demo", "1", &w->err) && db_commit(w->db, &w->err)
         && witness_key_create(w->config.witness_key, &made, &w->err), &w->err);
}

static const char *make(World *w, Manifest *m)
{
    const char *name;
    MUST(copy_make(w->app, w->arena, w->config.backups, w->cx.now, &QUIET, &name, m, &w->err), &w->err);
    return name;
}

static Proof prove(World *w, const char *name)
{
    Proof p;
    MUST(copy_prove(w->app, w->arena, w->config.backups, name, &p, &w->err), &w->err);
    return p;
}

/* The last finding of a proof. */
static const char *last_word(World *w, const Proof *p)
{
    const Val *last = NULL;
    for (const Val *v = val_first(p->findings); v; v = val_next(v))
        last = v;
    return job_words(&w->cx, last);
}

static int entries_of(const char *folder)
{
    int n = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    if (d)
        closedir(d);
    return n;
}

static void finish(World *w)
{
    disk_remove(w->config.files);
}

static void a_copy_is_proved_and_readable_by_its_owner_only(void **state)
{
    World *w = *state;
    Manifest m;
    struct stat st;
    live_a_day(w);
    const char *name = make(w, &m);
    Proof p = prove(w, name);
    assert_true(p.good);
    assert_int_equal(val_count(p.findings), 6);
    assert_int_equal(m.files, 1);
    assert_int_equal(m.losses, 0);
    MUST(proof_write(&w->cx, arena_printf(w->arena, "%s/%s", w->config.backups, name), &p, &w->err), &w->err);
    const char *folder = arena_printf(w->arena, "%s/%s", w->config.backups, name);
    assert_int_equal(stat(folder, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(arena_printf(w->arena, "%s/tables/person", folder), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(arena_printf(w->arena, "%s/result.txt", folder), &st), 0);
    assert_int_equal(entries_of(w->config.backups), 1);       /* no scratch is left */
    finish(w);
}

static void a_copy_goes_into_either_engine(void **state)
{
    World *w = *state;
    Manifest m;
    live_a_day(w);
    const char *folder = arena_printf(w->arena, "%s/%s", w->config.backups, make(w, &m));
    for (int pg = 0; pg < 2; pg++) {
        void *other = NULL;
        int upgrades;
        bool found;
        int64_t bytes, entries;
        char sha[SHA_TEXT], head[65];
        Replay r;
        assert_int_equal(pg ? test_db_pg(&other) : test_db_sqlite(&other), 0);
        TestDb *t = other;
        MUST(copy_restore(w->arena, folder, &m, t->url, &upgrades, &w->err), &w->err);
        assert_int_equal(upgrades, 0);
        MUST(db_begin_read(t->db, &t->err), &t->err);
        MUST(journal_verify(t->db, (const char *[]){ m.journal, NULL }, NULL, &entries, head, &t->err), &t->err);
        MUST(ledger_replay(t->db, t->arena, REPLAY_CHECK, FACT_KINDS, NULL, &r, &t->err), &t->err);
        assert_true(r.same && r.facts > 20);
        db_rollback(t->db);
        const char *files = below(w, pg ? "back-pg" : "back-sqlite");
        MUST(copy_restore_files(w->arena, folder, &m, files, &w->err), &w->err);
        const char *scan = arena_printf(w->arena, "%s/%.2s/%s", files, m.file[0].sha256, m.file[0].sha256);
        MUST(disk_hash(scan, &found, &bytes, sha, &w->err), &w->err);
        assert_true(found && bytes == sizeof SCAN - 1);
        /* A second time there is something in the way. */
        assert_false(copy_restore(w->arena, folder, &m, t->url, &upgrades, &w->err));
        assert_int_equal(w->err.kind, ERR_CONFLICT);
        err_clear(&w->err);
        assert_false(copy_restore_files(w->arena, folder, &m, files, &w->err));
        assert_int_equal(w->err.kind, ERR_CONFLICT);
        err_clear(&w->err);
        test_db_remove(&other);
    }
    finish(w);
}

/* ---- damage ---------------------------------------------------------------------- */

static void flip(const char *path, long at)
{
    FILE *f = fopen(path, "r+");
    assert_non_null(f);
    fseek(f, at, SEEK_SET);
    int c = fgetc(f);
    fseek(f, at, SEEK_SET);
    fputc(c ^ 1, f);
    fclose(f);
}

static void add_byte(const char *path)
{
    FILE *f = fopen(path, "a");
    assert_non_null(f);
    fputc('x', f);
    fclose(f);
}

typedef struct Kept { size_t n; char bytes[1 << 16]; } Kept;

static void keep(const char *path, Kept *k)
{
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    k->n = fread(k->bytes, 1, sizeof k->bytes, f);
    assert_true(k->n < sizeof k->bytes);
    fclose(f);
}

static void mend(const char *path, const Kept *k)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(k->bytes, 1, k->n, f), k->n);
    fclose(f);
}

typedef enum Damage { FLIPPED, CUT, GROWN, MISSING } Damage;

static void damage(const char *path, Damage how)
{
    switch (how) {
    case FLIPPED: flip(path, 5); break;
    case CUT:     assert_int_equal(truncate(path, 7), 0); break;
    case GROWN:   add_byte(path); break;
    case MISSING: assert_int_equal(unlink(path), 0); break;
    }
}

static void every_damage_is_named(void **state)
{
    static const struct { const char *part; Damage how; const char *says; } CASES[] = {
        { "tables/person", FLIPPED, "tables/person of the copy is not what was written" },
        { "tables/person", CUT,     "tables/person of the copy has 7 bytes in place of" },
        { "tables/person", GROWN,   "tables/person of the copy has" },
        { "tables/person", MISSING, "tables/person of the copy is missing" },
        { "FILE",          FLIPPED, "of the copy is not what was written" },
        { "FILE",          CUT,     "of the copy has 7 bytes in place of 20" },
        { "FILE",          MISSING, "of the copy is missing" },
        { "manifest",      FLIPPED, "the manifest is not what was written" },
        { "manifest",      CUT,     "the manifest is not what was written" },
        { "manifest",      GROWN,   "the manifest is not what was written" },
        { "manifest",      MISSING, "there is no copy in" },
    };
    World *w = *state;
    Manifest m, read;
    Signature signature;
    live_a_day(w);
    Kept *whole = NEW(w->arena, Kept);
    const char *name = make(w, &m), *folder = arena_printf(w->arena, "%s/%s", w->config.backups, name);
    const char *sha = m.file[0].sha256;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *part = strcmp(CASES[i].part, "FILE") == 0 ? arena_printf(w->arena, "files/%.2s/%s", sha, sha)
                                                              : CASES[i].part;
        const char *path = arena_printf(w->arena, "%s/%s", folder, part);
        keep(path, whole);
        damage(path, CASES[i].how);
        Proof p = prove(w, name);
        assert_false(p.good);
        if (!strstr(last_word(w, &p), CASES[i].says))
            fail_msg("%s: %s", CASES[i].says, last_word(w, &p));
        assert_false(copy_check(w->arena, folder, w->config.witness_key, &read, &signature, &w->err));
        err_clear(&w->err);
        mend(path, whole);
    }
    assert_true(prove(w, name).good);
    finish(w);
}

/* Who writes a manifest of his own has not the key. */
static void a_signature_of_another_is_seen(void **state)
{
    World *w = *state;
    Manifest m;
    bool made;
    live_a_day(w);
    const char *name = make(w, &m);
    const char *other = below(w, "other.key");
    MUST(witness_key_create(other, &made, &w->err), &w->err);
    w->config.witness_key = other;
    Proof p = prove(w, name);
    assert_false(p.good);
    assert_string_equal(last_word(w, &p), "the signature of the copy is of another key, or of another text");
    w->config.witness_key = below(w, "none.key");
    assert_true(prove(w, name).good);                         /* nobody here can judge it */
    finish(w);
}

/* Writes a manifest anew, with a seal that fits it. */
static void reseal(World *w, const char *folder, const Manifest *m)
{
    Str text = str_make(w->arena);
    char sha[SHA_TEXT];
    manifest_text(m, &text);
    sha_text(text.s, text.len, sha);
    FILE *f = fopen(arena_printf(w->arena, "%s/manifest", folder), "w");
    assert_non_null(f);
    fprintf(f, "%sseal %s\n", text.s, sha);
    fclose(f);
}

static void a_copy_of_a_newer_program_is_refused(void **state)
{
    World *w = *state;
    Manifest m;
    live_a_day(w);
    const char *name = make(w, &m), *folder = arena_printf(w->arena, "%s/%s", w->config.backups, name);
    MigrationRun *more = NEW_N(w->arena, MigrationRun, m.migrations + 1);
    memcpy(more, m.migration, m.migrations * sizeof *more);
    more[m.migrations] = (MigrationRun){ "migrations/9999_later.sql", m.migration[0].sha256 };
    m.migration = more;
    m.migrations++;
    reseal(w, folder, &m);
    Proof p = prove(w, name);
    assert_false(p.good);
    assert_string_equal(last_word(w, &p),
                        "the database is newer than this program: it has migrations/9999_later.sql");
    finish(w);
}

/* Rows and hashes that fit each other and not the journal: the manifest is honest, the data is not. */
static void a_table_changed_before_it_was_copied_does_not_pass(void **state)
{
    World *w = *state;
    Manifest m;
    live_a_day(w);
    MUST(db_begin(w->db, &w->err) && db_script(w->db, "UPDATE journal SET entry = entry || ' ' WHERE n = 1", &w->err)
         && db_script(w->db, "UPDATE fact SET valid_from = '2020-01-02' WHERE kind = 'employment'", &w->err)
         && db_commit(w->db, &w->err), &w->err);
    Proof p = prove(w, make(w, &m));
    assert_false(p.good);
    int bad = 0;
    for (const Val *v = val_first(p.findings); v; v = val_next(v))
        bad += !val_num(val_get(v, "ok"));
    assert_int_equal(bad, 2);
    finish(w);
}

static void a_file_the_store_has_lost_is_said(void **state)
{
    World *w = *state;
    Manifest m;
    live_a_day(w);
    make(w, &m);
    disk_remove(w->config.backups);
    flip(files_path(&w->cx, m.file[0].sha256), 3);
    const char *name = make(w, &m);
    assert_int_equal(m.files, 0);
    assert_int_equal(m.losses, 1);
    Proof p = prove(w, name);
    assert_false(p.good);
    assert_string_equal(last_word(w, &p), "1 of the files that papers name are not in the copy.");
    finish(w);
}

/* ---- while others write ------------------------------------------------------------ */

typedef struct Meanwhile { World *w; int64_t steps, stop_at; } Meanwhile;

static bool go_on(void *arg, int64_t done, int64_t all)
{
    Meanwhile *m = arg;
    World *w = m->w;
    assert_true(done <= all);
    if (m->steps++ == 0) {
        MUST(db_begin(w->db, &w->err) && app_meta_set(w->db, "written", "meanwhile", &w->err)
             && db_commit(w->db, &w->err), &w->err);
    }
    return m->steps != m->stop_at;
}

static void others_write_while_a_copy_is_made(void **state)
{
    World *w = *state;
    Meanwhile during = { .w = w };
    Progress progress = { go_on, &during };
    Manifest m;
    const char *name, *value;
    live_a_day(w);
    MUST(copy_make(w->app, w->arena, w->config.backups, w->cx.now, &progress, &name, &m, &w->err), &w->err);
    assert_true(during.steps > 30);
    assert_true(prove(w, name).good);
    Db *db;
    int upgrades;
    const char *url = arena_printf(w->arena, "sqlite:%s", below(w, "there.db"));
    MUST(copy_restore(w->arena, arena_printf(w->arena, "%s/%s", w->config.backups, name), &m, url, &upgrades, &w->err)
         && db_open(url, &db, &w->err) && app_meta_get(db, w->arena, "written", &value, &w->err), &w->err);
    assert_null(value);                                       /* it came after the copy's moment */
    db_close(db);
    MUST(app_meta_get(w->db, w->arena, "written", &value, &w->err), &w->err);
    assert_string_equal(value, "meanwhile");
    finish(w);
}

static void a_copy_that_was_stopped_leaves_nothing(void **state)
{
    World *w = *state;
    Meanwhile during = { .w = w, .stop_at = 7 };
    Progress progress = { go_on, &during };
    Manifest m;
    const char *name;
    live_a_day(w);
    assert_false(copy_make(w->app, w->arena, w->config.backups, w->cx.now, &progress, &name, &m, &w->err));
    assert_int_equal(w->err.kind, ERR_BUSY);
    assert_int_equal(entries_of(w->config.backups), 0);
    finish(w);
}

static void a_file_of_an_earlier_copy_takes_no_room_again(void **state)
{
    World *w = *state;
    Manifest m;
    struct stat st;
    live_a_day(w);
    make(w, &m);
    const char *sha = m.file[0].sha256, *name = make(w, &m);
    const char *path = arena_printf(w->arena, "%s/%s/files/%.2s/%s", w->config.backups, name, sha, sha);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_nlink, 2);
    flip(path, 3);                                            /* both copies; the next takes it from the store */
    name = make(w, &m);
    assert_true(prove(w, name).good);
    finish(w);
}

/* ---- older programs ----------------------------------------------------------------- */

static bool has_one_offence(World *w, TestDb *t)
{
    const Law *law;
    Cx cx = app_cx(w->app, t->arena, t->db, &ACTOR_SYSTEM, w->cx.now);
    MUST(law_current(&cx, &law, &t->err), &t->err);
    return rule_find(law, "discipline.one_offence", REGIME_LABOUR, world_day("2026-09-01")) != NULL;
}

/* The oldest copies were made where no law was filled: the program's own is theirs then.  Filled as a program of then did
 * it, without the rules that came later, they have those after today's start.  A copy with its law has it as it stands. */
static void starts_with_the_rules_of_today(World *w, const char *name, const Manifest *m)
{
    static const Query RULES = { "rules_of_the_copy", "SELECT COUNT(*) FROM rule WHERE approved" };
    void *other = NULL;
    int64_t rules;
    int upgrades;
    assert_int_equal(strstr(name, "postgresql") ? test_db_pg(&other) : test_db_sqlite(&other), 0);
    TestDb *t = other;
    Config config = w->config;
    App app = *w->app;
    config.db = t->url;
    app.config = &config;
    MUST(copy_restore(w->arena, arena_printf(w->arena, "%s/%s", w->config.backups, name), m, t->url, &upgrades, &t->err)
         && renew_if_old(&app, &t->err), &t->err);
    assert_true(has_one_offence(w, t));
    MUST(db_int(t->db, &RULES, BIND_NONE, 0, &rules, &t->err), &t->err);
    assert_int_equal(rules > 0, strncmp(name, "schema-0110", 11) != 0);
    Cx cx = app_cx(&app, t->arena, t->db, &ACTOR_SYSTEM, w->cx.now);
    MUST(db_begin(t->db, &t->err) && (rules || law_area.init(&cx, &t->err))
         && db_script(t->db, "DELETE FROM rule WHERE code = 'discipline.one_offence'; UPDATE law_version SET mark = 1", &t->err)
         && db_commit(t->db, &t->err), &t->err);
    assert_false(has_one_offence(w, t));
    MUST(renew_if_old(&app, &t->err), &t->err);
    assert_true(has_one_offence(w, t));
    test_db_remove(&other);
}

/* tests/backups holds a copy of every schema that was in use, as its program made it. */
static void copies_of_older_programs_are_restored(void **state)
{
    World *w = *state;
    int proved = 0;
    live_a_day(w);
    MUST(disk_folder(w->config.backups, &w->err), &w->err);
    DIR *d = opendir(KADR_OLD_BACKUPS);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        if (!strstr(e->d_name, ".tar.gz"))
            continue;
        if (fork() == 0)
            execlp("tar", "tar", "-xzf", arena_printf(w->arena, "%s/%s", KADR_OLD_BACKUPS, e->d_name), "-C",
                   w->config.backups, NULL);
        assert_int_equal(wait(NULL) > 0, 1);
        const char *name = arena_strndup(w->arena, e->d_name, strlen(e->d_name) - strlen(".tar.gz"));
        w->config.witness_key = below(w, "none.key");
        Proof p = prove(w, name);
        if (!p.good)
            fail_msg("%s: %s", name, last_word(w, &p));
        assert_true(p.m.files > 0 && p.m.rows > 50);
        starts_with_the_rules_of_today(w, name, &p.m);
        proved++;
    }
    closedir(d);
    assert_true(proved > 0);
    finish(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_EACH_WORLD(a_copy_is_proved_and_readable_by_its_owner_only),
        TEST_EACH_WORLD(a_copy_goes_into_either_engine),
        ON_SQLITE(every_damage_is_named),
        ON_SQLITE(a_signature_of_another_is_seen),
        ON_SQLITE(a_copy_of_a_newer_program_is_refused),
        TEST_EACH_WORLD(a_table_changed_before_it_was_copied_does_not_pass),
        ON_SQLITE(a_file_the_store_has_lost_is_said),
        TEST_EACH_WORLD(others_write_while_a_copy_is_made),
        TEST_EACH_WORLD(a_copy_that_was_stopped_leaves_nothing),
        ON_SQLITE(a_file_of_an_earlier_copy_takes_no_room_again),
        ON_SQLITE(copies_of_older_programs_are_restored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
