/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-demo-cast.h"

G_BEGIN_DECLS

/**
 * TsuDemoOccasion:
 * @series: group of the book's part "events"
 * @number: which of the series, from 1
 * @days: from today, negative for the past
 * @starts: minutes since midnight
 * @ends: minutes since midnight
 *
 * One time that a thing happens.
 */
typedef struct {
  char *id;
  const char *series;
  int number;
  int days;
  int starts;
  int ends;
  gboolean off; /* called off */
} TsuDemoOccasion;

gboolean tsu_demo_events_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error);

gboolean tsu_demo_guests_fill (TsuDemo *demo,
                               TsuDemoCast *cast,
                               GKeyFile *book,
                               const TsuDemoOccasion *occasion,
                               GError **error);
gboolean tsu_demo_bookings_fill (TsuDemo *demo,
                                 GKeyFile *book,
                                 const TsuDemoOccasion *occasion,
                                 GError **error);

G_END_DECLS
