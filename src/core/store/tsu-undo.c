/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo and redo over the transactions of this device. What can be undone next is read from the
 * table txn, so it survives a restart: the latest transaction that is not itself an undo and has
 * not been taken back. A batch counts as one step. A new edit ends what could be redone.
 */

#include "config.h"

#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-ledger.h"
#include "tsu-undo-plan.h"

#include <glib/gi18n.h>

typedef struct {
  gint64 txn;
  char *label;
  char *batch;
} Step;

static void
step_clear (Step *step)
{
  g_clear_pointer (&step->label, g_free);
  g_clear_pointer (&step->batch, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

void
tsu_undo_clear (TsuUndo *undo)
{
  g_clear_pointer (&undo->label, g_free);
  undo->changed = 0;
  undo->left_alone = 0;
}

static const char undo_sql[] =
  "SELECT id, label, batch FROM txn WHERE undone IS NULL AND dseq IS NOT NULL AND kind IN (0, 2)"
  " ORDER BY id DESC LIMIT 1";

static const char redo_sql[] =
  "SELECT id, label, batch FROM txn WHERE undone IS NULL AND dseq IS NOT NULL AND kind = 1"
  " AND id > (SELECT ifnull (max (id), 0) FROM txn WHERE dseq IS NOT NULL AND kind = 0)"
  " ORDER BY id DESC LIMIT 1";

static const char batch_sql[] =
  "SELECT id, label, batch FROM txn WHERE batch = ?1 AND undone IS NULL AND dseq IS NOT NULL"
  " AND kind IN (0, 2) ORDER BY id DESC LIMIT 1";

/* @step->txn is 0 where there is none. */
static gboolean
find_step (TsuLedger *self, const char *sql, const char *batch, Step *step, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (batch != NULL)
    tsu_bind_text (statement, 1, batch);
  if (!tsu_db_step (self->db, statement, &row, error))
    return FALSE;
  if (row) {
    step->txn = sqlite3_column_int64 (statement, 0);
    step->label = tsu_column_dup_text (statement, 1);
    step->batch = tsu_column_dup_text (statement, 2);
  }
  return TRUE;
}

/* The transactions of a step, latest first. Those of one batch that were undone or redone together
 * are alike in kind and not yet taken back. */
static GArray *
list_txns (TsuLedger *self, const Step *step, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db,
                    "SELECT id FROM txn WHERE id = ?1 OR (batch = ?2 AND undone IS NULL AND dseq "
                    "IS NOT NULL"
                    " AND kind = (SELECT kind FROM txn WHERE id = ?1)) ORDER BY id DESC",
                    error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, step->txn);
  tsu_bind_text (statement, 2, step->batch);
  return tsu_db_list_keys (self->db, statement, error);
}

static GArray *
list_changes (TsuLedger *self, gint64 txn, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT id FROM change WHERE txn = ? ORDER BY id DESC", error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, txn);
  return tsu_db_list_keys (self->db, statement, error);
}

static TsuTarget *
load_target_of (TsuLedger *self, gint64 change, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT record FROM change WHERE id = %" G_GINT64_FORMAT, change);
  g_autoptr (TsuSingleStatement) statement = tsu_db_prepare_once (self->db, sql, error);
  gboolean row;

  if (statement == NULL || !tsu_db_step (self->db, statement, &row, error))
    return NULL;
  return tsu_target_load (self, sqlite3_column_int64 (statement, 0), error);
}

static gboolean
mark_undone (TsuLedger *self, gint64 txn, gint64 by, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "UPDATE txn SET undone = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, by);
  sqlite3_bind_int64 (statement, 2, txn);
  return tsu_db_run (self->db, statement, error);
}

static gboolean
take_back_txn (TsuLedger *self,
               gint64 txn,
               const TsuApply *how,
               TsuTxnKind kind,
               TsuUndo *what,
               GArray *changed,
               GError **error)
{
  g_autoptr (TsuWrite) write = tsu_write_begin (self, how, error);
  g_autoptr (GArray) changes = NULL;
  g_autoptr (GArray) keys = NULL;

  if (write == NULL)
    return FALSE;
  tsu_write_set_undoes (write, kind, txn);
  changes = list_changes (self, txn, error);
  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++) {
    gint64 change = g_array_index (changes, gint64, i);
    g_autoptr (TsuTarget) target = load_target_of (self, change, error);

    if (target == NULL || !tsu_undo_change (write, target, change, &what->left_alone, error))
      return FALSE;
  }
  if (!mark_undone (self, txn, tsu_write_get_txn (write), error) ||
      !tsu_write_end (write, &keys, error))
    return FALSE;
  g_array_append_vals (changed, keys->data, keys->len);
  return TRUE;
}

