// SPDX-License-Identifier: Apache-2.0
/* A copy is read through before a byte of it goes anywhere. */
#include "app/i18n.h"
#include "app/witness.h"
#include "areas/backup/copy.h"
#include "areas/backup/disk.h"
#include "db/copy.h"
#include <dirent.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- is it whole? ------------------------------------------------------------ */

static bool check_file(Arena *a, const char *folder, const char *name, int64_t bytes, const char *sha, Err *err)
{
    bool found;
    int64_t got;
    char hash[SHA_TEXT];
    Err unread = { 0 };
    if (!disk_hash(arena_printf(a, "%s/%s", folder, name), &found, &got, hash, &unread))
        return err_add(err, NULL, "{0} of the copy cannot be read", name);
    if (!found)
        return err_add(err, NULL, "{0} of the copy is missing", name);
    if (got != bytes)
        return err_add(err, NULL, "{0} of the copy has {1} bytes in place of {2}", name, arena_printf(a, "%" PRId64, got),
                       arena_printf(a, "%" PRId64, bytes));
    return strcmp(hash, sha) == 0 || err_add(err, NULL, "{0} of the copy is not what was written", name);
}

static bool check_seal(Arena *a, const Manifest *m, const char *key_path, Signature *ret, Err *err)
{
    Err judged = { 0 };
    *ret = SIGNATURE_NONE;
    if (!strchr(m->seal, ' '))
        return true;
    bool good = witness_check(a, key_path, "backup", m->seal, &judged);
    *ret = good ? SIGNATURE_GOOD : SIGNATURE_UNKNOWN;
    return good || judged.kind == ERR_NOT_FOUND
        || err_add(err, NULL, "the signature of the copy is of another key, or of another text");
}

bool copy_check(Arena *a, const char *folder, const char *key_path, Manifest *m, Signature *ret_signature, Err *err)
{
    if (!manifest_read(a, folder, m, err))
        return false;
    check_seal(a, m, key_path, ret_signature, err);
    for (size_t i = 0; i < m->tables; i++) {
        const CopiedTable *t = &m->table[i];
        check_file(a, folder, arena_printf(a, "tables/%s", t->name), t->bytes, t->sha256, err);
    }
    for (size_t i = 0; i < m->files; i++) {
        const CopiedFile *f = &m->file[i];
        check_file(a, folder, arena_printf(a, "files/%.2s/%s", f->sha256, f->sha256), f->bytes, f->sha256, err);
    }
    return err->kind == ERR_NONE;
}

/* ---- into a database --------------------------------------------------------- */

typedef struct Restoring {
    Arena          *arena;
    const char     *folder;
    const Manifest *m;
    Db             *db;
    const CopyTable *table;
    size_t          tables;
} Restoring;

static bool load_table(const Restoring *r, const CopyTable *t, const CopiedTable *c, Err *err)
{
    FILE *f = fopen(arena_printf(r->arena, "%s/tables/%s", r->folder, t->name), "r");
    if (!f)
        return err_set(err, ERR_INVALID, NULL, "{0} of the copy is missing", t->name);
    bool ok = db_copy_in(r->db, t, f, err) && db_copy_set_last_id(r->db, t, c->last_id, err);
    fclose(f);
    return ok;
}

static bool to_hash(void *arg, const char *line, size_t n, Err *err)
{
    (void)err;
    return crypto_hash_sha256_update(arg, (const unsigned char *)line, n) == 0;
}

/* What came out of the database again must be what was copied, byte for byte. */
static bool compare_table(const Restoring *r, const CopyTable *t, const CopiedTable *c, Err *err)
{
    crypto_hash_sha256_state state;
    unsigned char hash[crypto_hash_sha256_BYTES];
    char sha[SHA_TEXT];
    int64_t rows;
    crypto_hash_sha256_init(&state);
    if (!db_copy_out(r->db, t, to_hash, &state, &rows, err))
        return false;
    crypto_hash_sha256_final(&state, hash);
    sodium_bin2hex(sha, sizeof sha, hash, sizeof hash);
    return (rows == c->rows && strcmp(sha, c->sha256) == 0)
        || err_set(err, ERR_CONFLICT, NULL, "the table {0} came back otherwise than it was copied", t->name);
}

