// SPDX-License-Identifier: Apache-2.0
/* The papers of the demo: each goes its way day by day and stops where its row says. */
#include "app/files.h"
#include "app/journal.h"
#include "areas/demo/demo_in.h"
#include "areas/letter/letter.h"
#include "areas/staff/staff.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "doc/pdf.h"
#include <string.h>

/* data/demo/letters.csv */
typedef struct LetterRow {
    Date        day;                     /* the Secretariat hands it over */
    const char *kind, *party_kind, *party, *address, *their_no;
    OptDate     their_date;
    const char *gist;
    int64_t     sheets, annexes;
    bool        led;                     /* leadership's resolution came with it */
    const char *chief;                   /* seat it is presented to */
    const char *inspector;               /* seat of who answers it */
    const char *answer;                  /* text of the answer */
    int64_t     stages;                  /* how far it goes: 1 taken … 9 filed */
    const char *twist;                   /* what befalls its task on the way (demo_tasks.c), "" nothing */
    const char *mark;                    /* what is particular: missing, collective, anonymous, again (the same appeal once more),
                                            repeated (and left unconsidered), forwarded, about (a complaint about an officer),
                                            joins (the last paper of its sender on what its gist begins with), replies,
                                            spoiled (registered by mistake) */
} LetterRow;
static const Field LETTER_ROW[] = {
    FIELD(LetterRow, day), FIELD(LetterRow, kind), FIELD(LetterRow, party_kind), FIELD(LetterRow, party),
    FIELD(LetterRow, address), FIELD(LetterRow, their_no), FIELD(LetterRow, their_date), FIELD(LetterRow, gist),
    FIELD(LetterRow, sheets), FIELD(LetterRow, annexes), FIELD(LetterRow, led), FIELD(LetterRow, chief),
    FIELD(LetterRow, inspector), FIELD(LetterRow, answer), FIELD(LetterRow, stages), FIELD(LetterRow, twist),
    FIELD(LetterRow, mark), FIELDS_END
};

typedef struct DemoLetter {
    const LetterRow   *row;
    int64_t            no, letter, answer, handover, extension;
    const struct DemoLetter *main;       /* what it joins */
    bool               done;             /* joined, or closed without an answer: nobody answers it */
} DemoLetter;

static bool is(const DemoLetter *l, const char *mark) { return strcmp(l->row->mark, mark) == 0; }

static bool hand_over(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    const LetterRow *r = l->row;
    HandoverItem item = {
        .office_no = arena_printf(d->cx->arena, "14-%lld", (long long)(1100 + l->no * 37)), .office_date = day,
        .kind = r->kind, .party_kind = r->party_kind, .party = r->party, .address = r->address,
        .their_no = r->their_no, .their_date = r->their_date.has ? r->their_date.v : DATE_ALWAYS, .gist = r->gist,
        .sheets = r->sheets, .annexes = r->annexes, .lead_text = r->led ? "Baxılsın, müəyyən olunmuş müddətdə cavablandırılsın" : "",
        .lead_date = day, .lead_due = DATE_FOREVER };
    if (!demo_as(d, day, 9 * 60 + (int)l->no, "katiblik.m1", &cx, err)
        || (r->led && !demo_seat(&cx, "dmx.muavin1", &item.lead_seat, err))
        || !demo_grant(&cx, ACT_HANDOVER_SEND, OBJ_NONE, 0, &g, err)
        || !handover_make(&cx, &item, 1, "", &g, &l->handover, err))
        return false;
    return journal_flush(&cx, err);
}

/* The paper itself, as the scanner would have given it. */
static bool scan_of(Cx *cx, const LetterRow *r, Upload *ret, Err *err)
{
    Arena *a = cx->arena;
    Doc *d = doc_new(a, "az");
    char *sha = arena_alloc(a, 65);
    doc_meta(d, r->gist, r->party, cx->now);
    doc_text(d, DOC_ADDRESSEE, "Azərbaycan Respublikası\nDövlət Miqrasiya Xidmətinə");
    doc_text(d, DOC_ADDRESSEE, arena_printf(a, "%s\n%s", r->party, r->address));
    if (*r->their_no)
        doc_edges(d, arena_printf(a, "№ %s", r->their_no), NULL, az_date(a, r->their_date.v));
    doc_space(d, 12);
    doc_heading(d, r->gist);
    doc_para(d, "Hörmətli Xidmət rəhbərliyi!");
    doc_para(d, arena_printf(a, "Sizə %s müraciət edirik. Məsələyə baxılmasını və nəticəsi barədə qanunvericiliklə "
                                "müəyyən edilmiş müddətdə cavab verilməsini xahiş edirik.",
                             text_lower(a, text_capital(a, r->gist))));
    doc_para(d, "Bu sənəd nümunə məlumatıdır: adı çəkilən şəxslər və qurumlar uydurmadır.");
    DocSign sign = { .post = "", .name = r->party };
    doc_sign(d, &sign);
    Str out = str_make(a);
    if (!pdf_write(d, a, &out, err) || !files_put(cx, out.s, out.len, sha, err))
        return false;
    *ret = (Upload){ .field = "scan", .name = "muraciet.pdf", .type = "application/pdf", .sha256 = sha,
                     .size = (int64_t)out.len, .pages = 1 };
    return true;
}

