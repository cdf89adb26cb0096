/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The counter slip and the ledger: its draft, and saving it.
 *
 * The draft is a setting of the ledger: what somebody told in confidence then lies in one file
 * only, is not shared, and survives the program.
 */

#include "config.h"

#include "tsu-slip-job.h"

#include "tsu-hints.h"
#include "tsu-slip-edits.h"

#include <glib/gi18n.h>

#define DRAFT "slip"

/**
 * tsu_slip_job_load:
 *
 * Returns: (transfer full): the draft as TsuSlipForm; an empty one where there is none, or where
 *   the draft was saved just before the program ended
 */
gpointer
tsu_slip_job_load (TsuLedger *ledger, gpointer nothing, GCancellable *cancel, GError **error)
{
  g_autofree char *text = tsu_ledger_get_setting (ledger, DRAFT);
  g_autoptr (TsuSlipForm) draft = text ? tsu_slip_form_new_from_text (text) : NULL;

  if (draft && tsu_ledger_find_key (ledger, draft->id) == 0)
    return g_steal_pointer (&draft);
  return tsu_slip_form_new (g_get_real_time () / 1000);
}

/**
 * tsu_slip_job_keep:
 * @text: the draft; empty for none
 */
gpointer
tsu_slip_job_keep (TsuLedger *ledger, gpointer text, GCancellable *cancel, GError **error)
{
  const char *draft = text;

  return GINT_TO_POINTER (tsu_ledger_set_setting (ledger, DRAFT, *draft ? draft : NULL, error));
}

/* Names of what was made, for the page that shows it. */
static GPtrArray *
list_made (GPtrArray *edits)
{
  GPtrArray *made = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < edits->len; i++) {
    const TsuType *type = tsu_edit_get_type_of (edits->pdata[i]);

    if (g_str_equal (type->name, "need") || g_str_equal (type->name, "offer"))
      g_ptr_array_add (made, g_strdup (tsu_edit_get_id (edits->pdata[i])));
  }
  return made;
}

static void
give (char ***place, char ***from)
{
  g_strfreev (*place);
  *place = g_steal_pointer (from);
}

/* Whoever saves quickly saves before the guess was shown; it holds all the same. */
static void
guess (TsuLedger *ledger, TsuSlipForm *slip)
{
  g_autoptr (TsuHints) hints = tsu_hints_read (ledger, slip->what, slip->actor, NULL);

  if (hints && !slip->district_by_hand && !slip->district)
    slip->district = g_strdup (hints->district);
  if (hints && !slip->themes_by_hand)
    give (&slip->themes, &hints->themes);
}

/**
 * tsu_slip_job_save:
 * @form: the slip
 *
 * Saves everything on it as one, and forgets the draft.
 *
 * Returns: (transfer full) (element-type utf8): ids of the needs and offers that were made
 */
gpointer
tsu_slip_job_save (TsuLedger *ledger, gpointer form, GCancellable *cancel, GError **error)
{
  TsuSlipForm *slip = form;
  const TsuApply how = { .label = N_ ("Consultation") };
  g_autofree char *user = tsu_ledger_get_setting (ledger, "user");
  g_autoptr (TsuRecord) actor = slip->actor ? tsu_ledger_get (ledger, slip->actor, error) : NULL;
  g_autoptr (GPtrArray) edits = NULL;

  if (slip->actor && !actor)
    return NULL;
  guess (ledger, slip);
  edits = tsu_slip_edits_make (slip, actor, user ? user : g_get_user_name ());
  if (!tsu_ledger_apply (ledger, edits, &how, NULL, error))
    return NULL;
  tsu_ledger_set_setting (ledger, DRAFT, NULL, NULL);
  return list_made (edits);
}