static gboolean
take_back_txns (TsuLedger *self,
                const Step *step,
                TsuTxnKind kind,
                TsuUndo *what,
                GArray *changed,
                GError **error)
{
  g_autoptr (GArray) txns = list_txns (self, step, error);
  g_autofree char *batch = tsu_id_generate ();
  TsuApply how = { .label = step->label };

  if (txns == NULL)
    return FALSE;
  if (txns->len > 1)
    how.batch = batch;
  for (guint i = 0; i < txns->len; i++)
    if (!take_back_txn (self, g_array_index (txns, gint64, i), &how, kind, what, changed, error))
      return FALSE;
  return TRUE;
}

/* The whole step is one SQLite transaction, so that half an import is never undone. */
static gboolean
take_back (TsuLedger *self,
           const Step *step,
           TsuTxnKind kind,
           TsuUndo *what,
           GArray **changed,
           GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  *what = (TsuUndo){ NULL };
  if (step->txn != 0) {
    if (!tsu_ledger_begin_bulk (self, error))
      return FALSE;
    if (!take_back_txns (self, step, kind, what, keys, error)) {
      tsu_ledger_end_bulk (self, FALSE, NULL);
      return FALSE;
    }
    if (!tsu_ledger_end_bulk (self, TRUE, error))
      return FALSE;
    what->label = g_strdup (step->label);
  }
  what->changed = (int) keys->len;
  if (changed != NULL)
    *changed = g_steal_pointer (&keys);
  return TRUE;
}

/**
 * tsu_ledger_undo:
 * @self: a ledger that may be written
 * @what: (out): what was undone; its label is NULL where there was nothing
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: what went wrong; then nothing was undone
 *
 * Takes back the latest step of this device. What somebody has changed since is left alone.
 *
 * Returns: whether it could be asked and, where there was something, done
 */
gboolean
tsu_ledger_undo (TsuLedger *self, TsuUndo *what, GArray **changed, GError **error)
{
  g_auto (Step) step = { 0 };

  return tsu_ledger_require_write (self, error) && find_step (self, undo_sql, NULL, &step, error) &&
         take_back (self, &step, TSU_TXN_UNDO, what, changed, error);
}

/**
 * tsu_ledger_redo:
 * @self: a ledger that may be written
 * @what: (out): what was done again; its label is NULL where there was nothing
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: what went wrong; then nothing was done
 *
 * Takes back the latest undo, unless something new was done since.
 *
 * Returns: whether it could be asked and, where there was something, done
 */
gboolean
tsu_ledger_redo (TsuLedger *self, TsuUndo *what, GArray **changed, GError **error)
{
  g_auto (Step) step = { 0 };

  return tsu_ledger_require_write (self, error) && find_step (self, redo_sql, NULL, &step, error) &&
         take_back (self, &step, TSU_TXN_REDO, what, changed, error);
}

/**
 * tsu_ledger_undo_batch:
 * @self: a ledger that may be written
 * @batch: id of a batch, as it was given to tsu_ledger_apply()
 * @what: (out): what was undone
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: TSU_ERROR_NOT_FOUND where there is no such batch, or it was undone already
 *
 * Takes back a batch, such as an import, whatever was done after it. Records that were edited
 * since stay.
 *
 * Returns: whether it was undone
 */
gboolean
tsu_ledger_undo_batch (
  TsuLedger *self, const char *batch, TsuUndo *what, GArray **changed, GError **error)
{
  g_auto (Step) step = { 0 };

  if (!tsu_ledger_require_write (self, error) || !find_step (self, batch_sql, batch, &step, error))
    return FALSE;
  if (step.txn == 0) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                         _ ("There is nothing of this import left to undo."));
    return FALSE;
  }
  return take_back (self, &step, TSU_TXN_UNDO, what, changed, error);
}

static gboolean
can_step (TsuLedger *self, const char *sql, char **label)
{
  g_auto (Step) step = { 0 };

  if (!find_step (self, sql, NULL, &step, NULL) || step.txn == 0)
    return FALSE;
  if (label != NULL)
    *label = g_steal_pointer (&step.label);
  return TRUE;
}

/**
 * tsu_ledger_can_undo:
 * @self: a ledger
 * @label: (out) (optional) (transfer full): source string of what would be undone
 *
 * Returns: whether there is something to undo
 */
gboolean
tsu_ledger_can_undo (TsuLedger *self, char **label)
{
  return can_step (self, undo_sql, label);
}

gboolean
tsu_ledger_can_redo (TsuLedger *self, char **label)
{
  return can_step (self, redo_sql, label);
}
