/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second step of a batch: judging. First the order of a push's transactions, which decides
 * whether it is taken at all; then each transaction by itself: known already, kept but not applied,
 * or taken. Nothing here waits for the database but the look at a transaction that was sent before.
 */

#include "config.h"

#include "tsu-batch.h"

#include "tsu-plant.h"

#include <string.h>

/* Incarnation under which relayed transactions are kept. */
#define RELAYED (-1)

static guint
count_known (const TsuBatchTxn *txn, gint64 *last)
{
  guint n = 0;

  *last = 0;
  for (guint i = 0; i < txn->n_items; i++) {
    const TsuKnown *known = txn->items[i].known;

    if (known == NULL || known->seq == 0)
      continue;
    n++;
    *last = MAX (*last, known->seq);
  }
  return n;
}

/* What was stored under so many places of a device's row. */
static gboolean
load_stored (TsuBatch *self, TsuLine *line, gint64 from, guint n, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT t.dseq, t.seq, t.hash, h.reason FROM txn t LEFT JOIN held h"
                     " ON h.seq = t.seq WHERE t.line = $1 AND t.dseq BETWEEN $2 AND $3",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  line->stored_from = from;
  line->stored_until = from + (gint64) n - 1;
  g_hash_table_remove_all (line->stored);
  tsu_sql_bind_int (statement, 1, line->id);
  tsu_sql_bind_int (statement, 2, line->stored_from);
  tsu_sql_bind_int (statement, 3, line->stored_until);
  while (row) {
    TsuStored *stored;

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    stored = g_new0 (TsuStored, 1);
    stored->dseq = tsu_sql_int (statement, 0);
    stored->seq = tsu_sql_int (statement, 1);
    tsu_key_read (statement, 2, &stored->hash);
    stored->reason = g_strdup (tsu_sql_text (statement, 3));
    g_hash_table_insert (line->stored, &stored->dseq, stored);
  }
  return TRUE;
}

/* Whoever sends again sends many, one after the other: they are asked for together. */
static gboolean
find_stored (TsuBatch *self, TsuBatchTxn *txn, GError **error)
{
  TsuLine *line = txn->line;
  const gint64 dseq = txn->txn->dseq;
  const TsuStored *stored;

  if ((dseq < line->stored_from || dseq > line->stored_until) &&
      !load_stored (self, line, dseq, txn->push->txns->len, error))
    return FALSE;
  stored = g_hash_table_lookup (line->stored, &dseq);
  if (stored == NULL || !tsu_key_equal (&stored->hash, &txn->hash))
    return TRUE;
  txn->place = TSU_PLACE_SENT;
  txn->former_seq = stored->seq;
  txn->former_reason = g_strdup (stored->reason);
  return TRUE;
}

/* A place that was used up before. */
static gboolean
look_back (TsuBatch *self, TsuBatchTxn *txn, GError **error)
{
  const TsuBatchTxn *taken = g_hash_table_lookup (txn->line->taken, &txn->txn->dseq);
  gint64 last;

  txn->place = TSU_PLACE_FORK;
  if (taken == NULL) {
    if (!find_stored (self, txn, error))
      return FALSE;
  } else if (tsu_key_equal (&taken->hash, &txn->hash)) {
    txn->place = TSU_PLACE_SENT;
    txn->former_seq = taken->seq;
    txn->former_reason = g_strdup (taken->reason);
  }
  if (txn->place == TSU_PLACE_FORK && count_known (txn, &last) == txn->n_items) {
    txn->place = TSU_PLACE_KNOWN;
    txn->former_seq = last;
  }
  return TRUE;
}

static void
refuse (TsuPush *push, TsuRefusalCode code, gint64 expected)
{
  push->refusal.code = code;
  push->refusal.expected = expected;
}

