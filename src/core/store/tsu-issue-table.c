/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table issue, recomputed for a record whenever it changes. It is a function of the changes
 * like everything shown; only that somebody put an issue aside is this computer's own.
 */

#include "config.h"

#include "tsu-issue-table.h"

#include <string.h>

#include "tsu-id.h"
#include "tsu-plant.h"

static void
clear_wanted (gpointer data)
{
  g_free (((TsuWantedIssue *) data)->id);
}

GArray *
tsu_issue_table_new_wanted (void)
{
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (TsuWantedIssue));

  g_array_set_clear_func (wanted, clear_wanted);
  return wanted;
}

static void
add_wanted (GArray *wanted, TsuIssueKind kind, gint64 record, const char *field, char *id)
{
  TsuWantedIssue one = { .id = id, .kind = kind, .record = record, .field = field };

  g_array_append_val (wanted, one);
}

static gboolean
is_wanted (GArray *wanted, const char *id)
{
  for (guint i = 0; i < wanted->len; i++)
    if (g_str_equal (g_array_index (wanted, TsuWantedIssue, i).id, id))
      return TRUE;
  return FALSE;
}

/* The keys or ids that @sql lists for @key. */
static GPtrArray *
list_ids (TsuLedger *ledger, const char *sql, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (ledger->db, sql, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  while (row) {
    if (!tsu_db_step (ledger->db, statement, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (ids, tsu_column_dup_text (statement, 0));
  }
  return g_steal_pointer (&ids);
}

static gboolean
remove_issue (TsuLedger *ledger, const char *id, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "DELETE FROM issue WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, id);
  return tsu_db_run (ledger->db, statement, error);
}

static gboolean
insert_issue (TsuLedger *ledger, const TsuWantedIssue *wanted, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db,
                    "INSERT INTO issue (id, kind, record, other, field) VALUES (?, ?, ?, nullif "
                    "(?, 0), ?)"
                    " ON CONFLICT DO NOTHING",
                    error);

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, wanted->id);
  sqlite3_bind_int (statement, 2, (int) wanted->kind);
  sqlite3_bind_int64 (statement, 3, wanted->record);
  sqlite3_bind_int64 (statement, 4, wanted->other);
  tsu_bind_text (statement, 5, wanted->field);
  return tsu_db_run (ledger->db, statement, error);
}

/* Makes the issues that @sql lists for @key into those of @wanted; one that stays keeps its
 * state. */
gboolean
tsu_issue_table_replace (
  TsuLedger *ledger, const char *sql, gint64 key, GArray *wanted, GError **error)
{
  g_autoptr (GPtrArray) present = list_ids (ledger, sql, key, error);

  if (present == NULL)
    return FALSE;
  for (guint i = 0; i < present->len; i++) {
    const char *id = g_ptr_array_index (present, i);

    if (!is_wanted (wanted, id) && !TSU_PLANT (settled_issue_stays) &&
        !remove_issue (ledger, id, error))
      return FALSE;
  }
  for (guint i = 0; i < wanted->len; i++)
    if (!insert_issue (ledger, &g_array_index (wanted, TsuWantedIssue, i), error))
      return FALSE;
  return TRUE;
}

static GArray *
collect_conflicts (const TsuTarget *target)
{
  GArray *wanted = tsu_issue_table_new_wanted ();

  if (target->view->deleted)
    return wanted;
  for (guint i = 0; i < target->view->fields->len; i++) {
    const TsuFieldView *view = g_ptr_array_index (target->view->fields, i);
    const TsuField *field =
      target->type != NULL ? tsu_type_find_field (target->type, view->field) : NULL;

    if (view->conflict && (field == NULL || !(field->flags & TSU_FIELD_QUIET)))
      add_wanted (wanted, TSU_ISSUE_CONFLICT, target->key, view->field,
                  tsu_id_derive ("conflict", target->id, view->field, NULL));
  }
  if (target->view->revived)
    add_wanted (wanted, TSU_ISSUE_REVIVED, target->key, NULL,
                tsu_id_derive ("revived", target->id, NULL));
  return wanted;
}

/**
 * tsu_issue_table_refresh:
 * @ledger: the ledger, inside a transaction
 * @target: a folded record
 * @had_any: whether the record had conflicts before
 * @n_open: (out): how many it has now
 * @error: what went wrong
 *
 * Returns: whether the table says what the record's changes say
 */
gboolean
tsu_issue_table_refresh (
  TsuLedger *ledger, const TsuTarget *target, gboolean had_any, int *n_open, GError **error)
{
  g_autoptr (GArray) wanted = collect_conflicts (target);

  *n_open = (int) wanted->len;
  if (wanted->len == 0 && !had_any)
    return TRUE;
  return tsu_issue_table_replace (ledger, "SELECT id FROM issue WHERE record = ? AND kind < 2",
                                  target->key, wanted, error);
}

/* A record that is not here any more is no matter for anybody. */
gboolean
tsu_issue_table_forget (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "DELETE FROM issue WHERE record = ?1 OR other = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  return tsu_db_run (ledger->db, statement, error);
}
