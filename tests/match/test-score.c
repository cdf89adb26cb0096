/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filters, named scores, the sum that must come out, and the order of the best.
 */

#include "config.h"

#include "tsu-score.h"
#include "tsu-topic.h"
#include "tsu-word-set.h"

#include <string.h>

static const guint16 rarity[] = { 10, 300, 600, 50, 900, 1, 120, 77 };
static const char *const names[] = { "sports", "children", "films", "gardens",
                                     "music",  "shops",    "food",  "streets" };
static const guint16 wanted_themes[] = { 1, 2, 4 };

/* A need near Kawasaki station, on Saturday and Sunday afternoons. */
static TsuNeedProfile
make_need (void)
{
  return (TsuNeedProfile){
    .traits = { .kinds = 0x6,
                .themes = wanted_themes,
                .n_themes = 3,
                .place = { 355309000, 1396970000 },
                .area = 7,
                .slots = 0x2200000,
                .size = 20,
                .access = 0x1,
                .cluster = 3,
                .period = { 100, 130 } },
    .actor = 5,
    .ward = 1,
    .theme_rarity = rarity,
    .theme_names = names,
  };
}

static TsuCandidate
make_candidate (void)
{
  return (TsuCandidate){
    .traits = { .kinds = 0x2,
                .themes = wanted_themes,
                .n_themes = 2,
                .place = { 355390000, 1396970000 },
                .area = 7,
                .slots = 0x2000000,
                .size = 25,
                .access = 0x3,
                .cluster = 4,
                .period = { 120, 0 } },
    .actor = 9,
    .ward = 1,
    .travel = 5000,
    .active = TRUE,
    .consents = TRUE,
    .joined_days = 400,
    .confirmed_days = 30,
    .n_matches = 3,
    .n_good = 2,
    .asked_days = TSU_UNKNOWN,
  };
}

static void
test_passes (void)
{
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();

  g_assert_cmpint (tsu_filter_apply (&need, &candidate), ==, TSU_FILTER_NONE);
  /* What is not known excludes nobody. */
  candidate.traits.kinds = 0;
  candidate.traits.slots = 0;
  candidate.traits.size = 0;
  candidate.traits.period = (TsuPeriod){ 0, 0 };
  candidate.traits.place.latitude = TSU_UNKNOWN;
  g_assert_cmpint (tsu_filter_apply (&need, &candidate), ==, TSU_FILTER_NONE);
  candidate.ward = 2;
  candidate.traits.scope = 1;
  g_assert_cmpint (tsu_filter_apply (&need, &candidate), ==, TSU_FILTER_NONE);
}

static void
test_filters (void)
{
  for (int filter = TSU_FILTER_NONE + 1; filter < TSU_FILTER_N; filter++) {
    TsuNeedProfile need = make_need ();
    TsuCandidate candidate = make_candidate ();
    g_autofree char *one = tsu_filter_describe (filter, 1);
    g_autofree char *many = tsu_filter_describe (filter, 12);

    switch ((TsuFilter) filter) {
    case TSU_FILTER_STATE:
      candidate.active = FALSE;
      break;
    case TSU_FILTER_OWN:
      candidate.actor = need.actor;
      break;
    case TSU_FILTER_PROPOSED:
      candidate.proposed = TRUE;
      break;
    case TSU_FILTER_BANNED:
      candidate.banned = TRUE;
      break;
    case TSU_FILTER_CONSENT:
      candidate.consents = FALSE;
      break;
    case TSU_FILTER_SHARING:
      candidate.ward = 2;
      break;
    case TSU_FILTER_BUSY:
      candidate.ask_limit = 2;
      candidate.asks = 2;
      break;
    case TSU_FILTER_KIND:
      candidate.traits.kinds = 0x8;
      break;
    case TSU_FILTER_DATES:
      candidate.traits.period = (TsuPeriod){ 131, 0 };
      break;
    case TSU_FILTER_TIMES:
      candidate.traits.slots = 0x1;
      break;
    case TSU_FILTER_CAPACITY:
      candidate.traits.size = 19;
      break;
    case TSU_FILTER_ACCESS:
      candidate.traits.access = 0x2;
      break;
    case TSU_FILTER_QUALIFICATION:
      need.traits.qualifications = 0x4;
      break;
    case TSU_FILTER_AREA:
      candidate.travel = 850;
      break;
    case TSU_FILTER_MATTER:
      candidate.traits.n_themes = 0;
      break;
    case TSU_FILTER_NONE:
    case TSU_FILTER_N:
    default:
      g_assert_not_reached ();
    }
    g_assert_cmpint (tsu_filter_apply (&need, &candidate), ==, filter);
    g_assert_nonnull (tsu_filter_code (filter));
    g_assert_true (g_str_has_prefix (one, "1 "));
    g_assert_true (g_str_has_prefix (many, "12 "));
  }
}

