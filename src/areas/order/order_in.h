// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_ORDER_ORDER_IN_H
#define AREAS_ORDER_ORDER_IN_H
#include "app/i18n.h"
#include "areas/ledger/ledger.h"
#include "areas/order/order.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "doc/doc.h"

/* Private to this area. */

extern const FindKind ORDER_FINDS[];        /* list_web.c */

/* ---- series and steps: data (series.c) ------------------------------------- */

typedef struct OrderSeries {
    const char *code, *title_az, *title_en, *suffix;
    int64_t     retention_years;
    const char *keeper, *basis, *confidence;
    const char *heading;             /* of an order of several kinds of items */
} OrderSeries;
typedef struct VisaRule { const char *series, *kind; int64_t step; const char *post_kind, *unit, *clause; } VisaRule;
typedef struct OrderData {
    const OrderSeries *series;
    size_t             series_count;
    const VisaRule    *visas;
    size_t             visa_count;
} OrderData;

bool               order_data_load(App *app, Arena *a, void **ret_state, Err *err);   /* Area.start */
const OrderData   *order_data(const Cx *cx);
const OrderSeries *order_series(const Cx *cx, const char *code);           /* NULL: unknown */
const char        *series_title(const Cx *cx, const OrderSeries *s);

/* ---- kinds of items (kinds.c) ------------------------------------------------ */

extern const OrderKind ORDER_UNDO_KINDS[];
const OrderKind *order_kind_find(const char *code);                        /* NULL: unknown */
/* May an item of this kind stand in an order of the series?  Undoing stands in any. */
bool             order_kind_fits(const OrderKind *kind, const char *series);
bool             kind_undoes(const OrderKind *kind);
bool             kind_corrects(const OrderKind *kind);

/* ---- what was sent (sent.c) --------------------------------------------------- */

/* A copy that may be put under another parent. */
Val *order_copy(Arena *a, const Val *v);
/* Text sent at a name: a text, or a number as JSON sends it; "" when absent. */
const char *order_sent(Arena *a, const Val *map, const char *name);
int64_t     order_sent_id(Arena *a, const Val *map, const char *name);          /* 0: none */
/* What was typed, back from its canonical JSON. */
Val *order_form(Cx *cx, const Order *o, Err *err);
/* Adds the faults of `from`; the first kind stays. */
bool order_faults(Err *to, const Err *from);
/* Is it a fault of what was typed, to be shown with the draft?  Anything of the database is not. */
bool order_of_draft(const Err *err);
/* A text cut for a list of choices, at a letter. */
const char *order_cut(Arena *a, const char *s, size_t most);

/* ---- items (item.c) ---------------------------------------------------------- */

typedef struct Undo Undo;

/* One item of a draft, read. */
typedef struct Item {
    int              no;             /* from 0 */
    const char      *field;          /* "items.0" */
    const OrderKind *kind;
    const OrderKind *as;             /* whose parameters it has: of a correction the corrected item's kind */
    const Val       *typed;          /* its map in the form */
    Person           person;
    void            *record;         /* of as->inputs */
    const char      *reason;         /* why a warning is passed, "" none */
    const Undo      *undo;           /* annul and correct only */
} Item;

/* The parameters of one item; texts that were not sent are empty, never NULL. */
void *record_read(Cx *cx, const OrderKind *kind, const Val *form, const char *field, Err *err);
/* Reads every item of form.items, adding all faults; `lenient` leaves out what cannot be read. */
bool items_read(Cx *cx, const Val *form, bool lenient, Item **ret, size_t *ret_count, Err *err);
/* For its kind.  What takes the place of an item is judged on the day that item was given: a correction moves no term. */
OrderItem item_view(const Item *item, Date order_date);

/* ---- effects (effects.c) ------------------------------------------------------ */

typedef struct Effects {
    NewInput *inputs;                /* one per item */
    Val     **warnings;              /* one list per item: texts */
    size_t    count;
} Effects;
/* Every item's effects by the rules of today; all faults together. */
bool effects_make(Cx *cx, int64_t order, const Item *items, size_t n, Date order_date, Effects *ret,
                  Err *err);
