/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Those who offer what is wanted and are not suggested all the same, and why; and one pair by
 * itself.
 */

#include "config.h"

#include "tsu-error.h"
#include "tsu-fit.h"
#include "tsu-suggest-private.h"

#include <glib/gi18n.h>

typedef struct {
  guint place;
  TsuFilter filter;
  int distance;
} Out;

void
tsu_left_out_free (TsuLeftOut *self)
{
  if (!self)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->actor);
  g_free (self->actor_name);
  g_free (self->reason);
  g_free (self);
}

/* Of one candidate, in the manner of tsu_filter_describe(). */
static char *
tell_reason (TsuFilter filter)
{
  static const char *const reasons[TSU_FILTER_N] = {
    [TSU_FILTER_KIND] = N_ ("Offers another kind of help"),
    [TSU_FILTER_STATE] = N_ ("Not available now"),
    [TSU_FILTER_OWN] = N_ ("Is the one that needs it"),
    [TSU_FILTER_PROPOSED] = N_ ("Proposed already"),
    [TSU_FILTER_BANNED] = N_ ("Not to be paired with this one"),
    [TSU_FILTER_CONSENT] = N_ ("Does not want to be introduced"),
    [TSU_FILTER_SHARING] = N_ ("Not shared with this ward"),
    [TSU_FILTER_BUSY] = N_ ("Was asked as often as it can bear"),
    [TSU_FILTER_DATES] = N_ ("Not in that period"),
    [TSU_FILTER_TIMES] = N_ ("Not free on these days and times"),
    [TSU_FILTER_CAPACITY] = N_ ("Too small"),
    [TSU_FILTER_ACCESS] = N_ ("Lacks something it has to have"),
    [TSU_FILTER_QUALIFICATION] = N_ ("Not insured as a volunteer"),
    [TSU_FILTER_AREA] = N_ ("Too far away"),
    [TSU_FILTER_MATTER] = N_ ("Nothing but the kind of help fits"),
  };

  return g_strdup (reasons[filter] ? _ (reasons[filter]) : "");
}

static int
compare_outs (gconstpointer a, gconstpointer b)
{
  const Out *left = a;
  const Out *right = b;

  /* Those who have little to do with it stand behind those who were held back. */
  if ((left->filter == TSU_FILTER_MATTER) != (right->filter == TSU_FILTER_MATTER))
    return left->filter == TSU_FILTER_MATTER ? 1 : -1;
  if (left->distance != right->distance)
    return left->distance < right->distance ? -1 : 1;
  return left->place < right->place ? -1 : left->place > right->place;
}

static GArray *
collect (TsuMarket *market, guint need, TsuFilter wanted)
{
  GArray *outs = g_array_new (FALSE, FALSE, sizeof (Out));
  g_autofree guint16 *words = NULL;
  TsuNeedProfile profile;

  tsu_market_begin_need (market, need, &profile, &words);
  for (guint c = 0; c < market->candidates->len; c++) {
    const TsuCandidate *candidate = &g_array_index (market->candidates, TsuCandidate, c);
    Out out = { c, tsu_filter_apply (&profile, candidate), 0 };

    if (out.filter == TSU_FILTER_NONE ||
        (wanted == TSU_FILTER_NONE ? out.filter == TSU_FILTER_KIND : out.filter != wanted))
      continue;
    out.distance = tsu_position_distance (&profile.traits.place, &candidate->traits.place);
    if (out.distance == TSU_UNKNOWN)
      out.distance = G_MAXINT;
    g_array_append_val (outs, out);
  }
  tsu_market_end_need (market);
  g_array_sort (outs, compare_outs);
  return outs;
}

static TsuLeftOut *
tell (TsuMarket *market, TsuLedger *ledger, const Out *out, GError **error)
{
  const TsuSource *source = &g_array_index (market->sources, TsuSource, out->place);
  guint actor = g_array_index (market->candidates, TsuCandidate, out->place).actor;
  const char *id = tsu_market_post (market, source->kind, source->post)->id;
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, id, error);
  TsuLeftOut *self;

  if (!record)
    return NULL;
  self = g_new0 (TsuLeftOut, 1);
  self->type = tsu_post_type (source->kind);
  self->id = g_strdup (id);
  self->title = tsu_record_dup_title (record);
  self->actor = actor ? g_strdup (tsu_market_post (market, TSU_POST_ACTOR, actor)->id) : NULL;
  self->actor_name = tsu_market_dup_name (market, ledger, actor);
  self->filter = out->filter;
  self->reason = tell_reason (out->filter);
  return self;
}

