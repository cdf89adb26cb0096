/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening and closing a ledger, its settings, and the reading of single records.
 */

#include "config.h"

#include "tsu-ledger-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "tsu-device.h"
#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-scope.h"
#include "tsu-search.h"
#include "tsu-tables.h"

#define SETTING_PREFIX "set:"
#define NOTED_MAX 10000

TsuTyped *
tsu_ledger_find_typed (TsuLedger *self, const TsuType *type)
{
  for (guint i = 0; i < self->typed->len; i++)
    if (tsu_typed_get_type_of (self->typed->pdata[i]) == type)
      return self->typed->pdata[i];
  return NULL;
}

gboolean
tsu_ledger_require_write (TsuLedger *self, GError **error)
{
  if (!self->read_only)
    return TRUE;
  tsu_db_set_error (NULL, SQLITE_READONLY, error);
  return FALSE;
}

char *
tsu_ledger_get_meta (TsuLedger *self, const char *key)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT value FROM meta WHERE key = ?", NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;
  tsu_bind_text (statement, 1, key);
  if (!tsu_db_step (self->db, statement, &row, NULL) || !row)
    return NULL;
  return tsu_column_dup_text (statement, 0);
}

gboolean
tsu_ledger_set_meta (TsuLedger *self, const char *key, const char *value, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db,
                    value != NULL ? "INSERT INTO meta (key, value) VALUES (?, ?)"
                                    " ON CONFLICT DO UPDATE SET value = excluded.value"
                                  : "DELETE FROM meta WHERE key = ?",
                    error);

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, key);
  if (value != NULL)
    tsu_bind_text (statement, 2, value);
  return tsu_db_run (self->db, statement, error);
}

gint64
tsu_ledger_get_number (TsuLedger *self, const char *key, gint64 otherwise)
{
  g_autofree char *text = tsu_ledger_get_meta (self, key);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

gboolean
tsu_ledger_set_number (TsuLedger *self, const char *key, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return tsu_ledger_set_meta (self, key, text, error);
}

char *
tsu_ledger_dup_user (TsuLedger *self)
{
  g_autofree char *user = tsu_ledger_get_setting (self, "user");

  if (user != NULL)
    return g_steal_pointer (&user);
  return g_strdup (g_get_user_name ());
}

/* A device is a ledger file: its id is made with the file and travels with it. */
static gboolean
ensure_device (TsuLedger *self, GError **error)
{
  g_autofree char *made = NULL;

  self->device = tsu_ledger_get_meta (self, "device");
  if (self->device != NULL)
    return TRUE;
  made = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
  if (!tsu_db_begin (self->db, error))
    return FALSE;
  if (!tsu_ledger_set_meta (self, "device", made, error) ||
      !tsu_ledger_set_meta (self, "incarnation", "1", error)) {
    tsu_db_rollback (self->db);
    return FALSE;
  }
  self->device = g_steal_pointer (&made);
  return tsu_db_commit (self->db, error);
}

static gboolean
check_quickly (TsuLedger *self, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->db, "PRAGMA quick_check (1)", error);
  gboolean row;

  if (statement == NULL || !tsu_db_step (self->db, statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 (tsu_column_text (statement, 0), "ok") == 0)
    return TRUE;
  tsu_db_set_error (NULL, SQLITE_CORRUPT, error);
  return FALSE;
}

/* SQLite removes the log when the last connection closes: one left behind while nobody has the
 * ledger open tells of a crash or a power cut. */
static gboolean
ended_uncleanly (const char *path, TsuLock *lock)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return tsu_lock_is_alone (lock) && g_stat (wal, &info) == 0 && info.st_size > 0;
}

static TsuLedger *
new_ledger (const char *path, gboolean read_only)
{
  TsuLedger *self = g_new0 (TsuLedger, 1);

  self->path = g_strdup (path);
  self->read_only = read_only;
  self->ward = TSU_WARD_UNKNOWN;
  self->typed = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_typed_free);
  self->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->noted = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

