/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The problem behind the plan, and its exact solution: coverage first, then the total score, with
 * a cost that rises with each further use of the same actor.
 */

#include "config.h"

#include "tsu-plan-private.h"

#define DEFAULT_CANDIDATES 20
#define DEFAULT_LIMIT 2
#define DEFAULT_PENALTY 120
/* Several offers of one actor count as one candidate; so many more are looked at. */
#define SPARE 2

void
tsu_plan_work_init (TsuPlanWork *self, TsuMarket *market, TsuLedger *ledger)
{
  *self = (TsuPlanWork){
    .market = market,
    .ledger = ledger,
    .needs = g_array_new (FALSE, FALSE, sizeof (guint)),
    .partners = g_array_new (FALSE, FALSE, sizeof (guint)),
    .first = g_array_new (FALSE, FALSE, sizeof (guint)),
    .edges = g_array_new (FALSE, FALSE, sizeof (TsuPlanEdge)),
    .limits = g_array_new (FALSE, FALSE, sizeof (guint)),
    .asks = g_array_new (FALSE, FALSE, sizeof (guint)),
    .why_none = g_ptr_array_new_with_free_func (g_free),
  };
}

void
tsu_plan_work_clear (TsuPlanWork *self)
{
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->partners, g_array_unref);
  g_clear_pointer (&self->first, g_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->limits, g_array_unref);
  g_clear_pointer (&self->asks, g_array_unref);
  g_clear_pointer (&self->why_none, g_ptr_array_unref);
  g_clear_pointer (&self->answer, tsu_assignment_free);
}

/* Partners by need that it has already. */
static guint *
count_partners (TsuMarket *market)
{
  guint *has = g_new0 (guint, tsu_market_n_posts (market, TSU_POST_NEED));

  for (guint k = 0; k < market->pairs->len; k++) {
    const TsuPair *pair = &g_array_index (market->pairs, TsuPair, k);

    if (pair->need && pair->open)
      has[pair->need]++;
  }
  return has;
}

static guint
find_limit (const TsuCandidate *candidate, const TsuPlanOptions *options)
{
  if (options->load_limit)
    return options->load_limit;
  if (candidate->ask_limit > candidate->asks)
    return candidate->ask_limit - candidate->asks;
  return DEFAULT_LIMIT;
}

static guint
find_column (TsuPlanWork *self, GHashTable *columns, guint place, const TsuPlanOptions *options)
{
  const TsuCandidate *candidate = &g_array_index (self->market->candidates, TsuCandidate, place);
  gint64 key = candidate->actor ? (gint64) candidate->actor : -(gint64) place - 1;
  guint column = GPOINTER_TO_UINT (g_hash_table_lookup (columns, &key));
  guint limit = find_limit (candidate, options);

  if (column != 0)
    return column - 1;
  g_hash_table_insert (columns, g_memdup2 (&key, sizeof key),
                       GUINT_TO_POINTER (self->limits->len + 1));
  g_array_append_val (self->limits, limit);
  g_array_append_val (self->asks, candidate->asks);
  return self->limits->len - 1;
}

/* Appends the best edge to each actor; where the coordinator pinned some, only those. */
static void
add_edges (TsuPlanWork *self,
           GHashTable *columns,
           const GArray *ranked,
           const TsuPlanOptions *options,
           guint most)
{
  guint first = self->edges->len;
  gboolean pinned = ranked->len > 0 && g_array_index (ranked, TsuRanked, 0).pinned;

  for (guint k = 0; k < ranked->len && self->edges->len - first < most; k++) {
    const TsuRanked *one = &g_array_index (ranked, TsuRanked, k);
    TsuPlanEdge edge = { one->index, 0, one->score };
    gboolean again = FALSE;

    if (pinned && !one->pinned)
      break;
    edge.column = find_column (self, columns, one->index, options);
    for (guint e = first; e < self->edges->len; e++)
      again = again || g_array_index (self->edges, TsuPlanEdge, e).column == edge.column;
    if (!again)
      g_array_append_val (self->edges, edge);
  }
}

static char *
tell_none (const guint *filtered)
{
  TsuSuggestions counts = { NULL };

  for (int filter = TSU_FILTER_NONE + 1; filter < TSU_FILTER_N; filter++) {
    counts.filtered[filter] = filtered[filter];
    if (filter != TSU_FILTER_KIND)
      counts.n_left_out += filtered[filter];
  }
  return tsu_suggestions_describe_left_out (&counts);
}

