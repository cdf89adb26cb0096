/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads dates and times as they are written in Japanese offices. The text is first brought to one
 * spelling (see tsu-date-normalize.c), then read from left to right. What could be two dates is
 * refused rather than guessed.
 */

#include "config.h"

#include "tsu-date.h"

#include <string.h>

#include "tsu-date-normalize.h"
#include "tsu-date-scan.h"
#include "tsu-era.h"

#define ERA_YEAR_MAX 99

/* Four digits alone are a year only if they look like one: 1330 is a time. */
#define BARE_YEAR_MIN 1800
#define BARE_YEAR_MAX 2199

/* Reads 令和8 or R8 as a Western year; 元 is 1. Gives -1 and stays if there is none. */
static int
read_era_year (TsuDateScan *scan, const TsuEra **era)
{
  const char *from = scan->at;
  int year;

  *era = tsu_era_match (scan->at, &scan->at);
  if (*era == NULL)
    return -1;
  scan_spaces (scan);
  if (scan_accept (scan, "."))
    scan_spaces (scan);
  year = scan_accept (scan, "元") ? 1 : scan_number (scan, 1, 2);
  if (year < 1 || year > ERA_YEAR_MAX) {
    scan->at = from;
    return -1;
  }
  return (*era)->year + year - 1;
}

/* Years in which the era changes may be given in both: 平成31年・令和元年. */
static gboolean
read_second_era (TsuDateScan *scan)
{
  const TsuEra *era;

  if (!scan_accept (scan, "・"))
    return TRUE;
  if (read_era_year (scan, &era) != scan->parts.year)
    return FALSE;
  scan_accept (scan, "年");
  scan->era = NULL;
  return TRUE;
}

/* The year may stand there in the other counting as well: 2026年（令和8年）, 令和8(2026)年. */
static gboolean
read_year_in_brackets (TsuDateScan *scan)
{
  const char *from = scan->at;
  const TsuEra *era;
  int year;

  scan_spaces (scan);
  if (!scan_accept (scan, "("))
    return TRUE;
  scan_spaces (scan);
  scan_accept (scan, "西暦");
  year = read_era_year (scan, &era);
  if (year < 0)
    year = scan_number (scan, 4, 4);
  if (year < 0) {
    scan->at = from; /* a weekday */
    return TRUE;
  }
  if (year != scan->parts.year)
    return FALSE;
  if (scan->era == NULL)
    scan->era = era;
  scan_accept (scan, "年");
  if (!read_second_era (scan))
    return FALSE;
  scan_spaces (scan);
  return scan_accept (scan, ")");
}

/* Reads "11月22日" or, after one of the signs / . -, "11/22"; the day may be missing. */
static gboolean
read_month_and_day (TsuDateScan *scan, char sign)
{
  TsuDateParts *parts = &scan->parts;
  const char sign_text[] = { sign, '\0' };

  scan_spaces (scan);
  parts->month = scan_number (scan, 1, 2);
  if (parts->month < 0)
    return FALSE;
  parts->kind = TSU_DATE_MONTH;
  scan_spaces (scan);
  if (sign == '\0' && !scan_accept (scan, "月"))
    return FALSE;
  if (sign != '\0' && !scan_accept (scan, sign_text))
    return TRUE;

  scan_spaces (scan);
  if (sign == '\0' && !g_ascii_isdigit (*scan->at))
    return TRUE;
  parts->day = scan_number (scan, 1, 2);
  parts->kind = TSU_DATE_DAY;
  if (parts->day < 0)
    return FALSE;
  scan_spaces (scan);
  return sign != '\0' || scan_accept (scan, "日");
}

