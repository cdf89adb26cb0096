/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Transactions that were kept but not applied, for their author and the ward's lead.
 */

#include "config.h"

#include "tsu-depot-private.h"

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
  g_autoptr (GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_depot_held_free);
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     account != 0
                       ? "SELECT seq, account, name, device, ward, time, reason, body FROM held"
                         " WHERE account = $1 ORDER BY seq DESC LIMIT $2"
                       : "SELECT seq, account, name, device, ward, time, reason, body FROM held"
                         " WHERE ward = $1 ORDER BY seq DESC LIMIT $2",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  tsu_sql_bind_int (statement, 1, account != 0 ? account : ward);
  tsu_sql_bind_int (statement, 2, limit);
  while (row) {
    TsuDepotHeld *held;

    if (!tsu_sql_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    held = g_new0 (TsuDepotHeld, 1);
    held->seq = tsu_sql_int (statement, 0);
    held->account = tsu_sql_int (statement, 1);
    held->user = g_strdup (tsu_sql_text (statement, 2));
    held->device = g_strdup (tsu_sql_text (statement, 3));
    held->ward = (int) tsu_sql_int (statement, 4);
    held->time = tsu_sql_int (statement, 5);
    held->reason = g_strdup (tsu_sql_text (statement, 6));
    held->body = g_strdup (tsu_sql_text (statement, 7));
    g_ptr_array_add (list, held);
  }
  return g_steal_pointer (&list);
}
