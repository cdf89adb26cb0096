/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Building the network from a problem, and the book-keeping of who serves whom. Edges are sorted
 * by cost within a need, so that searches can stop early, and by offer among equals, so that the
 * answer does not depend on the order in which the caller lists them.
 */

#include "config.h"

#include "tsu-assign-private.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

/* Keeps sums of prices far from the end of gint64. */
#define LARGEST_BONUS (G_MAXINT64 / 4096)

typedef struct {
  gint64 cost;
  guint32 col;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->cost != right->cost)
    return left->cost < right->cost ? -1 : 1;
  return left->col < right->col ? -1 : left->col > right->col;
}

/* Short rows are the rule; for them insertion beats the general sort by far. */
static void
sort_candidates (Candidate *row, gsize n)
{
  if (n > 48) {
    qsort (row, n, sizeof *row, compare_candidates);
    return;
  }
  for (gsize i = 1; i < n; i++) {
    Candidate moving = row[i];
    gsize at = i;

    for (; at > 0 && compare_candidates (&moving, &row[at - 1]) < 0; at--)
      row[at] = row[at - 1];
    row[at] = moving;
  }
}

static gboolean
check_edges (const TsuAssignProblem *problem, gint64 *max_score, GError **error)
{
  *max_score = 0;
  for (gsize e = 0; e < problem->n_edges; e++) {
    const TsuAssignEdge *edge = &problem->edges[e];

    if (edge->need >= problem->n_needs || edge->offer >= problem->n_offers) {
      g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                   _ ("Candidate %zu names a row or column that does not exist."), e + 1);
      return FALSE;
    }
    if (edge->score < -LARGEST_BONUS || edge->score > LARGEST_BONUS) {
      g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                   _ ("The score of candidate %zu is too large."), e + 1);
      return FALSE;
    }
    *max_score = MAX (*max_score, ABS (edge->score));
  }
  return TRUE;
}

/* Two optimal choices differ by paths and rings that pass each need and offer once at most, so
 * this is more than any such exchange can change in scores and penalties. */
gint64
tsu_assign_cover_bonus (
  guint n_needs, guint n_offers, gint64 max_score, gint64 max_penalty, gint64 fill_bonus)
{
  gint64 steps = 2 * (gint64) MIN (n_needs, n_offers) + 2;

  if (max_penalty > LARGEST_BONUS || max_score > (LARGEST_BONUS - max_penalty) / 4 / steps)
    return G_MAXINT64;
  return 2 * fill_bonus + steps * max_score + 2 * max_penalty + 1;
}

static gboolean
set_bonuses (TsuNet *self, const TsuAssignProblem *problem, gint64 max_score, GError **error)
{
  guint max_load = 1;
  gint64 cover;
  gint64 max_penalty;

  for (guint j = 0; j < self->n_offers; j++)
    max_load = MAX (max_load, self->cap[j] + (self->prior ? self->prior[j] : 0));
  if (problem->load_penalty < 0 || problem->load_penalty > LARGEST_BONUS / max_load / 8) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("The load penalty is negative or too large."));
    return FALSE;
  }
  max_penalty = problem->load_penalty * max_load;
  cover = tsu_assign_cover_bonus (self->n_needs, self->n_offers, max_score, max_penalty, 0);
  if (cover > LARGEST_BONUS / 4) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("The scores are too large for so many candidates."));
    return FALSE;
  }
  self->fill_bonus = problem->fill ? cover : 0;
  self->cover_bonus = self->fill_bonus * 2 + cover;
  return TRUE;
}

/* Counting sort of the candidates by need, then by cost within each. */
static gboolean
fill_rows (TsuNet *self, const TsuAssignProblem *problem, guint *indegree, GError **error)
{
  g_autofree Candidate *candidates = g_new0 (Candidate, MAX (problem->n_edges, 1));
  g_autofree gsize *next = NULL;

  for (gsize e = 0; e < problem->n_edges; e++)
    self->row[problem->edges[e].need + 1]++;
  for (guint i = 0; i < self->n_needs; i++)
    self->row[i + 1] += self->row[i];
  next = g_memdup2 (self->row, sizeof (gsize) * (self->n_needs + 1));
  for (gsize e = 0; e < problem->n_edges; e++) {
    const TsuAssignEdge *edge = &problem->edges[e];

    candidates[next[edge->need]++] = (Candidate){ -edge->score, edge->offer };
  }

  for (guint i = 0; i < self->n_needs; i++) {
    sort_candidates (candidates + self->row[i], self->row[i + 1] - self->row[i]);
    for (gsize e = self->row[i]; e < self->row[i + 1]; e++) {
      self->col[e] = candidates[e].col;
      self->cost[e] = candidates[e].cost;
      /* next[] has done its work: it now remembers who met an offer last, to find doubles. */
      indegree[self->col[e]]++;
    }
  }
  g_clear_pointer (&next, g_free);
  next = g_new0 (gsize, (gsize) self->n_offers + 1);
  for (guint i = 0; i < self->n_needs; i++)
    for (gsize e = self->row[i]; e < self->row[i + 1]; e++) {
      if (next[self->col[e]] == (gsize) i + 1) {
        g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                     _ ("Row %u names column %u twice."), i + 1, self->col[e] + 1);
        return FALSE;
      }
      next[self->col[e]] = (gsize) i + 1;
    }
  return TRUE;
}

