/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-candidate.h"

G_BEGIN_DECLS

/**
 * TsuFilter:
 * @TSU_FILTER_NONE: it passes
 * @TSU_FILTER_KIND: another kind of help
 * @TSU_FILTER_STATE: not active
 * @TSU_FILTER_OWN: it is the actor that needs
 * @TSU_FILTER_PROPOSED: proposed for it already
 * @TSU_FILTER_BANNED: the two must not be paired
 * @TSU_FILTER_CONSENT: no consent to introductions
 * @TSU_FILTER_SHARING: of another ward, and not shared with us
 * @TSU_FILTER_BUSY: asked as often as it wants to be
 * @TSU_FILTER_DATES: not in that period
 * @TSU_FILTER_TIMES: not on these days and times
 * @TSU_FILTER_CAPACITY: too small
 * @TSU_FILTER_ACCESS: an access feature is missing
 * @TSU_FILTER_QUALIFICATION: a qualification or insurance is missing
 * @TSU_FILTER_AREA: farther than it travels
 * @TSU_FILTER_MATTER: nothing but the kind of help speaks for it
 *
 * Why one cannot be proposed, in the order in which it is asked: the first that applies counts.
 */
typedef enum {
  TSU_FILTER_NONE,
  TSU_FILTER_KIND,
  TSU_FILTER_STATE,
  TSU_FILTER_OWN,
  TSU_FILTER_PROPOSED,
  TSU_FILTER_BANNED,
  TSU_FILTER_CONSENT,
  TSU_FILTER_SHARING,
  TSU_FILTER_BUSY,
  TSU_FILTER_DATES,
  TSU_FILTER_TIMES,
  TSU_FILTER_CAPACITY,
  TSU_FILTER_ACCESS,
  TSU_FILTER_QUALIFICATION,
  TSU_FILTER_AREA,
  TSU_FILTER_MATTER,
  TSU_FILTER_N,
} TsuFilter;

TsuFilter tsu_filter_apply (const TsuNeedProfile *need, const TsuCandidate *candidate);
const char *tsu_filter_code (TsuFilter filter);
char *tsu_filter_describe (TsuFilter filter, guint count);

int tsu_position_distance (const TsuPosition *a, const TsuPosition *b);

G_END_DECLS
