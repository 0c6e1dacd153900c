// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FORM_KEY_H
#define APP_FORM_KEY_H
#include "app/area.h"

/* The one-time key of a form: a form sent twice does its work once, and the second sending gets the
 * first result.  The key is claimed in the transaction of the work itself, so that two sendings at the
 * same moment cannot both do it, and one that failed leaves the key unused. */
typedef struct FormKey {
    const char *key;          /* as sent; NULL: the form has none */
    bool        claimed;      /* in the transaction that is open, or in one that is durable */
} FormKey;

/* The key of a submitted form, for a signed-in sender. */
FormKey form_key_of(const Cx *cx, const Val *form);
/* The result of the first sending: redirect, notice and created_id of *ret.
 *   ret_found  false: it is the first */
bool form_key_find(Cx *cx, const FormKey *k, Resp *ret, bool *ret_found, Err *err);
/* Takes the key; another transaction that has taken it is waited for.
 *   ret_mine  false: it is taken, form_key_find has the result */
bool form_key_claim(Cx *cx, FormKey *k, bool *ret_mine, Err *err);
/* Keeps what a second sending will get.  A form that was only taken a step further (a page in answer, and
 * nowhere to go) leaves its key unused. */
bool form_key_keep(Cx *cx, const FormKey *k, const Resp *resp, Err *err);
/* Forgets the keys of forms that nobody sends again. */
bool form_key_sweep(Cx *cx, Err *err);
#endif
