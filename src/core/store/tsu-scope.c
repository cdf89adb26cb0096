/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done when the server says that something may be read no longer, or again. What may not be
 * read goes in the step that keeps the server's word: records, changes, rows of the search, issues.
 * Afterwards the file is written anew, because SQLite leaves old bytes standing in pages it uses
 * on, and the search index in parts it has not merged yet. What was made here and is not shared yet
 * stays, sealed: it is sent and answered like everything else, but not shown.
 */

#include "config.h"

#include "tsu-scope.h"

#include "tsu-change-cut.h"
#include "tsu-change-table.h"
#include "tsu-plant.h"
#include "tsu-show.h"

/* What the server has, or has from others; the rest is unsent or held work of this device. */
#define NOT_OURS_ALONE "state NOT IN (0, 3)"

/* meta: what is still owed after a drop. */
#define WIPE "wipe"
#define WIPE_LOG 1
#define WIPE_FILE 2

static GArray *
list_keys (TsuLedger *ledger, const char *sql, gint64 value, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (ledger->db, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, value);
  return tsu_db_list_keys (ledger->db, statement, error);
}

static gboolean
run_for (TsuLedger *ledger, const char *sql, gint64 value, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (ledger->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, value);
  return tsu_db_run (ledger->db, statement, error);
}

