// SPDX-License-Identifier: Apache-2.0
/* Records waiting for a second officer, one record with its scan, and his decision. */
#include "areas/file/file_in.h"
#include "app/export.h"
#include "app/files.h"
#include "app/i18n.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "base/text.h"
#include "doc/scan.h"
#include "file_queries.h"
#include <string.h>

typedef struct ConfirmForm { int64_t version; } ConfirmForm;
typedef struct RejectForm { const char *reason; int64_t version; } RejectForm;

const Input CONFIRM_INPUTS[] = {
    INPUT(ConfirmForm, version, IN_HIDDEN, OPTIONAL, 18, N_("Version")), INPUTS_END
};
const Input REJECT_INPUTS[] = {
    INPUT(RejectForm, reason, IN_AREA, REQUIRED, 1000, N_("Why it is rejected")),
    INPUT(RejectForm, version, IN_HIDDEN, OPTIONAL, 18, N_("Version")), INPUTS_END
};

/* ---- the list ---------------------------------------------------------------- */

typedef struct RecordRow {
    int64_t     id, person_id, entered_by;
    const char *kind, *state, *issuer, *number, *scan, *surname, *name, *by_surname, *by_name;
    Date        from_date, to_date;
    Instant     entered;
} RecordRow;
static const Field RECORD_ROW_FIELDS[] = {
    FIELD(RecordRow, id), FIELD(RecordRow, person_id), FIELD(RecordRow, entered_by), FIELD(RecordRow, kind),
    FIELD(RecordRow, state), FIELD(RecordRow, issuer), FIELD(RecordRow, number), FIELD(RecordRow, scan),
    FIELD(RecordRow, surname), FIELD(RecordRow, name), FIELD(RecordRow, by_surname), FIELD(RecordRow, by_name),
    FIELD(RecordRow, from_date), FIELD(RecordRow, to_date), FIELD(RecordRow, entered), FIELDS_END
};

static const ListFilter RECORD_FILTERS[] = {
    { "state", &F_RECORD_STATE, { { "state", F_TEXT, 0 }, IN_CHOICE, OPTIONAL, 12, N_("State"), NULL, RECORD_STATES }, false, NULL },
    { "kind", &F_RECORD_KIND, { { "kind", F_TEXT, 0 }, IN_HIDDEN, OPTIONAL, 20, NULL, NULL, NULL }, false, NULL },
    { "person", &F_RECORD_PERSON, { { "person", F_INT, 0 }, IN_HIDDEN, OPTIONAL, 18, NULL, NULL, NULL },
      .chip = N_("About: {0}"), .name_of = person_name_to_reader },
    { 0 }
};

const ListSpec RECORD_LIST = {
    .kind = OBJ_RECORD, .act = ACT_PERSON_LIST, .all = &F_RECORD_ALL, .related = &F_RECORD_RELATED,
    .all_count = &F_RECORD_IDS, .related_ids = &F_RECORD_RELATED_IDS, .after = &F_RECORD_AFTER,
    .order = &F_RECORD_ORDER, .filters = RECORD_FILTERS, .fields = RECORD_ROW_FIELDS, .record_size = sizeof(RecordRow)
};

static const Column RECORD_COLUMNS[] = {
    { "id", N_("No."), CELL_INT, 8 },
    { "kind", N_("Kind"), CELL_TEXT, 24 },
    { "person", N_("Whose"), CELL_TEXT, 24 },
    { "issuer", N_("Issued by"), CELL_TEXT, 36 },
    { "number", N_("Number of the paper"), CELL_TEXT, 16 },
    { "from", N_("From"), CELL_DATE, 12 },
    { "by", N_("Entered by"), CELL_TEXT, 22 },
    { "at", N_("Entered"), CELL_INSTANT, 18 },
    { "state_text", N_("State"), CELL_TEXT, 20 },
    { "scan", N_("Scan"), CELL_BOOL, 8 },
    { 0 }
};
const Export RECORD_SHEET = { "records", "list.items", RECORD_COLUMNS };

