/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger looked through: the file itself, the typed tables against a fold of the changes, the
 * search index, the outbox. And the remedy for what can be made anew.
 */

#include "config.h"

#include "tsu-error.h"
#include "tsu-issue-table.h"
#include "tsu-ledger-private.h"
#include "tsu-search.h"
#include "tsu-show.h"
#include "tsu-tables.h"

#include <glib/gi18n.h>

/* Of each type so many records are looked for by their name. */
#define SAMPLES 200
#define PROBLEMS_MAX 50

typedef struct {
  TsuLedger *ledger;
  GPtrArray *problems;
  TsuProgress progress;
  gpointer data;
  GCancellable *cancellable;
  gint64 done;
  gint64 total;
} Check;

static void report (Check *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
report (Check *self, const char *format, ...)
{
  va_list args;

  if (self->problems->len >= PROBLEMS_MAX)
    return;
  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
check_file (Check *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "PRAGMA integrity_check (10)", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row) {
    if (!tsu_db_step (self->ledger->db, statement, &row, error))
      return FALSE;
    if (row && g_strcmp0 (tsu_column_text (statement, 0), "ok") != 0)
      report (self, _ ("The file is damaged: %s"), tsu_column_text (statement, 0));
  }
  return TRUE;
}

static gboolean
are_equal (const TsuRecord *a, const TsuRecord *b)
{
  const TsuType *type = tsu_record_get_type_of (a);

  for (guint i = 0; i < type->n_fields; i++)
    if (!tsu_value_equal (tsu_record_get_at (a, i), tsu_record_get_at (b, i)))
      return FALSE;
  return tsu_record_is_deleted (a) == tsu_record_is_deleted (b) &&
         g_str_equal (tsu_record_get_id (a), tsu_record_get_id (b));
}

static gboolean
check_record (Check *self, gint64 key, GError **error)
{
  g_autoptr (TsuTarget) target = tsu_target_load (self->ledger, key, error);
  g_autoptr (TsuRecord) shown = NULL;
  g_autoptr (TsuRecord) folded = NULL;
  guint64 changed;

  if (target == NULL)
    return FALSE;
  if (target->changes->len == 0)
    report (self, _ ("The record %s has lost its changes."), target->id);
  if (target->type == NULL || target->sealed)
    return TRUE;
  if (!tsu_target_fold (target, error))
    return FALSE;
  shown = tsu_typed_read (tsu_ledger_find_typed (self->ledger, target->type), key, NULL);
  folded = tsu_show_make_record (target, &changed);
  if (shown == NULL || !are_equal (shown, folded))
    report (self,
            _ ("The record %s is shown otherwise than its changes say. “Rebuild” puts it right."),
               target->id);
  return TRUE;
}

static gboolean
check_records (Check *self, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "SELECT id FROM record ORDER BY id", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row) {
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
        !tsu_db_step (self->ledger->db, statement, &row, error))
      return FALSE;
    if (row && !check_record (self, sqlite3_column_int64 (statement, 0), error))
      return FALSE;
    if (self->progress != NULL && self->done++ % 1000 == 0)
      self->progress (self->done, self->total, self->data);
  }
  return TRUE;
}

/* Rows that no record stands behind. */
static gboolean
check_strays (Check *self, const TsuType *type, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE id NOT IN (SELECT id "
                                          "FROM record WHERE type = '%s')",
                                          type->name, type->name);
  gint64 n;

  if (!tsu_db_query_integer (self->ledger->db, sql, &n, error))
    return FALSE;
  if (n > 0)
    report (self, _ ("Rows without a record: %d. “Rebuild” puts it right."), (int) n);
  return TRUE;
}

static gboolean
check_index (Check *self, const TsuType *type, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO search_%s (search_%s) VALUES ('integrity-check')", type->name,
                     type->name);
  g_autoptr (GError) problem = NULL;

  if (self->ledger->read_only || tsu_db_exec (self->ledger->db, sql, &problem))
    return TRUE;
  if (!g_error_matches (problem, TSU_ERROR, TSU_ERROR_CORRUPT)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  report (self, _ ("The search index of “%s” is damaged. “Rebuild” puts it right."),
                   g_dpgettext2 (NULL, "types", type->plural));
  return TRUE;
}

