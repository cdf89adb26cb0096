/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-sql-private.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* Rows of values go out in statements of so many sizes. */
#define TSU_POSTGRES_N_FORMS 2

/**
 * TsuPostgres:
 * @queue: (element-type TsuPostgresQueued): sent and not yet answered
 * @gathering: (element-type TsuPostgresStatement): those that hold rows which were not sent yet
 * @session: counts connections: prepared statements die with theirs
 * @ear: epoll of the socket and @timer, while listening; -1
 * @timer: runs while the connection is lost
 */
typedef struct {
  TsuSql parent;
  PGconn *conn;
  GArray *queue;
  GPtrArray *gathering;
  guint session;
  guint n_statements;
  gboolean in_transaction;
  int ear;
  int timer;
} TsuPostgres;

/**
 * TsuPostgresStatement:
 * @session: in which it was last prepared; 0 never
 * @by_keys: (nullable): the same for many keys at once
 * @gathers: whether it has one row of values, of which many may go out together
 * @forms: in which session the statement of many rows was last prepared
 * @cells: the rows that are gathered, value after value, each with a NUL behind it
 * @places: (element-type TsuPostgresPlace): where each value lies
 * @result: while it is stepped over
 */
typedef struct {
  TsuSqlStatement parent;
  const char *sql;
  char name[16];
  guint session;
  char *by_keys;
  gboolean gathers;
  guint forms[TSU_POSTGRES_N_FORMS];
  GByteArray *cells;
  GArray *places;
  const char *values[TSU_SQL_MAX_PARAMETERS];
  int lengths[TSU_SQL_MAX_PARAMETERS];
  int formats[TSU_SQL_MAX_PARAMETERS];
  char digits[TSU_SQL_MAX_PARAMETERS][24];
  int n_parameters;
  PGresult *result;
  int row;
} TsuPostgresStatement;

gboolean tsu_postgres_fail (TsuPostgres *self, const PGresult *result, GError **error);
gboolean tsu_postgres_is_good (const PGresult *result);

void tsu_postgres_queue_init (TsuPostgres *self);
void tsu_postgres_queue_clear (TsuPostgres *self);
void tsu_postgres_queue_take (TsuPostgresStatement *statement);
void tsu_postgres_queue_drop (TsuPostgresStatement *statement);
void tsu_postgres_queue_forget (TsuPostgres *self);

gboolean
tsu_postgres_queue (TsuSqlStatement *self, TsuSqlRowFunc func, gpointer data, GError **error);
gboolean tsu_postgres_flush (TsuSql *self, GError **error);
GByteArray *tsu_postgres_word_keys (GByteArray *keys);

G_END_DECLS
