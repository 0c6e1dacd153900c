// SPDX-License-Identifier: Apache-2.0
/* Authority of a day: from the post held, an acting order, or regulation 5.5.
 *
 * 5.5 says one thing: when the head of the directorate is absent or his post vacant, his present
 * deputy acts.  It does not serve the head of the Service, another unit or the section head; an
 * order naming who acts for the post excludes it for that time; and if the deputy is away too,
 * nobody acts.  Who is away sees and does not act, by his posts and by himself alike. */
#include "areas/staff/table.h"
#include "staff_queries.h"
#include <string.h>

typedef struct StandingRow {
    const char *kind, *code, *post_kind, *title_full;
    int64_t     seat, input, unit_id;
    Date        valid_to;
} StandingRow;
static const Field STANDING_FIELDS[] = {
    FIELD(StandingRow, kind), FIELD(StandingRow, code), FIELD(StandingRow, post_kind), FIELD(StandingRow, title_full),
    FIELD(StandingRow, seat), FIELD(StandingRow, input), FIELD(StandingRow, unit_id), FIELD(StandingRow, valid_to),
    FIELDS_END
};

static const Field SEAT_PERSON_FIELDS[] = {
    FIELD(SeatPerson, kind), FIELD(SeatPerson, absence), FIELD(SeatPerson, person), FIELD(SeatPerson, input),
    FIELD(SeatPerson, absence_input), FIELD(SeatPerson, until), FIELDS_END
};

static const SeatPerson *people_of_seat(Cx *cx, int64_t seat, Date day, size_t *ret_n, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_STAFF_PEOPLE_OF_SEAT,
                  BIND(P_INT(seat), P_DATE(day), P_INSTANT(INSTANT_FOREVER)), SEAT_PERSON_FIELDS,
                  sizeof(SeatPerson), ret_n, err);
}

static Val *path_of(Cx *cx, const StandingRow *r, const char *absence)
{
    Val *path = val_map(cx->arena);
    val_put_text(cx->arena, path, "by", r->kind);
    val_put_int(cx->arena, path, "input", r->input);
    val_put_int(cx->arena, path, "seat", r->seat);
    if (*absence)
        val_put_text(cx->arena, path, "absent", absence);
    return path;
}

static bool is_holding(const char *kind)
{
    return strcmp(kind, FACT_HOLDING) == 0 || strcmp(kind, FACT_TEMP_HOLDING) == 0;
}

/* Does 5.5 apply to a head's seat?  `people`: of that seat; *ret_holder: its absent holder, or NULL. */
static bool substituted(const SeatPerson *people, size_t n, const SeatPerson **ret_holder)
{
    *ret_holder = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(people[i].kind, FACT_ACTING) == 0)
            return false;                                 /* an order names who acts */
        if (!*people[i].absence)
            return false;                                 /* the holder, or who stands in his place */
        if (strcmp(people[i].kind, FACT_HOLDING) == 0)
            *ret_holder = &people[i];
    }
    return true;
}

/* Why 5.5 applies to a head's seat on a day; NULL when it does not. */
static Val *substitution(Cx *cx, const Seat *head, const SeatPerson *people, size_t n, Date day)
{
    const SeatPerson *holder;
    if (!substituted(people, n, &holder))
        return NULL;
    Val *path = val_map(cx->arena);
    val_put(path, "by", val_keep(cx->arena, "substitution"));
    val_put(path, "clause", val_keep(cx->arena, "5.5"));
    val_put_int(cx->arena, path, "seat", head->id);
    val_put_date(cx->arena, path, "day", day);
    if (holder) {
        val_put_int(cx->arena, path, "absent_person", holder->person);
        val_put_text(cx->arena, path, "absence", holder->absence);
        val_put_int(cx->arena, path, "absence_input", holder->absence_input);
        val_put(path, "until", val_date(cx->arena, holder->until));
    } else {
        val_put_bool(cx->arena, path, "vacant", true);
    }
    return path;
}

