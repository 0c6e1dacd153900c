// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_LETTER_LETTER_H
#define AREAS_LETTER_LETTER_H
#include "app/app.h"
#include "app/list.h"
#include "areas/task/task.h"

/* Papers.  They reach the directorate through the Secretariat, whose number and date start the
 * legal term; the clerk takes them over by list and gives our number; answers go back to the
 * Secretariat by list, and timeliness is judged on the number and date it returns. */
extern const Area     letter_area;
extern const ListSpec LETTER_LIST;         /* the register; filters: direction, state, kind, seat, party, from … */
extern const ListSpec HANDOVER_LIST;       /* the Secretariat's lists and ours to it */

/* States of a letter in:  registered → presented → execution → answered → filed
 *   or registered, presented → joined → answered → filed with the letter it belongs to
 *   or registered, presented → spoiled
 *           of an answer: draft → to_sign → signed → handed → sent (then filed with its letter) */
typedef struct Letter {
    int64_t     id;
    const char *direction;            /* "in", "out" */
    int64_t     register_id, year, serial;
    const char *number;               /* "05/1-137", "" for an answer not yet registered */
    Date        registered;           /* DATE_FOREVER: not yet */
    const char *kind;                 /* application, complaint, proposal, inquiry, letter, memo, answer */
    const char *party_kind;           /* natural, legal, executive, court, unit (of the Service), other */
    const char *party, *address;
    const char *their_no;
    Date        their_date;           /* DATE_ALWAYS: none */
    const char *office_no;            /* the Secretariat's */
    Date        office_date;
    const char *gist, *body;
    int64_t     sheets, annexes;
    int64_t     repeated;             /* appeal: times its sender was answered on this within a year */
    int64_t     collective;           /* appeal: how many applicants, 0: one */
    bool        anonymous;            /* appeal without name or contact (Appeals Law 6.4) */
    int64_t     complained_id;        /* complaint: about whom, 0 nobody of ours */
    const char *outcome;              /* satisfied, explained, refused, forwarded, unconsidered, noted; "" none yet */
    const char *ground, *forwarded_to;
    Date        informed;             /* DATE_ALWAYS: the applicant was not told apart from an answer */
    const char *complained_surname, *complained_forename;
    const char *missing;              /* act of a missing annex, "" none */
    const char *spoiled;              /* why the number is spoiled, "" it is not */
    const char *rule;                 /* rule of its term, "" none */
    Date        due;                  /* DATE_FOREVER: none */
    const char *derivation;           /* canonical JSON of the term */
    const char *state;
    int64_t     seat_id;              /* to whom it was presented, or who is to sign */
    int64_t     reply_to;             /* what it answers: a letter, or of an incoming one our inquiry; 0 none */
    int64_t     drafter;
    int64_t     main_id;              /* the letter it joined, 0: none */
    int64_t     about_id;             /* outgoing: the letter it is written for, 0: none */
    const char *signature, *authority;
    Date        signed_on;
    const char *pdf;                  /* sha of the frozen answer */
    int64_t     handover_id;
    const char *case_index;
    int64_t     case_sheets;
    bool        control, control_intake;   /* by a resolution or the registrar; by the registrar at intake */
    Date        closed;               /* executed: the day its answer left; DATE_FOREVER: not yet */
    const char *resolution, *executor, *answer_no;      /* the book's columns, "" until known */
    const char *seat_title;           /* of seat_id, "" without one */
    const char *drafter_surname, *drafter_forename;     /* who registered it, or drafted the answer */
    int64_t     version;
} Letter;
extern const Field LETTER_FIELDS[];

bool letter_get(Cx *cx, int64_t id, Letter *ret, Err *err);             /* NOT_FOUND */
/* One that a form names beside the letter it is about: of what is closed to who sent it he hears that there is none. */
bool letter_get_open(Cx *cx, int64_t id, Letter *ret, Err *err);

/* ---- coming in ------------------------------------------------------------- */

