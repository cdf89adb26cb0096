/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in for changes that were made elsewhere. They are kept as they came and folded like our
 * own; what is here already is known by its id and taken once. A page is one step: each record is
 * read and folded once, however many of its changes come.
 */

#include "config.h"

#include "tsu-merge.h"

#include "tsu-clock.h"
#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-json.h"
#include "tsu-ledger.h"
#include "tsu-outlook.h"
#include "tsu-plant.h"
#include "tsu-show.h"
#include "tsu-write.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TsuMerge {
  TsuLedger *ledger;
  GHashTable *targets; /* id of record → TsuTarget */
  GHashTable *let_in;  /* ids of records */
  GPtrArray *stale;    /* TsuTarget, in the order in which they became so */
  GArray *changed;
  TsuOutlook *outlook; /* NULL for none */
  guint n_taken;
  gint64 skip_until;
  guint64 hlc; /* the highest that came */
  gboolean open;
  gint64 txn; /* row of the transaction being taken; 0 before its first change */
  int n;
};

/**
 * tsu_merge_begin:
 * @ledger: a ledger that may be written
 * @error: what went wrong
 *
 * Returns: (transfer full): the step, holding the file's write lock
 */
TsuMerge *
tsu_merge_begin (TsuLedger *ledger, GError **error)
{
  g_autoptr (TsuMerge) self = g_new0 (TsuMerge, 1);

  self->ledger = ledger;
  self->targets =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) tsu_target_free);
  self->let_in = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stale = g_ptr_array_new ();
  self->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!tsu_ledger_require_write (ledger, error) || !tsu_db_begin (ledger->db, error))
    return NULL;
  self->open = TRUE;
  return g_steal_pointer (&self);
}

void
tsu_merge_free (TsuMerge *self)
{
  if (self == NULL)
    return;
  if (self->open)
    tsu_show_take_back (self->ledger);
  tsu_outlook_free (self->outlook);
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->let_in);
  g_ptr_array_unref (self->stale);
  g_array_unref (self->changed);
  g_free (self);
}

void
tsu_merge_skip_until (TsuMerge *self, gint64 seq)
{
  self->skip_until = seq;
}

void
tsu_merge_let_in (TsuMerge *self, const char *record)
{
  g_hash_table_add (self->let_in, g_strdup (record));
}

/**
 * tsu_merge_look_ahead:
 * @self: the step
 * @changes: (element-type TsuChange): all that will be taken, in this order
 *
 * Has another thread find out meanwhile what new records will show.
 */
void
tsu_merge_look_ahead (TsuMerge *self, GPtrArray *changes)
{
  self->outlook = tsu_outlook_new (changes);
}

static TsuTarget *
find_target (TsuMerge *self, const TsuChange *change, GError **error)
{
  TsuTarget *target = g_hash_table_lookup (self->targets, change->record);

  if (target == NULL) {
    target = tsu_target_find (self->ledger, change->record, error);
    if (target == NULL)
      return NULL;
    g_hash_table_insert (self->targets, target->id, target);
  }
  if (target->type_name == NULL) {
    target->type_name = g_strdup (change->type);
    target->type = tsu_schema_find_type (change->type);
  }
  if (g_strcmp0 (target->type_name, change->type) == 0)
    return target;
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("Two changes disagree about the type of the record “%s”."), change->record);
  return NULL;
}

/* A transaction may come in parts; then its row stands and gains what is new. Our own comes back,
 * for its place in the order. */
static gboolean
insert_txn (TsuMerge *self, const TsuTxn *txn, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db,
                    "INSERT INTO txn (uid, state, label, batch, time, seq) VALUES (?, ?, ?, ?, ?, "
                    "?)"
                    " ON CONFLICT (uid) DO UPDATE SET seq = max (seq, excluded.seq) RETURNING id",
                    error);
  g_autofree char *made = txn->id == NULL ? tsu_id_generate () : NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, made != NULL ? made : txn->id);
  sqlite3_bind_int (statement, 2, TSU_TXN_ACKED);
  tsu_bind_text (statement, 3, txn->label != NULL ? txn->label : "");
  tsu_bind_text (statement, 4, txn->batch);
  sqlite3_bind_int64 (statement, 5, txn->time > 0 ? txn->time : g_get_real_time () / 1000);
  sqlite3_bind_int64 (statement, 6, txn->seq);
  if (!tsu_db_step (self->ledger->db, statement, &row, error))
    return FALSE;
  self->txn = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
