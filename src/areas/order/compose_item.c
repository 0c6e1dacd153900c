// SPDX-License-Identifier: Apache-2.0
/* The rows of the composer: items with the fields of their kind, and what the order rests on. */
#include "app/find.h"
#include "areas/order/compose_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

typedef struct ItemForm { const char *kind, *who, *reason; int64_t person_id; } ItemForm;
static const Input KIND_INPUTS[] = {
    INPUT(ItemForm, kind, IN_CHOICE, REQUIRED, 40, N_("Kind of item")),
    INPUTS_END
};
static const Input PERSON_INPUTS[] = {
    INPUT(ItemForm, who, IN_LINE, OPTIONAL, 80, N_("Surname or FIN"),
          .help = N_("narrows the list of persons")),
    INPUT(ItemForm, person_id, IN_CHOICE, REQUIRED, 20, N_("Person")),
    INPUTS_END
};
static const Input REASON_INPUTS[] = {
    INPUT(ItemForm, reason, IN_LINE, OPTIONAL, 400, N_("Why the warning is passed")),
    INPUTS_END
};
typedef struct BasisForm { const char *letter, *letter_id, *text, *number; OptDate dated; } BasisForm;
static const Input BASIS_SEARCH[] = {
    INPUT(BasisForm, letter, IN_LINE, OPTIONAL, 80, N_("A paper of ours: its number, or words of it"),
          .help = N_("what is found is offered beside it")),
    INPUTS_END
};
static const Input BASIS_FOUND[] = {
    INPUT(BasisForm, letter_id, IN_CHOICE, OPTIONAL, 18, N_("Paper chosen")),
    INPUTS_END
};
static const Input BASIS_OTHER[] = {
    INPUT(BasisForm, text,   IN_LINE, OPTIONAL, 400, N_("Or another paper"),
          .help = N_("raport, application, submission, protocol")),
    INPUT(BasisForm, number, IN_LINE, OPTIONAL, 60, N_("Its number")),
    INPUT(BasisForm, dated,  IN_DATE, OPTIONAL, 10, N_("Its date"), .day = DAY_OF_PAPER),
    INPUTS_END
};

enum { MOST_PEOPLE = 200, MOST_FOUND = 40, MOST_LETTERS = 12 };


/* ---- choices ----------------------------------------------------------------------------- */

/* Those of the series, and the one that was typed even when it is of another: its fault stands beside it. */
static Val *kind_choices(Cx *cx, const char *series, const OrderKind *typed)
{
    Val *list = val_list(cx->arena);
    for (const Area *const *area = AREAS; *area; area++)
        for (const OrderKind *k = (*area)->order_kinds; k && k->code; k++)
            if (!*series || order_kind_fits(k, series) || k == typed)
                val_add(list, form_choice(cx->arena, k->code, tr(cx, k->title)));
    return list;
}

/* The only item decides the series, so it is free to change its mind; the others keep to what is decided. */
static const char *series_for(Composing *c, int no)
{
    int at = 0;
    for (const Val *v = val_first(val_get(c->refused.typed, "items")); v; v = val_next(v), at++)
        if (at != no && *order_sent(c->req.cx->arena, v, "kind"))
            return c->series;
    return "";
}

static Val *people_choices(Cx *cx, const Person *p, size_t n)
{
    Val *list = val_list(cx->arena);
    for (size_t i = 0; p && i < n; i++)
        val_add(list, form_choice(
                          cx->arena, arena_printf(cx->arena, "%lld", (long long)p[i].id),
                          arena_printf(cx->arena, "%s (%s)", person_full_name(cx->arena, &p[i]), p[i].fin)));
    return list;
}

static bool find_people(Cx *cx, const char *who, const Person **ret, size_t *ret_n, Err *err)
{
    Arena *a = cx->arena;
    if (!*who)
        return (*ret = db_all(cx->db, a, &Q_ORDER_PEOPLE, BIND(P_INT(MOST_PEOPLE)), PERSON_FIELDS,
                              sizeof(Person), ret_n, err))
               != NULL;
    Str like = str_make(a);
    str_addc(&like, '%');
    for (const char *p = text_fold(a, who); *p; p++) {
        if (strchr("%_\\", *p))
            str_addc(&like, '\\');
        str_addc(&like, *p);
    }
    str_addc(&like, '%');
    return (*ret = db_all(cx->db, a, &Q_ORDER_PEOPLE_LIKE,
                          BIND(P_TEXT(like.s), P_TEXT(text_ascii_upper(a, who)), P_INT(MOST_FOUND)),
                          PERSON_FIELDS, sizeof(Person), ret_n, err))
           != NULL;
}

/* ---- one item of the form ------------------------------------------------------------------ */

Val *compose_fields(Composing *c, const char *prefix, const Input *inputs)
{
    return form_fields(&c->req, prefix, inputs, NULL);
}

static void append(Val *to, Val *fields, Arena *a)
{
    for (const Val *f = val_first(fields); f; f = val_next(f))
        val_add(to, order_copy(a, f));
}

