/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the window share: a ledger to work on, and waiting without sleeping.
 */

#include "config.h"

#include "app-test.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#define PATIENCE 20 /* seconds until a wait is a failure; a wait ends as soon as it can */

/**
 * app_test_init:
 *
 * Without G_TEST_OPTION_ISOLATE_DIRS, which hides the system's file types and with them every icon.
 * Nothing is written to the user's folders all the same: settings are in memory, ledgers in a
 * temporary folder.
 *
 * Tests of widgets need a display. Without one they fail: a check that is silently left out is no
 * check.
 */
void
app_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_remove (path);
  }
  g_rmdir (folder);
}

void
app_test_open (AppTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *path = NULL;

  test->folder = g_dir_make_tmp ("tsunagi-test-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (test->folder, "ledger.tsunagi", NULL);
  test->store = tsu_store_open (path, &error);
  g_assert_no_error (error);
  test->desk = tsu_desk_new (test->store, settings);
}

void
app_test_close (AppTest *test)
{
  app_test_settle (test);
  g_assert_finalize_object (test->desk);
  g_assert_finalize_object (test->store);
  remove_folder (test->folder);
  g_free (test->folder);
}

static gboolean
late_cb (gpointer data)
{
  g_error ("Waited %d seconds in vain", PATIENCE);
  return G_SOURCE_REMOVE;
}

/**
 * app_test_spin_until:
 *
 * Runs the main loop until @until says so.
 */
void
app_test_spin_until (AppTestUntil until, gpointer data)
{
  guint late = g_timeout_add_seconds (PATIENCE, late_cb, NULL);

  while (!until (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

static gpointer
nothing_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  int *left = data;

  tsu_store_call_finish (TSU_STORE (source), result, NULL);
  (*left)--;
}

static gboolean
is_zero (gpointer data)
{
  return *(int *) data == 0;
}

/**
 * app_test_settle:
 *
 * Waits until everything asked of the ledger so far, and what that led to, has been answered.
 */
void
app_test_settle (AppTest *test)
{
  for (int round = 0; round < 4; round++) {
    int left = 2;

    tsu_store_write_async (test->store, nothing_job, NULL, NULL, NULL, NULL, count_cb, &left);
    tsu_store_read_async (test->store, nothing_job, NULL, NULL, NULL, NULL, count_cb, &left);
    app_test_spin_until (is_zero, &left);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  tsu_store_apply_finish (TSU_STORE (source), result, &error);
  g_assert_no_error (error);
}

/**
 * app_test_apply:
 * @edit: (transfer full): done before it returns
 */
void
app_test_apply (AppTest *test, TsuEdit *edit)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

  g_ptr_array_add (edits, edit);
  tsu_store_apply_async (test->store, edits, "Edit", NULL, applied_cb, NULL);
  app_test_settle (test);
}

/**
 * app_test_add:
 * @...: pairs of field and text, then NULL
 *
 * Returns: (transfer full): id of the new record
 */
char *
app_test_add (AppTest *test, const char *type, ...)
{
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type (type), NULL);
  char *id = g_strdup (tsu_edit_get_id (edit));
  const char *field;
  va_list pairs;

  va_start (pairs, type);
  while ((field = va_arg (pairs, const char *)) != NULL)
    tsu_edit_set_text (edit, field, va_arg (pairs, const char *));
  va_end (pairs);
  app_test_apply (test, edit);
  return id;
}

/**
 * app_test_add_many:
 * @even: begins the name of every second record
 * @odd: begins the name of the others
 */
void
app_test_add_many (AppTest *test, const char *type, int n, const char *even, const char *odd)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

  for (int i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("%s%d", i % 2 ? odd : even, i);
    TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type (type), NULL);

    tsu_edit_set_text (edit, "name", name);
    g_ptr_array_add (edits, edit);
    if (edits->len == TSU_TRANSACTION_MAX || i == n - 1) {
      tsu_store_apply_async (test->store, edits, "Add", NULL, applied_cb, NULL);
      edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
    }
  }
  g_ptr_array_unref (edits);
  app_test_settle (test);
}

typedef struct {
  const char *id;
  TsuRecord *record;
  gboolean done;
} Getting;

static gpointer
get_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  return tsu_ledger_get (ledger, data, error);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Getting *getting = data;

  getting->record = tsu_store_call_finish (TSU_STORE (source), result, NULL);
  getting->done = TRUE;
}

static gboolean
is_got (gpointer data)
{
  return ((Getting *) data)->done;
}

/**
 * app_test_get:
 *
 * Returns: (nullable) (transfer full): the record as the ledger has it
 */
TsuRecord *
app_test_get (AppTest *test, const char *id)
{
  Getting getting = { .id = id };

  app_test_settle (test);
  tsu_store_read_async (test->store, get_job, g_strdup (id), g_free,
                        (GDestroyNotify) tsu_record_unref, NULL, got_cb, &getting);
  app_test_spin_until (is_got, &getting);
  return getting.record;
}
