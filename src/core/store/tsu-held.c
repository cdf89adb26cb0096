/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work the server has not applied, because it is not allowed or not valid. It is never thrown away
 * without a word: its author sees why, and gives it up or sends it once more as new.
 */

#include "config.h"

#include "tsu-change-table.h"
#include "tsu-device.h"
#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-outbox.h"
#include "tsu-scope.h"
#include "tsu-show.h"
#include "tsu-write.h"

#include <glib/gi18n.h>

void
tsu_held_free (TsuHeld *held)
{
  if (held == NULL)
    return;
  g_free (held->txn);
  g_free (held->label);
  g_free (held->reason);
  g_clear_pointer (&held->first, tsu_change_free);
  g_free (held);
}

static TsuHeld *
read_held (TsuStatement *row)
{
  TsuHeld *held = g_new0 (TsuHeld, 1);

  held->txn = tsu_column_dup_text (row, 0);
  held->label = tsu_column_dup_text (row, 1);
  held->time = sqlite3_column_int64 (row, 2);
  held->reason = tsu_column_dup_text (row, 3);
  held->n = sqlite3_column_int (row, 4);
  held->key = sqlite3_column_int64 (row, 5);
  if (held->key == 0)
    return held;
  held->first = tsu_change_new ();
  held->first->type = tsu_column_dup_text (row, 6);
  held->first->op = (TsuOp) sqlite3_column_int (row, 7);
  held->first->fields = tsu_column_dup_text (row, 8);
  held->first->seen = tsu_column_dup_text (row, 9);
  return held;
}

/**
 * tsu_ledger_get_held:
 *
 * Returns: (transfer full) (element-type TsuHeld): what needs attention, oldest first
 */
GPtrArray *
tsu_ledger_get_held (TsuLedger *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_held_free);
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (self->db,
                    "SELECT t.uid, t.label, t.time, t.reason, t.n, r.id, r.type, c.op, c.fields,"
                    " c.seen FROM txn t"
                    " LEFT JOIN change c ON c.id = (SELECT min (id) FROM change WHERE txn = t.id)"
                    " LEFT JOIN record r ON r.id = c.record WHERE t.state = 3 ORDER BY t.id",
                    error);
  gboolean row = TRUE;

  if (rows == NULL)
    return NULL;
  while (row) {
    if (!tsu_db_step (self->db, rows, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (list, read_held (rows));
  }
  return g_steal_pointer (&list);
}

/**
 * tsu_ledger_count_held:
 *
 * Returns: how many transactions need attention; -1 with an error
 */
gint64
tsu_ledger_count_held (TsuLedger *self, GError **error)
{
  gint64 n = -1;

  tsu_db_query_integer (self->db, "SELECT count(*) FROM txn WHERE state = 3", &n, error);
  return n;
}

/* @key: (out): row of the transaction; TSU_ERROR_NOT_FOUND where it is in no such state */
static gboolean
find_txn (TsuLedger *self, const char *txn, TsuTxnState state, gint64 *key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT id FROM txn WHERE uid = ? AND state = ?", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, txn);
  sqlite3_bind_int (statement, 2, (int) state);
  if (!tsu_db_step (self->db, statement, &row, error))
    return FALSE;
  *key = row ? sqlite3_column_int64 (statement, 0) : 0;
  if (row)
    return TRUE;
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                       _ ("This is no longer held back; look at the list again."));
  return FALSE;
}

static gboolean
set_state (TsuLedger *self, gint64 key, const char *sql, const char *text, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  if (text != NULL)
    tsu_bind_text (statement, 2, text);
  return tsu_db_run (self->db, statement, error);
}

static GArray *
list_records (TsuLedger *self, gint64 txn, GError **error)
{
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (self->db, "SELECT DISTINCT record FROM change WHERE txn = ?", error);

  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, txn);
  return tsu_db_list_keys (self->db, rows, error);
}

