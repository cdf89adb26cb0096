/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search rows that are written later. A first sync brings more records than the search index takes
 * in the time in which they can be listed; so they are listed first, and this file makes good on
 * the rest in small durable steps, while people already work.
 */

#include "config.h"

#include "tsu-backlog.h"

#include "tsu-inbox.h"
#include "tsu-show.h"

/* A step is short enough not to be felt by who saves something meanwhile. */
#define RECORDS_A_STEP 2000

/**
 * tsu_backlog_take:
 * @ledger: the ledger, inside a transaction
 * @key: a record that is being shown
 * @is_new: whether it has no row yet
 * @waits: (out): whether its search row is left for later
 * @error: what went wrong
 *
 * Returns: whether it could be asked
 */
gboolean
tsu_backlog_take (TsuLedger *ledger, gint64 key, gboolean is_new, gboolean *waits, GError **error)
{
  g_autoptr (TsuStatement) statement = NULL;

  *waits = is_new && ledger->indexes_later;
  /* What was not there cannot be waiting. */
  if (is_new && !*waits)
    return TRUE;
  statement = tsu_db_prepare (ledger->db,
                              *waits ? "INSERT OR IGNORE INTO backlog (record) VALUES (?)"
                                     : "SELECT 1 FROM backlog WHERE record = ?",
                              error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  return *waits ? tsu_db_run (ledger->db, statement, error)
                : tsu_db_step (ledger->db, statement, waits, error);
}

gboolean
tsu_backlog_drop (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "DELETE FROM backlog WHERE record = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  return tsu_db_run (ledger->db, statement, error);
}

static GArray *
read_keys (TsuLedger *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->db, "SELECT record FROM backlog ORDER BY record LIMIT ?", error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, RECORDS_A_STEP);
  return tsu_db_list_keys (self->db, statement, error);
}

static gboolean
index_records (TsuLedger *self, gboolean *more, GError **error)
{
  g_autoptr (GArray) keys = read_keys (self, error);

  if (keys == NULL)
    return FALSE;
  *more = keys->len == RECORDS_A_STEP;
  for (guint i = 0; i < keys->len; i++)
    if (!tsu_show_search (self, g_array_index (keys, gint64, i), error))
      return FALSE;
  return tsu_show_finish (self, error);
}

/**
 * tsu_ledger_tend:
 * @self: a ledger that may be written
 * @more: (out): whether there is more of it
 * @error: what went wrong; then nothing of the step was done
 *
 * Does, in one durable step, a piece of the work that was put off: search rows of what a first sync
 * brought. Called again and again, between other work, until there is no more.
 *
 * Returns: whether the piece is done
 */
gboolean
tsu_ledger_tend (TsuLedger *self, gboolean *more, GError **error)
{
  gint64 any;

  *more = FALSE;
  if (!tsu_ledger_require_write (self, error) ||
      !tsu_db_query_integer (self->db, "SELECT EXISTS (SELECT 1 FROM backlog)", &any, error))
    return FALSE;
  if (any == 0)
    return TRUE;
  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  return tsu_show_end_step (self, index_records (self, more, error), error);
}
