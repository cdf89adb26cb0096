/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables record, change and author: records by id, their changes in and out. Rows of change
 * are only ever added; what the server says of them is written beside what their author wrote, and
 * a cut one is replaced by the whole.
 */

#include "config.h"

#include "tsu-change-table.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

TsuTarget *
tsu_target_new (const TsuType *type, const char *type_name, const char *id)
{
  TsuTarget *self = g_new0 (TsuTarget, 1);

  self->type = type;
  self->type_name = g_strdup (type_name);
  self->id = g_strdup (id);
  self->ward = TSU_WARD_UNKNOWN;
  self->is_new = TRUE;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  self->origins = g_array_new (FALSE, FALSE, sizeof (TsuOrigin));
  return self;
}

void
tsu_target_free (TsuTarget *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->view, tsu_view_free);
  g_ptr_array_unref (self->changes);
  g_array_unref (self->origins);
  g_free (self->type_name);
  g_free (self->id);
  g_free (self);
}

static TsuChange *
read_change (TsuStatement *statement, const TsuTarget *target, TsuOrigin *origin)
{
  TsuChange *change = tsu_change_new ();

  origin->key = sqlite3_column_int64 (statement, 0);
  origin->txn = sqlite3_column_int64 (statement, 1);
  origin->undoes = sqlite3_column_int64 (statement, 2);
  change->id = tsu_column_dup_text (statement, 3);
  change->record = g_strdup (target->id);
  change->type = g_strdup (target->type_name);
  change->op = (TsuOp) sqlite3_column_int (statement, 4);
  change->fields = tsu_column_dup_text (statement, 5);
  change->seen = tsu_column_dup_text (statement, 6);
  change->hlc = (guint64) sqlite3_column_int64 (statement, 7);
  change->ohlc = (guint64) sqlite3_column_int64 (statement, 8);
  change->schema = sqlite3_column_int (statement, 9);
  change->seq = sqlite3_column_int64 (statement, 10);
  change->device = tsu_column_dup_text (statement, 11);
  change->user = tsu_column_dup_text (statement, 12);
  change->cut = sqlite3_column_int (statement, 13);
  change->z = tsu_column_dup_text (statement, 14);
  change->ward = target->ward;
  return change;
}

static gboolean
read_changes (TsuLedger *ledger, TsuTarget *target, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db,
                    "SELECT c.id, c.txn, c.undoes, c.uid, c.op, c.fields, c.seen, c.hlc, c.ohlc, "
                    "c.schema, c.seq,"
                    " a.device, a.user, c.cut, c.z FROM change c JOIN author a ON a.id = c.author"
                    " WHERE c.record = ? ORDER BY c.id",
                    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, target->key);
  while (row) {
    TsuOrigin origin;

    if (!tsu_db_step (ledger->db, statement, &row, error))
      return FALSE;
    if (row) {
      g_ptr_array_add (target->changes, read_change (statement, target, &origin));
      g_array_append_val (target->origins, origin);
    }
  }
  return TRUE;
}

#define INSERT "INSERT INTO record (uid, type, ward) VALUES (?, ?, ?)"

/* What a statement finds a record by; read_target() takes its columns in this order. */
#define FIND "SELECT id, uid, type, ward, sealed FROM record WHERE "

static TsuTarget *
read_target (TsuLedger *ledger, TsuStatement *row, GError **error)
{
  const char *type = tsu_column_text (row, 2);
  g_autoptr (TsuTarget) target =
    tsu_target_new (tsu_schema_find_type (type), type, tsu_column_text (row, 1));

  target->key = sqlite3_column_int64 (row, 0);
  target->ward = sqlite3_column_int (row, 3);
  target->sealed = sqlite3_column_int (row, 4);
  target->is_new = FALSE;
  return read_changes (ledger, target, error) ? g_steal_pointer (&target) : NULL;
}