/* Reads what follows a year. */
static gboolean
read_after_year (TsuDateScan *scan)
{
  scan->parts.kind = TSU_DATE_YEAR;
  scan_spaces (scan);
  if (!read_second_era (scan) || !read_year_in_brackets (scan))
    return FALSE;
  if (scan_accept (scan, "年")) {
    if (!read_second_era (scan) || !read_year_in_brackets (scan))
      return FALSE;
    scan_spaces (scan);
    return !g_ascii_isdigit (*scan->at) || read_month_and_day (scan, '\0');
  }
  if (*scan->at == '\0' || strchr ("/.-", *scan->at) == NULL)
    return scan->era != NULL ||
           (scan->parts.year >= BARE_YEAR_MIN && scan->parts.year <= BARE_YEAR_MAX);
  return read_month_and_day (scan, *scan->at++);
}

static gboolean
take_hinted_year (TsuDateScan *scan)
{
  const TsuDateHints *hints = scan->hints;

  if (hints == NULL || (hints->fiscal_year == 0 && hints->year == 0))
    return FALSE;
  if (hints->fiscal_year != 0)
    scan->parts.year = hints->fiscal_year + (scan->parts.month < 4 ? 1 : 0);
  else
    scan->parts.year = hints->year;
  scan->warnings |= TSU_DATE_WARNING_YEAR;
  return TRUE;
}

/* Reads the year behind the month, as in English: "November 2026", "22 November Reiwa 8". */
static gboolean
read_trailing_year (TsuDateScan *scan)
{
  const char *from = scan->at;
  int year;

  scan_spaces (scan);
  if (scan_accept (scan, ","))
    scan_spaces (scan);
  year = read_era_year (scan, &scan->era);
  if (year < 0)
    year = scan_number (scan, 4, 4);
  if (year < 0) {
    scan->at = from;
    return take_hinted_year (scan);
  }
  scan->parts.year = year;
  return year >= 1000 && read_second_era (scan) && read_year_in_brackets (scan);
}

/* Reads what follows "8月": "5日", or nothing; in English also "22, 2026". */
static gboolean
read_after_month (TsuDateScan *scan)
{
  guint digits;

  scan_spaces (scan);
  digits = scan_digits (scan->at);
  if (digits == 0 || digits > 2)
    return read_trailing_year (scan);
  scan->parts.day = scan_number (scan, 1, 2);
  scan->parts.kind = TSU_DATE_DAY;
  scan_spaces (scan);
  if (scan_accept (scan, "日"))
    return take_hinted_year (scan);
  return *scan->at == ',' && read_trailing_year (scan);
}

/* Reads "8/5" and "11/22/2026" from the first sign on. */
static gboolean
read_slashes (TsuDateScan *scan)
{
  if (!scan_accept (scan, "/"))
    return FALSE;
  scan_spaces (scan);
  scan->parts.day = scan_number (scan, 1, 2);
  scan->parts.kind = TSU_DATE_DAY;
  if (!scan_accept (scan, "/"))
    return take_hinted_year (scan);
  scan->parts.year = scan_number (scan, 4, 4);
  return TRUE;
}

/* Reads a date that begins with its month or day: "8月5日", "8/5", "16日", "22 November 2026". */
static gboolean
read_without_year (TsuDateScan *scan)
{
  TsuDateParts *parts = &scan->parts;
  int number = scan_number (scan, 1, 2);

  parts->kind = TSU_DATE_DAY;
  scan_spaces (scan);
  if (scan_accept (scan, "日")) {
    if (scan->hints == NULL || scan->hints->month == 0)
      return FALSE;
    parts->month = scan->hints->month;
    parts->day = number;
    return take_hinted_year (scan);
  }
  if (scan_digits (scan->at) > 0) {
    parts->day = number;
    parts->month = scan_number (scan, 1, 2);
    return scan_accept (scan, "月") && read_trailing_year (scan);
  }
  parts->month = number;
  if (!scan_accept (scan, "月"))
    return read_slashes (scan);
  parts->kind = TSU_DATE_MONTH;
  return read_after_month (scan);
}

