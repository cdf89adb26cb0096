/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which row of a sheet names the columns. Above it stand titles, often in merged cells, and the
 * `#` lines of open-data portals; below it a header may be repeated for each printed page. Every
 * row gets a role; none is removed.
 */

#include "config.h"

#include "tsu-heading.h"

#include <string.h>

#include "tsu-cell-text.h"

#define ROWS_TO_SEARCH 60
#define ROWS_TO_MEASURE 400

static guint
count_filled (TsuSheet *sheet, guint row)
{
  guint filled = 0;

  for (guint i = 0; i < tsu_sheet_get_row_width (sheet, row); i++)
    filled += !tsu_cell_text_is_blank (tsu_sheet_get_text (sheet, row, i));
  return filled;
}

static int
compare_widths (gconstpointer a, gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

/* The width of the middle row: titles and notes are too few to matter. */
static guint
measure_width (TsuSheet *sheet)
{
  g_autoptr (GArray) widths = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet) && widths->len < ROWS_TO_MEASURE; i++) {
    guint width = tsu_sheet_get_row_width (sheet, i);

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_BLANK)
      g_array_append_val (widths, width);
  }
  if (widths->len == 0)
    return 0;
  g_array_sort (widths, compare_widths);
  return g_array_index (widths, guint, widths->len / 2);
}

/* "#lang", "# 作成日"; a column that is called "#" is none of these. */
static gboolean
is_remark (const char *text)
{
  return text[0] == '#' &&
         (g_ascii_isalpha (text[1]) || text[1] == ' ' || (guint8) text[1] >= 0x80);
}

/* A row of nothing but numbers and dates is data, however well it fills the width. */
static gboolean
is_numeric (TsuSheet *sheet, guint row)
{
  for (guint i = 0; i < tsu_sheet_get_row_width (sheet, row); i++) {
    TsuCell cell = tsu_sheet_get_cell (sheet, row, i);

    if ((cell.kind == TSU_CELL_TEXT || cell.kind == TSU_CELL_ERROR) &&
        cell.text[strspn (cell.text, "0123456789.,- ")] != '\0')
      return FALSE;
  }
  return TRUE;
}

static int
find_header (TsuSheet *sheet)
{
  guint n_rows = tsu_sheet_get_n_rows (sheet);
  guint width = measure_width (sheet);
  guint needed = width >= 3 ? MAX (2, (width + 1) / 2) : 1;
  int first = -1;
  guint seen = 0;

  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (tsu_sheet_get_text (sheet, i, 0), "#property"))
      return (int) i;
  for (guint i = 0; i < n_rows && seen < ROWS_TO_SEARCH; i++) {
    if (tsu_sheet_get_role (sheet, i) == TSU_ROW_BLANK)
      continue;
    seen++;
    if (is_remark (tsu_sheet_get_text (sheet, i, 0)))
      continue;
    if (count_filled (sheet, i) >= needed)
      return first >= 0 && is_numeric (sheet, i) ? first : (int) i;
    if (first < 0)
      first = (int) i;
  }
  return first;
}

/* Whether the row groups columns: cells merged sideways, but not over the whole table. */
static gboolean
has_groups (TsuSheet *sheet, guint row)
{
  guint n;
  const TsuMerge *merges = tsu_sheet_get_merges (sheet, &n);

  for (guint i = 0; i < n; i++)
    if (merges[i].first_row == row && merges[i].last_row == row &&
        merges[i].last_column > merges[i].first_column &&
        merges[i].last_column - merges[i].first_column + 1 < tsu_sheet_get_n_columns (sheet))
      return TRUE;
  return FALSE;
}

/* Whether @row alone heads its columns and the row below it parts some of them, as merged cells
 * become when a workbook is saved as CSV: "会長,," over "氏名,電話,". */
static gboolean
is_parted_below (TsuSheet *sheet, guint row)
{
  guint below = row + 1;
  guint parts = 0;

  if (below + 1 >= tsu_sheet_get_n_rows (sheet) || *tsu_sheet_get_text (sheet, below, 0) != '\0' ||
      *tsu_sheet_get_text (sheet, row, 0) == '\0')
    return FALSE;
  for (guint i = 1; i < tsu_sheet_get_row_width (sheet, below); i++) {
    TsuCell cell = tsu_sheet_get_cell (sheet, below, i);

    if (tsu_cell_text_is_blank (cell.text))
      continue;
    if (cell.kind != TSU_CELL_TEXT || g_utf8_strlen (cell.text, -1) > 20 ||
        strpbrk (cell.text, "0123456789") != NULL)
      return FALSE;
    parts += tsu_cell_text_is_blank (tsu_sheet_get_text (sheet, row, i));
  }
  /* In a row of data the first cell would be filled, as it is in those that follow. */
  for (guint i = below + 1; i < MIN (tsu_sheet_get_n_rows (sheet), below + 20); i++)
    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_BLANK &&
        tsu_cell_text_is_blank (tsu_sheet_get_text (sheet, i, 0)))
      return FALSE;
  return parts > 0;
}

static gboolean
repeats_header (TsuSheet *sheet, guint header, guint row)
{
  guint width = tsu_sheet_get_row_width (sheet, header);

  if (width < 2 || tsu_sheet_get_row_width (sheet, row) != width)
    return FALSE;
  for (guint i = 0; i < width; i++)
    if (!g_str_equal (tsu_sheet_get_text (sheet, row, i), tsu_sheet_get_text (sheet, header, i)))
      return FALSE;
  return TRUE;
}

