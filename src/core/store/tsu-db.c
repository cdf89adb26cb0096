/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One SQLite connection of one thread. Transactions nest one level: inside a bulk step a
 * transaction is a part of it, and one that is taken back takes the whole step back. (Savepoints
 * would keep the others, but at each the search index writes out what it has gathered.)
 */

#include "config.h"

#include "tsu-db.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tsu-error.h"
#include "tsu-plant.h"

#define BUSY_MS 5000

/* What is held of the file in memory, in KiB; at ease and for a step of many records, whose rows
 * fall all over the indexes. */
#define CACHE "-32000"
#define WIDE_CACHE "-128000"

/* What is left of the log on the disk when all of it stands in the file. Where large parts of the
 * search index were joined it was many times as much. */
#define LOG_BYTES "67108864"

struct _TsuDb {
  sqlite3 *handle;
  GThread *thread;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  int depth;
  gboolean taken_back; /* a part of the outer step was, and so all of it */
};

static const char *
describe_result (int result, TsuErrorCode *code)
{
  /* Extended codes keep the plain one in their low byte. */
  switch (result & 0xff) {
  case SQLITE_FULL:
    *code = TSU_ERROR_FULL;
    return _ ("The disk is full. Nothing of this step was saved; what was saved before is safe. "
              "Make room and try again.");
  case SQLITE_READONLY:
  case SQLITE_PERM:
    *code = TSU_ERROR_FULL;
    return _ ("The ledger cannot be written. Nothing of this step was saved. Check that the file "
              "and its folder may be changed.");
  case SQLITE_IOERR:
    *code = TSU_ERROR_FULL;
    return _ ("The disk did not take or give the data. Nothing of this step was saved. Check the "
              "disk and its connection.");
  case SQLITE_CANTOPEN:
    *code = TSU_ERROR_FAILED;
    return _ ("The ledger cannot be opened. Check that the file and its folder are there and may "
              "be used.");
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    *code = TSU_ERROR_CORRUPT;
    return _ ("The ledger's file is damaged. It was left as it is; restore a backup.");
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    *code = TSU_ERROR_BUSY;
    return _ ("Another program is writing to the ledger. Nothing of this step was saved; try again "
              "in a moment.");
  default:
    *code = TSU_ERROR_FAILED;
    return _ ("The ledger could not do this. Nothing of this step was saved.");
  }
}

/**
 * tsu_db_set_error:
 * @handle: (nullable): the connection
 * @result: what SQLite returned
 * @error: where to put the sentence
 *
 * The one place where an SQLite result becomes an error: a sentence for people, and SQLite's own
 * words behind it for whoever is called for help.
 */
void
tsu_db_set_error (sqlite3 *handle, int result, GError **error)
{
  TsuErrorCode code;
  const char *sentence;

  if ((result & 0xff) == SQLITE_INTERRUPT) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The step was stopped."));
    return;
  }
  sentence = describe_result (result, &code);
  g_set_error (error, TSU_ERROR, code, "%s (%s)", sentence,
               handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result));
}

void
tsu_db_assert_thread (TsuDb *self)
{
  g_assert (self->thread == g_thread_self ());
}

sqlite3 *
tsu_db_get_handle (TsuDb *self)
{
  return self->handle;
}

static gboolean
set_pragmas (TsuDb *self, gboolean read_only, GError **error)
{
  if (!tsu_db_exec (self, "PRAGMA cache_size = " CACHE "; PRAGMA temp_store = MEMORY", error))
    return FALSE;
  if (read_only)
    return tsu_db_exec (self, "PRAGMA query_only = 1", error);
  if (TSU_PLANT (saved_before_durable))
    return tsu_db_exec (self, "PRAGMA synchronous = OFF", error);
  return tsu_db_exec (self,
                      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"
                      " PRAGMA journal_size_limit = " LOG_BYTES,
                      error);
}

/* A file in WAL mode needs its two companions even to be read, and in a folder that is closed to us
 * they cannot be made. Where none is left over, everything is in the file itself and nobody else
 * can be writing it here: it may be read as it lies. */
static char *
name_for_reading (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  gboolean closed = g_access (folder, W_OK) != 0 && !g_file_test (wal, G_FILE_TEST_EXISTS);

  return g_strdup_printf ("file:%s%s", escaped, closed ? "?immutable=1" : "");
}

