// SPDX-License-Identifier: Apache-2.0
/* The forms of a letter's page: only those its reader may use now. */
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

const Input LETTER_PRESENT_INPUTS[] = {
    INPUT(PresentForm, seat_id, IN_CHOICE, REQUIRED, 12, N_("To whom")),
    INPUTS_END
};
const Input LETTER_RESOLVE_INPUTS[] = {
    INPUT(LetterResolution, body,         IN_AREA,   REQUIRED, 2000, N_("Resolution")),
    INPUT(LetterResolution, person_id,    IN_CHOICE, REQUIRED, 12, N_("Lead executor")),
    INPUT(LetterResolution, co_person_id, IN_CHOICE, OPTIONAL, 12, N_("Co-executor")),
    INPUT(LetterResolution, co_part,      IN_LINE,   OPTIONAL, 300, N_("Part of the co-executor")),
    INPUT(LetterResolution, due,          IN_DATE,   OPTIONAL, 10, N_("Term"), N_("Empty: the term above it"), .day = DAY_OF_TERM),
    INPUT(LetterResolution, control,      IN_CHECK,  OPTIONAL, 1, N_("Under control")),
    INPUT(LetterResolution, away_ok,      IN_CHECK,  OPTIONAL, 1, N_("It is meant, although he is away on the day of the term")),
    INPUTS_END
};
/* Giving it to several is the head's (5.8.9). */
static const Input RESOLVE_ONE_INPUTS[] = {
    INPUT(LetterResolution, body,      IN_AREA,   REQUIRED, 2000, N_("Resolution")),
    INPUT(LetterResolution, person_id, IN_CHOICE, REQUIRED, 12, N_("Executor")),
    INPUT(LetterResolution, due,       IN_DATE,   OPTIONAL, 10, N_("Term"), N_("Empty: the term above it"), .day = DAY_OF_TERM),
    INPUT(LetterResolution, control,   IN_CHECK,  OPTIONAL, 1, N_("Under control")),
    INPUT(LetterResolution, away_ok,   IN_CHECK,  OPTIONAL, 1, N_("It is meant, although he is away on the day of the term")),
    INPUTS_END
};
const Input LETTER_COPY_INPUTS[] = {
    INPUT(LetterResolution, author_seat,  IN_CHOICE, REQUIRED, 12, N_("Whose resolution")),
    INPUT(LetterResolution, written,      IN_DATE,   REQUIRED, 10, N_("Its date"), .day = DAY_OF_PAPER),
    INPUT(LetterResolution, body,         IN_AREA,   REQUIRED, 2000, N_("Resolution")),
    INPUT(LetterResolution, person_id,    IN_CHOICE, REQUIRED, 12, N_("Lead executor")),
    INPUT(LetterResolution, co_person_id, IN_CHOICE, OPTIONAL, 12, N_("Co-executor")),
    INPUT(LetterResolution, co_part,      IN_LINE,   OPTIONAL, 300, N_("Part of the co-executor")),
    INPUT(LetterResolution, due,          IN_DATE,   OPTIONAL, 10, N_("Term"), N_("Empty: the term above it"), .day = DAY_OF_TERM),
    INPUT(LetterResolution, control,      IN_CHECK,  OPTIONAL, 1, N_("Under control")),
    INPUT(LetterResolution, away_ok,      IN_CHECK,  OPTIONAL, 1, N_("It is meant, although he is away on the day of the term")),
    INPUT_FILE("scan", REQUIRED, N_("Scan of the resolution")),
    INPUTS_END
};
const Input LETTER_DRAFT_INPUTS[] = {
    INPUT(DraftForm, gist, IN_LINE, REQUIRED, 500, N_("About what")),
    INPUT(DraftForm, body, IN_AREA, REQUIRED, 20000, N_("Text of the answer")),
    INPUT(DraftForm, interim, IN_CHECK, OPTIONAL, 1, N_("An interim answer: the letter stays in execution")),
    INPUTS_END
};
const Input LETTER_TEXT_INPUTS[] = {
    INPUT(DraftForm, version, IN_HIDDEN, REQUIRED, 12, NULL),
    INPUT(DraftForm, gist,    IN_LINE,   REQUIRED, 500, N_("About what")),
    INPUT(DraftForm, body,    IN_AREA,   REQUIRED, 20000, N_("Text of the answer")),
    INPUTS_END
};
const Input LETTER_ACCEPT_INPUTS[] = {
    INPUT(AcceptForm, version,  IN_HIDDEN, OPTIONAL, 12, NULL),
    INPUT(AcceptForm, seat_id,  IN_CHOICE, OPTIONAL, 12, N_("Who is to sign")),
    INPUT(AcceptForm, remark,   IN_AREA,   OPTIONAL, 2000, N_("Remark")),
    INPUT(AcceptForm, returned, IN_CHECK,  OPTIONAL, 1, N_("Return to the drafter")),
    INPUT(AcceptForm, open_ok,  IN_CHECK,  OPTIONAL, 1, N_("It is meant, although parts are open")),
    INPUT(AcceptForm, open_why, IN_LINE,   OPTIONAL, 500, N_("Why without them")),
    INPUTS_END
};
const Input LETTER_SIGN_INPUTS[] = { INPUT(DraftForm, version, IN_HIDDEN, OPTIONAL, 12, NULL), INPUTS_END };
const Input LETTER_HAND_INPUTS[] = { INPUTS_END };
const Input LETTER_NUMBER_INPUTS[] = {
    INPUT(NumberForm, office_no,   IN_LINE, REQUIRED, 60, N_("Number of the Secretariat")),
    INPUT(NumberForm, office_date, IN_DATE, REQUIRED, 10, N_("Its date"), .day = DAY_OF_PAPER),
    INPUTS_END
};
static const Choice MERITS[] = {
    { "satisfied", N_("satisfied") }, { "explained", N_("explained") }, { "refused", N_("claim refused") }, { 0 }
};
const Input LETTER_FILE_INPUTS[] = {
    INPUT(FileForm, case_index, IN_LINE,   REQUIRED, 60, N_("Index of the case")),
    INPUT(FileForm, sheets,     IN_NUMBER, REQUIRED, 5, N_("Sheets sewn in")),
    INPUT(FileForm, outcome,    IN_CHOICE, OPTIONAL, 20, N_("Outcome of the appeal"), .choices = MERITS),
    INPUTS_END
};
const Input LETTER_RECASE_INPUTS[] = {
    INPUT(Recase, version,    IN_HIDDEN, OPTIONAL, 12, NULL),
    INPUT(Recase, case_index, IN_LINE,   REQUIRED, 60, N_("Index of the right case")),
    INPUT(Recase, why,        IN_LINE,   REQUIRED, 500, N_("Why it is taken out")),
    INPUTS_END
};
const Input LETTER_SCAN_INPUTS[] = { INPUT_FILE("scan", REQUIRED, N_("Scan")), INPUTS_END };

