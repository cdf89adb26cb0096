/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-list-model.h"

G_BEGIN_DECLS

#define TSU_TYPE_LIST_VIEW (tsu_list_view_get_type ())

/**
 * TsuListView:
 *
 * The rows of a TsuListModel with the index at their side. Signal "opened": a row was clicked or
 * Enter pressed on it.
 */
G_DECLARE_FINAL_TYPE (TsuListView, tsu_list_view, TSU, LIST_VIEW, GtkWidget)

GtkWidget *tsu_list_view_new (TsuListModel *model, gboolean cards);
gboolean tsu_list_view_focus (TsuListView *self);
void tsu_list_view_scroll_to (TsuListView *self, guint position);

G_END_DECLS
