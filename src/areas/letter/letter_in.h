// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_LETTER_LETTER_IN_H
#define AREAS_LETTER_LETTER_IN_H
#include "app/journal.h"
#include "areas/letter/letter.h"
#include "areas/staff/staff.h"

/* Private to this area. */

typedef struct RegisterNumber { int64_t register_id, serial; const char *number; } RegisterNumber;
/* The next number of a register ("incoming", "outgoing") in a year, taken in this transaction: it
 * holds the register until the transaction ends, and is given back when that fails. */
bool letter_number(Cx *cx, const char *register_code, int year, RegisterNumber *ret, Err *err);
/* The number that would come next; nothing is taken. */
bool letter_number_next(Cx *cx, const char *register_code, int year, RegisterNumber *ret, Err *err);
bool letter_registers(Cx *cx, Err *err);                     /* at `kadr init` */
/* The term a rule gives from a day, with its derivation as canonical bytes. */
bool letter_term_by(Cx *cx, const char *rule, Date from, Date *ret_due, const char **ret_derivation, Err *err);
/* The term of a paper by the rule of its kind, counted from the Secretariat's date; no rule: DATE_FOREVER. */
bool letter_term(Cx *cx, const HandoverItem *item, const char **ret_rule, Date *ret_due, const char **ret_derivation,
                 Err *err);
/* By which twins are noticed: the same sender, number and date; without a number the same gist serves. */
const char *letter_same_key(Cx *cx, const HandoverItem *item);
/* Adds all faults of the lines, beside those the form has already. */
bool handover_check(Cx *cx, const HandoverItem *items, size_t n, Err *err);
/* CONFLICT naming who changed the letter, unless one row was. */
bool letter_changed(Cx *cx, int64_t letter, int64_t rows, Err *err);
/* Notes what happened to a paper: a row of its history and, unless `journal_verb` is NULL, an entry of the journal. */
bool letter_note(Cx *cx, int64_t letter, const char *verb, const char *body, const char *journal_verb,
                 const Grant *grant, Err *err);

/* Answers a letter, for good ("answer") or for the time being ("interim"). */
bool letter_is_answer(const char *kind);
bool letter_is_to_state(const Letter *l);        /* executive bodies and courts: 5.8.13 alone */
bool letter_is_to_unit(const Letter *l);         /* units of the Service: 5.8.4 */
bool letter_is_to_person(const Letter *l);       /* legal and natural persons: 5.8.13, 5.9.10 */
bool letter_is_to_other(const Letter *l);        /* none of these: leadership signs */
const char *letter_signer_rule(const Letter *l); /* who signs to this addressee, with the clause: a msgid */
/* For who signs letters, on one that waits for a signature he may not give: that rule; else NULL. */
bool outgoing_refusal(Cx *cx, const Letter *l, const char **ret, Err *err);
/* The seat whose step a paper of this person's own is, over whoever the letter it is about is closed to (app/wall.h);
 * *ret_own: it would fall to himself. */
bool outgoing_chief(Cx *cx, int64_t person, int64_t about, Seat *ret, bool *ret_own, Err *err);

/* Leadership's resolution came with the paper: the root of the sheet, executed by the head. */
bool letter_copy_leadership(Cx *cx, const HandoverItem *item, const Letter *letter, Err *err);

typedef struct Attachment { int64_t id, letter_id; const char *sha, *name; int64_t size, pages; } Attachment;
extern const Field ATTACHMENT_FIELDS[];
/* The file is in the store already; it was looked into and its pages counted. */
bool attachment_add(Cx *cx, int64_t letter, const Upload *up, Err *err);
bool attachments_of(Cx *cx, int64_t letter, Attachment **ret, size_t *ret_count, Err *err);

/* A paper that leaves us, as it looks: what is shown before signing and printed at it.  `number` and `grant` NULL: a
 * draft, without them. */
typedef struct Doc Doc;
/* `asked` NULL: it begins with us. */
Doc *outgoing_doc(Cx *cx, const Letter *l, const Letter *asked, const char *number, const Grant *grant);

/* Has this inquiry of ours left, so that its answer is waited for or came? */
bool letter_awaits(const char *direction, const char *kind, const char *state);

extern const FindKind LETTER_FINDS[];            /* letter_list.c */

/* Words of the pages. */
extern const Choice LETTER_KINDS[], PARTY_KINDS[], LETTER_STATES[];
const char *choice_text(Cx *cx, const Choice *choices, const char *value);

/* What tasks may do to a letter. */
extern const TaskOrigin LETTER_ORIGIN;
/* The last resolution under control let it go: the letter is off control unless the registrar put it there too. */
bool letter_resolutions_uncontrolled(Cx *cx, int64_t id, const char *ground, const Grant *grant, Err *err);
extern const Input LETTER_CONTROL_INPUTS[];
bool control_post(Req *req, Resp *resp, Err *err);

