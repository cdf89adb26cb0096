/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Choosing rings that share no actor: the most actors served, then the best score (the clearing
 * problem of kidney exchange: Abraham, Blum and Sandholm 2007). Finding the best is hard in
 * general, so: branch and bound, actor by actor, each group of rings that touch one another by
 * itself; a limit of steps a group; and beyond it the best found, which is never worse than
 * taking the best ring again and again.
 */

#include "config.h"

#include "tsu-cycles.h"

/* 12 can be divided by every length, so a ring's worth is shared among its members exactly. */
#define SHARES 12
/* Worth of one more actor served; more than all scores of a ring together. */
#define ACTOR_WORTH ((gint64) TSU_CYCLE_MAX * G_MAXINT32)

typedef struct {
  const TsuCycle *cycles;
  guint n_cycles;
  guint n_actors;
  guint *start; /* per actor: its rings in on, dearest share first, then by number */
  guint *on;
  guint *blocked;   /* per ring: members taken or given up */
  guint *available; /* per actor: rings not blocked */
  guint8 *settled;  /* per actor: taken or given up */
  guint *group;     /* actors of the group in hand */
  guint n_group;
  GArray *chosen; /* guint: ring numbers */
  GArray *best;   /* guint: of the group in hand */
  gint64 worth;
  gint64 best_worth;
  guint steps;
  guint max_steps;
  GCancellable *cancellable;
} Picker;

static void
picker_clear (Picker *self)
{
  g_free (self->start);
  g_free (self->on);
  g_free (self->blocked);
  g_free (self->available);
  g_free (self->settled);
  g_free (self->group);
  g_array_unref (self->chosen);
  g_array_unref (self->best);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picker, picker_clear)

static gint64
worth_of (const TsuCycle *cycle)
{
  return cycle->n_members * ACTOR_WORTH + cycle->score;
}

static gint64
share_of (const TsuCycle *cycle)
{
  return worth_of (cycle) * (SHARES / cycle->n_members);
}

static int
compare_by_share (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const TsuCycle *cycles = user_data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  gint64 left_share = share_of (&cycles[left]);
  gint64 right_share = share_of (&cycles[right]);

  if (left_share != right_share)
    return left_share > right_share ? -1 : 1;
  return left < right ? -1 : left > right;
}

static void
picker_init (Picker *self, guint n_actors, const TsuCycle *cycles, guint n_cycles)
{
  g_autofree guint *next = NULL;

  *self = (Picker){ .cycles = cycles, .n_cycles = n_cycles, .n_actors = n_actors };
  self->start = g_new0 (guint, (gsize) n_actors + 1);
  self->blocked = g_new0 (guint, MAX (n_cycles, 1));
  self->available = g_new0 (guint, MAX (n_actors, 1));
  self->settled = g_new0 (guint8, MAX (n_actors, 1));
  self->group = g_new (guint, MAX (n_actors, 1));
  self->chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  self->best = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint c = 0; c < n_cycles; c++)
    for (guint k = 0; k < cycles[c].n_members; k++)
      self->available[cycles[c].members[k]]++;
  for (guint i = 0; i < n_actors; i++)
    self->start[i + 1] = self->start[i] + self->available[i];
  self->on = g_new (guint, MAX (self->start[n_actors], 1));
  next = g_memdup2 (self->start, sizeof (guint) * ((gsize) n_actors + 1));
  for (guint c = 0; c < n_cycles; c++)
    for (guint k = 0; k < cycles[c].n_members; k++)
      self->on[next[cycles[c].members[k]]++] = c;
  for (guint i = 0; i < n_actors; i++)
    g_qsort_with_data (self->on + self->start[i], self->available[i], sizeof (guint),
                       compare_by_share, (gpointer) cycles);
}

/* Takes an actor out of the game, or back in; rings through it follow. */
static void
set_settled (Picker *self, guint actor, gboolean settled)
{
  self->settled[actor] = settled;
  for (guint k = self->start[actor]; k < self->start[actor + 1]; k++) {
    guint c = self->on[k];
    const TsuCycle *cycle = &self->cycles[c];
    int change = 0;

    if (settled && self->blocked[c]++ == 0)
      change = -1;
    else if (!settled && --self->blocked[c] == 0)
      change = 1;
    for (guint m = 0; change != 0 && m < cycle->n_members; m++)
      self->available[cycle->members[m]] += change;
  }
}

static void
set_chosen (Picker *self, guint ring, gboolean chosen)
{
  const TsuCycle *cycle = &self->cycles[ring];

  for (guint m = 0; m < cycle->n_members; m++)
    set_settled (self, cycle->members[m], chosen);
  self->worth += chosen ? worth_of (cycle) : -worth_of (cycle);
  if (chosen)
    g_array_append_val (self->chosen, ring);
  else
    g_array_set_size (self->chosen, self->chosen->len - 1);
}

/* What is left cannot be worth more than each actor's dearest share of an open ring. Also finds
 * the actor with the fewest ways, to decide about next. */
