// SPDX-License-Identifier: Apache-2.0
#ifndef APP_HEALTH_H
#define APP_HEALTH_H
#include "db/db.h"
#include "web/http.h"

/* GET /healthz: {"status":"ok"} while the database answers, otherwise 503 {"status":"no database"}.
 * True: `resp` holds the answer. False: another path was asked for. */
bool health_answer(const HttpReq *req, Db *db, HttpResp *resp);
#endif
