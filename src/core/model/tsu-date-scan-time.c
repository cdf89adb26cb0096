/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the time of day: 13:30, 午後1時半, 1:30 PM, and the zone of a datetime.
 */

#include "config.h"

#include "tsu-date-scan.h"

static int
read_half_day (TsuDateScan *scan)
{
  if (scan_accept (scan, "午前") || scan_accept (scan, "AM") || scan_accept (scan, "A.M."))
    return 1;
  if (scan_accept (scan, "午後") || scan_accept (scan, "PM") || scan_accept (scan, "P.M."))
    return 2;
  return 0;
}

/* Puts 午前/午後 to the hour. By law 午後0時 is noon; 12 is written for both noon and midnight. */
static gboolean
apply_half_day (TsuDateScan *scan, int half)
{
  TsuDateParts *parts = &scan->parts;

  if (half == 0)
    return TRUE;
  if (parts->hour > 12)
    return FALSE;
  if (parts->hour == 12) {
    scan->warnings |= TSU_DATE_WARNING_NOON;
    parts->hour = 0;
  }
  if (half == 2)
    parts->hour += 12;
  return TRUE;
}

static gboolean
read_minutes (TsuDateScan *scan)
{
  TsuDateParts *parts = &scan->parts;

  if (scan_accept (scan, ":")) {
    parts->minute = scan_number (scan, 2, 2);
    if (parts->minute < 0)
      return FALSE;
    if (scan_accept (scan, ":")) {
      int seconds = scan_number (scan, 2, 2);

      if (seconds < 0 || seconds > 59)
        return FALSE;
      /* What lies below a second is left away with it. */
      if (scan_accept (scan, ".") && scan_digits (scan->at) == 0)
        return FALSE;
      scan->at += scan_digits (scan->at);
      if (seconds > 0)
        scan->warnings |= TSU_DATE_WARNING_SECONDS;
    }
    return TRUE;
  }
  if (!scan_accept (scan, "時"))
    return FALSE;
  scan_spaces (scan);
  if (scan_accept (scan, "半")) {
    parts->minute = 30;
  } else if (g_ascii_isdigit (*scan->at)) {
    parts->minute = scan_number (scan, 1, 2);
    return parts->minute >= 0 && scan_accept (scan, "分");
  }
  return TRUE;
}

gboolean
tsu_date_scan_time (TsuDateScan *scan)
{
  int half = read_half_day (scan);

  scan_spaces (scan);
  if (half == 0 && scan_accept (scan, "正午")) {
    scan->parts.hour = 12;
    return TRUE;
  }
  scan->parts.hour = scan_number (scan, 1, 2);
  if (scan->parts.hour < 0 || !read_minutes (scan))
    return FALSE;
  scan_spaces (scan);
  if (half == 0)
    half = read_half_day (scan);
  return scan->parts.minute < 60 && apply_half_day (scan, half);
}

/* Reads Z, JST, +09:00 or +0900; without one it is Tokyo's time. */
gboolean
tsu_date_scan_zone (TsuDateScan *scan)
{
  int sign = *scan->at == '-' ? -1 : 1;
  int hours, minutes;

  scan->parts.zone = TSU_DATE_ZONE;
  scan_spaces (scan);
  if (*scan->at == '\0' || scan_accept (scan, "JST"))
    return TRUE;
  if (scan_accept (scan, "Z")) {
    scan->parts.zone = 0;
    return TRUE;
  }
  if (!scan_accept (scan, "+") && !scan_accept (scan, "-"))
    return FALSE;
  hours = scan_number (scan, 2, 2);
  if (hours < 0 && scan_digits (scan->at) == 4) {
    minutes = scan_number (scan, 4, 4);
    hours = minutes / 100;
    minutes %= 100;
  } else {
    minutes = scan_accept (scan, ":") ? scan_number (scan, 2, 2) : 0;
  }
  scan->parts.zone = sign * (hours * 60 + minutes);
  return hours >= 0 && minutes >= 0 && minutes < 60;
}