typedef struct SeatRow { int64_t id, unit_id; const char *post_kind, *title_full, *surname, *forename, *absence; } SeatRow;
static const Field SEAT_ROW_FIELDS[] = {
    FIELD(SeatRow, id), FIELD(SeatRow, unit_id), FIELD(SeatRow, post_kind), FIELD(SeatRow, title_full),
    FIELD(SeatRow, surname), FIELD(SeatRow, forename), FIELD(SeatRow, absence), FIELDS_END
};

Val *letter_seats(Cx *cx, const char *const *post_kinds, Err *err)
{
    Arena *a = cx->arena;
    size_t n;
    const SeatRow *rows = db_all(cx->db, a, &Q_LETTER_SEATS,
                                 BIND(P_TEXT(post_kinds[0]), P_TEXT(post_kinds[1]), P_TEXT(post_kinds[2]),
                                      P_DATE(cx->today), P_INSTANT(INSTANT_FOREVER)),
                                 SEAT_ROW_FIELDS, sizeof(SeatRow), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        const char *who = *rows[i].surname ? az_initials(a, rows[i].surname, rows[i].forename, NULL) : tr(cx, N_("vacant"));
        const char *away = *rows[i].absence ? tr(cx, N_("away today")) : "";
        val_add(list, form_choice(a, arena_printf(a, "%lld", (long long)rows[i].id),
                                  arena_printf(a, "%s — %s%s%s", rows[i].title_full, who, *away ? ", " : "", away)));
    }
    return list;
}

