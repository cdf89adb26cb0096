/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding the rings of two to four actors in which each gives what the next one needs. Every
 * ring is met once, from its smallest member on, in ascending order of its members.
 */

#include "config.h"

#include "tsu-cycles.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

typedef struct {
  gsize *start; /* per actor: its gifts in gifts, ascending by taker, no taker twice */
  TsuCycleGift *gifts;
  gsize *in_start; /* per actor: what it gets, as gift numbers */
  gsize *in;
  gint64 *closing; /* per actor: score of its gift to the root in hand, -1 for none */
  guint max_length;
  guint limit;    /* length cycles may reach in this search */
  GArray *cycles; /* TsuCycle */
} Finder;

static void
finder_clear (Finder *self)
{
  g_free (self->start);
  g_free (self->gifts);
  g_free (self->in_start);
  g_free (self->in);
  g_free (self->closing);
  g_clear_pointer (&self->cycles, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finder, finder_clear)

/* Among gifts between the same two, the best comes first. */
static int
compare_gifts (gconstpointer a, gconstpointer b)
{
  const TsuCycleGift *left = a;
  const TsuCycleGift *right = b;

  if (left->giver != right->giver)
    return left->giver < right->giver ? -1 : 1;
  if (left->taker != right->taker)
    return left->taker < right->taker ? -1 : 1;
  return left->score > right->score ? -1 : left->score < right->score;
}

static gsize
tidy_gifts (Finder *self, const TsuCycleGift *gifts, gsize n_gifts)
{
  gsize n = 0;

  self->gifts = g_new (TsuCycleGift, MAX (n_gifts, 1));
  if (n_gifts > 0)
    memcpy (self->gifts, gifts, sizeof *gifts * n_gifts);
  qsort (self->gifts, n_gifts, sizeof *gifts, compare_gifts);
  for (gsize k = 0; k < n_gifts; k++) {
    const TsuCycleGift *gift = &self->gifts[k];

    if (gift->giver == gift->taker || (n > 0 && self->gifts[n - 1].giver == gift->giver &&
                                       self->gifts[n - 1].taker == gift->taker))
      continue;
    self->gifts[n++] = *gift;
  }
  return n;
}

static void
index_gifts (Finder *self, guint n_actors, gsize n_gifts)
{
  g_autofree gsize *next = NULL;

  self->start = g_new0 (gsize, (gsize) n_actors + 1);
  self->in_start = g_new0 (gsize, (gsize) n_actors + 1);
  self->in = g_new (gsize, MAX (n_gifts, 1));
  self->closing = g_new (gint64, MAX (n_actors, 1));
  for (gsize k = 0; k < n_gifts; k++) {
    self->start[self->gifts[k].giver + 1]++;
    self->in_start[self->gifts[k].taker + 1]++;
  }
  for (guint i = 0; i < n_actors; i++) {
    self->start[i + 1] += self->start[i];
    self->in_start[i + 1] += self->in_start[i];
    self->closing[i] = -1;
  }
  next = g_memdup2 (self->in_start, sizeof (gsize) * ((gsize) n_actors + 1));
  for (gsize k = 0; k < n_gifts; k++)
    self->in[next[self->gifts[k].taker]++] = k;
}

static gboolean
is_member (const TsuCycle *path, guint actor)
{
  for (guint k = 0; k < path->n_members; k++)
    if (path->members[k] == actor)
      return TRUE;
  return FALSE;
}

/* Goes on from the last member; FALSE when the limit is reached. */
static gboolean
extend (Finder *self, const TsuCycle *path)
{
  guint last = path->members[path->n_members - 1];

  if (path->n_members > 1 && self->closing[last] >= 0) {
    TsuCycle found = *path;

    if (self->cycles->len >= self->limit)
      return FALSE;
    found.score += self->closing[last];
    g_array_append_val (self->cycles, found);
  }
  if (path->n_members == self->max_length)
    return TRUE;
  for (gsize k = self->start[last]; k < self->start[last + 1]; k++) {
    const TsuCycleGift *gift = &self->gifts[k];
    TsuCycle longer = *path;

    if (gift->taker < path->members[0] || is_member (path, gift->taker))
      continue;
    /* The last member has to give to the root. */
    if (path->n_members + 1 == self->max_length && self->closing[gift->taker] < 0)
      continue;
    longer.members[longer.n_members++] = gift->taker;
    longer.score += gift->score;
    if (!extend (self, &longer))
      return FALSE;
  }
  return TRUE;
}

static gboolean
find_from (Finder *self, guint root)
{
  TsuCycle path = { .n_members = 1, .members = { root } };
  gboolean more = TRUE;

  if (self->in_start[root] == self->in_start[root + 1])
    return TRUE;
  for (gsize k = self->in_start[root]; k < self->in_start[root + 1]; k++)
    self->closing[self->gifts[self->in[k]].giver] = self->gifts[self->in[k]].score;
  more = extend (self, &path);
  for (gsize k = self->in_start[root]; k < self->in_start[root + 1]; k++)
    self->closing[self->gifts[self->in[k]].giver] = -1;
  return more;
}

/* All rings there are; FALSE when there are more than max_cycles. */
static gboolean
find_all (Finder *self, guint n_actors, guint max_cycles, GCancellable *cancellable)
{
  self->limit = max_cycles;
  for (guint root = 0; root < n_actors; root++) {
    if (root % 64 == 0 && g_cancellable_is_cancelled (cancellable))
      return TRUE;
    if (!find_from (self, root))
      return FALSE;
  }
  return TRUE;
}

/* Too many for all: each actor gets an equal share, not the first ones everything. */
static void
find_some (Finder *self, guint n_actors, guint max_cycles, GCancellable *cancellable)
{
  guint share = MAX (max_cycles / n_actors, 1);

  g_array_set_size (self->cycles, 0);
  for (guint root = 0; root < n_actors; root++) {
    if (root % 64 == 0 && g_cancellable_is_cancelled (cancellable))
      return;
    self->limit = MIN (self->cycles->len + share, max_cycles);
    find_from (self, root);
  }
}

/**
 * tsu_cycles_find:
 * @n_actors: number of actors
 * @gifts: (array length=n_gifts): who offers what whom needs; of several between two the best
 * counts
 * @n_gifts: number of gifts
 * @max_length: longest ring wanted, 2 to %TSU_CYCLE_MAX
 * @max_cycles: at most so many; if there are more, some of every actor's
 * @complete: (out) (optional): whether these are all rings there are
 * @cancellable: (nullable): obeyed now and then
 * @error: set to %TSU_ERROR_INVALID or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type TsuCycle): the rings, ascending by members, or %NULL
 */
GArray *
tsu_cycles_find (guint n_actors,
                 const TsuCycleGift *gifts,
                 gsize n_gifts,
                 guint max_length,
                 guint max_cycles,
                 gboolean *complete,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Finder) finder = { .max_length = max_length };
  gboolean all;

  g_return_val_if_fail (max_length >= 2 && max_length <= TSU_CYCLE_MAX, NULL);
  for (gsize k = 0; k < n_gifts; k++)
    if (gifts[k].giver >= n_actors || gifts[k].taker >= n_actors || gifts[k].score < 0 ||
        gifts[k].score > G_MAXINT32) {
      g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                   _ ("Candidate %zu cannot be part of an exchange."), k + 1);
      return NULL;
    }
  finder.cycles = g_array_new (FALSE, TRUE, sizeof (TsuCycle));
  index_gifts (&finder, n_actors, tidy_gifts (&finder, gifts, n_gifts));
  all = find_all (&finder, n_actors, max_cycles, cancellable);
  if (!all)
    find_some (&finder, n_actors, max_cycles, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (complete)
    *complete = all;
  return g_steal_pointer (&finder.cycles);
}
