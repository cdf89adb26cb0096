/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A first sync, or a new one: the changes that are still live, taken chunk by chunk, each with the
 * place of the next in one durable step. The ledger can be used meanwhile: it lists what has come,
 * and its search follows.
 */

#include "config.h"

#include "tsu-device.h"
#include "tsu-inbox.h"
#include "tsu-merge.h"
#include "tsu-plant.h"
#include "tsu-scope.h"
#include "tsu-show.h"

/* Nobody has ever asked: then there is nothing here yet, or only what was made here. */
gboolean
tsu_ledger_wants_snapshot (TsuLedger *self)
{
  g_autofree char *epoch = tsu_ledger_get_meta (self, "epoch");

  return tsu_ledger_get_number (self, "want-snapshot", epoch == NULL) != 0;
}

static gboolean
forget_snapshot (TsuLedger *self, GError **error)
{
  return tsu_db_exec (self->db, "DELETE FROM snapshot; DELETE FROM stale", error);
}

/**
 * tsu_ledger_want_snapshot:
 * @wanted: whether a snapshot is needed; FALSE: the server has none, and everything is to be pulled
 *   from the beginning
 *
 * Returns: whether it is kept; what was fetched of an earlier snapshot stays, and is fetched again
 */
gboolean
tsu_ledger_want_snapshot (TsuLedger *self, gboolean wanted, GError **error)
{
  gboolean done;

  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  done = forget_snapshot (self, error) &&
         tsu_ledger_set_number (self, "want-snapshot", wanted, error) &&
         (wanted || (tsu_ledger_set_number (self, "cursor", 0, error) &&
                     tsu_ledger_set_number (self, "snapshot", 0, error)));
  return tsu_show_end_step (self, done, error);
}

static gboolean
keep_epoch (TsuLedger *self, const char *epoch, GError **error)
{
  g_autofree char *known = tsu_ledger_get_meta (self, "epoch");

  /* That nothing was fetched yet was known by there being no epoch. */
  return known != NULL ||
         (tsu_ledger_set_number (self, "want-snapshot", tsu_ledger_wants_snapshot (self), error) &&
          tsu_ledger_set_meta (self, "epoch", epoch, error));
}

/**
 * tsu_ledger_meet:
 * @self: a ledger that may be written
 * @epoch: the life of a server that has answered
 * @error: what went wrong
 *
 * Keeps it where none was known: whatever is shared from now on is shared with that life, and is to
 * be given again to another.
 *
 * Returns: whether it is known
 */
gboolean
tsu_ledger_meet (TsuLedger *self, const char *epoch, GError **error)
{
  g_autofree char *known = tsu_ledger_get_meta (self, "epoch");

  if (known != NULL)
    return TRUE;
  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  return tsu_show_end_step (self, keep_epoch (self, epoch, error), error);
}

static gboolean
keep_first_scope (TsuLedger *self, const char *scope, GError **error)
{
  g_autofree char *known = tsu_ledger_get_meta (self, "scope");

  return known != NULL || scope == NULL || tsu_ledger_set_meta (self, "scope", scope, error);
}

/**
 * tsu_ledger_note_scope:
 * @self: a ledger that may be written
 * @scope: (nullable): what may be read, as the server says before anything is shared
 * @error: what went wrong
 *
 * Keeps it where none was known. Whatever is less by the first page goes, and with it what was
 * shared from here until then; without it nobody could tell that it ever was more.
 *
 * Returns: whether one is known, or none was told
 */
gboolean
tsu_ledger_note_scope (TsuLedger *self, const char *scope, GError **error)
{
  return TSU_PLANT (sign_in_unnoted) || keep_first_scope (self, scope, error);
}

static gboolean
insert_part (TsuLedger *self, const TsuSnapshotPart *part, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "INSERT INTO snapshot (ward, path, etag, bytes) VALUES (?, ?, ?, ?)",
                    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, part->ward);
  tsu_bind_text (statement, 2, part->path);
  tsu_bind_text (statement, 3, part->etag);
  sqlite3_bind_int64 (statement, 4, part->bytes);
  return tsu_db_run (self->db, statement, error);
}

/* Of the wards that come, what the server had by then: whatever of it is not named by the snapshot
 * is no head any more. Of what it holds back a snapshot never names anything. What was cut is not
 * given back to a restored server together with the rest of its transaction, whose place in the
 * order says nothing of it then. */
