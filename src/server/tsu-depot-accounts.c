/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accounts, wards and grants: rows in and out.
 */

#include "config.h"

#include "tsu-depot-accounts.h"

#include <glib/gi18n.h>

#include "tsu-depot-private.h"
#include "tsu-error.h"

void
tsu_account_free (TsuAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->name);
  g_free (account->password);
  g_free (account);
}

void
tsu_grant_row_free (TsuGrantRow *row)
{
  if (row == NULL)
    return;
  g_free (row->role);
  g_free (row);
}

void
tsu_ward_row_free (TsuWardRow *row)
{
  if (row == NULL)
    return;
  g_free (row->name);
  g_free (row);
}

static gpointer
read_account (TsuSqlStatement *row)
{
  TsuAccount *account = g_new0 (TsuAccount, 1);

  account->key = tsu_sql_int (row, 0);
  account->name = g_strdup (tsu_sql_text (row, 1));
  account->password = g_strdup (tsu_sql_text (row, 2));
  account->created = tsu_sql_int (row, 3);
  account->closed = tsu_sql_int (row, 4);
  return account;
}

/**
 * tsu_depot_add_account:
 * @password: hash of the password
 * @account: (out): its key
 *
 * Returns: FALSE with TSU_ERROR_CONFLICT where the name is taken
 */
gboolean
tsu_depot_add_account (TsuDepot *self,
                       const char *name,
                       const char *password,
                       gint64 now,
                       gint64 *account,
                       GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO account (id, name, password, created, closed)"
                     " SELECT coalesce (max (id), 0) + 1, CAST ($1 AS TEXT), CAST ($2 AS TEXT),"
                     " CAST ($3 AS BIGINT), 0 FROM account WHERE true"
                     " ON CONFLICT (name) DO NOTHING RETURNING id",
                     error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, name);
  tsu_sql_bind_text (statement, 2, password);
  tsu_sql_bind_int (statement, 3, now);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  if (row) {
    *account = tsu_sql_int (statement, 0);
    return TRUE;
  }
  g_set_error (error, TSU_ERROR, TSU_ERROR_CONFLICT,
               _ ("There is already an account named “%s”."), name);
  return FALSE;
}

TsuAccount *
tsu_depot_find_account (TsuDepot *self, const char *name, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT id, name, password, created, closed FROM account WHERE name = $1",
                     error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  tsu_sql_bind_text (statement, 1, name);
  if (!tsu_sql_step (statement, &row, error))
    return NULL;
  return row ? read_account (statement) : NULL;
}

/* (element-type TsuAccount): in the order of their names. */
GPtrArray *
tsu_depot_list_accounts (TsuDepot *self, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT id, name, password, created, closed FROM account ORDER BY name",
                     error);

  if (statement == NULL)
    return NULL;
  return tsu_sql_list (statement, read_account, (GDestroyNotify) tsu_account_free, error);
}

gboolean
tsu_depot_set_password (TsuDepot *self, gint64 account, const char *password, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "UPDATE account SET password = $2 WHERE id = $1", error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, account);
  tsu_sql_bind_text (statement, 2, password);
  return tsu_sql_run (statement, error);
}

static gboolean
close_account (TsuSql *sql, gint64 account, gint64 closed, GError **error)
{
  g_autoptr (TsuSqlStatement) update =
    tsu_sql_prepare (sql, "UPDATE account SET closed = $2 WHERE id = $1", error);
  g_autoptr (TsuSqlStatement) end =
    update ? tsu_sql_prepare (sql, "DELETE FROM session WHERE account = $1", error) : NULL;

  if (end == NULL)
    return FALSE;
  tsu_sql_bind_int (update, 1, account);
  tsu_sql_bind_int (update, 2, closed);
  tsu_sql_bind_int (end, 1, account);
  /* Its sessions stay while it is closed, so that its devices hear why. */
  return tsu_sql_run (update, error) && (closed != 0 || tsu_sql_run (end, error));
}

gboolean
tsu_depot_close_account (TsuDepot *self, gint64 account, gint64 closed, GError **error)
{
  if (!tsu_sql_begin (self->sql, error))
    return FALSE;
  if (close_account (self->sql, account, closed, error) && tsu_sql_commit (self->sql, error))
    return TRUE;
  tsu_sql_rollback (self->sql);
  return FALSE;
}

gboolean
tsu_depot_set_ward (TsuDepot *self, int ward, const char *name, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO ward (id, name) VALUES ($1, $2)"
                     " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, ward);
  tsu_sql_bind_text (statement, 2, name);
  return tsu_sql_run (statement, error);
}

static gpointer
read_ward (TsuSqlStatement *row)
{
  TsuWardRow *ward = g_new0 (TsuWardRow, 1);

  ward->ward = (int) tsu_sql_int (row, 0);
  ward->name = g_strdup (tsu_sql_text (row, 1));
  return ward;
}

/* (element-type TsuWardRow) */
GPtrArray *
tsu_depot_list_wards (TsuDepot *self, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "SELECT id, name FROM ward ORDER BY id", error);

  if (statement == NULL)
    return NULL;
  return tsu_sql_list (statement, read_ward, (GDestroyNotify) tsu_ward_row_free, error);
}

gboolean
tsu_depot_add_grant (TsuDepot *self, const TsuGrantRow *grant, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO permit (account, ward, role, starts, ends)"
                     " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, ward, role)"
                     " DO UPDATE SET starts = excluded.starts, ends = excluded.ends",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, grant->account);
  tsu_sql_bind_int (statement, 2, grant->ward);
  tsu_sql_bind_text (statement, 3, grant->role);
  tsu_sql_bind_int (statement, 4, grant->from);
  tsu_sql_bind_int (statement, 5, grant->to);
  return tsu_sql_run (statement, error);
}

/**
 * tsu_depot_remove_grant:
 * @role: (nullable): NULL for every role of the account in the ward
 * @removed: (out) (nullable): how many there were
 */
gboolean
tsu_depot_remove_grant (
  TsuDepot *self, gint64 account, int ward, const char *role, gint64 *removed, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "DELETE FROM permit WHERE account = $1 AND ward = $2"
                     " AND role = coalesce ($3, role) RETURNING role",
                     error);
  gint64 n = 0;
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, account);
  tsu_sql_bind_int (statement, 2, ward);
  tsu_sql_bind_text (statement, 3, role);
  while (row) {
    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    n += row;
  }
  if (removed != NULL)
    *removed = n;
  return TRUE;
}

static gpointer
read_grant (TsuSqlStatement *row)
{
  TsuGrantRow *grant = g_new0 (TsuGrantRow, 1);

  grant->account = tsu_sql_int (row, 0);
  grant->ward = (int) tsu_sql_int (row, 1);
  grant->role = g_strdup (tsu_sql_text (row, 2));
  grant->from = tsu_sql_int (row, 3);
  grant->to = tsu_sql_int (row, 4);
  return grant;
}

/* (element-type TsuGrantRow): all, those in force and others */
GPtrArray *
tsu_depot_list_grants (TsuDepot *self, gint64 account, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT account, ward, role, starts, ends FROM permit WHERE account = $1"
                     " ORDER BY ward, role",
                     error);

  if (statement == NULL)
    return NULL;
  tsu_sql_bind_int (statement, 1, account);
  return tsu_sql_list (statement, read_grant, (GDestroyNotify) tsu_grant_row_free, error);
}
