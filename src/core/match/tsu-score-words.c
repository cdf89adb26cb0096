/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A score in words fit to be read aloud: each part says at most one sentence, for or against.
 */

#include "config.h"

#include "tsu-score-private.h"

#include "tsu-fit.h"

#include "tsu-topic.h"
#include "tsu-vocabulary.h"
#include "tsu-word-set.h"

#include <glib/gi18n.h>

#define MOST_WORDS 3
#define STALE_DAYS 365
#define MOST_SLOTS 3
#define SLOTS_A_DAY 4

typedef struct {
  const TsuNeedProfile *need;
  const TsuCandidate *candidate;
  const TsuScoreWeights *weights;
  const TsuScoreDetail *detail;
  gboolean doubt; /* set when the sentence speaks against */
} Telling;

static char *
join_names (GPtrArray *names)
{
  GString *list = g_string_new (NULL);

  for (guint k = 0; k < names->len; k++) {
    if (k > 0)
      /* Translators: between the names of things in a list */
      g_string_append (list, _ (", "));
    g_string_append (list, g_ptr_array_index (names, k));
  }
  return g_string_free (list, FALSE);
}

static char *
tell_themes (Telling *self)
{
  const TsuTraits *wanted = &self->need->traits;
  const TsuTraits *offered = &self->candidate->traits;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (!self->detail->known)
    return NULL;
  self->doubt = self->detail->value == 0;
  /* A tent is a tent, whatever it is wanted for. */
  if (self->doubt)
    return tsu_fit_by_topic (self->need, self->candidate) ? NULL
                                                          : g_strdup (_ ("No theme in common"));
  if (!self->need->theme_names)
    return g_strdup (_ ("Themes in common"));
  for (guint a = 0, b = 0; a < wanted->n_themes; a++) {
    while (b < offered->n_themes && offered->themes[b] < wanted->themes[a])
      b++;
    if (b == offered->n_themes || offered->themes[b] != wanted->themes[a])
      continue;
    g_ptr_array_add (names, (gpointer) self->need->theme_names[wanted->themes[a]]);
  }
  list = join_names (names);
  return g_strdup_printf (_ ("Same theme: %s"), list);
}

/* (transfer full) (element-type guint32): topics of both. */
static GArray *
list_shared (const TsuNeedProfile *need, const TsuCandidate *candidate)
{
  GArray *shared = g_array_new (FALSE, FALSE, sizeof (guint32));
  const TsuTraits *wanted = &need->traits;
  const TsuTraits *offered = &candidate->traits;

  for (guint a = 0, b = 0; a < wanted->n_topics; a++) {
    while (b < offered->n_topics && offered->topics[b] < wanted->topics[a])
      b++;
    if (b < offered->n_topics && offered->topics[b] == wanted->topics[a])
      g_array_append_val (shared, wanted->topics[a]);
  }
  return shared;
}

static char *
tell_words (Telling *self)
{
  const char *wanted = self->need->traits.text;
  const char *offered = self->candidate->traits.text;
  g_autoptr (GPtrArray) words = NULL;
  g_autofree char *list = NULL;

  if (!self->detail->known)
    return NULL;
  if (self->need->traits.n_topics > 0) {
    g_autoptr (GArray) shared = list_shared (self->need, self->candidate);

    words = tsu_topic_tell (wanted, offered, (guint32 *) (gpointer) shared->data, shared->len,
                            MOST_WORDS);
    if (words->len == 0)
      return NULL;
    list = join_names (words);
    return g_strdup_printf (_ ("Words that meet: %s"), list);
  }
  words = tsu_word_set_shared (wanted, offered, MOST_WORDS);
  if (words->len == 0)
    return self->detail->value < TSU_SCORE_FULL / 5
             ? NULL
             : g_strdup (_ ("What is wanted and what is offered are described alike"));
  list = join_names (words);
  return g_strdup_printf (_ ("Words in common: %s"), list);
}

