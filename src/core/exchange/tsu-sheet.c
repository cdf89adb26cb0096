/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table as it was read, before anybody asks what it means. A cell costs one pointer: the kind
 * stands in the byte before the text and a reading follows it, so that 100 000 rows of 20 cells
 * are 16 MB and the text itself.
 */

#include "config.h"

#include "tsu-sheet.h"

#include <string.h>

#include "tsu-cell-text.h"

#define BLOCK_SIZE ((gsize) 64 * 1024)
#define KIND_MASK 0x0f
#define HAS_PHONETIC 0x10

struct _TsuCellPool {
  grefcount refs;
  GPtrArray *blocks; /* char[] */
  char *free_from;
  gsize free_bytes;
};

typedef struct {
  gsize first; /* index into cells */
  guint width;
  guint number : 29;
  guint role : 3;
} Row;

struct _TsuSheet {
  char *name;
  gboolean hidden;
  TsuCellPool *pool;
  GArray *rows;   /* Row */
  GArray *cells;  /* const char *, pooled */
  GArray *merges; /* TsuMerge */
  guint n_columns;
};

static const char empty_cell[] = { TSU_CELL_EMPTY, '\0' };

static char *
reserve (TsuCellPool *self, gsize size)
{
  char *result;

  if (size > self->free_bytes) {
    /* A long text gets a block of its own, so that the rest of the current one stays in use. */
    if (size > BLOCK_SIZE / 8) {
      result = g_malloc (size);
      g_ptr_array_add (self->blocks, result);
      return result;
    }
    self->free_from = g_malloc (BLOCK_SIZE);
    self->free_bytes = BLOCK_SIZE;
    g_ptr_array_add (self->blocks, self->free_from);
  }
  result = self->free_from;
  self->free_from += size;
  self->free_bytes -= size;
  return result;
}

static inline const Row *
get_row (TsuSheet *self, guint row)
{
  return &g_array_index (self->rows, Row, row);
}

