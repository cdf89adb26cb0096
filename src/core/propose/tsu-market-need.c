/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds between one need and some candidates: pins and bans, who knows whom, what was
 * proposed and what was refused. Few candidates are concerned; they are set and put back.
 */

#include "config.h"

#include "tsu-market-private.h"

#include "tsu-date.h"
#include "tsu-topic.h"
#include "tsu-vocabulary.h"

#include <glib/gi18n.h>

#define FADING_DAYS 180

/* How much a refusal speaks against asking again, and for how long. */
static const struct {
  const char *code;
  int value;
  gboolean fades;
  gboolean of_actor; /* it lies in the actor and not in what was offered */
} refusals[] = {
  { "too-far", 1000, FALSE, TRUE }, { "no-time", 700, TRUE, TRUE },
  { "too-busy", 900, TRUE, TRUE },  { "other-content", 1000, FALSE, FALSE },
  { "terms", 900, FALSE, FALSE },   { "no-answer", 700, TRUE, TRUE },
  { "solved", 200, TRUE, FALSE },   { "relation", 1000, FALSE, TRUE },
  { "other", 700, TRUE, FALSE },
};

/**
 * tsu_market_find_refusal:
 * @code: (nullable): a code of tsu_refusal_reasons
 *
 * Returns: its place in the table here; that of "other" where it is unknown
 */
int
tsu_market_find_refusal (const char *code)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (refusals) && g_strcmp0 (refusals[i].code, code) != 0)
    i++;
  return (int) i;
}

static TsuCandidate *
touch (TsuMarket *self, guint candidate)
{
  g_array_append_val (self->touched, candidate);
  return &g_array_index (self->candidates, TsuCandidate, candidate);
}

static void
mark (TsuMarket *self, GStrv ids, gboolean pin)
{
  for (guint k = 0; ids && ids[k]; k++) {
    TsuPostKind kind;
    guint number;
    guint place;

    if (!tsu_market_find (self, ids[k], &kind, &number) || kind == TSU_POST_NEED)
      continue;
    place = self->candidate_of[kind][number];
    if (place && pin)
      touch (self, place - 1)->pinned = TRUE;
    else if (place)
      touch (self, place - 1)->banned = TRUE;
    if (kind != TSU_POST_ACTOR || pin)
      continue;
    /* Whoever is not to be paired is not to be paired by what they offer either. */
    for (guint c = self->actor_first[number]; c < self->actor_first[number + 1]; c++)
      touch (self, self->actor_candidates[c])->banned = TRUE;
  }
}

static void
meet (TsuMarket *self, guint actor, guint contact)
{
  for (guint c = self->actor_first[actor]; c < self->actor_first[actor + 1]; c++) {
    TsuCandidate *candidate = touch (self, self->actor_candidates[c]);

    if (contact)
      candidate->common_contacts++;
    else
      candidate->knows = TRUE;
  }
}

static void
set_acquaintances (TsuMarket *self, guint actor)
{
  for (guint k = self->tie_first[actor]; k < self->tie_first[actor + 1]; k++) {
    guint contact = self->tie_other[k];

    meet (self, contact, 0);
    for (guint j = self->tie_first[contact]; j < self->tie_first[contact + 1]; j++)
      if (self->tie_other[j] != actor)
        meet (self, self->tie_other[j], contact);
  }
}

static int
find_value (const TsuPair *pair, gboolean same_need, int age)
{
  gint64 value = refusals[pair->refusal].value;

  if (refusals[pair->refusal].fades)
    value = value * FADING_DAYS / (FADING_DAYS + MAX (age, 0));
  return (int) (same_need ? value : value / 2);
}

static char *
tell_refusal (TsuMarket *self, const TsuPair *pair, gboolean same_need, int age)
{
  g_autofree char *date = tsu_date_add_days (self->today, -age);
  g_autofree char *day = tsu_date_format (date, g_atomic_int_get (&self->date_style), FALSE);
  const char *reason = tsu_vocabulary_label (&tsu_refusal_reasons, refusals[pair->refusal].code);

  /* Translators: a day and a reason: "Was not made on 22 October 2026 (Too far)" */
  return g_strdup_printf (same_need
                          ? _ ("Was not made on %s (%s)")
                          : _ ("Another match of the two was not made on %s (%s)"), day, reason);
}

