/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-date.h"
#include "tsu-ledger.h"
#include "tsu-score.h"

G_BEGIN_DECLS

/**
 * TsuMarket:
 *
 * What the matcher knows of a ledger, in memory: every need, every offer, and the offers that
 * follow from actors and resources without being entered again, with what was asked of whom, what
 * came of it, and who knows whom.
 *
 * Made empty; every function that takes one brings it up to the ledger first, the first time by
 * reading everything (a second for 100 000 records), later by reading what changed. Counted, but
 * to be used from one thread at a time: keep one for the window and use it in read jobs only.
 */
typedef struct _TsuMarket TsuMarket;

TsuMarket *tsu_market_new (void);
TsuMarket *tsu_market_ref (TsuMarket *self);
void tsu_market_unref (TsuMarket *self);
void tsu_market_set_today (TsuMarket *self, const char *today);
void tsu_market_set_date_style (TsuMarket *self, TsuDateStyle style);
const char *tsu_market_get_today (TsuMarket *self);

gboolean
tsu_market_refresh (TsuMarket *self, TsuLedger *ledger, GCancellable *cancellable, GError **error);
guint tsu_market_get_n_candidates (TsuMarket *self);
guint tsu_market_get_n_needs (TsuMarket *self);
const TsuScoreWeights *tsu_market_get_weights (TsuMarket *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuMarket, tsu_market_unref)

G_END_DECLS
