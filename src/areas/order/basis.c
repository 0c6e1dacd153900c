// SPDX-License-Identifier: Apache-2.0
/* What an order rests on: a letter of ours or another paper, and its printed words. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

typedef struct LetterRow {
    int64_t     id;
    const char *number, *direction, *kind, *party_kind, *party, *gist;
    Date        registered;
} LetterRow;
static const Field LETTER_ROW_FIELDS[] = {
    FIELD(LetterRow, id), FIELD(LetterRow, number), FIELD(LetterRow, direction), FIELD(LetterRow, kind),
    FIELD(LetterRow, party_kind), FIELD(LetterRow, party), FIELD(LetterRow, gist), FIELD(LetterRow, registered), FIELDS_END
};

/* What a paper is called as somebody's. */
static const char *paper_of(const char *kind)
{
    static const struct { const char *kind, *noun; } NOUNS[] = {
        { "application", "ərizəsi" }, { "complaint", "şikayəti" }, { "proposal", "təklifi" }, { "inquiry", "sorğusu" },
        { "memo", "xidməti məktubu" },
    };
    for (size_t i = 0; i < sizeof NOUNS / sizeof *NOUNS; i++)
        if (strcmp(NOUNS[i].kind, kind) == 0)
            return NOUNS[i].noun;
    return "məktubu";
}

/* "Sınaqova Aysel Elçin qızının ərizəsi (2026-cı il 5 oktyabr tarixli, № 05/1-137)"; of ours "… göndərilmiş məktub (…)". */
static const char *letter_words(Arena *a, const LetterRow *r)
{
    bool ours = strcmp(r->direction, "out") == 0;
    AzCase c = ours ? AZ_DATIVE : AZ_GENITIVE;
    const char *who = strcmp(r->party_kind, "natural") == 0 ? az_case_name(a, r->party, c) : az_case_title(a, r->party, c);
    return arena_printf(a, "%s %s (%s, № %s)", who, ours ? "göndərilmiş məktub" : paper_of(r->kind),
                        az_date_act(a, r->registered), r->number);
}

const char *basis_label(Arena *a, const char *number, const char *gist, Date day)
{
    return arena_printf(a, "№ %s, %s: %s", number, az_date_numeric(a, day), order_cut(a, gist, 90));
}

bool order_basis_letter(Cx *cx, const Val *basis, BasisLetter *ret, Err *err)
{
    Arena *a = cx->arena;
    int64_t id = order_sent_id(a, basis, "letter_id");
    const char *number = order_sent(a, basis, "letter");
    LetterRow row;
    bool found = false;
    *ret = (BasisLetter){ .text = "", .label = "" };
    if (id || *number) {
        const Query *q = id ? &Q_ORDER_LETTER : &Q_ORDER_LETTER_NUMBERED;
        Param p = id ? P_INT(id) : P_TEXT(number);
        if (!db_one(cx->db, a, q, &p, 1, LETTER_ROW_FIELDS, &row, &found, err))
            return false;
    }
    Grant may = { 0 };
    if (found && !authority_check(cx, ACT_LETTER_READ, OBJ_LETTER, row.id, &may, err))
        return false;
    if (!may.yes) /* what he may not read is to him as if it were not there */
        return true;
    *ret = (BasisLetter){ .id = row.id, .text = letter_words(a, &row), .label = basis_label(a, row.number, row.gist, row.registered) };
    return true;
}

/* "… raportu (2026-cı il 9 noyabr tarixli, № 04/2-118)" */
static const char *basis_words(Arena *a, const Val *basis)
{
    const char *text = text_clean(a, order_sent(a, basis, "text")),
               *number = text_clean(a, order_sent(a, basis, "number"));
    Date day;
    Str s = str_make(a);
    bool dated = date_parse_input(order_sent(a, basis, "dated"), &day);
    str_add(&s, text);
    if (dated || *number)
        str_addf(&s, "%s(%s%s%s%s)", *text ? " " : "", dated ? az_date_act(a, day) : "",
                 dated && *number ? ", " : "", *number ? "№ " : "", number);
    return s.s;
}

bool order_basis_line(Cx *cx, const Val *basis, int64_t *ret_letter, const char **ret, Err *err)
{
    BasisLetter letter;
    const char *words = basis_words(cx->arena, basis);
    if (!order_basis_letter(cx, basis, &letter, err))
        return false;
    *ret_letter = letter.id;
    *ret = *letter.text && *words ? arena_printf(cx->arena, "%s; %s", letter.text, words) : *letter.text ? letter.text : words;
    return true;
}

bool order_basis_text(Cx *cx, const Val *form, const char **ret, Err *err)
{
    Str s = str_make(cx->arena);
    const char *line;
    int64_t letter;
    for (const Val *v = val_first(val_get(form, "basis")); v; v = val_next(v)) {
        if (!order_basis_line(cx, v, &letter, &line, err))
            return false;
        if (*line)
            str_addf(&s, "%s%s", s.len ? ";\n" : "", line);
    }
    if (s.len)
        str_addc(&s, '.');
    *ret = s.s;
    return true;
}
