/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields edited in place: saved on Enter and when left, put back by Escape, refused with a sentence
 * while what was typed stays.
 */

#include "config.h"

#include "app-test.h"

#include "tsu-draft.h"
#include "tsu-field-row.h"

typedef struct {
  AppTest app;
  GtkWidget *window;
  TsuFieldRow *row;
  TsuFieldRow *other; /* somewhere for the focus to go */
  char *id;
} Fixture;

static void
show (Fixture *f)
{
  g_autoptr (TsuRecord) record = app_test_get (&f->app, f->id);
  g_autoptr (TsuDossier) dossier = tsu_dossier_new (record);

  tsu_field_row_set_dossier (f->row, dossier);
  tsu_field_row_set_dossier (f->other, dossier);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  GtkWidget *list = gtk_list_box_new ();

  app_test_open (&f->app);
  f->id = app_test_add (&f->app, "actor", "name", "さくら台町内会", "kind",
                        "neighbourhood-association", "phone", "044-000-1182", NULL);
  f->row = tsu_field_row_new (f->app.desk, tsu_type_find_field (type, data));
  f->other = tsu_field_row_new (f->app.desk, tsu_type_find_field (type, "alias"));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (f->row));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (f->other));
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), list);
  gtk_window_present (GTK_WINDOW (f->window));
  show (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_free (f->id);
  app_test_close (&f->app);
}

/* The first widget of @type below @widget. */
static GtkWidget *
find_below (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_below (child, type);

    if (found)
      return found;
  }
  return NULL;
}

static GtkEditable *
get_entry (Fixture *f)
{
  return GTK_EDITABLE (find_below (GTK_WIDGET (f->row), GTK_TYPE_ENTRY));
}

static void
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
      continue;
    for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (controller)); n++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), n);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
          gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key)
        gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
    }
  }
}

static void
assert_saved (Fixture *f, const char *field, const char *text)
{
  g_autoptr (TsuRecord) record = app_test_get (&f->app, f->id);

  g_assert_cmpstr (tsu_record_get_text (record, field), ==, text);
}

static void
test_enter_saves (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (gtk_editable_get_text (get_entry (f)), ==, "044-000-1182");
  g_assert_false (tsu_field_row_is_dirty (f->row));
  gtk_editable_set_text (get_entry (f), "０４４－０００－２２２２");
  g_assert_true (tsu_field_row_is_dirty (f->row));
  g_signal_emit_by_name (get_entry (f), "activate");
  g_assert_false (tsu_field_row_is_dirty (f->row));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (f)), ==, "044-000-2222");
  assert_saved (f, "phone", "044-000-2222");
}

static void
test_leaving_saves (Fixture *f, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_entry (f)));
  gtk_editable_set_text (get_entry (f), "044-000-3333");
  gtk_widget_grab_focus (find_below (GTK_WIDGET (f->other), GTK_TYPE_ENTRY));
  assert_saved (f, "phone", "044-000-3333");
}

static void
test_escape_reverts (Fixture *f, gconstpointer data)
{
  gtk_editable_set_text (get_entry (f), "なにか");
  press (GTK_WIDGET (get_entry (f)), GDK_KEY_Escape);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (f)), ==, "044-000-1182");
  g_assert_false (tsu_field_row_is_dirty (f->row));
  assert_saved (f, "phone", "044-000-1182");
}

static void
test_nonsense_stays (Fixture *f, gconstpointer data)
{
  gtk_editable_set_text (get_entry (f), "電話なし");
  g_signal_emit_by_name (get_entry (f), "activate");
  g_assert_nonnull (tsu_field_row_get_problem (f->row));
  g_assert_nonnull (strstr (tsu_field_row_get_problem (f->row), "電話なし"));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (f)), ==, "電話なし");
  assert_saved (f, "phone", "044-000-1182");

  /* A change from elsewhere does not take away what is being typed. */
  show (f);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (f)), ==, "電話なし");

  gtk_editable_set_text (get_entry (f), "044-1");
  g_signal_emit_by_name (get_entry (f), "activate");
  g_assert_null (tsu_field_row_get_problem (f->row));
  assert_saved (f, "phone", "044-1");
}

static void
test_emptying (Fixture *f, gconstpointer data)
{
  gtk_editable_set_text (get_entry (f), "");
  g_signal_emit_by_name (get_entry (f), "activate");
  assert_saved (f, "phone", NULL);
}

/* A value that came in while somebody typed is kept beside the new one. */
static void
test_unseen_value_is_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (TsuRecord) record = NULL;
  TsuEdit *edit = tsu_edit_new_change (tsu_schema_find_type ("actor"), f->id);

  gtk_editable_set_text (get_entry (f), "044-000-4444");
  tsu_edit_set_text (edit, "phone", "044-000-5555");
  app_test_apply (&f->app, edit);
  show (f);
  g_signal_emit_by_name (get_entry (f), "activate");
  record = app_test_get (&f->app, f->id);
  g_assert_cmpint (tsu_record_get_conflicts (record), ==, 1);
}

static void
test_note (Fixture *f, gconstpointer data)
{
  GtkWidget *view = find_below (GTK_WIDGET (f->row), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "一行目\n二行目\n",
                            -1);
  g_assert_true (tsu_field_row_is_dirty (f->row));
  press (view, GDK_KEY_Return);
  assert_saved (f, "note", "一行目\n二行目");
}

static void
test_draft (Fixture *f, gconstpointer data)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  g_autoptr (TsuRecord) draft = tsu_draft_begin (type, "person");
  g_autoptr (TsuDossier) dossier = tsu_dossier_new (draft);
  g_autoptr (TsuRecord) saved = NULL;

  g_free (f->id);
  f->id = g_strdup (tsu_record_get_id (draft));
  g_assert_null (app_test_get (&f->app, f->id));
  tsu_field_row_set_dossier (f->row, dossier);
  tsu_field_row_set_dossier (f->other, dossier);
  gtk_editable_set_text (get_entry (f), "高橋 花");
  g_signal_emit_by_name (get_entry (f), "activate");
  /* A second field before the first is saved must not create the record again. */
  gtk_editable_set_text (GTK_EDITABLE (find_below (GTK_WIDGET (f->other), GTK_TYPE_ENTRY)),
                         "はなさん");
  g_signal_emit_by_name (find_below (GTK_WIDGET (f->other), GTK_TYPE_ENTRY), "activate");
  saved = app_test_get (&f->app, f->id);
  g_assert_nonnull (saved);
  g_assert_cmpstr (tsu_record_get_text (saved, "name"), ==, "高橋 花");
  g_assert_cmpstr (tsu_record_get_text (saved, "alias"), ==, "はなさん");
  g_assert_cmpstr (tsu_record_get_text (saved, "kind"), ==, "person");
  g_assert_null (tsu_field_row_get_problem (f->other));
}

static void
test_accessible (Fixture *f, gconstpointer data)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_entry (f)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Telephone");
}

#define ADD(path, field, function)                                                                 \
  g_test_add ("/app/field/" path, Fixture, field, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  ADD ("enter-saves", "phone", test_enter_saves);
  ADD ("leaving-saves", "phone", test_leaving_saves);
  ADD ("escape-reverts", "phone", test_escape_reverts);
  ADD ("nonsense-stays", "phone", test_nonsense_stays);
  ADD ("emptying", "phone", test_emptying);
  ADD ("unseen-value-is-kept", "phone", test_unseen_value_is_kept);
  ADD ("note", "note", test_note);
  ADD ("draft", "name", test_draft);
  ADD ("accessible", "phone", test_accessible);
  return g_test_run ();
}
