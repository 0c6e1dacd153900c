// SPDX-License-Identifier: Apache-2.0
/* Units and seats by an edition of the staff table: each line names the act that brought it into force (5.1).  A line
 * without the code of a seat is a unit alone; a unit is described where it first stands. */
#include "areas/import/import_in.h"
#include "areas/ledger/ledger.h"
#include "areas/service/service.h"
#include "areas/staff/staff.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

typedef struct StaffLine {
    const char *act, *unit, *unit_title, *unit_kind, *parent, *seat, *post_kind, *title, *title_full, *regime, *ceiling, *part;
    Date        act_date, in_force;
    int64_t     capacity;                /* thousandths; 0: the line is a unit alone */
    bool        makes_unit;
} StaffLine;

static const Choice UNIT_KINDS[] = {
    { "service", N_("the Service itself") }, { "leadership", N_("leadership") }, { "secretariat", N_("Secretariat") },
    { "directorate", N_("directorate") }, { "section", N_("section") }, { 0 }
};
static const Choice POST_KINDS[] = {
    { "service_head", N_("Head of the Service") }, { "service_deputy", N_("Deputy head of the Service") },
    { "head", N_("head of the directorate") }, { "deputy", N_("deputy head of the directorate") },
    { "section_head", N_("head of a section") }, { "chief_inspector", N_("chief inspector") }, { "inspector", N_("inspector") },
    { "clerk", N_("inspector-clerk") }, { "secretariat", N_("officer of the Secretariat") },
    { "other_head", N_("head of another unit") }, { "other", N_("employee of another unit") }, { 0 }
};
static const Choice REGIMES[] = {
    { "RANKED", N_("with a special rank") }, { "CIVIL_SERVANT", N_("civil servant") }, { "LABOUR", N_("labour contract") }, { 0 }
};

const Input STAFF_COLUMNS[] = {
    INPUT(StaffLine, act,        IN_LINE,   REQUIRED, 200, N_("Act that approves it")),
    INPUT(StaffLine, act_date,   IN_DATE,   REQUIRED, 10,  N_("Date of the act"), .day = DAY_OF_PAPER),
    INPUT(StaffLine, in_force,   IN_DATE,   REQUIRED, 10,  N_("In force from"), .day = DAY_OF_SERVICE),
    INPUT(StaffLine, unit,       IN_LINE,   REQUIRED, 40,  N_("Code of the unit")),
    INPUT(StaffLine, unit_title, IN_LINE,   OPTIONAL, 200, N_("Name of the unit")),
    INPUT(StaffLine, unit_kind,  IN_CHOICE, OPTIONAL, 20,  N_("Kind of the unit"), NULL, UNIT_KINDS),
    INPUT(StaffLine, parent,     IN_LINE,   OPTIONAL, 40,  N_("Code of the unit above")),
    INPUT(StaffLine, seat,       IN_LINE,   OPTIONAL, 40,  N_("Code of the seat")),
    INPUT(StaffLine, post_kind,  IN_CHOICE, OPTIONAL, 20,  N_("Kind of the post"), NULL, POST_KINDS),
    INPUT(StaffLine, title,      IN_LINE,   OPTIONAL, 200, N_("Post")),
    INPUT(StaffLine, title_full, IN_LINE,   OPTIONAL, 400, N_("Post in full")),
    INPUT(StaffLine, regime,     IN_CHOICE, OPTIONAL, 20,  N_("Service"), NULL, REGIMES),
    INPUT(StaffLine, ceiling,    IN_LINE,   OPTIONAL, 40,  N_("Highest rank of the post")),
    INPUT(StaffLine, part,       IN_LINE,   OPTIONAL, 6,   N_("Part of the staff unit")),
    INPUTS_END
};
size_t staff_size(void) { return sizeof(StaffLine); }

/* ---- checking ---------------------------------------------------------------------- */

/* "1", "0,5" or "0.25" in thousandths; 0 when it is no part of a seat. */
static int64_t part_of(const char *text)
{
    int64_t whole = 0, scale = 1000;
    if (!*text)
        return WHOLE_SEAT;
    for (; *text >= '0' && *text <= '9'; text++)
        whole = whole * 10 + (*text - '0');
    whole *= scale;
    if (*text == ',' || *text == '.')
        for (text++; *text >= '0' && *text <= '9' && scale > 1; text++)
            whole += (*text - '0') * (scale /= 10);
    return *text || whole > WHOLE_SEAT ? 0 : whole;
}

static void check_seat(const App *app, StaffLine *l, Err *own)
{
    if (!*l->post_kind)
        err_add(own, "post_kind", N_("fill this in"));
    if (!*l->title)
        err_add(own, "title", N_("fill this in"));
    if (!*l->regime)
        l->regime = "RANKED";
    if (*l->ceiling && !rank_find(app, l->ceiling))
        err_add(own, "ceiling", N_("there is no such rank"));
    l->capacity = part_of(l->part);
    if (!l->capacity)
        err_add(own, "part", N_("a seat is one staff unit or a part of one"));
}

/* Codes that this table makes, as far as it was read. */
typedef struct Codes { const char *code; int line; } Codes;
typedef struct Made { Codes *list; size_t count; } Made;

static int made_in(const Made *m, const char *code)
{
    for (size_t i = m->count; i-- > 0;)
        if (strcmp(m->list[i].code, code) == 0)
            return m->list[i].line;
    return 0;
}

