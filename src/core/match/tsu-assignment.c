/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading an assignment: who is served worst, who is idle, what a pair not chosen would have
 * cost, and the check of the certificate of optimality (complementary slackness), which is
 * written against the problem alone and shares nothing with the solvers.
 */

#include "config.h"

#include "tsu-assign.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

/* Scores above this are no scores of pairs but come from the bonus for coverage. */
#define FULL_SCORE 1000

/**
 * tsu_assignment_need_score:
 * @self: an assignment
 * @need: index of a need
 *
 * Returns: sum of the scores of the need's partners; 0 without partners
 */
gint64
tsu_assignment_need_score (const TsuAssignment *self, guint need)
{
  gint64 sum = 0;

  g_return_val_if_fail (need < self->n_needs, 0);
  for (guint k = self->first[need]; k < self->first[need + 1]; k++)
    sum += self->score[k];
  return sum;
}

/**
 * tsu_assignment_worst_need:
 * @self: an assignment
 *
 * Returns: the need served worst: one without partners, else the least sum of scores, the first
 *   of equals; %TSU_ASSIGN_NONE without needs
 */
guint
tsu_assignment_worst_need (const TsuAssignment *self)
{
  guint worst = TSU_ASSIGN_NONE;
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < self->n_needs; i++) {
    gint64 score = tsu_assignment_need_score (self, i);

    if (self->first[i] == self->first[i + 1])
      return i;
    if (worst == TSU_ASSIGN_NONE || score < least) {
      least = score;
      worst = i;
    }
  }
  return worst;
}

/**
 * tsu_assignment_dup_idle:
 * @self: an assignment
 * @n_idle: (out): how many there are
 *
 * Returns: (transfer full) (array length=n_idle): the offers nobody got, ascending
 */
guint *
tsu_assignment_dup_idle (const TsuAssignment *self, guint *n_idle)
{
  guint *idle = g_new (guint, MAX (self->n_offers, 1));

  *n_idle = 0;
  for (guint j = 0; j < self->n_offers; j++)
    if (self->load[j] == 0)
      idle[(*n_idle)++] = j;
  return idle;
}

/**
 * tsu_assignment_regret:
 * @self: an assignment
 * @need: a need
 * @offer: an offer not chosen for it
 * @score: the score of that pair
 *
 * What the whole would lose at least if this pair were insisted on: "was needed more elsewhere".
 * From the prices alone, so it is a lower bound; 0 says that an equally good choice may have it.
 *
 * Returns: the loss, >= 0, in units of the scores
 */
gint64
tsu_assignment_regret (const TsuAssignment *self, guint need, guint offer, gint64 score)
{
  g_return_val_if_fail (need < self->n_needs && offer < self->n_offers, 0);
  return MAX (self->offer_price[offer] - score - self->need_price[need], 0);
}

/**
 * tsu_assignment_describe_regret:
 * @self: an assignment
 * @need: a need
 * @offer: an offer not chosen for it
 * @score: the score of that pair, in thousandths
 *
 * Returns: (transfer full) (nullable): why it was not chosen, in the user's language; %NULL if an
 *   equally good choice may have it
 */
char *
tsu_assignment_describe_regret (const TsuAssignment *self, guint need, guint offer, gint64 score)
{
  gint64 regret = tsu_assignment_regret (self, need, offer, score);

  if (regret == 0)
    return NULL;
  /* Losing a covered need counts more than any score; its number would say nothing. */
  if (regret > FULL_SCORE)
    return g_strdup (_ ("Was needed more elsewhere: another need would find nobody"));
  return g_strdup_printf (_ ("Was needed more elsewhere: together they would lose %d points or more"), (int) regret);
}

/* A failed proof is a defect of this program, for whoever mends it: not translated. */
static gboolean
fail_check (GError **error, const char *what, gsize at)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               "The assignment is not proved optimal: %s (%" G_GSIZE_FORMAT ").", what, at);
  return FALSE;
}

static gboolean
is_partner (const TsuAssignment *self, guint need, guint offer)
{
  for (guint k = self->first[need]; k < self->first[need + 1]; k++)
    if (self->partner[k] == offer)
      return TRUE;
  return FALSE;
}

/* Each edge at its prices: not used >= 0, used <= 0. Counts used edges, so that no pair can come
 * from outside the candidates. */
