/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records of one type go out as a file that replaces another only when it is complete.
 */

#include "config.h"

#include "tsu-export.h"

#include <glib/gi18n.h>

#include "tsu-error.h"
#include "tsu-export-columns.h"
#include "tsu-xlsx-writer.h"

#define BLOCK 256

typedef struct {
  TsuLedger *ledger;
  const TsuType *type;
  const gint64 *keys;
  gsize n_keys;
  const TsuExportOptions *options;
  GCancellable *cancellable;
} Source;

typedef gboolean (*RecordFunc) (const TsuRecord *record, gpointer data, GError **error);

/* Where the rows of a table go: one of the two writers. */
typedef struct {
  TsuExportColumns *columns;
  TsuCsvWriter *csv;
  TsuXlsxWriter *xlsx;
  TsuCell *cells;
  const char **texts;
  GCancellable *cancellable;
} Table;

static gboolean
for_each (const Source *source, gboolean report, RecordFunc func, gpointer data, GError **error)
{
  for (gsize i = 0; i < source->n_keys; i += BLOCK) {
    g_autoptr (GPtrArray) records =
      tsu_ledger_get_many (source->ledger, source->type, source->keys + i,
                           MIN (BLOCK, source->n_keys - i), error);

    if (records == NULL || g_cancellable_set_error_if_cancelled (source->cancellable, error))
      return FALSE;
    for (guint j = 0; j < records->len; j++)
      if (!func (g_ptr_array_index (records, j), data, error))
        return FALSE;
    if (report && source->options->progress != NULL)
      source->options->progress (MIN (i + BLOCK, source->n_keys), source->n_keys,
                                 source->options->progress_data);
  }
  return TRUE;
}

static gboolean
look_at (const TsuRecord *record, gpointer data, GError **error)
{
  tsu_export_columns_look_at (data, record);
  return TRUE;
}

static gboolean
write_row (const TsuRecord *record, gpointer data, GError **error)
{
  Table *table = data;
  guint n = tsu_export_columns_get_n (table->columns);

  tsu_export_columns_fill (table->columns, record, table->cells);
  if (table->xlsx != NULL)
    return tsu_xlsx_writer_add_row (table->xlsx, table->cells, n, error);
  for (guint i = 0; i < n; i++)
    table->texts[i] = table->cells[i].text;
  return tsu_csv_writer_add_row (table->csv, table->texts, n, table->cancellable, error);
}

static gboolean
write_json (const TsuRecord *record, gpointer data, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  tsu_record_append_json (record, line);
  g_string_append_c (line, '\n');
  return g_output_stream_write_all (data, line->str, line->len, NULL, NULL, error);
}

static gboolean
write_table (const Source *source, Table *table, GError **error)
{
  const char *const *names = tsu_export_columns_get_names (table->columns);
  guint n = tsu_export_columns_get_n (table->columns);
  gboolean ok;

  table->cells = g_new0 (TsuCell, n);
  table->texts = g_new0 (const char *, n);
  if (table->xlsx != NULL)
    ok = tsu_xlsx_writer_add_header (table->xlsx, names, n, error);
  else
    ok = tsu_csv_writer_add_row (table->csv, names, n, table->cancellable, error);
  ok = ok && for_each (source, TRUE, write_row, table, error);
  g_clear_pointer (&table->cells, g_free);
  g_clear_pointer (&table->texts, g_free);
  return ok;
}

