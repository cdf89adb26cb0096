/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every widget made and let go again, with warnings fatal: templates hold, nothing is kept alive,
 * and what a person does with the whole window does what it says.
 */

#include "config.h"

#include "app-test.h"

#include "tsu-chooser.h"
#include "tsu-columns.h"
#include "tsu-commands.h"
#include "tsu-detail.h"
#include "tsu-dialogs.h"
#include "tsu-field-row.h"
#include "tsu-filter-chip.h"
#include "tsu-history.h"
#include "tsu-index-bar.h"
#include "tsu-list-menus.h"
#include "tsu-list-page.h"
#include "tsu-list-row.h"
#include "tsu-list-view.h"
#include "tsu-palette.h"
#include "tsu-section.h"
#include "tsu-sidebar.h"
#include "tsu-trail.h"
#include "tsu-window.h"
#include "tsu-wrap.h"

static const TsuField *
actor_field (const char *name)
{
  return tsu_type_find_field (tsu_schema_find_type ("actor"), name);
}

static void
assert_let_go (GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_assert_finalize_object (widget);
}

static void
test_plain (void)
{
  assert_let_go (tsu_split_new ());
  assert_let_go (tsu_pane_new ());
  assert_let_go (tsu_list_row_new ());
  assert_let_go (tsu_list_menus_new ());
  assert_let_go (tsu_wrap_box_new ());
  assert_let_go (tsu_columns_box_new ());
}

/* Folded from the start, a split shows its sidebar until told otherwise. */
static void
test_split (void)
{
  GtkWidget *split = g_object_ref_sink (tsu_split_new ());
  GtkWidget *sidebar = gtk_label_new ("sidebar");

  tsu_split_set_sidebar (TSU_SPLIT (split), sidebar);
  tsu_split_set_content (TSU_SPLIT (split), gtk_label_new ("content"));
  g_assert_true (gtk_widget_get_child_visible (sidebar));
  g_assert_false (tsu_split_get_show_content (TSU_SPLIT (split)));
  tsu_split_set_show_content (TSU_SPLIT (split), TRUE);
  g_assert_true (tsu_split_get_show_content (TSU_SPLIT (split)));
  g_assert_finalize_object (split);
}

static void
test_with_desk (void)
{
  AppTest test;
  TsuListModel *model;

  app_test_open (&test);
  model = tsu_list_model_new (test.desk);
  assert_let_go (tsu_index_bar_new (model));
  assert_let_go (tsu_list_view_new (model, FALSE));
  g_assert_finalize_object (model);
  assert_let_go (tsu_filter_chip_new (test.desk, actor_field ("kind")));
  assert_let_go (
    GTK_WIDGET (tsu_chooser_new (test.desk, actor_field ("district"), TSU_CHOOSER_CLEAR)));
  assert_let_go (GTK_WIDGET (tsu_history_new (test.desk)));
  assert_let_go (tsu_section_new (test.desk, "Who", TRUE));
  assert_let_go (tsu_detail_new (test.desk));
  app_test_close (&test);
}

/* A row for every field of every type. */
static void
test_rows (void)
{
  AppTest test;
  guint n_types;
  const TsuType *const *types = tsu_schema_get_types (&n_types);

  app_test_open (&test);
  for (guint i = 0; i < n_types; i++) {
    g_autoptr (TsuRecord) record = tsu_record_new (types[i], 1, "00000000-0000-7000-8000-0");
    g_autoptr (TsuDossier) dossier = tsu_dossier_new (record);

    for (guint n = 0; n < types[i]->n_fields; n++) {
      TsuFieldRow *row = tsu_field_row_new (test.desk, &types[i]->fields[n]);

      tsu_field_row_set_dossier (row, dossier);
      g_assert_true (tsu_field_row_is_empty (row));
      g_assert_false (tsu_field_row_is_dirty (row));
      assert_let_go (GTK_WIDGET (row));
    }
  }
  app_test_close (&test);
}

