// SPDX-License-Identifier: Apache-2.0
#include "areas/file/record_world.h"
#include <string.h>

/* A paper of insp1 unless a test says otherwise. */
NewRecord paper(World *w, const char *kind, const char *from, const char *last)
{
    return (NewRecord){ .person_id = world_person(w, "insp1"), .kind = kind, .issuer = "1 saylı poliklinika",
                        .number = "17", .issued = world_day("2026-09-01"), .from = world_day(from),
                        .to = last ? date_add_days(world_day(last), 1) : DATE_FOREVER, .level = "", .form = "",
                        .speciality = "", .rank = "", .note = "", .scan = "", .scan_name = "" };
}

int64_t entered(World *w, NewRecord in)
{
    int64_t id = 0;
    world_act_as(w, "insp2");
    MUST(record_enter(&w->cx, &in, &w->grant, &id, &w->err), &w->err);
    return id;
}

void confirm(World *w, int64_t id)
{
    world_act_as(w, "shead");
    MUST(record_confirm(&w->cx, id, 1, &w->grant, &w->err), &w->err);
}

void refused(World *w, NewRecord in, ErrKind kind, const char *field, const char *msgid)
{
    int64_t id = 0;
    Err err = { 0 };
    world_act_as(w, "insp2");
    assert_false(record_enter(&w->cx, &in, &w->grant, &id, &err));
    assert_int_equal(err.kind, kind);
    assert_string_equal(err.faults[0].field, field);
    assert_string_equal(err.faults[0].msgid, msgid);
}

/* "annual 10-14 sick 14-17": a person's facts of a kind, each day with its month. */
const char *facts(World *w, int64_t person, const char *kind)
{
    size_t n;
    Instant head;
    MUST(ledger_head(w->db, &head, &w->err), &w->err);
    const Fact *f = ledger_history_of_person(w->db, w->arena, kind, person, head, &n, &w->err);
    MUST(f != NULL, &w->err);
    Str s = str_make(w->arena);
    for (size_t i = 0; i < n; i++) {
        char from[DATE_TEXT], to[DATE_TEXT];
        date_format(f[i].valid_from, from);
        date_format(f[i].valid_to, to);
        str_addf(&s, "%s%s %s..%s", s.len ? ", " : "", f[i].code ? f[i].code : "-", from + 5,
                 date_same(f[i].valid_to, DATE_FOREVER) ? "" : to + 5);
    }
    return s.s;
}

const char *absences(World *w) { return facts(w, world_person(w, "insp1"), FACT_ABSENCE); }
