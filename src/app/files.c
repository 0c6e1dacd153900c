// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "app/files.h"
#include "app/app.h"
#include "app/job.h"
#include "web/secret.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SHA_TEXT = SHA256_TEXT - 1, KEPT_SECONDS = 24 * 60 * 60, FILE_MODE = 0600, FOLDER_MODE = 0700 };

static bool fault(Err *err, const char *what, const char *path)
{
    err_detail(err, "%s %s: %s", what, path, strerror(errno));
    return err_set(err, ERR_INTERNAL, NULL, N_("the file cannot be stored"));
}

static bool is_sha(const char *sha)
{
    return sha && strlen(sha) == SHA_TEXT && strspn(sha, "0123456789abcdef") == SHA_TEXT;
}

static const char *folder_of(Cx *cx, const char *sha)
{
    return arena_printf(cx->arena, "%s/%.2s", cx->app->config->files, sha);
}

const char *files_path(Cx *cx, const char *sha)
{
    return is_sha(sha) ? arena_printf(cx->arena, "%s/%.2s/%s", cx->app->config->files, sha, sha) : NULL;
}

/* fsync of a file or a folder by path. */
static bool sync_path(const char *path, Err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault(err, "open", path);
    bool ok = fsync(fd) == 0 || fault(err, "fsync", path);
    close(fd);
    return ok;
}

