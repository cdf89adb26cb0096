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
