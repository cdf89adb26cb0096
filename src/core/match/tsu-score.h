/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-candidate.h"
#include "tsu-filter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TsuScorePart:
 * @TSU_SCORE_THEME: shared themes, rare ones counting more
 * @TSU_SCORE_WORDS: what both texts name, and how alike they are
 * @TSU_SCORE_DISTANCE: nearness
 * @TSU_SCORE_TIME: days and times in common
 * @TSU_SCORE_SIZE: neither too small nor far too large
 * @TSU_SCORE_TRUST: acquaintances in common
 * @TSU_SCORE_NOVELTY: ties two circles that hardly meet; the more unusual, the more it counts
 * @TSU_SCORE_NEWCOMER: has come lately, or was never matched
 * @TSU_SCORE_OUTCOME: what came of earlier matches
 * @TSU_SCORE_RECENCY: how lately its record was confirmed
 * @TSU_SCORE_LOAD: how often and how lately it was asked; taken off
 * @TSU_SCORE_REFUSAL: that the two did not come together before; taken off
 *
 * The parts of a score, in the order in which they are told.
 */
typedef enum {
  TSU_SCORE_THEME,
  TSU_SCORE_WORDS,
  TSU_SCORE_DISTANCE,
  TSU_SCORE_TIME,
  TSU_SCORE_SIZE,
  TSU_SCORE_TRUST,
  TSU_SCORE_NOVELTY,
  TSU_SCORE_NEWCOMER,
  TSU_SCORE_OUTCOME,
  TSU_SCORE_RECENCY,
  TSU_SCORE_LOAD,
  TSU_SCORE_REFUSAL,
  TSU_SCORE_N_PARTS,
} TsuScorePart;

/**
 * TsuScoreWeights:
 * @weight: per part, 0 or more; only their proportions matter, and those of load and refusal to
 *   the rest
 * @cool_down: days after being asked in which one is spared
 *
 * Settings of the ward.
 */
typedef struct {
  guint weight[TSU_SCORE_N_PARTS];
  guint cool_down;
} TsuScoreWeights;

extern const TsuScoreWeights tsu_score_default_weights;

/**
 * TsuRanked:
 * @index: number of the candidate
 * @score: thousandths, 0 to 1 000
 * @pinned: whether the coordinator put it at the top
 * @fine: what the order goes by among equal scores
 */
typedef struct {
  guint index;
  int score;
  gboolean pinned;
  gint64 fine;
} TsuRanked;

/**
 * TsuScoreDetail:
 * @value: the named score, 0 to 1 000; of load and refusal, how much they speak against it
 * @points: what it contributes to the sum, thousandths; of load and refusal, 0 or less
 * @known: whether it rests on data; if not, @value is a guess in the middle
 */
typedef struct {
  int value;
  int points;
  gboolean known;
} TsuScoreDetail;

/**
 * TsuExplanation:
 * @score: thousandths; always the sum of the parts' points
 * @parts: the parts
 * @reasons: (element-type utf8): sentences that speak for it: first what makes it fit, then what
 *   else, weightiest first
 * @doubts: (element-type utf8): sentences that speak against it, or say what is not known
 */
typedef struct {
  int score;
  TsuScoreDetail parts[TSU_SCORE_N_PARTS];
  GPtrArray *reasons;
  GPtrArray *doubts;
} TsuExplanation;

guint tsu_score_rarity (guint n_with, guint n_all);
const char *tsu_score_part_name (TsuScorePart part);

GArray *tsu_score_rank (const TsuNeedProfile *need,
                        const TsuCandidate *candidates,
                        guint n_candidates,
                        const TsuScoreWeights *weights,
                        guint k,
                        guint *filtered,
                        GCancellable *cancellable,
                        GError **error);
int tsu_score_compute (const TsuNeedProfile *need,
                       const TsuCandidate *candidate,
                       const TsuScoreWeights *weights,
                       TsuScoreDetail *parts);
TsuExplanation *tsu_score_explain (const TsuNeedProfile *need,
                                   const TsuCandidate *candidate,
                                   const TsuScoreWeights *weights);
TsuScorePart
tsu_score_decisive (const TsuScoreDetail *ahead, const TsuScoreDetail *behind, int *difference);
void tsu_explanation_free (TsuExplanation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuExplanation, tsu_explanation_free)

G_END_DECLS
