/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl import: a table in CSV or Excel by the mapping that the headers suggest, or NDJSON. An
 * import that fails or is interrupted leaves nothing; one that was carried out has an id by which
 * undo takes it back.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-import-report.h"

#include "tsu-error.h"
#include "tsu-import.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  char *type;
  char *encoding;
  char *sheet;
  gboolean dry_run;
} Options;

static void
clear_options (Options *options)
{
  g_clear_pointer (&options->type, g_free);
  g_clear_pointer (&options->encoding, g_free);
  g_clear_pointer (&options->sheet, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
is_ndjson (const char *path)
{
  return g_str_has_suffix (path, ".ndjson") || g_str_has_suffix (path, ".jsonl") ||
         g_str_has_suffix (path, ".json");
}

static gboolean
find_encoding (const char *name, TsuEncoding *encoding, GError **error)
{
  *encoding = TSU_ENCODING_AUTO;
  if (!name || g_ascii_strcasecmp (name, "auto") == 0 || tsu_encoding_from_name (name, encoding))
    return TRUE;
  g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not an encoding; there are auto, utf-8, cp932, utf-16 and euc-jp."),
                  name);
  return FALSE;
}

static gboolean
find_sheet (TsuBook *book, const char *name, guint *index, GError **error)
{
  if (!name) {
    *index = tsu_import_choose_sheet (book);
    return TRUE;
  }
  for (*index = 0; *index < tsu_book_get_n_sheets (book); (*index)++) {
    if (g_strcmp0 (tsu_sheet_get_name (tsu_book_get_sheet (book, *index)), name) == 0)
      return TRUE;
  }
  g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND, _ ("The file has no sheet “%s”."), name);
  return FALSE;
}

/* Who interrupts an import wants it not to have been. */
static gboolean
take_back (TsuImport *import, TsuLedger *ledger, GError **error)
{
  g_auto (TsuUndo) what = { NULL };

  if (!tsu_ledger_undo_batch (ledger, tsu_import_get_batch (import), &what, NULL, error))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("The import was interrupted; nothing of it was kept."));
  return FALSE;
}

static gboolean
carry_out (TsuCall *call,
           TsuImport *import,
           TsuLedger *ledger,
           gboolean dry_run,
           TsuImportCounts *counts,
           GError **error)
{
  if (dry_run)
    return tsu_import_plan (import, ledger, counts, call->cancellable, error);
  if (!tsu_import_run (import, ledger, counts, NULL, NULL, call->cancellable, error))
    return FALSE;
  return counts->cancelled ? take_back (import, ledger, error)
                           : tsu_import_remember (import, ledger, error);
}

static gboolean
import_book (TsuCall *call,
             TsuBook *book,
             const char *path,
             const TsuType *type,
             const Options *options,
             GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (TsuImport) import = NULL;
  TsuImportCounts counts = { 0 };
  TsuImportReport report = { 0 };
  guint sheet;

  if (!find_sheet (book, options->sheet, &sheet, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_READ_WRITE, error);
  if (!ledger)
    return FALSE;
  import = tsu_import_new (book, sheet, type, name);
  tsu_import_recall (import, ledger);
  if (!carry_out (call, import, ledger, options->dry_run, &counts, error))
    return FALSE;
  report.batch = options->dry_run ? NULL : tsu_import_get_batch (import);
  report.read = counts.read;
  report.created = counts.created;
  report.updated = counts.updated;
  report.skipped = MAX (counts.read, counts.records) - counts.created - counts.updated;
  report.problems = tsu_book_get_problems (book);
  report.more_problems = tsu_import_get_problems (import);
  return tsu_import_report_print (&report, call->json, error);
}

gboolean
tsu_cmd_import (TsuCall *call, GError **error)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_FILENAME, &options.type,
      N_ ("What the rows are records of (default: what the headers say)"), N_ ("TYPE") },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &options.encoding,
      N_ ("Of a CSV file (default: auto)"), N_ ("NAME") },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &options.sheet,
      N_ ("Sheet of a workbook (default: the one with the most rows)"), N_ ("NAME") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only say what would be done"),
      NULL },
    { NULL },
  };
  TsuReadOptions reading = { 0 };
  const TsuType *type = NULL;
  const char *path;
  g_autoptr (TsuBook) book = NULL;

  if (!tsu_call_parse (call, entries, _ ("FILE"), 1, 1, error) ||
                       !find_encoding (options.encoding, &reading.encoding, error))
    return FALSE;
  path = call->argv[0];
  if (options.type && !(type = tsu_call_find_type (options.type, error)))
    return FALSE;
  tsu_call_catch_interrupt (call);
  if (is_ndjson (path))
    return tsu_import_ndjson (call, path, type, options.dry_run, error);
  book = tsu_book_read_file (path, &reading, call->cancellable, error);
  return book && import_book (call, book, path, type, &options, error);
}
