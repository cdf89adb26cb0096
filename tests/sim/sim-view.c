/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a desk shows: its records with their values, what is hidden, which issues are open. Told
 * apart, so that a difference is known by the invariant it breaks.
 */

#include "config.h"

#include "sim-view.h"

#include "sim-desk.h"

#include "tsu-ledger-private.h"

#include <string.h>

static void
append_issues (SimDesk *desk, const char *id, GString *text)
{
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (desk->ledger->db,
                    "SELECT i.id FROM issue i JOIN record r ON r.id = i.record WHERE r.uid = ?"
                    " AND i.kind < 2 ORDER BY i.id",
                    NULL);
  gboolean row = TRUE;

  if (rows == NULL)
    return;
  tsu_bind_text (rows, 1, id);
  while (row && tsu_db_step (desk->ledger->db, rows, &row, NULL))
    if (row)
      g_string_append_printf (text, " %s", tsu_column_text (rows, 0));
}

/* In the form of sim_truth_show(). */
static char *
show (SimDesk *desk, const char *id)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (desk->ledger, id, NULL);
  GString *text = g_string_new (NULL);

  if (record == NULL)
    return g_string_free (text, FALSE);
  tsu_record_append_json (record, text);
  g_string_append (text, tsu_record_is_deleted (record) ? " hidden" : "");
  append_issues (desk, id, text);
  return g_string_free (text, FALSE);
}

/* A change that the server holds back stays shown where it is: one's own, or one that a restored
 * server has lost and that somebody has handed on who may not write there. */
static gboolean
has_held (SimDesk *desk, const char *record)
{
  return sim_desk_ask (desk,
                       "SELECT count (*) FROM change c JOIN txn t ON t.id = c.txn JOIN record r"
                       " ON r.id = c.record WHERE r.uid = ?"
                       " AND (t.state = 3 OR (c.seq = 0 AND t.dseq IS NULL))",
                       record) > 0;
}

/* Two wards that scan one badge make one record, which lies where the first scan came from; a
 * restored server may get the other one first. Who scanned it in the other ward is not sent it, and
 * keeps seeing his own. */
static gboolean
lies_elsewhere (SimDesk *desk, const SimRecord *record, int level)
{
  return level < 0 && desk->world->server->n_restored > 0 &&
         g_str_equal (record->type, "participation") &&
         sim_desk_ask (desk,
                       "SELECT max (c.seq) = 0 AND min (t.dseq IS NOT NULL) FROM change c"
                       " JOIN txn t ON t.id = c.txn JOIN record r ON r.id = c.record"
                       " WHERE r.uid = ?",
                       record->id) == 1;
}

static const char *
name_difference (const char *shown, const char *expected)
{
  const char *end_shown = strrchr (shown, '}');
  const char *end_expected = strrchr (expected, '}');
  gsize n_shown = end_shown != NULL ? (gsize) (end_shown - shown) : 0;
  gsize n_expected = end_expected != NULL ? (gsize) (end_expected - expected) : 0;

  if (n_shown == 0 || n_expected == 0)
    return "I3";
  if ((strstr (shown + n_shown, " hidden") != NULL) !=
      (strstr (expected + n_expected, " hidden") != NULL))
    return "I12";
  if (n_shown != n_expected || memcmp (shown, expected, n_shown) != 0) {
    const char *tags = strstr (shown, "\"tags\":");
    const char *other = strstr (expected, "\"tags\":");
    const char *tags_end = tags != NULL ? strchr (tags, ']') : NULL;

    if ((tags == NULL) != (other == NULL) ||
        (tags_end != NULL && strncmp (tags, other, (gsize) (tags_end - tags)) != 0))
      return "I10";
    return "I3";
  }
  return "I9";
}

/* For whoever looks for the cause. */
static void
tell_changes (SimDesk *desk, const SimRecord *record)
{
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (desk->ledger->db,
                    "SELECT c.uid, c.seq, c.cut, c.z, t.state, c.fields, c.seen FROM change c"
                    " JOIN txn t ON t.id = c.txn JOIN record r ON r.id = c.record"
                    " WHERE r.uid = ? ORDER BY c.id",
                    NULL);
  gboolean row = TRUE;

  for (guint i = 0; i < record->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (record->changes, i);

    sim_world_tell (desk->world, "server: %s %d z %s %s seen %s", change->id, (int) change->seq,
                    change->z, change->fields, change->seen);
  }
  tsu_bind_text (rows, 1, record->id);
  while (row && tsu_db_step (desk->ledger->db, rows, &row, NULL))
    if (row)
      sim_world_tell (desk->world, "desk: %s %d cut %d z %s state %d %s seen %s",
                      tsu_column_text (rows, 0), sqlite3_column_int (rows, 1),
                      sqlite3_column_int (rows, 2), tsu_column_text (rows, 3),
                      sqlite3_column_int (rows, 4), tsu_column_text (rows, 5),
                      tsu_column_text (rows, 6));
}

