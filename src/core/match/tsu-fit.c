/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether one that offers the right kind of help could meet what is wanted. Nearness, free days
 * and acquaintances put in order those that fit; none of them makes one fit.
 */

#include "config.h"

#include "tsu-fit.h"

#include "tsu-score-private.h"
#include "tsu-topic.h"

/* Of what a need is about, so much has to be shared. */
#define ENOUGH_THEMES (TSU_SCORE_FULL * 4 / 10)
/* How alike texts are that name nothing known. */
#define ENOUGH_WORDS (TSU_SCORE_FULL * 3 / 10)

/**
 * tsu_fit_sorts:
 *
 * Returns: sorts of topic that the need names and this candidate is told apart by; 0 for any
 */
guint
tsu_fit_sorts (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  return need->traits.sorts & candidate->traits.sorts;
}

/* @sorts: sorts of topic that count; 0 for the usual ones */
static gboolean
share_topic (const TsuTraits *a, const TsuTraits *b, guint sorts)
{
  return tsu_topic_share (a->topics, a->n_topics, b->topics, b->n_topics,
                          sorts ? sorts : TSU_TOPIC_USUAL);
}

/* Whether both name the same of what counts between them. */
gboolean
tsu_fit_by_topic (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  return share_topic (&need->traits, &candidate->traits, tsu_fit_sorts (need, candidate));
}

/* A group that is there for others than are meant. Hands are not told apart so: whoever speaks of
 * children may well cook for the aged. */
static gboolean
is_for_others (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  guint64 kinds = need->traits.kinds & candidate->traits.kinds;

  return (kinds & ~need->by_circle) == 0 &&
         !(need->traits.sorts & (TSU_TOPIC_PLACE | TSU_TOPIC_THING)) && need->traits.whom != 0 &&
         candidate->traits.whom != 0 && (need->traits.whom & candidate->traits.whom) == 0;
}

/**
 * tsu_fit_beside:
 *
 * Returns: whether one that offers another kind of help names just what the need names: a builder
 *   with tents where tents are wanted, a garden where a field is. Neither a notice board nor an
 *   association that seeks hands itself is a pair of hands.
 */
gboolean
tsu_fit_beside (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  if (need->by_hand != 0 && ((candidate->self_help && !candidate->offered) ||
                             (candidate->traits.kinds & ~need->by_kind) == 0))
    return FALSE;
  return share_topic (&need->traits, &candidate->traits, need->traits.sorts);
}

static gboolean
names_any (const TsuTraits *traits, guint sorts)
{
  for (guint k = 0; k < traits->n_topics; k++)
    if (tsu_topic_get_sort (traits->topics[k]) & sorts)
      return TRUE;
  return FALSE;
}

/* Whether it offers, and is not only thought to, what one is as good for as another; or, where no
 * work is named, hands without saying for what. */
gboolean
tsu_fit_by_kind (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  guint64 kinds = need->traits.kinds & candidate->traits.kinds;

  if (candidate->vague)
    return FALSE;
  if (need->by_kind & kinds)
    return TRUE;
  return candidate->offered && (need->by_hand & kinds) &&
         (need->for_offer || tsu_fit_sorts (need, candidate) == 0) &&
         !names_any (&candidate->traits, candidate->traits.sorts);
}

static gboolean
fits_by_theme (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  guint64 kinds = need->traits.kinds & candidate->traits.kinds;
  TsuScoreDetail detail;

  if (tsu_fit_sorts (need, candidate) != 0 || (kinds != 0 && (kinds & ~need->by_matter) == 0))
    return FALSE;
  /* Whoever is only thought of has to be known for what the need names, if it names anything. */
  if (candidate->vague && need->traits.n_topics > 0)
    return FALSE;
  detail = tsu_score_value_themes (need, candidate);
  return detail.known && detail.value >= ENOUGH_THEMES;
}

/* Where a text names nothing that could be looked for, its letters have to do. */
static gboolean
fits_by_letters (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  TsuScoreDetail parts[TSU_SCORE_N_PARTS];

  if (need->traits.n_topics > 0)
    return FALSE;
  if (need->traits.n_words == 0)
    return need->traits.n_themes == 0;
  tsu_score_value_words (need, candidate, parts);
  return parts[TSU_SCORE_WORDS].known && parts[TSU_SCORE_WORDS].value >= ENOUGH_WORDS;
}

/**
 * tsu_fit_is_meant:
 * @need: what is needed
 * @candidate: one that offers the kind of help
 *
 * Returns: whether something other than kind and nearness speaks for it: what both name, a theme,
 *   that it helped with the like, or that the coordinator wants it
 */
gboolean
tsu_fit_is_meant (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  if (candidate->pinned || candidate->proven)
    return TRUE;
  if (is_for_others (need, candidate))
    return FALSE;
  return tsu_fit_by_kind (need, candidate) || fits_by_theme (need, candidate) ||
         tsu_fit_by_topic (need, candidate) || fits_by_letters (need, candidate);
}
