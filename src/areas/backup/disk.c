// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "areas/backup/disk.h"
#include "app/i18n.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0600, FOLDER_MODE = 0700, CHUNK = 64 * 1024, OPEN_FOLDERS = 16 };

struct OutFile {
    FILE       *f;
    const char *path;
    int64_t     bytes;
    crypto_hash_sha256_state hash;
};

bool disk_fault(Err *err, const char *what, const char *path)
{
    int why = errno;
    err_detail(err, "%s %s: %s", what, path, strerror(why));
    switch (why) {
    case ENOSPC: case EDQUOT: return err_set(err, ERR_INTERNAL, NULL, N_("there is no room left on the disk of {0}"), path);
    case EACCES: case EPERM:  return err_set(err, ERR_INTERNAL, NULL, N_("the program may not write or read {0}"), path);
    case EROFS:               return err_set(err, ERR_INTERNAL, NULL, N_("the disk of {0} may only be read"), path);
    case ENOENT:              return err_set(err, ERR_INTERNAL, NULL, N_("{0} is not there"), path);
    case ENOTDIR: case EEXIST: return err_set(err, ERR_INTERNAL, NULL, N_("{0} is no folder"), path);
    default: return err_set(err, ERR_INTERNAL, NULL, N_("{0} cannot be written or read: {1}"), path, strerror(why));
    }
}

static void hash_format(crypto_hash_sha256_state *state, char out[SHA_TEXT])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state, hash);
    sodium_bin2hex(out, SHA_TEXT, hash, sizeof hash);
}

bool disk_open(Arena *a, const char *path, OutFile **ret, Err *err)
{
    OutFile *f = NEW(a, OutFile);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    f->f = fd < 0 ? NULL : fdopen(fd, "w");
    f->path = path;
    crypto_hash_sha256_init(&f->hash);
    *ret = f;
    return f->f || disk_fault(err, "create", path);
}

bool disk_write(OutFile *f, const char *bytes, size_t n, Err *err)
{
    crypto_hash_sha256_update(&f->hash, (const unsigned char *)bytes, n);
    f->bytes += (int64_t)n;
    return fwrite(bytes, 1, n, f->f) == n || disk_fault(err, "write", f->path);
}

bool disk_finish(OutFile *f, int64_t *ret_bytes, char ret_sha[SHA_TEXT], Err *err)
{
    char sha[SHA_TEXT];
    bool ok = (fflush(f->f) == 0 && fsync(fileno(f->f)) == 0) || disk_fault(err, "sync", f->path);
    if (fclose(f->f) != 0 && ok)
        ok = disk_fault(err, "close", f->path);
    hash_format(&f->hash, ret_sha ? ret_sha : sha);
    *ret_bytes = f->bytes;
    return ok;
}

void disk_give_up(OutFile *f)
{
    fclose(f->f);
}

bool disk_copy(Arena *a, const char *from, const char *to, bool *ret_found, int64_t *ret_bytes, char ret_sha[SHA_TEXT],
               Err *err)
{
    char buffer[CHUNK];
    OutFile *out;
    FILE *in = fopen(from, "r");
    *ret_found = in != NULL;
    if (!in)
        return errno == ENOENT || disk_fault(err, "open", from);
    bool ok = disk_open(a, to, &out, err);
    for (size_t n; ok && (n = fread(buffer, 1, sizeof buffer, in)) > 0;)
        ok = disk_write(out, buffer, n, err);
    if (ok && ferror(in)) {
        ok = disk_fault(err, "read", from);
        disk_give_up(out);
    } else if (ok) {
        ok = disk_finish(out, ret_bytes, ret_sha, err);
    }
    fclose(in);
    return ok;
}

bool disk_hash(const char *path, bool *ret_found, int64_t *ret_bytes, char ret_sha[SHA_TEXT], Err *err)
{
    unsigned char buffer[CHUNK];
    crypto_hash_sha256_state state;
    FILE *f = fopen(path, "r");
    *ret_found = f != NULL;
    *ret_bytes = 0;
    if (!f)
        return errno == ENOENT || disk_fault(err, "open", path);
    crypto_hash_sha256_init(&state);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0; *ret_bytes += (int64_t)n)
        crypto_hash_sha256_update(&state, buffer, n);
    bool ok = !ferror(f) || disk_fault(err, "read", path);
    fclose(f);
    hash_format(&state, ret_sha);
    return ok;
}

bool disk_folder(const char *path, Err *err)
{
    return mkdir(path, FOLDER_MODE) == 0 || errno == EEXIST || disk_fault(err, "mkdir", path);
}

bool disk_sync_folder(const char *path, Err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return disk_fault(err, "open", path);
    bool ok = fsync(fd) == 0 || disk_fault(err, "sync", path);
    close(fd);
    return ok;
}

bool disk_sync_store(Arena *a, const char *path, Err *err)
{
    for (int i = 0; i < 256; i++) {
        const char *folder = arena_printf(a, "%s/%02x", path, i);
        if (access(folder, F_OK) == 0 && !disk_sync_folder(folder, err))
            return false;
    }
    return disk_sync_folder(path, err);
}

static int remove_one(const char *path, const struct stat *st, int what, struct FTW *at)
{
    (void)st, (void)what, (void)at;
    return remove(path);
}

void disk_remove(const char *path)
{
    nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
