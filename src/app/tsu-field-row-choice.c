/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One choice of a vocabulary, or one other record: the value is a button that opens the choices.
 */

#include "config.h"

#include "tsu-field-row-kinds.h"

#include "tsu-chooser.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuChoiceRow {
  TsuFieldRow parent_instance;

  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *open; /* NULL for a vocabulary */
  TsuChooser *chooser;
};

G_DEFINE_FINAL_TYPE (TsuChoiceRow, tsu_choice_row, TSU_TYPE_FIELD_ROW)

static void
tsu_choice_row_show (TsuFieldRow *row, TsuValue *value)
{
  TsuChoiceRow *self = TSU_CHOICE_ROW (row);
  const TsuField *field = tsu_field_row_get_field (row);
  const char *code = value ? tsu_value_get_text (value) : NULL;
  const char *codes[] = { code, NULL };
  const char *text = tsu_words_field (field);
  const TsuTerm *term = field->vocabulary ? tsu_vocabulary_find (field->vocabulary, code) : NULL;
  g_autofree char *name = NULL;

  if (code)
    text = field->target ? tsu_dossier_get_name (tsu_field_row_get_dossier (row), code)
                         : tsu_vocabulary_label (field->vocabulary, code);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (self->label, code ? text : NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), term ? term->icon : NULL);
  gtk_widget_set_visible (self->icon, term && term->icon);
  tsu_field_row_set_title_visible (row, code != NULL);
  tsu_chooser_set_chosen (self->chooser, codes);
  if (self->open)
    gtk_widget_set_visible (self->open, code != NULL);
  if (code)
    gtk_widget_remove_css_class (self->label, "secondary");
  else
    gtk_widget_add_css_class (self->label, "secondary");

  /* A screen reader says the button only, so it says field and value. */
  name = code ? g_strdup_printf ("%s: %s", tsu_words_field (field), text) : g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
chosen_cb (TsuChoiceRow *self, const char *code, const char *label)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);
  g_autoptr (TsuValue) value = tsu_value_new_text (code);

  if (tsu_field_row_get_field (row)->target)
    tsu_dossier_add_name (tsu_field_row_get_dossier (row), code, label);
  tsu_choice_row_show (row, value);
  tsu_field_row_commit (row, value);
}

static void
cleared_cb (TsuChoiceRow *self)
{
  tsu_choice_row_show (TSU_FIELD_ROW (self), NULL);
  tsu_field_row_commit (TSU_FIELD_ROW (self), NULL);
}

static void
create_cb (TsuChoiceRow *self, const char *words)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);
  const TsuType *target = tsu_schema_find_type (tsu_field_row_get_field (row)->target);
  TsuEdit *edit = tsu_edit_new_create (target, NULL);
  g_autofree char *id = g_strdup (tsu_edit_get_id (edit));
  /* Translators: %s is the name of a record that was added. */
  g_autofree char *said = g_strdup_printf (_ ("Added “%s”"), words);

  tsu_edit_set_text (edit, "name", words);
  tsu_desk_apply (tsu_field_row_get_desk (row), edit, N_ ("Add"), said);
  chosen_cb (self, id, words);
}

static void
open_cb (TsuChoiceRow *self)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);
  TsuValue *value = tsu_field_row_get_value (row);

  if (value)
    tsu_desk_open (tsu_field_row_get_desk (row),
                   tsu_schema_find_type (tsu_field_row_get_field (row)->target),
                   tsu_value_get_text (value));
}

static void
add_open (TsuChoiceRow *self)
{
  const TsuField *field = tsu_field_row_get_field (TSU_FIELD_ROW (self));
  /* Translators: %s is the label of a field that leads to another record. */
  g_autofree char *name = g_strdup_printf (_ ("Open %s"), tsu_words_field (field));

  self->open = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_add_css_class (self->open, "flat");
  tsu_words_name (self->open, name);
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
  tsu_field_row_add_suffix (TSU_FIELD_ROW (self), self->open);
}

static gboolean
can_create (const TsuField *field)
{
  const TsuType *target = field->target ? tsu_schema_find_type (field->target) : NULL;

  return target && tsu_type_find_field (target, "name");
}

static void
tsu_choice_row_prepare (TsuFieldRow *row)
{
  TsuChoiceRow *self = TSU_CHOICE_ROW (row);
  const TsuField *field = tsu_field_row_get_field (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));

  self->chooser = tsu_chooser_new (tsu_field_row_get_desk (row), field,
                                   TSU_CHOOSER_CLEAR |
                                     (can_create (field) ? TSU_CHOOSER_CREATE : TSU_CHOOSER_PLAIN));
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "cleared", G_CALLBACK (cleared_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "create", G_CALLBACK (create_cb), self,
                           G_CONNECT_SWAPPED);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->chooser));
  /* A menu button centres its child; a value begins where the other values begin. */
  for (GtkWidget *at = box; at != self->button; at = gtk_widget_get_parent (at))
    gtk_widget_set_halign (at, GTK_ALIGN_FILL);
  gtk_widget_add_css_class (self->button, "value");
  tsu_field_row_set_editor (row, self->button, self->button);
  if (field->target)
    add_open (self);
}

static void
tsu_choice_row_class_init (TsuChoiceRowClass *klass)
{
  TsuFieldRowClass *row_class = TSU_FIELD_ROW_CLASS (klass);

  row_class->prepare = tsu_choice_row_prepare;
  row_class->show = tsu_choice_row_show;
}

static void
tsu_choice_row_init (TsuChoiceRow *self)
{
}