static gboolean
list_stale (TsuLedger *self, gint64 seq, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (
    self->db,
    "INSERT INTO stale SELECT c.id FROM change c JOIN record r ON r.id = c.record JOIN txn t"
    " ON t.id = c.txn WHERE r.ward IN (SELECT ward FROM snapshot) AND c.z IS NOT 'true'"
    " AND (c.seq > 0 OR (c.cut = 0 AND t.state <> 3))"
    " AND CASE WHEN c.seq > 0 THEN c.seq ELSE t.seq END BETWEEN 1 AND ?",
    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  return tsu_db_run (self->db, statement, error);
}

static gboolean
show_record (TsuLedger *self, gint64 record, GError **error)
{
  g_autoptr (TsuTarget) target = tsu_target_load (self, record, error);

  return target != NULL && tsu_show_target (self, target, error);
}

static gboolean
show_stale (TsuLedger *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db,
                    "SELECT DISTINCT record FROM change WHERE id IN (SELECT change FROM stale)",
                    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row) {
    if (!tsu_db_step (self->db, statement, &row, error))
      return FALSE;
    if (row && !show_record (self, sqlite3_column_int64 (statement, 0), error))
      return FALSE;
  }
  return TRUE;
}

/* The last file is taken: what the snapshot did not name is dominated, and the pull goes on. */
static gboolean
finish (TsuLedger *self, GError **error)
{
  g_autofree char *epoch = tsu_ledger_get_meta (self, "snapshot-epoch");
  gint64 seq = tsu_ledger_get_number (self, "snapshot-seq", 0);

  return tsu_scope_forget_unnamed (self, seq, error) &&
         tsu_db_exec (self->db,
                      "UPDATE change SET z = 'true' WHERE id IN (SELECT change FROM stale)",
                      error) &&
         show_stale (self, error) && tsu_show_finish (self, error) &&
         forget_snapshot (self, error) && tsu_ledger_set_meta (self, "epoch", epoch, error) &&
         tsu_ledger_set_number (self, "snapshot", seq, error) &&
         tsu_ledger_set_number (self, "cursor", seq, error) &&
         tsu_ledger_set_number (self, "want-snapshot", 0, error);
}

/* What is left of records that went with it is wiped now, or later, see tsu_ledger_take(). */
static gboolean
end_snapshot_step (TsuLedger *self, gboolean done, GError **error)
{
  if (!tsu_show_end_step (self, done, error))
    return FALSE;
  tsu_scope_wipe (self, NULL);
  return TRUE;
}

static gboolean
finish_if_last (TsuLedger *self, GError **error)
{
  gint64 n;

  return tsu_db_query_integer (self->db, "SELECT count (*) FROM snapshot WHERE place < bytes", &n,
                               error) &&
         (n > (TSU_PLANT (snapshot_ends_early) ? 1 : 0) || finish (self, error));
}

/**
 * tsu_ledger_begin_snapshot:
 * @self: a ledger that may be written
 * @start: what there is to fetch, for the rights that are known here, if any are
 * @error: what went wrong
 *
 * Returns: whether it is kept
 */
gboolean
tsu_ledger_begin_snapshot (TsuLedger *self, const TsuSnapshotStart *start, GError **error)
{
  gboolean done;

  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  done = forget_snapshot (self, error) && keep_epoch (self, start->epoch, error);
  for (gsize i = 0; done && i < start->n_parts; i++)
    done = insert_part (self, &start->parts[i], error);
  done = done && keep_first_scope (self, start->scope, error) &&
         list_stale (self, start->seq, error) &&
         tsu_ledger_set_number (self, "want-snapshot", 1, error) &&
         tsu_ledger_set_meta (self, "snapshot-epoch", start->epoch, error) &&
         tsu_ledger_set_number (self, "snapshot-seq", start->seq, error) &&
         tsu_ledger_set_number (self, TSU_SNAPSHOT_REACH, start->seq, error) &&
         finish_if_last (self, error);
  return end_snapshot_step (self, done, error);
}

/**
 * tsu_ledger_get_snapshot_place:
 * @path: (out) (transfer full): the file that is being taken
 * @etag: (out) (transfer full) (nullable): its tag
 * @offset: (out): where its next chunk begins
 * @bytes: (out): its whole length
 *
 * Returns: whether a snapshot is under way
 */
gboolean
tsu_ledger_get_snapshot_place (
  TsuLedger *self, char **path, char **etag, gint64 *offset, gint64 *bytes)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db,
                    "SELECT path, etag, place, bytes FROM snapshot WHERE place < bytes"
                    " ORDER BY id LIMIT 1",
                    NULL);
  gboolean row;

  if (statement == NULL || !tsu_db_step (self->db, statement, &row, NULL) || !row)
    return FALSE;
  *path = tsu_column_dup_text (statement, 0);
  *etag = tsu_column_dup_text (statement, 1);
  *offset = sqlite3_column_int64 (statement, 2);
  *bytes = sqlite3_column_int64 (statement, 3);
  return TRUE;
}

