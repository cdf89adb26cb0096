/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the import assistant shows of a file before anything is imported: sheets, headings, what
 * each column becomes, and how its first values are read. Bounded, however long the file is.
 */

#include "config.h"

#include "tsu-import-look.h"

#include "tsu-field-read.h"
#include "tsu-field-text.h"
#include "tsu-heading.h"

#include <glib/gi18n.h>

#define HEADERS 20       /* rows offered as the row of headings */
#define SAMPLE_ROWS 200  /* rows in which samples are looked for */
#define SAMPLES 2        /* values shown of a column */
#define SAMPLE_LENGTH 40 /* characters shown of a value */

/* --- what is asked --- */

static gpointer
copy_target (gconstpointer target, gpointer data)
{
  return g_strdup (target);
}

static void
correction_free (gpointer data)
{
  TsuImportCorrection *correction = data;

  g_free (correction->text);
  g_free (correction);
}

static gpointer
copy_correction (gconstpointer from, gpointer data)
{
  TsuImportCorrection *copy = g_memdup2 (from, sizeof *copy);

  copy->text = g_strdup (copy->text);
  return copy;
}

TsuImportAsk *
tsu_import_ask_copy (const TsuImportAsk *ask)
{
  TsuImportAsk *copy = g_new0 (TsuImportAsk, 1);

  *copy = *ask;
  tsu_import_file_ref (copy->file);
  if (ask->targets)
    copy->targets = g_ptr_array_copy (ask->targets, copy_target, NULL);
  if (ask->corrections)
    copy->corrections = g_ptr_array_copy (ask->corrections, copy_correction, NULL);
  return copy;
}

void
tsu_import_ask_free (TsuImportAsk *ask)
{
  tsu_import_file_unref (ask->file);
  g_clear_pointer (&ask->targets, g_ptr_array_unref);
  g_clear_pointer (&ask->corrections, g_ptr_array_unref);
  g_free (ask);
}

/**
 * tsu_import_ask_correct:
 * @row: index of the row in the sheet
 * @column: index of the column
 * @text: what the cell should say
 *
 * Puts a cell right for this import. The file itself stays as it is.
 */
void
tsu_import_ask_correct (TsuImportAsk *ask, guint row, guint column, const char *text)
{
  TsuImportCorrection *correction = g_new0 (TsuImportCorrection, 1);

  correction->row = row;
  correction->column = column;
  correction->text = g_strdup (text);
  if (!ask->corrections)
    ask->corrections = g_ptr_array_new_with_free_func (correction_free);
  g_ptr_array_add (ask->corrections, correction);
}

/* Only the job that has the file in its hands may touch its cells. */
static void
put_right (const TsuImportAsk *ask, TsuSheet *sheet)
{
  for (guint i = 0; ask->corrections && i < ask->corrections->len; i++) {
    const TsuImportCorrection *correction = ask->corrections->pdata[i];

    if (correction->row < tsu_sheet_get_n_rows (sheet))
      tsu_sheet_set_text (sheet, correction->row, correction->column, correction->text);
  }
}

/**
 * tsu_import_ask_make:
 * @ledger: where the forms of earlier files are remembered
 * @remembered: (out) (optional): whether one was found for a file of this form
 *
 * Returns: (transfer full): the import in which each column becomes what the user chose, else
 *   what it became the last time, else what it looks like
 */
TsuImport *
tsu_import_ask_make (const TsuImportAsk *ask, TsuLedger *ledger, gboolean *remembered)
{
  TsuBook *book = ask->file->book;
  TsuImport *import;
  TsuMapping *mapping;
  gboolean known = FALSE;

  if (ask->header >= 0)
    tsu_heading_set_row (tsu_book_get_sheet (book, ask->sheet), (guint) ask->header);
  put_right (ask, tsu_book_get_sheet (book, ask->sheet));
  import = tsu_import_new (book, ask->sheet, ask->type, ask->file->path);
  if (!ask->type)
    known = tsu_import_recall (import, ledger);
  mapping = tsu_import_get_mapping (import);
  for (guint i = 0; ask->targets && i < MIN (ask->targets->len, mapping->columns->len); i++) {
    const char *target = ask->targets->pdata[i];

    tsu_mapping_set_target (mapping, i, *target ? target : NULL);
  }
  if (remembered)
    *remembered = known;
  return import;
}

/* --- what is seen --- */

static void
column_free (gpointer data)
{
  TsuImportColumn *column = data;

  g_free (column->heading);
  g_free (column->raw);
  g_free (column->result);
  g_free (column);
}

void
tsu_import_look_free (TsuImportLook *look)
{
  g_strfreev (look->sheets);
  g_clear_pointer (&look->headers, g_array_unref);
  g_clear_pointer (&look->columns, g_ptr_array_unref);
  g_free (look);
}

static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');

  if (g_utf8_strlen (line, -1) <= SAMPLE_LENGTH)
    return g_steal_pointer (&line);
  *g_utf8_offset_to_pointer (line, SAMPLE_LENGTH - 1) = '\0';
  return g_strconcat (line, "…", NULL);
}

