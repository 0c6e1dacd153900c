// SPDX-License-Identifier: Apache-2.0
/* The journal as a list: newest first, found by person, verb, object and day. */
#include "areas/journal/journal.h"
#include "app/export.h"
#include "app/i18n.h"
#include "app/list.h"
#include "areas/journal/journal_in.h"
#include "areas/person/person.h"
#include "base/text.h"
#include "journal_queries.h"
#include <string.h>

typedef struct Entry {
    int64_t     id, person, object;
    Instant     at;
    const char *entry, *hash, *verb, *kind, *surname, *name;
} Entry;
static const Field ENTRY_FIELDS[] = {
    FIELD(Entry, id), FIELD(Entry, person), FIELD(Entry, object), FIELD(Entry, at), FIELD(Entry, entry),
    FIELD(Entry, hash), FIELD(Entry, verb), FIELD(Entry, kind), FIELD(Entry, surname), FIELD(Entry, name), FIELDS_END
};

typedef struct Asked { const char *text; int64_t number; Date day; } Asked;
static const ListFilter FILTERS[] = {
    { "who",    &F_JOURNAL_WHERE_NAME,   INPUT(Asked, text, IN_LINE, OPTIONAL, 80, N_("Who")), .contains = true },
    { "verb",   &F_JOURNAL_WHERE_VERB,   INPUT(Asked, text, IN_CHOICE, OPTIONAL, 40, N_("What was done"),
                                               .choices = JOURNAL_VERBS) },
    { "kind",   &F_JOURNAL_WHERE_KIND,   INPUT(Asked, text, IN_CHOICE, OPTIONAL, 20, N_("To what"),
                                               .choices = JOURNAL_KINDS) },
    { "object", &F_JOURNAL_WHERE_OBJECT, INPUT(Asked, number, IN_NUMBER, OPTIONAL, 12, N_("Its identifier")) },
    { "day",    &F_JOURNAL_WHERE_DAY,    INPUT(Asked, day, IN_DATE, OPTIONAL, 10, N_("Day")) },
    { "person", &F_JOURNAL_WHERE_PERSON, INPUT(Asked, number, IN_HIDDEN, OPTIONAL, 12, NULL), .chip = N_("Who: {0}"),
      .name_of = person_name_to_reader },
    { 0 }
};

static const ListSpec JOURNAL_LIST = {
    .open = &F_JOURNAL_LIST_OPEN, .act = ACT_JOURNAL_READ, .all = &F_JOURNAL_LIST_ALL, .related = &F_JOURNAL_LIST_ALL,
    .after = &F_JOURNAL_LIST_AFTER, .order = &F_JOURNAL_LIST_ORDER, .filters = FILTERS, .fields = ENTRY_FIELDS,
    .record_size = sizeof(Entry)
};

static const Column JOURNAL_COLUMNS[] = {
    { "n", N_("No."), CELL_INT, 10 },
    { "at", N_("When"), CELL_INSTANT, 18 },
    { "who", N_("Who"), CELL_TEXT, 22 },
    { "verb_text", N_("What was done"), CELL_TEXT, 34 },
    { "kind_text", N_("To what"), CELL_TEXT, 16 },
    { "object", N_("Its identifier"), CELL_INT, 10 },
    { "right", N_("Right"), CELL_TEXT, 16 },
    { "data", N_("Details"), CELL_TEXT, 60 },
    { "hash", N_("Mark"), CELL_TEXT, 66 },
    { 0 }
};
static const Export JOURNAL_SHEET = { "journal", "list.items", JOURNAL_COLUMNS };

/* What an entry keeps beside its object, by the names the journal knows; `text` needs none. */
static const Choice DATA_NAMES[] = {
    { "author_seat", N_("post") }, { "executors", N_("executors") }, { "resolution", N_("resolution") },
    { "number", N_("number") }, { "days", N_("days") }, { "entries", N_("entries") }, { "inputs", N_("inputs") },
    { "facts", N_("facts") }, { "list", N_("list") }, { "query", N_("filter") }, { "format", N_("format") },
    { "rows", N_("rows") }, { "left_out", N_("left out") }, { "skip_bad", N_("bad lines left out") },
    { "sha256", N_("hash of the file") }, { "ok", N_("found right") },
    { "copy", N_("copy") }, { "job", N_("job") }, { "seat", N_("post") }, { "step", N_("step") }, { "items", N_("items") },
    { "item", N_("item") }, { "version", N_("version") }, { "pdf", N_("hash of the PDF") }, { "signed", N_("hash of what was signed") },
    { "dated", N_("dated") }, { "series", N_("series") }, { "late", N_("later than signed") }, { "person", N_("person") },
    { "administrator", N_("administrator") }, { "login", N_("sign-in name") }, { "kind", N_("kind") }, { "record", N_("record") },
    { "refused", N_("refused to sign") }, { "wanted", N_("asked until") }, { "input", N_("input of the ledger") },
    { "first_input", N_("first input of the ledger") }, { "k", N_("moment of the ledger") }, { "head", N_("newest entry") },
    { "at", N_("checked at") }, { "path", N_("page") }, { "from", N_("moved from") }, { "to", N_("moved to") },
    { "seal", N_("seal") },
    { "changed", N_("rows corrected") }, { "left", N_("left as decided") }, { 0 }
};