static void
refuse (TsuMarket *self, guint place, const TsuPair *pair, gboolean same_need)
{
  int age = pair->day ? self->day - pair->day : 0;
  int value = find_value (pair, same_need, age);
  TsuCandidate *candidate = touch (self, place);

  if (g_str_equal (refusals[pair->refusal].code, "relation")) {
    candidate->banned = TRUE;
  } else if (value > candidate->refusal) {
    char *sentence = tell_refusal (self, pair, same_need, age);

    g_ptr_array_add (self->sentences, sentence);
    candidate->refusal = value;
    candidate->refusal_words = sentence;
  }
}

static void
remember_refusal (TsuMarket *self, const TsuPair *pair, gboolean same_need)
{
  guint place = pair->post ? self->candidate_of[pair->kind][pair->post] : 0;

  if (!refusals[pair->refusal].of_actor || pair->actor == 0) {
    if (place && same_need)
      refuse (self, place - 1, pair, same_need);
    return;
  }
  for (guint c = self->actor_first[pair->actor]; c < self->actor_first[pair->actor + 1]; c++)
    refuse (self, self->actor_candidates[c], pair, same_need);
}

/* Whether what went well before was the like of what is wanted now: of the same kind, and the same
 * named. */
static gboolean
was_alike (TsuMarket *self, const TsuPair *pair, const TsuNeedProfile *profile)
{
  const TsuPost *before = tsu_market_post (self, TSU_POST_NEED, pair->need);
  const TsuTraits *now = &profile->traits;

  return pair->good && pair->actor && before->present && (before->kinds & now->kinds) &&
         tsu_topic_share (now->topics, now->n_topics, before->topics, before->n_topics, now->sorts);
}

/* What helped before: what was offered then, or where that is gone whoever offered it. */
static void
remember_success (TsuMarket *self, const TsuPair *pair)
{
  guint place = pair->post ? self->candidate_of[pair->kind][pair->post] : 0;

  if (place == 0)
    place = self->candidate_of[TSU_POST_ACTOR][pair->actor];
  if (place != 0)
    touch (self, place - 1)->proven = TRUE;
}

static void
remember_pairs (TsuMarket *self, guint need, const TsuNeedProfile *profile)
{
  guint actor = tsu_market_post (self, TSU_POST_NEED, need)->actor;

  for (guint k = 0; k < self->pairs->len; k++) {
    const TsuPair *pair = &g_array_index (self->pairs, TsuPair, k);
    gboolean same_need = pair->need == need;

    if (same_need && pair->open && pair->post && self->candidate_of[pair->kind][pair->post])
      touch (self, self->candidate_of[pair->kind][pair->post] - 1)->proposed = TRUE;
    if (!same_need && was_alike (self, pair, profile))
      remember_success (self, pair);
    if (pair->refusal < 0 ||
        (!same_need && (actor == 0 || pair->need == 0 ||
                        tsu_market_post (self, TSU_POST_NEED, pair->need)->actor != actor)))
      continue;
    remember_refusal (self, pair, same_need);
  }
}

/**
 * tsu_market_begin_need:
 * @self: a market
 * @need: number of a need
 * @profile: (out caller-allocates): what the matcher gets
 * @words: (out): to be freed when done
 *
 * Sets what holds between this need and the candidates, until tsu_market_end_need().
 */
void
tsu_market_begin_need (TsuMarket *self, guint need, TsuNeedProfile *profile, guint16 **words)
{
  const TsuPost *post = tsu_market_post (self, TSU_POST_NEED, need);

  g_assert (self->touched->len == 0);
  *words = tsu_market_make_need (self, need, profile);
  mark (self, post->pinned, TRUE);
  mark (self, post->banned, FALSE);
  if (post->actor)
    set_acquaintances (self, post->actor);
  remember_pairs (self, need, profile);
}

void
tsu_market_end_need (TsuMarket *self)
{
  for (guint k = 0; k < self->touched->len; k++) {
    guint place = g_array_index (self->touched, guint, k);
    TsuCandidate *candidate = &g_array_index (self->candidates, TsuCandidate, place);

    candidate->pinned = FALSE;
    candidate->banned = FALSE;
    candidate->proposed = FALSE;
    candidate->knows = FALSE;
    candidate->proven = FALSE;
    candidate->common_contacts = 0;
    candidate->contact_name = NULL;
    candidate->refusal = 0;
    candidate->refusal_words = NULL;
  }
  g_array_set_size (self->touched, 0);
  g_ptr_array_set_size (self->sentences, 0);
}