/**
 * tsu_ledger_get_snapshot_progress:
 * @got: (out): bytes that were taken
 * @total: (out): bytes there are; 0 where no snapshot is under way
 * @error: what went wrong
 *
 * Returns: whether that could be read
 */
gboolean
tsu_ledger_get_snapshot_progress (TsuLedger *self, gint64 *got, gint64 *total, GError **error)
{
  return tsu_db_query_integer (self->db, "SELECT coalesce (sum (place), 0) FROM snapshot", got,
                               error) &&
         tsu_db_query_integer (self->db, "SELECT coalesce (sum (bytes), 0) FROM snapshot", total,
                               error);
}

static gboolean
move_place (TsuLedger *self, gint64 offset, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db,
                    "UPDATE snapshot SET place = ? WHERE id ="
                    " (SELECT min (id) FROM snapshot WHERE place < bytes)",
                    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, offset);
  return tsu_db_run (self->db, statement, error);
}

static gboolean
name_taken (TsuLedger *self, GArray *keys, GError **error)
{
  g_autoptr (TsuStatement) statement = NULL;
  gint64 any;

  if (!tsu_db_query_integer (self->db, "SELECT EXISTS (SELECT 1 FROM stale)", &any, error))
    return FALSE;
  if (any == 0)
    return TRUE;
  statement = tsu_db_prepare (self->db, "DELETE FROM stale WHERE change = ?", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++) {
    sqlite3_bind_int64 (statement, 1, g_array_index (keys, gint64, i));
    if (!tsu_db_run (self->db, statement, error))
      return FALSE;
  }
  return TRUE;
}

/* The changes of a snapshot have lost their transactions. They get such as could be sent on, where
 * the server should be restored one day. */
static gboolean
merge_chunk (TsuLedger *self, GPtrArray *changes, GArray *keys, GArray **changed, GError **error)
{
  g_autoptr (TsuMerge) merge = tsu_merge_begin (self, error);

  if (merge == NULL)
    return FALSE;
  tsu_merge_look_ahead (merge, changes);
  for (guint i = 0; i < changes->len; i += TSU_TRANSACTION_MAX) {
    g_autoptr (GPtrArray) part = g_ptr_array_new ();
    TsuTxn txn = { .changes = part };

    for (guint j = i; j < MIN (i + TSU_TRANSACTION_MAX, changes->len); j++) {
      txn.seq = MAX (txn.seq, ((TsuChange *) changes->pdata[j])->seq);
      txn.time = MAX (txn.time, (gint64) (((TsuChange *) changes->pdata[j])->ohlc >> 16));
      g_ptr_array_add (part, changes->pdata[j]);
    }
    if (!tsu_merge_take (merge, &txn, keys, error))
      return FALSE;
  }
  return tsu_merge_end (merge, changed, error);
}

/* The file of one ward may be newer than the snapshot, whose place is that of its oldest file. What
 * it leaves out is dominated by something that it names. */
static gboolean
note_reach (TsuLedger *self, GPtrArray *changes, GError **error)
{
  gint64 known = tsu_ledger_get_number (self, TSU_SNAPSHOT_REACH, 0);
  gint64 reach = known;

  for (guint i = 0; i < changes->len; i++)
    reach = MAX (reach, ((TsuChange *) changes->pdata[i])->seq);
  return reach == known || tsu_ledger_set_number (self, TSU_SNAPSHOT_REACH, reach, error);
}

/**
 * tsu_ledger_take_chunk:
 * @self: a ledger in which a snapshot is under way
 * @changes: (element-type TsuChange): a chunk of the file that tsu_ledger_get_snapshot_place()
 * named
 * @offset: where the next chunk begins
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: what went wrong
 *
 * Returns: whether the chunk and the place of the next are durable; otherwise nothing of it is
 */
gboolean
tsu_ledger_take_chunk (
  TsuLedger *self, GPtrArray *changes, gint64 offset, GArray **changed, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean done;

  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  self->indexes_later = TRUE;
  done = merge_chunk (self, changes, keys, changed, error) && name_taken (self, keys, error) &&
         note_reach (self, changes, error) && move_place (self, offset, error) &&
         finish_if_last (self, error);
  self->indexes_later = FALSE;
  return end_snapshot_step (self, done, error);
}
