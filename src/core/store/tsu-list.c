/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading: keys first, rows later. A list of 100 000 is an array of keys from a covering index;
 * whole records are read in blocks when they are looked at.
 */

#include "config.h"

#include "tsu-error.h"
#include "tsu-ledger-private.h"
#include "tsu-normalize.h"
#include "tsu-query-private.h"
#include "tsu-search.h"
#include "tsu-snippet.h"

#include <glib/gi18n.h>

static GArray *
run_sql (TsuLedger *self, const char *sql, const char *parameter, GError **error)
{
  g_autoptr (TsuSingleStatement) statement = tsu_db_prepare_once (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  if (parameter != NULL)
    tsu_bind_text (statement, 1, parameter);
  return tsu_db_list_keys (self->db, statement, error);
}

static GArray *
list_plain (TsuLedger *self, const TsuListQuery *query, GError **error)
{
  g_autofree char *filter = tsu_list_query_make_filter (query);
  g_autofree char *order = tsu_list_query_make_order (query);
  int limit = tsu_list_query_get_limit (query);
  g_autofree char *sql = g_strdup_printf ("SELECT t.id FROM \"%s\" t WHERE %s ORDER BY %s LIMIT %d",
                                          tsu_list_query_get_type_of (query)->name, filter, order,
                                          limit > 0 ? limit : -1);

  return run_sql (self, sql, NULL, error);
}

/* Deleted records are not searched by rank: whoever looks for one knows its name. */
static GArray *
list_deleted (TsuLedger *self, const TsuListQuery *query, GError **error)
{
  g_autofree char *filter = tsu_list_query_make_filter (query);
  g_autofree char *order = tsu_list_query_make_order (query);
  g_autofree char *words = tsu_normalize (tsu_list_query_get_words (query));
  int limit = tsu_list_query_get_limit (query);
  g_autofree char *sql = g_strdup_printf ("SELECT t.id FROM \"%s\" t WHERE %s AND instr (t._name, "
                                          "?1) > 0 ORDER BY %s LIMIT %d",
                                          tsu_list_query_get_type_of (query)->name, filter, order,
                                          limit > 0 ? limit : -1);

  return run_sql (self, sql, words, error);
}

static GArray *
search_keys (
  TsuLedger *self, const TsuListQuery *query, int limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *filter = tsu_list_query_make_filter (query);

  return tsu_search_run (tsu_db_get_handle (self->db), tsu_list_query_get_type_of (query)->name,
                         tsu_list_query_get_words (query), filter, limit > 0 ? limit : -1,
                         cancellable, error);
}

/* What the search found, in another order than its own. */
static GArray *
sort_found (TsuLedger *self, const TsuListQuery *query, GArray *found, GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autofree char *order = tsu_list_query_make_order (query);
  int limit = tsu_list_query_get_limit (query);
  g_autofree char *sql =
    g_strdup_printf ("SELECT t.id FROM json_each (?1) j JOIN \"%s\" t ON t.id = j.value ORDER BY "
                     "%s LIMIT %d",
                     tsu_list_query_get_type_of (query)->name, order, limit > 0 ? limit : -1);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (json, i > 0 ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT,
                            g_array_index (found, gint64, i));
  g_string_append_c (json, ']');
  return run_sql (self, sql, json->str, error);
}

static GArray *
list_watched (TsuLedger *self, const TsuListQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) found = NULL;

  if (tsu_list_query_get_words (query) == NULL)
    return list_plain (self, query, error);
  if (tsu_list_query_wants_deleted (query))
    return list_deleted (self, query, error);
  if (tsu_list_query_is_ranked (query))
    return search_keys (self, query, tsu_list_query_get_limit (query), cancellable, error);
  found = search_keys (self, query, -1, cancellable, error);
  return found != NULL ? sort_found (self, query, found, error) : NULL;
}

/**
 * tsu_ledger_list:
 * @self: a ledger
 * @query: which records, in which order
 * @cancellable: (nullable): stops the query while it runs
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type gint64): the keys of the records, in order
 */
GArray *
tsu_ledger_list (TsuLedger *self,
                 const TsuListQuery *query,
                 GCancellable *cancellable,
                 GError **error)
{
  GArray *keys;

  tsu_db_assert_thread (self->db);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  tsu_db_watch (self->db, cancellable);
  keys = list_watched (self, query, cancellable, error);
  tsu_db_watch (self->db, NULL);
  return keys;
}

/**
 * tsu_ledger_count:
 * @self: a ledger
 * @query: which records; its limit is passed over
 * @error: what went wrong
 *
 * Returns: how many records there are, -1 with @error set where it could not be asked
 */
