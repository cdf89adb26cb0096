/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hard filters: who cannot be proposed, and why, so that an empty list can be explained.
 * What is not known excludes nobody; it is a doubt for tsu-score-words.c to voice.
 */

#include "config.h"

#include "tsu-filter.h"

#include "tsu-fit.h"

#include <glib/gi18n.h>
#include <math.h>

/* Metres a ten-millionth of a degree of latitude is long (mean radius 6 371 008.8 m). */
#define METRES_PER_UNIT 0.0111195080
#define RADIANS_PER_UNIT 1.7453292519943296e-9

/* Taylor's series: unlike the library's cos() it has the same last digit on every machine. */
static double
cosine (double x)
{
  double square = x * x;

  return 1 -
         square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))));
}

/**
 * tsu_position_distance:
 * @a: a place
 * @b: another
 *
 * The straight distance, on the plane that touches the earth between the two: within a city
 * exact to metres (equirectangular projection).
 *
 * Returns: metres, or %TSU_UNKNOWN
 */
int
tsu_position_distance (const TsuPosition *a, const TsuPosition *b)
{
  double dx, dy, middle;

  if (a->latitude == TSU_UNKNOWN || a->longitude == TSU_UNKNOWN || b->latitude == TSU_UNKNOWN ||
      b->longitude == TSU_UNKNOWN)
    return TSU_UNKNOWN;
  middle = ((double) a->latitude + b->latitude) / 2 * RADIANS_PER_UNIT;
  dy = (double) a->latitude - b->latitude;
  dx = ((double) a->longitude - b->longitude) * cosine (middle);
  return (int) (sqrt (dx * dx + dy * dy) * METRES_PER_UNIT + 0.5);
}

static gboolean
are_apart (const TsuPeriod *a, const TsuPeriod *b)
{
  return (a->last != 0 && b->first != 0 && a->last < b->first) ||
         (b->last != 0 && a->first != 0 && b->last < a->first);
}

/* One offer reaches its own ward, the city or everybody, as its scope says. */
static gboolean
is_hidden (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  return candidate->ward != need->ward && candidate->traits.scope == 0;
}

static gboolean
is_too_far (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  int distance;

  if (candidate->travel == TSU_ANY_DISTANCE)
    return FALSE;
  distance = tsu_position_distance (&need->traits.place, &candidate->traits.place);
  if (distance == TSU_UNKNOWN)
    return FALSE;
  return distance > 0 && (guint) distance > candidate->travel;
}

/**
 * tsu_filter_apply:
 * @need: what is needed
 * @candidate: one that could meet it
 *
 * Returns: the first reason why it cannot be proposed, or %TSU_FILTER_NONE
 */
TsuFilter
tsu_filter_apply (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  const TsuTraits *wanted = &need->traits;
  const TsuTraits *offered = &candidate->traits;

  /* First, so that the others count those who offer what is wanted. */
  if (!candidate->pinned && wanted->kinds != 0 && offered->kinds != 0 &&
      (wanted->kinds & offered->kinds) == 0)
    return TSU_FILTER_KIND;
  if (!candidate->active)
    return TSU_FILTER_STATE;
  if (candidate->actor != 0 && candidate->actor == need->actor)
    return TSU_FILTER_OWN;
  if (candidate->proposed)
    return TSU_FILTER_PROPOSED;
  if (candidate->banned)
    return TSU_FILTER_BANNED;
  if (!candidate->consents)
    return TSU_FILTER_CONSENT;
  if (is_hidden (need, candidate))
    return TSU_FILTER_SHARING;
  if (candidate->ask_limit != 0 && candidate->asks >= candidate->ask_limit && !candidate->pinned)
    return TSU_FILTER_BUSY;
  if (are_apart (&wanted->period, &offered->period))
    return TSU_FILTER_DATES;
  if (wanted->slots != 0 && offered->slots != 0 && (wanted->slots & offered->slots) == 0)
    return TSU_FILTER_TIMES;
  if (wanted->size != 0 && offered->size != 0 && offered->size < wanted->size)
    return TSU_FILTER_CAPACITY;
  if ((wanted->access & ~offered->access) != 0)
    return TSU_FILTER_ACCESS;
  if ((wanted->qualifications & ~offered->qualifications) != 0)
    return TSU_FILTER_QUALIFICATION;
  if (is_too_far (need, candidate))
    return TSU_FILTER_AREA;
  if (!tsu_fit_is_meant (need, candidate))
    return TSU_FILTER_MATTER;
  return TSU_FILTER_NONE;
}

