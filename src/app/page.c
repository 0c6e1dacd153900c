// SPDX-License-Identifier: Apache-2.0
/* The faces of an answer: layout and template, JSON, problem documents, redirects. */
#include "app/page.h"
#include "app/ask_again.h"
#include "app/export.h"
#include "app/link.h"
#include "app/list.h"
#include "app/menu.h"
#include "base/blob.h"
#include "base/text.h"
#include "web/asset.h"
#include "web/filename.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the layout links to, by the name it has there. */
static const struct { const char *key, *file; } LINKED[] = {
    { "tabler", "tabler.min.css" }, { "kadr", "kadr.css" }, { "papers", "papers.css" }, { "account", "account.css" }, { "doc", "doc.css" },
    { "htmx", "htmx.min.js" }, { "script", "kadr.js" }, { "icon", "icon.svg" }, { "icons", "icons.svg" },
};
enum { LINKED_COUNT = sizeof LINKED / sizeof *LINKED, NOTICE_BYTES = 400 };

typedef struct Named { const char *name; Template *plain, *in[LANG__COUNT]; } Named;
struct Pages {
    Named      *list;
    size_t      count;
    const char *linked[LINKED_COUNT];       /* addresses that change with their content */
};

static const char PREFIX[] = "templates/";

static int by_name(const void *key, const void *item) { return strcmp(key, ((const Named *)item)->name); }

static const Template *page_find(const Pages *p, Lang lang, const char *name)
{
    const Named *found = bsearch(name, p->list, p->count, sizeof *p->list, by_name);
    return !found ? NULL : found->in[lang] ? found->in[lang] : found->plain;
}

static const Template *part_find(const Pages *p, Lang lang, const char *name)
{
    char file[100];
    snprintf(file, sizeof file, "%s.html", name);
    return page_find(p, lang, file);
}

bool pages_load(Arena *a, Pages **ret, Err *err)
{
    Pages *p = NEW(a, Pages);
    size_t n = 0;
    for (const Blob *b = blob_next(PREFIX, NULL); b; b = blob_next(PREFIX, b))
        n++;
    p->list = NEW_N(a, Named, n + 1);
    for (const Blob *b = blob_next(PREFIX, NULL); b; b = blob_next(PREFIX, b)) {
        Template *t = template_compile(a, b->name, b->bytes, err);
        if (!t)
            return false;
        p->list[p->count++] = (Named){ b->name + strlen(PREFIX), t, { NULL } };
    }
    for (size_t i = 0; i < LINKED_COUNT; i++)
        p->linked[i] = asset_url(a, LINKED[i].file);
    *ret = p;
    return true;
}

/* What templates ask for while they are put into one language. */
typedef struct Language { const Pages *pages; const I18n *i18n; Lang lang; } Language;

static const char *word(const void *ctx, const char *msgid)
{
    const Language *l = ctx;
    return i18n_text(l->i18n, l->lang, msgid);
}

static const Template *part(const void *ctx, const char *name)
{
    const Language *l = ctx;
    return part_find(l->pages, l->lang, name);
}

void pages_localise(Arena *a, Pages *p, const I18n *i18n)
{
    for (int lang = 0; lang < LANG__COUNT; lang++) {
        Language l = { p, i18n, (Lang)lang };
        MustacheEnv env = { part, word, &l };
        for (size_t i = 0; i < p->count; i++)
            p->list[i].in[lang] = template_localise(a, p->list[i].plain, &env);
        for (size_t i = 0; i < p->count; i++)
            template_link(p->list[i].in[lang], &env);
    }
}

void pages_each_text(const Pages *p, void (*see)(void *ctx, const char *msgid), void *ctx)
{
    for (size_t i = 0; i < p->count; i++)
        template_each_text(p->list[i].plain, see, ctx);
}

typedef struct RenderCx { const PageContext *pc; const Template *content; } RenderCx;

static const Template *partial(const void *ctx, const char *name)
{
    const RenderCx *r = ctx;
    return strcmp(name, "content") == 0 ? r->content : part_find(r->pc->pages, r->pc->cx->lang, name);
}