/* One line of the Secretariat's list. */
typedef struct HandoverItem {
    int64_t     id, handover_id;
    const char *office_no;
    Date        office_date;
    const char *kind, *party_kind, *party, *address, *their_no;
    Date        their_date;           /* DATE_ALWAYS: none */
    const char *gist;
    int64_t     sheets, annexes;
    int64_t     lead_seat;            /* whose leadership resolution; 0 none */
    const char *lead_text;
    Date        lead_date, lead_due;  /* DATE_FOREVER: no term */
    int64_t     letter_id;            /* 0 until taken */
    const char *returned_why;         /* it went back to the Secretariat; "" it did not */
    int64_t     complained_id;        /* a complaint: about whom, to whom this line is closed; 0 nobody of ours */
} HandoverItem;
extern const Field HANDOVER_ITEM_FIELDS[];

/* The Secretariat's list to us (or the clerk's on its behalf).
 *   errors  INVALID per item "items.N.office_no", ".office_date" (future), ".party", ".gist", ".sheets",
 *           ".lead_seat" (not leadership's), ".lead_text", ".lead_date", ".lead_due",
 *           ".complained_id" (not an officer of ours; the paper is no complaint)
 *   effect  a line that says whom its complaint is about is closed to him from then on */
bool handover_make(Cx *cx, const HandoverItem *items, size_t n, const char *note, const Grant *grant,
                   int64_t *ret_id, Err *err);
bool handover_items(Cx *cx, int64_t handover, HandoverItem **ret, size_t *ret_count, Err *err);

/* What the clerk marks on an appeal. */
enum { ABOUT_NOBODY = -1 };           /* the list named a person, and it is not so: the line opens to him */
typedef struct AppealMarks {
    int64_t     collective;           /* applicants, 0: not collective */
    bool        anonymous;
    int64_t     complained_id;        /* about whom the complaint is; 0: as the list says, or nobody of ours */
} AppealMarks;

typedef struct Taking {
    int64_t     handover_id, item_id;
    const char *missing;              /* text of the act when an annex is missing */
    bool        not_same;             /* the clerk has looked: it is not the letter it resembles */
    bool        control;
    int64_t     main_id;              /* the letter in work it belongs to, 0: none */
    int64_t     inquiry_id;           /* our inquiry it answers, 0: none */
    AppealMarks appeal;
} Taking;

/* Takes one paper over: our gap-free number, the term from the Secretariat's date with its derivation,
 * leadership's resolution copied in as the root of the sheet.
 *   source  5.12.3; term: rule of the kind (appeals law 10.1 …)
 *   errors  NOT_FOUND "item_id" not on this list; CONFLICT "item_id" taken already,
 *           "not_same" it looks like letter {0} of {1}, "lead_seat" nobody is there to execute it; the letter it looks
 *           like is closed to who takes it */
/*   appeals repeated ones are counted (Appeals Law 8.1.4); INVALID "collective", "anonymous", "complained_id" that do not fit
 *   effect  the letter and its line are closed to the one complained about: whom the clerk names, or, when he names nobody,
 *           whom the list named */
bool letter_take(Cx *cx, const Taking *in, const Upload *scan, const Grant *grant, int64_t *ret_letter, Err *err);
/* A line of a list that still waits.  NOT_FOUND "item_id" not on this list, or closed to him; CONFLICT "item_id" taken, or gone back. */
bool handover_line(Cx *cx, int64_t handover, int64_t item_id, HandoverItem *ret, Err *err);
/* The line is not taken over but goes back to the Secretariat; the last one closes the list.
 *   source  5.12.3
 *   about   a complaint: to whom the line is closed from then on; 0 as the list said
 *   errors  as handover_line; INVALID "complained_id" the paper is no complaint, or it is about himself */
bool handover_give_back(Cx *cx, int64_t handover, int64_t item_id, const char *why, int64_t about, const Grant *grant, Err *err);
/* The letter a line of a list looks like: same sender, number and date, or the same number of the
 * Secretariat; *ret_found false: none. */
typedef struct SameLetter { int64_t id; const char *number, *party; Date registered; } SameLetter;
bool letter_same(Cx *cx, const HandoverItem *item, SameLetter *ret, bool *ret_found, Err *err);
/* Adds a scan to a letter that is ours.  CONFLICT when it is filed. */
bool letter_scan_add(Cx *cx, int64_t letter, const Upload *scan, const Grant *grant, Err *err);