/* The record by its id, with its changes; a new target without type where there is none. */
TsuTarget *
tsu_target_find (TsuLedger *ledger, const char *id, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (ledger->db, FIND "uid = ?", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  tsu_bind_text (statement, 1, id);
  if (!tsu_db_step (ledger->db, statement, &row, error))
    return NULL;
  return row ? read_target (ledger, statement, error) : tsu_target_new (NULL, NULL, id);
}

/* Makes the row of a record, unless there is one of that id. */
static gboolean
run_insert (TsuLedger *ledger, const char *sql, const TsuTarget *target, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (ledger->db, sql, error);

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, target->id);
  tsu_bind_text (statement, 2, target->type_name);
  sqlite3_bind_int (statement, 3, target->ward);
  return tsu_db_run (ledger->db, statement, error);
}

static gboolean
claim_row (TsuLedger *ledger, TsuTarget *target, gboolean *claimed, GError **error)
{
  if (!run_insert (ledger, INSERT " ON CONFLICT (uid) DO NOTHING", target, error))
    return FALSE;
  *claimed = sqlite3_changes (tsu_db_get_handle (ledger->db)) > 0;
  return TRUE;
}

/**
 * tsu_target_claim:
 * @ledger: the ledger, inside a transaction
 * @type: type of the record where it has to be made
 * @id: its id
 * @error: what went wrong
 *
 * As tsu_target_find(), for who will make the record where there is none: its row is made at once,
 * which saves looking for it before.
 *
 * Returns: (transfer full): the record, new or with its changes
 */
TsuTarget *
tsu_target_claim (TsuLedger *ledger, const TsuType *type, const char *id, GError **error)
{
  g_autoptr (TsuTarget) target = tsu_target_new (type, type->name, id);
  gboolean claimed;

  target->ward = ledger->ward;
  if (!claim_row (ledger, target, &claimed, error))
    return NULL;
  if (!claimed)
    return tsu_target_find (ledger, id, error);
  target->key = tsu_db_last_key (ledger->db);
  return g_steal_pointer (&target);
}

TsuTarget *
tsu_target_load (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (ledger->db, FIND "id = ?", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  if (!tsu_db_step (ledger->db, statement, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                         _ ("There is no such record in this ledger."));
    return NULL;
  }
  return read_target (ledger, statement, error);
}

gboolean
tsu_target_fold (TsuTarget *self, GError **error)
{
  g_clear_pointer (&self->view, tsu_view_free);
  self->view = tsu_fold (self->type, self->changes, error);
  return self->view != NULL;
}

/* Place of a change among the record's changes, or -1. */
int
tsu_target_find_change (const TsuTarget *self, const char *change_id)
{
  for (guint i = 0; i < self->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (self->changes, i);

    if (g_str_equal (change->id, change_id))
      return (int) i;
  }
  return -1;
}

int
tsu_target_find_row (const TsuTarget *self, gint64 key)
{
  for (guint i = 0; i < self->origins->len; i++)
    if (g_array_index (self->origins, TsuOrigin, i).key == key)
      return (int) i;
  return -1;
}

static gboolean
insert_author (TsuLedger *ledger, const char *device, const char *user, gint64 *key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db,
                    "INSERT INTO author (device, user) VALUES (?, ?)"
                    " ON CONFLICT DO UPDATE SET device = excluded.device RETURNING id",
                    error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, device);
  tsu_bind_text (statement, 2, user);
  if (!tsu_db_step (ledger->db, statement, &row, error))
    return FALSE;
  *key = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
intern_author (TsuLedger *ledger, const TsuChange *change, gint64 *key, GError **error)
{
  g_autofree char *both = g_strconcat (change->device, "\n", change->user, NULL);
  gint64 *known = g_hash_table_lookup (ledger->authors, both);

  if (known != NULL) {
    *key = *known;
    return TRUE;
  }
  if (!insert_author (ledger, change->device, change->user, key, error))
    return FALSE;
  g_hash_table_insert (ledger->authors, g_steal_pointer (&both), g_memdup2 (key, sizeof *key));
  return TRUE;
}

static gboolean
insert_record (TsuLedger *ledger, TsuTarget *target, GError **error)
{
  if (!run_insert (ledger, INSERT, target, error))
    return FALSE;
  target->key = tsu_db_last_key (ledger->db);
  return TRUE;
}

/* Writes where the record lies and whether it may be shown. */
gboolean
tsu_target_set_ward (TsuLedger *ledger, TsuTarget *self, int ward, gboolean sealed, GError **error)
{
  g_autoptr (TsuStatement) statement = NULL;

  self->ward = ward;
  self->sealed = sealed;
  if (self->key == 0)
    return TRUE;
  statement =
    tsu_db_prepare (ledger->db, "UPDATE record SET ward = ?, sealed = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, ward);
  sqlite3_bind_int (statement, 2, sealed);
  sqlite3_bind_int64 (statement, 3, self->key);
  return tsu_db_run (ledger->db, statement, error);
}

/* Writes what may alter in a change: its place in the order, what was cut, where it is dominated.
 */
gboolean
tsu_change_table_update (TsuLedger *ledger, const TsuTarget *target, guint place, GError **error)
{
  const TsuChange *change = g_ptr_array_index (target->changes, place);
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db,
                    "UPDATE change SET fields = ?, seen = ?, ohlc = ?, seq = ?, cut = ?, z = ?"
                    " WHERE id = ?",
                    error);

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, change->fields);
  tsu_bind_text (statement, 2, change->seen);
  sqlite3_bind_int64 (statement, 3, (gint64) change->ohlc);
  sqlite3_bind_int64 (statement, 4, change->seq);
  sqlite3_bind_int (statement, 5, change->cut);
  tsu_bind_text (statement, 6, change->z);
  sqlite3_bind_int64 (statement, 7, g_array_index (target->origins, TsuOrigin, place).key);
  return tsu_db_run (ledger->db, statement, error);
}

