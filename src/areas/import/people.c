// SPDX-License-Identifier: Apache-2.0
/* People, and what was true of them before the first order of this ledger: on the list of personnel since when,
 * in which post, of which rank.  It enters as one opening input for each, so that replay makes the same facts.
 *
 * Whoever is in the ledger already is not opened again: his service changes by order only. */
#include "areas/import/import_in.h"
#include "areas/ledger/ledger.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include "areas/staff/staff.h"
#include "base/text.h"
#include <string.h>

typedef struct PeopleLine {
    const char *fin, *surname, *name, *patronymic, *patronymic_kind, *sex, *birth_place, *seat, *rank;
    Date        birth_date;
    OptDate     employed, post_since, rank_since;
    int64_t     prior_months, seat_id;
    bool        not_same;
} PeopleLine;

static const Choice PATRONYMIC_KINDS[] = {
    { "oglu", N_("oğlu (son of)") }, { "qizi", N_("qızı (daughter of)") },
    { "rus", N_("the name ends it itself") }, { "none", N_("no father's name") }, { 0 }
};
static const Choice SEXES[] = { { "m", N_("male") }, { "f", N_("female") }, { 0 } };

const Input PEOPLE_COLUMNS[] = {
    INPUT(PeopleLine, fin,             IN_LINE,   REQUIRED, 10,  N_("FIN")),
    INPUT(PeopleLine, surname,         IN_LINE,   REQUIRED, 80,  N_("Surname")),
    INPUT(PeopleLine, name,            IN_LINE,   REQUIRED, 80,  N_("Name")),
    INPUT(PeopleLine, patronymic,      IN_LINE,   OPTIONAL, 80,  N_("Father's name")),
    INPUT(PeopleLine, patronymic_kind, IN_CHOICE, OPTIONAL, 4,   N_("After the father's name"), NULL, PATRONYMIC_KINDS),
    INPUT(PeopleLine, sex,             IN_CHOICE, OPTIONAL, 1,   N_("Sex"), NULL, SEXES),
    INPUT(PeopleLine, birth_date,      IN_DATE,   REQUIRED, 10,  N_("Day of birth"), .day = DAY_OF_BIRTH),
    INPUT(PeopleLine, birth_place,     IN_LINE,   OPTIONAL, 200, N_("Place of birth")),
    INPUT(PeopleLine, employed,        IN_DATE,   OPTIONAL, 10,  N_("On the list since"), .day = DAY_OF_SERVICE),
    INPUT(PeopleLine, prior_months,    IN_NUMBER, OPTIONAL, 3,   N_("Labour seniority before, full months")),
    INPUT(PeopleLine, seat,            IN_LINE,   OPTIONAL, 40,  N_("Code of the seat")),
    INPUT(PeopleLine, post_since,      IN_DATE,   OPTIONAL, 10,  N_("In the post since"), .day = DAY_OF_SERVICE),
    INPUT(PeopleLine, rank,            IN_LINE,   OPTIONAL, 80,  N_("Rank")),
    INPUT(PeopleLine, rank_since,      IN_DATE,   OPTIONAL, 10,  N_("Rank since"), .day = DAY_OF_SERVICE),
    INPUT(PeopleLine, not_same,        IN_CHECK,  OPTIONAL, 1,   N_("Looked at: another person")),
    INPUTS_END
};
size_t people_size(void) { return sizeof(PeopleLine); }

/* ---- reading ---------------------------------------------------------------------- */

static const char *cell(const Val *line, const char *column)
{
    const char *s = val_str(val_get(line, column));
    return s ? s : "";
}

static void set(Arena *a, Val *line, const char *column, const char *text)
{
    val_replace(line, column, val_keep(a, arena_strdup(a, text)));
}

/* "Rafiq qızı" in one cell says three things. */
void people_prepare(Run *run, Val *line)
{
    Arena *a = run->line_cx.arena;
    const char *father = text_clean(a, cell(line, "patronymic")), *kind = cell(line, "patronymic_kind");
    const char *last = strrchr(father, ' '), *word = last ? text_fold(a, last + 1) : "";
    bool son = strcmp(word, "oglu") == 0, daughter = strcmp(word, "qizi") == 0;
    if (son || daughter)
        set(a, line, "patronymic", arena_strndup(a, father, (size_t)(last - father)));
    if ((son || daughter) && !*kind)
        set(a, line, "patronymic_kind", son ? "oglu" : "qizi");
    if (!*cell(line, "patronymic_kind"))
        set(a, line, "patronymic_kind", *father ? "rus" : "none");
    kind = cell(line, "patronymic_kind");
    if (!*cell(line, "sex") && (strcmp(kind, "oglu") == 0 || strcmp(kind, "qizi") == 0))
        set(a, line, "sex", strcmp(kind, "oglu") == 0 ? "m" : "f");
    set(a, line, "fin", text_ascii_upper(a, cell(line, "fin")));
}

/* ---- checking ---------------------------------------------------------------------- */

