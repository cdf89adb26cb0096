/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-item.h"
#include "tsu-sort.h"

G_BEGIN_DECLS

#define TSU_TYPE_LIST_MODEL (tsu_list_model_get_type ())

/**
 * TsuListModel:
 *
 * The records that a query finds, as a GListModel of TsuItem. Only their keys are held; rows are
 * read in blocks as they are asked for and forgotten with them. It is its own selection model,
 * because GtkSingleSelection looks through every row that changed, and so would read them all.
 *
 * Properties: "selected" (key, 0 for none), "loading", "n-items".
 * Signals: "asked" when an answer has come and the list is the query's.
 */
G_DECLARE_FINAL_TYPE (TsuListModel, tsu_list_model, TSU, LIST_MODEL, GObject)

TsuListModel *tsu_list_model_new (TsuDesk *desk);
void tsu_list_model_set_cards (TsuListModel *self);
void tsu_list_model_take_query (TsuListModel *self, TsuListQuery *query, gboolean by_reading);
void tsu_list_model_reload (TsuListModel *self);
GArray *tsu_list_model_dup_keys (TsuListModel *self);
gboolean tsu_list_model_is_loading (TsuListModel *self);
gint64 tsu_list_model_get_selected (TsuListModel *self);
guint tsu_list_model_get_selected_position (TsuListModel *self);
void tsu_list_model_select_key (TsuListModel *self, gint64 key);
guint tsu_list_model_get_row_start (TsuListModel *self, int row);
int tsu_list_model_get_row_at (TsuListModel *self, guint position);
gboolean tsu_list_model_starts_row (TsuListModel *self, guint position);

G_END_DECLS
