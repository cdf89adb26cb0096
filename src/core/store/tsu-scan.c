/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a whole type in one pass, and what changed since somebody last did.
 */

#include "config.h"

#include "tsu-scan.h"

#include "tsu-clock.h"
#include "tsu-json.h"
#include "tsu-ledger-private.h"

enum {
  COLUMN_KEY,
  COLUMN_ID,
  COLUMN_HIDDEN,
  COLUMN_CHANGED,
  N_OWN_COLUMNS,
};

struct _TsuScan {
  TsuLedger *ledger;
  TsuSingleStatement *statement;
};

static char *
make_sql (const char *type, const char *const *fields, const GArray *keys)
{
  GString *sql = g_string_new ("SELECT t.id, r.uid, t._hidden, t._changed");

  for (guint i = 0; fields[i] != NULL; i++)
    g_string_append_printf (sql, ", t.\"%s\"", fields[i]);
  g_string_append_printf (sql, " FROM \"%s\" t JOIN record r ON r.id = t.id WHERE ", type);
  if (keys == NULL) {
    g_string_append (sql, "t._hidden = 0");
  } else {
    g_string_append (sql, "t.id IN (");
    for (guint i = 0; i < keys->len; i++)
      g_string_append_printf (sql, i > 0 ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT,
                              g_array_index (keys, gint64, i));
    g_string_append_c (sql, ')');
  }
  g_string_append (sql, " ORDER BY t.id");
  return g_string_free (sql, FALSE);
}

/**
 * tsu_scan_new:
 * @ledger: a ledger
 * @type: name of a record type
 * @fields: (array zero-terminated=1): names of fields of that type
 * @keys: (nullable) (element-type gint64): only these, deleted ones included; %NULL for all that
 *   are not deleted
 * @error: what went wrong
 *
 * Returns: (transfer full): a scan before its first row
 */
TsuScan *
tsu_scan_new (TsuLedger *ledger,
              const char *type,
              const char *const *fields,
              const GArray *keys,
              GError **error)
{
  g_autofree char *sql = make_sql (type, fields, keys);
  TsuSingleStatement *statement;
  TsuScan *self;

  tsu_db_assert_thread (ledger->db);
  statement = tsu_db_prepare_once (ledger->db, sql, error);
  if (statement == NULL)
    return NULL;
  self = g_new0 (TsuScan, 1);
  self->ledger = ledger;
  self->statement = statement;
  return self;
}

void
tsu_scan_free (TsuScan *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->statement);
  g_free (self);
}

/**
 * tsu_scan_next:
 * @self: a scan
 * @row: (out): whether there was a further row
 * @error: what went wrong
 *
 * Returns: FALSE with @error set
 */
gboolean
tsu_scan_next (TsuScan *self, gboolean *row, GError **error)
{
  return tsu_db_step (self->ledger->db, self->statement, row, error);
}

gint64
tsu_scan_get_key (TsuScan *self)
{
  return sqlite3_column_int64 (self->statement, COLUMN_KEY);
}

const char *
tsu_scan_get_id (TsuScan *self)
{
  return tsu_column_text (self->statement, COLUMN_ID);
}

gboolean
tsu_scan_is_deleted (TsuScan *self)
{
  return sqlite3_column_int (self->statement, COLUMN_HIDDEN) != 0;
}

/* Unix milliseconds of the record's latest change, by the clock of whoever made it. */
gint64
tsu_scan_get_changed_ms (TsuScan *self)
{
  return tsu_hlc_ms ((guint64) sqlite3_column_int64 (self->statement, COLUMN_CHANGED));
}

gboolean
tsu_scan_has (TsuScan *self, guint field)
{
  return sqlite3_column_type (self->statement, N_OWN_COLUMNS + (int) field) != SQLITE_NULL;
}

/* (nullable): the field's text, NULL where it is empty */
const char *
tsu_scan_get_text (TsuScan *self, guint field)
{
  return tsu_column_text (self->statement, N_OWN_COLUMNS + (int) field);
}

/* The field's number or truth, 0 where it is empty. */
gint64
tsu_scan_get_integer (TsuScan *self, guint field)
{
  return sqlite3_column_int64 (self->statement, N_OWN_COLUMNS + (int) field);
}

/**
 * tsu_scan_dup_list:
 * @self: a scan
 * @field: a field that is a set
 *
 * Returns: (transfer full) (nullable): its elements, %NULL where it is empty
 */
GStrv
tsu_scan_dup_list (TsuScan *self, guint field)
{
  int column = N_OWN_COLUMNS + (int) field;
  const char *json = tsu_column_text (self->statement, column);
  g_autoptr (GPtrArray) items = NULL;
  TsuJsonReader reader;

  if (json == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_free);
  tsu_json_reader_init (&reader, json, (gsize) sqlite3_column_bytes (self->statement, column));
  if (tsu_json_read_array (&reader))
    while (tsu_json_next_element (&reader))
      g_ptr_array_add (items, tsu_json_read_string (&reader));
  if (!tsu_json_reader_finish (&reader, NULL))
    return NULL;
  g_ptr_array_add (items, NULL);
  return (GStrv) g_ptr_array_steal (items, NULL);
}

/**
 * tsu_ledger_get_version:
 *
 * Returns: a number that grows with every change the ledger takes, 0 for an empty one. To be
 *   compared within this file only.
 */
gint64
tsu_ledger_get_version (TsuLedger *self)
{
  gint64 version = 0;

  tsu_db_assert_thread (self->db);
  tsu_db_query_integer (self->db, "SELECT coalesce (max (id), 0) FROM change", &version, NULL);
  return version;
}

/**
 * tsu_ledger_changed_since:
 * @self: a ledger
 * @version: what tsu_ledger_get_version() said then
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type utf8 GArray): names of types and the keys of their records
 *   that changed since
 */
GHashTable *
tsu_ledger_changed_since (TsuLedger *self, gint64 version, GError **error)
{
  g_autoptr (GHashTable) types =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db,
                    "SELECT DISTINCT r.id, r.type FROM change c JOIN record r ON r.id = c.record "
                    "WHERE c.id > ?1 ORDER BY r.id",
                    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, version);
  while (row) {
    GArray *keys;
    gint64 key;

    if (!tsu_db_step (self->db, statement, &row, error))
      return NULL;
    if (!row)
      break;
    keys = g_hash_table_lookup (types, tsu_column_text (statement, 1));
    if (keys == NULL) {
      keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (types, tsu_column_dup_text (statement, 1), keys);
    }
    key = sqlite3_column_int64 (statement, 0);
    g_array_append_val (keys, key);
  }
  return g_steal_pointer (&types);
}
