// SPDX-License-Identifier: Apache-2.0
/* Every statement of every area, run on both engines over one seed, its rows compared.
 * The seed is the demo: made on SQLite, then copied row by row to PostgreSQL.  Parameters are
 * drawn, by the types PostgreSQL says they have, from what the seed holds; the draws are fixed. */
#include "app/app.h"
#include "areas/ledger/ledger.h"
#include "areas/letter/letter.h"
#include "areas/staff/staff.h"
#include "areas/task/task.h"
#include "areas/user/user.h"
#include "db/db_test.h"
#include "db/migrate.h"
#include "doc/scan.h"
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 24, MOST_PARAMS = 48, TYPE_BOOL = 16, TYPE_INT = 20, TYPE_INT4 = 23, TYPE_DATE = 1082 };

typedef struct Pair { sqlite3 *lite; PGconn *pg; Arena *arena; uint64_t seed; int64_t rows, compared; } Pair;

static const char *const INTS[] = { "0", "1", "2", "3", "5", "7", "8", "13", "21", "34", "55", "80", "253402300799000000",
                                    "1791176400000000", "50", "1000" };
static const char *const TEXTS[] = { "in", "out", "open", "done", "registered", "execution", "filed", "draft", "visa",
                                     "personnel", "leave", "head", "deputy", "kadr.reis", "holding", "absence", "rank",
                                     "reis", "karguzar", "%a%", "", "incoming", "2026", "application" };
static const char *const DATES[] = { "2026-10-05", "2026-07-01", "2025-12-20", "9999-12-31", "0001-01-01", "2026-10-12" };
static const char *const BOOLS[] = { "0", "1" };

static unsigned draw(Pair *p, size_t n)
{
    p->seed = p->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(p->seed >> 33) % (unsigned)n;
}

static const char *draw_value(Pair *p, Oid type)
{
    switch (type) {
    case TYPE_BOOL: return BOOLS[draw(p, 2)];
    case TYPE_INT:
    case TYPE_INT4: return INTS[draw(p, sizeof INTS / sizeof *INTS)];
    case TYPE_DATE: return DATES[draw(p, sizeof DATES / sizeof *DATES)];
    default:        return TEXTS[draw(p, sizeof TEXTS / sizeof *TEXTS)];
    }
}

/* ---- the seed ------------------------------------------------------------------ */

static void copy_table(Pair *p, const char *table)
{
    sqlite3_stmt *st;
    const char *value[64];
    assert_int_equal(sqlite3_prepare_v2(p->lite, arena_printf(p->arena, "SELECT * FROM %s", table), -1, &st, NULL), SQLITE_OK);
    int n = sqlite3_column_count(st);
    Str sql = str_make(p->arena);
    str_addf(&sql, "INSERT INTO %s (", table);
    for (int i = 0; i < n; i++)
        str_addf(&sql, "%s%s", i ? ", " : "", sqlite3_column_name(st, i));
    str_add(&sql, ") VALUES (");
    for (int i = 0; i < n; i++)
        str_addf(&sql, "%s$%d", i ? ", " : "", i + 1);
    str_add(&sql, ")");
    PQclear(PQexec(p->pg, arena_printf(p->arena, "DELETE FROM %s", table)));
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < n; i++)
            value[i] = (const char *)sqlite3_column_text(st, i);
        PGresult *r = PQexecParams(p->pg, sql.s, n, NULL, value, NULL, NULL, 0);
        if (PQresultStatus(r) != PGRES_COMMAND_OK)
            fail_msg("%s: %s", table, PQresultErrorMessage(r));
        PQclear(r);
    }
    sqlite3_finalize(st);
    if (sqlite3_table_column_metadata(p->lite, NULL, table, "id", NULL, NULL, NULL, NULL, NULL) == SQLITE_OK)
        PQclear(PQexec(p->pg, arena_printf(p->arena, "SELECT setval(pg_get_serial_sequence('%s', 'id'), "
                                           "COALESCE((SELECT MAX(id) FROM %s), 0) + 1)", table, table)));
}

