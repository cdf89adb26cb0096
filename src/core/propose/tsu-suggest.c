/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The best candidates for one need, or the needs that one offer could meet, told with names.
 */

#include "config.h"

#include "tsu-suggest-private.h"

#include "tsu-error.h"
#include "tsu-fit.h"
#include "tsu-topic.h"
#include "tsu-vocabulary.h"

#include <glib/gi18n.h>

/* So many of another kind of help at most, where too few fit. */
#define BESIDE 3

void
tsu_suggestion_free (TsuSuggestion *self)
{
  if (!self)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->need);
  g_free (self->candidate);
  g_free (self->actor);
  g_free (self->actor_name);
  g_free (self->district);
  tsu_explanation_free (self->why);
  g_free (self);
}

void
tsu_suggestions_free (TsuSuggestions *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->best);
  g_free (self);
}

/* What the words of a post were made of, from its record. */
static char *
join_text (const TsuRecord *record, TsuPostKind kind, gboolean person)
{
  GString *text = g_string_new (NULL);

  for (const char *const *field = tsu_post_text_fields (kind, person); *field; field++) {
    const char *one = tsu_record_get_text (record, *field);
    const char *const *list = tsu_record_get_list (record, *field);

    if (one && *one)
      g_string_append_printf (text, "%s\n", one);
    for (; list && *list; list++)
      g_string_append_printf (text, "%s\n", *list);
  }
  if (kind != TSU_POST_ACTOR)
    tsu_post_append_features (text, tsu_record_get_list (record, "features"));
  return g_string_free (text, FALSE);
}

/**
 * tsu_market_dup_name:
 * @self: a market
 * @ledger: its ledger
 * @actor: number of an actor, 0 for none
 *
 * Returns: (transfer full) (nullable): its name
 */
char *
tsu_market_dup_name (TsuMarket *self, TsuLedger *ledger, guint actor)
{
  const TsuPost *post = tsu_market_post (self, TSU_POST_ACTOR, actor);
  g_autoptr (TsuRecord) record =
    actor && post->present ? tsu_ledger_get (ledger, post->id, NULL) : NULL;

  return record ? tsu_record_dup_title (record) : NULL;
}

/* One whom both know, to name: the first in the order of the ledger. */
static char *
dup_contact (TsuMarket *self, TsuLedger *ledger, guint a, guint b)
{
  for (guint k = self->tie_first[a]; a && b && k < self->tie_first[a + 1]; k++) {
    guint contact = self->tie_other[k];

    for (guint j = self->tie_first[contact]; j < self->tie_first[contact + 1]; j++)
      if (self->tie_other[j] == b)
        return tsu_market_dup_name (self, ledger, contact);
  }
  return NULL;
}

static char *
dup_district (TsuLedger *ledger, const TsuRecord *record)
{
  const char *id = tsu_record_get_text (record, "district");
  g_autoptr (TsuRecord) district = id ? tsu_ledger_get (ledger, id, NULL) : NULL;

  return district ? tsu_record_dup_title (district) : NULL;
}

static gboolean
names_what_is_wanted (const TsuNeedProfile *need, const char *text)
{
  g_autoptr (GArray) topics = tsu_topic_find (text);

  return tsu_topic_share (need->traits.topics, need->traits.n_topics,
                          (guint32 *) (gpointer) topics->data, topics->len, TSU_TOPIC_ANY);
}

/* Somebody who is only thought of: what for has to be said first. That is what meets the need: of a
 * cook who plays chess as well, the cooking. */