static Val *row_view(Cx *cx, const RecordRow *r)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    val_put_int(a, v, "id", r->id);
    val_put(v, "kind", val_keep(a, record_kind_text(cx, r->kind)));
    val_put(v, "person", val_keep(a, az_initials(a, r->surname, r->name, NULL)));
    val_put_int(a, v, "person_id", r->person_id);
    val_put(v, "issuer", val_keep(a, r->issuer));
    val_put(v, "number", val_keep(a, r->number));
    val_put_date(a, v, "from", r->from_date);
    val_put(v, "state", val_keep(a, r->state));
    val_put(v, "state_text", val_keep(a, record_state_text(cx, r->state)));
    val_put_bool(a, v, "waits", strcmp(r->state, "entered") == 0);
    val_put_bool(a, v, "scan", *r->scan != '\0');
    val_put(v, "by", val_keep(a, az_initials(a, r->by_surname, r->by_name, NULL)));
    val_put(v, "at", val_instant(a, r->entered));
    return v;
}

bool records_page(Req *req, Resp *resp, Err *err)
{
    void *rows;
    size_t n;
    Val *list;
    if (!list_read(req, &RECORD_LIST, &rows, &n, &list, err))
        return false;
    Val *items = val_list(req->cx->arena);
    for (size_t i = 0; i < n; i++)
        val_add(items, row_view(req->cx, (const RecordRow *)rows + i));
    val_put(list, "items", items);
    val_put(resp->view, "list", list);
    return true;
}

/* ---- one record --------------------------------------------------------------- */

static Val *record_view(Cx *cx, const Record *r, Err *err)
{
    Arena *a = cx->arena;
    const Val *details = ledger_payload(a, r->details, err);
    if (!details)
        return NULL;
    Val *v = val_record(a, r, RECORD_FIELDS);
    val_replace(v, "kind", val_keep(a, r->kind));
    val_put(v, "kind_text", val_keep(a, record_kind_text(cx, r->kind)));
    val_put(v, "state_text", val_keep(a, record_state_text(cx, r->state)));
    val_put(v, "summary", val_keep(a, record_summary(cx, r)));
    val_put(v, "last_day", date_same(r->to_date, DATE_FOREVER) ? val_null(a) : val_date(a, date_add_days(r->to_date, -1)));
    val_replace(v, "decided", r->decided_by ? val_instant(a, r->decided) : val_null(a));
    val_put(v, "level", val_keep(a, record_level_text(cx, val_str(val_get(details, "level")))));
    val_put(v, "form", val_keep(a, record_form_text(cx, val_str(val_get(details, "form")))));
    val_put_text(a, v, "speciality", val_str(val_get(details, "speciality")));
    val_put_text(a, v, "note", val_str(val_get(details, "note")));
    const char *rank = val_str(val_get(details, "rank"));
    val_put_text(a, v, "rank", rank ? staff_rank_title(cx->app, rank) : NULL);
    val_put_bool(a, v, "waits", strcmp(r->state, "entered") == 0);
    val_put_bool(a, v, "rejected", strcmp(r->state, "rejected") == 0);
    val_put_bool(a, v, "has_scan", *r->scan != '\0');
    Seat seat = { .title_full = "" };
    int64_t seat_id = val_num(val_get(details, "seat_id"));
    if (seat_id && !staff_seat(cx, seat_id, &seat, err))
        return NULL;
    val_put_text(a, v, "post", seat.title_full);
    return v;
}

Val *records_of_person(Cx *cx, int64_t person_id, Instant known, Err *err)
{
    Arena *a = cx->arena;
    size_t n;
    const Record *rows = db_all(cx->db, a, &Q_RECORD_OF_PERSON, BIND(P_INT(person_id), P_INSTANT(known)), RECORD_FIELDS,
                                sizeof(Record), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "id", rows[i].id);
        val_put(v, "kind", val_keep(a, record_kind_text(cx, rows[i].kind)));
        val_put(v, "summary", val_keep(a, record_summary(cx, &rows[i])));
        val_put_date(a, v, "from", rows[i].from_date);
        val_put(v, "state_text", val_keep(a, record_state_text(cx, rows[i].state)));
        val_put_bool(a, v, "waits", strcmp(rows[i].state, "entered") == 0);
    }
    return list;
}

static void put_scan(Cx *cx, const Record *r, int64_t page, Val *view)
{
    Arena *a = cx->arena;
    Val *v = val_put(view, "scan", val_map(a));
    const char *path = *r->scan ? files_path(cx, r->scan) : NULL;
    val_put(v, "src", path ? val_keep(a, arena_printf(a, "/records/%lld/scan/%lld", (long long)r->id, (long long)page))
                           : val_null(a));
    val_put_int(a, v, "page", page);
    val_put(v, "previous", page > 1 ? val_int(a, page - 1) : val_null(a));
    val_put(v, "next", page < r->scan_pages ? val_int(a, page + 1) : val_null(a));
    val_put_int(a, v, "pages", r->scan_pages);
    val_put(v, "name", val_keep(a, r->scan_name));
}

