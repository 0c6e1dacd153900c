// SPDX-License-Identifier: Apache-2.0
/* The limit ./bench measures Kadr against: libmicrohttpd and SQLite with nothing between them.  Each thread
 * has its own SO_REUSEPORT socket, connection and prepared statements; pages are written by printf; a
 * registration is one transaction of three statements.  No sessions, rights, journal, languages, templates.
 *
 *   bare DATABASE PORT THREADS FRAMES
 *
 *   GET  /letters        the newest 50 in   FRAMES/list.head … list.foot
 *   GET  /letters/ID     one in             FRAMES/letter.head … letter.foot
 *   GET  /search?q=…     the newest 50 papers that match an FTS5 expression, and how many there are up to 1,001,
 *                        in                 FRAMES/search.head … search.foot
 *   POST /items/ID       takes that paper over: number, letter, line of the list; answers 303
 *
 * The frames are cut out of Kadr's own pages, so that the answers are of one size. */
#define _GNU_SOURCE
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LIST, ONE, EVENTS, SCANS, SHEET, TASKS, FOUND, HITS, BEGIN, COUNT, ADD, TAKEN, COMMIT, STATEMENTS };
enum { PAGE_SIZE = 256 << 10, MOST_THREADS = 16 };

static const char *const SQL[STATEMENTS] = {
    [LIST] = "SELECT id, number, registered, office_no, office_date, party, their_no, their_date, kind, gist, sheets, "
             "annexes, resolution, executor, due, state, answer_no, case_index FROM letter ORDER BY id DESC LIMIT 50",
    [ONE] = "SELECT id, number, registered, office_no, office_date, party, their_no, their_date, kind, gist, sheets, "
            "annexes, resolution, executor, due, state, answer_no, case_index, address, derivation FROM letter "
            "WHERE id = ?1",
    [EVENTS] = "SELECT e.verb, e.body, e.at, p.surname, p.name FROM letter_event e LEFT JOIN person p "
               "ON p.id = e.person_id WHERE e.letter_id = ?1 ORDER BY e.id",
    [SCANS] = "SELECT name, size, pages FROM attachment WHERE letter_id = ?1 ORDER BY id",
    [SHEET] = "SELECT signature, body, written, due FROM resolution WHERE origin_kind = 1 AND origin_id = ?1 ORDER BY id",
    [TASKS] = "SELECT t.state, t.due, t.part, p.surname, p.name FROM task t JOIN person p ON p.id = t.person_id "
              "WHERE t.origin_kind = 1 AND t.origin_id = ?1 ORDER BY t.id",
    [FOUND] = "SELECT COUNT(*) FROM (SELECT rowid FROM found_words WHERE found_words MATCH ?1 AND rowid > 1 << 40 "
              "AND rowid < 2 << 40 LIMIT 1001)",
    [HITS] = "SELECT f.id - (1 << 40), f.title, f.day, f.about FROM found_words x JOIN found f ON f.id = x.rowid "
             "WHERE x.found_words MATCH ?1 AND x.rowid > 1 << 40 AND x.rowid < 2 << 40 ORDER BY x.rowid DESC LIMIT 50",
    [BEGIN] = "BEGIN IMMEDIATE",
    [COUNT] = "UPDATE register_counter SET last = last + 1 WHERE register_id = "
              "(SELECT id FROM register WHERE code = 'incoming') AND year = (SELECT MAX(year) FROM register_counter) "
              "RETURNING register_id, year, last",
    [ADD] = "INSERT INTO letter (direction, register_id, year, serial, number, registered, kind, party_kind, party, "
            "address, their_no, their_date, office_no, office_date, gist, body, sheets, annexes, missing, rule, due, "
            "derivation, state, seat_id, reply_to, drafter, signature, authority, signed, pdf, handover_id, "
            "case_index, case_sheets, control, closed, resolution, executor, answer_no, same_key, fold, version) "
            "SELECT 'in', ?1, ?2, ?3, '05/1-' || ?3, office_date, kind, party_kind, party, address, their_no, "
            "their_date, office_no, office_date, gist, '', sheets, annexes, '', 'appeal.general', office_date, '{}', "
            "'registered', 0, 0, 0, '', '', '9999-12-31', '', handover_id, '', 0, 0, '9999-12-31', '', '', '', "
            "party || their_no, party || gist, 1 FROM handover_item WHERE id = ?4 AND letter_id = 0",
    [TAKEN] = "UPDATE handover_item SET letter_id = ?1 WHERE id = ?2 AND letter_id = 0",
    [COMMIT] = "COMMIT",
};

