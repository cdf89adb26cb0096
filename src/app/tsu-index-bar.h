/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-list-model.h"

G_BEGIN_DECLS

#define TSU_TYPE_INDEX_BAR (tsu_index_bar_get_type ())

/**
 * TsuIndexBar:
 *
 * あ か さ た な … at the side of a list in reading order. Signal "jump" (position).
 */
G_DECLARE_FINAL_TYPE (TsuIndexBar, tsu_index_bar, TSU, INDEX_BAR, GtkWidget)

GtkWidget *tsu_index_bar_new (TsuListModel *model);
void tsu_index_bar_update (TsuIndexBar *self);
void tsu_index_bar_set_current (TsuIndexBar *self, int row);

G_END_DECLS
