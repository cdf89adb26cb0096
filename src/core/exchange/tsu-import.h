/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-book.h"
#include "tsu-draft.h"
#include "tsu-ledger.h"
#include "tsu-mapping.h"

G_BEGIN_DECLS

/**
 * TsuImportCounts:
 * @read: rows of data in the file
 * @records: records they speak of; a row of figures speaks of many
 * @created: records that are, or would be, new
 * @updated: records that are there; after a run those among them that changed
 * @unchanged: after a run, records that were there and stay as they are
 * @flagged: rows with an entry in the list of problems
 * @cancelled: whether the run was ended before all rows were in
 */
typedef struct {
  guint read;
  guint records;
  guint created;
  guint updated;
  guint unchanged;
  guint flagged;
  gboolean cancelled;
} TsuImportCounts;

/* The import of one sheet: a proposal, which may be corrected, planned and carried out. */
typedef struct _TsuImport TsuImport;

TsuImport *tsu_import_new (TsuBook *book, guint sheet, const TsuType *type, const char *file_name);
void tsu_import_free (TsuImport *self);
guint tsu_import_choose_sheet (TsuBook *book);

TsuSheet *tsu_import_get_sheet (TsuImport *self);
TsuMapping *tsu_import_get_mapping (TsuImport *self);
void tsu_import_set_type (TsuImport *self, const TsuType *type);
gboolean tsu_import_recall (TsuImport *self, TsuLedger *ledger);
gboolean tsu_import_remember (TsuImport *self, TsuLedger *ledger, GError **error);

GPtrArray *tsu_import_preview (TsuImport *self, guint max_rows);
gboolean tsu_import_plan (TsuImport *self,
                          TsuLedger *ledger,
                          TsuImportCounts *counts,
                          GCancellable *cancellable,
                          GError **error);
gboolean tsu_import_run (TsuImport *self,
                         TsuLedger *ledger,
                         TsuImportCounts *counts,
                         TsuProgressFunc progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GError **error);
TsuProblems *tsu_import_get_problems (TsuImport *self);
const char *tsu_import_get_batch (TsuImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImport, tsu_import_free)

G_END_DECLS