/* Closing with a cancelled cancellable is how GIO throws away what was written. */
static void
abandon (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

static void
list_unencodable (TsuCsvWriter *writer, TsuProblems *problems)
{
  GPtrArray *list = tsu_csv_writer_get_unencodable (writer);

  for (guint i = 0; i < list->len; i++) {
    const TsuUnencodable *item = g_ptr_array_index (list, i);

    if (item->substitute != NULL)
      tsu_problems_add (problems, item->row, item->column, item->character,
                        _ ("CP932 does not have this character; “%s” was written instead."),
                           item->substitute);
    else
      tsu_problems_add (problems, item->row, item->column, item->character,
                        _ ("CP932 does not have this character."));
  }
}

static gboolean
write_csv (
  const Source *source, Table *table, GOutputStream *stream, TsuProblems *problems, GError **error)
{
  TsuEncoding encoding =
    source->options->format == TSU_EXPORT_CSV_CP932 ? TSU_ENCODING_CP932 : TSU_ENCODING_UTF8;
  g_autoptr (TsuCsvWriter) writer = tsu_csv_writer_new (stream, encoding, source->options->policy);
  gboolean ok;

  table->csv = writer;
  ok = write_table (source, table, error) &&
       tsu_csv_writer_finish (writer, source->cancellable, error);
  list_unencodable (writer, problems);
  return ok;
}

static gboolean
write_stream (const Source *source,
              TsuExportColumns *columns,
              const char *path,
              TsuProblems *problems,
              GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean existed = g_file_query_exists (file, source->cancellable);
  g_autoptr (GFileOutputStream) stream =
    g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, source->cancellable, error);
  Table table = { .columns = columns, .cancellable = source->cancellable };
  gboolean ok;

  if (stream == NULL)
    return FALSE;
  if (columns != NULL)
    ok = write_csv (source, &table, G_OUTPUT_STREAM (stream), problems, error);
  else
    ok = for_each (source, TRUE, write_json, stream, error);
  if (!ok) {
    abandon (G_OUTPUT_STREAM (stream));
    /* A file that is replaced stays as it was; a new one has already been made. */
    if (!existed)
      g_file_delete (file, NULL, NULL);
    return FALSE;
  }
  return g_output_stream_close (G_OUTPUT_STREAM (stream), source->cancellable, error);
}

static gboolean
write_xlsx (const Source *source,
            TsuExportColumns *columns,
            const char *path,
            TsuProblems *problems,
            GError **error)
{
  const char *name = g_dpgettext2 (NULL, "types", source->type->plural);
  g_autoptr (TsuXlsxWriter) writer = tsu_xlsx_writer_new (path, name, TRUE, error);
  Table table = { .columns = columns, .xlsx = writer, .cancellable = source->cancellable };
  TsuProblems *cut;

  if (writer == NULL || !write_table (source, &table, error) ||
      !tsu_xlsx_writer_finish (writer, source->cancellable, error))
    return FALSE;
  cut = tsu_xlsx_writer_get_problems (writer);
  for (guint i = 0; i < tsu_problems_get_n_listed (cut); i++) {
    const TsuProblem *problem = tsu_problems_get (cut, i);

    tsu_problems_add (problems, problem->row, problem->column, problem->text, "%s",
                      problem->message);
  }
  return TRUE;
}

/**
 * tsu_export_write:
 * @keys: (array length=n_keys): local keys of records of @type, in the order to write them in
 * @path: the file; what is there is replaced only when all is written
 * @problems: filled with what could not be written as it stands, also when the export fails
 *
 * Writes a table with the labels of the fields as headers, or one JSON object a line.
 *
 * Returns: %FALSE with a %TSU_ERROR or %G_IO_ERROR; the file is then as it was before
 */
gboolean
tsu_export_write (TsuLedger *ledger,
                  const TsuType *type,
                  const gint64 *keys,
                  gsize n_keys,
                  const char *path,
                  const TsuExportOptions *options,
                  TsuProblems *problems,
                  GCancellable *cancellable,
                  GError **error)
{
  const Source source = { ledger, type, keys, n_keys, options, cancellable };
  g_autoptr (TsuExportColumns) columns = NULL;

  if (options->format != TSU_EXPORT_NDJSON) {
    columns = tsu_export_columns_new (ledger, type);
    if (!for_each (&source, FALSE, look_at, columns, error))
      return FALSE;
    tsu_export_columns_settle (columns);
  }
  if (options->format == TSU_EXPORT_XLSX)
    return write_xlsx (&source, columns, path, problems, error);
  return write_stream (&source, columns, path, problems, error);
}
