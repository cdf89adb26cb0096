/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot.h"
#include "tsu-sql.h"

G_BEGIN_DECLS

/* Bytes of an id, of a transaction's hash and of the chain. */
#define TSU_KEY_SIZE TSU_SQL_KEY_SIZE

/**
 * TsuKey:
 *
 * An id or a hash as the database holds it.
 */
typedef struct {
  guint8 bytes[TSU_KEY_SIZE];
} TsuKey;

/**
 * TsuClock:
 *
 * The row of the table clock.
 */
typedef struct {
  char epoch[TSU_DEPOT_EPOCH_SIZE];
  gint64 seq;
  TsuKey chain;
  gint64 record;
  gint64 author;
  gint64 line;
} TsuClock;

struct _TsuDepot {
  TsuSql *sql;
  const TsuGuardFunctions *guard; /* NULL for none */
  gpointer guard_data;
  char *guard_path;
  char *cache;       /* folder of snapshot files, or NULL */
  GHashTable *files; /* without a folder: name → GBytes */
};

/* Ids and hashes. */
gboolean tsu_key_parse (const char *hex, TsuKey *key);
char *tsu_key_to_id (const guint8 *bytes);
char *tsu_key_to_hex (const TsuKey *key);
void tsu_key_read (TsuSqlStatement *row, int column, TsuKey *key);
guint tsu_key_hash (gconstpointer key);
gboolean tsu_key_equal (gconstpointer a, gconstpointer b);
TsuKey *tsu_key_copy (const TsuKey *key);

/* The clock's row; with @lock held until the end of the transaction. */
gboolean tsu_clock_read (TsuSql *sql, gboolean lock, TsuClock *clock, GError **error);
gboolean tsu_clock_write (TsuSql *sql, const TsuClock *clock, GError **error);

/* Lives. */
gboolean tsu_life_set_up (TsuDepot *self, const TsuDepotOptions *options, GError **error);
gboolean tsu_life_guard (TsuDepot *self, const TsuClock *clock, GError **error);
gboolean tsu_life_find_common (
  TsuSql *sql, const TsuClock *clock, const char *epoch, gint64 *common, GError **error);
void tsu_chain_add (TsuKey *chain, gint64 seq, const TsuKey *txn, const TsuKey *hash);

/* Fills @refusal where @epoch is another life than the present one. */
gboolean tsu_refusal_check_epoch (
  TsuRefusal *refusal, TsuSql *sql, const TsuClock *clock, const char *epoch, GError **error);

/* One field list, "z" or "dead". NULL holds nothing, "true" everything. */
gboolean tsu_field_list_contains (const char *list, const char *field);
char *tsu_field_list_add (const char *list, const char *field);

/* Takes from a change what is above @level; @person: whether the stricter class of its fields
 * holds. FALSE where nothing is left. */
gboolean tsu_scope_cut (TsuChange *change, gboolean person, int level);
/* (element-type TsuScopeLine): what has to be said to a reader who was last told @old. */
GPtrArray *
tsu_scope_compare (TsuSql *sql, const char *old, const TsuPrincipal *who, GError **error);

/* The columns of a change and how they are read; @first is the column they begin at. */
#define TSU_CHANGE_COLUMNS                                                                         \
  "c.seq, c.uid, r.uid, r.type, c.op, c.hlc, c.ohlc, a.device, a.name, c.schema, c.fields,"        \
  " c.seen, c.ward, c.z, c.dead, c.person, r.shared"
#define TSU_CHANGE_TABLES                                                                          \
  " change c JOIN record r ON r.id = c.record JOIN author a ON a.id = c.author "

/**
 * TsuStoredChange:
 * @dead: (nullable): fields that are dominated by now
 * @shared: whether other wards may read its open fields
 */
typedef struct {
  TsuChange *change;
  char *dead;
  gboolean person;
  gboolean shared;
} TsuStoredChange;

void tsu_stored_change_read (TsuSqlStatement *row, TsuStoredChange *stored);
void tsu_stored_change_clear (TsuStoredChange *stored);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuStoredChange, tsu_stored_change_clear)

G_END_DECLS