/* What is seldom done stands folded, so that the step of the day is seen first. */
static bool is_rare(const char *path)
{
    static const char *const RARE[] = { "scans", "spoil", "closing", "unjoin", "control", "recase" };
    for (size_t i = 0; i < sizeof RARE / sizeof *RARE; i++)
        if (strcmp(RARE[i], path) == 0)
            return true;
    return false;
}

/* One form being put on the page: heading, button, and ids of its own. */
static Val *add_form(Req *req, Val *forms, const Letter *l, const char *path, const char *title, const char *submit,
                     const Input *inputs, const void *defaults)
{
    Cx *cx = req->cx;
    Val *f = val_add(forms, form_view(req, arena_printf(cx->arena, "/letters/%lld/%s", (long long)l->id, path), inputs,
                                      defaults));
    val_put_text(cx->arena, f, "name", path);
    val_put_text(cx->arena, f, "title", tr(cx, title));
    val_replace(f, "submit", val_keep(cx->arena, tr(cx, submit)));
    val_put_bool(cx->arena, f, "rare", is_rare(path));
    form_ids(cx, f, path);
    return f;
}

static bool may(Cx *cx, Act act, const Letter *l, bool *ret, Err *err)
{
    Grant g;
    *ret = false;
    if (!authority_check(cx, act, OBJ_LETTER, l->id, &g, err))
        return false;
    *ret = g.yes;
    return true;
}

static const Standing *serving(const Cx *cx, int64_t seat)
{
    for (size_t i = 0; i < cx->actor->count; i++) {
        const Standing *s = &cx->actor->standings[i];
        if (s->ground != GROUND_SELF && s->seat_id == seat && s->may_write)
            return s;
    }
    return NULL;
}

static bool present_form(Req *req, const Letter *l, Val *forms, Err *err)
{
    static const char *const CHIEFS[] = { "head", "deputy", "section_head" };
    bool yes;
    if (!may(req->cx, ACT_LETTER_PRESENT, l, &yes, err))
        return false;
    if (!yes)
        return true;
    Val *seats = letter_seats(req->cx, CHIEFS, err);
    if (!seats)
        return false;
    PresentForm now = { l->seat_id };
    Val *f = add_form(req, forms, l, "present", N_("Present for resolution"), N_("Present"), LETTER_PRESENT_INPUTS, &now);
    form_choices(req->cx, f, "seat_id", seats);
    return true;
}

Val *letter_same_choices(Arena *a, const Val *list)
{
    Val *copy = val_list(a);
    for (const Val *c = val_first(list); c; c = val_next(c))
        val_add(copy, form_choice(a, val_str(val_get(c, "value")), val_str(val_get(c, "label"))));
    return copy;
}

bool letter_officers(Cx *cx, Val **ret, Err *err)
{
    size_t n;
    const Seat *head = staff_seats_of_kind(cx, "head", cx->today, &n, err);
    *ret = head ? task_officers_of(cx, n ? head[0].unit_id : 0, err) : NULL;
    return *ret != NULL;
}

static bool resolve_form(Req *req, const Letter *l, Val *forms, Err *err)
{
    Cx *cx = req->cx;
    const Standing *s = serving(cx, l->seat_id);
    Grant g;
    if (!s || !authority_holds(cx, ACT_LETTER_RESOLVE, &g))
        return true;
    Val *officers = task_officers_below(cx, s->unit_id, s->post_kind, err);
    if (!officers)
        return false;
    bool several = strcmp(s->post_kind, "head") == 0;
    Req mine = *req;
    Refused again;
    if (!several && req->refused && req->refused->inputs == LETTER_RESOLVE_INPUTS) {
        again = *req->refused;                              /* the same form, two fields shorter */
        again.inputs = RESOLVE_ONE_INPUTS;
        mine.refused = &again;
    }
    LetterResolution empty = { .body = "", .co_part = "", .control = l->control };
    Val *f = add_form(&mine, forms, l, "resolutions", N_("Resolution"), N_("Write the resolution"),
                      several ? LETTER_RESOLVE_INPUTS : RESOLVE_ONE_INPUTS, &empty);
    if (several)
        form_choices(cx, f, "co_person_id", letter_same_choices(cx->arena, officers));
    form_choices(cx, f, "person_id", officers);
    task_away_field(cx, f);
    return true;
}

