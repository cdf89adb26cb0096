/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PostgreSQL. What is queued goes out in pipeline mode: a body of 500 transactions costs a few
 * round trips instead of thousands. Whole numbers travel as text, so that the server may take them
 * for whatever width it needs, everything else as it is; answers come binary.
 */

#include "config.h"

#include "tsu-sql-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <libpq-fe.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "tsu-error.h"

/* As many are sent before their answers are read; libpq reads on while it cannot write. */
#define QUEUE_MAX 2000

typedef struct {
  TsuSql parent;
  PGconn *conn;
  GArray *queue; /* Queued, sent and not yet answered */
  guint session; /* counts connections: prepared statements die with theirs */
  guint n_statements;
  gboolean in_transaction;
  int ear;   /* epoll of the two below, while listening; -1 */
  int timer; /* runs while the connection is lost */
} Connection;

typedef struct {
  TsuSqlStatement parent;
  const char *sql;
  char name[16];
  guint session; /* in which it was last prepared; 0 never */
  const char *values[TSU_SQL_MAX_PARAMETERS];
  int lengths[TSU_SQL_MAX_PARAMETERS];
  int formats[TSU_SQL_MAX_PARAMETERS];
  char digits[TSU_SQL_MAX_PARAMETERS][24];
  int n_parameters;
  PGresult *result; /* while it is stepped over */
  int row;
} Statement;

typedef struct {
  Statement *statement; /* NULL for the making of one */
  TsuSqlRowFunc func;
  gpointer data;
} Queued;

static gboolean
fail (Connection *self, const PGresult *result, GError **error)
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

