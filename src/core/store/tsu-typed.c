/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The typed tables: SQL made from the field tables, and rows written and read by it. Lists are
 * stored as JSON arrays, so that whoever opens the file with another program can read them.
 *
 * Beside the fields a row has: _name, the normalised name, to find equal names by; _sort, its place
 * in reading order; _hidden, whether it is deleted; _changed, the clock of its latest change;
 * _conflicts, how many of its fields wait for a person's decision.
 */

#include "config.h"

#include "tsu-typed.h"

#include "tsu-error.h"
#include "tsu-json.h"
#include "tsu-normalize.h"
#include "tsu-sort.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TsuTyped {
  TsuDb *db;
  const TsuType *type;
  TsuSearchTable *search;
  /* Lent by the connection, which keeps them as long as it lives. The texts are too long to be
   * made, or looked up, for each row. */
  TsuStatement *insert;
  TsuStatement *update;
  TsuStatement *select;
};

enum {
  OWN_NAME,
  OWN_SORT,
  OWN_HIDDEN,
  OWN_CHANGED,
  OWN_CONFLICTS,
  N_OWN,
};

static const struct {
  const char *name;
  const char *definition;
} own_columns[N_OWN] = {
  { "_name", "TEXT" },
  { "_sort", "TEXT" },
  { "_hidden", "INTEGER NOT NULL DEFAULT 0" },
  { "_changed", "INTEGER NOT NULL DEFAULT 0" },
  { "_conflicts", "INTEGER NOT NULL DEFAULT 0" },
};

static const char *const indexed_fields[] = { "kind", "district", "status", "starts", NULL };

static const char *
column_definition (const TsuField *field)
{
  return tsu_field_is_integer (field) || field->kind == TSU_FIELD_BOOLEAN ? "INTEGER" : "TEXT";
}

static gboolean
is_indexed (const TsuField *field)
{
  return field->kind == TSU_FIELD_REFERENCE || g_strv_contains (indexed_fields, field->name);
}

static void
append_indexes (GString *sql, const TsuType *type)
{
  const char *t = type->name;
  /* What belongs to one thing is mostly asked for in order of time: the bookings of a hall. */
  gboolean timed = tsu_type_field_index (type, "starts") >= 0;

  g_string_append_printf (sql,
                          "CREATE INDEX IF NOT EXISTS \"%s_sort\" ON \"%s\" (_hidden, _sort);\n", t,
                          t);
  g_string_append_printf (
    sql, "CREATE INDEX IF NOT EXISTS \"%s_changed\" ON \"%s\" (_hidden, _changed);\n", t, t);
  g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s_name\" ON \"%s\" (_name);\n", t, t);
  for (guint i = 0; i < type->n_fields; i++) {
    const char *f = type->fields[i].name;

    if (is_indexed (&type->fields[i]))
      g_string_append_printf (sql,
                              "CREATE INDEX IF NOT EXISTS \"%s.%s\" ON \"%s\" (\"%s\"%s) WHERE "
                              "\"%s\" IS NOT NULL;\n",
                              t, f, t, f, timed && !g_str_equal (f, "starts") ? ", starts" : "", f);
  }
}

static void
append_table (GString *sql, const TsuType *type)
{
  g_string_append_printf (sql, "CREATE TABLE IF NOT EXISTS \"%s\" (\n  id INTEGER PRIMARY KEY",
                          type->name);
  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (sql, ",\n  \"%s\" %s", type->fields[i].name,
                            column_definition (&type->fields[i]));
  for (guint i = 0; i < N_OWN; i++)
    g_string_append_printf (sql, ",\n  %s %s", own_columns[i].name, own_columns[i].definition);
  g_string_append (sql, "\n) STRICT;\n");
}

/* The whole SQL of a type's table; also what the digest is made of that tells whether the tables
 * of a file are those of this program. */
char *
tsu_typed_ddl (const TsuType *type)
{
  GString *sql = g_string_new (NULL);

  append_table (sql, type);
  append_indexes (sql, type);
  return g_string_free (sql, FALSE);
}

static void
append_columns (GString *sql, const TsuType *type, const char *each)
{
  for (guint i = 0; i < type->n_fields; i++) {
    g_string_append (sql, ", \"");
    g_string_append (sql, type->fields[i].name);
    g_string_append_c (sql, '"');
    g_string_append (sql, each);
  }
  for (guint i = 0; i < N_OWN; i++) {
    g_string_append (sql, ", ");
    g_string_append (sql, own_columns[i].name);
    g_string_append (sql, each);
  }
}

static char *
make_insert (const TsuType *type)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (id", type->name);
  append_columns (sql, type, "");
  g_string_append (sql, ") VALUES (?");
  for (guint i = 0; i < type->n_fields + N_OWN; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ")");
  return g_string_free (sql, FALSE);
}

