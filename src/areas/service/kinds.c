// SPDX-License-Identifier: Apache-2.0
/* The kinds of order items of this area. */
#include "areas/service/service_in.h"

#define TRIP_RATES "Azərbaycan Respublikası Nazirlər Kabinetinin ezamiyyə xərclərinin normaları haqqında Qərarı"
#define SERVICE_REGULATION "“Miqrasiya orqanlarında qulluq keçmə haqqında Əsasnamə”"

static const char *const APPOINT_PAPERS[] = { N_("submission on the appointment, or the competition's protocol"),
                                              N_("the person's application"), NULL };
static const char *const MOVE_PAPERS[] = { N_("submission, raport or application"), NULL };
static const char *const TRIP_PAPERS[] = { N_("raport on the business trip, or the invitation"), NULL };
static const char *const TRIP_END_PAPERS[] = { N_("raport on the return, or the instruction of the leadership"), NULL };
static const char *const INCENTIVE_PAPERS[] = { N_("submission on the incentive"), NULL };
static const char *const SANCTION_PAPERS[] = { N_("opinion of the service inquiry, or a raport"),
                                               N_("the person's written explanation, or the act of its refusal"), NULL };
static const char *const LIFT_PAPERS[] = { N_("submission on the lifting of the sanction"), NULL };
static const char *const RANK_PAPERS[] = { N_("submission on the rank"), NULL };
static const char *const RANK_EXTRA_PAPERS[] = { N_("submission on the extraordinary rank"), NULL };

const OrderKind SERVICE_ORDER_KINDS[] = {
    { "appoint", N_("Appointment to a post"), "personnel", "3.1.9", SERVICE_REGULATION, APPOINT_INPUTS,
      sizeof(Appoint), appoint_choices, appoint_effects, appoint_text, APPOINT_PAPERS,
      "Vəzifəyə təyin edilmə haqqında" },
    { "transfer", N_("Transfer to another post"), "personnel", "3.1.9", SERVICE_REGULATION, TRANSFER_INPUTS,
      sizeof(Transfer), transfer_choices, transfer_effects, transfer_text, MOVE_PAPERS,
      "Başqa vəzifəyə keçirilmə haqqında" },
    { "release", N_("Release from the post"), "personnel", "3.1.9", SERVICE_REGULATION, RELEASE_INPUTS,
      sizeof(Release), NULL, release_effects, release_text, MOVE_PAPERS,
      "Vəzifədən azad edilmə haqqında" },
    { "acting", N_("Entrusting the duties of a post"), "personnel", "3.1.9", SERVICE_REGULATION, ACTING_INPUTS,
      sizeof(Acting), acting_choices, acting_effects, acting_text, NULL,
      "Vəzifənin icrasının həvalə edilməsi haqqında" },
    { "rank_first", N_("First special rank"), "personnel", "3.1.9", SERVICE_REGULATION, RANK_INPUTS,
      sizeof(RankGiven), rank_first_choices, rank_first_effects, rank_first_text, RANK_PAPERS,
      "İlkin xüsusi rütbənin verilməsi haqqında" },
    { "rank_next", N_("Next special rank"), "personnel", "3.1.9", SERVICE_REGULATION, RANK_INPUTS,
      sizeof(RankGiven), rank_next_choices, rank_next_effects, rank_next_text, RANK_PAPERS,
      "Növbəti xüsusi rütbənin verilməsi haqqında" },
    { "rank_extra", N_("Extraordinary special rank"), "personnel", "3.1.9", SERVICE_REGULATION, RANK_EXTRA_INPUTS,
      sizeof(RankGiven), rank_next_choices, rank_extra_effects, rank_extra_text, RANK_EXTRA_PAPERS,
      "Növbədənkənar xüsusi rütbənin verilməsi haqqında" },
    { "incentive", N_("Incentive"), "personnel", "3.1.9", SERVICE_REGULATION, INCENTIVE_INPUTS,
      sizeof(Incentive), NULL, incentive_effects, incentive_text, INCENTIVE_PAPERS,
      "Həvəsləndirmə haqqında" },
    { "sanction", N_("Disciplinary sanction"), "personnel", "3.1.9", SERVICE_REGULATION, SANCTION_INPUTS,
      sizeof(Sanction), NULL, sanction_effects, sanction_text, SANCTION_PAPERS,
      "İntizam tənbehi haqqında", sanction_contest },
    { "sanction_lift", N_("Early lifting of a sanction"), "personnel", "6.1.10", SERVICE_REGULATION, LIFT_INPUTS,
      sizeof(Lift), lift_choices, lift_effects, lift_text, LIFT_PAPERS,
      "İntizam tənbehinin götürülməsi haqqında" },
    { "trip", N_("Business trip"), "trip", "3.1.9", TRIP_RATES, TRIP_INPUTS,
      sizeof(Trip), NULL, trip_effects, trip_text, TRIP_PAPERS,
      "Xidməti ezamiyyət haqqında" },
    { "trip_end", N_("Return from a business trip before its time"), "trip", "3.1.9", TRIP_RATES, TRIP_END_INPUTS,
      sizeof(TripEnd), NULL, trip_end_effects, trip_end_text, TRIP_END_PAPERS,
      "Ezamiyyətdən vaxtından əvvəl qayıtma haqqında" },
    { 0 }
};