static const char *data_value(Cx *cx, const Val *v)
{
    if (val_type(v) == V_BOOL)
        return tr(cx, val_num(v) ? N_("yes") : N_("no"));
    if (val_str(v))
        return tr(cx, val_str(v));
    Str s = str_make(cx->arena);
    val_write_json(v, &s);
    return s.s;
}

static const char *data_text(Cx *cx, const Val *data)
{
    const char *reason = val_str(val_get(data, "reason")), *act = val_str(val_get(data, "act"));
    if (reason)
        return tr_args(cx, reason, act && act_find(act) != ACT_UNSET ? act_text(cx, act_find(act)) : act ? act : "", NULL);
    Str s = str_make(cx->arena);
    for (const Val *v = val_first(data); v; v = val_next(v)) {
        bool bare = strcmp(val_key(v), "text") == 0;
        if (val_type(v) == V_BOOL || val_truthy(v))
            str_addf(&s, "%s%s%s%s", s.len ? " · " : "", bare ? "" : journal_word(cx, DATA_NAMES, val_key(v)), bare ? "" : ": ",
                     data_value(cx, v));
    }
    return s.len ? s.s : "";
}

/* By which right: the post kind or relation, and the clause. */
static const char *right_text(const Val *authority)
{
    const char *clause = val_str(val_get(authority, "clause")), *relation = val_str(val_get(authority, "relation"));
    const char *holder = val_str(val_get(authority, "holder"));
    if (!clause)
        return "";
    return strcmp(clause, "design") == 0 ? (relation ? relation : holder ? holder : "") : clause;
}

static Val *entry_view(Cx *cx, const Entry *e)
{
    Arena *a = cx->arena;
    const Val *entry = val_read_canonical(a, e->entry);
    Val *v = val_map(a);
    val_put_int(a, v, "n", e->id);
    val_put(v, "at", val_instant(a, e->at));
    val_put_int(a, v, "person_id", e->person);
    val_put(v, "who", val_keep(a, *e->surname ? az_initials(a, e->surname, e->name, NULL) : ""));
    val_put(v, "verb", val_keep(a, e->verb));
    val_put(v, "verb_text", val_keep(a, journal_word(cx, JOURNAL_VERBS, e->verb)));
    val_put_bool(a, v, "denied", strcmp(e->verb, "denied") == 0);
    val_put(v, "kind", val_keep(a, e->kind));
    val_put(v, "kind_text", val_keep(a, e->object ? journal_word(cx, JOURNAL_KINDS, e->kind) : ""));
    val_put_int(a, v, "object", e->object);
    val_put(v, "link", val_keep(a, journal_link(cx, e->kind, e->object)));
    val_put(v, "data", val_keep(a, data_text(cx, val_get(entry, "data"))));
    val_put(v, "right", val_keep(a, right_text(val_get(entry, "authority"))));
    val_put(v, "hash", val_keep(a, e->hash));
    val_put(v, "hash_short", val_textn(a, e->hash, 10));
    return v;
}

static bool journal_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    void *rows;
    size_t n;
    Val *list, *proofs;
    bool waits;
    if (!list_read(req, &JOURNAL_LIST, &rows, &n, &list, err) || !proof_view(cx, &proofs, &waits, err))
        return false;
    Val *items = val_put(list, "items", val_list(cx->arena));
    for (const Entry *e = rows; e < (const Entry *)rows + n; e++)
        val_add(items, entry_view(cx, e));
    val_put(resp->view, "list", list);
    val_put(resp->view, "proofs", proofs);
    val_put_bool(cx->arena, resp->view, "waits", waits);
    val_put_text(cx->arena, resp->view, "csrf", cx->actor->csrf);
    return true;
}

static const Route ROUTES[] = {
    { GET,  "/journal",        ACT_JOURNAL_READ, OBJ_NONE, journal_page,  "journal/list.html", NULL, NULL,
      .clause = "5.12.2", .title = N_("Journal"), .sheet = &JOURNAL_SHEET },
    { POST, "/journal/verify", ACT_JOURNAL_READ, OBJ_NONE, proof_ask_journal, NULL, NULL, "/journal",
      .clause = "5.12.2" },
    { POST, "/proof/replay",   ACT_JOURNAL_READ, OBJ_NONE, proof_ask_replay, NULL, NULL, "/journal",
      .clause = "5.12.2" },
    { 0 }
};
static const NavItem NAV[] = { { "/journal", N_("Journal"), "book", NAV_SYSTEM, ACT_JOURNAL_READ, 90 }, { 0 } };

static const Job JOBS[] = {
    { "proof", "daily 02:10", proof_job, N_("Checks the journal and replays the ledger"), LANE_SLOW },
    { PROOF_JOURNAL, "on request", proof_journal_job, N_("Checks the journal"), LANE_SLOW },
    { PROOF_REPLAY, "on request", proof_replay_job, N_("Replays the ledger"), LANE_SLOW },
    { "witness", "daily 18:10", witness_job, N_("Signs the newest entry of the journal and keeps it outside the database"), LANE_SLOW },
    { 0 }
};

const Area journal_area = { .name = "journal", .routes = ROUTES, .nav = NAV, .jobs = JOBS, .queries = JOURNAL_QUERIES };