static void
test_distance (void)
{
  static const struct {
    TsuPosition a, b;
    int metres;
  } cases[] = {
    { { 355309000, 1396970000 }, { 355309000, 1396970000 }, 0 },
    /* A hundredth of a degree of latitude, and of longitude at 35.5309° north. */
    { { 355309000, 1396970000 }, { 355409000, 1396970000 }, 1112 },
    { { 355309000, 1396970000 }, { 355309000, 1397070000 }, 905 },
    /* The stations of Kawasaki and Noborito, 15.2 km apart by the haversine formula. */
    { { 355308470, 1396970370 }, { 356208330, 1395700000 }, 15236 },
    { { TSU_UNKNOWN, 1396970000 }, { 355309000, 1396970000 }, TSU_UNKNOWN },
  };

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++) {
    g_assert_cmpint (tsu_position_distance (&cases[k].a, &cases[k].b), ==, cases[k].metres);
    g_assert_cmpint (tsu_position_distance (&cases[k].b, &cases[k].a), ==, cases[k].metres);
  }
}

static gboolean
says (const GPtrArray *sentences, const char *sentence)
{
  for (guint k = 0; k < sentences->len; k++)
    if (strcmp (g_ptr_array_index (sentences, k), sentence) == 0)
      return TRUE;
  return FALSE;
}

static void
test_words (void)
{
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();
  g_autoptr (TsuExplanation) plain = NULL;
  g_autoptr (TsuExplanation) burdened = NULL;

  plain = tsu_score_explain (&need, &candidate, &tsu_score_default_weights);
  g_assert_true (says (plain->reasons, "Same theme: children, films"));
  g_assert_true (says (plain->reasons, "900 m away"));
  g_assert_true (says (plain->reasons, "Free: Sunday Afternoon (2 times are wanted)"));
  g_assert_true (says (plain->reasons, "Enough for 25 persons; 20 needed"));
  g_assert_true (says (plain->reasons, "2 of 3 earlier matches went well"));
  g_assert_true (says (plain->reasons, "Would tie two circles that hardly meet"));
  g_assert_cmpuint (plain->doubts->len, ==, 0);

  candidate.asks = 3;
  candidate.asked_days = 2;
  candidate.traits.slots = 0;
  candidate.traits.place = (TsuPosition){ 355409000, 1397970000 };
  candidate.common_contacts = 3;
  candidate.contact_name = "Sato";
  candidate.confirmed_days = 800;
  candidate.refusal = 600;
  candidate.refusal_words = "Said no before";
  candidate.ask_first = TRUE;
  burdened = tsu_score_explain (&need, &candidate, &tsu_score_default_weights);
  g_assert_true (says (burdened->doubts, "Asked 3 times this month"));
  g_assert_true (says (burdened->doubts, "When it is free, is not known"));
  g_assert_true (says (burdened->doubts, "9.1 km away"));
  g_assert_true (says (burdened->reasons, "Both know Sato and 2 others"));
  g_assert_true (says (burdened->doubts, "Last confirmed 26 months ago"));
  g_assert_true (says (burdened->doubts, "Said no before"));
  g_assert_true (says (burdened->doubts, "Wants to be asked before being introduced"));
  g_assert_cmpint (burdened->parts[TSU_SCORE_REFUSAL].points, <, 0);
  g_assert_cmpint (burdened->score, <, plain->score);
}

