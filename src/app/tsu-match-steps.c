/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The life of a match as a coordinator goes along with it. Each step is one undo. What a side says
 * is kept in its own words beside the yes or no.
 */

#include "config.h"

#include "tsu-match-steps.h"

#include "tsu-focus.h"
#include "tsu-match-end.h"
#include "tsu-mnemonic.h"
#include "tsu-wrap.h"

#include <glib/gi18n.h>

struct _TsuMatchSteps {
  AdwPreferencesGroup parent_instance;

  /* owned */
  TsuDesk *desk;
  TsuDossier *dossier;

  /* owned through the widget tree */
  GtkWidget *way;      /* the states in a line */
  GtkWidget *words[2]; /* by TsuSide */
  GtkWidget *answers[2];
  GtkWidget *steps;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TsuMatchSteps, tsu_match_steps, ADW_TYPE_PREFERENCES_GROUP)

static const char *const word_fields[] = { "need_word", "offer_word" };
static const char *const agree_fields[] = { "need_agrees", "offer_agrees" };

static TsuRecord *
get_match (TsuMatchSteps *self)
{
  return tsu_dossier_get_record (self->dossier);
}

static const char *
get_id (TsuMatchSteps *self)
{
  return tsu_record_get_id (get_match (self));
}

/* --- steps --- */

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuMatchSteps *self = TSU_MATCH_STEPS (widget);

  tsu_desk_take_step (self->desk, tsu_step_new_accept (get_id (self)), _ ("Accepted"));
}

static void
begin_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuMatchSteps *self = TSU_MATCH_STEPS (widget);

  tsu_desk_take_step (self->desk, tsu_step_new_begin (get_id (self)), _ ("Under way"));
}

static void
end_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuMatchSteps *self = TSU_MATCH_STEPS (widget);
  gboolean made = g_str_equal (name, "match.close");

  tsu_match_end_present (self->desk, GTK_WINDOW (gtk_widget_get_root (widget)), get_id (self),
                         made);
}

static void
answer_cb (TsuMatchSteps *self, GtkToggleButton *button)
{
  int side = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "tsu-side"));
  TsuAnswer answer = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "tsu-answer"));
  const char *word = gtk_editable_get_text (GTK_EDITABLE (self->words[side]));

  if (self->filling || !gtk_toggle_button_get_active (button))
    return;
  tsu_desk_take_step (self->desk, tsu_step_new_word (get_id (self), side, answer, word),
                      answer == TSU_ANSWER_YES ? _ ("Written down: yes") : _ ("Written down: no"));
}

static TsuAnswer
get_answer (TsuMatchSteps *self, int side)
{
  TsuValue *value = tsu_record_get (get_match (self), agree_fields[side]);

  if (!value)
    return TSU_ANSWER_NONE;
  return tsu_value_get_boolean (value) ? TSU_ANSWER_YES : TSU_ANSWER_NO;
}

static void
word_cb (TsuMatchSteps *self, GtkEditable *entry)
{
  int side = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (entry), "tsu-side"));

  tsu_desk_take_step (self->desk,
                      tsu_step_new_word (get_id (self), side, get_answer (self, side),
                                         gtk_editable_get_text (entry)),
                      _ ("Written down"));
}

/* --- what is shown --- */

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* The states a match goes through, the present one standing out by weight and by its icon. */
static void
fill_way (TsuMatchSteps *self, const char *status)
{
  const TsuVocabulary *states = &tsu_match_states;

  clear_box (self->way);
  for (guint i = 0; i < states->n_terms; i++) {
    const TsuTerm *term = &states->terms[i];
    gboolean present = g_strcmp0 (term->code, status) == 0;
    GtkWidget *step;
    GtkWidget *chip;
    GtkWidget *label;

    /* "Not made" is no stop on the way; it is shown where the way ended there. */
    if (g_str_equal (term->code, "not-made") && !present)
      continue;
    step = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
    chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
    label = gtk_label_new (tsu_vocabulary_label (states, term->code));
    if (gtk_widget_get_first_child (self->way))
      gtk_box_append (GTK_BOX (step), gtk_image_new_from_icon_name ("go-next-symbolic"));
    if (present && term->icon)
      gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name (term->icon));
    gtk_box_append (GTK_BOX (chip), label);
    gtk_widget_add_css_class (chip, present ? "stage-present" : "stage");
    gtk_box_append (GTK_BOX (step), chip);
    gtk_box_append (GTK_BOX (self->way), step);
  }
}

