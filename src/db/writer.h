// SPDX-License-Identifier: Apache-2.0
#ifndef DB_WRITER_H
#define DB_WRITER_H
#include "db/db.h"

/* All writing of a server goes through a Writer.
 * SQLite: one thread, one connection; waiting jobs run as savepoints of one group
 * transaction, and each is answered after the group's COMMIT, so nobody is refused for a
 * lock.  If that COMMIT fails, each job is answered with its error; only a broken deferred
 * constraint makes the group's jobs run again one by one, to find whose it was.
 * PostgreSQL: a few threads, a transaction per job; a job that met a serialisation failure
 * or deadlock is run again (three times at most).  So on both engines a job must start from
 * the beginning each time it is called.
 *
 *   job   runs inside a transaction of its own; true keeps, false (err set) undoes all of it.
 *         It may use savepoints but not end the transaction: the attempt fails the job
 *   done  called exactly once, from the writer's thread, after the commit or the failure;
 *         err->kind is ERR_NONE only if the job's work is durable */
typedef struct Writer Writer;
typedef bool (*WriteJob)(Db *db, void *arg, Err *err);
typedef void (*WriteDone)(void *arg, const Err *err);

bool writer_start(const char *url, int pg_threads, Writer **ret_writer, Err *err);
/* False (BUSY) when more than the queue's limit wait already; then `done` is not called. */
bool writer_submit(Writer *w, WriteJob job, WriteDone done, void *arg, Err *err);
bool writer_call(Writer *w, WriteJob job, void *arg, Err *err);      /* submit and wait */
void writer_stop(Writer *w);                                         /* finishes what was accepted */
#endif
