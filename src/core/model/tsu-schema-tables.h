/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-schema.h"

/* Every kind of actor that is not a person. */
#define GROUPS                                                                                     \
  "civic-group npo neighbourhood-association condominium-association company shopping-street "     \
  "school public-body intermediary other"

extern const TsuType tsu_actor_type;
extern const TsuType tsu_tie_type;
extern const TsuType tsu_resource_type;
extern const TsuType tsu_booking_type;
extern const TsuType tsu_event_type;
extern const TsuType tsu_participation_type;
extern const TsuType tsu_need_type;
extern const TsuType tsu_offer_type;
extern const TsuType tsu_match_type;
extern const TsuType tsu_log_type;
extern const TsuType tsu_district_type;
extern const TsuType tsu_theme_type;
extern const TsuType tsu_statistic_type;
