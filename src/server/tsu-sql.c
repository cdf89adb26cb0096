/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door to the server's database: picks the backend by the address, keeps prepared statements by
 * their text, and hands everything on.
 */

#include "config.h"

#include "tsu-sql-private.h"

static gboolean
is_postgres_address (const char *address)
{
  return g_str_has_prefix (address, "postgresql://") || g_str_has_prefix (address, "postgres://");
}

/**
 * tsu_sql_open:
 * @address: path of an SQLite file, made where absent, or a postgresql:// address
 * @vfs: (nullable): name of a registered SQLite VFS
 * @error: what went wrong
 *
 * Returns: (transfer full): the connection
 */
TsuSql *
tsu_sql_open (const char *address, const char *vfs, GError **error)
{
  const TsuSqlBackend *backend =
    is_postgres_address (address) ? &tsu_sql_postgres : &tsu_sql_sqlite;
  TsuSql *self = backend->open (address, vfs, error);

  if (self == NULL)
    return NULL;
  self->backend = backend;
  self->statements =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) backend->finalize);
  return self;
}

void
tsu_sql_close (TsuSql *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  self->backend->close (self);
}

gboolean
tsu_sql_is_postgres (TsuSql *self)
{
  return self->backend == &tsu_sql_postgres;
}

/**
 * tsu_sql_prepare:
 * @sql: one statement; a literal, because its text is not copied
 *
 * Returns: (transfer none): the statement without bindings, for a g_autoptr (TsuSqlStatement). It
 *   must not be asked for again before that goes out of scope.
 */
