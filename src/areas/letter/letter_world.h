// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_LETTER_LETTER_WORLD_H
#define AREAS_LETTER_LETTER_WORLD_H
/* For tests: a small Service on a fresh database of each engine, asked the way a browser or a program
 * asks, through routes, rights, handlers and templates, only without the sockets.
 *
 *   Monday 5 October 2026.  "chief" and "vice" of the Service; of the directorate "head", "deputy" and
 *   "clerk", of its section "shead", "insp1", "insp2", of its other section "shead2", "insp3"; "office" of the
 *   Secretariat; "stranger" elsewhere. */
#include "app/turn.h"
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "db/db_test.h"

typedef struct World {
    TestDb *database;
    Db     *db, *reader;
    Arena  *arena;
    Err     err;
    Config  config;
    App    *app;
    Pages  *pages;
} World;

int world_sqlite(void **state);
int world_pg(void **state);
int world_remove(void **state);
#define TEST_EACH_WORLD(f) TEST_EACH(f, world_sqlite, world_pg, world_remove)

void    world_day(Date day);                             /* today, ten in the morning */
int64_t world_seat(World *w, const char *code);
int64_t world_person(const char *code);
const char *world_id(World *w, int64_t id);              /* as text */
void    world_away(World *w, const char *code, Date from, Date to);      /* a sick note */
/* The Cx of who holds a seat, in w->db's open transaction. */
Cx      world_as(World *w, const char *code);

typedef struct Answer {
    int         status;
    const char *location, *text, *type;
    size_t      size;
    const Val  *view;                                    /* what the page was made of */
} Answer;
Answer world_get(World *w, const char *who, const char *target);         /* HTML */
Answer world_json(World *w, const char *who, const char *target);
/* Names and values in turn, NULL at the end. */
Val   *world_form(World *w, const char *name, ...);
/* To a task with the version it has now, unless the form names one. */
Answer world_post(World *w, const char *who, const char *target, const Val *form);
Answer world_post_json(World *w, const char *who, const char *target, const Val *form);
Answer world_upload(World *w, const char *who, const char *target, const Val *form, const Upload *file);
/* A PDF of two pages in the store, as the server hands it on. */
Upload world_scan(World *w, const char *name);
const char *world_pdf(size_t *ret_size);

/* The text at a dotted place of a view; fails when there is none. */
const char *world_text(Answer a, const char *at);
int64_t     world_number(Answer a, const char *at);
const Val  *world_named(const Val *list, const char *key, const char *value);   /* NULL: none has it */
int64_t     world_id_in(const char *location);           /* 7 of "/letters/7" */
int64_t     world_count(World *w, const char *sql);

/* ---- steps of the way --------------------------------------------------------- */

/* A line of the Secretariat's list, dated today; names and values that differ follow, NULL at the end. */
Val    *world_line(World *w, ...);
int64_t world_list(World *w, const Val *form);           /* sent by "office" */
Answer  world_take(World *w, int64_t list, const Val *form);             /* its first line, by "clerk" */
int64_t world_taken(World *w, const Val *line);          /* sent and taken over: the letter */
int64_t world_presented(World *w, const Val *line, const char *to);
/* Presented to the head, given to the section head, by him to "insp1". */
int64_t world_in_execution(World *w, const Val *line);
int64_t world_drafted(World *w, const Val *line);        /* its answer, drafted by "insp1" */
int64_t world_to_sign(World *w, const Val *line, const char *signer);
int64_t world_signed(World *w, const Val *line, const char *signer);
Letter  world_letter(World *w, int64_t id);

#define IS(a, expected)                                                                            \
    do {                                                                                           \
        Answer is_answer = (a);                                                                    \
        if (is_answer.status != (expected))                                                        \
            fail_msg("%s: %d, not %d: %s", #a, is_answer.status, (expected), is_answer.text);      \
    } while (0)
#define SAYS(a, piece)                                                                             \
    do {                                                                                           \
        Answer says_answer = (a);                                                                  \
        if (!strstr(says_answer.text, (piece)))                                                    \
            fail_msg("%s does not say '%s': %s", #a, (piece), says_answer.text);                   \
    } while (0)
#endif