/* A present deputy's further standing: the head's seat of his own directorate. */
static bool add_substitution(Cx *cx, const Standing *deputy, Date day, Standing *list, size_t *n, Err *err)
{
    size_t heads, people_n;
    const Seat *head = db_all(cx->db, cx->arena, &Q_STAFF_HEAD_OF_UNIT,
                              BIND(P_INT(deputy->unit_id), P_TEXT("head"), P_DATE(day)), SEAT_FIELDS, sizeof(Seat),
                              &heads, err);
    if (!head)
        return false;
    for (size_t i = 0; i < heads; i++) {
        const SeatPerson *people = people_of_seat(cx, head[i].id, day, &people_n, err);
        if (!people)
            return false;
        Val *path = substitution(cx, &head[i], people, people_n, day);
        if (!path)
            continue;
        list[(*n)++] = (Standing){
            .principal = principal_of_seat(head[i].id), .ground = GROUND_SUBSTITUTE, .seat_id = head[i].id,
            .unit_id = head[i].unit_id, .post_kind = head[i].post_kind, .post_title = head[i].title_full,
            .may_write = true, .path = path, .day = day };
    }
    return true;
}

static bool standings(Cx *cx, int64_t person_id, Date day, Standing **ret, size_t *ret_count, Err *err)
{
    enum { MOST = 12 };
    size_t rows_n;
    const StandingRow *rows = db_all(cx->db, cx->arena, &Q_STAFF_STANDINGS,
                                     BIND(P_INT(person_id), P_DATE(day), P_INSTANT(INSTANT_FOREVER)), STANDING_FIELDS,
                                     sizeof(StandingRow), &rows_n, err);
    if (!rows)
        return false;
    const char *absence = "";
    bool serves = false;                                  /* on the list of personnel: with a post, or at disposal */
    for (size_t i = 0; i < rows_n; i++)
        if (strcmp(rows[i].kind, FACT_ABSENCE) == 0)
            absence = *rows[i].code ? rows[i].code : "away";
        else
            serves = true;
    Standing *list = NEW_N(cx->arena, Standing, rows_n + MOST);
    size_t n = 0;
    list[n++] = (Standing){ .principal = principal_of_person(person_id), .ground = GROUND_SELF,
                            .post_kind = serves ? POST_EMPLOYEE : "", .may_write = !*absence, .day = day };
    for (size_t i = 0; i < rows_n; i++) {
        bool holding = is_holding(rows[i].kind);
        if (rows[i].seat == 0 || (!holding && strcmp(rows[i].kind, FACT_ACTING) != 0))
            continue;
        list[n++] = (Standing){
            .principal = principal_of_seat(rows[i].seat), .seat_id = rows[i].seat, .unit_id = rows[i].unit_id,
            .ground = holding ? GROUND_SEAT : GROUND_ACTING, .post_kind = rows[i].post_kind,
            .post_title = rows[i].title_full, .may_write = !*absence, .path = path_of(cx, &rows[i], absence),
            .day = day };
    }
    size_t held = n;
    for (size_t i = 1; i < held && !*absence && n < rows_n + MOST; i++)
        if (list[i].ground == GROUND_SEAT && strcmp(list[i].post_kind, "deputy") == 0
            && !add_substitution(cx, &list[i], day, list, &n, err))
            return false;
    *ret = list;
    *ret_count = n;
    return true;
}

/* The present one of a kind; acting by order before a temporary holder. */
static const SeatPerson *present(const SeatPerson *people, size_t n, const char *kind)
{
    for (size_t i = 0; i < n; i++)
        if (!*people[i].absence && strcmp(people[i].kind, kind) == 0)
            return &people[i];
    return NULL;
}