/* The page of one letter. */
extern const Input LETTER_PRESENT_INPUTS[], LETTER_RESOLVE_INPUTS[], LETTER_COPY_INPUTS[], LETTER_DRAFT_INPUTS[],
                   LETTER_TEXT_INPUTS[], LETTER_ACCEPT_INPUTS[], LETTER_SIGN_INPUTS[], LETTER_NUMBER_INPUTS[],
                   LETTER_FILE_INPUTS[], LETTER_RECASE_INPUTS[], LETTER_SCAN_INPUTS[], LETTER_HAND_INPUTS[];
typedef struct PresentForm { int64_t seat_id; } PresentForm;
typedef struct DraftForm { int64_t version; const char *gist, *body; bool interim; } DraftForm;
typedef struct OwnForm { int64_t version, about_id; const char *kind, *party_kind, *party, *address, *gist, *body; Date due; } OwnForm;
extern const Input LETTER_NEW_INPUTS[], LETTER_OWN_INPUTS[];
bool outgoing_new_page(Req *req, Resp *resp, Err *err);
bool outgoing_post_new(Req *req, Resp *resp, Err *err);
bool outgoing_post_own(Req *req, Resp *resp, Err *err);
/* The inquiry an incoming letter answers: one offered, or the number of another. */
typedef struct InquiryForm { int64_t inquiry_id; const char *inquiry_no; } InquiryForm;
extern const Input LETTER_INQUIRY_INPUTS[];
bool inquiry_target(Cx *cx, const InquiryForm *in, int64_t *ret, Err *err);
bool inquiry_post(Req *req, Resp *resp, Err *err);

typedef struct ControlForm { const char *ground; } ControlForm;
typedef struct AcceptForm { const char *remark, *open_why; int64_t seat_id, version; bool returned, open_ok; } AcceptForm;
typedef struct GiveBackForm { const char *why; int64_t complained_id; } GiveBackForm;
extern const Input HANDOVER_GIVE_BACK_INPUTS[];
bool handover_post_give_back(Req *req, Resp *resp, Err *err);
/* The lines of list {id} with their forms: `lines` of the view. */
bool handover_put_lines(Req *req, Val *view, Err *err);
/* Where the clerk's next letter waits. */
#define LETTERS_TO_PRESENT "/letters?direction=in&state=registered"
typedef struct NumberForm { const char *office_no; Date office_date; } NumberForm;
typedef struct FileForm { const char *case_index; int64_t sheets; const char *outcome; } FileForm;
bool letter_page(Req *req, Resp *resp, Err *err);
bool letter_copy_page(Req *req, Resp *resp, Err *err);
bool letter_scan_picture(Req *req, Resp *resp, Err *err);
bool letter_pdf(Req *req, Resp *resp, Err *err);
extern const struct Export LETTER_SHEET, HANDOVER_SHEET;
extern const Input LETTER_TERM_INPUTS[];
bool letter_terms_page(Req *req, Resp *resp, Err *err);
bool letter_term_post(Req *req, Resp *resp, Err *err);
bool letter_list_page(Req *req, Resp *resp, Err *err);
Val *letter_forms(Req *req, const Letter *l, const Val *sheet, const Val *answers, Err *err);
Val *letter_pane(Req *req, const Letter *l, const Attachment *scans, size_t n);
/* Seats a paper may go to, and who serves each today. */
Val *letter_same_choices(Arena *a, const Val *list);
bool letter_officers(Cx *cx, Val **ret, Err *err);               /* of the directorate, as choices */
Val *letter_seats(Cx *cx, const char *const *post_kinds, Err *err);

/* Appeals. */
extern const Choice LETTER_OUTCOMES[];
extern const Input LETTER_CLOSE_INPUTS[];
extern const char *const COMPLAINT_WALL;
bool letter_is_appeal(const char *kind);
/* Do the marks fit this paper?  INVALID "collective", "anonymous", "complained_id". */
bool appeal_marks_fit(const Cx *cx, const HandoverItem *item, const AppealMarks *m, Err *err);
/* How often the sender (folded) was answered on the merits on this, within the window of the rule, by letters other than
 * item->letter_id; of what is no appeal and of an anonymous one 0. */
bool appeal_repeats(Cx *cx, const HandoverItem *item, bool anonymous, const char *party_fold, const char *theme, int64_t *ret,
                    Err *err);
/* INVALID `field` when the person, or whoever serves the seat today, is the one complained about. */
bool appeal_wall(const Letter *l, int64_t person, const char *field, Err *err);
bool appeal_wall_seat(Cx *cx, const Letter *l, int64_t seat, const char *field, Err *err);
/* Whom a complaint can be about, as choices: all who serve in the directorate, the clerk too. */
bool appeal_people(Cx *cx, Val **ret, Err *err);
/* Closes a line of a list to the one its complaint is about, and no longer to whom was named before. */
bool appeal_wall_line(Cx *cx, int64_t line, int64_t person, Err *err);
/* What a paper is about, as it is kept beside it (letter.theme), and whether two are about the same. */
const char *letter_theme(Cx *cx, const char *gist);
bool themes_alike(const char *one, const char *other);
extern const Renewal LETTER_RENEWAL;
bool appeals_page(Req *req, Resp *resp, Err *err);
bool close_post(Req *req, Resp *resp, Err *err);