static gboolean
is_made_of (const TsuTarget *target, gint64 txn)
{
  for (guint i = 0; i < target->origins->len; i++)
    if (g_array_index (target->origins, TsuOrigin, i).txn != txn)
      return FALSE;
  return TRUE;
}

/* The record as it is without the transaction; where nothing is left of it, not at all. */
static gboolean
take_out (TsuLedger *self, gint64 record, gint64 txn, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("txn.id = %" G_GINT64_FORMAT, txn);
  g_autoptr (TsuTarget) before = tsu_target_load (self, record, error);
  g_autoptr (TsuTarget) after = NULL;
  gboolean any_left;

  if (before == NULL || (is_made_of (before, txn) && !tsu_show_nothing (self, before, error)) ||
      !tsu_scope_forget_changes (self, record, condition, &any_left, error))
    return FALSE;
  if (!any_left)
    return TRUE;
  after = tsu_target_load (self, record, error);
  return after != NULL && tsu_show_target (self, after, error);
}

static gboolean
give_up (TsuLedger *self, gint64 txn, GArray *records, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!take_out (self, g_array_index (records, gint64, i), txn, error))
      return FALSE;
  return tsu_show_finish (self, error) &&
         set_state (self, txn, "UPDATE txn SET state = 4, reason = NULL, undone = 0 WHERE id = ?",
                    NULL, error);
}

/**
 * tsu_ledger_give_up_held:
 * @txn: id of a transaction that is held
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: TSU_ERROR_NOT_FOUND where it is not held any more
 *
 * Takes its changes out, so that this ledger shows what everybody else's does.
 *
 * Returns: whether it is done
 */
gboolean
tsu_ledger_give_up_held (TsuLedger *self, const char *txn, GArray **changed, GError **error)
{
  g_autoptr (GArray) records = NULL;
  gint64 key;

  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  if (find_txn (self, txn, TSU_TXN_HELD, &key, error))
    records = list_records (self, key, error);
  if (!tsu_show_end_step (self, records != NULL && give_up (self, key, records, error), error))
    return FALSE;
  tsu_ledger_note_changed (self, records);
  if (changed != NULL)
    *changed = g_steal_pointer (&records);
  return TRUE;
}

/* The next free place. It is drawn from the clock, as for every new transaction. */
static gboolean
number_anew (TsuLedger *self, gint64 key, GError **error)
{
  g_autofree char *uid = tsu_id_generate ();

  return tsu_db_exec (self->db, "UPDATE clock SET dseq = dseq + 1", error) &&
         set_state (self, key,
                    "UPDATE txn SET uid = ?2, state = 0, reason = NULL,"
                    " dseq = (SELECT dseq FROM clock) WHERE id = ?1",
                    uid, error);
}

/**
 * tsu_ledger_send_held_again:
 * @txn: id of a transaction that is held
 * @error: TSU_ERROR_NOT_FOUND where it is not held any more
 *
 * Puts it at the end of the outbox as a new transaction: its right may have been given meanwhile.
 *
 * Returns: whether it is done
 */
gboolean
tsu_ledger_send_held_again (TsuLedger *self, const char *txn, GError **error)
{
  gint64 key;

  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  return tsu_show_end_step (self,
                            find_txn (self, txn, TSU_TXN_HELD, &key, error) &&
                              number_anew (self, key, error),
                            error);
}

/**
 * tsu_ledger_hold:
 * @txn: id of a transaction of the outbox
 * @reason: why it cannot be shared
 *
 * For one that the server refuses to receive at all, such as one over its limits. It gives its
 * place to those after it, which the server has not seen.
 *
 * Returns: whether it is done
 */
gboolean
tsu_ledger_hold (TsuLedger *self, const char *txn, const char *reason, GError **error)
{
  gint64 key;

  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  return tsu_show_end_step (
    self,
    find_txn (self, txn, TSU_TXN_NEW, &key, error) &&
      set_state (self, key, "UPDATE txn SET state = 3, reason = ?2, dseq = -id WHERE id = ?1",
                 reason, error) &&
      tsu_device_close_gaps (self, error),
    error);
}
