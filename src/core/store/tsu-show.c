/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From changes to what is shown: typed row, search row and issues of one record, in the transaction
 * of the change. Every way in (edit, undo, sync, rebuild) ends here, so there is no second truth.
 */

#include "config.h"

#include "tsu-show.h"

#include "tsu-backlog.h"
#include "tsu-edit-private.h"
#include "tsu-issue-table.h"
#include "tsu-overlap.h"
#include "tsu-search.h"

static void
append_words (GString *text, const TsuField *field, const TsuValue *value)
{
  const char *const *items = tsu_value_get_list (value);

  if (tsu_value_get_text (value) != NULL) {
    g_string_append (text, tsu_value_get_text (value));
    g_string_append_c (text, '\n');
  }
  for (guint i = 0; items[i] != NULL; i++) {
    /* Of pairs only the texts: their names stand in every record of an import. */
    if (field->kind == TSU_FIELD_PAIRS && i % 2 == 0)
      continue;
    g_string_append (text, items[i]);
    g_string_append_c (text, '\n');
  }
}

/* @texts: (out) (array length=TSU_SEARCH_N_COLUMNS): what the search knows of a record, to be
 * freed; NULL where a column is empty. */
void
tsu_show_collect_texts (const TsuRecord *record, char *texts[])
{
  const TsuType *type = tsu_record_get_type_of (record);
  GString *columns[TSU_SEARCH_N_COLUMNS] = { NULL };

  for (guint i = 0; i < type->n_fields; i++) {
    const TsuField *field = &type->fields[i];
    const TsuValue *value = tsu_record_get_at (record, i);

    if (value == NULL || field->search == TSU_SEARCH_NONE)
      continue;
    if (columns[field->search] == NULL)
      columns[field->search] = g_string_new (NULL);
    append_words (columns[field->search], field, value);
  }
  for (guint i = 0; i < TSU_SEARCH_N_COLUMNS; i++)
    texts[i] = columns[i] != NULL ? g_string_free (columns[i], FALSE) : NULL;
}

void
tsu_show_free_texts (char *texts[])
{
  for (guint i = 0; i < TSU_SEARCH_N_COLUMNS; i++)
    g_free (texts[i]);
}

static gboolean
are_equal (char *a[], char *b[])
{
  for (guint i = 0; i < TSU_SEARCH_N_COLUMNS; i++)
    if (g_strcmp0 (a[i], b[i]) != 0)
      return FALSE;
  return TRUE;
}

/* Where only other fields changed, the index stays as it is. A record that waits for its first row
 * gets it later, as it is by then. */
static gboolean
note_search (TsuLedger *ledger,
             TsuTyped *typed,
             const TsuRecord *before,
             const TsuRecord *record,
             GError **error)
{
  TsuSearchTable *table = tsu_typed_get_search (typed);
  gint64 key = tsu_record_get_key (record);
  char *old_texts[TSU_SEARCH_N_COLUMNS] = { NULL };
  char *texts[TSU_SEARCH_N_COLUMNS];
  gboolean waits;

  if (!tsu_backlog_take (ledger, key, before == NULL, &waits, error))
    return FALSE;
  if (waits)
    return TRUE;
  tsu_show_collect_texts (record, texts);
  if (before != NULL)
    tsu_show_collect_texts (before, old_texts);
  if (before == NULL || !are_equal (old_texts, texts)) {
    if (before != NULL)
      tsu_search_table_remove (table, key, (const char *const *) old_texts);
    tsu_search_table_add (table, key, (const char *const *) texts);
  }
  tsu_show_free_texts (old_texts);
  tsu_show_free_texts (texts);
  return TRUE;
}

static gboolean
write_record (TsuLedger *ledger,
              TsuTyped *typed,
              const TsuRecord *before,
              const TsuRecord *record,
              guint64 changed,
              GError **error)
{
  g_auto (TsuTypedWords) words = { 0 };

  tsu_typed_make_words (record, &words);
  return note_search (ledger, typed, before, record, error) &&
         tsu_typed_write (typed, record, &words, changed, before == NULL, error) &&
         tsu_overlap_refresh (ledger, record, before, error);
}

