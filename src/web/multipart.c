// SPDX-License-Identifier: Apache-2.0
/* One pass over multipart/form-data (RFC 7578, RFC 2046).  The buffer holds at most one piece of
 * input and the end of the one before, where a boundary may have begun. */
#include "web/multipart.h"
#include <string.h>
#include <strings.h>

enum { BUFFER = 16 * 1024, HEAD_LIMIT = 4 * 1024, BOUNDARY_LIMIT = 70 };
typedef enum State { PREAMBLE, AFTER_BOUNDARY, HEAD, DATA, CLOSED, BROKEN } State;

struct Multipart {
    Arena   *arena;
    PartSink sink;
    State    state;
    char     mark[BOUNDARY_LIMIT + 5];          /* "\r\n--boundary" */
    size_t   mark_n, len;
    char     buffer[BUFFER];
};

/* The value of `name` in "form-data; name=\"a\"; filename=b": a copy without quotes, or NULL. */
static char *parameter(Arena *a, const char *s, const char *name, size_t *ret_n)
{
    size_t name_n = strlen(name);
    while ((s = strchr(s, ';'))) {
        s += 1 + strspn(s + 1, " \t");
        size_t key_n = strcspn(s, "=;\" ");
        bool found = key_n == name_n && strncasecmp(s, name, name_n) == 0;
        s += key_n;
        if (*s != '=')
            continue;
        bool quoted = *++s == '"';
        char *out = arena_alloc(a, strlen(s) + 1);
        size_t n = 0;
        for (s += quoted; *s && (quoted ? *s != '"' : !strchr("; \t", *s)); s++) {
            if (quoted && s[0] == '\\' && s[1] == '"')
                s++;
            out[n++] = *s;
            if (quoted && strncmp(s, "%22", 3) == 0) {
                out[n - 1] = '"';
                s += 2;
            }
        }
        if (quoted && *s != '"')
            return NULL;
        s += quoted;
        if (found) {
            *ret_n = n;
            return out;
        }
    }
    return NULL;
}

Multipart *multipart_new(Arena *a, const char *content_type, PartSink sink)
{
    size_t n;
    const char *boundary = parameter(a, content_type, "boundary", &n);
    if (!boundary || !n || n > BOUNDARY_LIMIT)
        return NULL;
    Multipart *m = NEW(a, Multipart);
    m->arena = a;
    m->sink = sink;
    memcpy(m->mark, "\r\n--", 4);
    memcpy(m->mark + 4, boundary, n);
    m->mark_n = n + 4;
    memcpy(m->buffer, "\r\n", 2);               /* the first boundary opens the body: no line before it */
    m->len = 2;
    return m;
}

static void drop(Multipart *m, size_t n)
{
    m->len -= n;
    memmove(m->buffer, m->buffer + n, m->len);
}

/* Everything before the next boundary goes to the sink (in a part) or away. */
static bool up_to_boundary(Multipart *m)
{
    const char *found = memmem(m->buffer, m->len, m->mark, m->mark_n);
    size_t n = found ? (size_t)(found - m->buffer) : m->len < m->mark_n ? 0 : m->len - m->mark_n + 1;
    if (m->state == DATA && n)
        m->sink.data(m->sink.ctx, m->buffer, n);
    if (found && m->state == DATA)
        m->sink.end(m->sink.ctx);
    drop(m, found ? n + m->mark_n : n);
    if (found)
        m->state = AFTER_BOUNDARY;
    return found != NULL;
}

static bool after_boundary(Multipart *m)
{
    size_t blank = 0;
    while (blank < m->len && (m->buffer[blank] == ' ' || m->buffer[blank] == '\t'))
        blank++;
    if (blank + 2 > m->len) {
        if (blank > HEAD_LIMIT)
            m->state = BROKEN;
        return false;
    }
    if (memcmp(m->buffer + blank, "--", 2) == 0) {
        m->state = CLOSED;
    } else if (memcmp(m->buffer + blank, "\r\n", 2) == 0) {
        m->state = HEAD;
        drop(m, blank + 2);
    } else {
        m->state = BROKEN;
    }
    return true;
}

static const char *header_value(const char *line, const char *name)
{
    size_t n = strlen(name);
    if (strncasecmp(line, name, n) != 0 || line[n] != ':')
        return NULL;
    return line + n + 1 + strspn(line + n + 1, " \t");
}

static bool read_head(Multipart *m, char *head)
{
    PartHead part = { .type = "" };
    for (char *line = head, *next; line && *line; line = next) {
        next = strstr(line, "\r\n");
        if (next) {
            *next = '\0';
            next += 2;
        }
        const char *disposition = header_value(line, "Content-Disposition");
        const char *type = header_value(line, "Content-Type");
        if (disposition && strncasecmp(disposition, "form-data", 9) == 0) {
            part.name = parameter(m->arena, disposition, "name", &part.name_n);
            part.file_name = parameter(m->arena, disposition, "filename", &part.file_name_n);
        }
        if (type)
            part.type = type;
    }
    if (part.name)
        m->sink.begin(m->sink.ctx, &part);
    return part.name != NULL;
}

static bool part_head(Multipart *m)
{
    const char *end = memmem(m->buffer, m->len, "\r\n\r\n", 4);
    if (!end && m->len <= HEAD_LIMIT)
        return false;
    size_t n = end ? (size_t)(end - m->buffer) : 0;
    char *head = arena_alloc(m->arena, n + 1);
    memcpy(head, m->buffer, n);
    if (!end || n > HEAD_LIMIT || memchr(head, '\0', n) || !read_head(m, head)) {
        m->state = BROKEN;
        return true;
    }
    drop(m, n + 4);
    m->state = DATA;
    return true;
}

static bool step(Multipart *m)
{
    switch (m->state) {
    case PREAMBLE:
    case DATA:           return up_to_boundary(m);
    case AFTER_BOUNDARY: return after_boundary(m);
    case HEAD:           return part_head(m);
    case CLOSED:
    case BROKEN:         m->len = 0; return false;
    }
    return false;
}

void multipart_feed(Multipart *m, const char *bytes, size_t n)
{
    while (n) {
        size_t take = BUFFER - m->len < n ? BUFFER - m->len : n;
        memcpy(m->buffer + m->len, bytes, take);
        m->len += take;
        bytes += take;
        n -= take;
        while (step(m))
            ;
    }
}

bool multipart_finish(const Multipart *m) { return m->state == CLOSED; }
