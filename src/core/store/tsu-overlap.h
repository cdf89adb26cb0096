/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger-private.h"
#include "tsu-record.h"

G_BEGIN_DECLS

gboolean tsu_overlap_refresh (TsuLedger *ledger,
                              const TsuRecord *record,
                              const TsuRecord *before,
                              GError **error);
gboolean tsu_overlap_forget (TsuLedger *ledger, gint64 key, GError **error);

G_END_DECLS