/* Each warning has a reason and each required paper its tick; adds faults. */
bool effects_excused(Cx *cx, const Item *items, const Effects *e, Err *err);
/* The ledger's judgement and the registration itself; a refusal names other orders as people know them. */
bool effects_rehearse(Cx *cx, const Effects *e, Registration *ret, Err *err);
bool effects_register(Cx *cx, const Effects *e, Registration *ret, Err *err);
/* Persons and seats a page knows already, so that nobody asks for them again. */
typedef struct EffectNames EffectNames;
EffectNames *effect_names_new(Arena *a);
void         effect_names_person(EffectNames *names, int64_t id, const char *text);
void         effect_names_seat(EffectNames *names, int64_t id, const char *text);
/* What changes in whose file, in words: rows {person_id, person, what, place, before, after, is_new, is_gone}. */
Val *effects_words(Cx *cx, EffectNames *names, const Fact *gone, size_t gone_n, const Fact *fresh, size_t fresh_n, Err *err);
/* The same of a registered order: what its registration changed, whatever came later. */
Val *effects_done(Cx *cx, int64_t order, Err *err);

/* ---- required papers (required.c) --------------------------------------------- */

/* Adds a fault for each that is ticked neither in the draft nor by the keeper. */
bool papers_there(Cx *cx, int64_t order, const Item *items, size_t n, Err *err);
/* Check boxes of the registration form, ticked where the paper is known to be there. */
bool papers_fields(Req *req, const Order *o, Val *fields, Err *err);

/* ---- undoing (undo.c) ---------------------------------------------------------- */

/* An item that took the place of another, and its order. */
typedef struct Corrected { int64_t id, item, no; const char *number; Date dated; } Corrected;
extern const Field CORRECTED_FIELDS[];

struct Undo {
    int64_t     item, order, input, person;        /* what is undone */
    int64_t     no;                                /* its place in that order, from 1 */
    const char *series, *number, *text;            /* text: how an act refers to it */
    const char *was;                               /* its own words, as they were registered */
    const OrderKind *as;                           /* whose parameters it has: of a correction those of what it corrected */
    Date        dated, given;                      /* of its order; of the order that first gave it, before any correction */
    bool        annulled;                          /* in force no longer: annulled, or corrected */
    const struct Corrected *corrected;             /* the item in force that stands in its place; NULL: none does */
    int64_t    *under;                             /* inputs that a corrected correction annulled */
    size_t      under_count;                       /* 0 when the item only annuls */
    int64_t    *annul, *keep;                      /* inputs of dependents, by choice */
    size_t      annul_count, keep_count;
    const Entry *dependents;
    size_t      dependent_count;
};
/* "2026-cı il 5 mart tarixli 12-k nömrəli əmrin 2-ci bəndi" */
const char *item_reference(Arena *a, Date dated, const char *number, int64_t no);
/* An entry of the ledger in the words of an act: an item of an order of ours, or the paper behind it. */
bool entry_reference(Cx *cx, const Entry *e, const char **ret, Err *err);
extern const SourceKind ORDER_SOURCES[];

/* Reads the target and the choices on its dependents: items.N.target, items.N.dep.xINPUT = annul | keep.
 *   errors  "target" none chosen; annulled already; corrected, by which item, that is to be chosen instead */
bool undo_read(Cx *cx, const Val *typed, const char *field, Undo **ret, Err *err);
/* What was typed in the item that is undone, from its order. */
bool undo_typed(Cx *cx, const Undo *u, const Val **ret, Err *err);
/* The effect of annulling, put before the item's own. */
void undo_effects(Arena *a, const Undo *u, Val *effects);
/* While a kind judges or speaks, what the order's items undo has never been: who corrects the day of a transfer must not
 * find the person in that post, nor his own leave among the days used.  Taken back by undo_suppose_end. */
bool undo_suppose(Cx *cx, const Item *items, size_t n, Err *err);
/* The same while item `at` is judged, and what the items before it do to its person has been registered: two items of
 * one order must not give what one could not after the other.  made: their inputs; at 0: none. */
bool items_suppose(Cx *cx, const Item *items, size_t n, const NewInput *made, size_t at, Err *err);
void undo_suppose_end(Cx *cx);
const char *undo_text(Cx *cx, const Undo *u, const char *instead, Err *err);     /* NULL on failure */
/* For the composer: {text, was, dependents: [{name, text, annul, keep, faults}]}, and what is undone (NULL: not chosen yet). */
Val *undo_view(Cx *cx, const Val *typed, const char *field, const Err *refused, Undo **ret_undo, Err *err);
/* What a kind offers in an item's form; what the item undoes (NULL: nothing) is as though it had never been. */
bool undo_choices(Cx *cx, const OrderKind *kind, const OrderItem *item, const Undo *u, Val *wrap, Err *err);
/* Registered items that an item of the kind may undo in an order of the series ("": not decided yet, any), a person's and
 * the one chosen: choices. */
Val *undo_targets(Cx *cx, const OrderKind *undoing, int64_t person, int64_t target, const char *series, Err *err);

/* ---- two states compared (compare.c) ---------------------------------------------- */

