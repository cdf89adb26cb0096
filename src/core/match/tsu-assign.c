/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The public door of the assignment: chooses the way to solve, and turns the network's flow and
 * prices into the answer.
 */

#include "config.h"

#include "tsu-assign-private.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

/* Partners of a need ascending by offer; the network keeps them by cost. */
static void
collect_pairs (TsuAssignment *answer, const TsuNet *net, guint need)
{
  guint begin = answer->n_pairs;

  for (gsize e = net->row[need]; e < net->row[need + 1]; e++) {
    guint at = answer->n_pairs;

    if (!net->held[e])
      continue;
    for (; at > begin && answer->partner[at - 1] > net->col[e]; at--) {
      answer->partner[at] = answer->partner[at - 1];
      answer->score[at] = answer->score[at - 1];
    }
    answer->partner[at] = net->col[e];
    answer->score[at] = -net->cost[e];
    answer->total_score -= net->cost[e];
    answer->n_pairs++;
  }
  answer->first[need + 1] = answer->n_pairs;
  if (answer->n_pairs > begin)
    answer->covered++;
}

/* A need without places is bound by no price; it gets the highest its edges allow. */
static void
price_idle_needs (TsuNet *net)
{
  for (guint i = 0; i < net->n_needs; i++) {
    if (net->places[i] > 0)
      continue;
    net->u[i] = 0;
    for (gsize e = net->row[i]; e < net->row[i + 1]; e++)
      net->u[i] = MIN (net->u[i], net->cost[e] + net->v[net->col[e]]);
  }
}

static TsuAssignment *
read_net (TsuNet *net)
{
  TsuAssignment *answer = g_new0 (TsuAssignment, 1);
  gsize n_uses = MAX (net->slot[net->n_offers], 1);

  answer->n_needs = net->n_needs;
  answer->n_offers = net->n_offers;
  answer->first = g_new0 (guint, (gsize) net->n_needs + 1);
  answer->partner = g_new (guint, n_uses);
  answer->score = g_new (gint64, n_uses);
  for (guint i = 0; i < net->n_needs; i++)
    collect_pairs (answer, net, i);
  for (guint j = 0; j < net->n_offers; j++)
    for (guint k = 0; k < net->load[j]; k++)
      answer->total_penalty += tsu_net_use_cost (net, j, k);
  price_idle_needs (net);
  answer->load = g_steal_pointer (&net->load);
  answer->need_price = g_steal_pointer (&net->u);
  answer->offer_price = g_steal_pointer (&net->v);
  answer->cover_bonus = net->cover_bonus;
  answer->fill_bonus = net->fill_bonus;
  return answer;
}

/**
 * tsu_assign_solve:
 * @problem: needs, offers and the pairs that may be chosen
 * @progress: (nullable) (scope call): told now and then how far it is
 * @user_data: for @progress
 * @cancellable: (nullable): obeyed now and then
 * @error: set to %TSU_ERROR_INVALID for a problem that cannot be, or %G_IO_ERROR_CANCELLED
 *
 * Finds an optimal choice, exactly: an auction for good prices, then shortest augmenting paths
 * (Bertsekas 1988; Edmonds and Karp 1972). The same problem always has the same answer, in
 * whatever order its edges are listed.
 *
 * Returns: (transfer full): the choice and the prices that prove it, or %NULL
 */
TsuAssignment *
tsu_assign_solve (const TsuAssignProblem *problem,
                  TsuAssignProgress progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (TsuNet) net = NULL;

  g_return_val_if_fail (problem != NULL, NULL);
  net = tsu_net_new (problem, error);
  if (!net)
    return NULL;
  net->progress = progress;
  net->user_data = user_data;
  net->cancellable = cancellable;
  if (!tsu_net_tick (net, 0, error) || !tsu_net_auction (net, error) || !tsu_net_flow (net, error))
    return NULL;
  return read_net (net);
}

void
tsu_assignment_free (TsuAssignment *self)
{
  if (!self)
    return;
  g_free (self->first);
  g_free (self->partner);
  g_free (self->score);
  g_free (self->load);
  g_free (self->need_price);
  g_free (self->offer_price);
  g_free (self);
}
