/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change.h"

G_BEGIN_DECLS

/**
 * TsuTxn:
 * @id: UUID of the transaction
 * @dseq: its place among its device's transactions, without gaps; 0 where it is not known
 * @device: who made it
 * @label: source string of what was done, for the history
 * @batch: (nullable): what ties it to others as one undo
 * @time: when it was made, Unix milliseconds of the author's clock
 * @seq: the server's number of its last change; 0 before the server has it
 * @changes: (element-type TsuChange): 1 to 500 changes, applied all or nothing everywhere
 *
 * Edits that belong together, on their way from one ledger to another.
 */
typedef struct {
  char *id;
  gint64 dseq;
  char *device;
  char *label;
  char *batch;
  gint64 time;
  gint64 seq;
  GPtrArray *changes;
} TsuTxn;

TsuTxn *tsu_txn_new (void);
void tsu_txn_free (TsuTxn *txn);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuTxn, tsu_txn_free)

G_END_DECLS
