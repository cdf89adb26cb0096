/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One worksheet: rows and cells as they come. References (r="C5") may be absent, then cells
 * follow one another; rows and cells that step back are damage, Excel never writes them.
 */

#include "config.h"

#include "tsu-xlsx-sheet.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "tsu-cell-text.h"
#include "tsu-error.h"
#include "tsu-xlsx-number.h"
#include "tsu-xlsx-strings.h"

#define MAX_ROWS 1048576
#define MAX_COLUMNS 16384
#define MAX_CELLS ((gsize) 40 * 1000 * 1000)
#define MAX_MERGES 100000
#define ROWS_PER_REPORT 4096

typedef struct {
  TsuXlsxContext *context;
  TsuXlsxPart *part;
  TsuSheet *sheet;
  TsuXlsxRich *rich;
  GString *value;
  guint row;   /* from 1, 0 before the first */
  guint width; /* cells appended to the open row */
  gboolean row_open;
  gboolean in_cell;
  gboolean in_value;
  gboolean in_inline;
  guint column; /* of the open cell, from 0 */
  guint style;
  char type; /* s(hared), i(nline), t(ext result), b, e, d, n */
} Reader;

/* Reads "C5". Returns FALSE for what is no reference. */
static gboolean
parse_reference (const char *text, guint *row, guint *column)
{
  guint64 number;
  guint letters = 0;
  char *end;

  while (g_ascii_isupper (*text) && letters < MAX_COLUMNS)
    letters = letters * 26 + (guint) (*text++ - 'A') + 1;
  number = g_ascii_strtoull (text, &end, 10);
  if (letters == 0 || letters > MAX_COLUMNS || number == 0 || number > MAX_ROWS)
    return FALSE;
  *row = (guint) number;
  *column = letters - 1;
  return *end == '\0' || *end == ':';
}

static char
parse_type (const char *text)
{
  if (strcmp (text, "inlineStr") == 0)
    return 'i';
  if (strcmp (text, "str") == 0)
    return 't';
  return text[0] != '\0' && text[1] == '\0' && strchr ("sbedn", text[0]) != NULL ? text[0] : 'n';
}

static gboolean
start_row (Reader *self)
{
  g_autofree char *number = tsu_xlsx_part_dup_attribute (self->part, "r");
  guint64 row = number != NULL ? g_ascii_strtoull (number, NULL, 10) : (guint64) self->row + 1;

  if (self->row_open || row <= self->row || row > MAX_ROWS)
    return FALSE;
  self->row = (guint) row;
  self->row_open = TRUE;
  self->width = 0;
  tsu_sheet_begin_row (self->sheet, self->row);
  return TRUE;
}

static gboolean
start_cell (Reader *self)
{
  xmlTextReader *reader = tsu_xlsx_part_get_reader (self->part);
  guint row = self->row;

  if (!self->row_open || self->in_cell)
    return FALSE;
  self->in_cell = TRUE;
  self->column = self->width;
  self->style = 0;
  self->type = 'n';
  g_string_truncate (self->value, 0);
  tsu_xlsx_rich_clear (self->rich);
  while (xmlTextReaderMoveToNextAttribute (reader) == 1) {
    const char *name = (const char *) xmlTextReaderConstLocalName (reader);
    const char *value = (const char *) xmlTextReaderConstValue (reader);

    if (strcmp (name, "r") == 0 && !parse_reference (value, &row, &self->column))
      return FALSE;
    if (strcmp (name, "s") == 0)
      self->style = (guint) CLAMP (atol (value), 0, G_MAXINT);
    if (strcmp (name, "t") == 0)
      self->type = parse_type (value);
  }
  xmlTextReaderMoveToElement (reader);
  return row == self->row && self->column >= self->width && self->column < MAX_COLUMNS;
}

static const char *
keep_text (Reader *self, TsuCellKind kind, const char *raw)
{
  g_autofree char *text = tsu_xlsx_unescape (raw);
  g_autofree char *clean = tsu_cell_text_clean (text, strlen (text));

  return tsu_cell_pool_add (tsu_book_get_pool (self->context->book), kind,
                            clean != NULL ? clean : text, -1, NULL);
}

static const char *
keep_number (Reader *self)
{
  const GByteArray *formats = self->context->formats;
  TsuXlsxFormat format = self->style < formats->len ? formats->data[self->style] : TSU_XLSX_PLAIN;
  TsuCellKind kind;
  g_autofree char *text =
    tsu_xlsx_number_to_text (self->value->str, format, self->context->date1904, &kind);

  return keep_text (self, kind, text);
}

/* An ISO date of a strict workbook: "2026-08-05T00:00:00" is the day alone. */
static const char *
keep_iso_date (Reader *self)
{
  char *clock = strchr (self->value->str, 'T');
  TsuCellKind kind = clock != NULL ? TSU_CELL_DATETIME : TSU_CELL_DATE;

  if (clock != NULL && g_str_has_prefix (clock, "T00:00:00")) {
    g_string_truncate (self->value, clock - self->value->str);
    kind = TSU_CELL_DATE;
  }
  return keep_text (self, kind, self->value->str);
}

static const char *
keep_shared (Reader *self)
{
  const GPtrArray *strings = self->context->strings;
  char *end;
  guint64 index = g_ascii_strtoull (self->value->str, &end, 10);

  if (self->value->len == 0)
    return keep_text (self, TSU_CELL_TEXT, "");
  if (*end != '\0' || strings == NULL || index >= strings->len)
    return NULL;
  return g_ptr_array_index (strings, index);
}

