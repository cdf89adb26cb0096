/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-sql.h"

G_BEGIN_DECLS

/* No statement of the server has more parameters. */
#define TSU_SQL_MAX_PARAMETERS 20

/**
 * TsuSqlBackend:
 * @open: connects; @vfs is for SQLite
 * @prepare: makes a statement of its text
 * @finalize: ends it; the connection may already be gone
 * @queue: may run it later, but before @flush has returned
 *
 * What a database has to offer. The meaning of each function is that of its namesake in tsu-sql.h.
 */
typedef struct {
  TsuSql *(*open) (const char *address, const char *vfs, GError **error);
  void (*close) (TsuSql *self);
  TsuSqlStatement *(*prepare) (TsuSql *self, const char *sql, GError **error);
  void (*finalize) (TsuSqlStatement *statement);
  void (*release) (TsuSqlStatement *statement);
  void (*bind_int) (TsuSqlStatement *statement, int parameter, gint64 value);
  void (*bind_text) (TsuSqlStatement *statement, int parameter, const char *text);
  void (*bind_blob) (TsuSqlStatement *statement, int parameter, const void *bytes, gsize length);
  gboolean (*step) (TsuSqlStatement *statement, gboolean *row, GError **error);
  gboolean (*queue) (TsuSqlStatement *statement, TsuSqlRowFunc func, gpointer data, GError **error);
  gboolean (*flush) (TsuSql *self, GError **error);
  gboolean (*find) (TsuSqlStatement *statement,
                    GByteArray *keys,
                    TsuSqlRowFunc func,
                    gpointer data,
                    GError **error);
  gboolean (*is_null) (TsuSqlStatement *statement, int column);
  gint64 (*get_int) (TsuSqlStatement *statement, int column);
  const char *(*get_text) (TsuSqlStatement *statement, int column);
  const guint8 *(*get_blob) (TsuSqlStatement *statement, int column, gsize *length);
  gboolean (*exec) (TsuSql *self, const char *script, GError **error);
  gboolean (*begin) (TsuSql *self, gboolean read_only, GError **error);
  gboolean (*commit) (TsuSql *self, GError **error);
  void (*rollback) (TsuSql *self);
  gboolean (*notify) (TsuSql *self, GError **error);
  int (*listen) (TsuSql *self, GError **error);
  gboolean (*hear) (TsuSql *self);
  gboolean (*backup) (TsuSql *self, const char *path, GError **error);
} TsuSqlBackend;

/* The heads of what a backend makes. */
struct _TsuSql {
  const TsuSqlBackend *backend;
  GHashTable *statements; /* SQL → TsuSqlStatement */
};

struct _TsuSqlStatement {
  TsuSql *sql;
};

extern const TsuSqlBackend tsu_sql_sqlite;
extern const TsuSqlBackend tsu_sql_postgres;

G_END_DECLS
