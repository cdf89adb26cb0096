/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exchange rings against a plain search over all ordered groups, and their selection against
 * trying every subset.
 */

#include "config.h"

#include "tsu-cycles.h"
#include "tsu-error.h"

static GArray *
random_gifts (GRand *rand, guint n, double density)
{
  GArray *gifts = g_array_new (FALSE, FALSE, sizeof (TsuCycleGift));

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++) {
      TsuCycleGift gift = { a, b, g_rand_int_range (rand, 0, 10) };

      if (a != b && g_rand_double (rand) < density)
        g_array_append_val (gifts, gift);
    }
  return gifts;
}

static GArray *
find (guint n, const GArray *gifts, guint max_length)
{
  g_autoptr (GError) error = NULL;
  gboolean complete = FALSE;
  GArray *cycles = tsu_cycles_find (n, (const TsuCycleGift *) gifts->data, gifts->len, max_length,
                                    100000, &complete, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (complete);
  return cycles;
}

static gint64
find_gift (const GArray *gifts, guint giver, guint taker)
{
  for (guint k = 0; k < gifts->len; k++) {
    const TsuCycleGift *gift = &g_array_index (gifts, TsuCycleGift, k);

    if (gift->giver == giver && gift->taker == taker)
      return gift->score;
  }
  return -1;
}

/* Every way to write down length different actors, the smallest first. */
static guint
count_rings (const GArray *gifts, guint n, guint length)
{
  guint count = 0;
  guint total = 1;

  for (guint k = 0; k < length; k++)
    total *= n;
  for (guint code = 0; code < total; code++) {
    guint member[TSU_CYCLE_MAX];
    gboolean ring = TRUE;

    for (guint k = 0, rest = code; k < length; k++, rest /= n)
      member[k] = rest % n;
    for (guint k = 0; k < length; k++) {
      ring = ring && (k == 0 || member[k] > member[0]);
      for (guint l = 0; l < k; l++)
        ring = ring && member[k] != member[l];
      ring = ring && find_gift (gifts, member[k], member[(k + 1) % length]) >= 0;
    }
    count += ring;
  }
  return count;
}

static void
test_find (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int round = 0; round < 60; round++) {
    guint n = g_rand_int_range (rand, 1, 8);
    g_autoptr (GArray) gifts = random_gifts (rand, n, g_rand_double (rand));
    guint expected = 0;

    for (guint length = 2; length <= TSU_CYCLE_MAX; length++) {
      g_autoptr (GArray) cycles = find (n, gifts, length);

      expected += count_rings (gifts, n, length);
      g_assert_cmpuint (cycles->len, ==, expected);
      for (guint c = 0; c < cycles->len; c++) {
        const TsuCycle *cycle = &g_array_index (cycles, TsuCycle, c);
        gint64 score = 0;

        for (guint k = 0; k < cycle->n_members; k++) {
          gint64 gift =
            find_gift (gifts, cycle->members[k], cycle->members[(k + 1) % cycle->n_members]);

          g_assert_cmpint (gift, >=, 0);
          score += gift;
        }
        g_assert_cmpint (cycle->score, ==, score);
      }
    }
  }
}

typedef struct {
  guint served;
  gint64 score;
} Worth;

static Worth
try_subsets (const GArray *cycles, guint at, guint used)
{
  const TsuCycle *cycle;
  guint members = 0;
  Worth without, with;

  if (at == cycles->len)
    return (Worth){ 0 };
  cycle = &g_array_index (cycles, TsuCycle, at);
  without = try_subsets (cycles, at + 1, used);
  for (guint k = 0; k < cycle->n_members; k++)
    members |= 1u << cycle->members[k];
  if (used & members)
    return without;
  with = try_subsets (cycles, at + 1, used | members);
  with.served += cycle->n_members;
  with.score += cycle->score;
  if (with.served != without.served)
    return with.served > without.served ? with : without;
  return with.score > without.score ? with : without;
}

static Worth
add_up (const GArray *cycles, const GArray *chosen, guint n)
{
  g_autofree guint8 *used = g_new0 (guint8, n + 1);
  Worth worth = { 0 };

  for (guint k = 0; k < chosen->len; k++) {
    const TsuCycle *cycle = &g_array_index (cycles, TsuCycle, g_array_index (chosen, guint, k));

    for (guint m = 0; m < cycle->n_members; m++)
      g_assert_cmpint (used[cycle->members[m]]++, ==, 0);
    worth.served += cycle->n_members;
    worth.score += cycle->score;
  }
  return worth;
}

static GArray *
select_rings (guint n, const GArray *cycles, guint max_steps, gboolean *proved)
{
  g_autoptr (GError) error = NULL;
  GArray *chosen = tsu_cycles_select (n, (const TsuCycle *) cycles->data, cycles->len, max_steps,
                                      proved, NULL, &error);

  g_assert_no_error (error);
  return chosen;
}