static void
tell_what_for (GPtrArray *reasons, const TsuNeedProfile *need, const TsuRecord *actor)
{
  const char *const *skills = tsu_record_get_list (actor, "skills");
  const char *occupation = tsu_record_get_text (actor, "occupation");
  const char *activity = tsu_record_get_text (actor, "activity");
  g_autofree char *list = skills && *skills ? g_strjoinv (_ (", "), (GStrv) skills) : NULL;

  if (occupation && names_what_is_wanted (need, occupation) &&
      !(list && names_what_is_wanted (need, list)))
    g_ptr_array_insert (reasons, 0, g_strdup_printf (_ ("Occupation: %s"), occupation));
  else if (list)
    g_ptr_array_insert (reasons, 0, g_strdup_printf (_ ("Can do: %s"), list));
  else if (activity && *activity)
    g_ptr_array_insert (reasons, 0, g_strdup_printf (_ ("What they do: %s"), activity));
}

/* (transfer full): kinds of help in words, empty for none */
static char *
join_kinds (guint64 kinds)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < tsu_help_kinds.n_terms; i++) {
    if ((kinds >> i & 1) == 0)
      continue;
    if (list->len > 0)
      g_string_append (list, _ (", "));
    g_string_append (list, tsu_vocabulary_label (&tsu_help_kinds, tsu_help_kinds.terms[i].code));
  }
  return g_string_free (list, FALSE);
}

/* What else, if nothing better can be said: it is of the kind that is wanted. */
static void
tell_kind (GPtrArray *reasons, guint64 kinds)
{
  g_autofree char *list = join_kinds (kinds);

  g_ptr_array_insert (reasons, 0,
                      *list ? g_strdup_printf (_ ("Offers what is wanted: %s"), list)
                            : g_strdup (_ ("Nothing speaks against it")));
}

/* Reasons and doubts that follow from the kind of help alone. */
static void
add_kinds (TsuExplanation *why,
           const TsuNeedProfile *profile,
           const TsuCandidate *candidate,
           gboolean beside)
{
  if (beside) {
    g_autofree char *list = join_kinds (candidate->traits.kinds);

    g_ptr_array_insert (why->doubts, 0,
                        g_strdup_printf (_ ("Known for another kind of help: %s"), list));
  } else if (why->reasons->len == 0 || tsu_fit_by_kind (profile, candidate)) {
    tell_kind (why->reasons, profile->traits.kinds & candidate->traits.kinds);
  }
}

static TsuExplanation *
explain (TsuMarket *self,
         TsuLedger *ledger,
         const TsuNeedProfile *profile,
         guint place,
         const TsuRecord *record,
         const TsuRecord *need,
         gboolean beside)
{
  TsuCandidate candidate = g_array_index (self->candidates, TsuCandidate, place);
  const TsuSource *source = &g_array_index (self->sources, TsuSource, place);
  gboolean person = tsu_market_post (self, source->kind, source->post)->person;
  g_autofree char *wanted = join_text (need, TSU_POST_NEED, FALSE);
  g_autofree char *offered = join_text (record, source->kind, person);
  g_autofree char *contact = NULL;
  TsuNeedProfile told = *profile;
  TsuExplanation *why;

  if (candidate.common_contacts > 0 && !candidate.knows)
    contact = dup_contact (self, ledger, profile->actor, candidate.actor);
  told.traits.text = wanted;
  candidate.traits.text = offered;
  if (beside)
    candidate.traits.sorts = profile->traits.sorts;
  candidate.contact_name = contact;
  /* Whether one is insured matters only where it is asked for. */
  if (!(profile->traits.qualifications & TSU_QUALIFICATION_INSURED))
    candidate.insurance_unsure = FALSE;
  why = tsu_score_explain (&told, &candidate, &self->weights);
  add_kinds (why, profile, &candidate, beside);
  if (source->kind == TSU_POST_ACTOR)
    tell_what_for (why->reasons, profile, record);
  return why;
}

/**
 * tsu_market_tell:
 * @self: a market, between begin and end of a need
 * @ledger: its ledger
 * @need: number of the need
 * @profile: its profile
 * @place: place of a candidate that passed the filters
 * @error: what went wrong
 *
 * Returns: (transfer full): the candidate as a suggestion
 */
