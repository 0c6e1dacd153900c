// SPDX-License-Identifier: Apache-2.0
/* Signing a paper that leaves us: who may, the paper itself, its number, the frozen file. */
#include "app/files.h"
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "doc/pdf.h"
#include "doc/scan.h"
#include "letter_queries.h"
#include <string.h>

bool letter_is_to_state(const Letter *l)
{
    return strcmp(l->party_kind, "executive") == 0 || strcmp(l->party_kind, "court") == 0;
}

bool letter_is_to_unit(const Letter *l) { return strcmp(l->party_kind, "unit") == 0; }

bool letter_is_to_person(const Letter *l)
{
    return strcmp(l->party_kind, "natural") == 0 || strcmp(l->party_kind, "legal") == 0;
}

bool letter_is_to_other(const Letter *l)
{
    return !letter_is_to_state(l) && !letter_is_to_unit(l) && !letter_is_to_person(l);
}

const char *letter_signer_rule(const Letter *l)
{
    if (letter_is_to_other(l))
        return N_("leadership signs letters to this addressee");
    if (letter_is_to_unit(l))
        return N_("letters to units of the Service are signed by the head (5.8.4); the deputy signs to legal and "
                  "natural persons only (5.9.10)");
    if (letter_is_to_state(l))
        return N_("letters to executive bodies and courts are signed by the head (5.8.13); the deputy signs "
                  "to legal and natural persons only (5.9.10)");
    return N_("only the head (5.8.13) or the deputy (5.9.10) signs this letter");
}

static Act act_to_sign(const Letter *l)
{
    return letter_is_to_person(l) ? ACT_LETTER_SIGN_PERSON : letter_is_to_unit(l) ? ACT_LETTER_SIGN_UNIT : ACT_LETTER_SIGN_STATE;
}

static bool by_leadership(const Grant *g) { return g->power && strncmp(g->power->holder, "service_", 8) == 0; }

/* First whether the addressee is his to sign to, then whether it waits for his seat. */
static bool may_sign(Cx *cx, const Letter *l, Grant *ret, Err *err)
{
    if (!authority_check(cx, act_to_sign(l), OBJ_LETTER, l->id, ret, err))
        return false;
    if (!ret->yes || (letter_is_to_other(l) && !by_leadership(ret)))
        return err_set(err, ERR_DENIED, NULL, letter_signer_rule(l));
    if (!authority_check_as(cx, act_to_sign(l), OBJ_LETTER, l->id, l->seat_id, ret, err))
        return false;
    return ret->yes || err_set(err, ERR_DENIED, NULL, N_("this answer waits for the signature of another: {0}"), l->seat_title);
}

bool outgoing_refusal(Cx *cx, const Letter *l, const char **ret, Err *err)
{
    Grant g;
    *ret = NULL;
    if (strcmp(l->direction, "out") != 0 || strcmp(l->state, "to_sign") != 0 || !authority_holds(cx, ACT_LETTER_SIGN_PERSON, &g))
        return true;
    if (!authority_check(cx, act_to_sign(l), OBJ_LETTER, l->id, &g, err))
        return false;
    if (!g.yes || (letter_is_to_other(l) && !by_leadership(&g)))
        *ret = letter_signer_rule(l);
    return true;
}

static void add_text(Doc *d, Arena *a, const char *body)
{
    for (const char *p = body; *p;) {
        size_t n = strcspn(p, "\n");
        if (n)
            doc_para(d, arena_strndup(a, p, n));
        p += n + (p[n] == '\n');
    }
}

Doc *outgoing_doc(Cx *cx, const Letter *l, const Letter *asked, const char *number, const Grant *grant)
{
    Arena *a = cx->arena;
    Doc *d = doc_new(a, "az");
    doc_meta(d, l->gist, grant ? grant_post(cx, grant) : "", cx->now);
    doc_emblem(d);
    doc_letterhead(d, "AZƏRBAYCAN RESPUBLİKASI\nDÖVLƏT MİQRASİYA XİDMƏTİ\nKadrlar və kadr hazırlığı idarəsi");
    doc_space(d, 4);
    doc_edges(d, arena_printf(a, "№ %s", number ? number : "____"), "Bakı şəhəri", number ? az_date(a, cx->today) : "");
    doc_space(d, 6);
    doc_text(d, DOC_ADDRESSEE, *l->address ? arena_printf(a, "%s\n%s", l->party, l->address) : l->party);
    if (asked && *asked->their_no)
        doc_text(d, DOC_PLAIN, arena_printf(a, "Sizin %s %s nömrəli məktubunuza cavab", az_date_act(a, asked->their_date),
                                            asked->their_no));
    doc_heading(d, l->gist);
    add_text(d, a, l->body);
    if (strcmp(l->kind, "inquiry") == 0 && strcmp(l->direction, "out") == 0)
        doc_para(d, arena_printf(a, "Cavabın %s tarixinədək göndərilməsi xahiş olunur.", az_date_numeric(a, l->due)));
    if (grant)
        doc_sign(d, &(DocSign){ .post = grant_post(cx, grant), .name = cx->actor->name, .mark = "elektron imza",
                                .ground = grant_ground(cx, grant), .below = az_date_numeric(a, cx->today) });
    return d;
}

