/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When an event is, from up to four cells that people fill as they like: a day or a period or
 * several, times beside it or within it, remarks below. What is read is exact; what is not is
 * left for the caller to keep as written.
 */

#include "config.h"

#include "tsu-event-times.h"

#include <string.h>

typedef struct {
  TsuDateRange range;
  gboolean found;
  gboolean partly;
} Reading;

/* The text before a remark: "22：00\n※日曜は17：00まで". */
static char *
cut_remark (const char *text)
{
  static const char *const marks[] = { "※", "\n", "＊", "（注", "(注" };
  const char *end = text + strlen (text);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    const char *mark = strstr (text, marks[i]);

    if (mark != NULL && mark > text && mark < end)
      end = mark;
  }
  return *end != '\0' ? g_strstrip (g_strndup (text, end - text)) : NULL;
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
  if (ranges == NULL || ranges->len == 0)
    return FALSE;
  last = &g_array_index (ranges, TsuDateRange, ranges->len - 1);
  reading->range = g_array_index (ranges, TsuDateRange, 0);
  if (ranges->len > 1 && reading->range.start.kind == TSU_DATE_TIME)
    return FALSE;
  if (ranges->len > 1) {
    reading->range.end = last->end;
    reading->partly = TRUE;
  }
  return TRUE;
}

static void
read_cell (const char *text, const TsuDateHints *hints, Reading *reading)
{
  g_autofree char *shorter = NULL;

  memset (reading, 0, sizeof *reading);
  if (text == NULL)
    return;
  reading->found = read_span (text, hints, reading);
  if (reading->found)
    return;
  shorter = cut_remark (text);
  if (shorter == NULL || *shorter == '\0')
    return;
  reading->found = read_span (shorter, hints, reading);
  reading->partly = reading->found;
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
      used = TRUE;
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
  } else if (first->found && first->range.end.kind == TSU_DATE_DAY) {
    /* "8月16日まで": under way for some time. */
    join (first->range.end.iso, end_clock, times->ends);
    readings[TSU_EVENT_START_DATE].partly = TRUE;
  }
  report_cells (cells, readings, times);
  /* An end before the beginning is somebody's slip: which of the two is wrong is not for us. */
  if (*times->ends != '\0' && *times->starts != '\0' &&
      tsu_date_compare (times->ends, times->starts) < 0) {
    *times->ends = '\0';
    times->unread[TSU_EVENT_END_DATE] = cells[TSU_EVENT_END_DATE] != NULL;
    times->unread[TSU_EVENT_END_TIME] = cells[TSU_EVENT_END_TIME] != NULL;
  }
}
