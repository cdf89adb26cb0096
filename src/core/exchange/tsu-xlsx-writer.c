/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes one sheet as an Excel workbook. A text stays a text whatever it looks like: "0440001182"
 * keeps its zero and "=1+1" is no formula. Rows go to a temporary file as they come, unless
 * readings are wanted: those need the shared texts (see tsu-xlsx-furigana.c).
 */

#include "config.h"

#include "tsu-xlsx-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "tsu-error.h"
#include "tsu-xlsx-furigana.h"

/* The limits of Excel; libxlsxwriter refuses what is beyond. */
#define MAX_ROWS 1048576
#define MAX_COLUMNS 16384
#define MAX_CHARACTERS 32767

typedef enum {
  FORMAT_TEXT,
  FORMAT_WRAPPED,
  FORMAT_HEADER,
  FORMAT_DATE,
  FORMAT_TIME,
  FORMAT_DATETIME,
  N_FORMATS,
} Format;

struct _TsuXlsxWriter {
  char *path;
  char *temporary;
  gboolean furigana;
  gboolean has_readings;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *formats[N_FORMATS];
  guint row;
  guint n_columns;
  TsuProblems *problems;
};

static gboolean
fail_write (TsuXlsxWriter *self, const char *reason, GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_FULL,
               _("The workbook “%s” could not be written: %s. Nothing was changed there."),
                  self->path, reason);
  return FALSE;
}

static void
make_formats (TsuXlsxWriter *self)
{
  static const guint8 number_formats[N_FORMATS] = {
    [FORMAT_TEXT] = 49, [FORMAT_WRAPPED] = 49, [FORMAT_HEADER] = 49,
    [FORMAT_DATE] = 14, [FORMAT_TIME] = 20,    [FORMAT_DATETIME] = 22,
  };

  for (guint i = 0; i < N_FORMATS; i++) {
    self->formats[i] = workbook_add_format (self->workbook);
    format_set_num_format_index (self->formats[i], number_formats[i]);
    format_set_align (self->formats[i], LXW_ALIGN_VERTICAL_TOP);
  }
  format_set_text_wrap (self->formats[FORMAT_WRAPPED]);
  format_set_bold (self->formats[FORMAT_HEADER]);
  format_set_bottom (self->formats[FORMAT_HEADER], LXW_BORDER_THIN);
}

/* Cuts at what a cell of Excel can hold, and says so. */
static char *
fit_text (TsuXlsxWriter *self, guint column, const char *text)
{
  const char *end = text;
  guint units = 0;

  while (*end != '\0') {
    units += g_utf8_get_char (end) > 0xffff ? 2 : 1;
    if (units > MAX_CHARACTERS)
      break;
    end = g_utf8_next_char (end);
  }
  if (*end == '\0')
    return NULL;
  tsu_problems_add (self->problems, self->row + 1, column + 1, text,
                    _("The text is longer than a cell of Excel can hold (%d characters); the rest "
                      "was left out."),
                       MAX_CHARACTERS);
  return g_strndup (text, end - text);
}

static lxw_error
write_text (TsuXlsxWriter *self, guint column, const TsuCell *cell)
{
  g_autofree char *cut =
    strlen (cell->text) > MAX_CHARACTERS ? fit_text (self, column, cell->text) : NULL;
  const char *text = cut != NULL ? cut : cell->text;
  g_autofree char *marked = NULL;
  Format format = strchr (text, '\n') != NULL ? FORMAT_WRAPPED : FORMAT_TEXT;

  if (self->furigana && cell->phonetic != NULL && *cell->phonetic != '\0' &&
      strlen (text) + strlen (cell->phonetic) < MAX_CHARACTERS) {
    marked = tsu_xlsx_furigana_mark (text, cell->phonetic);
    self->has_readings = TRUE;
  }
  return worksheet_write_string (self->sheet, self->row, (lxw_col_t) column,
                                 marked != NULL ? marked : text, self->formats[format]);
}

