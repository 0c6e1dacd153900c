// SPDX-License-Identifier: Apache-2.0
/* How tasks look: the resolution sheet as nested cards, terms in words, officers to choose from. */
#include "areas/task/task_in.h"
#include "base/text.h"
#include "task_queries.h"
#include <stdlib.h>
#include <string.h>

typedef struct SheetTask {
    int64_t     id, resolution_id, person_id;
    bool        lead;
    const char *part, *state, *report, *surname, *name, *absence, *interim, *dissent, *moved, *dropped, *obstacle,
               *obstacle_words, *measure;
    Date        due, closed_day, asked, first_due;
    int64_t     asks, extensions, posts;      /* open and granted requests; posts and places he has today */
} SheetTask;
static const Field SHEET_TASK_FIELDS[] = {
    FIELD(SheetTask, id), FIELD(SheetTask, resolution_id), FIELD(SheetTask, person_id), FIELD(SheetTask, lead),
    FIELD(SheetTask, part), FIELD(SheetTask, state), FIELD(SheetTask, report), FIELD(SheetTask, surname),
    FIELD(SheetTask, name), FIELD(SheetTask, absence), FIELD(SheetTask, interim),
    FIELD(SheetTask, dissent), FIELD(SheetTask, moved), FIELD(SheetTask, dropped), FIELD(SheetTask, obstacle),
    FIELD(SheetTask, obstacle_words), FIELD(SheetTask, measure), FIELD(SheetTask, due), FIELD(SheetTask, closed_day),
    FIELD(SheetTask, asked), FIELD(SheetTask, first_due), FIELD(SheetTask, asks), FIELD(SheetTask, extensions),
    FIELD(SheetTask, posts), FIELDS_END
};

typedef struct SheetResolution {
    int64_t     id, parent_task, author_seat, author_person, entered_by;
    const char *signature, *scan, *body;
    Date        written, due;
    bool        control;
} SheetResolution;
static const Field SHEET_RESOLUTION_FIELDS[] = {
    FIELD(SheetResolution, id), FIELD(SheetResolution, parent_task), FIELD(SheetResolution, author_seat),
    FIELD(SheetResolution, author_person), FIELD(SheetResolution, entered_by), FIELD(SheetResolution, signature),
    FIELD(SheetResolution, scan), FIELD(SheetResolution, body), FIELD(SheetResolution, written),
    FIELD(SheetResolution, due), FIELD(SheetResolution, control), FIELDS_END
};

const Choice TASK_STATES[] = {
    { "open", N_("in execution") }, { "reported", N_("reported, waits for acceptance") }, { "done", N_("executed") },
    { 0 }
};

const char *task_state_text(Cx *cx, const char *state)
{
    for (const Choice *c = TASK_STATES; c->value; c++)
        if (strcmp(c->value, state) == 0)
            return tr(cx, c->label);
    return state;
}

/* Five bands: met, none, late, today, near (three working days at most), far. */
static const char *band_of(int left)
{
    return left < 0 ? "late" : left == 0 ? "today" : left <= 3 ? "near" : "far";
}

static const char *term_text(Cx *cx, int left)
{
    char number[16];
    snprintf(number, sizeof number, "%d", abs(left));
    if (left < 0)
        return tr_args(cx, N_("{0} working days late"), number, NULL);
    return left ? tr_args(cx, N_("{0} working days left"), number, NULL) : tr(cx, N_("today"));
}

Val *task_term(Cx *cx, Date due, Date closed)
{
    static const char *const BANDS[] = { "done", "none", "late", "today", "near", "far" };
    Arena *a = cx->arena;
    Val *v = val_map(a), *bands = val_map(a);
    const char *band, *text, *off = NULL;
    if (date_same(due, DATE_FOREVER)) {
        band = "none";
        text = tr(cx, N_("no term"));
    } else if (!date_same(closed, DATE_FOREVER)) {
        bool in_time = !date_before(due, closed);
        band = in_time ? "done" : "late";
        text = tr(cx, in_time ? N_("in time") : N_("executed late"));
    } else {
        int left = law_workdays_left(cx, due);
        band = band_of(left);
        text = term_text(cx, left);
        off = law_off_day_text(cx, due);
    }
    val_put_text(a, v, "off", off);
    val_put(v, "date", val_date(a, due));
    val_put(v, "text", val_keep(a, text));
    for (size_t i = 0; i < sizeof BANDS / sizeof *BANDS; i++)
        val_put_bool(a, bands, BANDS[i], strcmp(BANDS[i], band) == 0);
    val_put(v, "band", bands);
    return v;
}

