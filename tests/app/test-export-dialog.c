/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The export of a list: what is written is what was shown, and what old Excel cannot hold is said
 * before anything is written.
 */

#include "config.h"

#include "tsu-export-dialog.h"

#include "app-test.h"

#include <glib/gstdio.h>

typedef struct {
  AppTest app;
  GtkWindow *dialog;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *name = data;
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autoptr (TsuRecord) record = NULL;
  gint64 key;

  app_test_open (&fixture->app);
  id = app_test_add (&fixture->app, "actor", "name", name, NULL);
  record = app_test_get (&fixture->app, id);
  key = tsu_record_get_key (record);
  g_array_append_val (keys, key);
  path = g_build_filename (fixture->app.folder, "list.csv", NULL);
  fixture->file = g_file_new_for_path (path);
  fixture->dialog = tsu_export_dialog_new (fixture->app.desk, NULL, type, keys);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog)
    gtk_window_destroy (fixture->dialog);
  g_assert_null (fixture->dialog);
  g_object_unref (fixture->file);
  app_test_close (&fixture->app);
}

static GtkWidget *
find (GtkWidget *widget, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found;

    if (ADW_IS_ACTION_ROW (child) &&
        g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), label))
      return child;
    found = find (child, label);
    if (found)
      return found;
  }
  return NULL;
}

static void
choose (Fixture *fixture, const char *label)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->dialog), label);

  g_assert_nonnull (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (
                                 adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))),
                               TRUE);
}

static gboolean
is_gone (gpointer data)
{
  Fixture *fixture = data;

  return fixture->dialog == NULL;
}

static gboolean
has_gaps (gpointer data)
{
  Fixture *fixture = data;

  return find (GTK_WIDGET (fixture->dialog), "“𠮷” becomes “吉”") != NULL;
}

static char *
read_file (Fixture *fixture, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_load_contents (fixture->file, NULL, &text, length, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_utf8 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  choose (fixture, "CSV (UTF-8)");
  tsu_export_dialog_write (TSU_EXPORT_DIALOG (fixture->dialog), fixture->file);
  app_test_spin_until (is_gone, fixture);
  text = read_file (fixture, NULL);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  g_assert_nonnull (strstr (text, data));
}

static void
test_cp932 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *unicode = NULL;
  gsize length;

  choose (fixture, "CSV for old Excel");
  tsu_export_dialog_write (TSU_EXPORT_DIALOG (fixture->dialog), fixture->file);
  app_test_spin_until (has_gaps, fixture);
  g_assert_false (g_file_query_exists (fixture->file, NULL));

  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "export.replace", NULL);
  app_test_spin_until (is_gone, fixture);
  text = read_file (fixture, &length);
  unicode = g_convert (text, length, "UTF-8", "CP932", NULL, NULL, NULL);
  g_assert_nonnull (unicode);
  g_assert_nonnull (strstr (unicode, "吉野町会"));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add ("/app/export-dialog/utf8", Fixture, "𠮷野町会", set_up, test_utf8, tear_down);
  g_test_add ("/app/export-dialog/cp932", Fixture, "𠮷野町会", set_up, test_cp932, tear_down);
  return g_test_run ();
}
