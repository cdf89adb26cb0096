/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The third step of a batch: writing what was taken. Everything is queued.
 */

#include "config.h"

#include "tsu-batch.h"

static char *
name_author (const TsuChange *change)
{
  return g_strconcat (change->device, "\n", change->user, NULL);
}

static gboolean
find_author (TsuBatch *self, const TsuChange *change, gint64 *id, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "SELECT id FROM author WHERE device = $1 AND name = $2", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, change->device);
  tsu_sql_bind_text (statement, 2, change->user);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  *id = row ? tsu_sql_int (statement, 0) : 0;
  return TRUE;
}

static gboolean
insert_author (TsuBatch *self, const TsuChange *change, gint64 *id, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "INSERT INTO author (id, device, name) VALUES ($1, $2, $3)", error);

  if (statement == NULL)
    return FALSE;
  *id = ++self->clock.author;
  tsu_sql_bind_int (statement, 1, *id);
  tsu_sql_bind_text (statement, 2, change->device);
  tsu_sql_bind_text (statement, 3, change->user);
  return tsu_sql_run (statement, error);
}

/* Before anything is queued. */
static gboolean
intern_authors (TsuBatch *self, const TsuBatchTxn *txn, GError **error)
{
  for (guint i = 0; i < txn->n_items; i++) {
    const TsuChange *change = txn->items[i].change;
    g_autofree char *name = name_author (change);
    gint64 id;

    if (g_hash_table_contains (self->authors, name))
      continue;
    if (!find_author (self, change, &id, error) ||
        (id == 0 && !insert_author (self, change, &id, error)))
      return FALSE;
    g_hash_table_insert (self->authors, g_steal_pointer (&name), g_memdup2 (&id, sizeof id));
  }
  return TRUE;
}

static gboolean
write_record (TsuBatch *self, const TsuBatchRecord *record, GError **error)
{
  TsuSqlStatement *statement =
    tsu_sql_prepare (self->sql,
                     record->is_new ? "INSERT INTO record (id, kind, shared, uid, type, ward)"
                                      " VALUES ($1, $2, $3, $4, $5, $6)"
                                    : "UPDATE record SET kind = $2, shared = $3 WHERE id = $1",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, record->id);
  tsu_sql_bind_int (statement, 2, record->kind);
  tsu_sql_bind_int (statement, 3, record->shared);
  if (record->is_new) {
    tsu_sql_bind_blob (statement, 4, record->uid.bytes, TSU_KEY_SIZE);
    tsu_sql_bind_text (statement, 5, record->type);
    tsu_sql_bind_int (statement, 6, record->ward);
  }
  return tsu_sql_queue (statement, NULL, NULL, error);
}

