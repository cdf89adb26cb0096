/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PostgreSQL: connections that find their way back, statements and transactions. Whole numbers
 * travel as text, so that the server may take them for whatever width it needs, everything else as
 * it is; answers come binary. For what is queued see tsu-sql-postgres-queue.c.
 */

#include "config.h"

#include "tsu-sql-postgres.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "tsu-error.h"

gboolean
tsu_postgres_fail (TsuPostgres *self, const PGresult *result, GError **error)
{
  const char *state = result ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *words =
    result ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : PQerrorMessage (self->conn);
  g_autofree char *line = g_strdelimit (g_strdup (words ? words : ""), "\n", ' ');
  TsuErrorCode code = TSU_ERROR_FAILED;
  const char *sentence = _ ("The server's database could not do this. Nothing of this step was "
                            "saved.");

  if (PQstatus (self->conn) == CONNECTION_BAD) {
    code = TSU_ERROR_OFFLINE;
    sentence = _ ("PostgreSQL cannot be reached. Nothing of this step was saved; it is tried again "
                  "with the next request.");
  } else if (state && g_str_has_prefix (state, "53")) {
    code = TSU_ERROR_FULL;
    sentence = _ ("The server's database cannot be written. Nothing of this step was saved. Check "
                  "the disk and its free space.");
  } else if (state && (g_str_has_prefix (state, "40") || g_str_has_prefix (state, "55"))) {
    code = TSU_ERROR_BUSY;
    sentence = _ ("Another program is writing to the server's database. Nothing of this step was "
                  "saved; try again in a moment.");
  }
  g_set_error (error, TSU_ERROR, code, "%s (%s)", sentence, g_strstrip (line));
  return FALSE;
}

gboolean
tsu_postgres_is_good (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static gboolean
exec_plain (TsuPostgres *self, const char *sql, GError **error)
{
  PGresult *result = PQexec (self->conn, sql);
  gboolean done = tsu_postgres_is_good (result);

  if (!done)
    tsu_postgres_fail (self, result, error);
  PQclear (result);
  return done;
}

static void
pass_over_notice (void *data, const PGresult *result)
{
}

/* Every statement has its index. A plan that was made while a table was still empty is kept, and
 * would read the table from end to end when it is no longer empty. And a process that was stopped
 * in the middle of a push must not hold up the others for ever. */
static const char settings[] =
  "SET enable_seqscan = off; SET enable_hashjoin = off;"
  "SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan;"
  "SET client_encoding = 'UTF8';"
  "SET synchronous_commit = on; SET lock_timeout = '30s';"
  "SET idle_in_transaction_session_timeout = '60s'";

static gboolean
set_up (TsuPostgres *self, GError **error)
{
  self->session++;
  PQsetNoticeReceiver (self->conn, pass_over_notice, NULL);
  return PQstatus (self->conn) == CONNECTION_OK ? exec_plain (self, settings, error)
                                                : tsu_postgres_fail (self, NULL, error);
}

static gboolean
start_listening (TsuPostgres *self, GError **error)
{
  struct epoll_event event = { .events = EPOLLIN };

  return exec_plain (self, "LISTEN tsunagi", error) &&
         (epoll_ctl (self->ear, EPOLL_CTL_ADD, PQsocket (self->conn), &event) == 0 ||
          tsu_postgres_fail (self, NULL, error));
}

/* After the database was restarted, the next step finds its way back. */
static gboolean
revive (TsuPostgres *self, GError **error)
{
  if (self->in_transaction || PQstatus (self->conn) == CONNECTION_OK)
    return TRUE;
  PQreset (self->conn);
  return set_up (self, error) && (self->ear < 0 || start_listening (self, error));
}

static void
postgres_close (TsuSql *self)
{
  TsuPostgres *connection = (TsuPostgres *) self;

  if (connection->ear >= 0) {
    close (connection->ear);
    close (connection->timer);
  }
  PQfinish (connection->conn);
  tsu_postgres_queue_clear (connection);
  g_free (connection);
}

static TsuSql *
postgres_open (const char *address, const char *vfs, GError **error)
{
  /* Parts of the address outdo what stands before it. */
  static const char *const keywords[] = { "connect_timeout", "application_name", "dbname", NULL };
  const char *const values[] = { "10", "tsunagi-server", address, NULL };
  TsuPostgres *self = g_new0 (TsuPostgres, 1);

  self->ear = -1;
  tsu_postgres_queue_init (self);
  self->conn = PQconnectdbParams (keywords, values, TRUE);
  if (set_up (self, error))
    return &self->parent;
  postgres_close (&self->parent);
  return NULL;
}

static TsuSqlStatement *
postgres_prepare (TsuSql *self, const char *sql, GError **error)
{
  TsuPostgres *connection = (TsuPostgres *) self;
  TsuPostgresStatement *statement = g_new0 (TsuPostgresStatement, 1);

  statement->sql = sql;
  g_snprintf (statement->name, sizeof statement->name, "s%u", ++connection->n_statements);
  for (int i = 1; i <= TSU_SQL_MAX_PARAMETERS; i++) {
    g_autofree char *name = g_strdup_printf ("$%d", i);

    if (strstr (sql, name))
      statement->n_parameters = i;
  }
  tsu_postgres_queue_take (statement);
  return &statement->parent;
}

static void
postgres_release (TsuSqlStatement *self)
{
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;

  g_clear_pointer (&statement->result, PQclear);
  memset (statement->values, 0, sizeof statement->values);
}

static void
postgres_finalize (TsuSqlStatement *self)
{
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;

  postgres_release (self);
  tsu_postgres_queue_drop (statement);
  g_free (statement->by_keys);
  g_free (statement);
}

static void
postgres_bind_int (TsuSqlStatement *self, int parameter, gint64 value)
{
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;
  char *digits = statement->digits[parameter - 1];

  g_snprintf (digits, sizeof statement->digits[0], "%" G_GINT64_FORMAT, value);
  statement->values[parameter - 1] = digits;
  statement->formats[parameter - 1] = 0;
}

static void
postgres_bind_text (TsuSqlStatement *self, int parameter, const char *text)
{
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;

  statement->values[parameter - 1] = text;
  statement->formats[parameter - 1] = 0;
}

static void
postgres_bind_blob (TsuSqlStatement *self, int parameter, const void *bytes, gsize length)
{
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;

  statement->values[parameter - 1] = bytes;
  statement->lengths[parameter - 1] = (int) length;
  statement->formats[parameter - 1] = 1;
}

static gboolean
make_statement (TsuPostgres *self, TsuPostgresStatement *statement, GError **error)
{
  PGresult *result;
  gboolean done;

  if (statement->session == self->session)
    return TRUE;
  result = PQprepare (self->conn, statement->name,
                      statement->by_keys ? statement->by_keys : statement->sql, 0, NULL);
  done = tsu_postgres_is_good (result);
  if (done)
    statement->session = self->session;
  else
    tsu_postgres_fail (self, result, error);
  PQclear (result);
  return done;
}

static gboolean
start (TsuPostgresStatement *statement, GError **error)
{
  TsuPostgres *self = (TsuPostgres *) statement->parent.sql;

  if (!revive (self, error) || !make_statement (self, statement, error))
    return FALSE;
  statement->result = PQexecPrepared (self->conn, statement->name, statement->n_parameters,
                                      statement->values, statement->lengths, statement->formats, 1);
  statement->row = -1;
  return tsu_postgres_is_good (statement->result)
           ? TRUE
           : tsu_postgres_fail (self, statement->result, error);
}

static gboolean
postgres_step (TsuSqlStatement *self, gboolean *row, GError **error)
{
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;

  *row = FALSE;
  if (statement->result == NULL && !start (statement, error))
    return FALSE;
  *row = ++statement->row < PQntuples (statement->result);
  return TRUE;
}

/* A statement that was never made, because one before it failed, is made again. */
static void
forget_session (TsuPostgres *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->parent.statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement)) {
    TsuPostgresStatement *own = statement;

    own->session = 0;
    memset (own->forms, 0, sizeof own->forms);
  }
  exec_plain (self, "DEALLOCATE ALL", NULL);
}

