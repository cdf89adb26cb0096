/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TSU_TYPE_IMPORT_COLUMN_ROW (tsu_import_column_row_get_type ())

/**
 * TsuImportColumnRow:
 *
 * One column of a file: what it is called there, what it shall become, and how its first values
 * are read as that. Signal "chosen": the user chose another target.
 */
G_DECLARE_FINAL_TYPE (
  TsuImportColumnRow, tsu_import_column_row, TSU, IMPORT_COLUMN_ROW, GtkListBoxRow)

GtkWidget *tsu_import_column_row_new (guint column, const char *heading, GListModel *targets);
guint tsu_import_column_row_get_column (TsuImportColumnRow *self);
guint tsu_import_column_row_get_target (TsuImportColumnRow *self);
void tsu_import_column_row_set_target (TsuImportColumnRow *self, guint target);
void
tsu_import_column_row_set_sample (TsuImportColumnRow *self, const char *raw, const char *result);
void tsu_import_column_row_set_narrow (TsuImportColumnRow *self, gboolean narrow);
void tsu_import_column_row_add_to_groups (TsuImportColumnRow *self,
                                          GtkSizeGroup *heads,
                                          GtkSizeGroup *targets);

G_END_DECLS
