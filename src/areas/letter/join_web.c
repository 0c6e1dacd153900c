// SPDX-License-Identifier: Apache-2.0
/* Which letters in work a paper may belong to, and the page on which the clerk joins it. */
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <stdlib.h>
#include <string.h>

const Input LETTER_JOIN_INPUTS[] = {
    INPUT(JoinForm, main_id, IN_CHOICE, OPTIONAL, 12, N_("Letter it belongs to")),
    INPUT(JoinForm, main_no, IN_LINE,   OPTIONAL, 60, N_("Or the number of another letter in work")),
    INPUTS_END
};
const Input LETTER_UNJOIN_INPUTS[] = {
    INPUT(UnjoinForm, why, IN_LINE, REQUIRED, 500, N_("Why it does not belong there")),
    INPUTS_END
};

static const Field WORK_FIELDS[] = {
    FIELD(WorkRow, id), FIELD(WorkRow, number), FIELD(WorkRow, party), FIELD(WorkRow, gist), FIELD(WorkRow, office_no),
    FIELD(WorkRow, their_no), FIELD(WorkRow, registered), FIELDS_END
};

bool letters_in_work(Cx *cx, InWork *ret, Err *err)
{
    enum { MOST_OF_A_STATE = 200 };
    *ret = (InWork){ 0 };
    ret->rows = db_all(cx->db, cx->arena, &Q_LETTERS_IN_WORK, BIND(P_INT(MOST_OF_A_STATE)), WORK_FIELDS, sizeof(WorkRow),
                       &ret->n, err);
    ret->capped = ret->n >= MOST_OF_A_STATE;
    return ret->rows != NULL;
}

/* ---- likeness ------------------------------------------------------------- */

enum { SAME_SENDER = 2, SAME_NUMBER = 4, SAME_THEME = 1 };

/* Does the folded text name this number as a word of its own? */
static bool names(const char *text, const char *number)
{
    size_t len = strlen(number);
    if (len < 3)
        return false;
    for (const char *p = text; (p = strstr(p, number)); p++)
        if ((p == text || strchr(" ,;:(№", p[-1]) || (unsigned char)p[-1] >= 0x80)
            && (!p[len] || strchr(" ,;:.)", p[len])))
            return true;
    return false;
}

/* How many longer words of one text the other has, too. */
static int shared_words(const char *one, const char *other)
{
    enum { LONG = 5, STEM = 6 };
    int shared = 0;
    while (*one) {
        size_t n = strcspn(one, " ");
        char stem[STEM + 2] = " ";
        if (n >= LONG) {
            memcpy(stem + 1, one, n < STEM ? n : STEM);
            stem[1 + (n < STEM ? n : STEM)] = '\0';
            shared += strncmp(other, stem + 1, strlen(stem + 1)) == 0 || strstr(other, stem) != NULL;
        }
        one += n + (one[n] == ' ');
    }
    return shared;
}

bool letters_alike(Cx *cx, const char *gist, const char *other)
{
    enum { THEME_WORDS = 2 };
    const char *one = text_fold(cx->arena, gist), *two = text_fold(cx->arena, other);
    return strcmp(one, two) == 0 || shared_words(one, two) >= THEME_WORDS;
}

static int likeness(Cx *cx, const WorkRow *r, const char *party, const char *gist, const char *their_no)
{
    Arena *a = cx->arena;
    int ground = 0;
    if (strcmp(text_fold(a, r->party), party) == 0)
        ground |= SAME_SENDER;
    if (names(gist, text_fold(a, r->number)) || names(gist, text_fold(a, r->office_no))
        || names(gist, text_fold(a, r->their_no)) || (*their_no && strcmp(their_no, text_fold(a, r->number)) == 0))
        ground |= SAME_NUMBER;
    if (letters_alike(cx, gist, r->gist))
        ground |= SAME_THEME;
    return ground;
}

static const char *ground_words(Cx *cx, int ground)
{
    Str s = str_make(cx->arena);
    if (ground & SAME_NUMBER)
        str_add(&s, tr(cx, N_("its number is named")));
    if (ground & SAME_SENDER)
        str_addf(&s, "%s%s", s.len ? ", " : "", tr(cx, N_("same sender")));
    if (ground & SAME_THEME)
        str_addf(&s, "%s%s", s.len ? ", " : "", tr(cx, N_("similar theme")));
    return s.s;
}

