/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From posts to candidates: where things are that did not say so, and what an offer has from its
 * actor and its resource. All in memory, and done anew whenever anything changed but needs, so that
 * there is one way to get there.
 */

#include "config.h"

#include "tsu-market-private.h"
#include "tsu-post-kinds.h"

#include "tsu-topic.h"

#include <string.h>

/* Where a post is: as it says; else where @other is, if that is not elsewhere; else roughly in its
 * district. */
static void
inherit_place (TsuMarket *self, TsuTraits *traits, const TsuPost *other)
{
  if (traits->place.latitude != TSU_UNKNOWN || !other || !other->present)
    return;
  if (traits->area == 0)
    traits->area = other->district;
  if (traits->area == other->district)
    traits->place = other->place;
}

static void
settle_place (TsuMarket *self, TsuTraits *traits)
{
  if (traits->place.latitude != TSU_UNKNOWN || traits->area == 0)
    return;
  traits->place = g_array_index (self->centres, TsuPosition, traits->area);
  traits->rough = traits->place.latitude != TSU_UNKNOWN;
}

static TsuTraits
make_traits (const TsuPost *post)
{
  return (TsuTraits){
    .kinds = post->kinds,
    .themes = post->themes,
    .n_themes = post->n_themes,
    .words = post->words,
    .n_words = post->n_words,
    .word_weight = post->word_weight,
    .topics = post->topics,
    .n_topics = post->n_topics,
    .sorts = post->sorts,
    .whom = tsu_topic_whom (post->topics, post->n_topics),
    .place = post->place,
    .area = post->district,
    .slots = post->slots,
    .period = { post->first_day, post->last_day },
    .size = post->size,
    .access = post->access,
    .qualifications = post->qualifications,
    .scope = post->scope,
  };
}

static int
days_since (TsuMarket *self, int day)
{
  return day == 0 ? TSU_UNKNOWN : MAX (self->day - day, 0);
}

static void
add_resource (TsuMarket *self, TsuTraits *traits, const TsuPost *resource)
{
  if (!resource->present)
    return;
  traits->access |= resource->access;
  if (traits->size == 0)
    traits->size = resource->size;
  if (traits->slots == 0)
    traits->slots = resource->slots;
  inherit_place (self, traits, resource);
}

static void
add_actor (TsuMarket *self, TsuCandidate *candidate, const TsuPost *actor, const TsuPast *past)
{
  candidate->active = candidate->active && actor->present && actor->active;
  candidate->consents = actor->introduce != TSU_INTRODUCE_NEVER;
  candidate->ask_first = actor->introduce == TSU_INTRODUCE_ASK;
  candidate->consent_unsure = actor->introduce == TSU_INTRODUCE_UNSURE;
  candidate->insurance_unsure = actor->unsure;
  candidate->self_help = actor->self_help;
  candidate->traits.qualifications = actor->qualifications;
  candidate->traits.cluster = past->cluster;
  candidate->n_matches = past->n_matches;
  candidate->n_good = past->n_good;
  candidate->asks = past->asks;
  candidate->asked_days = days_since (self, past->asked_day);
  if (candidate->ask_limit == 0)
    candidate->ask_limit = actor->limit;
  inherit_place (self, &candidate->traits, actor);
}

static void
add_candidate (TsuMarket *self, TsuPostKind kind, guint number, guint64 kinds)
{
  const TsuPost *post = tsu_market_post (self, kind, number);
  TsuSource source = { kind, number };
  TsuCandidate candidate = {
    .traits = make_traits (post),
    .actor = post->actor,
    .active = post->active,
    .consents = TRUE,
    .anywhere = post->anywhere,
    .offered = kind == TSU_POST_OFFER,
    .vague = kind == TSU_POST_ACTOR,
    .joined_days = days_since (self, kind == TSU_POST_RESOURCE ? 0 : post->since_day),
    .confirmed_days = days_since (self, post->changed_day),
    .ask_limit = post->limit,
    .asked_days = TSU_UNKNOWN,
  };

  candidate.traits.kinds = kinds;
  candidate.traits.sorts = tsu_help_sorts (kinds);
  if (kind != TSU_POST_ACTOR)
    candidate.traits.qualifications = TSU_QUALIFICATION_INSURED;
  if (post->resource)
    add_resource (self, &candidate.traits,
                  tsu_market_post (self, TSU_POST_RESOURCE, post->resource));
  if (post->actor)
    add_actor (self, &candidate, tsu_market_post (self, TSU_POST_ACTOR, post->actor),
               tsu_market_past (self, post->actor));
  settle_place (self, &candidate.traits);
  g_array_append_val (self->candidates, candidate);
  g_array_append_val (self->sources, source);
  self->candidate_of[kind][number] = self->candidates->len;
}