static char *
tell_distance (Telling *self)
{
  int metres = tsu_position_distance (&self->need->traits.place, &self->candidate->traits.place);
  int tenths;

  if (self->candidate->anywhere)
    return NULL;
  if (metres == TSU_UNKNOWN ||
      tsu_score_is_same_area (&self->need->traits, &self->candidate->traits)) {
    self->doubt = !self->detail->known;
    return g_strdup (self->detail->known ? _ ("In the same district")
                                         : _ ("How far away it is, is not known"));
  }
  self->doubt = self->detail->value < TSU_SCORE_FULL * 3 / 10;
  if (self->need->traits.rough || self->candidate->traits.rough)
    return g_strdup_printf (_ ("About %d km away"), MAX ((metres + 500) / 1000, 1));
  /* From here on it is rounded to a kilometre. */
  if (metres < 995)
    return g_strdup_printf (_ ("%d m away"), (metres + 5) / 10 * 10);
  tenths = metres / 100 + (metres % 100 >= 50);
  /* Translators: kilometres, with one decimal */
  return g_strdup_printf (_ ("%d.%d km away"), tenths / 10, tenths % 10);
}

static char *
tell_slot (const char *day, const char *part)
{
  const char *part_name = tsu_vocabulary_label (&tsu_day_parts, part);

  if (g_str_equal (day, "holiday"))
    return g_strdup_printf (C_ ("slot", "Public holiday %s"), part_name);
  /* Translators: day of the week and part of the day: "Saturday Morning" */
  return g_strdup_printf (C_ ("slot", "%s %s"), tsu_vocabulary_label (&tsu_weekdays, day),
                              part_name);
}

static void
add_slots (GPtrArray *names, guint32 slots)
{
  for (guint slot = 0; slot < 32; slot++) {
    guint day = slot / SLOTS_A_DAY;
    guint part = slot % SLOTS_A_DAY;

    if ((slots >> slot & 1) == 0 || day >= tsu_weekdays.n_terms || part >= tsu_day_parts.n_terms)
      continue;
    g_ptr_array_add (names,
                     tell_slot (tsu_weekdays.terms[day].code, tsu_day_parts.terms[part].code));
  }
}

static char *
tell_time (Telling *self)
{
  guint32 wanted = self->need->traits.slots;
  guint32 shared = wanted & self->candidate->traits.slots;
  g_autoptr (GPtrArray) slots = NULL;
  g_autofree char *list = NULL;

  if (wanted == 0)
    return NULL;
  if (!self->detail->known) {
    self->doubt = TRUE;
    return g_strdup (_ ("When it is free, is not known"));
  }
  self->doubt = self->detail->value < TSU_SCORE_FULL / 3;
  if (__builtin_popcount (shared) > MOST_SLOTS)
    return shared == wanted
      ? g_strdup (_ ("Free at all the times wanted"))
      : g_strdup_printf (_ ("Free at %d of the %d times wanted"), __builtin_popcount (shared),
                            __builtin_popcount (wanted));
  slots = g_ptr_array_new_with_free_func (g_free);
  add_slots (slots, shared);
  list = join_names (slots);
  if (shared == wanted)
    return g_strdup_printf (_ ("Free: %s"), list);
  return g_strdup_printf (_ ("Free: %s (%d times are wanted)"), list, __builtin_popcount (wanted));
}

static char *
tell_size (Telling *self)
{
  guint wanted = self->need->traits.size;
  guint offered = self->candidate->traits.size;

  if (wanted == 0)
    return NULL;
  if (offered == 0) {
    self->doubt = TRUE;
    return g_strdup (_ ("For how many it is enough, is not known"));
  }
  self->doubt = self->detail->value < TSU_SCORE_FULL / 4;
  return g_strdup_printf (ngettext ("Enough for %u person; %u needed",
                                    "Enough for %u persons; %u needed", offered),
                          offered, wanted);
}

static char *
tell_trust (Telling *self)
{
  guint common = self->candidate->common_contacts;
  const char *name = self->candidate->contact_name;

  if (self->candidate->knows)
    return g_strdup (_ ("They know each other"));
  if (common == 0)
    return NULL;
  if (name && common == 1)
    return g_strdup_printf (_ ("Both know %s"), name);
  if (name)
    return g_strdup_printf (ngettext ("Both know %s and %u other", "Both know %s and %u others",
                                      common - 1),
                            name, common - 1);
  return g_strdup_printf (ngettext ("%u trusted acquaintance in common",
                                    "%u trusted acquaintances in common", common),
                          common);
}

