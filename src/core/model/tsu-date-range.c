/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads periods: "8月5日（水）～8月16日（日）", "13:30～15:00", and lists of them numbered ① ②.
 * What the end leaves out it takes from the beginning.
 */

#include "config.h"

#include "tsu-date.h"

#include <string.h>

#include "tsu-date-normalize.h"

/* Marks between beginning and end, the plain hyphen last because dates have it too. */
static const char *const marks[] = { "～", "〜", "~", "から", "→", "–", "—", "－", "ー", "-" };

/* Puts the beginning's day to an end that is a time only. */
static void
complete_time (const TsuDateReading *start, TsuDateReading *end)
{
  TsuDateParts day, time;

  tsu_date_split (start->iso, &day);
  tsu_date_split (end->iso, &time);
  day.hour = time.hour;
  day.minute = time.minute;
  if (time.hour == 24) {
    g_autofree char *next = tsu_date_add_days (start->iso, 1);

    tsu_date_split (next, &day);
    day.hour = day.minute = 0;
  }
  if (tsu_date_join (&day, end->iso))
    end->kind = TSU_DATE_DATETIME;
}

/* Whether the text says which half of the day its time is in. */
static gboolean
names_half_day (const char *text)
{
  static const char *const words[] = { "午前", "午後", "AM", "PM", "A.M.", "P.M.", "正午" };
  g_autofree char *plain = tsu_date_normalize (text);

  for (guint i = 0; plain != NULL && i < G_N_ELEMENTS (words); i++)
    if (strstr (plain, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* "午後1時30分～3時": the end is in the half of the day in which it comes after the beginning. */
static void
take_half_day (const char *before, const char *after, TsuDateRange *range)
{
  TsuDateParts start, end;

  if (range->end.kind != TSU_DATE_TIME || !names_half_day (before) || names_half_day (after) ||
      !tsu_date_split (range->start.iso, &start) || !tsu_date_split (range->end.iso, &end))
    return;
  if (end.hour >= 12 || end.hour * 60 + end.minute > start.hour * 60 + start.minute ||
      (end.hour + 12) * 60 + end.minute <= start.hour * 60 + start.minute)
    return;
  end.hour += 12;
  tsu_date_join (&end, range->end.iso);
}

/* Reads an end that may leave out what the beginning says: year, month or day. */
static gboolean
parse_end (const char *before, const char *text, const TsuDateHints *hints, TsuDateRange *range)
{
  TsuDateHints from_start = { 0 };
  TsuDateParts start = { 0 };

  tsu_date_split (range->start.iso, &start);
  if (start.year == 0) {
    if (!tsu_date_parse (text, hints, &range->end))
      return FALSE;
    take_half_day (before, text, range);
    return TRUE;
  }

  from_start.year = start.year;
  from_start.month = start.month;
  if (!tsu_date_parse (text, &from_start, &range->end))
    return FALSE;
  take_half_day (before, text, range);
  if (range->start.kind == TSU_DATE_DATETIME && range->end.kind == TSU_DATE_TIME)
    complete_time (&range->start, &range->end);

  if ((range->end.warnings & TSU_DATE_WARNING_YEAR) == 0)
    return TRUE;
  /* From December into January the year goes on. */
  if (tsu_date_compare (range->end.iso, range->start.iso) < 0) {
    from_start.year++;
    if (!tsu_date_parse (text, &from_start, &range->end))
      return FALSE;
  }
  /* The year was given, if not at this end. */
  if ((range->start.warnings & TSU_DATE_WARNING_YEAR) == 0)
    range->end.warnings &= ~(guint) TSU_DATE_WARNING_YEAR;
  return TRUE;
}

static gboolean
is_in_order (const TsuDateRange *range)
{
  /* A time may run past midnight: 22:00～6:00. */
  return range->start.kind == TSU_DATE_NONE || range->end.kind == TSU_DATE_NONE ||
         ((range->start.kind == TSU_DATE_TIME) == (range->end.kind == TSU_DATE_TIME) &&
          (range->start.kind == TSU_DATE_TIME ||
           tsu_date_compare (range->start.iso, range->end.iso) <= 0));
}

static gboolean
parse_between (const char *before, const char *after, const TsuDateHints *hints, TsuDateRange *out)
{
  gboolean has_start = *before != '\0';
  gboolean has_end = *after != '\0';

  memset (out, 0, sizeof *out);
  if (!has_start && !has_end)
    return FALSE;
  if (has_start && !tsu_date_parse (before, hints, &out->start))
    return FALSE;
  if (has_end && !parse_end (before, after, hints, out))
    return FALSE;
  return is_in_order (out);
}

/* Takes away a closing まで ("until"), which a mark before it makes superfluous. */
static void
strip_until (char *text)
{
  if (g_str_has_suffix (text, "まで"))
    text[strlen (text) - strlen ("まで")] = '\0';
}

/**
 * tsu_date_parse_range:
 * @text: (nullable): a period as somebody wrote it
 * @hints: (nullable): what is known of dates written without their year
 * @out: (out): what was read
 *
 * Reads a beginning and an end, a single date (both the same), or one side only: "4月1日～",
 * "3月31日まで". An end before its beginning is refused, but times may run past midnight.
 *
 * Returns: whether @text is a period
 */
gboolean
tsu_date_parse_range (const char *text, const TsuDateHints *hints, TsuDateRange *out)
{
  g_autofree char *trimmed = NULL;

  memset (out, 0, sizeof *out);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  trimmed = g_strstrip (g_strdup (text));
  if (tsu_date_parse (trimmed, hints, &out->start)) {
    out->end = out->start;
    return TRUE;
  }
  strip_until (trimmed);
  if (parse_between ("", trimmed, hints, out))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    const char *mark = trimmed;

    while ((mark = strstr (mark, marks[i])) != NULL) {
      g_autofree char *before = g_strstrip (g_strndup (trimmed, mark - trimmed));
      g_autofree char *after = g_strstrip (g_strdup (mark + strlen (marks[i])));

      if (parse_between (before, after, hints, out))
        return TRUE;
      mark += strlen (marks[i]);
    }
  }
  memset (out, 0, sizeof *out);
  return FALSE;
}

/**
 * tsu_date_parse_ranges:
 * @text: (nullable): periods, each after a number in a circle (① to ⑳), on a line of its own, or
 *   parted by 、 ， , or ;
 * @hints: (nullable): what is known of dates written without their year
 *
 * Reads a list of periods. One without a year takes it from the period before it.
 *
 * Returns: (transfer full) (nullable) (element-type TsuDateRange): the periods, at least one, or
 *   %NULL if one of them is none
 */
GArray *
tsu_date_parse_ranges (const char *text, const TsuDateHints *hints)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (TsuDateRange));
  g_autoptr (GString) item = g_string_new (NULL);
  TsuDateHints own = hints != NULL ? *hints : (TsuDateHints){ 0 };

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (;; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);
    TsuDateRange range;
    TsuDateParts start;

    if (c != 0 && (c < 0x2460 || c > 0x2473) && !g_utf8_strchr ("、，,;；\n", -1, c)) {
      g_string_append_unichar (item, c);
      continue;
    }
    g_strstrip (item->str);
    if (item->str[0] != '\0') {
      if (!tsu_date_parse_range (item->str, &own, &range))
        return NULL;
      g_array_append_val (ranges, range);
      if (tsu_date_split (range.start.iso, &start) && start.year != 0) {
        own.year = own.fiscal_year != 0 ? 0 : start.year;
        own.month = start.month;
      }
    }
    g_string_truncate (item, 0);
    if (c == 0)
      break;
  }
  return ranges->len > 0 ? g_steal_pointer (&ranges) : NULL;
}