static void
test_trail (void)
{
  g_autoptr (TsuTrail) trail = tsu_trail_new ();
  const TsuType *actor = tsu_schema_find_type ("actor");

  g_assert_false (tsu_trail_can_move (trail, -1));
  tsu_trail_visit (trail, actor, "a");
  tsu_trail_visit (trail, actor, "b");
  tsu_trail_visit (trail, actor, "b");
  tsu_trail_visit (trail, actor, "c");
  g_assert_cmpstr (tsu_trail_move (trail, -1)->id, ==, "b");
  /* Coming there is no new step. */
  tsu_trail_visit (trail, actor, "b");
  g_assert_cmpstr (tsu_trail_move (trail, -1)->id, ==, "a");
  g_assert_null (tsu_trail_move (trail, -1));
  g_assert_cmpstr (tsu_trail_move (trail, 1)->id, ==, "b");
  tsu_trail_visit (trail, actor, "d");
  g_assert_null (tsu_trail_move (trail, 1));
  g_assert_cmpstr (tsu_trail_move (trail, -1)->id, ==, "b");
}

/* --- the window --- */

typedef struct {
  AppTest app;
  GtkApplication *application;
  GSettings *settings;
  TsuWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static int number;
  g_autoptr (GError) error = NULL;
  /* Each its own: a name on the bus outlives the application by a moment. */
  g_autofree char *name = g_strdup_printf ("jp.tsunagi.Test%d", number++);

  app_test_open (&f->app);
  f->application = g_object_new (ADW_TYPE_APPLICATION, "application-id", name, "flags",
                                 G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (f->application), NULL, &error);
  g_assert_no_error (error);
  tsu_commands_install (f->application);
  f->settings = g_settings_new (APP_ID);
  g_settings_set_string (f->settings, "page", "actors");
  f->window = tsu_window_new (f->application, f->settings);
  tsu_window_set_store (f->window, f->app.store);
  gtk_window_present (GTK_WINDOW (f->window));
  app_test_settle (&f->app);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  app_test_settle (&f->app);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  app_test_settle (&f->app);
  g_assert_null (f->window);
  g_object_unref (f->settings);
  g_object_unref (f->application);
  app_test_close (&f->app);
}

static TsuDetail *
get_detail (Fixture *f)
{
  return tsu_list_page_get_detail (TSU_LIST_PAGE (tsu_window_get_page (f->window)));
}

static void
show (Fixture *f, const char *type, const char *id)
{
  tsu_window_show_record (f->window, tsu_schema_find_type (type), id);
  app_test_settle (&f->app);
}

static const char *
get_shown_id (Fixture *f)
{
  TsuRecord *record = tsu_detail_get_record (get_detail (f));

  return record ? tsu_record_get_id (record) : NULL;
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  guint n;
  const TsuPageInfo *pages = tsu_page_info_get_all (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *page = NULL;

    g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.page", "s", pages[i].name));
    app_test_settle (&f->app);
    page = g_settings_get_string (f->settings, "page");
    g_assert_cmpstr (page, ==, pages[i].name);
    g_assert_cmpint (TSU_IS_LIST_PAGE (tsu_window_get_page (f->window)), ==,
                     pages[i].types[0] != NULL);
  }
}

static void
test_delete_undo_restore (Fixture *f, gconstpointer data)
{
  g_autofree char *id = app_test_add (&f->app, "actor", "name", "石田 文子", NULL);
  g_autoptr (TsuRecord) deleted = NULL;
  g_autoptr (TsuRecord) undone = NULL;
  g_autoptr (TsuRecord) again = NULL;

  show (f, "actor", id);
  g_assert_cmpstr (get_shown_id (f), ==, id);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.delete", NULL);
  deleted = app_test_get (&f->app, id);
  g_assert_true (tsu_record_is_deleted (deleted));

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  undone = app_test_get (&f->app, id);
  g_assert_false (tsu_record_is_deleted (undone));

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.redo", NULL);
  app_test_settle (&f->app);
  gtk_widget_activate_action (GTK_WIDGET (get_detail (f)), "detail.restore", NULL);
  again = app_test_get (&f->app, id);
  g_assert_false (tsu_record_is_deleted (again));
}