static gboolean
connect_db (TsuLedger *self, GError **error)
{
  guint n;
  const TsuType *const *types = tsu_schema_get_types (&n);

  self->db = tsu_db_open (self->path, self->read_only, error);
  if (self->db == NULL || !tsu_search_register (tsu_db_get_handle (self->db), error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->typed, tsu_typed_new (self->db, types[i]));
  return TRUE;
}

static void
read_settings (TsuLedger *self)
{
  self->ward = (int) tsu_ledger_get_number (self, "ward", TSU_WARD_UNKNOWN);
  self->clock_offset = tsu_ledger_get_number (self, "clock-offset", 0);
}

static gboolean
open_for_writing (TsuLedger *self, gboolean is_new, GError **error)
{
  gboolean unclean;

  self->lock = tsu_lock_new (self->path, error);
  if (self->lock == NULL)
    return FALSE;
  unclean = ended_uncleanly (self->path, self->lock);
  if (!tsu_lock_share (self->lock, error) || !connect_db (self, error))
    return FALSE;
  if (unclean && !check_quickly (self, error))
    return FALSE;
  if (!tsu_tables_migrate (self->db, is_new, error) || !ensure_device (self, error) ||
      !tsu_device_ensure_place (self, error) || !tsu_tables_ensure (self, error))
    return FALSE;
  read_settings (self);
  /* Owed since a crash, or since somebody was still reading; it can wait once more. */
  tsu_scope_wipe (self, NULL);
  return TRUE;
}

static gboolean
open_for_reading (TsuLedger *self, GError **error)
{
  if (!connect_db (self, error) || !tsu_tables_require_present (self->db, error))
    return FALSE;
  self->device = tsu_ledger_get_meta (self, "device");
  read_settings (self);
  return TRUE;
}

/**
 * tsu_ledger_open:
 * @path: the file
 * @flags: whether it is made where absent, and whether it is only read
 * @error: TSU_ERROR_SCHEMA_NEWER, TSU_ERROR_CORRUPT, TSU_ERROR_NOT_FOUND, TSU_ERROR_FULL,
 *   TSU_ERROR_BUSY
 *
 * A file that is refused is left as it is. After a crash the file is checked before it is used.
 *
 * Returns: (transfer full): the ledger, of the calling thread from now on
 */
TsuLedger *
tsu_ledger_open (const char *path, TsuLedgerFlags flags, GError **error)
{
  gboolean read_only = (flags & TSU_LEDGER_READ_ONLY) != 0;
  g_autoptr (TsuLedger) self = NULL;
  gboolean is_new;

  if (!tsu_tables_inspect (path, &is_new, error))
    return NULL;
  if (is_new && (flags & (TSU_LEDGER_READ_ONLY | TSU_LEDGER_MUST_EXIST)) != 0) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND, _ ("There is no ledger at “%s”."), path);
    return NULL;
  }
  self = new_ledger (path, read_only);
  if (read_only ? !open_for_reading (self, error) : !open_for_writing (self, is_new, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tsu_ledger_close (TsuLedger *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->typed, g_ptr_array_unref);
  g_clear_pointer (&self->db, tsu_db_close);
  g_clear_pointer (&self->lock, tsu_lock_free);
  g_hash_table_unref (self->authors);
  g_array_unref (self->noted);
  g_free (self->device);
  g_free (self->path);
  g_free (self);
}

const char *
tsu_ledger_get_path (const TsuLedger *self)
{
  return self->path;
}

/**
 * tsu_ledger_begin_bulk:
 * @self: a ledger that may be written
 * @error: what went wrong
 *
 * Groups several applies into one durable step: nothing of them is saved before
 * tsu_ledger_end_bulk(), and nothing at all where one of them has failed. Nesting is a programmer's
 * error.
 *
 * Returns: whether the step began
 */
gboolean
tsu_ledger_begin_bulk (TsuLedger *self, GError **error)
{
  g_return_val_if_fail (!tsu_db_in_transaction (self->db), FALSE);

  if (!tsu_ledger_require_write (self, error) || !tsu_db_begin (self->db, error))
    return FALSE;
  tsu_db_widen_cache (self->db, TRUE);
  return TRUE;
}

/**
 * tsu_ledger_end_bulk:
 * @self: a ledger in a bulk step
 * @commit: whether the step is to be kept
 * @error: what went wrong; then nothing of the step was saved
 *
 * Returns: whether the step is over as wished
 */
gboolean
tsu_ledger_end_bulk (TsuLedger *self, gboolean commit, GError **error)
{
  gboolean kept = FALSE;

  g_return_val_if_fail (tsu_db_in_transaction (self->db), FALSE);

  if (commit)
    kept = tsu_db_commit (self->db, error);
  else
    tsu_db_rollback (self->db);
  tsu_db_widen_cache (self->db, FALSE);
  if (!kept)
    g_hash_table_remove_all (self->authors);
  return kept == commit;
}

/**
 * tsu_ledger_get_setting:
 * @self: a ledger
 * @name: name of the setting: "user", "ward", "mapping:…"
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
tsu_ledger_get_setting (TsuLedger *self, const char *name)
{
  g_autofree char *key = g_strconcat (SETTING_PREFIX, name, NULL);

  return tsu_ledger_get_meta (self, key);
}

gboolean
tsu_ledger_set_setting (TsuLedger *self, const char *name, const char *value, GError **error)
{
  g_autofree char *key = g_strconcat (SETTING_PREFIX, name, NULL);

  return tsu_ledger_require_write (self, error) && tsu_ledger_set_meta (self, key, value, error);
}

/* Names records as changed, NULL for "many". See tsu_store_note_changed(). */
void
tsu_ledger_note_changed (TsuLedger *self, GArray *keys)
{
  if (keys == NULL || self->noted->len + keys->len > NOTED_MAX) {
    self->noted_many = TRUE;
    g_array_set_size (self->noted, 0);
  }
  if (!self->noted_many && keys->len > 0)
    g_array_append_vals (self->noted, keys->data, keys->len);
}

/* What changed since the last call: keys, or @many. NULL where nothing did. */
GArray *
tsu_ledger_take_noted (TsuLedger *self, gboolean *many)
{
  GArray *keys = NULL;

  *many = self->noted_many;
  if (self->noted->len > 0) {
    keys = self->noted;
    self->noted = g_array_new (FALSE, FALSE, sizeof (gint64));
  }
  self->noted_many = FALSE;
  return keys;
}

/**
 * tsu_ledger_find_key:
 * @self: a ledger
 * @id: id of a record
 *
 * Returns: its local row number, 0 where there is none
 */
gint64
tsu_ledger_find_key (TsuLedger *self, const char *id)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT id FROM record WHERE uid = ?", NULL);
  gboolean row;

  if (statement == NULL)
    return 0;
  tsu_bind_text (statement, 1, id);
  if (!tsu_db_step (self->db, statement, &row, NULL) || !row)
    return 0;
  return sqlite3_column_int64 (statement, 0);
}