/* A paper that belongs to one in work joins it.  It keeps its own number and its own term, gets no resolution of
 * ours, leaves execution with the main letter and goes into its case.
 *   source  5.12.3 “other papers on what is in execution”; one common answer
 *   errors  NOT_FOUND no such letter, or it is closed to him;
 *           CONFLICT "main_id": the letter itself, one that is joined itself, not in work; the paper is in
 *           execution already or has papers of its own joined to it
 *   effect  its open tasks close; who reads the main letter reads it (relation "joined") */
bool letter_join(Cx *cx, int64_t letter, int64_t main, const Grant *grant, Err *err);
/* Undoes it: the paper stands where it stood, leadership's resolution on it is carried out again.
 *   errors  INVALID "why"; CONFLICT it is not joined, or an answer to both is signed */
bool letter_unjoin(Cx *cx, int64_t letter, const char *why, const Grant *grant, Err *err);

/* What the clerk may correct on a card; number and dates of registration he may not. */
typedef struct Correction {
    int64_t     version;              /* the one read */
    const char *kind, *party_kind, *party, *address, *their_no;
    Date        their_date;           /* DATE_ALWAYS: none */
    const char *gist;
    int64_t     sheets, annexes;
    const char *why;
    bool        signed_ok;            /* it is known that a signed answer keeps its addressee */
} Correction;
/* Corrects a card and keeps what stood there: history and journal have both sides and the reason.  Another kind before
 * execution brings its own term, counted from the Secretariat's date, and leadership's task follows it.  An answer not
 * signed yet goes to the corrected addressee; one that waited for a signature waits for acceptance again, for another may
 * be to sign it (*ret_answers: how many were addressed anew).
 *   errors  INVALID "why", also when nothing changed, "kind" in execution, "party", "gist", "sheets" …, "signed_ok" an
 *           answer to the old addressee is signed; CONFLICT filed or spoiled, or changed since `version` was read */
bool letter_correct(Cx *cx, int64_t letter, const Correction *in, const Grant *grant, size_t *ret_answers, Err *err);
/* A number taken wrongly stays in the book with its reason and is never given again; the paper goes back to its line
 * of the list, to be taken over anew.
 *   errors  INVALID "spoiled" no reason; CONFLICT in execution, joined, or papers are joined to it
 *   effect  an inquiry it answered waits again */
bool letter_spoil(Cx *cx, int64_t letter, const char *why, const Grant *grant, Err *err);

/* Shows it to the head, the deputy or the section head (5.12.4).  CONFLICT when it is past that. */
bool letter_present(Cx *cx, int64_t letter, int64_t seat, const Grant *grant, Err *err);

typedef struct LetterResolution {
    const char *body;
    int64_t     person_id;            /* leads */
    int64_t     co_person_id;         /* 0: nobody beside him */
    const char *co_part;              /* his part, "" none */
    OptDate     due;                  /* none: the term above it */
    bool        control;
    bool        away_ok;              /* it is meant, although an executor is away on the day of the term */
    int64_t     author_seat;          /* letter_copy_in only: whose paper resolution */
    Date        written;              /* letter_copy_in only */
} LetterResolution;

/* The resolution of the seat the letter was presented to, by whoever serves that seat today.  Under
 * leadership's resolution it hangs on the task that one gave.
 *   source   5.12.4; giving it to several 5.8.9; substitution 5.5
 *   errors   CONFLICT not presented; DENIED it waits for another seat, several without 5.8.9;
 *            INVALID "body", "due", "person_id", "co_person_id" */
bool letter_resolve(Cx *cx, int64_t letter, const LetterResolution *in, const Grant *grant, int64_t *ret_resolution,
                    Err *err);
/* A resolution written on paper, entered by the clerk with its scan (its author is another).
 *   errors   as above, and DENIED "author_seat" his own; INVALID "written", "scan" */
bool letter_copy_in(Cx *cx, int64_t letter, const LetterResolution *in, const Upload *scan, const Grant *grant,
                    int64_t *ret_resolution, Err *err);

/* ---- going out ------------------------------------------------------------- */

