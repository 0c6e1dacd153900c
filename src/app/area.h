// SPDX-License-Identifier: Apache-2.0
#ifndef APP_AREA_H
#define APP_AREA_H
#include "app/cx.h"
#include "app/find.h"
#include "app/form.h"
#include "app/order_kind.h"
#include "app/source.h"
#include "app/task_origin.h"
#include "web/http.h"

/* What an area is: const tables.  app/areas.c (in src/areas) lists them all. */

typedef struct Req {
    Cx           *cx;
    int64_t       id, id2;            /* {id} and {id2} of the path */
    const char   *name;               /* {name} of the path: letters, digits, '-', '_' and '.' */
    const Val    *query;              /* map, never NULL */
    const Val    *form;               /* POST: what was sent; NULL for GET */
    const Upload *uploads;
    size_t        upload_count;
    const Grant  *grant;              /* why this act is allowed */
    bool          whole;              /* the page is asked for as a file or for the printer: every row (app/export.h) */
    const struct ListFilter *filters; /* of the list the page reads: what a bad one is called; NULL: no list */
    const Refused *refused;           /* a form is shown again: what was typed and what was wrong; or NULL */
    const HttpReq *http;              /* as it came: for its cookies, address and browser alone */
} Req;

typedef struct Resp {
    Val        *view;                 /* a map; HTML and JSON both come from it */
    const char *redirect;             /* POST: where to go next */
    const char *notice;               /* POST: msgid shown once on the next page */
    const char *next, *next_label;    /* POST: beside the notice, where the next one of such papers waits: a path of ours
                                         and a msgid */
    int64_t     created_id;           /* POST: id of what was made, for JSON answers */
    bool        once;                 /* POST: `view` is answered through the route's tmpl, never stored and
                                         never shown again; a second sending is led to `redirect` */
    /* instead of a view: bytes or a stored file */
    const char *type, *bytes, *file, *file_name;
    size_t      size;
    bool        download;             /* offered to be saved, not shown */
    const char *set_cookie;           /* session area only */
    const char *keep_cookie;          /* session area only: one that outlives the session */
} Resp;

typedef bool (*Handler)(Req *req, Resp *resp, Err *err);

/* LANE_AUTO: GET inline, POST in the writer.  LANE_SLOW: a worker thread; such a POST gets a
 * read snapshot before, and writes through app_write() itself. */
typedef enum Lane { LANE_AUTO, LANE_SLOW } Lane;

typedef struct Route {
    Method       method;
    const char  *path;       /* "{id}" digits; every path with an id names its object kind */
    Act          act;        /* checked before the handler; forgotten = denied */
    ObjectKind   object;     /* what {id} is; the framework loads and checks it before the handler */
    Handler      handler;
    const char  *tmpl;       /* "letter/list.html"; of a POST: the page it answers with */
    const Input *inputs;     /* POST: what the form may hold */
    const char  *again;      /* POST: path pattern of the page that shows the form again when refused */
    const char  *clause;     /* of the regulation; NULL where none speaks */
    const char  *title;      /* msgid */
    Lane         lane;
    bool         sensitive;  /* GET: reading is journaled before the first byte leaves */
    const struct Export *sheet;  /* GET: its rows may be had as CSV and XLSX (app/export.h); NULL: they may not */
    bool         leafed;     /* sensitive: what one account reads of one object within a while is one entry */
    bool         held_too;   /* open also to whoever is held at a page (Actor.held) */
    const char  *of;         /* what of its view the window's title names first, "letter.number letter.gist"; NULL: the title alone */
} Route;

/* What must be there before a command runs.  NEEDS_CONFIG: configuration, catalogues, powers and the
 * areas' own; NEEDS_NOTHING: the App has its arena and nothing else. */
typedef enum Needs { NEEDS_DATABASE, NEEDS_CONFIG, NEEDS_NOTHING } Needs;

/* `kadr NAME ...`; run returns an exit code of the error table.  argv[0] is NAME. */
typedef struct Command {
    const char *name, *usage, *help;      /* English, for `kadr help NAME` and the manual page: usage one line per
                                             form, "calc workdays YEAR [--json]"; help NULL hides the command */
    int       (*run)(const App *app, int argc, char **argv);
    Needs       needs;
} Command;

