/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody may read, ward by ward, and the short text that the server tells it by
 * ("3.1-5.2-s0": ward 3 up to level 1, ward 5 up to 2, of the others what they share up to 0).
 */

#include "config.h"

#include "tsu-reach.h"

#include "tsu-schema.h"

/* More than any city has; a longer text is not ours. */
#define WARDS_MAX 200

/**
 * tsu_reach_get_level:
 * @reach: (element-type TsuReach): what may be read
 * @ward: a ward, or TSU_REACH_OTHERS
 *
 * Returns: up to which class the ward itself may be read, or TSU_REACH_NOTHING
 */
int
tsu_reach_get_level (const GArray *reach, int ward)
{
  for (guint i = 0; i < reach->len; i++)
    if (g_array_index (reach, TsuReach, i).ward == ward)
      return g_array_index (reach, TsuReach, i).level;
  return TSU_REACH_NOTHING;
}

/* The first word on a ward holds. */
void
tsu_reach_add (GArray *reach, int ward, int level)
{
  const TsuReach one = { ward, level };

  if (level >= 0 && tsu_reach_get_level (reach, ward) < 0)
    g_array_append_val (reach, one);
}

static gboolean
parse_number (const char *text, guint64 most, int *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, most, &value, NULL))
    return FALSE;
  *number = (int) value;
  return TRUE;
}

/**
 * tsu_reach_parse:
 * @text: (nullable): as the server tells it
 *
 * What is not understood is as if it had not been there.
 *
 * Returns: (transfer full) (element-type TsuReach): what may be read
 */
GArray *
tsu_reach_parse (const char *text)
{
  GArray *reach = g_array_new (FALSE, FALSE, sizeof (TsuReach));
  g_auto (GStrv) words = g_strsplit (text ? text : "", "-", WARDS_MAX);

  for (char **word = words; *word != NULL; word++) {
    g_auto (GStrv) parts = g_strsplit (*word, ".", 2);
    int ward, level;

    if (**word == 's' && parse_number (*word + 1, TSU_PRIVACY_SENSITIVE, &level))
      tsu_reach_add (reach, TSU_REACH_OTHERS, level);
    else if (g_strv_length (parts) == 2 && parse_number (parts[0], G_MAXINT, &ward) &&
             parse_number (parts[1], TSU_PRIVACY_SENSITIVE, &level))
      tsu_reach_add (reach, ward, level);
  }
  return reach;
}
