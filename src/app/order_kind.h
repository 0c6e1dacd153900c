// SPDX-License-Identifier: Apache-2.0
#ifndef APP_ORDER_KIND_H
#define APP_ORDER_KIND_H
#include "app/form.h"

/* A kind of personnel order item, contributed by an area as a row.  Drafts, visas, signature,
 * numbering, registration, extracts and undoing come from the area `order`. */

/* The item being composed, previewed or registered. */
typedef struct OrderItem {
    int64_t     person_id;
    const void *record;           /* filled from the item's parameters by the kind's inputs */
    const char *field;            /* prefix of its form fields: "items.0" */
    Date        order_date;       /* the signing day; today in a preview */
} OrderItem;

typedef struct OrderKind {
    const char  *code;            /* "appoint" */
    const char  *title;           /* msgid */
    const char  *series;          /* "personnel", "leave", "trip", "general": an order never mixes them */
    const char  *clause;          /* regulation */
    const char  *norm;            /* act cited in the preamble, Azerbaijani, in the nominative: "…Qanunu" */
    const Input *inputs;          /* parameters of one item */
    size_t       record_size;
    /* Puts the dynamic choices of a form into it (vacant seats, ...); may be NULL.  The record holds
     * whatever could be read so far. */
    bool (*choices)(Cx *cx, const OrderItem *item, Val *form, Err *err);
    /* Checks the rules of today and normalises the item into the ledger's effects
     * (areas/ledger/ledger.h makes each); faults name item->field + ".seat_id".
     * Warnings of [A] and UNVERIFIED rules go to `warnings` and need a reason to pass: each is a
     * msgid, or a map {msgid, args: [texts]}. */
    bool (*effects)(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err);
    /* The Azerbaijani text of the item, as it stands in the act. */
    bool (*text)(Cx *cx, const OrderItem *item, const char **ret_text, Err *err);
    /* Papers without which it may not be registered: msgids, NULL at the end. */
    const char *const *required_papers;
    const char  *heading;         /* what an order of such items alone is about, Azerbaijani: "… haqqında"; may be NULL */
    /* Until when (the last day) the person may contest the item, made known to him on a day; *ret_rule stays NULL when no rule
     * of his service names a term.  NULL: nobody contests such an item. */
    bool (*contest)(Cx *cx, int64_t person, Date known, Date *ret_last, const char **ret_rule, Err *err);
} OrderKind;
#endif
