/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joining the parts of the search index. Every save adds one, and every word is looked for in each
 * of them. SQLite by itself joins them within a save, all that are due at once, which takes the
 * better part of a second once some are large. Here it is done between the saves, a few pages at a
 * time, so that no save waits for more than one step.
 */

#include "config.h"

#include "tsu-settle.h"

#include "tsu-ledger-private.h"

/* Pages of the index, of 4 KiB, written in one step; the entries of a single word stay together. */
#define PAGES_A_STEP 64

/* Below that, SQLite has found nothing to join: https://www.sqlite.org/fts5.html, section 6.7. */
#define LEAST_CHANGES 2

/* A negative number has all parts joined that there are, not only where there are several of a
 * size; what was begun so is gone on with by positive ones. */
static gboolean
join_parts (TsuLedger *self, const TsuType *type, int pages, gboolean *any, GError **error)
{
  sqlite3 *handle = tsu_db_get_handle (self->db);
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO search_%1$s (search_%1$s, rank) VALUES ('merge', ?)", type->name);
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->db, sql, error);
  int before = sqlite3_total_changes (handle);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, pages);
  if (!tsu_db_run (self->db, statement, error))
    return FALSE;
  *any = *any || sqlite3_total_changes (handle) - before >= LEAST_CHANGES;
  return TRUE;
}

/* Of all types, or of the first that has something to join. */
static gboolean
join_some (TsuLedger *self, gboolean all, gboolean *any, GError **error)
{
  *any = FALSE;
  for (guint i = 0; i < self->typed->len && (all || !*any); i++)
    if (!join_parts (self, tsu_typed_get_type_of (self->typed->pdata[i]),
                     all ? -PAGES_A_STEP : PAGES_A_STEP, any, error))
      return FALSE;
  return TRUE;
}

/**
 * tsu_ledger_settle:
 * @self: a ledger that may be written, between its transactions
 * @all: whether much was written since, so that all is to be joined: large parts must not stand
 *   among those that saves make, because nothing is joined beside them until they are
 * @more: (out): whether there may be more of it, to be done without @all
 * @error: what went wrong; then nothing of the step was done
 *
 * Puts the search index in better order, in one short durable step. What is found is the same
 * before and after. Called again and again, while nothing else is to be done, until there is no
 * more.
 *
 * Returns: whether the step is done
 */
gboolean
tsu_ledger_settle (TsuLedger *self, gboolean all, gboolean *more, GError **error)
{
  *more = FALSE;
  if (!tsu_ledger_require_write (self, error) || !tsu_db_begin (self->db, error))
    return FALSE;
  if (join_some (self, all, more, error))
    return tsu_db_commit (self->db, error);
  *more = FALSE;
  tsu_db_rollback (self->db);
  return FALSE;
}
