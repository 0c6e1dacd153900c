// SPDX-License-Identifier: Apache-2.0
/* Cases (5.12.7): what is sewn into each, its inventory volume by volume, and handing it over for keeping.  A case is
 * its index in the nomenclature and the year; volumes follow from the sheets, as many as the rule lets one hold. */
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <stdlib.h>
#include <string.h>

static const Choice KEEPERS[] = { { "office", N_("the Secretariat") }, { "archive", N_("the archive") }, { 0 } };
const Input LETTER_CASE_INPUTS[] = {
    INPUT(HandCase, keeper, IN_CHOICE, REQUIRED, 10, N_("To whom"), .choices = KEEPERS),
    INPUTS_END
};

typedef struct CaseRow { const char *case_index; int64_t papers, sheets, handed; Date first, last; } CaseRow;
static const Field CASE_FIELDS[] = {
    FIELD(CaseRow, case_index), FIELD(CaseRow, papers), FIELD(CaseRow, sheets), FIELD(CaseRow, handed),
    FIELD(CaseRow, first), FIELD(CaseRow, last), FIELDS_END
};

typedef struct PaperRow {
    int64_t     id, sheets, handed;
    const char *direction, *number, *kind, *party, *gist, *answer_no;
    Date        registered;
    bool        walled;                                    /* closed to who reads (app/wall.h) */
} PaperRow;
static const Field PAPER_FIELDS[] = {
    FIELD(PaperRow, id), FIELD(PaperRow, direction), FIELD(PaperRow, number), FIELD(PaperRow, registered),
    FIELD(PaperRow, kind), FIELD(PaperRow, party), FIELD(PaperRow, gist), FIELD(PaperRow, answer_no),
    FIELD(PaperRow, sheets), FIELD(PaperRow, handed), FIELD(PaperRow, walled), FIELDS_END
};

bool cases_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    size_t n;
    const CaseRow *rows = db_all(cx->db, cx->arena, &Q_CASES, BIND(P_INT(cx->actor->person_id)), CASE_FIELDS, sizeof(CaseRow), &n, err);
    if (!rows)
        return false;
    Val *list = val_put(resp->view, "cases", val_list(cx->arena));
    for (size_t i = 0; i < n; i++)
        val_put_bool(cx->arena, val_add(list, val_record(cx->arena, &rows[i], CASE_FIELDS)), "waits",
                     rows[i].handed < rows[i].papers);
    return true;
}

/* Sheets of one volume by the rule; it only divides the inventory, so an unverified one will do. */
static bool volume_sheets(Cx *cx, int64_t *ret, Err *err)
{
    const Law *law;
    if (!law_current(cx, &law, err))
        return false;
    const Rule *rule = rule_need(law, "records.volume.sheets", REGIME_ANY, cx->today, err);
    *ret = rule ? rule->value : 0;
    return rule != NULL;
}

static Val *new_volume(Cx *cx, Val *volumes, int64_t no)
{
    Val *v = val_add(volumes, val_map(cx->arena));
    val_put_int(cx->arena, v, "no", no);
    return v;
}

/* A line of the inventory; of a paper that is closed to him only that its sheets are there. */
static Val *paper_view(Cx *cx, const PaperRow *r)
{
    Arena *a = cx->arena;
    PaperRow bare = { .sheets = r->sheets, .handed = r->handed, .walled = true, .direction = "", .number = "", .kind = "", .party = "",
                      .gist = "", .answer_no = "", .registered = DATE_ALWAYS };
    Val *v = val_record(a, r->walled ? &bare : r, PAPER_FIELDS);
    if (r->walled)
        val_replace(v, "registered", val_null(a));
    val_put(v, "kind_text", val_keep(a, r->walled ? "" : choice_text(cx, LETTER_KINDS, r->kind)));
    return v;
}

