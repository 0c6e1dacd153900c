// SPDX-License-Identifier: Apache-2.0
#include "web/upload.h"
#include "base/text.h"
#include "web/filename.h"
#include "web/secret.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TYPE_BYTES = 100 };

struct Uploads {
    Arena           *arena;
    Nest            *nest;
    const BodyRules *rules;
    Err             *err;
    const char      *name;            /* of the part being read; NULL: it is left out */
    size_t           name_n;
    bool             is_file, gave_up, over;
    const char      *too_large;       /* field of the file that went over the limit; NULL: none yet */
    int64_t          text_bytes;
    Str              text;
    Upload          *list;
    size_t           count;
    Upload          *now;             /* the file being written, the last of the list */
    int              fd;
    Sha256           hash;
};

Uploads *uploads_new(Arena *a, Nest *nest, const BodyRules *rules, Err *err)
{
    Uploads *u = NEW(a, Uploads);
    *u = (Uploads){ .arena = a, .nest = nest, .rules = rules, .err = err, .fd = -1 };
    u->list = NEW_N(a, Upload, UPLOADS_MOST);
    return u;
}

/* Closes the file being written and forgets it. */
static void drop_now(Uploads *u)
{
    if (!u->now)
        return;
    close(u->fd);
    unlink(u->now->path);
    u->fd = -1;
    u->now = NULL;
    u->count--;
}

static void broken_disk(Uploads *u, const char *what)
{
    err_set(u->err, ERR_INTERNAL, "", "the file could not be kept");
    err_detail(u->err, "%s in %s: %s", what, u->rules->upload_dir, strerror(errno));
    drop_now(u);
}

static const char *claimed_type(Arena *a, const char *type)
{
    size_t n = strlen(type);
    for (const char *s = type; *s; s++)
        if (*s < ' ' || *s > '~')
            n = 0;
    return n && n <= TYPE_BYTES ? arena_strndup(a, type, n) : "application/octet-stream";
}

static void open_file(Uploads *u, const PartHead *head)
{
    if (head->file_name_n && u->gave_up && !u->too_large && text_utf8_valid(head->name, head->name_n))
        u->too_large = head->name;
    if (!head->file_name_n || u->gave_up)         /* no file was chosen, or none is wanted any more */
        return;
    if (!head->name_n || head->name_n > NEST_NAME_BYTES || !text_utf8_valid(head->name, head->name_n)) {
        err_add(u->err, "", "a field has no valid name");
        return;
    }
    if (!text_utf8_valid(head->file_name, head->file_name_n)) {
        err_add(u->err, head->name, "the text holds characters that cannot be read");
        return;
    }
    if (u->count == UPLOADS_MOST) {
        err_add(u->err, head->name, "there are too many files");
        return;
    }
    char *path = arena_printf(u->arena, "%s/upload-XXXXXX", u->rules->upload_dir);
    u->fd = mkostemp(path, O_CLOEXEC);
    if (u->fd < 0) {
        broken_disk(u, "mkostemp");
        return;
    }
    u->now = &u->list[u->count++];
    *u->now = (Upload){ .field = head->name, .path = path, .type = claimed_type(u->arena, head->type),
                        .name = filename_clean(u->arena, head->file_name) };
    sha256_begin(&u->hash);
}

static void begin(void *ctx, const PartHead *head)
{
    Uploads *u = ctx;
    u->is_file = head->file_name != NULL;
    u->name = head->name;
    u->name_n = head->name_n;
    if (u->is_file)
        open_file(u, head);
    else
        u->text = str_make(u->arena);
}

static void write_file(Uploads *u, const char *bytes, size_t n)
{
    sha256_add(&u->hash, bytes, n);
    u->now->size += (int64_t)n;
    while (n) {
        ssize_t done = write(u->fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0) {
            broken_disk(u, "write");
            return;
        }
        bytes += done;
        n -= (size_t)done;
    }
}

static void data(void *ctx, const char *bytes, size_t n)
{
    Uploads *u = ctx;
    if (u->now) {
        write_file(u, bytes, n);
    } else if (!u->is_file) {
        u->text_bytes += (int64_t)n;
        u->over = u->over || u->text_bytes > u->rules->body_limit;
        if (!u->over)
            str_addn(&u->text, bytes, n);
    }
}

static void end(void *ctx)
{
    Uploads *u = ctx;
    if (u->now) {
        char hex[SHA256_TEXT];
        sha256_end(&u->hash, hex);
        u->now->sha256 = arena_strdup(u->arena, hex);
        close(u->fd);
        u->fd = -1;
        u->now = NULL;
    } else if (!u->is_file && !u->over) {
        nest_text(u->nest, u->name, u->name_n, u->text.s, u->text.len, u->err);
    }
}

PartSink uploads_sink(Uploads *u)
{
    return (PartSink){ .ctx = u, .begin = begin, .data = data, .end = end };
}

void uploads_give_up(Uploads *u)
{
    u->gave_up = true;
    if (u->now)
        u->too_large = u->now->field;
    drop_now(u);
}

const char *uploads_too_large(const Uploads *u) { return u->too_large ? u->too_large : ""; }

bool uploads_over(const Uploads *u) { return u->over; }

const Upload *uploads_list(const Uploads *u, size_t *ret_count)
{
    *ret_count = u->count;
    return u->count ? u->list : NULL;
}

void uploads_drop(Uploads *u)
{
    drop_now(u);
    for (size_t i = 0; i < u->count; i++)
        unlink(u->list[i].path);
    u->count = 0;
}