/* Whether the push follows on what the device sent before. Draws no numbers. */
static gboolean
check_order (TsuBatch *self, TsuPush *push, guint first, GError **error)
{
  TsuLine *line = tsu_batch_get_line (self, push->hello->device, push->hello->incarnation, error);
  gint64 last = 0;
  gint64 next;

  if (line == NULL)
    return FALSE;
  next = line->dseq + 1;
  for (guint i = 0; i < push->txns->len && push->refusal.code == TSU_REFUSAL_NONE; i++) {
    TsuBatchTxn *txn = g_ptr_array_index (self->txns, first + i);

    if (txn->n_items == 0) {
      refuse (push, TSU_REFUSAL_BAD_FRAME, 0);
      break;
    }
    txn->line = line;
    if (txn->txn->relay) {
      txn->line = tsu_batch_get_line (self, txn->txn->device, RELAYED, error);
      if (txn->line == NULL)
        return FALSE;
      continue;
    }
    if (txn->txn->dseq <= last)
      refuse (push, TSU_REFUSAL_BAD_FRAME, 0);
    else if (txn->txn->dseq > next)
      refuse (push, TSU_REFUSAL_DSEQ_GAP, next);
    else if (txn->txn->dseq >= next)
      next = txn->txn->dseq + 1;
    else if (!look_back (self, txn, error))
      return FALSE;
    else if (txn->place == TSU_PLACE_FORK && !TSU_PLANT (fork_unnoticed))
      refuse (push, TSU_REFUSAL_DEVICE_FORK, 0);
    last = txn->txn->dseq;
  }
  return TRUE;
}

/* The record as it would be after the transaction's earlier changes. */
static TsuBatchRecord *
draft_record (TsuBatch *self, TsuPush *push, const TsuItem *item)
{
  TsuBatchRecord *record = item->record;
  int ward = item->change->ward != TSU_WARD_UNKNOWN ? item->change->ward : push->hello->ward;

  if (record->draft == self->draft)
    return record;
  record->draft = self->draft;
  g_free (record->draft_type);
  record->draft_type = g_strdup (record->id != 0 ? record->type : item->change->type);
  record->draft_ward = record->id != 0 ? record->ward : ward;
  record->draft_kind = record->kind;
  return record;
}

static void
draft_kind (TsuBatchRecord *record, const GPtrArray *edits)
{
  for (guint i = 0; i < edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (edits, i);

    if (!g_str_equal (edit->field, "kind") || edit->value == NULL ||
        tsu_value_get_kind (edit->value) != TSU_VALUE_TEXT || record->draft_kind == TSU_KIND_PERSON)
      continue;
    record->draft_kind =
      g_str_equal (tsu_value_get_text (edit->value), "person") ? TSU_KIND_PERSON : TSU_KIND_OTHER;
  }
}

/* Whether a field that this program knows is edited as its kind is. Others pass. */
static gboolean
has_shape (const TsuType *type, const TsuFieldEdit *edit)
{
  const TsuField *field = type ? tsu_type_find_field (type, edit->field) : NULL;

  return field == NULL || tsu_field_is_set (field) == edit->is_set;
}

static const char *
find_fault_in_edits (const TsuItem *item, int level)
{
  const TsuType *type = tsu_schema_find_type (item->change->type);
  const char *kind = item->person ? NULL : "";

  for (guint i = 0; i < item->edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (item->edits, i);

    if (!has_shape (type, edit))
      return TSU_HELD_INVALID;
    if (tsu_policy_field_level (item->change->type, edit->field, kind) > level)
      return TSU_HELD_WRITE;
  }
  return NULL;
}

static const char *
find_fault_in_item (TsuBatch *self, const TsuBatchTxn *txn, TsuItem *item)
{
  const TsuPrincipal *who = txn->push->who;
  TsuBatchRecord *record;
  int level;

  if (!item->good || item->change->cut)
    return TSU_HELD_INVALID;
  if (!txn->txn->relay && !g_str_equal (item->change->device, txn->push->hello->device))
    return TSU_HELD_INVALID;
  record = draft_record (self, txn->push, item);
  if (!g_str_equal (record->draft_type, item->change->type))
    return TSU_HELD_INVALID;
  draft_kind (record, item->edits);
  item->person = record->draft_kind != TSU_KIND_OTHER;
  level = tsu_policy_write_level (who->grants, who->n_grants, record->draft_ward);
  return level < 0 ? TSU_HELD_WARD : find_fault_in_edits (item, level);
}

/* A change twice in one transaction. */
static gboolean
has_doubles (const TsuBatchTxn *txn)
{
  g_autoptr (GHashTable) ids = NULL;

  if (txn->n_items < 2)
    return FALSE;
  ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < txn->n_items; i++)
    if (!g_hash_table_add (ids, txn->items[i].change->id))
      return TRUE;
  return FALSE;
}

/* Of what was here before, nothing is asked. */
static const char *
find_fault (TsuBatch *self, const TsuBatchTxn *txn)
{
  if (has_doubles (txn))
    return TSU_HELD_INVALID;
  self->draft++;
  for (guint i = 0; i < txn->n_items; i++) {
    TsuItem *item = &txn->items[i];
    const char *reason = item->was_here ? NULL : find_fault_in_item (self, txn, item);

    if (reason != NULL)
      return reason;
  }
  return NULL;
}

