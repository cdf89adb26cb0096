/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two doors of sync. Out: the outbox is the transactions of this device that the server has
 * not confirmed, and nothing else. In: a page of transactions and the cursor behind it are kept in
 * one durable step, so that the cursor can never be ahead of its data.
 */

#include "config.h"

#include "tsu-outbox.h"

#include "tsu-write.h"

#include <string.h>

/* Rows that a body of the wire costs beside its texts: keys, ids, clock. */
#define CHANGE_OVERHEAD 400

void
tsu_shared_clear (TsuShared *shared)
{
  g_clear_pointer (&shared->epoch, g_free);
  g_clear_pointer (&shared->device, g_free);
}

static gint64
get_number (TsuLedger *self, const char *key)
{
  g_autofree char *text = tsu_ledger_get_meta (self, key);

  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/**
 * tsu_ledger_get_shared:
 * @shared: (out caller-allocates): cleared by the caller
 *
 * Returns: whether it could be read
 */
gboolean
tsu_ledger_get_shared (TsuLedger *self, TsuShared *shared, GError **error)
{
  shared->epoch = tsu_ledger_get_meta (self, "epoch");
  shared->device = g_strdup (self->device);
  shared->cursor = get_number (self, "cursor");
  shared->incarnation = get_number (self, "incarnation");
  return TRUE;
}

static TsuChange *
read_change (TsuStatement *row, gsize *bytes)
{
  TsuChange *change = tsu_change_new ();

  change->id = tsu_column_dup_text (row, 0);
  change->record = tsu_column_dup_text (row, 1);
  change->type = tsu_column_dup_text (row, 2);
  change->op = (TsuOp) sqlite3_column_int (row, 3);
  change->fields = tsu_column_dup_text (row, 4);
  change->seen = tsu_column_dup_text (row, 5);
  change->hlc = (guint64) sqlite3_column_int64 (row, 6);
  change->ohlc = change->hlc;
  change->schema = sqlite3_column_int (row, 7);
  change->device = tsu_column_dup_text (row, 8);
  change->user = tsu_column_dup_text (row, 9);
  *bytes +=
    CHANGE_OVERHEAD + (gsize) sqlite3_column_bytes (row, 4) + (gsize) sqlite3_column_bytes (row, 5);
  return change;
}

static gboolean
read_changes (TsuLedger *self, TsuTxn *txn, gint64 key, gsize *bytes, GError **error)
{
  g_autoptr (TsuStatement) rows = tsu_db_prepare (
    self->db,
    "SELECT c.uid, r.uid, r.type, c.op, c.fields, c.seen, c.hlc, c.schema, a.device, a.user"
    " FROM change c JOIN record r ON r.id = c.record JOIN author a ON a.id = c.author"
    " WHERE c.txn = ? ORDER BY c.id",
    error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, key);
  while (tsu_db_step (self->db, rows, &row, error)) {
    if (!row)
      return TRUE;
    g_ptr_array_add (txn->changes, read_change (rows, bytes));
  }
  return FALSE;
}

/**
 * tsu_ledger_get_outbox:
 * @max_changes: no more changes than this, but at least one transaction
 * @max_bytes: likewise of bytes on the wire, roughly
 *
 * Returns: (transfer full) (element-type TsuTxn): the transactions the server has not confirmed,
 *   in the order of their dseq, from the first on; empty when all is shared
 */
GPtrArray *
tsu_ledger_get_outbox (TsuLedger *self, int max_changes, gsize max_bytes, GError **error)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (self->db,
                    "SELECT id, uid, dseq, label, batch, time, n FROM txn"
                    " WHERE state < 2 AND dseq IS NOT NULL ORDER BY dseq LIMIT 500",
                    error);
  gint64 n = 0;
  gsize bytes = 0;
  gboolean row = FALSE;

  if (rows == NULL)
    return NULL;
  while (tsu_db_step (self->db, rows, &row, error)) {
    g_autoptr (TsuTxn) txn = NULL;

    n += row ? sqlite3_column_int64 (rows, 6) : 0;
    if (!row || (txns->len > 0 && (n > max_changes || bytes > max_bytes)))
      return g_steal_pointer (&txns);
    txn = tsu_txn_new ();
    txn->id = tsu_column_dup_text (rows, 1);
    txn->dseq = sqlite3_column_int64 (rows, 2);
    txn->device = g_strdup (self->device);
    txn->label = tsu_column_dup_text (rows, 3);
    txn->batch = tsu_column_dup_text (rows, 4);
    txn->time = sqlite3_column_int64 (rows, 5);
    if (!read_changes (self, txn, sqlite3_column_int64 (rows, 0), &bytes, error))
      return NULL;
    g_ptr_array_add (txns, g_steal_pointer (&txn));
  }
  return NULL;
}

/**
 * tsu_ledger_count_outbox:
 *
 * Returns: how many transactions wait to be shared; -1 with an error
 */
gint64
tsu_ledger_count_outbox (TsuLedger *self, GError **error)
{
  gint64 n = -1;

  tsu_db_query_integer (self->db, "SELECT count(*) FROM txn WHERE state < 2 AND dseq IS NOT NULL",
                        &n, error);
  return n;
}

/**
 * tsu_ledger_acknowledge:
 * @dseq: a transaction of this device
 * @held: whether the server keeps it without applying it
 *
 * Returns: whether the server's word is kept
 */
gboolean
tsu_ledger_acknowledge (TsuLedger *self, gint64 dseq, gboolean held, GError **error)
{
  g_autoptr (TsuStatement) update = NULL;

  if (!tsu_ledger_require_write (self, error))
    return FALSE;
  update = tsu_db_prepare (self->db, "UPDATE txn SET state = ? WHERE dseq = ?", error);
  if (update == NULL)
    return FALSE;
  sqlite3_bind_int (update, 1, held ? TSU_TXN_HELD : TSU_TXN_ACKED);
  sqlite3_bind_int64 (update, 2, dseq);
  return tsu_db_run (self->db, update, error);
}

static gboolean
merge_all (TsuLedger *self, GPtrArray *txns, GArray *changed, GError **error)
{
  for (guint i = 0; i < txns->len; i++) {
    const TsuTxn *txn = g_ptr_array_index (txns, i);
    g_autoptr (GArray) keys = NULL;

    if (!tsu_ledger_merge (self, txn->changes, txn->id, &keys, error))
      return FALSE;
    if (keys)
      g_array_append_vals (changed, keys->data, keys->len);
  }
  return TRUE;
}

/**
 * tsu_ledger_take_txns:
 * @txns: (element-type TsuTxn): transactions in the server's order
 * @epoch: the server's life
 * @cursor: where the next pull begins
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 *
 * Returns: whether all of it and the cursor are durable; otherwise nothing of it is
 */
gboolean
tsu_ledger_take_txns (TsuLedger *self,
                      GPtrArray *txns,
                      const char *epoch,
                      gint64 cursor,
                      GArray **changed,
                      GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, cursor);

  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  if (!merge_all (self, txns, keys, error) || !tsu_ledger_set_meta (self, "epoch", epoch, error) ||
      !tsu_ledger_set_meta (self, "cursor", number, error)) {
    tsu_ledger_end_bulk (self, FALSE, NULL);
    return FALSE;
  }
  if (!tsu_ledger_end_bulk (self, TRUE, error))
    return FALSE;
  if (changed)
    *changed = g_steal_pointer (&keys);
  return TRUE;
}
