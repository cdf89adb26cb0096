/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On which days of the week something is open, as lists write it: "月火水木金", "月～金", "日～木",
 * "平日", "土日祝以外". A day of the month's weeks ("第2火曜") is no day of every week and refused.
 */

#include "config.h"

#include "tsu-weekdays.h"

#include <string.h>

#define N_DAYS 7
#define HOLIDAY 7
#define ALL_DAYS 0x7fu
#define WORKING_DAYS 0x1fu

static const struct {
  const char *letter;
  const char *code;
} weekdays[] = { { "月", "mon" }, { "火", "tue" }, { "水", "wed" }, { "木", "thu" },
                 { "金", "fri" }, { "土", "sat" }, { "日", "sun" }, { "祝", "holiday" } };

static const struct {
  const char *word;
  guint days;
} words[] = {
  { "毎日", ALL_DAYS }, { "全日", ALL_DAYS },     { "年中無休", ALL_DAYS },
  { "無休", ALL_DAYS }, { "平日", WORKING_DAYS },
};

/* What turns the days before it into those on which it is closed. */
static const char *const negations[] = { "以外", "を除く", "休み", "定休", "休館" };

static const char *const parts_of_days[] = { "曜日", "曜" };
static const char *const gaps[] = { " ", ",", ";", "/", ".", "・", "、", "及び", "と" };
static const char *const marks[] = { "~", "～", "〜", "ー", "-", "‐", "−", "から" };

static gboolean
skip_any (const char **p, const char *const *list, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (*p, list[i])) {
      *p += strlen (list[i]);
      return TRUE;
    }
  return FALSE;
}

/* The number of the day at @p, or -1; moves @p behind it. 「祝日」 is no Sunday. */
static int
read_day (const char **p)
{
  for (int i = 0; i <= HOLIDAY; i++) {
    if (!g_str_has_prefix (*p, weekdays[i].letter))
      continue;
    *p += strlen (weekdays[i].letter);
    if (i == HOLIDAY && (g_str_has_prefix (*p, "日") || g_str_has_prefix (*p, "祭日")))
      *p = strstr (*p, "日") + strlen ("日");
    else if (i < HOLIDAY)
      skip_any (p, parts_of_days, G_N_ELEMENTS (parts_of_days));
    return i;
  }
  return -1;
}

/* From one day to another, over the end of the week where it must be. */
static guint
span_days (int from, int to)
{
  guint days = 1u << to;

  if (from >= N_DAYS || to >= N_DAYS)
    return days;
  for (int i = from; i != to; i = (i + 1) % N_DAYS)
    days |= 1u << i;
  return days;
}

static gboolean
read_word (const char **p, guint *days)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (*p, words[i].word)) {
      *days |= words[i].days;
      *p += strlen (words[i].word);
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_days (const char *p, guint *days)
{
  int previous = -1;
  gboolean range = FALSE;

  if (g_str_has_prefix (p, "毎週"))
    p += strlen ("毎週");
  while (*p != '\0') {
    int day;

    if (read_word (&p, days))
      continue;
    day = read_day (&p);
    if (day >= 0) {
      *days |= range && previous >= 0 ? span_days (previous, day) : 1u << day;
      previous = day;
      range = FALSE;
    } else if (skip_any (&p, marks, G_N_ELEMENTS (marks))) {
      range = TRUE;
    } else if (*days != 0 && skip_any (&p, negations, G_N_ELEMENTS (negations))) {
      *days = ALL_DAYS & ~*days;
      return *p == '\0' && *days != 0;
    } else if (!skip_any (&p, gaps, G_N_ELEMENTS (gaps))) {
      return FALSE;
    }
  }
  return *days != 0 && !range;
}

/**
 * tsu_weekdays_read:
 * @text: half width, composed, trimmed
 * @codes: the codes of the days are added to it, Monday first, holidays last
 *
 * Returns: whether @text names days of the week and says nothing else
 */
gboolean
tsu_weekdays_read (const char *text, GPtrArray *codes)
{
  guint days = 0;

  if (!read_days (text, &days))
    return FALSE;
  for (guint i = 0; i <= HOLIDAY; i++)
    if (days & 1u << i)
      g_ptr_array_add (codes, (gpointer) weekdays[i].code);
  return TRUE;
}