/* Does the reader lead an open task of the sheet? */
static bool leads(const Cx *cx, const Val *cards)
{
    for (const Val *card = val_first(cards); card; card = val_next(card))
        for (const Val *t = val_first(val_get(card, "tasks")); t; t = val_next(t))
            if ((val_num(val_get(t, "person_id")) == cx->actor->person_id && val_truthy(val_get(t, "lead"))
                 && !val_truthy(val_at(t, "state.done"))) || leads(cx, val_get(t, "under")))
                return true;
    return false;
}

static bool accept_form(Req *req, const Letter *l, Val *forms, Err *err)
{
    static const char *const PERSON[] = { "head", "deputy", "head" }, *const STATE[] = { "head", "head", "head" },
                      *const OTHER[] = { "service_head", "service_deputy", "service_head" };
    Cx *cx = req->cx;
    bool yes, own = l->drafter == cx->actor->person_id, alone = false;
    Seat chief;
    if (own && (l->reply_to || !outgoing_chief(cx, l->drafter, l->about_id, &chief, &alone, err)))
        return !err->kind;
    if (own && !alone)
        return true;
    if (!may(cx, ACT_LETTER_ACCEPT, l, &yes, err))
        return false;
    if (!yes)
        return true;
    Val *seats = letter_seats(cx, letter_is_to_other(l) ? OTHER : letter_is_to_person(l) ? PERSON : STATE, err);
    if (!seats)
        return false;
    Val *f = add_form(req, forms, l, "acceptance", N_("Accept or return the draft"), N_("Decide"), LETTER_ACCEPT_INPUTS,
                      &(AcceptForm){ .remark = "", .open_why = "", .version = l->version });
    form_choices(cx, f, "seat_id", seats);
    task_open_fields(cx, f, "");
    return true;
}

static bool draft_forms(Req *req, const Letter *l, Val *forms, Err *err)
{
    bool yes = l->drafter == req->cx->actor->person_id;
    if (yes && !may(req->cx, ACT_LETTER_DRAFT, l, &yes, err))
        return false;
    if (yes && !l->reply_to) {
        OwnForm now = { l->version, 0, l->kind, l->party_kind, l->party, l->address, l->gist, l->body, l->due };
        add_form(req, forms, l, "draft", N_("Text of the draft"), N_("Save the draft"), LETTER_OWN_INPUTS, &now);
    } else if (yes) {
        DraftForm now = { l->version, l->gist, l->body };
        add_form(req, forms, l, "text", N_("Text of the draft"), N_("Save the draft"), LETTER_TEXT_INPUTS, &now);
    }
    return accept_form(req, l, forms, err);
}

/* The cases there are, as choices.  NULL: failure. */
static Val *case_choices(Cx *cx, Err *err)
{
    typedef struct Row { const char *case_index; } Row;
    static const Field FIELDS[] = { FIELD(Row, case_index), FIELDS_END };
    size_t n;
    const Row *rows = db_all(cx->db, cx->arena, &Q_CASE_INDEXES, BIND_NONE, FIELDS, sizeof(Row), &n, err);
    Val *cases = rows ? val_list(cx->arena) : NULL;
    for (size_t i = 0; rows && i < n; i++)
        val_add(cases, form_choice(cx->arena, rows[i].case_index, ""));
    return cases;
}

static bool file_form(Req *req, const Letter *l, Val *forms, Err *err)
{
    bool yes;
    if (!may(req->cx, ACT_LETTER_FILE, l, &yes, err))
        return false;
    Val *cases = yes ? case_choices(req->cx, err) : NULL;
    FileForm now = { "", l->sheets, l->outcome };
    if (cases)
        form_choices(req->cx, add_form(req, forms, l, "case", N_("Sew into a case"), N_("File"), LETTER_FILE_INPUTS, &now),
                     "case_index", cases);
    return !yes || cases;
}

/* Out of a wrong case: of what lies there by itself and was not handed over with it.  Most papers are filed ones that are only
 * read: no cases are looked up for so seldom an act. */
