// SPDX-License-Identifier: Apache-2.0
#include "areas/file/file_in.h"
#include "app/i18n.h"
#include "file_queries.h"

static const Route ROUTES[] = {
    /* method path                              act                 object      handler */
    { GET,  "/people",                        ACT_PERSON_LIST,    OBJ_NONE,   people_page,      "file/people.html",
      .clause = "6.1.13", .title = N_("People"), .sheet = &PEOPLE_SHEET },
    { GET,  "/people/{id}",                   ACT_PERSON_READ,    OBJ_PERSON, file_page,        "file/show.html", FILE_DAYS_INPUTS,
      .clause = "3.1.13", .title = N_("Personal file"), .sensitive = true, .of = "person.full_name" },
    { GET,  "/people/{id}/records/new",       ACT_RECORD_ENTER,   OBJ_PERSON, record_new_page,  "file/record_new.html",
      .clause = "6.1.11", .title = N_("New record") },
    { POST, "/people/{id}/records",           ACT_RECORD_ENTER,   OBJ_PERSON, post_record,      NULL, RECORD_INPUTS,
      "/people/{id}/records/new", .clause = "6.1.11", .title = N_("New record") },
    { GET,  "/people/{id}/outside-acts/new",  ACT_RECORD_ENTER,   OBJ_PERSON, outside_new_page, "file/record_new.html",
      .clause = "6.1.11", .title = N_("Act of another body") },
    { POST, "/people/{id}/outside-acts",      ACT_RECORD_ENTER,   OBJ_PERSON, post_outside,     NULL, OUTSIDE_INPUTS,
      "/people/{id}/outside-acts/new", .clause = "6.1.11", .title = N_("Act of another body") },
    { GET,  "/records",                       ACT_PERSON_LIST,    OBJ_NONE,   records_page,     "file/records.html",
      .clause = "6.1.11", .title = N_("Records"), .sheet = &RECORD_SHEET },
    { GET,  "/records/{id}",                  ACT_PERSON_READ,    OBJ_RECORD, record_page,      "file/record.html",
      .clause = "6.1.11", .title = N_("Record"), .sensitive = true },
    { GET,  "/records/{id}/scan/{id2}",       ACT_PERSON_READ,    OBJ_RECORD, record_scan_page, NULL,
      .clause = "6.1.11", .title = N_("Scan"), .lane = LANE_SLOW, .sensitive = true },
    { POST, "/records/{id}/confirm",          ACT_RECORD_CONFIRM, OBJ_RECORD, post_confirm,     NULL, CONFIRM_INPUTS,
      "/records/{id}", .clause = "6.1.11", .title = N_("Record") },
    { POST, "/records/{id}/reject",           ACT_RECORD_CONFIRM, OBJ_RECORD, post_reject,      NULL, REJECT_INPUTS,
      "/records/{id}", .clause = "6.1.11", .title = N_("Record") },
    { 0 }
};

static const NavItem NAV[] = {
    { "/people",  N_("People"),  "id",         NAV_PERSONNEL, ACT_PERSON_LIST,    55, .also = "/records" },
    { "/records", N_("Records"), "file-check", NAV_PERSONNEL, ACT_RECORD_CONFIRM, 57 },
    { 0 }
};

const Area file_area = { .name = "file", .routes = ROUTES, .nav = NAV, .queries = FILE_QUERIES, .files = &Q_FILE_FILES,
                         .sources = FILE_SOURCES };