TsuSuggestion *
tsu_market_tell (TsuMarket *self,
                 TsuLedger *ledger,
                 guint need,
                 const TsuNeedProfile *profile,
                 guint place,
                 GError **error)
{
  const TsuSource *source = &g_array_index (self->sources, TsuSource, place);
  const TsuCandidate *candidate = &g_array_index (self->candidates, TsuCandidate, place);
  const TsuPost *post = tsu_market_post (self, source->kind, source->post);
  const TsuPost *wish = tsu_market_post (self, TSU_POST_NEED, need);
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, post->id, error);
  g_autoptr (TsuRecord) need_record = record ? tsu_ledger_get (ledger, wish->id, error) : NULL;
  TsuSuggestion *suggestion;

  if (!need_record)
    return NULL;
  suggestion = g_new0 (TsuSuggestion, 1);
  suggestion->type = tsu_post_type (source->kind);
  suggestion->id = g_strdup (post->id);
  suggestion->title = tsu_record_dup_title (record);
  suggestion->need = g_strdup (wish->id);
  suggestion->candidate = g_strdup (post->id);
  suggestion->pinned = candidate->pinned;
  suggestion->beside = !candidate->pinned && wish->kinds != 0 && candidate->traits.kinds != 0 &&
                       (wish->kinds & candidate->traits.kinds) == 0;
  suggestion->actor_name = tsu_market_dup_name (self, ledger, candidate->actor);
  if (candidate->actor)
    suggestion->actor = g_strdup (tsu_market_post (self, TSU_POST_ACTOR, candidate->actor)->id);
  suggestion->district = dup_district (ledger, record);
  suggestion->why = explain (self, ledger, profile, place, record, need_record, suggestion->beside);
  return suggestion;
}

/**
 * tsu_market_find_need:
 * @self: a market
 * @id: id of a record
 * @need: (out): number of the need
 * @error: TSU_ERROR_NOT_FOUND, or TSU_ERROR_INVALID where it is something else
 *
 * Returns: whether @id is a need
 */
gboolean
tsu_market_find_need (TsuMarket *self, const char *id, guint *need, GError **error)
{
  TsuPostKind kind;

  if (tsu_market_find (self, id, &kind, need) && kind == TSU_POST_NEED)
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND, _ ("There is no need with the id “%s”."), id);
  return FALSE;
}

static TsuSuggestions *
new_suggestions (void)
{
  TsuSuggestions *self = g_new0 (TsuSuggestions, 1);

  self->best = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_suggestion_free);
  return self;
}

static void
sum_up (TsuSuggestions *self)
{
  self->n_fit = self->filtered[TSU_FILTER_NONE];
  for (int filter = TSU_FILTER_NONE + 1; filter < TSU_FILTER_N; filter++)
    if (filter != TSU_FILTER_KIND)
      self->n_left_out += self->filtered[filter];
}

static gboolean
has_actor (TsuMarket *market, const GArray *ranked, guint actor)
{
  for (guint k = 0; actor && k < ranked->len; k++) {
    guint place = g_array_index (ranked, TsuRanked, k).index;

    if (g_array_index (market->candidates, TsuCandidate, place).actor == actor)
      return TRUE;
  }
  return FALSE;
}

/* Those of another kind of help that name just what is wanted; without the kind they have to pass
 * every filter. The answer's indices are those of the market. */
static GArray *
rank_beside (TsuMarket *market, const TsuNeedProfile *profile, const GArray *fitting, guint limit)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (TsuCandidate));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *ranked;

  for (guint c = 0; c < market->candidates->len; c++) {
    TsuCandidate other = g_array_index (market->candidates, TsuCandidate, c);

    if (tsu_filter_apply (profile, &other) != TSU_FILTER_KIND ||
        !tsu_fit_beside (profile, &other) || has_actor (market, fitting, other.actor))
      continue;
    other.traits.kinds = 0;
    other.traits.sorts = profile->traits.sorts;
    g_array_append_val (others, other);
    g_array_append_val (places, c);
  }
  ranked = tsu_score_rank (profile, (const TsuCandidate *) (gpointer) others->data, others->len,
                           &market->weights, limit, NULL, NULL, NULL);
  for (guint k = 0; k < ranked->len; k++)
    g_array_index (ranked, TsuRanked, k).index =
      g_array_index (places, guint, g_array_index (ranked, TsuRanked, k).index);
  return ranked;
}

