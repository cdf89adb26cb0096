/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The named scores, each from 0 to 1 000, in integers. What is not known gets the middle, so that
 * a record is neither favoured nor punished for what nobody wrote down; but whoever is only
 * thought of has to be known for something, and gets less.
 */

#include "config.h"

#include "tsu-score-private.h"

#include "tsu-fit.h"
#include "tsu-topic.h"

#define UNKNOWN_VALUE (TSU_SCORE_FULL / 2)
#define VAGUE_VALUE (TSU_SCORE_FULL / 4)
#define DEFAULT_HALF_DISTANCE 2000
#define DEFAULT_ASK_LIMIT 4
/* What one expects of a first match, and how many matches that expectation weighs as much as. */
#define PRIOR_OUTCOME 600
#define PRIOR_MATCHES 4
#define NEW_DAYS 90
#define SETTLED_DAYS 365
/* Days after which a record not confirmed is trusted half. */
#define HALF_RECENCY 180

static TsuScoreDetail
known (gint64 value)
{
  return (TsuScoreDetail){ .value = CLAMP (value, 0, TSU_SCORE_FULL), .known = TRUE };
}

static TsuScoreDetail
unknown (void)
{
  return (TsuScoreDetail){ .value = UNKNOWN_VALUE };
}

/* Of what somebody does or is about. */
static TsuScoreDetail
unknown_matter (const TsuCandidate *candidate)
{
  return (TsuScoreDetail){ .value = candidate->vague ? VAGUE_VALUE : UNKNOWN_VALUE };
}

/* Shared themes, rare ones counting more. */
TsuScoreDetail
tsu_score_value_themes (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  const TsuTraits *wanted = &need->traits;
  const TsuTraits *offered = &candidate->traits;
  gint64 all = 0;
  gint64 shared = 0;
  guint at = 0;

  if (wanted->n_themes == 0 || offered->n_themes == 0)
    return unknown_matter (candidate);
  for (guint k = 0; k < wanted->n_themes; k++) {
    guint rarity = MAX (need->theme_rarity[wanted->themes[k]], 1);

    all += rarity;
    while (at < offered->n_themes && offered->themes[at] < wanted->themes[k])
      at++;
    if (at < offered->n_themes && offered->themes[at] == wanted->themes[k])
      shared += rarity;
  }
  return known (TSU_SCORE_FULL * shared / all);
}

/* The middle of a district says nothing of how near two of the same district are. */
gboolean
tsu_score_is_same_area (const TsuTraits *a, const TsuTraits *b)
{
  return a->area != 0 && a->area == b->area && (a->rough || b->rough);
}

/* How much of the shorter of the two texts is in the other, rare words counting more: a tag of two
 * letters has to be found in a long wish as well as a long wish in a long offer. */
static TsuScoreDetail
score_likeness (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  const TsuTraits *wanted = &need->traits;
  const TsuTraits *offered = &candidate->traits;
  gint64 least = MIN (wanted->word_weight ? wanted->word_weight : wanted->n_words,
                      offered->word_weight ? offered->word_weight : offered->n_words);
  guint a = 0;
  guint b = 0;
  gint64 shared = 0;

  if (wanted->n_words == 0 || offered->n_words == 0)
    return unknown_matter (candidate);
  while (a < wanted->n_words && b < offered->n_words) {
    if (wanted->words[a] < offered->words[b]) {
      a++;
    } else if (wanted->words[a] > offered->words[b]) {
      b++;
    } else {
      shared += need->word_rarity ? need->word_rarity[a] : 1;
      a++;
      b++;
    }
  }
  return known (TSU_SCORE_FULL * shared / MAX (least, 1));
}

/* How much of what the need names the candidate names too; -1 if nothing that counts between them.
 */
static gint64
find_coverage (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  const TsuTraits *wanted = &need->traits;
  const TsuTraits *offered = &candidate->traits;
  guint sorts = tsu_fit_sorts (need, candidate);
  guint counting = sorts ? sorts : TSU_TOPIC_USUAL;
  gboolean meets = FALSE;
  gint64 all = 0;
  gint64 shared = 0;
  guint at = 0;

  for (guint k = 0; k < wanted->n_topics; k++) {
    gint64 rarity = need->topic_rarity ? need->topic_rarity[k] : 1;
    TsuTopicSort sort = tsu_topic_get_sort (wanted->topics[k]);
    gboolean counts = (sort & counting) != 0;
    gboolean full = counts || sort == TSU_TOPIC_ACCESS;

    /* What is told apart by, and without what somebody stays outside, counts in full; what else is
     * named, half. */
    all += full ? 2 * rarity : rarity;
    while (at < offered->n_topics && offered->topics[at] < wanted->topics[k])
      at++;
    if (at == offered->n_topics || offered->topics[at] != wanted->topics[k])
      continue;
    shared += full ? 2 * rarity : rarity;
    meets = meets || counts;
  }
  return meets ? TSU_SCORE_FULL * shared / MAX (all, 1) : -1;
}