static int
pick (GRand *rand, int n)
{
  return g_rand_int_range (rand, 0, n);
}

static const guint32 wanted_topics[] = { 3, 11, TSU_TOPIC_ROOM };

/* Anything a ledger could hold, unknowns included. */
static void
randomize (GRand *rand, TsuCandidate *candidate, guint16 *themes)
{
  *candidate = make_candidate ();
  candidate->traits.n_themes = 0;
  for (guint16 theme = 0; theme < G_N_ELEMENTS (rarity); theme++)
    if (pick (rand, 3) == 0)
      themes[candidate->traits.n_themes++] = theme;
  candidate->traits.themes = themes;
  candidate->traits.topics = wanted_topics + pick (rand, 3);
  candidate->traits.n_topics = pick (rand, 2);
  candidate->traits.kinds = pick (rand, 8);
  candidate->traits.place.latitude =
    pick (rand, 5) ? 355000000 + pick (rand, 1000000) : TSU_UNKNOWN;
  candidate->traits.slots = pick (rand, 3) ? g_rand_int (rand) : 0;
  candidate->traits.size = pick (rand, 100);
  candidate->traits.cluster = pick (rand, 5);
  candidate->actor = pick (rand, 1000);
  candidate->travel = pick (rand, 2) ? TSU_ANY_DISTANCE : pick (rand, 20000);
  candidate->active = pick (rand, 20) != 0;
  candidate->banned = pick (rand, 50) == 0;
  candidate->pinned = pick (rand, 500) == 0;
  candidate->knows = pick (rand, 5) == 0;
  candidate->common_contacts = pick (rand, 4);
  candidate->joined_days = pick (rand, 4) ? pick (rand, 2000) : TSU_UNKNOWN;
  candidate->confirmed_days = pick (rand, 4) ? pick (rand, 1000) : TSU_UNKNOWN;
  candidate->n_matches = pick (rand, 9);
  candidate->n_good = pick (rand, 9);
  candidate->refusal = pick (rand, 3) ? 0 : pick (rand, 1001);
  candidate->asks = pick (rand, 6);
  candidate->ask_limit = pick (rand, 7);
  candidate->asked_days = pick (rand, 2) ? pick (rand, 60) : TSU_UNKNOWN;
}

static TsuScoreWeights
random_weights (GRand *rand)
{
  TsuScoreWeights weights = { .cool_down = pick (rand, 30) };

  for (int p = 0; p < TSU_SCORE_N_PARTS; p++)
    weights.weight[p] = pick (rand, 3) ? pick (rand, 1000) : 0;
  return weights;
}

/* The rule of the house: what is told adds up to what is shown, whatever the weights. */
static void
test_sums (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);
  TsuNeedProfile need = make_need ();

  need.traits.topics = wanted_topics;
  need.traits.n_topics = G_N_ELEMENTS (wanted_topics);

  for (int round = 0; round < 20000; round++) {
    guint16 themes[G_N_ELEMENTS (rarity)];
    TsuScoreWeights weights = random_weights (rand);
    TsuCandidate candidate;
    TsuScoreDetail parts[TSU_SCORE_N_PARTS];
    gint64 total = 0;
    int sum = 0;
    int score;

    randomize (rand, &candidate, themes);
    score = tsu_score_compute (&need, &candidate, &weights, parts);
    for (int p = 0; p < TSU_SCORE_N_PARTS; p++) {
      sum += parts[p].points;
      total += p < TSU_SCORE_LOAD ? weights.weight[p] : 0;
      g_assert_cmpint (parts[p].value, >=, 0);
      g_assert_cmpint (parts[p].value, <=, 1000);
    }
    g_assert_cmpint (sum, ==, score);
    g_assert_cmpint (score, >=, 0);
    g_assert_cmpint (score, <=, 1000);
    for (int p = 0; p < TSU_SCORE_LOAD && total > 0; p++) {
      gint64 exact = (gint64) weights.weight[p] * parts[p].value;

      /* No part is off by a whole thousandth. */
      g_assert_cmpint (ABS (parts[p].points * total - exact), <, total);
      g_assert_cmpint (parts[p].points, >=, 0);
    }
    g_assert_cmpint (parts[TSU_SCORE_LOAD].points, <=, 0);
    g_assert_cmpint (parts[TSU_SCORE_REFUSAL].points, <=, 0);
  }
}

