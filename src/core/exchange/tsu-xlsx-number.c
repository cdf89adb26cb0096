/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers of a workbook as people see them. A date is a number there, and only its format says
 * so: ECMA-376 part 1, 18.8.30, with the formats 27-36 and 50-58 that Japanese Excel does not
 * write down but means (ge.m.d, yyyy年m月 and their like).
 */

#include "config.h"

#include "tsu-xlsx-number.h"

#include <math.h>
#include <string.h>

#define SECONDS_PER_DAY 86400
/* 9999-12-31, the last day Excel knows. */
#define LAST_SERIAL 2958466.0

static gboolean
is_integer_text (const char *raw)
{
  const char *p = raw + (*raw == '-');
  gsize digits = strspn (p, "0123456789");

  return digits > 0 && digits <= 15 && p[digits] == '\0' && (*p != '0' || digits == 1);
}

/* Fifteen digits, as Excel shows at most: 0.30000000000000004 is 0.3. Never an exponent. */
static char *
format_plain (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *text;
  int places;

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (strchr (buffer, 'e') == NULL || fabs (value) >= 1e300)
    return g_strdup (buffer);
  if (fabs (value) >= 1)
    return g_strdup_printf ("%.0f", value);
  places = 14 - (int) floor (log10 (fabs (value)));
  g_snprintf (buffer, sizeof buffer, "%%.%df", MIN (places, 330));
  text = g_malloc (400);
  g_ascii_formatd (text, 400, buffer, value);
  for (char *end = text + strlen (text) - 1; *end == '0' || *end == '.'; end--) {
    gboolean point = *end == '.';

    *end = '\0';
    if (point)
      break;
  }
  return text;
}

static void
append_clock (GString *out, guint seconds)
{
  g_string_append_printf (out, "%02u:%02u", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0)
    g_string_append_printf (out, ":%02u", seconds % 60);
}

static gboolean
append_day (GString *out, guint serial, gboolean date1904)
{
  GDate date;

  /* The calendar of Excel begins on 1900-01-01 as day 1 and holds a 29 February 1900 that never
   * was (serial 60), for the sake of Lotus 1-2-3. */
  if (date1904)
    serial += 1462;
  if (serial == 0 || serial == 60)
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 31, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, serial < 60 ? serial : serial - 1);
  g_string_append_printf (out, "%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
  return TRUE;
}

static char *
format_date (double value, TsuXlsxFormat format, gboolean date1904, TsuCellKind *kind)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint64 seconds = (guint64) llround (value * SECONDS_PER_DAY);
  guint day = (guint) (seconds / SECONDS_PER_DAY);
  guint clock = (guint) (seconds % SECONDS_PER_DAY);

  if (format == TSU_XLSX_ELAPSED && seconds / 3600 < 10000) {
    *kind = TSU_CELL_TIME;
    append_clock (out, (guint) seconds);
    return g_string_free (g_steal_pointer (&out), FALSE);
  }
  if (day == 0 && (clock != 0 || format != TSU_XLSX_DATE)) {
    *kind = TSU_CELL_TIME;
    append_clock (out, clock);
    return g_string_free (g_steal_pointer (&out), FALSE);
  }
  if (!append_day (out, day, date1904))
    return NULL;
  *kind = TSU_CELL_DATE;
  if (clock != 0) {
    *kind = TSU_CELL_DATETIME;
    g_string_append_c (out, 'T');
    append_clock (out, clock);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Moves over what a format shows literally. Returns NULL where @p is not such a thing. */
static const char *
skip_literal (const char *p)
{
  const char *end;

  switch (*p) {
  case '"':
    end = strchr (p + 1, '"');
    return end != NULL ? end + 1 : p + strlen (p);
  case '[':
    end = strchr (p, ']');
    return end != NULL ? end + 1 : p + strlen (p);
  case '\\':
  case '_':
  case '*':
    return p[1] != '\0' ? g_utf8_next_char (p + 1) : p + 1;
  default:
    return NULL;
  }
}

static gboolean
is_elapsed (const char *p)
{
  return p[0] == '[' && strchr ("hHmMsS", p[1]) != NULL && p[1] != '\0' &&
         (p[2] == ']' || p[2] == p[1]);
}

/**
 * tsu_xlsx_number_classify_builtin:
 * @id: a numFmtId that styles.xml does not define
 */
TsuXlsxFormat
tsu_xlsx_number_classify_builtin (guint id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 34 && id <= 36) ||
      (id >= 50 && id <= 58))
    return TSU_XLSX_DATE;
  if (id == 9 || id == 10)
    return TSU_XLSX_PERCENT;
  if (id == 22)
    return TSU_XLSX_DATETIME;
  if (id == 46)
    return TSU_XLSX_ELAPSED;
  if ((id >= 18 && id <= 21) || id == 32 || id == 33 || id == 45 || id == 47)
    return TSU_XLSX_TIME;
  return TSU_XLSX_PLAIN;
}