/* Counting what is allocated takes a lock at every allocation, and nobody asks for the sum. */
static void
set_up_sqlite (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
    g_once_init_leave (&once, 1);
  }
}

/**
 * tsu_db_peek:
 * @path: the file
 * @start: (out caller-allocates): its first bytes
 * @size: how many
 *
 * Reads without opening it as a database. Not with a descriptor of our own: closing one drops every
 * lock that this process has on the file, also those of a connection that is open, and another
 * program would then take the log away from under it. SQLite's own files know of each other.
 *
 * Returns: whether it is at least so long
 */
gboolean
tsu_db_peek (const char *path, guint8 *start, int size)
{
  g_autofree sqlite3_file *file = NULL;
  const char *name;
  sqlite3_vfs *vfs;
  gboolean whole = FALSE;

  set_up_sqlite ();
  name = sqlite3_create_filename (path, "", "", 0, NULL);
  vfs = sqlite3_vfs_find (NULL);
  file = g_malloc0 ((gsize) vfs->szOsFile);
  if (vfs->xOpen (vfs, name, file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
    whole = file->pMethods->xRead (file, start, size, 0) == SQLITE_OK;
  if (file->pMethods)
    file->pMethods->xClose (file);
  sqlite3_free_filename ((char *) name);
  return whole;
}

/**
 * tsu_db_open:
 * @path: the file; created where absent unless @read_only
 * @read_only: whether this connection never writes
 * @error: what went wrong
 *
 * Returns: (transfer full): the connection, of the calling thread from now on
 */
TsuDb *
tsu_db_open (const char *path, gboolean read_only, GError **error)
{
  g_autoptr (TsuDb) self = g_new0 (TsuDb, 1);
  g_autofree char *name = read_only ? name_for_reading (path) : g_strdup (path);
  int flags = SQLITE_OPEN_NOMUTEX;
  int result;

  flags |=
    read_only ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  set_up_sqlite ();
  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) (void (*) (void)) sqlite3_finalize);
  result = sqlite3_open_v2 (name, &self->handle, flags, NULL);
  if (result != SQLITE_OK) {
    tsu_db_set_error (self->handle, result, error);
    return NULL;
  }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  /* SQLite falls back to reading without a word where the file is protected. */
  if (!read_only && sqlite3_db_readonly (self->handle, "main") == 1) {
    tsu_db_set_error (NULL, SQLITE_READONLY, error);
    return NULL;
  }
  if (!set_pragmas (self, read_only, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tsu_db_close (TsuDb *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

/**
 * tsu_db_prepare:
 * @self: the connection
 * @sql: one statement
 * @error: what went wrong
 *
 * The statement is kept for the next time the same text is asked for, so @sql should come from a
 * small set of texts, with values bound.
 *
 * Returns: (transfer none): the statement, reset and without bindings; keep it in a
 *   g_autoptr (TsuStatement). It must not be asked for again before that goes out of scope.
 */
TsuStatement *
tsu_db_prepare (TsuDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  tsu_db_assert_thread (self);
  if (statement != NULL) {
    g_assert (!sqlite3_stmt_busy (statement));
    return statement;
  }
  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK) {
    tsu_db_set_error (self->handle, result, error);
    return NULL;
  }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* For a text that will hardly come again: with values in it, or asked once. */
TsuSingleStatement *
tsu_db_prepare_once (TsuDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result;

  tsu_db_assert_thread (self);
  result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);
  if (result == SQLITE_OK)
    return statement;
  tsu_db_set_error (self->handle, result, error);
  return NULL;
}

void
tsu_statement_release (TsuStatement *statement)
{
  if (statement == NULL)
    return;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

/**
 * tsu_db_step:
 * @self: the connection
 * @statement: one of its statements
 * @row: (out): whether there is a row to read; FALSE at the end
 * @error: what went wrong
 *
 * Returns: FALSE with @error set where the step failed
 */
gboolean
tsu_db_step (TsuDb *self, TsuStatement *statement, gboolean *row, GError **error)
{
  int result = sqlite3_step (statement);

  *row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;
  tsu_db_set_error (self->handle, result, error);
  return FALSE;
}

/* Runs a statement that gives no rows, and readies it for new bindings. */
gboolean
tsu_db_run (TsuDb *self, TsuStatement *statement, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!tsu_db_step (self, statement, &row, error))
      return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
tsu_db_exec (TsuDb *self, const char *sql, GError **error)
{
  int result;

  tsu_db_assert_thread (self);
  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  tsu_db_set_error (self->handle, result, error);
  return FALSE;
}

/* The first column of the first row; 0 where there is none. */
gboolean
tsu_db_query_integer (TsuDb *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL || !tsu_db_step (self, statement, &row, error))
    return FALSE;
  *value = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

/* (element-type gint64): the first column of every row that is left. */
GArray *
tsu_db_list_keys (TsuDb *self, TsuStatement *statement, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  while (row) {
    if (!tsu_db_step (self, statement, &row, error))
      return NULL;
    if (row) {
      gint64 key = sqlite3_column_int64 (statement, 0);

      g_array_append_val (keys, key);
    }
  }
  return g_steal_pointer (&keys);
}

/* Binds @text without copying it: it has to live until the statement has run. */
void
tsu_bind_text (TsuStatement *statement, int column, const char *text)
{
  if (text == NULL)
    sqlite3_bind_null (statement, column);
  else
    sqlite3_bind_text (statement, column, text, -1, SQLITE_STATIC);
}

const char *
tsu_column_text (TsuStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

char *
tsu_column_dup_text (TsuStatement *statement, int column)
{
  return g_strdup (tsu_column_text (statement, column));
}

/* For a few words that come time and again. */
static gboolean
run_kept (TsuDb *self, const char *sql, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self, sql, error);

  return statement != NULL && tsu_db_run (self, statement, error);
}

/* Takes the write lock at once, so that what is read afterwards is what will be built upon. */
gboolean
tsu_db_begin (TsuDb *self, GError **error)
{
  g_assert (self->depth < 2);
  /* The outer step is over, because a part was taken back or because SQLite ended it by itself when
   * the disk was full: nothing may go on alone. */
  if (self->depth == 1 && sqlite3_get_autocommit (self->handle)) {
    tsu_db_set_error (NULL, self->taken_back ? SQLITE_ABORT_ROLLBACK : SQLITE_FULL, error);
    return FALSE;
  }
  if (self->depth == 0 && !run_kept (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (self->depth == 0)
    self->taken_back = FALSE;
  self->depth++;
  return TRUE;
}

/* On failure nothing of the step is left, and it is over. A part of a step is kept with it. */
gboolean
tsu_db_commit (TsuDb *self, GError **error)
{
  g_assert (self->depth > 0);
  if (self->depth == 1 && !run_kept (self, "COMMIT", error)) {
    tsu_db_rollback (self);
    return FALSE;
  }
  self->depth--;
  return TRUE;
}

void
tsu_db_rollback (TsuDb *self)
{
  g_assert (self->depth > 0);
  /* A full disk ends the whole transaction by itself; then there is nothing left to take back. */
  if (!sqlite3_get_autocommit (self->handle)) {
    tsu_db_exec (self, "ROLLBACK", NULL);
    self->taken_back = self->depth == 2;
  }
  self->depth--;
}

/* Not being able to is no failure: it only takes longer. */
void
tsu_db_widen_cache (TsuDb *self, gboolean wide)
{
  tsu_db_exec (self, wide ? "PRAGMA cache_size = " WIDE_CACHE : "PRAGMA cache_size = " CACHE, NULL);
  if (!wide)
    sqlite3_db_release_memory (self->handle);
}

gboolean
tsu_db_in_transaction (TsuDb *self)
{
  return self->depth > 0;
}

gint64
tsu_db_last_key (TsuDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/* A number that changes when another connection, of this or another program, has written. */
gint64
tsu_db_data_version (TsuDb *self)
{
  gint64 version = 0;

  tsu_db_query_integer (self, "PRAGMA data_version", &version, NULL);
  return version;
}

static int
stop_if_cancelled_cb (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

/* Lets @cancellable stop statements while they run, until called again with NULL. */
void
tsu_db_watch (TsuDb *self, GCancellable *cancellable)
{
  sqlite3_progress_handler (self->handle, 5000, cancellable != NULL ? stop_if_cancelled_cb : NULL,
                            cancellable);
}
