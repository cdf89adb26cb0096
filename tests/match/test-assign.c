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

  for (int round = 0; round < 12000; round++) {
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

/* The dense way takes one to one problems only; a missing cell is a forbidden one. */
static gint64 *
dup_matrix (const TsuAssignProblem *problem)
{
  gsize n_cells = (gsize) problem->n_needs * problem->n_offers;
  gint64 *cells = g_new (gint64, MAX (n_cells, 1));

  for (gsize k = 0; k < n_cells; k++)
    cells[k] = TSU_ASSIGN_NO_PAIR;
  for (gsize e = 0; e < problem->n_edges; e++)
    cells[(gsize) problem->edges[e].need * problem->n_offers + problem->edges[e].offer] =
      problem->edges[e].score;
  return cells;
}

static void
test_dense (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (int round = 0; round < 3000; round++) {
    guint n = g_rand_int_range (rand, 0, 13);
    guint m = round % 2 ? n : (guint) g_rand_int_range (rand, 0, 13);
    double density = round % 3 ? 1.1 : g_rand_double (rand);
    g_autoptr (Instance) instance = random_instance (rand, n, m, density, -3, round % 40);
    TsuAssignProblem problem = { .n_needs = n,
                                 .n_offers = m,
                                 .edges = instance->problem.edges,
                                 .n_edges = instance->problem.n_edges };
    g_autofree gint64 *cells = dup_matrix (&problem);
    g_autoptr (GError) error = NULL;
    g_autoptr (TsuAssignment) answer =
      tsu_assign_solve_dense (n, m, cells, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    tsu_assignment_check (answer, &problem, &error);
    g_assert_no_error (error);
    assert_worth (answer, &problem, reference_flow (&problem));
  }
}

/* Scores too wide for the dense way's 32 bits take the other one. */
static void
test_dense_wide (void)
{
  static const gint64 cells[] = { 5000000000, 1, 4999999999, TSU_ASSIGN_NO_PAIR };
  g_autoptr (TsuAssignment) answer = tsu_assign_solve_dense (2, 2, cells, NULL, NULL, NULL, NULL);

  g_assert_cmpint (answer->total_score, ==, 5000000000);
  g_assert_cmpint (answer->covered, ==, 2);
}

static void
assert_same (const TsuAssignment *a, const TsuAssignment *b)
{
  g_assert_cmpmem (a->first, sizeof (guint) * (a->n_needs + 1), b->first,
                   sizeof (guint) * (b->n_needs + 1));
  g_assert_cmpmem (a->partner, sizeof (guint) * a->n_pairs, b->partner,
                   sizeof (guint) * b->n_pairs);
  g_assert_cmpmem (a->need_price, sizeof (gint64) * a->n_needs, b->need_price,
                   sizeof (gint64) * b->n_needs);
  g_assert_cmpmem (a->offer_price, sizeof (gint64) * a->n_offers, b->offer_price,
                   sizeof (gint64) * b->n_offers);
}

static void
shuffle (GRand *rand, TsuAssignEdge *edges, guint n)
{
  for (guint k = n; k > 1; k--) {
    guint other = g_rand_int_range (rand, 0, k);
    TsuAssignEdge edge = edges[k - 1];

    edges[k - 1] = edges[other];
    edges[other] = edge;
  }
}

/* Scores 0 to 2 make ties the rule; the order of the list must not show all the same. */
static void
test_deterministic (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 60; round++) {
    g_autoptr (Instance) instance = random_instance (rand, 40, 40, 0.2, 0, 2);
    g_autoptr (TsuAssignment) before = solve (&instance->problem);
    g_autoptr (TsuAssignment) after = NULL;

    shuffle (rand, (TsuAssignEdge *) instance->edges->data, instance->edges->len);
    after = solve (&instance->problem);
    assert_same (before, after);
  }
}

static gint64
sum_squares (const TsuAssignment *answer)
{
  gint64 sum = 0;

  for (guint j = 0; j < answer->n_offers; j++)
    sum += (gint64) answer->load[j] * answer->load[j];
  return sum;
}

/* With as many pairs in every answer, a higher penalty can only even out the loads, measured by
 * their squares: adding up "each is the best at its own penalty" leaves (P2 - P1)(Q1 - Q2) >= 0. */
static void
test_penalty_evens_loads (void)
{
  static const gint64 penalties[] = { 0, 1, 5, 20, 80, 400, 100000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  gboolean evened = FALSE;

  for (int round = 0; round < 40; round++) {
    g_autoptr (Instance) instance = random_instance (rand, 30, 20, 0.5, 0, 100);
    g_autofree guint *limits = g_new (guint, 20);
    gint64 last = G_MAXINT64;
    gint64 total = G_MAXINT64;

    for (guint j = 0; j < 20; j++)
      limits[j] = 8;
    instance->problem.load_limit = limits;
    instance->problem.prior_load = NULL;
    instance->problem.fill = TRUE;
    for (guint p = 0; p < G_N_ELEMENTS (penalties); p++) {
      g_autoptr (TsuAssignment) answer = NULL;

      instance->problem.load_penalty = penalties[p];
      answer = solve (&instance->problem);
      g_assert_cmpint (sum_squares (answer), <=, last);
      g_assert_cmpint (answer->total_score, <=, total);
      evened = evened || (p > 0 && sum_squares (answer) < last);
      last = sum_squares (answer);
      total = answer->total_score;
    }
  }
  g_assert_true (evened);
}

/* Two needs want the first offer; who gets the second has to hear why, and what it would cost. */
static void
test_regret (void)
{
  static const TsuAssignEdge edges[] = { { 0, 0, 90 }, { 0, 1, 10 }, { 1, 0, 80 }, { 1, 1, 40 } };
  TsuAssignProblem problem = { .n_needs = 2, .n_offers = 3, .edges = edges, .n_edges = 4 };
  g_autoptr (TsuAssignment) answer = solve (&problem);
  g_autofree guint *idle = NULL;
  g_autofree char *why = NULL;
  guint n_idle;

  g_assert_cmpint (answer->total_score, ==, 130);
  g_assert_cmpint (tsu_assignment_worst_need (answer), ==, 1);
  g_assert_cmpint (tsu_assignment_need_score (answer, 1), ==, 40);
  g_assert_cmpint (tsu_assignment_regret (answer, 0, 0, 90), ==, 0);
  /* Swapping both gives 90 in all; the prices share those 40 between the two pairs. */
  g_assert_cmpint (tsu_assignment_regret (answer, 1, 0, 80) +
                     tsu_assignment_regret (answer, 0, 1, 10),
                   ==, 40);
  g_assert_null (tsu_assignment_describe_regret (answer, 0, 0, 90));
  why = tsu_assignment_describe_regret (answer, 1, 0, 40);
  g_assert_true (g_str_has_prefix (why, "Was needed more elsewhere"));
  idle = tsu_assignment_dup_idle (answer, &n_idle);
  g_assert_cmpuint (n_idle, ==, 1);
  g_assert_cmpuint (idle[0], ==, 2);
}

/* The proof must be able to fail: spoil an answer in each way it looks at. */
static void
test_check_fails (void)
{
  static const TsuAssignEdge edges[] = { { 0, 0, 90 }, { 0, 1, 10 }, { 1, 0, 80 }, { 1, 1, 40 } };
  TsuAssignProblem problem = { .n_needs = 2, .n_offers = 2, .edges = edges, .n_edges = 4 };

  for (int spoil = 0; spoil < 6; spoil++) {
    g_autoptr (TsuAssignment) answer = solve (&problem);
    g_autoptr (GError) error = NULL;

    if (spoil == 0)
      answer->total_score++;
    else if (spoil == 1)
      answer->offer_price[0] -= 1000;
    else if (spoil == 2)
      answer->need_price[0] += 1000;
    else if (spoil == 3)
      answer->need_price[0] -= 1000;
    else if (spoil == 4)
      answer->partner[0] = 1;
    else
      answer->covered = 1;
    g_assert_false (tsu_assignment_check (answer, &problem, &error));
    g_assert_error (error, TSU_ERROR, TSU_ERROR_FAILED);
  }
}

static void
test_refused (void)
{
  static const struct {
    TsuAssignEdge edges[2];
    gint64 penalty;
  } cases[] = {
    { { { 0, 0, 1 }, { 3, 0, 1 } }, 0 },
    { { { 0, 0, 1 }, { 0, 3, 1 } }, 0 },
    { { { 0, 0, 1 }, { 0, 0, 2 } }, 0 },
    { { { 0, 0, 1 }, { 0, 1, G_MAXINT64 } }, 0 },
    { { { 0, 0, 1 }, { 0, 1, G_MININT64 } }, 0 },
    { { { 0, 0, 1 }, { 0, 1, G_MAXINT64 / 8192 } }, 0 },
    { { { 0, 0, 1 }, { 0, 1, 1 } }, -1 },
    { { { 0, 0, 1 }, { 0, 1, 1 } }, G_MAXINT64 },
  };

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++) {
    TsuAssignProblem problem = { .n_needs = 3,
                                 .n_offers = 3,
                                 .edges = cases[k].edges,
                                 .n_edges = 2,
                                 .load_penalty = cases[k].penalty };
    g_autoptr (GError) error = NULL;

    g_assert_null (tsu_assign_solve (&problem, NULL, NULL, NULL, &error));
    g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  }
}

static void
count_call_cb (guint done, guint total, gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (done, <=, total);
  *last = done;
}

static void
test_progress_and_cancel (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (Instance) instance = random_instance (rand, 100, 100, 0.3, 0, 1000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *cells = g_new0 (gint64, 400);
  g_autoptr (TsuAssignment) answer = NULL;
  guint last = 0;

  answer = tsu_assign_solve (&instance->problem, count_call_cb, &last, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (last, ==, 100);

  g_cancellable_cancel (cancellable);
  g_assert_null (tsu_assign_solve (&instance->problem, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (tsu_assign_solve_dense (20, 20, cells, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Too big for the slow solvers: here the certificate is the proof. Many needs, many offers and
 * neither; with and without room to spare. */
static void
test_large (void)
{
  static const struct {
    guint n, m, partners, limit;
    gint64 penalty;
    gboolean fill;
  } cases[] = {
    { 5000, 5000, 1, 1, 0, FALSE },   { 3000, 2500, 1, 1, 0, FALSE },
    { 2000, 20000, 1, 1, 0, FALSE },  { 4000, 4200, 1, 1, 0, FALSE },
    { 2000, 2000, 3, 3, 0, FALSE },   { 2000, 2000, 3, 3, 0, TRUE },
    { 2000, 2000, 3, 6, 50, FALSE },  { 2000, 1000, 2, 8, 300, FALSE },
    { 2000, 20000, 3, 4, 100, TRUE },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++) {
    g_autofree guint *partners = g_new (guint, cases[c].n);
    g_autofree guint *limits = g_new (guint, cases[c].m);
    g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (TsuAssignEdge));
    g_autoptr (TsuAssignment) answer = NULL;
    TsuAssignProblem problem = { .n_needs = cases[c].n,
                                 .n_offers = cases[c].m,
                                 .partners = partners,
                                 .load_limit = limits,
                                 .load_penalty = cases[c].penalty,
                                 .fill = cases[c].fill };

    for (guint j = 0; j < cases[c].m; j++)
      limits[j] = cases[c].limit;
    for (guint i = 0; i < cases[c].n; i++) {
      guint32 offer = g_rand_int (rand) % cases[c].m;

      partners[i] = cases[c].partners;
      for (int k = 0; k < 20; k++) {
        TsuAssignEdge edge = { i, offer, g_rand_int_range (rand, 1, 1000) };

        g_array_append_val (edges, edge);
        offer = (offer + g_rand_int_range (rand, 1, cases[c].m / 20)) % cases[c].m;
      }
    }
    problem.edges = (TsuAssignEdge *) edges->data;
    problem.n_edges = edges->len;
    answer = solve (&problem);
    g_assert_cmpuint (answer->covered, >, MIN (cases[c].n, cases[c].m) * 9 / 10);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/match/assign/brute-force", test_brute_force);
  g_test_add_func ("/match/assign/reference-flow", test_reference_flow);
  g_test_add_func ("/match/assign/middle-sizes", test_middle_sizes);
  g_test_add_func ("/match/assign/dense", test_dense);
  g_test_add_func ("/match/assign/dense-wide", test_dense_wide);
  g_test_add_func ("/match/assign/deterministic", test_deterministic);
  g_test_add_func ("/match/assign/penalty-evens-loads", test_penalty_evens_loads);
  g_test_add_func ("/match/assign/regret", test_regret);
  g_test_add_func ("/match/assign/check-fails", test_check_fails);
  g_test_add_func ("/match/assign/refused", test_refused);
  g_test_add_func ("/match/assign/progress-and-cancel", test_progress_and_cancel);
  g_test_add_func ("/match/assign/large", test_large);
  return g_test_run ();
}