/* Reads YYYYMMDD. */
static gboolean
read_compact (TsuDateScan *scan)
{
  int date = scan_number (scan, 8, 8);

  scan->parts.kind = TSU_DATE_DAY;
  scan->parts.year = date / 10000;
  scan->parts.month = date / 100 % 100;
  scan->parts.day = date % 100;
  return scan->parts.year >= 1000;
}

static gboolean
read_date (TsuDateScan *scan)
{
  int year = read_era_year (scan, &scan->era);

  if (year >= 0) {
    scan->parts.year = year;
    return read_after_year (scan);
  }
  if (scan_accept (scan, "西暦"))
    scan_spaces (scan);
  switch (scan_digits (scan->at)) {
  case 1:
  case 2:
    return read_without_year (scan);
  case 4:
    scan->parts.year = scan_number (scan, 4, 4);
    return scan->parts.year >= 1000 && read_after_year (scan);
  case 8:
    return read_compact (scan);
  default:
    return FALSE;
  }
}

/* The days from the first to the last of a period, as the era table counts them. */
static void
check_era (TsuDateScan *scan)
{
  const TsuDateParts *parts = &scan->parts;
  int first = parts->year * 10000 + MAX (parts->month, 1) * 100 + MAX (parts->day, 1);
  int last =
    parts->year * 10000 + (parts->month ? parts->month : 12) * 100 + (parts->day ? parts->day : 31);

  if (scan->era != NULL && !tsu_era_covers (scan->era, first, last))
    scan->warnings |= TSU_DATE_WARNING_ERA;
}

static int
match_weekday (TsuDateScan *scan)
{
  static const char *const names[7][2] = {
    { "月", "MON" }, { "火", "TUE" }, { "水", "WED" }, { "木", "THU" },
    { "金", "FRI" }, { "土", "SAT" }, { "日", "SUN" },
  };

  for (int i = 0; i < 7; i++) {
    if (scan_accept (scan, names[i][0]) || scan_accept (scan, names[i][1]))
      return i + 1;
  }
  return 0;
}

/* Reads "(日)", "(日・祝)", "(日曜日)", "(祝)" or "日曜日", if one stands there. */
static gboolean
read_weekday (TsuDateScan *scan)
{
  static const char *const also[] = { "曜日", "曜", "・", "祝日", "祝", "振替", "休日", "休" };
  char iso[TSU_DATE_SIZE];
  const char *from = scan->at;
  gboolean bracket;
  int weekday;

  scan_spaces (scan);
  bracket = scan_accept (scan, "(") || scan_accept (scan, "[");
  scan_spaces (scan);
  weekday = match_weekday (scan);
  if (bracket) {
    for (guint i = 0; i < G_N_ELEMENTS (also); i++)
      scan_accept (scan, also[i]);
    scan_spaces (scan);
    if (!scan_accept (scan, ")") && !scan_accept (scan, "]"))
      return FALSE;
  } else if (weekday == 0 || !scan_accept (scan, "曜")) {
    scan->at = from;
    return TRUE;
  } else {
    scan_accept (scan, "日");
  }
  tsu_date_join (&scan->parts, iso);
  if (weekday != 0 && tsu_date_weekday (iso) != weekday)
    scan->warnings |= TSU_DATE_WARNING_WEEKDAY;
  return TRUE;
}

/* Turns the date's 24:00 into the next day's 00:00. */
static gboolean
carry_midnight (TsuDateParts *parts)
{
  g_autofree char *next = NULL;
  TsuDateParts day = *parts;
  char iso[TSU_DATE_SIZE];

  if (parts->hour != 24)
    return TRUE;
  day.kind = TSU_DATE_DAY;
  tsu_date_join (&day, iso);
  next = tsu_date_add_days (iso, 1);
  if (parts->minute != 0 || next == NULL)
    return FALSE;
  tsu_date_split (next, &day);
  parts->year = day.year;
  parts->month = day.month;
  parts->day = day.day;
  parts->hour = 0;
  return TRUE;
}

