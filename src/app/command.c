// SPDX-License-Identifier: Apache-2.0
/* The application's own commands. */
#include "app/command.h"
#include "app/job.h"
#include "app/journal.h"
#include "app/renew.h"
#include "app/witness.h"
#include "db/migrate.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int run_serve(const App *app, int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        return command_usage("serve");
    Err err = { 0 };
    Db *db;
    int applied;
    bool ok = db_open(app->config->db, &db, &err);
    if (ok) {
        ok = db_migrate(db, &applied, &err);
        db_close(db);
    }
    ok = ok && renew_if_old(app, &err) && find_rebuild_if_old(app, &err);      /* a database of before */
    App serving = *app;
    if (ok)
        app_serve(&serving, &err);
    return command_fail(&err);
}

static int run_init(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    bool demo = command_flag(&argc, argv, "--demo"), filled, made;
    if (argc > 1)
        return command_usage("init");
    const char *key = app->config->witness_key;
    if (!app_init(app, demo, &filled, &err) || !witness_key_create(key, &made, &err))
        return command_fail(&err);
    if (filled)
        witness_put_aside(app->arena, key);
    puts(!filled ? "the database was set up before; its schema is up to date"
         : demo  ? "the database is set up with demo data"
                 : "the database is set up");
    if (made)
        printf("the key that signs the journal's head is %s; keep a copy away from the database\n", key);
    return 0;
}

static int journal_verify_command(Db *db, Arena *a, int argc, char **argv, bool json, Err *err)
{
    int64_t entries;
    char head[65];
    const char **witness = NEW_N(a, const char *, (size_t)argc + 1);
    for (int i = 0; i < argc; i++) {                       /* a signed line may be given whole */
        witness[i] = arena_strndup(a, argv[i], strcspn(argv[i], " "));
    }
    if (!journal_verify(db, witness, NULL, &entries, head, err))
        return command_fail(err);
    if (!json) {
        printf("%" PRId64 " entries, whole; the last is %" PRId64 ":%s\n", entries, entries, head);
        return 0;
    }
    Val *v = val_map(a);
    val_put_int(a, v, "entries", entries);
    val_put_text(a, v, "head", head);
    command_print(a, v, true);
    return 0;
}

static int journal_export_command(Db *db, const char *path, Err *err)
{
    FILE *f = path ? fopen(path, "w") : stdout;
    if (!f) {
        err_detail(err, "%s: %s", path, strerror(errno));
        err_set(err, ERR_INVALID, NULL, "the file {0} cannot be written", path);
        return command_fail(err);
    }
    bool ok = journal_export(db, f, err);
    if (fflush(f) != 0 && ok)
        err_set(err, ERR_INTERNAL, NULL, "the export cannot be written");
    if (path)
        fclose(f);
    return command_fail(err);
}

static int journal_witness_command(const App *app, Db *db, Arena *a, Err *err)
{
    const char *head, *line;
    Instant now;
    if (!journal_head(db, a, &head, err) || !app_clock(app, db, &now, err)
        || !witness_sign(a, app->config->witness_key, "journal", head, instant_day(now), &line, err))
        return command_fail(err);
    puts(line);
    return 0;
}

static int run_journal(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    Db *db;
    bool json = command_flag(&argc, argv, "--json");
    const char *what = argc > 1 ? argv[1] : "";
    bool verify = strcmp(what, "verify") == 0, export = strcmp(what, "export") == 0 && argc <= 3;
    if (!verify && !export && !(strcmp(what, "witness") == 0 && argc == 2))
        return command_usage("journal");
    if (!db_open(app->config->db, &db, &err))
        return command_fail(&err);
    Arena *a = arena_new();
    int code = verify ? journal_verify_command(db, a, argc - 2, argv + 2, json, &err)
             : export ? journal_export_command(db, argc == 3 ? argv[2] : NULL, &err)
                      : journal_witness_command(app, db, a, &err);
    arena_free(a);
    db_close(db);
    return code;
}

static int run_jobs(const App *app, int argc, char **argv)
{
    if (argc < 2)
        return command_usage("jobs");
    for (int i = 1; i < argc; i++) {
        Err err = { 0 };
        const Job *job = job_find(argv[i]);
        if (!job)
            err_set(&err, ERR_NOT_FOUND, NULL, "there is no job {0}; `kadr list jobs` names them", argv[i]);
        else
            job_run_now(app, job, &err);
        if (err.kind != ERR_NONE)
            return command_fail(&err);
    }
    return 0;
}

static int run_help(const App *app, int argc, char **argv)
{
    Str out = str_make(app->arena);
    if (command_flag(&argc, argv, "--man"))
        help_manual(&out);
    else if (argc > 2 || !help_text(argc == 2 ? argv[1] : NULL, &out))
        return command_usage("help");
    fputs(out.s, stdout);
    return 0;
}

const Command COMMANDS[] = {
    { "serve", "serve",
      "Serves the pages until SIGTERM or SIGINT; answers under way are finished first.  Before, the schema is brought "
      "up to date, and the law of the database takes over what this program has read better.", run_serve },
    { "init", "init [--demo]",
      "Makes the database ready: its schema, its first rows, the key that signs the journal's head.  --demo fills "
      "an empty one with a made-up Service.  Run again, it brings an older database up to date.",
      run_init, NEEDS_CONFIG },
    { "list", "list\nlist NAME [--json]",
      "What exists, from the tables of the program themselves; without a name, what can be listed.",
      command_list, NEEDS_CONFIG },
    { "journal", "journal verify [--json] [WITNESS]...\njournal export [FILE]\njournal witness",
      "verify reads the whole chain and names the first entry that is not what was written; WITNESS is N:HASH, or "
      "a line that `journal witness` printed.  export writes one entry a line for kadr-verify.  witness prints the "
      "newest entry, signed.", run_journal },
    { "jobs", "jobs NAME...",
      "Runs jobs now; each is safe to run twice.  `kadr list jobs` names them and says when they run by themselves.",
      run_jobs },
    { "help", "help [COMMAND]\nhelp config\nhelp --man",
      "Explains a command or the configuration; --man prints the manual page.", run_help, NEEDS_NOTHING },
    { 0 }
};
