// SPDX-License-Identifier: Apache-2.0
#include "web/test_app.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void echo(Exchange *x)
{
    static const char *const METHODS[] = { "GET", "POST", "OTHER" };
    Arena *a = x->arena;
    const HttpReq *req = &x->req;
    Str *out = &x->resp.body;
    str_addf(out, "%s ", METHODS[req->method]);
    Val *view = val_map(a);
    val_put_text(a, view, "path", req->path);
    val_put_text(a, view, "target", req->target);
    val_put_text(a, view, "address", req->address);
    val_put_bool(a, view, "json", req->json_body);
    val_put_bool(a, view, "wants_json", req->wants_json);
    val_put_bool(a, view, "htmx", req->htmx);
    val_put_text(a, view, "session", http_cookie(req, COOKIE_SESSION));
    Val *files = val_put(view, "uploads", val_list(a));
    for (size_t i = 0; i < req->upload_count; i++) {
        Val *f = val_add(files, val_map(a));
        val_put_text(a, f, "field", req->uploads[i].field);
        val_put_text(a, f, "name", req->uploads[i].name);
        val_put_text(a, f, "type", req->uploads[i].type);
        val_put_text(a, f, "sha256", req->uploads[i].sha256);
        val_put_int(a, f, "size", req->uploads[i].size);
        val_put_bool(a, f, "there", access(req->uploads[i].path, R_OK) == 0);
    }
    val_write_json(view, out);
    str_add(out, " query=");
    val_write_json(req->query, out);
    if (req->form) {
        str_add(out, " form=");
        val_write_json(req->form, out);
    }
    x->resp.type = "text/plain; charset=utf-8";
}

static void *answer_one(void *arg)
{
    Exchange *x = arg;
    str_addf(&x->resp.body, "by another thread %s", x->req.path);
    exchange_answer(x);
    return NULL;
}

static bool later(TestApp *t, Exchange *x)
{
    pthread_mutex_lock(&t->lock);
    t->later[t->later_count++] = x;
    pthread_cond_broadcast(&t->change);
    pthread_mutex_unlock(&t->lock);
    return false;
}

static bool by_thread(TestApp *t, Exchange *x)
{
    pthread_mutex_lock(&t->lock);
    t->threaded++;
    pthread_cond_broadcast(&t->change);
    pthread_mutex_unlock(&t->lock);
    pthread_t thread;
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&thread, &detached, answer_one, x))
        abort();
    pthread_attr_destroy(&detached);
    return false;
}

static void take(TestApp *t, Exchange *x)
{
    const char *to = arena_printf(x->arena, "%s/taken", t->dir);
    if (x->req.upload_count && rename(x->req.uploads[0].path, to) == 0)
        str_add(&x->resp.body, "taken");
}

static bool handle(void *app, Exchange *x)
{
    static const char FIXED[] = "fixed bytes";
    TestApp *t = app;
    const char *path = x->req.path;
    if (strcmp(path, "/later") == 0)
        return later(t, x);
    if (strcmp(path, "/thread") == 0)
        return by_thread(t, x);
    if (strcmp(path, "/early") == 0) {
        str_add(&x->resp.body, "early");
        exchange_answer(x);
        return false;
    }
    if (strcmp(path, "/hello") == 0) {
        str_add(&x->resp.body, "hello");
    } else if (strcmp(path, "/etag") == 0) {
        x->resp.etag = "\"abc\"";
        str_add(&x->resp.body, "tagged");
    } else if (strcmp(path, "/file") == 0) {
        x->resp.file = arena_printf(x->arena, "%s/%s", t->dir, val_str(val_get(x->req.query, "name")));
    } else if (strcmp(path, "/static") == 0) {
        x->resp = (HttpResp){ .static_body = FIXED, .static_size = sizeof FIXED - 1, .encoding = "gzip",
                              .cache = "public, max-age=60", .type = "text/css" };
    } else if (strcmp(path, "/cookie") == 0) {
        x->resp.set_cookie[0] = cookie_session(x->arena, "T0ken", true);
        x->resp.set_cookie[1] = "lang=az; Path=/";
        x->resp.status = 303;
        x->resp.location = "/hello";
    } else if (strcmp(path, "/forbidden-header") == 0) {
        x->resp.location = "/a\r\nSet-Cookie: stolen=1";
    } else if (strcmp(path, "/not-allowed") == 0) {
        x->resp.status = 405;
        x->resp.allow = "GET";
        x->resp.retry_after = 7;
    } else if (strcmp(path, "/empty") == 0) {
        x->resp.status = 204;
    } else if (strcmp(path, "/take") == 0) {
        take(t, x);
    } else {
        echo(x);
    }
    return true;
}