Val *join_choices(Cx *cx, const InWork *work, int64_t self, const char *party, const char *gist, const char *their_no,
                  size_t *ret_left)
{
    enum { MOST_LIKE = SAME_SENDER | SAME_NUMBER | SAME_THEME };
    Arena *a = cx->arena;
    Val *list = val_list(a);
    int *like = NEW_N(a, int, work->n + 1);
    size_t n = 0;
    party = text_fold(a, party);
    gist = text_fold(a, gist);
    their_no = text_fold(a, their_no);
    *ret_left = 0;
    for (size_t i = 0; i < work->n; i++)
        like[i] = work->rows[i].id == self ? 0 : likeness(cx, &work->rows[i], party, gist, their_no);
    for (int ground = MOST_LIKE; ground > 0; ground--)
        for (size_t i = 0; i < work->n; i++) {
            const WorkRow *r = &work->rows[i];
            if (like[i] != ground)
                continue;
            if (n++ >= JOIN_MOST) {
                ++*ret_left;
                continue;
            }
            val_add(list, form_choice(a, arena_printf(a, "%lld", (long long)r->id),
                                      arena_printf(a, "%s, %s, %s — %s (%s)", r->number, az_date_numeric(a, r->registered),
                                                   r->party, r->gist, ground_words(cx, ground))));
        }
    return list;
}

/* ---- the page ---------------------------------------------------------------- */

static Val *belongs_form(Req *req, int64_t letter, const char *path, const char *submit, const Input *inputs)
{
    Val *f = form_view(req, arena_printf(req->cx->arena, "/letters/%lld/%s", (long long)letter, path), inputs, NULL);
    val_replace(f, "submit", val_keep(req->cx->arena, tr(req->cx, submit)));
    form_ids(req->cx, f, path);
    return f;
}

static bool put_join(Req *req, const Letter *l, Val *view, Err *err)
{
    Cx *cx = req->cx;
    InWork work = { 0 };
    size_t left = 0;
    Err no = { 0 };
    bool may = join_allowed(l, &no);
    if (may && !letters_in_work(cx, &work, err))
        return false;
    Val *choices = join_choices(cx, &work, l->id, l->party, l->gist, l->their_no, &left);
    val_put_bool(cx->arena, view, "offered", val_count(choices) > 0);
    val_put_int(cx->arena, view, "left", (int64_t)left);
    val_put_bool(cx->arena, view, "capped", work.capped);
    Val *f = val_put(view, "form", may ? belongs_form(req, l->id, "join", N_("Join"), LETTER_JOIN_INPUTS) : val_null(cx->arena));
    if (may)
        form_choices(cx, f, "main_id", choices);
    return true;
}

bool join_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Letter l;
    if (!letter_get(cx, req->id, &l, err))
        return false;
    if (strcmp(l.direction, "in") != 0 || strcmp(l.state, "filed") == 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a paper that came in and is not filed belongs to another"));
    if (!put_join(req, &l, resp->view, err))
        return false;
    InWork asked = { 0 };
    if (!l.reply_to && !inquiries_open(cx, &asked, err))
        return false;
    Val *f = val_put(resp->view, "inquiry", l.reply_to ? val_null(cx->arena)
                     : belongs_form(req, l.id, "inquiry", N_("Link"), LETTER_INQUIRY_INPUTS));
    if (!l.reply_to)
        form_choices(cx, f, "inquiry_id", inquiry_choices(cx, &asked, l.party, l.gist));
    val_put(resp->view, "letter", val_record(cx->arena, &l, LETTER_FIELDS));
    return true;
}

bool join_post(Req *req, Resp *resp, Err *err)
{
    JoinForm in = { .main_no = "" };
    int64_t main_id;
    if (!form_read(req, "", LETTER_JOIN_INPUTS, &in, err) || !join_target(req->cx, &in, &main_id, err))
        return false;
    if (!main_id)
        return err_set(err, ERR_INVALID, "main_id", N_("choose the letter it belongs to, or write its number"));
    if (!letter_join(req->cx, req->id, main_id, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)main_id);
    resp->notice = N_("The paper was joined to this letter");
    return true;
}

bool join_post_undo(Req *req, Resp *resp, Err *err)
{
    UnjoinForm in = { .why = "" };
    if (!form_read(req, "", LETTER_UNJOIN_INPUTS, &in, err) || !letter_unjoin(req->cx, req->id, in.why, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)req->id);
    resp->notice = N_("The paper stands by itself again");
    return true;
}
