/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SYNC_GROUP (tsu_sync_group_get_type ())

/**
 * TsuSyncGroup:
 *
 * With whom the ledger is shared, among the preferences: the server, the account, and the ways in
 * and out.
 */
G_DECLARE_FINAL_TYPE (TsuSyncGroup, tsu_sync_group, TSU, SYNC_GROUP, AdwPreferencesGroup)

void tsu_sync_group_set_desk (TsuSyncGroup *self, TsuDesk *desk, GtkWindow *window);

G_END_DECLS