static TsuReceipt *
add_receipt (TsuPush *push, const TsuBatchTxn *txn, TsuVerdict verdict, gint64 seq)
{
  TsuReceipt *receipt = g_new0 (TsuReceipt, 1);

  receipt->txn = g_strdup (txn->txn->id);
  receipt->dseq = txn->txn->relay ? 0 : txn->txn->dseq;
  receipt->verdict = verdict;
  receipt->seq = seq;
  g_ptr_array_add (push->receipts, receipt);
  return receipt;
}

static void
use_up (TsuBatchTxn *txn)
{
  if (!txn->txn->relay) {
    txn->line->dseq = txn->txn->dseq;
    g_hash_table_insert (txn->line->taken, &txn->txn->dseq, txn);
  }
  txn->line->dirty = TRUE;
}

/* Part of a transaction may have come before, relayed by a desk that was not allowed to see the
 * rest. */
static void
note_new (TsuBatchTxn *txn)
{
  for (guint i = 0; i < txn->n_items; i++) {
    const TsuKnown *known = txn->items[i].known;

    txn->items[i].was_here = known != NULL && known->seq != 0;
    txn->n_new += !txn->items[i].was_here;
  }
}

/* Draws the numbers; of a held one as well, so that it has its place in the chain. */
static gboolean
take (TsuBatch *self, TsuBatchTxn *txn, GError **error)
{
  TsuClock *clock = &self->clock;
  gint64 seq = clock->seq;

  txn->seq = clock->seq + MAX (txn->n_new, 1);
  for (guint i = 0; i < txn->n_items && txn->reason == NULL; i++) {
    if (txn->items[i].was_here)
      continue;
    txn->items[i].known->seq = ++seq;
    if (!tsu_batch_settle (self, &txn->items[i], error))
      return FALSE;
  }
  clock->seq = txn->seq;
  tsu_chain_add (&clock->chain, txn->seq, &txn->uid, &txn->hash);
  txn->chain = clock->chain;
  txn->write = TRUE;
  return TRUE;
}

static gboolean
judge_txn (TsuBatch *self, TsuPush *push, TsuBatchTxn *txn, GError **error)
{
  gint64 last = 0;
  guint n_known;

  if (txn->place != TSU_PLACE_NEW && txn->former_reason != NULL) {
    add_receipt (push, txn, TSU_VERDICT_HELD, txn->former_seq)->reason =
      g_strdup (txn->former_reason);
    return TRUE;
  }
  if (txn->place != TSU_PLACE_NEW) {
    add_receipt (push, txn, TSU_VERDICT_DUP, txn->former_seq);
    return TRUE;
  }
  n_known = count_known (txn, &last);
  use_up (txn);
  if (n_known == txn->n_items) {
    txn->seq = last;
    add_receipt (push, txn, TSU_VERDICT_DUP, last);
    return TRUE;
  }
  note_new (txn);
  txn->reason = find_fault (self, txn);
  if (!take (self, txn, error))
    return FALSE;
  if (txn->reason != NULL)
    add_receipt (push, txn, TSU_VERDICT_HELD, txn->seq)->reason = g_strdup (txn->reason);
  else
    add_receipt (push, txn, TSU_VERDICT_OK, txn->seq);
  return TRUE;
}

/**
 * tsu_batch_judge:
 * @first: place of the push's first transaction in the batch
 *
 * Fills in the receipts of a push, or why it is refused as a whole.
 */
gboolean
tsu_batch_judge (TsuBatch *self, TsuPush *push, guint first, GError **error)
{
  if (!tsu_refusal_check_epoch (&push->refusal, self->sql, &self->clock, push->hello->epoch, error))
    return FALSE;
  if (push->refusal.code == TSU_REFUSAL_NONE && push->who->device != NULL &&
      !g_str_equal (push->who->device, push->hello->device))
    refuse (push, TSU_REFUSAL_LOGIN, 0);
  if (push->refusal.code == TSU_REFUSAL_NONE && !check_order (self, push, first, error))
    return FALSE;
  if (push->refusal.code != TSU_REFUSAL_NONE)
    return TRUE;
  push->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_receipt_free);
  for (guint i = 0; i < push->txns->len; i++)
    if (!judge_txn (self, push, g_ptr_array_index (self->txns, first + i), error))
      return FALSE;
  return TRUE;
}
