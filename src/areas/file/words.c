// SPDX-License-Identifier: Apache-2.0
/* Codes of records in words. */
#include "areas/file/file_in.h"
#include "app/i18n.h"
#include "base/text.h"
#include "file_queries.h"
#include <stdlib.h>
#include <string.h>

/* Levels and forms as the personal record sheet names them. */
const Choice RECORD_LEVELS[] = {
    { "incomplete_secondary", N_("incomplete secondary") }, { "general_secondary", N_("general secondary") },
    { "secondary", N_("complete secondary") }, { "vocational", N_("primary vocational") },
    { "secondary_special", N_("secondary specialised") }, { "incomplete_higher", N_("incomplete higher") },
    { "higher", N_("higher") }, { 0 }
};
const Choice RECORD_FORMS[] = {
    { "full_time", N_("full-time") }, { "correspondence", N_("by correspondence") }, { "distant", N_("distant") }, { 0 }
};

const Choice RECORD_KINDS[] = {
    { RECORD_SICK_NOTE, N_("Sick note") }, { RECORD_DIPLOMA, N_("Diploma") },
    { RECORD_NOT_RETURNED, N_("Has not returned from leave") }, { RECORD_RETURNED, N_("Has returned") }, { 0 }
};
const Choice OUTSIDE_KINDS[] = {
    { OUTSIDE_RANK, N_("Special rank by the President's act") }, { OUTSIDE_REINSTATE, N_("Reinstatement by a court") },
    { OUTSIDE_APPOINT, N_("Appointment by another body") }, { 0 }
};
const Choice RECORD_STATES[] = {
    { "entered", N_("waits for a second officer") }, { "registered", N_("registered") }, { "rejected", N_("rejected") },
    { 0 }
};

static const char *word(Cx *cx, const Choice *choices, const char *value)
{
    for (const Choice *c = choices; value && c->value; c++)
        if (strcmp(c->value, value) == 0)
            return tr(cx, c->label);
    return value ? value : "";
}

bool record_is_outside(const char *kind) { return strncmp(kind, "outside_", 8) == 0; }

const char *record_kind_text(Cx *cx, const char *kind)
{
    return word(cx, record_is_outside(kind) ? OUTSIDE_KINDS : RECORD_KINDS, kind);
}
const char *record_state_text(Cx *cx, const char *state) { return word(cx, RECORD_STATES, state); }
const char *record_level_text(Cx *cx, const char *level) { return word(cx, RECORD_LEVELS, level); }
const char *record_form_text(Cx *cx, const char *form)   { return word(cx, RECORD_FORMS, form); }

/* "7" is a record, "7/rest/41" the days its sickness moved. */
static bool paper_name(Cx *cx, const char *rest, const char **ret, Err *err)
{
    Arena *a = cx->arena;
    Record r;
    bool found;
    char *end;
    int64_t id = strtoll(rest, &end, 10);
    if (!db_one(cx->db, a, &Q_RECORD_GET, BIND(P_INT(id)), RECORD_FIELDS, &r, &found, err))
        return false;
    if (!found) {
        *ret = tr(cx, N_("the record being entered"));
        return true;
    }
    const char *kind = record_kind_text(cx, r.kind), *date = az_date_numeric(a, r.issued);
    const char *name = *r.number ? tr_args(cx, N_("{0}, No. {1} of {2}"), kind, r.number, date, NULL)
                                 : tr_args(cx, N_("{0}, of {1}"), kind, date, NULL);
    *ret = *end == '/' ? tr_args(cx, N_("the days moved by: {0}"), name, NULL) : name;
    return true;
}

const SourceKind FILE_SOURCES[] = { { "record", paper_name }, { "outside", paper_name }, { 0 } };

const char *record_summary(Cx *cx, const Record *r)
{
    Str s = str_make(cx->arena);
    str_add(&s, r->issuer);
    if (*r->number)
        str_addf(&s, "%s%s %s", s.len ? ", " : "", tr(cx, N_("No.")), r->number);
    if (*r->issuer)
        str_addf(&s, ", %s", az_date_numeric(cx->arena, r->issued));
    return s.s;
}