static gboolean
postgres_find (
  TsuSqlStatement *self, GByteArray *keys, TsuSqlRowFunc func, gpointer data, GError **error)
{
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;
  g_autoptr (GByteArray) array = tsu_postgres_word_keys (keys);
  gboolean row = keys->len > 0;

  if (statement->by_keys == NULL) {
    g_autofree char *start = g_strndup (statement->sql, strlen (statement->sql) - strlen ("$1"));

    statement->by_keys = g_strconcat (start, "ANY ($1)", NULL);
  }
  postgres_bind_blob (self, 1, array->data, array->len);
  while (row) {
    if (!postgres_step (self, &row, error))
      return FALSE;
    if (row)
      func (self, data);
  }
  return TRUE;
}

static gboolean
postgres_is_null (TsuSqlStatement *self, int column)
{
  const TsuPostgresStatement *statement = (const TsuPostgresStatement *) self;

  return PQgetisnull (statement->result, statement->row, column);
}

static gint64
postgres_get_int (TsuSqlStatement *self, int column)
{
  const TsuPostgresStatement *statement = (const TsuPostgresStatement *) self;
  const guint8 *bytes = (const guint8 *) PQgetvalue (statement->result, statement->row, column);
  int length = PQgetlength (statement->result, statement->row, column);
  guint64 value = 0;

  /* Big-endian, of the width of its column. */
  if (length > 0 && length < 8 && (bytes[0] & 0x80))
    value = G_MAXUINT64;
  for (int i = 0; i < length; i++)
    value = value << 8 | bytes[i];
  return (gint64) value;
}

static const char *
postgres_get_text (TsuSqlStatement *self, int column)
{
  const TsuPostgresStatement *statement = (const TsuPostgresStatement *) self;

  return postgres_is_null (self, column) ? NULL
                                         : PQgetvalue (statement->result, statement->row, column);
}

