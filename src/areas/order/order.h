// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_ORDER_ORDER_H
#define AREAS_ORDER_ORDER_H
#include "app/app.h"
#include "app/list.h"

/* Orders: drafted, visaed, signed, registered, made known.  Registering is the only way in which an
 * order changes anything: number, ledger entries and journal entry commit together.
 *
 *   draft ─► visa ─► to_sign ─► signed ─► registered          returned by a visa or the signer: draft again
 *   draft ─► signed ─► registered                             a paper order of a past year (historical)
 *
 * The kinds of items come from other areas as OrderKind rows (app/order_kind.h); `annul` and `correct`
 * are here.  Source: regulation 3.1.9, 3.1.17, 3.1.18, 5.10.2, 6.1.5, 6.1.11. */
extern const Area     order_area;
extern const ListSpec
    ORDER_LIST; /* filters also for counters: to_visa (seat), to_sign, to_register, drafter */

enum { ORDER_ITEMS = 40, ORDER_BASES = 12 };

typedef struct Order {
    int64_t     id;
    const char *series, *state;
    bool        historical;
    int64_t     year, serial;
    const char *number;               /* "137-k"; "" until registered */
    const char *heading, *body;       /* body: canonical JSON of what was typed */
    const char *persons, *basis;      /* summaries for lists */
    int64_t     drafter, drafter_seat;
    int64_t     visa_seat, round;     /* whose visa it waits for; how often it went round */
    const char *text;                 /* the frozen words, "" before */
    const char *text_sha, *draft_pdf; /* hashes: of the words, and of the PDF that is signed */
    Date        signed_on;            /* the order's date; DATE_FOREVER: not yet */
    int64_t     signer;
    const char *signature, *authority;
    const char *scan;                 /* the ink copy, or the paper of a historical order */
    Date        registered;
    int64_t     registered_by;
    bool        late;                 /* registered after the day it was signed */
    const char *pdf;
    Instant     created, changed;
    int64_t     changed_by, version;
    bool        walled;               /* rests on a complaint, and is closed to whom it is about (app/wall.h) */
} Order;
extern const Field ORDER_FIELDS[];

bool order_get(Cx *cx, int64_t id, Order *ret, Err *err);                 /* NOT_FOUND */

/* What a draft holds, as a form or a JSON body sends it:
 *   heading, control_seat, historical, old_number, old_date,
 *   items: [{kind, person_id, reason, papers: {p0: "1"}, and the kind's own parameters}],
 *   basis: [{letter | letter_id, text, number, dated}]
 *
 * Saves it: a new draft when `id` is 0, otherwise the next version of a draft.
 *   version  the one that was read; 0 with a new draft
 *   errors   INVALID  "heading", "items.N.kind" unknown, or of another series than the first item's;
 *                     "items.N.person_id"; the kind's own parameters; "basis.0.text" no basis at all;
 *                     "basis.N.letter" unknown; "old_number", "old_date" of a historical order
 *            CONFLICT "version" somebody saved meanwhile (who); or it is no draft any more
 *   effect   orders, order_item, order_basis, order_version; reader "drafter"; journal "order.draft" */
bool order_save(Cx *cx, int64_t id, int64_t version, const Val *form, const char *scan, const Grant *grant,
                int64_t *ret_id, Err *err);

/* The words of an order frozen into a PDF in the file store: made before the write that needs it, never
 * in the writer. */
typedef struct OrderPaper {
    int64_t     order, version;
    const char *text, *text_sha, *pdf;
    const char *number;               /* final paper: the number printed on it */
    int64_t     serial;
} OrderPaper;
/* Without number and date: what the last visa freezes and the signer signs. */
bool order_paper(Cx *cx, int64_t id, OrderPaper *ret, Err *err);
/* With date, visas, signature and the next number of the series; `serial` 0: read the counter. */
bool order_final_paper(Cx *cx, int64_t id, int64_t serial, OrderPaper *ret, Err *err);

/* Sends a draft on its way: the drafter's visa is given by it, the first open step is found.
 *   errors  CONFLICT no draft, another version; everything a registration would refuse today;
 *           INVALID "items.N.reason" a warning without a reason
 *   source  regulation 3.1.17; data/order_visas.csv */
bool order_submit(Cx *cx, int64_t id, int64_t version, const OrderPaper *paper, const Grant *grant, Err *err);
/* Endorses, or returns to the drafter with a remark.  A step whose seat is vacant or away is skipped on
 * that ground, but the head's goes to his 5.5 substitute; one person gives one visa; nobody visas as a
 * later step what he drafted, nor what rests on a complaint about him: such a draft is closed to him until it is registered.
 *   errors  CONFLICT no visa is due; DENIED it is another seat's; INVALID "remark" */
bool order_visa(Cx *cx, int64_t id, bool endorse, const char *remark, const OrderPaper *paper,
                const Grant *grant, Err *err);
/* Passes the step that is due over, when nobody can give that visa today: its officer went away or left
 * after the order had reached him.  By the drafter or his chiefs.
 *   errors  CONFLICT no visa is due, or it can be given */
bool order_forward(Cx *cx, int64_t id, const OrderPaper *paper, const Grant *grant, Err *err);
/* The signature over the frozen PDF; its day is the order's date.
 *   hash    SHA-256 of what the signer saw
 *   errors  CONFLICT not to be signed; "hash" the paper changed meanwhile; DENIED who drafted it */
bool order_sign(Cx *cx, int64_t id, const char *hash, const char *scan, const Grant *grant, Err *err);
/* The signer sends it back to the drafter. */
bool order_refuse(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err);
/* Notes the required papers the keeper has seen: form.papers.iN.pK.  In the registration's transaction. */
bool order_papers_seen(Cx *cx, int64_t id, const Val *form, Err *err);
/* Number, facts and journal in one transaction.  Everything is checked again as of now.
 *   paper   made by order_final_paper; its number must still be the next one (*ret_serial says which is)
 *   errors  CONFLICT not signed; "items.N…" what the ledger or the kind refuses; INVALID "items.N.papers.pK"
 *   effect  the ledger, order_item.input, order_counter, reader "named"; journal "order.register" */
bool order_register(Cx *cx, int64_t id, const OrderPaper *paper, const Grant *grant, int64_t *ret_serial,
                    Err *err);

/* Notes that a person has read his item: his own act, or an officer's note of a paper signature, or of a
 * refusal with its act.  The terms of complaint start there.
 *   errors  DENIED another person's item; CONFLICT noted already; INVALID "act", "at" */
typedef struct Acquainting { bool refused; const char *act; Date at; } Acquainting;
bool order_acquaint(Cx *cx, int64_t id, int64_t item, const Acquainting *in, const Grant *grant, Err *err);
#endif
