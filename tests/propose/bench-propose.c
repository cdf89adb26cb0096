/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Suggestions from ledgers of full size: reading the market, the best ten of 100 000 with reasons,
 * the same after one more save, and a plan for 2 000 needs and 20 000 offers beside a greedy one.
 * Prints one JSON line a figure.
 */

#include "config.h"

#include "propose-test.h"
#include "tsu-plan.h"

#include <time.h>

#define RUNS 15

static const char *const words[] = {
  "手話", "料理", "大工",   "テント", "机",       "写真", "チラシ", "会計", "見守り", "体操",
  "畑",   "合唱", "太鼓",   "読書",   "パソコン", "通訳", "防災",   "花壇", "紙芝居", "囲碁",
  "裁縫", "演奏", "買い物", "学習",   "居場所",   "食事", "送迎",   "修理", "避難所", "子育て",
};

static const char *const kinds[] = { "people",    "place",   "things", "skill",
                                     "publicity", "support", "partner" };
static const char *const themes[] = { "welfare",  "town",           "children",      "environment",
                                      "disaster", "culture-sports", "international", "work" };
static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
static const char *const parts[] = { "morning", "afternoon", "evening" };

static const char *
pick (GRand *rand, const char *const *set, gsize n)
{
  return set[g_rand_int_range (rand, 0, (int) n)];
}

#define PICK(rand, set) pick (rand, set, G_N_ELEMENTS (set))

static void
set_one (TsuEdit *edit, const char *field, const char *value)
{
  const char *const list[] = { value, NULL };

  tsu_edit_set_list (edit, field, list);
}

static void
fill_wish (GRand *rand, TsuEdit *edit, GPtrArray *actors)
{
  g_autofree char *name =
    g_strdup_printf ("%sと%sの%s", PICK (rand, words), PICK (rand, words), PICK (rand, words));
  g_autofree char *text =
    g_strdup_printf ("%sのときに%sと%sを。%sもあると助かる。", PICK (rand, words),
                     PICK (rand, words), PICK (rand, words), PICK (rand, words));

  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set_text (edit, "description", text);
  set_one (edit, "kinds", PICK (rand, kinds));
  set_one (edit, "themes", PICK (rand, themes));
  if (g_rand_int_range (rand, 0, 3) == 0)
    set_one (edit, "weekdays", PICK (rand, days));
  if (g_rand_int_range (rand, 0, 3) == 0)
    set_one (edit, "day_parts", PICK (rand, parts));
  tsu_edit_set_integer (edit, "latitude", 355000000 + g_rand_int_range (rand, 0, 1000000));
  tsu_edit_set_integer (edit, "longitude", 1395000000 + g_rand_int_range (rand, 0, 1000000));
  tsu_edit_set_text (edit, "actor",
                     g_ptr_array_index (actors, g_rand_int_range (rand, 0, (int) actors->len)));
}

static void
flush (Desk *desk, GPtrArray *edits)
{
  g_autoptr (GError) error = NULL;
  TsuApply how = { "Edit", NULL, NULL };

  if (!tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error))
    g_error ("%s", error->message);
  g_ptr_array_set_size (edits, 0);
}

static void
fill (Desk *desk, guint n_actors, guint n_offers, guint n_needs)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GPtrArray) actors = g_ptr_array_new_with_free_func (g_free);

  tsu_ledger_begin_bulk (desk->ledger, NULL);
  for (guint k = 0; k < n_actors + n_offers + n_needs; k++) {
    const char *type = k < n_actors ? "actor" : k < n_actors + n_offers ? "offer" : "need";
    TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type (type), NULL);

    g_ptr_array_add (edits, edit);
    if (k < n_actors) {
      g_ptr_array_add (actors, g_strdup (tsu_edit_get_id (edit)));
      tsu_edit_set_text (edit, "name", PICK (rand, words));
      tsu_edit_set_text (edit, "kind", "person");
      set_one (edit, "consents", "introduce");
    } else {
      fill_wish (rand, edit, actors);
    }
    if (edits->len == TSU_TRANSACTION_MAX)
      flush (desk, edits);
  }
  flush (desk, edits);
  tsu_ledger_end_bulk (desk->ledger, TRUE, NULL);
}

/* Microseconds of this process's work, which other programs do not lengthen. */
static gint64
now (void)
{
  return (gint64) clock () * G_USEC_PER_SEC / CLOCKS_PER_SEC;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static void
bench_one_need (Desk *desk)
{
  g_autoptr (GPtrArray) needs = NULL;
  gint64 times[RUNS];
  gint64 updates[RUNS];
  gint64 begin;

  fill (desk, 20000, 100000, 200);
  needs = list_ids (desk, "need");
  begin = now ();
  tsu_market_refresh (desk->market, desk->ledger, NULL, NULL);
  g_print ("{\"figure\":\"market of %u candidates read\",\"cpu_seconds\":%.3f}\n",
           tsu_market_get_n_candidates (desk->market), (now () - begin) / 1e6);
  for (int run = 0; run < RUNS; run++) {
    g_autoptr (TsuSuggestions) found = NULL;

    begin = now ();
    found = suggest (desk, g_ptr_array_index (needs, run), 10);
    times[run] = now () - begin;
    g_assert_cmpuint (found->best->len, ==, 10);
  }
  for (int run = 0; run < RUNS; run++) {
    g_autoptr (TsuSuggestions) found = NULL;

    change (desk, g_ptr_array_index (needs, run), "quantity", "3", NULL);
    begin = now ();
    found = suggest (desk, g_ptr_array_index (needs, run), 10);
    updates[run] = now () - begin;
  }
  qsort (times, RUNS, sizeof *times, compare_times);
  qsort (updates, RUNS, sizeof *updates, compare_times);
  g_print ("{\"figure\":\"best 10 of %u from the ledger, with reasons\",\"cpu_seconds\":%.4f,"
           "\"slowest\":%.4f}\n",
           tsu_market_get_n_candidates (desk->market), times[RUNS / 2] / 1e6,
           times[RUNS - 1] / 1e6);
  g_print ("{\"figure\":\"the same right after a save\",\"cpu_seconds\":%.4f,\"slowest\":%.4f}\n",
           updates[RUNS / 2] / 1e6, updates[RUNS - 1] / 1e6);
}

static void
bench_ward (Desk *desk)
{
  g_autoptr (TsuPlan) plan = NULL;
  gint64 begin;

  fill (desk, 5000, 20000, 2000);
  tsu_market_refresh (desk->market, desk->ledger, NULL, NULL);
  begin = now ();
  plan = tsu_plan_make (desk->market, desk->ledger, NULL, NULL, NULL, NULL, NULL);
  g_print ("{\"figure\":\"plan for %u needs and %u candidates from the ledger\","
           "\"cpu_seconds\":%.3f,\"total\":%" G_GINT64_FORMAT ",\"covered\":%u,"
           "\"greedy_total\":%" G_GINT64_FORMAT
           ",\"greedy_covered\":%u,\"greedy_most_asked\":%u,\"most_asked\":%u}\n",
           plan->after.n_needs, tsu_market_get_n_candidates (desk->market), (now () - begin) / 1e6,
           plan->total, plan->after.n_with_partner, plan->greedy_total, plan->greedy_covered,
           plan->greedy_most_uses, plan->after.most_asks);
}

int
main (void)
{
  Desk desk = { NULL };

  desk_set_up (&desk, NULL);
  bench_one_need (&desk);
  desk_tear_down (&desk, NULL);
  desk_set_up (&desk, NULL);
  bench_ward (&desk);
  desk_tear_down (&desk, NULL);
  return 0;
}