static void
test_select (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (int round = 0; round < 400; round++) {
    guint n = g_rand_int_range (rand, 1, 12);
    g_autoptr (GArray) gifts = random_gifts (rand, n, 2.2 / n);
    g_autoptr (GArray) cycles = find (n, gifts, TSU_CYCLE_MAX);
    g_autoptr (GArray) chosen = NULL;
    g_autoptr (GArray) hasty = NULL;
    gboolean proved = FALSE;
    Worth expected, found, rough;

    if (cycles->len > 22)
      continue;
    chosen = select_rings (n, cycles, 1000000, &proved);
    hasty = select_rings (n, cycles, 0, NULL);
    expected = try_subsets (cycles, 0, 0);
    found = add_up (cycles, chosen, n);
    rough = add_up (cycles, hasty, n);
    g_assert_true (proved);
    g_assert_cmpuint (found.served, ==, expected.served);
    g_assert_cmpint (found.score, ==, expected.score);
    g_assert_cmpuint (rough.served, <=, expected.served);
    g_assert_cmpuint (rough.served > 0, ==, expected.served > 0);
  }
}

/* "A lends the room, B brings the band, C sells the tickets": nobody finds it two by two. */
static void
test_three_ways (void)
{
  static const TsuCycleGift gifts[] = {
    { 0, 1, 5 }, { 1, 2, 6 }, { 2, 0, 7 }, { 0, 1, 2 }, { 3, 3, 9 }, { 3, 0, 9 },
  };
  gboolean complete = FALSE;
  g_autoptr (GArray) pairs = tsu_cycles_find (4, gifts, 6, 2, 10, &complete, NULL, NULL);
  g_autoptr (GArray) rings = tsu_cycles_find (4, gifts, 6, 3, 10, &complete, NULL, NULL);
  const TsuCycle *ring = &g_array_index (rings, TsuCycle, 0);

  g_assert_cmpuint (pairs->len, ==, 0);
  g_assert_cmpuint (rings->len, ==, 1);
  g_assert_cmpuint (ring->n_members, ==, 3);
  g_assert_cmpuint (ring->members[0], ==, 0);
  g_assert_cmpuint (ring->members[1], ==, 1);
  g_assert_cmpuint (ring->members[2], ==, 2);
  g_assert_cmpint (ring->score, ==, 18);
}

/* Three pairs in a row: the dear one in the middle would leave two actors out. */
static void
test_more_served_first (void)
{
  static const TsuCycleGift gifts[] = {
    { 0, 1, 1 }, { 1, 0, 1 }, { 1, 2, 9 }, { 2, 1, 9 }, { 2, 3, 1 }, { 3, 2, 1 },
  };
  g_autoptr (GArray) cycles = tsu_cycles_find (4, gifts, 6, 2, 10, NULL, NULL, NULL);
  gboolean proved = FALSE;
  g_autoptr (GArray) chosen = select_rings (4, cycles, 100, &proved);

  g_assert_true (proved);
  g_assert_cmpuint (chosen->len, ==, 2);
  g_assert_cmpuint (g_array_index (chosen, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (chosen, guint, 1), ==, 2);
}

static void
test_limits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autoptr (GArray) gifts = random_gifts (rand, 60, 0.2);
  const TsuCycleGift *data = (const TsuCycleGift *) gifts->data;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) some = NULL;
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) second = NULL;
  gboolean flag = TRUE;

  some = tsu_cycles_find (60, data, gifts->len, 4, 1000, &flag, NULL, NULL);
  g_assert_cmpuint (some->len, <=, 1000);
  g_assert_cmpuint (some->len, >, 500);
  g_assert_false (flag);
  /* Not only the first actors' rings. */
  g_assert_cmpuint (g_array_index (some, TsuCycle, some->len - 1).members[0], >, 30);
  first = select_rings (60, some, 50, &flag);
  g_assert_false (flag);
  second = select_rings (60, some, 50, NULL);
  g_assert_cmpmem (first->data, first->len * sizeof (guint), second->data,
                   second->len * sizeof (guint));
  g_assert_cmpuint (add_up (some, first, 60).served, >, 0);

  g_assert_null (tsu_cycles_find (5, data, gifts->len, 4, 10, NULL, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (tsu_cycles_find (60, data, gifts->len, 4, 10, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/match/cycles/find", test_find);
  g_test_add_func ("/match/cycles/select", test_select);
  g_test_add_func ("/match/cycles/three-ways", test_three_ways);
  g_test_add_func ("/match/cycles/more-served-first", test_more_served_first);
  g_test_add_func ("/match/cycles/limits", test_limits);
  return g_test_run ();
}
