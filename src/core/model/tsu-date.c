/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates as canonical text: taking apart, putting together, and the arithmetic of the calendar. The
 * calendar is the Gregorian one throughout, also before it was in use.
 */

#include "config.h"

#include "tsu-date.h"

#include <stdlib.h>
#include <string.h>

#define MINUTES_PER_DAY (24 * 60)
#define FISCAL_YEAR_MONTH 4
/* Zones reach from -12:00 to +14:00. */
#define ZONE_MIN (-12 * 60)
#define ZONE_MAX (14 * 60)

/* Reads a pattern of digits ("9") and fixed characters; gives what follows it, or NULL. */
static const char *
read_pattern (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; text++, pattern++) {
    if (*pattern == '9' ? !g_ascii_isdigit (*text) : *text != *pattern)
      return NULL;
  }
  return text;
}

static int
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + (text[1] - '0');
}

static gboolean
split_zone (const char *text, TsuDateParts *parts)
{
  const char *rest = *text == '+' || *text == '-' ? read_pattern (text + 1, "99:99") : NULL;

  if (rest == NULL || *rest != '\0' || two_digits (text + 4) > 59)
    return FALSE;
  parts->zone = two_digits (text + 1) * 60 + two_digits (text + 4);
  if (*text == '-')
    parts->zone = -parts->zone;
  /* UTC is +00:00 only. */
  return *text == '+' || parts->zone != 0;
}

static gboolean
parts_are_valid (const TsuDateParts *parts)
{
  gboolean has_time = parts->kind == TSU_DATE_TIME || parts->kind == TSU_DATE_DATETIME;
  /* 24:00 closes a day; with a date it is the next day's 00:00. */
  int last_hour = parts->kind == TSU_DATE_TIME && parts->minute == 0 ? 24 : 23;

  if (has_time &&
      (parts->hour < 0 || parts->hour > last_hour || parts->minute < 0 || parts->minute > 59))
    return FALSE;
  if (parts->kind == TSU_DATE_DATETIME && (parts->zone < ZONE_MIN || parts->zone > ZONE_MAX))
    return FALSE;
  if (parts->kind == TSU_DATE_NONE)
    return FALSE;
  if (parts->kind == TSU_DATE_TIME)
    return TRUE;
  if (parts->year < 1 || parts->year > 9999)
    return FALSE;
  if (parts->kind == TSU_DATE_YEAR)
    return TRUE;
  if (parts->month < 1 || parts->month > 12)
    return FALSE;
  return parts->kind == TSU_DATE_MONTH ||
         (parts->day >= 1 && parts->day <= 31 &&
          g_date_valid_dmy ((GDateDay) parts->day, parts->month, (GDateYear) parts->year));
}

static gboolean
split_time (const char *text, TsuDateParts *parts)
{
  const char *rest = read_pattern (text, "99:99");

  if (rest == NULL || *rest != '\0')
    return FALSE;
  parts->kind = TSU_DATE_TIME;
  parts->hour = two_digits (text);
  parts->minute = two_digits (text + 3);
  return parts_are_valid (parts);
}

/**
 * tsu_date_split:
 * @iso: (nullable): any text
 * @parts: (out): what it says; what it does not say is 0
 *
 * Returns: whether @iso is a possible date or time in canonical spelling
 */
gboolean
tsu_date_split (const char *iso, TsuDateParts *parts)
{
  const char *rest;

  memset (parts, 0, sizeof *parts);
  if (iso == NULL)
    return FALSE;
  rest = read_pattern (iso, "9999");
  if (rest == NULL)
    return split_time (iso, parts);
  parts->kind = TSU_DATE_YEAR;
  parts->year = two_digits (iso) * 100 + two_digits (iso + 2);

  if (*rest != '\0') {
    rest = read_pattern (rest, "-99");
    if (rest == NULL)
      return FALSE;
    parts->kind = TSU_DATE_MONTH;
    parts->month = two_digits (iso + 5);
  }
  if (*rest != '\0') {
    rest = read_pattern (rest, "-99");
    if (rest == NULL)
      return FALSE;
    parts->kind = TSU_DATE_DAY;
    parts->day = two_digits (iso + 8);
  }
  if (*rest != '\0') {
    rest = read_pattern (rest, "T99:99");
    if (rest == NULL || !split_zone (rest, parts))
      return FALSE;
    parts->kind = TSU_DATE_DATETIME;
    parts->hour = two_digits (iso + 11);
    parts->minute = two_digits (iso + 14);
  }
  return parts_are_valid (parts);
}

/**
 * tsu_date_join:
 * @parts: a date or time
 * @iso: where its canonical text goes; empty if there is none
 *
 * Returns: whether @parts are a possible date or time
 */
