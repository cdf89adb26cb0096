/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints dates in the user's language, in Western years, Japanese eras or both. Translations are
 * templates, because languages differ in order and signs, not only in words.
 */

#include "config.h"

#include "tsu-date.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-era.h"

static const char *const month_names[] = {
  NC_ ("month in a date", "January"),   NC_ ("month in a date", "February"),
  NC_ ("month in a date", "March"),     NC_ ("month in a date", "April"),
  NC_ ("month in a date", "May"),       NC_ ("month in a date", "June"),
  NC_ ("month in a date", "July"),      NC_ ("month in a date", "August"),
  NC_ ("month in a date", "September"), NC_ ("month in a date", "October"),
  NC_ ("month in a date", "November"),  NC_ ("month in a date", "December"),
};

static const char *const weekday_names[] = {
  NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"),
  NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun"),
};

/* Fills a template: each name and value, ended by NULL, replaces "{name}". */
static char *fill (const char *template, ...) G_GNUC_NULL_TERMINATED;

static char *
fill (const char *template, ...)
{
  GString *out = g_string_new (template);
  va_list pairs;
  const char *name;

  va_start (pairs, template);
  while ((name = va_arg (pairs, const char *)) != NULL) {
    const char *value = va_arg (pairs, const char *);
    g_autofree char *place = g_strdup_printf ("{%s}", name);

    g_string_replace (out, place, value, 0);
  }
  va_end (pairs);
  return g_string_free (out, FALSE);
}

static char *
number_text (int number)
{
  return g_strdup_printf ("%d", number);
}

static char *
era_year_text (const TsuEra *era, int year)
{
  g_autofree char *number = number_text (year - era->year + 1);
  /* Translators: the first year of an era, 元 in Japanese */
  const char *first = C_ ("first year of an era", "1");

  return fill (
    /* Translators: a year of a Japanese era, "Reiwa 8"; in Japanese {era}{year}年 */
    C_ ("year", "{era} {year}"), "era",
        _ (era->english), "year", year == era->year ? first : number, NULL);
}

/* The year in eras; in a year or month that has two, and no day to tell, both are printed. */
static char *
wareki_year_text (const TsuDateParts *parts)
{
  int month = parts->month > 0 ? parts->month : 12;
  int last_day = parts->day > 0 ? parts->day : 31;
  const TsuEra *first = tsu_era_at (parts->year, MAX (parts->month, 1), MAX (parts->day, 1));
  const TsuEra *last = tsu_era_at (parts->year, month, last_day);
  g_autofree char *earlier = NULL;
  g_autofree char *later = NULL;

  if (first == NULL)
    return NULL;
  earlier = era_year_text (first, parts->year);
  if (first == last)
    return g_steal_pointer (&earlier);
  later = era_year_text (last, parts->year);
  return g_strdup_printf ("%s・%s", earlier, later);
}

static char *
year_text (const TsuDateParts *parts, TsuDateStyle style)
{
  g_autofree char *wareki = style == TSU_DATE_WESTERN ? NULL : wareki_year_text (parts);
  g_autofree char *number = number_text (parts->year);

  if (wareki != NULL && style == TSU_DATE_WAREKI)
    return g_steal_pointer (&wareki);
  if (wareki != NULL)
    return fill (
      /* Translators: a year in both countings, "2026 (Reiwa 8)"; in Japanese {year}年（{wareki}）
       */
      C_ ("year", "{year} ({wareki})"), "year", number, "wareki", wareki, NULL);
  /* Translators: a Western year within a date; in Japanese {year}年 */
  return fill (C_ ("year", "{year}"), "year", number, NULL);
}

static char *
time_text (const TsuDateParts *parts)
{
  char iso[TSU_DATE_SIZE];
  TsuDateParts time = { .kind = TSU_DATE_TIME, .hour = parts->hour, .minute = parts->minute };

  tsu_date_join (&time, iso);
  return g_strdup (iso);
}

/* Prints year, month and day as far as they are known; no year if @year is NULL. */
static char *
day_text (const TsuDateParts *parts, const char *year)
{
  g_autofree char *number = number_text (parts->month);
  g_autofree char *day = number_text (parts->day);
  const char *name;
  const char *template;

  if (parts->month == 0)
    return g_strdup (year);
  name = g_dpgettext2 (NULL, "month in a date", month_names[parts->month - 1]);
  if (parts->day == 0)
    /* Translators: a month of a year. {name} is the month's name, {month} its number; in Japanese
     * {year}{month}月 */
    template = C_ ("date", "{name} {year}");
  else if (year == NULL)
    /* Translators: a day of this year; in Japanese {month}月{day}日 */
    template = C_ ("date", "{day} {name}");
  else
    /* Translators: in Japanese {year}{month}月{day}日 */
    template = C_ ("date", "{day} {name} {year}");
  return fill (template, "name", name, "month", number, "day", day, "year",
               year != NULL ? year : "", NULL);
}

static char *
add_weekday (char *date, int weekday)
{
  g_autofree char *bare = date;
  const char *name = g_dpgettext2 (NULL, "weekday", weekday_names[weekday - 1]);

  /* Translators: a date with its weekday; in Japanese {date}（{weekday}） */
  return fill (C_ ("date", "{weekday} {date}"), "weekday", name, "date", bare, NULL);
}

