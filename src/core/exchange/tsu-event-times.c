/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When an event is, from up to four cells that people fill as they like: a day or a period or
 * several, times beside it or within it, remarks below. What is read is exact; what is not is
 * left for the caller to keep as written.
 */

#include "config.h"

#include "tsu-event-times.h"

#include <string.h>

#include "tsu-cell-text.h"

typedef struct {
  TsuDateRange range;
  gboolean found;
  gboolean partly;
} Reading;

/* Several times of one day, "①13：00/②14：45"; a stroke between dates is part of them. */
static GArray *
parse_times (const char *text, const TsuDateHints *hints)
{
  g_auto (GStrv) items = g_regex_split_simple ("[/／]", text, 0, 0);
  g_autofree char *listed = g_strjoinv (";", items);
  g_autoptr (GArray) ranges = NULL;

  if (g_strv_length (items) < 2)
    return NULL;
  ranges = tsu_date_parse_ranges (listed, hints);
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    if (g_array_index (ranges, TsuDateRange, i).start.kind != TSU_DATE_TIME)
      return NULL;
  return g_steal_pointer (&ranges);
}

/* The time at the word for the beginning, "開場13：30、開演14：00", "14：00開演（13：30開場）":
 * what follows the word, else what stands before it. */
static char *
find_opening (const char *text)
{
  static const char *const openings[] = { "開演", "開始", "開会", "スタート" };
  g_auto (GStrv) items = g_regex_split_simple ("[、,，/／（）()\\s]+", text, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++) {
    for (guint j = 0; items[j] != NULL; j++) {
      char *word = strstr (items[j], openings[i]);
      const char *behind = word != NULL ? word + strlen (openings[i]) : NULL;

      if (word == NULL)
        continue;
      if (*behind == '\0' && word == items[j])
        behind = items[j + 1];
      if (word == items[j])
        return g_strdup (behind);
      *word = '\0';
      return g_strdup (items[j]);
    }
  }
  return NULL;
}

/* One period, or the whole span of several. */
static gboolean
read_span (const char *text, const TsuDateHints *hints, Reading *reading)
{
  g_autoptr (GArray) ranges = NULL;
  const TsuDateRange *last;

  if (tsu_date_parse_range (text, hints, &reading->range))
    return TRUE;
  ranges = tsu_date_parse_ranges (text, hints);
  if (ranges == NULL)
    ranges = parse_times (text, hints);
  if (ranges == NULL)
    return FALSE;
  last = &g_array_index (ranges, TsuDateRange, ranges->len - 1);
  reading->range = g_array_index (ranges, TsuDateRange, 0);
  if (ranges->len == 1)
    return TRUE;
  reading->partly = TRUE;
  reading->range.end = last->end;
  /* Of several times that only begin, nobody knows when the last is over. */
  if (last->end.kind == TSU_DATE_TIME && g_str_equal (last->start.iso, last->end.iso))
    reading->range.end = reading->range.start;
  return TRUE;
}

/* Reads what is left when the rest is put aside as a remark. */
static void
read_part (char *part, const TsuDateHints *hints, Reading *reading)
{
  g_autofree char *owned = part;

  if (owned == NULL || reading->found)
    return;
  reading->found = read_span (owned, hints, reading);
  reading->partly = reading->found;
}

static void
read_cell (const char *text, const TsuDateHints *hints, Reading *reading)
{
  memset (reading, 0, sizeof *reading);
  if (text == NULL)
    return;
  reading->found = read_span (text, hints, reading);
  if (!reading->found)
    read_part (tsu_cell_text_cut_remark (text), hints, reading);
  if (!reading->found)
    read_part (find_opening (text), hints, reading);
}

static gboolean
is_clock (const Reading *reading)
{
  return reading->found && reading->range.start.kind == TSU_DATE_TIME;
}

static gboolean
is_date (const Reading *reading)
{
  return reading->found && reading->range.start.kind != TSU_DATE_TIME &&
         reading->range.start.kind != TSU_DATE_NONE;
}

static void
join (const char *date, const char *clock, char out[TSU_DATE_SIZE])
{
  if (*clock != '\0' && tsu_date_kind (date) == TSU_DATE_DAY)
    g_snprintf (out, TSU_DATE_SIZE, "%sT%s+09:00", date, clock);
  else
    g_strlcpy (out, date, TSU_DATE_SIZE);
}

/* The end of a cell of time: that of a period "13:30～15:00", else nothing. */
static const char *
get_end_clock (const Reading *start, const Reading *end)
{
  if (is_clock (end))
    return end->range.start.iso;
  if (is_clock (start) && start->range.end.kind == TSU_DATE_TIME &&
      !g_str_equal (start->range.start.iso, start->range.end.iso))
    return start->range.end.iso;
  return "";
}

