/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferred spelling of years, from the settings.
 */

#include "config.h"

#include "tsu-date-style.h"

#include "tsu-date.h"

/**
 * tsu_date_style_get:
 *
 * Returns: TsuDateStyle that the user prefers
 */
int
tsu_date_style_get (GSettings *settings)
{
  g_autofree char *style = g_settings_get_string (settings, "date-style");

  if (g_str_equal (style, "western"))
    return TSU_DATE_WESTERN;
  if (g_str_equal (style, "both"))
    return TSU_DATE_BOTH;
  return TSU_DATE_WAREKI;
}
