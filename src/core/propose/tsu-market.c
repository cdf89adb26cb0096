/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The market's life: made empty, read once, then brought up to the ledger by what changed.
 */

#include "config.h"

#include "tsu-market-private.h"
#include "tsu-weights.h"

#include "tsu-date.h"

static void
clear_post_cb (gpointer data)
{
  TsuPost *post = data;

  tsu_post_clear (post);
  g_free (post->id);
}

static void
make_posts (TsuMarket *self)
{
  for (int kind = 0; kind < TSU_POST_N; kind++) {
    self->posts[kind] = g_array_new (FALSE, TRUE, sizeof (TsuPost));
    g_array_set_clear_func (self->posts[kind], clear_post_cb);
    g_array_set_size (self->posts[kind], 1);
    /* The keys are the posts' own ids. */
    self->numbers[kind] = g_hash_table_new (g_str_hash, g_str_equal);
  }
}

static void
free_posts (TsuMarket *self)
{
  for (int kind = 0; kind < TSU_POST_N; kind++) {
    g_hash_table_unref (self->numbers[kind]);
    g_array_unref (self->posts[kind]);
  }
}

/**
 * tsu_market_new:
 *
 * Returns: (transfer full): a market that knows nothing yet
 */
TsuMarket *
tsu_market_new (void)
{
  TsuMarket *self = g_new0 (TsuMarket, 1);

  g_atomic_ref_count_init (&self->count);
  self->version = -1;
  make_posts (self);
  self->districts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->towns = g_hash_table_new (NULL, NULL);
  self->centres = g_array_new (FALSE, FALSE, sizeof (TsuPosition));
  self->own_centres = g_array_new (FALSE, FALSE, sizeof (TsuPosition));
  self->themes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->theme_names = g_ptr_array_new_with_free_func (g_free);
  self->theme_broader = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->ties = g_array_new (FALSE, FALSE, 2 * sizeof (guint));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (TsuPair));
  self->past = g_array_new (FALSE, TRUE, sizeof (TsuPast));
  self->candidates = g_array_new (FALSE, TRUE, sizeof (TsuCandidate));
  self->sources = g_array_new (FALSE, TRUE, sizeof (TsuSource));
  self->sentences = g_ptr_array_new_with_free_func (g_free);
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  self->named = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->named_rarity = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->word_rarity = g_new0 (guint16, TSU_WORD_BUCKETS);
  self->weights = tsu_score_default_weights;
  return self;
}

TsuMarket *
tsu_market_ref (TsuMarket *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
tsu_market_unref (TsuMarket *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->count))
    return;
  free_posts (self);
  g_hash_table_unref (self->districts);
  g_hash_table_unref (self->towns);
  g_array_unref (self->centres);
  g_array_unref (self->own_centres);
  g_hash_table_unref (self->themes);
  g_ptr_array_unref (self->theme_names);
  g_array_unref (self->theme_broader);
  g_array_unref (self->ties);
  g_array_unref (self->pairs);
  g_array_unref (self->past);
  g_array_unref (self->candidates);
  g_array_unref (self->sources);
  g_array_unref (self->touched);
  g_ptr_array_unref (self->sentences);
  g_array_unref (self->named);
  g_array_unref (self->named_rarity);
  for (int kind = 0; kind < TSU_POST_N; kind++)
    g_free (self->candidate_of[kind]);
  g_free (self->tie_first);
  g_free (self->tie_other);
  g_free (self->theme_rarity);
  g_free (self->word_rarity);
  tsu_market_clear_counts (self);
  g_free (self->circle_size);
  g_free (self->side_by_side);
  g_free (self->actor_first);
  g_free (self->actor_candidates);
  g_free (self->weights_text);
  g_free (self->path);
  g_free (self->today);
  g_free (self->fixed_today);
  g_free (self);
}

/**
 * tsu_market_set_today:
 * @today: (nullable): "2026-11-22"; %NULL to ask the clock each time
 *
 * For tests and for programs that are asked about another day.
 */
void
tsu_market_set_today (TsuMarket *self, const char *today)
{
  g_free (self->fixed_today);
  self->fixed_today = g_strdup (today);
}

/**
 * tsu_market_set_date_style:
 *
 * How days are written in reasons and doubts from now on. May be called from any thread.
 */
void
tsu_market_set_date_style (TsuMarket *self, TsuDateStyle style)
{
  g_atomic_int_set (&self->date_style, (int) style);
}

/* (transfer none): the day as of which the market was last brought up to date */
const char *
tsu_market_get_today (TsuMarket *self)
{
  return self->today;
}

guint
tsu_market_get_n_candidates (TsuMarket *self)
{
  return self->candidates->len;
}

/* Needs that look for partners. */
guint
tsu_market_get_n_needs (TsuMarket *self)
{
  guint n = 0;

  for (guint need = 1; need < tsu_market_n_posts (self, TSU_POST_NEED); need++)
    n += tsu_market_post (self, TSU_POST_NEED, need)->active;
  return n;
}

const TsuScoreWeights *
tsu_market_get_weights (TsuMarket *self)
{
  return &self->weights;
}

/**
 * tsu_market_number:
 * @kind: kind of a post
 * @id: (nullable): id of a record, which need not have been read yet
 *
 * Returns: its number, 0 for no id
 */
