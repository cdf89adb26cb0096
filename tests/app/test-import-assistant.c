/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The import assistant, driven as a user drives it: a list of the kind that offices keep is
 * opened, a column given another meaning, imported and taken back.
 */

#include "config.h"

#include "tsu-import-assistant.h"

#include "tsu-import-column-row.h"

#include <glib/gstdio.h>

#define PATIENCE 20 /* seconds */

typedef struct {
  char *folder;
  TsuStore *store;
  TsuDesk *desk;
  TsuImportAssistant *assistant;
  char *batch;
  char *said;
} Fixture;

static void
imported_cb (Fixture *fixture, const char *batch, const char *text)
{
  fixture->batch = g_strdup (batch);
  fixture->said = g_strdup (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("tsu-import-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "ledger.tsunagi", NULL);
  fixture->store = tsu_store_open (path, &error);
  g_assert_no_error (error);
  fixture->desk = tsu_desk_new (fixture->store, settings);
  fixture->assistant = tsu_import_assistant_new (fixture->desk, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->assistant), (gpointer *) &fixture->assistant);
  g_signal_connect_swapped (fixture->assistant, "imported", G_CALLBACK (imported_cb), fixture);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Nobody may keep the object for good; a job that was stopped half way may still be on its way
 * back with a reference. */
static void
assert_goes (gpointer object)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;
  guint source = g_timeout_add (20, wake_cb, NULL);
  gpointer alive = object;

  g_object_add_weak_pointer (object, &alive);
  g_object_unref (object);
  while (alive) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (source);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const ends[] = { "", "-wal", "-shm", ".lock" };

  if (fixture->assistant)
    gtk_window_destroy (GTK_WINDOW (fixture->assistant));
  while (fixture->assistant)
    g_main_context_iteration (NULL, TRUE);
  assert_goes (fixture->desk);
  assert_goes (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strdup_printf ("%s/ledger.tsunagi%s", fixture->folder, ends[i]);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->batch);
  g_free (fixture->said);
}

/* --- waiting and finding --- */

/* Goes on until the assistant has nothing under way, or is gone. */
static void
wait_idle (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;
  guint source = g_timeout_add (20, wake_cb, NULL);

  while (fixture->assistant && tsu_import_assistant_is_busy (fixture->assistant)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (source);
}

static GtkWidget *
find (GtkWidget *widget, GType type, guint *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, nth);

    if (found)
      return found;
  }
  return NULL;
}

static GtkDropDown *
get_target (Fixture *fixture, guint column)
{
  guint nth = column, first = 0;
  GtkWidget *row = find (GTK_WIDGET (fixture->assistant), TSU_TYPE_IMPORT_COLUMN_ROW, &nth);

  g_assert_nonnull (row);
  return GTK_DROP_DOWN (find (row, GTK_TYPE_DROP_DOWN, &first));
}

static const char *
get_chosen (Fixture *fixture, guint column)
{
  return gtk_string_object_get_string (
    gtk_drop_down_get_selected_item (get_target (fixture, column)));
}

static void
choose (Fixture *fixture, guint column, const char *label)
{
  GtkDropDown *target = get_target (fixture, column);
  GListModel *model = gtk_drop_down_get_model (target);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GtkStringObject) at = g_list_model_get_item (model, i);

    if (g_str_equal (gtk_string_object_get_string (at), label)) {
      gtk_drop_down_set_selected (target, i);
      return;
    }
  }
  g_assert_not_reached ();
}

static void
open_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("TSU_TEST_DATA"), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  tsu_import_assistant_open (fixture->assistant, file);
  wait_idle (fixture);
}

static gpointer
count_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (tsu_schema_find_type ("actor"));

  return GINT_TO_POINTER (tsu_ledger_count (ledger, query, error) + 1);
}

static gpointer
undo_job (TsuLedger *ledger, gpointer batch, GCancellable *cancellable, GError **error)
{
  TsuUndo undo = { 0 };
  gboolean undone = tsu_ledger_undo_batch (ledger, batch, &undo, NULL, error);

  tsu_undo_clear (&undo);
  return GINT_TO_POINTER (undone);
}

static gpointer
first_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  g_autoptr (GArray) keys = tsu_ledger_find_by_name (ledger, type, data, error);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_nonnull (keys);
  g_assert_cmpuint (keys->len, ==, 1);
  records = tsu_ledger_get_many (ledger, type, (gint64 *) keys->data, 1, error);
  return tsu_record_ref (g_ptr_array_index (records, 0));
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gpointer
call (Fixture *fixture, TsuStoreFunc func, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer value;

  tsu_store_write_async (fixture->store, func, data, NULL, NULL, NULL, keep_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  value = tsu_store_call_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return value;
}

static int
count_actors (Fixture *fixture)
{
  return GPOINTER_TO_INT (call (fixture, count_job, NULL)) - 1;
}

/* --- tests --- */

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "Number in the source", "Name",    "Reading", "Representative", "Telephone",
    "Member households",    "Founded",
  };

  open_file (fixture, "neighbourhood-list.csv");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (get_chosen (fixture, i), ==, expected[i]);
  g_assert_cmpstr (get_chosen (fixture, 8), ==, "Keep as an extra column");
  g_assert_cmpint (count_actors (fixture), ==, 0);
}