/* Cases. */
typedef struct HandCase { const char *keeper; } HandCase;
extern const Input LETTER_CASE_INPUTS[];
/* Hands what is in a case and not handed over yet to the Secretariat ("office") or the archive, by an act that is a
 * list (direction "case").  CONFLICT nothing is left. */
bool case_hand(Cx *cx, const char *index, const char *keeper, const Grant *grant, int64_t *ret_list, Err *err);
bool cases_page(Req *req, Resp *resp, Err *err);
bool case_page(Req *req, Resp *resp, Err *err);
bool case_post(Req *req, Resp *resp, Err *err);

/* The card. */
extern const Input LETTER_CARD_INPUTS[], LETTER_SPOIL_INPUTS[];
const char *letter_same_key(Cx *cx, const HandoverItem *i);      /* same sender, number and date; or the same gist */
const char *letter_fold(Cx *cx, const char *number, const char *party, const char *gist, const char *office_no,
                        const char *their_no);                   /* what the register is searched in */
/* The answers begun on a letter whose card is corrected; *ret_count how many have another addressee now. */
bool answers_readdress(Cx *cx, const Letter *was, const Correction *in, const Grant *grant, size_t *ret_count, Err *err);
Doc *missing_act(Cx *cx, const Letter *l);
bool card_page(Req *req, Resp *resp, Err *err);
bool card_post(Req *req, Resp *resp, Err *err);
bool spoil_post(Req *req, Resp *resp, Err *err);
bool act_page(Req *req, Resp *resp, Err *err);
bool act_pdf(Req *req, Resp *resp, Err *err);

/* Joining.  What is typed: a letter offered, or the number of another. */
typedef struct JoinForm { int64_t main_id; const char *main_no; } JoinForm;
typedef struct UnjoinForm { const char *why; } UnjoinForm;
extern const Input LETTER_JOIN_INPUTS[], LETTER_UNJOIN_INPUTS[];
/* The letter meant, 0 when none; CONFLICT "main_no" when no letter in work that is not closed to him has that number. */
bool join_allowed(const Letter *l, Err *err);          /* CONFLICT: it is in execution already, or no paper that came in */
bool join_target(Cx *cx, const JoinForm *in, int64_t *ret, Err *err);
/* Letters in work, newest first, and which of them a paper resembles: same sender, a number it names, a similar
 * theme.  `self` is left out.  Choices for a form, the likeliest first, at most JOIN_MOST; *ret_left how many more. */
enum { JOIN_MOST = 20 };
typedef struct WorkRow {
    int64_t     id;
    const char *number, *party, *gist, *office_no, *their_no, *party_fold, *theme;
    Date        registered;
} WorkRow;
typedef struct InWork { const WorkRow *rows; size_t n; bool capped; } InWork;
bool letters_in_work(Cx *cx, InWork *ret, Err *err);
/* The newest inquiries of ours that wait for an answer, and as choices: those to this sender first. */
bool inquiries_open(Cx *cx, InWork *ret, Err *err);
Val *inquiry_choices(Cx *cx, const InWork *open, const char *party, const char *gist);
Val *join_choices(Cx *cx, const InWork *work, int64_t self, const char *party, const char *gist, const char *their_no,
                  size_t *ret_left);
bool join_page(Req *req, Resp *resp, Err *err);
bool join_post(Req *req, Resp *resp, Err *err);
bool join_post_undo(Req *req, Resp *resp, Err *err);
/* What was joined to a letter goes its way: answered, filed. */
bool joined_answered(Cx *cx, int64_t main, Date day, const char *sent, const Grant *grant, Err *err);
bool joined_filed(Cx *cx, int64_t main, const char *case_index, const Grant *grant, Err *err);
/* So do its answers that have left. */
bool answers_filed(Cx *cx, int64_t letter, const char *case_index, const Grant *grant, Err *err);

/* The lists.  One back to the Secretariat takes so many papers; what is left over is said, and goes on the next. */
enum { HANDOVER_MOST = 100 };
typedef struct TakeForm {
    const char *missing, *main_no;
    bool        not_same, control, anonymous;
    int64_t     main_id, inquiry_id, collective, complained_id;
} TakeForm;
extern const Input HANDOVER_TAKE_INPUTS[], HANDOVER_INPUTS[], HANDOVER_RETURN_INPUTS[];
bool handover_list_page(Req *req, Resp *resp, Err *err);
bool handover_page(Req *req, Resp *resp, Err *err);
bool handover_new_page(Req *req, Resp *resp, Err *err);
bool handover_return_page(Req *req, Resp *resp, Err *err);
bool handover_post(Req *req, Resp *resp, Err *err);
bool handover_post_return(Req *req, Resp *resp, Err *err);
bool handover_post_take(Req *req, Resp *resp, Err *err);
#endif