static bool make_folder(const char *path, Err *err)
{
    return mkdir(path, FOLDER_MODE) == 0 || errno == EEXIST || fault(err, "mkdir", path);
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

/* A new file in tmp; its path is written into `path`, which ends with XXXXXX. */
static bool temporary(Cx *cx, char **ret_path, int *ret_fd, Err *err)
{
    const char *top = cx->app->config->files;
    const char *folder = arena_printf(cx->arena, "%s/tmp", top);
    char *path = arena_printf(cx->arena, "%s/put-XXXXXX", folder);
    if (!make_folder(top, err) || !make_folder(folder, err))
        return false;
    *ret_fd = mkostemp(path, O_CLOEXEC);
    *ret_path = path;
    return *ret_fd >= 0 || fault(err, "create", path);
}

static bool finish_temporary(int fd, bool written, const char *path, Err *err)
{
    bool ok = written && fchmod(fd, FILE_MODE) == 0 && fsync(fd) == 0;
    if (!ok)
        fault(err, "write", path);
    if (close(fd) != 0 && ok)
        ok = fault(err, "close", path);
    if (!ok)
        unlink(path);
    return ok;
}

/* The store has these bytes already: being wanted again, they count as new for the sweep. */
static bool touch(const char *path)
{
    return utimensat(AT_FDCWD, path, NULL, 0) == 0;
}

/* Gives a synced temporary file its name: after this a crash leaves the whole file or none.  Both folders
 * are synced each time, since the one who made them may not have come so far yet. */
static bool place(Cx *cx, const char *from, const char *sha, Err *err)
{
    const char *top = cx->app->config->files, *folder = folder_of(cx, sha), *to = files_path(cx, sha);
    if (!make_folder(folder, err))
        return false;
    if (rename(from, to) != 0)
        return fault(err, "rename", to);
    return (touch(to) || fault(err, "touch", to)) && sync_path(folder, err) && sync_path(top, err);
}

static bool copy_across(Cx *cx, const char *from, const char *sha, Err *err)
{
    char *to, buffer[64 * 1024];
    int out, in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return fault(err, "open", from);
    if (!temporary(cx, &to, &out, err)) {
        close(in);
        return false;
    }
    ssize_t n;
    bool ok = true;
    while (ok && (n = read(in, buffer, sizeof buffer)) != 0)
        ok = n > 0 ? write_all(out, buffer, (size_t)n) : errno == EINTR;
    close(in);
    if (!finish_temporary(out, ok, to, err) || !place(cx, to, sha, err))
        return false;
    unlink(from);
    return true;
}

static bool same_device(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev;
}

bool files_take(Cx *cx, const Upload *up, Err *err)
{
    const char *to = files_path(cx, up->sha256);
    if (!to)
        return err_set(err, ERR_INTERNAL, up->field, N_("the file cannot be stored"));
    if (touch(to))
        return true;
    const char *top = cx->app->config->files;
    if (!make_folder(top, err))
        return false;
    if (!same_device(up->path, top))
        return copy_across(cx, up->path, up->sha256, err);
    chmod(up->path, FILE_MODE);
    return sync_path(up->path, err) && place(cx, up->path, up->sha256, err);
}

bool files_put(Cx *cx, const void *bytes, size_t size, char ret_sha[65], Err *err)
{
    char sha[SHA256_TEXT], *path;
    int fd;
    sha256_hex(bytes, size, sha);
    if (!touch(files_path(cx, sha))
        && (!temporary(cx, &path, &fd, err) || !finish_temporary(fd, write_all(fd, bytes, size), path, err)
            || !place(cx, path, sha, err)))
        return false;
    memcpy(ret_sha, sha, sizeof sha);
    return true;
}

static bool is_old(int folder, const char *name, time_t now)
{
    struct stat st;
    return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode)
        && st.st_mtime < now - KEPT_SECONDS;
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

typedef struct Named { const char *sha; } Named;
static const Field NAMED_FIELDS[] = { FIELD(Named, sha), FIELDS_END };

bool files_named(Db *db, Arena *a, const char *const **ret, size_t *ret_count, Err *err)
{
    size_t all = 0, n, unique = 0, areas = 0;
    while (AREAS[areas])
        areas++;
    const Named **rows = NEW_N(a, const Named *, areas + 1);
    size_t *count = NEW_N(a, size_t, areas + 1);
    for (size_t i = 0; i < areas; i++) {
        if (!AREAS[i]->files)
            continue;
        rows[i] = db_all(db, a, AREAS[i]->files, BIND_NONE, NAMED_FIELDS, sizeof(Named), &n, err);
        if (!rows[i])
            return false;
        all += count[i] = n;
    }
    const char **list = NEW_N(a, const char *, all + 1);
    for (size_t i = 0, to = 0; i < areas; i++)
        for (size_t k = 0; k < count[i]; k++)
            list[to++] = rows[i][k].sha;
    qsort(list, all, sizeof *list, by_text);
    for (size_t i = 0; i < all; i++)
        if (!unique || strcmp(list[unique - 1], list[i]) != 0)
            list[unique++] = list[i];
    *ret = list;
    *ret_count = unique;
    return true;
}

typedef struct Keep { const char *const *named; size_t n; } Keep;

/* Takes a file out of the store in two steps, so that one touched between the look at its age and its removal
 * comes back: who wants it either touched it before the first step, or finds it gone and puts it anew. */
static bool take_out(Cx *cx, const char *folder, const char *name, int *removed, Err *err)
{
    struct stat st;
    const char *from = arena_printf(cx->arena, "%s/%s", folder, name);
    const char *aside = arena_printf(cx->arena, "%s/tmp/out-%s", cx->app->config->files, name);
    if (rename(from, aside) != 0)
        return errno == ENOENT || fault(err, "rename", aside);
    if (stat(aside, &st) == 0 && st.st_mtime >= time(NULL) - KEPT_SECONDS)
        return rename(aside, from) == 0 || fault(err, "rename", from);
    *removed += unlink(aside) == 0;
    return true;
}

/* What a sweep that died had set aside goes back to its place. */
static bool put_back(Cx *cx, const char *tmp, const char *name)
{
    const char *to = strncmp(name, "out-", 4) == 0 ? files_path(cx, name + 4) : NULL;
    return to && rename(arena_printf(cx->arena, "%s/%s", tmp, name), to) == 0;
}

static bool sweep_folder(Cx *cx, const char *path, const Keep *keep, int *removed, Err *err)
{
    DIR *d = opendir(path);
    if (!d)
        return errno == ENOENT || errno == ENOTDIR || fault(err, "open", path);
    bool ok = true;
    for (struct dirent *e; ok && (e = readdir(d));) {
        const char *name = e->d_name;
        if ((keep && !is_sha(name)) || !is_old(dirfd(d), name, time(NULL)))
            continue;
        if (!keep && put_back(cx, path, name))
            continue;
        if (!keep)
            *removed += unlinkat(dirfd(d), name, 0) == 0;
        else if (!bsearch(&name, keep->named, keep->n, sizeof *keep->named, by_text))
            ok = take_out(cx, path, name, removed, err);
    }
    closedir(d);
    return ok;
}

bool files_sweep(Cx *cx, const char *const *named, size_t n, int *ret_removed, Err *err)
{
    int removed = 0;
    const char *top = cx->app->config->files, *tmp = arena_printf(cx->arena, "%s/tmp", top);
    Keep keep = { named, n };
    if (!sweep_folder(cx, tmp, NULL, &removed, err))
        return false;
    if (named && !(make_folder(top, err) && make_folder(tmp, err)))
        return false;
    for (int i = 0; named && i < 256; i++)
        if (!sweep_folder(cx, arena_printf(cx->arena, "%s/%02x", top, i), &keep, &removed, err))
            return false;
    *ret_removed = removed;
    return true;
}

bool files_sweep_job(Cx *cx, Err *err)
{
    const char *const *named;
    size_t n;
    int removed;
    if (!files_named(cx->db, cx->arena, &named, &n, err) || !files_sweep(cx, named, n, &removed, err))
        return false;
    job_say(cx, true, N_("{0} files are named by papers; {1} that nobody names were removed."),
            arena_printf(cx->arena, "%zu", n), arena_printf(cx->arena, "%d", removed));
    return true;
}