void seat_settle(const Seat *seat, const SeatPerson *people, size_t n, const SeatPerson *deputies, size_t deputy_n,
                 SeatToday *ret)
{
    const SeatPerson *who, *holder;
    *ret = (SeatToday){ .vacant = true };
    for (size_t i = 0; i < n; i++)
        if (strcmp(people[i].kind, FACT_HOLDING) == 0) {
            ret->vacant = false;
            ret->holder_id = people[i].person;
            ret->holder_absent = *people[i].absence != '\0';
            ret->absence = people[i].absence;
            ret->absent_until = people[i].until;
        }
    bool by_rule = strcmp(seat->post_kind, "head") == 0 && substituted(people, n, &holder);
    ret->ground = GROUND_SEAT;
    if (!(who = present(people, n, FACT_HOLDING)) && (who = present(people, n, FACT_ACTING)))
        ret->ground = GROUND_ACTING;
    if (!who)
        who = present(people, n, FACT_TEMP_HOLDING);
    if (!who && by_rule) {
        who = present(deputies, deputy_n, FACT_HOLDING);
        if (!who)
            who = present(deputies, deputy_n, FACT_TEMP_HOLDING);
        ret->ground = who ? GROUND_SUBSTITUTE : GROUND_SEAT;
    }
    ret->person_id = who ? who->person : 0;
    if (!who)
        ret->gap = by_rule ? N_("the head and the deputy are both away; an acting order is needed")
                           : N_("nobody may act for this post today; an acting order is needed");
}

/* Everybody on the deputies' seats of a head's unit. */
static const SeatPerson *deputies_of(Cx *cx, const Seat *head, Date day, size_t *ret_n, Err *err)
{
    size_t seats, n;
    SeatPerson *all = NEW(cx->arena, SeatPerson);
    *ret_n = 0;
    const Seat *seat = db_all(cx->db, cx->arena, &Q_STAFF_HEAD_OF_UNIT,
                              BIND(P_INT(head->unit_id), P_TEXT("deputy"), P_DATE(day)), SEAT_FIELDS, sizeof(Seat),
                              &seats, err);
    for (size_t i = 0; seat && i < seats; i++) {
        const SeatPerson *people = people_of_seat(cx, seat[i].id, day, &n, err);
        if (!people)
            return NULL;
        SeatPerson *more = NEW_N(cx->arena, SeatPerson, *ret_n + n + 1);
        memcpy(more, all, *ret_n * sizeof *all);
        memcpy(more + *ret_n, people, n * sizeof *people);
        all = more;
        *ret_n += n;
    }
    return seat ? all : NULL;
}

bool staff_seat_now(Cx *cx, const Seat *seat, Date day, SeatToday *ret, Err *err)
{
    size_t n, deputy_n = 0;
    const SeatPerson *holder, *deputies = NULL;
    const SeatPerson *people = people_of_seat(cx, seat->id, day, &n, err);
    if (!people)
        return false;
    if (strcmp(seat->post_kind, "head") == 0 && substituted(people, n, &holder)
        && !(deputies = deputies_of(cx, seat, day, &deputy_n, err)))
        return false;
    seat_settle(seat, people, n, deputies, deputy_n, ret);
    return true;
}

bool staff_seat_today(Cx *cx, int64_t seat_id, Date day, SeatToday *ret, Err *err)
{
    Seat seat;
    return staff_seat(cx, seat_id, &seat, err) && staff_seat_now(cx, &seat, day, ret, err);
}

/* One person on the seat; the seat alone when nobody is. */
typedef struct PostRow {
    int64_t     seat, unit_id, person, input, absence_input;
    const char *title_full, *kind, *absence, *surname, *name;
    OptDate     until;
} PostRow;
static const Field POST_FIELDS[] = {
    FIELD(PostRow, seat), FIELD(PostRow, unit_id), FIELD(PostRow, person), FIELD(PostRow, input),
    FIELD(PostRow, absence_input), FIELD(PostRow, title_full), FIELD(PostRow, kind), FIELD(PostRow, absence),
    FIELD(PostRow, surname), FIELD(PostRow, name), FIELD(PostRow, until), FIELDS_END
};