TsuCellPool *
tsu_cell_pool_new (void)
{
  TsuCellPool *self = g_new0 (TsuCellPool, 1);

  g_ref_count_init (&self->refs);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

TsuCellPool *
tsu_cell_pool_ref (TsuCellPool *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
tsu_cell_pool_unref (TsuCellPool *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * tsu_cell_pool_add:
 * @text: valid UTF-8 without NUL, already cleaned (see tsu_cell_text_clean())
 * @length: its bytes, or -1
 * @phonetic: (nullable): its reading
 *
 * Keeps one text. An empty text costs nothing and is of kind %TSU_CELL_EMPTY whatever was asked.
 *
 * Returns: (transfer none): the kept text, to be given to tsu_sheet_append() any number of times
 */
const char *
tsu_cell_pool_add (
  TsuCellPool *self, TsuCellKind kind, const char *text, gssize length, const char *phonetic)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;
  gsize phonetic_bytes = phonetic != NULL && *phonetic != '\0' ? strlen (phonetic) + 1 : 0;
  char *stored;

  if (bytes == 0)
    return empty_cell + 1;
  stored = reserve (self, bytes + 2 + phonetic_bytes);
  stored[0] = (char) (kind | (phonetic_bytes > 0 ? HAS_PHONETIC : 0));
  memcpy (stored + 1, text, bytes);
  stored[bytes + 1] = '\0';
  if (phonetic_bytes > 0)
    memcpy (stored + bytes + 2, phonetic, phonetic_bytes);
  return stored + 1;
}

/**
 * tsu_sheet_new:
 * @name: the name of the sheet, empty for a file without sheets
 * @pool: where its texts are kept; the sheet takes a reference
 */
TsuSheet *
tsu_sheet_new (const char *name, TsuCellPool *pool)
{
  TsuSheet *self = g_new0 (TsuSheet, 1);

  self->name = g_strdup (name);
  self->pool = tsu_cell_pool_ref (pool);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->cells = g_array_new (FALSE, FALSE, sizeof (char *));
  self->merges = g_array_new (FALSE, FALSE, sizeof (TsuMerge));
  return self;
}

void
tsu_sheet_free (TsuSheet *self)
{
  g_free (self->name);
  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_array_unref (self->merges);
  tsu_cell_pool_unref (self->pool);
  g_free (self);
}

const char *
tsu_sheet_get_name (TsuSheet *self)
{
  return self->name;
}

/**
 * tsu_sheet_get_hidden:
 *
 * Returns: whether the workbook hides the sheet; it was read all the same
 */
gboolean
tsu_sheet_get_hidden (TsuSheet *self)
{
  return self->hidden;
}

void
tsu_sheet_set_hidden (TsuSheet *self, gboolean hidden)
{
  self->hidden = hidden;
}

/**
 * tsu_sheet_begin_row:
 * @row_number: the number of the row as the user sees it, from 1
 *
 * Starts a row; what is appended until tsu_sheet_end_row() belongs to it. Rows come in rising
 * order of their numbers.
 */
void
tsu_sheet_begin_row (TsuSheet *self, guint row_number)
{
  Row row = { .first = self->cells->len, .width = 0, .number = row_number, .role = TSU_ROW_DATA };

  g_array_append_val (self->rows, row);
}

/**
 * tsu_sheet_append:
 * @pooled: a text of the sheet's own pool
 */
void
tsu_sheet_append (TsuSheet *self, const char *pooled)
{
  g_array_append_val (self->cells, pooled);
}

/**
 * tsu_sheet_append_text:
 * @text: valid UTF-8; it is cleaned by tsu_cell_text_clean() on its way
 * @length: its bytes, or -1
 */
void
tsu_sheet_append_text (TsuSheet *self, const char *text, gssize length)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *cleaned = tsu_cell_text_clean (text, bytes);

  if (cleaned != NULL)
    tsu_sheet_append (self, tsu_cell_pool_add (self->pool, TSU_CELL_TEXT, cleaned, -1, NULL));
  else
    tsu_sheet_append (self, tsu_cell_pool_add (self->pool, TSU_CELL_TEXT, text, bytes, NULL));
}

/**
 * tsu_sheet_append_clean:
 * @text: valid UTF-8 that needs no cleaning
 * @length: its bytes
 */
void
tsu_sheet_append_clean (TsuSheet *self, const char *text, gsize length)
{
  tsu_sheet_append (self,
                    tsu_cell_pool_add (self->pool, TSU_CELL_TEXT, text, (gssize) length, NULL));
}

/**
 * tsu_sheet_end_row:
 *
 * Closes the row: empty cells at its end are forgotten, a row of nothing but spaces is marked as
 * %TSU_ROW_BLANK.
 */
void
tsu_sheet_end_row (TsuSheet *self)
{
  Row *row = &g_array_index (self->rows, Row, self->rows->len - 1);
  gboolean blank = TRUE;

  while (self->cells->len > row->first &&
         g_array_index (self->cells, const char *, self->cells->len - 1)[0] == '\0')
    g_array_set_size (self->cells, self->cells->len - 1);
  row->width = self->cells->len - row->first;
  for (guint i = 0; blank && i < row->width; i++)
    blank = tsu_cell_text_is_blank (g_array_index (self->cells, const char *, row->first + i));
  if (blank)
    row->role = TSU_ROW_BLANK;
  else
    self->n_columns = MAX (self->n_columns, row->width);
}

void
tsu_sheet_add_merge (TsuSheet *self, const TsuMerge *merge)
{
  g_array_append_val (self->merges, *merge);
}

guint
tsu_sheet_get_n_rows (TsuSheet *self)
{
  return self->rows->len;
}

/**
 * tsu_sheet_get_n_columns:
 *
 * Returns: the width of the widest row that is not blank
 */
guint
tsu_sheet_get_n_columns (TsuSheet *self)
{
  return self->n_columns;
}

/**
 * tsu_sheet_get_n_cells:
 *
 * Returns: how many cells are held, empty ones between others included; readers limit themselves
 * by it
 */
gsize
tsu_sheet_get_n_cells (TsuSheet *self)
{
  return self->cells->len;
}

guint
tsu_sheet_get_row_number (TsuSheet *self, guint row)
{
  return get_row (self, row)->number;
}

/**
 * tsu_sheet_find_row:
 *
 * Returns: the index of the row numbered @row_number, or -1; files may leave rows out
 */
int
tsu_sheet_find_row (TsuSheet *self, guint row_number)
{
  guint low = 0;
  guint high = self->rows->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (get_row (self, middle)->number < row_number)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == self->rows->len || get_row (self, low)->number != row_number)
    return -1;
  return (int) low;
}

