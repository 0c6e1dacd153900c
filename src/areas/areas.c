// SPDX-License-Identifier: Apache-2.0
/* The areas, from the ground up: an area stands below those it uses.  This is the only list. */
#include "app/core.h"
#include "app/job.h"
#include "areas/backup/backup.h"
#include "areas/demo/demo.h"
#include "areas/desk/desk.h"
#include "areas/file/file.h"
#include "areas/import/import.h"
#include "areas/journal/journal.h"
#include "areas/law/law.h"
#include "areas/leave/leave.h"
#include "areas/ledger/ledger.h"
#include "areas/letter/letter.h"
#include "areas/order/order.h"
#include "areas/person/person.h"
#include "areas/rights/rights.h"
#include "areas/search/search.h"
#include "areas/service/service.h"
#include "areas/staff/staff.h"
#include "areas/task/task.h"
#include "areas/user/user.h"

const Area *const AREAS[] = {
    &core_area,
    &jobs_area,
    &ledger_area,
    &law_area,
    &person_area,
    &staff_area,
    &user_area,
    &task_area,
    &letter_area,
    &service_area,
    &leave_area,
    &order_area,
    &file_area,
    &import_area,
    &journal_area,
    &search_area,
    &rights_area,
    &backup_area,
    &desk_area,
    &demo_area,
    NULL
};

const FactKind *const FACT_KINDS[] = {
    STAFF_FACT_KINDS,
    SERVICE_FACT_KINDS,
    LEAVE_FACT_KINDS,
    FILE_FACT_KINDS,
    NULL
};
