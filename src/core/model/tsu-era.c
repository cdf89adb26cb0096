/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Japanese eras since Meiji and the days they begin. A new era is one more line here.
 */

#include "config.h"

#include "tsu-era.h"

#include <glib/gi18n.h>
#include <string.h>

/* Newest first. From the cabinet orders that fix the eras' names; Meiji was made to count from the
 * beginning of 1868. */
static const TsuEra eras[] = {
  { "令和", "令", 'R', N_ ("Reiwa"), 2019, 20190501 },
  { "平成", "平", 'H', N_ ("Heisei"), 1989, 19890108 },
  { "昭和", "昭", 'S', N_ ("Shōwa"), 1926, 19261225 },
  { "大正", "大", 'T', N_ ("Taishō"), 1912, 19120730 },
  { "明治", "明", 'M', N_ ("Meiji"), 1868, 18680125 },
};

/**
 * tsu_era_at:
 * @year: a Western year
 * @month: the month
 * @day: the day
 *
 * Returns: (nullable): the era of that day, or %NULL before 1873
 */
const TsuEra *
tsu_era_at (int year, int month, int day)
{
  int date = year * 10000 + month * 100 + day;

  if (year < TSU_ERA_FIRST_YEAR)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (eras); i++) {
    if (date >= eras[i].first)
      return &eras[i];
  }
  return NULL;
}

/**
 * tsu_era_match:
 * @text: text in compatibility composition, with capital letters
 * @rest: (out): what follows the era
 *
 * Reads an era at the beginning of @text: 令和, 令 or R.
 *
 * Returns: (nullable): the era, or %NULL if none stands there
 */
const TsuEra *
tsu_era_match (const char *text, const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (eras); i++) {
    const TsuEra *era = &eras[i];

    if (g_str_has_prefix (text, era->name))
      *rest = text + strlen (era->name);
    else if (g_str_has_prefix (text, era->sign))
      *rest = text + strlen (era->sign);
    else if (*text == era->letter)
      *rest = text + 1;
    else
      continue;
    return era;
  }
  return NULL;
}

/**
 * tsu_era_covers:
 * @era: an era
 * @first: the first day of a period, as year × 10000 + month × 100 + day
 * @last: its last day
 *
 * Returns: whether a day of the period lies in the era
 */
gboolean
tsu_era_covers (const TsuEra *era, int first, int last)
{
  return last >= era->first && (era == eras || first < era[-1].first);
}
