/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several values: each a chip that can be taken away, and a button that offers more.
 */

#include "config.h"

#include "tsu-field-row-kinds.h"

#include "tsu-chooser.h"
#include "tsu-words.h"
#include "tsu-wrap.h"

#include <glib/gi18n.h>

struct _TsuSetRow {
  TsuFieldRow parent_instance;

  GtkWidget *box;
  GtkWidget *button;
  GtkWidget *hint;
  TsuChooser *chooser;
  GStrv items; /* as shown */
};

G_DEFINE_FINAL_TYPE (TsuSetRow, tsu_set_row, TSU_TYPE_FIELD_ROW)

static void show_items (TsuSetRow *self);

static const char *
get_label (TsuSetRow *self, const char *item)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);
  const TsuField *field = tsu_field_row_get_field (row);

  if (field->vocabulary && tsu_vocabulary_find (field->vocabulary, item))
    return tsu_vocabulary_label (field->vocabulary, item);
  return tsu_field_refers (field) ? tsu_dossier_get_name (tsu_field_row_get_dossier (row), item)
                                  : item;
}

static void
save (TsuSetRow *self)
{
  g_autoptr (TsuValue) value = tsu_value_new_list ((const char *const *) self->items);

  tsu_field_row_commit (TSU_FIELD_ROW (self), value);
}

static void
toggle (TsuSetRow *self, const char *item)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean was_there = FALSE;

  for (guint i = 0; self->items && self->items[i]; i++) {
    if (g_str_equal (self->items[i], item))
      was_there = TRUE;
    else
      g_strv_builder_add (builder, self->items[i]);
  }
  if (!was_there)
    g_strv_builder_add (builder, item);
  g_strfreev (self->items);
  self->items = g_strv_builder_end (builder);
  show_items (self);
  save (self);
}

static void
remove_cb (TsuSetRow *self, GtkWidget *chip)
{
  g_autofree char *item = g_strdup (g_object_get_data (G_OBJECT (chip), "tsu-item"));

  gtk_widget_grab_focus (self->button);
  toggle (self, item);
}

static void
add_chip (TsuSetRow *self, const char *item)
{
  const char *label = get_label (self, item);
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *text = gtk_label_new (label);
  /* Translators: %s is one of several values of a field, such as a theme. */
  g_autofree char *name = g_strdup_printf (_ ("Take “%s” away"), label);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  tsu_words_name (chip, name);
  g_object_set_data_full (G_OBJECT (chip), "tsu-item", g_strdup (item), g_free);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (chip, self->box, self->button);
}

static void
show_items (TsuSetRow *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->box);
  gboolean filled = self->items && *self->items;

  while (child) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    if (GTK_IS_BUTTON (child))
      gtk_box_remove (GTK_BOX (self->box), child);
    child = next;
  }
  for (guint i = 0; self->items && self->items[i]; i++)
    add_chip (self, self->items[i]);
  gtk_widget_set_visible (self->hint, !filled);
  tsu_field_row_set_title_visible (TSU_FIELD_ROW (self), filled);
  tsu_chooser_set_chosen (self->chooser, (const char *const *) self->items);
}

static void
tsu_set_row_show (TsuFieldRow *row, TsuValue *value)
{
  TsuSetRow *self = TSU_SET_ROW (row);

  g_strfreev (self->items);
  self->items = value ? g_strdupv ((char **) tsu_value_get_list (value)) : NULL;
  show_items (self);
}

static void
chosen_cb (TsuSetRow *self, const char *code, const char *label)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);

  if (tsu_field_row_get_field (row)->target)
    tsu_dossier_add_name (tsu_field_row_get_dossier (row), code, label);
  toggle (self, code);
}

static void
create_cb (TsuSetRow *self, const char *words)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);
  const TsuField *field = tsu_field_row_get_field (row);
  g_autofree char *id = NULL;

  if (field->target) {
    TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type (field->target), NULL);

    id = g_strdup (tsu_edit_get_id (edit));
    tsu_edit_set_text (edit, "name", words);
    tsu_desk_apply (tsu_field_row_get_desk (row), edit, N_ ("Add"), NULL);
  }
  chosen_cb (self, id ? id : words, words);
}

static void
tsu_set_row_prepare (TsuFieldRow *row)
{
  TsuSetRow *self = TSU_SET_ROW (row);
  const TsuField *field = tsu_field_row_get_field (row);
  TsuChooserFlags flags = TSU_CHOOSER_STAY;
  /* Translators: %s is the label of a field of several values. */
  g_autofree char *name = g_strdup_printf (_ ("Change %s"), tsu_words_field (field));

  if (field->target || field->kind == TSU_FIELD_TAGS)
    flags |= TSU_CHOOSER_CREATE;
  self->chooser = tsu_chooser_new (tsu_field_row_get_desk (row), field, flags);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "create", G_CALLBACK (create_cb), self,
                           G_CONNECT_SWAPPED);

  self->box = tsu_wrap_box_new ();
  gtk_widget_add_css_class (self->box, "chips");
  self->hint = gtk_label_new (tsu_words_field (field));
  gtk_widget_add_css_class (self->hint, "secondary");
  gtk_box_append (GTK_BOX (self->box), self->hint);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->chooser));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "chip-add");
  tsu_words_name (self->button, name);
  gtk_box_append (GTK_BOX (self->box), self->button);
  tsu_field_row_set_editor (row, self->box, self->box);
}

static void
tsu_set_row_finalize (GObject *object)
{
  g_strfreev (TSU_SET_ROW (object)->items);

  G_OBJECT_CLASS (tsu_set_row_parent_class)->finalize (object);
}

static void
tsu_set_row_class_init (TsuSetRowClass *klass)
{
  TsuFieldRowClass *row_class = TSU_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tsu_set_row_finalize;
  row_class->prepare = tsu_set_row_prepare;
  row_class->show = tsu_set_row_show;
}

static void
tsu_set_row_init (TsuSetRow *self)
{
}