guint
tsu_market_number (TsuMarket *self, TsuPostKind kind, const char *id)
{
  GArray *posts = self->posts[kind];
  guint number;

  if (!id)
    return 0;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers[kind], id));
  if (number == 0) {
    number = posts->len;
    g_array_set_size (posts, number + 1);
    tsu_market_post (self, kind, number)->id = g_strdup (id);
    g_hash_table_insert (self->numbers[kind], tsu_market_post (self, kind, number)->id,
                         GUINT_TO_POINTER (number));
  }
  return number;
}

/**
 * tsu_market_find:
 * @id: (nullable): id of any record
 * @kind: (out): kind of its post
 * @number: (out): its number
 *
 * Returns: whether there is such a post, of a record that is not deleted
 */
gboolean
tsu_market_find (TsuMarket *self, const char *id, TsuPostKind *kind, guint *number)
{
  for (int k = 0; id && k < TSU_POST_N; k++) {
    guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers[k], id));

    if (found != 0 && tsu_market_post (self, k, found)->present) {
      *kind = k;
      *number = found;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_all (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  free_posts (self);
  make_posts (self);
  if (!tsu_market_read_land (self, ledger, error))
    return FALSE;
  tsu_market_reset_counts (self);
  return tsu_market_read_posts (self, ledger, NULL, error) &&
         tsu_market_read_ties (self, ledger, error) && tsu_market_read_past (self, ledger, error);
}

static gboolean
has_any (GHashTable *changed, const char *const *types)
{
  for (; *types; types++)
    if (g_hash_table_contains (changed, *types))
      return TRUE;
  return FALSE;
}

/* @far: (inout): set where more than needs changed. */
static gboolean
read_changed (TsuMarket *self, TsuLedger *ledger, gboolean new_day, gboolean *far, GError **error)
{
  static const char *const land[] = { "district", "theme", NULL };
  static const char *const ties[] = { "tie", NULL };
  static const char *const past[] = { "match", "participation", "event", NULL };
  static const char *const offered[] = { "offer", "resource", "actor", NULL };
  g_autoptr (GHashTable) changed = tsu_ledger_changed_since (ledger, self->version, error);
  const GArray *keys[TSU_POST_N];

  if (!changed)
    return FALSE;
  *far = new_day || has_any (changed, land) || has_any (changed, ties) || has_any (changed, past) ||
         has_any (changed, offered);
  /* Posts carry the numbers of districts and themes. */
  if (has_any (changed, land))
    return read_all (self, ledger, error);
  for (int kind = 0; kind < TSU_POST_N; kind++)
    keys[kind] = g_hash_table_lookup (changed, tsu_post_type (kind)->name);
  if (!tsu_market_read_posts (self, ledger, keys, error))
    return FALSE;
  if ((new_day || has_any (changed, ties)) && !tsu_market_read_ties (self, ledger, error))
    return FALSE;
  return !(new_day || has_any (changed, past)) || tsu_market_read_past (self, ledger, error);
}

static gboolean
set_day (TsuMarket *self)
{
  g_autofree char *now =
    self->fixed_today ? g_strdup (self->fixed_today) : tsu_date_today (g_get_real_time () / 1000);

  if (g_strcmp0 (now, self->today) == 0)
    return FALSE;
  g_free (self->today);
  self->today = g_steal_pointer (&now);
  self->day = tsu_market_day (self->today, FALSE);
  return TRUE;
}

static gboolean
set_weights (TsuMarket *self, TsuLedger *ledger)
{
  TsuScoreWeights weights;
  g_autofree char *text = NULL;

  tsu_weights_load (ledger, &weights);
  text = tsu_weights_format (&weights);
  if (g_strcmp0 (text, self->weights_text) == 0)
    return FALSE;
  self->weights = weights;
  g_free (self->weights_text);
  self->weights_text = g_steal_pointer (&text);
  return TRUE;
}

/**
 * tsu_market_refresh:
 * @self: a market
 * @ledger: the ledger
 * @cancellable: (nullable): asked before the work begins
 * @error: what went wrong; the market is then read anew the next time
 *
 * Brings the market up to the ledger and the day. Every function that takes a market does so.
 *
 * Returns: whether it is
 */
gboolean
tsu_market_refresh (TsuMarket *self, TsuLedger *ledger, GCancellable *cancellable, GError **error)
{
  gint64 version = tsu_ledger_get_version (ledger);
  gboolean same = self->version >= 0 && version >= self->version &&
                  g_strcmp0 (self->path, tsu_ledger_get_path (ledger)) == 0;
  gboolean new_day = set_day (self);
  guint n_actors = tsu_market_n_posts (self, TSU_POST_ACTOR);
  gboolean far = TRUE;
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  set_weights (self, ledger);
  if (same && version == self->version && !new_day)
    return TRUE;
  done = same ? read_changed (self, ledger, new_day, &far, error) : read_all (self, ledger, error);
  if (!done) {
    self->version = -1;
    return FALSE;
  }
  self->version = version;
  g_free (self->path);
  self->path = g_strdup (tsu_ledger_get_path (ledger));
  /* A need may name an actor that is not known yet. */
  far = far || tsu_market_n_posts (self, TSU_POST_ACTOR) != n_actors;
  if (far)
    tsu_market_join_ties (self);
  if (tsu_market_measure (self) || far)
    tsu_market_compose (self);
  else
    tsu_market_weigh_candidates (self);
  return TRUE;
}