static bool recase_form(Req *req, const Letter *l, Val *forms, Err *err)
{
    bool yes;
    int64_t kept;
    if (l->main_id || (strcmp(l->direction, "out") == 0 && l->reply_to))
        return true;
    if (!may(req->cx, ACT_LETTER_FILE, l, &yes, err)
        || (yes && !db_int(req->cx->db, &Q_LETTER_KEPT, BIND(P_INT(l->id)), 0, &kept, err)))
        return false;
    if (yes && !kept)
        add_form(req, forms, l, "recase", N_("It lies in a wrong case"), N_("Put into the right case"), LETTER_RECASE_INPUTS,
                 &(Recase){ l->version, "", "" });
    return true;
}

static bool out_forms(Req *req, const Letter *l, Val *forms, Err *err)
{
    Cx *cx = req->cx;
    bool yes = false;
    if (strcmp(l->state, "draft") == 0)
        return draft_forms(req, l, forms, err);
    if (strcmp(l->state, "to_sign") == 0 && serving(cx, l->seat_id)) {
        DraftForm now = { l->version, "", "" };
        add_form(req, forms, l, "signature", N_("Signature"), N_("Sign"), LETTER_SIGN_INPUTS, &now);
    } else if (strcmp(l->state, "signed") == 0) {
        if (!may(cx, ACT_HANDOVER_RETURN, l, &yes, err))
            return false;
        if (yes)
            add_form(req, forms, l, "handover", N_("To the Secretariat"), N_("Hand over by list"), LETTER_HAND_INPUTS, NULL);
    } else if (strcmp(l->state, "handed") == 0) {
        if (!may(cx, ACT_HANDOVER_NUMBER, l, &yes, err))
            return false;
        if (yes)
            add_form(req, forms, l, "number", N_("Number of the Secretariat"), N_("Save the number"), LETTER_NUMBER_INPUTS,
                     &(NumberForm){ "", cx->today });
    } else if (strcmp(l->state, "sent") == 0 && !l->reply_to
               && (strcmp(l->kind, "inquiry") != 0 || !date_same(l->closed, DATE_FOREVER))) {
        return file_form(req, l, forms, err);
    } else if (strcmp(l->state, "filed") == 0) {
        return recase_form(req, l, forms, err);
    }
    return true;
}

static bool execution_forms(Req *req, const Letter *l, const Val *sheet, const Val *answers, Val *forms, Err *err)
{
    bool under_way = false, yes = false;
    for (const Val *v = val_first(answers); v; v = val_next(v))
        under_way |= val_truthy(val_get(v, "under_way"));
    if (under_way || !leads(req->cx, sheet))
        return true;
    if (!may(req->cx, ACT_LETTER_DRAFT, l, &yes, err))     /* an absent executor sees and does not act */
        return false;
    if (yes)
        add_form(req, forms, l, "answers", N_("Draft an answer"), N_("Save the draft"), LETTER_DRAFT_INPUTS, NULL);
    return true;
}

static bool close_form(Req *req, const Letter *l, const Val *answers, Val *forms, Err *err)
{
    bool yes, under_way = false;
    for (const Val *v = val_first(answers); v; v = val_next(v))
        under_way |= val_truthy(val_get(v, "under_way"));
    bool given = strcmp(l->state, "execution") == 0 && !letter_is_appeal(l->kind);     /* settled on its task */
    if (under_way || given || l->complained_id == req->cx->actor->person_id)
        return true;
    if (!may(req->cx, ACT_LETTER_CLOSE, l, &yes, err))
        return false;
    Closing now = { .outcome = "", .ground = l->anonymous ? "6.4" : "", .forwarded_to = "", .informed = DATE_FOREVER, .why = "" };
    if (yes)
        add_form(req, forms, l, "closing", N_("Close without an answer"), N_("Close"), LETTER_CLOSE_INPUTS, &now);
    return true;
}

static bool unjoin_form(Req *req, const Letter *l, Val *forms, Err *err)
{
    bool yes;
    if (!may(req->cx, ACT_LETTER_JOIN, l, &yes, err))
        return false;
    if (yes)
        add_form(req, forms, l, "unjoin", N_("Undo the joining"), N_("Undo"), LETTER_UNJOIN_INPUTS, NULL);
    return true;
}