static char *
tell_novelty (Telling *self)
{
  if (!self->detail->known || self->detail->value < TSU_SCORE_FULL / 2)
    return NULL;
  return g_strdup (_ ("Would tie two circles that hardly meet"));
}

static char *
tell_newcomer (Telling *self)
{
  int months = self->candidate->joined_days / 30;

  if (!self->detail->known || self->candidate->joined_days == TSU_UNKNOWN || self->need->for_offer)
    return NULL;
  if (months < 3)
    return g_strdup (self->candidate->offered ? _ ("Offered lately") : _ ("Has come lately"));
  if (!self->candidate->offered || self->candidate->n_matches > 0)
    return NULL;
  return g_strdup_printf (ngettext ("Offered %d month ago and not taken up yet",
                                    "Offered %d months ago and not taken up yet", months),
                          months);
}

static char *
tell_outcome (Telling *self)
{
  guint all = self->candidate->n_matches;
  guint good = MIN (self->candidate->n_good, all);

  if (!self->detail->known)
    return NULL;
  if (self->candidate->proven)
    return g_strdup (_ ("Helped with the like before, and it went well"));
  self->doubt = self->detail->value < TSU_SCORE_FULL / 2;
  if (all == 1)
    return g_strdup (good ? _ ("The earlier match went well")
                          : _ ("The earlier match did not go well"));
  if (good == all)
    return g_strdup_printf (_ ("All %u earlier matches went well"), all);
  if (good == 0)
    return g_strdup_printf (_ ("None of the %u earlier matches went well"), all);
  return g_strdup_printf (_ ("%u of %u earlier matches went well"), good, all);
}

static char *
tell_recency (Telling *self)
{
  int days = self->candidate->confirmed_days;

  /* That a record is fresh is nothing to tell; that it is old is. */
  if (!self->detail->known || days <= STALE_DAYS)
    return NULL;
  self->doubt = TRUE;
  return g_strdup_printf (ngettext ("Last confirmed %d month ago", "Last confirmed %d months ago",
                                    days / 30),
                          days / 30);
}

static char *
tell_load (Telling *self)
{
  guint asks = self->candidate->asks;
  int days = self->candidate->asked_days;

  self->doubt = self->detail->value > 0;
  if (asks > 0)
    return g_strdup_printf (ngettext ("Asked %u time this month", "Asked %u times this month",
                                      asks),
                            asks);
  if (self->doubt && days == 0)
    return g_strdup (_ ("Asked today"));
  if (self->doubt)
    return g_strdup_printf (ngettext ("Asked %d day ago", "Asked %d days ago", days), days);
  return NULL;
}

static char *
tell_refusal (Telling *self)
{
  self->doubt = TRUE;
  return g_strdup (self->detail->value > 0 ? self->candidate->refusal_words : NULL);
}

static const struct {
  const char *name;
  char *(*tell) (Telling *);
} tellers[TSU_SCORE_N_PARTS] = {
  [TSU_SCORE_THEME] = { "theme", tell_themes },
  [TSU_SCORE_WORDS] = { "words", tell_words },
  [TSU_SCORE_DISTANCE] = { "distance", tell_distance },
  [TSU_SCORE_TIME] = { "time", tell_time },
  [TSU_SCORE_SIZE] = { "size", tell_size },
  [TSU_SCORE_TRUST] = { "trust", tell_trust },
  [TSU_SCORE_NOVELTY] = { "novelty", tell_novelty },
  [TSU_SCORE_NEWCOMER] = { "newcomer", tell_newcomer },
  [TSU_SCORE_OUTCOME] = { "outcome", tell_outcome },
  [TSU_SCORE_RECENCY] = { "recency", tell_recency },
  [TSU_SCORE_LOAD] = { "load", tell_load },
  [TSU_SCORE_REFUSAL] = { "refusal", tell_refusal },
};

/**
 * tsu_score_part_name:
 * @part: a part
 *
 * Returns: its name in results that programs read and in settings
 */
const char *
tsu_score_part_name (TsuScorePart part)
{
  g_return_val_if_fail (part < TSU_SCORE_N_PARTS, NULL);
  return tellers[part].name;
}

