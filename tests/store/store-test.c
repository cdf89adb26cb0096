/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the store have in common: a ledger in a folder of its own, short ways to edit
 * and to look.
 */

#include "config.h"

#include "store-test.h"

#include <stdlib.h>
#include <string.h>

#include "test-folder.h"
#include "tsu-issue.h"

void
desk_set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  desk->folder = g_dir_make_tmp ("tsunagi-store-XXXXXX", &error);
  g_assert_no_error (error);
  desk->path = desk_dup_path (desk, "ledger.db");
  desk->ledger = tsu_ledger_open (desk->path, TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
}

void
desk_tear_down (Desk *desk, gconstpointer data)
{
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  test_folder_remove (desk->folder);
  g_free (desk->path);
  g_free (desk->folder);
}

void
desk_reopen (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  desk->ledger = tsu_ledger_open (desk->path, TSU_LEDGER_MUST_EXIST, &error);
  g_assert_no_error (error);
}

char *
desk_dup_path (Desk *desk, const char *name)
{
  return g_build_filename (desk->folder, name, NULL);
}

int
count_rounds (const char *variable, int usual)
{
  const char *wanted = g_getenv (variable);

  return wanted != NULL ? atoi (wanted) : usual;
}

const TsuType *
actor_type (void)
{
  return tsu_schema_find_type ("actor");
}

/* Takes @edit. */
void
apply_one (TsuLedger *ledger, TsuEdit *edit, const char *batch)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GError) error = NULL;
  TsuApply how = { .label = "Edit", .batch = batch };

  g_ptr_array_add (edits, edit);
  tsu_ledger_apply (ledger, edits, &how, NULL, &error);
  g_assert_no_error (error);
}

char *
add_actor (TsuLedger *ledger, const char *name, const char *reading)
{
  TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);
  char *id = g_strdup (tsu_edit_get_id (edit));

  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set_text (edit, "reading", reading);
  apply_one (ledger, edit, NULL);
  return id;
}

/* Of two desks' edits in one millisecond neither is the later one; a test that says which is must
 * let the clock move on. */
static void
await_next_millisecond (void)
{
  gint64 now = g_get_real_time () / 1000;

  while (g_get_real_time () / 1000 == now)
    ;
}

void
change_text (TsuLedger *ledger, const char *id, const char *field, const char *text)
{
  TsuEdit *edit = tsu_edit_new_change (actor_type (), id);

  await_next_millisecond ();
  tsu_edit_set_text (edit, field, text);
  apply_one (ledger, edit, NULL);
}

void
assert_text (TsuLedger *ledger, const char *id, const char *field, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tsu_record_get_text (record, field), ==, expected);
}

void
assert_deleted (TsuLedger *ledger, const char *id, gboolean deleted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (tsu_record_is_deleted (record), ==, deleted);
}

gint64
count_actors (TsuLedger *ledger)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  g_autoptr (GError) error = NULL;
  gint64 n = tsu_ledger_count (ledger, query, &error);

  g_assert_no_error (error);
  return n;
}

/* The ledger's own check finds nothing. */
void
assert_sound (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  tsu_ledger_check (ledger, &problems, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
list_all (TsuLedger *ledger, const TsuType *type, gboolean deleted, GPtrArray *records)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GPtrArray) found = NULL;

  tsu_list_query_set_deleted (query, deleted);
  keys = tsu_ledger_list (ledger, query, NULL, NULL);
  found = tsu_ledger_get_many (ledger, type, (gint64 *) (void *) keys->data, keys->len, NULL);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (records, tsu_record_ref (found->pdata[i]));
}

static GPtrArray *
list_everything (TsuLedger *ledger)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_record_unref);
  guint n;
  const TsuType *const *types = tsu_schema_get_types (&n);

  for (guint i = 0; i < n; i++) {
    list_all (ledger, types[i], FALSE, records);
    list_all (ledger, types[i], TRUE, records);
  }
  return records;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
dump_ledger (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) records = list_everything (ledger);
  g_autoptr (GPtrArray) issues = tsu_ledger_list_issues (ledger, 0, NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < records->len; i++) {
    GString *line = g_string_new (NULL);

    tsu_record_append_json (records->pdata[i], line);
    g_string_append_printf (line, " %d", tsu_record_get_conflicts (records->pdata[i]));
    g_ptr_array_add (lines, g_string_free (line, FALSE));
  }
  for (guint i = 0; i < issues->len; i++) {
    const TsuIssue *issue = issues->pdata[i];

    g_ptr_array_add (lines, g_strdup_printf ("%s %d", issue->id, (int) issue->kind));
  }
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

void
assert_same_dump (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < MIN (a->len, b->len); i++)
    g_assert_cmpstr (a->pdata[i], ==, b->pdata[i]);
  g_assert_cmpuint (a->len, ==, b->len);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  return tsu_change_compare (*(const TsuChange *const *) a, *(const TsuChange *const *) b);
}

GPtrArray *
collect_changes (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) records = list_everything (ledger);
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  for (guint i = 0; i < records->len; i++) {
    g_autoptr (GPtrArray) history =
      tsu_ledger_history (ledger, tsu_record_get_id (records->pdata[i]), NULL);

    for (guint j = 0; j < history->len; j++)
      g_ptr_array_add (changes, tsu_change_copy (((TsuHistoryEntry *) history->pdata[j])->change));
  }
  g_ptr_array_sort (changes, compare_changes);
  return changes;
}

void
merge_changes (TsuLedger *ledger, GPtrArray *changes)
{
  g_autoptr (GError) error = NULL;

  tsu_ledger_merge (ledger, changes, NULL, NULL, &error);
  g_assert_no_error (error);
}
