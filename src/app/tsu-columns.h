/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TSU_TYPE_COLUMNS (tsu_columns_get_type ())

/**
 * TsuColumns:
 *
 * A layout for groups of rows: two columns of even height where there is room for both, else one.
 */
G_DECLARE_FINAL_TYPE (TsuColumns, tsu_columns, TSU, COLUMNS, GtkLayoutManager)

GtkWidget *tsu_columns_box_new (void);

G_END_DECLS
