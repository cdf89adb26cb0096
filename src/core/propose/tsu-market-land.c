/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What posts refer to: districts and themes, and who is tied to whom.
 */

#include "config.h"

#include "tsu-market-private.h"

#include "tsu-topic.h"
#include "tsu-vocabulary.h"

#include <glib/gi18n.h>

#define ROUNDS 8
#define LEAST_CIRCLE 5

static void
add_theme (TsuMarket *self, const char *code, const char *name, guint16 broader)
{
  g_hash_table_insert (self->themes, g_strdup (code),
                       GUINT_TO_POINTER (self->theme_names->len + 1));
  g_ptr_array_add (self->theme_names, g_strdup (name));
  g_array_append_val (self->theme_broader, broader);
}

static gboolean
read_themes (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  static const char *const fields[] = { "name", "broader", NULL };
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "theme", fields, NULL, error);
  gboolean row = TRUE;

  g_hash_table_remove_all (self->themes);
  g_ptr_array_set_size (self->theme_names, 0);
  g_array_set_size (self->theme_broader, 0);
  for (guint16 i = 0; i < tsu_themes.n_terms; i++)
    add_theme (self, tsu_themes.terms[i].code,
               tsu_vocabulary_label (&tsu_themes, tsu_themes.terms[i].code), i);
  while (scan) {
    const char *broader;
    guint number = 0;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row || self->theme_names->len > G_MAXINT16)
      return TRUE;
    broader = tsu_scan_get_text (scan, 1);
    if (broader)
      number = GPOINTER_TO_UINT (g_hash_table_lookup (self->themes, broader));
    add_theme (self, tsu_scan_get_id (scan),
               tsu_scan_get_text (scan, 0) ? tsu_scan_get_text (scan, 0) : "",
               (guint16) (number ? number - 1 : self->theme_names->len));
  }
  return FALSE;
}

static void
add_town (TsuMarket *self, const char *name)
{
  g_autoptr (GArray) topics = tsu_topic_find (name);

  for (guint k = 0; k < topics->len; k++)
    if (!(g_array_index (topics, guint32, k) & TSU_TOPIC_CONCEPT))
      g_hash_table_add (self->towns, GUINT_TO_POINTER (g_array_index (topics, guint32, k)));
}

static gboolean
read_districts (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  static const char *const fields[] = { "latitude", "longitude", "name", "towns", NULL };
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "district", fields, NULL, error);
  TsuPosition place = { TSU_UNKNOWN, TSU_UNKNOWN };
  gboolean row = TRUE;

  g_hash_table_remove_all (self->districts);
  g_hash_table_remove_all (self->towns);
  g_array_set_size (self->own_centres, 0);
  g_array_append_val (self->own_centres, place);
  while (scan) {
    g_auto (GStrv) towns = NULL;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    towns = tsu_scan_dup_list (scan, 3);
    add_town (self, tsu_scan_get_text (scan, 2));
    for (guint k = 0; towns && towns[k]; k++)
      add_town (self, towns[k]);
    place = (TsuPosition){ TSU_UNKNOWN, TSU_UNKNOWN };
    if (tsu_scan_has (scan, 0) && tsu_scan_has (scan, 1))
      place =
        (TsuPosition){ (int) tsu_scan_get_integer (scan, 0), (int) tsu_scan_get_integer (scan, 1) };
    g_hash_table_insert (self->districts, g_strdup (tsu_scan_get_id (scan)),
                         GUINT_TO_POINTER (self->own_centres->len));
    g_array_append_val (self->own_centres, place);
  }
  return FALSE;
}

/**
 * tsu_market_read_land:
 *
 * Reads districts and themes; posts have to be read again afterwards.
 *
 * Returns: whether they were read
 */
gboolean
tsu_market_read_land (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  return read_themes (self, ledger, error) && read_districts (self, ledger, error);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const guint *left = a;
  const guint *right = b;

  if (left[0] != right[0])
    return left[0] < right[0] ? -1 : 1;
  return left[1] < right[1] ? -1 : left[1] > right[1];
}

/* Two who are tied twice, as members and as friends, still know each other once. */
static void
remove_double_ties (TsuMarket *self)
{
  guint n = 0;

  g_array_sort (self->ties, compare_pairs);
  for (guint k = 0; k < self->ties->len; k++) {
    guint *pair = (guint *) (gpointer) self->ties->data + (gsize) 2 * k;
    guint *kept = (guint *) (gpointer) self->ties->data + (gsize) 2 * n;

    if (n > 0 && compare_pairs (kept - 2, pair) == 0)
      continue;
    kept[0] = pair[0];
    kept[1] = pair[1];
    n++;
  }
  g_array_set_size (self->ties, n);
}

