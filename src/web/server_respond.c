// SPDX-License-Identifier: Apache-2.0
/* HttpResp to the wire, with the headers no page may be without. */
#include "web/server_in.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct { const char *name, *value; } ALWAYS[] = {
    { "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
};

/* Whether one entity tag of If-None-Match is `etag`; the weak comparison of RFC 9110. */
static bool tag_matches(const char *list, const char *etag)
{
    size_t n;
    if (strncmp(etag, "W/", 2) == 0)
        etag += 2;
    n = strlen(etag);
    while (*list) {
        list += strspn(list, ", \t");
        if (*list == '*')
            return true;
        if (strncmp(list, "W/", 2) == 0)
            list += 2;
        if (strncmp(list, etag, n) == 0 && strchr(", \t", list[n]))
            return true;
        list += strcspn(list, ",");
    }
    return false;
}

static bool put(struct MHD_Response *r, const char *name, const char *value, Err *err)
{
    if (!value || MHD_add_response_header(r, name, value) == MHD_YES)
        return true;
    err_set(err, ERR_INTERNAL, "", "the answer could not be made");
    return err_detail(err, "header %s: %s", name, value);
}

static struct MHD_Response *from_file(const char *path, Err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode)) {
        err_set(err, ERR_INTERNAL, "", "the file could not be read");
        err_detail(err, "%s: %s", path, strerror(fd < 0 ? errno : EINVAL));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct MHD_Response *r = MHD_create_response_from_fd64((uint64_t)st.st_size, fd);
    if (!r)
        close(fd);
    return r;
}

static struct MHD_Response *content(const HttpResp *resp, Err *err)
{
    struct MHD_Response *r = NULL;
    if (resp->file)
        r = from_file(resp->file, err);
    else if (resp->static_body)
        r = MHD_create_response_from_buffer(resp->static_size, (void *)(uintptr_t)resp->static_body,
                                            MHD_RESPMEM_PERSISTENT);
    else
        r = MHD_create_response_from_buffer(resp->body.len, resp->body.len ? resp->body.s : NULL,
                                            MHD_RESPMEM_PERSISTENT);
    if (!r)
        err_set(err, ERR_INTERNAL, "", "the answer could not be made");
    return r;
}

static bool put_heads(struct MHD_Response *r, const Call *call, bool has_content, Err *err)
{
    const HttpResp *resp = &call->x.resp;
    bool ok = true;
    for (size_t i = 0; i < sizeof ALWAYS / sizeof *ALWAYS; i++)
        ok = ok && put(r, ALWAYS[i].name, ALWAYS[i].value, err);
    if (call->loop->server->config.tls)
        ok = ok && put(r, "Strict-Transport-Security", "max-age=31536000", err);
    ok = ok && put(r, "Cache-Control", resp->cache ? resp->cache : "no-store", err);
    ok = ok && put(r, "ETag", resp->etag, err);
    ok = ok && put(r, "Location", resp->location, err);
    ok = ok && put(r, "Allow", resp->allow, err);
    if (resp->cache && !resp->static_body)
        ok = ok && put(r, "Vary", "Accept, Accept-Language, Cookie, HX-Request", err);
    if (has_content) {
        ok = ok && put(r, "Content-Type", resp->type ? resp->type : "text/html; charset=utf-8", err);
        ok = ok && put(r, "Content-Encoding", resp->encoding, err);
        ok = ok && put(r, "Content-Disposition", resp->disposition, err);
    }
    for (size_t i = 0; ok && i < sizeof resp->set_cookie / sizeof *resp->set_cookie; i++)
        ok = put(r, "Set-Cookie", resp->set_cookie[i], err);
    if (resp->retry_after > 0) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%d", resp->retry_after);
        ok = ok && put(r, "Retry-After", seconds, err);
    }
    if (atomic_load(&call->loop->server->closing))
        ok = ok && put(r, "Connection", "close", err);
    return ok;
}

static enum MHD_Result send_out(Call *call, Err *err)
{
    HttpResp *resp = &call->x.resp;
    unsigned status = resp->status ? (unsigned)resp->status : 200;
    bool same = status == 200 && call->x.req.method == GET && resp->etag && call->x.req.if_none_match &&
                tag_matches(call->x.req.if_none_match, resp->etag);
    struct MHD_Response *r = content(resp, err);          /* of a 304 only its length is told */
    if (!r)
        return MHD_NO;
    enum MHD_Result result = MHD_NO;
    if (put_heads(r, call, !same && status != 204, err))
        result = MHD_queue_response(call->connection, same ? 304 : status, r);
    MHD_destroy_response(r);
    return result;
}

enum MHD_Result respond(Call *call)
{
    Err err = { 0 };
    enum MHD_Result result = send_out(call, &err);
    if (err.kind == ERR_NONE)
        return result;
    call->err = err;
    call->status = 500;
    return respond_refused(call);
}

/* Without the application's help: only what always works. */
enum MHD_Result respond_plain(Call *call, unsigned status)
{
    struct MHD_Response *r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!r)
        return MHD_NO;
    enum MHD_Result result = MHD_NO;
    if (MHD_add_response_header(r, "Connection", "close") == MHD_YES)
        result = MHD_queue_response(call->connection, status, r);
    MHD_destroy_response(r);
    return result;
}

enum MHD_Result respond_refused(Call *call)
{
    const ServerConfig *config = &call->loop->server->config;
    if (!config->refuse)
        return respond_plain(call, (unsigned)call->status);
    call->x.resp = (HttpResp){ .status = call->status, .body = str_make(call->x.arena) };
    config->refuse(config->app, &call->x, &call->err);
    if (call->x.resp.status == err_http_status(&call->err))
        call->x.resp.status = call->status;               /* 400 and 415 are INVALID too, but tell more */
    Err err = { 0 };
    enum MHD_Result result = send_out(call, &err);
    return err.kind == ERR_NONE ? result : respond_plain(call, (unsigned)call->status);
}