static Person person_of(const PeopleLine *p)
{
    return (Person){ .fin = p->fin, .surname = p->surname, .name = p->name, .patronymic = p->patronymic,
                     .patronymic_kind = p->patronymic_kind, .sex = p->sex, .birth_date = p->birth_date,
                     .birth_place = p->birth_place };
}

/* By its code, or by its title with or without “miqrasiya xidməti”, also in the plain form: “mayor”. */
static const Rank *rank_named(Cx *cx, const char *named)
{
    static const char SERVICE[] = "miqrasiya xidməti ";
    const char *folded = text_fold(cx->arena, named);
    size_t n;
    const Rank *ranks = rank_list(cx->app, &n);
    for (size_t i = 0; i < n; i++) {
        const char *title = ranks[i].title_az;
        if (strcmp(named, ranks[i].code) == 0 || strcmp(folded, text_fold(cx->arena, title)) == 0)
            return &ranks[i];
        if (strncmp(title, SERVICE, sizeof SERVICE - 1) != 0)
            continue;
        const char *bare = text_fold(cx->arena, title + sizeof SERVICE - 1);       /* "mayoru": its suffix is one letter */
        size_t plain = strlen(bare) - 1;
        if (strcmp(folded, bare) == 0 || (strlen(folded) == plain && strncmp(folded, bare, plain) == 0))
            return &ranks[i];
    }
    return NULL;
}

static void check_days(const PeopleLine *p, Date today, Err *own)
{
    static const struct { const char *column; size_t offset; } DAYS[] = {
        { "employed", offsetof(PeopleLine, employed) }, { "post_since", offsetof(PeopleLine, post_since) },
        { "rank_since", offsetof(PeopleLine, rank_since) }
    };
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) {
        const OptDate *d = (const OptDate *)(const void *)((const char *)p + DAYS[i].offset);
        if (d->has && date_before(today, d->v))
            err_add(own, DAYS[i].column, N_("the day is in the future"));
        else if (d->has && !date_before(p->birth_date, d->v))
            err_add(own, DAYS[i].column, N_("the day is not after the day of birth"));
    }
    if (p->post_since.has && p->employed.has && date_before(p->post_since.v, p->employed.v))
        err_add(own, "post_since", N_("the post began before the person came on the list of personnel"));
    if ((*p->seat || *p->rank || p->prior_months) && !p->employed.has)
        err_add(own, "employed", N_("write since when the person is on the list of personnel"));
    if (p->post_since.has && !*p->seat)
        err_add(own, "seat", N_("write the code of the seat"));
    if ((*p->rank != '\0') != p->rank_since.has)
        err_add(own, *p->rank ? "rank_since" : "rank", N_("a rank and its day go together"));
    if (p->prior_months < 0 || p->prior_months > 900)
        err_add(own, "prior_months", N_("not a number of months"));
    if (!*p->sex)
        err_add(own, "sex", N_("fill this in"));
}

/* A seat of the staff table that day, which nobody holds from then on. */
static bool check_seat(Cx *cx, PeopleLine *p, Err *own)
{
    Seat seat;
    bool found, there;
    size_t n;
    Instant now;
    Date from = p->post_since.has ? p->post_since.v : p->employed.v;
    if (!staff_seat_by_code(cx, p->seat, &seat, &found, own))
        return false;
    if (!found)
        return err_add(own, "seat", N_("there is no such seat in the staff table"));
    if (!staff_seat_in_force(cx, seat.id, from, &there, own))
        return false;
    if (!there)
        return err_add(own, "seat", N_("the seat is not in the staff table on {0}"), az_date_numeric(cx->arena, from));
    const Fact *facts = ledger_head(cx->db, &now, own)
        ? ledger_history_of_seat(cx->db, cx->arena, seat.id, now, &n, own) : NULL;
    if (!facts)
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(facts[i].kind, FACT_HOLDING) == 0 && date_before(from, facts[i].valid_to)) {
            const char *who;
            return person_short_name(cx, facts[i].person, &who, own)
                && err_add(own, "seat", N_("the seat is held by {0}"), who);
        }
    p->seat_id = seat.id;
    return true;
}

static bool check_known(Cx *cx, const PeopleLine *p, Err *own)
{
    Person like = person_of(p), other;
    bool found;
    if (!person_by_fin(cx, p->fin, &other, &found, own))
        return false;
    if (found)
        return err_add(own, "fin", N_("this FIN belongs to {0}"), person_full_name(cx->arena, &other));
    if (p->not_same)
        return true;
    if (!person_namesake(cx, &like, &other, &found, own))
        return false;
    return !found
        || err_add(own, "surname", N_("somebody of this name and day of birth is here with the FIN {0}: "
                                      "write 1 under not_same if this is another"), other.fin);
}

