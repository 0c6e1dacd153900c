// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_PERSON_PERSON_H
#define AREAS_PERSON_PERSON_H
#include "app/app.h"

/* Who a person is: names, FIN, birth.  Service facts are the ledger's, the personal file the
 * area `file`'s. */
typedef struct Person {
    int64_t     id;
    const char *fin;                 /* 7 characters, ^[0-9A-HJ-NP-Z]{7}$ */
    const char *surname, *name, *patronymic;
    const char *patronymic_kind;     /* "oglu", "qizi", "rus" (ends the patronymic itself), "none" */
    const char *sex;                 /* "m", "f" */
    Date        birth_date;          /* DATE_ALWAYS: not given yet */
    const char *birth_place;
} Person;
extern const Field PERSON_FIELDS[];
extern const Area  person_area;

bool person_get(Cx *cx, int64_t id, Person *ret, Err *err);              /* NOT_FOUND */
bool person_by_fin(Cx *cx, const char *fin, Person *ret, bool *ret_found, Err *err);
/* Adds a person, who from then on reads his own file; names are cleaned, sort and search keys made here.
 *   errors  INVALID  "fin" (form), "surname", "name", "patronymic" (missing beside oğlu or qızı),
 *                    "birth_date" (in the future or before 1900)
 *           CONFLICT "fin" somebody has it already
 *   effect  a row in person, reader "self" */
bool person_add(Cx *cx, const Person *in, int64_t *ret_id, Err *err);

/* Somebody of the same full name born the same day, whatever his FIN: perhaps the same person. */
bool person_namesake(Cx *cx, const Person *like, Person *ret, bool *ret_found, Err *err);

/* Adds what is wrong with what was filled in; an empty member is not judged. */
void person_check(Cx *cx, const Person *in, Err *err);

/* "Vəliyeva Elşanə Rafiq qızı": as registers and orders write it. */
const char *person_full_name(Arena *a, const Person *p);
/* "E.Vəliyeva": as signatures and lists write it. */
const char *person_initials(Arena *a, const Person *p);
bool person_short_name(Cx *cx, int64_t id, const char **ret, Err *err);
/* The same for the reader of a page whose address names the person: "" when he may not read this file, or there is
 * none. */
bool person_name_to_reader(Cx *cx, int64_t id, const char **ret, Err *err);
#endif
