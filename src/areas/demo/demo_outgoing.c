// SPDX-License-Identifier: Apache-2.0
/* The papers of the demo that begin with us: drafted, accepted, signed, handed over, numbered; each stops where its
 * row says. */
#include "app/journal.h"
#include "areas/demo/demo_in.h"
#include "areas/letter/letter.h"
#include "areas/staff/staff.h"
#include <string.h>

/* data/demo/outgoing.csv */
typedef struct OutgoingRow {
    Date        day;                     /* drafted */
    const char *drafter, *chief, *signer;        /* posts */
    const char *kind, *party_kind, *party, *address;
    OptDate     due;                     /* an inquiry's answer is asked by */
    const char *gist, *body;
    int64_t     stages;                  /* how far it goes: 1 drafted … 5 the Secretariat's number is back */
} OutgoingRow;
static const Field OUTGOING_ROW[] = {
    FIELD(OutgoingRow, day), FIELD(OutgoingRow, drafter), FIELD(OutgoingRow, chief), FIELD(OutgoingRow, signer),
    FIELD(OutgoingRow, kind), FIELD(OutgoingRow, party_kind), FIELD(OutgoingRow, party), FIELD(OutgoingRow, address),
    FIELD(OutgoingRow, due), FIELD(OutgoingRow, gist), FIELD(OutgoingRow, body), FIELD(OutgoingRow, stages),
    FIELDS_END
};
typedef struct DemoPaper { const OutgoingRow *row; int64_t no, letter; } DemoPaper;

static bool draft(Demo *d, DemoPaper *p, Date day, Err *err)
{
    Cx cx;
    Grant g;
    const OutgoingRow *r = p->row;
    Outgoing paper = { .kind = r->kind, .party_kind = r->party_kind, .party = r->party, .address = r->address,
                       .gist = r->gist, .body = r->body, .due = r->due.has ? r->due.v : DATE_FOREVER };
    return demo_as(d, day, 13 * 60 + (int)p->no, r->drafter, &cx, err)
        && demo_grant(&cx, ACT_LETTER_DRAFT, OBJ_NONE, 0, &g, err)
        && outgoing_draft(&cx, &paper, &g, &p->letter, err) && journal_flush(&cx, err);
}

static bool accept(Demo *d, DemoPaper *p, Date day, Err *err)
{
    Cx cx;
    Grant g;
    int64_t signer;
    return demo_as(d, day, 14 * 60 + (int)p->no, p->row->chief, &cx, err)
        && demo_seat(&cx, p->row->signer, &signer, err)
        && demo_grant(&cx, ACT_LETTER_ACCEPT, OBJ_LETTER, p->letter, &g, err)
        && outgoing_accept(&cx, p->letter, &(Acceptance){ .signer_seat = signer, .accept = true, .remark = "" }, &g, err)
        && journal_flush(&cx, err);
}

static bool sign(Demo *d, DemoPaper *p, Date day, Err *err)
{
    Cx cx;
    return demo_as(d, day, 15 * 60 + (int)p->no, p->row->signer, &cx, err)
        && outgoing_sign(&cx, p->letter, 0, err) && journal_flush(&cx, err);
}

static bool hand(Demo *d, DemoPaper *p, Date day, Err *err)
{
    Cx cx;
    Grant g;
    int64_t list;
    return demo_as(d, day, 16 * 60 + (int)p->no, "kadr.karguzar", &cx, err)
        && demo_grant(&cx, ACT_HANDOVER_RETURN, OBJ_LETTER, p->letter, &g, err)
        && outgoing_hand(&cx, &p->letter, 1, &g, &list, err) && journal_flush(&cx, err);
}

static bool number(Demo *d, DemoPaper *p, Date day, Err *err)
{
    Cx cx;
    Grant g;
    if (!demo_as(d, day, 17 * 60 + (int)p->no, "katiblik.m1", &cx, err)
        || !demo_grant(&cx, ACT_HANDOVER_NUMBER, OBJ_LETTER, p->letter, &g, err))
        return false;
    if (!d->inquiry && strcmp(p->row->kind, "inquiry") == 0)
        d->inquiry = p->letter;                            /* a paper of letters.csv answers it */
    return outgoing_number(&cx, p->letter, arena_printf(cx.arena, "15-%lld", (long long)(1700 + p->no * 13)), day, &g, err)
        && journal_flush(&cx, err);
}

typedef bool (*Stage)(Demo *d, DemoPaper *p, Date day, Err *err);
static const struct { Stage run; int after; } STAGES[] = { { draft, 0 }, { accept, 1 }, { sign, 0 }, { hand, 1 }, { number, 0 } };

static bool run_stage(Demo *d, const DemoStep *step, Err *err)
{
    return STAGES[step->stage].run(d, (DemoPaper *)step->what, step->day, err);
}

bool demo_outgoing(Demo *d, Err *err)
{
    size_t n;
    const OutgoingRow *rows = demo_table(d, "data/demo/outgoing.csv", OUTGOING_ROW, sizeof(OutgoingRow), &n, err);
    for (size_t i = 0; rows && i < n; i++) {
        DemoPaper *p = NEW(d->cx->arena, DemoPaper);
        *p = (DemoPaper){ .row = &rows[i], .no = (int64_t)i + 1 };
        Date day = rows[i].day;
        for (int s = 0; s < rows[i].stages; s++) {
            if (!demo_workday(d, date_add_days(day, STAGES[s].after), &day, err))
                return false;
            demo_add(d, (DemoStep){ .day = day, .run = run_stage, .what = p, .stage = s });
        }
    }
    return rows != NULL;
}
