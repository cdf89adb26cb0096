/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can still be read of a damaged ledger goes into a fresh one. Where a server is known, that
 * is the work it does not have yet, and the rest is fetched from it again; otherwise it is
 * everything. The damaged file is kept. Rows are looked up one by one, because a walk would end at
 * the first damaged page.
 */

#include "config.h"

#include "tsu-aside.h"
#include "tsu-device.h"
#include "tsu-error.h"
#include "tsu-ledger.h"
#include "tsu-merge.h"
#include "tsu-write.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Where not even the last row's number can be read: so many absent ones in a row are the end. */
#define MISSES_MAX 20000

typedef struct {
  TsuDb *from;
  TsuLedger *to;
  TsuMerge *merge;
  gboolean shared;   /* a server has what was confirmed */
  GPtrArray *unsent; /* ids of transactions, in order */
  TsuTxn *txn;       /* being gathered */
  int n;
} Salvage;

static void
salvage_clear (Salvage *self)
{
  g_clear_pointer (&self->merge, tsu_merge_free);
  g_clear_pointer (&self->from, tsu_db_close);
  g_clear_pointer (&self->to, tsu_ledger_close);
  g_clear_pointer (&self->unsent, g_ptr_array_unref);
  g_clear_pointer (&self->txn, tsu_txn_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Salvage, salvage_clear)

/* What belongs to the ledger beside its records. */
static gboolean
copy_settings (Salvage *self, GError **error)
{
  g_autoptr (TsuStatement) rows = tsu_db_prepare (self->from,
                                                  "SELECT key, value FROM meta WHERE key LIKE "
                                                  "'set:%' OR key IN ('device', 'ward', 'epoch',"
                                                  " 'clock-offset')",
                                                  NULL);
  gboolean row = FALSE;

  while (rows != NULL && tsu_db_step (self->from, rows, &row, NULL) && row) {
    const char *key = tsu_column_text (rows, 0);

    self->shared = self->shared || g_str_equal (key, "epoch");
    if (!tsu_ledger_set_meta (self->to, key, tsu_column_text (rows, 1), error))
      return FALSE;
  }
  /* At no place, so that it begins a new incarnation of its device. */
  return tsu_ledger_set_meta (self->to, TSU_DEVICE_PLACE, "", error) &&
         tsu_ledger_set_number (self->to, "want-snapshot", 1, error);
}

static gboolean
flush (Salvage *self, GError **error)
{
  g_autoptr (TsuTxn) txn = g_steal_pointer (&self->txn);

  if (txn == NULL)
    return TRUE;
  self->n += (int) txn->changes->len;
  return tsu_merge_take (self->merge, txn, NULL, error);
}

static TsuChange *
read_change (TsuStatement *row)
{
  g_autoptr (TsuChange) change = tsu_change_new ();
  g_autoptr (GPtrArray) edits = NULL;

  change->id = tsu_column_dup_text (row, 0);
  change->record = tsu_column_dup_text (row, 1);
  change->type = tsu_column_dup_text (row, 2);
  change->op = (TsuOp) sqlite3_column_int (row, 3);
  change->fields = tsu_column_dup_text (row, 4);
  change->seen = tsu_column_dup_text (row, 5);
  change->hlc = (guint64) sqlite3_column_int64 (row, 6);
  change->ohlc = (guint64) sqlite3_column_int64 (row, 7);
  change->schema = sqlite3_column_int (row, 8);
  change->device = tsu_column_dup_text (row, 9);
  change->user = tsu_column_dup_text (row, 10);
  if (change->id == NULL || change->record == NULL || change->type == NULL ||
      change->seen == NULL || change->device == NULL || change->user == NULL ||
      (change->op == TSU_OP_SET && change->fields == NULL))
    return NULL;
  /* Damage within a page can leave a row that is none. */
  edits = tsu_change_decode (change, NULL);
  return edits != NULL ? g_steal_pointer (&change) : NULL;
}

static void
begin_txn (Salvage *self, TsuStatement *row, gboolean unsent)
{
  self->txn = tsu_txn_new ();
  self->txn->id = tsu_column_dup_text (row, 11);
  self->txn->label = tsu_column_dup_text (row, 12);
  self->txn->batch = tsu_column_dup_text (row, 13);
  self->txn->time = sqlite3_column_int64 (row, 14);
  if (unsent)
    g_ptr_array_add (self->unsent, g_strdup (self->txn->id));
}

static gboolean
take_row (Salvage *self, TsuStatement *row, GError **error)
{
  gboolean own = sqlite3_column_type (row, 16) != SQLITE_NULL;
  gboolean unsent = own && sqlite3_column_int (row, 15) != TSU_TXN_ACKED;
  const char *txn = tsu_column_text (row, 11);
  TsuChange *change;

  if ((self->shared && !unsent) || txn == NULL)
    return TRUE;
  change = read_change (row);
  if (change == NULL)
    return TRUE;
  if (self->txn != NULL && !g_str_equal (self->txn->id, txn) && !flush (self, error)) {
    tsu_change_free (change);
    return FALSE;
  }
  if (self->txn == NULL)
    begin_txn (self, row, unsent);
  g_ptr_array_add (self->txn->changes, change);
  return TRUE;
}

static gint64
read_last (Salvage *self)
{
  gint64 last = 0;

  if (!tsu_db_query_integer (self->from, "SELECT max (id) FROM change", &last, NULL) || last <= 0)
    return G_MAXINT64;
  return last;
}

static gboolean
walk_changes (Salvage *self, GError **error)
{
  g_autoptr (TsuStatement) find =
    tsu_db_prepare (self->from,
                    "SELECT c.uid, r.uid, r.type, c.op, c.fields, c.seen, c.hlc, c.ohlc, c.schema, "
                    "a.device,"
                    " a.user, t.uid, t.label, t.batch, t.time, t.state, t.dseq FROM change c"
                    " JOIN record r ON r.id = c.record JOIN author a ON a.id = c.author"
                    " JOIN txn t ON t.id = c.txn WHERE c.id = ?",
                    NULL);
  gint64 last = read_last (self);
  int misses = 0;

  for (gint64 id = 1; find != NULL && id <= last && misses < MISSES_MAX; id++) {
    gboolean row = FALSE;

    sqlite3_reset (find);
    sqlite3_bind_int64 (find, 1, id);
    misses = tsu_db_step (self->from, find, &row, NULL) && row ? 0 : misses + 1;
    if (row && !take_row (self, find, error))
      return FALSE;
    if (last < G_MAXINT64)
      misses = 0;
  }
  return flush (self, error);
}

/* The merge has taken them as somebody else's. */
static gboolean
put_into_outbox (Salvage *self, GError **error)
{
  g_autoptr (TsuStatement) update =
    tsu_db_prepare (self->to->db, "UPDATE txn SET state = 0, dseq = ?, undone = 0 WHERE uid = ?",
                    error);
  g_autofree char *clock =
    g_strdup_printf ("UPDATE clock SET dseq = %u, hlc = max (hlc, ifnull ((SELECT max (hlc) FROM"
                     " change), 0))",
                     self->unsent->len);

  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < self->unsent->len; i++) {
    sqlite3_bind_int64 (update, 1, i + 1);
    tsu_bind_text (update, 2, self->unsent->pdata[i]);
    if (!tsu_db_run (self->to->db, update, error))
      return FALSE;
  }
  return tsu_db_exec (self->to->db, clock, error);
}