/* Naming the same is what counts; among those that do, and among those that do not, texts that are
 * more alike go first. */
static TsuScoreDetail
weigh_words (const TsuNeedProfile *need, const TsuCandidate *candidate, gint64 likeness)
{
  gint64 coverage;

  if (need->traits.n_topics == 0)
    return known (likeness);
  coverage = find_coverage (need, candidate);
  if (coverage < 0)
    return known (likeness / 3);
  return known (TSU_SCORE_FULL * 3 / 10 + coverage * 4 / 10 + likeness * 3 / 10);
}

static TsuScoreDetail
score_words (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  TsuScoreDetail likeness = score_likeness (need, candidate);

  return likeness.known ? weigh_words (need, candidate, likeness.value) : likeness;
}

/* The most that the words can come to. */
static TsuScoreDetail
bound_words (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  if (need->traits.n_words == 0 || candidate->traits.n_words == 0)
    return unknown_matter (candidate);
  return weigh_words (need, candidate, TSU_SCORE_FULL);
}

static TsuScoreDetail
score_distance (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  const TsuTraits *offered = &candidate->traits;
  int distance = tsu_position_distance (&need->traits.place, &offered->place);
  gint64 half = need->half_distance ? need->half_distance : DEFAULT_HALF_DISTANCE;

  if (candidate->anywhere)
    return unknown ();
  if (distance != TSU_UNKNOWN && !tsu_score_is_same_area (&need->traits, offered))
    return known (TSU_SCORE_FULL * half / (half + distance));
  /* Without coordinates the same district still says: not far. */
  if (need->traits.area != 0 && need->traits.area == offered->area)
    return known (TSU_SCORE_FULL * 3 / 4);
  return unknown ();
}

static TsuScoreDetail
score_time (const TsuTraits *wanted, const TsuTraits *offered)
{
  if (wanted->slots == 0 || offered->slots == 0)
    return unknown ();
  return known (TSU_SCORE_FULL * __builtin_popcount (wanted->slots & offered->slots) /
                __builtin_popcount (wanted->slots));
}

static TsuScoreDetail
score_size (const TsuTraits *wanted, const TsuTraits *offered)
{
  if (wanted->size == 0 || offered->size == 0)
    return unknown ();
  return known (TSU_SCORE_FULL * (gint64) MIN (wanted->size, offered->size) /
                MAX (wanted->size, offered->size));
}

static TsuScoreDetail
score_trust (const TsuCandidate *candidate)
{
  gint64 common = candidate->common_contacts;

  if (candidate->knows)
    return known (TSU_SCORE_FULL);
  return known (TSU_SCORE_FULL * common / (common + 1));
}

/* To be of another circle says something only where most others are of the same one. */
static TsuScoreDetail
score_novelty (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  if (candidate->knows)
    return known (0);
  if (need->traits.cluster == 0 || candidate->traits.cluster == 0)
    return unknown ();
  return known (
    need->traits.cluster != candidate->traits.cluster ? TSU_SCORE_FULL - (gint64) need->others : 0);
}

static TsuScoreDetail
score_newcomer (const TsuCandidate *candidate)
{
  int fresh = 0;

  if (candidate->joined_days == TSU_UNKNOWN && candidate->n_matches == 0)
    return unknown ();
  if (candidate->joined_days != TSU_UNKNOWN)
    fresh = TSU_SCORE_FULL *
            (SETTLED_DAYS - CLAMP (candidate->joined_days, NEW_DAYS, SETTLED_DAYS)) /
            (SETTLED_DAYS - NEW_DAYS);
  /* One who offered long ago and was never taken up is as good as new. */
  return known (candidate->n_matches == 0 ? MAX (fresh, TSU_SCORE_FULL / 2) : fresh);
}

