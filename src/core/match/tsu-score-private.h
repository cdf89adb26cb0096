/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-score.h"

G_BEGIN_DECLS

/* Full marks of a named score. */
#define TSU_SCORE_FULL 1000

gboolean tsu_score_is_same_area (const TsuTraits *a, const TsuTraits *b);
TsuScoreDetail tsu_score_value_themes (const TsuNeedProfile *need, const TsuCandidate *candidate);
void tsu_score_value_words (const TsuNeedProfile *need,
                            const TsuCandidate *candidate,
                            TsuScoreDetail *parts);
void tsu_score_values_cheap (const TsuNeedProfile *need,
                             const TsuCandidate *candidate,
                             const TsuScoreWeights *weights,
                             TsuScoreDetail *parts);
void tsu_score_values (const TsuNeedProfile *need,
                       const TsuCandidate *candidate,
                       const TsuScoreWeights *weights,
                       TsuScoreDetail *parts);

G_END_DECLS
