/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The widgets of matching on a ledger with one need and one who can help: they show what the core
 * says, do what a person presses, and let go of everything.
 */

#include "config.h"

#include "app-test.h"

#include "tsu-board.h"
#include "tsu-chronicle.h"
#include "tsu-figures-page.h"
#include "tsu-match-steps.h"
#include "tsu-page-info.h"
#include "tsu-suggestion-row.h"
#include "tsu-suggestions-group.h"
#include "tsu-workspace.h"

typedef struct {
  AppTest app;
  char *need;
  char *helper;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *group = NULL;
  g_autofree char *offer = NULL;
  TsuEdit *consent;

  app_test_open (&f->app);
  group = app_test_add (&f->app, "actor", "name", "ひだまり食堂", "kind", "civic-group", NULL);
  f->helper = app_test_add (&f->app, "actor", "name", "北原 さくら", "kind", "person", NULL);
  consent = tsu_edit_new_change (tsu_schema_find_type ("actor"), f->helper);
  tsu_edit_set_list (consent, "consents", (const char *[]){ "introduce", NULL });
  app_test_apply (&f->app, consent);
  f->need = app_test_add (&f->app, "need", "name", "調理の手伝い", "actor", group, "description",
                          "土曜の昼に調理を手伝う人", "status", "open", NULL);
  offer = app_test_add (&f->app, "offer", "name", "調理ができます", "actor", f->helper,
                        "description", "土曜の昼なら調理を手伝えます", "status", "available", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  app_test_close (&f->app);
  g_free (f->need);
  g_free (f->helper);
}

/* --- looking --- */

static GtkWidget *
find (GtkWidget *in, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (in, type))
    return in;
  for (GtkWidget *child = gtk_widget_get_first_child (in); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type);

    if (found)
      return found;
  }
  return NULL;
}

static char *
get_status (Fixture *f, const char *id)
{
  g_autoptr (TsuRecord) record = app_test_get (&f->app, id);

  return g_strdup (tsu_record_get_text (record, "status"));
}

static gpointer
find_match_job (TsuLedger *ledger, gpointer need, GCancellable *cancel, GError **error)
{
  g_autoptr (GPtrArray) matches =
    tsu_ledger_referring (ledger, tsu_schema_find_type ("match"), "need", need, error);

  return g_strdup (matches && matches->len > 0 ? tsu_record_get_id (matches->pdata[0]) : "");
}

typedef struct {
  char *id;
} Found;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Found *) data)->id = tsu_store_call_finish (TSU_STORE (source), result, NULL);
}

static gboolean
is_found (gpointer data)
{
  return ((Found *) data)->id != NULL;
}

static char *
find_match (Fixture *f)
{
  Found found = { NULL };

  tsu_store_read_async (f->app.store, find_match_job, f->need, NULL, g_free, NULL, found_cb,
                        &found);
  app_test_spin_until (is_found, &found);
  return found.id;
}

static TsuDossier *
read_dossier (Fixture *f, const char *id)
{
  g_autoptr (TsuRecord) record = app_test_get (&f->app, id);

  return tsu_dossier_new (record);
}

/* --- tests --- */

/* A page of 360 px has margins of 20. */
static void
assert_narrow (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 320);
}

static void
test_suggested_and_proposed (Fixture *f, gconstpointer data)
{
  GtkWidget *group = g_object_ref_sink (tsu_suggestions_group_new (f->app.desk, 5));
  GtkWidget *row;
  g_autofree char *status = NULL;
  g_autofree char *match = NULL;

  tsu_suggestions_group_show (TSU_SUGGESTIONS_GROUP (group), tsu_schema_find_type ("need"),
                              f->need);
  app_test_settle (&f->app);
  row = find (group, TSU_TYPE_SUGGESTION_ROW);
  g_assert_nonnull (row);
  gtk_widget_activate_action (row, "suggestion.propose", NULL);
  app_test_settle (&f->app);
  status = get_status (f, f->need);
  g_assert_cmpstr (status, ==, "proposed");
  match = find_match (f);
  g_assert_cmpstr (match, !=, "");
  g_assert_finalize_object (group);
}

static void
test_steps (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *action;
    const char *status;
  } steps[] = { { "match.accept", "accepted" }, { "match.begin", "under-way" } };
  GtkWidget *group = g_object_ref_sink (tsu_suggestions_group_new (f->app.desk, 5));
  GtkWidget *widget = g_object_ref_sink (tsu_match_steps_new (f->app.desk));
  g_autofree char *match = NULL;

  tsu_suggestions_group_show (TSU_SUGGESTIONS_GROUP (group), tsu_schema_find_type ("need"),
                              f->need);
  app_test_settle (&f->app);
  gtk_widget_activate_action (find (group, TSU_TYPE_SUGGESTION_ROW), "suggestion.propose", NULL);
  app_test_settle (&f->app);
  match = find_match (f);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (TsuDossier) dossier = read_dossier (f, match);
    g_autofree char *status = NULL;

    tsu_match_steps_show (TSU_MATCH_STEPS (widget), dossier);
    assert_narrow (widget);
    gtk_widget_activate_action (widget, steps[i].action, NULL);
    app_test_settle (&f->app);
    status = get_status (f, match);
    g_assert_cmpstr (status, ==, steps[i].status);
  }
  g_assert_finalize_object (widget);
  g_assert_finalize_object (group);
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->app.folder, "figures.xlsx", NULL);
  g_autoptr (GFile) book = g_file_new_for_path (path);
  GtkWidget *board =
    g_object_ref_sink (tsu_board_new (tsu_page_info_find ("board"), f->app.desk, NULL));
  GtkWidget *figures =
    g_object_ref_sink (tsu_figures_page_new (tsu_page_info_find ("figures"), f->app.desk, NULL));

  app_test_settle (&f->app);
  gtk_widget_activate_action (figures, "figures.span", "s", "year");
  gtk_widget_activate_action (figures, "figures.turn", "i", -1);
  gtk_widget_activate_action (figures, "figures.subject", "s", "matches");
  app_test_settle (&f->app);
  tsu_figures_page_write (TSU_FIGURES_PAGE (figures), book);
  app_test_settle (&f->app);
  g_assert_true (g_file_query_exists (book, NULL));
  g_assert_finalize_object (board);
  g_assert_finalize_object (figures);
}

/* Every type of record has a page with a workspace or without one; none of them complains. */
static void
test_workspace (Fixture *f, gconstpointer data)
{
  GtkWidget *workspace = g_object_ref_sink (tsu_workspace_new (f->app.desk));
  const char *ids[] = { f->need, f->helper };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (TsuDossier) dossier = read_dossier (f, ids[i]);

    tsu_workspace_show (TSU_WORKSPACE (workspace), dossier);
    app_test_settle (&f->app);
    g_assert_true (gtk_widget_get_visible (workspace));
    assert_narrow (workspace);
  }
  /* The helper's timeline knows of the offer. */
  g_assert_true (gtk_widget_get_visible (find (workspace, TSU_TYPE_CHRONICLE)));
  g_assert_finalize_object (workspace);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/app/matching/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  ADD ("suggested-and-proposed", test_suggested_and_proposed);
  ADD ("steps", test_steps);
  ADD ("pages", test_pages);
  ADD ("workspace", test_workspace);
  return g_test_run ();
}
