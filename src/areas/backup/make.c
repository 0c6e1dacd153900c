// SPDX-License-Identifier: Apache-2.0
/* A new copy: tables first, in one snapshot, then the files they name, which only ever grow. */
#define _GNU_SOURCE
#include "app/files.h"
#include "app/i18n.h"
#include "app/journal.h"
#include "app/witness.h"
#include "areas/backup/copy.h"
#include "areas/backup/disk.h"
#include "db/copy.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Making {
    const App      *app;
    Arena          *arena;
    const char     *top, *folder;       /* the copies; this one, under its name for now */
    const char     *earlier;            /* the newest copy there was, or NULL */
    const Progress *progress;
    int64_t         done, all;
    Manifest        m;
} Making;

static bool step(Making *w, Err *err)
{
    w->done++;
    return !w->progress->step || w->progress->step(w->progress->arg, w->done, w->all)
        || err_set(err, ERR_BUSY, NULL, N_("the work was stopped before its end"));
}

/* ---- tables ------------------------------------------------------------------ */

static bool to_file(void *arg, const char *line, size_t n, Err *err)
{
    return disk_write(arg, line, n, err);
}

static bool copy_table(Making *w, Db *db, const CopyTable *t, Err *err)
{
    OutFile *f;
    CopiedTable *c = &w->m.table[w->m.tables++];
    char *sha = arena_alloc(w->arena, SHA_TEXT);
    *c = (CopiedTable){ .name = arena_strdup(w->arena, t->name), .sha256 = sha };
    if (!disk_open(w->arena, arena_printf(w->arena, "%s/tables/%s", w->folder, t->name), &f, err))
        return false;
    if (!db_copy_out(db, t, to_file, f, &c->rows, err)) {
        disk_give_up(f);
        return false;
    }
    w->m.rows += c->rows;
    return disk_finish(f, &c->bytes, sha, err) && db_copy_last_id(db, t, &c->last_id, err) && step(w, err);
}

static bool copy_tables(Making *w, Db *db, Err *err)
{
    const CopyTable *t;
    const MigrationRun *run;
    size_t n;
    if (!db_tables(db, &t, &n, err) || !db_migrations_run(db, w->arena, &run, &w->m.migrations, err)
        || !journal_head(db, w->arena, &w->m.journal, err))
        return false;
    w->m.migration = arena_memdup(w->arena, run, (w->m.migrations + 1) * sizeof *run);
    w->m.table = NEW_N(w->arena, CopiedTable, n + 1);
    w->all += (int64_t)n;
    for (size_t i = 0; i < n; i++)
        if (!copy_table(w, db, &t[i], err))
            return false;
    return true;
}

/* ---- files ------------------------------------------------------------------- */

/* A file that an earlier copy has, byte for byte, takes no room twice: it becomes another name of that one. */
static bool link_earlier(Making *w, const char *sha, const char *to, CopiedFile *c)
{
    char found_sha[SHA_TEXT];
    bool found;
    Err unread = { 0 };
    if (!w->earlier)
        return false;
    const char *from = arena_printf(w->arena, "%s/files/%.2s/%s", w->earlier, sha, sha);
    return disk_hash(from, &found, &c->bytes, found_sha, &unread) && found && strcmp(found_sha, sha) == 0
        && link(from, to) == 0;
}

/* A file that is gone or damaged in the store is written down as lost; the copy goes on. */
static bool copy_file(Making *w, const char *sha, Err *err)
{
    char got[SHA_TEXT];
    bool found;
    CopiedFile c = { .sha256 = sha };
    const char *folder = arena_printf(w->arena, "%s/files/%.2s", w->folder, sha);
    const char *to = arena_printf(w->arena, "%s/%s", folder, sha);
    if (!disk_folder(folder, err))
        return false;
    if (!link_earlier(w, sha, to, &c)) {
        const char *from = arena_printf(w->arena, "%s/%.2s/%s", w->app->config->files, sha, sha);
        if (!disk_copy(w->arena, from, to, &found, &c.bytes, got, err))
            return false;
        if (!found || strcmp(got, sha) != 0) {
            unlink(to);
            w->m.lost[w->m.losses++] = sha;
            return step(w, err);
        }
    }
    w->m.file[w->m.files++] = c;
    w->m.bytes += c.bytes;
    return step(w, err);
}

