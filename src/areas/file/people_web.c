// SPDX-License-Identifier: Apache-2.0
/* The list of people, by name. */
#include "areas/file/file_in.h"
#include "app/export.h"
#include "app/i18n.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "file_queries.h"

typedef struct PeopleRow {
    int64_t     id;
    const char *sort_key, *surname, *name, *patronymic, *patronymic_kind, *fin, *post, *unit, *rank, *absence;
    bool        listed;
    OptDate     until;
} PeopleRow;
static const Field PEOPLE_FIELDS[] = {
    FIELD(PeopleRow, id), FIELD(PeopleRow, sort_key), FIELD(PeopleRow, surname), FIELD(PeopleRow, name),
    FIELD(PeopleRow, patronymic), FIELD(PeopleRow, patronymic_kind), FIELD(PeopleRow, fin), FIELD(PeopleRow, post),
    FIELD(PeopleRow, unit), FIELD(PeopleRow, rank), FIELD(PeopleRow, absence), FIELD(PeopleRow, listed),
    FIELD(PeopleRow, until), FIELDS_END
};

static const Choice LISTED[] = { { "1", N_("on the list of personnel") }, { "0", N_("not on the list") }, { 0 } };

static const ListFilter PEOPLE_FILTERS[] = {
    { "q", &F_PEOPLE_Q, { { "q", F_TEXT, 0 }, IN_LINE, OPTIONAL, 100, N_("Name or FIN"), NULL, NULL }, true, NULL },
    { "listed", &F_PEOPLE_LISTED, { { "listed", F_TEXT, 0 }, IN_CHOICE, OPTIONAL, 1, N_("Service"), NULL, LISTED },
      false, "1" },
    { "listed", &F_PEOPLE_LEFT, { { "listed", F_TEXT, 0 }, IN_HIDDEN, OPTIONAL, 1, NULL, NULL, NULL }, false, "0" },
    { 0 }
};

const ListSpec PEOPLE_LIST = {
    .kind = OBJ_PERSON, .act = ACT_PERSON_LIST, .all = &F_PEOPLE_ALL, .related = &F_PEOPLE_ALL, .after = &F_PEOPLE_AFTER,
    .order = &F_PEOPLE_ORDER, .all_count = &F_PEOPLE_IDS,
    .filters = PEOPLE_FILTERS, .fields = PEOPLE_FIELDS, .record_size = sizeof(PeopleRow),
    .by_key = true
};

static const Column PEOPLE_COLUMNS[] = {
    { "id", N_("Its identifier"), CELL_INT, 8 },
    { "name", N_("Surname, name, father's name"), CELL_TEXT, 36 },
    { "fin", N_("FIN"), CELL_TEXT, 10 },
    { "post", N_("Post"), CELL_TEXT, 40 },
    { "unit", N_("Unit"), CELL_TEXT, 40 },
    { "rank", N_("Rank"), CELL_TEXT, 30 },
    { "listed", N_("on the list of personnel"), CELL_BOOL, 12 },
    { "absence", N_("Absence"), CELL_TEXT, 30 },
    { 0 }
};
const Export PEOPLE_SHEET = { "people", "list.items", PEOPLE_COLUMNS };

bool people_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    void *rows;
    size_t n;
    Val *list;
    Grant add;
    if (!list_read(req, &PEOPLE_LIST, &rows, &n, &list, err))
        return false;
    Val *items = val_list(a);
    for (size_t i = 0; i < n; i++) {
        const PeopleRow *r = (const PeopleRow *)rows + i;
        Person p = { .surname = r->surname, .name = r->name, .patronymic = r->patronymic,
                     .patronymic_kind = r->patronymic_kind };
        Val *v = val_add(items, staff_name_view(cx, r->id, person_full_name(a, &p), r->absence,
                                                r->until.has ? r->until.v : DATE_FOREVER));
        val_put_int(a, v, "id", r->id);
        val_put(v, "fin", val_keep(a, r->fin));
        val_put(v, "post", val_keep(a, *r->post ? r->post : r->listed ? tr(cx, N_("at disposal")) : ""));
        val_put(v, "unit", val_keep(a, r->unit));
        val_put(v, "rank", val_keep(a, *r->rank ? staff_rank_title(cx->app, r->rank) : ""));
        val_put_bool(a, v, "listed", r->listed);
    }
    val_put(list, "items", items);
    val_put(resp->view, "list", list);
    val_put_bool(a, resp->view, "may_add", authority_holds(cx, ACT_PERSON_ADD, &add));
    return true;
}