static gboolean
write_records (TsuBatch *self, GError **error)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record)) {
    const TsuBatchRecord *own = record;

    if ((own->is_new || (own->dirty && own->id != 0)) && !write_record (self, own, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_change (TsuBatch *self, const TsuItem *item, GError **error)
{
  const TsuChange *change = item->change;
  const TsuKnown *known = item->known;
  g_autofree char *author = name_author (change);
  TsuSqlStatement *statement = tsu_sql_prepare (
    self->sql,
    "INSERT INTO change (seq, uid, record, ward, op, hlc, ohlc, author, schema, person, live,"
    " fields, seen, z, dead) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
    " $15)",
    error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, known->seq);
  tsu_sql_bind_blob (statement, 2, known->uid.bytes, TSU_KEY_SIZE);
  tsu_sql_bind_int (statement, 3, known->record);
  tsu_sql_bind_int (statement, 4, item->record->ward);
  tsu_sql_bind_int (statement, 5, change->op);
  tsu_sql_bind_int (statement, 6, (gint64) change->hlc);
  tsu_sql_bind_int (statement, 7, item->ohlc);
  tsu_sql_bind_int (statement, 8, *(gint64 *) g_hash_table_lookup (self->authors, author));
  tsu_sql_bind_int (statement, 9, change->schema);
  tsu_sql_bind_int (statement, 10, item->person);
  tsu_sql_bind_int (statement, 11, known->live);
  tsu_sql_bind_text (statement, 12, change->op == TSU_OP_SET ? change->fields : NULL);
  tsu_sql_bind_text (statement, 13, change->seen);
  tsu_sql_bind_text (statement, 14, known->z);
  tsu_sql_bind_text (statement, 15, known->dead);
  return tsu_sql_queue (statement, NULL, NULL, error);
}

static gboolean
write_held (TsuBatch *self, const TsuBatchTxn *txn, GError **error)
{
  const TsuBatchRecord *record = txn->items[0].record;
  int ward;
  g_autoptr (GString) body = g_string_new (NULL);
  TsuSqlStatement *statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO held (seq, account, name, device, ward, time, reason, body)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                     error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < txn->n_items; i++) {
    TsuChange *change = txn->items[i].change;

    /* Whoever looks at it later does not know the push any more. */
    if (change->ward == TSU_WARD_UNKNOWN)
      change->ward = txn->push->hello->ward;
    tsu_change_append_json (change, body);
    g_string_append_c (body, '\n');
  }
  ward = record != NULL && record->id != 0 ? record->ward : txn->items[0].change->ward;
  tsu_sql_bind_int (statement, 1, txn->seq);
  tsu_sql_bind_int (statement, 2, txn->push->who->account);
  tsu_sql_bind_text (statement, 3, txn->push->who->user ? txn->push->who->user : "");
  tsu_sql_bind_text (statement, 4, txn->push->hello->device);
  tsu_sql_bind_int (statement, 5, ward);
  tsu_sql_bind_int (statement, 6, self->now);
  tsu_sql_bind_text (statement, 7, txn->reason);
  tsu_sql_bind_text (statement, 8, body->str);
  return tsu_sql_queue (statement, NULL, NULL, error);
}

/* The column held. */
static int
get_state (const TsuBatchTxn *txn)
{
  if (txn->reason != NULL)
    return 1;
  return txn->n_new < txn->n_items ? 2 : 0;
}

static gboolean
write_txn (TsuBatch *self, const TsuBatchTxn *txn, GError **error)
{
  TsuSqlStatement *statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO txn (seq, uid, n, line, dseq, account, hash, chain, held, time, "
                     "label, batch)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, txn->seq);
  tsu_sql_bind_blob (statement, 2, txn->uid.bytes, TSU_KEY_SIZE);
  tsu_sql_bind_int (statement, 3, MAX (txn->n_new, 1));
  tsu_sql_bind_int (statement, 4, txn->line->id);
  tsu_sql_bind_int (statement, 5, txn->txn->dseq);
  tsu_sql_bind_int (statement, 6, txn->push->who->account);
  tsu_sql_bind_blob (statement, 7, txn->hash.bytes, TSU_KEY_SIZE);
  tsu_sql_bind_blob (statement, 8, txn->chain.bytes, TSU_KEY_SIZE);
  tsu_sql_bind_int (statement, 9, get_state (txn));
  tsu_sql_bind_int (statement, 10, txn->txn->time);
  tsu_sql_bind_text (statement, 11, txn->txn->label ? txn->txn->label : "");
  tsu_sql_bind_text (statement, 12, txn->txn->batch);
  if (!tsu_sql_queue (statement, NULL, NULL, error))
    return FALSE;
  if (txn->reason != NULL)
    return write_held (self, txn, error);
  for (guint i = 0; i < txn->n_items; i++)
    if (!txn->items[i].was_here && !write_change (self, &txn->items[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_lines (TsuBatch *self, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const TsuLine *line = value;
    TsuSqlStatement *statement =
      tsu_sql_prepare (self->sql,
                       line->is_new ? "INSERT INTO line (id, dseq, device, incarnation)"
                                      " VALUES ($1, $2, $3, $4)"
                                    : "UPDATE line SET dseq = $2 WHERE id = $1",
                       error);

    if (statement == NULL)
      return FALSE;
    if (!line->dirty)
      continue;
    tsu_sql_bind_int (statement, 1, line->id);
    tsu_sql_bind_int (statement, 2, line->dseq);
    if (line->is_new) {
      tsu_sql_bind_text (statement, 3, line->device);
      tsu_sql_bind_int (statement, 4, line->incarnation);
    }
    if (!tsu_sql_queue (statement, NULL, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_marks (TsuBatch *self, const TsuKnown *known, GError **error)
{
  TsuSqlStatement *statement =
    tsu_sql_prepare (self->sql,
                     "UPDATE change SET dead = v.column2, live = v.column3 FROM (VALUES"
                     " (CAST ($1 AS BIGINT), CAST ($2 AS TEXT), CAST ($3 AS BIGINT))) v"
                     " WHERE seq = v.column1",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, known->seq);
  tsu_sql_bind_text (statement, 2, known->dead);
  tsu_sql_bind_int (statement, 3, known->live);
  return tsu_sql_queue (statement, NULL, NULL, error);
}

/* Those that were there before and lost a field. */
static gboolean
write_known (TsuBatch *self, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const TsuKnown *known = value;

    if (known->dirty && !known->is_new && known->seq != 0 && !write_marks (self, known, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_ahead (TsuBatch *self, const TsuKey *uid, GPtrArray *list, GError **error)
{
  TsuSqlStatement *statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO ahead (uid, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++) {
    const TsuKnown *by = g_ptr_array_index (list, i);

    if (!by->is_new)
      continue;
    tsu_sql_bind_blob (statement, 1, uid->bytes, TSU_KEY_SIZE);
    tsu_sql_bind_int (statement, 2, by->seq);
    if (!tsu_sql_queue (statement, NULL, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_aheads (TsuBatch *self, GError **error)
{
  GHashTableIter iter;
  gpointer uid, list;

  g_hash_table_iter_init (&iter, self->ahead);
  while (g_hash_table_iter_next (&iter, &uid, &list))
    if (tsu_batch_get_known (self, uid)->seq == 0 && !write_ahead (self, uid, list, error))
      return FALSE;
  for (guint i = 0; i < self->arrived->len; i++) {
    const TsuKnown *known = g_ptr_array_index (self->arrived, i);
    TsuSqlStatement *statement =
      tsu_sql_prepare (self->sql, "DELETE FROM ahead WHERE uid = $1", error);

    if (statement == NULL)
      return FALSE;
    tsu_sql_bind_blob (statement, 1, known->uid.bytes, TSU_KEY_SIZE);
    if (!tsu_sql_queue (statement, NULL, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_shares (TsuBatch *self, GError **error)
{
  TsuSqlStatement *statement =
    tsu_sql_prepare (self->sql, "INSERT INTO share (seq, record, shared) VALUES ($1, $2, $3)",
                     error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < self->shares->len; i++) {
    const TsuShare *share = &g_array_index (self->shares, TsuShare, i);

    tsu_sql_bind_int (statement, 1, share->seq);
    tsu_sql_bind_int (statement, 2, share->record);
    tsu_sql_bind_int (statement, 3, share->shared);
    if (!tsu_sql_queue (statement, NULL, NULL, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
tsu_batch_write (TsuBatch *self, GError **error)
{
  for (guint i = 0; i < self->txns->len; i++) {
    const TsuBatchTxn *txn = g_ptr_array_index (self->txns, i);

    if (txn->write && txn->reason == NULL && !intern_authors (self, txn, error))
      return FALSE;
  }
  for (guint i = 0; i < self->txns->len; i++) {
    const TsuBatchTxn *txn = g_ptr_array_index (self->txns, i);

    if (txn->write && !write_txn (self, txn, error))
      return FALSE;
  }
  return write_records (self, error) && write_lines (self, error) && write_known (self, error) &&
         write_aheads (self, error) && write_shares (self, error) &&
         tsu_clock_write (self->sql, &self->clock, error) && tsu_sql_flush (self->sql, error);
}
