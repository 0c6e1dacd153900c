// SPDX-License-Identifier: Apache-2.0
/* What came over the wire to HttpReq, strictly. */
#include "base/text.h"
#include "web/accept.h"
#include "web/decode.h"
#include "web/form.h"
#include "web/server_in.h"
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct Heads {
    Arena      *arena;
    HttpReq    *req;
    const char *cookie, *content_type, *content_length, *expect, *encoding, *htmx;
    int         lengths, hosts;
    bool        text;             /* every value is valid UTF-8 */
} Heads;

static enum MHD_Result one_head(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    Heads *h = cls;
    const struct { const char *name, **to; } wanted[] = {
        { "Accept", &h->req->accept }, { "Accept-Language", &h->req->accept_language },
        { "Authorization", &h->req->authorization }, { "If-None-Match", &h->req->if_none_match },
        { "Host", &h->req->host }, { "Origin", &h->req->origin }, { "Referer", &h->req->referer },
        { "Cookie", &h->cookie }, { "Content-Type", &h->content_type },
        { "Content-Length", &h->content_length }, { "Transfer-Encoding", &h->encoding },
        { "Expect", &h->expect }, { "HX-Request", &h->htmx }, { "User-Agent", &h->req->user_agent },
    };
    if (!value)
        return MHD_YES;
    h->lengths += strcasecmp(name, "Content-Length") == 0;
    h->hosts += strcasecmp(name, "Host") == 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strcasecmp(name, wanted[i].name) == 0 && !*wanted[i].to) {
            h->text = h->text && text_utf8_valid(value, strlen(value));
            *wanted[i].to = arena_strdup(h->arena, value);
        }
    return MHD_YES;
}

static void bad_target(Call *call)
{
    call->status = 400;
    err_set(&call->err, ERR_INVALID, "", "the address cannot be read");
}

static void bad_head(Call *call)
{
    call->status = 400;
    err_set(&call->err, ERR_INVALID, "", "a header line cannot be read");
}

static void read_target(Call *call)
{
    HttpReq *req = &call->x.req;
    Arena *a = call->x.arena;
    Nest query = nest_make(a);
    const char *target = call->peer->target ? call->peer->target : "";
    size_t n = strlen(target);
    bool plain = *target == '/';
    for (const char *s = target; *s; s++)
        plain = plain && *s > ' ' && *s <= '~';
    req->target = plain ? arena_strdup(a, target) : "/";
    req->path = "/";
    req->query = nest_value(&query);
    if (!plain) {
        bad_target(call);
        return;
    }
    size_t path_n = strcspn(target, "?");
    char *path;
    size_t len;
    bool readable = decode_percent(a, target, path_n, false, &path, &len) && text_utf8_valid(path, len);
    for (size_t i = 0; readable && i < len; i++)
        readable = (unsigned char)path[i] >= ' ' && path[i] != 0x7F;
    if (!readable) {
        bad_target(call);
        return;
    }
    req->path = path;
    if (path_n < n && !query_read(&query, target + path_n + 1, n - path_n - 1, &call->err))
        call->status = query.malformed ? 400 : err_http_status(&call->err);
    req->query = nest_value(&query);
}

static const char *address_text(Arena *a, struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[NI_MAXHOST] = "";
    if (info && info->client_addr) {
        socklen_t n = info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                               : sizeof(struct sockaddr_in);
        if (getnameinfo(info->client_addr, n, text, sizeof text, NULL, 0, NI_NUMERICHOST))
            text[0] = '\0';
    }
    return arena_strdup(a, text);
}

void request_read(Call *call, const char *method)
{
    Arena *a = call->x.arena;
    HttpReq *req = &call->x.req;
    Heads h = { .arena = a, .req = req, .text = true };
    req->method = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ? GET
                : strcmp(method, "POST") == 0 ? POST : OTHER_METHOD;
    int lines = MHD_get_connection_values(call->connection, MHD_HEADER_KIND, one_head, &h);
    lines += MHD_get_connection_values(call->connection, MHD_COOKIE_KIND, NULL, NULL);
    const union MHD_ConnectionInfo *head =
        MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    size_t cookies = h.cookie ? strlen(h.cookie) : 0;     /* MHD keeps a copy that it cuts up */
    call->too_long = head->header_size + cookies + (size_t)lines * LINE_BYTES > HEAD_BYTES;
    read_target(call);
    free(call->peer->target);
    call->peer->target = NULL;
    req->address = address_text(a, call->connection);
    req->cookies = cookie_parse(a, h.cookie, &req->cookie_count);
    req->wants_json = accept_prefers_json(req->accept);
    req->htmx = h.htmx != NULL;
    call->announced = h.content_length ? strtoll(h.content_length, NULL, 10) : 0;
    call->expects = h.expect && strcasecmp(h.expect, "100-continue") == 0;
    if (!h.text)
        bad_head(call);
    /* Two lengths, or a length beside chunks: two programs on the way could read two requests. */
    if (h.lengths > 1 || h.hosts > 1 || (h.encoding && (h.lengths || strcasecmp(h.encoding, "chunked") != 0)))
        bad_head(call);
    call->body = body_new(a, h.content_type, req->method == POST, &call->loop->server->rules);
    req->json_body = body_is_json(call->body);
}

void request_body_done(Call *call)
{
    HttpReq *req = &call->x.req;
    Err err = { 0 };
    int status = body_finish(call->body, &err);
    if (req->method == POST) {
        req->form = body_form(call->body);
        req->uploads = body_uploads(call->body, &req->upload_count);
    }
    if (status && !call->status) {
        call->status = status;
        call->err = err;
    }
}