static const char *
keep_cell (Reader *self)
{
  switch (self->type) {
  case 's':
    return keep_shared (self);
  case 'i':
    return tsu_xlsx_rich_finish (self->rich, tsu_book_get_pool (self->context->book));
  case 't':
    return keep_text (self, TSU_CELL_TEXT, self->value->str);
  case 'b':
    if (self->value->len == 0)
      return keep_text (self, TSU_CELL_EMPTY, "");
    return keep_text (self, TSU_CELL_BOOLEAN,
                      g_str_equal (self->value->str, "0") ? "FALSE" : "TRUE");
  case 'e':
    tsu_problems_add (tsu_book_get_problems (self->context->book), self->row, self->column + 1,
                      self->value->str, _("The formula in this cell has no result."));
    return keep_text (self, TSU_CELL_ERROR, self->value->str);
  case 'd':
    return keep_iso_date (self);
  default:
    return self->value->len > 0 ? keep_number (self) : keep_text (self, TSU_CELL_EMPTY, "");
  }
}

static gboolean
end_cell (Reader *self)
{
  const char *kept = self->in_cell ? keep_cell (self) : NULL;

  self->in_cell = self->in_value = self->in_inline = FALSE;
  if (kept == NULL)
    return FALSE;
  /* Styled but empty cells at the end of a row would only be forgotten again. */
  if (*kept == '\0')
    return TRUE;
  self->context->n_cells += self->column - self->width + 1;
  while (self->width < self->column) {
    tsu_sheet_append (self->sheet, keep_text (self, TSU_CELL_EMPTY, ""));
    self->width++;
  }
  tsu_sheet_append (self->sheet, kept);
  self->width++;
  return TRUE;
}

static gboolean
read_merge (Reader *self)
{
  g_autofree char *area = tsu_xlsx_part_dup_attribute (self->part, "ref");
  const char *colon = area != NULL ? strchr (area, ':') : NULL;
  guint first_row, first_column, last_row, last_column;
  guint n_merges;

  tsu_sheet_get_merges (self->sheet, &n_merges);
  if (colon == NULL || n_merges >= MAX_MERGES)
    return TRUE;
  if (!parse_reference (area, &first_row, &first_column) ||
      !parse_reference (colon + 1, &last_row, &last_column))
    return FALSE;
  {
    /* Rows are given by number and kept by index: of an area that reaches into rows the file
     * leaves out, the first row is what counts. */
    int first = tsu_sheet_find_row (self->sheet, first_row);
    int last = tsu_sheet_find_row (self->sheet, last_row);
    TsuMerge merge = { (guint) MAX (first, 0), first_column,
                       (guint) (last >= 0 ? last : MAX (first, 0)), last_column };

    if (first >= 0)
      tsu_sheet_add_merge (self->sheet, &merge);
  }
  return TRUE;
}

static gboolean
read_node (Reader *self)
{
  TsuXlsxPart *part = self->part;
  const char *text;

  if (self->in_value && (text = tsu_xlsx_part_get_text (part)) != NULL) {
    g_string_append (self->value, text);
    return TRUE;
  }
  if (self->in_inline)
    tsu_xlsx_rich_feed (self->rich, part);
  if (tsu_xlsx_part_is_start (part, "row") && !start_row (self))
    return FALSE;
  if (tsu_xlsx_part_is_start (part, "c") && !start_cell (self))
    return FALSE;
  if (self->in_cell && tsu_xlsx_part_is_start (part, "v"))
    self->in_value = TRUE;
  if (self->in_cell && tsu_xlsx_part_is_start (part, "is"))
    self->in_inline = TRUE;
  if (tsu_xlsx_part_is_end (part, "v"))
    self->in_value = FALSE;
  if (tsu_xlsx_part_is_end (part, "is"))
    self->in_inline = FALSE;
  if (tsu_xlsx_part_is_end (part, "c") && !end_cell (self))
    return FALSE;
  if (tsu_xlsx_part_is_end (part, "row")) {
    if (!self->row_open || self->in_cell)
      return FALSE;
    tsu_sheet_end_row (self->sheet);
    self->row_open = FALSE;
  }
  if (tsu_xlsx_part_is_start (part, "mergeCell"))
    return read_merge (self);
  return TRUE;
}

static gboolean
check_limits (Reader *self, GCancellable *cancellable, GError **error)
{
  const TsuReadOptions *options = self->context->options;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->context->n_cells > MAX_CELLS) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _("The file has too many cells to be read at once. Split it and read "
                           "the parts."));
    return FALSE;
  }
  if (options->progress != NULL && self->row % ROWS_PER_REPORT == 0)
    options->progress (self->row, 0, options->progress_data);
  return TRUE;
}

/**
 * tsu_xlsx_sheet_read:
 * @sheet: the sheet to fill
 * @part_name: the path of its XML in the package
 *
 * Reads all rows of a worksheet. A total of 0 in the progress means that it is not known.
 *
 * Returns: %FALSE with a %TSU_ERROR or when cancelled
 */
gboolean
tsu_xlsx_sheet_read (TsuXlsxContext *context,
                     TsuSheet *sheet,
                     const char *part_name,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (TsuXlsxPart) part = tsu_xlsx_part_open (context->package, part_name, error);
  g_autoptr (TsuXlsxRich) rich = tsu_xlsx_rich_new ();
  g_autoptr (GString) value = g_string_new (NULL);
  Reader self = { .context = context, .part = part, .sheet = sheet, .rich = rich, .value = value };
  GError *damaged = NULL;

  if (part == NULL)
    return FALSE;
  while (tsu_xlsx_part_next (part, &damaged)) {
    if (!read_node (&self))
      return tsu_xlsx_part_fail (part, error);
    if (!self.row_open && !check_limits (&self, cancellable, error))
      return FALSE;
  }
  if (damaged != NULL) {
    g_propagate_error (error, damaged);
    return FALSE;
  }
  return TRUE;
}
