/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One column of a file in the import assistant.
 */

#include "config.h"

#include "tsu-import-column-row.h"

#include <glib/gi18n.h>

struct _TsuImportColumnRow {
  GtkListBoxRow parent_instance;

  /* template; the row itself disposes of its child, the box */
  GtkWidget *box;
  GtkWidget *head;
  GtkLabel *letter;
  GtkLabel *heading;
  GtkWidget *arrow;
  GtkDropDown *target;
  GtkLabel *raw;
  GtkLabel *result;

  guint column;
  gboolean setting; /* a change of selection is ours and not the user's */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (TsuImportColumnRow, tsu_import_column_row, GTK_TYPE_LIST_BOX_ROW)

/* A, B … Z, AA, AB …: as spreadsheets name their columns. */
static char *
name_column (guint column)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    g_string_prepend_c (name, 'A' + (rest - 1) % 26);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
target_selected_cb (TsuImportColumnRow *self)
{
  if (!self->setting)
    g_signal_emit (self, chosen_signal, 0);
}

static void
tsu_import_column_row_class_init (TsuImportColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", TSU_TYPE_IMPORT_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-import-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, box);
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, head);
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, letter);
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, heading);
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, target);
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, raw);
  gtk_widget_class_bind_template_child (widget_class, TsuImportColumnRow, result);
  gtk_widget_class_bind_template_callback (widget_class, target_selected_cb);
}

static void
tsu_import_column_row_init (TsuImportColumnRow *self)
{
  g_autoptr (GtkExpression) label =
    gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_expression (self->target, label);
  self->setting = FALSE;
}

/**
 * tsu_import_column_row_new:
 * @column: from 0
 * @heading: what the file calls it; may be empty
 * @targets: (element-type GtkStringObject): what it can become, shared by all rows
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tsu_import_column_row_new (guint column, const char *heading, GListModel *targets)
{
  TsuImportColumnRow *self = g_object_new (TSU_TYPE_IMPORT_COLUMN_ROW, NULL);
  g_autofree char *name = name_column (column);
  /* Translators: a column of a spreadsheet, such as "Column B". */
  g_autofree char *letter = g_strdup_printf (_ ("Column %s"), name);
  /* Translators: letter of the column, and its heading in the file. */
  g_autofree char *label = g_strdup_printf (_ ("What column %s “%s” becomes"), name, heading);

  self->column = column;
  gtk_label_set_text (self->letter, letter);
  gtk_label_set_text (self->heading, *heading ? heading : _ ("(no heading)"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), *heading ? heading : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->target), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  self->setting = TRUE;
  gtk_drop_down_set_model (self->target, targets);
  self->setting = FALSE;
  return GTK_WIDGET (self);
}

guint
tsu_import_column_row_get_column (TsuImportColumnRow *self)
{
  return self->column;
}

guint
tsu_import_column_row_get_target (TsuImportColumnRow *self)
{
  return gtk_drop_down_get_selected (self->target);
}

/**
 * tsu_import_column_row_set_target:
 * @target: position among the targets
 *
 * Without telling anybody: "chosen" is for what the user chooses.
 */
void
tsu_import_column_row_set_target (TsuImportColumnRow *self, guint target)
{
  self->setting = TRUE;
  gtk_drop_down_set_selected (self->target, target);
  self->setting = FALSE;
}

/**
 * tsu_import_column_row_set_sample:
 * @raw: the first values as they stand in the file
 * @result: (nullable): how they are read; NULL where that is the same or nothing is read
 */
void
tsu_import_column_row_set_sample (TsuImportColumnRow *self, const char *raw, const char *result)
{
  /* Translators: %s is how a value of the file is read: "→ 044-000-1182". */
  g_autofree char *read = result ? g_strdup_printf (_ ("→ %s"), result) : NULL;

  gtk_label_set_text (self->raw, *raw ? raw : _ ("(empty)"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->raw), *raw ? raw : NULL);
  gtk_label_set_text (self->result, read ? read : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->result), read);
  gtk_widget_set_visible (GTK_WIDGET (self->result), read != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->target),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, read ? read : raw, -1);
}

/**
 * tsu_import_column_row_set_narrow:
 * @narrow: whether the parts stand below one another
 */
void
tsu_import_column_row_set_narrow (TsuImportColumnRow *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->box), narrow ? 6 : 12);
  gtk_widget_set_visible (self->arrow, !narrow);
}

/**
 * tsu_import_column_row_add_to_groups:
 *
 * Lines the parts of all rows up with one another.
 */
void
tsu_import_column_row_add_to_groups (TsuImportColumnRow *self,
                                     GtkSizeGroup *heads,
                                     GtkSizeGroup *targets)
{
  gtk_size_group_add_widget (heads, self->head);
  gtk_size_group_add_widget (targets, GTK_WIDGET (self->target));
}
