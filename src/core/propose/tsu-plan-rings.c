/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exchanges: A lends the room, B brings the band, C sells the tickets.
 */

#include "config.h"

#include "tsu-cycles.h"
#include "tsu-plan-private.h"

#include <glib/gi18n.h>

#define MOST_FOUND 5000
#define MOST_STEPS 20000
#define MOST_TOLD 10
/* Whoever gives in a ring should have something to give that fits, not just anything. */
#define LEAST_SCORE 450

void
tsu_plan_ring_free (TsuPlanRing *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->gifts);
  g_free (self->sentence);
  g_free (self);
}

/* Where a gift came from, beside it in the same order. */
typedef struct {
  guint row;
  const TsuPlanEdge *edge;
} Origin;

static void
collect_gifts (TsuPlanWork *work, GArray *gifts, GArray *origins)
{
  for (guint row = 0; row < work->needs->len; row++) {
    guint need = g_array_index (work->needs, guint, row);
    guint taker = tsu_market_post (work->market, TSU_POST_NEED, need)->actor;

    for (guint e = g_array_index (work->first, guint, row);
         taker && e < g_array_index (work->first, guint, row + 1); e++) {
      const TsuPlanEdge *edge = &g_array_index (work->edges, TsuPlanEdge, e);
      guint giver = g_array_index (work->market->candidates, TsuCandidate, edge->place).actor;
      TsuCycleGift gift = { giver, taker, edge->score };
      Origin origin = { row, edge };

      if (giver == 0 || giver == taker || edge->score < LEAST_SCORE)
        continue;
      g_array_append_val (gifts, gift);
      g_array_append_val (origins, origin);
    }
  }
}

static const Origin *
find_origin (const GArray *gifts, const GArray *origins, guint giver, guint taker)
{
  const Origin *best = NULL;

  for (guint k = 0; k < gifts->len; k++) {
    const TsuCycleGift *gift = &g_array_index (gifts, TsuCycleGift, k);
    const Origin *origin = &g_array_index (origins, Origin, k);

    if (gift->giver == giver && gift->taker == taker &&
        (!best || origin->edge->score > best->edge->score))
      best = origin;
  }
  return best;
}

static TsuSuggestion *
tell_gift (TsuPlanWork *work, const Origin *origin, GError **error)
{
  guint need = g_array_index (work->needs, guint, origin->row);
  g_autofree guint16 *words = NULL;
  TsuNeedProfile profile;
  TsuSuggestion *one;

  tsu_market_begin_need (work->market, need, &profile, &words);
  one = tsu_market_tell (work->market, work->ledger, need, &profile, origin->edge->place, error);
  tsu_market_end_need (work->market);
  return one;
}

static char *
tell_sentence (const TsuPlanRing *ring)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < ring->gifts->len; k++) {
    const TsuSuggestion *gift = g_ptr_array_index (ring->gifts, k);
    const char *taker = g_ptr_array_index (ring->names, (k + 1) % ring->names->len);

    if (k > 0)
      /* Translators: between the parts of an exchange of several */
      g_string_append (text, _ ("; "));
    /* Translators: giver, gift, taker: "Sato → “Room upstairs” → Suzuki" */
    g_string_append_printf (text, _ ("%s → “%s” → %s"), (char *) g_ptr_array_index (ring->names, k),
                                     gift->title, taker);
  }
  return g_string_free (text, FALSE);
}

static TsuPlanRing *
tell_ring (TsuPlanWork *work,
           const TsuCycle *cycle,
           const GArray *gifts,
           const GArray *origins,
           GError **error)
{
  TsuPlanRing *ring = g_new0 (TsuPlanRing, 1);

  ring->names = g_ptr_array_new_with_free_func (g_free);
  ring->gifts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_suggestion_free);
  for (guint k = 0; k < cycle->n_members; k++) {
    guint giver = cycle->members[k];
    guint taker = cycle->members[(k + 1) % cycle->n_members];
    TsuSuggestion *gift = tell_gift (work, find_origin (gifts, origins, giver, taker), error);
    char *name = tsu_market_dup_name (work->market, work->ledger, giver);

    g_ptr_array_add (ring->names, name ? name : g_strdup (""));
    if (!gift) {
      tsu_plan_ring_free (ring);
      return NULL;
    }
    g_ptr_array_add (ring->gifts, gift);
  }
  ring->sentence = tell_sentence (ring);
  return ring;
}

static int
compare_cycles (gconstpointer a, gconstpointer b)
{
  const TsuCycle *left = a;
  const TsuCycle *right = b;
  /* The mean gift, so that a long ring is not better for being long. */
  gint64 difference = right->score * left->n_members - left->score * right->n_members;

  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return left->members[0] < right->members[0] ? -1 : left->members[0] > right->members[0];
}

/**
 * tsu_plan_find_rings:
 * @self: a plan
 * @work: its work, collected
 * @cancellable: (nullable): obeyed now and then
 * @error: what went wrong
 *
 * Finds exchanges among those who need something and could give something, none in two of them.
 *
 * Returns: whether it was done
 */
gboolean
tsu_plan_find_rings (TsuPlan *self, TsuPlanWork *work, GCancellable *cancellable, GError **error)
{
  guint n_actors = tsu_market_n_posts (work->market, TSU_POST_ACTOR);
  g_autoptr (GArray) gifts = g_array_new (FALSE, FALSE, sizeof (TsuCycleGift));
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (Origin));
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) chosen = NULL;
  g_autoptr (GArray) best = NULL;

  collect_gifts (work, gifts, origins);
  found = tsu_cycles_find (n_actors, (const TsuCycleGift *) (gpointer) gifts->data, gifts->len,
                           TSU_CYCLE_MAX, MOST_FOUND, NULL, cancellable, error);
  if (!found)
    return FALSE;
  chosen = tsu_cycles_select (n_actors, (const TsuCycle *) (gpointer) found->data, found->len,
                              MOST_STEPS, NULL, cancellable, error);
  if (!chosen)
    return FALSE;
  best = g_array_new (FALSE, FALSE, sizeof (TsuCycle));
  for (guint k = 0; k < chosen->len; k++)
    g_array_append_val (best, g_array_index (found, TsuCycle, g_array_index (chosen, guint, k)));
  g_array_sort (best, compare_cycles);
  for (guint k = 0; k < MIN (best->len, MOST_TOLD); k++) {
    TsuPlanRing *ring = tell_ring (work, &g_array_index (best, TsuCycle, k), gifts, origins, error);

    if (!ring)
      return FALSE;
    g_ptr_array_add (self->rings, ring);
  }
  return TRUE;
}