/* Faults of the item that stand at none of its fields: the ledger's ".from", ".at" and its own. */
static Val *loose_faults(Cx *cx, const Err *problems, const char *prefix, const Val *fields)
{
    Val *list = val_list(cx->arena);
    size_t n = strlen(prefix);
    for (int i = 0; problems && i < problems->count; i++) {
        const char *at = problems->faults[i].field;
        bool mine = strncmp(at, prefix, n) == 0 && (at[n] == '\0' || at[n] == '.'), placed = false;
        for (const Val *f = val_first(fields); mine && f; f = val_next(f))
            placed |= strcmp(val_str(val_get(f, "name")), at) == 0;
        if (mine && !placed && !strstr(at, ".papers.") && !strstr(at, ".dep."))
            val_add(list, val_text(cx->arena, tr_fault(cx, &problems->faults[i])));
    }
    return list;
}

static Val *paper_views(Composing *c, const OrderKind *kind, const char *prefix, const Val *typed)
{
    Cx *cx = c->req.cx;
    Val *list = val_list(cx->arena);
    for (size_t p = 0; kind && kind->required_papers && kind->required_papers[p]; p++) {
        const char *name = arena_printf(cx->arena, "p%zu", p);
        const char *path = arena_printf(cx->arena, "%s.papers.%s", prefix, name);
        Val *v = val_add(list, val_map(cx->arena)), *faults = val_list(cx->arena);
        val_put_text(cx->arena, v, "name", path);
        val_put_text(cx->arena, v, "label", tr(cx, kind->required_papers[p]));
        val_put_bool(cx->arena, v, "checked", *order_sent(cx->arena, val_get(typed, "papers"), name) != '\0');
        for (int i = 0; c->refused.err && i < c->refused.err->count; i++)
            if (strcmp(c->refused.err->faults[i].field, path) == 0)
                val_add(faults, val_text(cx->arena, tr_fault(cx, &c->refused.err->faults[i])));
        val_put(v, "faults", faults);
    }
    return list;
}

static bool put_person(Composing *c, const Val *typed, const char *prefix, Val *wrap, Err *err)
{
    Cx *cx = c->req.cx;
    const char *who = order_sent(cx->arena, typed, "who");
    const Person *people = c->people, *found;
    size_t n = c->people_n;
    if (*who && (!find_people(cx, who, &found, &n, err)))
        return false;
    if (*who)
        people = found;
    Val *choices = people_choices(cx, people, n);
    int64_t chosen = order_sent_id(cx->arena, typed, "person_id");
    bool there = chosen == 0;
    for (size_t i = 0; i < n; i++)
        there |= people[i].id == chosen;
    Person p;
    Err own = { 0 };
    if (!there && person_get(cx, chosen, &p, &own))
        append(choices, people_choices(cx, &p, 1), cx->arena);
    form_choices(cx, wrap, arena_printf(cx->arena, "%s.person_id", prefix), choices);
    return true;
}

static bool put_undo(Composing *c, const Val *typed, const char *prefix, const OrderKind **kind, Undo **ret_undo,
                     Val *wrap, Val *v, Err *err)
{
    Cx *cx = c->req.cx;
    *ret_undo = NULL;
    Val *undo = undo_view(cx, typed, prefix, c->refused.err, ret_undo, err);
    Val *targets = undo ? undo_targets(cx, *kind, order_sent_id(cx->arena, typed, "person_id"),
                                       order_sent_id(cx->arena, typed, "target"), c->series, err)
                        : NULL;
    if (!targets)
        return false;
    form_choices(cx, wrap, arena_printf(cx->arena, "%s.target", prefix), targets);
    val_put(v, "undo", undo);
    *kind = kind_corrects(*kind) && *ret_undo && (*ret_undo)->as && !kind_undoes((*ret_undo)->as) ? (*ret_undo)->as : *kind;
    return true;
}