/* Writes an ISO date or time as a date of Excel. Returns FALSE for what Excel has no date for. */
static gboolean
write_moment (TsuXlsxWriter *self, guint column, const TsuCell *cell, lxw_error *result)
{
  lxw_datetime moment = { 0 };
  Format format = FORMAT_DATE;
  int seconds = 0;

  if (cell->kind == TSU_CELL_TIME) {
    if (sscanf (cell->text, "%2d:%2d:%2d", &moment.hour, &moment.min, &seconds) < 2 ||
        moment.hour > 23)
      return FALSE;
    format = FORMAT_TIME;
  } else {
    int n = sscanf (cell->text, "%4d-%2d-%2dT%2d:%2d:%2d", &moment.year, &moment.month, &moment.day,
                    &moment.hour, &moment.min, &seconds);

    if (n < 3 || (cell->kind == TSU_CELL_DATETIME && n < 5) || moment.year < 1900)
      return FALSE;
    /* To Excel midnight is the day alone, and a day is what would come back. */
    if (cell->kind == TSU_CELL_DATETIME && moment.hour == 0 && moment.min == 0)
      return FALSE;
    if (cell->kind == TSU_CELL_DATETIME)
      format = FORMAT_DATETIME;
  }
  moment.sec = seconds;
  *result = worksheet_write_datetime (self->sheet, self->row, (lxw_col_t) column, &moment,
                                      self->formats[format]);
  return TRUE;
}

static lxw_error
write_cell (TsuXlsxWriter *self, guint column, const TsuCell *cell)
{
  lxw_error result = LXW_NO_ERROR;
  char *end;
  double number;

  switch (cell->kind) {
  case TSU_CELL_EMPTY:
    return LXW_NO_ERROR;
  case TSU_CELL_NUMBER:
    number = g_ascii_strtod (cell->text, &end);
    if (*cell->text != '\0' && *end == '\0')
      return worksheet_write_number (self->sheet, self->row, (lxw_col_t) column, number, NULL);
    break;
  case TSU_CELL_BOOLEAN:
    return worksheet_write_boolean (self->sheet, self->row, (lxw_col_t) column,
                                    g_str_equal (cell->text, "TRUE"), NULL);
  case TSU_CELL_DATE:
  case TSU_CELL_TIME:
  case TSU_CELL_DATETIME:
    if (write_moment (self, column, cell, &result))
      return result;
    break;
  case TSU_CELL_TEXT:
  case TSU_CELL_ERROR:
  default:
    break;
  }
  return write_text (self, column, cell);
}

static gboolean
check_size (TsuXlsxWriter *self, guint n_cells, GError **error)
{
  if (self->row < MAX_ROWS && n_cells <= MAX_COLUMNS)
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _("A sheet of Excel holds no more than %d rows and %d columns. Write CSV instead."),
                  MAX_ROWS, MAX_COLUMNS);
  return FALSE;
}

/**
 * tsu_xlsx_writer_new:
 * @path: the workbook to write; it appears, or replaces what is there, only when all is written
 * @sheet_name: the name of its sheet; what Excel does not allow in one is left out
 * @furigana: whether readings of cells are written into them
 *
 * Returns: (transfer full): the writer, or %NULL when nothing can be written there
 */