/* What a folded record shows, and the clock of its latest change. A record of a type that this
 * program does not know cannot be made. */
TsuRecord *
tsu_show_make_record (const TsuTarget *target, guint64 *changed)
{
  TsuRecord *record = tsu_record_new (target->type, target->key, target->id);

  for (guint i = 0; i < target->view->fields->len; i++) {
    const TsuFieldView *view = g_ptr_array_index (target->view->fields, i);
    int index = tsu_type_field_index (target->type, view->field);

    if (index >= 0 && view->value != NULL &&
        tsu_typed_fits (&target->type->fields[index], view->value))
      tsu_record_take (record, (guint) index, tsu_value_ref (view->value));
  }
  tsu_record_set_deleted (record, target->view->deleted);
  *changed = 0;
  for (guint i = 0; i < target->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (target->changes, i);

    *changed = MAX (*changed, change->ohlc);
  }
  return record;
}

static gboolean
note_new_search (TsuLedger *ledger, TsuTyped *typed, const TsuAhead *ahead, GError **error)
{
  gint64 key = tsu_record_get_key (ahead->record);
  gboolean waits;

  if (!tsu_backlog_take (ledger, key, TRUE, &waits, error))
    return FALSE;
  if (!waits)
    tsu_search_table_add_spelt (tsu_typed_get_search (typed), key, ahead->search);
  return TRUE;
}

/**
 * tsu_show_new:
 * @ledger: the ledger, inside a transaction
 * @target: a record whose first and only change was just written
 * @ahead: what follows from that change
 * @error: what went wrong
 *
 * The short way for a new record, where the fold would only read back what was just written.
 *
 * Returns: whether the record is shown
 */
gboolean
tsu_show_new (TsuLedger *ledger, TsuTarget *target, const TsuAhead *ahead, GError **error)
{
  const TsuChange *change = g_ptr_array_index (target->changes, 0);
  TsuTyped *typed = tsu_ledger_find_typed (ledger, target->type);

  tsu_record_set_key (ahead->record, target->key);
  target->is_new = FALSE;
  return note_new_search (ledger, typed, ahead, error) &&
         tsu_typed_write (typed, ahead->record, &ahead->words, change->ohlc, TRUE, error) &&
         tsu_overlap_refresh (ledger, ahead->record, NULL, error);
}

/**
 * tsu_show_target:
 * @ledger: the ledger, inside a transaction
 * @target: a record whose changes are all written
 * @error: what went wrong
 *
 * Folds the record and writes what it shows.
 *
 * Returns: whether the record is shown
 */
gboolean
tsu_show_target (TsuLedger *ledger, TsuTarget *target, GError **error)
{
  TsuTyped *typed = target->type != NULL ? tsu_ledger_find_typed (ledger, target->type) : NULL;
  g_autoptr (TsuRecord) before = NULL;
  g_autoptr (TsuRecord) record = NULL;
  guint64 changed;
  int n_open;

  if (target->sealed)
    return TRUE;
  if (!tsu_target_fold (target, error))
    return FALSE;
  if (typed == NULL)
    return tsu_issue_table_refresh (ledger, target, TRUE, &n_open, error);
  if (!target->is_new) {
    before = tsu_typed_read (typed, target->key, error);
    if (before == NULL)
      return FALSE;
  }
  if (!tsu_issue_table_refresh (ledger, target,
                                before != NULL ? tsu_record_get_conflicts (before) > 0
                                               : target->changes->len > 1,
                                &n_open, error))
    return FALSE;
  record = tsu_show_make_record (target, &changed);
  tsu_record_set_conflicts (record, n_open);
  target->is_new = FALSE;
  return write_record (ledger, typed, before, record, changed, error);
}

