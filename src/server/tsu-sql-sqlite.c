/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The embedded database. What is queued runs at once: there is no round trip to spare.
 */

#include "config.h"

#include "tsu-sql-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "tsu-error.h"
#include "tsu-plant.h"

#define BUSY_MS 10000

typedef struct {
  TsuSql parent;
  sqlite3 *handle;
  char *path;
  gboolean notice; /* to be given once committed */
  int ear;         /* eventfd, or -1 */
} Connection;

typedef struct {
  TsuSqlStatement parent;
  sqlite3_stmt *stmt;
  int places[TSU_SQL_MAX_PARAMETERS + 1]; /* $n → SQLite's own number */
} Statement;

/* Who listens in this process: path → array of eventfds. */
static GMutex ears_lock;
static GHashTable *ears;

static void
fail (sqlite3 *handle, int result, GError **error)
{
  const char *words = handle ? sqlite3_errmsg (handle) : sqlite3_errstr (result);
  TsuErrorCode code = TSU_ERROR_FAILED;
  const char *sentence = _ ("The server's database could not do this. Nothing of this step was "
                            "saved.");

  switch (result & 0xff) {
  case SQLITE_FULL:
  case SQLITE_IOERR:
  case SQLITE_READONLY:
  case SQLITE_PERM:
    code = TSU_ERROR_FULL;
    sentence = _ ("The server's database cannot be written. Nothing of this step was saved. Check "
                  "the disk and its free space.");
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    code = TSU_ERROR_CORRUPT;
    sentence = _ ("The server's database is damaged. It was left as it is; restore a backup.");
    break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    code = TSU_ERROR_BUSY;
    sentence = _ ("Another program is writing to the server's database. Nothing of this step was "
                  "saved; try again in a moment.");
    break;
  default:
    break;
  }
  g_set_error (error, TSU_ERROR, code, "%s (%s)", sentence, words);
}