gint64
tsu_ledger_count (TsuLedger *self, const TsuListQuery *query, GError **error)
{
  g_autoptr (GArray) keys = NULL;

  if (tsu_list_query_get_words (query) != NULL && tsu_list_query_wants_deleted (query)) {
    keys = list_deleted (self, query, error);
  } else if (tsu_list_query_get_words (query) != NULL) {
    keys = search_keys (self, query, -1, NULL, error);
  } else {
    g_autofree char *filter = tsu_list_query_make_filter (query);
    g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" t WHERE %s",
                                            tsu_list_query_get_type_of (query)->name, filter);

    keys = run_sql (self, sql, NULL, error);
    return keys != NULL ? g_array_index (keys, gint64, 0) : -1;
  }
  return keys != NULL ? (gint64) keys->len : -1;
}

/**
 * tsu_ledger_get_many:
 * @self: a ledger
 * @type: type of all the records
 * @keys: (array length=n_keys): their keys
 * @error: what went wrong
 *
 * Reads a block of records, deleted ones too. What a key stood for may be gone since it was asked
 * for, taken away with a right on another thread or by another program: it is left out.
 *
 * Returns: (transfer full) (element-type TsuRecord): the records that there are, in the order asked
 */
GPtrArray *
tsu_ledger_get_many (
  TsuLedger *self, const TsuType *type, const gint64 *keys, gsize n_keys, GError **error)
{
  TsuTyped *typed = tsu_ledger_find_typed (self, type);
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_full ((guint) n_keys, (GDestroyNotify) tsu_record_unref);

  for (gsize i = 0; i < n_keys; i++) {
    g_autoptr (GError) problem = NULL;
    TsuRecord *record = tsu_typed_read (typed, keys[i], &problem);

    if (record != NULL) {
      g_ptr_array_add (records, record);
    } else if (!g_error_matches (problem, TSU_ERROR, TSU_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  }
  return g_steal_pointer (&records);
}

/* Type and key of a record by its id. */
static const TsuType *
find_record (TsuLedger *self, const char *id, gint64 *key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT id, type FROM record WHERE uid = ?", error);
  const TsuType *type = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  tsu_bind_text (statement, 1, id);
  if (!tsu_db_step (self->db, statement, &row, error))
    return NULL;
  if (row) {
    *key = sqlite3_column_int64 (statement, 0);
    type = tsu_schema_find_type (tsu_column_text (statement, 1));
  }
  if (type == NULL)
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("There is no record “%s” in this ledger."), id);
  return type;
}

/**
 * tsu_ledger_get:
 * @self: a ledger
 * @id: id of a record, deleted or not
 * @error: TSU_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the record
 */
TsuRecord *
tsu_ledger_get (TsuLedger *self, const char *id, GError **error)
{
  gint64 key;
  const TsuType *type = find_record (self, id, &key, error);

  return type != NULL ? tsu_typed_read (tsu_ledger_find_typed (self, type), key, error) : NULL;
}

/**
 * tsu_ledger_referring:
 * @self: a ledger
 * @type: type of the records wanted
 * @field: a field of theirs that holds references
 * @id: id of the record they refer to
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuRecord): the records that are not deleted, in reading
 *   order
 */
GPtrArray *
tsu_ledger_referring (
  TsuLedger *self, const TsuType *type, const char *field, const char *id, GError **error)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  g_autoptr (GArray) keys = NULL;

  tsu_list_query_add_filter (query, field, TSU_FILTER_IS, tsu_value_new_text (id));
  keys = tsu_ledger_list (self, query, NULL, error);
  if (keys == NULL)
    return NULL;
  return tsu_ledger_get_many (self, type, (const gint64 *) (void *) keys->data, keys->len, error);
}

/**
 * tsu_ledger_get_ids:
 * @self: a ledger
 * @type: a type
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type utf8): the set of the ids of all records of the type,
 *   deleted ones included
 */
GHashTable *
tsu_ledger_get_ids (TsuLedger *self, const TsuType *type, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT uid FROM record WHERE type = ?", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  tsu_bind_text (statement, 1, type->name);
  while (row) {
    if (!tsu_db_step (self->db, statement, &row, error))
      return NULL;
    if (row)
      g_hash_table_add (ids, tsu_column_dup_text (statement, 0));
  }
  return g_steal_pointer (&ids);
}

/**
 * tsu_ledger_find_by_name:
 * @self: a ledger
 * @type: type of the records
 * @name: a name as somebody wrote it
 * @error: what went wrong
 *
 * Finds the records of an equal name, whatever its width, kana or variant characters.
 *
 * Returns: (transfer full) (element-type gint64): keys of those that are not deleted
 */
GArray *
tsu_ledger_find_by_name (TsuLedger *self, const TsuType *type, const char *name, GError **error)
{
  g_autofree char *normalized = tsu_normalize (name);
  g_autofree char *sql =
    g_strdup_printf ("SELECT id FROM \"%s\" WHERE _name = ?1 AND _hidden = 0 ORDER BY id",
                     type->name);

  return run_sql (self, sql, normalized, error);
}
