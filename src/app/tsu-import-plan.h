/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-import-look.h"
#include "tsu-meter.h"

G_BEGIN_DECLS

/**
 * TsuImportProblem:
 * @row: as the spreadsheet numbers it; 0 for the whole file
 * @column: (nullable): heading of the column; NULL for the whole row
 * @text: (nullable): what stands there
 * @message: a sentence
 * @cell: (nullable): all that stands in the one cell that can be put right, NULL where there is
 *   none such
 * @cell_row: index of its row in the sheet
 * @cell_column: index of its column
 */
typedef struct {
  guint row;
  char *column;
  char *text;
  char *message;
  char *cell;
  guint cell_row;
  guint cell_column;
} TsuImportProblem;

/**
 * TsuImportPlan:
 * @created: records that would be, or were, made
 * @updated: records that would be, or were, added to
 * @flagged: rows of which something could not be read, and is kept as it is written
 * @n_problems: how many there are in all
 * @problems: (element-type TsuImportProblem): the first of them
 * @note: (nullable): after the import, what has been done, in a sentence
 * @batch: (nullable): id under which all of it can be taken back; NULL before the import
 *
 * What an import would do, or has done.
 */
typedef struct {
  gint64 created;
  gint64 updated;
  gint64 flagged;
  guint n_problems;
  GPtrArray *problems;
  char *note;
  char *batch;
} TsuImportPlan;

/* What the jobs are given. */
typedef struct {
  TsuImportAsk *ask;
  TsuMeter *meter;
  gboolean remember; /* the form of the file, for the next time */
} TsuImportOrder;

TsuImportOrder *tsu_import_order_new (const TsuImportAsk *ask, TsuMeter *meter, gboolean remember);
void tsu_import_order_free (TsuImportOrder *order);
gpointer
tsu_import_plan_job (TsuLedger *ledger, gpointer order, GCancellable *cancel, GError **error);
gpointer
tsu_import_run_job (TsuLedger *ledger, gpointer order, GCancellable *cancel, GError **error);
void tsu_import_plan_free (TsuImportPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportOrder, tsu_import_order_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportPlan, tsu_import_plan_free)

G_END_DECLS
