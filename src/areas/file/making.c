// SPDX-License-Identifier: Apache-2.0
/* What the makers of effects share: the ground kept with each, and what was true of the person. */
#include "areas/file/making.h"
#include <string.h>

Val *making_why(const Making *m)
{
    Arena *a = m->cx->arena;
    Val *v = val_map(a);
    val_put(v, "kind", val_keep(a, record_is_outside(m->r->kind) ? "outside_act" : "record"));
    val_put_text(a, v, "of", m->r->kind);
    val_put_text(a, v, "issuer", m->r->issuer);
    val_put_text(a, v, "number", m->r->number);
    val_put_date(a, v, "issued", m->r->issued);
    return v;
}

const Fact *making_history(const Making *m, const char *kind, size_t *ret_n, Err *err)
{
    Instant head;
    if (!ledger_head(m->cx->db, &head, err))
        return NULL;
    return ledger_history_of_person(m->cx->db, m->cx->arena, kind, m->r->person_id, head, ret_n, err);
}

bool making_code(const Fact *f, const char *code) { return f->code && strcmp(f->code, code) == 0; }

bool making_is_leave(const Making *m, const Fact *f)
{
    const AbsenceKind *kind = absence_kind(m->cx->app, f->code);
    return kind && strcmp(kind->ground, "leave") == 0;
}

/* The record says what really was: the mark "has not returned" was never true. */
void making_annul(Making *m, const Fact *mark)
{
    val_add(m->out->own, effect_annul(m->cx->arena, mark->input));
    if (mark->ended_by && m->out->keep_count < MOST_KEPT)
        m->out->keep[m->out->keep_count++] = mark->ended_by;
}
