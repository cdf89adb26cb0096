/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Out to the server: the outbox is the transactions of this device that the server has not
 * confirmed, and, after the server was restored, those of others that it has lost; nothing else.
 */

#include "config.h"

#include "tsu-outbox.h"

#include "tsu-doubt.h"
#include "tsu-plant.h"
#include "tsu-write.h"

#include <string.h>

/* Rows that a body of the wire costs beside its texts: keys, ids, clock. */
#define CHANGE_OVERHEAD 400

void
tsu_shared_clear (TsuShared *shared)
{
  g_clear_pointer (&shared->epoch, g_free);
  g_clear_pointer (&shared->device, g_free);
  g_clear_pointer (&shared->scope, g_free);
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
  shared->scope = tsu_ledger_get_meta (self, "scope");
  shared->cursor = tsu_ledger_get_number (self, "cursor", 0);
  shared->incarnation = tsu_ledger_get_number (self, "incarnation", 1);
  shared->ward = self->ward;
  return TRUE;
}

gboolean
tsu_ledger_set_ward (TsuLedger *self, int ward, GError **error)
{
  if (!tsu_ledger_require_write (self, error) || !tsu_ledger_set_number (self, "ward", ward, error))
    return FALSE;
  self->ward = ward;
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
  change->ward = sqlite3_column_int (row, 10);
  change->cut = sqlite3_column_int (row, 11);
  *bytes +=
    CHANGE_OVERHEAD + (gsize) sqlite3_column_bytes (row, 4) + (gsize) sqlite3_column_bytes (row, 5);
  return change;
}

/* Only the whole of a change can be given back; of one that was cut, somebody else has it. */
static gboolean
read_changes (TsuLedger *self, TsuTxn *txn, gint64 key, gsize *bytes, GError **error)
{
  g_autoptr (TsuStatement) rows = tsu_db_prepare (
    self->db,
    "SELECT c.uid, r.uid, r.type, c.op, c.fields, c.seen, c.hlc, c.schema, a.device, a.user,"
    " r.ward, c.cut"
    " FROM change c JOIN record r ON r.id = c.record JOIN author a ON a.id = c.author"
    " WHERE c.txn = ?1 AND (c.cut = 0 OR ?2 = 0) ORDER BY c.id",
    error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, key);
  sqlite3_bind_int (rows, 2, txn->relay);
  while (tsu_db_step (self->db, rows, &row, error)) {
    if (!row)
      return TRUE;
    g_ptr_array_add (txn->changes, read_change (rows, bytes));
  }
  return FALSE;
}

typedef struct {
  GPtrArray *txns;
  gint64 n;
  gsize bytes;
  int max_changes;
  gsize max_bytes;
  gboolean full;
} Body;

static gboolean
read_txn (TsuLedger *self, TsuStatement *row, Body *body, GError **error)
{
  g_autoptr (TsuTxn) txn = tsu_txn_new ();

  txn->id = tsu_column_dup_text (row, 1);
  txn->dseq = sqlite3_column_int64 (row, 2);
  txn->label = tsu_column_dup_text (row, 3);
  txn->batch = tsu_column_dup_text (row, 4);
  txn->time = sqlite3_column_int64 (row, 5);
  txn->relay = sqlite3_column_int (row, 7);
  if (!read_changes (self, txn, sqlite3_column_int64 (row, 0), &body->bytes, error))
    return FALSE;
  if (txn->relay && txn->changes->len > 0)
    txn->device = g_strdup (((TsuChange *) txn->changes->pdata[0])->device);
  else
    txn->device = g_strdup (self->device);
  if (txn->changes->len > 0)
    g_ptr_array_add (body->txns, g_steal_pointer (&txn));
  return TRUE;
}