/* A transaction that has lost changes can be taken back only as far as it is there. */
static gboolean
recount (TsuLedger *ledger, GArray *txns, GError **error)
{
  for (guint i = 0; i < txns->len; i++) {
    gint64 txn = g_array_index (txns, gint64, i);

    if (!run_for (ledger,
                  "UPDATE txn SET n = (SELECT count (*) FROM change WHERE txn = ?1) WHERE id = ?1",
                  txn, error) ||
        !run_for (ledger,
                  "UPDATE txn SET undone = 0 WHERE id = ? AND n = 0 AND undone IS NULL AND dseq IS"
                  " NOT NULL",
                  txn, error) ||
        !run_for (ledger, "DELETE FROM txn WHERE id = ? AND n = 0 AND dseq IS NULL", txn, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_scope_forget_changes:
 * @ledger: the ledger, inside a transaction
 * @record: row of a record
 * @condition: SQL about the transactions whose changes of it are to go
 * @any_left: (out): whether the record has others
 * @error: what went wrong
 *
 * Returns: whether the changes are gone, and the record with the last of them
 */
gboolean
tsu_scope_forget_changes (
  TsuLedger *ledger, gint64 record, const char *condition, gboolean *any_left, GError **error)
{
  g_autofree char *list = g_strdup_printf ("SELECT DISTINCT txn.id FROM change JOIN txn ON txn.id "
                                           "= change.txn WHERE record = ? AND"
                                           " (%s)",
                                           condition);
  g_autofree char *remove =
    g_strdup_printf ("DELETE FROM change WHERE record = ? AND txn IN (SELECT id FROM txn WHERE %s)",
                     condition);
  g_autoptr (GArray) txns = list_keys (ledger, list, record, error);
  g_autoptr (GArray) left = NULL;

  if (txns == NULL || !run_for (ledger, remove, record, error) || !recount (ledger, txns, error))
    return FALSE;
  left = list_keys (ledger, "SELECT id FROM change WHERE record = ? LIMIT 1", record, error);
  if (left == NULL)
    return FALSE;
  *any_left = left->len > 0;
  return *any_left || run_for (ledger, "DELETE FROM record WHERE id = ?", record, error);
}

static gboolean
forget_record (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuTarget) target = tsu_target_load (ledger, key, error);
  gboolean any_left;

  if (target == NULL || !tsu_show_nothing (ledger, target, error) ||
      !tsu_scope_forget_changes (ledger, key, NOT_OURS_ALONE, &any_left, error))
    return FALSE;
  return !any_left || tsu_target_set_ward (ledger, target, target->ward, TRUE, error);
}

static gboolean
is_ours_alone (TsuLedger *ledger, gint64 txn, gboolean *ours, GError **error)
{
  g_autoptr (GArray) rows =
    list_keys (ledger, "SELECT id FROM txn WHERE id = ? AND state IN (0, 3)", txn, error);

  if (rows == NULL)
    return FALSE;
  *ours = rows->len > 0;
  return TRUE;
}

static gboolean
cut_change (TsuLedger *ledger,
            const TsuTarget *target,
            guint place,
            const char *kind,
            int level,
            gboolean *any_cut,
            GError **error)
{
  TsuChange *change = g_ptr_array_index (target->changes, place);
  gint64 txn = g_array_index (target->origins, TsuOrigin, place).txn;
  g_autofree char *before = g_strdup (change->fields);
  gboolean ours;

  if (!is_ours_alone (ledger, txn, &ours, error))
    return FALSE;
  if (ours)
    return TRUE;
  if (!tsu_change_cut (change, target->type, kind, level, error))
    return FALSE;
  if (g_strcmp0 (before, change->fields) == 0)
    return TRUE;
  *any_cut = TRUE;
  return tsu_change_table_update (ledger, target, place, error);
}

/* Of what was cut to nothing not even the bare change is left, as if it had never come. */
static gboolean
forget_emptied (TsuLedger *ledger, gint64 record, GError **error)
{
#define EMPTIED "record = ? AND cut <> 0 AND fields = '{}'"
  g_autoptr (GArray) txns =
    list_keys (ledger, "SELECT DISTINCT txn FROM change WHERE " EMPTIED, record, error);

  return txns != NULL && run_for (ledger, "DELETE FROM change WHERE " EMPTIED, record, error) &&
         recount (ledger, txns, error);
#undef EMPTIED
}

static gboolean
show_what_is_left (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuTarget) target = NULL;

  if (!forget_emptied (ledger, key, error))
    return FALSE;
  target = tsu_target_load (ledger, key, error);
  if (target == NULL)
    return FALSE;
  if (target->changes->len > 0)
    return tsu_show_target (ledger, target, error);
  return tsu_show_nothing (ledger, target, error) &&
         run_for (ledger, "DELETE FROM record WHERE id = ?", key, error);
}

static gboolean
cut_record (TsuLedger *ledger, gint64 key, int level, GError **error)
{
  g_autoptr (TsuTarget) target = tsu_target_load (ledger, key, error);
  g_autofree char *kind = NULL;
  const TsuFieldView *view;
  gboolean any_cut = FALSE;

  if (target == NULL || !tsu_target_fold (target, error))
    return FALSE;
  view = tsu_view_find (target->view, "kind");
  kind = view != NULL && view->value != NULL ? g_strdup (tsu_value_get_text (view->value)) : NULL;
  for (guint i = 0; i < target->changes->len; i++)
    if (!cut_change (ledger, target, i, kind, level, &any_cut, error))
      return FALSE;
  return !any_cut || show_what_is_left (ledger, key, error);
}

/**
 * tsu_scope_restrict_record:
 * @ledger: the ledger, inside a transaction
 * @record: row of a record
 * @level: up to which class it may be read; below 0: not at all
 * @error: what went wrong
 *
 * Returns: whether no more of it is left; tsu_scope_owe_wipe() has to follow
 */
gboolean
tsu_scope_restrict_record (TsuLedger *ledger, gint64 record, int level, GError **error)
{
  return level < 0 ? forget_record (ledger, record, error)
                   : cut_record (ledger, record, level, error);
}

static gboolean
drop_ward (TsuLedger *ledger, int ward, int level, GError **error)
{
  g_autoptr (GArray) keys =
    list_keys (ledger, "SELECT id FROM record WHERE ward = ? AND sealed = 0", ward, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = TSU_PLANT (drop_incomplete); i < keys->len; i++)
    if (!tsu_scope_restrict_record (ledger, g_array_index (keys, gint64, i), level, error))
      return FALSE;
  return TRUE;
}

/* What had been sealed is shown again; the rest of it comes with the snapshot. */
static gboolean
open_ward (TsuLedger *ledger, int ward, GError **error)
{
  g_autoptr (GArray) keys =
    list_keys (ledger, "SELECT id FROM record WHERE ward = ? AND sealed <> 0", ward, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++) {
    g_autoptr (TsuTarget) target = tsu_target_load (ledger, g_array_index (keys, gint64, i), error);

    if (target == NULL || !tsu_target_set_ward (ledger, target, ward, FALSE, error))
      return FALSE;
    target->is_new = TRUE;
    if (!tsu_show_target (ledger, target, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
drops_ward (GPtrArray *lines, int ward)
{
  for (guint i = 0; i < lines->len; i++) {
    const TsuScopeLine *line = g_ptr_array_index (lines, i);

    if (line->kind == TSU_SCOPE_DROP && line->ward == ward)
      return TRUE;
  }
  return FALSE;
}

/* Dropped and granted at once, a ward may be read only where it shares something: what was made
 * here stays sealed unless the server sends its record. */
static gboolean
grant_ward (TsuLedger *ledger, GPtrArray *lines, int ward, GError **error)
{
  /* A snapshot that is under way was made for lesser rights. */
  return (drops_ward (lines, ward) || open_ward (ledger, ward, error)) &&
         tsu_db_exec (ledger->db, "DELETE FROM snapshot; DELETE FROM stale", error) &&
         tsu_ledger_set_number (ledger, "want-snapshot", !TSU_PLANT (grant_unfilled), error);
}

static gboolean
apply_line (TsuLedger *ledger, GPtrArray *lines, const TsuScopeLine *line, GError **error)
{
  gint64 key;

  switch (line->kind) {
  case TSU_SCOPE_GRANT:
    return grant_ward (ledger, lines, line->ward, error);
  case TSU_SCOPE_DROP:
    return drop_ward (ledger, line->ward, line->level, error);
  case TSU_SCOPE_OUT:
    key = tsu_ledger_find_key (ledger, line->record);
    return key == 0 || forget_record (ledger, key, error);
  case TSU_SCOPE_IN:
  default:
    return TRUE;
  }
}

gboolean
tsu_scope_drops_any (GPtrArray *lines)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const TsuScopeLine *line = g_ptr_array_index (lines, i);

    if (line->kind == TSU_SCOPE_DROP || line->kind == TSU_SCOPE_OUT)
      return TRUE;
  }
  return FALSE;
}

/* After records were restricted: shows what is left, and keeps it that their bytes are to go. */
gboolean
tsu_scope_owe_wipe (TsuLedger *ledger, GError **error)
{
  tsu_ledger_note_changed (ledger, NULL);
  return tsu_show_finish (ledger, error) && tsu_ledger_set_number (ledger, WIPE, WIPE_FILE, error);
}

/**
 * tsu_scope_apply:
 * @ledger: the ledger, inside a transaction
 * @lines: (nullable) (element-type TsuScopeLine): what the server says
 * @error: what went wrong
 *
 * Returns: whether the ledger holds no more than it may; the old bytes go with tsu_scope_wipe(),
 *   which is owed until it is done
 */
gboolean
tsu_scope_apply (TsuLedger *ledger, GPtrArray *lines, GError **error)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!apply_line (ledger, lines, g_ptr_array_index (lines, i), error))
      return FALSE;
  return !tsu_scope_drops_any (lines) || tsu_scope_owe_wipe (ledger, error);
}

/* Of a ward that the snapshot holds, records of which it names nothing; of others, all. What the
 * server has got later than @seq is told by pages. */
static GArray *
list_unnamed (TsuLedger *ledger, gint64 seq, GError **error)
{
#define KNOWN_LATER "SELECT 1 FROM change WHERE record = r.id AND seq > ?1"
  return list_keys (
    ledger,
    "SELECT r.id FROM record r WHERE r.id IN (SELECT record FROM change WHERE id IN"
    "  (SELECT change FROM stale)) AND r.sealed = 0 AND NOT EXISTS (" KNOWN_LATER ")"
    " AND NOT EXISTS (SELECT 1 FROM change WHERE record = r.id AND seq BETWEEN 1 AND ?1"
    "  AND z IS NOT 'true' AND id NOT IN (SELECT change FROM stale))"
    " UNION SELECT r.id FROM record r WHERE r.ward NOT IN (SELECT ward FROM snapshot)"
    " AND r.sealed = 0 AND NOT EXISTS (" KNOWN_LATER ")"
    " AND EXISTS (SELECT 1 FROM change WHERE record = r.id AND seq BETWEEN 1 AND ?1)",
    seq, error);
#undef KNOWN_LATER
}

/**
 * tsu_scope_forget_unnamed:
 * @ledger: the ledger, inside a transaction, with all of a snapshot for its rights
 * @seq: the snapshot's place
 * @error: what went wrong
 *
 * Of whatever may be read a snapshot names something. A record that ceased to be shared before it
 * was made is not told of by any page after it.
 *
 * Returns: whether nothing is left of what the snapshot leaves out; tsu_scope_wipe() is owed
 */
gboolean
tsu_scope_forget_unnamed (TsuLedger *ledger, gint64 seq, GError **error)
{
  g_autoptr (GArray) keys = TSU_PLANT (unnamed_stays) ? g_array_new (FALSE, FALSE, sizeof (gint64))
                                                      : list_unnamed (ledger, seq, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!forget_record (ledger, g_array_index (keys, gint64, i), error))
      return FALSE;
  if (keys->len == 0)
    return TRUE;
  tsu_ledger_note_changed (ledger, NULL);
  return tsu_ledger_set_number (ledger, "left", seq, error) &&
         tsu_ledger_set_number (ledger, WIPE, WIPE_FILE, error);
}

static gboolean
optimize_search (TsuLedger *ledger, GError **error)
{
  for (guint i = 0; i < ledger->typed->len; i++) {
    const char *name = tsu_typed_get_type_of (ledger->typed->pdata[i])->name;
    g_autofree char *sql =
      g_strdup_printf ("INSERT INTO search_%s (search_%s) VALUES ('optimize')", name, name);

    if (!tsu_db_exec (ledger->db, sql, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_scope_wipe:
 * @ledger: a ledger that may be written, outside a transaction
 * @error: what went wrong; then it is still owed
 *
 * Writes the file anew where something was dropped since the last time, so that nothing of it is
 * left in the search index, in free pages or in the log.
 *
 * Returns: whether nothing is owed any more
 */
gboolean
tsu_scope_wipe (TsuLedger *ledger, GError **error)
{
  gint64 owed = tsu_ledger_get_number (ledger, WIPE, 0);
  gint64 busy;

  if (owed == WIPE_FILE &&
      (!optimize_search (ledger, error) || !tsu_db_exec (ledger->db, "VACUUM", error) ||
       !tsu_ledger_set_number (ledger, WIPE, WIPE_LOG, error)))
    return FALSE;
  if (owed == 0)
    return TRUE;
  if (!tsu_db_query_integer (ledger->db, "PRAGMA wal_checkpoint (TRUNCATE)", &busy, error))
    return FALSE;
  /* Somebody is still reading what was there before; another time. */
  return busy != 0 || tsu_ledger_set_number (ledger, WIPE, 0, error);
}
