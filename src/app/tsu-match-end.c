/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a match. Nothing has to be filled in: a coordinator with a caller waiting closes it
 * with one press and writes the rest in the record later.
 */

#include "config.h"

#include "tsu-match-end.h"

#include "tsu-chooser.h"
#include "tsu-mnemonic.h"

#include <glib/gi18n.h>

struct _TsuMatchEnd {
  AdwWindow parent_instance;

  /* owned */
  TsuDesk *desk;
  char *match;

  /* owned through the widget tree */
  GtkWidget *group;
  GtkWidget *went_well;
  GtkWidget *outcome;
  GtkWidget *reflections[2]; /* by TsuSide */
  GtkWidget *event;
  GtkWidget *hiroba;
  GtkWidget *reason;
  GtkWidget *side;
  GtkWidget *word;

  gboolean made;
};

G_DEFINE_FINAL_TYPE (TsuMatchEnd, tsu_match_end, ADW_TYPE_WINDOW)

/* --- doing it --- */

static const char *
get_text (GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  return *text ? text : NULL;
}

static TsuStep *
make_close (TsuMatchEnd *self)
{
  TsuOutcome outcome = {
    .went_well = gtk_switch_get_active (GTK_SWITCH (self->went_well)),
    .outcome = get_text (self->outcome),
    .need_reflection = get_text (self->reflections[TSU_SIDE_NEED]),
    .offer_reflection = get_text (self->reflections[TSU_SIDE_OFFER]),
    .event = g_object_get_data (G_OBJECT (self->event), "tsu-chosen"),
    .hiroba = g_object_get_data (G_OBJECT (self->hiroba), "tsu-chosen"),
    .new_hiroba = g_object_get_data (G_OBJECT (self->hiroba), "tsu-new"),
  };

  return tsu_step_new_close (self->match, &outcome);
}

static TsuStep *
make_refuse (TsuMatchEnd *self)
{
  guint reason = adw_combo_row_get_selected (ADW_COMBO_ROW (self->reason));
  guint side = adw_combo_row_get_selected (ADW_COMBO_ROW (self->side));

  return tsu_step_new_refuse (self->match, side == 0 ? TSU_SIDE_NEED : TSU_SIDE_OFFER,
                              tsu_refusal_reasons.terms[reason].code, get_text (self->word));
}

static void
done_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuMatchEnd *self = TSU_MATCH_END (widget);

  if (self->made)
    tsu_desk_take_step (self->desk, make_close (self), _ ("Closed"));
  else
    tsu_desk_take_step (self->desk, make_refuse (self), _ ("Written down as not made"));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- building --- */

static void
add_row (TsuMatchEnd *self, GtkWidget *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
}

static GtkWidget *
add_entry (TsuMatchEnd *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  add_row (self, row, title);
  return row;
}

/* --- what grew from it --- */

static void
set_grown (GtkWidget *row, const char *id, const char *new_name, const char *shown)
{
  g_object_set_data_full (G_OBJECT (row), "tsu-chosen", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "tsu-new", g_strdup (new_name), g_free);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown ? shown : _ ("Nothing yet"));
}

static void
chosen_cb (GtkWidget *row, const char *id, const char *name)
{
  set_grown (row, id, NULL, name);
}

static void
cleared_cb (GtkWidget *row)
{
  set_grown (row, NULL, NULL, NULL);
}

static void
create_cb (GtkWidget *row, const char *words)
{
  g_autofree char *shown = g_strdup_printf (_ ("%s (new)"), words);

  set_grown (row, NULL, words, shown);
}

