// SPDX-License-Identifier: Apache-2.0
/* Resolutions on a letter: leadership's that came with it, the head's, the deputy's or the section
 * head's written here, and those copied in from paper. */
#include "areas/letter/letter_in.h"
#include "areas/person/person.h"
#include "areas/task/task.h"
#include "letter_queries.h"
#include <stdio.h>
#include <string.h>

static bool is_leadership(const Seat *s) { return strncmp(s->post_kind, "service_", 8) == 0; }

/* Who holds the first seat of a post kind, or answers for it today; 0: nobody. */
static bool holder_of(Cx *cx, const char *post_kind, int64_t *ret_person, Err *err)
{
    size_t n;
    SeatToday on = { 0 };
    const Seat *seats = staff_seats_of_kind(cx, post_kind, cx->today, &n, err);
    if (!seats || (n && !staff_seat_today(cx, seats[0].id, cx->today, &on, err)))
        return false;
    *ret_person = on.holder_id ? on.holder_id : on.person_id;
    return true;
}

/* Who executes what leadership wrote: the head, or whoever answers for his post today; of a complaint about him his
 * deputy (5.9.8). */
static bool head_to_execute(Cx *cx, int64_t complained, int64_t *ret_person, Err *err)
{
    if (!holder_of(cx, "head", ret_person, err)
        || (*ret_person && *ret_person == complained && !holder_of(cx, "deputy", ret_person, err)))
        return false;
    return *ret_person != 0
        || err_set(err, ERR_CONFLICT, "lead_seat", N_("nobody may act for this post today; an acting order is needed"));
}

/* "post, name (ground)" of whoever answered for a seat on a day, and who he was. */
static bool signer_of_day(Cx *cx, const Seat *seat, Date day, const char **ret_signature, int64_t *ret_person, Err *err)
{
    SeatToday on;
    const char *name;
    if (!staff_seat_today(cx, seat->id, day, &on, err))
        return false;
    *ret_person = on.person_id ? on.person_id : on.holder_id;
    *ret_signature = seat->title_full;
    if (!*ret_person)
        return true;
    Seat own;
    bool found;
    if (!person_short_name(cx, *ret_person, &name, err) || !staff_seat_of(cx, *ret_person, day, &own, &found, err))
        return false;
    Actor signer = { .name = name };
    Standing own_post = { .ground = GROUND_SEAT, .post_title = found ? own.title_full : seat->title_full };
    Standing served = { .ground = on.person_id ? on.ground : GROUND_SEAT, .post_title = seat->title_full };
    signer.standings = &own_post;
    signer.count = 1;
    Cx as = *cx;
    as.actor = &signer;
    *ret_signature = grant_signature(&as, &(Grant){ .standing = &served });
    return true;
}

/* "Ə.Əsədov: Baxılsın", as the book's column says it. */
static bool book_text(Cx *cx, const NewResolution *r, const char **ret, Err *err)
{
    const char *name = r->signature;
    if (r->author_person && !person_short_name(cx, r->author_person, &name, err))
        return false;
    *ret = arena_printf(cx->arena, "%s: %s", name, r->body);
    return true;
}

bool letter_copy_leadership(Cx *cx, const HandoverItem *i, const Letter *letter, Err *err)
{
    Seat lead;
    int64_t resolution, author, changed;
    const char *signature, *name, *text;
    Executor head = { 0, "" };
    if (!i->lead_seat)
        return true;
    if (!staff_seat(cx, i->lead_seat, &lead, err) || !signer_of_day(cx, &lead, i->lead_date, &signature, &author, err)
        || !head_to_execute(cx, letter->complained_id, &head.person_id, err) || !person_short_name(cx, head.person_id, &name, err))
        return false;
    NewResolution r = {
        .origin_kind = OBJ_LETTER, .origin_id = letter->id, .author_seat = i->lead_seat, .author_person = author,
        .signature = signature, .scan = "", .body = i->lead_text, .written = i->lead_date,
        .due = date_min(i->lead_due, letter->due), .limit = letter->due, .control = letter->control,
        .away_ok = true, .executors = &head, .executor_count = 1 };
    return task_resolve(cx, &r, &resolution, err) && book_text(cx, &r, &text, err)
        && db_run(cx->db, &Q_LETTER_SET_RESOLUTION,
                  BIND(P_INT(letter->id), P_INT(letter->version), P_TEXT(text), P_TEXT(name)), &changed, err)
        && letter_changed(cx, letter->id, changed, err);
}

/* The form names its two executors plainly. */
static bool plain_fields(Err *err)
{
    static const struct { const char *from, *to; } NAMES[] = {
        { "executors.0.person_id", "person_id" }, { "executors.1.person_id", "co_person_id" } };
    for (int i = 0; i < err->count; i++)
        for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++)
            if (strcmp(err->faults[i].field, NAMES[k].from) == 0)
                snprintf(err->faults[i].field, sizeof err->faults[i].field, "%s", NAMES[k].to);
    return false;
}