static bool check_line(Run *run, Line *line, Err *err)
{
    Cx *cx = line_begin(run);
    PeopleLine *p = line->record;
    Err own = { 0 };
    Person person = person_of(p);
    person_check(cx, &person, &own);
    check_days(p, cx->today, &own);
    if (*p->rank) {
        const Rank *rank = rank_named(cx, p->rank);
        if (rank)
            p->rank = rank->code;
        else
            err_add(&own, "rank", N_("there is no such rank"));
    }
    if (own.kind == ERR_NONE && check_known(cx, p, &own) && *p->seat)
        check_seat(cx, p, &own);
    return line_faults(run, line, &own, err);
}

/* ---- twins in the table ---- */

static int by_fin(const void *a, const void *b)
{
    const Line *x = *(Line *const *)a, *y = *(Line *const *)b;
    int order = strcmp(((PeopleLine *)x->record)->fin, ((PeopleLine *)y->record)->fin);
    return order ? order : x->no - y->no;
}

static int by_seat(const void *a, const void *b)
{
    const Line *x = *(Line *const *)a, *y = *(Line *const *)b;
    int64_t p = ((PeopleLine *)x->record)->seat_id, q = ((PeopleLine *)y->record)->seat_id;
    return p != q ? (p < q ? -1 : 1) : x->no - y->no;
}

static bool twins(Run *run, int (*compare)(const void *, const void *), const char *column, const char *msgid, Err *err)
{
    size_t n;
    Line **list = lines_sorted(run, &n, compare);
    for (size_t i = 1; i < n; i++) {
        const PeopleLine *p = list[i - 1]->record, *q = list[i]->record;
        bool same = compare == by_fin ? strcmp(p->fin, q->fin) == 0 : p->seat_id && p->seat_id == q->seat_id;
        Err own = { 0 };
        if (same)
            err_add(&own, column, msgid, arena_printf(run->cx->arena, "%d", list[i - 1]->no));
        if (!line_faults(run, list[i], &own, err))
            return false;
    }
    return true;
}

bool people_check(Run *run, Err *err)
{
    for (size_t i = 0; i < run->count; i++) {
        if (!run->lines[i].bad && !check_line(run, &run->lines[i], err))
            return false;
        run_progress(run, i + 1);
    }
    return twins(run, by_fin, "fin", N_("line {0} has the same FIN"), err)
        && twins(run, by_seat, "seat", N_("line {0} has the same seat"), err);
}

/* ---- carrying ------------------------------------------------------------------------ */

static const char *regime_at(Cx *cx, const PeopleLine *p, Err *err)
{
    Seat seat;
    if (!p->seat_id)
        return *p->rank ? "RANKED" : "CIVIL_SERVANT";
    return staff_seat(cx, p->seat_id, &seat, err) ? arena_strdup(cx->arena, seat.regime) : NULL;
}

static bool opening(Cx *cx, const PeopleLine *p, int64_t person, NewInput *ret, Err *err)
{
    Arena *a = cx->arena;
    Val *effects = val_list(a), *employment = val_map(a);
    Date post = p->post_since.has ? p->post_since.v : p->employed.v;
    const char *regime = regime_at(cx, p, err);
    if (!regime)
        return false;
    val_put_text(a, employment, "code", regime);
    val_put_int(a, employment, "num", p->prior_months);
    val_add(effects, effect_start(a, FACT_EMPLOYMENT, person, 0, p->employed.v, DATE_FOREVER, employment, NULL));
    if (p->seat_id) {
        Val *holding = val_map(a);
        val_put_text(a, holding, "regime", regime);
        val_add(effects, effect_start(a, FACT_HOLDING, person, p->seat_id, post, DATE_FOREVER, holding, NULL));
    }
    const Rank *rank = rank_find(cx->app, p->rank);
    if (rank) {
        Val *values = val_map(a);
        val_put_text(a, values, "code", rank->code);
        val_put_int(a, values, "num", rank->no);
        val_add(effects, effect_start(a, FACT_RANK, person, 0, p->rank_since.v, DATE_FOREVER, values, NULL));
    }
    *ret = (NewInput){ .kind = ENTRY_OPENING, .source = "opening", .effects = effects,
                       .natural_key = arena_printf(a, "opening:%s", p->fin) };
    return true;
}

/* All of them at one moment of the ledger: what is known of them begins together. */
bool people_carry(Run *run, Err *err)
{
    Arena *a = run->cx->arena;
    NewInput *inputs = NEW_N(a, NewInput, run->count + 1);
    size_t n = 0;
    Registration done;
    for (size_t i = 0; i < run->count; i++) {
        Line *line = &run->lines[i];
        if (line->bad)
            continue;
        const PeopleLine *p = line->record;
        Person person = person_of(p);
        if (!person_add(line_begin(run), &person, &line->id, err))
            return false;
        find_touch(run->cx, OBJ_PERSON, line->id);
        if (p->employed.has) {
            if (!opening(run->cx, p, line->id, &inputs[n], err))
                return false;
            inputs[n++].field = arena_printf(a, "%d", line->no);
        }
        run_progress(run, i + 1);
    }
    return !n || ledger_register(run->cx->db, a, FACT_KINDS, inputs, n, &done, err);
}