static gboolean
tell_all (TsuMarket *market,
          TsuLedger *ledger,
          guint need,
          const TsuNeedProfile *profile,
          const GArray *ranked,
          TsuSuggestions *found,
          GError **error)
{
  for (guint k = 0; k < ranked->len; k++) {
    TsuSuggestion *one = tsu_market_tell (market, ledger, need, profile,
                                          g_array_index (ranked, TsuRanked, k).index, error);

    if (!one)
      return FALSE;
    g_ptr_array_add (found->best, one);
  }
  return TRUE;
}

static gboolean
rank (TsuMarket *market,
      TsuLedger *ledger,
      guint need,
      guint limit,
      TsuSuggestions *found,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GArray) ranked = NULL;
  g_autofree guint16 *words = NULL;
  TsuNeedProfile profile;
  gboolean done;

  tsu_market_begin_need (market, need, &profile, &words);
  ranked = tsu_score_rank (&profile, (const TsuCandidate *) (gpointer) market->candidates->data,
                           market->candidates->len, &market->weights, limit, found->filtered,
                           cancellable, error);
  done = ranked && tell_all (market, ledger, need, &profile, ranked, found, error);
  if (done && ranked->len < limit) {
    g_autoptr (GArray) beside =
      rank_beside (market, &profile, ranked, MIN (limit - ranked->len, BESIDE));

    done = tell_all (market, ledger, need, &profile, beside, found, error);
  }
  tsu_market_end_need (market);
  return done;
}

/**
 * tsu_suggest_for_need:
 * @market: a market
 * @ledger: the ledger
 * @need: id of a need
 * @limit: how many at most
 * @cancellable: (nullable): obeyed now and then
 * @error: what went wrong; TSU_ERROR_NOT_FOUND where @need is no need
 *
 * Returns: (transfer full): who could meet it, and how many could not
 */
TsuSuggestions *
tsu_suggest_for_need (TsuMarket *market,
                      TsuLedger *ledger,
                      const char *need,
                      guint limit,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (TsuSuggestions) found = new_suggestions ();
  guint number;

  if (!tsu_market_refresh (market, ledger, cancellable, error) ||
      !tsu_market_find_need (market, need, &number, error) ||
      !rank (market, ledger, number, limit, found, cancellable, error))
    return NULL;
  sum_up (found);
  return g_steal_pointer (&found);
}

/* A need and how well the one candidate in hand would meet it. */
typedef struct {
  guint need;
  int score;
} Fit;

static int
compare_fits (gconstpointer a, gconstpointer b)
{
  const Fit *left = a;
  const Fit *right = b;

  if (left->score != right->score)
    return right->score - left->score;
  return left->need < right->need ? -1 : left->need > right->need;
}

static gboolean
fit_all_needs (TsuMarket *market,
               guint place,
               guint *filtered,
               GArray *fits,
               GCancellable *cancellable,
               GError **error)
{
  for (guint need = 1; need < tsu_market_n_posts (market, TSU_POST_NEED); need++) {
    const TsuCandidate *candidate;
    g_autofree guint16 *words = NULL;
    TsuScoreDetail parts[TSU_SCORE_N_PARTS];
    TsuNeedProfile profile;
    TsuFilter filter;

    if (!tsu_market_post (market, TSU_POST_NEED, need)->active)
      continue;
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    tsu_market_begin_need (market, need, &profile, &words);
    profile.for_offer = TRUE;
    candidate = &g_array_index (market->candidates, TsuCandidate, place);
    filter = tsu_filter_apply (&profile, candidate);
    filtered[filter]++;
    if (filter == TSU_FILTER_NONE) {
      Fit fit = { need, tsu_score_compute (&profile, candidate, &market->weights, parts) };

      g_array_append_val (fits, fit);
    }
    tsu_market_end_need (market);
  }
  g_array_sort (fits, compare_fits);
  return TRUE;
}