static gboolean
check_sample (Check *self, const TsuType *type, gint64 key, const char *name, GError **error)
{
  g_autofree char *filter = g_strdup_printf ("t.id = %" G_GINT64_FORMAT, key);
  g_autoptr (GArray) found = tsu_search_run (tsu_db_get_handle (self->ledger->db), type->name, name,
                                             filter, 1, self->cancellable, error);

  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    report (self, _ ("The search does not find “%s”. “Rebuild” puts it right."), name);
  return TRUE;
}

static gboolean
check_samples (Check *self, const TsuType *type, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT id, _name FROM \"%s\" WHERE _hidden = 0 AND length (_name) >= 2"
                     " AND id NOT IN (SELECT record FROM backlog)"
                     " AND id %% (1 + (SELECT count (*) FROM \"%s\") / %d) = 0 LIMIT %d",
                     type->name, type->name, SAMPLES, SAMPLES);
  g_autoptr (TsuSingleStatement) statement = tsu_db_prepare_once (self->ledger->db, sql, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row) {
    if (!tsu_db_step (self->ledger->db, statement, &row, error))
      return FALSE;
    if (row && !check_sample (self, type, sqlite3_column_int64 (statement, 0),
                              tsu_column_text (statement, 1), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_outbox (Check *self, GError **error)
{
  TsuDb *db = self->ledger->db;
  gint64 gaps, miscounted, ahead;

  /* What waits to be sent is the last of what was numbered, without a gap. */
  if (!tsu_db_query_integer (db,
                             "SELECT count (*) <> ifnull (max (dseq) - min (dseq) + 1, 0)"
                             " FROM txn WHERE state = 0 AND dseq > 0",
                             &gaps, error) ||
      !tsu_db_query_integer (db,
                             "SELECT count (*) FROM txn t WHERE n <>"
                             " (SELECT count (*) FROM change WHERE txn = t.id)",
                             &miscounted, error) ||
      !tsu_db_query_integer (db,
                             "SELECT count (*) FROM clock WHERE hlc < (SELECT max (hlc) FROM"
                             " change JOIN txn t ON t.id = change.txn WHERE t.dseq IS NOT NULL)"
                             " OR dseq <> (SELECT ifnull (max (dseq), 0) FROM txn WHERE dseq > 0)",
                             &ahead, error))
    return FALSE;
  if (gaps != 0 || miscounted != 0 || ahead != 0)
    report (self, _ ("The list of what has still to be sent is not whole."));
  return TRUE;
}

static gboolean
check_all (Check *self, GError **error)
{
  if (!check_file (self, error) || !check_records (self, error) || !check_outbox (self, error))
    return FALSE;
  for (guint i = 0; i < self->ledger->typed->len; i++) {
    const TsuType *type = tsu_typed_get_type_of (self->ledger->typed->pdata[i]);

    if (!check_strays (self, type, error) || !check_index (self, type, error) ||
        !check_samples (self, type, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_ledger_check:
 * @self: a ledger
 * @problems: (out) (transfer full) (element-type utf8): sentences; empty when all is well
 * @progress: (nullable): told how far it is, in records
 * @data: for @progress
 * @cancellable: (nullable): stops the check
 * @error: what kept the check from being made
 *
 * Looks through the whole ledger and changes nothing.
 *
 * Returns: whether the check was made, whatever it found
 */
gboolean
tsu_ledger_check (TsuLedger *self,
                  GPtrArray **problems,
                  TsuProgress progress,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  Check check = { .ledger = self, .progress = progress, .data = data, .cancellable = cancellable };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  check.problems = found;
  if (!tsu_db_query_integer (self->db, "SELECT count (*) FROM record", &check.total, error) ||
      !check_all (&check, error))
    return FALSE;
  *problems = g_steal_pointer (&found);
  return TRUE;
}

/**
 * tsu_ledger_rebuild:
 * @self: a ledger that may be written
 * @error: what went wrong; then all is as it was
 *
 * Makes everything shown (typed tables, search index, issues) anew from the changes.
 *
 * Returns: whether it is made
 */
gboolean
tsu_ledger_rebuild (TsuLedger *self, GError **error)
{
  if (!tsu_ledger_begin_bulk (self, error))
    return FALSE;
  if (!tsu_tables_rebuild (self, error)) {
    tsu_ledger_end_bulk (self, FALSE, NULL);
    return FALSE;
  }
  tsu_ledger_note_changed (self, NULL);
  return tsu_ledger_end_bulk (self, TRUE, error);
}
