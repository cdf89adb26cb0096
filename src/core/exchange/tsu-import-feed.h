/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-import-index.h"
#include "tsu-import-later.h"
#include "tsu-row-reader.h"

G_BEGIN_DECLS

/**
 * TsuImportBatch:
 * @edits: (element-type TsuEdit): whole rows where they fit, at most #TSU_TRANSACTION_MAX
 * @n_created: how many of @edits make a record
 * @row: the first row that is not in it
 * @n_rows: rows of data in it
 * @n_records: records these speak of
 * @n_flagged: rows of it with an entry in the list of problems
 * @problems: how many problems there were up to its end
 *
 * What goes into the ledger as one transaction.
 */
typedef struct {
  GPtrArray *edits;
  guint n_created;
  guint row;
  guint n_rows;
  guint n_records;
  guint n_flagged;
  gsize problems;
} TsuImportBatch;

/* Reads the rows of a sheet on a thread of its own, some batches ahead of the ledger. */
typedef struct _TsuImportFeed TsuImportFeed;

TsuImportFeed *tsu_import_feed_new (TsuSheet *sheet,
                                    TsuRowReader *reader,
                                    TsuImportIndex *index,
                                    TsuProblems *problems,
                                    TsuImportLater *later);
void tsu_import_feed_free (TsuImportFeed *self);
TsuImportBatch *tsu_import_feed_pop (TsuImportFeed *self);
void tsu_import_feed_give_back (TsuImportFeed *self, TsuImportBatch *batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportFeed, tsu_import_feed_free)

G_END_DECLS