static bool take(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Upload scan;
    Cx cx;
    Grant g;
    HandoverItem *items;
    size_t n;
    if (!hand_over(d, l, day, err) || !demo_as(d, day, 10 * 60 + (int)l->no, "kadr.karguzar", &cx, err)
        || !demo_grant(&cx, ACT_HANDOVER_TAKE, OBJ_HANDOVER, l->handover, &g, err)
        || !handover_items(&cx, l->handover, &items, &n, err))
        return false;
    Taking in = { .handover_id = l->handover, .item_id = items[0].id, .control = l->no % 3 == 0,
                  .not_same = is(l, "again") || is(l, "repeated"),
                  .missing = is(l, "missing") ? "2-ci qoşma (siyahı) zərfdə yoxdur" : "",
                  .main_id = l->main ? l->main->letter : 0, .inquiry_id = is(l, "replies") ? d->inquiry : 0 };
    in.appeal = (AppealMarks){ is(l, "collective") ? 12 : 0, is(l, "anonymous"),
                               is(l, "about") ? demo_person(d, "kadr.ins4") : 0 };
    l->done = is(l, "joins");
    return scan_of(&cx, l->row, &scan, err) && letter_take(&cx, &in, &scan, &g, &l->letter, err) && journal_flush(&cx, err);
}

/* Its number stays in the book, struck out. */
static bool spoil(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    l->done = true;
    return demo_as(d, day, 11 * 60 + (int)l->no, "kadr.karguzar", &cx, err)
        && demo_grant(&cx, ACT_LETTER_REGISTER, OBJ_LETTER, l->letter, &g, err)
        && letter_spoil(&cx, l->letter, "Sənəd başqa idarəyə ünvanlanıb, səhvən qeydiyyata alınıb", &g, err)
        && journal_flush(&cx, err);
}

static bool present(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    int64_t seat;
    if (is(l, "spoiled"))
        return spoil(d, l, day, err);
    return demo_as(d, day, 11 * 60 + (int)l->no, "kadr.karguzar", &cx, err) && demo_seat(&cx, l->row->chief, &seat, err)
        && demo_grant(&cx, ACT_LETTER_PRESENT, OBJ_LETTER, l->letter, &g, err)
        && letter_present(&cx, l->letter, seat, &g, err) && journal_flush(&cx, err);
}

/* What the law lets go without an answer of ours. */
static bool close_it(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    int64_t notice;
    bool forwarded = is(l, "forwarded"), anonymous = is(l, "anonymous");
    Closing in = { .outcome = forwarded ? "forwarded" : "unconsidered", .ground = forwarded ? "" : anonymous ? "6.4" : "8.1.4",
                   .forwarded_to = forwarded ? "Nümunə Nazirliyi" : "", .informed = anonymous ? DATE_ALWAYS : day, .why = "" };
    l->done = true;
    return demo_as(d, day, 9 * 60 + (int)l->no, l->row->chief, &cx, err)
        && demo_grant(&cx, ACT_LETTER_CLOSE, OBJ_LETTER, l->letter, &g, err)
        && letter_close(&cx, l->letter, &in, &g, &notice, err) && journal_flush(&cx, err);
}