/* The text over a column in one header row; a merged cell speaks for all its columns. */
static const char *
get_name_part (TsuSheet *sheet, guint row, guint column)
{
  const char *text = tsu_sheet_get_text (sheet, row, column);
  guint n;
  const TsuMerge *merges = tsu_sheet_get_merges (sheet, &n);

  for (guint i = 0; *text == '\0' && i < n; i++)
    if (row >= merges[i].first_row && row <= merges[i].last_row &&
        column >= merges[i].first_column && column <= merges[i].last_column)
      text = tsu_sheet_get_text (sheet, merges[i].first_row, merges[i].first_column);
  /* Where nothing is merged, a heading above a row of headings goes for what is right of it. */
  if (n == 0 && row + 1 < tsu_sheet_get_n_rows (sheet) &&
      tsu_sheet_get_role (sheet, row + 1) == TSU_ROW_HEADER &&
      *tsu_sheet_get_text (sheet, row + 1, column) != '\0')
    for (; *text == '\0' && column > 0; column--)
      text = tsu_sheet_get_text (sheet, row, column - 1);
  return text;
}

/* What a cell is by its look, where that tells a value from a heading. A plain number does not:
 * years and ages head columns of numbers. */
static char
get_shape (const TsuCell *cell)
{
  const char *text = cell->text;

  if (cell->kind == TSU_CELL_DATE || cell->kind == TSU_CELL_DATETIME || cell->kind == TSU_CELL_TIME)
    return 'd';
  if (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://"))
    return 'u';
  if (strchr (text, '@') != NULL && strchr (text, '.') != NULL && strpbrk (text, " \n") == NULL)
    return 'm';
  if (g_ascii_isdigit (text[0]) && strlen (text) >= 8 &&
      text[strspn (text, "0123456789-/:T+.Z")] == '\0' && strpbrk (text, "-/.") != NULL)
    return 'n';
  return '\0';
}

/* Whether the would-be header is a row like those below it: a table that names no column. */
static gboolean
is_like_data (TsuSheet *sheet, guint header)
{
  guint shaped = 0;
  guint same = 0;

  for (guint i = 0; i < tsu_sheet_get_row_width (sheet, header); i++) {
    TsuCell head = tsu_sheet_get_cell (sheet, header, i);
    char shape = get_shape (&head);

    for (guint row = header + 1;
         shape != '\0' && row < MIN (tsu_sheet_get_n_rows (sheet), header + ROWS_TO_SEARCH);
         row++) {
      TsuCell cell = tsu_sheet_get_cell (sheet, row, i);

      if (tsu_cell_text_is_blank (cell.text))
        continue;
      shaped++;
      same += get_shape (&cell) == shape;
    }
  }
  return shaped > 0 && same * 5 >= shaped * 4;
}

/**
 * tsu_heading_set_row:
 * @row: the index of the row that names the columns
 *
 * Takes @row as the header, with the rows of column groups around it, and gives all other rows
 * their role anew.
 */
void
tsu_heading_set_row (TsuSheet *sheet, guint row)
{
  guint n_rows = tsu_sheet_get_n_rows (sheet);
  guint first = row > 0 && has_groups (sheet, row - 1) ? row - 1 : row;
  gboolean parted = row + 1 < n_rows && (has_groups (sheet, row) || is_parted_below (sheet, row));
  guint last = parted ? row + 1 : row;
  gboolean may_be_remark = TRUE;

  for (guint i = 0; i < n_rows; i++) {
    if (tsu_sheet_get_role (sheet, i) == TSU_ROW_BLANK)
      continue;
    if (i < first) {
      tsu_sheet_set_role (sheet, i, TSU_ROW_PREAMBLE);
      continue;
    }
    if (i <= last) {
      tsu_sheet_set_role (sheet, i, TSU_ROW_HEADER);
      continue;
    }
    may_be_remark = may_be_remark && is_remark (tsu_sheet_get_text (sheet, i, 0));
    if (may_be_remark || repeats_header (sheet, row, i))
      tsu_sheet_set_role (sheet, i, TSU_ROW_PREAMBLE);
    else
      tsu_sheet_set_role (sheet, i, TSU_ROW_DATA);
  }
}

/**
 * tsu_heading_find:
 *
 * Finds the header by its shape alone and gives every row its role: the first row that fills at
 * least half of the table's width, or the `#property` line of the portals that write one. A table
 * whose first row is already data has none.
 */
void
tsu_heading_find (TsuSheet *sheet)
{
  int header = find_header (sheet);

  if (header < 0)
    return;
  if (!is_like_data (sheet, (guint) header)) {
    tsu_heading_set_row (sheet, (guint) header);
    return;
  }
  for (guint i = 0; i < (guint) header; i++)
    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_BLANK)
      tsu_sheet_set_role (sheet, i, TSU_ROW_PREAMBLE);
}

/**
 * tsu_heading_dup_name:
 *
 * Returns: (transfer full): the name of a column, with the name of its group before it where the
 * header has two rows ("日曜_開始"); "" where nothing is written
 */
char *
tsu_heading_dup_name (TsuSheet *sheet, guint column)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *previous = NULL;

  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet); i++) {
    const char *part;

    if (tsu_sheet_get_role (sheet, i) == TSU_ROW_DATA)
      break;
    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_HEADER)
      continue;
    part = get_name_part (sheet, i, column);
    if (tsu_cell_text_is_blank (part) || (previous != NULL && g_str_equal (previous, part)))
      continue;
    if (name->len > 0)
      g_string_append_c (name, '_');
    g_string_append (name, part);
    previous = part;
  }
  return g_string_free (g_steal_pointer (&name), FALSE);
}