/**
 * tsu_market_read_ties:
 *
 * Reads the ties that have not ended.
 *
 * Returns: whether they were read
 */
gboolean
tsu_market_read_ties (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  static const char *const fields[] = { "actor", "other", "ends", NULL };
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "tie", fields, NULL, error);
  gboolean row = TRUE;

  g_array_set_size (self->ties, 0);
  while (scan) {
    guint pair[2];
    guint a, b;
    int ended;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row) {
      remove_double_ties (self);
      return TRUE;
    }
    ended = tsu_market_day (tsu_scan_get_text (scan, 2), TRUE);
    a = tsu_market_number (self, TSU_POST_ACTOR, tsu_scan_get_text (scan, 0));
    b = tsu_market_number (self, TSU_POST_ACTOR, tsu_scan_get_text (scan, 1));
    pair[0] = MIN (a, b);
    pair[1] = MAX (a, b);
    if (pair[0] && pair[1] && pair[0] != pair[1] && (!ended || ended >= self->day))
      g_array_append_vals (self->ties, pair, 1);
  }
  return FALSE;
}

static const guint *
get_tie (TsuMarket *self, guint tie)
{
  return (const guint *) (gpointer) self->ties->data + (gsize) 2 * tie;
}

/* Each actor takes the circle that most of its acquaintances are in, the smallest number among
 * equals, some rounds long: label propagation (Raghavan, Albert, Kumara 2007), in a fixed order
 * instead of a random one so that every desk sees the same circles. */
static void
find_circles (TsuMarket *self, guint n_actors)
{
  g_autofree guint *votes = g_new0 (guint, n_actors);

  for (guint actor = 1; actor < n_actors; actor++)
    tsu_market_past (self, actor)->cluster =
      self->tie_first[actor + 1] > self->tie_first[actor] ? actor : 0;
  for (int round = 0; round < ROUNDS; round++) {
    for (guint actor = 1; actor < n_actors; actor++) {
      guint first = self->tie_first[actor];
      guint end = self->tie_first[actor + 1];
      guint best = tsu_market_past (self, actor)->cluster;

      for (guint k = first; k < end; k++)
        votes[tsu_market_past (self, self->tie_other[k])->cluster]++;
      for (guint k = first; k < end; k++) {
        guint circle = tsu_market_past (self, self->tie_other[k])->cluster;

        if (votes[circle] > votes[best] || (votes[circle] == votes[best] && circle < best))
          best = circle;
      }
      for (guint k = first; k < end; k++)
        votes[tsu_market_past (self, self->tie_other[k])->cluster] = 0;
      tsu_market_past (self, actor)->cluster = best;
    }
  }
}

/* In a circle of two or three everybody else is a stranger: that says nothing. */
static void
forget_small_circles (TsuMarket *self, guint n_actors)
{
  g_autofree guint *sizes = g_new0 (guint, n_actors);

  for (guint actor = 1; actor < n_actors; actor++)
    sizes[tsu_market_past (self, actor)->cluster]++;
  g_free (self->circle_size);
  self->circle_size = g_new0 (guint, n_actors + 1);
  for (guint actor = 1; actor < n_actors; actor++) {
    TsuPast *past = tsu_market_past (self, actor);

    if (sizes[past->cluster] < LEAST_CIRCLE)
      past->cluster = 0;
    if (past->cluster == 0)
      continue;
    self->circle_size[past->cluster]++;
    self->circle_size[0]++;
  }
}

/**
 * tsu_market_join_ties:
 *
 * Makes of the ties each actor's acquaintances and circle.
 */
void
tsu_market_join_ties (TsuMarket *self)
{
  guint n_actors = tsu_market_n_posts (self, TSU_POST_ACTOR);
  g_autofree guint *at = NULL;

  g_array_set_size (self->past, n_actors);
  g_free (self->tie_first);
  g_free (self->tie_other);
  self->tie_first = g_new0 (guint, n_actors + 1);
  self->tie_other = g_new (guint, (gsize) 2 * self->ties->len + 1);
  for (guint k = 0; k < self->ties->len; k++) {
    self->tie_first[get_tie (self, k)[0] + 1]++;
    self->tie_first[get_tie (self, k)[1] + 1]++;
  }
  for (guint actor = 0; actor < n_actors; actor++)
    self->tie_first[actor + 1] += self->tie_first[actor];
  at = g_memdup2 (self->tie_first, sizeof (guint) * (n_actors + 1));
  for (guint k = 0; k < self->ties->len; k++) {
    const guint *pair = get_tie (self, k);

    self->tie_other[at[pair[0]]++] = pair[1];
    self->tie_other[at[pair[1]]++] = pair[0];
  }
  find_circles (self, n_actors);
  forget_small_circles (self, n_actors);
}