/* What differs, in words: rows {path: "items.2.seat_id", where: "Item 2 – New seat", before, after}; "" where there was or is
 * nothing.  An item is found again by its kind and person, wherever it went. */
bool compare_versions(Cx *cx, const Val *was, const Val *is, Val *rows, Err *err);
/* The parameters of one item of the kind. */
bool compare_parameters(Cx *cx, const OrderKind *kind, const Val *was, const Val *is, Val *rows, Err *err);

/* ---- what it rests on (basis.c) -------------------------------------------------- */

/* "Əsas:" as it is printed; "" when there is none. */
bool order_basis_text(Cx *cx, const Val *form, const char **ret, Err *err);
/* The letter a basis names by id or number; id 0 when there is none or the reader may not open it.  `text` stands in the
 * act, `label` ("№ 05/1-137, 05.10.2026: what about") in a list of choices. */
typedef struct BasisLetter { int64_t id; const char *text, *label; } BasisLetter;
bool order_basis_letter(Cx *cx, const Val *basis, BasisLetter *ret, Err *err);
const char *basis_label(Arena *a, const char *number, const char *gist, Date day);
/* One basis: the letter it names (0: none) and its words. */
bool order_basis_line(Cx *cx, const Val *basis, int64_t *ret_letter, const char **ret, Err *err);

/* ---- the act (act.c, paper.c) --------------------------------------------------- */

/* Words of the act: {heading, preamble, items: [{no, person_id, name, text}], control, basis}.
 * `faults`: an item that cannot be worded says why in its place, and its fault is added there; NULL: it fails the act. */
Val *act_words(Cx *cx, const char *heading, const Item *items, size_t n, const char *control,
               const char *basis, Err *faults, Err *err);
typedef struct Visa Visa;
typedef struct ActLine { const char *post, *name, *mark, *date, *remark; } ActLine;
typedef struct ActFrame {
    const char    *number;           /* NULL: the place is left free */
    Date           dated;            /* DATE_FOREVER: the same */
    const char    *signer_post, *signer_name, *signer_ground, *signer_mark;
    int64_t        signer;           /* who: 0 nobody may, or not known of a paper of the past */
    const ActLine *visas, *acquainted;
    size_t         visa_count, acquainted_count;
    const char    *hash;             /* printed at the foot */
    bool           draft;            /* "LAYİHƏ" */
    bool           extract;          /* "ƏMRDƏN ÇIXARIŞ" */
    int            only;             /* item to print alone, from 1; 0: all */
    Instant        made;
    const Visa    *given;            /* every visa of the order, as order_frame read them */
    size_t         given_count;
} ActFrame;
Doc *act_doc(Arena *a, const Val *words, const ActFrame *frame);
/* Post and name of whoever may sign today; empty when nobody may. */
bool act_signer(Cx *cx, ActFrame *frame, Err *err);
bool order_control_text(Cx *cx, const Val *form, const char **ret, Err *err);
/* The words as they stand now, or as they were frozen; `faults` as of act_words: a draft may be unfinished. */
bool order_words(Cx *cx, const Order *o, Val **ret, Err *faults, Err *err);
/* The printed frame of an order in its present state. */
bool order_frame(Cx *cx, const Order *o, ActFrame *frame, Err *err);

/* ---- visas (visa.c) --------------------------------------------------------------- */

struct Visa {
    int64_t     id, round, step;
    const char *post_kind;
    int64_t     seat_id;
    const char *state, *ground;      /* ground of a skipped step: vacant, absent, twice, drafter */
    int64_t     person_id;
    const char *signature, *remark;
    Instant     at;
    int64_t     version;
    const char *title_full;          /* of the seat */
    int64_t     unit_id;
    const char *surname, *name;      /* of who gave it; NULL */
};
extern const Field VISA_FIELDS[];
Visa *order_visas(Cx *cx, int64_t order, size_t *ret_count, Err *err);
/* Real post and ground of the actor, as printed; never the absent head's. */
bool order_acting_post(Cx *cx, const Grant *grant, const char **ret_post, const char **ret_ground, Err *err);
/* CONFLICT naming who changed it, when `rows` is not 1. */
/* May the actor enter a paper order of the past, of this series and date, which bears visas and a signature only on
 * paper?  DENIED without the act order.historical; INVALID "old_date" from the first order of the series on that went
 * its whole way here. */
bool order_past_allowed(Cx *cx, const char *series, Date dated, Err *err);
bool order_changed(Cx *cx, int64_t id, int64_t rows, Err *err);
bool order_is(const Order *o, const char *state);
/* The keepers of the series (5.6) may register it from now on. */
bool order_relate_keepers(Cx *cx, const Order *o, Err *err);
/* Ends the open step's right to visa. */
bool visa_close(Cx *cx, const Order *o, Err *err);

