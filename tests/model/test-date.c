/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates: the table of spellings that are read, those that are refused, and that what is printed is
 * read back as it was, for every day from 1873 to 2100 in every style.
 */

#include "config.h"

#include "tsu-date.h"

#include <glib/gi18n.h>
#include <locale.h>

#define ERA TSU_DATE_WARNING_ERA
#define WEEKDAY TSU_DATE_WARNING_WEEKDAY
#define YEAR TSU_DATE_WARNING_YEAR
#define NOON TSU_DATE_WARNING_NOON
#define SECONDS TSU_DATE_WARNING_SECONDS

/* glibc looks at LANGUAGE anew only after the domain was named again. */
static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  textdomain (GETTEXT_PACKAGE);
}

static void
test_parse (void)
{
  static const TsuDateHints hints = { .year = 2026 };
  static const struct {
    const char *text;
    const char *iso;
    guint warnings;
  } rows[] = {
    /* Western */
    { "2026-11-22", "2026-11-22", 0 },
    { "2026-11", "2026-11", 0 },
    { "2026", "2026", 0 },
    { "2026/11/22", "2026-11-22", 0 },
    { "2026/1/2", "2026-01-02", 0 },
    { "2026.11.22", "2026-11-22", 0 },
    { "2026. 11. 22", "2026-11-22", 0 },
    { "2026/11", "2026-11", 0 },
    { "11/22/2026", "2026-11-22", 0 },
    { "1/2/2026", "2026-01-02", 0 },
    { "20261122", "2026-11-22", 0 },
    { "2026年11月22日", "2026-11-22", 0 },
    { "2026年11月22日（日）", "2026-11-22", 0 },
    { "西暦2026年11月22日", "2026-11-22", 0 },
    { "2026年11月", "2026-11", 0 },
    { "2026年", "2026", 0 },
    { "２０２６年１１月２２日", "2026-11-22", 0 },
    { "2026－11－22", "2026-11-22", 0 },
    { "2026ー11ー22", "2026-11-22", 0 },
    { "2026‐11‐22", "2026-11-22", 0 },
    { "２０２６／１１／２２", "2026-11-22", 0 },
    { "　2026年 11月 22日　", "2026-11-22", 0 },
    { "2024/2/29", "2024-02-29", 0 },
    { "2000-02-29", "2000-02-29", 0 },
    { "1600年", "1600", 0 },
    /* eras */
    { "R8.11.22", "2026-11-22", 0 },
    { "R8/11/22", "2026-11-22", 0 },
    { "r8-11-22", "2026-11-22", 0 },
    { "R08.4.1", "2026-04-01", 0 },
    { "R.8.4.1", "2026-04-01", 0 },
    { "Ｒ８．１１．２２", "2026-11-22", 0 },
    { "令和8年11月22日", "2026-11-22", 0 },
    { "令和 8 年 11 月 22 日", "2026-11-22", 0 },
    { "令和８年１１月２２日（日曜日）", "2026-11-22", 0 },
    { "令8.4.1", "2026-04-01", 0 },
    { "令8", "2026", 0 },
    { "R8", "2026", 0 },
    { "R8.4", "2026-04", 0 },
    { "令和8年", "2026", 0 },
    { "令和8年4月", "2026-04", 0 },
    { "令和元年5月1日", "2019-05-01", 0 },
    { "R元.5.1", "2019-05-01", 0 },
    { "令和元年", "2019", 0 },
    { "元年", NULL, 0 },
    { "\xe3\x8b\xbf"
      "8年11月22日",
      "2026-11-22", 0 },
    { "㍻30年4月1日", "2018-04-01", 0 },
    { "㍼64年1月7日", "1989-01-07", 0 },
    { "㍽元年7月30日", "1912-07-30", 0 },
    { "㍾45年7月29日", "1912-07-29", 0 },
    { "平成31年4月30日", "2019-04-30", 0 },
    { "平成31年", "2019", 0 },
    { "平成31年・令和元年", "2019", 0 },
    { "昭和64年・平成元年1月", "1989-01", 0 },
    { "2026年（令和8年）11月22日", "2026-11-22", 0 },
    { "令和8年（2026年）11月22日（日）", "2026-11-22", 0 },
    { "令和8(2026)年11月22日", "2026-11-22", 0 },
    { "2019年（平成31年・令和元年）", "2019", 0 },
    { "2023年（平成35年）4月1日", "2023-04-01", ERA },
    { "平成31年5月", "2019-05", ERA },
    { "平成31年5月1日", "2019-05-01", ERA },
    { "H35.4.1", "2023-04-01", ERA },
    { "平成35年", "2023", ERA },
    { "令和元年4月30日", "2019-04-30", ERA },
    { "令和元年4月", "2019-04", ERA },
    { "H1.1.7", "1989-01-07", ERA },
    { "S64.1.7", "1989-01-07", 0 },
    { "S64.1.8", "1989-01-08", ERA },
    { "S63.12.31", "1988-12-31", 0 },
    { "昭和元年12月25日", "1926-12-25", 0 },
    { "昭和元年12月24日", "1926-12-24", ERA },
    { "T15.12.25", "1926-12-25", ERA },
    { "大正15年12月24日", "1926-12-24", 0 },
    { "大12.9.1", "1923-09-01", 0 },
    { "M45.7.29", "1912-07-29", 0 },
    { "明治6年1月1日", "1873-01-01", 0 },
    { "明治5年", "1872", 0 },
    /* numbers in kanji */
    { "令和八年十一月二十二日", "2026-11-22", 0 },
    { "二〇二六年十一月二十二日", "2026-11-22", 0 },
    { "二千二十六年十月十日", "2026-10-10", 0 },
    { "昭和六十四年一月七日", "1989-01-07", 0 },
    { "平成三十年三月三十一日（土）", "2018-03-31", 0 },
    /* weekdays */
    { "2026-11-22(日)", "2026-11-22", 0 },
    { "2026/11/23（月・祝）", "2026-11-23", 0 },
    { "2026/11/23（月祝）", "2026-11-23", 0 },
    { "2026/11/23（祝）", "2026-11-23", 0 },
    { "2026/11/22(Sun)", "2026-11-22", 0 },
    { "2026/11/22 日曜日", "2026-11-22", 0 },
    { "2026/11/22㈰", "2026-11-22", 0 },
    { "2026年11月22日（月）", "2026-11-22", WEEKDAY },
    /* English */
    { "22 November 2026", "2026-11-22", 0 },
    { "Sun 22 Nov 2026", "2026-11-22", 0 },
    { "Mon, 22 Nov 2026", "2026-11-22", WEEKDAY },
    { "Sunday, November 22, 2026", "2026-11-22", 0 },
    { "1 May 2019 (Reiwa 1)", "2019-05-01", 0 },
    { "1 May Heisei 31", "2019-05-01", ERA },
    { "24 December Taishō 15", "1926-12-24", 0 },
    { "Sept 2026", "2026-09", 0 },
    { "22 November 2026, 13:30", "2026-11-22T13:30+09:00", 0 },
    { "5 August", "2026-08-05", YEAR },
    /* from the hints */
    { "8月5日", "2026-08-05", YEAR },
    { "8月5日（水）", "2026-08-05", YEAR },
    { "８／５", "2026-08-05", YEAR },
    { "8月", "2026-08", YEAR },
    { "八月五日", "2026-08-05", YEAR },
    { "8月5日（木）", "2026-08-05", YEAR | WEEKDAY },
    /* times */
    { "13:30", "13:30", 0 },
    { "13：30", "13:30", 0 },
    { "9:00", "09:00", 0 },
    { "09:00", "09:00", 0 },
    { "0:00", "00:00", 0 },
    { "24:00", "24:00", 0 },
    { "午後1時30分", "13:30", 0 },
    { "午前9時", "09:00", 0 },
    { "午後零時", NULL, 0 },
    { "午後0時30分", "12:30", 0 },
    { "午前0時", "00:00", 0 },
    { "午後12時30分", "12:30", NOON },
    { "午前12時", "00:00", NOON },
    { "13時半", "13:30", 0 },
    { "13時5分", "13:05", 0 },
    { "十三時三十分", "13:30", 0 },
    { "正午", "12:00", 0 },
    { "1:30 PM", "13:30", 0 },
    { "PM1:30", "13:30", 0 },
    { "13:30:00", "13:30", 0 },
    { "13:30:15", "13:30", SECONDS },
    /* both */
    { "2026-11-22T13:30+09:00", "2026-11-22T13:30+09:00", 0 },
    { "2026-11-22T13:30", "2026-11-22T13:30+09:00", 0 },
    { "2026-11-22T04:30:00Z", "2026-11-22T04:30+00:00", 0 },
    { "2026-11-22T04:30:00.000Z", "2026-11-22T04:30+00:00", 0 },
    { "2026-11-22T13:30-0330", "2026-11-22T13:30-03:30", 0 },
    { "2026/11/22 13:30:00", "2026-11-22T13:30+09:00", 0 },
    { "令和8年11月22日（日）午後1時30分", "2026-11-22T13:30+09:00", 0 },
    { "R8.11.22 13:30", "2026-11-22T13:30+09:00", 0 },
    { "2026/12/31 24:00", "2027-01-01T00:00+09:00", 0 },
    { "8月5日（水）13:30", "2026-08-05T13:30+09:00", YEAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TsuDateReading reading;
    gboolean read = tsu_date_parse (rows[i].text, &hints, &reading);

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (read, ==, rows[i].iso != NULL);
    g_assert_cmpstr (reading.iso, ==, rows[i].iso != NULL ? rows[i].iso : "");
    g_assert_cmphex (reading.warnings, ==, rows[i].warnings);
    g_assert_cmpint (reading.kind, ==, tsu_date_kind (rows[i].iso));
  }
}

static void
test_refuse (void)
{
  static const char *const texts[] = {
    NULL,
    "",
    " ",
    "未定",
    "2026-02-30",
    "2026/2/29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-01",
    "2026-01-00",
    "20260230",
    "2026112",
    "202611",
    "26/11/22",
    "08.11.22",
    "8.11.22",
    "22/11/2026",
    "8年11月22日",
    "令和0年",
    "令和100年",
    "令和8年度",
    "2026年度",
    "2026/11-22",
    "2026年11/22",
    "2026-11-22-",
    "2026-11-22x",
    "2026年11月22",
    "2026-11-22(",
    "2026-11-22(日",
    "2026-11-22(夏)",
    "明治5年12月2日",
    "0026-01-01",
    "00010101",
    "8:60",
    "25:00",
    "24:30",
    "8:5",
    "1330",
    "13",
    "午後13時",
    "13時60分",
    "13:30:60",
    "2026-11-22T",
    "2026-11-22T13:30+25:00",
    "2026-11-22 13:30 UTC",
    "2026-11 13:30",
    "8月5日",
    "8/5",
    "16日",
    "R",
    "令和",
    "令和年",
    "T13:30",
    "2026年11月22日と23日",
    "11/22/26",
    "044-855-1234",
    "1-2-3",
    "平成31年・令和2年",
    "2026年（令和7年）4月1日",
    "\xff\xfe",
    "2026-11-22\xe6\x97",
    "\xf0",
    "一二三四五六七八九〇一二三四五六七八九〇一二三四五六七八九〇",
    "十十十十十十",
    "99999999",
    "2026-11-22T13:30+09:60",
    "Sun",
    "November",
    "22 Novembre 2026",
    "31 November 2026",
    "Sun November 2026",
    "Sun 2026",
    "22 13月 2026",
    "November 22 2026x",
    "Ma 2026",
  };
  g_autofree char *endless = g_strnfill (100000, '1');
  TsuDateReading reading;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_test_message ("%s", texts[i]);
    g_assert_false (tsu_date_parse (texts[i], NULL, &reading));
    g_assert_cmpstr (reading.iso, ==, "");
    g_assert_cmpint (reading.kind, ==, TSU_DATE_NONE);
  }
  g_assert_false (tsu_date_parse (endless, NULL, &reading));
}

