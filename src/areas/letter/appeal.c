// SPDX-License-Identifier: Apache-2.0
/* Appeals of persons: repeated, collective, anonymous, about somebody. */
#include "app/wall.h"
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

/* ---- what the clerk marks at taking over ------------------------------------------ */

bool appeal_marks_fit(const Cx *cx, const HandoverItem *item, const AppealMarks *m, Err *err)
{
    if (!m->collective && !m->anonymous && !m->complained_id)
        return true;
    if (!letter_is_appeal(item->kind))
        return err_set(err, ERR_INVALID, m->collective ? "collective" : m->anonymous ? "anonymous" : "complained_id",
                       N_("only an appeal is collective, anonymous or about somebody"));
    if (m->collective && (m->collective < 2 || m->collective > 100000))
        err_add(err, "collective", N_("a collective appeal has 2 applicants or more"));
    if (m->anonymous && (strcmp(item->party_kind, "natural") != 0 || *item->address))
        err_add(err, "anonymous", N_("on a legal person's letterhead or with one contact it is considered (Appeals Law 6.4)"));
    if (m->complained_id && strcmp(item->kind, "complaint") != 0)
        err_add(err, "complained_id", N_("only a complaint is about somebody"));
    if (m->complained_id && m->complained_id == cx->actor->person_id)
        err_add(err, "complained_id", N_("a complaint about yourself is taken over by whoever acts for your post"));
    return err->kind == ERR_NONE;
}

typedef struct PastRow { const char *theme; } PastRow;
static const Field PAST_FIELDS[] = { FIELD(PastRow, theme), FIELDS_END };

bool appeal_repeats(Cx *cx, const HandoverItem *item, bool anonymous, const char *party_fold, const char *theme, int64_t *ret,
                    Err *err)
{
    size_t n;
    const Law *law;
    *ret = 0;
    if (!letter_is_appeal(item->kind) || anonymous)
        return true;
    if (!law_current(cx, &law, err))
        return false;
    const Rule *window = rule_need(law, "appeal.repeated.window", REGIME_ANY, item->office_date, err);
    if (!window)
        return false;
    Date from = date_add_years(item->office_date, -(int)window->value);
    const PastRow *rows = db_all(cx->db, cx->arena, &Q_APPEALS_ANSWERED,
                                 BIND(P_TEXT(party_fold), P_DATE(from), P_DATE(item->office_date), P_INT(item->letter_id)),
                                 PAST_FIELDS, sizeof(PastRow), &n, err);
    for (size_t i = 0; rows && i < n; i++)
        *ret += themes_alike(rows[i].theme, theme);
    return rows != NULL;
}

/* ---- the wall --------------------------------------------------------------------- */

const char *const COMPLAINT_WALL =
    N_("a complaint is not given for decision to the one complained about (Law on Appeals of Citizens)");

bool appeal_wall(const Letter *l, int64_t person, const char *field, Err *err)
{
    return !l->complained_id || l->complained_id != person || err_set(err, ERR_INVALID, field, COMPLAINT_WALL);
}

bool appeal_wall_seat(Cx *cx, const Letter *l, int64_t seat, const char *field, Err *err)
{
    SeatToday today;
    if (!l->complained_id)
        return true;
    return staff_seat_today(cx, seat, cx->today, &today, err) && appeal_wall(l, today.person_id, field, err);
}

typedef struct OurPerson { int64_t id; const char *surname, *forename, *title; } OurPerson;
static const Field OUR_FIELDS[] = {
    FIELD(OurPerson, id), FIELD(OurPerson, surname), FIELD(OurPerson, forename), FIELD(OurPerson, title), FIELDS_END
};

bool appeal_people(Cx *cx, Val **ret, Err *err)
{
    size_t n;
    const Seat *head = staff_seats_of_kind(cx, "head", cx->today, &n, err);
    if (!head)
        return false;
    const OurPerson *rows = db_all(cx->db, cx->arena, &Q_APPEAL_PEOPLE,
                                   BIND(P_INT(n ? head[0].unit_id : 0), P_DATE(cx->today), P_INSTANT(INSTANT_FOREVER)), OUR_FIELDS,
                                   sizeof(OurPerson), &n, err);
    *ret = val_list(cx->arena);
    for (size_t i = 0; rows && i < n; i++)
        val_add(*ret, form_choice(cx->arena, arena_printf(cx->arena, "%lld", (long long)rows[i].id),
                                  arena_printf(cx->arena, "%s, %s", az_initials(cx->arena, rows[i].surname, rows[i].forename, NULL),
                                               rows[i].title)));
    return rows != NULL;
}

bool appeal_wall_line(Cx *cx, int64_t line, int64_t person, Err *err)
{
    return wall_end(cx, OBJ_LINE, line, err) && wall_put(cx, OBJ_LINE, line, person, err);
}