count_changes (TsuMerge *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "UPDATE txn SET n = n + ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, self->n);
  sqlite3_bind_int64 (statement, 2, self->txn);
  return tsu_db_run (self->ledger->db, statement, error);
}

/* What is shown of the record is no longer what its changes say. @foreseen: place in the outlook of
 * a change that is new, and so perhaps the only one */
static void
touch (TsuMerge *self, TsuTarget *target, guint foreseen)
{
  target->foreseen = target->is_stale ? TSU_UNFORESEEN : foreseen;
  if (target->is_stale)
    return;
  target->is_stale = TRUE;
  g_ptr_array_add (self->stale, target);
  g_array_append_val (self->changed, target->key);
}

/* What either copy says counts. */
static char *
join_z (const char *a, const char *b)
{
  g_autoptr (GString) all = NULL;

  if (a == NULL || b == NULL || g_str_equal (a, b))
    return g_strdup (a != NULL ? a : b);
  if (a[0] != '[' || b[0] != '[')
    return g_strdup (g_str_equal (a, "true") || g_str_equal (b, "true") ? "true"
                     : a[0] == '['                                      ? a
                                                                        : b);
  /* A name may then stand there twice, which does no harm. */
  all = g_string_new_len (a, (gssize) strlen (a) - 1);
  if (a[1] != ']' && b[1] != ']')
    g_string_append_c (all, ',');
  g_string_append (all, b + 1);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Levels nest, so that of two parts of one change the longer holds the shorter. */
static gboolean
tells_more (const TsuChange *change, const TsuChange *known)
{
  return known->cut && known->op == change->op && !TSU_PLANT (cut_stays) &&
         (!change->cut || strlen (change->fields) > strlen (known->fields));
}

/* The whole replaces what was cut, never the other way round. With it comes what the server knows
 * of all its fields; what was said of the part was of that only, and even "not in the snapshot" may
 * only have meant that nothing of it could be seen. */
static gboolean
take_again (TsuMerge *self, TsuTarget *target, int at, const TsuChange *change, GError **error)
{
  TsuChange *known = g_ptr_array_index (target->changes, (guint) at);
  gboolean whole = tells_more (change, known);
  /* Of what was let in again all changes come, with what the server knows of each; and what has
   * another number was taken anew by a server that had lost it. */
  gboolean anew = whole || g_hash_table_contains (self->let_in, change->record) ||
                  (change->seq > 0 && change->seq != known->seq);
  g_autofree char *z = anew ? g_strdup (change->z) : join_z (known->z, change->z);
  gboolean moved = change->seq > 0 && change->ohlc != known->ohlc;

  if (!whole && !moved && change->seq == known->seq && g_strcmp0 (z, known->z) == 0)
    return TRUE;
  if (change->seq > 0 && !TSU_PLANT (echo_ignored)) {
    known->seq = change->seq;
    known->ohlc = change->ohlc;
  }
  if (whole || moved || g_strcmp0 (z, known->z) != 0)
    touch (self, target, TSU_UNFORESEEN);
  if (whole) {
    g_free (known->fields);
    g_free (known->seen);
    known->fields = g_strdup (change->fields);
    known->seen = g_strdup (change->seen);
    known->cut = change->cut;
  }
  g_free (known->z);
  known->z = g_steal_pointer (&z);
  return tsu_change_table_update (self->ledger, target, (guint) at, error);
}

static gboolean
insert_change (
  TsuMerge *self, TsuTarget *target, const TsuTxn *txn, const TsuChange *change, GError **error)
{
  if (self->txn == 0 && !insert_txn (self, txn, error))
    return FALSE;
  if (!tsu_change_table_insert (self->ledger, target, tsu_change_copy (change), self->txn, 0,
                                error))
    return FALSE;
  self->n++;
  touch (self, target, self->n_taken);
  return TRUE;
}

static gboolean
is_skipped (const TsuMerge *self, const TsuChange *change)
{
  return change->seq > 0 && change->seq <= self->skip_until + TSU_PLANT (skipped_too_far) &&
         (TSU_PLANT (let_in_ignored) || !g_hash_table_contains (self->let_in, change->record));
}

static gboolean
take_ward (TsuMerge *self, TsuTarget *target, const TsuChange *change, GError **error)
{
  int ward = change->ward != TSU_WARD_UNKNOWN ? change->ward : target->ward;

  if (ward == target->ward && !target->sealed)
    return TRUE;
  /* What is left of a sealed record has no row yet. */
  if (target->sealed)
    target->is_new = TRUE;
  if (target->sealed && target->key != 0)
    touch (self, target, TSU_UNFORESEEN);
  return tsu_target_set_ward (self->ledger, target, ward, FALSE, error);
}

static gboolean
take_change (
  TsuMerge *self, const TsuTxn *txn, const TsuChange *change, GArray *keys, GError **error)
{
  TsuTarget *target = find_target (self, change, error);
  int at;

  if (target == NULL)
    return FALSE;
  at = tsu_target_find_change (target, change->id);
  if (at < 0 && is_skipped (self, change))
    return TRUE;
  self->hlc = MAX (self->hlc, change->ohlc);
  if (!take_ward (self, target, change, error))
    return FALSE;
  if (at >= 0 ? !take_again (self, target, at, change, error)
              : !insert_change (self, target, txn, change, error))
    return FALSE;
  if (at < 0)
    at = (int) target->origins->len - 1;
  if (keys != NULL)
    g_array_append_val (keys, g_array_index (target->origins, TsuOrigin, at).key);
  return TRUE;
}

/**
 * tsu_merge_take:
 * @self: the step
 * @txn: a transaction, or a part of one
 * @keys: (nullable) (element-type gint64): gains the rows of the changes
 * @error: TSU_ERROR_INVALID where a change cannot be read; then the step has to be given up
 *
 * Returns: whether its changes are taken
 */
gboolean
tsu_merge_take (TsuMerge *self, const TsuTxn *txn, GArray *keys, GError **error)
{
  self->txn = 0;
  self->n = 0;
  for (guint i = 0; i < txn->changes->len; i++, self->n_taken++)
    if (!take_change (self, txn, g_ptr_array_index (txn->changes, i), keys, error))
      return FALSE;
  return self->n == 0 || count_changes (self, error);
}

/* What was foreseen holds where nothing else is known of the record. */
static const TsuAhead *
find_ahead (TsuMerge *self, const TsuTarget *target)
{
  if (self->outlook == NULL || target->foreseen == TSU_UNFORESEEN || !target->is_new ||
      target->changes->len > 1)
    return NULL;
  return tsu_outlook_get (self->outlook, target->foreseen);
}

static gboolean
show (TsuMerge *self, TsuTarget *target, GError **error)
{
  const TsuAhead *ahead = find_ahead (self, target);

  return ahead != NULL ? tsu_show_new (self->ledger, target, ahead, error)
                       : tsu_show_target (self->ledger, target, error);
}

static gboolean
show_all (TsuMerge *self, GError **error)
{
  for (guint i = 0; i < self->stale->len && !TSU_PLANT (merged_unshown); i++)
    if (!show (self, g_ptr_array_index (self->stale, i), error))
      return FALSE;
  return tsu_show_finish (self->ledger, error);
}

/* What is made next is seen to be later than what was read. */
static gboolean
observe_clock (TsuMerge *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "UPDATE clock SET hlc = max (hlc, ?) WHERE id = 1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) self->hlc);
  return tsu_db_run (self->ledger->db, statement, error);
}

/**
 * tsu_merge_end:
 * @self: the step
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: what went wrong; then nothing of the step is left
 *
 * Returns: whether all of it is shown and saved
 */
gboolean
tsu_merge_end (TsuMerge *self, GArray **changed, GError **error)
{
  if (!show_all (self, error) || (self->hlc > 0 && !observe_clock (self, error)))
    return FALSE;
  self->open = FALSE;
  if (!tsu_db_commit (self->ledger->db, error)) {
    g_hash_table_remove_all (self->ledger->authors);
    return FALSE;
  }
  tsu_ledger_note_changed (self->ledger, self->changed);
  if (changed != NULL)
    *changed = g_array_ref (self->changed);
  return TRUE;
}

/**
 * tsu_ledger_merge:
 * @self: a ledger that may be written
 * @changes: (element-type TsuChange): changes that belong together, from elsewhere
 * @txn: (nullable): id of their transaction
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: TSU_ERROR_INVALID where a change cannot be read; then none was taken
 *
 * Takes changes in any order and any number of times; what is shown afterwards depends only on
 * which changes there are.
 *
 * Returns: whether all are here now
 */
gboolean
tsu_ledger_merge (
  TsuLedger *self, GPtrArray *changes, const char *txn, GArray **changed, GError **error)
{
  TsuTxn one = { .id = (char *) txn, .changes = changes };
  g_autoptr (TsuMerge) merge = tsu_merge_begin (self, error);

  return merge != NULL && tsu_merge_take (merge, &one, NULL, error) &&
         tsu_merge_end (merge, changed, error);
}