/**
 * tsu_suggest_left_out:
 * @market: a market
 * @ledger: the ledger
 * @need: id of a need
 * @filter: why; %TSU_FILTER_NONE for any reason but the kind of help
 * @limit: how many at most
 * @cancellable: (nullable): asked before the work begins
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuLeftOut): those left out, nearest first
 */
GPtrArray *
tsu_suggest_left_out (TsuMarket *market,
                      TsuLedger *ledger,
                      const char *need,
                      TsuFilter filter,
                      guint limit,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_left_out_free);
  g_autoptr (GArray) outs = NULL;
  guint number;

  if (!tsu_market_refresh (market, ledger, cancellable, error) ||
      !tsu_market_find_need (market, need, &number, error))
    return NULL;
  outs = collect (market, number, filter);
  for (guint k = 0; k < MIN (outs->len, limit); k++) {
    TsuLeftOut *one = tell (market, ledger, &g_array_index (outs, Out, k), error);

    if (!one)
      return NULL;
    g_ptr_array_add (list, one);
  }
  return g_steal_pointer (&list);
}

/**
 * tsu_suggestions_describe_left_out:
 *
 * Returns: (transfer full) (nullable): "12 left out: 7 are too far away, 5 …"; %NULL for none
 */
char *
tsu_suggestions_describe_left_out (const TsuSuggestions *self)
{
  g_autoptr (GString) list = g_string_new (NULL);

  if (self->n_left_out == 0)
    return NULL;
  for (int filter = TSU_FILTER_NONE + 1; filter < TSU_FILTER_N; filter++) {
    g_autofree char *one = NULL;

    if (filter == TSU_FILTER_KIND || self->filtered[filter] == 0)
      continue;
    one = tsu_filter_describe (filter, self->filtered[filter]);
    if (list->len > 0)
      g_string_append (list, _ (", "));
    g_string_append (list, one);
  }
  return g_strdup_printf (ngettext ("%u left out: %s", "%u left out: %s", self->n_left_out),
                          self->n_left_out, list->str);
}

/* Who chooses somebody by name knows why it fits; and of another kind of help may come whoever
 * names just what is wanted. */
static TsuFilter
filter_named (const TsuNeedProfile *profile, const TsuCandidate *candidate)
{
  TsuFilter filter = tsu_filter_apply (profile, candidate);
  TsuCandidate beside = *candidate;

  if (filter == TSU_FILTER_KIND && tsu_fit_beside (profile, candidate)) {
    beside.traits.kinds = 0;
    filter = tsu_filter_apply (profile, &beside);
  }
  return filter == TSU_FILTER_MATTER ? TSU_FILTER_NONE : filter;
}

/**
 * tsu_suggest_pair:
 * @market: a market
 * @ledger: the ledger
 * @need: id of a need
 * @candidate: id of an offer, an actor or a resource
 * @error: TSU_ERROR_INVALID, and the reason, where a filter holds it back
 *
 * Returns: (transfer full): what is told of the pair, whatever its rank
 */
TsuSuggestion *
tsu_suggest_pair (
  TsuMarket *market, TsuLedger *ledger, const char *need, const char *candidate, GError **error)
{
  g_autofree guint16 *words = NULL;
  TsuSuggestion *one = NULL;
  TsuNeedProfile profile;
  TsuPostKind kind;
  TsuFilter filter;
  guint number;
  guint post;
  guint place;

  if (!tsu_market_refresh (market, ledger, NULL, error) ||
      !tsu_market_find_need (market, need, &number, error))
    return NULL;
  place = tsu_market_find (market, candidate, &kind, &post) && kind != TSU_POST_NEED
            ? market->candidate_of[kind][post]
            : 0;
  if (place == 0) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("There is no offer with the id “%s”."), candidate);
    return NULL;
  }
  tsu_market_begin_need (market, number, &profile, &words);
  filter = filter_named (&profile, &g_array_index (market->candidates, TsuCandidate, place - 1));
  if (filter == TSU_FILTER_NONE) {
    one = tsu_market_tell (market, ledger, number, &profile, place - 1, error);
  } else {
    g_autofree char *reason = tell_reason (filter);

    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("These two cannot be paired: %s."), reason);
  }
  tsu_market_end_need (market);
  return one;
}
