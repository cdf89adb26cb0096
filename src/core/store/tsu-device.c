/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A device is a ledger file, and counts its transactions. Two files that count under one name would
 * give different things the same number: a copied file, a restored backup, a home folder on two
 * computers. So each copy gets an incarnation of its own, found out here by where the file lies, or
 * by the server, which sees a number come with another body. And the other way round, where the
 * server was restored: what it has lost is sent again.
 */

#include "config.h"

#include "tsu-device.h"

#include "tsu-change-table.h"
#include "tsu-outbox.h"
#include "tsu-plant.h"
#include "tsu-show.h"

#include <glib/gstdio.h>
#include <string.h>

/* The computer's own number, see machine-id(5). It is only ever used keyed, as that page asks. */
static char *
read_machine (void)
{
  g_autofree char *id = NULL;

  if (!g_file_get_contents ("/etc/machine-id", &id, NULL, NULL))
    return g_strdup ("");
  return g_steal_pointer (&id);
}

static char *
describe_place (const TsuLedger *ledger)
{
  g_autofree char *machine = read_machine ();
  g_autofree char *place = NULL;
  GStatBuf info;

  if (g_stat (ledger->path, &info) != 0)
    return NULL;
  place = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, machine,
                           (guint64) info.st_dev, (guint64) info.st_ino);
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) ledger->device,
                                    strlen (ledger->device), place, -1);
}

static gboolean
end_step (TsuLedger *ledger, gboolean done, GError **error)
{
  if (done)
    return tsu_db_commit (ledger->db, error);
  tsu_show_take_back (ledger);
  return FALSE;
}

/* What waits is numbered without gaps behind the last that does not. Each number falls or stays, in
 * rising order, so none is ever given twice. */