static void
test_import_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TsuRecord) record = NULL;
  const char *const *extra;

  open_file (fixture, "neighbourhood-list.csv");
  choose (fixture, 8, "Leave out");
  wait_idle (fixture);
  g_assert_cmpstr (get_chosen (fixture, 8), ==, "Leave out");
  g_assert_cmpstr (get_chosen (fixture, 1), ==, "Name");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->assistant), "import.run", NULL));
  wait_idle (fixture);
  g_assert_null (fixture->assistant);
  g_assert_cmpstr (fixture->said, ==, "4 records were imported.");
  g_assert_cmpint (count_actors (fixture), ==, 4);

  record = call (fixture, first_job, (gpointer) "さくら台町内会");
  g_assert_cmpstr (tsu_record_get_text (record, "phone"), ==, "044-000-1182");
  g_assert_cmpstr (tsu_record_get_text (record, "founded"), ==, "1963-04-01");
  g_assert_cmpint (tsu_record_get_integer (record, "households"), ==, 412);
  extra = tsu_record_get_list (record, "extra");
  g_assert_false (extra && g_strv_contains (extra, "整理メモ"));

  call (fixture, undo_job, fixture->batch);
  g_assert_cmpint (count_actors (fixture), ==, 0);
}

/* A cell that cannot be read is put right before anything is imported. */
static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TsuRecord) record = NULL;
  GtkWidget *row, *button, *entry;
  guint nth = 0;

  g_assert_true (
    g_file_set_contents (path,
                         "町会名,会長名,加入世帯数\n東町会,見本花,120くらい\n西町会,見本一,80\n",
                         -1, NULL));
  tsu_import_assistant_open (fixture->assistant, file);
  wait_idle (fixture);
  row = find (GTK_WIDGET (fixture->assistant), ADW_TYPE_ACTION_ROW, &nth);
  g_assert_nonnull (row);
  nth = 0;
  button = find (row, GTK_TYPE_BUTTON, &nth);
  g_signal_emit_by_name (button, "clicked");
  entry = gtk_widget_get_next_sibling (row);
  g_assert_true (ADW_IS_ENTRY_ROW (entry));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (entry)), ==, "加入世帯数");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "120くらい");
  gtk_editable_set_text (GTK_EDITABLE (entry), "120");
  g_signal_emit_by_name (entry, "apply");
  wait_idle (fixture);
  nth = 0;
  g_assert_null (find (GTK_WIDGET (fixture->assistant), ADW_TYPE_ENTRY_ROW, &nth));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->assistant), "import.run", NULL));
  wait_idle (fixture);
  record = call (fixture, first_job, (gpointer) "東町会");
  g_assert_cmpint (tsu_record_get_integer (record, "households"), ==, 120);
  g_assert_null (tsu_record_get (record, "unread"));
}

static void
test_remembered (Fixture *fixture, gconstpointer data)
{
  open_file (fixture, "neighbourhood-list.csv");
  choose (fixture, 8, "Tags");
  wait_idle (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->assistant), "import.run", NULL);
  wait_idle (fixture);
  g_assert_null (fixture->assistant);

  fixture->assistant = tsu_import_assistant_new (fixture->desk, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->assistant), (gpointer *) &fixture->assistant);
  open_file (fixture, "neighbourhood-list.csv");
  g_assert_cmpstr (get_chosen (fixture, 8), ==, "Tags");
  g_assert_cmpint (count_actors (fixture), ==, 4);
}

static void
test_wrong_file (Fixture *fixture, gconstpointer data)
{
  guint nth = 0;
  GtkWidget *stack = find (GTK_WIDGET (fixture->assistant), GTK_TYPE_STACK, &nth);

  open_file (fixture, "ledger-v1.db");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "failed");
  g_assert_cmpint (count_actors (fixture), ==, 0);

  /* Another file can be chosen in the same window. */
  open_file (fixture, "neighbourhood-list.csv");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "map");
}

static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("TSU_TEST_DATA"), "neighbourhood-list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  tsu_import_assistant_open (fixture->assistant, file);
  gtk_window_destroy (GTK_WINDOW (fixture->assistant));
  while (fixture->assistant)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count_actors (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_disable_setlocale ();
  adw_init ();

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/import-assistant/columns", test_columns);
  ADD ("/app/import-assistant/import-and-undo", test_import_and_undo);
  ADD ("/app/import-assistant/corrected", test_corrected);
  ADD ("/app/import-assistant/remembered", test_remembered);
  ADD ("/app/import-assistant/wrong-file", test_wrong_file);
  ADD ("/app/import-assistant/closed-early", test_closed_early);
  return g_test_run ();
}