static bool check_unit(Cx *cx, StaffLine *l, const Made *units, Err *own)
{
    int64_t known, parent = 0;
    if (!staff_unit_by_code(cx, l->unit, &known, own))
        return false;
    l->makes_unit = !known && !made_in(units, l->unit);
    if (!l->makes_unit)
        return true;
    if (!*l->unit_title)
        err_add(own, "unit_title", N_("this unit is not there yet: write its name"));
    if (!*l->unit_kind)
        err_add(own, "unit_kind", N_("this unit is not there yet: write its kind"));
    if (*l->parent && !made_in(units, l->parent)) {
        if (!staff_unit_by_code(cx, l->parent, &parent, own))
            return false;
        if (!parent)
            err_add(own, "parent", N_("there is no such unit, neither here nor in a line above"));
    }
    return own->kind == ERR_NONE;
}

static bool check_code(Cx *cx, const StaffLine *l, const Made *seats, Err *own)
{
    Seat seat;
    bool found;
    int line = made_in(seats, l->seat);
    if (line)
        return err_add(own, "seat", N_("line {0} has the same seat"), arena_printf(cx->arena, "%d", line));
    if (!staff_seat_by_code(cx, l->seat, &seat, &found, own))
        return false;
    return !found || err_add(own, "seat", N_("the staff table has this seat already: {0}"), seat.title_full);
}

static void note(Run *run, Made *made, const char *code, int line)
{
    if (!made->list)
        made->list = NEW_N(run->cx->arena, Codes, run->count);
    made->list[made->count++] = (Codes){ code, line };
}

bool staff_check(Run *run, Err *err)
{
    Made units = { 0 }, seats = { 0 };
    for (size_t i = 0; i < run->count; i++) {
        Line *line = &run->lines[i];
        StaffLine *l = line->record;
        Cx *cx = line_begin(run);
        Err own = { 0 };
        if (line->bad)
            continue;
        if (date_before(cx->today, l->act_date))
            err_add(&own, "act_date", N_("the day is in the future"));
        if (date_before(l->in_force, l->act_date))
            err_add(&own, "in_force", N_("it is in force before its act"));
        if (*l->seat)
            check_seat(cx->app, l, &own);
        if (own.kind == ERR_NONE && check_unit(cx, l, &units, &own) && *l->seat)
            check_code(cx, l, &seats, &own);
        if (!line_faults(run, line, &own, err))
            return false;
        if (!line->bad && l->makes_unit)
            note(run, &units, l->unit, line->no);
        if (!line->bad && *l->seat)
            note(run, &seats, l->seat, line->no);
        run_progress(run, i + 1);
    }
    return true;
}

/* ---- carrying ------------------------------------------------------------------------ */

typedef struct Edition { const StaffLine *of; int64_t id; } Edition;
enum { MOST_EDITIONS = 200 };

static bool edition_of(Run *run, const StaffLine *l, Edition *list, size_t *n, int64_t *ret, Err *err)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(list[i].of->act, l->act) == 0 && date_same(list[i].of->act_date, l->act_date)
            && date_same(list[i].of->in_force, l->in_force)) {
            *ret = list[i].id;
            return true;
        }
    if (*n == MOST_EDITIONS)
        return err_set(err, ERR_INVALID, "act", N_("too many editions in one table"));
    if (!staff_edition_add(run->cx, l->act, l->act_date, l->in_force, ret, err))
        return false;
    list[(*n)++] = (Edition){ l, *ret };
    return true;
}

/* "… idarəsinin baş inspektoru": as the staff table would write it, when the line does not. */
static const char *full_title(Cx *cx, const StaffLine *l, int64_t unit_id, Err *err)
{
    StaffUnit unit;
    if (*l->title_full)
        return l->title_full;
    if (!staff_unit(cx, unit_id, &unit, err))
        return NULL;
    return arena_printf(cx->arena, "%s %s", az_case_title(cx->arena, unit.title, AZ_GENITIVE),
                        az_possessive(cx->arena, l->title));
}

static bool carry_line(Run *run, Line *line, int64_t edition, Err *err)
{
    Cx *cx = line_begin(run);
    const StaffLine *l = line->record;
    int64_t unit;
    if (l->makes_unit) {
        StaffUnit u = { .code = l->unit, .title = l->unit_title, .kind = l->unit_kind, .sort_no = line->no };
        if ((*l->parent && !staff_unit_by_code(cx, l->parent, &u.parent_id, err))
            || !staff_unit_add(cx, &u, l->in_force, &line->id, err))
            return false;
    }
    if (!*l->seat)
        return true;
    Seat s = { .code = l->seat, .post_kind = l->post_kind, .title = l->title, .regime = l->regime,
               .rank_ceiling = l->ceiling, .capacity = l->capacity };
    if (!staff_unit_by_code(cx, l->unit, &unit, err))
        return false;
    s.unit_id = unit;
    s.title_full = full_title(cx, l, unit, err);
    return s.title_full && staff_seat_add(cx, &s, line->no, edition, l->in_force, &line->id, err);
}

bool staff_carry(Run *run, Err *err)
{
    Edition *editions = NEW_N(run->cx->arena, Edition, MOST_EDITIONS);
    size_t n = 0;
    for (size_t i = 0; i < run->count; i++) {
        int64_t edition;
        if (!run->lines[i].bad && (!edition_of(run, run->lines[i].record, editions, &n, &edition, err)
                                   || !carry_line(run, &run->lines[i], edition, err)))
            return false;
        run_progress(run, i + 1);
    }
    return true;
}