gboolean
tsu_device_close_gaps (TsuLedger *ledger, GError **error)
{
  g_autoptr (TsuStatement) rows =
    tsu_db_prepare (ledger->db, "SELECT id FROM txn WHERE state = 0 AND dseq > ? ORDER BY dseq",
                    error);
  g_autoptr (TsuStatement) update =
    tsu_db_prepare (ledger->db, "UPDATE txn SET dseq = ? WHERE id = ?", error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last;
  gboolean row = TRUE;

  if (rows == NULL || update == NULL ||
      !tsu_db_query_integer (ledger->db, "SELECT max (dseq) FROM txn WHERE state <> 0 AND dseq > 0",
                             &last, error))
    return FALSE;
  sqlite3_bind_int64 (rows, 1, 0);
  while (row) {
    gint64 key;

    if (!tsu_db_step (ledger->db, rows, &row, error))
      return FALSE;
    key = row ? sqlite3_column_int64 (rows, 0) : 0;
    if (row)
      g_array_append_val (keys, key);
  }
  for (guint i = 0; i < keys->len; i++) {
    sqlite3_bind_int64 (update, 1, last + 1 + i);
    sqlite3_bind_int64 (update, 2, g_array_index (keys, gint64, i));
    if (!tsu_db_run (ledger->db, update, error))
      return FALSE;
  }
  return tsu_db_exec (ledger->db,
                      "UPDATE clock SET dseq = (SELECT ifnull (max (dseq), 0) FROM txn"
                      " WHERE dseq > 0)",
                      error);
}

/* A new incarnation counts from 1; what the old one has shared keeps a number below 0. */
static gboolean
begin_incarnation (TsuLedger *ledger, GError **error)
{
  const char *shared = TSU_PLANT (renumber_loses)
                         ? "UPDATE txn SET dseq = -id WHERE dseq > 0"
                         : "UPDATE txn SET dseq = -id WHERE state <> 0 AND dseq > 0";

  return tsu_db_exec (ledger->db, shared, error) && tsu_device_close_gaps (ledger, error) &&
         tsu_ledger_set_number (ledger, "incarnation", g_random_int_range (2, G_MAXINT32), error);
}

/**
 * tsu_device_ensure_place:
 * @ledger: a ledger being opened for writing
 * @error: what went wrong
 *
 * A ledger that is not where it was (another computer, another file) is a copy, and begins an
 * incarnation of its own; nothing of it is lost.
 *
 * Returns: whether it may be written under its name
 */
gboolean
tsu_device_ensure_place (TsuLedger *ledger, GError **error)
{
  g_autofree char *place = describe_place (ledger);
  g_autofree char *known = tsu_ledger_get_meta (ledger, TSU_DEVICE_PLACE);

  if (place == NULL || g_strcmp0 (place, known) == 0)
    return TRUE;
  if (!tsu_db_begin (ledger->db, error))
    return FALSE;
  return end_step (ledger,
                   (known == NULL || begin_incarnation (ledger, error)) &&
                     tsu_ledger_set_meta (ledger, TSU_DEVICE_PLACE, place, error),
                   error);
}

/**
 * tsu_ledger_renumber:
 * @self: a ledger that may be written
 * @error: what went wrong
 *
 * The server knows another body under a number of this device: somewhere there is a copy. This one
 * gets a new incarnation, and what is not shared yet is numbered anew.
 *
 * Returns: whether it is done
 */
gboolean
tsu_ledger_renumber (TsuLedger *self, GError **error)
{
  if (!tsu_ledger_require_write (self, error) || !tsu_db_begin (self->db, error))
    return FALSE;
  return end_step (self, begin_incarnation (self, error), error);
}

/**
 * tsu_ledger_resend:
 * @self: a ledger that may be written
 * @expected: the number that the server waits for
 * @error: what went wrong
 *
 * The server misses transactions that count as shared here. They are unsent again; where they are
 * not here, or not whole, the device begins a new incarnation.
 *
 * Returns: whether it is done
 */
gboolean
tsu_ledger_resend (TsuLedger *self, gint64 expected, GError **error)
{
  g_autofree char *missing =
    g_strdup_printf ("SELECT (SELECT count (*) FROM txn WHERE dseq >= %" G_GINT64_FORMAT
                     " AND n > 0) <> (SELECT dseq + 1 - %" G_GINT64_FORMAT " FROM clock)"
                     " OR EXISTS (SELECT 1 FROM txn WHERE state = 0 AND dseq > 0 AND dseq < "
                     "%" G_GINT64_FORMAT ")",
                     expected, expected, expected);
  g_autofree char *unsend =
    g_strdup_printf ("UPDATE txn SET state = 0, reason = NULL WHERE dseq >= %" G_GINT64_FORMAT,
                     expected);
  g_autoptr (TsuSingleStatement) ask = NULL;
  gboolean row;

  if (!tsu_ledger_require_write (self, error))
    return FALSE;
  ask = tsu_db_prepare_once (self->db, missing, error);
  if (ask == NULL || !tsu_db_step (self->db, ask, &row, error))
    return FALSE;
  if (sqlite3_column_int (ask, 0) != 0)
    return tsu_ledger_renumber (self, error);
  sqlite3_reset (ask);
  if (!tsu_db_begin (self->db, error))
    return FALSE;
  return end_step (self, tsu_db_exec (self->db, unsend, error), error);
}

/* Our own, in the order in which they were made; behind them those of earlier incarnations. From
 * the first that is lost on, the server counts anew, also what lies before @common because somebody
 * else had given it back before it was sent from here. */
static gboolean
unsend_own (TsuLedger *self, gint64 common, gint64 first_lost, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE txn SET state = 0, reason = NULL, seq = 0 WHERE n > 0 AND state IN "
                     "(2, 3)"
                     " AND dseq IS NOT NULL AND (dseq >= %" G_GINT64_FORMAT
                     " OR (dseq < 0 AND (seq = 0 OR seq > %" G_GINT64_FORMAT "))"
                     " OR (seq = 0 AND dseq > (SELECT ifnull (max (dseq), 0) FROM txn"
                     "  WHERE dseq > 0 AND seq BETWEEN 1 AND %" G_GINT64_FORMAT ")))",
                     first_lost, common, common);

  return tsu_db_exec (self->db, sql, error);
}

static gboolean
find_first_lost (TsuLedger *self, gint64 common, gint64 *first_lost, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT ifnull (min (dseq), %" G_GINT64_FORMAT ")"
                                          " FROM txn WHERE dseq > 0 AND seq > %" G_GINT64_FORMAT,
                                          G_MAXINT64, common);

  return tsu_db_query_integer (self->db, sql, first_lost, error);
}