static gboolean
collect_need (TsuPlanWork *self,
              GHashTable *columns,
              guint need,
              const TsuPlanOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  TsuMarket *market = self->market;
  guint most = options->candidates ? options->candidates : DEFAULT_CANDIDATES;
  guint filtered[TSU_FILTER_N];
  g_autofree guint16 *words = NULL;
  g_autoptr (GArray) ranked = NULL;
  TsuNeedProfile profile;
  guint before = self->edges->len;

  tsu_market_begin_need (market, need, &profile, &words);
  ranked = tsu_score_rank (&profile, (const TsuCandidate *) (gpointer) market->candidates->data,
                           market->candidates->len, &market->weights, most * SPARE, filtered,
                           cancellable, error);
  tsu_market_end_need (market);
  if (!ranked)
    return FALSE;
  add_edges (self, columns, ranked, options, most);
  g_ptr_array_add (self->why_none, before == self->edges->len ? tell_none (filtered) : NULL);
  return TRUE;
}

/**
 * tsu_plan_work_collect:
 * @self: the work, empty
 * @options: how
 * @progress: (nullable): told the needs looked at
 * @user_data: for @progress
 * @cancellable: (nullable): obeyed now and then
 * @error: what went wrong
 *
 * Finds the best candidates of each need that looks for partners.
 *
 * Returns: whether it was done
 */
gboolean
tsu_plan_work_collect (TsuPlanWork *self,
                       const TsuPlanOptions *options,
                       TsuAssignProgress progress,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  TsuMarket *market = self->market;
  g_autofree guint *has = count_partners (market);
  g_autoptr (GHashTable) columns =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n = tsu_market_n_posts (market, TSU_POST_NEED);

  for (guint need = 1; need < n; need++) {
    const TsuPost *post = tsu_market_post (market, TSU_POST_NEED, need);
    guint wanted;

    if (!post->active || post->partners <= has[need])
      continue;
    if (progress)
      progress (need, n, user_data);
    wanted = post->partners - has[need];
    g_array_append_val (self->needs, need);
    g_array_append_val (self->partners, wanted);
    g_array_append_val (self->first, self->edges->len);
    if (!collect_need (self, columns, need, options, cancellable, error))
      return FALSE;
  }
  g_array_append_val (self->first, self->edges->len);
  return TRUE;
}

/**
 * tsu_plan_work_solve:
 *
 * Chooses; see #TsuAssignProblem for what comes before what.
 *
 * Returns: whether it was done
 */
gboolean
tsu_plan_work_solve (TsuPlanWork *self,
                     const TsuPlanOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree TsuAssignEdge *edges = g_new (TsuAssignEdge, self->edges->len + 1);
  TsuAssignProblem problem = {
    .n_needs = self->needs->len,
    .n_offers = self->limits->len,
    .edges = edges,
    .n_edges = self->edges->len,
    .partners = (const guint *) (gpointer) self->partners->data,
    .load_limit = (const guint *) (gpointer) self->limits->data,
    .prior_load = (const guint *) (gpointer) self->asks->data,
    .load_penalty = options->load_penalty < 0 ? DEFAULT_PENALTY : options->load_penalty,
  };

  for (guint row = 0; row < self->needs->len; row++) {
    for (guint e = g_array_index (self->first, guint, row);
         e < g_array_index (self->first, guint, row + 1); e++) {
      const TsuPlanEdge *edge = &g_array_index (self->edges, TsuPlanEdge, e);

      edges[e] = (TsuAssignEdge){ row, edge->column, edge->score };
    }
  }
  self->answer = tsu_assign_solve (&problem, NULL, NULL, cancellable, error);
  return self->answer != NULL;
}

/**
 * tsu_plan_work_solve_greedily:
 * @self: the work, collected
 * @plan: gets the greedy figures
 *
 * What one would get who goes through the needs and gives each the best that is left.
 */
void
tsu_plan_work_solve_greedily (const TsuPlanWork *self, TsuPlan *plan)
{
  g_autofree guint *load = g_new0 (guint, self->limits->len + 1);

  for (guint row = 0; row < self->needs->len; row++) {
    guint wanted = g_array_index (self->partners, guint, row);

    for (guint e = g_array_index (self->first, guint, row);
         e < g_array_index (self->first, guint, row + 1) && wanted > 0; e++) {
      const TsuPlanEdge *edge = &g_array_index (self->edges, TsuPlanEdge, e);

      if (load[edge->column] >= g_array_index (self->limits, guint, edge->column))
        continue;
      plan->greedy_covered += wanted == g_array_index (self->partners, guint, row);
      plan->greedy_total += edge->score;
      load[edge->column]++;
      plan->greedy_most_uses = MAX (plan->greedy_most_uses, load[edge->column]);
      wanted--;
    }
  }
}

/* (nullable): the edge of @row to @column */
const TsuPlanEdge *
tsu_plan_work_find_edge (const TsuPlanWork *self, guint row, guint column)
{
  for (guint e = g_array_index (self->first, guint, row);
       e < g_array_index (self->first, guint, row + 1); e++)
    if (g_array_index (self->edges, TsuPlanEdge, e).column == column)
      return &g_array_index (self->edges, TsuPlanEdge, e);
  return NULL;
}
