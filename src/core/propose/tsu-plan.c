/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan for all needs at once, with what it would change in figures.
 */

#include "config.h"

#include "tsu-plan-private.h"

static void
line_free (TsuPlanLine *line)
{
  g_free (line->need);
  g_free (line->need_title);
  g_free (line->need_actor);
  tsu_suggestion_free (line->suggestion);
  g_free (line->instead);
  g_free (line);
}

static void
gap_free (TsuPlanGap *gap)
{
  g_free (gap->need);
  g_free (gap->need_title);
  g_free (gap->why);
  g_free (gap);
}

static void
clear_figures (TsuPlanFigures *figures)
{
  g_free (figures->worst_need);
  g_free (figures->worst_title);
  g_free (figures->most_asked);
  g_free (figures->most_asked_name);
}

void
tsu_plan_free (TsuPlan *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->gaps);
  g_ptr_array_unref (self->rings);
  clear_figures (&self->before);
  clear_figures (&self->after);
  g_free (self);
}

static TsuPlan *
plan_new (void)
{
  TsuPlan *self = g_new0 (TsuPlan, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  self->gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) gap_free);
  self->rings = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_plan_ring_free);
  return self;
}

/* The score of a pair as it is today, whatever was written down when it was proposed. */
static int
score_pair (TsuMarket *market, const TsuPair *pair)
{
  guint place = pair->post ? market->candidate_of[pair->kind][pair->post] : 0;
  TsuScoreDetail parts[TSU_SCORE_N_PARTS];
  g_autofree guint16 *words = NULL;
  TsuNeedProfile profile;
  int score;

  if (place == 0)
    return -1;
  tsu_market_begin_need (market, pair->need, &profile, &words);
  score = tsu_score_compute (&profile, &g_array_index (market->candidates, TsuCandidate, place - 1),
                             &market->weights, parts);
  tsu_market_end_need (market);
  return score;
}

static void
set_names (TsuPlanFigures *figures, TsuPlanWork *work, guint worst, guint busiest)
{
  if (worst) {
    const char *id = tsu_market_post (work->market, TSU_POST_NEED, worst)->id;
    g_autoptr (TsuRecord) record = tsu_ledger_get (work->ledger, id, NULL);

    figures->worst_need = g_strdup (id);
    figures->worst_title = record ? tsu_record_dup_title (record) : NULL;
  }
  if (busiest) {
    figures->most_asked = g_strdup (tsu_market_post (work->market, TSU_POST_ACTOR, busiest)->id);
    figures->most_asked_name = tsu_market_dup_name (work->market, work->ledger, busiest);
  }
}

/* @best: by need, the score of its best partner, -1 for none; @asks: by actor */
static void
sum_up (TsuPlanFigures *figures, TsuPlanWork *work, const int *best, const guint *asks)
{
  guint worst = 0;
  guint busiest = 0;

  figures->worst_score = -1;
  for (guint need = 1; need < tsu_market_n_posts (work->market, TSU_POST_NEED); need++) {
    if (!tsu_market_post (work->market, TSU_POST_NEED, need)->wants)
      continue;
    figures->n_needs++;
    if (best[need] == -1)
      continue;
    figures->n_with_partner++;
    if (best[need] >= 0 && (worst == 0 || best[need] < figures->worst_score)) {
      figures->worst_score = best[need];
      worst = need;
    }
  }
  for (guint actor = 1; actor < tsu_market_n_posts (work->market, TSU_POST_ACTOR); actor++)
    if (asks[actor] > asks[busiest])
      busiest = actor;
  figures->most_asks = asks[busiest];
  set_names (figures, work, worst, busiest);
}

/**
 * tsu_plan_measure:
 *
 * Fills in the figures before and after.
 */
void
tsu_plan_measure (TsuPlan *self, TsuPlanWork *work)
{
  TsuMarket *market = work->market;
  guint n_needs = tsu_market_n_posts (market, TSU_POST_NEED);
  guint n_actors = tsu_market_n_posts (market, TSU_POST_ACTOR);
  g_autofree int *best = g_new0 (int, n_needs);
  g_autofree guint *asks = g_new0 (guint, n_actors);

  for (guint need = 0; need < n_needs; need++)
    best[need] = -1;
  for (guint actor = 1; actor < n_actors; actor++)
    asks[actor] = tsu_market_past (market, actor)->asks;
  for (guint k = 0; k < market->pairs->len; k++) {
    const TsuPair *pair = &g_array_index (market->pairs, TsuPair, k);

    if (!pair->open || pair->need == 0)
      continue;
    /* -2: with a partner that has no score. */
    best[pair->need] = MAX (best[pair->need] == -1 ? -2 : best[pair->need],
                            score_pair (market, pair) >= 0 ? score_pair (market, pair) : -2);
  }
  sum_up (&self->before, work, best, asks);
  for (guint row = 0; row < work->needs->len; row++) {
    guint need = g_array_index (work->needs, guint, row);

    for (guint k = work->answer->first[row]; k < work->answer->first[row + 1]; k++) {
      const TsuPlanEdge *edge = tsu_plan_work_find_edge (work, row, work->answer->partner[k]);
      guint actor = g_array_index (market->candidates, TsuCandidate, edge->place).actor;

      best[need] = MAX (best[need], edge->score);
      asks[actor] += actor != 0;
    }
  }
  sum_up (&self->after, work, best, asks);
}

/**
 * tsu_plan_make:
 * @market: a market
 * @ledger: the ledger
 * @options: (nullable): how; %NULL for the usual
 * @progress: (nullable): told the needs looked at
 * @user_data: for @progress
 * @cancellable: (nullable): obeyed now and then
 * @error: what went wrong
 *
 * Returns: (transfer full): a plan for all needs that look for partners; nothing was written
 */
TsuPlan *
tsu_plan_make (TsuMarket *market,
               TsuLedger *ledger,
               const TsuPlanOptions *options,
               TsuAssignProgress progress,
               gpointer user_data,
               GCancellable *cancellable,
               GError **error)
{
  static const TsuPlanOptions usual = { 0, 0, -1 };
  g_autoptr (TsuPlan) self = plan_new ();
  g_auto (TsuPlanWork) work = { NULL };

  options = options ? options : &usual;
  tsu_plan_work_init (&work, market, ledger);
  if (!tsu_market_refresh (market, ledger, cancellable, error) ||
      !tsu_plan_work_collect (&work, options, progress, user_data, cancellable, error) ||
      !tsu_plan_work_solve (&work, options, cancellable, error) ||
      !tsu_plan_tell (self, &work, error) || !tsu_plan_find_rings (self, &work, cancellable, error))
    return NULL;
  tsu_plan_work_solve_greedily (&work, self);
  tsu_plan_measure (self, &work);
  return g_steal_pointer (&self);
}
