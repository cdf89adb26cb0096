/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuCellKind:
 * @TSU_CELL_EMPTY: nothing is written in the cell
 * @TSU_CELL_TEXT: text as written; every cell of a CSV file is text
 * @TSU_CELL_NUMBER: a number in its shortest plain form ("1234.5", never "1.2345E3")
 * @TSU_CELL_DATE: a day, "2026-08-05"
 * @TSU_CELL_TIME: a time of day or a length of time, "09:00", "26:30"
 * @TSU_CELL_DATETIME: both, "2026-08-05T09:00"
 * @TSU_CELL_BOOLEAN: "TRUE" or "FALSE"
 * @TSU_CELL_ERROR: a formula without a result, "#N/A"
 */
typedef enum {
  TSU_CELL_EMPTY,
  TSU_CELL_TEXT,
  TSU_CELL_NUMBER,
  TSU_CELL_DATE,
  TSU_CELL_TIME,
  TSU_CELL_DATETIME,
  TSU_CELL_BOOLEAN,
  TSU_CELL_ERROR,
} TsuCellKind;

/**
 * TsuRowRole:
 * @TSU_ROW_DATA: a row of the table
 * @TSU_ROW_HEADER: the row that names the columns
 * @TSU_ROW_PREAMBLE: titles, `#` lines, a header repeated on each printed page
 * @TSU_ROW_BLANK: nothing but spaces
 */
typedef enum {
  TSU_ROW_DATA,
  TSU_ROW_HEADER,
  TSU_ROW_PREAMBLE,
  TSU_ROW_BLANK,
} TsuRowRole;

/**
 * TsuCell:
 * @text: the text, never %NULL; borrowed from the sheet
 * @phonetic: (nullable): the reading that the input method left in the workbook
 * @kind: what the cell held
 */
typedef struct {
  const char *text;
  const char *phonetic;
  TsuCellKind kind;
} TsuCell;

/**
 * TsuMerge:
 *
 * Cells merged into one, by index into the rows and columns of the sheet; the text is in the
 * first of them. The last row and column are part of the area.
 */
typedef struct {
  guint first_row, first_column, last_row, last_column;
} TsuMerge;

/* Keeps the texts of one or more sheets. A stored text is immutable and lives as long as the
 * pool; sheets hold a reference to theirs. */
typedef struct _TsuCellPool TsuCellPool;

TsuCellPool *tsu_cell_pool_new (void);
TsuCellPool *tsu_cell_pool_ref (TsuCellPool *self);
void tsu_cell_pool_unref (TsuCellPool *self);
const char *tsu_cell_pool_add (
  TsuCellPool *self, TsuCellKind kind, const char *text, gssize length, const char *phonetic);

typedef struct _TsuSheet TsuSheet;

TsuSheet *tsu_sheet_new (const char *name, TsuCellPool *pool);
void tsu_sheet_free (TsuSheet *self);

const char *tsu_sheet_get_name (TsuSheet *self);
gboolean tsu_sheet_get_hidden (TsuSheet *self);
void tsu_sheet_set_hidden (TsuSheet *self, gboolean hidden);

void tsu_sheet_begin_row (TsuSheet *self, guint row_number);
void tsu_sheet_append (TsuSheet *self, const char *pooled);
void tsu_sheet_append_text (TsuSheet *self, const char *text, gssize length);
void tsu_sheet_append_clean (TsuSheet *self, const char *text, gsize length);
void tsu_sheet_end_row (TsuSheet *self);
void tsu_sheet_add_merge (TsuSheet *self, const TsuMerge *merge);

guint tsu_sheet_get_n_rows (TsuSheet *self);
guint tsu_sheet_get_n_columns (TsuSheet *self);
gsize tsu_sheet_get_n_cells (TsuSheet *self);
guint tsu_sheet_get_row_number (TsuSheet *self, guint row);
int tsu_sheet_find_row (TsuSheet *self, guint row_number);
guint tsu_sheet_get_row_width (TsuSheet *self, guint row);
TsuCell tsu_sheet_get_cell (TsuSheet *self, guint row, guint column);
const char *tsu_sheet_get_text (TsuSheet *self, guint row, guint column);
void tsu_sheet_set_text (TsuSheet *self, guint row, guint column, const char *text);
const TsuMerge *tsu_sheet_get_merges (TsuSheet *self, guint *n_merges);

TsuRowRole tsu_sheet_get_role (TsuSheet *self, guint row);
void tsu_sheet_set_role (TsuSheet *self, guint row, TsuRowRole role);
int tsu_sheet_get_header_row (TsuSheet *self);
guint tsu_sheet_count_rows (TsuSheet *self, TsuRowRole role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuCellPool, tsu_cell_pool_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSheet, tsu_sheet_free)

G_END_DECLS