/* A paper that leaves us: an answer, or one that begins with us. */
typedef struct Outgoing {
    int64_t     reply_to;             /* the letter it answers; 0: it begins with us */
    int64_t     about_id;             /* begins with us: the letter in work it is written for, 0 none */
    const char *kind;                 /* begins with us: letter, inquiry, memo (to a unit of the Service); else answer, or
                                         interim, which does not close the letter */
    const char *party_kind, *party, *address;       /* of an answer: whoever asked */
    const char *gist, *body;
    Date        due;                  /* inquiry: answer asked by this day; DATE_FOREVER otherwise */
} Outgoing;

/* Drafts it; it waits for the drafter's chief.  An answer is drafted by the lead executor, and its chief gave the
 * task.  What begins with us any officer may draft (3.1.19, 4.1.2, 5.8.4); his chief is the next post above him
 * that somebody serves today: section head, deputy, head.
 *   errors  CONFLICT not in execution, or another answer is under way; DENIED not the lead executor, no post;
 *           INVALID "gist", "body"; "kind" and "party_kind" that do not fit, "party", "due" of an inquiry;
 *           DENIED "about_id" a letter he does not read */
bool outgoing_draft(Cx *cx, const Outgoing *in, const Grant *grant, int64_t *ret, Err *err);
/* CONFLICT: `version` is stale (says who changed it), or it is a draft no longer.  Of an answer only the text. */
bool outgoing_change(Cx *cx, int64_t id, int64_t version, const Outgoing *in, const Grant *grant, Err *err);
/* The chief accepts the draft (then it waits for `signer_seat`) or returns it.  The head has no chief here: the step
 * that would fall to himself he takes as he sends his own paper on.
 *   errors  INVALID "seat_id" none, or one that may not sign to this addressee (5.8.4, 5.8.13, 5.9.10),
 *           "remark"; DENIED his own; CONFLICT changed since `version` was read (0: any);
 *           "open_ok", "open_why": others' parts of the work are open, which end once the answer is sent */
typedef struct Acceptance {
    int64_t     version, signer_seat;
    bool        accept;
    const char *remark;
    OpenParts   open;
} Acceptance;
bool outgoing_accept(Cx *cx, int64_t answer, const Acceptance *in, const Grant *grant, Err *err);

/* Takes a letter off the registrar's own control, put at intake; a resolution's stands apart, and ends by its author.
 *   errors  CONFLICT it was not put so; INVALID "ground" */
bool letter_uncontrol(Cx *cx, int64_t letter, const char *ground, const Grant *grant, Err *err);

/* Signs: to executive bodies and courts the head only (5.8.13), to units of the Service the head (5.8.4), to legal
 * and natural persons also the deputy (5.9.10), to anybody else leadership.  The PDF is frozen, its signature block names the real
 * post and ground, and it bears our number.
 *   errors  CONFLICT not accepted yet, or changed since `version` was read (0: any);
 *           DENIED the addressee is not his to sign to, or it waits for another seat
 *   note    outgoing_sign does all of it in the caller's transaction.  The page does it in two steps,
 *           since printing takes too long for the writer: outgoing_prepare reads and prints with the
 *           number that comes next; outgoing_commit stores, or is BUSY when somebody took that number
 *           meanwhile: then prepare anew. */
typedef struct SignedPaper {
    int64_t     answer, version;
    const char *number, *sha, *signature, *authority;
    int64_t     size, pages;
} SignedPaper;
bool outgoing_sign(Cx *cx, int64_t answer, int64_t version, Err *err);
bool outgoing_prepare(Cx *cx, int64_t answer, int64_t version, SignedPaper *ret, Err *err);
bool outgoing_commit(Cx *cx, const SignedPaper *in, Err *err);

/* Hands signed answers to the Secretariat by one list (5.12.6).  CONFLICT one is not signed or gone. */
bool outgoing_hand(Cx *cx, const int64_t *answers, size_t n, const Grant *grant, int64_t *ret_handover, Err *err);
/* The Secretariat's number and date come back; the letter answered, if it is an answer, leaves execution, judged on
 * them.  An inquiry waits for its answer from then on. */