typedef struct Frame { char *head, *foot; size_t head_size, foot_size; } Frame;

typedef struct Thread {
    sqlite3      *db;
    sqlite3_stmt *st[STATEMENTS];
    char         *page;
    size_t        len;
    struct MHD_Daemon *daemon;
} Thread;

static Thread          thread[MOST_THREADS];
static Frame           list_frame, letter_frame, search_frame;
static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bare: %s: %s\n", what, why);
    exit(1);
}

static char *read_whole(const char *folder, const char *name, size_t *ret_size)
{
    char path[4096], *text = malloc(PAGE_SIZE);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "r");
    if (!f || !text)
        fail(path, "cannot be read");
    *ret_size = fread(text, 1, PAGE_SIZE, f);
    fclose(f);
    return text;
}

static void put(Thread *t, const char *bytes, size_t n)
{
    if (t->len + n < PAGE_SIZE) {
        memcpy(t->page + t->len, bytes, n);
        t->len += n;
    }
}

__attribute__((format(printf, 2, 3))) static void put_format(Thread *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(t->page + t->len, PAGE_SIZE - t->len, format, args);
    va_end(args);
    if (n > 0 && t->len + (size_t)n < PAGE_SIZE)
        t->len += (size_t)n;
}

/* A column's text with what HTML takes for its own escaped. */
static void put_text(Thread *t, sqlite3_stmt *st, int column)
{
    const char *s = (const char *)sqlite3_column_text(st, column);
    while (s && *s) {
        size_t plain = strcspn(s, "&<>\"'");
        put(t, s, plain);
        s += plain;
        if (*s)
            put_format(t, "&#%d;", *s++);
    }
}

/* One row of the register: eleven cells, as Kadr's page has them. */
static void put_row(Thread *t, sqlite3_stmt *st)
{
    static const struct { const char *label; int first, second; } CELLS[] = {
        { "Katibliyin nömrəsi və tarixi", 3, 4 }, { "Göndərən və ya ünvanlanan", 5, 0 },
        { "Göndərənin nömrəsi və tarixi", 6, 7 }, { "Qısa məzmun", 8, 9 }, { "Vərəq / əlavə", 10, 11 },
        { "Dərkənar və onun müəllifi", 12, 0 }, { "İcraçı", 13, 0 }, { "İcra müddəti", 14, 0 }, { "İcra", 15, 16 },
        { "İş", 17, 0 },
    };
    put_format(t, "<tr><td data-label=\"Nömrəsi və tarixi\" class=\"register-no\"><a class=\"row-link\" href=\"/letters/%ld\">",
               (long)sqlite3_column_int64(st, 0));
    put_text(t, st, 1);
    put_format(t, "</a><br><time>");
    put_text(t, st, 2);
    put_format(t, "</time></td>");
    for (size_t i = 0; i < sizeof CELLS / sizeof *CELLS; i++) {
        put_format(t, "<td data-label=\"%s\"><span class=\"term\">", CELLS[i].label);
        put_text(t, st, CELLS[i].first);
        put_format(t, "</span>");
        if (CELLS[i].second) {
            put_format(t, "<br><time>");
            put_text(t, st, CELLS[i].second);
            put_format(t, "</time>");
        }
        put_format(t, "</td>\n");
    }
    put_format(t, "</tr>\n");
}

