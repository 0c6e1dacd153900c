// SPDX-License-Identifier: Apache-2.0
/* The two proofs, asked for by a reader and run each night: jobs, so that a page need not wait and says how far they are.
 * A proof only reads, in one snapshot; then a short write keeps what it found: in app_meta for the page, in the journal
 * for ever. */
#include "app/i18n.h"
#include "app/job.h"
#include "app/journal.h"
#include "app/witness.h"
#include "areas/journal/journal_in.h"
#include "areas/ledger/ledger.h"
#include "areas/person/person.h"
#include "web/json_in.h"
#include "base/clock.h"
#include <string.h>

typedef struct Found { const char *verb; Val *data; const Grant *grant; } Found;

static bool keep(Cx *cx, void *arg, Err *err)
{
    const Found *f = arg;
    Str bytes = str_make(cx->arena);
    val_write_canonical(f->data, &bytes);
    journal_add(cx, f->verb, OBJ_NONE, 0, f->data, f->grant);
    return app_meta_set(cx->db, f->verb, bytes.s, err);
}

static Val *begin(Cx *cx, bool ok, int64_t since)
{
    char at[INSTANT_TEXT];
    Val *data = val_map(cx->arena);
    instant_format(cx->now, at);
    val_put_text(cx->arena, data, "at", at);
    val_put_int(cx->arena, data, "person", cx->job && cx->job->asked_by > 0 ? cx->job->asked_by : 0);
    val_put_bool(cx->arena, data, "ok", ok);
    val_put_int(cx->arena, data, "ms", clock_ms() - since);
    return data;
}

/* The chain, and on it the heads that were signed and kept outside the database. */
static bool journal_proof(Cx *cx, Val **ret, Err *err)
{
    int64_t entries = 0, since = clock_ms();
    char head[65] = "";
    const char *const *heads;
    Err broken = { 0 };
    const Progress told = { job_step, cx };
    bool ok = witness_heads(cx->arena, cx->app->config->witness_key, &heads, &broken)
           && journal_verify(cx->db, heads, &told, &entries, head, &broken);
    if (!ok && broken.kind != ERR_CONFLICT) {
        *err = broken;
        return false;
    }
    Val *data = *ret = begin(cx, ok, since);
    val_put_int(cx->arena, data, "entries", entries);
    val_put_text(cx->arena, data, "head", head);
    if (!ok) {
        val_put_text(cx->arena, data, "fault", broken.faults[0].msgid);
        val_put_text(cx->arena, data, "fault_arg", broken.faults[0].args[0]);
    }
    return true;
}

static bool replay_proof(Cx *cx, Val **ret, Err *err)
{
    int64_t since = clock_ms();
    Replay r = { 0 };
    const Progress told = { job_step, cx };
    if (!ledger_replay(cx->db, cx->arena, REPLAY_CHECK, FACT_KINDS, &told, &r, err))
        return false;
    Val *data = *ret = begin(cx, r.same, since);
    val_put_int(cx->arena, data, "inputs", r.inputs);
    val_put_int(cx->arena, data, "facts", r.facts);
    val_put_text(cx->arena, data, "head", r.replayed);
    if (!r.same) {
        val_put_text(cx->arena, data, "expected", r.expected ? r.expected : "");
        val_put_text(cx->arena, data, "found", r.found ? r.found : "");
    }
    return true;
}

