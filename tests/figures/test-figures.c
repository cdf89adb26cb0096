/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures against a recount by hand: every number of the demonstration ward is counted once more
 * from whole records, in another way.
 */

#include "config.h"

#include "test-folder.h"
#include "tsu-book.h"
#include "tsu-date.h"
#include "tsu-demo.h"
#include "tsu-error.h"
#include "tsu-figures.h"

#include <string.h>

#define TODAY "2026-11-22"

typedef struct {
  char *folder;
  TsuLedger *ledger;
} Desk;

static void
set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  TsuDemoOptions options = { 0, TSU_DEMO_SEED, TODAY };

  desk->folder = g_dir_make_tmp ("tsunagi-figures-XXXXXX", &error);
  path = g_build_filename (desk->folder, "ledger.db", NULL);
  desk->ledger = tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
  tsu_demo_fill (desk->ledger, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  tsu_ledger_close (desk->ledger);
  test_folder_remove (desk->folder);
  g_free (desk->folder);
}

static GPtrArray *
read_all (Desk *desk, const char *type)
{
  g_autoptr (GError) error = NULL;
  const TsuType *which = tsu_schema_find_type (type);
  g_autoptr (TsuListQuery) query = tsu_list_query_new (which);
  g_autoptr (GArray) keys = tsu_ledger_list (desk->ledger, query, NULL, &error);
  GPtrArray *records =
    tsu_ledger_get_many (desk->ledger, which, (const gint64 *) (gpointer) keys->data, keys->len,
                         &error);

  g_assert_no_error (error);
  return records;
}

/* The month of a day counts years from April, as "FY-MM" would. */
static gboolean
is_in_year (const char *date, int fiscal_year)
{
  int year = (int) g_ascii_strtoll (date, NULL, 10);
  int month = (int) g_ascii_strtoll (date + 5, NULL, 10);

  return (month >= 4 ? year : year - 1) == fiscal_year;
}

/* Counts the records of the year whose @field is, or contains, @code; with @code "" those that say
 * nothing. @need: follow the match to its need. */
static gint64
recount (Desk *desk, const char *type, int year, const char *field, const char *code)
{
  g_autoptr (GPtrArray) records = read_all (desk, type);
  gint64 n = 0;

  for (guint k = 0; k < records->len; k++) {
    const TsuRecord *record = g_ptr_array_index (records, k);
    const char *date = tsu_record_get_text (record, "starts");
    TsuValue *value;

    if (!date || !is_in_year (date, year) ||
        (g_str_equal (type, "log") &&
         g_strcmp0 (tsu_record_get_text (record, "kind"), "consultation") != 0))
      continue;
    value = tsu_record_get (record, field);
    if (*code == '\0')
      n += value == NULL;
    else if (value && tsu_value_get_kind (value) == TSU_VALUE_LIST)
      n += tsu_value_contains (value, code);
    else
      n += value && g_strcmp0 (tsu_value_get_text (value), code) == 0;
  }
  return n;
}

static void
check_field (Desk *desk, const TsuFigures *figures, const char *prefix, const char *field, int year)
{
  guint checked = 0;

  for (guint k = 0; k < figures->rows->len; k++) {
    const TsuFigure *figure = g_ptr_array_index (figures->rows, k);
    const char *code = figure->code + strlen (prefix);

    if (!g_str_has_prefix (figure->code, prefix))
      continue;
    g_test_message ("%s", figure->code);
    g_assert_cmpint (figure->now, ==, recount (desk, figures->type->name, year, field, code));
    g_assert_cmpint (figure->before, ==,
                     recount (desk, figures->type->name, year - 1, field, code));
    checked++;
  }
  g_assert_cmpuint (checked, >, 2);
}

/* What a number names is what it counted. */
static void
check_records (Desk *desk, const TsuFigures *figures)
{
  for (guint k = 0; k < figures->rows->len; k++) {
    const TsuFigure *figure = g_ptr_array_index (figures->rows, k);
    g_autoptr (GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);

    if (!g_str_equal (figure->code, "persons"))
      g_assert_cmpint (figure->records->len, ==, figure->now);
    for (guint r = 0; r < figure->records->len; r++) {
      gint64 *key = &g_array_index (figure->records, gint64, r);

      g_assert_true (g_hash_table_add (keys, key));
    }
  }
}

static gint64
sum_of (const TsuFigures *figures, const char *prefix)
{
  gint64 sum = 0;

  for (guint k = 0; k < figures->rows->len; k++) {
    const TsuFigure *figure = g_ptr_array_index (figures->rows, k);

    if (g_str_has_prefix (figure->code, prefix))
      sum += figure->now;
  }
  return sum;
}

static gint64
now_of (const TsuFigures *figures, const char *code)
{
  const TsuFigure *figure = tsu_figures_find (figures, code);

  return figure ? figure->now : 0;
}

