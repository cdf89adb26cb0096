/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weighing the named scores into one, and the best k of many. All in integers: the parts are
 * rounded so that they add up to the score exactly (largest remainders, Hamilton's method), and
 * two machines never disagree on an order.
 */

#include "config.h"

#include "tsu-score-private.h"

const TsuScoreWeights tsu_score_default_weights = {
  .weight = {
    [TSU_SCORE_THEME] = 25,
    [TSU_SCORE_WORDS] = 30,
    [TSU_SCORE_DISTANCE] = 15,
    [TSU_SCORE_TIME] = 12,
    [TSU_SCORE_SIZE] = 5,
    [TSU_SCORE_TRUST] = 8,
    [TSU_SCORE_NOVELTY] = 4,
    [TSU_SCORE_NEWCOMER] = 5,
    [TSU_SCORE_OUTCOME] = 8,
    [TSU_SCORE_RECENCY] = 4,
    [TSU_SCORE_LOAD] = 30,
    [TSU_SCORE_REFUSAL] = 30,
  },
  .cool_down = 14,
};

static gboolean
is_taken_off (int part)
{
  return part == TSU_SCORE_LOAD || part == TSU_SCORE_REFUSAL;
}

/* The sum of weight × value before it is divided by the weights; load and refusal taken off, but
 * never more than there is. */
static gint64
weigh (const TsuScoreDetail *parts, const TsuScoreWeights *weights, gint64 *product)
{
  gint64 sum = 0;

  for (int p = 0; p < TSU_SCORE_N_PARTS; p++) {
    product[p] = (gint64) weights->weight[p] * parts[p].value;
    if (!is_taken_off (p))
      sum += product[p];
  }
  for (int p = 0; p < TSU_SCORE_N_PARTS; p++) {
    if (!is_taken_off (p))
      continue;
    product[p] = -MIN (product[p], sum);
    sum += product[p];
  }
  return sum;
}

static gint64
sum_weights (const TsuScoreWeights *weights)
{
  gint64 sum = 0;

  for (int p = 0; p < TSU_SCORE_N_PARTS; p++)
    if (!is_taken_off (p))
      sum += weights->weight[p];
  return MAX (sum, 1);
}

/* Rounds down, and gives what is then missing to those that lost most, the first of equals. */
static void
share_out (TsuScoreDetail *parts, const gint64 *product, gint64 total_weight, int score)
{
  gint64 rest[TSU_SCORE_N_PARTS];
  int missing = score;

  for (int p = 0; p < TSU_SCORE_N_PARTS; p++) {
    rest[p] = product[p] % total_weight;
    parts[p].points = product[p] / total_weight;
    if (rest[p] < 0) {
      rest[p] += total_weight;
      parts[p].points--;
    }
    missing -= parts[p].points;
  }
  for (; missing > 0; missing--) {
    int most = 0;

    for (int p = 1; p < TSU_SCORE_N_PARTS; p++)
      if (rest[p] > rest[most])
        most = p;
    parts[most].points++;
    rest[most] = -1;
  }
}

/**
 * tsu_score_compute:
 * @need: what is needed
 * @candidate: one that passed the filters
 * @weights: the ward's weights
 * @parts: (out caller-allocates) (array fixed-size=12): what each part is and contributes
 *
 * Returns: the score in thousandths, 0 to 1 000: the exact sum of the parts' points
 */
int
tsu_score_compute (const TsuNeedProfile *need,
                   const TsuCandidate *candidate,
                   const TsuScoreWeights *weights,
                   TsuScoreDetail *parts)
{
  gint64 product[TSU_SCORE_N_PARTS];
  gint64 total_weight = sum_weights (weights);
  int score;

  tsu_score_values (need, candidate, weights, parts);
  score = weigh (parts, weights, product) / total_weight;
  share_out (parts, product, total_weight, score);
  return score;
}

/**
 * tsu_score_decisive:
 * @ahead: (array fixed-size=12): parts of the one that is ahead
 * @behind: (array fixed-size=12): parts of the other
 * @difference: (out): points by which that part differs
 *
 * What would have to change to change the order: the part that puts @ahead in front most.
 *
 * Returns: the part, the first of equals
 */
TsuScorePart
tsu_score_decisive (const TsuScoreDetail *ahead, const TsuScoreDetail *behind, int *difference)
{
  int most = 0;

  for (int p = 1; p < TSU_SCORE_N_PARTS; p++)
    if (ahead[p].points - behind[p].points > ahead[most].points - behind[most].points)
      most = p;
  *difference = ahead[most].points - behind[most].points;
  return most;
}

/* Whether a goes before b: pinned first, then the better, then the first listed. */
static gboolean
goes_before (const TsuRanked *a, const TsuRanked *b)
{
  if (a->pinned != b->pinned)
    return a->pinned;
  if (a->fine != b->fine)
    return a->fine > b->fine;
  return a->index < b->index;
}

/* A heap with the last of the best at the top, to be driven out by a better one. */
static void
sift_down (TsuRanked *heap, guint n, guint at)
{
  TsuRanked moving = heap[at];

  for (guint child = 2 * at + 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && goes_before (&heap[child], &heap[child + 1]))
      child++;
    if (!goes_before (&moving, &heap[child]))
      break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = moving;
}

static void
sift_up (TsuRanked *heap, guint at)
{
  TsuRanked moving = heap[at];

  for (; at > 0 && goes_before (&heap[(at - 1) / 2], &moving); at = (at - 1) / 2)
    heap[at] = heap[(at - 1) / 2];
  heap[at] = moving;
}

static void
consider (GArray *best, guint k, const TsuRanked *ranked)
{
  TsuRanked *heap = (TsuRanked *) best->data;

  if (best->len < k) {
    g_array_append_val (best, *ranked);
    sift_up ((TsuRanked *) best->data, best->len - 1);
  } else if (goes_before (ranked, &heap[0])) {
    heap[0] = *ranked;
    sift_down (heap, k, 0);
  }
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  return goes_before (a, b) ? -1 : goes_before (b, a);
}

/**
 * tsu_score_rank:
 * @need: what is needed
 * @candidates: (array length=n_candidates): all who might meet it
 * @n_candidates: how many
 * @weights: the ward's weights
 * @k: how many are wanted
 * @filtered: (nullable) (array fixed-size=16): counts by #TsuFilter, those that pass included
 * @cancellable: (nullable): obeyed now and then
 * @error: set to %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type TsuRanked): the best @k, best first, or %NULL
 */
GArray *
tsu_score_rank (const TsuNeedProfile *need,
                const TsuCandidate *candidates,
                guint n_candidates,
                const TsuScoreWeights *weights,
                guint k,
                guint *filtered,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GArray) best = g_array_new (FALSE, FALSE, sizeof (TsuRanked));
  gint64 total_weight = sum_weights (weights);

  if (filtered)
    memset (filtered, 0, sizeof (guint) * TSU_FILTER_N);
  for (guint c = 0; c < n_candidates; c++) {
    TsuFilter filter = tsu_filter_apply (need, &candidates[c]);
    TsuRanked ranked = { .index = c, .pinned = candidates[c].pinned };
    TsuScoreDetail parts[TSU_SCORE_N_PARTS];
    gint64 product[TSU_SCORE_N_PARTS];

    if (c % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    if (filtered)
      filtered[filter]++;
    if (filter != TSU_FILTER_NONE || k == 0)
      continue;
    /* A sum grows with its words: who would not get in with full marks does not get in. */
    tsu_score_values_cheap (need, &candidates[c], weights, parts);
    ranked.fine = weigh (parts, weights, product);
    if (best->len == k && !goes_before (&ranked, (const TsuRanked *) (gpointer) best->data))
      continue;
    tsu_score_value_words (need, &candidates[c], parts);
    ranked.fine = weigh (parts, weights, product);
    ranked.score = ranked.fine / total_weight;
    consider (best, k, &ranked);
  }
  g_array_sort (best, compare_ranked);
  return g_steal_pointer (&best);
}
