/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an import would do, and doing it: jobs for the store, and their answer in the form in which
 * the assistant shows it.
 */

#include "config.h"

#include "tsu-import-plan.h"

#include <glib/gi18n.h>

#define LISTED 200 /* problems that are handed to the window */

static void
problem_free (gpointer data)
{
  TsuImportProblem *problem = data;

  g_free (problem->column);
  g_free (problem->text);
  g_free (problem->message);
  g_free (problem->cell);
  g_free (problem);
}

void
tsu_import_plan_free (TsuImportPlan *plan)
{
  g_clear_pointer (&plan->problems, g_ptr_array_unref);
  g_free (plan->note);
  g_free (plan->batch);
  g_free (plan);
}

TsuImportOrder *
tsu_import_order_new (const TsuImportAsk *ask, TsuMeter *meter, gboolean remember)
{
  TsuImportOrder *order = g_new0 (TsuImportOrder, 1);

  order->ask = tsu_import_ask_copy (ask);
  order->meter = tsu_meter_ref (meter);
  order->remember = remember;
  return order;
}

void
tsu_import_order_free (TsuImportOrder *order)
{
  tsu_import_ask_free (order->ask);
  tsu_meter_unref (order->meter);
  g_free (order);
}

static char *
dup_heading (const TsuMapping *mapping, guint column)
{
  const TsuColumn *at;

  if (column == 0 || column > mapping->columns->len)
    return NULL;
  at = g_ptr_array_index (mapping->columns, column - 1);
  return g_strdup (at->header);
}

/* The cell that the problem is about, if it is one of the sheet's data. */
static void
find_cell (TsuImportProblem *problem, const TsuProblem *from, TsuSheet *sheet)
{
  int row = from->row > 0 && from->column > 0 ? tsu_sheet_find_row (sheet, from->row) : -1;

  if (row < 0 || tsu_sheet_get_role (sheet, (guint) row) != TSU_ROW_DATA ||
      from->column > tsu_sheet_get_n_columns (sheet) ||
      (from->sheet && g_strcmp0 (from->sheet, tsu_sheet_get_name (sheet)) != 0))
    return;
  problem->cell_row = (guint) row;
  problem->cell_column = from->column - 1;
  problem->cell = g_strdup (tsu_sheet_get_text (sheet, (guint) row, problem->cell_column));
}

static void
add_problems (TsuImportPlan *plan,
              TsuProblems *problems,
              const TsuMapping *mapping,
              TsuSheet *sheet)
{
  plan->n_problems += (guint) tsu_problems_get_total (problems);
  for (guint i = 0; i < tsu_problems_get_n_listed (problems) && plan->problems->len < LISTED; i++) {
    const TsuProblem *from = tsu_problems_get (problems, i);
    TsuImportProblem *problem = g_new0 (TsuImportProblem, 1);

    problem->row = from->row;
    problem->column = dup_heading (mapping, from->column);
    problem->text = g_strdup (from->text);
    problem->message = g_strdup (from->message);
    find_cell (problem, from, sheet);
    g_ptr_array_add (plan->problems, problem);
  }
}

static TsuImportPlan *
make_plan (const TsuImportOrder *order, TsuImport *import, const TsuImportCounts *counts)
{
  TsuImportPlan *plan = g_new0 (TsuImportPlan, 1);
  const TsuMapping *mapping = tsu_import_get_mapping (import);
  TsuSheet *sheet = tsu_import_get_sheet (import);

  plan->created = counts->created;
  plan->updated = counts->updated;
  plan->flagged = counts->flagged;
  plan->problems = g_ptr_array_new_with_free_func (problem_free);
  add_problems (plan, tsu_book_get_problems (order->ask->file->book), mapping, sheet);
  add_problems (plan, tsu_import_get_problems (import), mapping, sheet);
  return plan;
}

/**
 * tsu_import_plan_job:
 *
 * A job for the store that goes through all rows and writes nothing.
 *
 * Returns: (transfer full): a TsuImportPlan
 */
gpointer
tsu_import_plan_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const TsuImportOrder *order = data;
  g_autoptr (TsuImport) import = tsu_import_ask_make (order->ask, ledger, NULL);
  TsuImportCounts counts;

  if (!tsu_import_plan (import, ledger, &counts, cancellable, error))
    return NULL;
  return make_plan (order, import, &counts);
}

static void
progress_cb (guint64 done, guint64 total, gpointer meter)
{
  tsu_meter_tell (meter, (gint64) done, (gint64) total);
}

static char *
word_result (const TsuImportCounts *counts)
{
  guint count = counts->created + counts->updated;

  if (counts->cancelled)
    return g_strdup_printf (ngettext ("Stopped. %'u record was imported before.",
                                      "Stopped. %'u records were imported before.", count),
                            count);
  return g_strdup_printf (ngettext ("%'u record was imported.", "%'u records were imported.",
                                    count),
                          count);
}

/**
 * tsu_import_run_job:
 *
 * A job for the store that imports. After an error nothing of it is left.
 *
 * Returns: (transfer full): a TsuImportPlan that says what was done
 */
gpointer
tsu_import_run_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const TsuImportOrder *order = data;
  g_autoptr (TsuImport) import = tsu_import_ask_make (order->ask, ledger, NULL);
  TsuImportCounts counts;
  TsuImportPlan *done;

  if (!tsu_import_run (import, ledger, &counts, progress_cb, order->meter, cancellable, error))
    return NULL;
  /* The records are in; a form that could not be remembered is no reason to say otherwise. */
  if (order->remember)
    tsu_import_remember (import, ledger, NULL);
  done = make_plan (order, import, &counts);
  done->batch = g_strdup (tsu_import_get_batch (import));
  done->note = word_result (&counts);
  return done;
}