static void
set_capacities (TsuNet *self, const TsuAssignProblem *problem, const guint *indegree)
{
  for (guint i = 0; i < self->n_needs; i++) {
    guint degree = self->row[i + 1] - self->row[i];

    /* A need without candidates keeps one place, so that its price tells it is uncovered. */
    self->places[i] = problem->partners ? MIN (problem->partners[i], MAX (degree, 1)) : 1;
    self->open[i] = self->places[i];
  }
  for (guint j = 0; j < self->n_offers; j++) {
    self->cap[j] = MIN (problem->load_limit ? problem->load_limit[j] : 1, indegree[j]);
    self->slot[j + 1] = self->slot[j] + self->cap[j];
  }
  self->slots = g_new (TsuNetSlot, MAX (self->slot[self->n_offers], 1));
}

/*
 * tsu_net_new:
 *
 * Returns: (transfer full): the network with nothing chosen yet and all prices at their lowest,
 *   or %NULL with %TSU_ERROR_INVALID
 */
TsuNet *
tsu_net_new (const TsuAssignProblem *problem, GError **error)
{
  g_autoptr (TsuNet) self = g_new0 (TsuNet, 1);
  g_autofree guint *indegree = g_new0 (guint, MAX (problem->n_offers, 1));
  gint64 max_score;

  self->n_needs = problem->n_needs;
  self->n_offers = problem->n_offers;
  self->prior = problem->prior_load;
  self->penalty = problem->load_penalty;
  if (problem->n_edges >= TSU_NET_NONE ||
      (gsize) problem->n_needs + problem->n_offers >= TSU_NET_NONE) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("There are too many candidates."));
    return NULL;
  }
  if (!check_edges (problem, &max_score, error))
    return NULL;

  self->row = g_new0 (gsize, (gsize) self->n_needs + 1);
  self->col = g_new (guint32, MAX (problem->n_edges, 1));
  self->cost = g_new (gint64, MAX (problem->n_edges, 1));
  self->held = g_new0 (guint8, MAX (problem->n_edges, 1));
  self->places = g_new0 (guint, MAX (self->n_needs, 1));
  self->open = g_new0 (guint, MAX (self->n_needs, 1));
  self->empty = g_new0 (guint, MAX (self->n_needs, 1));
  self->u = g_new0 (gint64, MAX (self->n_needs, 1));
  self->cap = g_new0 (guint, MAX (self->n_offers, 1));
  self->load = g_new0 (guint, MAX (self->n_offers, 1));
  self->phantom = g_new0 (guint, MAX (self->n_offers, 1));
  self->v = g_new0 (gint64, MAX (self->n_offers, 1));
  self->slot = g_new0 (gsize, (gsize) self->n_offers + 1);
  if (!fill_rows (self, problem, indegree, error))
    return NULL;
  set_capacities (self, problem, indegree);
  if (!set_bonuses (self, problem, max_score, error))
    return NULL;
  for (guint j = 0; j < self->n_offers; j++)
    self->v[j] = tsu_net_use_cost (self, j, 0);
  return g_steal_pointer (&self);
}

void
tsu_net_free (TsuNet *self)
{
  if (!self)
    return;
  g_free (self->row);
  g_free (self->col);
  g_free (self->cost);
  g_free (self->held);
  g_free (self->places);
  g_free (self->open);
  g_free (self->empty);
  g_free (self->u);
  g_free (self->cap);
  g_free (self->load);
  g_free (self->phantom);
  g_free (self->v);
  g_free (self->slot);
  g_free (self->slots);
  g_free (self);
}

void
tsu_net_hold (TsuNet *self, guint need, guint32 edge)
{
  guint32 offer = self->col[edge];

  g_assert (!self->held[edge] && self->load[offer] < self->cap[offer]);
  self->held[edge] = 1;
  self->slots[self->slot[offer] + self->load[offer]++] = (TsuNetSlot){ need, edge };
}

void
tsu_net_release (TsuNet *self, guint need, guint32 edge)
{
  guint32 offer = self->col[edge];
  TsuNetSlot *slots = self->slots + self->slot[offer];
  guint at = 0;

  g_assert (self->held[edge]);
  while (slots[at].edge != edge)
    at++;
  self->held[edge] = 0;
  slots[at] = slots[--self->load[offer]];
}

void
tsu_net_release_all (TsuNet *self)
{
  for (guint j = 0; j < self->n_offers; j++) {
    for (guint s = 0; s < self->load[j]; s++)
      self->held[self->slots[self->slot[j] + s].edge] = 0;
    self->load[j] = 0;
  }
}

/* To be called now and then: tells the caller where we are and obeys a cancel. */
gboolean
tsu_net_tick (TsuNet *self, guint done, GError **error)
{
  if (self->progress)
    self->progress (done, self->n_needs, self->user_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
