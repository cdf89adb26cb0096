/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first step of a batch: reading all that its pushes name. Nothing is asked twice, and nothing
 * is waited for before everything has been asked.
 */

#include "config.h"

#include "tsu-batch.h"

#include "tsu-plant.h"

#include <string.h>

#define KNOWN_COLUMNS "seq, record, op, fields, z, dead, live, uid"
#define KNOWN_UID 7

static void
known_free (TsuKnown *known)
{
  g_clear_pointer (&known->edits, g_ptr_array_unref);
  g_strfreev (known->seen);
  g_free (known->z);
  g_free (known->dead);
  g_free (known);
}

static void
record_free (TsuBatchRecord *record)
{
  g_clear_pointer (&record->sharing, g_ptr_array_unref);
  g_free (record->type);
  g_free (record->draft_type);
  g_free (record);
}

static void
stored_free (TsuStored *stored)
{
  g_free (stored->reason);
  g_free (stored);
}

static void
line_free (TsuLine *line)
{
  g_hash_table_unref (line->stored);
  g_hash_table_unref (line->taken);
  g_free (line->device);
  g_free (line);
}

static void
txn_free (TsuBatchTxn *txn)
{
  for (guint i = 0; i < txn->n_items; i++) {
    g_clear_pointer (&txn->items[i].edits, g_ptr_array_unref);
    g_strfreev (txn->items[i].seen);
  }
  g_free (txn->items);
  g_free (txn->former_reason);
  g_free (txn);
}

void
tsu_batch_init (TsuBatch *self, TsuDepot *depot, gint64 now)
{
  self->depot = depot;
  self->sql = depot->sql;
  self->now = now;
  self->draft = 0;
  self->known =
    g_hash_table_new_full (tsu_key_hash, tsu_key_equal, NULL, (GDestroyNotify) known_free);
  self->records =
    g_hash_table_new_full (tsu_key_hash, tsu_key_equal, NULL, (GDestroyNotify) record_free);
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) line_free);
  self->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ahead =
    g_hash_table_new_full (tsu_key_hash, tsu_key_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->arrived = g_ptr_array_new ();
  self->shares = g_array_new (FALSE, FALSE, sizeof (TsuShare));
  self->txns = g_ptr_array_new_with_free_func ((GDestroyNotify) txn_free);
}