TsuSqlStatement *
tsu_sql_prepare (TsuSql *self, const char *sql, GError **error)
{
  TsuSqlStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    return statement;
  statement = self->backend->prepare (self, sql, error);
  if (statement == NULL)
    return NULL;
  statement->sql = self;
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

void
tsu_sql_release (TsuSqlStatement *statement)
{
  if (statement != NULL)
    statement->sql->backend->release (statement);
}

void
tsu_sql_bind_int (TsuSqlStatement *statement, int parameter, gint64 value)
{
  statement->sql->backend->bind_int (statement, parameter, value);
}

/**
 * tsu_sql_bind_text:
 * @parameter: 1 for $1
 * @text: (nullable): not copied: it has to live until the statement has been run or queued
 */
void
tsu_sql_bind_text (TsuSqlStatement *statement, int parameter, const char *text)
{
  statement->sql->backend->bind_text (statement, parameter, text);
}

/* As tsu_sql_bind_text(): @bytes, or NULL, is not copied. */
void
tsu_sql_bind_blob (TsuSqlStatement *statement, int parameter, const void *bytes, gsize length)
{
  statement->sql->backend->bind_blob (statement, parameter, bytes, length);
}

/**
 * tsu_sql_step:
 * @row: (out): whether the statement stands on a row; FALSE behind the last
 *
 * Returns: FALSE with @error set where it failed
 */
gboolean
tsu_sql_step (TsuSqlStatement *statement, gboolean *row, GError **error)
{
  return statement->sql->backend->step (statement, row, error);
}

/* Runs a statement whose rows nobody needs, and readies it for new bindings. */
gboolean
tsu_sql_run (TsuSqlStatement *statement, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
  tsu_sql_release (statement);
  return TRUE;
}

/**
 * tsu_sql_list:
 * @read_row: reads one row
 * @free_row: frees what it made
 *
 * Runs a statement to its end.
 *
 * Returns: (transfer full): what was read of each row, in order
 */
GPtrArray *
tsu_sql_list (TsuSqlStatement *statement,
              TsuSqlReadFunc read_row,
              GDestroyNotify free_row,
              GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_row);
  gboolean row = TRUE;

  while (row) {
    if (!tsu_sql_step (statement, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (list, read_row (statement));
  }
  return g_steal_pointer (&list);
}

/**
 * tsu_sql_queue:
 * @func: (nullable): called for each row, at the latest in tsu_sql_flush()
 *
 * Runs the statement without waiting for its outcome, which spares a round trip for each of many.
 * What is queued runs in the order in which it came, save that of statements with "VALUES (…)" many
 * may run as one, before or behind their neighbours: no two of such may touch the same row. Between
 * the first of them and tsu_sql_flush() nothing else may be run, only prepared. The bindings are
 * gone afterwards.
 *
 * Returns: FALSE where it, or one before it, failed: the transaction has to be taken back
 */
gboolean
tsu_sql_queue (TsuSqlStatement *statement, TsuSqlRowFunc func, gpointer data, GError **error)
{
  return statement->sql->backend->queue (statement, func, data, error);
}

gboolean
tsu_sql_flush (TsuSql *self, GError **error)
{
  return self->backend->flush (self, error);
}

/**
 * tsu_sql_find:
 * @sql: a literal that ends in "COLUMN = $1", and has no other parameter
 * @keys: so many times TSU_SQL_KEY_SIZE bytes
 * @func: called for each row, in any order
 *
 * Looks up the rows of many keys at once. Nothing may be queued.
 */
gboolean
tsu_sql_find (TsuSql *self,
              const char *sql,
              GByteArray *keys,
              TsuSqlRowFunc func,
              gpointer data,
              GError **error)
{
  g_autoptr (TsuSqlStatement) statement = tsu_sql_prepare (self, sql, error);

  return statement != NULL && self->backend->find (statement, keys, func, data, error);
}

gboolean
tsu_sql_is_null (TsuSqlStatement *statement, int column)
{
  return statement->sql->backend->is_null (statement, column);
}

gint64
tsu_sql_int (TsuSqlStatement *statement, int column)
{
  return statement->sql->backend->get_int (statement, column);
}

/* (nullable): lives until the next step. */
const char *
tsu_sql_text (TsuSqlStatement *statement, int column)
{
  return statement->sql->backend->get_text (statement, column);
}

const guint8 *
tsu_sql_blob (TsuSqlStatement *statement, int column, gsize *length)
{
  return statement->sql->backend->get_blob (statement, column, length);
}

/* Runs several statements that need no parameters. */
gboolean
tsu_sql_exec (TsuSql *self, const char *script, GError **error)
{
  return self->backend->exec (self, script, error);
}

/**
 * tsu_sql_begin:
 *
 * Begins a transaction that will write. With SQLite no other writes from here on; with PostgreSQL a
 * row has to be locked for that.
 */
gboolean
tsu_sql_begin (TsuSql *self, GError **error)
{
  return self->backend->begin (self, FALSE, error);
}

/* Begins a transaction that sees one state of the database throughout. */
gboolean
tsu_sql_begin_read (TsuSql *self, GError **error)
{
  return self->backend->begin (self, TRUE, error);
}

gboolean
tsu_sql_commit (TsuSql *self, GError **error)
{
  return self->backend->commit (self, error);
}

void
tsu_sql_rollback (TsuSql *self)
{
  self->backend->rollback (self);
}

/**
 * tsu_sql_notify:
 *
 * Within a transaction: once it is committed, wakes whoever listens. SQLite tells connections of
 * this process only.
 */
gboolean
tsu_sql_notify (TsuSql *self, GError **error)
{
  return self->backend->notify (self, error);
}

/**
 * tsu_sql_listen:
 *
 * Returns: a descriptor that becomes readable when there is something to hear; -1 with @error set.
 *   It belongs to the connection.
 */
int
tsu_sql_listen (TsuSql *self, GError **error)
{
  return self->backend->listen (self, error);
}

/* Empties what tsu_sql_listen() watches. Returns whether anybody had notified. */
gboolean
tsu_sql_hear (TsuSql *self)
{
  return self->backend->hear (self);
}

/* A whole copy, durable when this returns. */
gboolean
tsu_sql_backup (TsuSql *self, const char *path, GError **error)
{
  return self->backend->backup (self, path, error);
}
