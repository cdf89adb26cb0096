/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The assignment against two independent slow solvers on thousands of small problems, and its own
 * certificate of optimality on each.
 */

#include "config.h"

#include "reference-assign.h"
#include "tsu-assign.h"
#include "tsu-error.h"

typedef struct {
  TsuAssignProblem problem;
  GArray *edges; /* TsuAssignEdge */
  guint *partners;
  guint *load_limit;
  guint *prior_load;
} Instance;

static void
instance_free (Instance *self)
{
  g_array_unref (self->edges);
  g_free (self->partners);
  g_free (self->load_limit);
  g_free (self->prior_load);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Instance, instance_free)

/* Half of the arrays are left NULL, so that the defaults are met as well. */
static guint *
random_counts (GRand *rand, guint n, int from, int to)
{
  guint *counts;

  if (g_rand_boolean (rand))
    return NULL;
  counts = g_new (guint, n + 1);
  for (guint k = 0; k < n; k++)
    counts[k] = g_rand_int_range (rand, from, to + 1);
  return counts;
}

static Instance *
random_instance (GRand *rand, guint n_needs, guint n_offers, double density, int low, int high)
{
  Instance *self = g_new0 (Instance, 1);

  self->edges = g_array_new (FALSE, FALSE, sizeof (TsuAssignEdge));
  for (guint i = 0; i < n_needs; i++)
    for (guint j = 0; j < n_offers; j++) {
      TsuAssignEdge edge = { i, j, g_rand_int_range (rand, low, high + 1) };

      if (g_rand_double (rand) < density)
        g_array_append_val (self->edges, edge);
    }
  self->partners = random_counts (rand, n_needs, 0, 4);
  self->load_limit = random_counts (rand, n_offers, 0, 4);
  self->prior_load = random_counts (rand, n_offers, 0, 3);
  self->problem = (TsuAssignProblem){
    .n_needs = n_needs,
    .n_offers = n_offers,
    .edges = (TsuAssignEdge *) self->edges->data,
    .n_edges = self->edges->len,
    .partners = self->partners,
    .load_limit = self->load_limit,
    .prior_load = self->prior_load,
    .load_penalty = g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 0, high + 1),
    .fill = g_rand_boolean (rand),
  };
  return self;
}

static void
assert_worth (const TsuAssignment *answer, const TsuAssignProblem *problem, Worth expected)
{
  g_assert_cmpint (answer->covered, ==, expected.covered);
  if (problem->fill)
    g_assert_cmpint (answer->n_pairs, ==, expected.pairs);
  g_assert_cmpint (answer->total_score - answer->total_penalty, ==, expected.value);
}

static TsuAssignment *
solve (const TsuAssignProblem *problem)
{
  g_autoptr (GError) error = NULL;
  TsuAssignment *answer = tsu_assign_solve (problem, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  tsu_assignment_check (answer, problem, &error);
  g_assert_no_error (error);
  return answer;
}

static void
test_brute_force (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (int round = 0; round < 4000; round++) {
    guint n = g_rand_int_range (rand, 0, 5);
    guint m = g_rand_int_range (rand, 0, 5);
    g_autoptr (Instance) instance =
      random_instance (rand, n, m, n * m > 12 ? 0.6 : 1.0, g_rand_boolean (rand) ? -4 : 0, 9);
    g_autoptr (TsuAssignment) answer = solve (&instance->problem);

    assert_worth (answer, &instance->problem, reference_brute_force (&instance->problem));
  }
}

static void
test_reference_flow (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  static const int highs[] = { 1, 3, 20, 1000 };

  for (int round = 0; round < 3000; round++) {
    guint n = g_rand_int_range (rand, 1, 15);
    guint m = g_rand_int_range (rand, 1, 15);
    int high = highs[round % G_N_ELEMENTS (highs)];
    g_autoptr (Instance) instance =
      random_instance (rand, n, m, g_rand_double (rand), round % 3 ? 0 : -high, high);
    g_autoptr (TsuAssignment) answer = solve (&instance->problem);

    assert_worth (answer, &instance->problem, reference_flow (&instance->problem));
  }
}

static void
test_middle_sizes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 12; round++) {
    g_autoptr (Instance) instance =
      random_instance (rand, 60 + round, 70 - round, 0.1 + 0.02 * round, 0, 500);
    g_autoptr (TsuAssignment) answer = solve (&instance->problem);

    assert_worth (answer, &instance->problem, reference_flow (&instance->problem));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/match/assign/brute-force", test_brute_force);
  g_test_add_func ("/match/assign/reference-flow", test_reference_flow);
  g_test_add_func ("/match/assign/middle-sizes", test_middle_sizes);
  return g_test_run ();
}
