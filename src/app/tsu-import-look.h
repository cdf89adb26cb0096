/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-import-file.h"
#include "tsu-import.h"
#include "tsu-ledger.h"

G_BEGIN_DECLS

/* What a cell of the sheet should have said, by index of row and column. */
typedef struct {
  guint row;
  guint column;
  char *text;
} TsuImportCorrection;

/**
 * TsuImportAsk:
 * @sheet: number of the sheet
 * @header: index of the row of headings; negative to take what was found
 * @type: (nullable): what the rows are; NULL to find out, or as remembered
 * @targets: (nullable) (element-type utf8): what the user chose for each column, "" to keep it
 *   among the other columns; NULL to find out, or as remembered
 * @corrections: (nullable) (element-type TsuImportCorrection): cells that the user put right
 *
 * What the user has chosen so far.
 */
typedef struct {
  TsuImportFile *file;
  guint sheet;
  int header;
  const TsuType *type;
  GPtrArray *targets;
  int date_style;
  GPtrArray *corrections;
} TsuImportAsk;

/**
 * TsuImportColumn:
 * @target: (nullable): what it becomes; NULL for a column that is kept as it is
 * @raw: its first values as they stand
 * @result: (nullable): the same as they are read, where that differs
 */
typedef struct {
  char *heading;
  const char *target;
  char *raw;
  char *result;
} TsuImportColumn;

/* A row that may hold the headings. */
typedef struct {
  guint index;
  guint number;
} TsuImportHeader;

/**
 * TsuImportLook:
 * @sheets: names of the sheets
 * @headers: (element-type TsuImportHeader): rows that may hold the headings; a bounded number
 * @header: which of them does; negative for none
 * @type: what the rows are
 * @columns: (element-type TsuImportColumn): what each column becomes
 * @n_rows: rows of data
 * @remembered: whether the targets are those of an earlier import
 *
 * What the assistant shows of a file; made on a worker, read by the window.
 */
typedef struct {
  char **sheets;
  GArray *headers;
  int header;
  const TsuType *type;
  GPtrArray *columns;
  guint n_rows;
  gboolean remembered;
} TsuImportLook;

TsuImportAsk *tsu_import_ask_copy (const TsuImportAsk *ask);
void tsu_import_ask_free (TsuImportAsk *ask);
void tsu_import_ask_correct (TsuImportAsk *ask, guint row, guint column, const char *text);
TsuImport *tsu_import_ask_make (const TsuImportAsk *ask, TsuLedger *ledger, gboolean *remembered);
gpointer
tsu_import_look_job (TsuLedger *ledger, gpointer ask, GCancellable *cancellable, GError **error);
void tsu_import_look_free (TsuImportLook *look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportAsk, tsu_import_ask_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportLook, tsu_import_look_free)

G_END_DECLS