TsuXlsxWriter *
tsu_xlsx_writer_new (const char *path, const char *sheet_name, gboolean furigana, GError **error)
{
  g_autoptr (TsuXlsxWriter) self = g_new0 (TsuXlsxWriter, 1);
  lxw_workbook_options options = { .constant_memory = !furigana };
  g_autofree char *name =
    g_utf8_substring (sheet_name, 0, MIN (31, g_utf8_strlen (sheet_name, -1)));
  int descriptor;

  self->path = g_strdup (path);
  self->furigana = furigana;
  self->problems = tsu_problems_new ();
  self->temporary = g_strdup_printf ("%s.XXXXXX", path);
  descriptor = g_mkstemp_full (self->temporary, O_RDWR, 0666);
  if (descriptor < 0) {
    int code = errno;

    g_clear_pointer (&self->temporary, g_free);
    fail_write (self, g_strerror (code), error);
    return NULL;
  }
  g_close (descriptor, NULL);
  self->workbook = workbook_new_opt (self->temporary, &options);
  g_strdelimit (name, "[]:*?/\\'", ' ');
  if (self->workbook != NULL)
    self->sheet = workbook_add_worksheet (self->workbook, *name != '\0' ? name : NULL);
  if (self->sheet == NULL) {
    fail_write (self, _("not enough memory"), error);
    return NULL;
  }
  make_formats (self);
  return g_steal_pointer (&self);
}

void
tsu_xlsx_writer_free (TsuXlsxWriter *self)
{
  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  tsu_problems_free (self->problems);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

/**
 * tsu_xlsx_writer_set_width:
 * @column: from 0
 * @characters: the width in half-width characters
 */
void
tsu_xlsx_writer_set_width (TsuXlsxWriter *self, guint column, double characters)
{
  worksheet_set_column (self->sheet, (lxw_col_t) column, (lxw_col_t) column, characters, NULL);
}

/**
 * tsu_xlsx_writer_add_header:
 * @names: (array length=n_names): the names of the columns
 *
 * Writes the first row; it stays in view and carries filter buttons.
 */
gboolean
tsu_xlsx_writer_add_header (TsuXlsxWriter *self,
                            const char *const *names,
                            guint n_names,
                            GError **error)
{
  if (!check_size (self, n_names, error))
    return FALSE;
  for (guint i = 0; i < n_names; i++)
    worksheet_write_string (self->sheet, self->row, (lxw_col_t) i, names[i],
                            self->formats[FORMAT_HEADER]);
  self->row++;
  self->n_columns = n_names;
  worksheet_freeze_panes (self->sheet, self->row, 0);
  return TRUE;
}

/**
 * tsu_xlsx_writer_add_row:
 * @cells: (array length=n_cells): the cells; texts of kind date, time and number in the forms of
 *   #TsuCellKind
 *
 * Returns: %FALSE when the sheet is full or the disk is
 */
gboolean
tsu_xlsx_writer_add_row (TsuXlsxWriter *self, const TsuCell *cells, guint n_cells, GError **error)
{
  if (!check_size (self, n_cells, error))
    return FALSE;
  for (guint i = 0; i < n_cells; i++) {
    lxw_error result = write_cell (self, i, &cells[i]);

    if (result != LXW_NO_ERROR)
      return fail_write (self, lxw_strerror (result), error);
  }
  self->row++;
  return TRUE;
}

/**
 * tsu_xlsx_writer_finish:
 *
 * Completes the workbook and puts it in its place.
 *
 * Returns: %FALSE with a %TSU_ERROR; what was at the path before is still there then
 */
gboolean
tsu_xlsx_writer_finish (TsuXlsxWriter *self, GCancellable *cancellable, GError **error)
{
  lxw_error result;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->n_columns > 0 && self->row > 1)
    worksheet_autofilter (self->sheet, 0, 0, self->row - 1, (lxw_col_t) (self->n_columns - 1));
  result = workbook_close (g_steal_pointer (&self->workbook));
  if (result != LXW_NO_ERROR)
    return fail_write (self, lxw_strerror (result), error);
  if (self->has_readings && !tsu_xlsx_furigana_apply (self->temporary, error))
    return FALSE;
  if (g_rename (self->temporary, self->path) != 0)
    return fail_write (self, g_strerror (errno), error);
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/**
 * tsu_xlsx_writer_get_problems:
 *
 * Returns: (transfer none): texts that had to be cut
 */
TsuProblems *
tsu_xlsx_writer_get_problems (TsuXlsxWriter *self)
{
  return self->problems;
}