static bool ask(Req *req, Resp *resp, const char *job, Err *err)
{
    Cx *cx = req->cx;
    if (!job_ask(cx, job_find(job), err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "job", job);
    journal_add(cx, "job.run", OBJ_NONE, 0, data, req->grant);
    resp->redirect = "/journal";
    resp->notice = N_("It is being checked; the page shows how far it is, and you may leave it");
    return true;
}

bool proof_ask_journal(Req *req, Resp *resp, Err *err) { return ask(req, resp, PROOF_JOURNAL, err); }
bool proof_ask_replay(Req *req, Resp *resp, Err *err)  { return ask(req, resp, PROOF_REPLAY, err); }

/* ---- the last results ------------------------------------------------------- */

static const char *number_text(Cx *cx, const Val *v)
{
    return arena_printf(cx->arena, "%lld", (long long)val_num(v));
}

static const char *journal_text(Cx *cx, const Val *v)
{
    if (val_num(val_get(v, "ok")))
        return tr_args(cx, N_("All {0} entries follow one from another: none was changed, taken out or put in."),
                       number_text(cx, val_get(v, "entries")), NULL);
    const char *arg = val_str(val_get(v, "fault_arg"));
    return tr_args(cx, val_str(val_get(v, "fault")), arg ? arg : "", NULL);
}

static const char *replay_text(Cx *cx, const Val *v)
{
    if (val_num(val_get(v, "ok")))
        return tr_args(cx, N_("{0} orders, acts and records, carried out again, make exactly the {1} facts that are kept."),
                       number_text(cx, val_get(v, "inputs")), number_text(cx, val_get(v, "facts")), NULL);
    return tr_args(cx, N_("The facts that are kept are not those the orders make. Expected: {0}. Found: {1}."),
                   val_str(val_get(v, "expected")), val_str(val_get(v, "found")), NULL);
}

static bool prove(Cx *cx, const char *verb, bool (*proof)(Cx *, Val **, Err *), Val **ret, Err *err)
{
    return proof(cx, ret, err) && app_write(cx, keep, &(Found){ verb, *ret, NULL }, err);
}

/* What is wrong is said in the words of the page. */
bool proof_journal_job(Cx *cx, Err *err)
{
    Val *v;
    if (!prove(cx, "journal.verify", journal_proof, &v, err))
        return false;
    if (val_num(val_get(v, "ok")))
        job_say(cx, true, N_("All {0} entries follow one from another: none was changed, taken out or put in."),
                number_text(cx, val_get(v, "entries")));
    else
        job_say(cx, false, val_str(val_get(v, "fault")), val_str(val_get(v, "fault_arg")));
    return true;
}

bool proof_replay_job(Cx *cx, Err *err)
{
    Val *v;
    if (!prove(cx, "proof.replay", replay_proof, &v, err))
        return false;
    if (val_num(val_get(v, "ok")))
        job_say(cx, true, N_("{0} orders, acts and records, carried out again, make exactly the {1} facts that are kept."),
                number_text(cx, val_get(v, "inputs")), number_text(cx, val_get(v, "facts")));
    else
        job_say(cx, false, N_("The facts that are kept are not those the orders make. Expected: {0}. Found: {1}."),
                val_str(val_get(v, "expected")), val_str(val_get(v, "found")));
    return true;
}

bool proof_job(Cx *cx, Err *err) { return proof_journal_job(cx, err) && proof_replay_job(cx, err); }

/* The day's head, signed; kept outside the database, and shown on the page of the journal to be printed. */
bool witness_job(Cx *cx, Err *err)
{
    const char *head, *line;
    const char *key = cx->app->config->witness_key;
    if (!journal_head(cx->db, cx->arena, &head, err)
        || !witness_sign(cx->arena, key, "journal", head, cx->today, &line, err) || !witness_keep(cx->arena, key, line, err))
        return false;
    Val *data = begin(cx, true, clock_ms());
    val_put_text(cx->arena, data, "head", line);
    Found found = { "journal.witness", data, NULL };
    job_say(cx, true, N_("Signed and kept: {0}."), head);
    return app_write(cx, keep, &found, err);
}

static const char *witness_text(Cx *cx, const Val *v)
{
    (void)v;
    return tr(cx, N_("The newest entry was signed with the key outside the database and kept beside it."));
}

/* How the proof stands that was asked for: {progress} while it waits or runs, {failed} when it ended without a result. */
static bool standing(Cx *cx, const char *job, Val *ret, const char *key, bool *waits, Err *err)
{
    JobState state;
    if (!job_state(cx, job, &state, err))
        return false;
    Val *v = val_put(ret, key, val_map(cx->arena));
    val_put_text(cx->arena, v, "progress", job_progress_text(cx, &state));
    const Val *said = state.failed ? val_first(job_said(cx->arena, state.result)) : NULL;
    val_put_text(cx->arena, v, "failed", !state.failed ? NULL : said ? job_words(cx, said)
                                        : tr(cx, N_("it was cut short when the server ended; ask again")));
    *waits |= state.waits;
    return true;
}

static bool result(Cx *cx, const char *verb, const char *(*text)(Cx *, const Val *), Val *ret, const char *key, Err *err)
{
    Arena *a = cx->arena;
    const char *bytes, *who = "";
    Err unread = { 0 };
    Nest nest = nest_make(a);
    Instant at = { 0 };
    if (!app_meta_get(cx->db, a, verb, &bytes, err))
        return false;
    if (!bytes || !json_read(&nest, bytes, strlen(bytes), &unread)) {
        val_put(ret, key, val_null(a));
        return true;
    }
    const Val *kept = nest_value(&nest);
    int64_t person = val_num(val_get(kept, "person")), ms = val_num(val_get(kept, "ms"));
    if (person && !person_short_name(cx, person, &who, err))
        return false;
    if (!instant_parse(val_str(val_get(kept, "at")), &at))
        return err_set(err, ERR_INTERNAL, NULL, N_("the kept result of a proof cannot be read"));
    Val *v = val_put(ret, key, val_map(a));
    val_put(v, "at", val_instant(a, at));
    val_put(v, "who", val_keep(a, who));
    val_put_bool(a, v, "ok", val_num(val_get(kept, "ok")) != 0);
    val_put(v, "text", val_keep(a, text(cx, kept)));
    val_put_text(a, v, "what_to_do", val_num(val_get(kept, "ok")) ? NULL : text == journal_text
        ? tr(cx, N_("Tell the head of the directorate and the system administrator at once, and let nobody restore or delete anything. "
                    "Beside the newest good copy and the entries signed outside the database they see what was changed, and since "
                    "when."))
        : tr(cx, N_("Tell the system administrator. Until he knows the cause, what a file shows is to be compared with its orders; "
                    "“kadr replay --rebuild” makes the facts anew from them.")));
    val_put_text(a, v, "head", val_str(val_get(kept, "head")));
    val_put(v, "seconds", val_keep(a, arena_printf(a, "%lld,%02lld", (long long)(ms / 1000), (long long)(ms % 1000 / 10))));
    return true;
}

bool proof_view(Cx *cx, Val **ret, bool *ret_waits, Err *err)
{
    *ret = val_map(cx->arena);
    *ret_waits = false;
    return standing(cx, PROOF_JOURNAL, *ret, "journal_run", ret_waits, err)
        && standing(cx, PROOF_REPLAY, *ret, "replay_run", ret_waits, err)
        && result(cx, "journal.verify", journal_text, *ret, "journal", err)
        && result(cx, "proof.replay", replay_text, *ret, "replay", err)
        && result(cx, "journal.witness", witness_text, *ret, "witness", err);
}