void
tsu_batch_clear (TsuBatch *self)
{
  g_clear_pointer (&self->txns, g_ptr_array_unref);
  g_clear_pointer (&self->shares, g_array_unref);
  g_clear_pointer (&self->arrived, g_ptr_array_unref);
  g_clear_pointer (&self->ahead, g_hash_table_unref);
  g_clear_pointer (&self->authors, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
}

TsuKnown *
tsu_batch_get_known (TsuBatch *self, const TsuKey *uid)
{
  TsuKnown *known = g_hash_table_lookup (self->known, uid);

  if (known != NULL)
    return known;
  known = g_new0 (TsuKnown, 1);
  known->uid = *uid;
  g_hash_table_insert (self->known, &known->uid, known);
  return known;
}

/* (nullable): one that was asked for, here or not. */
TsuKnown *
tsu_batch_find_known (TsuBatch *self, const char *id)
{
  TsuKey uid;

  return tsu_key_parse (id, &uid) ? g_hash_table_lookup (self->known, &uid) : NULL;
}

static GPtrArray *
decode_fields (TsuOp op, const char *fields, const char *seen)
{
  const TsuChange change = { .op = op, .fields = (char *) fields, .seen = (char *) seen };

  return tsu_change_decode (&change, NULL);
}

/* A row of KNOWN_COLUMNS. */
void
tsu_batch_read_known (TsuSqlStatement *row, gpointer data)
{
  TsuKnown *known = data;

  if (known->seq != 0)
    return;
  known->seq = tsu_sql_int (row, 0);
  known->record = tsu_sql_int (row, 1);
  known->op = (TsuOp) tsu_sql_int (row, 2);
  known->edits = decode_fields (known->op, tsu_sql_text (row, 3), "[]");
  known->z = g_strdup (tsu_sql_text (row, 4));
  known->dead = g_strdup (tsu_sql_text (row, 5));
  known->live = tsu_sql_int (row, 6) != 0;
}

static void
name_seen (TsuBatch *self, char **seen)
{
  TsuKey uid;

  /* What is no id names no change. */
  for (char **id = seen; id != NULL && *id != NULL; id++)
    if (tsu_key_parse (*id, &uid))
      tsu_batch_get_known (self, &uid);
}

static void
read_known (TsuSqlStatement *row, gpointer data)
{
  TsuBatch *self = data;
  TsuKey uid;

  tsu_key_read (row, KNOWN_UID, &uid);
  tsu_batch_read_known (row, g_hash_table_lookup (self->known, &uid));
}

static void
read_record (TsuSqlStatement *row, gpointer data)
{
  TsuBatch *self = data;
  TsuKey uid;
  TsuBatchRecord *record;

  tsu_key_read (row, 5, &uid);
  record = g_hash_table_lookup (self->records, &uid);
  record->id = tsu_sql_int (row, 0);
  record->type = g_strdup (tsu_sql_text (row, 1));
  record->ward = (int) tsu_sql_int (row, 2);
  record->kind = (int) tsu_sql_int (row, 3);
  record->shared = tsu_sql_int (row, 4) != 0;
}

static TsuBatchRecord *
get_record (TsuBatch *self, const TsuKey *uid)
{
  TsuBatchRecord *record = g_hash_table_lookup (self->records, uid);

  if (record != NULL)
    return record;
  record = g_new0 (TsuBatchRecord, 1);
  record->uid = *uid;
  g_hash_table_insert (self->records, &record->uid, record);
  return record;
}

static void
name_item (TsuBatch *self, TsuItem *item, TsuChange *change)
{
  const guint64 latest = (guint64) (self->now + TSU_DEPOT_SKEW_MS) << 16;
  TsuKey uid, record;

  item->change = change;
  item->ohlc = (gint64) (TSU_PLANT (clock_unclamped) ? change->hlc : MIN (change->hlc, latest));
  item->edits = tsu_change_decode (change, NULL);
  if (change->op != TSU_OP_SET)
    item->seen = tsu_change_decode_seen (change, NULL);
  item->good = item->edits != NULL && (change->op == TSU_OP_SET || item->seen != NULL) &&
               tsu_key_parse (change->id, &uid) && tsu_key_parse (change->record, &record);
  if (!item->good)
    return;
  item->known = tsu_batch_get_known (self, &uid);
  item->record = get_record (self, &record);
  for (guint i = 0; i < item->edits->len; i++)
    name_seen (self, ((TsuFieldEdit *) item->edits->pdata[i])->seen);
  name_seen (self, item->seen);
}

static void
name_txn (TsuBatch *self, TsuPush *push, TsuTxn *txn)
{
  TsuBatchTxn *own = g_new0 (TsuBatchTxn, 1);
  g_autofree char *digest = tsu_txn_digest (txn);

  own->txn = txn;
  own->push = push;
  own->n_items = txn->changes->len;
  own->items = g_new0 (TsuItem, own->n_items);
  tsu_key_parse (txn->id, &own->uid);
  tsu_key_parse (digest, &own->hash);
  g_ptr_array_add (self->txns, own);
  for (guint i = 0; i < own->n_items; i++)
    name_item (self, &own->items[i], g_ptr_array_index (txn->changes, i));
}

/* (element-type TsuKey) */
static GByteArray *
list_keys (GHashTable *table)
{
  GByteArray *keys = g_byte_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_byte_array_append (keys, ((const TsuKey *) key)->bytes, TSU_KEY_SIZE);
  return keys;
}

/* Reads all that was named. */
static gboolean
load_named (TsuBatch *self, GError **error)
{
  g_autoptr (GByteArray) known = list_keys (self->known);
  g_autoptr (GByteArray) records = list_keys (self->records);

  return tsu_sql_find (self->sql, "SELECT " KNOWN_COLUMNS " FROM change WHERE uid = $1", known,
                       read_known, self, error) &&
         tsu_sql_find (self->sql,
                       "SELECT id, type, ward, kind, shared, uid FROM record WHERE uid = $1",
                       records, read_record, self, error);
}

/**
 * tsu_batch_get_line:
 *
 * Returns: (transfer none): the device's row of transactions, new where there was none
 */
TsuLine *
tsu_batch_get_line (TsuBatch *self, const char *device, gint64 incarnation, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s\n%" G_GINT64_FORMAT, device, incarnation);
  TsuLine *line = g_hash_table_lookup (self->lines, name);
  g_autoptr (TsuSqlStatement) statement = NULL;
  gboolean row;

  if (line != NULL)
    return line;
  statement =
    tsu_sql_prepare (self->sql, "SELECT id, dseq FROM line WHERE device = $1 AND incarnation = $2",
                     error);
  if (statement == NULL)
    return NULL;
  tsu_sql_bind_text (statement, 1, device);
  tsu_sql_bind_int (statement, 2, incarnation);
  if (!tsu_sql_step (statement, &row, error))
    return NULL;
  line = g_new0 (TsuLine, 1);
  line->device = g_strdup (device);
  line->incarnation = incarnation;
  line->is_new = !row;
  line->id = row ? tsu_sql_int (statement, 0) : ++self->clock.line;
  line->dseq = row ? tsu_sql_int (statement, 1) : 0;
  line->taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  line->stored =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) stored_free);
  g_hash_table_insert (self->lines, g_steal_pointer (&name), line);
  return line;
}