static gboolean
fill (Salvage *self, GError **error)
{
  gboolean done = tsu_ledger_begin_bulk (self->to, error);

  if (!done)
    return FALSE;
  done = copy_settings (self, error);
  if (done)
    self->merge = tsu_merge_begin (self->to, error);
  done =
    self->merge != NULL && walk_changes (self, error) && tsu_merge_end (self->merge, NULL, error);
  g_clear_pointer (&self->merge, tsu_merge_free);
  done = done && put_into_outbox (self, error);
  return tsu_ledger_end_bulk (self->to, done, done ? error : NULL) && done;
}

static char *
word (const Salvage *self, const char *aside)
{
  g_autofree char *name = g_path_get_basename (aside);

  return g_strdup_printf (
    self->shared ? _ ("The ledger's file was damaged. It is kept as “%s”. What was not shared yet "
                      "was saved from it (changes: %d); the rest is fetched from the server again.")
                 : _ ("The ledger's file was damaged. It is kept as “%s”. What could be read of it "
                      "is here (changes: %d); compare it with your last backup."),
                      name, self->n);
}

/**
 * tsu_ledger_salvage:
 * @path: a damaged ledger, which nobody has open
 * @told: (out) (transfer full): a sentence about what was saved and where the damaged file is
 * @error: TSU_ERROR_BUSY, TSU_ERROR_CORRUPT where nothing at all can be read; then the file is as
 * it was
 *
 * Puts a fresh ledger in its place, with all that can still be read and is nowhere else.
 *
 * Returns: whether it is done
 */
gboolean
tsu_ledger_salvage (const char *path, char **told, GError **error)
{
  g_auto (Salvage) self = { NULL };
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *part_lock = g_strconcat (part, ".lock", NULL);
  g_autofree char *aside = NULL;
  g_autoptr (TsuLock) lock = tsu_lock_new (path, error);
  gboolean done;

  if (lock == NULL || !tsu_lock_take_alone (lock, error))
    return FALSE;
  self.from = tsu_db_open (path, TRUE, error);
  g_unlink (part);
  if (self.from == NULL || (self.to = tsu_ledger_open (part, TSU_LEDGER_READ_WRITE, error)) == NULL)
    return FALSE;
  self.unsent = g_ptr_array_new_with_free_func (g_free);
  done = fill (&self, error);
  if (done && self.n == 0 && !self.shared) {
    tsu_db_set_error (NULL, SQLITE_CORRUPT, error);
    done = FALSE;
  }
  g_clear_pointer (&self.to, tsu_ledger_close);
  g_clear_pointer (&self.from, tsu_db_close);
  g_unlink (part_lock);
  if (done && tsu_aside_put (path, "damaged", &aside, error) &&
      tsu_aside_rename (part, path, error)) {
    *told = word (&self, aside);
    return TRUE;
  }
  g_unlink (part);
  return FALSE;
}