static void copy_seed(Pair *p)
{
    sqlite3_stmt *st;
    PQclear(PQexec(p->pg, "SET session_replication_role = replica"));      /* in whatever order: no foreign keys */
    assert_int_equal(sqlite3_prepare_v2(p->lite, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                                        "'sqlite_%' AND name NOT LIKE 'found_words%' AND name <> 'schema_migration' "
                                        "ORDER BY name", -1, &st, NULL), SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW)
        copy_table(p, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    PQclear(PQexec(p->pg, "SET session_replication_role = DEFAULT"));
}

/* ---- one statement ---------------------------------------------------------------- */

typedef struct Answer { bool ok; char **row; size_t n; char error[300]; } Answer;

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void keep(Pair *p, Answer *a, const char *row)
{
    if (a->n % 64 == 0) {
        char **more = NEW_N(p->arena, char *, a->n + 64);
        if (a->n)
            memcpy(more, a->row, a->n * sizeof *more);
        a->row = more;
    }
    a->row[a->n++] = arena_strdup(p->arena, row);
}

static Answer on_lite(Pair *p, const char *sql, const char *const *value, const Oid *type, int params)
{
    Answer a = { .ok = true };
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(p->lite, sql, -1, &st, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(p->lite));
    for (int i = 0; i < params; i++) {
        int at = sqlite3_bind_parameter_index(st, arena_printf(p->arena, "$%d", i + 1));
        bool number = type[i] == TYPE_BOOL || type[i] == TYPE_INT || type[i] == TYPE_INT4;
        if (number)
            sqlite3_bind_int64(st, at, strtoll(value[i], NULL, 10));
        else
            sqlite3_bind_text(st, at, value[i], -1, SQLITE_TRANSIENT);
    }
    int rc;
    while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
        Str row = str_make(p->arena);
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const char *s = (const char *)sqlite3_column_text(st, i);
            str_addf(&row, "%s|", s ? s : "NULL");
        }
        keep(p, &a, row.s);
    }
    a.ok = rc == SQLITE_DONE;
    snprintf(a.error, sizeof a.error, "%s", a.ok ? "" : sqlite3_errmsg(p->lite));
    sqlite3_finalize(st);
    return a;
}

static Answer on_pg(Pair *p, const char *sql, const char *const *value, int params)
{
    PGresult *r = PQexecParams(p->pg, sql, params, NULL, value, NULL, NULL, 0);
    ExecStatusType s = PQresultStatus(r);
    Answer a = { .ok = s == PGRES_TUPLES_OK || s == PGRES_COMMAND_OK };
    for (int k = 0; a.ok && k < PQntuples(r); k++) {
        Str row = str_make(p->arena);
        for (int i = 0; i < PQnfields(r); i++) {
            const char *text = PQgetisnull(r, k, i) ? "NULL" : PQgetvalue(r, k, i);
            bool truth = PQftype(r, i) == TYPE_BOOL && !PQgetisnull(r, k, i);
            str_addf(&row, "%s|", truth ? (*text == 't' ? "1" : "0") : text);
        }
        keep(p, &a, row.s);
    }
    snprintf(a.error, sizeof a.error, "%s", PQresultErrorMessage(r));
    PQclear(r);
    return a;
}

static bool writes(const char *sql)
{
    return strstr(sql, "INSERT ") || strstr(sql, "UPDATE ") || strstr(sql, "DELETE ");
}

/* Rows of a SELECT are the same; of a write (undone at once) their number, ids being the engine's own. */
static void compare(Pair *p, const Query *q, const Answer *lite, const Answer *pg)
{
    if (lite->ok != pg->ok)
        fail_msg("%s: sqlite %s, postgresql %s", q->name, lite->ok ? "works" : lite->error, pg->ok ? "works" : pg->error);
    if (lite->n != pg->n)
        fail_msg("%s: %zu rows on sqlite, %zu on postgresql", q->name, lite->n, pg->n);
    if (writes(q->sql) || !lite->n)
        return;
    qsort(lite->row, lite->n, sizeof *lite->row, by_text);
    qsort(pg->row, pg->n, sizeof *pg->row, by_text);
    for (size_t i = 0; i < lite->n; i++)
        if (strcmp(lite->row[i], pg->row[i]) != 0)
            fail_msg("%s: row %zu\n  sqlite     %s\n  postgresql %s", q->name, i, lite->row[i], pg->row[i]);
    p->rows += (int64_t)lite->n;
}