static void
add_offers (TsuMarket *self, guint64 *offered, guint8 *lent)
{
  for (guint n = 1; n < tsu_market_n_posts (self, TSU_POST_OFFER); n++) {
    const TsuPost *post = tsu_market_post (self, TSU_POST_OFFER, n);

    if (!post->present)
      continue;
    add_candidate (self, TSU_POST_OFFER, n, post->kinds);
    /* What somebody said of themselves goes before what follows from what they are. */
    offered[post->actor] |= post->kinds;
    lent[post->resource] = TRUE;
  }
}

static void
add_derived (TsuMarket *self, const guint64 *offered, const guint8 *lent)
{
  guint64 people = tsu_help_of_code ("people");

  for (guint n = 1; n < tsu_market_n_posts (self, TSU_POST_RESOURCE); n++) {
    const TsuPost *post = tsu_market_post (self, TSU_POST_RESOURCE, n);

    if (post->present && post->kinds && !lent[n])
      add_candidate (self, TSU_POST_RESOURCE, n, post->kinds);
  }
  for (guint n = 1; n < tsu_market_n_posts (self, TSU_POST_ACTOR); n++) {
    const TsuPost *post = tsu_market_post (self, TSU_POST_ACTOR, n);
    gboolean helps = post->person && tsu_market_past (self, n)->helps;
    guint64 kinds = (post->kinds | (helps ? people : 0)) & ~offered[n];

    if (post->present && kinds)
      add_candidate (self, TSU_POST_ACTOR, n, kinds);
  }
}

static void
list_by_actor (TsuMarket *self)
{
  guint n_actors = tsu_market_n_posts (self, TSU_POST_ACTOR);
  guint n = self->candidates->len;
  g_autofree guint *at = NULL;

  g_free (self->actor_first);
  g_free (self->actor_candidates);
  self->actor_first = g_new0 (guint, n_actors + 1);
  self->actor_candidates = g_new (guint, n + 1);
  for (guint c = 0; c < n; c++)
    self->actor_first[g_array_index (self->candidates, TsuCandidate, c).actor + 1]++;
  for (guint actor = 0; actor < n_actors; actor++)
    self->actor_first[actor + 1] += self->actor_first[actor];
  at = g_memdup2 (self->actor_first, sizeof (guint) * (n_actors + 1));
  for (guint c = 0; c < n; c++)
    self->actor_candidates[at[g_array_index (self->candidates, TsuCandidate, c).actor]++] = c;
}

/* What every need looks at of every candidate is laid side by side, in the order in which it is
 * looked at: otherwise waiting for memory takes most of the time. */
static void
lay_side_by_side (TsuMarket *self)
{
  TsuCandidate *candidates = (TsuCandidate *) (gpointer) self->candidates->data;
  gsize size = 0;
  guint32 *at;

  for (guint c = 0; c < self->candidates->len; c++)
    size += candidates[c].traits.n_topics + (candidates[c].traits.n_themes + 1) / 2;
  g_free (self->side_by_side);
  at = self->side_by_side = g_new (guint32, size + 1);
  for (guint c = 0; c < self->candidates->len; c++) {
    TsuTraits *traits = &candidates[c].traits;

    if (traits->n_topics > 0)
      memcpy (at, traits->topics, sizeof (guint32) * traits->n_topics);
    traits->topics = at;
    at += traits->n_topics;
    if (traits->n_themes > 0)
      memcpy (at, traits->themes, sizeof (guint16) * traits->n_themes);
    traits->themes = (const guint16 *) (gconstpointer) at;
    at += (traits->n_themes + 1) / 2;
  }
}

/**
 * tsu_market_compose:
 * @self: a market whose posts were read and whose ties were joined
 *
 * Makes the candidates.
 */