/* As many as the body holds, but one in any case. */
static gboolean
read_txns (TsuLedger *self, const char *sql, Body *body, GError **error)
{
  g_autoptr (TsuStatement) rows = tsu_db_prepare (self->db, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  while (!body->full && tsu_db_step (self->db, rows, &row, error)) {
    if (!row)
      return TRUE;
    body->n += sqlite3_column_int64 (rows, 6);
    if (body->txns->len > 0 && (body->n > body->max_changes || body->bytes > body->max_bytes))
      body->full = TRUE;
    else if (!read_txn (self, rows, body, error))
      return FALSE;
  }
  return body->full;
}

/**
 * tsu_ledger_get_outbox:
 * @max_changes: no more changes than this, but at least one transaction
 * @max_bytes: likewise of bytes on the wire, roughly
 *
 * Returns: (transfer full) (element-type TsuTxn): the transactions the server has not confirmed,
 *   in the order of their dseq, from the first on; then those to be relayed; empty when all is
 *   shared
 */
GPtrArray *
tsu_ledger_get_outbox (TsuLedger *self, int max_changes, gsize max_bytes, GError **error)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  Body body = { .txns = txns, .max_changes = max_changes, .max_bytes = max_bytes };

  if (!read_txns (self,
                  "SELECT id, uid, dseq, label, batch, time, n, 0 FROM txn"
                  " WHERE state = 0 AND dseq > 0 ORDER BY dseq LIMIT 500",
                  &body, error) ||
      (!body.full && !read_txns (self,
                                 "SELECT id, uid, 0, label, batch, time, n, 1 FROM txn"
                                 " WHERE relay <> 0 ORDER BY id LIMIT 500",
                                 &body, error)))
    return NULL;
  return g_steal_pointer (&txns);
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

  tsu_db_query_integer (self->db, "SELECT count(*) FROM txn WHERE state = 0 AND dseq > 0", &n,
                        error);
  return n;
}

/**
 * tsu_ledger_get_sharing:
 * @record: id of a record
 * @sharing: (out): how far it is shared; what waits for a person goes first
 *
 * Returns: whether it could be asked
 */
gboolean
tsu_ledger_get_sharing (TsuLedger *self, const char *record, TsuSharing *sharing, GError **error)
{
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (self->db,
                    "SELECT max (t.state) FROM record r JOIN change c ON c.record = r.id"
                    " JOIN txn t ON t.id = c.txn WHERE r.uid = ?"
                    " AND (t.state = 3 OR (t.state = 0 AND t.dseq > 0))",
                    error);
  gboolean row;

  *sharing = TSU_SHARING_DONE;
  if (rows == NULL)
    return FALSE;
  tsu_bind_text (rows, 1, record);
  if (!tsu_db_step (self->db, rows, &row, error))
    return FALSE;
  if (row && sqlite3_column_type (rows, 0) != SQLITE_NULL)
    *sharing =
      sqlite3_column_int (rows, 0) == TSU_TXN_HELD ? TSU_SHARING_HELD : TSU_SHARING_WAITING;
  return TRUE;
}

static gboolean
acknowledge_one (TsuLedger *self, const TsuConfirmation *said, GError **error)
{
  g_autoptr (TsuStatement) update =
    tsu_db_prepare (self->db,
                    "UPDATE txn SET seq = max (seq, ?2), relay = 0,"
                    " reason = CASE WHEN state = 0 THEN ?3 END,"
                    " state = CASE WHEN state <> 0 THEN state WHEN ?3 IS NULL THEN 2 ELSE 3 END"
                    " WHERE uid = ?1",
                    error);

  if (update == NULL)
    return FALSE;
  tsu_bind_text (update, 1, said->txn);
  sqlite3_bind_int64 (update, 2, said->seq);
  tsu_bind_text (update, 3, said->reason);
  return tsu_db_run (self->db, update, error) &&
         (said->reason != NULL || tsu_doubt_note (self, said->txn, error));
}

/**
 * tsu_ledger_acknowledge:
 * @said: (array length=n_said): the server's word on transactions that were pushed
 *
 * Returns: whether all of it is kept; otherwise nothing of it is
 */
gboolean
tsu_ledger_acknowledge (TsuLedger *self, const TsuConfirmation *said, gsize n_said, GError **error)
{
  gboolean done = TRUE;

  if (!tsu_ledger_require_write (self, error) || !tsu_db_begin (self->db, error))
    return FALSE;
  for (gsize i = 0; done && i < n_said; i++)
    done = (TSU_PLANT (held_blocks) && said[i].reason != NULL) ||
           acknowledge_one (self, &said[i], error);
  if (done)
    return tsu_db_commit (self->db, error);
  tsu_db_rollback (self->db);
  return FALSE;
}
