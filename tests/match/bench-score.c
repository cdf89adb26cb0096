/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The best ten of 100 000 candidates: prints one JSON line with the median of several runs.
 */

#include "config.h"

#include "tsu-score.h"

#define N 100000
#define RUNS 21
#define N_THEMES 60
#define N_TOPICS 8

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* Themes ascending, as the traits want them. */
static guint
random_themes (GRand *rand, guint16 *themes)
{
  guint n = g_rand_int_range (rand, 1, 5);
  guint16 theme = 0;

  for (guint k = 0; k < n; k++) {
    theme += g_rand_int_range (rand, 1, N_THEMES / 5);
    themes[k] = theme;
  }
  return n;
}

static guint
random_words (GRand *rand, guint32 *words)
{
  guint n = g_rand_int_range (rand, 5, 40);
  guint32 word = 0;

  for (guint k = 0; k < n; k++) {
    word += g_rand_int_range (rand, 1, 50);
    words[k] = word;
  }
  return n;
}

static void
fill (GRand *rand, TsuCandidate *candidate, guint16 *themes, guint32 *words)
{
  *candidate = (TsuCandidate){
    .traits = { .kinds = g_rand_int_range (rand, 1, 255),
                .themes = themes,
                .words = words,
                .place = { 355000000 + g_rand_int_range (rand, 0, 1000000),
                           1396000000 + g_rand_int_range (rand, 0, 1000000) },
                .slots = g_rand_int (rand),
                .size = g_rand_int_range (rand, 0, 200),
                .cluster = g_rand_int_range (rand, 0, 20) },
    .ward = 1,
    .active = TRUE,
    .consents = TRUE,
    .common_contacts = g_rand_int_range (rand, 0, 3),
    .joined_days = g_rand_int_range (rand, 0, 3000),
    .confirmed_days = g_rand_int_range (rand, 0, 900),
    .n_matches = g_rand_int_range (rand, 0, 10),
    .n_good = g_rand_int_range (rand, 0, 6),
    .asks = g_rand_int_range (rand, 0, 5),
    .asked_days = g_rand_int_range (rand, 0, 90),
  };
  candidate->traits.n_themes = random_themes (rand, themes);
  candidate->traits.n_words = random_words (rand, words);
  /* The first words are what it names. */
  candidate->traits.topics = words;
  candidate->traits.n_topics = MIN (candidate->traits.n_words, N_TOPICS);
}

int
main (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree TsuCandidate *candidates = g_new (TsuCandidate, N + 1);
  g_autofree guint16 *themes = g_new (guint16, (N + 1) * 5);
  g_autofree guint32 *words = g_new (guint32, (N + 1) * 40);
  guint16 rarity[N_THEMES];
  gint64 times[RUNS];
  TsuNeedProfile need = { .ward = 1, .actor = 1, .theme_rarity = rarity };

  for (guint k = 0; k < N_THEMES; k++)
    rarity[k] = tsu_score_rarity (100 + 200 * k, N);
  for (guint c = 0; c <= N; c++)
    fill (rand, &candidates[c], themes + c * 5, words + c * 40);
  need.traits = candidates[N].traits;
  need.traits.kinds = 0x3f;
  need.traits.size = 20;
  for (int run = 0; run < RUNS; run++) {
    guint filtered[TSU_FILTER_N];
    gint64 begin = g_get_monotonic_time ();
    g_autoptr (GArray) best =
      tsu_score_rank (&need, candidates, N, &tsu_score_default_weights, 10, filtered, NULL, NULL);

    times[run] = g_get_monotonic_time () - begin;
    if (best->len != 10)
      return 1;
  }
  qsort (times, RUNS, sizeof *times, compare_times);
  g_print ("{\"figure\":\"best 10 of %d candidates\",\"seconds\":%.4f,\"runs\":%d,"
           "\"slowest\":%.4f}\n",
           N, times[RUNS / 2] / 1e6, RUNS, times[RUNS - 1] / 1e6);
  return 0;
}
