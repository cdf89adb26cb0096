/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger-private.h"

G_BEGIN_DECLS

/* meta: where this file was when it was last opened for writing; see tsu_device_ensure_place() */
#define TSU_DEVICE_PLACE "place"
/* meta: the last place in the server's order that the newest snapshot rests on */
#define TSU_SNAPSHOT_REACH "snapshot-reach"

gboolean tsu_device_ensure_place (TsuLedger *ledger, GError **error);
gboolean tsu_device_close_gaps (TsuLedger *ledger, GError **error);

G_END_DECLS
