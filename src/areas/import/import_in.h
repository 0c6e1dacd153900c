// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_IMPORT_IMPORT_IN_H
#define AREAS_IMPORT_IMPORT_IN_H
#include "app/form.h"
#include "app/i18n.h"
#include "areas/import/import.h"

/* Private to this area.  One run over one table:
 *
 *   import_read    the columns, each line by the kind's inputs             faults by line and column
 *   kind->check    each good line against the database and the others      faults again; nothing is written
 *   import_carry   in a write transaction: all lines, or with skip_bad the good ones
 */
typedef struct Run Run;

typedef struct ImportKind {
    const char  *code, *title;       /* "people"; msgid */
    Act          act;
    bool         two_officers;       /* who sends the table does not confirm it */
    const Input *inputs;             /* the columns: name, label, what may stand in them */
    size_t     (*record_size)(void);
    /* What may be told of a line before it is read: a father's name with its oğlu, a rank in words.  Changes
     * the line's map {column: text}; may be NULL. */
    void (*prepare)(Run *run, Val *line);
    bool (*check)(Run *run, Err *err);
    bool (*carry)(Run *run, Err *err);
    const char  *verb;               /* of the journal: "import.people" */
} ImportKind;
extern const ImportKind IMPORT_KINDS[];                            /* ended by {0} */
const ImportKind *import_kind(const char *code);                   /* NULL: unknown */

typedef struct Line {
    int     no;                      /* in the file */
    bool    bad;
    void   *record;                  /* of the kind's inputs */
    int64_t id;                      /* of what it became; 0 before */
} Line;

struct Run {
    Cx               *cx;            /* its arena holds the lines and the faults */
    Cx                line_cx;       /* the same with an arena and a journal of its own, emptied at each line:
                                        what is to be remembered of a line goes to `cx` */
    const ImportKind *kind;
    Line             *lines;
    size_t            count, cap, bad;
    bool              unreadable;    /* the table as a whole: its headings, an open quote */
    Val              *faults;        /* [{line, column, heading, reason}], in the order found */
    void            (*progress)(size_t done, size_t of);           /* may be NULL */
};

enum { IMPORT_LINES = 50000 };

/* Reads and checks a whole table.  `run` is made here and ended with import_end.
 *   errors  only of the database: what is wrong with the table is in run->faults */
bool import_begin(Cx *cx, const ImportKind *kind, const char *text, size_t size, Run *run, Err *err);
void import_end(Run *run);
/* Whether it may be carried as it was read: asked under a snapshot first, so that a table with faults never holds the
 * writer.
 *   errors  INVALID "skip_bad" there are bad lines and they are not to be left out, or no good one */
bool import_may(const Run *run, bool skip_bad, Err *err);
/* Writes it: needs a write transaction, and a run made in it.
 *   errors  those of import_may; whatever the area refuses
 *           (its field begins with the line's number)
 *   effect  rows of the area, ledger inputs, one journal entry with the counts and the file's hash */
bool import_carry(Run *run, bool skip_bad, const char *sha, const Grant *grant, Err *err);
/* {kind, lines, good, bad, faults, faults_more}; the faults by line, at most `most` faults, 0: all. */
Val *import_report(Run *run, size_t most);

/* For checks: what is wrong with a line, said by err_add with the column as its field.  False when the fault is
 * the database's. */
bool line_faults(Run *run, Line *line, Err *own, Err *err);
Cx  *line_begin(Run *run);                              /* the line's Cx, its arena emptied */
void run_progress(Run *run, size_t done);
/* Arrays of lines ordered by what `compare` says, bad ones left out: to find twins. */
Line **lines_sorted(Run *run, size_t *ret_count, int (*compare)(const void *, const void *));

/* The kinds' own. */
extern const Input PEOPLE_COLUMNS[], STAFF_COLUMNS[], LETTER_COLUMNS[];
size_t people_size(void), staff_size(void), letter_size(void);
void people_prepare(Run *run, Val *line);
bool people_check(Run *run, Err *err);
bool people_carry(Run *run, Err *err);
bool staff_check(Run *run, Err *err);
bool staff_carry(Run *run, Err *err);
bool letters_check(Run *run, Err *err);
bool letters_carry(Run *run, Err *err);

int import_command(const App *app, int argc, char **argv);
extern const Route IMPORT_ROUTES[];
#endif
