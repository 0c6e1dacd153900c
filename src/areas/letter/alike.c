// SPDX-License-Identifier: Apache-2.0
/* Letters in work, and which of them a paper resembles. */
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

static const Field WORK_FIELDS[] = {
    FIELD(WorkRow, id), FIELD(WorkRow, number), FIELD(WorkRow, party), FIELD(WorkRow, gist), FIELD(WorkRow, office_no),
    FIELD(WorkRow, their_no), FIELD(WorkRow, registered), FIELD(WorkRow, party_fold), FIELD(WorkRow, theme), FIELDS_END
};

bool letters_in_work(Cx *cx, InWork *ret, Err *err)
{
    enum { MOST_OF_A_STATE = 200 };
    *ret = (InWork){ 0 };
    ret->rows = db_all(cx->db, cx->arena, &Q_LETTERS_IN_WORK, BIND(P_INT(MOST_OF_A_STATE), P_INT(cx->actor->person_id)),
                       WORK_FIELDS, sizeof(WorkRow), &ret->n, err);
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

static int likeness(Cx *cx, const WorkRow *r, const char *party, const char *gist, const char *theme, const char *their_no)
{
    Arena *a = cx->arena;
    int ground = 0;
    if (strcmp(r->party_fold, party) == 0)
        ground |= SAME_SENDER;
    if (names(gist, text_fold(a, r->number)) || names(gist, text_fold(a, r->office_no))
        || names(gist, text_fold(a, r->their_no)) || (*their_no && strcmp(their_no, text_fold(a, r->number)) == 0))
        ground |= SAME_NUMBER;
    if (themes_alike(theme, r->theme))
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
    const char *theme = letter_theme(cx, gist);
    party = text_fold(a, party);
    gist = text_fold(a, gist);
    their_no = text_fold(a, their_no);
    *ret_left = 0;
    for (size_t i = 0; i < work->n; i++)
        like[i] = work->rows[i].id == self ? 0 : likeness(cx, &work->rows[i], party, gist, theme, their_no);
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
