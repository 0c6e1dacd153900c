// SPDX-License-Identifier: Apache-2.0
/* What a change of the law does to terms that stand: nothing by itself.  Here they are compared with the law of today, and
 * the registrar confirms each that is to follow it; every other keeps its day and its derivation.  No task may end after its
 * letter: a shorter term shortens them; a longer one lets those that ended with the old follow, if he says so. */
#include "app/i18n.h"
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "letter_queries.h"
#include "web/json_in.h"
#include "web/secret.h"
#include <string.h>

typedef struct OpenTerm { int64_t id, version; const char *number, *party, *gist, *derivation; Date due; } OpenTerm;
static const Field TERM_FIELDS[] = {
    FIELD(OpenTerm, id), FIELD(OpenTerm, number), FIELD(OpenTerm, party), FIELD(OpenTerm, gist), FIELD(OpenTerm, due),
    FIELD(OpenTerm, derivation), FIELD(OpenTerm, version), FIELDS_END
};
typedef struct Renewed { bool differs; Date due; const Val *derivation; } Renewed;

/* The term computed again by the law as it is now; a term that cannot be computed again is left as it is. */
static bool renew(Cx *cx, const Law *law, const OpenTerm *t, Renewed *ret, Err *err)
{
    Err own = { 0 };
    Nest nest = nest_make(cx->arena);
    bool same = true;
    *ret = (Renewed){ .due = t->due };
    if (!json_read(&nest, t->derivation, strlen(t->derivation), &own)
        || !derivation_renew(cx->arena, law, nest_value(&nest), &ret->derivation, &same, &own)) {
        if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY) {
            *err = own;
            return false;
        }
        return true;
    }
    const Val *due = val_at(ret->derivation, "out.due");
    if (!same && val_type(due) == V_DATE)
        ret->due = val_day(due);
    ret->differs = !same && !date_same(ret->due, t->due);
    return true;
}

typedef struct TaskTerms { const TaskTerm *rows; size_t n; } TaskTerms;

/* What happens to the tasks under it: those that would end after it are shortened, those that ended with it may go along. */
static void put_tasks(Arena *a, const TaskTerms *tasks, const OpenTerm *t, Date now, Val *v)
{
    int64_t beyond = 0, with = 0;
    for (size_t i = 0; i < tasks->n; i++) {
        if (tasks->rows[i].origin_id != t->id)
            continue;
        beyond += date_before(now, tasks->rows[i].due);
        with += date_same(tasks->rows[i].due, t->due) && date_before(t->due, now);
    }
    val_put_int(a, v, "shortened", beyond);
    val_put_int(a, v, "along", with);
}

bool letter_terms_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Law *law;
    TaskTerms tasks = { 0 };
    size_t n;
    const OpenTerm *rows = db_all(cx->db, a, &Q_LETTER_OPEN_TERMS, BIND(P_INT(cx->actor->person_id)), TERM_FIELDS, sizeof *rows, &n, err);
    if (!rows || !law_current(cx, &law, err))
        return false;
    Val *list = val_put(resp->view, "terms", val_list(a));
    for (size_t i = 0; i < n; i++) {
        Renewed now;
        if (!renew(cx, law, &rows[i], &now, err))
            return false;
        if (!now.differs)
            continue;
        if (!tasks.rows && !(tasks.rows = task_open_terms(cx, OBJ_LETTER, &tasks.n, err)))
            return false;
        Val *v = val_add(list, val_record(a, &rows[i], (Field[]){ TERM_FIELDS[0], TERM_FIELDS[1], TERM_FIELDS[2], TERM_FIELDS[3],
                                                                  TERM_FIELDS[4], TERM_FIELDS[6], FIELDS_END }));
        val_put_date(a, v, "now", now.due);
        put_tasks(a, &tasks, &rows[i], now.due, v);
        val_put(v, "why", law_why_lines(cx, now.derivation));
        val_put(v, "key", val_keep(a, secret_token(a)));
    }
    val_put_int(a, resp->view, "compared", (int64_t)n);
    val_put_text(a, resp->view, "csrf", cx->actor->csrf);
    return true;
}

typedef struct TermForm { int64_t version; bool tasks; } TermForm;
const Input LETTER_TERM_INPUTS[] = {
    INPUT(TermForm, version, IN_HIDDEN, REQUIRED, 12, NULL),
    INPUT(TermForm, tasks,   IN_CHECK,  OPTIONAL, 1, N_("Tasks that ended with it follow it")),
    INPUTS_END
};

bool letter_term_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Law *law;
    TermForm typed = { 0 };
    OpenTerm t;
    Renewed now;
    bool found;
    int64_t changed;
    form_read(req, "", LETTER_TERM_INPUTS, &typed, err);
    if (err->kind || !law_current(cx, &law, err)
        || !db_one(cx->db, a, &Q_LETTER_OPEN_TERM, BIND(P_INT(req->id)), TERM_FIELDS, &t, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_CONFLICT, NULL, N_("this paper has no legal term that runs"));
    if (!renew(cx, law, &t, &now, err))
        return false;
    if (!now.differs)
        return err_set(err, ERR_CONFLICT, NULL, N_("the term is what the law of today gives"));
    Str s = str_make(a);
    val_write_canonical(now.derivation, &s);
    const char *change = tr_args(cx, N_("term: {0} in place of {1}"), az_date_numeric(a, now.due), az_date_numeric(a, t.due), NULL);
    if (!db_run(cx->db, &Q_LETTER_RENEW_TERM, BIND(P_INT(t.id), P_INT(typed.version), P_DATE(now.due), P_TEXT(s.s)), &changed, err)
        || !letter_changed(cx, t.id, changed, err)
        || !letter_note(cx, t.id, "term", change, "letter.term", req->grant, err)
        || !task_follow_term(cx, OBJ_LETTER, t.id, typed.tasks ? t.due : DATE_ALWAYS, now.due, req->grant, err))
        return false;
    resp->redirect = "/letters/terms";
    resp->notice = N_("The term follows the law of today");
    return true;
}