/* The head gives it to the section head; a section head himself straight to his inspector. */
static bool resolve(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    int64_t id;
    const LetterRow *r = l->row;
    if (is(l, "forwarded") || is(l, "anonymous") || is(l, "repeated"))
        return close_it(d, l, day, err);
    bool section = strcmp(r->chief, "kadr.sobe") == 0, head = strcmp(r->chief, "kadr.reis") == 0;
    LetterResolution in = {
        .body = section ? "Cavab layihəsi hazırlayın" : "İcra üçün. Müddətində cavablandırılsın",
        .person_id = demo_person(d, section ? r->inspector : "kadr.sobe"), .co_part = "", .control = l->no % 3 == 0,
        .away_ok = true, .author_seat = 0 };
    if (head && l->no % 4 == 0) {
        in.co_person_id = demo_person(d, "kadr.bas1");
        in.co_part = "Qanunvericilik üzrə arayış";
    }
    return demo_as(d, day, 9 * 60 + (int)l->no, r->chief, &cx, err)
        && demo_grant(&cx, ACT_LETTER_RESOLVE, OBJ_LETTER, l->letter, &g, err)
        && letter_resolve(&cx, l->letter, &in, &g, &id, err) && journal_flush(&cx, err);
}

static bool pass_down(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    Task t;
    int64_t id, seat;
    if (strcmp(l->row->chief, "kadr.sobe") == 0)
        return true;
    if (!demo_as(d, day, 12 * 60 + (int)l->no, "kadr.sobe", &cx, err) || !demo_seat(&cx, "kadr.sobe", &seat, err)
        || !demo_lead_task(&cx, l->letter, cx.actor->person_id, &t, err)
        || !demo_grant(&cx, ACT_TASK_RESOLVE_UNDER, OBJ_TASK, t.id, &g, err))
        return false;
    Executor one = { demo_person(d, l->row->inspector), "" };
    NewResolution r = {
        .origin_kind = OBJ_LETTER, .origin_id = l->letter, .parent_task = t.id, .author_seat = seat,
        .author_person = cx.actor->person_id, .signature = grant_signature(&cx, &g), .authority = g.path, .scan = "",
        .body = "Cavab layihəsini hazırlayıb təqdim edin", .written = day,
        .due = strcmp(l->row->twist, "extended") == 0 ? date_add_days(day, 2) : t.due, .limit = t.due,
        .away_ok = true, .executors = &one, .executor_count = 1 };
    return task_resolve(&cx, &r, &id, err) && journal_flush(&cx, err);
}

/* Said only of what is late. */
static const Obstacle LATE = { "other_body", "Digər qurumdan sorğunun cavabı gözlənilirdi." };

static bool answer(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g, report;
    Task t;
    return demo_as(d, day, 10 * 60 + (int)l->no, l->row->inspector, &cx, err)
        && demo_lead_task(&cx, l->letter, cx.actor->person_id, &t, err)
        && demo_grant(&cx, ACT_LETTER_DRAFT, OBJ_LETTER, l->letter, &g, err)
        && demo_grant(&cx, ACT_TASK_REPORT, OBJ_TASK, t.id, &report, err)
        && outgoing_draft(&cx, &(Outgoing){ .reply_to = l->letter, .kind = "answer", .gist = l->row->gist,
                                            .body = l->row->answer }, &g, &l->answer, err)
        && task_report(&cx, t.id, &(TaskReport){ .final = true, .text = "Cavab layihəsi hazırlanmışdır", .late = LATE }, &report,
                       err) && journal_flush(&cx, err);
}

static bool to_state(const LetterRow *r)
{
    return strcmp(r->party_kind, "executive") == 0 || strcmp(r->party_kind, "court") == 0;
}

static const OpenParts PARTS = { true, "Cavab bütün icraçıların məlumatı əsasında hazırlanıb" };

static bool accept(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    int64_t signer;
    return demo_as(d, day, 11 * 60 + (int)l->no, "kadr.sobe", &cx, err)
        && demo_seat(&cx, to_state(l->row) ? "kadr.reis" : "kadr.muavin", &signer, err)
        && demo_grant(&cx, ACT_TASK_LIST, OBJ_NONE, 0, &g, err)
        && outgoing_accept(&cx, l->answer,
                           &(Acceptance){ .signer_seat = signer, .accept = true, .remark = "", .open = PARTS }, &g, err)
        && journal_flush(&cx, err);
}

static bool sign(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    return demo_as(d, day, 12 * 60 + (int)l->no, to_state(l->row) ? "kadr.reis" : "kadr.muavin", &cx, err)
        && outgoing_sign(&cx, l->answer, 0, err) && journal_flush(&cx, err);
}

