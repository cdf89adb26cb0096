/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A cell of a matrix, or a pair, that must never be chosen. */
#define TSU_ASSIGN_NO_PAIR G_MININT64

/* What tsu_assignment_worst() and friends answer when there is no such row. */
#define TSU_ASSIGN_NONE G_MAXUINT

/**
 * TsuAssignEdge:
 * @need: index of the need
 * @offer: index of the offer
 * @score: how good the pair is; any integer, larger is better, in units of the caller's choice
 *
 * A pair that may be chosen. Pairs not listed are never chosen.
 */
typedef struct {
  guint need;
  guint offer;
  gint64 score;
} TsuAssignEdge;

/**
 * TsuAssignProblem:
 * @n_needs: number of needs (rows)
 * @n_offers: number of offers (columns)
 * @edges: (array length=n_edges): the candidate pairs, in any order, no pair twice
 * @n_edges: number of candidate pairs
 * @partners: (nullable): per need, how many partners it may get; %NULL for one each
 * @load_limit: (nullable): per offer, how many needs it may serve; %NULL for one each
 * @prior_load: (nullable): per offer, how often it was asked lately; counts for the penalty only
 * @load_penalty: P >= 0: the j-th use of an offer, prior ones included, costs P × (j - 1)
 * @fill: whether as many partners as possible come before the score (after coverage)
 *
 * Chosen is, in this order: the most needs with at least one partner; with @fill the most pairs;
 * the greatest sum of scores less load penalties. Without @fill a further partner is chosen only
 * where it does not lower that sum. The arrays are borrowed.
 */
typedef struct {
  guint n_needs;
  guint n_offers;
  const TsuAssignEdge *edges;
  gsize n_edges;
  const guint *partners;
  const guint *load_limit;
  const guint *prior_load;
  gint64 load_penalty;
  gboolean fill;
} TsuAssignProblem;

/**
 * TsuAssignment:
 * @n_needs: number of needs
 * @n_offers: number of offers
 * @first: need i's partners are @partner[@first[i]] to @partner[@first[i + 1] - 1], ascending
 * @partner: offers
 * @score: score of the same pair
 * @load: per offer, the number of needs it serves
 * @covered: number of needs with at least one partner
 * @n_pairs: number of pairs chosen
 * @total_score: sum of the scores
 * @total_penalty: sum of the load penalties, prior use not counted
 * @need_price: per need, dual price of a place: what its last place costs the whole
 * @offer_price: per offer, dual price >= 0: what one more use of it would be worth elsewhere
 * @cover_bonus: value used for a need's first partner, above everything else
 * @fill_bonus: value used for each further partner, 0 without fill
 *
 * An optimal choice with the prices that prove it; see tsu_assignment_check().
 */
typedef struct {
  guint n_needs;
  guint n_offers;
  guint *first;
  guint *partner;
  gint64 *score;
  guint *load;
  guint covered;
  guint n_pairs;
  gint64 total_score;
  gint64 total_penalty;
  gint64 *need_price;
  gint64 *offer_price;
  gint64 cover_bonus;
  gint64 fill_bonus;
} TsuAssignment;

/**
 * TsuAssignProgress:
 * @done: needs settled so far
 * @total: all needs
 * @user_data: the caller's data
 *
 * Called now and then while a large problem is solved, in the solving thread.
 */
typedef void (*TsuAssignProgress) (guint done, guint total, gpointer user_data);

TsuAssignment *tsu_assign_solve (const TsuAssignProblem *problem,
                                 TsuAssignProgress progress,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);
TsuAssignment *tsu_assign_solve_dense (guint n_needs,
                                       guint n_offers,
                                       const gint64 *scores,
                                       TsuAssignProgress progress,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error);
void tsu_assignment_free (TsuAssignment *self);

gint64 tsu_assignment_need_score (const TsuAssignment *self, guint need);
guint tsu_assignment_worst_need (const TsuAssignment *self);
guint *tsu_assignment_dup_idle (const TsuAssignment *self, guint *n_idle);
gint64 tsu_assignment_regret (const TsuAssignment *self, guint need, guint offer, gint64 score);
char *
tsu_assignment_describe_regret (const TsuAssignment *self, guint need, guint offer, gint64 score);
gboolean
tsu_assignment_check (const TsuAssignment *self, const TsuAssignProblem *problem, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAssignment, tsu_assignment_free)

G_END_DECLS