static bool copy_files(Making *w, const char *const *sha, size_t n, Err *err)
{
    w->m.file = NEW_N(w->arena, CopiedFile, n + 1);
    w->m.lost = NEW_N(w->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!copy_file(w, sha[i], err))
            return false;
    return true;
}

/* ---- the whole --------------------------------------------------------------- */

static bool write_manifest(Making *w, Err *err)
{
    OutFile *f;
    int64_t bytes;
    char sha[SHA_TEXT];
    const char *seal;
    Err unsigned_copy = { 0 };
    Str text = str_make(w->arena);
    manifest_text(&w->m, &text);
    sha_text(text.s, text.len, sha);
    if (!witness_sign(w->arena, w->app->config->witness_key, "backup", sha, instant_day(w->m.made), &seal, &unsigned_copy))
        seal = arena_strdup(w->arena, sha);
    w->m.seal = seal;
    str_addf(&text, "seal %s\n", seal);
    if (!disk_open(w->arena, arena_printf(w->arena, "%s/manifest", w->folder), &f, err))
        return false;
    bool ok = disk_write(f, text.s, text.len, err);
    return disk_finish(f, &bytes, NULL, err) && ok;
}

static bool write_all(Making *w, Db *db, Err *err)
{
    const char *const *sha;
    size_t n;
    const char *tables = arena_printf(w->arena, "%s/tables", w->folder);
    const char *files = arena_printf(w->arena, "%s/files", w->folder);
    if (!files_named(db, w->arena, &sha, &n, err))
        return false;
    w->all = (int64_t)n;
    bool ok = disk_folder(tables, err) && disk_folder(files, err) && copy_tables(w, db, err);
    db_rollback(db);                                        /* a long snapshot would keep the log growing */
    for (size_t i = 0; ok && i < w->m.tables; i++)
        w->m.bytes += w->m.table[i].bytes;
    return ok && copy_files(w, sha, n, err) && write_manifest(w, err) && disk_sync_folder(tables, err)
        && disk_sync_store(w->arena, files, err) && disk_sync_folder(w->folder, err);
}

/* The newest copy of `top`: names sort by their moment. */
static const char *newest(Arena *a, const char *top)
{
    char best[256] = "";
    DIR *d = opendir(top);
    for (struct dirent *e; d && (e = readdir(d));)
        if (strncmp(e->d_name, "kadr-", 5) == 0 && strcmp(e->d_name, best) > 0)
            memcpy(best, e->d_name, strlen(e->d_name) + 1);
    if (d)
        closedir(d);
    return *best ? arena_printf(a, "%s/%s", top, best) : NULL;
}

/* "kadr-20260914-093000" by the clock of Baku; one second later when that is taken. */
static bool give_name(Making *w, const char **ret, Err *err)
{
    enum { TRIES = 60 };
    for (int i = 0; i < TRIES; i++) {
        char iso[INSTANT_TEXT];
        instant_format((Instant){ w->m.made.us + (4 * 3600 + i) * 1000000LL }, iso);
        const char *name = arena_printf(w->arena, "kadr-%.4s%.2s%.2s-%.2s%.2s%.2s", iso, iso + 5, iso + 8, iso + 11,
                                        iso + 14, iso + 17);
        const char *path = arena_printf(w->arena, "%s/%s", w->top, name);
        if (access(path, F_OK) != 0 && rename(w->folder, path) == 0) {
            *ret = name;
            return disk_sync_folder(w->top, err);
        }
    }
    return disk_fault(err, "write", w->top);
}

bool copy_make(const App *app, Arena *a, const char *top, Instant now, const Progress *p, const char **ret_name,
               Manifest *ret, Err *err)
{
    Db *db;
    if (!disk_folder(top, err) || !db_open(app->config->db, &db, err))
        return false;
    char *folder = arena_printf(a, "%s/.new-XXXXXX", top);
    Making w = { .app = app, .arena = a, .top = top, .folder = folder, .earlier = newest(a, top), .progress = p };
    w.m = (Manifest){ .program = KADR_VERSION, .made = now,
                      .engine = db_engine(db) == DB_PG ? "postgresql" : "sqlite" };
    bool ok = mkdtemp(folder)
           || disk_fault(err, "write", top);
    ok = ok && db_begin_read(db, err) && write_all(&w, db, err) && give_name(&w, ret_name, err);
    db_close(db);
    if (!ok)
        disk_remove(folder);
    *ret = w.m;
    return ok;
}