/* An event has to be in the calendar already; a hiroba can be written down here by its name. */
static GtkWidget *
add_grown (TsuMatchEnd *self, const char *field_name, const char *title)
{
  const TsuField *field = tsu_type_find_field (tsu_schema_find_type ("match"), field_name);
  gboolean hiroba = g_str_equal (field_name, "hiroba");
  TsuChooser *chooser =
    tsu_chooser_new (self->desk, field, TSU_CHOOSER_CLEAR | (hiroba ? TSU_CHOOSER_CREATE : 0));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (chooser));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (chooser, "cleared", G_CALLBACK (cleared_cb), row, G_CONNECT_SWAPPED);
  if (hiroba)
    g_signal_connect_object (chooser, "create", G_CALLBACK (create_cb), row, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  set_grown (row, NULL, NULL, NULL);
  add_row (self, row, title);
  return row;
}

static void
fill_close (TsuMatchEnd *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->went_well = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (self->went_well), TRUE);
  gtk_widget_set_valign (self->went_well, GTK_ALIGN_CENTER);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("A tie between the two is then written down"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->went_well);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->went_well);
  add_row (self, row, _ ("It went well"));
  self->outcome = add_entry (self, _ ("What came of it"));
  self->reflections[TSU_SIDE_NEED] = add_entry (self, _ ("How those who needed look back"));
  self->reflections[TSU_SIDE_OFFER] = add_entry (self, _ ("How those who helped look back"));
  self->event = add_grown (self, "event", _ ("Event that grew from it"));
  self->hiroba = add_grown (self, "hiroba", _ ("Hiroba that grew from it"));
}

static GtkWidget *
add_choice (TsuMatchEnd *self, const char *title, const char *const *choices)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (choices);

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  add_row (self, row, title);
  return row;
}

static void
fill_refuse (TsuMatchEnd *self)
{
  const TsuVocabulary *reasons = &tsu_refusal_reasons;
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const char *sides[] = { _ ("Those who need"), _ ("Those who were asked"), NULL };

  for (guint i = 0; i < reasons->n_terms; i++)
    g_ptr_array_add (labels, (gpointer) tsu_vocabulary_label (reasons, reasons->terms[i].code));
  g_ptr_array_add (labels, NULL);
  self->reason = add_choice (self, _ ("Why"), (const char *const *) labels->pdata);
  self->side = add_choice (self, _ ("Who said no"), sides);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->side), 1);
  self->word = add_entry (self, _ ("In their words"));
}

static GtkWidget *
make_header (TsuMatchEnd *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = tsu_mnemonic_button_new (_ ("_Cancel"));
  GtkWidget *done = tsu_mnemonic_button_new (self->made ? _ ("_Close the match") : _ ("_Not made"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (done), "end.done");
  gtk_widget_add_css_class (done, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), done);
  return header;
}

static void
build (TsuMatchEnd *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  self->group = adw_preferences_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->group));
  if (self->made)
    fill_close (self);
  else
    fill_refuse (self);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self),
                        self->made ? _ ("What came of it") : _ ("Why it was not made"));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, self->made ? 520 : 380);
}

static void
tsu_match_end_dispose (GObject *object)
{
  TsuMatchEnd *self = TSU_MATCH_END (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->match, g_free);

  G_OBJECT_CLASS (tsu_match_end_parent_class)->dispose (object);
}

static void
tsu_match_end_class_init (TsuMatchEndClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_match_end_dispose;
  gtk_widget_class_install_action (widget_class, "end.done", NULL, done_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "end.done",
                                       NULL);
}

static void
tsu_match_end_init (TsuMatchEnd *self)
{
}

/**
 * tsu_match_end_present:
 * @match: id of the match
 * @made: whether it came about; otherwise the window asks why not
 */
void
tsu_match_end_present (TsuDesk *desk, GtkWindow *parent, const char *match, gboolean made)
{
  TsuMatchEnd *self =
    g_object_new (TSU_TYPE_MATCH_END, "transient-for", parent, "modal", TRUE, NULL);

  self->desk = g_object_ref (desk);
  self->match = g_strdup (match);
  self->made = made;
  build (self);
  gtk_window_present (GTK_WINDOW (self));
}
