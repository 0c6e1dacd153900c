// SPDX-License-Identifier: Apache-2.0
/* The pages of import: send a table, see what would become of each line, confirm or drop it. */
#include "app/export.h"
#include "app/files.h"
#include "app/journal.h"
#include "areas/import/import_in.h"
#include "areas/staff/staff.h"
#include "base/blob.h"
#include "base/text.h"
#include "import_queries.h"
#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 64, SHOWN_FAULTS = 200, SHOWN_LINES = 8, MOST_BYTES = 64 << 20 };

typedef struct ImportFile {
    int64_t     id, size, sent_by, done_by, lines, left_out;
    const char *kind, *sha, *name, *state, *surname, *forename, *done_surname, *done_forename;
    Instant     sent, done;
} ImportFile;
static const Field FILE_FIELDS[] = {
    FIELD(ImportFile, id), FIELD(ImportFile, kind), FIELD(ImportFile, sha), FIELD(ImportFile, name), FIELD(ImportFile, size),
    FIELD(ImportFile, state), FIELD(ImportFile, sent_by), FIELD(ImportFile, sent), FIELD(ImportFile, done_by),
    FIELD(ImportFile, done), FIELD(ImportFile, lines), FIELD(ImportFile, left_out), FIELD(ImportFile, surname),
    FIELD(ImportFile, forename), FIELD(ImportFile, done_surname), FIELD(ImportFile, done_forename), FIELDS_END
};

/* The routes of each kind differ in their act alone, which says the kind. */
static const ImportKind *kind_of(const Req *req)
{
    Act act = req->grant->power ? req->grant->power->act : ACT_UNSET;
    for (const ImportKind *k = IMPORT_KINDS; k->code; k++)
        if (k->act == act)
            return k;
    return NULL;
}

static const char *state_text(Cx *cx, const char *state)
{
    return tr(cx, strcmp(state, "sent") == 0 ? N_("waits for confirmation") : strcmp(state, "done") == 0 ? N_("imported")
                                                                                                        : N_("dropped"));
}

static Val *file_view(Cx *cx, const ImportFile *f)
{
    Arena *a = cx->arena;
    bool done = strcmp(f->state, "done") == 0, ended = strcmp(f->state, "sent") != 0;
    Val *v = val_map(a);
    val_put_int(a, v, "id", f->id);
    val_put_text(a, v, "kind", f->kind);
    val_put_text(a, v, "name", f->name);
    val_put_text(a, v, "sha", f->sha);
    val_put(v, "sent", val_instant(a, f->sent));
    val_put(v, "by", val_keep(a, *f->surname ? az_initials(a, f->surname, f->forename, NULL) : ""));
    val_put(v, "ended", ended ? val_instant(a, f->done) : val_null(a));
    val_put(v, "ended_by", val_keep(a, *f->done_surname ? az_initials(a, f->done_surname, f->done_forename, NULL) : ""));
    val_put(v, "state_text", val_keep(a, state_text(cx, f->state)));
    val_put_bool(a, v, "waits", !ended);
    val_put_bool(a, v, "done", done);
    val_put_int(a, v, "lines", f->lines);
    val_put_int(a, v, "left_out", f->left_out);
    return v;
}

static Val *kind_view(Cx *cx, const ImportKind *k)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    val_put_text(a, v, "code", k->code);
    val_put_text(a, v, "title", tr(cx, k->title));
    val_put_bool(a, v, "two_officers", k->two_officers);
    val_put_text(a, v, "path", arena_printf(a, "/import/%s", k->code));
    val_put_text(a, v, "sample", arena_printf(a, "/import/samples/%s.csv", k->code));
    return v;
}

/* ---- choosing and sending ------------------------------------------------------ */

static bool index_page(Req *req, Resp *resp, Err *err)
{
    (void)err;
    Val *list = val_put(resp->view, "kinds", val_list(req->cx->arena));
    Grant g;
    for (const ImportKind *k = IMPORT_KINDS; k->code; k++)
        if (authority_holds(req->cx, k->act, &g))
            val_add(list, kind_view(req->cx, k));
    return true;
}

static bool sample_page(Req *req, Resp *resp, Err *err)
{
    const Blob *blob = blob_find(arena_printf(req->cx->arena, "data/samples/%s", req->name));
    if (!blob)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such page"));
    resp->type = "text/csv; charset=utf-8";
    resp->bytes = blob->bytes;
    resp->size = blob->size;
    resp->file_name = req->name;
    resp->download = true;
    return true;
}

static const Input SEND_INPUTS[] = { INPUT_FILE("table", REQUIRED, N_("Table (CSV UTF-8)")), INPUTS_END };