/* What makes one fit is told before what puts those that fit in order. */
static gboolean
is_told_before (const TsuScoreDetail *parts, int a, int b)
{
  static const int first[TSU_SCORE_N_PARTS] = {
    [TSU_SCORE_WORDS] = 2,
    [TSU_SCORE_THEME] = 1,
  };

  if (first[a] != first[b])
    return first[a] > first[b];
  return parts[a].points > parts[b].points;
}

/* Parts by what they contribute; the first of equals stays first. */
static void
sort_parts (const TsuScoreDetail *parts, int *order)
{
  for (int p = 0; p < TSU_SCORE_N_PARTS; p++) {
    int at = p;

    for (; at > 0 && is_told_before (parts, p, order[at - 1]); at--)
      order[at] = order[at - 1];
    order[at] = p;
  }
}

static gboolean
is_known_for (const TsuScoreDetail *detail)
{
  return detail->known && detail->value >= TSU_SCORE_FULL / 10;
}

/* What somebody needs to get in, and nobody wrote down of a place. */
static void
tell_access (const TsuNeedProfile *need, const TsuCandidate *candidate, GPtrArray *doubts)
{
  const TsuTraits *wanted = &need->traits;
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) words = NULL;
  g_autofree char *list = NULL;

  for (guint k = 0; (wanted->sorts & TSU_TOPIC_PLACE) && k < wanted->n_topics; k++)
    if (tsu_topic_get_sort (wanted->topics[k]) == TSU_TOPIC_ACCESS &&
        !tsu_topic_share (&wanted->topics[k], 1, candidate->traits.topics,
                          candidate->traits.n_topics, TSU_TOPIC_ACCESS))
      g_array_append_val (missing, wanted->topics[k]);
  words = tsu_topic_tell (wanted->text, wanted->text, (guint32 *) (gpointer) missing->data,
                          missing->len, MOST_WORDS);
  if (words->len == 0)
    return;
  list = join_names (words);
  g_ptr_array_add (doubts, g_strdup_printf (_ ("Nobody wrote down whether this is so: %s"), list));
}

static void
tell_conditions (const TsuCandidate *candidate, const TsuScoreDetail *parts, GPtrArray *doubts)
{
  if (candidate->vague && !is_known_for (&parts[TSU_SCORE_THEME]) &&
      !is_known_for (&parts[TSU_SCORE_WORDS]))
    g_ptr_array_add (doubts, g_strdup (_ ("Whether they could do this, has to be asked")));
  if (candidate->ask_first)
    g_ptr_array_add (doubts, g_strdup (_ ("Wants to be asked before being introduced")));
  if (candidate->consent_unsure)
    g_ptr_array_add (doubts, g_strdup (_ ("Whether it agrees to introductions, is not known")));
  if (candidate->insurance_unsure)
    g_ptr_array_add (doubts, g_strdup (_ ("Whether it is insured as a volunteer, is not known")));
}

/**
 * tsu_score_explain:
 * @need: what is needed
 * @candidate: one that passed the filters
 * @weights: the ward's weights
 *
 * Returns: (transfer full): the score, its parts, and sentences in the user's language
 */
TsuExplanation *
tsu_score_explain (const TsuNeedProfile *need,
                   const TsuCandidate *candidate,
                   const TsuScoreWeights *weights)
{
  TsuExplanation *self = g_new0 (TsuExplanation, 1);
  int order[TSU_SCORE_N_PARTS];

  self->score = tsu_score_compute (need, candidate, weights, self->parts);
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  self->doubts = g_ptr_array_new_with_free_func (g_free);
  sort_parts (self->parts, order);
  for (int k = 0; k < TSU_SCORE_N_PARTS; k++) {
    Telling telling = { need, candidate, weights, &self->parts[order[k]], FALSE };
    char *sentence = NULL;

    /* What the ward gives no weight is not worth a sentence. */
    if (weights->weight[order[k]] > 0)
      sentence = tellers[order[k]].tell (&telling);
    if (sentence)
      g_ptr_array_add (telling.doubt ? self->doubts : self->reasons, sentence);
  }
  tell_access (need, candidate, self->doubts);
  tell_conditions (candidate, self->parts, self->doubts);
  return self;
}

void
tsu_explanation_free (TsuExplanation *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->reasons);
  g_ptr_array_unref (self->doubts);
  g_free (self);
}
