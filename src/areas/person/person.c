// SPDX-License-Identifier: Apache-2.0
#include "areas/person/person.h"
#include "base/text.h"
#include "person_queries.h"
#include <string.h>

const Field PERSON_FIELDS[] = {
    FIELD(Person, id), FIELD(Person, fin), FIELD(Person, surname), FIELD(Person, name),
    FIELD(Person, patronymic), FIELD(Person, patronymic_kind), FIELD(Person, sex),
    FIELD(Person, birth_date), FIELD(Person, birth_place), FIELDS_END
};

bool person_get(Cx *cx, int64_t id, Person *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_PERSON_GET, BIND(P_INT(id)), PERSON_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such person"));
}

bool person_by_fin(Cx *cx, const char *fin, Person *ret, bool *ret_found, Err *err)
{
    return db_one(cx->db, cx->arena, &Q_PERSON_BY_FIN, BIND(P_TEXT(fin)), PERSON_FIELDS, ret, ret_found, err);
}

bool person_namesake(Cx *cx, const Person *like, Person *ret, bool *ret_found, Err *err)
{
    const char *key = text_sort_key(cx->arena, person_full_name(cx->arena, like));
    return db_one(cx->db, cx->arena, &Q_PERSON_NAMESAKE, BIND(P_TEXT(key), P_DATE(like->birth_date)), PERSON_FIELDS, ret,
                  ret_found, err);
}

const char *person_full_name(Arena *a, const Person *p)
{
    Patronymic kind = strcmp(p->patronymic_kind, "oglu") == 0 ? PATRONYMIC_OGLU
                    : strcmp(p->patronymic_kind, "qizi") == 0 ? PATRONYMIC_QIZI
                    : strcmp(p->patronymic_kind, "none") == 0 ? PATRONYMIC_NONE : PATRONYMIC_OTHER;
    return az_full_name(a, p->surname, p->name, p->patronymic, kind);
}

const char *person_initials(Arena *a, const Person *p) { return az_initials(a, p->surname, p->name, NULL); }

bool person_name_to_reader(Cx *cx, int64_t id, const char **ret, Err *err)
{
    Grant may = { 0 };
    *ret = "";
    if (id != cx->actor->person_id && !authority_check(cx, ACT_PERSON_READ, OBJ_PERSON, id, &may, err))
        return false;
    if (id != cx->actor->person_id && !may.yes)
        return true;
    Err gone = { 0 };
    if (person_short_name(cx, id, ret, &gone))
        return true;
    *ret = "";
    return gone.kind == ERR_NOT_FOUND || (*err = gone, false);
}

bool person_short_name(Cx *cx, int64_t id, const char **ret, Err *err)
{
    Person p;
    if (!person_get(cx, id, &p, err))
        return false;
    *ret = person_initials(cx->arena, &p);
    return true;
}

void person_check(Cx *cx, const Person *p, Err *err)
{
    bool named = strcmp(p->patronymic_kind, "none") != 0;
    if (*p->fin && !text_fin_valid(p->fin))
        err_add(err, "fin", N_("a FIN has 7 digits and capital Latin letters, without I and O"));
    if (*p->patronymic_kind && named != (*p->patronymic != '\0'))
        err_add(err, "patronymic", named ? N_("write the father's name, or choose that there is none")
                                         : N_("choose what follows the father's name"));
    if (!date_same(p->birth_date, DATE_ALWAYS)
        && (!date_before(p->birth_date, cx->today) || date_before(p->birth_date, day_first(DAY_OF_BIRTH))))
        err_add(err, "birth_date", N_("the day of birth cannot be right"));
}

bool person_add(Cx *cx, const Person *in, int64_t *ret_id, Err *err)
{
    Arena *a = cx->arena;
    Person p = *in;
    p.surname = text_clean(a, in->surname);
    p.name = text_clean(a, in->name);
    p.patronymic = text_clean(a, in->patronymic);
    if (!*p.fin)
        err_add(err, "fin", N_("fill this in"));
    if (!*p.surname)
        err_add(err, "surname", N_("fill this in"));
    if (!*p.name)
        err_add(err, "name", N_("fill this in"));
    if (date_same(p.birth_date, DATE_ALWAYS))
        err_add(err, "birth_date", N_("fill this in"));
    person_check(cx, &p, err);
    if (err->kind)
        return false;
    bool taken;
    Person other;
    if (!person_by_fin(cx, p.fin, &other, &taken, err))
        return false;
    if (taken)
        return err_set(err, ERR_CONFLICT, "fin", N_("this FIN belongs to {0}"), person_full_name(a, &other));
    const char *full = person_full_name(a, &p);
    if (!db_int(cx->db, &Q_PERSON_ADD,
                BIND(P_TEXT(p.fin), P_TEXT(p.surname), P_TEXT(p.name), P_TEXT(p.patronymic),
                     P_TEXT(p.patronymic_kind), P_TEXT(p.sex), P_DATE(p.birth_date), P_TEXT(p.birth_place),
                     P_TEXT(text_sort_key(a, full)), P_TEXT(text_fold(a, full)), P_INSTANT(cx->now)),
                0, ret_id, err))
        return false;
    find_touch(cx, OBJ_PERSON, *ret_id);
    return authority_relate(cx, OBJ_PERSON, *ret_id, principal_of_person(*ret_id), "self", err);
}
