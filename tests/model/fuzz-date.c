/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds the readers of dates whatever libFuzzer thinks of. What they read must be canonical.
 */

#include "config.h"

#include "tsu-date.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check (const TsuDateReading *reading)
{
  g_autofree char *text = tsu_date_format (reading->iso, TSU_DATE_BOTH, TRUE);

  g_assert_cmpint (tsu_date_kind (reading->iso), ==, reading->kind);
  g_assert_nonnull (text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const TsuDateHints hints = { .year = 2026, .month = 11 };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GArray) ranges = tsu_date_parse_ranges (text, &hints);
  TsuDateReading reading;
  TsuDateRange range;
  TsuDateParts parts;
  int fiscal_year;

  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    check (&g_array_index (ranges, TsuDateRange, i).start);
  tsu_date_parse (text, &hints, &reading);
  check (&reading);
  tsu_date_parse_range (text, &hints, &range);
  check (&range.start);
  check (&range.end);
  tsu_fiscal_year_parse (text, &fiscal_year);
  tsu_date_split (text, &parts);
  return 0;
}