static gboolean
is_good (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static gboolean
exec_plain (Connection *self, const char *sql, GError **error)
{
  PGresult *result = PQexec (self->conn, sql);
  gboolean done = is_good (result);

  if (!done)
    fail (self, result, error);
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
static const char settings[] = "SET enable_seqscan = off; SET enable_hashjoin = off;"
                               "SET enable_mergejoin = off; SET client_encoding = 'UTF8';"
                               "SET synchronous_commit = on; SET lock_timeout = '30s';"
                               "SET idle_in_transaction_session_timeout = '60s'";

static gboolean
set_up (Connection *self, GError **error)
{
  self->session++;
  PQsetNoticeReceiver (self->conn, pass_over_notice, NULL);
  return PQstatus (self->conn) == CONNECTION_OK ? exec_plain (self, settings, error)
                                                : fail (self, NULL, error);
}

static gboolean
start_listening (Connection *self, GError **error)
{
  struct epoll_event event = { .events = EPOLLIN };

  return exec_plain (self, "LISTEN tsunagi", error) &&
         (epoll_ctl (self->ear, EPOLL_CTL_ADD, PQsocket (self->conn), &event) == 0 ||
          fail (self, NULL, error));
}

/* After the database was restarted, the next step finds its way back. */
static gboolean
revive (Connection *self, GError **error)
{
  if (self->in_transaction || PQstatus (self->conn) == CONNECTION_OK)
    return TRUE;
  PQreset (self->conn);
  return set_up (self, error) && (self->ear < 0 || start_listening (self, error));
}

static void
postgres_close (TsuSql *self)
{
  Connection *connection = (Connection *) self;

  if (connection->ear >= 0) {
    close (connection->ear);
    close (connection->timer);
  }
  PQfinish (connection->conn);
  g_array_unref (connection->queue);
  g_free (connection);
}

static TsuSql *
postgres_open (const char *address, const char *vfs, GError **error)
{
  /* Parts of the address outdo what stands before it. */
  static const char *const keywords[] = { "connect_timeout", "application_name", "dbname", NULL };
  const char *const values[] = { "10", "tsunagi-server", address, NULL };
  Connection *self = g_new0 (Connection, 1);

  self->ear = -1;
  self->queue = g_array_new (FALSE, FALSE, sizeof (Queued));
  self->conn = PQconnectdbParams (keywords, values, TRUE);
  if (set_up (self, error))
    return &self->parent;
  postgres_close (&self->parent);
  return NULL;
}

static TsuSqlStatement *
postgres_prepare (TsuSql *self, const char *sql, GError **error)
{
  Connection *connection = (Connection *) self;
  Statement *statement = g_new0 (Statement, 1);

  statement->sql = sql;
  g_snprintf (statement->name, sizeof statement->name, "s%u", ++connection->n_statements);
  for (int i = 1; i <= TSU_SQL_MAX_PARAMETERS; i++) {
    g_autofree char *name = g_strdup_printf ("$%d", i);

    if (strstr (sql, name))
      statement->n_parameters = i;
  }
  return &statement->parent;
}

static void
postgres_release (TsuSqlStatement *self)
{
  Statement *statement = (Statement *) self;

  g_clear_pointer (&statement->result, PQclear);
  memset (statement->values, 0, sizeof statement->values);
}

static void
postgres_finalize (TsuSqlStatement *self)
{
  postgres_release (self);
  g_free (self);
}

static void
postgres_bind_int (TsuSqlStatement *self, int parameter, gint64 value)
{
  Statement *statement = (Statement *) self;
  char *digits = statement->digits[parameter - 1];

  g_snprintf (digits, sizeof statement->digits[0], "%" G_GINT64_FORMAT, value);
  statement->values[parameter - 1] = digits;
  statement->formats[parameter - 1] = 0;
}

static void
postgres_bind_text (TsuSqlStatement *self, int parameter, const char *text)
{
  Statement *statement = (Statement *) self;

  statement->values[parameter - 1] = text;
  statement->formats[parameter - 1] = 0;
}

static void
postgres_bind_blob (TsuSqlStatement *self, int parameter, const void *bytes, gsize length)
{
  Statement *statement = (Statement *) self;

  statement->values[parameter - 1] = bytes;
  statement->lengths[parameter - 1] = (int) length;
  statement->formats[parameter - 1] = 1;
}

static gboolean
make_statement (Connection *self, Statement *statement, GError **error)
{
  PGresult *result;
  gboolean done;

  if (statement->session == self->session)
    return TRUE;
  result = PQprepare (self->conn, statement->name, statement->sql, 0, NULL);
  done = is_good (result);
  if (done)
    statement->session = self->session;
  else
    fail (self, result, error);
  PQclear (result);
  return done;
}

static gboolean
start (Statement *statement, GError **error)
{
  Connection *self = (Connection *) statement->parent.sql;

  if (!revive (self, error) || !make_statement (self, statement, error))
    return FALSE;
  statement->result = PQexecPrepared (self->conn, statement->name, statement->n_parameters,
                                      statement->values, statement->lengths, statement->formats, 1);
  statement->row = -1;
  return is_good (statement->result) ? TRUE : fail (self, statement->result, error);
}

static gboolean
postgres_step (TsuSqlStatement *self, gboolean *row, GError **error)
{
  Statement *statement = (Statement *) self;

  *row = FALSE;
  if (statement->result == NULL && !start (statement, error))
    return FALSE;
  *row = ++statement->row < PQntuples (statement->result);
  return TRUE;
}

static gboolean
send_statement (Connection *self, Statement *statement)
{
  const Queued making = { NULL };

  if (statement->session == self->session)
    return TRUE;
  if (!PQsendPrepare (self->conn, statement->name, statement->sql, 0, NULL))
    return FALSE;
  statement->session = self->session;
  g_array_append_val (self->queue, making);
  return TRUE;
}

static gboolean
postgres_queue (TsuSqlStatement *self, TsuSqlRowFunc func, gpointer data, GError **error)
{
  Connection *connection = (Connection *) self->sql;
  Statement *statement = (Statement *) self;
  const Queued queued = { statement, func, data };

  if (connection->queue->len >= QUEUE_MAX && !tsu_sql_flush (self->sql, error))
    return FALSE;
  if (!PQenterPipelineMode (connection->conn) || !send_statement (connection, statement) ||
      !PQsendQueryPrepared (connection->conn, statement->name, statement->n_parameters,
                            statement->values, statement->lengths, statement->formats, 1))
    return fail (connection, NULL, error);
  g_array_append_val (connection->queue, queued);
  postgres_release (self);
  return TRUE;
}

static void
hand_out (const Queued *queued, PGresult *result)
{
  Statement *statement = queued->statement;

  if (statement == NULL || queued->func == NULL)
    return;
  statement->result = result;
  for (statement->row = 0; statement->row < PQntuples (result); statement->row++)
    queued->func (&statement->parent, queued->data);
  statement->result = NULL;
}

/* A statement that was never made, because one before it failed, is made again. */
static void
forget_session (Connection *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->parent.statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    ((Statement *) statement)->session = 0;
  exec_plain (self, "DEALLOCATE ALL", NULL);
}

static gboolean
read_answers (Connection *self, GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < self->queue->len; i++) {
    PGresult *result = PQgetResult (self->conn);

    if (good && !is_good (result))
      good = fail (self, result, error);
    else if (good)
      hand_out (&g_array_index (self->queue, Queued, i), result);
    PQclear (result);
    /* Each answer ends with a NULL. */
    PQclear (PQgetResult (self->conn));
  }
  return good;
}

static gboolean
postgres_flush (TsuSql *self, GError **error)
{
  Connection *connection = (Connection *) self;
  PGresult *last;
  gboolean good;

  if (PQpipelineStatus (connection->conn) == PQ_PIPELINE_OFF)
    return TRUE;
  if (!PQpipelineSync (connection->conn)) {
    g_array_set_size (connection->queue, 0);
    return fail (connection, NULL, error);
  }
  good = read_answers (connection, error);
  g_array_set_size (connection->queue, 0);
  last = PQgetResult (connection->conn);
  PQclear (last);
  if (!PQexitPipelineMode (connection->conn) && good)
    good = fail (connection, NULL, error);
  return good;
}

static gboolean
postgres_is_null (TsuSqlStatement *self, int column)
{
  const Statement *statement = (const Statement *) self;

  return PQgetisnull (statement->result, statement->row, column);
}

static gint64
postgres_get_int (TsuSqlStatement *self, int column)
{
  const Statement *statement = (const Statement *) self;
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
  const Statement *statement = (const Statement *) self;

  return postgres_is_null (self, column) ? NULL
                                         : PQgetvalue (statement->result, statement->row, column);
}

static const guint8 *
postgres_get_blob (TsuSqlStatement *self, int column, gsize *length)
{
  const Statement *statement = (const Statement *) self;

  *length = (gsize) PQgetlength (statement->result, statement->row, column);
  return (const guint8 *) postgres_get_text (self, column);
}

/* The words of the schema that the two databases do not share. */
static gboolean
postgres_exec (TsuSql *self, const char *script, GError **error)
{
  Connection *connection = (Connection *) self;
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
  Connection *connection = (Connection *) self;
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
  Connection *connection = (Connection *) self;
  PGresult *result = PQexec (connection->conn, "COMMIT");
  /* COMMIT of a failed transaction succeeds, and says ROLLBACK. */
  gboolean done = is_good (result) && g_str_equal (PQcmdStatus (result), "COMMIT");

  if (!done)
    fail (connection, result, error);
  PQclear (result);
  connection->in_transaction = FALSE;
  return done;
}

static void
postgres_rollback (TsuSql *self)
{
  Connection *connection = (Connection *) self;

  if (!connection->in_transaction)
    return;
  if (PQpipelineStatus (connection->conn) != PQ_PIPELINE_OFF)
    postgres_flush (self, NULL);
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
  Connection *connection = (Connection *) self;
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
try_later (Connection *self)
{
  const struct itimerspec second = { .it_value = { 1, 0 } };

  timerfd_settime (self->timer, 0, &second, NULL);
}

static gboolean
postgres_hear (TsuSql *self)
{
  Connection *connection = (Connection *) self;
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
  .queue = postgres_queue,
  .flush = postgres_flush,
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