/* The row's number is the first value as in the insert, so that both bind alike. */
static char *
make_update (const TsuType *type)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE \"%s\" SET id = ?1", type->name);
  append_columns (sql, type, " = ?");
  g_string_append (sql, " WHERE id = ?1");
  return g_string_free (sql, FALSE);
}

static char *
make_select (const TsuType *type)
{
  GString *sql = g_string_new ("SELECT record.uid");

  append_columns (sql, type, "");
  g_string_append_printf (sql, " FROM \"%s\" JOIN record USING (id) WHERE id = ?", type->name);
  return g_string_free (sql, FALSE);
}

TsuTyped *
tsu_typed_new (TsuDb *db, const TsuType *type)
{
  TsuTyped *self = g_new0 (TsuTyped, 1);

  self->db = db;
  self->type = type;
  self->search = tsu_search_table_new (tsu_db_get_handle (db), type->name);
  return self;
}

void
tsu_typed_free (TsuTyped *self)
{
  tsu_search_table_free (self->search);
  g_free (self);
}

const TsuType *
tsu_typed_get_type_of (TsuTyped *self)
{
  return self->type;
}

/* The search table beside the typed one. */
TsuSearchTable *
tsu_typed_get_search (TsuTyped *self)
{
  return self->search;
}

static GHashTable *
read_columns (TsuTyped *self, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", self->type->name);
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->db, sql, error);
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row) {
    if (!tsu_db_step (self->db, statement, &row, error))
      return NULL;
    if (row)
      g_hash_table_add (columns, tsu_column_dup_text (statement, 0));
  }
  return g_steal_pointer (&columns);
}

/**
 * tsu_typed_ensure:
 * @self: the table
 * @error: what went wrong
 *
 * Makes the table, or adds the columns and indexes that the field table has gained. New columns
 * are empty until the type is rebuilt from its changes. Columns this program does not know stay.
 *
 * Returns: whether the table is there
 */
gboolean
tsu_typed_ensure (TsuTyped *self, GError **error)
{
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GString) sql = g_string_new (NULL);

  append_table (sql, self->type);
  if (!tsu_db_exec (self->db, sql->str, error))
    return FALSE;
  columns = read_columns (self, error);
  if (columns == NULL)
    return FALSE;
  g_string_truncate (sql, 0);
  for (guint i = 0; i < self->type->n_fields; i++) {
    const TsuField *field = &self->type->fields[i];

    if (!g_hash_table_contains (columns, field->name))
      g_string_append_printf (sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;\n", self->type->name,
                              field->name, column_definition (field));
  }
  append_indexes (sql, self->type);
  return tsu_db_exec (self->db, sql->str, error);
}

/**
 * tsu_typed_fits:
 * @field: a field
 * @value: (nullable): a value
 *
 * Returns: whether the field can hold @value. A value that does not fit can only come from another
 *   program; it stays in its change and is shown as nothing.
 */
gboolean
tsu_typed_fits (const TsuField *field, const TsuValue *value)
{
  TsuValueKind wanted = TSU_VALUE_TEXT;

  if (value == NULL)
    return TRUE;
  if (tsu_field_is_set (field) || field->kind == TSU_FIELD_PAIRS)
    wanted = TSU_VALUE_LIST;
  else if (tsu_field_is_integer (field))
    wanted = TSU_VALUE_INTEGER;
  else if (field->kind == TSU_FIELD_BOOLEAN)
    wanted = TSU_VALUE_BOOLEAN;
  return tsu_value_get_kind (value) == wanted;
}

static void
bind_value (TsuStatement *statement, int column, const TsuValue *value)
{
  GString *json;
  gsize length;

  if (value == NULL) {
    sqlite3_bind_null (statement, column);
    return;
  }
  switch (tsu_value_get_kind (value)) {
  case TSU_VALUE_BOOLEAN:
    sqlite3_bind_int (statement, column, tsu_value_get_boolean (value));
    break;
  case TSU_VALUE_INTEGER:
    sqlite3_bind_int64 (statement, column, tsu_value_get_integer (value));
    break;
  case TSU_VALUE_TEXT:
    tsu_bind_text (statement, column, tsu_value_get_text (value));
    break;
  case TSU_VALUE_LIST:
    json = g_string_new (NULL);
    tsu_value_append_json (value, json);
    length = json->len;
    sqlite3_bind_text (statement, column, g_string_free (json, FALSE), (int) length, g_free);
    break;
  default:
    g_assert_not_reached ();
  }
}

static const char *
get_text (const TsuRecord *record, const char *field)
{
  int index = tsu_type_field_index (tsu_record_get_type_of (record), field);

  return index < 0 ? NULL : tsu_value_get_text (tsu_record_get_at (record, (guint) index));
}

/**
 * tsu_typed_make_words:
 * @record: a record
 * @words: (out): its words; to be given to tsu_typed_clear_words()
 *
 * On any thread.
 */
