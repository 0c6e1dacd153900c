// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "areas/backup/prove.h"
#include "app/files.h"
#include "app/i18n.h"
#include "app/job.h"
#include "app/journal.h"
#include "areas/backup/disk.h"
#include "areas/ledger/ledger.h"
#include "base/text.h"
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Proving {
    const App  *app;
    Arena      *arena;
    const char *folder, *scratch;
    Proof      *proof;
} Proving;

/* The arguments end with NULL. */
#define found_good(w, ...) finding((w), true, (const char *const[]){ __VA_ARGS__, NULL })
#define found_bad(w, ...)  finding((w), false, (const char *const[]){ __VA_ARGS__, NULL })
static bool finding(Proving *w, bool ok, const char *const *said)
{
    Val *v = val_add(w->proof->findings, val_map(w->arena));
    val_put_bool(w->arena, v, "ok", ok);
    val_put_text(w->arena, v, "text", said[0]);
    Val *args = val_put(v, "args", val_list(w->arena));
    for (const char *const *arg = said + 1; *arg; arg++)
        val_add(args, val_text(w->arena, *arg));
    w->proof->good &= ok;
    return ok;
}

/* What an Err says, fault by fault. */
static bool found_faults(Proving *w, const Err *err)
{
    for (int i = 0; i < err->count; i++) {
        const Fault *f = &err->faults[i];
        found_bad(w, f->msgid, f->args[0], f->args[1], f->args[2]);
    }
    return false;
}

static const char *number(Proving *w, int64_t n)
{
    return arena_printf(w->arena, "%" PRId64, n);
}

static bool is_whole(Proving *w)
{
    static const char *const SIGNED[] = {
        [SIGNATURE_NONE] = N_("It is not signed: there was no witness key."),
        [SIGNATURE_UNKNOWN] = N_("It is signed; the key to judge the signature is not here."),
        [SIGNATURE_GOOD] = N_("The signature is right."),
    };
    Manifest *m = &w->proof->m;
    Signature signature;
    Err err = { 0 };
    if (!copy_check(w->arena, w->folder, w->app->config->witness_key, m, &signature, &err))
        return found_faults(w, &err);
    found_good(w, N_("The copy is whole: {0} tables with {1} rows and {2} files, every byte as it was written."),
               number(w, (int64_t)m->tables), number(w, m->rows), number(w, (int64_t)m->files));
    found_good(w, SIGNED[signature]);
    for (size_t i = 0; i < m->losses; i++)
        found_bad(w, N_("A paper names the file {0}, and the store did not have it when the copy was made."), m->lost[i]);
    return true;
}

static bool is_restored(Proving *w, const char *url)
{
    int upgrades;
    Err err = { 0 };
    if (!copy_restore(w->arena, w->folder, &w->proof->m, url, &upgrades, &err))
        return found_faults(w, &err);
    found_good(w, N_("It was restored into an empty database; every table came back as it was copied."));
    if (upgrades)
        found_good(w, N_("It was made by an older program; {0} changes brought its tables up to date."), number(w, upgrades));
    return true;
}

static bool journal_is_whole(Proving *w, Db *db)
{
    int64_t entries;
    char head[65];
    Err err = { 0 };
    const char *witness[] = { w->proof->m.journal, NULL };
    if (!journal_verify(db, witness, NULL, &entries, head, &err))
        return found_faults(w, &err);
    return found_good(w, N_("The journal in it is whole: {0} entries, the last one {1}."), number(w, entries),
                      arena_strndup(w->arena, head, 16));
}

static bool ledger_is_the_same(Proving *w, Db *db)
{
    Replay r = { 0 };
    Err err = { 0 };
    if (!ledger_replay(db, w->arena, REPLAY_CHECK, FACT_KINDS, NULL, &r, &err))
        return found_faults(w, &err);
    if (!r.same)
        return found_bad(w, N_("The facts in it are not those the orders make. Expected: {0}. Found: {1}."),
                         r.expected ? r.expected : "", r.found ? r.found : "");
    return found_good(w, N_("{0} orders, acts and records, carried out again, make exactly the {1} facts in it."),
                      number(w, r.inputs), number(w, r.facts));
}

