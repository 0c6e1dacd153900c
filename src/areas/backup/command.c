// SPDX-License-Identifier: Apache-2.0
/* `kadr backup` and `kadr restore`. */
#include "app/command.h"
#include "app/i18n.h"
#include "app/job.h"
#include "app/journal.h"
#include "areas/backup/backup_in.h"
#include "areas/backup/disk.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Says what was found; the exit code. */
static int say(Cx *cx, const char *path, const Proof *p)
{
    for (const Val *v = val_first(p->findings); v; v = val_next(v))
        printf("%s %s\n", val_num(val_get(v, "ok")) ? "ok  " : "BAD ", job_words(cx, v));
    printf("%s: %s\n", path, tr(cx, p->good ? N_("The copy is good: it can be restored.")
                                            : N_("THE COPY IS NOT GOOD: do not rely on it.")));
    Err bad = { .kind = p->good ? ERR_NONE : ERR_CONFLICT };
    return err_exit_code(&bad);
}

/* A Cx to speak with: no database. */
static Cx speaker(const App *app, Lang lang)
{
    Cx cx = app_cx(app, app->arena, NULL, &ACTOR_SYSTEM, (Instant){ 0 });
    cx.lang = lang;
    return cx;
}

static int run_backup(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    Arena *a = app->arena;
    Proof proof;
    Cx cx = speaker(app, LANG_EN);
    bool prove = command_flag(&argc, argv, "--prove");
    if (argc > 2 || (prove && argc != 2))
        return command_usage("backup");
    const char *top = argc == 2 ? argv[1] : app->config->backups, *name;
    if (prove) {
        const char *slash;
        size_t n = strlen(top);
        while (n > 1 && top[n - 1] == '/')
            n--;
        top = arena_strndup(a, top, n);
        slash = strrchr(top, '/');
        name = slash ? slash + 1 : top;
        const char *above = slash ? arena_strndup(a, top, (size_t)(slash - top)) : ".";
        return copy_prove(app, a, above, name, &proof, &err) ? say(&cx, top, &proof) : command_fail(&err);
    }
    App there = *app;
    if (!app_attach(&there, &err) || !backup_run(&there, a, top, &name, &proof, &err))
        return command_fail(&err);
    return say(&cx, arena_printf(a, "%s/%s", top, name), &proof);
}

static bool note_restored(Cx *cx, void *arg, Err *err)
{
    const Manifest *m = arg;
    (void)err;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "journal", m->journal);
    val_put_text(cx->arena, data, "seal", arena_strndup(cx->arena, m->seal, SHA_TEXT - 1));
    journal_add(cx, "backup.restored", OBJ_NONE, 0, data, NULL);
    return true;
}

/* The restored database says in its own journal where it came from. */
static bool restore(const App *app, const char *folder, const char *url, const char *files, Err *err)
{
    Arena *a = app->arena;
    Manifest m;
    Signature signature;
    int upgrades;
    if (!copy_check(a, folder, app->config->witness_key, &m, &signature, err)
        || !copy_restore_files(a, folder, &m, files, err) || !copy_restore(a, folder, &m, url, &upgrades, err))
        return false;
    Config config = *app->config;
    App there = *app;
    config.db = url;
    config.clock = "";
    there.config = &config;
    if (!app_attach(&there, err) || !app_work(&there, note_restored, &m, err))
        return false;
    printf("%s: %zu tables with %" PRId64 " rows, %zu files in %s; %d upgrades\n", url, m.tables, m.rows, m.files, files,
           upgrades);
    return true;
}

static int run_restore(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    const char *folder = NULL, *url = NULL, *files = NULL;
    for (int i = 1; i < argc; i++) {
        bool named = i + 1 < argc;
        if (named && strcmp(argv[i], "--into") == 0)
            url = argv[++i];
        else if (named && strcmp(argv[i], "--files") == 0)
            files = argv[++i];
        else if (!folder && argv[i][0] != '-')
            folder = argv[i];
        else
            return command_usage("restore");
    }
    if (!folder || !url)
        return command_usage("restore");
    if (!files)
        files = config_beside(app->arena, url, ".files");
    restore(app, folder, url, files, &err);
    return command_fail(&err);
}

const Command BACKUP_COMMANDS[] = {
    { "backup", "backup [FOLDER]\nbackup --prove COPY",
      "Makes a copy of the database and its files while others work, in a folder of its own below FOLDER (the one "
      "the configuration names); then restores it into a scratch database, brings that up to date, and compares "
      "tables, journal, ledger and files.  The exit code is that of CONFLICT when the copy is not good.  --prove "
      "does only the second half, for a copy made before.", run_backup, NEEDS_CONFIG },
    { "restore", "restore COPY --into URL [--files FOLDER]",
      "Puts a copy into a new database, on either engine, and its files into FOLDER (beside an SQLite database when "
      "left out).  The copy is read through first; one that is damaged, or a target that is not empty, is refused.  "
      "The witness key is no part of a copy.  Heads signed after the copy was made are not in the restored journal: "
      "the nightly proof says so until KEY.heads is put aside.",
      run_restore, NEEDS_CONFIG },
    { 0 }
};