/* Control put at intake, by whoever keeps the register. */
static bool control_form(Req *req, const Letter *l, Val *forms, Err *err)
{
    bool yes;
    if (!l->control_intake || strcmp(l->state, "filed") == 0)
        return true;
    if (!may(req->cx, ACT_LETTER_UNCONTROL, l, &yes, err))
        return false;
    if (yes)
        add_form(req, forms, l, "control", N_("Take off control"), N_("Take off control"), LETTER_CONTROL_INPUTS, NULL);
    return true;
}

Val *letter_forms(Req *req, const Letter *l, const Val *sheet, const Val *answers, Err *err)
{
    Val *forms = val_list(req->cx->arena);
    bool ok = true;
    Grant scans;
    if (strcmp(l->direction, "out") == 0)
        return out_forms(req, l, forms, err) ? forms : NULL;
    if (strcmp(l->state, "joined") == 0)
        ok = unjoin_form(req, l, forms, err);
    if (strcmp(l->state, "presented") == 0)
        ok = resolve_form(req, l, forms, err);
    if (ok && (strcmp(l->state, "registered") == 0 || strcmp(l->state, "presented") == 0))
        ok = present_form(req, l, forms, err);
    else if (ok && strcmp(l->state, "execution") == 0)
        ok = execution_forms(req, l, sheet, answers, forms, err);
    else if (ok && strcmp(l->state, "answered") == 0 && !l->main_id)
        ok = file_form(req, l, forms, err);
    else if (ok && strcmp(l->state, "filed") == 0)
        ok = recase_form(req, l, forms, err);
    if (ok && (strcmp(l->state, "presented") == 0 || strcmp(l->state, "registered") == 0 || strcmp(l->state, "execution") == 0))
        ok = close_form(req, l, answers, forms, err);
    if (ok && strcmp(l->state, "filed") != 0 && strcmp(l->state, "spoiled") != 0
        && authority_holds(req->cx, ACT_LETTER_REGISTER, &scans)) {
        add_form(req, forms, l, "scans", N_("Add a scan"), N_("Add"), LETTER_SCAN_INPUTS, NULL);
        if (strcmp(l->state, "registered") == 0 || strcmp(l->state, "presented") == 0)
            add_form(req, forms, l, "spoil", N_("Spoiled number"), N_("Mark as spoiled"), LETTER_SPOIL_INPUTS, NULL);
    }
    ok = ok && control_form(req, l, forms, err);
    return ok ? forms : NULL;
}

bool letter_copy_page(Req *req, Resp *resp, Err *err)
{
    static const char *const OWN[] = { "head", "deputy", "section_head" },
                      *const ABOVE[] = { "service_head", "service_deputy", "service_head" };
    Cx *cx = req->cx;
    Letter l;
    size_t n;
    if (!letter_get(cx, req->id, &l, err))
        return false;
    const Seat *head = staff_seats_of_kind(cx, "head", cx->today, &n, err);
    Val *seats = head ? letter_seats(cx, OWN, err) : NULL, *above = seats ? letter_seats(cx, ABOVE, err) : NULL;
    Val *officers = above ? task_officers_of(cx, n ? head[0].unit_id : 0, err) : NULL;
    if (!officers)
        return false;
    for (const Val *c = val_first(above); c; c = val_next(c))
        val_add(seats, form_choice(cx->arena, val_str(val_get(c, "value")), val_str(val_get(c, "label"))));
    Val *list = val_list(cx->arena);
    Val *f = add_form(req, list, &l, "copied-resolutions", N_("A resolution written on paper"), N_("Copy in"), LETTER_COPY_INPUTS,
                      &(LetterResolution){ .body = "", .co_part = "", .author_seat = l.seat_id, .written = cx->today,
                                           .control = l.control });
    form_choices(cx, f, "author_seat", seats);
    form_choices(cx, f, "co_person_id", letter_same_choices(cx->arena, officers));
    form_choices(cx, f, "person_id", officers);
    task_away_field(cx, f);
    val_put(resp->view, "letter", val_record(cx->arena, &l, LETTER_FIELDS));
    val_put(resp->view, "forms", list);
    return true;
}