static Val *columns_view(Cx *cx, const ImportKind *k)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (const Input *in = k->inputs; in->field.name; in++) {
        Val *v = val_add(list, val_map(a));
        Str words = str_make(a);
        for (const Choice *c = in->choices; c && c->value; c++)
            str_addf(&words, "%s%s (%s)", words.len ? ", " : "", c->value, tr(cx, c->label));
        val_put_text(a, v, "name", in->field.name);
        val_put_text(a, v, "heading", tr(cx, in->label));
        val_put_bool(a, v, "required", in->required);
        val_put_text(a, v, "values", words.len ? words.s : in->kind == IN_DATE ? tr(cx, N_("a day: 22.11.2026 or 2026-11-22"))
                                   : in->kind == IN_NUMBER ? tr(cx, N_("a whole number"))
                                   : in->kind == IN_CHECK ? tr(cx, N_("1 or empty")) : tr(cx, N_("text")));
    }
    return list;
}

static bool kind_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    const ImportKind *k = kind_of(req);
    size_t n;
    if (!k)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such page"));
    const ImportFile *files = db_all(cx->db, cx->arena, &Q_IMPORT_FILES, BIND(P_TEXT(k->code)), FILE_FIELDS, sizeof *files, &n, err);
    if (!files)
        return false;
    Val *form = form_view(req, arena_printf(cx->arena, "/import/%s", k->code), SEND_INPUTS, NULL);
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Check the table"))));
    val_put(resp->view, "kind", kind_view(cx, k));
    val_put(resp->view, "form", form);
    val_put(resp->view, "columns", columns_view(cx, k));
    Val *list = val_put(resp->view, "files", val_list(cx->arena));
    for (size_t i = 0; i < n; i++)
        val_add(list, file_view(cx, &files[i]));
    return true;
}

typedef struct Sending { const ImportKind *kind; const Upload *up; const Grant *grant; int64_t id; } Sending;

static bool keep_file(Cx *cx, void *arg, Err *err)
{
    Sending *s = arg;
    Val *data = val_map(cx->arena);
    if (!db_int(cx->db, &Q_IMPORT_FILE_ADD,
                BIND(P_TEXT(s->kind->code), P_TEXT(s->up->sha256), P_TEXT(s->up->name), P_INT(s->up->size),
                     P_INT(cx->actor->person_id), P_INSTANT(cx->now), P_INSTANT(INSTANT_FOREVER)), 0, &s->id, err))
        return false;
    val_put_text(cx->arena, data, "text", s->up->name);
    val_put_text(cx->arena, data, "sha256", s->up->sha256);
    journal_add(cx, "import.send", OBJ_IMPORT, s->id, data, s->grant);
    return true;
}

static bool send_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Sending s = { .kind = kind_of(req), .grant = req->grant };
    struct { int none; } nothing = { 0 };
    if (!s.kind || !form_read(req, "", SEND_INPUTS, &nothing, err))
        return s.kind ? false : err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such page"));
    s.up = &req->uploads[0];
    if (s.up->size > MOST_BYTES)
        return err_set(err, ERR_TOO_LARGE, "table", N_("the table is too large: divide it"));
    if (!files_take(cx, s.up, err) || !app_write(cx, keep_file, &s, err))
        return false;
    resp->created_id = s.id;
    resp->redirect = arena_printf(cx->arena, "/import/%s/%lld", s.kind->code, (long long)s.id);
    return true;
}

/* ---- one table -------------------------------------------------------------------- */

static bool file_get(Cx *cx, const ImportKind *k, int64_t id, ImportFile *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_IMPORT_FILE_GET, BIND(P_INT(id)), FILE_FIELDS, ret, &found, err))
        return false;
    return (found && k && strcmp(ret->kind, k->code) == 0) || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such table"));
}

static bool read_stored(Cx *cx, const ImportFile *f, const char **ret_text, size_t *ret_size, Err *err)
{
    const char *path = files_path(cx, f->sha);
    FILE *in = path ? fopen(path, "rb") : NULL;
    char *text = arena_alloc(cx->arena, (size_t)f->size + 1);
    size_t n = in ? fread(text, 1, (size_t)f->size, in) : 0;
    if (in)
        fclose(in);
    *ret_text = text;
    *ret_size = n;
    return n == (size_t)f->size || err_set(err, ERR_INTERNAL, NULL, N_("the stored table cannot be read"));
}

static const Val *member(Run *run, const Input *in, const void *record)
{
    return val_first(val_record(run->cx->arena, record, (Field[]){ in->field, FIELDS_END }));
}

/* Asked of the first lines only: what is shown are fewer. */
static bool holds_any(Run *run, const Input *in)
{
    for (size_t i = 0; i < run->count && i < 50; i++)
        if (val_truthy(member(run, in, run->lines[i].record)))
            return true;
    return false;
}

