/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-score.h"

G_BEGIN_DECLS

/* The ward's weights of the named scores, a setting of the ledger. */
void tsu_weights_load (TsuLedger *ledger, TsuScoreWeights *weights);
gboolean tsu_weights_save (TsuLedger *ledger, const TsuScoreWeights *weights, GError **error);
char *tsu_weights_format (const TsuScoreWeights *weights);
gboolean tsu_weights_parse (const char *text, TsuScoreWeights *weights, GError **error);
const char *tsu_weights_label (TsuScorePart part);

G_END_DECLS