bool outgoing_number(Cx *cx, int64_t answer, const char *office_no, Date office_date, const Grant *grant, Err *err);
/* An incoming letter answers an inquiry of ours: the inquiry waits no longer, judged on the day the answer reached
 * the Secretariat; who drafted the inquiry reads the letter.
 *   errors  NOT_FOUND no such paper, or it is closed to him;
 *           CONFLICT "inquiry_id": no inquiry, not sent yet, sent after this letter came; the letter answers one already */
bool inquiry_answered(Cx *cx, int64_t letter, int64_t inquiry, const Grant *grant, Err *err);
/* Closes a letter without an answer of ours.
 *   source  Appeals Law 6.4 anonymous, 8.1.4 repeated (as often as the rule says), 8.1 other grounds: unconsidered;
 *           7.10 not ours: forwarded, the term of appeal.forward takes the place of the other; what is no appeal may
 *           need no answer before anybody executes it: noted
 *   errors  CONFLICT not in work, an answer is under way; INVALID "outcome", "ground", "why", "forwarded_to", "informed" */
typedef struct Closing {
    const char *outcome;              /* forwarded, unconsidered, noted */
    const char *ground;               /* unconsidered: 6.4, 8.1.4, 8.1 */
    const char *forwarded_to;
    Date        informed;             /* DATE_ALWAYS: none */
    const char *why;
    bool        notice;               /* draft the letter that tells the applicant; told is he on the day it leaves */
} Closing;
/*   *ret_notice  the drafted letter to the applicant, 0 none asked for */
bool letter_close(Cx *cx, int64_t letter, const Closing *in, const Grant *grant, int64_t *ret_notice, Err *err);
/* Sews the letter and its answers into a case (5.12.7): control ends.  An appeal leaves with its outcome: `outcome` is
 * satisfied, explained or refused, NULL when it is recorded already.  INVALID "outcome". */
bool letter_file(Cx *cx, int64_t letter, const char *case_index, int64_t sheets, const char *outcome, const Grant *grant,
                 Err *err);

/* Takes a paper out of the wrong case into another, with what lies there with it.
 *   source  5.12.7
 *   errors  CONFLICT not filed, it lies with the letter it belongs to, it was changed meanwhile, handed over for keeping;
 *           INVALID "case_index" the same or none, "why"
 *   effect  its history and the journal say from which case into which, and why; in the other case it comes after what acts
 *           have handed over */
typedef struct Recase { int64_t version; const char *case_index, *why; } Recase;
bool letter_recase(Cx *cx, int64_t letter, const Recase *in, const Grant *grant, Err *err);

/* The incoming papers under control whose execution is not over (5.12.5), the nearest term first, at most `limit`:
 * {id, number, party, gist, executor, due, term}.  For the registrar, whose control is over all of them. */
Val *letter_nearest(Cx *cx, int64_t limit, Err *err);

/* ---- registers of before ---------------------------------------------------- */

extern const Choice LETTER_KINDS[], PARTY_KINDS[];

/* A line of a register that was kept before this program, with the number it has there. */
typedef struct OldLetter {
    const char *direction;            /* "in", "out" */
    int64_t     serial;
    const char *number;
    Date        registered;
    const char *kind, *party_kind, *party, *address, *their_no, *office_no, *gist, *resolution, *executor, *answer_no,
               *case_index;           /* a case: it is filed */
    Date        their_date;           /* DATE_ALWAYS: none */
    Date        office_date;
    int64_t     sheets, annexes, case_sheets;
    Date        closed;               /* executed; DATE_FOREVER: it waits here as a registered letter */
    bool        term;                 /* count the legal term of one that waits */
    Date        due;                  /* DATE_FOREVER: none, or counted */
} OldLetter;

/* What a register has of a year. */
typedef struct RegisterYear { int64_t last, ours; } RegisterYear;      /* last number; how many this program gave */
bool letter_register_year(Cx *cx, const char *direction, int year, RegisterYear *ret, Err *err);
/* Adds one, as the next number of its year: the register moves with it.
 *   errors  CONFLICT "number" it is not the next, or this program gives the numbers of that year */
bool letter_old_add(Cx *cx, const OldLetter *in, int64_t *ret_id, Err *err);
#endif