static void
compare_record (SimDesk *desk, SimRecord *record, int level)
{
  g_autofree char *expected = level >= 0 ? sim_truth_show (record, level) : g_strdup ("");
  g_autofree char *shown = show (desk, record->id);

  if (g_str_equal (expected, shown) || has_held (desk, record->id) ||
      lies_elsewhere (desk, record, level) ||
      sim_server_took_in_disorder (desk->world->server, record, level))
    return;
  tell_changes (desk, record);
  sim_world_fail (desk->world, name_difference (shown, expected),
                  "desk %d, which may read %d of ward %d, shows\n  %s\nand not\n  %s", desk->number,
                  level, record->ward, shown, expected);
}

static void
tell_bookings (SimDesk *desk)
{
  g_autoptr (TsuStatement) rows = tsu_db_prepare (
    desk->ledger->db,
    "SELECT r.uid, b.resource, b.starts, b.ends, b.status, b._hidden, i.id, i.other FROM booking b"
    " JOIN record r ON r.id = b.id LEFT JOIN issue i ON i.record = b.id AND i.kind = 2",
    NULL);
  gboolean row = TRUE;

  while (rows != NULL && row && tsu_db_step (desk->ledger->db, rows, &row, NULL))
    if (row)
      sim_world_tell (desk->world, "booking %s of %s from %s to %s %s hidden %d issue %s",
                      tsu_column_text (rows, 0), tsu_column_text (rows, 1),
                      tsu_column_text (rows, 2), tsu_column_text (rows, 3),
                      tsu_column_text (rows, 4), sqlite3_column_int (rows, 5),
                      tsu_column_text (rows, 6));
}

static void
compare_overlaps (SimDesk *desk, SimTruth *truth, GArray *grants)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (desk->ledger->db, "SELECT id FROM issue WHERE kind = 2 ORDER BY id", NULL);
  gboolean row = TRUE;
  guint n = 0;

  /* A booking held back is shown here only, and may collide here only. */
  if (sim_desk_ask (desk, "SELECT count (*) FROM txn WHERE state = 3", NULL) > 0)
    return;
  sim_truth_find_overlaps (truth, (TsuPolicyGrant *) (gpointer) grants->data, grants->len, ids);
  while (rows != NULL && row && tsu_db_step (desk->ledger->db, rows, &row, NULL)) {
    n += row ? 1 : 0;
    if (row && !g_hash_table_contains (ids, tsu_column_text (rows, 0)))
      sim_world_fail (desk->world, "I13", "desk %d has a double booking that is none: %s",
                      desk->number, tsu_column_text (rows, 0));
  }
  if (n != g_hash_table_size (ids))
    tell_bookings (desk);
  if (n != g_hash_table_size (ids))
    sim_world_fail (desk->world, "I13", "desk %d knows %u of %u double bookings", desk->number, n,
                    g_hash_table_size (ids));
}

void
sim_view_compare (SimDesk *desk, SimTruth *truth)
{
  GArray *grants = desk->world->server->grants[desk->who];
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, truth->records);
  while (g_hash_table_iter_next (&iter, NULL, &record) && sim_world_is_well (desk->world))
    compare_record (desk, record,
                    sim_truth_level (record, (TsuPolicyGrant *) (gpointer) grants->data,
                                     grants->len));
  if (sim_world_is_well (desk->world))
    compare_overlaps (desk, truth, grants);
}

guint64
sim_view_digest (SimDesk *desk)
{
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (desk->ledger->db, "SELECT uid FROM record ORDER BY uid", NULL);
  guint64 digest = 0;
  gboolean row = TRUE;

  while (rows != NULL && row && tsu_db_step (desk->ledger->db, rows, &row, NULL)) {
    g_autofree char *shown = row ? show (desk, tsu_column_text (rows, 0)) : NULL;

    if (shown != NULL)
      digest = digest * G_GUINT64_CONSTANT (1099511628211) ^ g_str_hash (shown);
  }
  return digest;
}