static bool send(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    int64_t list;
    if (!demo_as(d, day, 15 * 60 + (int)l->no, "kadr.karguzar", &cx, err)
        || !demo_grant(&cx, ACT_HANDOVER_RETURN, OBJ_LETTER, l->answer, &g, err)
        || !outgoing_hand(&cx, &l->answer, 1, &g, &list, err) || !journal_flush(&cx, err))
        return false;
    if (!demo_as(d, day, 16 * 60 + (int)l->no, "katiblik.m1", &cx, err)
        || !demo_grant(&cx, ACT_HANDOVER_NUMBER, OBJ_LETTER, l->answer, &g, err))
        return false;
    const char *no = arena_printf(cx.arena, "15-%lld", (long long)(900 + l->no * 11));
    return outgoing_number(&cx, l->answer, no, day, &g, err) && journal_flush(&cx, err);
}

static const char *outcome_of(const DemoLetter *l)
{
    static const char *const OUTCOMES[] = { "satisfied", "explained", "refused" };
    return OUTCOMES[l->no % 3];
}

static bool file_it(Demo *d, DemoLetter *l, Date day, Err *err)
{
    Cx cx;
    Grant g;
    return demo_as(d, day, 17 * 60 + (int)l->no, "kadr.karguzar", &cx, err)
        && demo_grant(&cx, ACT_LETTER_FILE, OBJ_LETTER, l->letter, &g, err)
        && letter_file(&cx, l->letter, "05-14", l->row->sheets + 1, outcome_of(l), &g, err) && journal_flush(&cx, err);
}

typedef bool (*Stage)(Demo *d, DemoLetter *l, Date day, Err *err);
static const struct { Stage run; int after; } STAGES[] = {      /* days after the one before */
    { take, 0 }, { present, 0 }, { resolve, 1 }, { pass_down, 0 }, { answer, 4 },
    { accept, 1 }, { sign, 1 }, { send, 1 }, { file_it, 2 },
};

static bool run_stage(Demo *d, const DemoStep *step, Err *err)
{
    DemoLetter *l = (DemoLetter *)step->what;
    Stage run = STAGES[step->stage].run;
    if (l->done && (run != file_it || is(l, "joins")))
        return true;                                       /* what joined is filed with the letter it joined */
    return run(d, l, step->day, err);
}

static bool run_twist(Demo *d, const DemoStep *step, Err *err)
{
    DemoLetter *l = (DemoLetter *)step->what;
    DemoWay way = { l->letter, l->row->chief, l->row->inspector, step->day, step->stage, &l->extension };
    return demo_twist(d, l->row->twist, &way, err);
}

/* The steps that a twist adds after a stage; what is late is answered a week later. */
static bool add_twist(Demo *d, const DemoLetter *l, int stage, Date *day, Err *err)
{
    int after, parts = demo_twist_parts(l->row->twist, &after);
    Date on = *day;
    if (stage == 3 && strcmp(l->row->twist, "late") == 0)
        *day = date_add_days(*day, 7);
    for (int i = 0; stage == after && i < parts; i++) {
        if (!demo_workday(d, date_add_days(on, i || strcmp(l->row->twist, "moved") == 0), &on, err))
            return false;
        demo_add(d, (DemoStep){ .day = on, .run = run_twist, .what = l, .stage = i });
    }
    return true;
}

/* What a paper joins: the last of `count` papers with its sender, on what its gist begins with; NULL: nothing. */
static const DemoLetter *joined_to(const DemoLetter *all, size_t count, const LetterRow *r)
{
    while (strcmp(r->mark, "joins") == 0 && count-- > 0) {
        const LetterRow *main = all[count].row;
        if (strcmp(main->party, r->party) == 0 && strncmp(main->gist, r->gist, strlen(main->gist)) == 0)
            return &all[count];
    }
    return NULL;
}

bool demo_letters(Demo *d, Err *err)
{
    size_t n;
    const LetterRow *rows = demo_table(d, "data/demo/letters.csv", LETTER_ROW, sizeof(LetterRow), &n, err);
    DemoLetter *all = NEW_N(d->cx->arena, DemoLetter, n + 1);
    for (size_t i = 0; rows && i < n; i++) {
        DemoLetter *l = &all[i];
        *l = (DemoLetter){ .row = &rows[i], .no = (int64_t)i + 1, .main = joined_to(all, i, &rows[i]) };
        Date day = rows[i].day;
        for (int s = 0; s < rows[i].stages; s++) {
            if (!demo_workday(d, date_add_days(day, STAGES[s].after), &day, err))
                return false;
            demo_add(d, (DemoStep){ .day = day, .run = run_stage, .what = l, .stage = s });
            if (!add_twist(d, l, s, &day, err))
                return false;
        }
    }
    return rows != NULL;
}
