/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan for the whole ward: as good as the best there is, fair, told truly, and undone as a
 * whole.
 */

#include "config.h"

#include "propose-test.h"
#include "reference-assign.h"
#include "tsu-plan-private.h"
#include "tsu-step.h"

#define ADD(path, test) g_test_add (path, Desk, NULL, desk_set_up, test, desk_tear_down)
#define ADD_WARD(path, test) g_test_add (path, Desk, NULL, desk_set_up_ward, test, desk_tear_down)

static TsuPlan *
make_plan (Desk *desk, const TsuPlanOptions *options)
{
  g_autoptr (GError) error = NULL;
  TsuPlan *plan = tsu_plan_make (desk->market, desk->ledger, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static void
accept (Desk *desk, TsuPlan *plan, GPtrArray *lines, guint *n_made)
{
  g_autoptr (GError) error = NULL;

  tsu_plan_accept (plan, lines, desk->ledger, "虹沢", n_made, NULL, &error);
  g_assert_no_error (error);
}

/* Every figure of the plan against the ledger before and after. */
static void
test_ward (Desk *desk, gconstpointer data)
{
  g_autofree char *before = dump_all (desk);
  g_autofree char *untouched = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (TsuPlan) plan = make_plan (desk, NULL);
  g_autoptr (TsuPlan) after = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TsuUndo) undo = { NULL };
  gint64 total = 0;
  guint n_made;

  untouched = dump_all (desk);
  g_assert_cmpstr (before, ==, untouched);
  g_assert_cmpuint (plan->lines->len, >, 30);
  for (guint k = 0; k < plan->lines->len; k++)
    total += ((TsuPlanLine *) g_ptr_array_index (plan->lines, k))->suggestion->why->score;
  g_assert_cmpint (total, ==, plan->total);
  g_assert_cmpuint (plan->after.n_with_partner, >, plan->before.n_with_partner);
  g_assert_cmpuint (plan->after.n_with_partner + plan->gaps->len, ==, plan->after.n_needs);

  accept (desk, plan, NULL, &n_made);
  g_assert_cmpuint (n_made, ==, plan->lines->len);
  after = make_plan (desk, NULL);
  g_assert_cmpuint (after->lines->len, ==, 0);
  g_assert_cmpuint (after->before.n_with_partner, ==, plan->after.n_with_partner);
  g_assert_cmpuint (after->before.most_asks, ==, plan->after.most_asks);

  tsu_ledger_undo (desk->ledger, &undo, NULL, &error);
  g_assert_no_error (error);
  undone = dump_all (desk);
  g_assert_cmpstr (before, ==, undone);
}

static void
test_line_by_line (Desk *desk, gconstpointer data)
{
  g_autoptr (TsuPlan) plan = make_plan (desk, NULL);
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  g_autoptr (GPtrArray) matches = list_ids (desk, "match");
  g_autoptr (GPtrArray) more = NULL;
  guint n_made;

  for (guint k = 0; k < 5; k++)
    g_ptr_array_add (some, g_ptr_array_index (plan->lines, k * 3));
  accept (desk, plan, some, &n_made);
  g_assert_cmpuint (n_made, ==, 5);
  more = list_ids (desk, "match");
  g_assert_cmpuint (more->len, ==, matches->len + 5);
  /* The same lines again: somebody was quicker. */
  accept (desk, plan, some, &n_made);
  g_assert_cmpuint (n_made, ==, 0);
}

static void
test_same_twice (Desk *desk, gconstpointer data)
{
  g_autoptr (TsuPlan) one = make_plan (desk, NULL);
  g_autoptr (TsuMarket) anew = tsu_market_new ();
  g_autoptr (TsuPlan) other = NULL;

  tsu_market_set_today (anew, TODAY);
  other = tsu_plan_make (anew, desk->ledger, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (one->lines->len, ==, other->lines->len);
  for (guint k = 0; k < one->lines->len; k++) {
    const TsuPlanLine *a = g_ptr_array_index (one->lines, k);
    const TsuPlanLine *b = g_ptr_array_index (other->lines, k);

    g_assert_cmpstr (a->need, ==, b->need);
    g_assert_cmpstr (a->suggestion->id, ==, b->suggestion->id);
    g_assert_cmpstr (a->instead, ==, b->instead);
  }
}

/* Each actor of the ward at random; the work's own problem is given to a solver that tries paths
 * one by one, and must come to the same worth. */
static void
test_best_there_is (Desk *desk, gconstpointer data)
{
  static const TsuPlanOptions kinds[] = {
    { 4, 1, 0 }, { 6, 2, 120 }, { 20, 0, -1 }, { 3, 3, 400 }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_auto (TsuPlanWork) work = { NULL };
    g_autoptr (GError) error = NULL;
    g_autofree TsuAssignEdge *edges = NULL;
    TsuAssignProblem problem;
    Worth worth;

    tsu_plan_work_init (&work, desk->market, desk->ledger);
    g_assert_true (tsu_market_refresh (desk->market, desk->ledger, NULL, &error));
    g_assert_true (tsu_plan_work_collect (&work, &kinds[i], NULL, NULL, NULL, &error));
    g_assert_true (tsu_plan_work_solve (&work, &kinds[i], NULL, &error));
    edges = g_new (TsuAssignEdge, work.edges->len);
    for (guint row = 0; row < work.needs->len; row++)
      for (guint e = g_array_index (work.first, guint, row);
           e < g_array_index (work.first, guint, row + 1); e++)
        edges[e] = (TsuAssignEdge){ row, g_array_index (work.edges, TsuPlanEdge, e).column,
                                    g_array_index (work.edges, TsuPlanEdge, e).score };
    problem = (TsuAssignProblem){
      .n_needs = work.needs->len,
      .n_offers = work.limits->len,
      .edges = edges,
      .n_edges = work.edges->len,
      .partners = (const guint *) (gpointer) work.partners->data,
      .load_limit = (const guint *) (gpointer) work.limits->data,
      .prior_load = (const guint *) (gpointer) work.asks->data,
      .load_penalty = kinds[i].load_penalty < 0 ? 120 : kinds[i].load_penalty,
    };
    worth = reference_flow (&problem);
    g_assert_cmpuint (work.answer->covered, ==, worth.covered);
    g_assert_cmpint (work.answer->total_score - work.answer->total_penalty, ==, worth.value);
  }
}

/* Six needs and three who could meet any of them: two each, although the nearest suits all best. */
static void
test_fair (Desk *desk, gconstpointer data)
{
  g_autoptr (GHashTable) load = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TsuPlan) plan = NULL;
  GHashTableIter iter;
  gpointer n;

  for (int k = 0; k < 3; k++) {
    g_autofree char *latitude = g_strdup_printf ("%d", 355500000 + k * 100000);
    g_autofree char *actor =
      add (desk, "actor", "name", "萩", "kind", "person", "consents", "introduce", NULL);
    g_autofree char *offer = add (desk, "offer", "name", "手伝い", "kinds", "people", "actor",
                                  actor, "latitude", latitude, "longitude", "1395000000", NULL);
  }
  for (int k = 0; k < 6; k++) {
    g_autofree char *need = add (desk, "need", "name", "手伝い", "kinds", "people", "latitude",
                                 "355500000", "longitude", "1395000000", NULL);
  }
  plan = make_plan (desk, &(TsuPlanOptions){ 0, 6, 120 });
  g_assert_cmpuint (plan->lines->len, ==, 6);
  for (guint k = 0; k < 6; k++) {
    const TsuPlanLine *line = g_ptr_array_index (plan->lines, k);
    guint times = GPOINTER_TO_UINT (g_hash_table_lookup (load, line->suggestion->actor));

    g_hash_table_insert (load, g_strdup (line->suggestion->actor), GUINT_TO_POINTER (times + 1));
  }
  g_hash_table_iter_init (&iter, load);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    g_assert_cmpuint (GPOINTER_TO_UINT (n), ==, 2);
  g_assert_cmpuint (plan->after.most_asks, ==, 2);
  g_assert_cmpuint (plan->greedy_most_uses, ==, 6);
}

/* The best for both goes to the one who has nobody else, and the other is told so. */
static void
test_needed_more_elsewhere (Desk *desk, gconstpointer data)
{
  g_autofree char *only = add (desk, "resource", "name", "広間", "kind", "place", "capacity", "90",
                               "themes", "town", NULL);
  g_autofree char *small =
    add (desk, "resource", "name", "小部屋", "kind", "place", "capacity", "12", NULL);
  g_autofree char *large =
    add (desk, "need", "name", "総会", "kinds", "place", "quantity", "80", NULL);
  g_autofree char *little =
    add (desk, "need", "name", "集まり", "kinds", "place", "themes", "town", NULL);
  g_autoptr (TsuPlan) plan = make_plan (desk, &(TsuPlanOptions){ 0, 1, 0 });

  g_assert_cmpuint (plan->lines->len, ==, 2);
  g_assert_cmpuint (plan->greedy_covered, <=, 2);
  for (guint k = 0; k < 2; k++) {
    const TsuPlanLine *line = g_ptr_array_index (plan->lines, k);
    gboolean is_large = g_str_equal (line->need, large);

    g_assert_cmpstr (line->suggestion->id, ==, is_large ? only : small);
    g_assert_cmpuint (line->rank, ==, is_large ? 1 : 2);
    g_assert_cmpstr (line->instead, ==,
                     is_large ? NULL : "“広間” would fit better, but is needed more for “総会”.");
  }
}

/* A lends the room, B brings the tables, C does the books. */
static void
test_ring (Desk *desk, gconstpointer data)
{
  static const char *const gives[] = { "place", "things", "skill" };
  static const char *const wants[] = { "skill", "place", "things" };
  g_autoptr (TsuPlan) plan = NULL;
  const TsuPlanRing *ring;

  for (int k = 0; k < 3; k++) {
    g_autofree char *name = g_strdup_printf ("会%d", k);
    g_autofree char *actor =
      add (desk, "actor", "name", name, "kind", "person", "consents", "introduce", NULL);
    g_autofree char *offer =
      add (desk, "offer", "name", gives[k], "kinds", gives[k], "actor", actor, NULL);
    g_autofree char *need =
      add (desk, "need", "name", wants[k], "kinds", wants[k], "actor", actor, NULL);
  }
  plan = make_plan (desk, NULL);
  g_assert_cmpuint (plan->rings->len, ==, 1);
  ring = g_ptr_array_index (plan->rings, 0);
  g_assert_cmpuint (ring->gifts->len, ==, 3);
  g_assert_cmpstr (ring->sentence, ==,
                   "会0 → “place” → 会1; 会1 → “things” → 会2; 会2 → “skill” → 会0");
}

/* More lines than one transaction takes are still one step. */
static void
test_large_plan_is_one_step (Desk *desk, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (TsuPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TsuUndo) undo = { NULL };
  guint n_made;

  g_assert_true (tsu_ledger_begin_bulk (desk->ledger, &error));
  for (int k = 0; k < 300; k++) {
    g_autofree char *offer = add (desk, "offer", "name", "机", "kinds", "things", NULL);
    g_autofree char *need = add (desk, "need", "name", "机", "kinds", "things", NULL);
  }
  g_assert_true (tsu_ledger_end_bulk (desk->ledger, TRUE, &error));
  before = dump_all (desk);
  plan = make_plan (desk, &(TsuPlanOptions){ 300, 1, 0 });
  accept (desk, plan, NULL, &n_made);
  g_assert_cmpuint (n_made, ==, 300);
  tsu_ledger_undo (desk->ledger, &undo, NULL, &error);
  g_assert_no_error (error);
  after = dump_all (desk);
  g_assert_cmpstr (before, ==, after);
}

/* Whom the coordinator pinned gets it, whom he banned never. */
static void
test_obeys (Desk *desk, gconstpointer data)
{
  g_autoptr (TsuPlan) free_choice = make_plan (desk, NULL);
  const TsuPlanLine *line = g_ptr_array_index (free_choice->lines, 0);
  g_autoptr (TsuSuggestions) found = suggest (desk, line->need, 50);
  const TsuSuggestion *last = g_ptr_array_index (found->best, found->best->len - 1);
  g_autoptr (TsuPlan) pinned = NULL;
  g_autoptr (TsuStep) step = tsu_step_new_mark (line->need, last->id, TSU_MARK_PINNED);
  g_autoptr (GError) error = NULL;
  gboolean seen = FALSE;

  g_assert_true (tsu_step_run (step, desk->ledger, NULL, &error));
  pinned = make_plan (desk, NULL);
  for (guint k = 0; k < pinned->lines->len; k++) {
    const TsuPlanLine *now = g_ptr_array_index (pinned->lines, k);

    if (!g_str_equal (now->need, line->need))
      continue;
    seen = TRUE;
    g_assert_cmpstr (now->suggestion->id, ==, last->id);
  }
  g_assert_true (seen);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_WARD ("/propose/plan/ward", test_ward);
  ADD_WARD ("/propose/plan/line-by-line", test_line_by_line);
  ADD_WARD ("/propose/plan/same-twice", test_same_twice);
  ADD_WARD ("/propose/plan/best-there-is", test_best_there_is);
  ADD ("/propose/plan/fair", test_fair);
  ADD ("/propose/plan/needed-more-elsewhere", test_needed_more_elsewhere);
  ADD ("/propose/plan/ring", test_ring);
  ADD ("/propose/plan/large-plan-is-one-step", test_large_plan_is_one_step);
  ADD_WARD ("/propose/plan/obeys", test_obeys);
  return g_test_run ();
}
