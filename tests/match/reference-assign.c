/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two slow solvers to hold the real one against: trying everything, and textbook shortest
 * augmenting paths by Bellman and Ford. They share nothing with the library: worth is compared
 * as a triple, so there are no bonuses to be wrong about, and there are no prices.
 */

#include "config.h"

#include "reference-assign.h"

static Worth
add (Worth a, Worth b, int sign)
{
  return (Worth){ a.covered + sign * b.covered, a.pairs + sign * b.pairs,
                  a.value + sign * b.value };
}

static int
compare (Worth a, Worth b)
{
  if (a.covered != b.covered)
    return a.covered < b.covered ? -1 : 1;
  if (a.pairs != b.pairs)
    return a.pairs < b.pairs ? -1 : 1;
  return a.value < b.value ? -1 : a.value > b.value;
}

static guint
wanted (const TsuAssignProblem *problem, guint need)
{
  return problem->partners ? problem->partners[need] : 1;
}

static guint
limit (const TsuAssignProblem *problem, guint offer)
{
  return problem->load_limit ? problem->load_limit[offer] : 1;
}

static gint64
penalty (const TsuAssignProblem *problem, guint offer, guint load)
{
  return problem->load_penalty *
         ((gint64) load + (problem->prior_load ? problem->prior_load[offer] : 0));
}

static void
try_edge (
  const TsuAssignProblem *problem, gsize e, guint *used, guint *load, Worth now, Worth *best)
{
  const TsuAssignEdge *edge = &problem->edges[e];
  Worth step;

  if (e == problem->n_edges) {
    if (compare (now, *best) > 0)
      *best = now;
    return;
  }
  try_edge (problem, e + 1, used, load, now, best);
  if (used[edge->need] >= wanted (problem, edge->need) ||
      load[edge->offer] >= limit (problem, edge->offer))
    return;
  step = (Worth){ used[edge->need] == 0, problem->fill ? 1 : 0,
                  edge->score - penalty (problem, edge->offer, load[edge->offer]) };
  used[edge->need]++;
  load[edge->offer]++;
  try_edge (problem, e + 1, used, load, add (now, step, 1), best);
  used[edge->need]--;
  load[edge->offer]--;
}

Worth
reference_brute_force (const TsuAssignProblem *problem)
{
  g_autofree guint *used = g_new0 (guint, problem->n_needs + 1);
  g_autofree guint *load = g_new0 (guint, problem->n_offers + 1);
  Worth best = { 0 };

  /* Nothing at all is a choice too; try_edge() begins with it. */
  best.value = 0;
  try_edge (problem, 0, used, load, (Worth){ 0 }, &best);
  return best;
}

typedef struct {
  guint from;
  guint to;
  gboolean full;
  Worth worth;
} Arc;

static void
add_arc (GArray *arcs, guint from, guint to, Worth worth)
{
  Arc arc = { from, to, FALSE, worth };

  g_array_append_val (arcs, arc);
}

/* Source, needs, offers, sink; every arc carries one unit. */
static GArray *
build_arcs (const TsuAssignProblem *problem)
{
  GArray *arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  guint sink = problem->n_needs + problem->n_offers + 1;

  for (guint i = 0; i < problem->n_needs; i++)
    for (guint k = 0; k < MIN (wanted (problem, i), problem->n_offers); k++)
      add_arc (arcs, 0, i + 1, (Worth){ k == 0, problem->fill ? 1 : 0, 0 });
  for (gsize e = 0; e < problem->n_edges; e++)
    add_arc (arcs, problem->edges[e].need + 1, problem->n_needs + 1 + problem->edges[e].offer,
             (Worth){ 0, 0, problem->edges[e].score });
  for (guint j = 0; j < problem->n_offers; j++)
    for (guint k = 0; k < MIN (limit (problem, j), problem->n_needs); k++)
      add_arc (arcs, problem->n_needs + 1 + j, sink, (Worth){ 0, 0, -penalty (problem, j, k) });
  return arcs;
}

static gboolean
relax (Arc *arc, guint at, Worth *best, gboolean *known, int *via)
{
  guint from = arc->full ? arc->to : arc->from;
  guint to = arc->full ? arc->from : arc->to;
  Worth worth;

  if (!known[from])
    return FALSE;
  worth = add (best[from], arc->worth, arc->full ? -1 : 1);
  if (known[to] && compare (worth, best[to]) <= 0)
    return FALSE;
  best[to] = worth;
  known[to] = TRUE;
  via[to] = at;
  return TRUE;
}

Worth
reference_flow (const TsuAssignProblem *problem)
{
  g_autoptr (GArray) arcs = build_arcs (problem);
  guint n_nodes = problem->n_needs + problem->n_offers + 2;
  g_autofree Worth *best = g_new (Worth, n_nodes);
  g_autofree gboolean *known = g_new (gboolean, n_nodes);
  g_autofree int *via = g_new (int, n_nodes);
  Worth total = { 0 };

  while (TRUE) {
    gboolean changed = TRUE;

    memset (known, 0, sizeof (gboolean) * n_nodes);
    known[0] = TRUE;
    best[0] = (Worth){ 0 };
    while (changed) {
      changed = FALSE;
      for (guint a = 0; a < arcs->len; a++)
        changed |= relax (&g_array_index (arcs, Arc, a), a, best, known, via);
    }
    if (!known[n_nodes - 1] || compare (best[n_nodes - 1], (Worth){ 0 }) <= 0)
      return total;
    total = add (total, best[n_nodes - 1], 1);
    for (guint node = n_nodes - 1; node != 0;) {
      Arc *arc = &g_array_index (arcs, Arc, via[node]);

      node = arc->full ? arc->to : arc->from;
      arc->full = !arc->full;
    }
  }
}
