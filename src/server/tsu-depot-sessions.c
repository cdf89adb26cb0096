/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Devices, and the sessions that are bound to them.
 */

#include "config.h"

#include "tsu-depot-accounts.h"

#include <glib/gi18n.h>

#include "tsu-depot-private.h"
#include "tsu-error.h"

/* How exactly it is known when a device last asked: a row is not written for every request. */
#define SEEN_MS (5 * 60 * 1000)

void
tsu_device_row_free (TsuDeviceRow *row)
{
  if (row == NULL)
    return;
  g_free (row->device);
  g_free (row->user);
  g_free (row->label);
  g_free (row);
}

/**
 * tsu_depot_register_device:
 * @label: (nullable): what its user calls it
 *
 * A device belongs to the account that signed in on it last. While that is signed in nobody else
 * may, for who knows a device's id could otherwise take it over.
 *
 * Returns: FALSE with TSU_ERROR_UNAUTHORIZED where it is another's, or was revoked
 */
gboolean
tsu_depot_register_device (
  TsuDepot *self, gint64 account, const char *device, const char *label, gint64 now, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO device (id, account, label, created, seen, revoked)"
                     " VALUES ($1, $2, $3, $4, $4, 0) ON CONFLICT (id) DO UPDATE SET"
                     " account = excluded.account, label = excluded.label, seen = excluded.seen"
                     " WHERE device.revoked = 0 AND (device.account = excluded.account OR NOT "
                     "EXISTS"
                     " (SELECT 1 FROM session s WHERE s.device = excluded.id AND s.expires > $4))"
                     " RETURNING id",
                     error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, device);
  tsu_sql_bind_int (statement, 2, account);
  tsu_sql_bind_text (statement, 3, label ? label : "");
  tsu_sql_bind_int (statement, 4, now);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  if (row)
    return TRUE;
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                       _ ("Somebody else is signed in with this computer's ledger, or it was locked "
                          "by an administrator."));
  return FALSE;
}

static gboolean
revoke_device (TsuSql *sql, const char *device, gint64 revoked, GError **error)
{
  g_autoptr (TsuSqlStatement) update =
    tsu_sql_prepare (sql, "UPDATE device SET revoked = $2 WHERE id = $1 RETURNING id", error);
  g_autoptr (TsuSqlStatement) end =
    update ? tsu_sql_prepare (sql, "DELETE FROM session WHERE device = $1", error) : NULL;
  gboolean row;

  if (end == NULL)
    return FALSE;
  tsu_sql_bind_text (update, 1, device);
  tsu_sql_bind_int (update, 2, revoked);
  tsu_sql_bind_text (end, 1, device);
  if (!tsu_sql_step (update, &row, error))
    return FALSE;
  if (!row) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_NOT_FOUND, _ ("There is no such device."));
    return FALSE;
  }
  g_clear_pointer (&update, tsu_sql_release);
  /* Its sessions stay while it is locked, so that it hears why, and end when it is let in again.
   */
  return revoked != 0 || tsu_sql_run (end, error);
}

gboolean
tsu_depot_revoke_device (TsuDepot *self, const char *device, gint64 revoked, GError **error)
{
  if (!tsu_sql_begin (self->sql, error))
    return FALSE;
  if (revoke_device (self->sql, device, revoked, error) && tsu_sql_commit (self->sql, error))
    return TRUE;
  tsu_sql_rollback (self->sql);
  return FALSE;
}

static gpointer
read_device (TsuSqlStatement *row)
{
  TsuDeviceRow *device = g_new0 (TsuDeviceRow, 1);

  device->device = g_strdup (tsu_sql_text (row, 0));
  device->account = tsu_sql_int (row, 1);
  device->user = g_strdup (tsu_sql_text (row, 2));
  device->label = g_strdup (tsu_sql_text (row, 3));
  device->created = tsu_sql_int (row, 4);
  device->seen = tsu_sql_int (row, 5);
  device->revoked = tsu_sql_int (row, 6);
  return device;
}

GPtrArray *
tsu_depot_list_devices (TsuDepot *self, gint64 account, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT d.id, d.account, a.name, d.label, d.created, d.seen, d.revoked"
                     " FROM device d JOIN account a ON a.id = d.account"
                     " WHERE $1 = 0 OR d.account = $1 ORDER BY a.name, d.created",
                     error);

  if (statement == NULL)
    return NULL;
  tsu_sql_bind_int (statement, 1, account);
  return tsu_sql_list (statement, read_device, (GDestroyNotify) tsu_device_row_free, error);
}