const char *task_written_text(Cx *cx, Date due)
{
    return law_off_day_text(cx, due) ? N_("The resolution is written. Look at its term: it is no working day")
                                     : N_("The resolution is written");
}

static Val *state_view(Arena *a, const char *state)
{
    Val *v = val_map(a);
    val_put_bool(a, v, "open", strcmp(state, "open") == 0);
    val_put_bool(a, v, "reported", strcmp(state, "reported") == 0);
    val_put_bool(a, v, "done", strcmp(state, "done") == 0);
    return v;
}

typedef struct Sheet {
    Cx                    *cx;
    const SheetResolution *r;
    size_t                 r_n;
    const SheetTask       *t;
    size_t                 t_n;
} Sheet;

static Val *cards_under(const Sheet *s, int64_t task, int depth);

static Val *task_card(const Sheet *s, const SheetTask *t, int depth)
{
    Arena *a = s->cx->arena;
    Val *v = val_map(a);
    val_put_int(a, v, "id", t->id);
    val_put_int(a, v, "person_id", t->person_id);
    val_put(v, "person", val_keep(a, az_initials(a, t->surname, t->name, NULL)));
    val_put_bool(a, v, "lead", t->lead);
    val_put(v, "part", val_keep(a, t->part));
    val_put(v, "term", task_term(s->cx, t->due, t->closed_day));
    val_put(v, "state", state_view(a, t->state));
    val_put(v, "report", val_keep(a, t->report));
    val_put(v, "interim", val_keep(a, t->interim));
    val_put(v, "dissent", val_keep(a, t->dissent));
    val_put(v, "moved", val_keep(a, t->moved));
    val_put(v, "dropped", val_keep(a, t->dropped));
    val_put(v, "obstacle", val_keep(a, *t->obstacle ? task_obstacle_text(s->cx, t->obstacle) : ""));
    val_put(v, "obstacle_words", val_keep(a, t->obstacle_words));
    val_put(v, "measure", val_keep(a, t->measure));
    val_put(v, "asked", t->asks ? val_date(a, t->asked) : val_null(a));
    val_put(v, "first_due", t->extensions ? val_date(a, t->first_due) : val_null(a));
    val_put_bool(a, v, "gone", !t->posts && strcmp(t->state, "done") != 0);
    val_put_bool(a, v, "absent", *t->absence != '\0');
    val_put(v, "under", cards_under(s, t->id, depth + 1));
    return v;
}

static Val *resolution_card(const Sheet *s, const SheetResolution *r, int depth)
{
    Arena *a = s->cx->arena;
    Val *v = val_record(a, r, SHEET_RESOLUTION_FIELDS), *tasks = val_list(a);
    val_put_bool(a, v, "copied_in", r->author_person != r->entered_by);
    for (size_t i = 0; i < s->t_n; i++)
        if (s->t[i].resolution_id == r->id)
            val_add(tasks, task_card(s, &s->t[i], depth));
    val_put(v, "tasks", tasks);
    return v;
}

static Val *cards_under(const Sheet *s, int64_t task, int depth)
{
    Val *list = val_list(s->cx->arena);
    for (size_t i = 0; i < s->r_n && depth < 8; i++)
        if (s->r[i].parent_task == task)
            val_add(list, resolution_card(s, &s->r[i], depth));
    return list;
}

Val *task_sheet(Cx *cx, ObjectKind origin, int64_t origin_id, int64_t *ret_open, Err *err)
{
    Sheet s = { .cx = cx };
    s.r = db_all(cx->db, cx->arena, &Q_TASK_SHEET_RESOLUTIONS, BIND(P_INT(origin), P_INT(origin_id)),
                 SHEET_RESOLUTION_FIELDS, sizeof *s.r, &s.r_n, err);
    s.t = s.r ? db_all(cx->db, cx->arena, &Q_TASK_SHEET_TASKS,
                       BIND(P_INT(origin), P_INT(origin_id), P_DATE(cx->today), P_INSTANT(INSTANT_FOREVER)),
                       SHEET_TASK_FIELDS, sizeof *s.t, &s.t_n, err) : NULL;
    if (!s.t)
        return NULL;
    *ret_open = 0;
    for (size_t i = 0; i < s.t_n; i++)
        *ret_open += strcmp(s.t[i].state, "done") != 0;
    return cards_under(&s, 0, 0);
}

