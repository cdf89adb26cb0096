/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SYNC_FOOT (tsu_sync_foot_get_type ())

/**
 * TsuSyncFoot:
 *
 * The foot of the sidebar: whose ledger it is and how sharing stands, in words; pressed, it tells
 * more and offers what can be done.
 */
G_DECLARE_FINAL_TYPE (TsuSyncFoot, tsu_sync_foot, TSU, SYNC_FOOT, GtkWidget)

GtkWidget *tsu_sync_foot_new (void);
void tsu_sync_foot_set_desk (TsuSyncFoot *self, TsuDesk *desk);

G_END_DECLS