/**
 * tsu_xlsx_number_classify:
 * @code: a formatCode, `[$-411]ggge"年"m"月"d"日";@`
 *
 * Reads the first section of a number format. An "m" alone is a month, beside hours or seconds it
 * is minutes; "g", "e" and "aaa" are the era, its year and the weekday of Japanese formats.
 */
TsuXlsxFormat
tsu_xlsx_number_classify (const char *code)
{
  gboolean day = FALSE;
  gboolean clock = FALSE;
  gboolean month_or_minute = FALSE;
  const char *p = code;

  /* "G/標準" is how Japanese Excel calls General; some programs write that. */
  if (g_ascii_strncasecmp (code, "general", 7) == 0 || g_str_has_prefix (code, "G/"))
    return TSU_XLSX_PLAIN;
  while (*p != '\0' && *p != ';') {
    const char *behind = skip_literal (p);

    if (*p == '%')
      return TSU_XLSX_PERCENT;
    if (is_elapsed (p))
      return TSU_XLSX_ELAPSED;
    if (behind != NULL) {
      p = behind;
      continue;
    }
    if (g_ascii_strncasecmp (p, "am/pm", 5) == 0 || g_ascii_strncasecmp (p, "a/p", 3) == 0) {
      clock = TRUE;
      p += p[1] == '/' ? 3 : 5;
      continue;
    }
    /* "0.00E+00" is a number. */
    if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-'))
      return TSU_XLSX_PLAIN;
    day = day || strchr ("yYdDgGeEbB", *p) != NULL || g_ascii_strncasecmp (p, "aaa", 3) == 0;
    clock = clock || strchr ("hHsS", *p) != NULL;
    month_or_minute = month_or_minute || *p == 'm' || *p == 'M';
    p++;
  }
  if (clock)
    return day ? TSU_XLSX_DATETIME : TSU_XLSX_TIME;
  return day || month_or_minute ? TSU_XLSX_DATE : TSU_XLSX_PLAIN;
}

/**
 * tsu_xlsx_number_to_text:
 * @raw: the number as the workbook stores it
 * @format: what its format makes of it
 * @date1904: whether the workbook counts days from 1904
 * @kind: (out): number, date, time or both
 *
 * Returns: (transfer full): the number in plain digits or the ISO form of a date; @raw itself when
 * it is no number
 */
char *
tsu_xlsx_number_to_text (const char *raw,
                         TsuXlsxFormat format,
                         gboolean date1904,
                         TsuCellKind *kind)
{
  char *end;
  double value;

  *kind = TSU_CELL_NUMBER;
  if (format == TSU_XLSX_PLAIN && is_integer_text (raw))
    return g_strdup (raw);
  value = g_ascii_strtod (raw, &end);
  if (end == raw || *end != '\0' || !isfinite (value)) {
    *kind = TSU_CELL_TEXT;
    return g_strdup (raw);
  }
  if (format == TSU_XLSX_PERCENT) {
    g_autofree char *hundredfold = format_plain (value * 100);

    *kind = TSU_CELL_TEXT;
    return g_strconcat (hundredfold, "%", NULL);
  }
  if (format != TSU_XLSX_PLAIN && value >= 0 && value < LAST_SERIAL) {
    char *text = format_date (value, format, date1904, kind);

    if (text != NULL)
      return text;
  }
  *kind = TSU_CELL_NUMBER;
  return format_plain (value);
}