static void try_query(Pair *p, const Query *q)
{
    const char *pg_sql = q->sql_pg ? q->sql_pg : q->sql, *value[MOST_PARAMS];
    Oid type[MOST_PARAMS];
    PGresult *r = PQprepare(p->pg, "", pg_sql, 0, NULL);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", q->name, PQresultErrorMessage(r));
    PQclear(r);
    r = PQdescribePrepared(p->pg, "");
    int params = PQnparams(r);
    assert_true(params < MOST_PARAMS);
    for (int i = 0; i < params; i++)
        type[i] = PQparamtype(r, i);
    PQclear(r);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < params; i++)
            value[i] = draw_value(p, type[i]);
        sqlite3_exec(p->lite, "BEGIN", NULL, NULL, NULL);
        PQclear(PQexec(p->pg, "BEGIN"));
        Answer lite = on_lite(p, q->sql, value, type, params), pg = on_pg(p, pg_sql, value, params);
        sqlite3_exec(p->lite, "ROLLBACK", NULL, NULL, NULL);
        PQclear(PQexec(p->pg, "ROLLBACK"));
        compare(p, q, &lite, &pg);
    }
    p->compared++;
}

/* ---- no walk through what grows ----------------------------------------------------- */

static const char *const GROWING[] = {
    "attachment", "fact", "found", "handover_item", "journal", "ledger_depends", "ledger_effect", "ledger_inactive",
    "ledger_input", "letter", "letter_event", "order_item", "order_version", "order_visa", "orders", "person", "reader",
    "reader_follow", "record", "resolution", "task", "task_event",
};
/* Replay reads all there is, so does a backup for the files that are referred to (names in _files); the annulled
 * of a person meet the few annulments; people are chosen by part of a name. */
static const char *const WALK[] = {
    "ledger_replay_inputs", "ledger_replay_persons", "ledger_replay_annuls", "ledger_replay_inactive", "file_undone", "order_people",
    "order_people_like",
};

/* Is `word` of a plan a growing table, by its name or as its alias in the statement? */
static bool grows(const Pair *p, const char *sql, const char *word)
{
    static const char *const BEFORE[] = { "FROM", "JOIN", "UPDATE" };
    for (size_t i = 0; i < sizeof GROWING / sizeof *GROWING; i++) {
        if (strcmp(GROWING[i], word) == 0)
            return true;
        for (size_t k = 0; k < sizeof BEFORE / sizeof *BEFORE; k++) {
            const char *named = arena_printf(p->arena, "%s %s %s", BEFORE[k], GROWING[i], word);
            const char *at = strstr(sql, named);
            if (at && !strchr("abcdefghijklmnopqrstuvwxyz_", at[strlen(named)]))
                return true;
        }
    }
    return false;
}

/* SQLite's plan of each statement: a SCAN, or an index made for this once, costs what the table has grown to.  A
 * partial index needs its condition in the statement: "main_id = $1 AND main_id > 0". */
static void walks_through_nothing_that_grows(Pair *p, const Query *q)
{
    sqlite3_stmt *st;
    char word[64];
    size_t n = strlen(q->name);
    for (size_t i = 0; i < sizeof WALK / sizeof *WALK; i++)
        if (strcmp(WALK[i], q->name) == 0 || (n > 6 && strcmp(q->name + n - 6, "_files") == 0))
            return;
    assert_int_equal(sqlite3_prepare_v2(p->lite, arena_printf(p->arena, "EXPLAIN QUERY PLAN %s", q->sql), -1, &st, NULL),
                     SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(st, 3);
        bool walk = sscanf(step, "SCAN %63s", word) == 1
                 || (sscanf(step, "SEARCH %63s", word) == 1 && strstr(step, " USING AUTOMATIC "));
        if (walk && grows(p, q->sql, word))
            fail_msg("%s walks through a table that grows: %s", q->name, step);
    }
    sqlite3_finalize(st);
}

/* Filters that walk all the same: days of registration run with the ids, newest first, and drafts to accept are asked of
 * those in one state. */
static const char *const WALKING_FILTERS[] = { "letter_where_from", "letter_where_until", "letter_where_to_accept" };