/* A letter's card, or one row of what belongs to it. */
static void put_card(Thread *t, sqlite3_stmt *st)
{
    put_format(t, "<dl class=\"kadr-facts\">\n");
    for (int column = 0; column < sqlite3_column_count(st); column++) {
        put_format(t, "<dt>%s</dt><dd>", sqlite3_column_name(st, column));
        put_text(t, st, column);
        put_format(t, "</dd>\n");
    }
    put_format(t, "</dl>\n");
}

static bool put_rows(Thread *t, int which, long id)
{
    sqlite3_stmt *st = t->st[which];
    bool any = false;
    if (which != LIST)
        sqlite3_bind_int64(st, 1, id);
    for (; sqlite3_step(st) == SQLITE_ROW; any = true)
        (which == LIST ? put_row : put_card)(t, st);
    sqlite3_reset(st);
    return any;
}

static bool show(Thread *t, int which, long id)
{
    const Frame *frame = which == LIST ? &list_frame : &letter_frame;
    t->len = 0;
    put(t, frame->head, frame->head_size);
    bool any = put_rows(t, which, id);
    for (int part = EVENTS; which == ONE && part <= TASKS; part++)
        put_rows(t, part, id);
    put(t, frame->foot, frame->foot_size);
    return any;
}

static void put_hit(Thread *t, sqlite3_stmt *st)
{
    put_format(t, "<li><a class=\"row-link\" href=\"/letters/%ld\">", (long)sqlite3_column_int64(st, 0));
    put_text(t, st, 1);
    put_format(t, "</a> <time class=\"text-secondary\">");
    put_text(t, st, 2);
    put_format(t, "</time><div class=\"gist text-secondary\">");
    put_text(t, st, 3);
    put_format(t, "</div></li>\n");
}

static bool search(Thread *t, const char *expression)
{
    sqlite3_stmt *found = t->st[FOUND], *hits = t->st[HITS];
    sqlite3_bind_text(found, 1, expression, -1, SQLITE_STATIC);
    sqlite3_bind_text(hits, 1, expression, -1, SQLITE_STATIC);
    t->len = 0;
    put(t, search_frame.head, search_frame.head_size);
    bool ok = sqlite3_step(found) == SQLITE_ROW;
    put_format(t, "<span class=\"kadr-count\">%ld</span>\n", ok ? (long)sqlite3_column_int64(found, 0) : 0);
    while (ok && sqlite3_step(hits) == SQLITE_ROW)
        put_hit(t, hits);
    put(t, search_frame.foot, search_frame.foot_size);
    sqlite3_reset(found);
    sqlite3_reset(hits);
    return ok;
}

static int64_t number_of(sqlite3_stmt *st, int column) { return sqlite3_column_int64(st, column); }

/* One registration, one commit.  Writers stand in line before the database, so that none is refused. */
static int64_t take(Thread *t, long item)
{
    int64_t id = 0;
    pthread_mutex_lock(&writing);
    bool ok = sqlite3_step(t->st[BEGIN]) == SQLITE_DONE && sqlite3_step(t->st[COUNT]) == SQLITE_ROW;
    for (int i = 0; ok && i < 3; i++)
        sqlite3_bind_int64(t->st[ADD], i + 1, number_of(t->st[COUNT], i));
    sqlite3_reset(t->st[COUNT]);
    sqlite3_bind_int64(t->st[ADD], 4, item);
    ok = ok && sqlite3_step(t->st[ADD]) == SQLITE_DONE && sqlite3_changes(t->db) == 1;
    id = sqlite3_last_insert_rowid(t->db);
    sqlite3_bind_int64(t->st[TAKEN], 1, id);
    sqlite3_bind_int64(t->st[TAKEN], 2, item);
    ok = ok && sqlite3_step(t->st[TAKEN]) == SQLITE_DONE && sqlite3_step(t->st[COMMIT]) == SQLITE_DONE;
    for (int i = BEGIN; i < STATEMENTS; i++)
        sqlite3_reset(t->st[i]);
    if (!ok)
        sqlite3_exec(t->db, "ROLLBACK", NULL, NULL, NULL);
    pthread_mutex_unlock(&writing);
    return ok ? id : 0;
}

