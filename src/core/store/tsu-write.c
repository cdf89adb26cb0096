/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One transaction of changes: the clock and the device sequence are drawn inside the same SQLite
 * transaction as the changes they stamp, so neither has a gap and two programs never draw the same.
 */

#include "config.h"

#include "tsu-write.h"

#include "tsu-clock.h"
#include "tsu-edit-private.h"
#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-json.h"
#include "tsu-show.h"

#include <glib/gi18n.h>

struct _TsuWrite {
  TsuLedger *ledger;
  TsuApply how;
  char *user;
  TsuTxnKind kind;
  gint64 undoes;
  gboolean open;
  gint64 txn; /* 0 before the first change */
  int n;
  gint64 now_ms;
  guint64 hlc;
  gint64 dseq;
  gint64 last_key;
  GArray *changed;
};

static gboolean
read_clock (TsuWrite *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "SELECT hlc, dseq FROM clock", error);
  gboolean row;

  if (statement == NULL || !tsu_db_step (self->ledger->db, statement, &row, error))
    return FALSE;
  self->hlc = (guint64) sqlite3_column_int64 (statement, 0);
  self->dseq = sqlite3_column_int64 (statement, 1);
  return TRUE;
}

static gboolean
write_clock (TsuWrite *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "UPDATE clock SET hlc = ?, dseq = ? WHERE id = 1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) self->hlc);
  sqlite3_bind_int64 (statement, 2, self->dseq);
  return tsu_db_run (self->ledger->db, statement, error);
}

/**
 * tsu_write_begin:
 * @ledger: a ledger that may be written
 * @how: label, batch and user
 * @error: what went wrong
 *
 * Returns: (transfer full): the transaction, holding the file's write lock
 */
TsuWrite *
tsu_write_begin (TsuLedger *ledger, const TsuApply *how, GError **error)
{
  g_autoptr (TsuWrite) self = g_new0 (TsuWrite, 1);

  self->ledger = ledger;
  self->how = *how;
  self->now_ms = g_get_real_time () / 1000 + ledger->clock_offset;
  self->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!tsu_ledger_require_write (ledger, error) || !tsu_db_begin (ledger->db, error))
    return NULL;
  self->open = TRUE;
  if (!read_clock (self, error))
    return NULL;
  self->user = how->user != NULL ? g_strdup (how->user) : tsu_ledger_dup_user (ledger);
  return g_steal_pointer (&self);
}

void
tsu_write_free (TsuWrite *self)
{
  if (self == NULL)
    return;
  if (self->open)
    tsu_show_take_back (self->ledger);
  g_array_unref (self->changed);
  g_free (self->user);
  g_free (self);
}

/* Marks the transaction as one that takes back another. */
void
tsu_write_set_undoes (TsuWrite *self, TsuTxnKind kind, gint64 txn)
{
  self->kind = kind;
  self->undoes = txn;
}

TsuLedger *
tsu_write_get_ledger (TsuWrite *self)
{
  return self->ledger;
}

gint64
tsu_write_get_txn (TsuWrite *self)
{
  return self->txn;
}

int
tsu_write_get_n (TsuWrite *self)
{
  return self->n;
}

static gboolean
insert_txn (TsuWrite *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db,
                    "INSERT INTO txn (uid, dseq, state, label, batch, time, kind, undoes)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, nullif (?, 0))",
                    error);
  g_autofree char *uid = tsu_id_generate ();

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, uid);
  sqlite3_bind_int64 (statement, 2, self->dseq + 1);
  sqlite3_bind_int (statement, 3, TSU_TXN_NEW);
  tsu_bind_text (statement, 4, self->how.label != NULL ? self->how.label : "");
  tsu_bind_text (statement, 5, self->how.batch);
  sqlite3_bind_int64 (statement, 6, self->now_ms);
  sqlite3_bind_int (statement, 7, (int) self->kind);
  sqlite3_bind_int64 (statement, 8, self->undoes);
  if (!tsu_db_run (self->ledger->db, statement, error))
    return FALSE;
  self->txn = tsu_db_last_key (self->ledger->db);
  self->dseq++;
  return TRUE;
}

static gboolean
put (TsuWrite *self, TsuTarget *target, TsuChange *change, gint64 undoes, GError **error)
{
  g_autoptr (TsuChange) owned = change;

  if (self->txn == 0 && !insert_txn (self, error))
    return FALSE;
  if (!tsu_change_table_insert (self->ledger, target, g_steal_pointer (&owned), self->txn, undoes,
                                error))
    return FALSE;
  self->n++;
  tsu_write_note (self, target->key);
  return TRUE;
}

static TsuChange *
make_change (TsuWrite *self, const TsuTarget *target, TsuOp op)
{
  TsuChange *change = tsu_change_new ();

  self->hlc = tsu_hlc_next (self->hlc, self->now_ms);
  change->id = tsu_id_generate ();
  change->record = g_strdup (target->id);
  change->type = g_strdup (target->type_name);
  change->op = op;
  change->hlc = self->hlc;
  change->ohlc = self->hlc;
  change->device = g_strdup (self->ledger->device);
  change->user = g_strdup (self->user);
  change->schema = TSU_SCHEMA_VERSION;
  return change;
}

/* Writes the change that makes a record. What the edit expected to be there does not matter, since
 * nothing was. */
gboolean
tsu_write_create (TsuWrite *self, TsuTarget *target, TsuEdit *edit, GError **error)
{
  TsuChange *change = make_change (self, target, TSU_OP_SET);

  change->fields = g_strdup (tsu_edit_get_ahead (edit)->json);
  change->seen = g_strdup ("[]");
  return put (self, target, change, 0, error);
}

/* Writes a change that sets fields. @edits: (element-type TsuFieldEdit) */
gboolean
tsu_write_set (TsuWrite *self, TsuTarget *target, GPtrArray *edits, gint64 undoes, GError **error)
{
  TsuChange *change = make_change (self, target, TSU_OP_SET);

  tsu_change_encode (change, edits);
  return put (self, target, change, undoes, error);
}

/* Writes a delete that has seen the heads @seen, or a restore that undoes the deletes @seen.
 * @seen: (element-type utf8) */
gboolean
tsu_write_hide (
  TsuWrite *self, TsuTarget *target, TsuOp op, GPtrArray *seen, gint64 undoes, GError **error)
{
  TsuChange *change = make_change (self, target, op);
  GString *json = g_string_new ("[");

  for (guint i = 0; i < seen->len; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    tsu_json_append_string (json, g_ptr_array_index (seen, i));
  }
  g_string_append_c (json, ']');
  change->seen = g_string_free (json, FALSE);
  return put (self, target, change, undoes, error);
}

/* Names a record as changed. */
void
tsu_write_note (TsuWrite *self, gint64 key)
{
  if (key == self->last_key)
    return;
  g_array_append_val (self->changed, key);
  self->last_key = key;
}

static gboolean
count_changes (TsuWrite *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "UPDATE txn SET n = n + ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, self->n);
  sqlite3_bind_int64 (statement, 2, self->txn);
  return tsu_db_run (self->ledger->db, statement, error);
}

/**
 * tsu_write_end:
 * @self: the transaction
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: what went wrong; then nothing of the transaction is left
 *
 * Saves the transaction for good, or, inside a bulk step, with it.
 *
 * Returns: whether it is saved
 */
gboolean
tsu_write_end (TsuWrite *self, GArray **changed, GError **error)
{
  if (!tsu_show_finish (self->ledger, error))
    return FALSE;
  if (self->n > 0 && (!count_changes (self, error) || !write_clock (self, error)))
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