static int year_of(Date d)
{
    int year, month, day;
    date_split(d, &year, &month, &day);
    return year;
}

/* Who signs what, as it stands now. */
static bool to_sign(Cx *cx, int64_t answer, int64_t version, Letter *ret, Grant *ret_grant, Err *err)
{
    if (!letter_get(cx, answer, ret, err))
        return false;
    if (strcmp(ret->direction, "out") != 0 || strcmp(ret->state, "to_sign") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only an accepted draft is signed"));
    if (version && version != ret->version)
        return letter_changed(cx, answer, 0, err);
    return may_sign(cx, ret, ret_grant, err);
}

static bool freeze(Cx *cx, const Doc *d, SignedPaper *ret, Err *err)
{
    Str out = str_make(cx->arena);
    ScanInfo info;
    char sha[65];
    if (!pdf_write(d, cx->arena, &out, err) || !files_put(cx, out.s, out.len, sha, err)
        || !scan_inspect((ScanFile){ .bytes = out.s, .size = out.len }, NULL, &info, err))
        return false;
    ret->sha = arena_strdup(cx->arena, sha);
    ret->size = (int64_t)out.len;
    ret->pages = info.pages;
    return true;
}

bool outgoing_prepare(Cx *cx, int64_t answer, int64_t version, SignedPaper *ret, Err *err)
{
    Letter l, asked;
    Grant g;
    RegisterNumber n;
    if (!to_sign(cx, answer, version, &l, &g, err) || (l.reply_to && !letter_get(cx, l.reply_to, &asked, err))
        || !letter_number_next(cx, "outgoing", year_of(cx->today), &n, err))
        return false;
    Str path = str_make(cx->arena);
    val_write_canonical(g.path, &path);
    *ret = (SignedPaper){ .answer = answer, .version = l.version, .number = n.number,
                           .signature = grant_signature(cx, &g), .authority = path.s };
    return freeze(cx, outgoing_doc(cx, &l, l.reply_to ? &asked : NULL, n.number, &g), ret, err);
}

bool outgoing_commit(Cx *cx, const SignedPaper *in, Err *err)
{
    Letter l;
    Grant g;
    RegisterNumber n;
    int64_t changed;
    int year = year_of(cx->today);
    if (!to_sign(cx, in->answer, in->version, &l, &g, err) || !letter_number(cx, "outgoing", year, &n, err))
        return false;
    if (strcmp(n.number, in->number) != 0)
        return err_set(err, ERR_BUSY, NULL, N_("somebody took the number at the same moment; try again"));
    const char *fold = letter_fold(cx, n.number, l.party, l.gist, "", "");
    Upload file = { .field = "pdf", .name = l.reply_to ? "cavab.pdf" : "mektub.pdf", .sha256 = in->sha, .size = in->size,
                    .pages = (int)in->pages };
    return db_run(cx->db, &Q_ANSWER_SET_SIGNED,
                  BIND(P_INT(in->answer), P_DATE(cx->today), P_TEXT(in->signature), P_TEXT(in->authority), P_TEXT(in->sha),
                       P_INT(n.register_id), P_INT(year), P_INT(n.serial), P_TEXT(n.number), P_INT(in->version),
                       P_TEXT(fold)), &changed, err)
        && letter_changed(cx, in->answer, changed, err)
        && attachment_add(cx, in->answer, &file, err)
        && letter_note(cx, in->answer, "signed", in->signature, act_code(act_to_sign(&l)), &g, err);
}

bool outgoing_sign(Cx *cx, int64_t answer, int64_t version, Err *err)
{
    SignedPaper paper;
    return outgoing_prepare(cx, answer, version, &paper, err) && outgoing_commit(cx, &paper, err);
}