/* Papers in the order they were sewn in, each with its sheets from and to; a paper is never split. */
static void put_volumes(Cx *cx, const PaperRow *rows, size_t n, int64_t most, Val *view)
{
    Arena *a = cx->arena;
    Val *volumes = val_put(view, "volumes", val_list(a)), *volume = NULL, *papers = NULL;
    int64_t no = 0, used = 0, volume_no = 0;
    for (size_t i = 0; i < n; i++) {
        if (!volume || used + rows[i].sheets > most) {
            if (volume)
                val_put_int(a, volume, "sheets", used);
            volume = new_volume(cx, volumes, ++volume_no);
            papers = val_put(volume, "papers", val_list(a));
            used = 0;
        }
        Val *v = val_add(papers, paper_view(cx, &rows[i]));
        val_put_int(a, v, "no", ++no);
        val_put_int(a, v, "from", used + 1);
        used += rows[i].sheets;
        val_put_int(a, v, "to", used);
    }
    if (volume)
        val_put_int(a, volume, "sheets", used);
}

static const PaperRow *papers_of(Cx *cx, const char *index, size_t *ret_n, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_CASE_PAPERS, BIND(P_TEXT(index), P_INT(cx->actor->person_id)), PAPER_FIELDS,
                  sizeof(PaperRow), ret_n, err);
}

bool case_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    size_t n, open = 0, waiting = 0;
    int64_t most;
    Grant g;
    const PaperRow *rows = papers_of(cx, req->name, &n, err);
    if (!rows || !volume_sheets(cx, &most, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        open += !rows[i].walled;
        waiting += rows[i].handed == 0;
    }
    if (open == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("nothing is sewn into such a case"));
    put_volumes(cx, rows, n, most, resp->view);
    val_put_text(cx->arena, resp->view, "case_index", req->name);
    val_put_int(cx->arena, resp->view, "papers", (int64_t)n);
    val_put_int(cx->arena, resp->view, "waiting", (int64_t)waiting);
    Val *f = val_put(resp->view, "form", waiting && authority_holds(cx, ACT_LETTER_FILE, &g)
        ? form_view(req, arena_printf(cx->arena, "/cases/%s/handing", req->name), LETTER_CASE_INPUTS, NULL) : val_null(cx->arena));
    if (val_type(f) == V_MAP)
        val_replace(f, "submit", val_keep(cx->arena, tr(cx, N_("Hand over by act"))));
    return true;
}

bool case_hand(Cx *cx, const char *index, const char *keeper, const Grant *grant, int64_t *ret_list, Err *err)
{
    size_t n, waiting = 0, walled = 0;
    const PaperRow *rows = db_run(cx->db, &Q_CASE_HOLD, BIND(P_TEXT(index)), NULL, err) ? papers_of(cx, index, &n, err) : NULL;
    if (!rows)
        return false;
    for (size_t i = 0; i < n; i++) {
        waiting += rows[i].handed == 0;
        walled += rows[i].handed == 0 && rows[i].walled;
    }
    if (walled)                                             /* the act lists the whole case, whoever makes it */
        return err_set(err, ERR_CONFLICT, NULL, N_("another officer must hand this case over"));
    if (!waiting)
        return err_set(err, ERR_CONFLICT, NULL, N_("everything in this case was handed over already"));
    const char *note = arena_printf(cx->arena, "%s %s, %s", tr(cx, N_("Case")), index, choice_text(cx, KEEPERS, keeper));
    if (!db_int(cx->db, &Q_CASE_ACT_ADD, BIND(P_DATE(cx->today), P_INT(cx->actor->person_id), P_INSTANT(cx->now), P_TEXT(note)),
                0, ret_list, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!rows[i].handed
            && (!db_run(cx->db, &Q_CASE_ACT_LINE, BIND(P_INT(*ret_list), P_INT(rows[i].id)), NULL, err)
                || !letter_note(cx, rows[i].id, "kept", note, NULL, grant, err)))
            return false;
    journal_add(cx, "case.hand", OBJ_HANDOVER, *ret_list, NULL, grant);
    return true;
}

bool case_post(Req *req, Resp *resp, Err *err)
{
    HandCase in = { .keeper = "" };
    if (!form_read(req, "", LETTER_CASE_INPUTS, &in, err)
        || !case_hand(req->cx, req->name, in.keeper, req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/handovers/%lld", (long long)resp->created_id);
    resp->notice = N_("The act is made; print it and have it signed");
    return true;
}
