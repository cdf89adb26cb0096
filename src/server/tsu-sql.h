/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuSql:
 *
 * One connection to the server's database, embedded SQLite or PostgreSQL. Statements are written
 * once for both: parameters are $1, $2 …, column types INTEGER, TEXT and BLOB. A connection and its
 * statements are used by one thread at a time; several connections to one database may be open.
 */
typedef struct _TsuSql TsuSql;

/**
 * TsuSqlStatement:
 *
 * A prepared statement lent by its connection. Leaving the scope of its g_autoptr resets it.
 */
typedef struct _TsuSqlStatement TsuSqlStatement;

/** TSU_SQL_KEY_SIZE: bytes of a key that rows are looked up by */
#define TSU_SQL_KEY_SIZE 16

/**
 * TsuSqlRowFunc:
 * @row: the statement, standing on a row
 * @data: what was given to tsu_sql_queue() or tsu_sql_find()
 */
typedef void (*TsuSqlRowFunc) (TsuSqlStatement *row, gpointer data);

/**
 * TsuSqlReadFunc:
 * @row: the statement, standing on a row
 *
 * Returns: (transfer full): what the row says, for tsu_sql_list()
 */
typedef gpointer (*TsuSqlReadFunc) (TsuSqlStatement *row);

TsuSql *tsu_sql_open (const char *address, const char *vfs, GError **error);
void tsu_sql_close (TsuSql *self);
gboolean tsu_sql_is_postgres (TsuSql *self);

TsuSqlStatement *tsu_sql_prepare (TsuSql *self, const char *sql, GError **error);
void tsu_sql_release (TsuSqlStatement *statement);

void tsu_sql_bind_int (TsuSqlStatement *statement, int parameter, gint64 value);
void tsu_sql_bind_text (TsuSqlStatement *statement, int parameter, const char *text);
void tsu_sql_bind_blob (TsuSqlStatement *statement, int parameter, const void *bytes, gsize length);

gboolean tsu_sql_step (TsuSqlStatement *statement, gboolean *row, GError **error);
gboolean tsu_sql_run (TsuSqlStatement *statement, GError **error);
GPtrArray *tsu_sql_list (TsuSqlStatement *statement,
                         TsuSqlReadFunc read_row,
                         GDestroyNotify free_row,
                         GError **error);
gboolean
tsu_sql_queue (TsuSqlStatement *statement, TsuSqlRowFunc func, gpointer data, GError **error);
gboolean tsu_sql_flush (TsuSql *self, GError **error);
gboolean tsu_sql_find (TsuSql *self,
                       const char *sql,
                       GByteArray *keys,
                       TsuSqlRowFunc func,
                       gpointer data,
                       GError **error);

gboolean tsu_sql_is_null (TsuSqlStatement *statement, int column);
gint64 tsu_sql_int (TsuSqlStatement *statement, int column);
const char *tsu_sql_text (TsuSqlStatement *statement, int column);
const guint8 *tsu_sql_blob (TsuSqlStatement *statement, int column, gsize *length);

gboolean tsu_sql_exec (TsuSql *self, const char *script, GError **error);
gboolean tsu_sql_begin (TsuSql *self, GError **error);
gboolean tsu_sql_begin_read (TsuSql *self, GError **error);
gboolean tsu_sql_commit (TsuSql *self, GError **error);
void tsu_sql_rollback (TsuSql *self);

gboolean tsu_sql_notify (TsuSql *self, GError **error);
int tsu_sql_listen (TsuSql *self, GError **error);
gboolean tsu_sql_hear (TsuSql *self);

gboolean tsu_sql_backup (TsuSql *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSql, tsu_sql_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSqlStatement, tsu_sql_release)

G_END_DECLS
