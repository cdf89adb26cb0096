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

/* Longer bookings are not looked for, so that a change looks at a year of a hall and not at all
 * its past. The same limit holds for both sides, so both find the same. */
#define LONGEST_BOOKING "400 days"

typedef struct {
  char *id;
  TsuIssueKind kind;
  gint64 record;
  gint64 other;
  const char *field;
} Wanted;

static void
clear_wanted (gpointer data)
{
  g_free (((Wanted *) data)->id);
}

static void
add_wanted (GArray *wanted, TsuIssueKind kind, gint64 record, const char *field, char *id)
{
  Wanted one = { .id = id, .kind = kind, .record = record, .field = field };

  g_array_append_val (wanted, one);
}

static gboolean
is_wanted (GArray *wanted, const char *id)
{
  for (guint i = 0; i < wanted->len; i++)
    if (g_str_equal (g_array_index (wanted, Wanted, i).id, id))
      return TRUE;
  return FALSE;
}

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
insert_issue (TsuLedger *ledger, const Wanted *wanted, GError **error)
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
static gboolean
replace_issues (TsuLedger *ledger, const char *sql, gint64 key, GArray *wanted, GError **error)
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
    if (!insert_issue (ledger, &g_array_index (wanted, Wanted, i), error))
      return FALSE;
  return TRUE;
}

static GArray *
collect_conflicts (const TsuTarget *target)
{
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));

  g_array_set_clear_func (wanted, clear_wanted);
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
  return replace_issues (ledger, "SELECT id FROM issue WHERE record = ? AND kind < 2", target->key,
                         wanted, error);
}

/* The moment just after a booking, as text that sorts after every time it covers: a date without a
 * time, or no end at all, means to the end of that day. */
static char *
end_of_booking (const char *starts, const char *ends)
{
  if (ends == NULL)
    return g_strdup_printf ("%.10sT24", starts);
  return strlen (ends) == 10 ? g_strconcat (ends, "T24", NULL) : g_strdup (ends);
}

static gboolean
collect_overlaps (TsuLedger *ledger, const TsuRecord *record, GArray *wanted, GError **error)
{
  const char *starts = tsu_record_get_text (record, "starts");
  g_autofree char *end = end_of_booking (starts, tsu_record_get_text (record, "ends"));
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db,
                    "SELECT b.id, r.uid FROM booking b JOIN record r USING (id)"
                    " WHERE b.resource = ?1 AND b.starts < ?3"
                    " AND b.starts >= date (substr (?2, 1, 10), '-" LONGEST_BOOKING "')"
                    " AND length (b.starts) >= 10 AND b.id <> ?4 AND b._hidden = 0"
                    " AND b.status IS NOT 'cancelled'"
                    " AND CASE WHEN b.ends IS NULL THEN substr (b.starts, 1, 10) || 'T24'"
                    "  WHEN length (b.ends) = 10 THEN b.ends || 'T24' ELSE b.ends END > ?2"
                    " AND coalesce (b.ends, b.starts) < date (substr (b.starts, 1, 10), "
                    "'" LONGEST_BOOKING "')"
                    " AND ?3 < date (substr (?2, 1, 10), '" LONGEST_BOOKING "')",
                    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, tsu_record_get_text (record, "resource"));
  tsu_bind_text (statement, 2, starts);
  tsu_bind_text (statement, 3, end);
  sqlite3_bind_int64 (statement, 4, tsu_record_get_key (record));
  while (row) {
    if (!tsu_db_step (ledger->db, statement, &row, error))
      return FALSE;
    if (row) {
      const char *id = tsu_record_get_id (record);
      const char *other = tsu_column_text (statement, 1);
      gboolean first = strcmp (id, other) < 0 || TSU_PLANT (issue_id_unsorted);
      Wanted one = {
        .id = tsu_id_derive ("overlap", first ? id : other, first ? other : id, NULL),
        .kind = TSU_ISSUE_OVERLAP,
        .record = tsu_record_get_key (record),
        .other = sqlite3_column_int64 (statement, 0),
      };

      g_array_append_val (wanted, one);
    }
  }
  return TRUE;
}

/**
 * tsu_issue_table_find_overlaps:
 * @ledger: the ledger, inside a transaction
 * @record: a record as it is shown now
 * @error: what went wrong
 *
 * Finds what a booking collides with: another of the same resource, at the same time, neither
 * cancelled nor deleted. Never refused, because two desks may book apart; it opens an issue.
 *
 * Returns: whether the table says what the bookings say
 */
gboolean
tsu_issue_table_find_overlaps (TsuLedger *ledger, const TsuRecord *record, GError **error)
{
  const char *starts = tsu_record_get_text (record, "starts");
  g_autoptr (GArray) wanted = NULL;

  if (!g_str_equal (tsu_record_get_type_of (record)->name, "booking"))
    return TRUE;
  wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_array_set_clear_func (wanted, clear_wanted);
  if (starts != NULL && strlen (starts) >= 10 && !tsu_record_is_deleted (record) &&
      tsu_record_get_text (record, "resource") != NULL &&
      (g_strcmp0 (tsu_record_get_text (record, "status"), "cancelled") != 0 ||
       TSU_PLANT (cancelled_collides)) &&
      !collect_overlaps (ledger, record, wanted, error))
    return FALSE;
  return replace_issues (ledger,
                         "SELECT id FROM issue WHERE (record = ?1 OR other = ?1) AND kind = 2",
                         tsu_record_get_key (record), wanted, error);
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
