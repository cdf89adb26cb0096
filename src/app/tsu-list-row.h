/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-item.h"

G_BEGIN_DECLS

#define TSU_TYPE_LIST_ROW (tsu_list_row_get_type ())

/**
 * TsuListRow:
 *
 * A record in a list: icon, title, reading, details. It draws itself, because a list view keeps
 * two hundred rows ready and only the dozen in sight should cost anything.
 */
G_DECLARE_FINAL_TYPE (TsuListRow, tsu_list_row, TSU, LIST_ROW, GtkWidget)

GtkWidget *tsu_list_row_new (void);
void tsu_list_row_set_card (TsuListRow *self, gboolean card);
void tsu_list_row_set_item (TsuListRow *self, TsuItem *item);
const TsuSummary *tsu_list_row_get_summary (TsuListRow *self);
void tsu_list_row_set_head (TsuListRow *self, const char *head);
void tsu_list_row_set_selected (TsuListRow *self, gboolean selected);

G_END_DECLS