static char *
add_time (char *date, const TsuDateParts *parts, const char *iso)
{
  g_autofree char *bare = date;
  g_autofree char *time = time_text (parts);
  g_autofree char *both = NULL;

  /* Translators: date and time; in Japanese {date}{time} with a space between */
  both = fill (C_ ("date", "{date}, {time}"), "date", bare, "time", time, NULL);
  if (parts->zone == TSU_DATE_ZONE)
    return g_steal_pointer (&both);
  return g_strdup_printf ("%s %s", both, iso + strlen ("2026-11-22T13:30"));
}

/**
 * tsu_date_format:
 * @iso: a date, time or partial date
 * @style: how the year is counted; before 1873 it is always Western
 * @with_weekday: whether a full date shows its weekday
 *
 * Prints a date in the user's language. tsu_date_parse() reads it back in
 * Japanese and English.
 *
 * Returns: (transfer full): the text; what is no canonical date is given back as it is
 */
char *
tsu_date_format (const char *iso, TsuDateStyle style, gboolean with_weekday)
{
  TsuDateParts parts;
  g_autofree char *year = NULL;
  char *text;

  if (!tsu_date_split (iso, &parts))
    return g_strdup (iso != NULL ? iso : "");
  if (parts.kind == TSU_DATE_TIME)
    return time_text (&parts);

  year = year_text (&parts, style);
  text = day_text (&parts, year);
  if (with_weekday && parts.day > 0)
    text = add_weekday (text, tsu_date_weekday (iso));
  return parts.kind == TSU_DATE_DATETIME ? add_time (text, &parts, iso) : text;
}

/**
 * tsu_date_format_short:
 * @iso: a date, time or partial date
 * @today: the present day
 * @style: how the year is counted, where one is shown
 *
 * Prints a date for a list: without the year if it is this year's, a datetime of today as its time.
 *
 * Returns: (transfer full): the text
 */
char *
tsu_date_format_short (const char *iso, const char *today, TsuDateStyle style)
{
  TsuDateParts parts, now;
  char *text;

  if (!tsu_date_split (iso, &parts) || !tsu_date_split (today, &now) || parts.day == 0 ||
      parts.year != now.year)
    return tsu_date_format (iso, style, FALSE);
  if (parts.kind == TSU_DATE_DATETIME && parts.month == now.month && parts.day == now.day &&
      parts.zone == TSU_DATE_ZONE)
    return time_text (&parts);
  text = day_text (&parts, NULL);
  return parts.kind == TSU_DATE_DATETIME ? add_time (text, &parts, iso) : text;
}

/**
 * tsu_fiscal_year_label:
 * @fiscal_year: the year in which it begins
 * @style: how it is counted
 *
 * Prints 令和8年度. The era is that of 1 May, as the authorities have it: the year begun in April
 * 2019 is 令和元年度, though its first month was still Heisei.
 *
 * Returns: (transfer full): the text
 */
char *
tsu_fiscal_year_label (int fiscal_year, TsuDateStyle style)
{
  TsuDateParts may = { TSU_DATE_DAY, fiscal_year, 5, 1 };
  g_autofree char *western = number_text (fiscal_year);
  g_autofree char *wareki = style == TSU_DATE_WESTERN ? NULL : wareki_year_text (&may);
  g_autofree char *label = NULL;
  g_autofree char *era_label = NULL;

  /* Translators: a fiscal year, in Japanese {year}年度 */
  label = fill (C_ ("fiscal year", "FY {year}"), "year", western, NULL);
  if (wareki == NULL)
    return g_steal_pointer (&label);
  /* Translators: a fiscal year of an era. {year} is as "Reiwa 8"; in Japanese {year}度 */
  era_label = fill (C_ ("fiscal year of an era", "FY {year}"), "year", wareki, NULL);
  if (style == TSU_DATE_WAREKI)
    return g_steal_pointer (&era_label);
  return fill (
    /* Translators: a fiscal year in both countings; in Japanese {label}（{wareki}） */
    C_ ("fiscal year", "{label} ({wareki})"), "label", label, "wareki", era_label, NULL);
}

/**
 * tsu_date_describe_warnings:
 * @warnings: #TsuDateWarning flags
 *
 * Returns: (transfer full) (nullable): sentences fit to show, a line each, or %NULL without
 * warnings
 */
char *
tsu_date_describe_warnings (guint warnings)
{
  static const struct {
    TsuDateWarning warning;
    const char *sentence;
  } rows[] = {
    { TSU_DATE_WARNING_ERA, N_ ("The date does not lie in the era given.") },
    { TSU_DATE_WARNING_WEEKDAY, N_ ("The weekday does not fit the date.") },
    { TSU_DATE_WARNING_YEAR, N_ ("The year was not given and has been filled in.") },
    { TSU_DATE_WARNING_NOON, N_ ("Twelve o’clock can be noon or midnight; please check.") },
    { TSU_DATE_WARNING_SECONDS, N_ ("The seconds were left out.") },
  };
  GString *text;

  if (warnings == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if ((warnings & rows[i].warning) == 0)
      continue;
    if (text->len > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, _ (rows[i].sentence));
  }
  return g_string_free (text, FALSE);
}