static const CopiedTable *copied(const Manifest *m, const char *name)
{
    for (size_t i = 0; i < m->tables; i++)
        if (strcmp(m->table[i].name, name) == 0)
            return &m->table[i];
    return NULL;
}

static bool load(Restoring *r, Err *err)
{
    if (!db_tables(r->db, &r->table, &r->tables, err) || !db_copy_begin(r->db, r->table, r->tables, err))
        return false;
    for (size_t i = 0; i < r->tables; i++) {
        const CopiedTable *c = copied(r->m, r->table[i].name);
        if (!c)
            return err_set(err, ERR_INVALID, NULL, "{0} of the copy is missing", r->table[i].name);
        if (!load_table(r, &r->table[i], c, err))
            return false;
    }
    if (r->tables != r->m->tables)
        return err_set(err, ERR_INVALID, NULL, "the copy has tables that its schema does not know");
    for (size_t i = 0; i < r->tables; i++)
        if (!compare_table(r, &r->table[i], copied(r->m, r->table[i].name), err))
            return false;
    return db_copy_end(r->db, err);
}

static bool fill(Restoring *r, int *ret_upgrades, Err *err)
{
    bool empty;
    if (!db_is_empty(r->db, &empty, err))
        return false;
    if (!empty)
        return err_set(err, ERR_CONFLICT, NULL, "the target is not empty; a copy is put into a new database only");
    if (!db_migrate_as(r->db, r->m->migration, r->m->migrations, err) || !db_begin(r->db, err))
        return false;
    bool ok = load(r, err) && db_commit(r->db, err);
    if (!ok)
        db_rollback(r->db);
    return ok && db_migrate(r->db, ret_upgrades, err);
}

/* An SQLite database that this work made itself. */
static void take_away(Arena *a, const char *path)
{
    static const char *const ENDINGS[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        unlink(arena_printf(a, "%s%s", path, ENDINGS[i]));
}

bool copy_restore(Arena *a, const char *folder, const Manifest *m, const char *url, int *ret_upgrades, Err *err)
{
    Restoring r = { .arena = a, .folder = folder, .m = m };
    const char *path = strncmp(url, "sqlite:", 7) == 0 ? url + 7 : NULL;
    bool fresh = path && access(path, F_OK) != 0;
    if (!db_open(url, &r.db, err))
        return false;
    bool ok = fill(&r, ret_upgrades, err);
    db_close(r.db);
    if (!ok && fresh)
        take_away(a, path);
    return ok;
}

/* ---- files ------------------------------------------------------------------- */

static bool folder_is_empty(const char *path)
{
    DIR *d = opendir(path);
    bool empty = true;
    for (struct dirent *e; d && empty && (e = readdir(d));)
        empty = e->d_name[0] == '.';
    if (d)
        closedir(d);
    return empty;
}

bool copy_restore_files(Arena *a, const char *folder, const Manifest *m, const char *files, Err *err)
{
    if (!folder_is_empty(files))
        return err_set(err, ERR_CONFLICT, NULL, "the folder {0} is not empty; files are put into a new one only", files);
    if (!disk_folder(files, err))
        return false;
    for (size_t i = 0; i < m->files; i++) {
        const char *sha = m->file[i].sha256, *to = arena_printf(a, "%s/%.2s", files, sha);
        char got[SHA_TEXT];
        int64_t bytes;
        bool found;
        if (!disk_folder(to, err)
            || !disk_copy(a, arena_printf(a, "%s/files/%.2s/%s", folder, sha, sha), arena_printf(a, "%s/%s", to, sha), &found,
                          &bytes, got, err))
            return false;
        if (!found || strcmp(got, sha) != 0)
            return err_set(err, ERR_INVALID, NULL, "{0} of the copy is not what was written", sha);
    }
    return disk_sync_store(a, files, err);
}