/* Reads "Sun", "Sunday," as English has it in front. */
static int
read_leading_weekday (TsuDateScan *scan)
{
  int weekday = g_ascii_isalpha (*scan->at) ? match_weekday (scan) : 0;

  if (weekday == 0)
    return 0;
  while (g_ascii_isalpha (*scan->at))
    scan->at++;
  scan_accept (scan, ",");
  scan_spaces (scan);
  return weekday;
}

/* Reads a date and the weekday and time that may stand with it. */
static gboolean
read_date_and_time (TsuDateScan *scan)
{
  char iso[TSU_DATE_SIZE];
  int weekday = read_leading_weekday (scan);

  if (!read_date (scan) || !tsu_date_join (&scan->parts, iso))
    return FALSE;
  /* Until 1872 the calendar was another, and its days have other numbers. */
  if (scan->era != NULL && scan->parts.year < TSU_ERA_FIRST_YEAR &&
      scan->parts.kind != TSU_DATE_YEAR)
    return FALSE;
  check_era (scan);
  if (scan->parts.kind != TSU_DATE_DAY)
    return weekday == 0;
  if (weekday != 0 && tsu_date_weekday (iso) != weekday)
    scan->warnings |= TSU_DATE_WARNING_WEEKDAY;

  if (!read_weekday (scan))
    return FALSE;
  if (!scan_accept (scan, "T")) {
    scan_accept (scan, ",");
    scan_spaces (scan);
    if (*scan->at == '\0')
      return TRUE;
  }
  scan->parts.kind = TSU_DATE_DATETIME;
  return tsu_date_scan_time (scan) && tsu_date_scan_zone (scan) && carry_midnight (&scan->parts);
}

static gboolean
ends_here (TsuDateScan *scan)
{
  scan_spaces (scan);
  return *scan->at == '\0';
}

/**
 * tsu_date_parse:
 * @text: (nullable): a date or time as somebody wrote it
 * @hints: (nullable): what is known of dates written without their year
 * @out: (out): what was read
 *
 * Reads every common Japanese spelling; see the table in tests/model/test-date.c. Impossible dates
 * and those that could be meant in two ways are refused. A reading with warnings should be shown to
 * the user before it is kept.
 *
 * Returns: whether @text is one date or time
 */
gboolean
tsu_date_parse (const char *text, const TsuDateHints *hints, TsuDateReading *out)
{
  g_autofree char *normal = tsu_date_normalize (text);
  TsuDateScan scan;

  memset (out, 0, sizeof *out);
  if (normal == NULL)
    return FALSE;

  scan = (TsuDateScan){ .at = normal, .hints = hints };
  if (!read_date_and_time (&scan) || !ends_here (&scan)) {
    scan = (TsuDateScan){ .at = normal, .hints = hints, .parts.kind = TSU_DATE_TIME };
    if (!tsu_date_scan_time (&scan) || !ends_here (&scan))
      return FALSE;
  }
  if (!tsu_date_join (&scan.parts, out->iso))
    return FALSE;
  out->kind = scan.parts.kind;
  out->warnings = scan.warnings;
  return TRUE;
}

/**
 * tsu_fiscal_year_parse:
 * @text: (nullable): 令和8年度, R8年度 or 2026年度
 * @fiscal_year: (out): the year in which it begins
 *
 * Returns: whether @text is a fiscal year
 */
gboolean
tsu_fiscal_year_parse (const char *text, int *fiscal_year)
{
  g_autofree char *normal = tsu_date_normalize (text);
  const TsuEra *era;
  TsuDateScan scan = { .at = normal };
  int year;

  if (normal == NULL)
    return FALSE;
  year = read_era_year (&scan, &era);
  if (year < 0)
    year = scan_number (&scan, 4, 4);
  scan_spaces (&scan);
  if (year < 1000 || !scan_accept (&scan, "年度") || !ends_here (&scan))
    return FALSE;
  *fiscal_year = year;
  return TRUE;
}
