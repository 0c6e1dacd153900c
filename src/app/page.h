// SPDX-License-Identifier: Apache-2.0
#ifndef APP_PAGE_H
#define APP_PAGE_H
#include "app/app.h"

/* Turns a view or an error into an HTTP answer: HTML inside the layout, or JSON. */
typedef struct Pages Pages;         /* every template, compiled once */

bool pages_load(Arena *a, Pages **ret, Err *err);
/* Keeps each template in each language's words too: a server draws from these, without looking words up. */
void pages_localise(Arena *a, Pages *p, const I18n *i18n);
void pages_each_text(const Pages *p, void (*see)(void *ctx, const char *msgid), void *ctx);

typedef struct PageContext {
    Cx            *cx;
    const Pages   *pages;
    const HttpReq *http;
    const Route   *route;           /* NULL: no such page */
    bool           failed;          /* what is shown is a failure: there is nothing to review */
    int            status;          /* of a failure, when the server has given its own; 0: that of its kind */
    const struct ListFilter *filters;   /* of a list that could not be read; NULL: it was none */
    const Err     *unsaid;          /* what was wrong with a form that the page no longer shows; NULL: nothing */
} PageContext;

/* A page of 200 (or `status`): `view` through the route's template, or as JSON. */
bool page_write(const PageContext *pc, const Resp *resp, int status, HttpResp *out, Err *err);
/* The answer to a failure: RFC 9457 problem document, or the error page.  Cannot fail. */
void page_error(const PageContext *pc, const Err *err, HttpResp *out);
/* After a POST: 303 with the notice in a cookie, or 201/200 as JSON. */
void page_done(const PageContext *pc, const Resp *resp, HttpResp *out);
#endif
