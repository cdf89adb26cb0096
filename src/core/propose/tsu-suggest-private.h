/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-market-private.h"
#include "tsu-suggest.h"

G_BEGIN_DECLS

char *tsu_market_dup_name (TsuMarket *self, TsuLedger *ledger, guint actor);
gboolean tsu_market_find_need (TsuMarket *self, const char *id, guint *need, GError **error);
TsuSuggestion *tsu_market_tell (TsuMarket *self,
                                TsuLedger *ledger,
                                guint need,
                                const TsuNeedProfile *profile,
                                guint place,
                                GError **error);

G_END_DECLS