gboolean
tsu_depot_add_session (TsuDepot *self,
                       const char *token,
                       gint64 account,
                       const char *device,
                       gint64 now,
                       gint64 expires,
                       GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO session (token, account, device, created, expires)"
                     " VALUES ($1, $2, $3, $4, $5)",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, token);
  tsu_sql_bind_int (statement, 2, account);
  tsu_sql_bind_text (statement, 3, device);
  tsu_sql_bind_int (statement, 4, now);
  tsu_sql_bind_int (statement, 5, expires);
  return tsu_sql_run (statement, error);
}

/* Those in force now. A role that this program does not know gives nothing. */
static gboolean
load_grants (TsuDepot *self, TsuPrincipal *principal, gint64 now, GError **error)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (TsuPolicyGrant));
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT ward, role FROM permit WHERE account = $1 AND starts <= $2"
                     " AND (ends = 0 OR ends > $2) ORDER BY ward, role",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, principal->account);
  tsu_sql_bind_int (statement, 2, now);
  while (row) {
    TsuPolicyGrant grant;

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row || !tsu_role_find (tsu_sql_text (statement, 1), &grant.role))
      continue;
    grant.ward = (int) tsu_sql_int (statement, 0);
    g_array_append_val (grants, grant);
  }
  principal->n_grants = grants->len;
  principal->grants = (TsuPolicyGrant *) g_array_free (g_steal_pointer (&grants), FALSE);
  return TRUE;
}

static gboolean
mark_seen (TsuDepot *self, const char *device, gint64 now, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "UPDATE device SET seen = $2 WHERE id = $1", error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, device);
  tsu_sql_bind_int (statement, 2, now);
  return tsu_sql_run (statement, error);
}

static gboolean
read_session (TsuSqlStatement *row, gint64 now, TsuPrincipal *principal, TsuRefusal *refusal)
{
  if (tsu_sql_int (row, 3) <= now)
    return FALSE;
  principal->account = tsu_sql_int (row, 0);
  principal->user = g_strdup (tsu_sql_text (row, 1));
  principal->device = g_strdup (tsu_sql_text (row, 2));
  if (tsu_sql_int (row, 4) != 0 || tsu_sql_int (row, 5) != 0)
    refusal->code = TSU_REFUSAL_REVOKED;
  return TRUE;
}

/**
 * tsu_depot_find_session:
 * @token: hash of the token
 * @principal: (out caller-allocates): zeroed; who it is, with the grants in force
 * @refusal: (out caller-allocates): TSU_REFUSAL_REVOKED where the account or device was closed
 *
 * Returns: FALSE with TSU_ERROR_UNAUTHORIZED where there is no such session, or it is over
 */
gboolean
tsu_depot_find_session (TsuDepot *self,
                        const char *token,
                        gint64 now,
                        TsuPrincipal *principal,
                        TsuRefusal *refusal,
                        GError **error)
{
  g_autoptr (TsuSqlStatement) statement = tsu_sql_prepare (
    self->sql,
    "SELECT s.account, a.name, s.device, s.expires, a.closed, d.revoked, d.seen FROM session s"
    " JOIN account a ON a.id = s.account JOIN device d ON d.id = s.device WHERE s.token = $1",
    error);
  gboolean row;
  gint64 seen;

  refusal->code = TSU_REFUSAL_NONE;
  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, token);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  if (!row || !read_session (statement, now, principal, refusal)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                         _ ("Nobody is signed in with this token, or not any more."));
    return FALSE;
  }
  seen = tsu_sql_int (statement, 6);
  g_clear_pointer (&statement, tsu_sql_release);
  if (now - seen > SEEN_MS && !mark_seen (self, principal->device, now, error))
    return FALSE;
  return load_grants (self, principal, now, error);
}

gboolean
tsu_depot_end_session (TsuDepot *self, const char *token, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "DELETE FROM session WHERE token = $1", error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, token);
  return tsu_sql_run (statement, error);
}

/* Forgets those that are over. */
gboolean
tsu_depot_purge_sessions (TsuDepot *self, gint64 now, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "DELETE FROM session WHERE expires <= $1", error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, now);
  return tsu_sql_run (statement, error);
}