/* `kadr list NAME`: rows are a list of maps with the same keys, printed as a table or as JSON. */
typedef struct Listing {
    const char *name, *help;
    Val      *(*rows)(const App *app, Arena *a, Err *err);      /* NULL on failure */
} Listing;

/* LANE_AUTO: in one transaction of the writer.  LANE_SLOW: under a reading snapshot, for what takes long;
 * it writes through app_write(). */
typedef struct Job {
    const char *name, *when;              /* "daily 06:00", "every 15 min", "on request" (app/job.h) */
    bool      (*run)(Cx *cx, Err *err);   /* safe to run twice; says what it found with job_say */
    const char *title;                    /* msgid */
    Lane        lane;
} Job;

/* What an area keeps beside its rows and only C can make (a folded text): `some` makes it for up to `most` rows with ids
 * above *after, which moves on; *ret_count how many there were, 0: all are done.  Another `making` does all of them again.
 * RENEWAL_EACH_START: `some` sees for itself, at each start, whether there is anything; what it does then is journalled. */
#define RENEWAL_EACH_START NULL
typedef struct Renewal {
    const char *name, *making;
    bool      (*some)(Cx *cx, int64_t *after, int64_t most, size_t *ret_count, Err *err);
} Renewal;

/* A place of the menu.  It stands under the heading of its group (app/menu.c), by `order` there, and only whoever holds `act` sees it. */
typedef enum NavGroup { NAV_FIRST, NAV_PAPERS, NAV_PERSONNEL, NAV_LAW, NAV_SYSTEM, NAV__COUNT } NavGroup;
typedef struct NavItem {
    const char *path, *label, *icon;
    NavGroup    group;
    Act         act;
    int         order;
    const char *also;                     /* other addresses of this place, with a space between; NULL: none */
} NavItem;

typedef struct Area {
    const char      *name;
    const Route     *routes;        /* each array ends with a zeroed row */
    const Command   *commands;
    const Listing   *listings;
    const Job       *jobs;
    const NavItem   *nav;
    const OrderKind *order_kinds;
    const FindKind  *finds;         /* what of it the search box finds */
    const SourceKind *sources;      /* its papers that entries of the ledger rest on */
    const TaskOrigin *task_origin;  /* what tasks may hang on, if the area keeps such papers; one, or NULL */
    const Query *const *queries;    /* every statement of the area, NULL at the end: a test runs each */
    const Query     *files;         /* every stored file its rows name, as column sha; NULL: it keeps none */
    const Renewal   *renewal;       /* what rows of before still lack (app/renew.h); NULL: nothing */
    /* Prepares what the area keeps for the life of the process (const afterwards); may be NULL. */
    bool (*start)(App *app, Arena *arena, void **ret_state, Err *err);
    /* Fills an empty database at `kadr init`; may be NULL.  Called in the order of the list. */
    bool (*init)(Cx *cx, Err *err);
} Area;

extern const Area *const AREAS[];   /* NULL at the end; src/areas/areas.c */

/* The route of a path, with {id}, {id2} and {name} read into *ret_req.  NULL with *ret_allow set, a value
 * for Allow, when the path exists under other methods only. */
const Route *route_find(Method m, const char *path, Arena *a, Req *ret_req, const char **ret_allow);
/* The GET row of exactly this path pattern; NULL: there is none. */
const Route *route_page(const char *path);
/* Looks at every row: an act, a handler, an object kind where the path has an id, a page to show a refused
 * form on that exists.  INTERNAL names the first row that lacks one; such a program does not start. */
bool routes_check(Err *err);
/* Writes from a LANE_SLOW handler or job: in a transaction of the writer, with its journal; waits for it.  The
 * first one takes the form's one-time key; BUSY when the same form is being saved at this moment. */
bool app_write(Cx *cx, bool (*job)(Cx *cx, void *arg, Err *err), void *arg, Err *err);
#endif
