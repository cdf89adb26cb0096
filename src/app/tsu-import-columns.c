/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The left side of the import assistant. Rows stay where they can, and with them the focus of
 * whoever goes through them by key.
 */

#include "config.h"

#include "tsu-import-columns.h"

#include "tsu-import-column-row.h"
#include "tsu-import-targets.h"

#include <glib/gi18n.h>

#define COLUMNS 200 /* columns that can be assigned by hand */

struct _TsuImportColumns {
  AdwBin parent_instance;

  /* owned through the widget tree */
  GtkListBox *list;

  /* owned */
  GtkSizeGroup *heads;
  GtkSizeGroup *targets;
  TsuImportTargets *offered; /* what a column can become; NULL before there are any */
  GPtrArray *headings;

  const TsuType *type;
  gboolean narrow;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (TsuImportColumns, tsu_import_columns, ADW_TYPE_BIN)

static void
row_chosen_cb (TsuImportColumns *self, TsuImportColumnRow *row)
{
  guint target = tsu_import_column_row_get_target (row);

  g_signal_emit (self, chosen_signal, 0, tsu_import_column_row_get_column (row),
                 tsu_import_targets_get (self->offered, target));
}

static gboolean
is_same (TsuImportColumns *self, const TsuImportLook *look)
{
  if (self->type != look->type || self->headings->len != look->columns->len)
    return FALSE;
  for (guint i = 0; i < look->columns->len; i++) {
    const TsuImportColumn *column = g_ptr_array_index (look->columns, i);

    if (!g_str_equal (column->heading, self->headings->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

static void
fill (TsuImportColumns *self, const TsuImportLook *look)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->offered, tsu_import_targets_free);
  self->offered = tsu_import_targets_new (look);
  self->type = look->type;
  g_ptr_array_set_size (self->headings, 0);
  for (guint i = 0; i < look->columns->len; i++) {
    const TsuImportColumn *column = g_ptr_array_index (look->columns, i);

    g_ptr_array_add (self->headings, g_strdup (column->heading));
    if (i >= COLUMNS)
      continue;
    row =
      tsu_import_column_row_new (i, column->heading, tsu_import_targets_get_model (self->offered));
    tsu_import_column_row_add_to_groups (TSU_IMPORT_COLUMN_ROW (row), self->heads, self->targets);
    tsu_import_column_row_set_narrow (TSU_IMPORT_COLUMN_ROW (row), self->narrow);
    g_signal_connect_object (row, "chosen", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
    gtk_list_box_append (self->list, row);
  }
}

static void
tsu_import_columns_finalize (GObject *object)
{
  TsuImportColumns *self = TSU_IMPORT_COLUMNS (object);

  g_clear_object (&self->heads);
  g_clear_object (&self->targets);
  g_clear_pointer (&self->offered, tsu_import_targets_free);
  g_ptr_array_unref (self->headings);

  G_OBJECT_CLASS (tsu_import_columns_parent_class)->finalize (object);
}

static void
tsu_import_columns_class_init (TsuImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tsu_import_columns_finalize;

  chosen_signal = g_signal_new ("chosen", TSU_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
tsu_import_columns_init (TsuImportColumns *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  self->heads = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->targets = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->headings = g_ptr_array_new_with_free_func (g_free);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "import-columns");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What each column becomes"), -1);
  adw_bin_set_child (ADW_BIN (self), list);
}

/**
 * tsu_import_columns_show:
 *
 * Shows the columns as they are looked at now; "chosen" is not emitted.
 */
void
tsu_import_columns_show (TsuImportColumns *self, const TsuImportLook *look)
{
  if (!self->offered || !is_same (self, look))
    fill (self, look);
  for (guint i = 0; i < MIN (look->columns->len, COLUMNS); i++) {
    const TsuImportColumn *column = g_ptr_array_index (look->columns, i);
    TsuImportColumnRow *row =
      TSU_IMPORT_COLUMN_ROW (gtk_list_box_get_row_at_index (self->list, (int) i));

    tsu_import_column_row_set_target (row, tsu_import_targets_find (self->offered, column->target));
    tsu_import_column_row_set_sample (row, column->raw, column->result);
  }
}

/**
 * tsu_import_columns_set_narrow:
 * @narrow: whether the parts of each row stand below one another
 */
void
tsu_import_columns_set_narrow (TsuImportColumns *self, gboolean narrow)
{
  self->narrow = narrow;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row;
       row = gtk_widget_get_next_sibling (row))
    tsu_import_column_row_set_narrow (TSU_IMPORT_COLUMN_ROW (row), narrow);
}
