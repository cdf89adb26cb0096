/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an import says at its end, to a program or to people.
 */

#include "config.h"

#include "tsu-import-report.h"

#include "tsu-json.h"

#include <glib/gi18n.h>

static void
append_json_problems (TsuProblems *problems, gboolean *first, GString *out)
{
  for (guint i = 0; problems && i < tsu_problems_get_n_listed (problems); i++) {
    const TsuProblem *problem = tsu_problems_get (problems, i);

    g_string_append_printf (out, "%s{\"row\":%u,\"column\":%u,\"text\":", *first ? "" : ",",
                            problem->row, problem->column);
    tsu_json_append_string (out, problem->text ? problem->text : "");
    g_string_append (out, ",\"problem\":");
    tsu_json_append_string (out, problem->message);
    g_string_append_c (out, '}');
    *first = FALSE;
  }
}

static void
append_json (const TsuImportReport *report, GString *out)
{
  gboolean first = TRUE;

  g_string_append (out, "{\"import\":");
  if (report->batch)
    tsu_json_append_string (out, report->batch);
  else
    tsu_json_append_null (out);
  g_string_append_printf (out,
                          ",\"read\":%u,\"created\":%u,\"updated\":%u,\"skipped\":%u,"
                          "\"problems\":[",
                          report->read, report->created, report->updated, report->skipped);
  append_json_problems (report->problems, &first, out);
  append_json_problems (report->more_problems, &first, out);
  g_string_append (out, "]}\n");
}

static void
append_problems (TsuProblems *problems, GString *out)
{
  for (guint i = 0; problems && i < tsu_problems_get_n_listed (problems); i++) {
    const TsuProblem *problem = tsu_problems_get (problems, i);

    if (problem->row > 0)
      /* Translators: a place in a table. */
      g_string_append_printf (out, _ ("  row %u, column %u: "), problem->row, problem->column);
    else
      g_string_append (out, "  ");
    g_string_append (out, problem->message);
    if (problem->text && *problem->text != '\0')
      g_string_append_printf (out, " “%s”", problem->text);
    g_string_append_c (out, '\n');
  }
}

static void
append_words (const TsuImportReport *report, GString *out)
{
  g_string_append_printf (out, _ ("%u rows read: %u records new, %u changed, %u skipped"),
                                  report->read, report->created, report->updated, report->skipped);
  g_string_append_c (out, '\n');
  append_problems (report->problems, out);
  append_problems (report->more_problems, out);
  if (report->batch) {
    g_string_append_printf (out, _ ("To take it back: tsunagictl undo --batch %s"), report->batch);
    g_string_append_c (out, '\n');
  } else {
    g_string_append_printf (out, "%s\n", _ ("Nothing was written."));
  }
}

/**
 * tsu_import_report_print:
 *
 * Returns: whether it could be printed
 */
gboolean
tsu_import_report_print (const TsuImportReport *report, gboolean json, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (json)
    append_json (report, out);
  else
    append_words (report, out);
  return tsu_call_write (out, error);
}