static int by_sha(const void *sha, const void *file) { return strcmp(sha, ((const CopiedFile *)file)->sha256); }

/* The manifest lists files in order, as they were made. */
static bool files_are_there(Proving *w, Db *db)
{
    const Manifest *m = &w->proof->m;
    const char *const *sha;
    size_t n;
    Err err = { 0 };
    if (!files_named(db, w->arena, &sha, &n, &err))
        return found_faults(w, &err);
    size_t missing = 0;
    for (size_t i = 0; i < n; i++)
        missing += !bsearch(sha[i], m->file, m->files, sizeof *m->file, by_sha);
    if (missing)
        return found_bad(w, N_("{0} of the files that papers name are not in the copy."), number(w, (int64_t)missing));
    return found_good(w, N_("All {0} files that papers name are in it."), number(w, (int64_t)n));
}

static bool look_inside(Proving *w, const char *url, Err *err)
{
    Db *db;
    if (!db_open(url, &db, err))
        return false;
    bool ok = db_begin_read(db, err);
    if (ok) {
        journal_is_whole(w, db);
        ledger_is_the_same(w, db);
        files_are_there(w, db);
    }
    db_rollback(db);
    db_close(db);
    return ok;
}

bool copy_prove(const App *app, Arena *a, const char *top, const char *name, Proof *ret, Err *err)
{
    char *scratch = arena_printf(a, "%s/.proof-XXXXXX", top);
    *ret = (Proof){ .good = true, .findings = val_list(a) };
    Proving w = { app, a, arena_printf(a, "%s/%s", top, name), scratch, ret };
    if (!is_whole(&w))
        return true;
    if (!mkdtemp(scratch))
        return disk_fault(err, "write", top);
    const char *url = arena_printf(a, "sqlite:%s/kadr.db", scratch);
    bool ok = !is_restored(&w, url) || look_inside(&w, url, err);
    disk_remove(scratch);
    return ok;
}

/* ---- in words ---------------------------------------------------------------- */

static const char *moment_text(Cx *cx, Instant t)
{
    char iso[INSTANT_TEXT];
    instant_format((Instant){ t.us + 4 * 3600 * 1000000LL }, iso);
    return arena_printf(cx->arena, "%s %.5s", az_date_numeric(cx->arena, instant_day(t)), iso + 11);
}

bool proof_write(Cx *cx, const char *folder, const Proof *p, Err *err)
{
    OutFile *f;
    int64_t bytes;
    Arena *a = cx->arena;
    Str s = str_make(a);
    str_addf(&s, "%s\n\n", tr(cx, p->good ? N_("The copy is good: it can be restored.")
                                          : N_("THE COPY IS NOT GOOD: do not rely on it.")));
    if (p->m.program)
        str_addf(&s, "%s\n", tr_args(cx, N_("Made: {0}. Last entry of the journal: {1}."), moment_text(cx, p->m.made),
                                     p->m.journal, NULL));
    str_addf(&s, "%s\n\n", tr_args(cx, N_("Proved: {0}."), moment_text(cx, cx->real_now), NULL));
    for (const Val *v = val_first(p->findings); v; v = val_next(v))
        str_addf(&s, "%s %s\n", val_num(val_get(v, "ok")) ? "+" : "!", job_words(cx, v));
    const char *fresh = arena_printf(a, "%s/.result", folder), *path = arena_printf(a, "%s/result.txt", folder);
    unlink(fresh);
    if (!disk_open(a, fresh, &f, err))
        return false;
    bool ok = disk_write(f, s.s, s.len, err);
    if (!disk_finish(f, &bytes, NULL, err) || !ok)
        return false;
    return rename(fresh, path) == 0
        || disk_fault(err, "write", path);
}
