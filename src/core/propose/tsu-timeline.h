/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-story.h"

G_BEGIN_DECLS

/* (element-type TsuStoryLine): everything that was with the actor, latest first: consultations and
 * notes, needs, offers, matches, events, bookings, ties. Facts and impressions have different
 * headings. */
GPtrArray *tsu_timeline_read (TsuLedger *ledger, const char *actor, GError **error);

G_END_DECLS
