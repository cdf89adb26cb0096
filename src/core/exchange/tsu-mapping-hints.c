/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The year of dates that are written without one: from the names of file and sheet and the titles,
 * else from the weekdays that stand beside the dates.
 */

#include "config.h"

#include "tsu-mapping-private.h"

#include <stdlib.h>
#include <string.h>

#include "tsu-cell-text.h"

#define DATES_TO_LOOK_AT 200

/* "令和8年度", "2026-08", "R8.4": the year of dates that are written without one. */
static void
read_titles (TsuDateHints *hints, const char *titles)
{
  g_autofree char *plain = g_utf8_normalize (titles, -1, G_NORMALIZE_ALL_COMPOSE);

  for (const char *p = plain; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    int year = 0;
    char *end = NULL;

    if (g_str_has_prefix (p, "令和") && g_ascii_isdigit (p[6]))
      year = 2018 + (int) strtol (p + 6, &end, 10);
    else if (g_str_has_prefix (p, "20") && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3]) &&
             (p == plain || !g_ascii_isdigit (p[-1])))
      year = (int) strtol (p, &end, 10);
    if (year < 1990 || year > 2100 || end == NULL)
      continue;
    if (g_str_has_prefix (end, "年度"))
      hints->fiscal_year = year;
    else if (hints->year == 0)
      hints->year = year;
    if ((*end == '-' || *end == '_' || *end == '.') && hints->month == 0)
      hints->month = CLAMP (atoi (end + 1), 0, 12);
    else if (g_str_has_prefix (end, "年") && hints->month == 0)
      hints->month = CLAMP (atoi (end + 3), 0, 12);
    p = end - 1;
  }
}

/* How many dates of the column have another weekday than the one written, were they of @year;
 * @n_seen counts those that say their weekday and not their year. */
static guint
count_misfits (TsuSheet *sheet, guint column, int year, guint *n_seen)
{
  const TsuDateHints hints = { .year = year };
  guint misfits = 0;

  *n_seen = 0;
  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet) && *n_seen < DATES_TO_LOOK_AT; i++) {
    const char *text = tsu_sheet_get_text (sheet, i, column);
    TsuDateRange range;

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA || tsu_cell_text_is_blank (text))
      continue;
    if (strstr (text, "（") == NULL && strchr (text, '(') == NULL && strstr (text, "曜") == NULL)
      continue;
    if (!tsu_date_parse_range (text, &hints, &range) ||
        (range.start.warnings & TSU_DATE_WARNING_YEAR) == 0)
      continue;
    ++*n_seen;
    misfits += (range.start.warnings & TSU_DATE_WARNING_WEEKDAY) != 0;
  }
  return misfits;
}

/* "8月5日（水）" was a Wednesday in 2026 and in no year near it. A day that is in the list by
 * mistake must not hide the year of all others. */
static int
find_year_of_weekdays (TsuSheet *sheet, guint column)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int this_year = g_date_time_get_year (now);
  int found = 0;

  for (int year = this_year - 2; year <= this_year + 2; year++) {
    guint n_seen;
    guint misfits = count_misfits (sheet, column, year, &n_seen);

    if (n_seen == 0 || misfits * 10 > n_seen)
      continue;
    if (found != 0)
      return 0;
    found = year;
  }
  return found;
}

/**
 * tsu_mapping_read_hints:
 * @self: a mapping whose columns have their targets
 * @titles: the names of file and sheet and what stands above the table
 *
 * Finds out which year "8月5日" is of.
 */
void
tsu_mapping_read_hints (TsuMapping *self, TsuSheet *sheet, const char *titles)
{
  int dates = tsu_mapping_find (self, TSU_TARGET_START_DATE);

  read_titles (&self->hints, titles);
  if (self->hints.year == 0 && self->hints.fiscal_year == 0 && dates >= 0)
    self->hints.year = find_year_of_weekdays (sheet, (guint) dates);
}
