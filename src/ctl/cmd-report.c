/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl report: figures of a month or a fiscal year beside the one before, as text, as JSON
 * with the records behind each number, or as an Excel workbook.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-date.h"
#include "tsu-error.h"
#include "tsu-figures.h"
#include "tsu-json.h"

#include <glib/gi18n.h>

static gboolean
find_subject (const char *name, TsuFigureSubject *subject, GError **error)
{
  if (g_str_equal (name, "consultations")) {
    *subject = TSU_FIGURES_CONSULTATIONS;
    return TRUE;
  }
  if (g_str_equal (name, "matches")) {
    *subject = TSU_FIGURES_MATCHES;
    return TRUE;
  }
  g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("There are reports on consultations and on matches, not on “%s”."), name);
  return FALSE;
}

static gboolean
append_ids (
  GString *out, TsuLedger *ledger, const TsuType *type, const GArray *keys, GError **error)
{
  g_autoptr (GPtrArray) records =
    tsu_ledger_get_many (ledger, type, (const gint64 *) (gpointer) keys->data, keys->len, error);

  if (!records)
    return FALSE;
  g_string_append (out, ",\"records\":[");
  for (guint k = 0; k < records->len; k++) {
    if (k > 0)
      g_string_append_c (out, ',');
    tsu_json_append_string (out, tsu_record_get_id (g_ptr_array_index (records, k)));
  }
  g_string_append_c (out, ']');
  return TRUE;
}

static gboolean
print_json (GString *out, TsuLedger *ledger, const TsuFigures *figures, GError **error)
{
  for (guint k = 0; k < figures->rows->len; k++) {
    const TsuFigure *figure = g_ptr_array_index (figures->rows, k);

    g_string_append (out, "{\"code\":");
    tsu_json_append_string (out, figure->code);
    g_string_append (out, ",\"label\":");
    tsu_json_append_string (out, figure->label);
    g_string_append (out, ",\"unit\":");
    tsu_json_append_string (out, figure->unit);
    g_string_append_printf (out, ",\"now\":%" G_GINT64_FORMAT ",\"before\":%" G_GINT64_FORMAT,
                            figure->now, figure->before);
    if (!append_ids (out, ledger, figures->type, figure->records, error))
      return FALSE;
    g_string_append (out, "}\n");
  }
  return TRUE;
}

static void
print_text (GString *out, const TsuFigures *figures)
{
  g_string_append_printf (out, _ ("%s, %s (before: %s)"), figures->title, figures->period,
                                  figures->period_before);
  g_string_append_c (out, '\n');
  for (guint k = 0; k < figures->rows->len; k++) {
    const TsuFigure *figure = g_ptr_array_index (figures->rows, k);

    g_string_append_printf (out, "%s%6" G_GINT64_FORMAT " %6" G_GINT64_FORMAT "  %s (%s)\n",
                            figure->level > 0 ? "  " : "", figure->now, figure->before,
                            figure->label, figure->unit);
  }
}

static TsuFigures *
make_figures (TsuCall *call,
              TsuLedger *ledger,
              TsuFigureSubject subject,
              const char *month,
              const char *year,
              GError **error)
{
  g_autofree char *as_written = year ? g_strconcat (year, "年度", NULL) : NULL;
  int fiscal_year;

  if (month)
    return tsu_figures_of_month (ledger, subject, month, TSU_DATE_WAREKI, call->cancellable, error);
  if (!tsu_fiscal_year_parse (year, &fiscal_year) &&
      !tsu_fiscal_year_parse (as_written, &fiscal_year)) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is no fiscal year; write it as 2026."), year);
    return NULL;
  }
  return tsu_figures_of_year (ledger, subject, fiscal_year, TSU_DATE_WAREKI, call->cancellable,
                              error);
}

gboolean
tsu_cmd_report (TsuCall *call, GError **error)
{
  g_autofree char *month = NULL;
  g_autofree char *year = NULL;
  g_autofree char *file = NULL;
  const GOptionEntry entries[] = {
    { "month", 0, 0, G_OPTION_ARG_STRING, &month, N_ ("A month"), N_ ("2026-11") },
    { "year", 0, 0, G_OPTION_ARG_STRING, &year, N_ ("A fiscal year, April to March"), N_ ("2026") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &file, N_ ("An Excel file to write"), N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (TsuFigures) figures = NULL;
  TsuFigureSubject subject;

  if (!tsu_call_parse (call, entries, _ ("consultations|matches"), 1, 1, error) ||
                       !find_subject (call->argv[0], &subject, error))
    return FALSE;
  if (!month == !year) {
    g_set_error_literal (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Give either --month or --year."));
    return FALSE;
  }
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  figures = make_figures (call, ledger, subject, month, year, error);
  if (!figures)
    return FALSE;
  if (file && !tsu_figures_write_xlsx (figures, file, call->cancellable, error))
    return FALSE;
  if (call->json && !print_json (out, ledger, figures, error))
    return FALSE;
  if (!call->json && !file)
    print_text (out, figures);
  return tsu_call_write (out, error);
}