static void
test_explanation_matches_rank (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (15);
  TsuNeedProfile need = make_need ();
  enum {
    N = 3000,
    K = 25
  };
  g_autofree TsuCandidate *candidates = g_new (TsuCandidate, N);
  g_autofree guint16 *themes = g_new (guint16, N * G_N_ELEMENTS (rarity));
  guint filtered[TSU_FILTER_N];
  guint counted = 0;
  g_autoptr (GArray) best = NULL;
  g_autoptr (GArray) again = NULL;
  g_autoptr (GArray) all = NULL;

  for (int c = 0; c < N; c++)
    randomize (rand, &candidates[c], themes + c * G_N_ELEMENTS (rarity));
  best = tsu_score_rank (&need, candidates, N, &tsu_score_default_weights, K, filtered, NULL, NULL);
  again = tsu_score_rank (&need, candidates, N, &tsu_score_default_weights, K, NULL, NULL, NULL);
  all = tsu_score_rank (&need, candidates, N, &tsu_score_default_weights, N, NULL, NULL, NULL);

  for (int f = 0; f < TSU_FILTER_N; f++)
    counted += filtered[f];
  g_assert_cmpuint (counted, ==, N);
  g_assert_cmpuint (all->len, ==, filtered[TSU_FILTER_NONE]);
  g_assert_cmpuint (best->len, ==, K);
  for (guint k = 0; k < all->len; k++) {
    const TsuRanked *ranked = &g_array_index (all, TsuRanked, k);
    g_autoptr (TsuExplanation) explanation =
      tsu_score_explain (&need, &candidates[ranked->index], &tsu_score_default_weights);

    g_assert_cmpint (explanation->score, ==, ranked->score);
    if (k > 0) {
      const TsuRanked *before = ranked - 1;

      g_assert_cmpint (before->pinned, >=, ranked->pinned);
      if (before->pinned == ranked->pinned) {
        g_assert_cmpint (before->fine, >=, ranked->fine);
        if (before->fine == ranked->fine)
          g_assert_cmpuint (before->index, <, ranked->index);
      }
    }
    if (k < K) {
      g_assert_cmpuint (g_array_index (best, TsuRanked, k).index, ==, ranked->index);
      g_assert_cmpuint (g_array_index (again, TsuRanked, k).index, ==, ranked->index);
    }
  }
}

/* Each named score, moved the good way, must not lower the sum. */
static void
test_directions (void)
{
  TsuNeedProfile need = make_need ();
  TsuScoreDetail parts[TSU_SCORE_N_PARTS];
  TsuCandidate start = make_candidate ();
  int before = tsu_score_compute (&need, &start, &tsu_score_default_weights, parts);
  int last = before;

  for (guint asks = 1; asks < 6; asks++) {
    TsuCandidate asked = start;
    int score;

    asked.asks = asks;
    score = tsu_score_compute (&need, &asked, &tsu_score_default_weights, parts);
    g_assert_cmpint (score, <=, last);
    last = score;
  }
  g_assert_cmpint (last, <, before);

  last = 0;
  for (int days = 0; days < 20; days++) {
    TsuCandidate rested = start;
    int score;

    rested.asks = 1;
    rested.asked_days = days;
    score = tsu_score_compute (&need, &rested, &tsu_score_default_weights, parts);
    g_assert_cmpint (score, >=, last);
    last = score;
  }

  start.n_good = 3;
  g_assert_cmpint (tsu_score_compute (&need, &start, &tsu_score_default_weights, parts), >, before);
}