static void
report_cells (const char *const cells[TSU_EVENT_N_CELLS], Reading *readings, TsuEventTimes *times)
{
  for (guint i = 0; i < TSU_EVENT_N_CELLS; i++) {
    gboolean clock = i == TSU_EVENT_START_TIME || i == TSU_EVENT_END_TIME;
    gboolean used = clock ? is_clock (&readings[i]) : is_date (&readings[i]);

    if (cells[i] == NULL)
      continue;
    if (i == TSU_EVENT_START_DATE && *times->ends != '\0')
      used = readings[i].found;
    /* A time without a day says nothing yet. */
    if (clock && *times->starts == '\0' && *times->ends == '\0')
      used = FALSE;
    else if (i == TSU_EVENT_START_TIME && *times->starts == '\0')
      readings[i].partly = used;
    if (clock && tsu_date_kind (times->starts) == TSU_DATE_MONTH)
      used = FALSE;
    times->unread[i] = !used;
    times->partly[i] = used && readings[i].partly;
    if (used)
      times->warnings |= readings[i].range.start.warnings | readings[i].range.end.warnings;
  }
}

/* An end before the beginning: over midnight, or somebody's slip, and which of the two is wrong is
 * not for us. */
static void
mend_end (const char *const cells[TSU_EVENT_N_CELLS],
          const char *start_clock,
          const char *end_clock,
          TsuEventTimes *times)
{
  if (cells[TSU_EVENT_END_DATE] == NULL && strcmp (start_clock, "17:00") >= 0 &&
      *end_clock != '\0' && strcmp (end_clock, "09:00") <= 0) {
    g_autofree char *day = g_strndup (times->ends, strlen ("2026-08-05"));
    g_autofree char *next = tsu_date_add_days (day, 1);

    join (next, end_clock, times->ends);
    return;
  }
  *times->ends = '\0';
  times->unread[TSU_EVENT_END_DATE] = cells[TSU_EVENT_END_DATE] != NULL;
  times->unread[TSU_EVENT_END_TIME] = cells[TSU_EVENT_END_TIME] != NULL;
  if (cells[TSU_EVENT_END_DATE] == NULL && cells[TSU_EVENT_END_TIME] == NULL)
    times->partly[TSU_EVENT_START_TIME] = cells[TSU_EVENT_START_TIME] != NULL;
}

/**
 * tsu_event_times_read:
 * @cells: texts of the cells, %NULL where there is none
 * @hints: (nullable): what is known of dates without a year
 * @times: (out): what was read
 *
 * Reads the beginning and the end of an event.
 */
void
tsu_event_times_read (const char *const cells[TSU_EVENT_N_CELLS],
                      const TsuDateHints *hints,
                      TsuEventTimes *times)
{
  Reading readings[TSU_EVENT_N_CELLS];
  const Reading *first = &readings[TSU_EVENT_START_DATE];
  const Reading *last = &readings[TSU_EVENT_END_DATE];
  const char *start_clock;
  const char *end_clock;

  memset (times, 0, sizeof *times);
  for (guint i = 0; i < TSU_EVENT_N_CELLS; i++)
    read_cell (cells[i], hints, &readings[i]);
  start_clock = is_clock (&readings[TSU_EVENT_START_TIME])
                  ? readings[TSU_EVENT_START_TIME].range.start.iso
                  : "";
  end_clock = get_end_clock (&readings[TSU_EVENT_START_TIME], &readings[TSU_EVENT_END_TIME]);
  if (is_date (first)) {
    join (first->range.start.iso, start_clock, times->starts);
    if (is_date (last))
      join (last->range.start.iso, end_clock, times->ends);
    else if (first->range.end.kind != TSU_DATE_NONE && first->range.end.kind != TSU_DATE_TIME &&
             (*end_clock != '\0' || !g_str_equal (first->range.end.iso, first->range.start.iso)))
      join (first->range.end.iso, end_clock, times->ends);
  } else if (!first->found && is_date (last)) {
    join (last->range.end.iso, end_clock, times->ends);
  } else if (first->found && first->range.end.kind == TSU_DATE_DAY) {
    /* "8月16日まで": under way for some time. */
    join (first->range.end.iso, end_clock, times->ends);
    readings[TSU_EVENT_START_DATE].partly = TRUE;
  }
  report_cells (cells, readings, times);
  if (*times->ends != '\0' && *times->starts != '\0' &&
      tsu_date_compare (times->ends, times->starts) < 0)
    mend_end (cells, start_clock, end_clock, times);
}
