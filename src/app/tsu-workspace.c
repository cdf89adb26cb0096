/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the working parts a record's page has. They stay in place while the record is edited,
 * because each reads on its own and would otherwise flicker at every save.
 */

#include "config.h"

#include "tsu-workspace.h"

#include "tsu-chronicle.h"
#include "tsu-hand-over.h"
#include "tsu-match-steps.h"
#include "tsu-relations.h"
#include "tsu-suggestions-group.h"

#define BEST 5

struct _TsuWorkspace {
  GtkWidget parent_instance;

  TsuDesk *desk; /* owned */

  /* owned through the widget tree */
  GtkWidget *box;
  GtkWidget *work; /* NULL where there is none */
  TsuMatchSteps *steps;
  GtkWidget *charge; /* the group that @hand_over is in */
  TsuHandOver *hand_over;
  TsuSuggestionsGroup *suggestions;
  TsuChronicle *chronicle;
};

G_DEFINE_FINAL_TYPE (TsuWorkspace, tsu_workspace, GTK_TYPE_WIDGET)

/* Whose records somebody is in charge of, while they are not closed. */
static gboolean
wants_charge (TsuRecord *record)
{
  static const char *const types[] = { "need", "match", "offer", NULL };
  static const char *const over[] = { "done", "not-made", "withdrawn", "ended", NULL };
  const char *status = tsu_record_get_text (record, "status");

  return g_strv_contains (types, tsu_record_get_type_of (record)->name) &&
         !(status && g_strv_contains (over, status));
}

static const char *const storied[] = { "log",   "need",  "offer",    "match", "tie",
                                       "event", "actor", "resource", NULL };

static void
tsu_workspace_dispose (GObject *object)
{
  TsuWorkspace *self = TSU_WORKSPACE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_workspace_parent_class)->dispose (object);
}

static void
tsu_workspace_class_init (TsuWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_workspace_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_workspace_init (TsuWorkspace *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
tsu_workspace_new (TsuDesk *desk)
{
  TsuWorkspace *self = g_object_new (TSU_TYPE_WORKSPACE, NULL);

  self->desk = g_object_ref (desk);
  self->steps = TSU_MATCH_STEPS (tsu_match_steps_new (desk));
  self->suggestions = TSU_SUGGESTIONS_GROUP (tsu_suggestions_group_new (desk, BEST));
  self->chronicle = TSU_CHRONICLE (tsu_chronicle_new (desk));
  self->charge = adw_preferences_group_new ();
  self->hand_over = TSU_HAND_OVER (tsu_hand_over_new (desk));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->charge), GTK_WIDGET (self->hand_over));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->steps));
  gtk_box_append (GTK_BOX (self->box), self->charge);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->suggestions));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->chronicle));
  return GTK_WIDGET (self);
}

/* Suggestions are for what still wants somebody, and for what can still be given. */
static gboolean
wants_suggestions (TsuRecord *record)
{
  const char *type = tsu_record_get_type_of (record)->name;
  const char *status = tsu_record_get_text (record, "status");

  if (g_str_equal (type, "need"))
    return !status || g_str_equal (status, "open") || g_str_equal (status, "proposed");
  if (g_str_equal (type, "offer"))
    return !status || g_str_equal (status, "available");
  return FALSE;
}

static void
show_work (TsuWorkspace *self, TsuDossier *dossier)
{
  if (self->work)
    gtk_box_remove (GTK_BOX (self->box), self->work);
  self->work = tsu_relations_new_work (self->desk, dossier);
  if (self->work)
    gtk_box_prepend (GTK_BOX (self->box), self->work);
}

/**
 * tsu_workspace_show:
 * @dossier: of the record on the page, again whenever it has changed
 */
void
tsu_workspace_show (TsuWorkspace *self, TsuDossier *dossier)
{
  TsuRecord *record = tsu_dossier_get_record (dossier);
  const TsuType *type = tsu_record_get_type_of (record);
  const char *id = tsu_record_get_id (record);
  gboolean real = !tsu_dossier_is_draft (dossier) && !tsu_record_is_deleted (record);
  gboolean is_match = real && g_str_equal (type->name, "match");
  gboolean suggests = real && wants_suggestions (record);
  gboolean charge = real && wants_charge (record);
  gboolean has_story = real && g_strv_contains (storied, type->name);

  show_work (self, dossier);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), is_match);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), suggests);
  gtk_widget_set_visible (GTK_WIDGET (self), is_match || suggests || has_story || self->work);
  gtk_widget_set_visible (self->charge, charge);
  if (charge)
    tsu_hand_over_show (self->hand_over, record);
  if (is_match)
    tsu_match_steps_show (self->steps, dossier);
  if (suggests)
    tsu_suggestions_group_show (self->suggestions, type, id);
  if (has_story)
    tsu_chronicle_show (self->chronicle, type, id);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->chronicle), FALSE);
}
