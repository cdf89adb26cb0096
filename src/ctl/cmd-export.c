/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl export: the records of a type as CSV, Excel or NDJSON, to a file or to stdout.
 */

#include "config.h"

#include "tsu-choice.h"
#include "tsu-commands.h"

#include "tsu-error.h"
#include "tsu-export.h"
#include "tsu-json.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
find_format (const char *format, const char *encoding, TsuExportFormat *found, GError **error)
{
  gboolean cp932 = encoding && g_ascii_strcasecmp (encoding, "cp932") == 0;

  if (encoding && !cp932 && g_ascii_strcasecmp (encoding, "utf-8") != 0) {
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--encoding takes utf-8 or cp932, not “%s”."), encoding);
    return FALSE;
  }
  if (!format || g_str_equal (format, "csv")) {
    *found = cp932 ? TSU_EXPORT_CSV_CP932 : TSU_EXPORT_CSV;
  } else if (g_str_equal (format, "xlsx")) {
    *found = TSU_EXPORT_XLSX;
  } else if (g_str_equal (format, "ndjson")) {
    *found = TSU_EXPORT_NDJSON;
  } else {
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--format takes csv, xlsx or ndjson, not “%s”."), format);
    return FALSE;
  }
  return TRUE;
}

/* Nothing given, the name of the file says it; --json promises objects on stdout. */
static const char *
guess_format (TsuCall *call, const char *file)
{
  if (!file && call->json)
    return "ndjson";
  if (file && g_str_has_suffix (file, ".xlsx"))
    return "xlsx";
  if (file && (g_str_has_suffix (file, ".ndjson") || g_str_has_suffix (file, ".jsonl")))
    return "ndjson";
  return "csv";
}

static void
append_problem (const TsuProblem *problem, GString *out)
{
  g_string_append_printf (out, "{\"row\":%u,\"column\":%u,\"text\":", problem->row,
                          problem->column);
  tsu_json_append_string (out, problem->text ? problem->text : "");
  g_string_append (out, ",\"problem\":");
  tsu_json_append_string (out, problem->message);
  g_string_append_c (out, '}');
}

/* Only where the records themselves went to a file is stdout free to say something. */
static gboolean
report (TsuCall *call, const char *file, guint n, TsuProblems *problems, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = g_filename_display_name (file);

  if (call->json) {
    g_string_append (out, "{\"export\":");
    tsu_json_append_string (out, name);
    g_string_append_printf (out, ",\"written\":%u,\"problems\":[", n);
  } else {
    g_string_append_printf (out,
                            ngettext ("%u record was written to %s",
                                      "%u records were written to %s", n),
                            n, name);
    g_string_append_c (out, '\n');
  }
  for (guint i = 0; i < tsu_problems_get_n_listed (problems); i++) {
    const TsuProblem *problem = tsu_problems_get (problems, i);

    if (call->json && i > 0)
      g_string_append_c (out, ',');
    if (call->json)
      append_problem (problem, out);
    else
      g_string_append_printf (out, "  %s\n", problem->message);
  }
  if (call->json)
    g_string_append (out, "]}\n");
  return tsu_call_write (out, error);
}

static gboolean
copy_to_output (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GString) out = NULL;

  if (!file)
    return FALSE;
  out = g_string_new_len (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
  return tsu_call_write (out, error);
}

/* Written to a file first, so that a failure in the middle prints nothing. */
static gboolean
write_to_output (TsuLedger *ledger,
                 const TsuType *type,
                 GArray *keys,
                 const TsuExportOptions *options,
                 TsuProblems *problems,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("tsunagi-XXXXXX", &path, error);
  gboolean good;

  if (fd < 0)
    return FALSE;
  close (fd);
  good = tsu_export_write (ledger, type, (const gint64 *) (gpointer) keys->data, keys->len, path,
                           options, problems, cancellable, error) &&
         copy_to_output (path, error);
  g_unlink (path);
  return good;
}

static gboolean
export_keys (TsuCall *call,
             TsuLedger *ledger,
             const TsuType *type,
             GArray *keys,
             const char *file,
             TsuExportFormat format,
             GError **error)
{
  const TsuExportOptions options = { .format = format, .policy = TSU_UNENCODABLE_REFUSE };
  g_autoptr (TsuProblems) problems = tsu_problems_new ();

  if (!file)
    return write_to_output (ledger, type, keys, &options, problems, call->cancellable, error);
  return tsu_export_write (ledger, type, (const gint64 *) (gpointer) keys->data, keys->len, file,
                           &options, problems, call->cancellable, error) &&
         report (call, file, keys->len, problems, error);
}

gboolean
tsu_cmd_export (TsuCall *call, GError **error)
{
  g_auto (TsuChoice) choice = { NULL };
  g_autofree char *format = NULL;
  g_autofree char *encoding = NULL;
  g_autofree char *file = NULL;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format,
      N_ ("csv, xlsx or ndjson (default: as the file is called, else csv)"), N_ ("FORMAT") },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &encoding, N_ ("Of CSV: utf-8 (default) or cp932"),
      N_ ("NAME") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &file, N_ ("The file (default: standard output)"),
      N_ ("FILE") },
    { NULL },
  };
  GOptionEntry more[TSU_CHOICE_N_OPTIONS];
  g_autoptr (TsuListQuery) query = NULL;
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GArray) keys = NULL;
  TsuExportFormat found;

  tsu_choice_get_options (&choice, more);
  call->more_options = more;
  if (!tsu_call_parse (call, entries, _ ("TYPE [WORDS…]"), 1, -1, error) ||
                       !find_format (format ? format : guess_format (call, file), encoding, &found,
                                     error))
    return FALSE;
  query = tsu_choice_make_query (&choice, call, error);
  if (!query)
    return FALSE;
  tsu_call_catch_interrupt (call);
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  keys = tsu_ledger_list (ledger, query, call->cancellable, error);
  return keys &&
         export_keys (call, ledger, tsu_list_query_get_type_of (query), keys, file, found, error);
}
