/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How rare themes, words and topics are among the posts, and where districts lie that do not say
 * so. The counts follow the posts one by one, so that a save costs what it changed; they are whole
 * numbers, so that it does not matter in which order they came together.
 */

#include "config.h"

#include "tsu-market-private.h"

#include <string.h>

/* A matter that more than one of so many posts names is common, in a ledger that has some. */
#define COMMON_SHARE 25
#define COMMON_LEAST 12

void
tsu_market_clear_counts (TsuMarket *self)
{
  TsuCounts *counts = &self->counts;

  g_free (counts->themes);
  g_free (counts->words);
  g_free (counts->topics);
  g_free (counts->latitude);
  g_free (counts->longitude);
  g_free (counts->located);
  *counts = (TsuCounts){ 0 };
}

/* Begins anew, for the themes and districts that are known by now. */
void
tsu_market_reset_counts (TsuMarket *self)
{
  guint n_districts = self->own_centres->len;

  tsu_market_clear_counts (self);
  self->counts = (TsuCounts){
    .themes = g_new0 (guint, self->theme_names->len + 1),
    .words = g_new0 (guint, TSU_WORD_BUCKETS),
    .topics = g_new0 (guint, TSU_WORD_BUCKETS),
    .latitude = g_new0 (gint64, n_districts),
    .longitude = g_new0 (gint64, n_districts),
    .located = g_new0 (guint, n_districts),
  };
}

/* What sort a topic is, is mixed in, so that concepts and other words do not meet. */
static guint
find_bucket (guint32 topic)
{
  return (topic ^ topic >> 16) % TSU_WORD_BUCKETS;
}

/**
 * tsu_market_count:
 * @self: a market
 * @post: one whose record is there
 * @sign: 1 when it came, -1 when it goes or is about to be read anew
 */
void
tsu_market_count (TsuMarket *self, const TsuPost *post, int sign)
{
  TsuCounts *counts = &self->counts;

  counts->n_posts += (guint) sign;
  for (guint k = 0; k < post->n_themes; k++)
    counts->themes[post->themes[k]] += (guint) sign;
  for (guint k = 0; k < post->n_words; k++)
    counts->words[post->words[k] % TSU_WORD_BUCKETS] += (guint) sign;
  for (guint k = 0; k < post->n_topics; k++)
    counts->topics[find_bucket (post->topics[k])] += (guint) sign;
  if (post->place.latitude != TSU_UNKNOWN) {
    counts->latitude[post->district] += (gint64) sign * post->place.latitude;
    counts->longitude[post->district] += (gint64) sign * post->place.longitude;
    counts->located[post->district] += (guint) sign;
  }
}

/* How rare a topic is; 0 for a matter so common in this ward that it brings nobody together. */
guint16
tsu_market_find_rarity (TsuMarket *self, guint32 topic, gboolean matter)
{
  guint count = self->counts.topics[find_bucket (topic)];

  if (matter && count > MAX (self->counts.n_posts / COMMON_SHARE, COMMON_LEAST))
    return 0;
  return (guint16) tsu_score_rarity (count, self->counts.n_posts);
}

/* Gives which words became rarer or less rare; %NULL for none. */
static guint8 *
set_rarities (TsuMarket *self)
{
  const TsuCounts *counts = &self->counts;
  guint n_themes = self->theme_names->len;
  g_autofree guint8 *changed = g_new0 (guint8, TSU_WORD_BUCKETS);
  gboolean any = FALSE;

  g_free (self->theme_rarity);
  self->theme_rarity = g_new (guint16, n_themes + 1);
  for (guint k = 0; k < n_themes; k++)
    self->theme_rarity[k] = (guint16) tsu_score_rarity (counts->themes[k], counts->n_posts);
  for (guint k = 0; k < TSU_WORD_BUCKETS; k++) {
    guint16 rarity = (guint16) tsu_score_rarity (counts->words[k], counts->n_posts);

    changed[k] = rarity != self->word_rarity[k];
    any = any || changed[k];
    self->word_rarity[k] = rarity;
  }
  return any ? g_steal_pointer (&changed) : NULL;
}

static gboolean
has_changed (const TsuPost *post, const guint8 *changed)
{
  for (guint k = 0; changed && k < post->n_words; k++)
    if (changed[post->words[k] % TSU_WORD_BUCKETS])
      return TRUE;
  return FALSE;
}

static void
weigh_words (TsuMarket *self, TsuPost *post)
{
  post->weighed = TRUE;
  post->word_weight = 0;
  for (guint k = 0; k < post->n_words; k++)
    post->word_weight += self->word_rarity[post->words[k] % TSU_WORD_BUCKETS];
  /* One skill of several is enough, so that who can do much does not seem to fit less. */
  if (post->n_skills > 1)
    post->word_weight /= post->n_skills;
}

/* A district that does not say where it is lies in the middle of what is in it. Gives whether one
 * lies elsewhere than before. */
static gboolean
set_centres (TsuMarket *self)
{
  const TsuCounts *counts = &self->counts;
  gboolean moved = self->centres->len != self->own_centres->len;

  g_array_set_size (self->centres, self->own_centres->len);
  for (guint d = 0; d < self->own_centres->len; d++) {
    TsuPosition place = g_array_index (self->own_centres, TsuPosition, d);
    TsuPosition *centre = &g_array_index (self->centres, TsuPosition, d);

    if (d > 0 && place.latitude == TSU_UNKNOWN && counts->located[d] > 0)
      place = (TsuPosition){ (int) (counts->latitude[d] / counts->located[d]),
                             (int) (counts->longitude[d] / counts->located[d]) };
    moved = moved || place.latitude != centre->latitude || place.longitude != centre->longitude;
    *centre = place;
  }
  return moved;
}

/**
 * tsu_market_measure:
 * @self: a market whose posts were read
 *
 * Makes of the counts how rare things are, weighs the posts whose words that concerns, and says
 * where districts lie.
 *
 * Returns: whether a district moved, and candidates with it
 */
gboolean
tsu_market_measure (TsuMarket *self)
{
  g_autofree guint8 *changed = set_rarities (self);

  for (TsuPostKind kind = 0; kind < TSU_POST_N; kind++) {
    for (guint number = 1; number < tsu_market_n_posts (self, kind); number++) {
      TsuPost *post = tsu_market_post (self, kind, number);

      if (post->present && (!post->weighed || has_changed (post, changed)))
        weigh_words (self, post);
    }
  }
  return set_centres (self);
}
