/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backups: a copy made while people go on working, looked through before it gets its name; and the
 * way back, which keeps the file it replaces.
 */

#include "config.h"

#include "tsu-aside.h"
#include "tsu-device.h"
#include "tsu-error.h"
#include "tsu-ledger-private.h"
#include "tsu-search.h"
#include "tsu-tables.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Small enough to be stopped soon and to let others write between two steps. */
#define PAGES_A_STEP 1024

static gboolean
verify (TsuDb *db, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (db, "PRAGMA integrity_check (1)", error);
  gint64 id;
  gboolean row;

  if (statement == NULL || !tsu_db_step (db, statement, &row, error))
    return FALSE;
  if (!row || g_strcmp0 (tsu_column_text (statement, 0), "ok") != 0) {
    tsu_db_set_error (NULL, SQLITE_CORRUPT, error);
    return FALSE;
  }
  if (!tsu_db_query_integer (db, "PRAGMA application_id", &id, error))
    return FALSE;
  if (id == TSU_LEDGER_APPLICATION_ID)
    return TRUE;
  tsu_db_set_error (NULL, SQLITE_NOTADB, error);
  return FALSE;
}

static gboolean
copy_pages (TsuDb *from,
            TsuDb *to,
            TsuProgress progress,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  sqlite3_backup *backup =
    sqlite3_backup_init (tsu_db_get_handle (to), "main", tsu_db_get_handle (from), "main");
  int result = backup != NULL ? SQLITE_OK : sqlite3_errcode (tsu_db_get_handle (to));
  gboolean stopped = FALSE;

  while (backup != NULL && !stopped && (result == SQLITE_OK || result == SQLITE_BUSY)) {
    result = sqlite3_backup_step (backup, PAGES_A_STEP);
    if (result == SQLITE_OK && progress != NULL)
      progress (sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup),
                sqlite3_backup_pagecount (backup), data);
    stopped = g_cancellable_is_cancelled (cancellable);
  }
  sqlite3_backup_finish (backup);
  if (stopped)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (result == SQLITE_DONE)
    return TRUE;
  tsu_db_set_error (NULL, result, error);
  return FALSE;
}

/* One file without a log beside it, so that it can be carried away as it is. */
static gboolean
write_copy (TsuDb *from,
            const char *path,
            TsuProgress progress,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (TsuDb) to = tsu_db_open (path, FALSE, error);
  gint64 mode;

  return to != NULL && tsu_search_register (tsu_db_get_handle (to), error) &&
         copy_pages (from, to, progress, data, cancellable, error) &&
         tsu_db_query_integer (to, "PRAGMA journal_mode = DELETE", &mode, error) &&
         verify (to, error);
}

static gboolean
copy_ledger (TsuDb *from,
             const char *path,
             TsuProgress progress,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  g_unlink (part);
  if (write_copy (from, part, progress, data, cancellable, error) &&
      tsu_aside_rename (part, path, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}

/**
 * tsu_ledger_backup:
 * @self: a ledger
 * @path: the backup; one of that name is replaced when the new one is whole
 * @progress: (nullable): told how far it is, in pages
 * @data: for @progress
 * @cancellable: (nullable): stops it; nothing is left then
 * @error: what went wrong; then what was at @path is still there
 *
 * Returns: whether the backup is there and was looked through
 */
gboolean
tsu_ledger_backup (TsuLedger *self,
                   const char *path,
                   TsuProgress progress,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  tsu_db_assert_thread (self->db);
  return copy_ledger (self->db, path, progress, data, cancellable, error);
}

/* A file that opens and is whole; the log that may belong to it is the caller's to keep away. */
static TsuDb *
open_verified (const char *path, GError **error)
{
  g_autoptr (TsuDb) db = NULL;
  gboolean is_new;

  if (!tsu_tables_inspect (path, &is_new, error))
    return NULL;
  if (is_new) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND, _ ("There is no backup at “%s”."), path);
    return NULL;
  }
  db = tsu_db_open (path, TRUE, error);
  if (db == NULL || !tsu_search_register (tsu_db_get_handle (db), error) || !verify (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* What is saved from now on was not saved by the device that went on after the backup. A ledger
 * that is nowhere begins a new incarnation when it is opened. */
static gboolean
forget_place (const char *path, GError **error)
{
  g_autoptr (TsuDb) db = tsu_db_open (path, FALSE, error);

  return db != NULL &&
         tsu_db_exec (db, "INSERT OR REPLACE INTO meta VALUES ('" TSU_DEVICE_PLACE "', '')", error);
}

/**
 * tsu_ledger_restore_backup:
 * @backup: a backup
 * @path: the ledger, which nobody may have open
 * @error: TSU_ERROR_BUSY, TSU_ERROR_CORRUPT, TSU_ERROR_SCHEMA_NEWER; then the ledger is as it was
 *
 * Puts a backup in the place of the ledger once it is looked through. The ledger replaced is kept
 * beside it as LEDGER.before-DATE-TIME.
 *
 * Returns: whether the ledger is now as the backup was
 */
gboolean
tsu_ledger_restore_backup (const char *backup, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (TsuLock) lock = tsu_lock_new (path, error);
  g_autoptr (TsuDb) from = NULL;

  if (lock == NULL || !tsu_lock_take_alone (lock, error))
    return FALSE;
  from = open_verified (backup, error);
  if (from == NULL)
    return FALSE;
  g_unlink (part);
  if (write_copy (from, part, NULL, NULL, NULL, error) && forget_place (part, error) &&
      tsu_aside_put (path, "before", NULL, error) && tsu_aside_rename (part, path, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}