static gboolean
check_pairs (const TsuAssignment *self,
             const TsuAssignProblem *problem,
             guint *degree,
             GError **error)
{
  gsize used = 0;
  gint64 sum = 0;

  for (gsize e = 0; e < problem->n_edges; e++) {
    const TsuAssignEdge *edge = &problem->edges[e];
    gint64 reduced = self->offer_price[edge->offer] - edge->score - self->need_price[edge->need];

    degree[edge->need]++;
    if (!is_partner (self, edge->need, edge->offer)) {
      if (reduced < 0)
        return fail_check (error, "a better pair was left", e);
      continue;
    }
    if (reduced > 0)
      return fail_check (error, "a pair costs more than it is worth", e);
    used++;
    sum += edge->score;
  }
  if (used != self->n_pairs || self->first[self->n_needs] != self->n_pairs)
    return fail_check (error, "a pair is not among the candidates", used);
  if (sum != self->total_score)
    return fail_check (error, "the total is wrong", 0);
  return TRUE;
}

static gboolean
check_needs (const TsuAssignment *self,
             const TsuAssignProblem *problem,
             const guint *degree,
             GError **error)
{
  guint covered = 0;

  for (guint i = 0; i < self->n_needs; i++) {
    guint wanted = problem->partners ? problem->partners[i] : 1;
    guint places = MIN (wanted, MAX (degree[i], 1));
    guint used = self->first[i + 1] - self->first[i];
    guint empty = places - used;

    if (used > places)
      return fail_check (error, "a need has too many partners", i);
    covered += used > 0;
    if (empty > 0 && self->need_price[i] < (empty == places ? self->cover_bonus : self->fill_bonus))
      return fail_check (error, "a place was left empty", i);
    if (used > 0 &&
        self->need_price[i] > (empty + 1 == places ? self->cover_bonus : self->fill_bonus))
      return fail_check (error, "a place should be empty", i);
  }
  return covered == self->covered || fail_check (error, "the coverage is wrong", covered);
}

static gboolean
check_offers (const TsuAssignment *self, const TsuAssignProblem *problem, GError **error)
{
  g_autofree guint *load = g_new0 (guint, MAX (self->n_offers, 1));
  gint64 penalty = 0;

  for (guint k = 0; k < self->n_pairs; k++)
    load[self->partner[k]]++;
  for (guint j = 0; j < self->n_offers; j++) {
    guint limit = problem->load_limit ? problem->load_limit[j] : 1;
    guint prior = problem->prior_load ? problem->prior_load[j] : 0;

    if (load[j] != self->load[j] || load[j] > limit)
      return fail_check (error, "an offer has a wrong load", j);
    for (guint l = 0; l < load[j]; l++)
      penalty += problem->load_penalty * ((gint64) prior + l);
    if (self->offer_price[j] < 0)
      return fail_check (error, "a price is negative", j);
    if (load[j] > 0 &&
        self->offer_price[j] < problem->load_penalty * ((gint64) prior + load[j] - 1))
      return fail_check (error, "an offer is used too much", j);
  }
  return penalty == self->total_penalty || fail_check (error, "the penalty is wrong", 0);
}

/* Only offers that could serve one more need are bound from above. */
static gboolean
check_spare (const TsuAssignment *self, const TsuAssignProblem *problem, GError **error)
{
  for (gsize e = 0; e < problem->n_edges; e++) {
    guint j = problem->edges[e].offer;
    guint limit = problem->load_limit ? problem->load_limit[j] : 1;
    guint prior = problem->prior_load ? problem->prior_load[j] : 0;

    if (self->load[j] < limit &&
        self->offer_price[j] > problem->load_penalty * ((gint64) prior + self->load[j]) &&
        !is_partner (self, problem->edges[e].need, j))
      return fail_check (error, "an offer has room that is needed", j);
  }
  return TRUE;
}

/**
 * tsu_assignment_check:
 * @self: an assignment
 * @problem: the problem it is said to solve
 * @error: says what does not hold
 *
 * Proves optimality from the prices: by the duality of linear programming a choice is optimal
 * when each pair, place and use agrees with them (complementary slackness).
 *
 * Returns: %TRUE if @self is valid, its sums are right and it is proved optimal
 */
gboolean
tsu_assignment_check (const TsuAssignment *self, const TsuAssignProblem *problem, GError **error)
{
  g_autofree guint *degree = g_new0 (guint, MAX (problem->n_needs, 1));

  g_return_val_if_fail (self != NULL && problem != NULL, FALSE);
  if (self->n_needs != problem->n_needs || self->n_offers != problem->n_offers)
    return fail_check (error, "it is for another problem", 0);
  return check_pairs (self, problem, degree, error) && check_needs (self, problem, degree, error) &&
         check_offers (self, problem, error) && check_spare (self, problem, error);
}