typedef struct NearRow {
    int64_t     id;
    bool        lead;
    const char *part, *body, *signature, *paper, *gist;
    Date        due;
} NearRow;
static const Field NEAR_FIELDS[] = {
    FIELD(NearRow, id), FIELD(NearRow, lead), FIELD(NearRow, part), FIELD(NearRow, body), FIELD(NearRow, signature),
    FIELD(NearRow, paper), FIELD(NearRow, gist), FIELD(NearRow, due), FIELDS_END
};

Val *task_nearest(Cx *cx, int64_t person_id, int64_t limit, Err *err)
{
    size_t n;
    const NearRow *rows = db_all(cx->db, cx->arena, &Q_TASK_NEAREST, BIND(P_INT(person_id), P_INT(limit)), NEAR_FIELDS,
                                 sizeof(NearRow), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < n; i++)
        val_put(val_add(list, val_record(cx->arena, &rows[i], NEAR_FIELDS)), "term",
                task_term(cx, rows[i].due, DATE_FOREVER));
    return list;
}

/* The last day on which three working days are left: the farthest a reminder reaches. */
static Date near_end(Cx *cx)
{
    Date day = date_add_days(cx->today, 1);
    while (law_workdays_left(cx, date_add_days(day, 1)) <= 3)
        day = date_add_days(day, 1);
    return day;
}

Val *task_reminders(Cx *cx, int64_t person_id, Err *err)
{
    size_t n;
    const NearRow *rows = db_all(cx->db, cx->arena, &Q_TASK_REMINDERS, BIND(P_INT(person_id), P_DATE(near_end(cx))),
                                 NEAR_FIELDS, sizeof(NearRow), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_record(cx->arena, &rows[i], NEAR_FIELDS));
        val_put(v, "term", task_term(cx, rows[i].due, DATE_FOREVER));
        val_put_int(cx->arena, v, "left", law_workdays_left(cx, rows[i].due));
    }
    return list;
}

void task_away_field(Cx *cx, Val *form) { form_ask_late(cx->arena, form, "away_ok"); }

static bool is_open_field(const char *name) { return strcmp(name, "open_ok") == 0 || strcmp(name, "open_why") == 0; }

void task_open_fields(Cx *cx, Val *form, const char *names)
{
    bool asked = *names != '\0';                            /* both stand together: one is of no use without the other */
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f))
        asked |= is_open_field(val_str(val_get(f, "name"))) && (val_count(val_get(f, "faults")) || val_truthy(val_get(f, "value")));
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f)) {
        const char *name = val_str(val_get(f, "name"));
        if (!is_open_field(name))
            continue;
        if (!asked)
            val_replace((Val *)val_get(f, "type"), "hidden", val_bool(cx->arena, true));
        else if (*names && strcmp(name, "open_ok") == 0)
            val_replace((Val *)f, "help", val_keep(cx->arena, tr_args(cx, N_("Still open: {0}"), names, NULL)));
    }
}

typedef struct Officer { int64_t id, unit_id; const char *surname, *name, *title, *post_kind, *absence; } Officer;
static const Field OFFICER_FIELDS[] = {
    FIELD(Officer, id), FIELD(Officer, unit_id), FIELD(Officer, surname), FIELD(Officer, name), FIELD(Officer, title),
    FIELD(Officer, post_kind), FIELD(Officer, absence), FIELDS_END
};

/* Those below a level; 0: all. */
static Val *officers(Cx *cx, int64_t unit_id, int level, Err *err)
{
    size_t n;
    const Officer *rows = db_all(cx->db, cx->arena, &Q_TASK_OFFICERS,
                                 BIND(P_INT(unit_id), P_DATE(cx->today), P_INSTANT(INSTANT_FOREVER)),
                                 OFFICER_FIELDS, sizeof(Officer), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < n; i++) {
        if (level && task_post_level(rows[i].post_kind) >= level)
            continue;
        const char *label = arena_printf(cx->arena, "%s, %s%s%s", az_initials(cx->arena, rows[i].surname, rows[i].name, NULL),
                                         rows[i].title, *rows[i].absence ? " — " : "",
                                         *rows[i].absence ? tr(cx, N_("away today")) : "");
        val_add(list, form_choice(cx->arena, arena_printf(cx->arena, "%lld", (long long)rows[i].id), label));
    }
    return list;
}

Val *task_officers_of(Cx *cx, int64_t unit_id, Err *err) { return officers(cx, unit_id, 0, err); }

Val *task_officers_below(Cx *cx, int64_t unit_id, const char *post_kind, Err *err)
{
    return officers(cx, unit_id, task_post_level(post_kind), err);
}
