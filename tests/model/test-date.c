/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates: calculating and printing, and that what is printed is read back as it was, for every day
 * from 1873 to 2100 in every style.
 */

#include "config.h"

#include "tsu-date.h"

#include <glib/gi18n.h>
#include <locale.h>

#define ERA TSU_DATE_WARNING_ERA
#define WEEKDAY TSU_DATE_WARNING_WEEKDAY
#define YEAR TSU_DATE_WARNING_YEAR

/* glibc looks at LANGUAGE anew only after the domain was named again. */
static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  textdomain (GETTEXT_PACKAGE);
}

static void
test_canonical (void)
{
  static const struct {
    const char *text;
    TsuDateKind kind;
  } rows[] = {
    { "2026", TSU_DATE_YEAR },
    { "2026-11", TSU_DATE_MONTH },
    { "2026-11-22", TSU_DATE_DAY },
    { "2026-11-22T13:30+09:00", TSU_DATE_DATETIME },
    { "2026-11-22T13:30-03:30", TSU_DATE_DATETIME },
    { "2026-11-22T00:00+00:00", TSU_DATE_DATETIME },
    { "00:00", TSU_DATE_TIME },
    { "24:00", TSU_DATE_TIME },
    { NULL, TSU_DATE_NONE },
    { "", TSU_DATE_NONE },
    { "2026-", TSU_DATE_NONE },
    { "2026-1", TSU_DATE_NONE },
    { "2026-13", TSU_DATE_NONE },
    { "2026-02-30", TSU_DATE_NONE },
    { "0000-01-01", TSU_DATE_NONE },
    { "2026-11-22T24:00+09:00", TSU_DATE_NONE },
    { "2026-11-22T13:30", TSU_DATE_NONE },
    { "2026-11-22T13:30Z", TSU_DATE_NONE },
    { "2026-11-22T13:30-00:00", TSU_DATE_NONE },
    { "2026-11-22T13:30+15:00", TSU_DATE_NONE },
    { "2026-11-22T13:30+09:00 ", TSU_DATE_NONE },
    { "24:01", TSU_DATE_NONE },
    { "9:00", TSU_DATE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TsuDateParts parts;
    char iso[TSU_DATE_SIZE];

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (tsu_date_kind (rows[i].text), ==, rows[i].kind);
    if (!tsu_date_split (rows[i].text, &parts))
      continue;
    g_assert_true (tsu_date_join (&parts, iso));
    g_assert_cmpstr (iso, ==, rows[i].text);
  }
}

typedef char *(*Add) (const char *iso, int n);

static void
test_add (void)
{
  static const struct {
    Add add;
    const char *iso;
    int n;
    const char *sum;
  } rows[] = {
    { tsu_date_add_days, "2026-11-22", 9, "2026-12-01" },
    { tsu_date_add_days, "2024-02-28", 1, "2024-02-29" },
    { tsu_date_add_days, "2026-01-01", -1, "2025-12-31" },
    { tsu_date_add_days, "2026-11-22T13:30+09:00", 7, "2026-11-29T13:30+09:00" },
    { tsu_date_add_days, "9999-12-31", 1, NULL },
    { tsu_date_add_days, "9999-12-30", 1, "9999-12-31" },
    { tsu_date_add_days, "0001-01-01", -1, NULL },
    { tsu_date_add_days, "2026-11-22", G_MAXINT, NULL },
    { tsu_date_add_days, "2026-11-22", G_MININT, NULL },
    { tsu_date_add_days, "2026-11", 1, NULL },
    { tsu_date_add_days, "13:30", 1, NULL },
    { tsu_date_add_days, NULL, 1, NULL },
    { tsu_date_add_months, "2026-01-31", 1, "2026-02-28" },
    { tsu_date_add_months, "2024-01-31", 1, "2024-02-29" },
    { tsu_date_add_months, "2026-11-22", 2, "2027-01-22" },
    { tsu_date_add_months, "2026-11-22", -11, "2025-12-22" },
    { tsu_date_add_months, "2026-11", 14, "2028-01" },
    { tsu_date_add_months, "2026-03-31T09:00+09:00", -1, "2026-02-28T09:00+09:00" },
    { tsu_date_add_months, "2026", 1, NULL },
    { tsu_date_add_months, "9999-12-31", 1, NULL },
    { tsu_date_add_months, "0001-01-31", -1, NULL },
    { tsu_date_add_months, "2026-11-22", G_MAXINT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *sum = rows[i].add (rows[i].iso, rows[i].n);

    g_assert_cmpstr (sum, ==, rows[i].sum);
  }
  g_assert_cmpint (tsu_date_days_between ("2026-11-22", "2027-11-22"), ==, 365);
  g_assert_cmpint (tsu_date_days_between ("2026-11-22", "2026-11"), ==, -21);
  g_assert_cmpint (tsu_date_days_between ("13:30", "2026-11"), ==, 0);
  g_assert_cmpint (tsu_date_weekday ("2026-11-22"), ==, 7);
  g_assert_cmpint (tsu_date_weekday ("2026-11"), ==, 0);
}

static void
test_compare (void)
{
  static const char *const rising[] = {
    "13:30",
    "13:31",
    "2025-12-31",
    "2026",
    "2026-01",
    "2026-01-01",
    "2026-11",
    "2026-11-22",
    "2026-11-22T00:00+09:00",
    "2026-11-22T13:30+09:00",
    "2026-11-22T13:31+09:00",
    "2026-11-22T13:30+00:00",
    "2026-11-23",
    "2027",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rising); i++) {
    g_assert_cmpint (tsu_date_compare ("no date", rising[i]), <, 0);
    for (guint j = 0; j < G_N_ELEMENTS (rising); j++) {
      int order = tsu_date_compare (rising[i], rising[j]);

      g_assert_cmpint (CLAMP (order, -1, 1), ==, i < j ? -1 : i > j ? 1 : 0);
    }
  }
}

static void
test_bounds (void)
{
  static const char *const rows[][3] = {
    { "2026", "2026-01-01", "2026-12-31" },
    { "2024-02", "2024-02-01", "2024-02-29" },
    { "2026-11-22", "2026-11-22", "2026-11-22" },
    { "2026-11-22T13:30+09:00", "2026-11-22", "2026-11-22" },
  };
  char first[TSU_DATE_SIZE], last[TSU_DATE_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_true (tsu_date_bounds (rows[i][0], first, last));
    g_assert_cmpstr (first, ==, rows[i][1]);
    g_assert_cmpstr (last, ==, rows[i][2]);
  }
  g_assert_false (tsu_date_bounds ("13:30", first, last));
}

static void
test_clock (void)
{
  static const struct {
    gint64 now_ms;
    const char *today;
    const char *now;
  } rows[] = {
    { 0, "1970-01-01", "1970-01-01T09:00+09:00" },
    { G_GINT64_CONSTANT (1795359599999), "2026-11-22", "2026-11-22T23:59+09:00" },
    { G_GINT64_CONSTANT (1795359600000), "2026-11-23", "2026-11-23T00:00+09:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *today = tsu_date_today (rows[i].now_ms);
    g_autofree char *now = tsu_date_now (rows[i].now_ms);

    g_assert_cmpstr (today, ==, rows[i].today);
    g_assert_cmpstr (now, ==, rows[i].now);
  }
}

static void
test_format (void)
{
  static const struct {
    const char *language;
    const char *iso;
    TsuDateStyle style;
    gboolean with_weekday;
    const char *text;
  } rows[] = {
    { "ja", "2026-11-22", TSU_DATE_WAREKI, TRUE, "令和8年11月22日（日）" },
    { "ja", "2026-11-22", TSU_DATE_WESTERN, TRUE, "2026年11月22日（日）" },
    { "ja", "2026-11-22", TSU_DATE_BOTH, TRUE, "2026年（令和8年）11月22日（日）" },
    { "ja", "2026-11-22", TSU_DATE_WESTERN, FALSE, "2026年11月22日" },
    { "ja", "2026-11", TSU_DATE_WAREKI, TRUE, "令和8年11月" },
    { "ja", "2026", TSU_DATE_WAREKI, TRUE, "令和8年" },
    { "ja", "2019-04", TSU_DATE_WAREKI, FALSE, "平成31年4月" },
    { "ja", "2019-04-30", TSU_DATE_WAREKI, FALSE, "平成31年4月30日" },
    { "ja", "2019-05-01", TSU_DATE_WAREKI, FALSE, "令和元年5月1日" },
    { "ja", "2019", TSU_DATE_WAREKI, FALSE, "平成31年・令和元年" },
    { "ja", "1989-01", TSU_DATE_WAREKI, FALSE, "昭和64年・平成元年1月" },
    { "ja", "1989-01-07", TSU_DATE_WAREKI, FALSE, "昭和64年1月7日" },
    { "ja", "1989-01-08", TSU_DATE_WAREKI, FALSE, "平成元年1月8日" },
    { "ja", "1926-12-24", TSU_DATE_WAREKI, FALSE, "大正15年12月24日" },
    { "ja", "1926-12-25", TSU_DATE_WAREKI, FALSE, "昭和元年12月25日" },
    { "ja", "1912-07-29", TSU_DATE_WAREKI, FALSE, "明治45年7月29日" },
    { "ja", "1912-07-30", TSU_DATE_WAREKI, FALSE, "大正元年7月30日" },
    { "ja", "1873-01-01", TSU_DATE_WAREKI, FALSE, "明治6年1月1日" },
    { "ja", "1872-12-31", TSU_DATE_WAREKI, FALSE, "1872年12月31日" },
    { "ja", "1872-12-31", TSU_DATE_BOTH, FALSE, "1872年12月31日" },
    { "ja", "2026-11-22T13:30+09:00", TSU_DATE_WAREKI, TRUE, "令和8年11月22日（日） 13:30" },
    { "ja", "2026-11-22T13:30+00:00", TSU_DATE_WESTERN, FALSE, "2026年11月22日 13:30 +00:00" },
    { "ja", "13:30", TSU_DATE_WAREKI, TRUE, "13:30" },
    { "ja", "未定", TSU_DATE_WAREKI, TRUE, "未定" },
    { "en", "2026-11-22", TSU_DATE_WESTERN, TRUE, "Sun 22 November 2026" },
    { "en", "2026-11-22", TSU_DATE_WAREKI, FALSE, "22 November Reiwa 8" },
    { "en", "2019-05-01", TSU_DATE_BOTH, FALSE, "1 May 2019 (Reiwa 1)" },
    { "en", "2026-11", TSU_DATE_WESTERN, FALSE, "November 2026" },
    { "en", "2026", TSU_DATE_WESTERN, FALSE, "2026" },
    { "en", "2026-11-22T13:30+09:00", TSU_DATE_WESTERN, FALSE, "22 November 2026, 13:30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = NULL;

    speak (rows[i].language);
    text = tsu_date_format (rows[i].iso, rows[i].style, rows[i].with_weekday);
    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

static void
test_format_short (void)
{
  static const char *const rows[][2] = {
    { "2026-11-20", "11月20日" },          { "2025-11-20", "令和7年11月20日" },
    { "2026-11-22T13:30+09:00", "13:30" }, { "2026-11-21T13:30+09:00", "11月21日 13:30" },
    { "2026-11-22", "11月22日" },          { "2026-11", "令和8年11月" },
  };

  speak ("ja");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = tsu_date_format_short (rows[i][0], "2026-11-22", TSU_DATE_WAREKI);

    g_assert_cmpstr (text, ==, rows[i][1]);
  }
}

/* Property: what is printed reads back as it was, with nothing to warn of. */
static void
check_identity (const char *iso)
{
  for (TsuDateStyle style = TSU_DATE_WESTERN; style <= TSU_DATE_BOTH; style++) {
    g_autofree char *text = tsu_date_format (iso, style, TRUE);
    TsuDateReading reading;

    if (!tsu_date_parse (text, NULL, &reading))
      g_error ("%s, printed as %s, cannot be read", iso, text);
    g_assert_cmpstr (reading.iso, ==, iso);
    g_assert_cmphex (reading.warnings, ==, 0);
  }
}

static void
test_identity (gconstpointer language)
{
  GDate date;

  speak (language);
  g_date_clear (&date, 1);
  for (g_date_set_dmy (&date, 1, 1, 1873); g_date_get_year (&date) <= 2100;
       g_date_add_days (&date, 1)) {
    char iso[TSU_DATE_SIZE];

    g_date_strftime (iso, sizeof iso, "%Y-%m-%d", &date);
    check_identity (iso);
    iso[7] = '\0';
    if (g_date_get_day (&date) == 1)
      check_identity (iso);
    iso[4] = '\0';
    if (g_date_get_day (&date) == 1 && g_date_get_month (&date) == 1)
      check_identity (iso);
  }
  check_identity ("2026-11-22T13:30+09:00");
  check_identity ("2026-11-22T00:05-03:30");
}

static void
test_fiscal_year (void)
{
  static const struct {
    const char *iso;
    int fiscal_year;
  } years[] = {
    { "2026-04-01", 2026 }, { "2027-03-31", 2026 }, { "2026-03", 2025 }, { "2026-04", 2026 },
    { "2026", 2026 },       { "13:30", 0 },         { NULL, 0 },         { "2027-01-01", 2026 },
  };
  static const struct {
    int fiscal_year;
    TsuDateStyle style;
    const char *label;
  } labels[] = {
    { 2026, TSU_DATE_WESTERN, "2026年度" },           { 2026, TSU_DATE_WAREKI, "令和8年度" },
    { 2026, TSU_DATE_BOTH, "2026年度（令和8年度）" }, { 2018, TSU_DATE_WAREKI, "平成30年度" },
    { 2019, TSU_DATE_WAREKI, "令和元年度" },          { 1988, TSU_DATE_WAREKI, "昭和63年度" },
    { 1989, TSU_DATE_WAREKI, "平成元年度" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    g_assert_cmpint (tsu_date_fiscal_year (years[i].iso), ==, years[i].fiscal_year);

  speak ("ja");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    g_autofree char *label = tsu_fiscal_year_label (labels[i].fiscal_year, labels[i].style);

    g_assert_cmpstr (label, ==, labels[i].label);
  }
}

static void
test_fiscal_year_identity (void)
{
  speak ("ja");
  for (int year = 1873; year <= 2100; year++) {
    char first[TSU_DATE_SIZE], last[TSU_DATE_SIZE];
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    tsu_fiscal_year_bounds (year, first, last);
    before = tsu_date_add_days (first, -1);
    after = tsu_date_add_days (last, 1);
    g_assert_cmpint (tsu_date_fiscal_year (first), ==, year);
    g_assert_cmpint (tsu_date_fiscal_year (last), ==, year);
    g_assert_cmpint (tsu_date_fiscal_year (before), ==, year - 1);
    g_assert_cmpint (tsu_date_fiscal_year (after), ==, year + 1);

    for (TsuDateStyle style = TSU_DATE_WESTERN; style < TSU_DATE_BOTH; style++) {
      g_autofree char *label = tsu_fiscal_year_label (year, style);
      int back = 0;

      g_assert_true (tsu_fiscal_year_parse (label, &back));
      g_assert_cmpint (back, ==, year);
    }
  }
  {
    int year = 0;

    g_assert_true (tsu_fiscal_year_parse ("Ｒ８年度", &year));
    g_assert_cmpint (year, ==, 2026);
    g_assert_false (tsu_fiscal_year_parse ("令和8年", &year));
    g_assert_false (tsu_fiscal_year_parse (NULL, &year));
  }
}

static void
test_warnings (void)
{
  g_autofree char *none = tsu_date_describe_warnings (0);
  g_autofree char *two = NULL;

  speak ("en");
  two = tsu_date_describe_warnings (ERA | WEEKDAY);
  g_assert_null (none);
  g_assert_cmpstr (two, ==,
                   "The date does not lie in the era given.\n"
                   "The weekday does not fit the date.");
}

/* The first argument is the folder of compiled translations. */
int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    bindtextdomain (GETTEXT_PACKAGE, argv[1]);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  g_test_add_func ("/date/canonical", test_canonical);
  g_test_add_func ("/date/add", test_add);
  g_test_add_func ("/date/compare", test_compare);
  g_test_add_func ("/date/bounds", test_bounds);
  g_test_add_func ("/date/clock", test_clock);
  g_test_add_func ("/date/format", test_format);
  g_test_add_func ("/date/format-short", test_format_short);
  g_test_add_data_func ("/date/identity/ja", "ja", test_identity);
  g_test_add_data_func ("/date/identity/en", "en", test_identity);
  g_test_add_func ("/date/fiscal-year", test_fiscal_year);
  g_test_add_func ("/date/fiscal-year-identity", test_fiscal_year_identity);
  g_test_add_func ("/date/warnings", test_warnings);
  return g_test_run ();
}