/* Writes the resolution under the root task, if leadership gave one, and moves the letter on. */
static bool write_resolution(Cx *cx, const Letter *l, const LetterResolution *in, NewResolution *r, bool leadership,
                             int64_t *ret, Err *err)
{
    Executor executors[2] = { { in->person_id, "" }, { in->co_person_id, in->co_part } };
    Task root;
    bool found = false;
    int64_t changed;
    const char *name, *text;
    if (!leadership && !task_root_of(cx, OBJ_LETTER, l->id, &root, &found, err))
        return false;
    r->origin_kind = OBJ_LETTER;
    r->origin_id = l->id;
    r->parent_task = found ? root.id : 0;
    r->body = in->body;
    r->limit = l->due;
    r->due = in->due.has ? in->due.v : found ? date_min(root.due, l->due) : l->due;
    r->control = in->control;
    r->away_ok = in->away_ok;
    r->executors = executors;
    r->executor_count = in->co_person_id ? 2 : 1;
    if (!task_resolve(cx, r, ret, err))
        return plain_fields(err);
    if (!book_text(cx, r, &text, err) || !person_short_name(cx, in->person_id, &name, err)
        || (leadership ? !db_run(cx->db, &Q_LETTER_SET_RESOLUTION,
                                 BIND(P_INT(l->id), P_INT(l->version), P_TEXT(text), P_TEXT(name)), &changed, err)
                       : !db_run(cx->db, &Q_LETTER_SET_EXECUTION,
                                 BIND(P_INT(l->id), P_INT(l->version), P_BOOL(l->control || in->control), P_TEXT(text),
                                      P_TEXT(name), P_INT(r->author_seat)), &changed, err)))
        return false;
    return letter_changed(cx, l->id, changed, err);
}

bool letter_resolve(Cx *cx, int64_t letter, const LetterResolution *in, const Grant *grant, int64_t *ret_resolution,
                    Err *err)
{
    Letter l;
    Grant as;
    (void)grant;                                           /* the seat's own grant says more */
    if (!letter_get(cx, letter, &l, err))
        return false;
    if (strcmp(l.state, "presented") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a letter that was presented is resolved on"));
    if (l.complained_id == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, COMPLAINT_WALL);
    if (l.anonymous)
        return err_set(err, ERR_CONFLICT, NULL, N_("an anonymous appeal is not considered (Appeals Law 6.4); it is closed"));
    if (!authority_check_as(cx, ACT_LETTER_RESOLVE, OBJ_LETTER, letter, l.seat_id, &as, err))
        return false;
    if (!as.yes)
        return err_set(err, ERR_DENIED, NULL, N_("this letter waits for the resolution of another: {0}"), l.seat_title);
    NewResolution r = {
        .author_seat = l.seat_id, .author_person = cx->actor->person_id, .signature = grant_signature(cx, &as),
        .authority = as.path, .scan = "", .written = cx->today };
    return write_resolution(cx, &l, in, &r, false, ret_resolution, err)
        && letter_note(cx, letter, "resolved", r.signature, "letter.resolve", &as, err);
}

static bool check_copy(Cx *cx, const Letter *l, const Seat *author, const LetterResolution *in, const Upload *scan,
                       Err *err)
{
    if (strcmp(l->direction, "in") != 0
        || (strcmp(l->state, "registered") != 0 && strcmp(l->state, "presented") != 0))
        return err_set(err, ERR_CONFLICT, NULL, N_("this letter is in execution already"));
    static const char *const CHIEFS[] = { "head", "deputy", "section_head", "service_head", "service_deputy" };
    bool chief = false;
    for (size_t i = 0; i < sizeof CHIEFS / sizeof *CHIEFS; i++)
        chief |= strcmp(author->post_kind, CHIEFS[i]) == 0;
    if (!chief)
        err_add(err, "author_seat", N_("no resolutions are written by this post"));
    if (!scan)
        err_add(err, "scan", N_("choose a file"));
    if (date_before(cx->today, in->written))
        err_add(err, "written", N_("this day has not come yet"));
    if (date_before(in->written, l->office_date))
        err_add(err, "written", N_("this is before the letter reached the Secretariat"));
    return err->kind == ERR_NONE;
}

bool letter_copy_in(Cx *cx, int64_t letter, const LetterResolution *in, const Upload *scan, const Grant *grant,
                    int64_t *ret_resolution, Err *err)
{
    Letter l;
    Seat author;
    NewResolution r = { .author_seat = in->author_seat, .authority = grant ? grant->path : NULL,
                        .written = in->written };
    if (!letter_get(cx, letter, &l, err) || !staff_seat(cx, in->author_seat, &author, err)
        || !check_copy(cx, &l, &author, in, scan, err)
        || !signer_of_day(cx, &author, in->written, &r.signature, &r.author_person, err))
        return false;
    if (r.author_person == cx->actor->person_id)
        return err_set(err, ERR_DENIED, "author_seat", N_("a resolution is copied in by another than its author"));
    if (l.anonymous)
        return err_set(err, ERR_CONFLICT, NULL, N_("an anonymous appeal is not considered (Appeals Law 6.4); it is closed"));
    if (!appeal_wall(&l, r.author_person, "author_seat", err))
        return false;
    r.scan = scan->sha256;
    return write_resolution(cx, &l, in, &r, is_leadership(&author), ret_resolution, err)
        && attachment_add(cx, letter, scan, err)
        && letter_note(cx, letter, "copied_in", r.signature, "letter.copy_in", grant, err);
}