bool staff_post_today(Cx *cx, const char *post_kind, Date day, PostToday *ret, bool *ret_found, Err *err)
{
    size_t n, people_n = 0;
    *ret = (PostToday){ .surname = "", .name = "" };
    const PostRow *rows = db_all(cx->db, cx->arena, &Q_STAFF_POST_TODAY,
                                 BIND(P_TEXT(post_kind), P_DATE(day), P_INSTANT(INSTANT_FOREVER)), POST_FIELDS,
                                 sizeof(PostRow), &n, err);
    if (!rows)
        return false;
    *ret_found = n > 0;
    if (n == 0)
        return true;
    SeatPerson *people = NEW_N(cx->arena, SeatPerson, n);
    for (size_t i = 0; i < n; i++)
        if (rows[i].person)
            people[people_n++] = (SeatPerson){ rows[i].kind, rows[i].absence, rows[i].person, rows[i].input,
                                               rows[i].absence_input, rows[i].until.has ? rows[i].until.v : DATE_FOREVER };
    ret->seat = (Seat){ .id = rows[0].seat, .unit_id = rows[0].unit_id, .post_kind = post_kind,
                        .title_full = rows[0].title_full };
    seat_settle(&ret->seat, people, people_n, NULL, 0, &ret->today);
    int64_t named = ret->today.person_id ? ret->today.person_id : ret->today.holder_id;
    for (size_t i = 0; i < n; i++)
        if (named && rows[i].person == named) {
            ret->surname = rows[i].surname;
            ret->name = rows[i].name;
        }
    return true;
}

const int64_t *staff_may_serve(Cx *cx, int64_t seat_id, Date day, size_t *ret_n, Err *err)
{
    Seat seat;
    size_t n, deputy_n = 0;
    const SeatPerson *deputies = NULL;
    if (!staff_seat(cx, seat_id, &seat, err))
        return NULL;
    const SeatPerson *people = people_of_seat(cx, seat_id, day, &n, err);
    if (!people || (strcmp(seat.post_kind, "head") == 0 && !(deputies = deputies_of(cx, &seat, day, &deputy_n, err))))
        return NULL;
    int64_t *id = NEW_N(cx->arena, int64_t, n + deputy_n + 1);
    for (size_t i = 0; i < n; i++)
        id[i] = people[i].person;
    for (size_t i = 0; i < deputy_n; i++)
        id[n + i] = deputies[i].person;
    *ret_n = n + deputy_n;
    return id;
}

typedef struct IdRow { int64_t id; } IdRow;
static const Field ID_FIELDS[] = { FIELD(IdRow, id), FIELDS_END };

static const int64_t *unit_people(Cx *cx, int64_t unit, Date day, size_t *ret_n, Err *err)
{
    const IdRow *rows = db_all(cx->db, cx->arena, &Q_STAFF_UNIT_PEOPLE,
                               BIND(P_INT(unit), P_DATE(day), P_INSTANT(INSTANT_FOREVER)), ID_FIELDS, sizeof(IdRow), ret_n, err);
    if (!rows)
        return NULL;
    int64_t *id = NEW_N(cx->arena, int64_t, *ret_n + 1);
    for (size_t i = 0; i < *ret_n; i++)
        id[i] = rows[i].id;
    return id;
}

static bool unit_within(Cx *cx, int64_t unit, int64_t top, bool *ret, Err *err)
{
    int64_t n;
    if (!db_int(cx->db, &Q_STAFF_UNIT_WITHIN, BIND(P_INT(unit), P_INT(top)), 0, &n, err))
        return false;
    *ret = n > 0;
    return true;
}

const AuthoritySource STAFF_AUTHORITY = { standings, unit_people, unit_within };