static bool put_item(Composing *c, const Val *typed, int no, Val *list, Err *err)
{
    Cx *cx = c->req.cx;
    Arena *a = cx->arena;
    const char *prefix = arena_printf(a, "items.%d", no);
    const OrderKind *kind = order_kind_find(order_sent(a, typed, "kind"));
    Undo *undo = NULL;
    Val *v = val_add(list, val_map(a)), *wrap = val_map(a),
        *fields = val_put(wrap, "fields", compose_fields(c, prefix, KIND_INPUTS));
    form_choices(cx, wrap, arena_printf(a, "%s.kind", prefix), kind_choices(cx, series_for(c, no), kind));
    append(fields, compose_fields(c, prefix, PERSON_INPUTS), a);
    if (kind && kind->inputs)
        append(fields, compose_fields(c, prefix, kind->inputs), a);
    val_put_text(a, v, "of", order_sent(a, typed, "of"));
    val_put_int(a, v, "no", no);
    val_put_int(a, v, "number", no + 1);
    if (!put_person(c, typed, prefix, wrap, err))
        return false;
    if (kind && kind_undoes(kind)) {
        const OrderKind *undone = kind;
        if (!put_undo(c, typed, prefix, &undone, &undo, wrap, v, err))
            return false;
        if (undone != kind && undone && undone->inputs)
            append(fields, compose_fields(c, prefix, undone->inputs), a);
        kind = undone;
    } else {
        val_put(v, "undo", val_null(a));
    }
    OrderItem item = { .person_id = order_sent_id(a, typed, "person_id"),
                       .field = prefix,
                       .order_date = undo ? undo->given : cx->today };
    if (kind)
        item.record = record_read(cx, kind, c->refused.typed, prefix, &(Err){ 0 });
    if (!undo_choices(cx, kind, &item, undo, wrap, err))
        return false;
    bool warned = c->warnings && c->warnings[no] && val_first(c->warnings[no]);
    val_put(v, "warnings", warned ? order_copy(a, c->warnings[no]) : val_list(a));
    if (warned || *order_sent(a, typed, "reason"))
        append(fields, compose_fields(c, prefix, REASON_INPUTS), a);
    val_put(v, "papers", paper_views(c, kind, prefix, typed));
    val_put(v, "faults", loose_faults(cx, c->refused.err, prefix, fields));
    val_put(v, "fields", order_copy(a, fields));
    val_put_bool(a, v, "many", val_count(val_get(c->refused.typed, "items")) > 1);
    val_put_bool(a, v, "focus", strcmp(order_sent(a, c->refused.typed, "focus"), prefix) == 0);
    return true;
}

/* ---- one basis of the form ----------------------------------------------------------------- */

/* The papers that hold the words typed and that the reader may open, newest first; drafts have no number yet. */
static bool found_letters(Cx *cx, const char *words, Val *list, Err *err)
{
    FindGroup *groups;
    size_t n;
    bool cut;
    FindAsk ask = { .typed = words, .only = OBJ_LETTER, .limit = MOST_LETTERS };
    if (!*words)
        return true;
    if (!find_ask(cx, &ask, &groups, &n, &cut, err))
        return false;
    for (size_t g = 0; g < n; g++)
        for (size_t i = 0; i < groups[g].count; i++) {
            const FindHit *h = &groups[g].hits[i];
            const char *id = arena_printf(cx->arena, "%lld", (long long)h->id);
            bool there = !*h->title;
            for (const Val *c = val_first(list); c && !there; c = val_next(c))
                there = strcmp(val_str(val_get(c, "value")), id) == 0;
            if (!there)
                val_add(list, form_choice(cx->arena, id, basis_label(cx->arena, h->title, h->about, h->day)));
        }
    return true;
}

static bool put_basis_row(Composing *c, Val *typed, int no, Val *list, Err *err)
{
    Cx *cx = c->req.cx;
    Arena *a = cx->arena;
    const char *prefix = arena_printf(a, "basis.%d", no), *words = order_sent(a, typed, "letter");
    Val *v = val_add(list, val_map(a)), *wrap = val_map(a), *found = val_list(a);
    BasisLetter chosen;
    if (!order_basis_letter(cx, typed, &chosen, err))
        return false;
    const char *id = chosen.id ? arena_printf(a, "%lld", (long long)chosen.id) : "";
    val_replace(typed, "letter_id", val_text(a, id));
    if (chosen.id)
        val_add(found, form_choice(a, id, chosen.label));
    if (!found_letters(cx, words, found, err))
        return false;
    Val *fields = val_put(wrap, "fields", compose_fields(c, prefix, BASIS_SEARCH));
    if (val_first(found)) {
        append(fields, compose_fields(c, prefix, BASIS_FOUND), a);
        form_choices(cx, wrap, arena_printf(a, "%s.letter_id", prefix), found);
    }
    append(fields, compose_fields(c, prefix, BASIS_OTHER), a);
    val_put_int(a, v, "no", no);
    val_put_text(a, v, "of", id);
    val_put_bool(a, v, "nothing", *words && !val_first(found));
    val_put(v, "fields", order_copy(a, fields));
    val_put_bool(a, v, "many", val_count(val_get(c->refused.typed, "basis")) > 1);
    val_put_bool(a, v, "focus", strcmp(order_sent(a, c->refused.typed, "focus"), prefix) == 0);
    return true;
}

bool compose_rows(Composing *c, Val *v, Err *err)
{
    Cx *cx = c->req.cx;
    Val *items = val_put(v, "items", val_list(cx->arena)), *basis = val_put(v, "basis", val_list(cx->arena));
    int no = 0;
    if (!find_people(cx, "", &c->people, &c->people_n, err))
        return false;
    for (const Val *one = val_first(val_get(c->refused.typed, "items")); one; one = val_next(one), no++)
        if (!put_item(c, one, no, items, err))
            return false;
    no = 0;
    for (const Val *one = val_first(val_get(c->refused.typed, "basis")); one; one = val_next(one), no++)
        if (!put_basis_row(c, (Val *)one, no, basis, err))
            return false;
    return true;
}
