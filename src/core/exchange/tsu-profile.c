/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the cells of a column look like. It decides only where headers say nothing, and it notices
 * what headers get wrong, such as latitude and longitude in each other's place.
 */

#include "config.h"

#include "tsu-profile.h"

#include <string.h>

#include "tsu-cell-text.h"
#include "tsu-field-read.h"
#include "tsu-phone.h"

#define ROWS_TO_LOOK_AT 300
#define DEGREE G_GINT64_CONSTANT (10000000)

static gboolean
is_postal (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      digits++;
    else if (*p != '-' || digits != 3)
      return FALSE;
  }
  return digits == 7 && text[3] == '-';
}

static void
look_at_number (TsuProfile *profile, const char *text)
{
  const char *comma = strchr (text, ',');
  gint64 degrees, other;

  if (tsu_field_read_degrees (text, &degrees)) {
    profile->numbers++;
    profile->latitudes += degrees >= 20 * DEGREE && degrees <= 46 * DEGREE && strchr (text, '.');
    profile->longitudes += degrees >= 122 * DEGREE && degrees <= 154 * DEGREE && strchr (text, '.');
  } else if (tsu_field_read_number (text, &other)) {
    profile->numbers++;
  } else if (comma != NULL) {
    g_autofree char *first = g_strndup (text, comma - text);

    profile->pairs += strchr (first, '.') != NULL && tsu_field_read_degrees (first, &degrees) &&
                      tsu_field_read_degrees (comma + 1, &other);
  }
}

static void
look_at (TsuProfile *profile, const char *text)
{
  g_autofree char *phone = NULL;

  profile->filled++;
  profile->length += (guint) g_utf8_strlen (text, -1);
  if (g_ascii_isdigit (*text) || *text == '-' || *text == '(') {
    phone = tsu_phone_normalize (text);
    profile->phones += phone != NULL && strchr (phone, '-') != NULL && !is_postal (text);
    profile->postals += is_postal (text);
    look_at_number (profile, text);
  }
  profile->urls += g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://");
  profile->emails +=
    strchr (text, '@') != NULL && strchr (text, '.') != NULL && strpbrk (text, " /\n") == NULL;
  profile->kana += tsu_profile_is_kana (text);
}

/**
 * tsu_profile_is_kana:
 *
 * Returns: whether the text is a reading: kana, spaces, the long vowel mark, digits and brackets
 */
gboolean
tsu_profile_is_kana (const char *text)
{
  gboolean any = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if ((c >= 0x3041 && c <= 0x30ff) || (c >= 0xff66 && c <= 0xff9f))
      any = TRUE;
    else if (!g_ascii_isdigit (*p) && strchr (" -().,", *p) == NULL && c != 0x3000 &&
             !(c >= 0xff01 && c <= 0xff5e))
      return FALSE;
  }
  return any;
}

/**
 * tsu_profile_column:
 * @profile: (out): what was found in the first rows
 */
void
tsu_profile_column (TsuSheet *sheet, guint column, TsuProfile *profile)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_rows = tsu_sheet_get_n_rows (sheet);

  memset (profile, 0, sizeof *profile);
  for (guint i = 0; i < n_rows && profile->filled < ROWS_TO_LOOK_AT; i++) {
    const char *text = tsu_sheet_get_text (sheet, i, column);

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA || tsu_cell_text_is_blank (text))
      continue;
    look_at (profile, text);
    g_hash_table_add (seen, (gpointer) text);
  }
  profile->distinct = g_hash_table_size (seen);
}

/**
 * tsu_profile_mostly:
 *
 * Returns: whether @count is four in five of the cells
 */
gboolean
tsu_profile_mostly (const TsuProfile *profile, guint count)
{
  return count > 0 && count * 5 >= profile->filled * 4;
}

/**
 * tsu_profile_is_running:
 *
 * Numbers that only count the rows (1, 2, 3 …) say nothing about what the row is: after one is
 * taken out of the list they would all mean another thing.
 *
 * Returns: whether the column holds such numbers
 */
gboolean
tsu_profile_is_running (TsuSheet *sheet, guint column)
{
  guint64 previous = 0;
  guint steps = 0;
  guint rows = 0;

  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet); i++) {
    guint64 number;

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA)
      continue;
    rows++;
    if (!g_ascii_string_to_unsigned (tsu_sheet_get_text (sheet, i, column), 10, 0, G_MAXUINT64,
                                     &number, NULL))
      continue;
    steps += number == previous + 1;
    previous = number;
  }
  return steps * 10 >= rows * 9;
}