/* Seen from the offer, the record of interest is the need. */
static TsuSuggestion *
tell_need (TsuMarket *market, TsuLedger *ledger, guint need, guint place, GError **error)
{
  g_autofree guint16 *words = NULL;
  g_autoptr (TsuRecord) record = NULL;
  TsuSuggestion *one;
  TsuNeedProfile profile;
  const TsuPost *post = tsu_market_post (market, TSU_POST_NEED, need);

  tsu_market_begin_need (market, need, &profile, &words);
  profile.for_offer = TRUE;
  one = tsu_market_tell (market, ledger, need, &profile, place, error);
  tsu_market_end_need (market);
  record = one ? tsu_ledger_get (ledger, post->id, error) : NULL;
  if (!record) {
    tsu_suggestion_free (one);
    return NULL;
  }
  g_free (one->id);
  g_free (one->title);
  g_free (one->actor);
  g_free (one->actor_name);
  g_free (one->district);
  one->type = tsu_post_type (TSU_POST_NEED);
  one->id = g_strdup (post->id);
  one->title = tsu_record_dup_title (record);
  one->actor = g_strdup (tsu_market_post (market, TSU_POST_ACTOR, post->actor)->id);
  one->actor_name = tsu_market_dup_name (market, ledger, post->actor);
  one->district = dup_district (ledger, record);
  return one;
}

/**
 * tsu_suggest_for_offer:
 * @market: a market
 * @ledger: the ledger
 * @id: id of an offer, or of an actor or resource that is as good as one
 * @limit: how many at most
 * @cancellable: (nullable): obeyed now and then
 * @error: what went wrong
 *
 * Returns: (transfer full): the open needs it could meet
 */
TsuSuggestions *
tsu_suggest_for_offer (TsuMarket *market,
                       TsuLedger *ledger,
                       const char *id,
                       guint limit,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (TsuSuggestions) found = new_suggestions ();
  g_autoptr (GArray) fits = g_array_new (FALSE, FALSE, sizeof (Fit));
  TsuPostKind kind;
  guint number;
  guint place;

  if (!tsu_market_refresh (market, ledger, cancellable, error))
    return NULL;
  if (!tsu_market_find (market, id, &kind, &number) || kind == TSU_POST_NEED) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("There is no offer with the id “%s”."), id);
    return NULL;
  }
  place = market->candidate_of[kind][number];
  if (place == 0)
    return g_steal_pointer (&found);
  if (!fit_all_needs (market, place - 1, found->filtered, fits, cancellable, error))
    return NULL;
  for (guint k = 0; k < MIN (fits->len, limit); k++) {
    TsuSuggestion *one =
      tell_need (market, ledger, g_array_index (fits, Fit, k).need, place - 1, error);

    if (!one)
      return NULL;
    g_ptr_array_add (found->best, one);
  }
  sum_up (found);
  return g_steal_pointer (&found);
}

/**
 * tsu_suggestion_dup_reasons:
 *
 * Returns: (transfer full): reasons and doubts as one text, for the match record
 */
char *
tsu_suggestion_dup_reasons (const TsuSuggestion *self)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < self->why->reasons->len; k++)
    g_string_append_printf (text, "%s%s", k > 0 ? "\n" : "",
                            (char *) g_ptr_array_index (self->why->reasons, k));
  for (guint k = 0; k < self->why->doubts->len; k++)
    /* Translators: a doubt in the record of a match, behind the reasons */
    g_string_append_printf (text, _ ("%s(but: %s)"), text->len > 0 ? "\n" : "",
                                     (char *) g_ptr_array_index (self->why->doubts, k));
  return g_string_free (text, FALSE);
}