static enum MHD_Result answer(struct MHD_Connection *c, Thread *t, unsigned status, int64_t location)
{
    bool page = status == MHD_HTTP_OK;
    struct MHD_Response *r = MHD_create_response_from_buffer(page ? t->len : 0, page ? (void *)t->page : (void *)"",
                                                             MHD_RESPMEM_MUST_COPY);
    char to[64];
    snprintf(to, sizeof to, "/letters/%ld", (long)location);
    if (status == MHD_HTTP_SEE_OTHER)
        MHD_add_response_header(r, "Location", to);
    MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
    enum MHD_Result ok = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return ok;
}

static enum MHD_Result handle(void *arg, struct MHD_Connection *c, const char *path, const char *method,
                              const char *version, const char *data, size_t *size, void **state)
{
    static char started;
    Thread *t = arg;
    (void)version;
    (void)data;
    if (!*state || *size) {                       /* the head, and then the body, which is thrown away */
        *state = &started;
        *size = 0;
        return MHD_YES;
    }
    if (strcmp(method, "POST") == 0 && strncmp(path, "/items/", 7) == 0) {
        int64_t id = take(t, strtol(path + 7, NULL, 10));
        return answer(c, t, id ? MHD_HTTP_SEE_OTHER : MHD_HTTP_CONFLICT, id);
    }
    const char *q = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "q");
    bool found = strcmp(path, "/letters") == 0 ? show(t, LIST, 0)
               : strcmp(path, "/search") == 0 ? q && search(t, q)
               : strncmp(path, "/letters/", 9) == 0 && show(t, ONE, strtol(path + 9, NULL, 10));
    return answer(c, t, found ? MHD_HTTP_OK : MHD_HTTP_NOT_FOUND, 0);
}

static int listen_at(int port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) ||
        bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 1024))
        fail("listen", "the port is taken");
    return fd;
}

/* The same settings as Kadr's own connections: an acknowledged commit is on the disk. */
static void start(Thread *t, const char *path, int port)
{
    if (sqlite3_open_v2(path, &t->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ||
        sqlite3_exec(t->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
                            "PRAGMA cache_size=-20000", NULL, NULL, NULL))
        fail(path, sqlite3_errmsg(t->db));
    sqlite3_busy_timeout(t->db, 5000);
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(t->db, SQL[i], -1, SQLITE_PREPARE_PERSISTENT, &t->st[i], NULL))
            fail(SQL[i], sqlite3_errmsg(t->db));
    t->page = malloc(PAGE_SIZE);
    t->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, handle, t,
                                 MHD_OPTION_LISTEN_SOCKET, listen_at(port), MHD_OPTION_END);
    if (!t->page || !t->daemon)
        fail("libmicrohttpd", "cannot start");
}

int main(int argc, char **argv)
{
    int threads = argc == 5 ? (int)strtol(argv[3], NULL, 10) : 0, caught;
    if (threads < 1 || threads > MOST_THREADS) {
        fprintf(stderr, "usage: bare DATABASE PORT THREADS FRAMES\n");
        return 2;
    }
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    list_frame.head = read_whole(argv[4], "list.head", &list_frame.head_size);
    list_frame.foot = read_whole(argv[4], "list.foot", &list_frame.foot_size);
    letter_frame.head = read_whole(argv[4], "letter.head", &letter_frame.head_size);
    letter_frame.foot = read_whole(argv[4], "letter.foot", &letter_frame.foot_size);
    search_frame.head = read_whole(argv[4], "search.head", &search_frame.head_size);
    search_frame.foot = read_whole(argv[4], "search.foot", &search_frame.foot_size);
    for (int i = 0; i < threads; i++)
        start(&thread[i], argv[1], (int)strtol(argv[2], NULL, 10));
    printf("bare: http://127.0.0.1:%s\n", argv[2]);
    fflush(stdout);
    sigwait(&ends, &caught);
    for (int i = 0; i < threads; i++)
        MHD_stop_daemon(thread[i].daemon);
    return 0;
}
