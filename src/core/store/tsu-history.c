/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened to a record, as people think of it: who, when, what was there before, what after.
 */

#include "config.h"

#include "tsu-change-table.h"
#include "tsu-clock.h"
#include "tsu-error.h"

#include <glib/gi18n.h>

static void
unref_value (gpointer value)
{
  if (value != NULL)
    tsu_value_unref (value);
}

void
tsu_history_entry_free (TsuHistoryEntry *entry)
{
  if (entry == NULL)
    return;
  g_clear_pointer (&entry->change, tsu_change_free);
  g_clear_pointer (&entry->edits, g_ptr_array_unref);
  g_clear_pointer (&entry->before, g_ptr_array_unref);
  g_free (entry->label);
  g_free (entry);
}

static char *
read_label (TsuLedger *self, gint64 txn, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT label FROM txn WHERE id = ?", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, txn);
  if (!tsu_db_step (self->db, statement, &row, error))
    return NULL;
  return row ? tsu_column_dup_text (statement, 0) : g_strdup ("");
}

static TsuFieldEdit *
find_edit (GPtrArray *edits, const char *field)
{
  for (guint i = 0; i < edits->len; i++) {
    TsuFieldEdit *edit = g_ptr_array_index (edits, i);

    if (g_str_equal (edit->field, field))
      return edit;
  }
  return NULL;
}

/* What the author had before him: the highest of the changes that his edit replaced. An edit of a
 * set says itself what it adds and removes. */
static TsuValue *
find_before (const TsuFieldEdit *edit, GHashTable *entries)
{
  const TsuHistoryEntry *best = NULL;
  const TsuFieldEdit *found;

  for (char **id = edit->seen; id != NULL && *id != NULL; id++) {
    const TsuHistoryEntry *entry = g_hash_table_lookup (entries, *id);

    if (entry != NULL && (best == NULL || tsu_change_compare (entry->change, best->change) > 0))
      best = entry;
  }
  found = best != NULL ? find_edit (best->edits, edit->field) : NULL;
  return found != NULL && found->value != NULL ? tsu_value_ref (found->value) : NULL;
}

static void
fill_before (TsuHistoryEntry *entry, GHashTable *entries)
{
  entry->before = g_ptr_array_new_with_free_func (unref_value);
  for (guint i = 0; i < entry->edits->len; i++)
    g_ptr_array_add (entry->before, find_before (g_ptr_array_index (entry->edits, i), entries));
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const TsuHistoryEntry *one = *(const TsuHistoryEntry *const *) a;
  const TsuHistoryEntry *other = *(const TsuHistoryEntry *const *) b;

  return tsu_change_compare (other->change, one->change);
}

static TsuHistoryEntry *
make_entry (TsuLedger *self, const TsuTarget *target, guint index, GError **error)
{
  const TsuChange *change = g_ptr_array_index (target->changes, index);
  TsuHistoryEntry *entry = g_new0 (TsuHistoryEntry, 1);

  entry->change = tsu_change_copy (change);
  entry->time = tsu_hlc_ms (change->ohlc);
  entry->edits = tsu_change_decode (change, error);
  if (entry->edits != NULL)
    entry->label = read_label (self, g_array_index (target->origins, TsuOrigin, index).txn, error);
  if (entry->label != NULL)
    return entry;
  tsu_history_entry_free (entry);
  return NULL;
}

/**
 * tsu_ledger_history:
 * @self: a ledger
 * @id: id of a record, deleted or not
 * @error: TSU_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (element-type TsuHistoryEntry): all its changes, newest first
 */
GPtrArray *
tsu_ledger_history (TsuLedger *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) history =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_history_entry_free);
  g_autoptr (GHashTable) entries = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TsuTarget) target = tsu_target_find (self, id, error);

  if (target == NULL)
    return NULL;
  if (target->is_new) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("There is no record “%s” in this ledger."), id);
    return NULL;
  }
  for (guint i = 0; i < target->changes->len; i++) {
    TsuHistoryEntry *entry = make_entry (self, target, i, error);

    if (entry == NULL)
      return NULL;
    g_ptr_array_add (history, entry);
    g_hash_table_insert (entries, entry->change->id, entry);
  }
  for (guint i = 0; i < history->len; i++)
    fill_before (g_ptr_array_index (history, i), entries);
  g_ptr_array_sort (history, compare_newest_first);
  return g_steal_pointer (&history);
}