static void
append (GString *line, const char *text)
{
  if (line->len > 0)
    /* Translators: between two values of a column, given as examples. */
    g_string_append (line, _ (" / "));
  g_string_append (line, text);
}

/* How one value is read, as far as a single cell tells. */
static char *
read_cell (const TsuField *field,
           const char *text,
           const TsuImportAsk *ask,
           const TsuDateHints *hints)
{
  g_autoptr (TsuValue) value = NULL;
  g_autofree char *doubt = NULL;

  switch (tsu_field_read (field, text, hints, &value, &doubt)) {
  case TSU_READING_VALUE:
    return tsu_field_text_format (field, value, ask->date_style);
  case TSU_READING_PARTLY:
  case TSU_READING_DOUBTFUL: {
    g_autofree char *read = tsu_field_text_format (field, value, ask->date_style);

    /* Translators: %s is how a value was read, when that is not sure. */
    return g_strdup_printf (_ ("%s?"), read);
  }
  case TSU_READING_NOTHING:
    return g_strdup (_ ("(nothing)"));
  case TSU_READING_FAILED:
  default:
    return g_strdup (_ ("cannot be read"));
  }
}

/* Fills in the first values that differ, among a bounded number of rows. */
static void
take_samples (const TsuImportAsk *ask,
              const TsuMapping *mapping,
              guint index,
              TsuImportColumn *column)
{
  TsuSheet *sheet = tsu_book_get_sheet (ask->file->book, ask->sheet);
  const TsuField *field =
    column->target ? tsu_type_find_field (mapping->type, column->target) : NULL;
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (GString) read = g_string_new (NULL);
  const char *last = "";
  guint found = 0;

  for (guint row = 0; row < MIN (tsu_sheet_get_n_rows (sheet), SAMPLE_ROWS); row++) {
    const char *text = tsu_sheet_get_text (sheet, row, index);
    g_autofree char *shown = NULL;

    if (found == SAMPLES || tsu_sheet_get_role (sheet, row) != TSU_ROW_DATA || !*text ||
        g_str_equal (text, last))
      continue;
    last = text;
    found++;
    shown = shorten (text);
    append (raw, shown);
    if (field && field->kind != TSU_FIELD_REFERENCE) {
      g_autofree char *value = read_cell (field, text, ask, &mapping->hints);
      g_autofree char *result = shorten (value);

      append (read, result);
    }
  }
  if (read->len > 0 && !g_str_equal (read->str, raw->str))
    column->result = g_strdup (read->str);
  column->raw = g_strdup (raw->str);
}

static GPtrArray *
look_at_columns (const TsuImportAsk *ask, const TsuMapping *mapping)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (column_free);

  for (guint i = 0; i < mapping->columns->len; i++) {
    const TsuColumn *from = g_ptr_array_index (mapping->columns, i);
    TsuImportColumn *column = g_new0 (TsuImportColumn, 1);

    column->heading = g_strdup (from->header);
    column->target = from->target;
    take_samples (ask, mapping, i, column);
    g_ptr_array_add (columns, column);
  }
  return columns;
}

static void
look_at_headers (const TsuImportAsk *ask, TsuImportLook *look)
{
  TsuSheet *sheet = tsu_book_get_sheet (ask->file->book, ask->sheet);
  int header = tsu_sheet_get_header_row (sheet);

  look->header = -1;
  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet) && look->headers->len < HEADERS; i++) {
    TsuImportHeader row = { i, tsu_sheet_get_row_number (sheet, i) };

    if (tsu_sheet_get_role (sheet, i) == TSU_ROW_BLANK)
      continue;
    if ((int) i == header)
      look->header = (int) look->headers->len;
    g_array_append_val (look->headers, row);
  }
}

/**
 * tsu_import_look_job:
 *
 * A job for the store that looks at a file as @ask says.
 *
 * Returns: (transfer full): a TsuImportLook
 */
gpointer
tsu_import_look_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const TsuImportAsk *ask = data;
  TsuBook *book = ask->file->book;
  TsuSheet *sheet = tsu_book_get_sheet (book, ask->sheet);
  g_autoptr (TsuImportLook) look = g_new0 (TsuImportLook, 1);
  g_autoptr (TsuImport) import = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < tsu_book_get_n_sheets (book); i++)
    g_strv_builder_add (names, tsu_sheet_get_name (tsu_book_get_sheet (book, i)));
  look->sheets = g_strv_builder_end (names);
  look->headers = g_array_new (FALSE, FALSE, sizeof (TsuImportHeader));
  import = tsu_import_ask_make (ask, ledger, &look->remembered);
  look_at_headers (ask, look);
  look->type = tsu_import_get_mapping (import)->type;
  look->columns = look_at_columns (ask, tsu_import_get_mapping (import));
  look->n_rows = tsu_sheet_count_rows (sheet, TSU_ROW_DATA);
  return g_steal_pointer (&look);
}