/* As people read it: a choice and a rank in words. */
static const char *cell_text(Run *run, const Input *in, const void *record)
{
    const Val *v = member(run, in, record);
    const char *text = val_str(v);
    for (const Choice *c = in->choices; text && c && c->value; c++)
        if (strcmp(c->value, text) == 0)
            return tr(run->cx, c->label);
    if (val_type(v) == V_DATE)
        return az_date_numeric(run->cx->arena, val_day(v));
    if (val_type(v) == V_INT)
        return arena_printf(run->cx->arena, "%lld", (long long)val_num(v));
    return text ? staff_rank_title(run->cx->app, text) : "";
}

/* The first good lines as they were read, in the columns that hold anything. */
static Val *lines_view(Run *run)
{
    Arena *a = run->cx->arena;
    Val *v = val_map(a), *headings = val_put(v, "headings", val_list(a)), *rows = val_put(v, "rows", val_list(a));
    const Input *shown[MOST_COLUMNS];
    size_t n = 0;
    for (const Input *in = run->kind->inputs; in->field.name && n < MOST_COLUMNS; in++)
        if (in->field.type != F_BOOL && holds_any(run, in)) {
            shown[n++] = in;
            val_put_text(a, val_add(headings, val_map(a)), "text", tr(run->cx, in->label));
        }
    for (size_t i = 0, rows_n = 0; i < run->count && rows_n < SHOWN_LINES; i++) {
        if (run->lines[i].bad)
            continue;
        Val *row = val_add(rows, val_map(a)), *cells = val_list(a);
        for (size_t c = 0; c < n; c++)
            val_put(val_add(cells, val_map(a)), "text", val_keep(a, cell_text(run, shown[c], run->lines[i].record)));
        val_put_int(a, row, "line", run->lines[i].no);
        val_put(row, "cells", cells);
        rows_n++;
    }
    return v;
}

typedef struct Confirm { bool skip_bad, drop; } Confirm;
static const Input CONFIRM_INPUTS[] = {
    INPUT(Confirm, skip_bad, IN_CHECK,  OPTIONAL, 1, N_("Leave the lines with faults out")),
    INPUT(Confirm, drop,     IN_HIDDEN, OPTIONAL, 1, NULL),
    INPUTS_END
};

static bool is_other(const Cx *cx, const ImportKind *k, const ImportFile *f)
{
    return !k->two_officers || f->sent_by != cx->actor->person_id;
}

static void put_forms(Req *req, const ImportKind *k, const ImportFile *f, const Run *run, Val *view)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    bool waits = strcmp(f->state, "sent") == 0, carries = !run->unreadable && run->bad < run->count;
    const Input plain[] = { CONFIRM_INPUTS[1], INPUTS_END };
    const char *action = arena_printf(a, "/import/%s/%lld", k->code, (long long)f->id);
    Val *form = val_null(a);
    if (waits && carries && is_other(cx, k, f)) {
        form = form_view(req, action, run->bad ? CONFIRM_INPUTS : plain, NULL);
        val_replace(form, "submit", val_keep(a, tr(cx, N_("Take it over"))));
    }
    val_put(view, "form", form);
    val_put(view, "drop", waits ? form_view(req, action, plain, NULL) : val_null(a));
    val_put_bool(a, view, "needs_other", waits && carries && !is_other(cx, k, f));
    val_put_bool(a, view, "needs_mending", waits && !carries);
    if (waits && !carries)
        val_replace((Val *)val_get(view, "file"), "state_text", val_keep(a, tr(cx, N_("needs mending"))));
}

static bool file_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    const ImportKind *k = kind_of(req);
    ImportFile f;
    const char *text;
    size_t size;
    Run run = { 0 };
    if (!file_get(cx, k, req->id, &f, err) || !read_stored(cx, &f, &text, &size, err))
        return false;
    bool waits = strcmp(f.state, "sent") == 0;
    if (waits && !import_begin(cx, k, text, size, &run, err)) {
        import_end(&run);
        return false;
    }
    val_put(resp->view, "kind", kind_view(cx, k));
    val_put(resp->view, "file", file_view(cx, &f));
    val_put(resp->view, "report", waits ? import_report(&run, req->whole ? 0 : SHOWN_FAULTS) : val_null(cx->arena));
    val_put(resp->view, "preview", waits ? lines_view(&run) : val_null(cx->arena));
    put_forms(req, k, &f, &run, resp->view);
    import_end(&run);
    return true;
}

static const Column FAULT_COLUMNS[] = {
    { "line", N_("Line"), CELL_INT, 8 }, { "column", N_("Column"), CELL_TEXT, 20 }, { "heading", N_("Heading"), CELL_TEXT, 30 },
    { "reason", N_("What is wrong"), CELL_TEXT, 70 }, { 0 }
};
static const Export FAULT_SHEET = { "faults", "report.faults", FAULT_COLUMNS };