static void
test_back_and_forward (Fixture *f, gconstpointer data)
{
  g_autofree char *actor = app_test_add (&f->app, "actor", "name", "石田 文子", NULL);
  g_autofree char *need =
    app_test_add (&f->app, "need", "name", "車いすで行きたい", "actor", actor, NULL);
  g_autofree char *log = app_test_add (&f->app, "log", "name", "電話", "actor", actor, NULL);

  show (f, "actor", actor);
  show (f, "need", need);
  g_assert_cmpstr (get_shown_id (f), ==, need);
  show (f, "log", log); /* has no page: shown where one is */
  g_assert_cmpstr (get_shown_id (f), ==, log);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.back", NULL);
  app_test_settle (&f->app);
  g_assert_cmpstr (get_shown_id (f), ==, need);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.back", NULL);
  app_test_settle (&f->app);
  g_assert_cmpstr (get_shown_id (f), ==, actor);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.forward", NULL);
  app_test_settle (&f->app);
  g_assert_cmpstr (get_shown_id (f), ==, need);
}

static void
test_new_record (Fixture *f, gconstpointer data)
{
  TsuRecord *draft;

  tsu_window_show_page (f->window, "actors");
  gtk_widget_activate_action (GTK_WIDGET (
                                gtk_widget_get_first_child (tsu_window_get_page (f->window))),
                              "page.add", "s", "person");
  draft = tsu_detail_get_record (get_detail (f));
  g_assert_cmpint (tsu_record_get_key (draft), ==, 0);
  g_assert_cmpstr (tsu_record_get_kind (draft), ==, "person");
}

static void
test_palette (Fixture *f, gconstpointer data)
{
  g_autofree char *id =
    app_test_add (&f->app, "actor", "name", "石田 文子", "reading", "いしだ ふみこ", NULL);
  GtkWindow *palette = tsu_palette_new (tsu_window_get_desk (f->window), GTK_WINDOW (f->window));
  GtkWidget *entry;

  gtk_window_present (palette);
  entry = gtk_window_get_focus (palette);
  g_assert_true (GTK_IS_TEXT (entry));
  entry = gtk_widget_get_ancestor (entry, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "いしだ");
  g_signal_emit_by_name (entry, "search-changed");
  app_test_settle (&f->app);
  g_signal_emit_by_name (entry, "activate");
  app_test_settle (&f->app);
  g_assert_cmpstr (get_shown_id (f), ==, id);
}

static void
test_relations_and_history (Fixture *f, gconstpointer data)
{
  g_autofree char *actor = app_test_add (&f->app, "actor", "name", "さくら台町内会", "kind",
                                         "neighbourhood-association", NULL);
  g_autofree char *need =
    app_test_add (&f->app, "need", "name", "テントがほしい", "actor", actor, NULL);
  GPtrArray *relations;
  guint found = 0;

  show (f, "actor", actor);
  relations = tsu_dossier_get_relations (tsu_detail_get_dossier (get_detail (f)));
  for (guint i = 0; i < relations->len; i++) {
    const TsuRelation *relation = relations->pdata[i];

    for (guint n = 0; n < relation->summaries->len; n++)
      found += g_str_equal (((TsuSummary *) relation->summaries->pdata[n])->id, need) ? 1 : 0;
  }
  g_assert_cmpuint (found, ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.history", NULL);
  app_test_settle (&f->app);
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  int width;

  gtk_widget_measure (GTK_WIDGET (f->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                      NULL);
  g_assert_cmpint (width, <=, 360);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/app/window/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/widgets/plain", test_plain);
  g_test_add_func ("/app/widgets/split", test_split);
  g_test_add_func ("/app/widgets/with-desk", test_with_desk);
  g_test_add_func ("/app/widgets/rows", test_rows);
  g_test_add_func ("/app/trail", test_trail);
  ADD ("pages", test_pages);
  ADD ("delete-undo-restore", test_delete_undo_restore);
  ADD ("back-and-forward", test_back_and_forward);
  ADD ("new-record", test_new_record);
  ADD ("palette", test_palette);
  ADD ("relations-and-history", test_relations_and_history);
  ADD ("narrow", test_narrow);
  return g_test_run ();
}