guint
tsu_sheet_get_row_width (TsuSheet *self, guint row)
{
  return get_row (self, row)->width;
}

/**
 * tsu_sheet_get_cell:
 *
 * Returns: the cell; beyond the end of a row there are empty cells
 */
TsuCell
tsu_sheet_get_cell (TsuSheet *self, guint row, guint column)
{
  TsuCell cell = { "", NULL, TSU_CELL_EMPTY };
  guint8 head;

  if (column >= get_row (self, row)->width)
    return cell;
  cell.text = tsu_sheet_get_text (self, row, column);
  head = (guint8) cell.text[-1];
  cell.kind = head & KIND_MASK;
  if (head & HAS_PHONETIC)
    cell.phonetic = cell.text + strlen (cell.text) + 1;
  return cell;
}

/**
 * tsu_sheet_get_text:
 *
 * Returns: the text of a cell, "" when there is none
 */
const char *
tsu_sheet_get_text (TsuSheet *self, guint row, guint column)
{
  const Row *at = get_row (self, row);

  return column < at->width ? g_array_index (self->cells, const char *, at->first + column) : "";
}

/* Makes room for the cell, so that @row is wide enough. */
static void
widen_row (TsuSheet *self, guint row, guint column)
{
  Row *at = &g_array_index (self->rows, Row, row);
  guint missing = column + 1 - at->width;
  const char *empty = empty_cell + 1;

  for (guint i = 0; i < missing; i++)
    g_array_insert_val (self->cells, at->first + at->width + i, empty);
  at->width += missing;
  self->n_columns = MAX (self->n_columns, at->width);
  for (guint i = row + 1; i < self->rows->len; i++)
    g_array_index (self->rows, Row, i).first += missing;
}

/**
 * tsu_sheet_set_text:
 * @text: valid UTF-8; it is cleaned by tsu_cell_text_clean() on its way
 *
 * Corrects a cell: what the reader and the mapping see from now on. The file stays as it is.
 */
void
tsu_sheet_set_text (TsuSheet *self, guint row, guint column, const char *text)
{
  g_autofree char *cleaned = tsu_cell_text_clean (text, strlen (text));
  const char *pooled =
    tsu_cell_pool_add (self->pool, TSU_CELL_TEXT, cleaned != NULL ? cleaned : text, -1, NULL);

  if (column >= get_row (self, row)->width)
    widen_row (self, row, column);
  g_array_index (self->cells, const char *, get_row (self, row)->first + column) = pooled;
}

const TsuMerge *
tsu_sheet_get_merges (TsuSheet *self, guint *n_merges)
{
  *n_merges = self->merges->len;
  return (const TsuMerge *) (gpointer) self->merges->data;
}

TsuRowRole
tsu_sheet_get_role (TsuSheet *self, guint row)
{
  return get_row (self, row)->role;
}

void
tsu_sheet_set_role (TsuSheet *self, guint row, TsuRowRole role)
{
  g_array_index (self->rows, Row, row).role = role;
}

/**
 * tsu_sheet_get_header_row:
 *
 * Returns: the index of the row that names the columns, or -1
 */
int
tsu_sheet_get_header_row (TsuSheet *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (get_row (self, i)->role == TSU_ROW_HEADER)
      return (int) i;
  return -1;
}

guint
tsu_sheet_count_rows (TsuSheet *self, TsuRowRole role)
{
  guint count = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (get_row (self, i)->role == role)
      count++;
  return count;
}