static bool index_is_partial(const Pair *p, const char *step)
{
    char name[64];
    const char *at = strstr(step, " INDEX ");
    sqlite3_stmt *st;
    if (!at || sscanf(at, " INDEX %63s", name) != 1)
        return false;
    assert_int_equal(sqlite3_prepare_v2(p->lite, "SELECT 1 FROM sqlite_master WHERE name = $1 AND sql LIKE '% WHERE %'", -1, &st,
                                        NULL), SQLITE_OK);
    sqlite3_bind_text(st, 1, name, -1, SQLITE_TRANSIENT);
    bool found = sqlite3_step(st) == SQLITE_ROW;
    sqlite3_finalize(st);
    return found;
}

/* The register and the tasks grow, and are narrowed by what few rows have: a filter alone goes to its rows by an index. */
static void each_filter_goes_to_its_rows(Pair *p, const ListSpec *spec, const char *alias)
{
    for (const ListFilter *f = spec->filters; f->name; f++) {
        bool known = false;
        for (size_t i = 0; i < sizeof WALKING_FILTERS / sizeof *WALKING_FILTERS; i++)
            known |= strcmp(WALKING_FILTERS[i], f->where->name) == 0;
        const char *sql = arena_printf(p->arena, "EXPLAIN QUERY PLAN %s %s LIMIT 1001", spec->all_count->sql, f->where->sql);
        const char *walk = arena_printf(p->arena, "SCAN %s", alias);
        sqlite3_stmt *st;
        assert_int_equal(sqlite3_prepare_v2(p->lite, sql, -1, &st, NULL), SQLITE_OK);
        while (!known && sqlite3_step(st) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(st, 3);
            if (strncmp(step, walk, strlen(walk)) == 0 && !index_is_partial(p, step))
                fail_msg("%s walks through a table that grows: %s", f->where->name, step);
        }
        sqlite3_finalize(st);
    }
}

/* A statement that is only whole with its fragments: named so, and run by the tests of its list. */
static bool is_head(const Query *q)
{
    size_t n = strlen(q->name);
    return n > 5 && strcmp(q->name + n - 5, "_head") == 0;
}

static void every_statement_answers_the_same_on_both_engines(void **state)
{
    (void)state;
    void *lite_state = NULL, *pg_state = NULL;
    assert_int_equal(test_db_sqlite(&lite_state), 0);
    assert_int_equal(test_db_pg(&pg_state), 0);
    TestDb *lite = lite_state, *pg = pg_state;
    static const AppHooks HOOKS = { .authority = &STAFF_AUTHORITY, .actor_of_token = user_actor_of_token,
                                    .clock = ledger_time, .set_demo_clock = ledger_set_demo_clock };
    Arena *a = arena_new();
    Config config = { .db = lite->url, .files = arena_printf(a, "%s.files", lite->url + 7), .listen = "", .clock = "",
                      .witness_key = "", .threads = 1, .upload_mb = 1, .session_hours = 1 };
    App *app;
    Err err = { 0 };
    bool filled;
    int applied;
    MUST(app_start(&config, &HOOKS, a, &app, &err), &err);
    MUST(app_init(app, true, &filled, &err), &err);
    MUST(db_migrate(pg->db, &applied, &err), &err);
    Pair p = { .arena = a, .seed = 20261005 };
    assert_int_equal(sqlite3_open(lite->url + 7, &p.lite), SQLITE_OK);
    sqlite3_exec(p.lite, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    p.pg = PQconnectdb(pg->url);
    assert_int_equal(PQstatus(p.pg), CONNECTION_OK);
    copy_seed(&p);
    for (const Area *const *area = AREAS; *area; area++)
        for (const Query *const *q = (*area)->queries; q && *q; q++)
            if (!is_head(*q)) {
                try_query(&p, *q);
                walks_through_nothing_that_grows(&p, *q);
            }
    each_filter_goes_to_its_rows(&p, &LETTER_LIST, "l");
    each_filter_goes_to_its_rows(&p, &TASK_LIST, "t");
    printf("# %lld statements, %lld rows compared\n", (long long)p.compared, (long long)p.rows);
    assert_true(p.compared > 100 && p.rows > 1000);
    PQfinish(p.pg);
    sqlite3_close(p.lite);
    test_db_remove(&lite_state);
    test_db_remove(&pg_state);
    arena_free(a);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);                 /* the demo looks into its scans */
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_statement_answers_the_same_on_both_engines) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