/**
 * tsu_change_table_insert:
 * @ledger: the ledger, inside a transaction
 * @target: the record; gets its row when this is its first change
 * @change: (transfer full): the change; becomes one of @target's
 * @txn: row of its transaction
 * @undoes: row of the change it takes back, or 0
 * @error: what went wrong
 *
 * Returns: whether the change was written
 */
gboolean
tsu_change_table_insert (TsuLedger *ledger,
                         TsuTarget *target,
                         TsuChange *change,
                         gint64 txn,
                         gint64 undoes,
                         GError **error)
{
  g_autoptr (TsuChange) owned = change;
  g_autoptr (TsuStatement) statement = NULL;
  TsuOrigin origin = { .txn = txn, .undoes = undoes };
  gint64 author;

  if (target->key == 0 && target->ward == TSU_WARD_UNKNOWN)
    target->ward = ledger->ward;
  if (target->key == 0 && !insert_record (ledger, target, error))
    return FALSE;
  if (!intern_author (ledger, change, &author, error))
    return FALSE;
  statement = tsu_db_prepare (ledger->db,
                              "INSERT INTO change (uid, record, txn, op, fields, seen, hlc, ohlc, "
                              "author, schema, seq,"
                              " undoes, cut, z) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif "
                              "(?, 0), ?, ?)",
                              error);
  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, change->id);
  sqlite3_bind_int64 (statement, 2, target->key);
  sqlite3_bind_int64 (statement, 3, txn);
  sqlite3_bind_int (statement, 4, (int) change->op);
  tsu_bind_text (statement, 5, change->fields);
  tsu_bind_text (statement, 6, change->seen);
  sqlite3_bind_int64 (statement, 7, (gint64) change->hlc);
  sqlite3_bind_int64 (statement, 8, (gint64) change->ohlc);
  sqlite3_bind_int64 (statement, 9, author);
  sqlite3_bind_int (statement, 10, change->schema);
  sqlite3_bind_int64 (statement, 11, change->seq);
  sqlite3_bind_int64 (statement, 12, undoes);
  sqlite3_bind_int (statement, 13, change->cut);
  tsu_bind_text (statement, 14, change->z);
  if (!tsu_db_run (ledger->db, statement, error))
    return FALSE;
  origin.key = tsu_db_last_key (ledger->db);
  g_ptr_array_add (target->changes, g_steal_pointer (&owned));
  g_array_append_val (target->origins, origin);
  return TRUE;
}