static const char *const codes[TSU_FILTER_N] = {
  [TSU_FILTER_NONE] = "none",         [TSU_FILTER_STATE] = "state",
  [TSU_FILTER_OWN] = "own",           [TSU_FILTER_BANNED] = "banned",
  [TSU_FILTER_CONSENT] = "consent",   [TSU_FILTER_SHARING] = "sharing",
  [TSU_FILTER_PROPOSED] = "proposed", [TSU_FILTER_BUSY] = "busy",
  [TSU_FILTER_KIND] = "kind",         [TSU_FILTER_DATES] = "dates",
  [TSU_FILTER_TIMES] = "times",       [TSU_FILTER_CAPACITY] = "capacity",
  [TSU_FILTER_ACCESS] = "access",     [TSU_FILTER_QUALIFICATION] = "qualification",
  [TSU_FILTER_AREA] = "area",         [TSU_FILTER_MATTER] = "matter",
};

/**
 * tsu_filter_code:
 * @filter: a reason
 *
 * Returns: its name in results that programs read
 */
const char *
tsu_filter_code (TsuFilter filter)
{
  g_return_val_if_fail (filter < TSU_FILTER_N, NULL);
  return codes[filter];
}

/**
 * tsu_filter_describe:
 * @filter: a reason, not %TSU_FILTER_NONE
 * @count: how many it applies to
 *
 * Returns: (transfer full): "12 are too far away"
 */
char *
tsu_filter_describe (TsuFilter filter, guint count)
{
  switch (filter) {
  case TSU_FILTER_STATE:
    return g_strdup_printf (ngettext ("%u is not available now", "%u are not available now", count),
                            count);
  case TSU_FILTER_OWN:
    return g_strdup_printf (ngettext ("%u is from the same actor", "%u are from the same actor",
                                      count),
                            count);
  case TSU_FILTER_PROPOSED:
    return g_strdup_printf (ngettext ("%u is proposed already", "%u are proposed already", count),
                            count);
  case TSU_FILTER_BANNED:
    return g_strdup_printf (ngettext ("%u must not be paired with this one",
                                      "%u must not be paired with this one", count),
                            count);
  case TSU_FILTER_CONSENT:
    return g_strdup_printf (ngettext ("%u has not agreed to be introduced",
                                      "%u have not agreed to be introduced", count),
                            count);
  case TSU_FILTER_SHARING:
    return g_strdup_printf (ngettext ("%u is not shared with this ward",
                                      "%u are not shared with this ward", count),
                            count);
  case TSU_FILTER_KIND:
    return g_strdup_printf (ngettext ("%u offers another kind of help",
                                      "%u offer another kind of help", count),
                            count);
  case TSU_FILTER_BUSY:
    return g_strdup_printf (ngettext ("%u was asked as often as it can bear",
                                      "%u were asked as often as they can bear", count),
                            count);
  case TSU_FILTER_DATES:
    return g_strdup_printf (ngettext ("%u is not available in that period",
                                      "%u are not available in that period", count),
                            count);
  case TSU_FILTER_TIMES:
    return g_strdup_printf (ngettext ("%u is not free on these days and times",
                                      "%u are not free on these days and times", count),
                            count);
  case TSU_FILTER_CAPACITY:
    return g_strdup_printf (ngettext ("%u is too small", "%u are too small", count), count);
  case TSU_FILTER_ACCESS:
    return g_strdup_printf (ngettext ("%u lacks a needed access feature",
                                      "%u lack a needed access feature", count),
                            count);
  case TSU_FILTER_QUALIFICATION:
    return g_strdup_printf (ngettext ("%u lacks a qualification or insurance",
                                      "%u lack a qualification or insurance", count),
                            count);
  case TSU_FILTER_AREA:
    return g_strdup_printf (ngettext ("%u is too far away", "%u are too far away", count), count);
  case TSU_FILTER_MATTER:
    return g_strdup_printf (ngettext ("%u fits in nothing but the kind of help",
                                      "%u fit in nothing but the kind of help", count),
                            count);
  case TSU_FILTER_NONE:
  case TSU_FILTER_N:
  default:
    g_return_val_if_reached (NULL);
  }
}