/* The mean outcome, pulled towards what one expects while matches are few. */
static TsuScoreDetail
score_outcome (const TsuCandidate *candidate)
{
  gint64 good = MIN (candidate->n_good, candidate->n_matches);
  TsuScoreDetail detail = known ((TSU_SCORE_FULL * good + PRIOR_OUTCOME * PRIOR_MATCHES) /
                                 ((gint64) candidate->n_matches + PRIOR_MATCHES));

  detail.known = candidate->n_matches > 0;
  return detail;
}

static TsuScoreDetail
score_recency (const TsuCandidate *candidate)
{
  if (candidate->confirmed_days == TSU_UNKNOWN)
    return unknown ();
  return known (TSU_SCORE_FULL * HALF_RECENCY /
                ((gint64) HALF_RECENCY + MAX (candidate->confirmed_days, 0)));
}

/* Convex in the asks of the last weeks, so that the third ask weighs more than the second; and
 * for some days after each ask one is left alone. */
static TsuScoreDetail
score_load (const TsuCandidate *candidate, guint cool_down)
{
  gint64 limit = candidate->ask_limit ? candidate->ask_limit : DEFAULT_ASK_LIMIT;
  gint64 asks = MIN (candidate->asks, 1000);
  gint64 load = TSU_SCORE_FULL * asks * (asks + 1) / (limit * (limit + 1));

  if (candidate->asked_days != TSU_UNKNOWN && candidate->asked_days >= 0 &&
      (guint) candidate->asked_days < cool_down)
    load += TSU_SCORE_FULL / 2 * (gint64) (cool_down - candidate->asked_days) / cool_down;
  return known (load);
}

/* Fills the words alone, by far the dearest part for the likeness of the texts. */
void
tsu_score_value_words (const TsuNeedProfile *need,
                       const TsuCandidate *candidate,
                       TsuScoreDetail *parts)
{
  parts[TSU_SCORE_WORDS] = score_words (need, candidate);
}

/* Fills value and known of each part, as if the texts were as alike as can be. */
void
tsu_score_values_cheap (const TsuNeedProfile *need,
                        const TsuCandidate *candidate,
                        const TsuScoreWeights *weights,
                        TsuScoreDetail *parts)
{
  const TsuTraits *wanted = &need->traits;
  const TsuTraits *offered = &candidate->traits;

  parts[TSU_SCORE_THEME] = tsu_score_value_themes (need, candidate);
  parts[TSU_SCORE_WORDS] = bound_words (need, candidate);
  parts[TSU_SCORE_DISTANCE] = score_distance (need, candidate);
  parts[TSU_SCORE_TIME] = score_time (wanted, offered);
  parts[TSU_SCORE_SIZE] = score_size (wanted, offered);
  parts[TSU_SCORE_TRUST] = score_trust (candidate);
  parts[TSU_SCORE_NOVELTY] = score_novelty (need, candidate);
  parts[TSU_SCORE_NEWCOMER] = score_newcomer (candidate);
  parts[TSU_SCORE_OUTCOME] = score_outcome (candidate);
  parts[TSU_SCORE_RECENCY] = score_recency (candidate);
  parts[TSU_SCORE_LOAD] = score_load (candidate, weights->cool_down);
  parts[TSU_SCORE_REFUSAL] = known (candidate->refusal);
}

/* Fills value and known of each part. */
void
tsu_score_values (const TsuNeedProfile *need,
                  const TsuCandidate *candidate,
                  const TsuScoreWeights *weights,
                  TsuScoreDetail *parts)
{
  tsu_score_values_cheap (need, candidate, weights, parts);
  tsu_score_value_words (need, candidate, parts);
}

/* log2 of x times 64, by squaring: integers, so the same on every machine. */
static guint
log2_64 (guint64 x)
{
  guint whole = 63 - __builtin_clzll (x);
  guint64 mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole);
  guint result = whole;

  for (int bit = 0; bit < 6; bit++) {
    mantissa = mantissa * mantissa >> 31;
    result <<= 1;
    if (mantissa >> 32) {
      mantissa >>= 1;
      result |= 1;
    }
  }
  return result;
}

/**
 * tsu_score_rarity:
 * @n_with: how many records have a theme
 * @n_all: how many records there are
 *
 * How much sharing a theme says: the logarithm of how rare it is (Spärck Jones 1972), so that a
 * theme everybody has says little and one of two records says a lot.
 *
 * Returns: 1 or more, in 1/64 of a halving
 */
guint
tsu_score_rarity (guint n_with, guint n_all)
{
  guint64 all = MAX ((guint64) n_all, 1) + 1;
  guint64 with = CLAMP ((guint64) n_with, 1, all);

  return MAX (log2_64 (all) - log2_64 (with), 1);
}
