// SPDX-License-Identifier: Apache-2.0
#ifndef APP_LIST_H
#define APP_LIST_H
#include "app/area.h"

/* A list page: filters in the URL, newest first (or by a key), keyset paging, counts capped at 1,000, under the
 * reader's rights.  Who holds the act over everything gets the plain statement; whoever only has
 * what reached him gets a UNION of one ordered, limited branch for each principal he is, and by a power over his unit
 * for each officer of it.
 *
 *   ?status=open&sender=12&per_page=50&after=1234     named filters, ANDed
 *   ?page=3                                           for programs; deep pages use `after`
 *
 * The statement is put together from embedded pieces only; what the user sent is always a parameter. */
typedef struct ListFilter {
    const char     *name;        /* of the URL and of the form */
    const Fragment *where;       /* " AND l.kind = $1" */
    Input           input;       /* how it is drawn and read: its field's type is the parameter's */
    bool            contains;    /* text filter folded and wrapped in %: for LIKE on a fold column */
    const char     *means;       /* a flag: the fragment takes no parameter but today's date, when this value is sent */
    const char     *chip;        /* msgid shown while it is on, {0} what it is set to; NULL: label and value */
    /* What {0} of an id is called to this reader; "" when it is not his to know.  Never more than he may read. */
    bool          (*name_of)(Cx *cx, int64_t id, const char **ret, Err *err);
    bool            words;       /* text filter looked up in the search index: the parameter is find_expression() of it */
} ListFilter;

typedef struct ListSpec {
    ObjectKind        kind;
    Act               act;       /* whose scope decides */
    const Fragment   *all;       /* "SELECT l.id, … FROM letter l WHERE TRUE"; may take $1 today, $2 forever */
    const Fragment   *related;   /* the same from reader r: $1 kind, $2 principal, $3 forever */
    const Fragment   *after;     /* " AND l.id < $1" */
    const Fragment   *order;     /* " ORDER BY l.id DESC LIMIT $1 OFFSET $2" */
    const ListFilter *filters;   /* ended by a zeroed row */
    const Field      *fields;    /* of the record; the first is `id` */
    size_t            record_size;
    bool              by_key;    /* ordered by a text, then the id: fields[1] is the column `sort_key` (of 0-9 and a-z),
                                    `after` takes $1 its value and $2 the id, and ?after= is KEY.ID */
    /* What is counted need not be read: `all` with a constant, `related` with the id for its only column (its
     * branches may meet in a row).  NULL: they themselves are counted. */
    const Fragment   *all_count, *related_ids;
    /* Of what a unit's officers execute (SCOPE_UNIT): `executed` narrows `related` and `related_ids` to that, and `once`
     * does to `related` what it may then not do itself: several relations of a principal give one row.  NULL: nobody
     * reads this list so. */
    const Fragment   *executed, *once;
    /* Of objects that can be closed to a person (app/wall.h): leaves those out.  $1 person.  NULL: none can. */
    const Fragment   *open;
} ListSpec;

/* Reads the page the query asks for.
 *   ret_rows, ret_count   the records
 *   ret_list              view: {total, capped, found, next, first, paged, per_page, filters:[field views], kept:[{name, value}],
 *                         active:[{text, without}], clear}; the caller adds `items`.  `kept` are filters that
 *                         no field shows, `active` those that are on, each with the link that drops it
 *   errors  INVALID naming the filter
 *   Req.whole  every row in place of a page; more than EXPORT_MOST are TOO_LARGE "format" */
bool list_read(Req *req, const ListSpec *spec, void **ret_rows, size_t *ret_count, Val **ret_list, Err *err);

/* "42 rows", "More than 1000 rows" in the reader's language: what templates/list_head.html shows as `found`. */
const char *list_found(Cx *cx, int64_t total, bool capped);

/* How many rows a filter set would show this reader, capped at 1,001: the desk's counters.
 * `query` is what the link's query string says, as a map (link_query of it is the link). */
bool list_count(Cx *cx, const ListSpec *spec, const Val *query, int64_t *ret, Err *err);

/* Several such counts in one statement.  ret[i] is 0 where the reader may not see the list at all. */
typedef struct ListAsk { const ListSpec *spec; const Val *query; } ListAsk;
enum { LIST_ASKS_MOST = 96 };
bool list_count_all(Cx *cx, const ListAsk *asks, size_t n, int64_t *ret, Err *err);

/* For a report over what a list holds, which is no list itself.  Narrows the statement being built to what the reader may
 * see by `act`: adds " AND id IN (…)" of the list's ids where he does not see all, and leaves out what is closed to him.
 * `id_in` is " AND t.id IN (".
 *   errors  only the database's */
bool list_narrow(Cx *cx, DbBuild *b, const ListSpec *spec, Act act, const Fragment *id_in, Err *err);
#endif
