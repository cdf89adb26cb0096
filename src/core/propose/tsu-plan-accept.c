/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the lines of a plan that a person accepted to matches, as one step to undo.
 */

#include "config.h"

#include "tsu-plan.h"

#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-step.h"

#include <glib/gi18n.h>

/* A line is two edits at most; a transaction holds no more than so many. */
#define LINES_AT_ONCE (TSU_TRANSACTION_MAX / 2)

typedef struct {
  TsuLedger *ledger;
  const char *staff;
  TsuApply how;
  GPtrArray *edits;
  GArray *changed;
  GHashTable *moved; /* needs that have an edit in @edits */
  guint n_lines;
  guint n_made;
} Acceptance;

static gboolean
flush (Acceptance *self, GError **error)
{
  g_autoptr (GArray) changed = NULL;

  if (self->edits->len > 0 &&
      !tsu_ledger_apply (self->ledger, self->edits, &self->how, &changed, error))
    return FALSE;
  if (changed)
    g_array_append_vals (self->changed, changed->data, changed->len);
  g_ptr_array_set_size (self->edits, 0);
  g_hash_table_remove_all (self->moved);
  self->n_lines = 0;
  return TRUE;
}

/* A need with two partners is moved to "proposed" once. */
static void
take_edits (Acceptance *self, GPtrArray *edits)
{
  while (edits->len > 0) {
    TsuEdit *edit = g_ptr_array_steal_index (edits, 0);
    const char *id = tsu_edit_get_id (edit);

    if (g_str_equal (tsu_edit_get_type_of (edit)->name, "need") &&
        !g_hash_table_add (self->moved, g_strdup (id)))
      tsu_edit_free (edit);
    else
      g_ptr_array_add (self->edits, edit);
  }
}

static gboolean
accept_line (Acceptance *self, const TsuPlanLine *line, GError **error)
{
  g_autoptr (TsuStep) step = tsu_step_new_propose (line->suggestion);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  tsu_step_set_staff (step, self->staff);
  edits = tsu_step_make_edits (step, self->ledger, &problem);
  if (!edits) {
    /* Somebody was quicker, or took the record away: the line has lost its sense. */
    if (g_error_matches (problem, TSU_ERROR, TSU_ERROR_INVALID) ||
        g_error_matches (problem, TSU_ERROR, TSU_ERROR_NOT_FOUND))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  take_edits (self, edits);
  self->n_made++;
  self->n_lines++;
  return self->n_lines < LINES_AT_ONCE || flush (self, error);
}

static gboolean
accept_lines (Acceptance *self, GPtrArray *lines, GError **error)
{
  for (guint k = 0; k < lines->len; k++)
    if (!accept_line (self, g_ptr_array_index (lines, k), error))
      return FALSE;
  return flush (self, error);
}

/**
 * tsu_plan_accept:
 * @self: a plan
 * @accepted: (nullable) (element-type TsuPlanLine): lines of it; %NULL for all
 * @ledger: the ledger
 * @staff: (nullable): who is in charge; %NULL for the ledger's user
 * @n_made: (out) (optional): how many became matches
 * @changed: (out) (optional) (element-type gint64): keys of the records changed
 * @error: what went wrong; then nothing was changed
 *
 * Makes a proposed match of each line.
 *
 * Returns: whether it was done
 */
gboolean
tsu_plan_accept (const TsuPlan *self,
                 GPtrArray *accepted,
                 TsuLedger *ledger,
                 const char *staff,
                 guint *n_made,
                 GArray **changed,
                 GError **error)
{
  g_autofree char *batch = tsu_id_generate ();
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Acceptance acceptance = {
    .ledger = ledger,
    .staff = staff,
    .how = { N_ ("Accept the plan"), batch, NULL },
    .edits = edits,
    .changed = keys,
    .moved = moved,
  };

  if (!tsu_ledger_begin_bulk (ledger, error))
    return FALSE;
  if (!accept_lines (&acceptance, accepted ? accepted : self->lines, error)) {
    tsu_ledger_end_bulk (ledger, FALSE, NULL);
    return FALSE;
  }
  if (!tsu_ledger_end_bulk (ledger, TRUE, error))
    return FALSE;
  if (n_made)
    *n_made = acceptance.n_made;
  if (changed)
    *changed = g_steal_pointer (&keys);
  return TRUE;
}
