// SPDX-License-Identifier: Apache-2.0
#include "app/health.h"
#include "app_queries.h"
#include <string.h>

static const char GOOD[] = "{\"status\":\"ok\"}\n", BAD[] = "{\"status\":\"no database\"}\n";

bool health_answer(const HttpReq *req, Db *db, HttpResp *resp)
{
    if (req->method != GET || strcmp(req->path, "/healthz") != 0)
        return false;
    Err err = { 0 };
    int64_t one = 0;
    bool good = db_int(db, &Q_APP_PING, BIND_NONE, 0, &one, &err) && one == 1;
    resp->status = good ? 200 : 503;
    resp->type = "application/json";
    resp->static_body = good ? GOOD : BAD;
    resp->static_size = strlen(resp->static_body);
    return true;
}
