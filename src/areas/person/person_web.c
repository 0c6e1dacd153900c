// SPDX-License-Identifier: Apache-2.0
/* Adding a person.  The list of people and their files are the area `file`'s. */
#include "areas/person/person.h"
#include "app/i18n.h"
#include "app/journal.h"
#include "base/text.h"
#include "person_queries.h"

static const Choice PATRONYMIC_KINDS[] = {
    { "oglu", N_("oğlu (son of)") }, { "qizi", N_("qızı (daughter of)") },
    { "rus", N_("the name ends it itself") }, { "none", N_("no father's name") }, { 0 }
};
static const Choice SEXES[] = { { "m", N_("male") }, { "f", N_("female") }, { 0 } };

static const Input PERSON_INPUTS[] = {
    INPUT(Person, surname,         IN_LINE,   REQUIRED, 80,  N_("Surname")),
    INPUT(Person, name,            IN_LINE,   REQUIRED, 80,  N_("Name")),
    INPUT(Person, patronymic,      IN_LINE,   OPTIONAL, 80,  N_("Father's name")),
    INPUT(Person, patronymic_kind, IN_CHOICE, REQUIRED, 4,   N_("After the father's name"), NULL, PATRONYMIC_KINDS),
    INPUT(Person, sex,             IN_CHOICE, REQUIRED, 1,   N_("Sex"), NULL, SEXES),
    INPUT(Person, fin,             IN_LINE,   REQUIRED, 10,  N_("FIN"), N_("7 characters of the identity card")),
    INPUT(Person, birth_date,      IN_DATE,   REQUIRED, 10,  N_("Day of birth"), .day = DAY_OF_BIRTH),
    INPUT(Person, birth_place,     IN_LINE,   OPTIONAL, 200, N_("Place of birth")),
    INPUTS_END
};

static bool new_page(Req *req, Resp *resp, Err *err)
{
    (void)err;
    val_put(resp->view, "person_form", form_view(req, "/people", PERSON_INPUTS, NULL));
    return true;
}

static bool post_person(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Person p = { .fin = "", .surname = "", .name = "", .patronymic = "", .patronymic_kind = "", .sex = "",
                 .birth_place = "", .birth_date = DATE_ALWAYS };
    form_read(req, "", PERSON_INPUTS, &p, err);
    p.fin = text_ascii_upper(cx->arena, p.fin);
    person_check(cx, &p, err);                        /* so that the form shows all its faults at once */
    if (err->kind || !person_add(cx, &p, &resp->created_id, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "name", person_full_name(cx->arena, &p));
    journal_add(cx, "person.add", OBJ_PERSON, resp->created_id, data, req->grant);
    resp->redirect = arena_printf(cx->arena, "/people/%lld", (long long)resp->created_id);
    resp->notice = N_("The person is added; his service begins with an order of appointment");
    return true;
}

static const Route ROUTES[] = {
    /* method path          act             object    handler      template           inputs         again */
    { GET,  "/people/new", ACT_PERSON_ADD, OBJ_NONE, new_page,    "person/new.html", NULL,          NULL,
      .clause = "6.1.13", .title = N_("New person") },
    { POST, "/people",     ACT_PERSON_ADD, OBJ_NONE, post_person, NULL,              PERSON_INPUTS, "/people/new",
      .clause = "6.1.13", .title = N_("New person") },
    { 0 }
};

/* ---- what the search box finds ------------------------------------------------ */

static bool person_words(Cx *cx, int64_t id, FindText *ret, bool *ret_found, Err *err)
{
    Person p;
    if (!db_one(cx->db, cx->arena, &Q_PERSON_GET, BIND(P_INT(id)), PERSON_FIELDS, &p, ret_found, err) || !*ret_found)
        return err->kind == ERR_NONE;
    ret->title = person_full_name(cx->arena, &p);
    ret->about = p.fin;
    ret->text = arena_printf(cx->arena, "%s %s", ret->title, p.fin);
    return true;
}

static const FindKind FINDS[] = {
    { OBJ_PERSON, ACT_PERSON_READ, N_("People"), "/people/", person_words, &Q_PERSON_IDS },
    { 0 }
};

const Area person_area = { .name = "person", .routes = ROUTES, .finds = FINDS, .queries = PERSON_QUERIES };