static const char *translate(const void *ctx, const char *msgid)
{
    return tr(((const RenderCx *)ctx)->pc->cx, msgid);
}

/* Under which posts the reader is here today: shown beside his name. */
static Val *standings_view(Cx *cx)
{
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < cx->actor->count; i++) {
        const Standing *s = &cx->actor->standings[i];
        if (s->ground == GROUND_SELF)
            continue;
        Val *v = val_add(list, val_map(cx->arena));
        val_put(v, "post", val_keep(cx->arena, text_capital(cx->arena, s->post_title)));
        val_put_bool(cx->arena, v, "acting", s->ground == GROUND_ACTING);
        val_put_bool(cx->arena, v, "substitute", s->ground == GROUND_SUBSTITUTE);
        val_put_bool(cx->arena, v, "absent", !s->may_write);
    }
    return list;
}

/* A sentence that is one of ours, in the reader's language; NULL for any other text. */
static const char *known_sentence(const PageContext *pc, const char *msgid)
{
    const char *text = i18n_text(pc->cx->app->i18n, LANG_AZ, msgid);
    return text == msgid ? NULL : tr(pc->cx, msgid);       /* English is the msgid itself */
}

/* A place of our own: "/letters?state=presented", never "//elsewhere". */
static bool is_own_place(const char *s)
{
    if (s[0] != '/' || s[1] == '/')
        return false;
    return strspn(s, "/?&=.#-_%+abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(s);
}

/* What the last POST said was done, and where the next one waits: three lines in the cookie.  A cookie can only pick a
 * sentence we know and a place of our own. */
static void put_notice(const PageContext *pc, Val *page)
{
    Arena *a = pc->cx->arena;
    const char *hex = http_cookie(pc->http, "kadr_notice"), *lines[3] = { "", "", "" };
    char text[NOTICE_BYTES] = "";
    size_t n = 0, line = 0;
    for (; hex && hex[0] && hex[1] && n < sizeof text - 1; hex += 2) {
        char two[3] = { hex[0], hex[1], '\0' };
        text[n++] = (char)strtol(two, NULL, 16);
    }
    for (char *rest = text; rest && line < 3;) {
        char *end = strchr(rest, '\n');
        lines[line++] = arena_strndup(a, rest, end ? (size_t)(end - rest) : strlen(rest));
        rest = end ? end + 1 : NULL;
    }
    const char *said = *lines[0] ? known_sentence(pc, lines[0]) : NULL;
    const char *label = said && *lines[2] && is_own_place(lines[1]) ? known_sentence(pc, lines[2]) : NULL;
    val_put(page, "notice", val_text(a, said));
    Val *next = val_put(page, "next", label ? val_map(a) : val_null(a));
    if (label) {
        val_put_text(a, next, "path", lines[1]);
        val_put_text(a, next, "label", label);
    }
}

/* Where it is told who sees what this page shows, for whoever may know that. */
static const char *review_link(const PageContext *pc)
{
    static const ObjectKind KINDS[] = { OBJ_LETTER, OBJ_TASK, OBJ_ORDER, OBJ_PERSON };
    const char *id = strrchr(pc->http->path, '/'), *last = pc->route ? strrchr(pc->route->path, '/') : NULL;
    Grant g;
    if (pc->failed || !last || strcmp(last, "/{id}") != 0 || !authority_holds(pc->cx, ACT_RIGHTS_READ, &g))
        return NULL;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (KINDS[i] == pc->route->object)
            return arena_printf(pc->cx->arena, "/rights/object?kind=%s&id=%s", object_kind_code(KINDS[i]), id + 1);
    return NULL;
}

/* The window's title: which letter, order or person, and what kind of page; the first text that the row names and the view has. */
static const char *title_text(const PageContext *pc, const Val *view)
{
    Arena *a = pc->cx->arena;
    const char *title = tr(pc->cx, pc->route && pc->route->title ? pc->route->title : "Kadr");
    for (const char *of = pc->route ? pc->route->of : NULL; of && *of;) {
        size_t n = strcspn(of, " ");
        const char *text = val_str(val_at(view, arena_strndup(a, of, n)));
        if (text && *text)
            return arena_printf(a, "%s · %s", text, title);
        of += n + strspn(of + n, " ");
    }
    return title;
}

static Val *page_view(const PageContext *pc, const Val *view)
{
    Cx *cx = pc->cx;
    Arena *a = cx->arena;
    Val *page = val_map(a);
    val_put(page, "lang", val_keep(a, lang_code(cx->lang)));
    val_put(page, "title", val_keep(a, title_text(pc, view)));
    val_put(page, "path", val_keep(a, pc->http->path));
    const char *q = strcmp(pc->http->path, "/search") == 0 ? val_str(val_get(pc->http->query, "q")) : NULL;
    val_put(page, "q", val_keep(a, q ? q : ""));             /* the search box says what was looked for */
    val_put_bool(a, page, "signed_in", cx->actor->user_id != 0);
    val_put(page, "user", val_keep(a, cx->actor->name));
    val_put(page, "csrf", val_keep(a, cx->actor->csrf));
    val_put(page, "nav", menu_view(cx, pc->http->path));
    val_put(page, "posts", standings_view(cx));
    put_notice(pc, page);
    val_put(page, "unsaid", form_faults(cx, pc->unsaid, NULL));
    val_put(page, "review", val_text(a, review_link(pc)));
    val_put_bool(a, page, "demo", cx->app->demo);
    val_put(page, "today", val_date(a, cx->today));
    val_put(page, "weekday", cx->lang == LANG_AZ ? val_keep(a, az_weekday(date_weekday(cx->today))) : val_null(a));
    val_put_bool(a, page, "az", cx->lang == LANG_AZ);
    val_put_bool(a, page, "en", cx->lang == LANG_EN);
    val_put_bool(a, page, "ru", cx->lang == LANG_RU);
    val_put(page, "export", export_links(cx, pc->route, pc->http->query));
    Val *linked = val_put(page, "static", val_map(a));
    for (size_t i = 0; i < LINKED_COUNT; i++)
        val_put(linked, LINKED[i].key, val_keep(a, pc->pages->linked[i]));
    return page;
}

static bool html_write(const PageContext *pc, const char *tmpl, Val *view, HttpResp *out, Err *err)
{
    Cx *cx = pc->cx;
    const Template *content = page_find(pc->pages, cx->lang, tmpl);
    const Template *layout = page_find(pc->pages, cx->lang, "layout.html");
    if (!content || !layout) {
        err_detail(err, "no template '%s'", tmpl);
        return err_set(err, ERR_INTERNAL, NULL, N_("the page is missing"));
    }
    Val *page = page_view(pc, view);
    val_put_bool(cx->arena, page, "waits", val_truthy(val_get(view, "waits")));   /* without script it comes again by itself */
    val_replace(view, "page", page);
    RenderCx r = { pc, content };
    MustacheEnv env = { partial, translate, &r };
    out->body = str_make(cx->arena);
    if (!template_render(pc->http->htmx && val_get(view, "fragment_only") ? content : layout, view, &env,
                         &out->body, err))
        return false;
    if (http_cookie(pc->http, "kadr_notice"))
        out->set_cookie[1] = cx->app->config->secure_cookies
            ? "kadr_notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"
            : "kadr_notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
    return true;
}

static void json_write(Cx *cx, const Val *view, HttpResp *out)
{
    out->type = "application/json";
    out->body = str_make(cx->arena);
    val_write_json(view, &out->body);
}

bool page_write(const PageContext *pc, const Resp *resp, int status, HttpResp *out, Err *err)
{
    out->status = status;
    out->set_cookie[0] = resp->set_cookie;
    out->set_cookie[3] = resp->keep_cookie;
    if (resp->file || resp->bytes) {
        out->type = resp->type;
        out->file = resp->file;
        out->static_body = resp->bytes;
        out->static_size = resp->size;
        if (resp->file_name)
            out->disposition = filename_disposition(pc->cx->arena, resp->download ? "attachment" : "inline",
                                                    resp->file_name);
        return true;
    }
    if (pc->http->wants_json || !pc->route->tmpl) {
        json_write(pc->cx, resp->view, out);
        return true;
    }
    return html_write(pc, pc->route->tmpl, resp->view, out, err);
}

/* What RFC 9110 calls a status; a problem document of no type of its own bears that as its title. */
static const char *status_title(int status)
{
    static const struct { int status; const char *title; } TITLES[] = {
        { 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" },
        { 405, "Method Not Allowed" }, { 408, "Request Timeout" }, { 409, "Conflict" },
        { 413, "Content Too Large" }, { 414, "URI Too Long" }, { 415, "Unsupported Media Type" },
        { 422, "Unprocessable Content" }, { 431, "Request Header Fields Too Large" },
        { 500, "Internal Server Error" }, { 503, "Service Unavailable" },
    };
    for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES; i++)
        if (TITLES[i].status == status)
            return TITLES[i].title;
    return "Error";
}

static int status_of(const PageContext *pc, const Err *err) { return pc->status ? pc->status : err_http_status(err); }

static Val *problem(const PageContext *pc, const Err *err)
{
    Cx *cx = pc->cx;
    Arena *a = cx->arena;
    Val *v = val_map(a), *faults = val_list(a);
    const char *text = err->count ? tr_fault(cx, &err->faults[0]) : "";
    val_put(v, "type", val_keep(a, "about:blank"));
    val_put(v, "title", val_keep(a, status_title(status_of(pc, err))));
    val_put_int(a, v, "status", status_of(pc, err));
    val_put(v, "kind", val_keep(a, err_kind_name(err->kind)));
    val_put(v, "detail", val_keep(a, text));
    if (err->count && err->faults[0].field[0])
        val_put_text(a, v, "field", err->faults[0].field);
    for (int i = 0; i < err->count; i++) {
        Val *f = val_add(faults, val_map(a));
        val_put_text(a, f, "field", err->faults[i].field);
        val_put(f, "code", val_keep(a, err->faults[i].msgid));
        val_put(f, "detail", val_keep(a, tr_fault(cx, &err->faults[i])));
    }
    val_put(v, "faults", faults);
    return v;
}

static const char *location_encode(Arena *a, const char *path)
{
    Str s = str_make(a);
    for (; *path; path++)
        if (strchr("/-_.~", *path) || (*path >= '0' && *path <= '9') || (*path >= 'a' && *path <= 'z')
            || (*path >= 'A' && *path <= 'Z'))
            str_addc(&s, *path);
        else
            str_addf(&s, "%%%02X", (unsigned char)*path);
    return s.s;
}

/* What a form calls a field; "" where this page has no such field. */
static const char *label_of(const PageContext *pc, const char *field)
{
    for (const Input *in = pc->route ? pc->route->inputs : NULL; in && in->field.name; in++)
        if (strcmp(in->field.name, field) == 0)
            return in->label ? tr(pc->cx, in->label) : "";
    for (const ListFilter *f = pc->filters; f && f->name; f++)
        if (strcmp(f->name, field) == 0)
            return f->input.label ? tr(pc->cx, f->input.label) : "";
    return "";
}

/* The way back from a page that is none; "" where only the desk is left.  A list keeps the filters that were good; a
 * paper that cannot be printed, or to which nothing can be done, is still there itself. */
static const char *way_back(const PageContext *pc, const Err *err)
{
    Arena *a = pc->cx->arena;
    const HttpReq *http = pc->http;
    const char *target = http->target, *paper = target ? strstr(target, "/pdf") : NULL;
    if (http->method == GET && err->kind == ERR_INVALID && strchr(target, '?')) {
        Str good = str_make(a);
        for (const Val *v = val_first(http->query); v; v = val_next(v))
            if (val_str(v) && *val_str(v) && !err_names(err, val_key(v)))
                link_add(&good, val_key(v), val_str(v));
        return arena_printf(a, "%s%s", location_encode(a, http->path), good.len ? good.s : "");
    }
    if (err->kind == ERR_CONFLICT && paper && strcmp(paper, "/pdf") == 0)
        return arena_strndup(a, target, (size_t)(paper - target));
    const char *id = http->method == POST && pc->route ? strstr(pc->route->path, "{id}") : NULL;
    if (!id || !route_page(arena_strndup(a, pc->route->path, (size_t)(id - pc->route->path) + 4)))
        return "";
    const char *number = http->path + (id - pc->route->path);        /* before the first {id} a path is as its row has it */
    return location_encode(a, arena_strndup(a, http->path, (size_t)(number - http->path) + strcspn(number, "/")));
}

/* For people: every fault beside the words its field wears, never its name; the first is the heading already, and is
 * said again only with such words. */
static void put_said(const PageContext *pc, const Err *err, Val *view)
{
    Arena *a = pc->cx->arena;
    Val *said = val_put(view, "said", val_list(a));
    for (int i = 0; i < err->count; i++) {
        const char *label = label_of(pc, err->faults[i].field);
        if (i == 0 && !*label)
            continue;
        Val *f = val_add(said, val_map(a));
        val_put(f, "label", val_keep(a, label));
        val_put(f, "detail", val_keep(a, tr_fault(pc->cx, &err->faults[i])));
    }
    val_put(view, "back", val_keep(a, way_back(pc, err)));
    val_put(view, "again", ask_again(pc, err));
}

void page_error(const PageContext *pc, const Err *err, HttpResp *out)
{
    Cx *cx = pc->cx;
    Val *view = problem(pc, err);
    Err inner = { 0 };
    PageContext failed = *pc;
    failed.failed = true;
    *out = (HttpResp){ .status = status_of(pc, err), .retry_after = err->kind == ERR_BUSY ? 2 : 0 };
    if (pc->http->wants_json || pc->http->json_body) {
        json_write(cx, view, out);
        out->type = "application/problem+json";
        return;
    }
    if (err->kind == ERR_SIGN_IN && cx->actor->held && !pc->http->htmx) {
        out->status = 303;
        out->location = cx->actor->held;
        return;
    }
    if (err->kind == ERR_SIGN_IN && !pc->http->htmx) {
        out->status = 303;
        const char *form = pc->http->method == GET ? "" : way_back(pc, err);
        out->location = pc->http->method == GET
            ? arena_printf(cx->arena, "/sign-in?next=%s", location_encode(cx->arena, pc->http->target))
            : arena_printf(cx->arena, "/sign-in?next=%s&lost=1", *form ? form : "/");
        return;
    }
    put_said(pc, err, view);
    if (html_write(&failed, "error.html", view, out, &inner))
        return;
    out->type = "text/plain; charset=utf-8";
    out->body = str_make(cx->arena);
    str_add(&out->body, err->count ? tr_fault(cx, &err->faults[0]) : "error");
}

static const char *notice_cookie(Arena *a, const Resp *resp, bool secure)
{
    const char *said = resp->next ? arena_printf(a, "%s\n%s\n%s", resp->notice, resp->next, resp->next_label) : resp->notice;
    if (strlen(said) >= NOTICE_BYTES)
        said = resp->notice;
    Str s = str_make(a);
    str_add(&s, "kadr_notice=");
    for (const char *p = said; *p; p++)
        str_addf(&s, "%02x", (unsigned char)*p);
    str_add(&s, "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
    str_add(&s, secure ? "; Secure" : "");
    return s.s;
}

void page_done(const PageContext *pc, const Resp *resp, HttpResp *out)
{
    Arena *a = pc->cx->arena;
    out->set_cookie[0] = resp->set_cookie;
    out->set_cookie[3] = resp->keep_cookie;
    if (pc->http->wants_json || pc->http->json_body) {
        Val *view = resp->view ? resp->view : val_map(a);
        if (resp->created_id)
            val_put_int(a, view, "id", resp->created_id);
        if (resp->redirect)
            val_put_text(a, view, "location", resp->redirect);
        out->status = resp->created_id ? 201 : 200;
        json_write(pc->cx, view, out);
        return;
    }
    out->status = 303;
    out->location = resp->redirect ? resp->redirect : "/";
    if (resp->notice)
        out->set_cookie[1] = notice_cookie(a, resp, pc->cx->app->config->secure_cookies);
}