static gboolean
sqlite_exec (TsuSql *self, const char *script, GError **error)
{
  Connection *connection = (Connection *) self;
  int result = sqlite3_exec (connection->handle, script, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  fail (connection->handle, result, error);
  return FALSE;
}

static void
close_ear (Connection *self)
{
  GArray *fds;

  if (self->ear < 0)
    return;
  g_mutex_lock (&ears_lock);
  fds = g_hash_table_lookup (ears, self->path);
  for (guint i = 0; i < fds->len; i++) {
    if (g_array_index (fds, int, i) == self->ear) {
      g_array_remove_index_fast (fds, i);
      break;
    }
  }
  g_mutex_unlock (&ears_lock);
  close (self->ear);
}

static void
sqlite_close (TsuSql *self)
{
  Connection *connection = (Connection *) self;

  close_ear (connection);
  sqlite3_close_v2 (connection->handle);
  g_free (connection->path);
  g_free (connection);
}

/* The write-ahead log lets many read beside the one that writes; FULL syncs it at every commit,
 * because what was acknowledged has to be there after the power was cut. The log grows while
 * somebody reads for long, as who makes the files of a first sync does; afterwards it gives the
 * disk back. */
static const char pragmas[] = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;"
                              "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
                              "PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216";

static TsuSql *
sqlite_open (const char *address, const char *vfs, GError **error)
{
  Connection *self = g_new0 (Connection, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int result;

  self->ear = -1;
  self->path = g_strdup (address);
  result = sqlite3_open_v2 (address, &self->handle, flags, vfs);
  if (result != SQLITE_OK) {
    fail (self->handle, result, error);
    sqlite_close (&self->parent);
    return NULL;
  }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  if (!sqlite_exec (&self->parent, pragmas, error) ||
      (TSU_PLANT (server_not_durable) &&
       !sqlite_exec (&self->parent, "PRAGMA synchronous = OFF", error))) {
    sqlite_close (&self->parent);
    return NULL;
  }
  return &self->parent;
}

static TsuSqlStatement *
sqlite_prepare (TsuSql *self, const char *sql, GError **error)
{
  Connection *connection = (Connection *) self;
  Statement *statement = g_new0 (Statement, 1);
  int result = sqlite3_prepare_v3 (connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                   &statement->stmt, NULL);

  if (result != SQLITE_OK) {
    fail (connection->handle, result, error);
    g_free (statement);
    return NULL;
  }
  /* SQLite numbers names in the order in which they occur. */
  for (int i = 1; i <= TSU_SQL_MAX_PARAMETERS; i++) {
    char name[8];

    g_snprintf (name, sizeof name, "$%d", i);
    statement->places[i] = sqlite3_bind_parameter_index (statement->stmt, name);
  }
  return &statement->parent;
}

static void
sqlite_finalize (TsuSqlStatement *self)
{
  Statement *statement = (Statement *) self;

  sqlite3_finalize (statement->stmt);
  g_free (statement);
}

static void
sqlite_release (TsuSqlStatement *self)
{
  Statement *statement = (Statement *) self;

  sqlite3_reset (statement->stmt);
  sqlite3_clear_bindings (statement->stmt);
}

static void
sqlite_bind_int (TsuSqlStatement *self, int parameter, gint64 value)
{
  Statement *statement = (Statement *) self;

  sqlite3_bind_int64 (statement->stmt, statement->places[parameter], value);
}

static void
sqlite_bind_text (TsuSqlStatement *self, int parameter, const char *text)
{
  Statement *statement = (Statement *) self;

  sqlite3_bind_text (statement->stmt, statement->places[parameter], text, -1, SQLITE_STATIC);
}

static void
sqlite_bind_blob (TsuSqlStatement *self, int parameter, const void *bytes, gsize length)
{
  Statement *statement = (Statement *) self;

  sqlite3_bind_blob64 (statement->stmt, statement->places[parameter], bytes, length, SQLITE_STATIC);
}

static gboolean
sqlite_step (TsuSqlStatement *self, gboolean *row, GError **error)
{
  Statement *statement = (Statement *) self;
  int result = sqlite3_step (statement->stmt);

  *row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;
  fail (sqlite3_db_handle (statement->stmt), result, error);
  return FALSE;
}

static gboolean
sqlite_queue (TsuSqlStatement *self, TsuSqlRowFunc func, gpointer data, GError **error)
{
  gboolean row = TRUE;

  while (row) {
    if (!sqlite_step (self, &row, error))
      return FALSE;
    if (row && func != NULL)
      func (self, data);
  }
  sqlite_release (self);
  return TRUE;
}

static gboolean
sqlite_flush (TsuSql *self, GError **error)
{
  return TRUE;
}

static gboolean
sqlite_find (
  TsuSqlStatement *self, GByteArray *keys, TsuSqlRowFunc func, gpointer data, GError **error)
{
  for (guint at = 0; at < keys->len; at += TSU_SQL_KEY_SIZE) {
    sqlite_bind_blob (self, 1, keys->data + at, TSU_SQL_KEY_SIZE);
    if (!sqlite_queue (self, func, data, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
sqlite_is_null (TsuSqlStatement *self, int column)
{
  return sqlite3_column_type (((Statement *) self)->stmt, column) == SQLITE_NULL;
}

static gint64
sqlite_get_int (TsuSqlStatement *self, int column)
{
  return sqlite3_column_int64 (((Statement *) self)->stmt, column);
}

static const char *
sqlite_get_text (TsuSqlStatement *self, int column)
{
  return (const char *) sqlite3_column_text (((Statement *) self)->stmt, column);
}

static const guint8 *
sqlite_get_blob (TsuSqlStatement *self, int column, gsize *length)
{
  sqlite3_stmt *stmt = ((Statement *) self)->stmt;
  const guint8 *bytes = sqlite3_column_blob (stmt, column);

  *length = (gsize) sqlite3_column_bytes (stmt, column);
  return bytes;
}

static gboolean
sqlite_begin (TsuSql *self, gboolean read_only, GError **error)
{
  ((Connection *) self)->notice = FALSE;
  return sqlite_exec (self, read_only ? "BEGIN" : "BEGIN IMMEDIATE", error);
}

static void
wake_listeners (const char *path)
{
  const guint64 one = 1;
  GArray *fds;

  g_mutex_lock (&ears_lock);
  fds = ears ? g_hash_table_lookup (ears, path) : NULL;
  for (guint i = 0; fds && i < fds->len; i++) {
    /* A counter that is full is readable all the same. */
    if (write (g_array_index (fds, int, i), &one, sizeof one) < 0)
      continue;
  }
  g_mutex_unlock (&ears_lock);
}

static gboolean
sqlite_commit (TsuSql *self, GError **error)
{
  Connection *connection = (Connection *) self;

  if (!sqlite_exec (self, "COMMIT", error))
    return FALSE;
  if (connection->notice)
    wake_listeners (connection->path);
  return TRUE;
}

static void
sqlite_rollback (TsuSql *self)
{
  Connection *connection = (Connection *) self;

  if (!sqlite3_get_autocommit (connection->handle))
    sqlite3_exec (connection->handle, "ROLLBACK", NULL, NULL, NULL);
}

static gboolean
sqlite_notify (TsuSql *self, GError **error)
{
  ((Connection *) self)->notice = TRUE;
  return TRUE;
}

static int
sqlite_listen (TsuSql *self, GError **error)
{
  Connection *connection = (Connection *) self;
  GArray *fds;

  if (connection->ear >= 0)
    return connection->ear;
  connection->ear = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (connection->ear < 0) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED, "eventfd: %s", g_strerror (errno));
    return -1;
  }
  g_mutex_lock (&ears_lock);
  if (ears == NULL)
    ears = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  fds = g_hash_table_lookup (ears, connection->path);
  if (fds == NULL) {
    fds = g_array_new (FALSE, FALSE, sizeof (int));
    g_hash_table_insert (ears, g_strdup (connection->path), fds);
  }
  g_array_append_val (fds, connection->ear);
  g_mutex_unlock (&ears_lock);
  return connection->ear;
}

static gboolean
sqlite_hear (TsuSql *self)
{
  Connection *connection = (Connection *) self;
  guint64 count;

  return connection->ear >= 0 && read (connection->ear, &count, sizeof count) == sizeof count;
}

static gboolean
sync_file (const char *path, int flags)
{
  int fd = open (path, flags | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

/* Under another name first, so that a copy which was cut short is never taken for one. */
static gboolean
sqlite_backup (TsuSql *self, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (TsuSqlStatement) vacuum = NULL;

  if (g_unlink (part) != 0 && errno != ENOENT) {
    fail (NULL, SQLITE_CANTOPEN, error);
    return FALSE;
  }
  vacuum = tsu_sql_prepare (self, "VACUUM INTO $1", error);
  if (vacuum == NULL)
    return FALSE;
  tsu_sql_bind_text (vacuum, 1, part);
  if (!tsu_sql_run (vacuum, error))
    return FALSE;
  if (sync_file (part, O_RDWR) && g_rename (part, path) == 0 &&
      sync_file (folder, O_RDONLY | O_DIRECTORY))
    return TRUE;
  fail (NULL, SQLITE_IOERR, error);
  return FALSE;
}

const TsuSqlBackend tsu_sql_sqlite = {
  .open = sqlite_open,
  .close = sqlite_close,
  .prepare = sqlite_prepare,
  .finalize = sqlite_finalize,
  .release = sqlite_release,
  .bind_int = sqlite_bind_int,
  .bind_text = sqlite_bind_text,
  .bind_blob = sqlite_bind_blob,
  .step = sqlite_step,
  .queue = sqlite_queue,
  .flush = sqlite_flush,
  .find = sqlite_find,
  .is_null = sqlite_is_null,
  .get_int = sqlite_get_int,
  .get_text = sqlite_get_text,
  .get_blob = sqlite_get_blob,
  .exec = sqlite_exec,
  .begin = sqlite_begin,
  .commit = sqlite_commit,
  .rollback = sqlite_rollback,
  .notify = sqlite_notify,
  .listen = sqlite_listen,
  .hear = sqlite_hear,
  .backup = sqlite_backup,
};