static void
test_consultations (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuFigures) figures = tsu_figures_of_year (desk->ledger, TSU_FIGURES_CONSULTATIONS,
                                                        2026, TSU_DATE_WAREKI, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (figures->first, ==, "2026-04-01");
  g_assert_cmpstr (figures->last, ==, "2027-03-31");
  g_assert_cmpstr (figures->before_first, ==, "2025-04-01");
  check_field (desk, figures, "channel:", "channel", 2026);
  check_field (desk, figures, "route:", "route", 2026);
  check_field (desk, figures, "subject:", "subjects", 2026);
  check_field (desk, figures, "result:", "result", 2026);
  check_field (desk, figures, "district:", "district", 2026);
  check_records (desk, figures);
  g_assert_cmpint (now_of (figures, "cases"), >, 20);
  g_assert_cmpint (sum_of (figures, "route:"), ==, now_of (figures, "cases"));
  g_assert_cmpint (sum_of (figures, "channel:"), ==, now_of (figures, "cases"));
  g_assert_cmpint (sum_of (figures, "result:"), ==, now_of (figures, "cases"));
  g_assert_cmpint (sum_of (figures, "district:"), ==, now_of (figures, "cases"));
  g_assert_cmpint (sum_of (figures, "subject:"), >=, now_of (figures, "cases"));
  g_assert_cmpint (now_of (figures, "persons"), >=, now_of (figures, "cases"));
  g_assert_cmpint (now_of (figures, "different") + now_of (figures, "anonymous"), <=,
                   now_of (figures, "cases"));
}

static void
test_matches (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuFigures) figures =
    tsu_figures_of_year (desk->ledger, TSU_FIGURES_MATCHES, 2026, TSU_DATE_WAREKI, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (now_of (figures, "proposed"), >, 10);
  g_assert_cmpint (now_of (figures, "made") + now_of (figures, "waiting") +
                     now_of (figures, "not-made"),
                   ==, now_of (figures, "proposed"));
  g_assert_cmpint (sum_of (figures, "made:"), ==, now_of (figures, "made"));
  g_assert_cmpint (sum_of (figures, "not-made:"), ==, now_of (figures, "not-made"));
  g_assert_cmpint (sum_of (figures, "district:"), ==, now_of (figures, "proposed"));
  g_assert_cmpint (now_of (figures, "not-made"), ==,
                   recount (desk, "match", 2026, "status", "not-made"));
  g_assert_cmpint (now_of (figures, "made:done"), ==,
                   recount (desk, "match", 2026, "status", "done"));
  g_assert_cmpint (now_of (figures, "not-made:too-far"), ==,
                   recount (desk, "match", 2026, "refusal", "too-far"));
  check_records (desk, figures);
}

/* Twelve months are a year. */
static void
test_months_make_a_year (Desk *desk, gconstpointer data)
{
  for (TsuFigureSubject subject = 0; subject <= TSU_FIGURES_MATCHES; subject++) {
    const char *code = subject == TSU_FIGURES_MATCHES ? "proposed" : "cases";
    g_autoptr (TsuFigures) year =
      tsu_figures_of_year (desk->ledger, subject, 2026, TSU_DATE_WAREKI, NULL, NULL);
    gint64 sum = 0;
    gint64 before = -1;

    for (int m = 0; m < 12; m++) {
      g_autofree char *month =
        g_strdup_printf ("%d-%02d", m < 9 ? 2026 : 2027, m < 9 ? m + 4 : m - 8);
      g_autoptr (GError) error = NULL;
      g_autoptr (TsuFigures) figures =
        tsu_figures_of_month (desk->ledger, subject, month, TSU_DATE_WAREKI, NULL, &error);

      g_assert_no_error (error);
      sum += now_of (figures, code);
      if (before >= 0)
        g_assert_cmpint (tsu_figures_find (figures, code)->before, ==, before);
      before = now_of (figures, code);
    }
    g_assert_cmpint (sum, ==, now_of (year, code));
  }
}

static void
add_consultation (Desk *desk, const char *starts, const char *actor, int persons)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GError) error = NULL;
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("log"), NULL);
  TsuApply how = { "Edit", NULL, NULL };

  tsu_edit_set_text (edit, "kind", "consultation");
  tsu_edit_set_text (edit, "starts", starts);
  if (actor)
    tsu_edit_set_text (edit, "actor", actor);
  if (persons)
    tsu_edit_set_integer (edit, "persons", persons);
  g_ptr_array_add (edits, edit);
  tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error);
  g_assert_no_error (error);
}

/* Cases, persons each time and different persons, in a month of its own; the last minute of a month
 * and the first of the next; a month alone, and a year alone, which lies in no month. */