static gboolean
read_type (TsuLedger *ledger, gint64 key, TsuTyped **typed, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "SELECT type FROM record WHERE id = ?", error);
  const TsuType *type = NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  if (!tsu_db_step (ledger->db, statement, &row, error))
    return FALSE;
  if (row)
    type = tsu_schema_find_type (tsu_column_text (statement, 0));
  *typed = type != NULL ? tsu_ledger_find_typed (ledger, type) : NULL;
  return TRUE;
}

/* Writes the search row of a record that waited for it. */
gboolean
tsu_show_search (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuRecord) shown = NULL;
  char *texts[TSU_SEARCH_N_COLUMNS];
  TsuTyped *typed;

  if (!read_type (ledger, key, &typed, error))
    return FALSE;
  shown = typed != NULL ? tsu_typed_read (typed, key, NULL) : NULL;
  if (shown != NULL) {
    tsu_show_collect_texts (shown, texts);
    tsu_search_table_add (tsu_typed_get_search (typed), key, (const char *const *) texts);
    tsu_show_free_texts (texts);
  }
  return tsu_backlog_drop (ledger, key, error);
}

/* Takes away everything that is shown of a record. */
gboolean
tsu_show_nothing (TsuLedger *ledger, const TsuTarget *target, GError **error)
{
  TsuTyped *typed = target->type != NULL ? tsu_ledger_find_typed (ledger, target->type) : NULL;
  g_autoptr (TsuRecord) shown = typed != NULL ? tsu_typed_read (typed, target->key, NULL) : NULL;
  char *texts[TSU_SEARCH_N_COLUMNS] = { NULL };
  gboolean waits;

  if (shown == NULL)
    return tsu_overlap_forget (ledger, target->key, error);
  if (!tsu_backlog_take (ledger, target->key, FALSE, &waits, error))
    return FALSE;
  if (!waits) {
    tsu_show_collect_texts (shown, texts);
    tsu_search_table_remove (tsu_typed_get_search (typed), target->key,
                             (const char *const *) texts);
    tsu_show_free_texts (texts);
  }
  return tsu_typed_remove (typed, target->key, error) &&
         tsu_backlog_drop (ledger, target->key, error) &&
         tsu_overlap_forget (ledger, target->key, error);
}

/* The search knows only that it failed; whether the disk is full is for the ledger to say. */
static gboolean
name_cause (sqlite3 *db, GError **error)
{
  int result = sqlite3_extended_errcode (db);

  if (result != SQLITE_OK && result != SQLITE_ERROR) {
    g_clear_error (error);
    tsu_db_set_error (db, result, error);
  }
  return FALSE;
}

/**
 * tsu_show_finish:
 * @ledger: the ledger, inside a transaction
 * @error: what went wrong
 *
 * Writes the search rows of what was shown since the last time. They wait for each other because
 * many after one another cost half of what each does between other work.
 *
 * Returns: whether they are written
 */
gboolean
tsu_show_finish (TsuLedger *ledger, GError **error)
{
  for (guint i = 0; i < ledger->typed->len; i++)
    if (!tsu_search_table_write (tsu_typed_get_search (ledger->typed->pdata[i]), error))
      return name_cause (tsu_db_get_handle (ledger->db), error);
  return TRUE;
}

/* Drops the search rows of a transaction that is taken back. */
void
tsu_show_forget (TsuLedger *ledger)
{
  for (guint i = 0; i < ledger->typed->len; i++)
    tsu_search_table_forget (tsu_typed_get_search (ledger->typed->pdata[i]));
}

/* Takes back the transaction under way, with what is remembered of it outside the file. */
void
tsu_show_take_back (TsuLedger *ledger)
{
  tsu_db_rollback (ledger->db);
  tsu_show_forget (ledger);
  g_hash_table_remove_all (ledger->authors);
}

/* Ends what tsu_ledger_begin_bulk() began: keeps it where it is @done, else takes it back and
 * leaves the @error that is already there. */
gboolean
tsu_show_end_step (TsuLedger *ledger, gboolean done, GError **error)
{
  if (!done)
    tsu_show_forget (ledger);
  return tsu_ledger_end_bulk (ledger, done, done ? error : NULL) && done;
}
