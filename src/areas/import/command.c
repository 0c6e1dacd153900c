// SPDX-License-Identifier: Apache-2.0
/* `kadr import`: the same run as the page's, at the console. */
#include "app/command.h"
#include "areas/import/import_in.h"
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_BYTES = 64 << 20 };

typedef struct Wish {
    const ImportKind *kind;
    const char       *text;
    size_t            size;
    bool              dry_run, skip_bad;
    bool              write;               /* the second run over it, in the transaction that writes */
    Arena            *arena;
    const char       *report;              /* JSON, kept past the transaction */
    size_t            lines, bad;
    bool              refused;             /* there are faults and they were not to be passed */
} Wish;

static void say_progress(size_t done, size_t of)
{
    fprintf(stderr, "\r%zu / %zu", done, of);
    if (done == of)
        fputc('\n', stderr);
}

static bool read_file(const char *path, Wish *w, Err *err)
{
    FILE *f = fopen(path, "rb");
    Str s = str_make(w->arena);
    char part[65536];
    size_t n;
    while (f && (n = fread(part, 1, sizeof part, f)) > 0 && s.len <= MOST_BYTES)
        str_addn(&s, part, n);
    bool ok = f && !ferror(f);
    if (f)
        fclose(f);
    if (!ok) {
        err_detail(err, "%s: %s", path, strerror(errno));
        return err_set(err, ERR_NOT_FOUND, NULL, "the file {0} cannot be read", path);
    }
    if (s.len > MOST_BYTES)
        return err_set(err, ERR_TOO_LARGE, NULL, "the file {0} is too large: divide it", path);
    w->text = s.s;
    w->size = s.len;
    return true;
}

static const char *hash_of(Arena *a, const Wish *w)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = arena_alloc(a, 2 * sizeof hash + 1);
    crypto_hash_sha256(hash, (const unsigned char *)w->text, w->size);
    return sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
}

static void print_faults(const Val *report)
{
    for (const Val *f = val_first(val_get(report, "faults")); f; f = val_next(f))
        fprintf(stderr, "line %lld, %s: %s\n", (long long)val_num(val_get(f, "line")), val_str(val_get(f, "column")),
                val_str(val_get(f, "reason")));
}

static const char *report_of(const Wish *w, Run *run, bool carried)
{
    Str s = str_make(w->arena);
    Val *v = import_report(run, 0);
    print_faults(v);
    val_put_bool(run->cx->arena, v, "dry_run", w->dry_run);
    val_put_int(run->cx->arena, v, "imported", carried ? (int64_t)(run->count - run->bad) : 0);
    val_write_json(v, &s);
    return s.s;
}

static bool carry(Cx *cx, void *arg, Err *err)
{
    Wish *w = arg;
    Run run = { .progress = isatty(STDERR_FILENO) ? say_progress : NULL };
    cx->lang = LANG_EN;
    bool ok = import_begin(cx, w->kind, w->text, w->size, &run, err);
    Err faults = { 0 };
    w->refused = ok && !import_may(&run, w->skip_bad, &faults);
    if (ok && !w->refused && w->write)
        ok = import_carry(&run, w->skip_bad, hash_of(cx->arena, w), NULL, err);
    w->lines = run.count;
    w->bad = run.bad;
    if (ok && (w->write || w->refused || w->dry_run))
        w->report = report_of(w, &run, w->write && !w->refused);
    import_end(&run);
    return ok;
}

int import_command(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    Wish w = { .arena = app->arena };
    bool json = command_flag(&argc, argv, "--json");
    w.dry_run = command_flag(&argc, argv, "--dry-run");
    w.skip_bad = command_flag(&argc, argv, "--skip-bad");
    w.kind = argc == 3 ? import_kind(argv[1]) : NULL;
    if (!w.kind)
        return command_usage("import");
    if (!read_file(argv[2], &w, &err) || !app_read(app, carry, &w, &err))
        return command_fail(&err);
    w.write = !w.refused && !w.dry_run;
    if (w.write && !app_work(app, carry, &w, &err))
        return command_fail(&err);
    if (json)
        puts(w.report);
    else
        printf("%s: %zu lines, %zu with faults; %s\n", w.kind->code, w.lines, w.bad,
               w.refused ? "nothing was imported" : w.dry_run ? "a dry run: nothing was imported" : "imported");
    return w.refused ? err_exit_code(&(Err){ .kind = ERR_INVALID }) : 0;
}
