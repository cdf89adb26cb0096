/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-txn.h"

G_BEGIN_DECLS

/**
 * TsuShared:
 * @epoch: (nullable): the server's life that the cursor belongs to; NULL before the first pull
 * @cursor: the server's order is here up to this number
 * @incarnation: how often this file was found copied or restored
 * @device: id of this device
 *
 * How far the ledger is shared.
 */
typedef struct {
  char *epoch;
  gint64 cursor;
  gint64 incarnation;
  char *device;
} TsuShared;

void tsu_shared_clear (TsuShared *shared);
gboolean tsu_ledger_get_shared (TsuLedger *self, TsuShared *shared, GError **error);

GPtrArray *
tsu_ledger_get_outbox (TsuLedger *self, int max_changes, gsize max_bytes, GError **error);
gint64 tsu_ledger_count_outbox (TsuLedger *self, GError **error);
gboolean tsu_ledger_acknowledge (TsuLedger *self, gint64 dseq, gboolean held, GError **error);
gboolean tsu_ledger_take_txns (TsuLedger *self,
                               GPtrArray *txns,
                               const char *epoch,
                               gint64 cursor,
                               GArray **changed,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuShared, tsu_shared_clear)

G_END_DECLS
