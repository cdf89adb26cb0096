/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in for changes that were made elsewhere. They are kept as they came and folded like our
 * own; what is here already is known by its id and taken once.
 */

#include "config.h"

#include "tsu-error.h"
#include "tsu-ledger.h"
#include "tsu-show.h"
#include "tsu-write.h"

#include <glib/gi18n.h>

static gboolean
find_change (TsuLedger *ledger, const char *id, gint64 *key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "SELECT id FROM change WHERE uid = ?", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, id);
  if (!tsu_db_step (ledger->db, statement, &row, error))
    return FALSE;
  *key = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

/* Our own change comes back with its place in the server's order and the clamped clock. */
static gboolean
take_order (TsuLedger *ledger, const TsuChange *change, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "UPDATE change SET seq = ?, ohlc = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, change->seq);
  sqlite3_bind_int64 (statement, 2, (gint64) change->ohlc);
  sqlite3_bind_int64 (statement, 3, key);
  return tsu_db_run (ledger->db, statement, error);
}

static TsuTarget *
find_target (TsuWrite *write, GHashTable *targets, const TsuChange *change, GError **error)
{
  TsuTarget *target = g_hash_table_lookup (targets, change->record);

  if (target == NULL) {
    target = tsu_target_find (tsu_write_get_ledger (write), change->record, error);
    if (target == NULL)
      return NULL;
    g_hash_table_insert (targets, target->id, target);
  }
  if (target->type_name == NULL) {
    target->type_name = g_strdup (change->type);
    target->type = tsu_schema_find_type (change->type);
  }
  if (g_strcmp0 (target->type_name, change->type) == 0)
    return target;
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("Two changes disagree about the type of the record “%s”."), change->record);
  return NULL;
}

static gboolean
take_change (TsuWrite *write, GHashTable *targets, TsuChange *change, GError **error)
{
  TsuTarget *target = find_target (write, targets, change, error);
  TsuLedger *ledger = tsu_write_get_ledger (write);
  gint64 key;
  int at;

  if (target == NULL || !find_change (ledger, change->id, &key, error))
    return FALSE;
  if (key == 0)
    return tsu_write_foreign (write, target, change, error);
  at = tsu_target_find_row (target, key);
  if (change->seq == 0 || at < 0)
    return TRUE;
  ((TsuChange *) g_ptr_array_index (target->changes, (guint) at))->ohlc = change->ohlc;
  tsu_write_note (write, target->key);
  return take_order (ledger, change, key, error);
}

static gboolean
show_all (TsuLedger *ledger, GHashTable *targets, GError **error)
{
  GHashTableIter iter;
  gpointer target;

  g_hash_table_iter_init (&iter, targets);
  while (g_hash_table_iter_next (&iter, NULL, &target))
    if (!tsu_show_target (ledger, target, error))
      return FALSE;
  return TRUE;
}

/**
 * tsu_ledger_merge:
 * @self: a ledger that may be written
 * @changes: (element-type TsuChange): changes that belong together, from elsewhere
 * @txn: (nullable): id of their transaction
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: TSU_ERROR_INVALID where a change cannot be read; then none was taken
 *
 * Takes changes in any order and any number of times; what is shown afterwards depends only on
 * which changes there are.
 *
 * Returns: whether all are here now
 */
gboolean
tsu_ledger_merge (
  TsuLedger *self, GPtrArray *changes, const char *txn, GArray **changed, GError **error)
{
  g_autoptr (GHashTable) targets =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) tsu_target_free);
  g_autoptr (TsuWrite) write = NULL;
  TsuApply how = { .label = "" };

  write = tsu_write_begin (self, &how, error);
  if (write == NULL)
    return FALSE;
  tsu_write_set_uid (write, txn);
  for (guint i = 0; i < changes->len; i++)
    if (!take_change (write, targets, g_ptr_array_index (changes, i), error))
      return FALSE;
  return show_all (self, targets, error) && tsu_write_end (write, changed, error);
}
