/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The thumb index of a list in reading order: one flat button for each row of the syllabary.
 */

#include "config.h"

#include "tsu-index-bar.h"

#include <glib/gi18n.h>

struct _TsuIndexBar {
  GtkWidget parent_instance;

  /* owned */
  TsuListModel *model;
  GtkWidget *buttons[TSU_N_SORT_ROWS]; /* owned through the widget tree */

  int current;
};

static guint jump_signal;

G_DEFINE_FINAL_TYPE (TsuIndexBar, tsu_index_bar, GTK_TYPE_WIDGET)

static void
clicked_cb (TsuIndexBar *self, GtkWidget *button)
{
  for (int row = 0; row < TSU_N_SORT_ROWS; row++) {
    guint start = tsu_list_model_get_row_start (self->model, row);

    if (self->buttons[row] != button || start == GTK_INVALID_LIST_POSITION)
      continue;
    tsu_index_bar_set_current (self, row);
    g_signal_emit (self, jump_signal, 0, start);
  }
}

static void
tsu_index_bar_dispose (GObject *object)
{
  TsuIndexBar *self = TSU_INDEX_BAR (object);

  for (int row = 0; row < TSU_N_SORT_ROWS; row++)
    g_clear_pointer (&self->buttons[row], gtk_widget_unparent);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tsu_index_bar_parent_class)->dispose (object);
}

static void
tsu_index_bar_class_init (TsuIndexBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_index_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "indexbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  jump_signal = g_signal_new ("jump", TSU_TYPE_INDEX_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tsu_index_bar_init (TsuIndexBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Index by reading"), -1);
  self->current = -1;

  for (int row = 0; row < TSU_N_SORT_ROWS; row++) {
    const char *label = tsu_sort_row_label (row);
    /* Translators: %s is a letter of the index at the side of a list. */
    g_autofree char *name = g_strdup_printf (_ ("Readings in %s"), label);

    self->buttons[row] = gtk_button_new_with_label (label);
    gtk_widget_add_css_class (self->buttons[row], "flat");
    gtk_widget_set_focus_on_click (self->buttons[row], FALSE);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[row]),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    g_signal_connect_swapped (self->buttons[row], "clicked", G_CALLBACK (clicked_cb), self);
    gtk_widget_set_parent (self->buttons[row], GTK_WIDGET (self));
  }
}

GtkWidget *
tsu_index_bar_new (TsuListModel *model)
{
  TsuIndexBar *self = g_object_new (TSU_TYPE_INDEX_BAR, NULL);

  self->model = g_object_ref (model);
  return GTK_WIDGET (self);
}

/**
 * tsu_index_bar_update:
 *
 * Rows without a record cannot be pressed; a list in another order has no bar.
 */
void
tsu_index_bar_update (TsuIndexBar *self)
{
  gboolean any = FALSE;

  for (int row = 0; row < TSU_N_SORT_ROWS; row++) {
    gboolean filled = tsu_list_model_get_row_start (self->model, row) != GTK_INVALID_LIST_POSITION;

    gtk_widget_set_sensitive (self->buttons[row], filled);
    any = any || filled;
  }
  gtk_widget_set_visible (self->buttons[TSU_SORT_ROW_OTHER],
                          gtk_widget_get_sensitive (self->buttons[TSU_SORT_ROW_OTHER]));
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

/**
 * tsu_index_bar_set_current:
 * @row: the row in sight, or -1
 */
void
tsu_index_bar_set_current (TsuIndexBar *self, int row)
{
  if (self->current == row)
    return;
  if (self->current >= 0)
    gtk_widget_remove_css_class (self->buttons[self->current], "current");
  self->current = row;
  if (row >= 0)
    gtk_widget_add_css_class (self->buttons[row], "current");
}