static const guint8 *
postgres_get_blob (TsuSqlStatement *self, int column, gsize *length)
{
  const TsuPostgresStatement *statement = (const TsuPostgresStatement *) self;

  *length = (gsize) PQgetlength (statement->result, statement->row, column);
  return (const guint8 *) postgres_get_text (self, column);
}

/* The words of the schema that the two databases do not share. */
static gboolean
postgres_exec (TsuSql *self, const char *script, GError **error)
{
  TsuPostgres *connection = (TsuPostgres *) self;
  g_autoptr (GString) own = g_string_new (script);

  g_string_replace (own, " STRICT, WITHOUT ROWID", "", 0);
  g_string_replace (own, " STRICT", "", 0);
  g_string_replace (own, " INTEGER", " BIGINT", 0);
  g_string_replace (own, " BLOB", " BYTEA", 0);
  return revive (connection, error) && exec_plain (connection, own->str, error);
}

/* Here a connection that was lost in the meantime is noticed, and nothing has happened yet. */
static gboolean
postgres_begin (TsuSql *self, gboolean read_only, GError **error)
{
  TsuPostgres *connection = (TsuPostgres *) self;
  const char *sql = read_only ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";

  connection->in_transaction = exec_plain (connection, sql, NULL);
  if (connection->in_transaction)
    return TRUE;
  if (!revive (connection, error))
    return FALSE;
  connection->in_transaction = exec_plain (connection, sql, error);
  return connection->in_transaction;
}

static gboolean
postgres_commit (TsuSql *self, GError **error)
{
  TsuPostgres *connection = (TsuPostgres *) self;
  PGresult *result = PQexec (connection->conn, "COMMIT");
  /* COMMIT of a failed transaction succeeds, and says ROLLBACK. */
  gboolean done = tsu_postgres_is_good (result) && g_str_equal (PQcmdStatus (result), "COMMIT");

  if (!done)
    tsu_postgres_fail (connection, result, error);
  PQclear (result);
  connection->in_transaction = FALSE;
  return done;
}

static void
postgres_rollback (TsuSql *self)
{
  TsuPostgres *connection = (TsuPostgres *) self;

  if (!connection->in_transaction)
    return;
  tsu_postgres_queue_forget (connection);
  tsu_postgres_flush (self, NULL);
  exec_plain (connection, "ROLLBACK", NULL);
  connection->in_transaction = FALSE;
  forget_session (connection);
}

static gboolean
postgres_notify (TsuSql *self, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self, "SELECT pg_notify ('tsunagi', '')", error);

  return statement != NULL && tsu_sql_run (statement, error);
}

/* The descriptor stays the same when the connection is made anew. */
static int
postgres_listen (TsuSql *self, GError **error)
{
  TsuPostgres *connection = (TsuPostgres *) self;
  struct epoll_event event = { .events = EPOLLIN };

  if (connection->ear >= 0)
    return connection->ear;
  if (!revive (connection, error))
    return -1;
  connection->ear = epoll_create1 (EPOLL_CLOEXEC);
  connection->timer = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  epoll_ctl (connection->ear, EPOLL_CTL_ADD, connection->timer, &event);
  return start_listening (connection, error) ? connection->ear : -1;
}

/* Makes the descriptor readable in a second. */
static void
try_later (TsuPostgres *self)
{
  const struct itimerspec second = { .it_value = { 1, 0 } };

  timerfd_settime (self->timer, 0, &second, NULL);
}

static gboolean
postgres_hear (TsuSql *self)
{
  TsuPostgres *connection = (TsuPostgres *) self;
  gboolean heard = FALSE;
  guint64 ticks;
  PGnotify *notice;

  if (connection->ear < 0)
    return FALSE;
  if (read (connection->timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
    try_later (connection);
  if (!PQconsumeInput (connection->conn) || PQstatus (connection->conn) == CONNECTION_BAD) {
    /* While it was away something may have been said. */
    if (revive (connection, NULL))
      return TRUE;
    try_later (connection);
    return FALSE;
  }
  while ((notice = PQnotifies (connection->conn)) != NULL) {
    heard = TRUE;
    PQfreemem (notice);
  }
  return heard;
}

static gboolean
postgres_backup (TsuSql *self, const char *path, GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                       _ ("A database of PostgreSQL is backed up with pg_dump."));
  return FALSE;
}

const TsuSqlBackend tsu_sql_postgres = {
  .open = postgres_open,
  .close = postgres_close,
  .prepare = postgres_prepare,
  .finalize = postgres_finalize,
  .release = postgres_release,
  .bind_int = postgres_bind_int,
  .bind_text = postgres_bind_text,
  .bind_blob = postgres_bind_blob,
  .step = postgres_step,
  .queue = tsu_postgres_queue,
  .flush = tsu_postgres_flush,
  .find = postgres_find,
  .is_null = postgres_is_null,
  .get_int = postgres_get_int,
  .get_text = postgres_get_text,
  .get_blob = postgres_get_blob,
  .exec = postgres_exec,
  .begin = postgres_begin,
  .commit = postgres_commit,
  .rollback = postgres_rollback,
  .notify = postgres_notify,
  .listen = postgres_listen,
  .hear = postgres_hear,
  .backup = postgres_backup,
};
