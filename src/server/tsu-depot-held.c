/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Transactions that were kept but not applied, for their author and for who looks after the ward.
 */

#include "config.h"

#include "tsu-depot-private.h"

#include <string.h>

void
tsu_depot_held_free (TsuDepotHeld *held)
{
  if (held == NULL)
    return;
  g_free (held->user);
  g_free (held->device);
  g_free (held->reason);
  g_free (held->body);
  g_free (held);
}

static gpointer
read_held (TsuSqlStatement *row)
{
  TsuDepotHeld *held = g_new0 (TsuDepotHeld, 1);

  held->seq = tsu_sql_int (row, 0);
  held->account = tsu_sql_int (row, 1);
  held->user = g_strdup (tsu_sql_text (row, 2));
  held->device = g_strdup (tsu_sql_text (row, 3));
  held->ward = (int) tsu_sql_int (row, 4);
  held->time = tsu_sql_int (row, 5);
  held->reason = g_strdup (tsu_sql_text (row, 6));
  held->body = g_strdup (tsu_sql_text (row, 7));
  return held;
}

/**
 * tsu_depot_list_held:
 * @account: whose; 0 for those of a ward
 * @ward: of which ward, with @account 0
 *
 * Returns: (transfer full) (element-type TsuDepotHeld): what was kept but not applied, newest first
 */
GPtrArray *
tsu_depot_list_held (TsuDepot *self, gint64 account, int ward, int limit, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     account != 0
                       ? "SELECT seq, account, name, device, ward, time, reason, body FROM held"
                         " WHERE account = $1 ORDER BY seq DESC LIMIT $2"
                       : "SELECT seq, account, name, device, ward, time, reason, body FROM held"
                         " WHERE ward = $1 ORDER BY seq DESC LIMIT $2",
                     error);

  if (statement == NULL)
    return NULL;
  tsu_sql_bind_int (statement, 1, account != 0 ? account : ward);
  tsu_sql_bind_int (statement, 2, limit);
  return tsu_sql_list (statement, read_held, (GDestroyNotify) tsu_depot_held_free, error);
}

static void
read_ward (TsuSqlStatement *row, gpointer data)
{
  TsuKey uid;

  tsu_key_read (row, 0, &uid);
  g_hash_table_insert (data, tsu_key_copy (&uid), GINT_TO_POINTER ((int) tsu_sql_int (row, 1)));
}

/* (element-type TsuChange): those that can be read */
static GPtrArray *
read_changes (const TsuDepotHeld *held)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  g_auto (GStrv) lines = g_strsplit (held->body, "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    TsuChange *change = tsu_change_parse (*line, strlen (*line), NULL);

    if (change != NULL)
      g_ptr_array_add (changes, change);
  }
  return changes;
}

/* TsuKey → ward, of the records that are here */
static GHashTable *
find_wards (TsuDepot *self, GPtrArray *changes, GError **error)
{
  g_autoptr (GHashTable) wards = g_hash_table_new_full (tsu_key_hash, tsu_key_equal, g_free, NULL);
  g_autoptr (GByteArray) keys = g_byte_array_new ();

  for (guint i = 0; i < changes->len; i++) {
    TsuKey uid;

    if (tsu_key_parse (((const TsuChange *) changes->pdata[i])->record, &uid))
      g_byte_array_append (keys, uid.bytes, TSU_KEY_SIZE);
  }
  return tsu_sql_find (self->sql, "SELECT uid, ward FROM record WHERE uid = $1", keys, read_ward,
                       wards, error)
           ? g_steal_pointer (&wards)
           : NULL;
}

/* A transaction may touch records of several wards, and who looks after one of them sees no more
 * than that. */
static gboolean
keep_ward (TsuDepot *self, TsuDepotHeld *held, int ward, GError **error)
{
  g_autoptr (GPtrArray) changes = read_changes (held);
  g_autoptr (GHashTable) wards = find_wards (self, changes, error);
  g_autoptr (GString) body = g_string_new (NULL);

  if (wards == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (changes, i);
    gpointer own;
    TsuKey uid;

    if (!tsu_key_parse (change->record, &uid) ||
        !g_hash_table_lookup_extended (wards, &uid, NULL, &own))
      own = GINT_TO_POINTER (change->ward);
    if (GPOINTER_TO_INT (own) != ward)
      continue;
    tsu_change_append_json (change, body);
    g_string_append_c (body, '\n');
  }
  g_free (held->body);
  held->body = g_string_free (g_steal_pointer (&body), FALSE);
  return TRUE;
}

/**
 * tsu_depot_oversee:
 *
 * Returns: (transfer full) (element-type TsuDepotHeld): what was kept but not applied in the ward,
 *   newest first
 */
GPtrArray *
tsu_depot_oversee (TsuDepot *self, int ward, int limit, GError **error)
{
  g_autoptr (GPtrArray) list = tsu_depot_list_held (self, 0, ward, limit, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!keep_ward (self, g_ptr_array_index (list, i), ward, error))
      return NULL;
  return g_steal_pointer (&list);
}
