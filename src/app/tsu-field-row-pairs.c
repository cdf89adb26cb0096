/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came in from a file and has no field: names and texts, to be read. What could not be read
 * carries a mark, so that somebody looks at it once.
 */

#include "config.h"

#include "tsu-field-row-kinds.h"

#include <glib/gi18n.h>

struct _TsuPairsRow {
  TsuFieldRow parent_instance;

  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (TsuPairsRow, tsu_pairs_row, TSU_TYPE_FIELD_ROW)

static GtkWidget *
make_text (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), style == NULL);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
tsu_pairs_row_show (TsuFieldRow *row, TsuValue *value)
{
  TsuPairsRow *self = TSU_PAIRS_ROW (row);
  const char *const *items = value ? tsu_value_get_list (value) : NULL;
  gboolean unread = g_str_equal (tsu_field_row_get_field (row)->name, "unread");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);

  for (int i = 0; items && items[2 * i] && items[2 * i + 1]; i++) {
    GtkWidget *text = make_text (items[2 * i + 1], NULL);

    gtk_widget_set_hexpand (text, TRUE);
    gtk_grid_attach (GTK_GRID (self->grid), make_text (items[2 * i], "secondary"), 0, i, 1, 1);
    gtk_grid_attach (GTK_GRID (self->grid), text, 1, i, 1, 1);
    if (unread) {
      GtkWidget *mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_set_tooltip_text (mark, _ ("Could not be read; kept as it was written"));
      gtk_widget_add_css_class (mark, "doubt");
      gtk_grid_attach (GTK_GRID (self->grid), mark, 2, i, 1, 1);
    }
  }
}

static void
tsu_pairs_row_prepare (TsuFieldRow *row)
{
  TsuPairsRow *self = TSU_PAIRS_ROW (row);

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  tsu_field_row_set_editor (row, self->grid, self->grid);
}

static void
tsu_pairs_row_class_init (TsuPairsRowClass *klass)
{
  TsuFieldRowClass *row_class = TSU_FIELD_ROW_CLASS (klass);

  row_class->prepare = tsu_pairs_row_prepare;
  row_class->show = tsu_pairs_row_show;
}

static void
tsu_pairs_row_init (TsuPairsRow *self)
{
}