static int64_t asked_page(Req *req)
{
    const char *sent = val_str(val_get(req->query, "page"));
    int64_t n = 0;
    for (; sent && *sent >= '0' && *sent <= '9' && n < 1000; sent++)
        n = n * 10 + (*sent - '0');
    return n > 0 && n <= SCAN_MOST_PAGES ? n : 1;
}

static bool put_people(Cx *cx, const Record *r, Val *v, Err *err)
{
    Person p;
    const char *by = "", *decided = "";
    if (!person_get(cx, r->person_id, &p, err) || (r->entered_by && !person_short_name(cx, r->entered_by, &by, err))
        || (r->decided_by && !person_short_name(cx, r->decided_by, &decided, err)))
        return false;
    val_put(v, "person", val_keep(cx->arena, person_full_name(cx->arena, &p)));
    val_put(v, "entered_name", val_keep(cx->arena, by));
    val_put(v, "decided_name", val_keep(cx->arena, decided));
    return true;
}

bool record_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Record r;
    Grant may;
    if (!record_get(cx, req->id, &r, err))
        return false;
    Val *v = record_view(cx, &r, err);
    if (!v || !put_people(cx, &r, v, err)
        || !authority_check(cx, ACT_RECORD_CONFIRM, OBJ_RECORD, r.id, &may, err))
        return false;
    val_put(resp->view, "record", v);
    put_scan(cx, &r, asked_page(req), resp->view);
    bool waits = strcmp(r.state, "entered") == 0, own = r.entered_by == cx->actor->person_id;
    bool open = waits && may.yes && !own && r.person_id != cx->actor->person_id;
    const char *base = arena_printf(a, "/records/%lld", (long long)r.id);
    ConfirmForm confirm = { r.version };
    RejectForm reject = { "", r.version };
    Val *confirm_form = NULL;
    if (open) {
        confirm_form = form_view(req, arena_printf(a, "%s/confirm", base), CONFIRM_INPUTS, &confirm);
        val_replace(confirm_form, "submit", val_keep(a, tr(cx, N_("Confirm"))));
    }
    Val *reject_form = open ? form_view(req, arena_printf(a, "%s/reject", base), REJECT_INPUTS, &reject) : NULL;
    if (reject_form)
        val_replace(reject_form, "submit", val_keep(a, tr(cx, N_("Reject"))));
    val_put(resp->view, "confirm_form", confirm_form ? confirm_form : val_null(a));
    val_put(resp->view, "reject_form", reject_form ? reject_form : val_null(a));
    val_put_bool(a, resp->view, "own_entry", waits && own);
    return true;
}

bool record_scan_page(Req *req, Resp *resp, Err *err)
{
    enum { WIDTH = 1100 };
    Cx *cx = req->cx;
    Record r;
    Str png = str_make(cx->arena);
    if (!record_get(cx, req->id, &r, err))
        return false;
    const char *path = files_path(cx, r.scan);
    if (!path)
        return err_set(err, ERR_NOT_FOUND, "scan", N_("the file is not there"));
    if (!scan_render(path, (int)(req->id2 < SCAN_MOST_PAGES ? req->id2 : SCAN_MOST_PAGES), WIDTH, cx->arena, &png, err))
        return false;
    resp->type = "image/png";
    resp->bytes = png.s;
    resp->size = png.len;
    return true;
}

/* ---- the decision --------------------------------------------------------------- */

bool post_confirm(Req *req, Resp *resp, Err *err)
{
    Record r;
    ConfirmForm in = { 0 };
    if (!form_read(req, "", CONFIRM_INPUTS, &in, err) || !record_get(req->cx, req->id, &r, err)
        || !record_confirm(req->cx, r.id, in.version ? in.version : r.version, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/people/%lld", (long long)r.person_id);
    resp->notice = N_("The record is confirmed and in force");
    return true;
}

bool post_reject(Req *req, Resp *resp, Err *err)
{
    Record r;
    RejectForm in = { .reason = "" };
    if (!form_read(req, "", REJECT_INPUTS, &in, err) || !record_get(req->cx, req->id, &r, err)
        || !record_reject(req->cx, r.id, in.version ? in.version : r.version, in.reason, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/records/%lld", (long long)r.id);
    resp->notice = N_("The record is rejected");
    return true;
}
