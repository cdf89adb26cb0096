/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What waits for a person's decision: the issues of the ledger with all that is needed to decide.
 */

#include "config.h"

#include "tsu-issue.h"

#include "tsu-change-table.h"
#include "tsu-clock.h"

static void
sibling_free (gpointer data)
{
  TsuSibling *sibling = data;

  g_clear_pointer (&sibling->value, tsu_value_unref);
  g_free (sibling->change);
  g_free (sibling->field);
  g_free (sibling->user);
  g_free (sibling->device);
  g_free (sibling);
}

void
tsu_issue_free (TsuIssue *issue)
{
  if (issue == NULL)
    return;
  g_ptr_array_unref (issue->siblings);
  g_free (issue->id);
  g_free (issue->record);
  g_free (issue->title);
  g_free (issue->field);
  g_free (issue->other);
  g_free (issue->other_title);
  g_free (issue);
}

static TsuIssue *
read_issue (TsuStatement *statement)
{
  TsuIssue *issue = g_new0 (TsuIssue, 1);

  issue->id = tsu_column_dup_text (statement, 0);
  issue->kind = (TsuIssueKind) sqlite3_column_int (statement, 1);
  issue->key = sqlite3_column_int64 (statement, 2);
  issue->other_key = sqlite3_column_int64 (statement, 3);
  issue->field = tsu_column_dup_text (statement, 4);
  issue->aside = sqlite3_column_int (statement, 5) != 0;
  issue->record = tsu_column_dup_text (statement, 6);
  issue->type = tsu_schema_find_type (tsu_column_text (statement, 7));
  issue->other = tsu_column_dup_text (statement, 8);
  issue->siblings = g_ptr_array_new_with_free_func (sibling_free);
  return issue;
}

static char *
dup_title (TsuLedger *self, const TsuType *type, gint64 key)
{
  g_autoptr (TsuRecord) record = NULL;

  if (type == NULL || key == 0)
    return NULL;
  record = tsu_typed_read (tsu_ledger_find_typed (self, type), key, NULL);
  return record != NULL ? tsu_record_dup_title (record) : NULL;
}

static void
add_sibling (TsuIssue *issue, const TsuChange *change, const char *field, TsuValue *value)
{
  TsuSibling *sibling = g_new0 (TsuSibling, 1);

  sibling->change = g_strdup (change->id);
  sibling->field = g_strdup (field);
  sibling->value = value != NULL ? tsu_value_ref (value) : NULL;
  sibling->user = g_strdup (change->user);
  sibling->device = g_strdup (change->device);
  sibling->time = tsu_hlc_ms (change->ohlc);
  g_ptr_array_add (issue->siblings, sibling);
}

static void
fill_conflict (TsuIssue *issue, const TsuView *view)
{
  const TsuFieldView *field = tsu_view_find (view, issue->field);

  for (guint i = 0; field != NULL && i < field->heads->len; i++) {
    const TsuHead *head = &g_array_index (field->heads, TsuHead, i);

    add_sibling (issue, head->change, issue->field, head->value);
  }
}

/* Gives what all deletes together have seen. */
static gboolean
fill_deletes (TsuIssue *issue, const TsuTarget *target, GHashTable *seen, GError **error)
{
  for (guint i = 0; i < target->view->deletes->len; i++) {
    int place = tsu_target_find_change (target, g_ptr_array_index (target->view->deletes, i));
    const TsuChange *change = g_ptr_array_index (target->changes, (guint) place);
    g_auto (GStrv) ids = tsu_change_decode_seen (change, error);

    if (ids == NULL)
      return FALSE;
    add_sibling (issue, change, NULL, NULL);
    for (char **id = ids; *id != NULL; id++)
      g_hash_table_add (seen, g_strdup (*id));
  }
  return TRUE;
}

static gboolean
fill_revived (TsuIssue *issue, const TsuTarget *target, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!fill_deletes (issue, target, seen, error))
    return FALSE;
  for (guint i = 0; i < target->view->fields->len; i++) {
    const TsuFieldView *field = g_ptr_array_index (target->view->fields, i);

    for (guint j = 0; j < field->heads->len; j++) {
      const TsuHead *head = &g_array_index (field->heads, TsuHead, j);

      if (!g_hash_table_contains (seen, head->change->id))
        add_sibling (issue, head->change, field->field, head->value);
    }
  }
  return TRUE;
}

static gboolean
fill_siblings (TsuLedger *self, TsuIssue *issue, GError **error)
{
  g_autoptr (TsuTarget) target = tsu_target_load (self, issue->key, error);

  if (target == NULL || !tsu_target_fold (target, error))
    return FALSE;
  if (issue->kind == TSU_ISSUE_REVIVED)
    return fill_revived (issue, target, error);
  fill_conflict (issue, target->view);
  return TRUE;
}

static GPtrArray *
read_issues (TsuLedger *self, gint64 key, GError **error)
{
  g_autoptr (GPtrArray) issues = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_issue_free);
  g_autoptr (TsuStatement) statement = tsu_db_prepare (
    self->db,
    "SELECT i.id, i.kind, i.record, i.other, i.field, i.state, r.uid, r.type, o.uid FROM issue i"
    " JOIN record r ON r.id = i.record LEFT JOIN record o ON o.id = i.other"
    " WHERE ?1 = 0 OR i.record = ?1 OR i.other = ?1 ORDER BY i.state, i.kind, i.record, i.field",
    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  while (row) {
    if (!tsu_db_step (self->db, statement, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (issues, read_issue (statement));
  }
  return g_steal_pointer (&issues);
}

/**
 * tsu_ledger_list_issues:
 * @self: a ledger
 * @key: row of a record, 0 for all records
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuIssue): the open issues, then those put aside
 */
GPtrArray *
tsu_ledger_list_issues (TsuLedger *self, gint64 key, GError **error)
{
  g_autoptr (GPtrArray) issues = read_issues (self, key, error);

  for (guint i = 0; issues != NULL && i < issues->len; i++) {
    TsuIssue *issue = g_ptr_array_index (issues, i);

    issue->title = dup_title (self, issue->type, issue->key);
    issue->other_title = dup_title (self, issue->type, issue->other_key);
    if (issue->kind != TSU_ISSUE_OVERLAP && !fill_siblings (self, issue, error))
      return NULL;
  }
  return g_steal_pointer (&issues);
}

/**
 * tsu_ledger_count_issues:
 * @self: a ledger
 * @error: what went wrong
 *
 * Returns: how many issues are open and not put aside, -1 with @error set where it could not be
 *   asked
 */
gint64
tsu_ledger_count_issues (TsuLedger *self, GError **error)
{
  gint64 n;

  if (!tsu_db_query_integer (self->db, "SELECT count (*) FROM issue WHERE state = 0", &n, error))
    return -1;
  return n;
}

/**
 * tsu_ledger_set_issue_aside:
 * @self: a ledger that may be written
 * @id: id of an issue
 * @aside: whether it is put aside, or taken up again
 * @error: what went wrong
 *
 * Puts an issue aside on this computer: a double booking that is meant so. It does not travel.
 *
 * Returns: whether it is written
 */
gboolean
tsu_ledger_set_issue_aside (TsuLedger *self, const char *id, gboolean aside, GError **error)
{
  g_autoptr (TsuStatement) statement = NULL;

  if (!tsu_ledger_require_write (self, error))
    return FALSE;
  statement = tsu_db_prepare (self->db, "UPDATE issue SET state = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, aside ? 1 : 0);
  tsu_bind_text (statement, 2, id);
  return tsu_db_run (self->db, statement, error);
}