/* ---- numbers (number.c) ------------------------------------------------------------ */

const char *order_number(const Cx *cx, const char *series, int64_t serial, Arena *a);
int         order_year(const Order *o);
bool        number_peek(Cx *cx, const Order *o, int64_t *ret_serial, Err *err);
/* The number a paper of the past bears, as the series writes it: "41-m", "41/2-m"; NULL when it is no number of the series. */
const char *number_of_paper(const Cx *cx, const OrderSeries *series, const char *typed);
/* Numbers of the series and the year of the day are nobody else's until the transaction ends: asked before looking whether one
 * is free, so that of two papers saved at once the second sees the first. */
bool        number_hold(Cx *cx, const char *series, Date dated, Err *err);
/* INVALID "old_number" when another order than `but` has the number in the series and the year of the day. */
bool        number_is_free(Cx *cx, const char *series, const char *number, Date dated, int64_t but, Err *err);
bool        number_take(Cx *cx, const Order *o, int64_t *ret_serial, Err *err);

/* ---- items as stored (papers_web.c) ------------------------------------------------- */

typedef struct ItemRow {
    int64_t     id, no, person_id, target, input;
    const char *kind, *text, *surname, *name, *patronymic, *patronymic_kind, *how, *act;
    bool        annulled;
    Date        read_on, contest;            /* made known; the last day it may be contested, DATE_FOREVER where no rule says */
    const char *contest_rule;
} ItemRow;
const ItemRow *order_item_rows(Cx *cx, int64_t order, size_t *ret_n, Err *err);
const char *item_person(Arena *a, const ItemRow *r);

/* ---- pages -------------------------------------------------------------------------- */

extern const struct Export ORDER_SHEET, ORDER_MINE_SHEET;
bool order_list_page(Req *req, Resp *resp, Err *err);
bool order_mine_page(Req *req, Resp *resp, Err *err);
bool order_show_page(Req *req, Resp *resp, Err *err);
bool order_versions_page(Req *req, Resp *resp, Err *err);
bool order_pdf_page(Req *req, Resp *resp, Err *err);
bool order_scan_page(Req *req, Resp *resp, Err *err);
bool order_scan_picture(Req *req, Resp *resp, Err *err);
bool order_forward_post(Req *req, Resp *resp, Err *err);
bool order_extract_page(Req *req, Resp *resp, Err *err);
bool order_extract_pdf(Req *req, Resp *resp, Err *err);
bool order_new_page(Req *req, Resp *resp, Err *err);
bool order_edit_page(Req *req, Resp *resp, Err *err);
bool order_compose_post(Req *req, Resp *resp, Err *err);
bool order_preview_post(Req *req, Resp *resp, Err *err);
bool order_create_post(Req *req, Resp *resp, Err *err);
bool order_save_post(Req *req, Resp *resp, Err *err);
bool order_submit_post(Req *req, Resp *resp, Err *err);
bool order_visa_post(Req *req, Resp *resp, Err *err);
bool order_sign_post(Req *req, Resp *resp, Err *err);
bool order_register_post(Req *req, Resp *resp, Err *err);
bool order_acquaint_post(Req *req, Resp *resp, Err *err);
typedef struct StepForm { int64_t version; const char *remark, *hash; bool returned; } StepForm;
extern const Input ORDER_SUBMIT_INPUTS[], ORDER_VISA_INPUTS[], ORDER_SIGN_INPUTS[], ORDER_ACQUAINT_INPUTS[];
extern const Choice ORDER_STATES[];
const char *order_state_text(const Cx *cx, const char *state);
/* ---- self-interest (interest.c) ------------------------------------------------- */

/* Who makes an order: its drafter, and who signs it, or would today.  0: nobody, or not known. */
typedef struct Makers { int64_t drafter, signer; } Makers;
/* Adds {number, text} for each of them that item `no` is about.  A warning for whoever reads and visas; it asks for no reason. */
void interest_note(Cx *cx, const Makers *by, int64_t no, int64_t person, const char *name, Val *list);

/* The pane beside the form: view.preview = {act, effects, corrections, interests, warnings, problems}. */
typedef struct Preview {
    Err   reading, effects;          /* what cannot be read yet; what today's rules or the ledger refuse */
    Val **warnings;                  /* by the item's place */
} Preview;
/* The same for an order on its way: view.outcome = {effects, corrections, warnings, problems}; null once it is registered. */
bool preview_order(Cx *cx, const Order *o, Val *view, Err *err);
bool preview_make(Cx *cx, int64_t id, const Val *typed, Val *view, Preview *ret, Err *err);
#endif