void
tsu_market_compose (TsuMarket *self)
{
  g_autofree guint64 *offered = g_new0 (guint64, tsu_market_n_posts (self, TSU_POST_ACTOR));
  g_autofree guint8 *lent = g_new0 (guint8, tsu_market_n_posts (self, TSU_POST_RESOURCE));

  g_array_set_size (self->candidates, 0);
  g_array_set_size (self->sources, 0);
  for (TsuPostKind kind = 0; kind < TSU_POST_N; kind++) {
    g_free (self->candidate_of[kind]);
    self->candidate_of[kind] = g_new0 (guint, tsu_market_n_posts (self, kind));
  }
  add_offers (self, offered, lent);
  add_derived (self, offered, lent);
  lay_side_by_side (self);
  list_by_actor (self);
}

/* What the need names, without what is common in this ward; and of which sorts it names
 * something. */
static void
name_topics (TsuMarket *self, const TsuPost *post, TsuNeedProfile *profile)
{
  guint sorts = 0;

  g_array_set_size (self->named, 0);
  g_array_set_size (self->named_rarity, 0);
  for (guint k = 0; k < post->n_topics; k++) {
    TsuTopicSort sort = tsu_topic_get_sort (post->topics[k]);
    guint16 rarity = tsu_market_find_rarity (self, post->topics[k],
                                             (sort & (TSU_TOPIC_MATTER | TSU_TOPIC_WHOM)) != 0);

    if (rarity == 0)
      continue;
    sorts |= sort;
    g_array_append_val (self->named, post->topics[k]);
    g_array_append_val (self->named_rarity, rarity);
  }
  profile->traits.topics = (guint32 *) (gpointer) self->named->data;
  profile->traits.n_topics = self->named->len;
  profile->traits.sorts &= sorts;
  profile->topic_rarity = (guint16 *) (gpointer) self->named_rarity->data;
}

/* How usual it is to be of another circle than @circle, in thousandths. */
static guint
find_others (TsuMarket *self, guint circle)
{
  gint64 all = self->circle_size[0];

  return all ? (guint) (1000 * (all - self->circle_size[circle]) / all) : 1000;
}

/**
 * tsu_market_weigh_candidates:
 *
 * What the candidates take over when only needs changed: how much their words weigh.
 */
void
tsu_market_weigh_candidates (TsuMarket *self)
{
  for (guint c = 0; c < self->candidates->len; c++) {
    const TsuSource *source = &g_array_index (self->sources, TsuSource, c);

    g_array_index (self->candidates, TsuCandidate, c).traits.word_weight =
      tsu_market_post (self, source->kind, source->post)->word_weight;
  }
}

/**
 * tsu_market_make_need:
 * @self: a market
 * @need: number of a need
 * @profile: (out caller-allocates): what the matcher gets
 *
 * Returns: (transfer full): the rarities that @profile refers to
 */
guint16 *
tsu_market_make_need (TsuMarket *self, guint need, TsuNeedProfile *profile)
{
  const TsuPost *post = tsu_market_post (self, TSU_POST_NEED, need);
  guint16 *rarity = g_new (guint16, post->n_words + 1);

  for (guint k = 0; k < post->n_words; k++)
    rarity[k] = self->word_rarity[post->words[k] % TSU_WORD_BUCKETS];
  *profile = (TsuNeedProfile){
    .traits = make_traits (post),
    .actor = post->actor,
    .theme_rarity = self->theme_rarity,
    .theme_names = (const char *const *) self->theme_names->pdata,
    .word_rarity = rarity,
    .by_kind = tsu_help_of_code ("funds") | tsu_help_of_code ("publicity"),
    .by_hand = post->hands ? tsu_help_of_code ("people") : 0,
    .by_matter = tsu_help_of_code ("things") | tsu_help_of_code ("place"),
    .by_circle =
      tsu_help_of_code ("partner") | tsu_help_of_code ("support") | tsu_help_of_code ("publicity"),
  };
  name_topics (self, post, profile);
  if (post->actor) {
    inherit_place (self, &profile->traits, tsu_market_post (self, TSU_POST_ACTOR, post->actor));
    profile->traits.cluster = tsu_market_past (self, post->actor)->cluster;
    profile->others = find_others (self, profile->traits.cluster);
  }
  settle_place (self, &profile->traits);
  return rarity;
}