/* Two that differ in one thing only differ because of it. */
static void
test_decisive (void)
{
  TsuNeedProfile need = make_need ();
  TsuCandidate near = make_candidate ();
  TsuCandidate far = make_candidate ();
  TsuScoreDetail ahead[TSU_SCORE_N_PARTS];
  TsuScoreDetail behind[TSU_SCORE_N_PARTS];
  int difference;
  int gap;

  far.traits.place.latitude += 300000;
  gap = tsu_score_compute (&need, &near, &tsu_score_default_weights, ahead) -
        tsu_score_compute (&need, &far, &tsu_score_default_weights, behind);
  g_assert_cmpint (tsu_score_decisive (ahead, behind, &difference), ==, TSU_SCORE_DISTANCE);
  g_assert_cmpint (ABS (difference - gap), <=, 1);
  g_assert_cmpstr (tsu_score_part_name (TSU_SCORE_DISTANCE), ==, "distance");
}

static void
test_rarity (void)
{
  g_assert_cmpuint (tsu_score_rarity (1000, 1000), ==, 1);
  g_assert_cmpuint (tsu_score_rarity (0, 0), >=, 1);
  g_assert_cmpuint (tsu_score_rarity (1, 1023), ==, 640);
  g_assert_cmpuint (tsu_score_rarity (2, 1023), ==, 576);
  g_assert_cmpuint (tsu_score_rarity (3, 1023), ==, 640 - 101);
}

static void
test_hashes (void)
{
  g_autoptr (GArray) a = tsu_word_set_hash ("ピアノの伴奏、Piano!");
  g_autoptr (GArray) b = tsu_word_set_hash ("ﾋﾟｱﾉの伴奏 ＰＩＡＮＯ piano");
  g_autoptr (GArray) none = tsu_word_set_hash ("、。!");
  g_autoptr (GArray) null = tsu_word_set_hash (NULL);

  g_assert_cmpuint (a->len, >, 5);
  g_assert_cmpmem (a->data, a->len * 4, b->data, b->len * 4);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (null->len, ==, 0);
}

static void
test_shared_words (void)
{
  static const struct {
    const char *a;
    const char *b;
    const char *shared;
  } cases[] = {
    { "秋の催しに、日よけのテントと机が足りない。", "イベント用テント（大）、机", "テント" },
    { "机がほしい", "長机あります", "" },
    { "机がほしい", "机あります", "机" },
    { "チラシづくりの手伝い", "チラシの文と絵、手伝います", "チラシ 手伝い" },
    { "話を聞いてほしい", "聞いてほしいことがあります", "" },
    { "これをください", "それをください", "" },
    { NULL, "机", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) words = tsu_word_set_shared (cases[i].a, cases[i].b, 3);
    g_autofree char *told = NULL;

    g_ptr_array_add (words, NULL);
    told = g_strjoinv (" ", (GStrv) words->pdata);
    g_assert_cmpstr (told, ==, cases[i].shared);
  }
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();

  g_cancellable_cancel (cancellable);
  g_assert_null (tsu_score_rank (&need, &candidate, 1, &tsu_score_default_weights, 5, NULL,
                                 cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/match/score/passes", test_passes);
  g_test_add_func ("/match/score/filters", test_filters);
  g_test_add_func ("/match/score/distance", test_distance);
  g_test_add_func ("/match/score/shared-words", test_shared_words);
  g_test_add_func ("/match/score/words", test_words);
  g_test_add_func ("/match/score/sums", test_sums);
  g_test_add_func ("/match/score/explanation-matches-rank", test_explanation_matches_rank);
  g_test_add_func ("/match/score/directions", test_directions);
  g_test_add_func ("/match/score/decisive", test_decisive);
  g_test_add_func ("/match/score/rarity", test_rarity);
  g_test_add_func ("/match/score/hashes", test_hashes);
  g_test_add_func ("/match/score/cancel", test_cancel);
  return g_test_run ();
}