gboolean
tsu_date_join (const TsuDateParts *parts, char iso[TSU_DATE_SIZE])
{
  iso[0] = '\0';
  if (!parts_are_valid (parts))
    return FALSE;

  switch (parts->kind) {
  case TSU_DATE_YEAR:
    g_snprintf (iso, TSU_DATE_SIZE, "%04d", parts->year);
    break;
  case TSU_DATE_MONTH:
    g_snprintf (iso, TSU_DATE_SIZE, "%04d-%02d", parts->year, parts->month);
    break;
  case TSU_DATE_DAY:
    g_snprintf (iso, TSU_DATE_SIZE, "%04d-%02d-%02d", parts->year, parts->month, parts->day);
    break;
  case TSU_DATE_DATETIME:
    g_snprintf (iso, TSU_DATE_SIZE, "%04d-%02d-%02dT%02d:%02d%c%02d:%02d", parts->year,
                parts->month, parts->day, parts->hour, parts->minute, parts->zone < 0 ? '-' : '+',
                abs (parts->zone) / 60, abs (parts->zone) % 60);
    break;
  case TSU_DATE_TIME:
    g_snprintf (iso, TSU_DATE_SIZE, "%02d:%02d", parts->hour, parts->minute);
    break;
  case TSU_DATE_NONE:
    break;
  }
  return TRUE;
}

/**
 * tsu_date_kind:
 * @iso: (nullable): any text
 *
 * Returns: what @iso is, %TSU_DATE_NONE if it is no canonical date or time
 */
TsuDateKind
tsu_date_kind (const char *iso)
{
  TsuDateParts parts;

  return tsu_date_split (iso, &parts) ? parts.kind : TSU_DATE_NONE;
}

/* The first day of what the parts say, as a day of the calendar. */
static void
first_day (const TsuDateParts *parts, GDate *day)
{
  g_date_clear (day, 1);
  g_date_set_dmy (day, MAX (parts->day, 1), MAX (parts->month, 1), (GDateYear) parts->year);
}

static void
take_day (TsuDateParts *parts, const GDate *day)
{
  parts->year = g_date_get_year (day);
  parts->month = g_date_get_month (day);
  parts->day = g_date_get_day (day);
}

static char *
join_or_null (const TsuDateParts *parts)
{
  char iso[TSU_DATE_SIZE];

  return tsu_date_join (parts, iso) ? g_strdup (iso) : NULL;
}

static char *
clock_text (gint64 now_ms, TsuDateKind kind)
{
  gint64 seconds = now_ms / 1000 + TSU_DATE_ZONE * 60;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  TsuDateParts parts = { .kind = kind, .zone = TSU_DATE_ZONE };

  g_return_val_if_fail (time != NULL, NULL);
  g_date_time_get_ymd (time, &parts.year, &parts.month, &parts.day);
  parts.hour = g_date_time_get_hour (time);
  parts.minute = g_date_time_get_minute (time);
  return join_or_null (&parts);
}

/**
 * tsu_date_today:
 * @now_ms: the time, milliseconds since 1970
 *
 * Returns: (transfer full): the day it is then in Tokyo
 */
char *
tsu_date_today (gint64 now_ms)
{
  return clock_text (now_ms, TSU_DATE_DAY);
}

/**
 * tsu_date_now:
 * @now_ms: the time, milliseconds since 1970
 *
 * Returns: (transfer full): date and time in Tokyo
 */
char *
tsu_date_now (gint64 now_ms)
{
  return clock_text (now_ms, TSU_DATE_DATETIME);
}

/**
 * tsu_date_add_days:
 * @iso: a date or datetime
 * @days: how many, may be negative
 *
 * Returns: (transfer full) (nullable): the date that many days on, with the same time; %NULL if
 *   @iso has no day or the years 1 to 9999 are left
 */
char *
tsu_date_add_days (const char *iso, int days)
{
  TsuDateParts parts;
  GDate date;
  gint64 julian;

  if (!tsu_date_split (iso, &parts) || parts.day == 0)
    return NULL;
  first_day (&parts, &date);
  julian = (gint64) g_date_get_julian (&date) + days;
  /* Day 1 is 0001-01-01, day 3 652 059 is 9999-12-31. */
  if (julian < 1 || julian > 3652059)
    return NULL;
  g_date_set_julian (&date, (guint32) julian);
  take_day (&parts, &date);
  return join_or_null (&parts);
}

/**
 * tsu_date_add_months:
 * @iso: a date, datetime or month
 * @months: how many, may be negative
 *
 * Goes to the same day of another month, or to that month's last day if it is shorter.
 *
 * Returns: (transfer full) (nullable): the date; %NULL if @iso has no month or the years 1 to 9999
 *   are left
 */
char *
tsu_date_add_months (const char *iso, int months)
{
  TsuDateParts parts;
  gint64 month;

  if (!tsu_date_split (iso, &parts) || parts.month == 0)
    return NULL;
  month = (gint64) parts.year * 12 + parts.month - 1 + months;
  if (month < 12 || month >= 10000 * 12)
    return NULL;
  parts.year = (int) (month / 12);
  parts.month = (int) (month % 12) + 1;
  if (parts.day > 0)
    parts.day = MIN (parts.day, g_date_get_days_in_month (parts.month, (GDateYear) parts.year));
  return join_or_null (&parts);
}