static gboolean
unsend_after (TsuLedger *self, gint64 common, GError **error)
{
  g_autofree char *none = NULL;
  gint64 first_lost;

  if (!find_first_lost (self, common, &first_lost, error))
    return FALSE;
  /* What was given up, or had to be forgotten since, has nothing to send, and its number goes to
   * one that has: a number kept among those that are drawn anew would be drawn twice. */
  none = g_strdup_printf ("UPDATE txn SET dseq = -id WHERE dseq > 0 AND (state = 4"
                          " OR (n = 0 AND dseq >= %" G_GINT64_FORMAT "))",
                          first_lost);
  return unsend_own (self, common, first_lost, error) &&
         tsu_db_exec (self->db,
                      "UPDATE txn SET dseq = id + (SELECT dseq FROM clock)"
                      " WHERE state = 0 AND dseq < 0",
                      error) &&
         tsu_db_exec (self->db, none, error) && tsu_device_close_gaps (self, error);
}

static gboolean
relay_after (TsuLedger *self, gint64 common, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE txn SET seq = 0,"
                     " relay = EXISTS (SELECT 1 FROM change WHERE change.txn = txn.id AND cut = 0)"
                     " WHERE dseq IS NULL AND n > 0 AND seq > %" G_GINT64_FORMAT ";"
                     "UPDATE change SET seq = 0 WHERE seq > %" G_GINT64_FORMAT,
                     common, common);

  return tsu_db_exec (self->db, sql, error);
}

static GArray *
list_records (TsuLedger *self, const char *condition, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT record FROM change WHERE %s", condition);
  g_autoptr (TsuSingleStatement) rows = tsu_db_prepare_once (self->db, sql, error);

  if (rows == NULL)
    return NULL;
  return tsu_db_list_keys (self->db, rows, error);
}

/* What dominated a change after @common may be lost for good: the server judges anew when it comes
 * again. What a snapshot said may rest on anything that it reached; then a new one is needed, as it
 * is where something was forgotten that may now be read as before. */
static gboolean
judge_anew (TsuLedger *self, gint64 common, GError **error)
{
  gboolean all = tsu_ledger_get_number (self, TSU_SNAPSHOT_REACH,
                                        tsu_ledger_get_number (self, "snapshot", 0)) > common;
  g_autofree char *condition =
    all ? g_strdup ("z IS NOT NULL")
        : g_strdup_printf ("z IS NOT NULL AND seq > %" G_GINT64_FORMAT, common);
  g_autofree char *clear = g_strdup_printf ("UPDATE change SET z = NULL WHERE %s", condition);
  g_autoptr (GArray) keys = list_records (self, condition, error);

  if (keys == NULL || !tsu_db_exec (self->db, clear, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++) {
    g_autoptr (TsuTarget) target = tsu_target_load (self, g_array_index (keys, gint64, i), error);

    if (target == NULL || !tsu_show_target (self, target, error))
      return FALSE;
  }
  tsu_ledger_note_changed (self, keys);
  return tsu_show_finish (self, error) &&
         ((!all && tsu_ledger_get_number (self, "left", 0) <= common) ||
          tsu_ledger_set_number (self, "want-snapshot", 1, error));
}

static gboolean
set_back (TsuLedger *self, const char *key, gint64 at_most, GError **error)
{
  return tsu_ledger_get_number (self, key, 0) <= at_most ||
         tsu_ledger_set_number (self, key, at_most, error);
}

/**
 * tsu_ledger_adopt:
 * @self: a ledger that may be written
 * @epoch: the server's new life
 * @common: up to this place in the order the lives agree
 * @error: what went wrong; then nothing of it happened
 *
 * The server was restored from a backup and has lost what came after. Whoever still holds it gives
 * it back: our own work is unsent again, that of others is to be relayed.
 *
 * Returns: whether it is done, in one step with the new cursor
 */
gboolean
tsu_ledger_adopt (TsuLedger *self, const char *epoch, gint64 common, GError **error)
{
  if (!tsu_ledger_require_write (self, error) || !tsu_db_begin (self->db, error))
    return FALSE;
  return end_step (self,
                   judge_anew (self, common, error) &&
                     (TSU_PLANT (restored_not_resent) || unsend_after (self, common, error)) &&
                     (TSU_PLANT (others_not_given_back) || relay_after (self, common, error)) &&
                     tsu_db_exec (self->db, "DELETE FROM snapshot; DELETE FROM stale", error) &&
                     set_back (self, "cursor", common, error) &&
                     set_back (self, "snapshot", common, error) &&
                     set_back (self, TSU_SNAPSHOT_REACH, common, error) &&
                     set_back (self, "left", common, error) &&
                     tsu_ledger_set_meta (self, "epoch", epoch, error),
                   error);
}