static gboolean
has_ahead (TsuBatch *self, gboolean *has, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "SELECT seq FROM ahead LIMIT 1", error);

  return statement != NULL && tsu_sql_step (statement, has, error);
}

typedef struct {
  TsuBatch *batch;
  TsuKnown *late;
} Ahead;

static void
read_ahead (TsuSqlStatement *row, gpointer data)
{
  const Ahead *ahead = data;
  TsuKey uid;
  TsuKnown *known;
  GPtrArray *list = g_hash_table_lookup (ahead->batch->ahead, &ahead->late->uid);
  const TsuChange change = { .op = (TsuOp) tsu_sql_int (row, 2),
                             .fields = (char *) tsu_sql_text (row, 3),
                             .seen = (char *) tsu_sql_text (row, 8) };

  tsu_key_read (row, 7, &uid);
  known = tsu_batch_get_known (ahead->batch, &uid);
  tsu_batch_read_known (row, known);
  if (change.op != TSU_OP_SET && known->seen == NULL)
    known->seen = tsu_change_decode_seen (&change, NULL);
  /* This time what it has seen is wanted. */
  g_clear_pointer (&known->edits, g_ptr_array_unref);
  known->edits = tsu_change_decode (&change, NULL);
  if (list == NULL) {
    list = g_ptr_array_new ();
    g_hash_table_insert (ahead->batch->ahead, tsu_key_copy (&ahead->late->uid), list);
  }
  g_ptr_array_add (list, known);
}

/* Those that others have seen before they came here; hardly ever any. */
static gboolean
load_ahead (TsuBatch *self, GError **error)
{
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (Ahead));
  gboolean has;

  if (!has_ahead (self, &has, error))
    return FALSE;
  for (guint i = 0; has && i < self->txns->len; i++) {
    const TsuBatchTxn *txn = g_ptr_array_index (self->txns, i);

    for (guint j = 0; j < txn->n_items; j++) {
      const Ahead ahead = { self, txn->items[j].known };

      if (ahead.late != NULL && ahead.late->seq == 0)
        g_array_append_val (late, ahead);
    }
  }
  for (guint i = 0; i < late->len; i++) {
    Ahead *ahead = &g_array_index (late, Ahead, i);
    TsuSqlStatement *statement =
      tsu_sql_prepare (self->sql,
                       "SELECT c.seq, c.record, c.op, c.fields, c.z, c.dead, c.live, c.uid, c.seen"
                       " FROM ahead a JOIN change c ON c.seq = a.seq WHERE a.uid = $1 ORDER BY "
                       "c.seq",
                       error);

    if (statement == NULL)
      return FALSE;
    tsu_sql_bind_blob (statement, 1, ahead->late->uid.bytes, TSU_KEY_SIZE);
    if (!tsu_sql_queue (statement, read_ahead, ahead, error))
      return FALSE;
  }
  return tsu_sql_flush (self->sql, error);
}

/**
 * tsu_batch_load:
 *
 * Locks the clock and reads all that the pushes name.
 */
gboolean
tsu_batch_load (TsuBatch *self, TsuPush **pushes, gsize n_pushes, GError **error)
{
  if (!tsu_clock_read (self->sql, TRUE, &self->clock, error))
    return FALSE;
  for (gsize i = 0; i < n_pushes; i++) {
    GPtrArray *txns = pushes[i]->txns;

    for (guint j = 0; j < txns->len; j++)
      name_txn (self, pushes[i], g_ptr_array_index (txns, j));
  }
  return load_named (self, error) && load_ahead (self, error);
}