/**
 * tsu_date_days_between:
 * @from: a date; of a partial date the first day counts
 * @to: another
 *
 * Returns: the days from @from to @to, negative if @to is earlier, 0 if one of them is no date
 */
int
tsu_date_days_between (const char *from, const char *to)
{
  TsuDateParts a, b;
  GDate first, last;

  if (!tsu_date_split (from, &a) || a.year == 0 || !tsu_date_split (to, &b) || b.year == 0)
    return 0;
  first_day (&a, &first);
  first_day (&b, &last);
  return g_date_days_between (&first, &last);
}

/**
 * tsu_date_weekday:
 * @iso: a date or datetime
 *
 * Returns: 1 for Monday to 7 for Sunday, 0 if @iso has no day
 */
int
tsu_date_weekday (const char *iso)
{
  TsuDateParts parts;
  GDate date;

  if (!tsu_date_split (iso, &parts) || parts.day == 0)
    return 0;
  first_day (&parts, &date);
  return g_date_get_weekday (&date);
}

/* Minutes from the first of all days, UTC, to where the parts begin. */
static gint64
beginning (const TsuDateParts *parts)
{
  gint64 minutes = parts->hour * 60 + parts->minute;
  GDate date;

  if (parts->kind == TSU_DATE_TIME)
    return minutes;
  first_day (parts, &date);
  minutes += (gint64) g_date_get_julian (&date) * MINUTES_PER_DAY;
  return minutes - (parts->kind == TSU_DATE_DATETIME ? parts->zone : TSU_DATE_ZONE);
}

/**
 * tsu_date_compare:
 * @a: (nullable): a date or time
 * @b: (nullable): another
 *
 * Orders by where they begin, so a partial date goes before all that lies in it; of two that begin
 * together the less precise goes first. What is no date goes before all dates, times before dates.
 *
 * Returns: less than, equal to or greater than 0
 */
int
tsu_date_compare (const char *a, const char *b)
{
  TsuDateParts left, right;
  gboolean left_ok = tsu_date_split (a, &left);
  gboolean right_ok = tsu_date_split (b, &right);
  gint64 x, y;

  if (!left_ok || !right_ok)
    return left_ok - right_ok;
  if ((left.kind == TSU_DATE_TIME) != (right.kind == TSU_DATE_TIME))
    return left.kind == TSU_DATE_TIME ? -1 : 1;

  x = beginning (&left);
  y = beginning (&right);
  if (x != y)
    return x < y ? -1 : 1;
  return (int) left.kind - (int) right.kind;
}

/**
 * tsu_date_bounds:
 * @iso: a date, also a partial one
 * @first: where its first day goes
 * @last: where its last day goes
 *
 * Returns: whether @iso is a date; a time is not
 */
gboolean
tsu_date_bounds (const char *iso, char first[TSU_DATE_SIZE], char last[TSU_DATE_SIZE])
{
  TsuDateParts parts;

  if (!tsu_date_split (iso, &parts) || parts.kind == TSU_DATE_TIME)
    return FALSE;
  parts.kind = TSU_DATE_DAY;
  parts.month = MAX (parts.month, 1);
  parts.day = MAX (parts.day, 1);
  tsu_date_join (&parts, first);
  if (strlen (iso) == 4)
    parts.month = 12;
  if (strlen (iso) <= 7)
    parts.day = g_date_get_days_in_month (parts.month, (GDateYear) parts.year);
  return tsu_date_join (&parts, last);
}

/**
 * tsu_date_fiscal_year:
 * @iso: a date
 *
 * Returns: the year in which the date's fiscal year begins, on 1 April; of a bare year that year;
 *   0 if @iso is no date
 */
int
tsu_date_fiscal_year (const char *iso)
{
  TsuDateParts parts;

  if (!tsu_date_split (iso, &parts))
    return 0;
  return parts.month > 0 && parts.month < FISCAL_YEAR_MONTH ? parts.year - 1 : parts.year;
}

/**
 * tsu_fiscal_year_bounds:
 * @fiscal_year: a fiscal year, 1 to 9998
 * @first: where its first day goes, 1 April
 * @last: where its last day goes, 31 March of the next year
 */
void
tsu_fiscal_year_bounds (int fiscal_year, char first[TSU_DATE_SIZE], char last[TSU_DATE_SIZE])
{
  TsuDateParts from = { TSU_DATE_DAY, fiscal_year, FISCAL_YEAR_MONTH, 1 };
  TsuDateParts to = { TSU_DATE_DAY, fiscal_year + 1, FISCAL_YEAR_MONTH - 1, 31 };

  tsu_date_join (&from, first);
  tsu_date_join (&to, last);
}
