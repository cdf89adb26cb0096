/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A filter as a chip: round, quiet while it lets everything through, tinted and bold while set.
 */

#include "config.h"

#include "tsu-filter-chip.h"

#include "tsu-chooser.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuFilterChip {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  GtkWidget *button;
  GtkWidget *label;
  TsuChooser *chooser;

  const TsuField *field;
  char *code; /* NULL: everything */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (TsuFilterChip, tsu_filter_chip, GTK_TYPE_WIDGET)

static char *
dup_all_label (TsuFilterChip *self)
{
  /* Translators: %s is the label of a field: "District: all". */
  return g_strdup_printf (_ ("%s: all"), tsu_words_field (self->field));
}

static void
chosen_cb (TsuFilterChip *self, const char *code, const char *label)
{
  tsu_filter_chip_set_code (self, code, label);
}

static void
cleared_cb (TsuFilterChip *self)
{
  tsu_filter_chip_set_code (self, NULL, NULL);
}

static void
tsu_filter_chip_dispose (GObject *object)
{
  TsuFilterChip *self = TSU_FILTER_CHIP (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->code, g_free);

  G_OBJECT_CLASS (tsu_filter_chip_parent_class)->dispose (object);
}

static void
tsu_filter_chip_class_init (TsuFilterChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_filter_chip_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new ("changed", TSU_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
tsu_filter_chip_init (TsuFilterChip *self)
{
}

GtkWidget *
tsu_filter_chip_new (TsuDesk *desk, const TsuField *field)
{
  TsuFilterChip *self = g_object_new (TSU_TYPE_FILTER_CHIP, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *all = NULL;

  self->field = field;
  all = dup_all_label (self);
  self->chooser = tsu_chooser_new (desk, field, TSU_CHOOSER_CLEAR);
  tsu_chooser_set_clear_label (self->chooser, all);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "cleared", G_CALLBACK (cleared_cb), self,
                           G_CONNECT_SWAPPED);

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 14);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->chooser));
  gtk_widget_add_css_class (self->button, "filter");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  tsu_filter_chip_set_code (self, NULL, NULL);
  return GTK_WIDGET (self);
}

const TsuField *
tsu_filter_chip_get_field (TsuFilterChip *self)
{
  return self->field;
}

/**
 * tsu_filter_chip_get_code:
 *
 * Returns: (nullable) (transfer none): the value wanted, NULL for any
 */
const char *
tsu_filter_chip_get_code (TsuFilterChip *self)
{
  return self->code;
}

/**
 * tsu_filter_chip_set_code:
 * @code: (nullable): the value wanted, NULL for any
 * @label: (nullable): what it is called
 */
void
tsu_filter_chip_set_code (TsuFilterChip *self, const char *code, const char *label)
{
  const char *codes[] = { code, NULL };
  g_autofree char *all = dup_all_label (self);
  g_autofree char *name = NULL;
  gboolean same = g_strcmp0 (self->code, code) == 0;

  tsu_chooser_set_chosen (self->chooser, codes);
  if (!same) {
    g_free (self->code);
    self->code = g_strdup (code);
  }
  gtk_label_set_label (GTK_LABEL (self->label), code ? label : tsu_words_field (self->field));
  name = code ? g_strdup_printf ("%s: %s", tsu_words_field (self->field), label)
              : g_steal_pointer (&all);
  tsu_words_name (self->button, name);
  if (code)
    gtk_widget_add_css_class (self->button, "set");
  else
    gtk_widget_remove_css_class (self->button, "set");
  if (!same)
    g_signal_emit (self, changed_signal, 0);
}