void
tsu_typed_make_words (const TsuRecord *record, TsuTypedWords *words)
{
  const char *name = get_text (record, "name");

  words->name = name != NULL ? tsu_normalize (name) : NULL;
  words->sort = tsu_sort_key (get_text (record, "reading"), name);
}

void
tsu_typed_clear_words (TsuTypedWords *words)
{
  g_clear_pointer (&words->name, g_free);
  g_clear_pointer (&words->sort, g_free);
}

/* The statement in @kept, made when it is first asked for: of most types a program that runs for
 * but a moment touches nothing. */
static TsuStatement *
lend (TsuTyped *self, TsuStatement **kept, char *(*make) (const TsuType *type), GError **error)
{
  if (*kept == NULL) {
    g_autofree char *sql = make (self->type);

    *kept = tsu_db_prepare (self->db, sql, error);
  }
  return *kept;
}

/**
 * tsu_typed_write:
 * @self: the table
 * @record: what the row is to hold; its key is the row's number
 * @words: the record's words
 * @changed: the clock of the record's latest change
 * @is_new: whether there is no such row yet
 * @error: what went wrong
 *
 * Returns: whether the row was written
 */
gboolean
tsu_typed_write (TsuTyped *self,
                 const TsuRecord *record,
                 const TsuTypedWords *words,
                 guint64 changed,
                 gboolean is_new,
                 GError **error)
{
  g_autoptr (TsuStatement) statement = is_new ? lend (self, &self->insert, make_insert, error)
                                              : lend (self, &self->update, make_update, error);
  int own = (int) self->type->n_fields + 2;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, tsu_record_get_key (record));
  for (guint i = 0; i < self->type->n_fields; i++)
    bind_value (statement, (int) i + 2, tsu_record_get_at (record, i));
  tsu_bind_text (statement, own + OWN_NAME, words->name);
  tsu_bind_text (statement, own + OWN_SORT, words->sort);
  sqlite3_bind_int (statement, own + OWN_HIDDEN, tsu_record_is_deleted (record));
  sqlite3_bind_int64 (statement, own + OWN_CHANGED, (gint64) changed);
  sqlite3_bind_int (statement, own + OWN_CONFLICTS, tsu_record_get_conflicts (record));
  return tsu_db_run (self->db, statement, error);
}

/* Takes away the row of a record that may no longer be shown. */
gboolean
tsu_typed_remove (TsuTyped *self, gint64 key, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?", self->type->name);
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  return tsu_db_run (self->db, statement, error);
}

static TsuValue *
parse_list (const char *json, int length)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  TsuJsonReader reader;

  tsu_json_reader_init (&reader, json, (gsize) length);
  if (tsu_json_read_array (&reader))
    while (tsu_json_next_element (&reader))
      g_ptr_array_add (items, tsu_json_read_string (&reader));
  if (!tsu_json_reader_finish (&reader, NULL))
    return NULL;
  g_ptr_array_add (items, NULL);
  return tsu_value_new_list ((const char *const *) items->pdata);
}

static TsuValue *
read_value (TsuStatement *statement, int column, const TsuField *field)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;
  if (tsu_field_is_integer (field))
    return tsu_value_new_integer (sqlite3_column_int64 (statement, column));
  if (field->kind == TSU_FIELD_BOOLEAN)
    return tsu_value_new_boolean (sqlite3_column_int (statement, column));
  if (tsu_field_is_set (field) || field->kind == TSU_FIELD_PAIRS)
    return parse_list (tsu_column_text (statement, column),
                       sqlite3_column_bytes (statement, column));
  return tsu_value_new_text_len (tsu_column_text (statement, column),
                                 sqlite3_column_bytes (statement, column));
}

/**
 * tsu_typed_read:
 * @self: the table
 * @key: the row's number
 * @error: what went wrong; TSU_ERROR_NOT_FOUND where there is no such row
 *
 * Returns: (transfer full): the record
 */
TsuRecord *
tsu_typed_read (TsuTyped *self, gint64 key, GError **error)
{
  g_autoptr (TsuRecord) record = NULL;
  g_autoptr (TsuStatement) statement = lend (self, &self->select, make_select, error);
  int own = (int) self->type->n_fields + 1;
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  if (!tsu_db_step (self->db, statement, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                         _ ("There is no such record in this ledger."));
    return NULL;
  }
  record = tsu_record_new (self->type, key, tsu_column_text (statement, 0));
  for (guint i = 0; i < self->type->n_fields; i++)
    tsu_record_take (record, i, read_value (statement, (int) i + 1, &self->type->fields[i]));
  tsu_record_set_deleted (record, sqlite3_column_int (statement, own + OWN_HIDDEN));
  tsu_record_set_conflicts (record, sqlite3_column_int (statement, own + OWN_CONFLICTS));
  return g_steal_pointer (&record);
}