static void refuse(void *app, Exchange *x, const Err *err)
{
    TestApp *t = app;
    pthread_mutex_lock(&t->lock);
    t->refusals++;
    pthread_mutex_unlock(&t->lock);
    x->resp.status = err_http_status(err);                /* as the application does */
    str_addf(&x->resp.body, "%s", err_kind_name(err->kind));
    for (int i = 0; i < err->count; i++)
        str_addf(&x->resp.body, " [%s: %s]", err->faults[i].field, err->faults[i].msgid);
    if (x->req.form) {
        str_add(&x->resp.body, " form=");
        val_write_json(x->req.form, &x->resp.body);
    }
}

void test_app_start(TestApp *t, const ServerConfig *limits)
{
    *t = (TestApp){ .dir = "/tmp/kadr-web-XXXXXX" };
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->change, NULL);
    if (!mkdtemp(t->dir))
        abort();
    ServerConfig config = *limits;
    config.listen = "127.0.0.1:0";
    config.upload_dir = t->dir;
    config.handle = handle;
    config.refuse = refuse;
    config.app = t;
    config.threads = limits->threads ? limits->threads : 2;
    config.body_limit = limits->body_limit ? limits->body_limit : 64 * 1024;
    config.upload_limit = limits->upload_limit ? limits->upload_limit : 1024 * 1024;
    config.header_seconds = limits->header_seconds ? limits->header_seconds : 30;
    config.body_seconds = limits->body_seconds ? limits->body_seconds : 30;
    config.connection_limit = limits->connection_limit ? limits->connection_limit : 500;
    Err err = { 0 };
    if (!server_start(&config, &t->server, &err)) {
        fprintf(stderr, "%s: %s\n", err.faults[0].msgid, err.detail);
        exit(1);
    }
    t->port = server_port(t->server);
}

void test_app_stop(TestApp *t, int seconds)
{
    server_stop(t->server, seconds);
    t->server = NULL;
}

void test_app_end(TestApp *t)
{
    if (t->server)
        test_app_stop(t, 5);
    DIR *d = opendir(t->dir);
    for (struct dirent *e; d && (e = readdir(d));)
        unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        closedir(d);
    rmdir(t->dir);
    pthread_mutex_destroy(&t->lock);
    pthread_cond_destroy(&t->change);
}

int test_app_files(const TestApp *t)
{
    int count = 0;
    DIR *d = opendir(t->dir);
    for (struct dirent *e; d && (e = readdir(d));)
        count += e->d_name[0] != '.';
    if (d)
        closedir(d);
    return count;
}

void later_wait(TestApp *t, int count)
{
    pthread_mutex_lock(&t->lock);
    while (t->later_count < count)
        pthread_cond_wait(&t->change, &t->lock);
    pthread_mutex_unlock(&t->lock);
}

void threaded_wait(TestApp *t, int count)
{
    pthread_mutex_lock(&t->lock);
    while (t->threaded < count)
        pthread_cond_wait(&t->change, &t->lock);
    pthread_mutex_unlock(&t->lock);
}

void later_answer(TestApp *t)
{
    pthread_mutex_lock(&t->lock);
    for (int i = 0; i < t->later_count; i++) {
        str_add(&t->later[i]->resp.body, "answered later");
        exchange_answer(t->later[i]);
    }
    t->later_count = 0;
    pthread_mutex_unlock(&t->lock);
}