typedef struct Carrying { const ImportKind *kind; int64_t id; Confirm in; const Grant *grant; } Carrying;

static bool end_file(Cx *cx, const ImportFile *f, const char *state, size_t lines, size_t left_out, Err *err)
{
    int64_t changed;
    if (!db_run(cx->db, &Q_IMPORT_FILE_END,
                BIND(P_INT(f->id), P_TEXT(state), P_INT(cx->actor->person_id), P_INSTANT(cx->now), P_INT((int64_t)lines),
                     P_INT((int64_t)left_out)), &changed, err))
        return false;
    return changed == 1 || err_set(err, ERR_CONFLICT, NULL, N_("this table was imported or dropped meanwhile"));
}

static bool carry_file(Cx *cx, void *arg, Err *err)
{
    const Carrying *c = arg;
    ImportFile f;
    const char *text;
    size_t size;
    Run run = { 0 };
    if (!file_get(cx, c->kind, c->id, &f, err))
        return false;
    if (strcmp(f.state, "sent") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this table was imported or dropped meanwhile"));
    if (c->in.drop) {
        journal_add(cx, "import.drop", OBJ_IMPORT, f.id, NULL, c->grant);
        return end_file(cx, &f, "dropped", 0, 0, err);
    }
    if (!is_other(cx, c->kind, &f))
        return err_set(err, ERR_DENIED, NULL, N_("another officer confirms it than the one who sent it"));
    if (!read_stored(cx, &f, &text, &size, err))
        return false;
    bool ok = import_begin(cx, c->kind, text, size, &run, err) && import_carry(&run, c->in.skip_bad, f.sha, c->grant, err)
           && end_file(cx, &f, "done", run.count - run.bad, run.bad, err);
    import_end(&run);
    return ok;
}

/* Whatever can be refused is refused here, while others write; what changes until the writer has its turn is found there. */
static bool check_first(Cx *cx, const Carrying *c, Err *err)
{
    ImportFile f;
    const char *text;
    size_t size;
    Run run = { 0 };
    if (!file_get(cx, c->kind, c->id, &f, err) || !read_stored(cx, &f, &text, &size, err))
        return false;
    if (strcmp(f.state, "sent") != 0 || !is_other(cx, c->kind, &f))
        return true;                                   /* the writer says so at once */
    bool ok = import_begin(cx, c->kind, text, size, &run, err) && import_may(&run, c->in.skip_bad, err);
    import_end(&run);
    return ok;
}

static bool confirm_post(Req *req, Resp *resp, Err *err)
{
    Carrying c = { .kind = kind_of(req), .id = req->id, .grant = req->grant };
    form_read(req, "", CONFIRM_INPUTS, &c.in, err);
    c.in.drop = val_truthy(val_get(req->form, "drop"));
    if (err->kind || (!c.in.drop && !check_first(req->cx, &c, err)) || !app_write(req->cx, carry_file, &c, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/import/%s", c.kind->code);
    resp->notice = c.in.drop ? N_("The table is dropped") : N_("The table is imported");
    return true;
}

#define KIND_ROUTES(code, ACT, norm)                                                                                      \
    { GET,  "/import/" code, ACT, OBJ_NONE, kind_page, "import/kind.html", .clause = norm, .title = N_("Import") },        \
    { POST, "/import/" code, ACT, OBJ_NONE, send_post, NULL, SEND_INPUTS, "/import/" code, .clause = norm,                 \
      .lane = LANE_SLOW },                                                                                                \
    { GET,  "/import/" code "/{id}", ACT, OBJ_IMPORT, file_page, "import/file.html", .clause = norm,                       \
      .title = N_("Import"), .lane = LANE_SLOW, .sensitive = true, .sheet = &FAULT_SHEET },                               \
    { POST, "/import/" code "/{id}", ACT, OBJ_IMPORT, confirm_post, NULL, CONFIRM_INPUTS, "/import/" code "/{id}",         \
      .clause = norm, .lane = LANE_SLOW }

const Route IMPORT_ROUTES[] = {
    { GET, "/import", ACT_IMPORT_OPEN, OBJ_NONE, index_page, "import/index.html", .clause = "5.12.1", .title = N_("Import") },
    { GET, "/import/samples/{name}", ACT_IMPORT_OPEN, OBJ_NONE, sample_page, .clause = "5.12.1" },
    KIND_ROUTES("people", ACT_IMPORT_PEOPLE, "6.1.13"),
    KIND_ROUTES("staff", ACT_IMPORT_STAFF, "6.1.3"),
    KIND_ROUTES("letters", ACT_IMPORT_LETTERS, "5.12.1"),
    { 0 }
};
