/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * TsuDb:
 *
 * A thin wrapper over one SQLite connection of one thread: pragmas, prepared statements kept by
 * their text, transactions, and the only place where an SQLite result becomes a GError.
 */
typedef struct _TsuDb TsuDb;

/**
 * TsuStatement:
 *
 * A prepared statement lent by the connection. Leaving the scope of its g_autoptr resets it, so
 * that no read transaction stays open behind an early return.
 */
typedef sqlite3_stmt TsuStatement;

/**
 * TsuSingleStatement:
 *
 * A prepared statement whose text is not worth keeping. Leaving the scope of its g_autoptr ends it.
 */
typedef sqlite3_stmt TsuSingleStatement;

gboolean tsu_db_peek (const char *path, guint8 *start, int size);
TsuDb *tsu_db_open (const char *path, gboolean read_only, GError **error);
void tsu_db_close (TsuDb *self);
sqlite3 *tsu_db_get_handle (TsuDb *self);
void tsu_db_assert_thread (TsuDb *self);

TsuStatement *tsu_db_prepare (TsuDb *self, const char *sql, GError **error);
TsuSingleStatement *tsu_db_prepare_once (TsuDb *self, const char *sql, GError **error);
gboolean tsu_db_step (TsuDb *self, TsuStatement *statement, gboolean *row, GError **error);
gboolean tsu_db_run (TsuDb *self, TsuStatement *statement, GError **error);
gboolean tsu_db_exec (TsuDb *self, const char *sql, GError **error);
gboolean tsu_db_query_integer (TsuDb *self, const char *sql, gint64 *value, GError **error);
GArray *tsu_db_list_keys (TsuDb *self, TsuStatement *statement, GError **error);
void tsu_statement_release (TsuStatement *statement);

void tsu_bind_text (TsuStatement *statement, int column, const char *text);
char *tsu_column_dup_text (TsuStatement *statement, int column);
const char *tsu_column_text (TsuStatement *statement, int column);

gboolean tsu_db_begin (TsuDb *self, GError **error);
gboolean tsu_db_commit (TsuDb *self, GError **error);
void tsu_db_rollback (TsuDb *self);
void tsu_db_widen_cache (TsuDb *self, gboolean wide);
gboolean tsu_db_in_transaction (TsuDb *self);
gint64 tsu_db_last_key (TsuDb *self);
gint64 tsu_db_data_version (TsuDb *self);
void tsu_db_watch (TsuDb *self, GCancellable *cancellable);

void tsu_db_set_error (sqlite3 *handle, int result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDb, tsu_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuStatement, tsu_statement_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSingleStatement, sqlite3_finalize)

G_END_DECLS