static void
fill_side (TsuMatchSteps *self, int side)
{
  GtkWidget *button = gtk_widget_get_first_child (self->answers[side]);
  const char *word = tsu_record_get_text (get_match (self), word_fields[side]);
  TsuAnswer answer = get_answer (self, side);

  for (; button; button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                  GPOINTER_TO_INT (
                                    g_object_get_data (G_OBJECT (button), "tsu-answer")) ==
                                    (int) answer);
  /* What is being typed stays. */
  if (!(gtk_widget_get_state_flags (self->words[side]) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_editable_set_text (GTK_EDITABLE (self->words[side]), word ? word : "");
}

static void
add_step (TsuMatchSteps *self, const char *words, const char *action, const char *style)
{
  GtkWidget *button = tsu_mnemonic_button_new (words);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (style)
    gtk_widget_add_css_class (button, style);
  gtk_box_append (GTK_BOX (self->steps), button);
}

static void
fill_steps (TsuMatchSteps *self, const char *status)
{
  gboolean open = TRUE;
  g_autoptr (GArray) place = tsu_focus_save (self->steps);

  clear_box (self->steps);
  if (!status || g_str_equal (status, "proposed"))
    add_step (self, _ ("_Both agree"), "match.accept", "suggested-action");
  else if (g_str_equal (status, "accepted"))
    add_step (self, _ ("It has _begun"), "match.begin", "suggested-action");
  else if (g_str_equal (status, "under-way"))
    add_step (self, _ ("_Close with what came of it…"), "match.close", "suggested-action");
  else
    open = FALSE;
  if (open)
    add_step (self, _ ("It comes to _nothing…"), "match.refuse", NULL);
  gtk_widget_set_visible (self->steps, open);
  tsu_focus_restore (self->steps, place);
  for (int side = 0; side < 2; side++)
    gtk_widget_set_sensitive (self->words[side], open);
}

/* --- building --- */

static GtkWidget *
make_answer (TsuMatchSteps *self, int side, TsuAnswer answer, GtkWidget *group)
{
  GtkWidget *button =
    gtk_toggle_button_new_with_label (answer == TSU_ANSWER_YES ? _ ("Yes") : _ ("No"));

  if (group)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  g_object_set_data (G_OBJECT (button), "tsu-side", GINT_TO_POINTER (side));
  g_object_set_data (G_OBJECT (button), "tsu-answer", GINT_TO_POINTER (answer));
  g_signal_connect_object (button, "toggled", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_side (TsuMatchSteps *self, int side)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *yes = make_answer (self, side, TSU_ANSWER_YES, NULL);

  self->answers[side] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->answers[side], "linked");
  gtk_widget_set_valign (self->answers[side], GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->answers[side]), yes);
  gtk_box_append (GTK_BOX (self->answers[side]), make_answer (self, side, TSU_ANSWER_NO, yes));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), self->answers[side]);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set_data (G_OBJECT (row), "tsu-side", GINT_TO_POINTER (side));
  g_signal_connect_object (row, "apply", G_CALLBACK (word_cb), self, G_CONNECT_SWAPPED);
  self->words[side] = row;
  return row;
}

static void
tsu_match_steps_dispose (GObject *object)
{
  TsuMatchSteps *self = TSU_MATCH_STEPS (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->dossier, tsu_dossier_unref);

  G_OBJECT_CLASS (tsu_match_steps_parent_class)->dispose (object);
}

static void
tsu_match_steps_class_init (TsuMatchStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_match_steps_dispose;
  gtk_widget_class_install_action (widget_class, "match.accept", NULL, accept_cb);
  gtk_widget_class_install_action (widget_class, "match.begin", NULL, begin_cb);
  gtk_widget_class_install_action (widget_class, "match.close", NULL, end_cb);
  gtk_widget_class_install_action (widget_class, "match.refuse", NULL, end_cb);
}

static void
tsu_match_steps_init (TsuMatchSteps *self)
{
  GtkWidget *row = adw_preferences_row_new ();

  self->way = tsu_wrap_box_new ();
  gtk_widget_add_css_class (self->way, "way");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->way);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  for (int side = 0; side < 2; side++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), make_side (self, side));
  self->steps = tsu_wrap_box_new ();
  gtk_widget_add_css_class (self->steps, "steps");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->steps);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("How far it has come"));
}

GtkWidget *
tsu_match_steps_new (TsuDesk *desk)
{
  TsuMatchSteps *self = g_object_new (TSU_TYPE_MATCH_STEPS, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

static const char *
get_name (TsuMatchSteps *self, const char *field, const char *otherwise)
{
  const char *id = tsu_record_get_text (get_match (self), field);
  const char *name = id ? tsu_dossier_get_name (self->dossier, id) : NULL;

  return name ? name : otherwise;
}

/**
 * tsu_match_steps_show:
 * @dossier: of a match
 */
void
tsu_match_steps_show (TsuMatchSteps *self, TsuDossier *dossier)
{
  const char *status;
  /* Translators: %s is the need, then whoever was asked. */
  g_autofree char *need = NULL;
  g_autofree char *offer = NULL;

  tsu_dossier_ref (dossier);
  g_clear_pointer (&self->dossier, tsu_dossier_unref);
  self->dossier = dossier;
  status = tsu_record_get_text (get_match (self), "status");
  need = g_strdup_printf (_ ("What was said for: %s"), get_name (self, "need", _ ("the need")));
  offer = g_strdup_printf (_ ("What was said by: %s"),
                              get_name (self, "actor", get_name (self, "offer", _ ("the offer"))));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->words[TSU_SIDE_NEED]), need);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->words[TSU_SIDE_OFFER]), offer);
  self->filling = TRUE;
  fill_way (self, status);
  fill_side (self, TSU_SIDE_NEED);
  fill_side (self, TSU_SIDE_OFFER);
  fill_steps (self, status);
  self->filling = FALSE;
}