static void
test_hints (void)
{
  static const struct {
    const char *text;
    TsuDateHints hints;
    const char *iso;
  } rows[] = {
    { "8月5日", { .fiscal_year = 2026 }, "2026-08-05" },
    { "3月31日", { .fiscal_year = 2026 }, "2027-03-31" },
    { "4/1", { .fiscal_year = 2026 }, "2026-04-01" },
    { "2月", { .fiscal_year = 2026, .year = 2026 }, "2027-02" },
    { "2月29日", { .fiscal_year = 2026 }, "" },
    { "2月29日", { .fiscal_year = 2027 }, "2028-02-29" },
    { "16日", { .year = 2026, .month = 8 }, "2026-08-16" },
    { "16日", { .year = 2026 }, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TsuDateReading reading;

    tsu_date_parse (rows[i].text, &rows[i].hints, &reading);
    g_assert_cmpstr (reading.iso, ==, rows[i].iso);
  }
}

static void
test_range (void)
{
  static const TsuDateHints hints = { .year = 2026 };
  static const struct {
    const char *text;
    const char *start;
    const char *end;
  } rows[] = {
    { "8月5日（水）～8月16日（日）", "2026-08-05", "2026-08-16" },
    { "8月5日（水）〜16日（日）", "2026-08-05", "2026-08-16" },
    { "2027年8月5日~8月16日", "2027-08-05", "2027-08-16" },
    { "令和8年12月28日から1月4日まで", "2026-12-28", "2027-01-04" },
    { "12月28日～1月4日", "2026-12-28", "2027-01-04" },
    { "2026/8/5-2026/8/16", "2026-08-05", "2026-08-16" },
    { "2026-08-05 - 2026-08-16", "2026-08-05", "2026-08-16" },
    { "2026-08-05", "2026-08-05", "2026-08-05" },
    { "R8.4.1～R9.3.31", "2026-04-01", "2027-03-31" },
    { "2026年4月～2027年3月", "2026-04", "2027-03" },
    { "13:30～15:00", "13:30", "15:00" },
    { "13:30-15:00", "13:30", "15:00" },
    { "22:00～6:00", "22:00", "06:00" },
    { "午後1時30分～午後3時", "13:30", "15:00" },
    { "8月5日（水）13:30～15:00", "2026-08-05T13:30+09:00", "2026-08-05T15:00+09:00" },
    { "8月5日（水）13:30～8月6日（木）12:00", "2026-08-05T13:30+09:00", "2026-08-06T12:00+09:00" },
    { "8月5日 18:00～24:00", "2026-08-05T18:00+09:00", "2026-08-06T00:00+09:00" },
    { "2026年4月1日～", "2026-04-01", "" },
    { "～2027年3月31日", "", "2027-03-31" },
    { "2026年4月1日から", "2026-04-01", "" },
    { "8月16日(日)まで", "", "2026-08-16" },
    { "まで", NULL, NULL },
    { "～", NULL, NULL },
    { "8月16日～2026年8月5日", NULL, NULL },
    { "8月5日～13:00", NULL, NULL },
    { "8月5日～未定", NULL, NULL },
    { "8月30日～31日～32日", NULL, NULL },
    { "", NULL, NULL },
    { NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TsuDateRange range;

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (tsu_date_parse_range (rows[i].text, &hints, &range), ==,
                     rows[i].start != NULL);
    g_assert_cmpstr (range.start.iso, ==, rows[i].start != NULL ? rows[i].start : "");
    g_assert_cmpstr (range.end.iso, ==, rows[i].end != NULL ? rows[i].end : "");
  }
}

static void
test_ranges (void)
{
  static const char text[] = "①2026年8月5日（水）13:30～15:00 ②8月6日、③12日（水）～16日（日）";
  g_autoptr (GArray) ranges = tsu_date_parse_ranges (text, NULL);

  g_assert_nonnull (ranges);
  g_assert_cmpuint (ranges->len, ==, 3);
  g_assert_cmpstr (g_array_index (ranges, TsuDateRange, 0).end.iso, ==, "2026-08-05T15:00+09:00");
  g_assert_cmpstr (g_array_index (ranges, TsuDateRange, 1).start.iso, ==, "2026-08-06");
  g_assert_cmpstr (g_array_index (ranges, TsuDateRange, 2).start.iso, ==, "2026-08-12");
  g_assert_cmpstr (g_array_index (ranges, TsuDateRange, 2).end.iso, ==, "2026-08-16");
  g_assert_null (tsu_date_parse_ranges ("①8月5日②未定", NULL));
  g_assert_null (tsu_date_parse_ranges ("①②", NULL));
  g_assert_null (tsu_date_parse_ranges ("", NULL));
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

  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/refuse", test_refuse);
  g_test_add_func ("/date/hints", test_hints);
  g_test_add_func ("/date/range", test_range);
  g_test_add_func ("/date/ranges", test_ranges);
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