static void
test_units_and_edges (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) actors = read_all (desk, "actor");
  const char *a = tsu_record_get_id (g_ptr_array_index (actors, 0));
  const char *b = tsu_record_get_id (g_ptr_array_index (actors, 1));
  g_autoptr (TsuFigures) figures = NULL;

  add_consultation (desk, "2031-05-01T00:00+09:00", a, 0);
  add_consultation (desk, "2031-05-31T23:59+09:00", a, 3);
  add_consultation (desk, "2031-05-12", b, 2);
  add_consultation (desk, "2031-05", NULL, 0);
  add_consultation (desk, "2031-06-01T00:00+09:00", a, 0);
  add_consultation (desk, "2031-04-30T23:59+09:00", a, 0);
  add_consultation (desk, "2031", a, 0);
  figures = tsu_figures_of_month (desk->ledger, TSU_FIGURES_CONSULTATIONS, "2031-05",
                                  TSU_DATE_WAREKI, NULL, NULL);
  g_assert_cmpint (now_of (figures, "cases"), ==, 4);
  g_assert_cmpint (now_of (figures, "persons"), ==, 7);
  g_assert_cmpint (now_of (figures, "different"), ==, 2);
  g_assert_cmpint (now_of (figures, "anonymous"), ==, 1);
  g_assert_cmpint (tsu_figures_find (figures, "cases")->before, ==, 1);
}

/* The name of a period is written as whoever asks wants it, and in no other way besides. */
static void
test_names_of_periods (Desk *desk, gconstpointer data)
{
  static const struct {
    TsuDateStyle style;
    gboolean western;
  } styles[] = {
    { TSU_DATE_WESTERN, TRUE },
    { TSU_DATE_WAREKI, FALSE },
    { TSU_DATE_BOTH, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++) {
    g_autoptr (TsuFigures) month = tsu_figures_of_month (desk->ledger, TSU_FIGURES_CONSULTATIONS,
                                                         "2026-11", styles[i].style, NULL, NULL);
    g_autoptr (TsuFigures) year = tsu_figures_of_year (desk->ledger, TSU_FIGURES_CONSULTATIONS,
                                                       2026, styles[i].style, NULL, NULL);
    g_autofree char *wanted = tsu_date_format ("2026-11", styles[i].style, FALSE);
    const char *names[] = { month->period, year->period };

    g_assert_cmpstr (month->period, ==, wanted);
    g_assert_nonnull (strstr (year->period_before, styles[i].western ? "2025" : "7"));
    for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
      g_assert_cmpint (strstr (names[k], "2026") != NULL, ==, styles[i].western);
  }
}

static void
test_workbook (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuFigures) figures = tsu_figures_of_year (desk->ledger, TSU_FIGURES_CONSULTATIONS,
                                                        2026, TSU_DATE_WAREKI, NULL, &error);
  g_autofree char *path = g_build_filename (desk->folder, "figures.xlsx", NULL);
  g_autoptr (TsuBook) book = NULL;
  TsuSheet *sheet;

  g_assert_true (tsu_figures_write_xlsx (figures, path, NULL, &error));
  g_assert_no_error (error);
  book = tsu_book_read_file (path, NULL, NULL, &error);
  g_assert_no_error (error);
  sheet = tsu_book_get_sheet (book, 0);
  g_assert_cmpuint (tsu_sheet_get_n_rows (sheet), ==, figures->rows->len + 1);
  for (guint k = 0; k < figures->rows->len; k++) {
    const TsuFigure *figure = g_ptr_array_index (figures->rows, k);
    TsuCell cell = tsu_sheet_get_cell (sheet, k + 1, 1);

    g_assert_cmpint (cell.kind, ==, TSU_CELL_NUMBER);
    g_assert_cmpint (g_ascii_strtoll (cell.text, NULL, 10), ==, figure->now);
  }
}

static void
test_no_period (Desk *desk, gconstpointer data)
{
  static const char *const months[] = { "2026", "2026-11-22", "2026-13", "", "November" };

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (tsu_figures_of_month (desk->ledger, TSU_FIGURES_MATCHES, months[i],
                                         TSU_DATE_WAREKI, NULL, &error));
    g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/figures/consultations", Desk, NULL, set_up, test_consultations, tear_down);
  g_test_add ("/figures/matches", Desk, NULL, set_up, test_matches, tear_down);
  g_test_add ("/figures/months-make-a-year", Desk, NULL, set_up, test_months_make_a_year,
              tear_down);
  g_test_add ("/figures/units-and-edges", Desk, NULL, set_up, test_units_and_edges, tear_down);
  g_test_add ("/figures/names-of-periods", Desk, NULL, set_up, test_names_of_periods, tear_down);
  g_test_add ("/figures/workbook", Desk, NULL, set_up, test_workbook, tear_down);
  g_test_add ("/figures/no-period", Desk, NULL, set_up, test_no_period, tear_down);
  return g_test_run ();
}