static gint64
find_bound (const Picker *self, guint *tightest)
{
  gint64 bound = 0;
  guint fewest = G_MAXUINT;

  for (guint g = 0; g < self->n_group; g++) {
    guint actor = self->group[g];
    guint k = self->start[actor];

    if (self->settled[actor] || self->available[actor] == 0)
      continue;
    while (self->blocked[self->on[k]] > 0)
      k++;
    bound += share_of (&self->cycles[self->on[k]]);
    if (self->available[actor] < fewest) {
      fewest = self->available[actor];
      *tightest = actor;
    }
  }
  return bound;
}

static void
keep_if_better (Picker *self)
{
  if (self->worth <= self->best_worth)
    return;
  self->best_worth = self->worth;
  g_array_set_size (self->best, 0);
  g_array_append_vals (self->best, self->chosen->data, self->chosen->len);
}

/* FALSE when the steps are used up. */
static gboolean
branch (Picker *self)
{
  guint actor = 0;
  gint64 bound = find_bound (self, &actor);
  gboolean finished = TRUE;

  keep_if_better (self);
  if (bound == 0 || self->worth * SHARES + bound <= self->best_worth * SHARES)
    return TRUE;
  if (++self->steps > self->max_steps ||
      (self->steps % 1024 == 0 && g_cancellable_is_cancelled (self->cancellable)))
    return FALSE;
  for (guint k = self->start[actor]; k < self->start[actor + 1] && finished; k++) {
    guint ring = self->on[k];

    if (self->blocked[ring] > 0)
      continue;
    set_chosen (self, ring, TRUE);
    finished = branch (self);
    set_chosen (self, ring, FALSE);
  }
  if (finished) {
    set_settled (self, actor, TRUE);
    finished = branch (self);
    set_settled (self, actor, FALSE);
  }
  return finished;
}

/* The best open ring again and again: something to beat. */
static void
pick_greedily (Picker *self)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) picked = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint g = 0; g < self->n_group; g++) {
    guint actor = self->group[g];

    /* Each ring once, with its first member. */
    for (guint k = self->start[actor]; k < self->start[actor + 1]; k++)
      if (self->cycles[self->on[k]].members[0] == actor)
        g_array_append_val (order, self->on[k]);
  }
  g_array_sort_with_data (order, compare_by_share, (gpointer) self->cycles);
  for (guint k = 0; k < order->len; k++) {
    guint ring = g_array_index (order, guint, k);

    if (self->blocked[ring] == 0) {
      set_chosen (self, ring, TRUE);
      g_array_append_val (picked, ring);
    }
  }
  keep_if_better (self);
  for (guint k = picked->len; k > 0; k--)
    set_chosen (self, g_array_index (picked, guint, k - 1), FALSE);
}

/* Collects all actors tied to this one by rings. */
static void
gather_group (Picker *self, guint first, guint8 *seen)
{
  self->n_group = 0;
  self->group[self->n_group++] = first;
  seen[first] = 1;
  for (guint g = 0; g < self->n_group; g++)
    for (guint k = self->start[self->group[g]]; k < self->start[self->group[g] + 1]; k++) {
      const TsuCycle *cycle = &self->cycles[self->on[k]];

      for (guint m = 0; m < cycle->n_members; m++)
        if (!seen[cycle->members[m]]) {
          seen[cycle->members[m]] = 1;
          self->group[self->n_group++] = cycle->members[m];
        }
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/**
 * tsu_cycles_select:
 * @n_actors: number of actors
 * @cycles: (array length=n_cycles): rings, as tsu_cycles_find() gives them
 * @n_cycles: number of rings
 * @max_steps: how many decisions to try for each group of rings that touch one another
 * @proved: (out) (optional): whether the choice is the best there is
 * @cancellable: (nullable): obeyed now and then
 * @error: set to %G_IO_ERROR_CANCELLED
 *
 * Chooses rings that share no actor, for the most actors served, then for the best score.
 *
 * Returns: (transfer full) (element-type guint): numbers of rings, ascending, or %NULL
 */
GArray *
tsu_cycles_select (guint n_actors,
                   const TsuCycle *cycles,
                   guint n_cycles,
                   guint max_steps,
                   gboolean *proved,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (Picker) picker = { 0 };
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *seen = g_new0 (guint8, MAX (n_actors, 1));
  gboolean finished = TRUE;

  picker_init (&picker, n_actors, cycles, n_cycles);
  picker.max_steps = max_steps;
  picker.cancellable = cancellable;
  for (guint i = 0; i < n_actors; i++) {
    if (seen[i] || picker.available[i] == 0)
      continue;
    gather_group (&picker, i, seen);
    picker.steps = 0;
    picker.best_worth = 0;
    g_array_set_size (picker.best, 0);
    pick_greedily (&picker);
    finished &= branch (&picker);
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    if (picker.best->len > 0)
      g_array_append_vals (chosen, picker.best->data, picker.best->len);
  }
  g_array_sort (chosen, compare_numbers);
  if (proved)
    *proved = finished;
  return g_steal_pointer (&chosen);
}
