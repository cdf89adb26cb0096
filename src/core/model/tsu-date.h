/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates and times are text in one canonical spelling each:
 *
 *   "2026"  "2026-11"  "2026-11-22"  "2026-11-22T13:30+09:00"  "13:30"
 *
 * so that they sort, travel and are stored as they are. A partial date says what is known and no
 * more. Nothing here asks the clock or the system's time zone.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TSU_DATE_SIZE: bytes of the longest canonical text with its closing NUL */
#define TSU_DATE_SIZE 24

/** TSU_DATE_ZONE: Asia/Tokyo, minutes east of UTC; has had no summer time since 1951 */
#define TSU_DATE_ZONE (9 * 60)

typedef enum {
  TSU_DATE_NONE,
  TSU_DATE_YEAR,
  TSU_DATE_MONTH,
  TSU_DATE_DAY,
  TSU_DATE_DATETIME,
  TSU_DATE_TIME,
} TsuDateKind;

typedef enum {
  TSU_DATE_WESTERN, /* 2026年11月22日 */
  TSU_DATE_WAREKI,  /* 令和8年11月22日 */
  TSU_DATE_BOTH,    /* 2026年（令和8年）11月22日 */
} TsuDateStyle;

/**
 * TsuDateWarning:
 * @TSU_DATE_WARNING_ERA: the date does not lie in the era it is given in, as 平成31年5月
 * @TSU_DATE_WARNING_WEEKDAY: the weekday given is not that of the date
 * @TSU_DATE_WARNING_YEAR: the year was not given, but taken from the hints
 * @TSU_DATE_WARNING_NOON: 12 o'clock with 午前 or 午後, which people read in two ways
 * @TSU_DATE_WARNING_SECONDS: seconds were given and left away
 */
typedef enum {
  TSU_DATE_WARNING_ERA = 1 << 0,
  TSU_DATE_WARNING_WEEKDAY = 1 << 1,
  TSU_DATE_WARNING_YEAR = 1 << 2,
  TSU_DATE_WARNING_NOON = 1 << 3,
  TSU_DATE_WARNING_SECONDS = 1 << 4,
} TsuDateWarning;

/**
 * TsuDateParts:
 * @kind: which of the others mean something
 * @zone: minutes east of UTC
 */
typedef struct {
  TsuDateKind kind;
  int year, month, day;
  int hour, minute;
  int zone;
} TsuDateParts;

/**
 * TsuDateHints:
 * @year: the year of "8月5日", 0 if unknown
 * @fiscal_year: the fiscal year of "8月5日", 0 if unknown; goes before @year
 * @month: the month of "16日" in @year, 0 if unknown
 */
typedef struct {
  int year;
  int fiscal_year;
  int month;
} TsuDateHints;

/**
 * TsuDateReading:
 * @iso: the canonical text, empty if @kind is %TSU_DATE_NONE
 * @warnings: #TsuDateWarning flags
 */
typedef struct {
  TsuDateKind kind;
  char iso[TSU_DATE_SIZE];
  guint warnings;
} TsuDateReading;

/**
 * TsuDateRange:
 * @start: the beginning, %TSU_DATE_NONE if open
 * @end: the end, included; equal to @start for a single date; %TSU_DATE_NONE if open
 */
typedef struct {
  TsuDateReading start;
  TsuDateReading end;
} TsuDateRange;

/* Reading */

gboolean tsu_date_parse (const char *text, const TsuDateHints *hints, TsuDateReading *out);
gboolean tsu_date_parse_range (const char *text, const TsuDateHints *hints, TsuDateRange *out);
GArray *tsu_date_parse_ranges (const char *text, const TsuDateHints *hints);
gboolean tsu_fiscal_year_parse (const char *text, int *fiscal_year);

/* The canonical text and its parts */

gboolean tsu_date_split (const char *iso, TsuDateParts *parts);
gboolean tsu_date_join (const TsuDateParts *parts, char iso[TSU_DATE_SIZE]);
TsuDateKind tsu_date_kind (const char *iso);

/* Calculating */

char *tsu_date_today (gint64 now_ms);
char *tsu_date_now (gint64 now_ms);
char *tsu_date_add_days (const char *iso, int days);
char *tsu_date_add_months (const char *iso, int months);
int tsu_date_days_between (const char *from, const char *to);
int tsu_date_weekday (const char *iso);
int tsu_date_compare (const char *a, const char *b);
gboolean tsu_date_bounds (const char *iso, char first[TSU_DATE_SIZE], char last[TSU_DATE_SIZE]);
int tsu_date_fiscal_year (const char *iso);
void tsu_fiscal_year_bounds (int fiscal_year, char first[TSU_DATE_SIZE], char last[TSU_DATE_SIZE]);

/* Printing */

char *tsu_date_format (const char *iso, TsuDateStyle style, gboolean with_weekday);
char *tsu_date_format_short (const char *iso, const char *today, TsuDateStyle style);
char *tsu_fiscal_year_label (int fiscal_year, TsuDateStyle style);
char *tsu_date_describe_warnings (guint warnings);

G_END_DECLS
