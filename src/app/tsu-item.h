/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-summary.h"

G_BEGIN_DECLS

#define TSU_TYPE_ITEM (tsu_item_get_type ())

/**
 * TsuItem:
 *
 * One place in a list: the key of a record, and what its row says once that has been read. Emits
 * notify::summary when it has.
 */
G_DECLARE_FINAL_TYPE (TsuItem, tsu_item, TSU, ITEM, GObject)

TsuItem *tsu_item_new (gint64 key);
gint64 tsu_item_get_key (TsuItem *self);
const TsuSummary *tsu_item_get_summary (TsuItem *self);
void tsu_item_take_summary (TsuItem *self, TsuSummary *summary);

G_END_DECLS
