/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-txn.h"

G_BEGIN_DECLS

/**
 * TsuDelivery:
 * @epoch: the server's life
 * @cursor: where the next pull begins
 * @scope: (nullable): digest of what may now be read
 * @lines: (nullable) (element-type TsuScopeLine): what of it has changed
 * @txns: (element-type TsuTxn): transactions in the server's order
 *
 * What one page brings.
 */
typedef struct {
  const char *epoch;
  gint64 cursor;
  const char *scope;
  GPtrArray *lines;
  GPtrArray *txns;
} TsuDelivery;

gboolean
tsu_ledger_take (TsuLedger *self, const TsuDelivery *delivery, GArray **changed, GError **error);

/**
 * TsuSnapshotPart:
 * @ward: whose records the file holds
 * @path: where it is
 * @etag: (nullable): its tag
 * @bytes: its whole length
 *
 * A file of a snapshot.
 */
typedef struct {
  int ward;
  const char *path;
  const char *etag;
  gint64 bytes;
} TsuSnapshotPart;

/**
 * TsuSnapshotStart:
 * @epoch: the server's life
 * @seq: the place in the server's order that it shows
 * @scope: (nullable): digest of what may be read
 * @parts: (array length=n_parts): its files
 */
typedef struct {
  const char *epoch;
  gint64 seq;
  const char *scope;
  const TsuSnapshotPart *parts;
  gsize n_parts;
} TsuSnapshotStart;

gboolean tsu_ledger_meet (TsuLedger *self, const char *epoch, GError **error);
gboolean tsu_ledger_note_scope (TsuLedger *self, const char *scope, GError **error);
gboolean tsu_ledger_wants_snapshot (TsuLedger *self);
gboolean tsu_ledger_want_snapshot (TsuLedger *self, gboolean wanted, GError **error);
gboolean tsu_ledger_begin_snapshot (TsuLedger *self, const TsuSnapshotStart *start, GError **error);
gboolean tsu_ledger_get_snapshot_place (
  TsuLedger *self, char **path, char **etag, gint64 *offset, gint64 *bytes);
gboolean
tsu_ledger_get_snapshot_progress (TsuLedger *self, gint64 *got, gint64 *total, GError **error);
gboolean tsu_ledger_take_chunk (
  TsuLedger *self, GPtrArray *changes, gint64 offset, GArray **changed, GError **error);

gboolean tsu_ledger_tend (TsuLedger *self, gboolean *more, GError **error);

G_END_DECLS
