// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_JOURNAL_JOURNAL_IN_H
#define AREAS_JOURNAL_JOURNAL_IN_H
#include "app/form.h"
#include "areas/journal/journal.h"

/* Every verb of the journal in words; ended by {0}. */
extern const Choice JOURNAL_VERBS[];
/* Kinds of objects in words; ended by {0}. */
extern const Choice JOURNAL_KINDS[];
/* The words for a code; the code itself when there are none. */
const char *journal_word(Cx *cx, const Choice *words, const char *code);
/* The address of an object's page; NULL where it has none, or where the reader may not open every one. */
const char *journal_link(Cx *cx, const char *kind, int64_t id);

/* Each proof is a job, asked for by its POST or by the night; it keeps its result in the database for the page and
 * in the journal, whatever it found. */
#define PROOF_JOURNAL "journal-verify"
#define PROOF_REPLAY "replay-check"
bool proof_ask_journal(Req *req, Resp *resp, Err *err);
bool proof_ask_replay(Req *req, Resp *resp, Err *err);
bool proof_journal_job(Cx *cx, Err *err);
bool proof_replay_job(Cx *cx, Err *err);
/* Both, by night, and the signing of the day's head. */
bool proof_job(Cx *cx, Err *err);
bool witness_job(Cx *cx, Err *err);
/* The last result of each: {journal:{…}|null, replay:{…}|null, witness:{…}|null}, each
 *   {at, who, ok, text, detail, seconds},
 * and how one that was asked for stands: {journal_run, replay_run: {progress|null, failed|null}}. */
bool proof_view(Cx *cx, Val **ret, bool *ret_waits, Err *err);
#endif
